import { appendFileSync, closeSync, openSync, symlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { equal } from '@amana/codec'
import { sha256, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { CHUNK_BYTES, chunkCount, chunkHash, chunkLength, chunkProof, verifyChunk } from '@amana/evidence'
import { hashFiles, proveChunk } from '@amana/evidence/node'
import { rootOf } from '@amana/log'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { newFolder, noise, put, removeFolders } from './folders.js'

beforeAll(() => {
  useBackend(nodeBackend)
})
afterAll(removeFolders)

describe('the chunk tree', () => {
  it('has as many chunks as there are begun mebibytes, and none for an empty file', () => {
    for (const [size, count, last] of [
      [0, 0, 0],
      [1, 1, 1],
      [CHUNK_BYTES, 1, CHUNK_BYTES],
      [CHUNK_BYTES + 1, 2, 1],
      [100e9, 95368, 100e9 % CHUNK_BYTES],
    ] as const) {
      expect(chunkCount(size)).toBe(count)
      if (count > 0) expect(chunkLength(size, count - 1)).toBe(last)
      expect(chunkLength(size, count)).toBe(0)
    }
    for (const size of [-1, 0.5, Number.NaN, 2 ** 53])
      expect(() => chunkCount(size)).toThrow(expect.objectContaining({ code: 'evidence/bad-size' }))
  })

  it('is the tree of RFC 9162: leaves under 0x00, nodes under 0x01, nothing for an empty file', async () => {
    const folder = newFolder()
    const content = noise(2 * CHUNK_BYTES + 5, 1)
    put(folder, 'three', content)
    put(folder, 'empty', '')
    const roots = new Map<string, Uint8Array>()
    for await (const file of hashFiles(folder, { digests: [] }))
      if (file.kind === 'file') roots.set(file.path, file.chunkRoot!)
    const leaf = (from: number, to: number) =>
      sha256(Buffer.concat([Buffer.of(0), content.subarray(from, to)]))
    const node = (left: Uint8Array, right: Uint8Array) => sha256(Buffer.concat([Buffer.of(1), left, right]))
    const inner = node(leaf(0, CHUNK_BYTES), leaf(CHUNK_BYTES, 2 * CHUNK_BYTES))
    expect(roots.get('three')).toEqual(node(inner, leaf(2 * CHUNK_BYTES, 2 * CHUNK_BYTES + 5)))
    expect(roots.get('empty')).toEqual(sha256(new Uint8Array(0)))
  })
})

describe('one chunk alone', () => {
  it('is proven from a real file, whichever it is, and from the record alone', async () => {
    const folder = newFolder()
    put(folder, 'film', noise(4 * CHUNK_BYTES + 77, 2))
    let record: { readonly size: number; readonly root: Uint8Array } | undefined
    for await (const file of hashFiles(folder, { digests: [] }))
      if (file.kind === 'file') record = { size: file.size, root: file.chunkRoot! }
    for (let index = 0; index < 5; index++) {
      const { bytes, proof } = proveChunk(join(folder, 'film'), index)
      expect(bytes).toHaveLength(index < 4 ? CHUNK_BYTES : 77)
      expect(verifyChunk(bytes, { ...proof, ...record! })).toBe(true)
      const bad = bytes.slice()
      bad[bad.length >> 1]! ^= 1
      expect(verifyChunk(bad, { ...proof, ...record! })).toBe(false)
      expect(verifyChunk(bytes, { ...proof, ...record!, index: (index + 1) % 5 })).toBe(false)
      // Where the file ends is shown by its last chunk only: the size is the record's to say.
      expect(verifyChunk(bytes, { ...proof, ...record!, size: record!.size + 1 })).toBe(index < 4)
    }
    expect(() => proveChunk(join(folder, 'film'), 5)).toThrow(
      expect.objectContaining({ code: 'log/bad-index' }),
    )
    symlinkSync('film', join(folder, 'link'))
    for (const none of ['link', 'nowhere', '.'])
      expect(() => proveChunk(join(folder, none), 0)).toThrow(
        expect.objectContaining({ code: 'evidence/no-file' }),
      )
  })

  it('of 100 GB takes 17 hashes, 544 bytes, and any change to any of them refuses it', () => {
    const size = 100e9
    const chunk = noise(CHUNK_BYTES, 3)
    const hashes = Array.from({ length: chunkCount(size) }, (_, i) =>
      sha256(Uint8Array.of(i, i >> 8, i >> 16)),
    )
    const index = 54_321
    hashes[index] = chunkHash(chunk)
    const claim = chunkProof(hashes, size, rootOf(hashes), index)
    expect(claim.proof).toHaveLength(17)
    expect(verifyChunk(chunk, claim)).toBe(true)
    for (let i = 0; i < 17; i++) {
      const proof = claim.proof.map((hash) => hash.slice())
      proof[i]![31]! ^= 1
      expect(verifyChunk(chunk, { ...claim, proof })).toBe(false)
    }
    expect(verifyChunk(chunk, { ...claim, proof: claim.proof.slice(1) })).toBe(false)
    expect(verifyChunk(chunk, { ...claim, proof: [...claim.proof, claim.root] })).toBe(false)
  })

  it('holds for every chunk of every size and for no other place, length or root', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.nat(),
        fc.integer({ min: 1, max: 100 }),
        (count, at, last) => {
          const size = (count - 1) * CHUNK_BYTES + last
          const index = count - 1
          const chunk = noise(last, at)
          const hashes = Array.from({ length: count }, (_, i) => sha256(Uint8Array.of(i)))
          hashes[index] = chunkHash(chunk)
          const claim = chunkProof(hashes, size, rootOf(hashes), index)
          expect(verifyChunk(chunk, claim)).toBe(true)
          expect(verifyChunk(chunk.subarray(1), claim)).toBe(false)
          expect(verifyChunk(chunk, { ...claim, size: size + 1 })).toBe(false)
          expect(verifyChunk(chunk, { ...claim, size: size + CHUNK_BYTES })).toBe(false)
          expect(verifyChunk(chunk, { ...claim, root: sha256(claim.root) })).toBe(false)
          for (const odd of [-1, 0.5, Number.NaN, 2 ** 60])
            expect(verifyChunk(chunk, { ...claim, index: odd })).toBe(false)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('does not let an inner node pass for a chunk', () => {
    const hashes = [sha256(Uint8Array.of(1)), sha256(Uint8Array.of(2))]
    const root = rootOf(hashes)
    const node = Buffer.concat([Buffer.of(1), ...hashes])
    expect(equal(sha256(node), root)).toBe(true)
    expect(verifyChunk(node, { index: 0, size: node.length, root, proof: [] })).toBe(false)
  })

  it('lies far into a sparse file too, which is read and not trusted to be empty', () => {
    const path = join(newFolder(), 'sparse')
    const fd = openSync(path, 'w')
    writeSync(fd, 'the end', 40 * CHUNK_BYTES)
    closeSync(fd)
    const { bytes, proof } = proveChunk(path, 40)
    expect(Buffer.from(bytes).toString()).toBe('the end')
    expect(verifyChunk(bytes, proof)).toBe(true)
    appendFileSync(path, '.')
    expect(equal(proveChunk(path, 40).proof.root, proof.root)).toBe(false)
  })
})
