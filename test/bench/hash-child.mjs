/** One hashing run in a process of its own: `hash-child.mjs FOLDER chunks|flat|both THREADS [STATE]`; 0 threads: as many as processors. */
import { readFileSync } from 'node:fs'
import { hashFiles } from '../../packages/evidence/dist/node.js'

const [, , folder, mode, threads, state] = process.argv
// A key that everybody knows: what is hashed here are random bytes.
const key = new Uint8Array(32)
let last = { bytes: 0, resumedBytes: 0 }
let written = 0
for await (const item of hashFiles(folder, {
  chunks: mode !== 'flat',
  digests: mode === 'chunks' ? [] : ['sha256'],
  ...(Number(threads) > 0 ? { threads: Number(threads) } : {}),
  ...(state === undefined ? {} : { state: { path: state, key } }),
  onProgress: (progress) => {
    last = progress
    if (state === undefined || progress.bytes - written < 1 << 23) return
    written = progress.bytes
    process.stderr.write(`${progress.bytes} ${progress.allBytes}\n`)
  },
}))
  if (item.kind !== 'file') throw new Error(`${item.path} is ${item.kind}`)
const io = process.platform === 'linux' ? readFileSync('/proc/self/io', 'utf8') : ''
console.log(
  JSON.stringify({
    bytes: last.bytes,
    resumedBytes: last.resumedBytes,
    resident: process.resourceUsage().maxRSS * 1024,
    read: Number(/^rchar: (\d+)$/m.exec(io)?.[1] ?? 0),
  }),
)
