/** Hashes a folder in a process of its own, to be killed: `node hash-child.js FOLDER STATE KEY(hex) chunks|both`. */
import { fromHex, toHex } from '@amana/codec'
import { hashFiles } from '@amana/evidence/node'

const [, , folder, state, key, mode] = process.argv
let last = { bytes: 0, allBytes: 0, resumedBytes: 0 }
const digests = mode === 'both' ? (['sha256'] as const) : []
const files: string[] = []
for await (const file of hashFiles(folder!, {
  digests,
  threads: 2,
  ...(state === undefined || state === '' ? {} : { state: { path: state, key: fromHex(key!) } }),
  onProgress: ({ bytes, allBytes, resumedBytes }) => {
    last = { bytes, allBytes, resumedBytes }
    process.stderr.write(`${bytes} ${allBytes}\n`)
  },
}))
  files.push(
    file.kind === 'file'
      ? `${file.path} ${toHex(file.chunkRoot!)} ${file.mediaType}`
      : `${file.path} ${file.kind}`,
  )
console.log(JSON.stringify({ ...last, files: files.sort(), rss: process.resourceUsage().maxRSS }))
