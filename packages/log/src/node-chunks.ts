/** The work that threads share: complete subtrees of one size, hashed in place. */
import { nodeBackend } from '@amana/crypto/node'

/** As in `tree.ts`, which is not imported: a thread that loads little is there sooner. */
const HASH_BYTES = 32

/** Leaves of a subtree that one thread hashes: a power of two, so that its root is a node of the whole tree. */
export const CHUNK = 1 << 12

/** A log in memory that all threads see. */
export interface SharedLog {
  readonly bytes: Uint8Array
  readonly ends: Uint32Array
  /** Roots of the chunks, 32 bytes each, as they are found. */
  readonly roots: Uint8Array
  /** The next chunk that nobody has begun. */
  readonly next: Int32Array
}

/** Leaves that are copied and hashed at a time. */
const STRETCH = 256

/** The leaf hashes of one chunk, and over them each level of its tree. */
const hashes = new Uint8Array(CHUNK * HASH_BYTES)
const stretchEnds = new Uint32Array(STRETCH)

/** Hashes chunks until none is left. */
export function hashChunks({ bytes, ends, roots, next }: SharedLog): void {
  const { sha256Many, sha256Rows } = nodeBackend
  const chunks = roots.length / HASH_BYTES
  let stretch = new Uint8Array(0)
  for (let chunk = Atomics.add(next, 0, 1); chunk < chunks; chunk = Atomics.add(next, 0, 1)) {
    for (let first = 0; first < CHUNK; first += STRETCH) {
      const start = ends[chunk * CHUNK + first - 1] ?? 0
      const needed = STRETCH + ends[chunk * CHUNK + first + STRETCH - 1]! - start
      if (stretch.length < needed) stretch = new Uint8Array(needed)
      // Copied, since a leaf begins with 0x00, and what other threads see is not hashed by OpenSSL.
      let length = 0
      for (let i = 0, from = start; i < STRETCH; i++) {
        const end = ends[chunk * CHUNK + first + i]!
        stretch[length] = 0
        stretch.set(bytes.subarray(from, end), length + 1)
        length += 1 + end - from
        stretchEnds[i] = length
        from = end
      }
      sha256Many(stretch, stretchEnds, STRETCH, hashes, HASH_BYTES * first)
    }
    for (let count = CHUNK / 2; count >= 1; count /= 2)
      sha256Rows(1, hashes, 0, 2 * HASH_BYTES, count, hashes, 0)
    roots.set(hashes.subarray(0, HASH_BYTES), HASH_BYTES * chunk)
  }
}
