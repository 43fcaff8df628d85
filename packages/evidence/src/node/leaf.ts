/** Hashing a chunk where it lies. The same bytes as `chunkHash`, without a copy of the chunk. */
import { hash } from 'node:crypto'
import { CHUNK_BYTES } from '../chunk.js'

/** Bytes of a hash of the tree. */
export const HASH_BYTES = 32

/** Room for a chunk after the 0x00 that makes it a leaf (RFC 9162 section 2.1.1). Chunks are read from byte 1 on. */
export const newChunkBuffer = (): Buffer => Buffer.alloc(1 + CHUNK_BYTES)

/** Writes the leaf hash of the chunk of `length` bytes in such a buffer to `out` at `place`. */
export function writeLeaf(buffer: Buffer, length: number, out: Uint8Array, place: number): void {
  // To a string, since that is quicker than to a buffer of its own.
  const digest = hash('sha256', buffer.subarray(0, 1 + length), 'binary')
  for (let i = 0; i < HASH_BYTES; i++) out[place + i] = digest.charCodeAt(i)
}
