/** Files of evidence against the manifest of a verified view, both ways. */
import type { Manifest } from '@amana/bundle'
import { chunkHash, compareWithManifest, type FoundFile, withNames } from '@amana/evidence'
import { Appender } from '@amana/log'
import { sha256 } from '@noble/hashes/sha2.js'
import { piecesOf } from './examine.js'
import type { Audited, GivenFile, Progress } from './protocol.js'

/** Differences that the page gets. */
const SHOWN_FINDINGS = 1000

/** Hashes the files and compares them. Nothing of them is kept. */
export async function audit(
  manifest: Manifest,
  files: readonly GivenFile[],
  onProgress: (progress: Progress) => void,
): Promise<Audited> {
  const entries = manifest.entries()
  const byChunks = entries.some(({ sha256: whole }) => whole === undefined)
  const all = files.reduce((sum, { file }) => sum + file.size, 0)
  let done = 0
  const found: FoundFile[] = []
  for (const { path, file } of files) {
    const whole = sha256.create()
    const tree = new Appender()
    for await (const piece of piecesOf(file)) {
      whole.update(piece)
      if (byChunks) tree.append(chunkHash(piece))
      done += piece.length
      onProgress({ step: 'hash', name: path, done, all })
    }
    const { size } = file
    found.push({
      path,
      kind: 'file',
      size,
      sha256: whole.digest(),
      ...(byChunks ? { chunkRoot: tree.root() } : {}),
    })
  }
  const named = withNames(entries, found)
  const findings = compareWithManifest(named.manifest, found)
  return {
    findings: findings.slice(0, SHOWN_FINDINGS),
    allFindings: findings.length,
    listed: entries.length,
    closed: manifest.others.closed,
    files: files.length,
    bytes: all,
    naming: named.naming,
  }
}
