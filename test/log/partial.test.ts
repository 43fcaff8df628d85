import { equal, toHex, utf8 } from '@amana/codec'
import { nobleBackend, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { inclusionProof, leafHash, partialProof, partialRoot, rootOf } from '@amana/log'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { refusal } from '../codec/refusal.js'
import { entriesOf, flippedHashes } from './reference.js'

const leaves = entriesOf(300).map(leafHash)
const stranger = leafHash(utf8('not in the tree'))

/** Every subset of the positions of a tree, in order. */
const subsets = (size: number): number[][] =>
  Array.from({ length: 2 ** size }, (_, bits) =>
    Array.from({ length: size }, (_, i) => i).filter((i) => (bits >> i) & 1),
  )

/** How many maximal subtrees without an open leaf there are, counted by the definition. */
function closedParts(from: number, to: number, open: readonly number[]): number {
  if (!open.some((index) => index >= from && index < to)) return 1
  if (to - from === 1) return 0
  let left = 1
  while (2 * left < to - from) left *= 2
  return closedParts(from, from + left, open) + closedParts(from + left, to, open)
}

const opened = (open: readonly number[]) => open.map((index) => leaves[index]!)

// Many small trees: the faster backend, which gives the same bytes.
beforeAll(() => void useBackend(nodeBackend))
afterAll(() => void useBackend(nobleBackend))

describe('a tree with some leaves open', () => {
  it('gives its root for every subset of every size up to 7, with no more hashes than closed parts', () => {
    for (let size = 1; size <= 7; size++) {
      const all = leaves.slice(0, size)
      const root = toHex(rootOf(all))
      for (const open of subsets(size)) {
        const siblings = partialProof(all, open)
        expect(siblings.length).toBe(closedParts(0, size, open))
        const found = partialRoot(size, open, opened(open), siblings)
        expect([open, found && toHex(found)]).toEqual([open, root])
      }
    }
  })

  it('gives its root for random subsets of larger sizes', () => {
    const tree = fc
      .integer({ min: 8, max: 300 })
      .chain((size) => fc.tuple(fc.constant(size), fc.subarray(Array.from({ length: size }, (_, i) => i))))
    fc.assert(
      fc.property(tree, ([size, open]) => {
        const all = leaves.slice(0, size)
        const found = partialRoot(size, open, opened(open), partialProof(all, open))
        return found !== null && equal(found, rootOf(all))
      }),
      { numRuns: 150 },
    )
  })

  it('needs the hashes of an inclusion proof where one leaf is open, and one hash or none at the extremes', () => {
    const all = leaves.slice(0, 29)
    for (let index = 0; index < 29; index++)
      expect(new Set(partialProof(all, [index]).map(toHex))).toEqual(
        new Set(inclusionProof(all, index).map(toHex)),
      )
    expect(partialProof(all, []).map(toHex)).toEqual([toHex(rootOf(all))])
    expect(partialProof(all, [...all.keys()])).toEqual([])
  })

  it('of no leaves has the root of the empty tree', () => {
    expect(partialProof([], [])).toEqual([])
    expect(toHex(partialRoot(0, [], [], [])!)).toBe(toHex(rootOf([])))
    expect(partialRoot(0, [], [], [stranger])).toBe(null)
  })

  it('gives null with a sibling too many or too few, wherever it is missing', () => {
    for (let size = 1; size <= 7; size++)
      for (const open of subsets(size)) {
        const siblings = partialProof(leaves.slice(0, size), open)
        for (let i = 0; i <= siblings.length; i++) {
          expect(partialRoot(size, open, opened(open), siblings.toSpliced(i, 0, stranger))).toBe(null)
          if (i < siblings.length)
            expect(partialRoot(size, open, opened(open), siblings.toSpliced(i, 1))).toBe(null)
        }
      }
  })

  it('gives another root with siblings or leaves exchanged or a byte flipped', () => {
    for (let size = 1; size <= 6; size++) {
      const all = leaves.slice(0, size)
      const root = rootOf(all)
      for (const open of subsets(size)) {
        const siblings = partialProof(all, open)
        const differs = (leafHashes: readonly Uint8Array[], others: readonly Uint8Array[]) => {
          const found = partialRoot(size, open, leafHashes, others)
          if (found === null || equal(found, root)) throw new Error(`${open} of ${size}: not another root`)
        }
        const hashes = opened(open)
        for (let i = 1; i < siblings.length; i++)
          differs(hashes, siblings.with(i, siblings[i - 1]!).with(i - 1, siblings[i]!))
        for (let i = 1; i < hashes.length; i++)
          differs(hashes.with(i, hashes[i - 1]!).with(i - 1, hashes[i]!), siblings)
        if (open.length > 0 && siblings.length > 0)
          differs(hashes.with(0, siblings[0]!), siblings.with(0, hashes[0]!))
        if (size !== 5) continue
        for (const flipped of flippedHashes(siblings)) differs(hashes, flipped)
        for (const flipped of flippedHashes(hashes)) differs(flipped, siblings)
      }
    }
  })

  it('never shows a leaf at a place where it does not stand', () => {
    for (let size = 1; size <= 6; size++) {
      const all = leaves.slice(0, size)
      const root = rootOf(all)
      for (const open of subsets(size)) {
        const siblings = partialProof(all, open)
        for (const claimed of subsets(size)) {
          const found = partialRoot(size, claimed, opened(open), siblings)
          const same = found !== null && equal(found, root)
          expect([open, claimed, same]).toEqual([open, claimed, `${open}` === `${claimed}`])
        }
      }
    }
  })

  it('is refused, not thrown at, for positions out of order, doubled, negative, fractional or beyond the end', () => {
    const all = leaves.slice(0, 4)
    for (const open of [[1, 0], [1, 1], [-1], [0.5], [4], [Number.NaN], [0, 1, 2, 3, 4]]) {
      expect(partialRoot(4, open, opened(open.map(() => 0)), [])).toBe(null)
      expect(refusal(() => partialProof(all, open)).code).toBe('log/bad-index')
    }
    const siblings = partialProof(all, [0])
    expect(partialRoot(4, [0], opened([0]), siblings)).not.toBe(null)
    for (const size of [-1, 0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])
      expect(partialRoot(size, [0], opened([0]), siblings)).toBe(null)
  })

  it('is refused for hashes of another length or of another number', () => {
    const all = leaves.slice(0, 4)
    const siblings = partialProof(all, [0])
    for (const length of [0, 31, 33, 64]) {
      expect(partialRoot(4, [0], [new Uint8Array(length)], siblings)).toBe(null)
      expect(partialRoot(4, [0], opened([0]), siblings.with(0, new Uint8Array(length)))).toBe(null)
    }
    expect(partialRoot(4, [0], [], siblings)).toBe(null)
    expect(partialRoot(4, [0], opened([0, 1]), siblings)).toBe(null)
    expect(refusal(() => partialProof([new Uint8Array(31)], [0])).code).toBe('log/bad-hash')
  })

  it('of a size that nobody has is answered at once', () => {
    const size = Number.MAX_SAFE_INTEGER
    const siblings = Array.from({ length: 53 }, () => stranger)
    expect(partialRoot(size, [0], opened([0]), siblings)?.length).toBe(32)
    expect(partialRoot(size, [0, size - 1], opened([0, 1]), siblings)).toBe(null)
    expect(partialRoot(size, [], [], siblings.slice(0, 1))).toEqual(siblings[0])
  })
})
