/** The work that threads share: complete subtrees of one size, hashed in place. */
import { sha256Into } from '@amana/crypto/node'

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

const NODE = 1 + 2 * HASH_BYTES

/** The inputs of the nodes above the leaves of one chunk: 0x01, left, right. */
const nodes = new Uint8Array((CHUNK / 2) * NODE)
const inputs = Array.from({ length: CHUNK / 2 }, (_, i) => nodes.subarray(NODE * i, NODE * (i + 1)))
for (const input of inputs) input[0] = 1

/** Where the hash of the i-th leaf or node of a level goes: left or right in the input of the node above. */
const placeOf = (i: number): number => NODE * (i >> 1) + 1 + (i & 1) * HASH_BYTES

/** Hashes chunks until none is left. */
export function hashChunks({ bytes, ends, roots, next }: SharedLog): void {
  const chunks = roots.length / HASH_BYTES
  let leaf = new Uint8Array(0)
  for (let chunk = Atomics.add(next, 0, 1); chunk < chunks; chunk = Atomics.add(next, 0, 1)) {
    let from = ends[chunk * CHUNK - 1] ?? 0
    for (let i = 0; i < CHUNK; i++) {
      const end = ends[chunk * CHUNK + i]!
      // Copied, since a leaf begins with 0x00, and what other threads see is not hashed by OpenSSL.
      if (leaf.length !== 1 + end - from) leaf = new Uint8Array(1 + end - from)
      leaf.set(bytes.subarray(from, end), 1)
      sha256Into(leaf, nodes, placeOf(i))
      from = end
    }
    // Level by level in one place: what a node's hash overwrites was hashed before it.
    for (let count = CHUNK / 2; count > 1; count /= 2)
      for (let i = 0; i < count; i++) sha256Into(inputs[i]!, nodes, placeOf(i))
    sha256Into(inputs[0]!, roots, HASH_BYTES * chunk)
  }
}
