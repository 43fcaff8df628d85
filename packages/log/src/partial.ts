/**
 * A tree with some leaves open and the rest closed: the closed parts are given as the roots of the largest subtrees
 * without an open leaf, left to right. From those and the open leaves the root follows, so opening k neighbouring
 * fields of a record costs a few hashes instead of one for every closed field.
 */
import { AmanaError, concat, joined } from '@amana/codec'
import { sha256Rows } from '@amana/crypto'
import { checkHash, emptyRoot, HASH_BYTES, leftSize, rowsOf, rowsRootInto } from './tree.js'

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
  const siblings = partialProofOf(joined(leafHashes), open)
  return Array.from({ length: siblings.length / HASH_BYTES }, (_, i) =>
    siblings.slice(HASH_BYTES * i, HASH_BYTES * (i + 1)),
  )
}

/** Where siblings are put one after the other until it is known how many there are. */
let found: Uint8Array = new Uint8Array(64 * HASH_BYTES)

/**
 * {@link partialProof} of leaf hashes that stand one after the other: for millions of records.
 * @returns the siblings, 32 bytes each
 * @throws {AmanaError} `log/bad-index`; `log/bad-hash` where the last is cut short
 */
export function partialProofOf(leafHashes: Uint8Array, open: readonly number[]): Uint8Array {
  const size = rowsOf(leafHashes)
  if (!areOpenable(open, size))
    throw new AmanaError('log/bad-index', `Open leaves must be distinct, in order and below ${size}.`, {
      size,
    })
  let length = 0
  let next = 0
  const walk = (from: number, to: number) => {
    if (next === open.length || open[next]! >= to) {
      if (length === found.length) found = concat(found, found)
      rowsRootInto(leafHashes, from, to - from, found, length)
      length += HASH_BYTES
    } else if (open[next + to - from - 1] === to - 1) next += to - from
    else {
      const middle = from + leftSize(to - from)
      walk(from, middle)
      walk(middle, to)
    }
  }
  if (size > 0) walk(0, size)
  return found.slice(0, length)
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

// The roots of what the walk has left behind it, which are at most one a level, and one more.
const stack = new Uint8Array(HASH_BYTES * 56)

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
  let top = 0
  let next = 0
  let used = 0
  // Never descends without an open leaf below, so a huge claimed size costs no more than its depth.
  const walk = (from: number, to: number): boolean => {
    const width = to - from
    if (next === open.length || open[next]! >= to) {
      if (HASH_BYTES * used === siblings.length) return false
      rowsRootInto(siblings, used++, 1, stack, HASH_BYTES * top++)
      return true
    }
    // All of them: a tree of its own.
    if (open[next + width - 1] === to - 1) {
      rowsRootInto(leaves, next, width, stack, HASH_BYTES * top++)
      next += width
      return true
    }
    const middle = from + leftSize(width)
    if (!walk(from, middle) || !walk(middle, to)) return false
    top--
    sha256Rows(1, stack, HASH_BYTES * (top - 1), 2 * HASH_BYTES, 1, stack, HASH_BYTES * (top - 1))
    return true
  }
  return walk(0, size) && HASH_BYTES * used === siblings.length ? stack.slice(0, HASH_BYTES) : null
}
