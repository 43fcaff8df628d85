/**
 * A tree with some leaves open and the rest closed: the closed parts are given as the roots of the largest subtrees
 * without an open leaf, left to right. From those and the open leaves the root follows, so opening k neighbouring
 * fields of a record costs a few hashes instead of one for every closed field.
 */
import { AmanaError, joined } from '@amana/codec'
import { checkHash, emptyRoot, HASH_BYTES, leftSize, nodeHash, rootOfRows } from './tree.js'

/** Whether these are positions of a tree of `size` leaves, each once and in order. */
function areOpenable(open: readonly number[], size: number): boolean {
  let before = -1
  for (const index of open) {
    if (!Number.isSafeInteger(index) || index <= before || index >= size) return false
    before = index
  }
  return true
}

/**
 * Hashes that stand for the closed leaves: the maximal subtrees without an open leaf, left to right. With nothing open
 * that is the root alone; with everything open, nothing.
 * @param leafHashes all leaves.
 * @param open positions (from 0) of the open ones, strictly ascending.
 * @throws {AmanaError} `log/bad-index` where `open` is not that; `log/bad-hash`.
 *
 * @example
 * const siblings = partialProof(leaves, [3, 4])
 * partialRoot(leaves.length, [3, 4], [leaves[3], leaves[4]], siblings) // the same as rootOf(leaves)
 */
export function partialProof(leafHashes: readonly Uint8Array[], open: readonly number[]): Uint8Array[] {
  for (const hash of leafHashes) checkHash(hash)
  return partialProofOf(joined(leafHashes), open)
}

/**
 * {@link partialProof} of leaf hashes that stand one after the other: for millions of records.
 * @throws {AmanaError} `log/bad-index`
 */
export function partialProofOf(leafHashes: Uint8Array, open: readonly number[]): Uint8Array[] {
  const size = leafHashes.length / HASH_BYTES
  if (!areOpenable(open, size))
    throw new AmanaError('log/bad-index', `Open leaves must be distinct, in order and below ${size}.`, {
      size,
    })
  const siblings: Uint8Array[] = []
  let next = 0
  const walk = (from: number, to: number) => {
    if (next === open.length || open[next]! >= to)
      siblings.push(rootOfRows(leafHashes.subarray(HASH_BYTES * from, HASH_BYTES * to)))
    else if (open[next + to - from - 1] === to - 1) next += to - from
    else {
      const middle = from + leftSize(to - from)
      walk(from, middle)
      walk(middle, to)
    }
  }
  if (size > 0) walk(0, size)
  return siblings
}

/**
 * The root that open leaves and siblings lead to. It still has to be compared with a root that is trusted.
 * @param size number of leaves, open and closed, up to 2^53 − 1. It must be known for certain, as the schema says it for
 * a record: the hashes alone do not settle it, since three leaves and four can have the same way to the first.
 * @param open positions of the open leaves, strictly ascending.
 * @param openLeafHashes their leaf hashes, in the same order.
 * @param siblings as {@link partialProof} gives them.
 * @returns null unless the shape fits: every sibling is used, none is missing, and each hash has 32 bytes. Never throws
 * for bad evidence.
 */
export function partialRoot(
  size: number,
  open: readonly number[],
  openLeafHashes: readonly Uint8Array[],
  siblings: readonly Uint8Array[],
): Uint8Array | null {
  for (const hash of openLeafHashes) if (hash.length !== HASH_BYTES) return null
  for (const hash of siblings) if (hash.length !== HASH_BYTES) return null
  return partialRootOf(size, open, joined(openLeafHashes), joined(siblings))
}

/**
 * {@link partialRoot} of hashes that stand one after the other: for millions of records.
 * @param leaves leaf hashes of the open leaves, 32 bytes each
 * @param siblings 32 bytes each
 */
export function partialRootOf(
  size: number,
  open: readonly number[],
  leaves: Uint8Array,
  siblings: Uint8Array,
): Uint8Array | null {
  if (!Number.isSafeInteger(size) || size < 0 || !areOpenable(open, size)) return null
  if (leaves.length !== HASH_BYTES * open.length || siblings.length % HASH_BYTES !== 0) return null
  if (size === 0) return siblings.length === 0 ? emptyRoot() : null
  let next = 0
  let used = 0
  // Never descends without an open leaf below, so a huge claimed size costs no more than its depth.
  const walk = (from: number, to: number): Uint8Array | null => {
    const width = to - from
    if (next === open.length || open[next]! >= to) {
      if (used === siblings.length) return null
      used += HASH_BYTES
      return siblings.subarray(used - HASH_BYTES, used)
    }
    // All of them: a tree of its own.
    if (open[next + width - 1] === to - 1) {
      next += width
      return rootOfRows(leaves.subarray(HASH_BYTES * (next - width), HASH_BYTES * next))
    }
    const middle = from + leftSize(width)
    const left = walk(from, middle)
    if (left === null) return null
    const right = walk(middle, to)
    return right === null ? null : nodeHash(left, right)
  }
  const root = walk(0, size)
  if (root === null || used !== siblings.length) return null
  return open.length === 0 ? root.slice() : root
}
