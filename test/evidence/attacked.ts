/** Does one attack to a fresh folder of evidence, and asks both Amana and `sha256sum -c` what is wrong. */
import { chmodSync, writeFileSync } from 'node:fs'
import { toHex } from '@amana/codec'
import { type Finding, formatChecksums } from '@amana/evidence'
import type { Attack } from './attacks.js'
import { makeEvidence } from './attacks.js'
import { manifestOf, newFolder, run } from './folders.js'

export interface Answers {
  readonly findings: readonly Finding[]
  /** Exit code of `sha256sum -c --strict`, and the lines that do not say OK. */
  readonly code: number
  readonly says: readonly string[]
}

/** With no attack, both should have nothing to say. */
export async function attacked(attack?: Attack): Promise<Answers> {
  const outside = newFolder()
  chmodSync(outside, 0o755)
  const folder = `${outside}/evidence`
  makeEvidence(folder)
  const manifest = await manifestOf(folder)
  const sums = `${outside}/SHA256SUMS`
  writeFileSync(sums, formatChecksums(manifest.map(({ path, sha256 }) => ({ path: path!, digest: sha256! }))))
  const list = `${outside}/manifest.json`
  writeFileSync(
    list,
    JSON.stringify(
      manifest.map((entry) => ({
        ...entry,
        sha256: toHex(entry.sha256!),
        chunkRoot: toHex(entry.chunkRoot!),
      })),
    ),
  )
  attack?.apply(folder)
  const plain = attack?.plain === true
  const child = await run(process.execPath, ['test/.build/evidence/audit-child.js', folder, list], { plain })
  if (child.code !== 0) throw new Error(child.stderr)
  const theirs = await run('sha256sum', ['-c', '--strict', sums], { cwd: folder, plain })
  if (plain) await run('chmod', ['-R', 'u+rwX', folder])
  return {
    findings: JSON.parse(child.stdout) as Finding[],
    code: theirs.code,
    says: [...theirs.stdout.split('\n'), ...theirs.stderr.split('\n')].filter(
      (line) => line !== '' && !line.endsWith(': OK'),
    ),
  }
}
