/**
 * Inclusion proofs (RFC 9162 section 2.1.3) and consistency proofs (section 2.1.4). Verification takes what comes from
 * outside and answers with a boolean: evidence that does not hold is no error.
 */
import { AmanaError, equal } from '@amana/codec'
import { checkHash, HASH_BYTES, leftSize, nodeHash, rangeRoot } from './tree.js'

/** What an inclusion proof claims: the leaf `leafHash` stands at `index` (from 0) of the tree of `size` leaves under `root`. */
export interface InclusionClaim {
  readonly index: number | bigint
  readonly size: number | bigint
  readonly leafHash: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}

/** What a consistency proof claims: the first `oldSize` leaves under `newRoot` are exactly those under `oldRoot`. */
export interface ConsistencyClaim {
  readonly oldSize: number | bigint
  readonly newSize: number | bigint
  readonly oldRoot: Uint8Array
  readonly newRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/**
 * Proof that a leaf stands at `index`: the hashes beside its way to the root, the lowest first. Hashes the whole tree
 * once; for many leaves at once see `partialProof`.
 * @throws {AmanaError} `log/bad-index` where there is no such leaf; `log/bad-hash`.
 */
export function inclusionProof(leafHashes: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= leafHashes.length)
    throw new AmanaError('log/bad-index', `There is no leaf ${index} among ${leafHashes.length}.`, {
      index,
      size: leafHashes.length,
    })
  for (const hash of leafHashes) checkHash(hash)
  const proof: Uint8Array[] = []
  let from = 0
  let to = leafHashes.length
  while (to - from > 1) {
    const middle = from + leftSize(to - from)
    if (index < middle) {
      proof.push(rangeRoot(leafHashes, middle, to))
      to = middle
    } else {
      proof.push(rangeRoot(leafHashes, from, middle))
      from = middle
    }
  }
  return proof.reverse()
}

/**
 * Proof that the tree over all `leafHashes` continues the tree over the first `oldSize` of them.
 * @param oldSize 1 up to the number of leaves; the proof is empty where nothing was added.
 * @throws {AmanaError} `log/bad-size` for any other size: a tree without leaves has nothing to be continued.
 */
export function consistencyProof(leafHashes: readonly Uint8Array[], oldSize: number): Uint8Array[] {
  if (!Number.isSafeInteger(oldSize) || oldSize < 1 || oldSize > leafHashes.length)
    throw new AmanaError(
      'log/bad-size',
      `A tree of ${leafHashes.length} leaves continues none of ${oldSize}.`,
      {
        oldSize,
        newSize: leafHashes.length,
      },
    )
  for (const hash of leafHashes) checkHash(hash)
  const proof: Uint8Array[] = []
  let from = 0
  let to = leafHashes.length
  while (oldSize < to) {
    const middle = from + leftSize(to - from)
    if (oldSize <= middle) {
      proof.push(rangeRoot(leafHashes, middle, to))
      to = middle
    } else {
      proof.push(rangeRoot(leafHashes, from, middle))
      from = middle
    }
  }
  // Here [from, to) is the last complete subtree of the old tree. The verifier knows it already where it is all of it.
  if (from > 0) proof.push(rangeRoot(leafHashes, from, to))
  return proof.reverse()
}

const MAX_SIZE = (1n << 64n) - 1n

/** The tree size or index as an exact integer of 64 bits; null for what is none. */
function exact(value: number | bigint): bigint | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : null
  return typeof value === 'bigint' && value >= 0n && value <= MAX_SIZE ? value : null
}

const isHash = (hash: Uint8Array) => hash.length === HASH_BYTES

/**
 * Whether an inclusion proof holds. Never throws for bad evidence.
 * @param claim sizes and indices up to 2^64 − 1; a number that is not a safe integer is refused.
 * Source: RFC 9162 section 2.1.3.2.
 *
 * @example
 * verifyInclusion({ index: 3, size: checkpoint.size, leafHash: leafHash(entry), proof, root: checkpoint.root })
 */
export function verifyInclusion(claim: InclusionClaim): boolean {
  const { leafHash, proof, root } = claim
  const index = exact(claim.index)
  const size = exact(claim.size)
  if (index === null || size === null || index >= size) return false
  if (!isHash(leafHash) || !isHash(root) || !proof.every(isHash)) return false
  let node = index
  let last = size - 1n
  let hash = leafHash
  for (const sibling of proof) {
    if (last === 0n) return false
    if ((node & 1n) === 1n || node === last) {
      hash = nodeHash(sibling, hash)
      // A last node without a sibling rises unchanged until it is a right child.
      while ((node & 1n) === 0n && node !== 0n) {
        node >>= 1n
        last >>= 1n
      }
    } else hash = nodeHash(hash, sibling)
    node >>= 1n
    last >>= 1n
  }
  return last === 0n && equal(hash, root)
}

/**
 * Whether a consistency proof holds. Never throws for bad evidence.
 * @param claim `oldSize` 0 is always refused, since every log continues the empty one: it proves nothing. Equal sizes
 * need equal roots and an empty proof.
 * Source: RFC 9162 section 2.1.4.2.
 */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const { oldRoot, newRoot, proof } = claim
  const oldSize = exact(claim.oldSize)
  const newSize = exact(claim.newSize)
  if (oldSize === null || newSize === null || oldSize === 0n || oldSize > newSize) return false
  // Nothing is hashed for equal sizes, so the published vectors have roots there that are no hashes.
  if (oldSize === newSize) return proof.length === 0 && equal(oldRoot, newRoot)
  if (!isHash(oldRoot) || !isHash(newRoot) || !proof.every(isHash)) return false

  let node = oldSize - 1n
  let last = newSize - 1n
  while ((node & 1n) === 1n) {
    node >>= 1n
    last >>= 1n
  }
  // Where the old tree is complete (its size a power of two) its root is where both ways start, and the proof omits it.
  const complete = node === 0n
  const start = complete ? oldRoot : proof[0]
  if (start === undefined) return false
  let oldHash = start
  let newHash = start
  for (let i = complete ? 0 : 1; i < proof.length; i++) {
    const sibling = proof[i]!
    if (last === 0n) return false
    if ((node & 1n) === 1n || node === last) {
      oldHash = nodeHash(sibling, oldHash)
      newHash = nodeHash(sibling, newHash)
      while ((node & 1n) === 0n && node !== 0n) {
        node >>= 1n
        last >>= 1n
      }
    } else newHash = nodeHash(newHash, sibling)
    node >>= 1n
    last >>= 1n
  }
  return last === 0n && equal(oldHash, oldRoot) && equal(newHash, newRoot)
}
