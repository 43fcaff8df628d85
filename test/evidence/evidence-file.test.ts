import {
  type CustodyStep,
  custodyPairs,
  custodySteps,
  type EvidenceFile,
  evidenceValues,
  neutralName,
  pathOf,
} from '@amana/evidence'
import { commitRecord, EVIDENCE, fits, namedValues, recordId } from '@amana/records'
import { describe, expect, it } from '@jest/globals'

const file: EvidenceFile = {
  path: 'video/market.mp4',
  size: 3_000_000,
  sha256: new Uint8Array(32).fill(1),
  chunkRoot: new Uint8Array(32).fill(2),
  mediaType: 'video/mp4',
  modifiedAt: '2014-12-28T10:00:00Z',
  hashedAt: '2016-01-01T00:00:00Z',
}
const custody: readonly CustodyStep[] = [
  { when: '2014-12-29T08:00:00Z', who: 'F-3', what: 'received from the witness', why: 'handed over' },
  { when: '2014-12-30T08:00:00Z', who: 'office', what: 'copied' },
]
const id = (n: number) => new Uint8Array(16).fill(n)

describe('a file as an evidence record', () => {
  it('fits every field of the schema, with all that is known of it and with nothing but the file', () => {
    for (const values of [
      evidenceValues(file),
      evidenceValues(file, {
        key: 'E-17',
        kind: 'video',
        language: 'ar',
        capturedAt: '2014-12-28T09:00:00Z',
        receivedAt: '2014-12-29T08:00:00Z',
        incidents: [id(9), id(2), id(9)],
        persons: [id(3)],
        redactionOf: id(4),
        custody,
        notes: 'Second of two clips.',
      }),
    ]) {
      for (const [i, field] of EVIDENCE.fields.entries())
        expect([field.name, fits(field, values[i]!)]).toEqual([field.name, true])
      const record = {
        schema: EVIDENCE,
        id: recordId(new Uint8Array(32), 'evidence', 'E-17'),
        revision: 1,
        values,
      }
      expect(commitRecord('amana/test', new Uint8Array(32), record).root).toHaveLength(32)
    }
  })

  it('keeps its names, keys and custody in fields that no view opens', () => {
    const named = namedValues(EVIDENCE, evidenceValues(file, { custody }))
    for (const { name, identity } of EVIDENCE.fields)
      if (identity !== true) expect(JSON.stringify(named[name] ?? null)).not.toMatch(/market|F-3/)
    expect(named.captured_at).toBeUndefined()
  })

  it('gives the exact path back, though a record holds text in one Unicode form only', () => {
    for (const path of ['plain', 'e\u0301', 'te\u0301moin/\u00e9.txt', 'شهادة.txt', '\ufeffmark'])
      expect(pathOf(namedValues(EVIDENCE, evidenceValues({ ...file, path })))).toBe(path)
    expect(pathOf({})).toBeNull()
  })

  it('gives custody back step by step, and refuses what is none', () => {
    expect(custodySteps(custodyPairs(custody))).toEqual(custody)
    for (const bad of [
      [['who', 'x']],
      [['when', '2014-12-29T08:00:00Z']],
      [
        ['when', '2014-12-29T08:00:00Z'],
        ['who', 'a'],
        ['who', 'b'],
      ],
    ] as const)
      expect(() => custodySteps(bad)).toThrow(expect.objectContaining({ code: 'evidence/bad-custody' }))
    expect(() => custodyPairs([{ when: 'yesterday', who: 'a', what: 'b' }])).toThrow(
      expect.objectContaining({ code: 'evidence/bad-custody' }),
    )
  })

  it('has a neutral name for copies that leave the house', () => {
    expect(neutralName(id(0xab), 'video/mp4')).toBe(`${'ab'.repeat(16)}.mp4`)
    expect(neutralName(id(0xab), 'application/octet-stream')).toBe('ab'.repeat(16))
  })
})
