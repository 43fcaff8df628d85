/**
 * The Merkle tree of RFC 9162 section 2.1, over leaf hashes. It serves twice: the log over entries, and the small tree
 * over the field commitments of one record. Leaves are hashed with a 0x00 before them and nodes with a 0x01, so that no
 * node can pass for a leaf.
 */
import { AmanaError } from '@amana/codec'
import { sha256, sha256Rows } from '@amana/crypto'

/** Bytes of a leaf hash, a node and a root. */
export const HASH_BYTES = 32

// Hashed from, never handed out: a tree of a million leaves makes two million hashes, and as many short-lived
// arrays would cost more than the hashing.
const node = new Uint8Array(1 + 2 * HASH_BYTES)
node[0] = 1
const shortLeaf = new Uint8Array(512)
/** Its beginnings by length, made when first asked for: entries of a log have few lengths. */
const shortLeaves: Uint8Array[] = []

/**
 * Hash of one entry as a leaf: SHA-256(0x00 ‖ entry).
 * @param entry any bytes, also none.
 */
export function leafHash(entry: Uint8Array): Uint8Array {
  const length = entry.length + 1
  let input = shortLeaves[length]
  if (input === undefined) {
    if (length > shortLeaf.length) input = new Uint8Array(length)
    else {
      input = shortLeaf.subarray(0, length)
      shortLeaves[length] = input
    }
  }
  input.set(entry, 1)
  return sha256(input)
}

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right), both of 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  node.set(left, 1)
  node.set(right, 1 + HASH_BYTES)
  return sha256(node)
}

/** Root of the tree without leaves: SHA-256 of nothing. */
export const emptyRoot = (): Uint8Array => sha256(new Uint8Array(0))

/**
 * Root over leaf hashes in order.
 * @throws {AmanaError} `log/bad-hash` where one is not of 32 bytes.
 *
 * @example
 * rootOf(entries.map(leafHash))
 */
export function rootOf(leafHashes: readonly Uint8Array[]): Uint8Array {
  const tree = new Appender()
  for (const hash of leafHashes) tree.append(hash)
  return tree.root()
}

/**
 * Root of the leaves `from` (inclusive) to `to` (exclusive), which must not be empty. Where they are a subtree of the
 * whole, this is its node.
 */
export function rangeRoot(leafHashes: readonly Uint8Array[], from: number, to: number): Uint8Array {
  if (to - from === 1) return leafHashes[from]!
  if (to - from === 2) return nodeHash(leafHashes[from]!, leafHashes[from + 1]!)
  const middle = from + leftSize(to - from)
  return nodeHash(rangeRoot(leafHashes, from, middle), rangeRoot(leafHashes, middle, to))
}

/** Leaves under the left child of a tree of `size` ≥ 2 leaves: the largest power of two below `size`. */
export function leftSize(size: number): number {
  if (size <= 0x80000000) return 1 << (31 - Math.clz32(size - 1))
  let left = 0x80000000
  while (left * 2 < size) left *= 2
  return left
}

/**
 * {@link leafHash} of entries of 32 bytes that stand one after the other, each written over the entry.
 * @throws {AmanaError} `log/bad-hash` where the last is cut short
 */
export function hashLeafRows(entries: Uint8Array): void {
  sha256Rows(0, entries, 0, HASH_BYTES, rowsOf(entries), entries, 0)
}

/**
 * {@link rootOf} leaf hashes that stand one after the other, 32 bytes each: for small trees of millions of records.
 * @throws {AmanaError} `log/bad-hash` where the last is cut short
 */
export function rootOfRows(leafHashes: Uint8Array): Uint8Array {
  const root = new Uint8Array(HASH_BYTES)
  rowsRootInto(leafHashes, 0, rowsOf(leafHashes), root, 0)
  return root
}

/** Where the levels of a small tree are hashed, each over the one below it. */
let level = new Uint8Array(64 * HASH_BYTES)

/** {@link rootOfRows} of `count` hashes from the `from`-th on, written to `out` from `at` on. */
export function rowsRootInto(
  hashes: Uint8Array,
  from: number,
  count: number,
  out: Uint8Array,
  at: number,
): void {
  if (count < 2) {
    const only = count === 0 ? emptyRoot() : hashes
    for (let i = 0; i < HASH_BYTES; i++) out[at + i] = only[HASH_BYTES * from + i]!
    return
  }
  if (HASH_BYTES * count > level.length) level = new Uint8Array(2 * HASH_BYTES * count)
  // The last one of an odd number is a subtree by itself until there is something on its left.
  const carry = (source: Uint8Array, start: number, rows: number) => {
    if (rows % 2 === 0) return
    const [to, last] = [HASH_BYTES * (rows >> 1), HASH_BYTES * (start + rows - 1)]
    for (let i = 0; i < HASH_BYTES; i++) level[to + i] = source[last + i]!
  }
  sha256Rows(1, hashes, HASH_BYTES * from, 2 * HASH_BYTES, count >> 1, level, 0)
  carry(hashes, from, count)
  let rows = (count + 1) >> 1
  for (; rows > 2; rows = (rows + 1) >> 1) {
    sha256Rows(1, level, 0, 2 * HASH_BYTES, rows >> 1, level, 0)
    carry(level, 0, rows)
  }
  if (rows === 2) sha256Rows(1, level, 0, 2 * HASH_BYTES, 1, out, at)
  else for (let i = 0; i < HASH_BYTES; i++) out[at + i] = level[i]!
}

/** How many hashes stand one after the other. @throws {AmanaError} `log/bad-hash` where the last is cut short */
export function rowsOf(hashes: Uint8Array): number {
  const count = hashes.length / HASH_BYTES
  if (!Number.isInteger(count))
    throw new AmanaError(
      'log/bad-hash',
      `Hashes of ${HASH_BYTES} bytes each do not fill ${hashes.length} bytes.`,
    )
  return count
}

/** Refuses anything that cannot be a hash of this tree. */
export function checkHash(hash: Uint8Array): void {
  if (hash.length !== HASH_BYTES)
    throw new AmanaError('log/bad-hash', `A hash has ${hash.length} bytes, not ${HASH_BYTES}.`)
}

/** Complete subtrees of a tree of 2^53 leaves, and one more. */
const MOST_PEAKS = 54

/**
 * A tree that grows at its right end and remembers only the roots of its complete subtrees, one for each binary one in
 * its size: 20 hashes for a million leaves.
 *
 * @example
 * const log = new Appender()
 * for (const entry of entries) log.append(leafHash(entry))
 * log.root()
 */
export class Appender {
  #size = 0
  /** How many roots of complete subtrees there are, the largest first. */
  #kept = 0
  readonly #peaks = new Uint8Array(MOST_PEAKS * HASH_BYTES)

  /** Number of leaves. */
  get size(): number {
    return this.#size
  }

  /** Number of hashes that are remembered: at most one for each binary digit of the size. */
  get kept(): number {
    return this.#kept
  }

  /**
   * Adds one leaf.
   * @throws {AmanaError} `log/bad-hash`
   */
  append(leafHash: Uint8Array): void {
    checkHash(leafHash)
    const peaks = this.#peaks
    let last = this.#kept
    for (let i = 0; i < HASH_BYTES; i++) peaks[HASH_BYTES * last + i] = leafHash[i]!
    // Each trailing one of the old size is a complete subtree that the new leaf completes a larger one with.
    for (let n = this.#size; n % 2 === 1; n = (n - 1) / 2) {
      last--
      sha256Rows(1, peaks, HASH_BYTES * last, 2 * HASH_BYTES, 1, peaks, HASH_BYTES * last)
    }
    this.#kept = last + 1
    this.#size++
  }

  /** Another tree with the same leaves, which grows by itself. */
  copy(): Appender {
    const other = new Appender()
    other.#size = this.#size
    other.#kept = this.#kept
    other.#peaks.set(this.#peaks)
    return other
  }

  /** Root over all leaves so far. The tree can grow on afterwards. */
  root(): Uint8Array {
    if (this.#kept === 0) return emptyRoot()
    const peaks = this.#peaks.slice(0, HASH_BYTES * this.#kept)
    for (let i = this.#kept - 2; i >= 0; i--)
      sha256Rows(1, peaks, HASH_BYTES * i, 2 * HASH_BYTES, 1, peaks, HASH_BYTES * i)
    return peaks.slice(0, HASH_BYTES)
  }
}
