/**
 * Somebody has all files that are public: an index of 100,000 clips, with every hash and size. Which of them are evidence? He is given
 * an investigator's view of a case with 1,000 files of evidence, all of which are in his index.
 */
import {
  type Audience,
  addEvidence,
  Case,
  makeRelease,
  readView,
  recordFacts,
  verifyView,
  writeView,
} from '@amana/bundle'
import { concat, encode, toHex, utf8 } from '@amana/codec'
import { newCaseKeys, sha256, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import type { EvidenceFile } from '@amana/evidence'
import { newScope } from '@amana/linkage'
import { leafHash } from '@amana/log'
import { asRecordId, fieldCommitment, SALT_BYTES } from '@amana/records'
import { beforeAll, describe, expect, it } from '@jest/globals'

useBackend(nodeBackend)

const INDEX = 100_000
const EVIDENCE_FILES = 1_000

/** The i-th public clip; nothing of it but hashes and size matters here. No two have one size. */
const clip = (i: number): EvidenceFile => ({
  path: `IMG_${i}.mp4`,
  size: 2 ** 33 + i,
  sha256: sha256(utf8(`the bytes of clip ${i}`)),
  chunkRoot: sha256(utf8(`the tree of clip ${i}`)),
  mediaType: 'video/mp4',
  modifiedAt: '2015-01-01T00:00:00Z',
  hashedAt: '2016-01-01T00:00:00Z',
})

const index = Array.from({ length: INDEX }, (_, i) => clip(i))
const evidence = Array.from({ length: EVIDENCE_FILES }, (_, i) => index[(i * 97) % INDEX]!)

const amana = new Case('amana/salts', newCaseKeys(), newScope('salts', 1))

beforeAll(() => {
  addEvidence(
    amana,
    evidence.map((file) => ({ file })),
  )
  makeRelease(amana)
})

const viewOf = (audience: Audience): Uint8Array => concat(...writeView(amana, audience))

/** The six bytes before `end`, as a number: to compare every place of a file with all of the index at once. Sizes differ at their end. */
const tailOf = (bytes: Uint8Array, end: number): number => {
  let tail = 0
  for (let i = end - 6; i < end; i++) tail = tail * 256 + bytes[i]!
  return tail
}

/** How many clips of the index show in these bytes at any place, by what their owner can compute of each: hashes and size. */
function reidentified(bytes: Uint8Array, traces: (file: EvidenceFile) => readonly Uint8Array[]): number {
  const byTail = new Map<number, [Uint8Array, number][]>()
  for (const [i, file] of index.entries())
    for (const trace of traces(file)) {
      const tail = tailOf(trace, trace.length)
      const list = byTail.get(tail)
      if (list === undefined) byTail.set(tail, [[trace, i]])
      else list.push([trace, i])
    }
  const found = new Set<number>()
  for (let end = 9; end <= bytes.length; end++)
    for (const [trace, i] of byTail.get(tailOf(bytes, end)) ?? [])
      if (trace.every((byte, k) => bytes[end - trace.length + k] === byte)) found.add(i)
  return found.size
}

const hashes = ({ sha256: whole, chunkRoot }: EvidenceFile) => [whole!, chunkRoot!]
const sizes = ({ size }: EvidenceFile) => [encode(size)]

describe('an index of all public files', () => {
  it('finds none of the 1,000 files of evidence in an investigator’s view, nor in the public’s, by hash or by size', async () => {
    for (const audience of ['investigator', 'public'] as const) {
      const view = viewOf(audience)
      expect((await verifyView([view], amana.verificationKey)).totals?.evidence).toBe(EVIDENCE_FILES)
      expect([reidentified(view, hashes), reidentified(view, sizes)]).toEqual([0, 0])
    }
  })

  it('finds all of them by the same search in a view that opens hashes and sizes: an auditor’s', () => {
    const view = viewOf('auditor')
    expect([reidentified(view, hashes), reidentified(view, sizes)]).toEqual([EVIDENCE_FILES, EVIDENCE_FILES])
  })

  it('finds all of them where a manifest has no salts, by the hash alone and by the size alone', () => {
    const bare = concat(...evidence.flatMap(hashes))
    expect(reidentified(bare, hashes)).toBe(EVIDENCE_FILES)
    expect(reidentified(concat(...evidence.flatMap(sizes)), sizes)).toBe(EVIDENCE_FILES)
  })

  it('finds none by committing to its own clips under the ids of the view without a salt, though a commitment without salt would show', async () => {
    const view = viewOf('investigator')
    const ids: Uint8Array[] = []
    for await (const block of (await readView([view])).records)
      for (const record of block) {
        const { kind, id } = recordFacts(record)
        if (kind === 'evidence') ids.push(id)
      }
    expect(ids).toHaveLength(EVIDENCE_FILES)
    // For one record, with a tenth of the index in which its file is: a record more costs as much again.
    const at = ids.findIndex((id) => {
      const key = evidence.find(({ path }) => toHex(amana.idOf('evidence', path)) === toHex(id))!.path
      return Number(/\d+/.exec(key)![0]) < INDEX / 10
    })
    const id = asRecordId(ids[at]!)
    const leaves = (file: EvidenceFile, salt: Uint8Array) =>
      (
        [
          ['sha256', file.sha256!],
          ['chunk_root', file.chunkRoot!],
          ['size', file.size],
        ] as const
      ).map(([name, value]) => toHex(leafHash(fieldCommitment(amana.origin, id, 1, salt, name, value))))
    const file = evidence.find(({ path }) => toHex(amana.idOf('evidence', path)) === toHex(id))!
    const noSalt = new Uint8Array(SALT_BYTES)
    const unsalted = new Set(leaves(file, noSalt))
    const windows = new Set<string>()
    for (let i = 0; i + 32 <= view.length; i++) windows.add(toHex(view.subarray(i, i + 32)))
    let [shown, plain] = [0, 0]
    for (const guess of index.slice(0, INDEX / 10))
      for (const leaf of leaves(guess, noSalt)) {
        if (windows.has(leaf)) shown++
        if (unsalted.has(leaf)) plain++
      }
    expect([shown, plain]).toEqual([0, 3])
  })
})
