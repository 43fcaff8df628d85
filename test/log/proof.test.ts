import { toHex, utf8 } from '@amana/codec'
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '@amana/log'
import { describe, expect, it } from '@jest/globals'
import { refusal } from '../codec/refusal.js'
import { entriesOf, flippedHashes, referenceConsistency, referencePath } from './reference.js'

const MAX = 70
const leaves = entriesOf(MAX).map(leafHash)
const roots = Array.from({ length: MAX + 1 }, (_, size) => rootOf(leaves.slice(0, size)))
const stranger = leafHash(utf8('not in the tree'))
const hex = (hashes: readonly Uint8Array[]) => hashes.map(toHex)

describe('an inclusion proof', () => {
  const claimOf = (index: number, size: number) => ({
    index,
    size,
    leafHash: leaves[index]!,
    proof: inclusionProof(leaves.slice(0, size), index),
    root: roots[size]!,
  })

  it('for every leaf of every tree up to 70 is that of RFC 9162 and holds', () => {
    for (let size = 1; size <= MAX; size++)
      for (let index = 0; index < size; index++) {
        const claim = claimOf(index, size)
        if (!verifyInclusion(claim)) throw new Error(`leaf ${index} of ${size} is not found`)
        if (!verifyInclusion({ ...claim, index: BigInt(index), size: BigInt(size) }))
          throw new Error(`leaf ${index} of ${size} is not found with bigints`)
        if (size < 20 || size % 9 === 0)
          expect(hex(claim.proof)).toEqual(hex(referencePath(index, leaves.slice(0, size))))
      }
  })

  it('holds for no other place, no other leaf and no other root', () => {
    for (let size = 1; size <= 20; size++)
      for (let index = 0; index < size; index++) {
        const claim = claimOf(index, size)
        for (let other = -1; other <= size + 1; other++)
          if (verifyInclusion({ ...claim, index: other }) !== (other === index))
            throw new Error(`leaf ${index} of ${size} passes for leaf ${other}`)
        expect(verifyInclusion({ ...claim, leafHash: stranger })).toBe(false)
        expect(verifyInclusion({ ...claim, root: stranger })).toBe(false)
      }
  })

  it('with a hash too many, too few, out of order, or a byte flipped does not hold', () => {
    for (const size of [1, 2, 3, 7, 8, 13])
      for (let index = 0; index < size; index++) {
        const claim = claimOf(index, size)
        const { proof } = claim
        const bad = [
          ...proof.map((_, i) => proof.toSpliced(i, 1)),
          ...[...proof, stranger].map((_, i) => proof.toSpliced(i, 0, stranger)),
          [...proof, claim.root],
          [claim.leafHash, ...proof],
          [...proof, ...Array.from({ length: 1000 }, () => stranger)],
          ...(proof.length > 1 ? [proof.toReversed()] : []),
          ...flippedHashes(proof),
        ]
        for (const other of bad)
          if (verifyInclusion({ ...claim, proof: other })) throw new Error('a bad proof holds')
      }
  })

  it('with a size that needs a way of another length does not hold', () => {
    const claim = claimOf(5, 13)
    for (const size of [0, 1, 5, 6, 7, 8, 17, 1000, 2 ** 40, 2n ** 63n])
      expect(verifyInclusion({ ...claim, size })).toBe(false)
  })

  it('cannot go on above the root of the size it claims', () => {
    const [first, second] = [leaves[0]!, leaves[1]!]
    expect(verifyInclusion({ index: 1, size: 2, leafHash: second, proof: [first], root: roots[2]! })).toBe(
      true,
    )
    expect(verifyInclusion({ index: 0, size: 1, leafHash: second, proof: [first], root: roots[2]! })).toBe(
      false,
    )
  })

  it('about impossible numbers or hashes of another length is refused, not thrown at', () => {
    const claim = claimOf(0, 1)
    expect(verifyInclusion(claim)).toBe(true)
    for (const bad of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -1n, 2n ** 64n]) {
      expect(verifyInclusion({ ...claim, index: bad })).toBe(false)
      expect(verifyInclusion({ ...claim, size: bad })).toBe(false)
    }
    for (const length of [0, 31, 33]) {
      const hash = new Uint8Array(length)
      expect(verifyInclusion({ ...claim, leafHash: hash, root: hash })).toBe(false)
      expect(verifyInclusion({ ...claimOf(0, 2), proof: [hash] })).toBe(false)
    }
  })

  it('is made only for leaves that there are', () => {
    for (const index of [-1, 3, 0.5, Number.NaN])
      expect(refusal(() => inclusionProof(leaves.slice(0, 3), index)).code).toBe('log/bad-index')
    expect(refusal(() => inclusionProof([], 0)).code).toBe('log/bad-index')
    expect(refusal(() => inclusionProof([new Uint8Array(31)], 0)).code).toBe('log/bad-hash')
  })
})

describe('a consistency proof', () => {
  const claimOf = (oldSize: number, newSize: number) => ({
    oldSize,
    newSize,
    oldRoot: roots[oldSize]!,
    newRoot: roots[newSize]!,
    proof: consistencyProof(leaves.slice(0, newSize), oldSize),
  })

  it('between any two trees up to 70 is that of RFC 9162 and holds', () => {
    for (let newSize = 1; newSize <= MAX; newSize++)
      for (let oldSize = 1; oldSize <= newSize; oldSize++) {
        const claim = claimOf(oldSize, newSize)
        if (!verifyConsistency(claim)) throw new Error(`${newSize} does not continue ${oldSize}`)
        if (!verifyConsistency({ ...claim, oldSize: BigInt(oldSize), newSize: BigInt(newSize) }))
          throw new Error(`${newSize} does not continue ${oldSize} with bigints`)
        if (newSize < 20 || newSize % 9 === 0)
          expect(hex(claim.proof)).toEqual(hex(referenceConsistency(oldSize, leaves.slice(0, newSize))))
      }
  })

  it('does not hold for a tree in which an old leaf was changed, removed or moved', () => {
    for (const [oldSize, newSize] of [
      [1, 2],
      [3, 7],
      [4, 8],
      [6, 13],
      [8, 9],
    ] as const)
      for (let changed = 0; changed < oldSize; changed++) {
        const whole = leaves.slice(0, newSize)
        const forks = [
          whole.with(changed, stranger),
          whole.toSpliced(changed, 1),
          whole.with(changed, whole.at(-1)!).with(-1, whole[changed]!),
        ]
        for (const fork of forks) {
          if (fork.length < oldSize) continue
          const claim = {
            oldSize,
            newSize: fork.length,
            oldRoot: roots[oldSize]!,
            newRoot: rootOf(fork),
          }
          expect(verifyConsistency({ ...claim, proof: consistencyProof(fork, oldSize) })).toBe(false)
          expect(verifyConsistency({ ...claim, proof: consistencyProof(whole, oldSize) })).toBe(false)
        }
      }
  })

  it('with a hash too many, too few, out of order, or a byte flipped does not hold', () => {
    for (const newSize of [2, 3, 7, 8, 13])
      for (let oldSize = 1; oldSize <= newSize; oldSize++) {
        const claim = claimOf(oldSize, newSize)
        const { proof } = claim
        const bad = [
          ...proof.map((_, i) => proof.toSpliced(i, 1)),
          ...[...proof, stranger].map((_, i) => proof.toSpliced(i, 0, stranger)),
          [claim.oldRoot, ...proof],
          [...proof, claim.newRoot],
          ...(proof.length > 1 ? [proof.toReversed()] : []),
          ...flippedHashes(proof),
        ]
        for (const other of bad)
          if (verifyConsistency({ ...claim, proof: other })) throw new Error('a bad proof holds')
      }
  })

  it('does not hold for other roots', () => {
    for (const [oldSize, newSize] of [
      [1, 1],
      [4, 4],
      [1, 5],
      [4, 7],
      [5, 8],
    ] as const) {
      const claim = claimOf(oldSize, newSize)
      expect(verifyConsistency({ ...claim, oldRoot: stranger })).toBe(false)
      expect(verifyConsistency({ ...claim, newRoot: stranger })).toBe(false)
      if (oldSize !== newSize)
        expect(verifyConsistency({ ...claim, oldRoot: claim.newRoot, newRoot: claim.oldRoot })).toBe(false)
      for (const [flipped] of flippedHashes([claim.oldRoot]))
        expect(verifyConsistency({ ...claim, oldRoot: flipped! })).toBe(false)
    }
  })

  it('with a new size that needs a way of another length does not hold', () => {
    for (const [oldSize, newSize] of [
      [2, 4],
      [3, 4],
      [5, 8],
      [6, 8],
    ] as const) {
      const claim = claimOf(oldSize, newSize)
      for (const size of [2 * newSize, 2 * newSize + 1, 2 ** 40, 2n ** 63n])
        expect(verifyConsistency({ ...claim, newSize: size })).toBe(false)
    }
  })

  it('cannot go on above the root of the size it claims', () => {
    const [left, right] = [roots[2]!, rootOf(leaves.slice(2, 4))]
    const claim = { oldSize: 2, oldRoot: left, newRoot: roots[4]! }
    expect(verifyConsistency({ ...claim, newSize: 4, proof: [right] })).toBe(true)
    const above = rootOf([stranger, roots[4]!])
    expect(verifyConsistency({ ...claim, newSize: 4, newRoot: above, proof: [right, stranger] })).toBe(false)
    const oldAbove = rootOf([stranger, left])
    const both = { oldRoot: oldAbove, newRoot: above, proof: [right, stranger] }
    expect(verifyConsistency({ ...claim, ...both, newSize: 4 })).toBe(false)
    const three = { oldSize: 3, newSize: 4, proof: [leaves[2]!, leaves[3]!, left, stranger] }
    expect(verifyConsistency({ ...three, oldRoot: rootOf([stranger, roots[3]!]), newRoot: above })).toBe(
      false,
    )
  })

  it('from a tree without leaves is always refused', () => {
    const claim = { oldSize: 0, oldRoot: roots[0]!, proof: [] }
    expect(verifyConsistency({ ...claim, newSize: 0, newRoot: roots[0]! })).toBe(false)
    expect(verifyConsistency({ ...claim, oldSize: 0n, newSize: 1, newRoot: roots[1]! })).toBe(false)
    expect(refusal(() => consistencyProof(leaves, 0)).code).toBe('log/bad-size')
  })

  it('about impossible numbers or hashes of another length is refused, not thrown at', () => {
    const claim = claimOf(1, 1)
    for (const bad of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -1n, 2n ** 64n]) {
      expect(verifyConsistency({ ...claim, oldSize: bad })).toBe(false)
      expect(verifyConsistency({ ...claim, newSize: bad })).toBe(false)
      expect(verifyConsistency({ ...claim, oldSize: bad, newSize: bad })).toBe(false)
    }
    expect(verifyConsistency(claimOf(2, 1 + 1))).toBe(true)
    expect(verifyConsistency({ ...claimOf(1, 5), oldSize: 5, newSize: 1 })).toBe(false)
    for (const length of [0, 31, 33]) {
      const hash = new Uint8Array(length)
      expect(verifyConsistency({ ...claimOf(1, 2), oldRoot: hash })).toBe(false)
      expect(verifyConsistency({ ...claimOf(1, 2), newRoot: hash })).toBe(false)
      expect(verifyConsistency({ ...claimOf(1, 2), proof: [hash] })).toBe(false)
    }
  })

  it('is made only for sizes that there were', () => {
    for (const size of [-1, 4, 1.5, Number.NaN])
      expect(refusal(() => consistencyProof(leaves.slice(0, 3), size)).code).toBe('log/bad-size')
  })
})
