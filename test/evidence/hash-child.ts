/**
 * Hashes a folder in a process of its own: `node hash-child.js FOLDER STATE KEY(hex) chunks|both [PART]`. Where a part of
 * the work is given, the process has itself killed there, since a parent who watches may come too late.
 */
import { writeSync } from 'node:fs'
import { fromHex, toHex } from '@amana/codec'
import { hashFiles } from '@amana/evidence/node'

const [, , folder, state, key, mode, part] = process.argv
let last = { bytes: 0, allBytes: 0, resumedBytes: 0 }
const digests = mode === 'both' ? (['sha256'] as const) : []
const files: string[] = []
for await (const file of hashFiles(folder!, {
  digests,
  threads: 2,
  ...(state === undefined || state === '' ? {} : { state: { path: state, key: fromHex(key!) } }),
  onProgress: ({ bytes, allBytes, resumedBytes }) => {
    last = { bytes, allBytes, resumedBytes }
    if (part === undefined || bytes < Number(part) * allBytes) return
    writeSync(2, `${bytes}`)
    process.kill(process.pid, 'SIGKILL')
  },
}))
  files.push(
    file.kind === 'file'
      ? `${file.path} ${toHex(file.chunkRoot!)} ${file.mediaType}`
      : `${file.path} ${file.kind}`,
  )
console.log(JSON.stringify({ ...last, files: files.sort() }))
