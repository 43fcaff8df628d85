/** Audits a folder in a process of its own, which may have fewer rights: `node audit-child.js FOLDER MANIFEST`. */
import { readFileSync } from 'node:fs'
import { fromHex } from '@amana/codec'
import { auditFolder } from '@amana/evidence/node'

const [, , folder, manifest] = process.argv
const entries = JSON.parse(readFileSync(manifest!, 'utf8')) as {
  path: string
  size: number
  sha256: string
  chunkRoot: string
}[]
const { findings } = await auditFolder(
  folder!,
  entries.map(({ path, size, sha256, chunkRoot }) => ({
    path,
    size,
    sha256: fromHex(sha256),
    chunkRoot: fromHex(chunkRoot),
  })),
  { threads: 1 },
)
console.log(JSON.stringify(findings))
