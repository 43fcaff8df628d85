/**
 * Somebody has all files that are public: an index of 100,000 clips, with every hash and size. Which of them are evidence? He is given
 * what an investigator's view has of 1,000 files of evidence, all of which are in his index.
 */

import { equal, toHex, type Value } from '@amana/codec'
import { prf, randomBytes, sha256, TAG, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { type EvidenceFile, evidenceValues } from '@amana/evidence'
import { leafHash } from '@amana/log'
import {
  commitRecord,
  EVIDENCE,
  fieldCommitment,
  fieldIndex,
  openFields,
  type PartialRecord,
  recordId,
  rootOfPartial,
  SALT_BYTES,
} from '@amana/records'
import { beforeAll, describe, expect, it } from '@jest/globals'

beforeAll(() => {
  useBackend(nodeBackend)
})

const INDEX = 100_000
const EVIDENCE_FILES = 1_000
const ORIGIN = 'amana/salts'

/** The i-th public clip; nothing of it but hash and size matters here. */
const clip = (i: number): EvidenceFile => ({
  path: `clip ${i}.mp4`,
  size: 1_000_000 + i,
  sha256: sha256(new TextEncoder().encode(`the bytes of clip ${i}`)),
  chunkRoot: sha256(new TextEncoder().encode(`the tree of clip ${i}`)),
  mediaType: 'video/mp4',
  modifiedAt: '2015-01-01T00:00:00Z',
  hashedAt: '2016-01-01T00:00:00Z',
})

/** What stands open for investigators: what the evidence is of, not which bytes it is. */
const OPEN = ['status', 'kind', 'media_type', 'received_at', 'language']

const place = (name: string) => fieldIndex(EVIDENCE, name)

describe('an index of all public files', () => {
  const index = Array.from({ length: INDEX }, (_, i) => clip(i))
  const evidence = Array.from({ length: EVIDENCE_FILES }, (_, i) => index[(i * 97) % INDEX]!)
  const idKey = randomBytes(32)
  const master = randomBytes(32)
  const records = evidence.map((file, i) => {
    const record = {
      schema: EVIDENCE,
      id: recordId(idKey, 'evidence', `E-${i}`),
      revision: 1,
      values: evidenceValues(file, { kind: 'video' }),
    }
    return commitRecord(ORIGIN, prf(master, TAG.storeKey, i), record)
  })
  const view: readonly PartialRecord[] = records.map((record) =>
    openFields(
      record,
      OPEN.map(place).sort((a, b) => a - b),
    ),
  )

  /** Everything in the view that could be compared with something: bytes of 32, alone or inside of values. */
  const handles = (partial: PartialRecord): string[] => {
    const found: string[] = [...partial.siblings].map(toHex)
    const look = (value: Value): void => {
      if (value instanceof Uint8Array) found.push(toHex(value))
      else if (Array.isArray(value)) for (const item of value as readonly Value[]) look(item)
      else if (typeof value === 'number') found.push(`size ${value}`)
    }
    for (const value of partial.values) look(value)
    return found
  }

  /** What the owner of the index can make of a clip without knowing a salt. Keys are what he looks for in a view. */
  function guesses(file: EvidenceFile, id: Uint8Array | null): string[] {
    const plain = [toHex(file.sha256!), toHex(file.chunkRoot!), `size ${file.size}`]
    if (id === null) return plain
    // What a format without salts, or with one that is easily guessed, would commit to.
    const leaves = [new Uint8Array(0), new Uint8Array(SALT_BYTES)].flatMap((salt) =>
      (
        [
          ['sha256', file.sha256!],
          ['chunk_root', file.chunkRoot!],
          ['size', file.size],
        ] as const
      ).map(([name, value]) => toHex(leafHash(fieldCommitment(ORIGIN, id, 1, salt, name, value)))),
    )
    return [...plain, ...leaves]
  }

  const reidentified = (shown: readonly (readonly string[])[]): number => {
    const known = new Set<string>()
    for (const file of index) for (const guess of guesses(file, null)) known.add(guess)
    return shown.filter((list) => list.some((handle) => known.has(handle))).length
  }

  it('finds none of 1,000 files of evidence in the view, each of which it has', () => {
    for (const [i, partial] of view.entries())
      expect(rootOfPartial(ORIGIN, partial)).toEqual(records[i]!.root)
    expect(reidentified(view.map(handles))).toBe(0)
  }, 120_000)

  it('finds all 1,000 by the same search where hash and size are given without salts', () => {
    const unsalted = evidence.map((file) => [toHex(file.sha256!), `size ${file.size}`])
    expect(reidentified(unsalted)).toBe(EVIDENCE_FILES)
    expect(reidentified(unsalted.map(([, size]) => [size!]))).toBe(EVIDENCE_FILES)
  }, 120_000)

  it('finds none either by committing to its own clips under the ids of the view and no salt, though it finds all unsalted commitments so', () => {
    // For one record after the other, with the whole index: 100,000 × 6 hashes a record. One record stands for all.
    for (const [i, partial] of view.slice(0, 1).entries()) {
      const shown = new Set(handles(partial))
      const unsalted = toHex(
        leafHash(
          fieldCommitment(ORIGIN, partial.id, 1, new Uint8Array(SALT_BYTES), 'sha256', evidence[i]!.sha256!),
        ),
      )
      let salted = 0
      let plain = 0
      for (const file of index)
        for (const guess of guesses(file, partial.id)) {
          if (shown.has(guess)) salted++
          if (guess === unsalted) plain++
        }
      expect([salted, plain]).toEqual([0, 1])
    }
  }, 240_000)

  it('is of use again to whoever was given the opening: the fields do commit to the file', () => {
    const opened = openFields(records[0]!, [place('sha256'), place('chunk_root'), place('size')])
    expect(rootOfPartial(ORIGIN, opened)).toEqual(records[0]!.root)
    expect(equal(opened.values[0] as Uint8Array, evidence[0]!.sha256!)).toBe(true)
  })
})
