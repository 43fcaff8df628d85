/** The definitions of RFC 9162 section 2.1, word for word and as slow as they are, to compare with. */
import { createHash } from 'node:crypto'

const hash = (...parts: readonly Uint8Array[]): Uint8Array => {
  const sha = createHash('sha256')
  for (const part of parts) sha.update(part)
  return new Uint8Array(sha.digest())
}

/** Some entries, all different, of different lengths. */
export const entriesOf = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => new Uint8Array(i % 7).fill(i).map((byte, j) => byte + j)).map(
    (entry, i) => Uint8Array.of(...entry, i >> 8, i & 255),
  )

export const referenceLeaf = (entry: Uint8Array): Uint8Array => hash(Uint8Array.of(0), entry)

/** The largest power of two below n. */
const split = (n: number): number => {
  let k = 1
  while (2 * k < n) k *= 2
  return k
}

/** MTH(D_n), section 2.1.1, from leaf hashes. */
export function referenceRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return hash()
  if (leaves.length === 1) return leaves[0]!
  const k = split(leaves.length)
  return hash(Uint8Array.of(1), referenceRoot(leaves.slice(0, k)), referenceRoot(leaves.slice(k)))
}

/** PATH(m, D_n), section 2.1.3.1. */
export function referencePath(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return []
  const k = split(leaves.length)
  return m < k
    ? [...referencePath(m, leaves.slice(0, k)), referenceRoot(leaves.slice(k))]
    : [...referencePath(m - k, leaves.slice(k)), referenceRoot(leaves.slice(0, k))]
}

/** PROOF(m, D_n), section 2.1.4.1. */
export function referenceConsistency(m: number, leaves: readonly Uint8Array[], whole = true): Uint8Array[] {
  if (m === leaves.length) return whole ? [] : [referenceRoot(leaves)]
  const k = split(leaves.length)
  return m <= k
    ? [...referenceConsistency(m, leaves.slice(0, k), whole), referenceRoot(leaves.slice(k))]
    : [...referenceConsistency(m - k, leaves.slice(k), false), referenceRoot(leaves.slice(0, k))]
}

/** The hashes with one bit flipped, for one bit of every byte of each. */
export function* flippedHashes(hashes: readonly Uint8Array[]): Generator<Uint8Array[]> {
  for (const [i, one] of hashes.entries())
    for (let at = 0; at < one.length; at++) {
      const flipped = one.slice()
      flipped[at]! ^= 1 << (at % 8)
      yield hashes.map((other, j) => (i === j ? flipped : other))
    }
}
