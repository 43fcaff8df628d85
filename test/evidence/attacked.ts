/** Does one attack to a fresh folder of evidence, and asks both Amana and `sha256sum -c` what is wrong. */
import { chmodSync, writeFileSync } from 'node:fs'
import { toHex } from '@amana/codec'
import { type Finding, formatChecksums } from '@amana/evidence'
import { auditFolder } from '@amana/evidence/node'
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
  // As a user whom permissions stop, where that matters; a process of its own each time would take minutes.
  const findings = plain
    ? await auditedByNobody(folder, list)
    : (await auditFolder(folder, manifest)).findings
  const theirs = await run('sha256sum', ['-c', '--strict', sums], { cwd: folder, plain })
  if (plain) await run('chmod', ['-R', 'u+rwX', folder])
  return {
    findings,
    code: theirs.code,
    says: [...theirs.stdout.split('\n'), ...theirs.stderr.split('\n')].filter(
      (line) => line !== '' && !line.endsWith(': OK'),
    ),
  }
}

async function auditedByNobody(folder: string, list: string): Promise<readonly Finding[]> {
  const child = await run(process.execPath, ['test/.build/evidence/audit-child.js', folder, list], {
    plain: true,
  })
  if (child.code !== 0) throw new Error(child.stderr)
  return JSON.parse(child.stdout) as Finding[]
}
