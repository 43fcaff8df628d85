/** The root of a long log on several cores, for Node. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { AmanaError } from '@amana/codec'
import { CHUNK, hashChunks, type SharedLog } from './node-chunks.js'
import { HASH_BYTES, leafHash, rootOf } from './tree.js'

/** Entries one after another, as a log keeps them in a file. */
export interface PackedEntries {
  readonly bytes: Uint8Array
  /** Where each entry ends in `bytes`, ascending. */
  readonly ends: Uint32Array
}

/**
 * The root over many entries; the same as that of an `Appender`. Threads take complete subtrees in turn, so that one that is
 * slow or late holds up nobody, and this thread is one of them.
 * @param threads in all, this one too; by default as many as there are cores
 * @throws {AmanaError} `log/bad-index` where `ends` is not ascending within `bytes`
 *
 * @example
 * const root = await rootInThreads({ bytes, ends })
 */
export async function rootInThreads(
  { bytes, ends }: PackedEntries,
  threads: number = availableParallelism(),
): Promise<Uint8Array> {
  if (ends.some((end, i) => end < (ends[i - 1] ?? 0) || end > bytes.length))
    throw new AmanaError('log/bad-index', 'The ends of entries must ascend and lie within the bytes.')
  const chunks = Math.floor(ends.length / CHUNK)
  const log: SharedLog = {
    bytes: shared(bytes),
    ends: shared(ends),
    roots: new Uint8Array(new SharedArrayBuffer(chunks * HASH_BYTES)),
    next: new Int32Array(new SharedArrayBuffer(4)),
  }
  const workers = Array.from({ length: Math.min(threads - 1, chunks - 1) }, () => inThread(log))
  hashChunks(log)
  await Promise.all(workers)
  const roots = Array.from({ length: chunks }, (_, i) =>
    log.roots.slice(HASH_BYTES * i, HASH_BYTES * (i + 1)),
  )
  // What is left is shorter than a chunk: its root stands at the right end, whatever its size.
  const rest = Array.from(ends.subarray(chunks * CHUNK), (end, i) =>
    leafHash(bytes.subarray(ends[chunks * CHUNK + i - 1] ?? 0, end)),
  )
  return rootOf(rest.length === 0 ? roots : [...roots, rootOf(rest)])
}

/** The same numbers where all threads see them. */
function shared<T extends Uint8Array | Uint32Array>(array: T): T {
  if (array.buffer instanceof SharedArrayBuffer) return array
  const copy = new (array.constructor as new (buffer: SharedArrayBuffer) => T)(
    new SharedArrayBuffer(array.byteLength),
  )
  copy.set(array)
  return copy
}

const inThread = (log: SharedLog): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./node-worker.js', import.meta.url), { workerData: log })
    worker.on('error', reject)
    worker.on('exit', () => resolve())
  })
