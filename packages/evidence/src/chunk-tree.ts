/**
 * The chunk tree of a file: the tree of RFC 9162 section 2.1 (the log's own code) over pieces of 1 MiB. Its root stands for
 * the whole file, two processors can compute it at once, and one piece of a file of any size can be proven alone.
 */
import { AmanaError } from '@amana/codec'
import { inclusionProof, leafHash, verifyInclusion } from '@amana/log'
import { CHUNK_BYTES, chunkLength } from './chunk.js'

/**
 * Number of chunks of a file.
 * @param size of the file in bytes; an empty file has no chunks, and its root is SHA-256 of nothing.
 * @throws {AmanaError} `evidence/bad-size` for what is no size
 */
export function chunkCount(size: number): number {
  if (!Number.isSafeInteger(size) || size < 0)
    throw new AmanaError('evidence/bad-size', 'A file has a whole number of bytes, from 0 up to 2^53 - 1.')
  return Math.ceil(size / CHUNK_BYTES)
}

/** Hash of one chunk as a leaf of the tree: SHA-256(0x00 ‖ chunk). */
export const chunkHash = (chunk: Uint8Array): Uint8Array => leafHash(chunk)

/** What shows that a chunk belongs to a file: its number, the file's size and chunk root, and the hashes on the way up. */
export interface ChunkProof {
  /** Number of the chunk, from 0. */
  readonly index: number
  /** Bytes of the whole file. */
  readonly size: number
  /** The file's chunk root, 32 bytes. */
  readonly root: Uint8Array
  /** 32 bytes each, the lowest first; 17 of them for 100 GB. */
  readonly proof: readonly Uint8Array[]
}

/**
 * The proof for one chunk of a file.
 * @param chunkHashes of all chunks, in order
 * @throws {AmanaError} `evidence/bad-size` where the hashes are not as many as the size has chunks; `log/bad-index`
 */
export function chunkProof(
  chunkHashes: readonly Uint8Array[],
  size: number,
  root: Uint8Array,
  index: number,
): ChunkProof {
  if (chunkHashes.length !== chunkCount(size))
    throw new AmanaError('evidence/bad-size', `A file of ${size} bytes has ${chunkCount(size)} chunks.`)
  return { index, size, root, proof: inclusionProof(chunkHashes, index) }
}

/**
 * Whether these bytes are chunk `index` of the file with this size and root. The size counts: it says how many leaves the
 * tree has and how long the chunk must be, so take it and the root from the signed record, not from whoever hands over
 * the proof. Never throws for bad evidence.
 *
 * @example
 * verifyChunk(bytes, { ...proof, size: evidence.size, root: evidence.chunkRoot })
 */
export function verifyChunk(chunk: Uint8Array, claim: ChunkProof): boolean {
  const { index, size, root, proof } = claim
  if (!Number.isSafeInteger(size) || size < 1 || !Number.isSafeInteger(index) || index < 0) return false
  if (chunk.length === 0 || chunk.length !== chunkLength(size, index)) return false
  return verifyInclusion({ index, size: chunkCount(size), leafHash: chunkHash(chunk), proof, root })
}
