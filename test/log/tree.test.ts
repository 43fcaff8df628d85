import { equal, fromHex, toBase64, toHex, utf8 } from '@amana/codec'
import { nobleBackend, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { Appender, emptyRoot, HASH_BYTES, leafHash, nodeHash, rootOf } from '@amana/log'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { refusal } from '../codec/refusal.js'
import { entriesOf, referenceLeaf, referenceRoot } from './reference.js'

describe('the tree', () => {
  it('has the roots that Certificate Transparency published for its example leaves', () => {
    const leaves = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ]
    const roots = new Map([
      [1, 'bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0='],
      [2, '+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU='],
      [3, 'rra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc='],
      [5, 'Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ='],
      [6, 'duZ9rbzfHhDht03cYIq9L5jfsW+851J3tSMqEn8gh+8='],
      [7, '3bib5AOAnjJXUNPSY814kpwpQreUKjS3fhIslZSnTIw='],
      [8, 'XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg='],
    ])
    const hashes = leaves.map((hex) => leafHash(fromHex(hex)))
    for (const [size, root] of roots) expect(toBase64(rootOf(hashes.slice(0, size)))).toBe(root)
  })

  it('is copied with its leaves, and each grows by itself', () => {
    const leaves = entriesOf(9).map(leafHash)
    for (let size = 0; size < 9; size++) {
      const tree = new Appender()
      for (const leaf of leaves.slice(0, size)) tree.append(leaf)
      const other = tree.copy()
      other.append(leaves[8]!)
      expect([tree.size, toHex(tree.root())]).toEqual([size, toHex(rootOf(leaves.slice(0, size)))])
      expect(toHex(other.root())).toBe(toHex(rootOf([...leaves.slice(0, size), leaves[8]!])))
    }
  })

  it('without leaves has the hash of nothing as its root', () => {
    const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    expect([toHex(emptyRoot()), toHex(rootOf([])), toHex(new Appender().root())]).toEqual([
      nothing,
      nothing,
      nothing,
    ])
  })

  it('of any size up to 300 has the root that RFC 9162 defines, whether grown or made at once', () => {
    const leaves = entriesOf(300).map(leafHash)
    const grown = new Appender()
    for (const [i, leaf] of leaves.entries()) {
      grown.append(leaf)
      expect(grown.size).toBe(i + 1)
      if (i > 70 && i % 17 !== 0) continue
      const root = toHex(referenceRoot(leaves.slice(0, i + 1)))
      // Asked twice: looking at the root must not disturb the growing.
      expect([toHex(grown.root()), toHex(grown.root()), toHex(rootOf(leaves.slice(0, i + 1)))]).toEqual([
        root,
        root,
        root,
      ])
    }
  })

  it('has the same root on both backends', () => {
    const root = () => toHex(rootOf(entriesOf(100).map(leafHash)))
    const noble = root()
    useBackend(nodeBackend)
    try {
      expect(root()).toBe(noble)
    } finally {
      useBackend(nobleBackend)
    }
  })

  it('changes its root when a leaf is changed, added, left out, doubled or moved', () => {
    const leaves = entriesOf(11).map(leafHash)
    const roots = new Set([toHex(rootOf(leaves))])
    let variants = 1
    const add = (variant: readonly Uint8Array[]) => {
      roots.add(toHex(rootOf(variant)))
      variants++
    }
    for (let i = 0; i < leaves.length; i++) {
      add(leaves.with(i, leafHash(utf8(`another ${i}`))))
      add(leaves.toSpliced(i, 1))
      add(leaves.toSpliced(i, 0, leafHash(utf8('added'))))
      add(leaves.toSpliced(i, 0, leaves[i]!))
      for (let j = 0; j < i; j++) add(leaves.with(i, leaves[j]!).with(j, leaves[i]!))
    }
    expect(roots.size).toBe(variants)
  })
})

describe('the hash of a leaf', () => {
  it('is that of the entry after a zero byte, for entries of any length', () => {
    for (const length of [0, 1, 31, 32, 64, 510, 511, 512, 513, 5000]) {
      const entry = new Uint8Array(length).fill(7)
      expect(toHex(leafHash(entry))).toBe(toHex(referenceLeaf(entry)))
    }
    fc.assert(fc.property(fc.uint8Array(), (entry) => equal(leafHash(entry), referenceLeaf(entry))))
  })

  it('does not depend on what was hashed before it', () => {
    const short = leafHash(Uint8Array.of(1))
    leafHash(new Uint8Array(511).fill(0xff))
    expect(toHex(leafHash(Uint8Array.of(1)))).toBe(toHex(short))
  })

  it('is never that of a node: a node cannot be passed off as a leaf', () => {
    const [left, right] = [leafHash(utf8('left')), leafHash(utf8('right'))]
    const node = nodeHash(left, right)
    expect(toHex(node)).toBe(toHex(referenceRoot([left, right])))
    expect(toHex(leafHash(Uint8Array.of(...left, ...right)))).not.toBe(toHex(node))
    expect(toHex(nodeHash(right, left))).not.toBe(toHex(node))
  })

  it('must have 32 bytes where it is appended', () => {
    for (const length of [0, 31, 33, 64]) {
      const tree = new Appender()
      expect(refusal(() => tree.append(new Uint8Array(length))).code).toBe('log/bad-hash')
      expect(tree.size).toBe(0)
      expect(refusal(() => rootOf([new Uint8Array(length)])).code).toBe('log/bad-hash')
    }
    expect(HASH_BYTES).toBe(32)
  })
})
