import { concat, encode, joined, toHex, utf8, type Value } from '@amana/codec'
import { nobleBackend, prf, seal, TAG, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import {
  type CommittedRecord,
  commitRecord,
  entryBytes,
  INCIDENT,
  openFields,
  openIdentities,
  PERSON,
  recordId,
  SCHEMAS,
  sealedIdentities,
  sealedLength,
  sealIdentities,
  valuesOf,
} from '@amana/records'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { answer, refusal } from '../codec/refusal.js'
import { committedOf, ID_KEY, ORIGIN, SECRET } from './sample.js'

beforeAll(() => void useBackend(nodeBackend))
afterAll(() => void useBackend(nobleBackend))

const KEY = new Uint8Array(32).fill(5)
const incident = (): CommittedRecord =>
  commitRecord(ORIGIN, SECRET, {
    schema: INCIDENT,
    id: recordId(ID_KEY, 'incident', 'x'),
    revision: 1,
    values: valuesOf(INCIDENT, { status: 'live', label: 'Market', label_as_written: 'سوق الرفاعي' }),
  })
const long = 'ملاحظة طويلة '.repeat(40).trim()
const records = (): CommittedRecord[] => [
  committedOf(),
  incident(),
  committedOf({ notes: long }, { key: 'row 2', revision: 3 }),
]

/** The escrow file of one record with another sealed text, by somebody who holds the escrow key. */
function sealedWith(record: CommittedRecord, text: Uint8Array): Uint8Array {
  const size = Math.ceil((text.length + 4) / 64) * 64
  const padded = new Uint8Array(size)
  new DataView(padded.buffer).setUint32(0, text.length)
  padded.set(text, 4)
  const key = prf(KEY, TAG.sealedKey, ORIGIN, record.id, record.revision, record.root)
  const head = new Uint8Array(53)
  head[0] = SCHEMAS.indexOf(record.schema)
  head.set(record.id, 1)
  new DataView(head.buffer).setUint32(17, record.revision)
  head.set(record.root, 21)
  return concat(
    utf8('amana-escrow 1\n'),
    encode([ORIGIN, 1, size + 16]),
    head,
    seal(key, new Uint8Array(24), padded, entryBytes(record)),
  )
}

const identityFields = PERSON.fields.flatMap((field, i) => (field.identity ? [i] : []))

describe('an escrow file', () => {
  it('gives back the identity fields of every record, and no other field', () => {
    const opened = openIdentities(KEY, sealIdentities(ORIGIN, KEY, records()))
    expect(opened.map(({ entry }) => toHex(entryBytes(entry)))).toEqual(
      records().map((record) => toHex(entryBytes(record))),
    )
    const [person, place, other] = opened
    expect(person!.identity.open).toEqual(identityFields)
    expect(person!.identity.values).toEqual(identityFields.map((i) => committedOf().values[i]))
    expect(place!.identity.values).toContain('سوق الرفاعي')
    expect(other!.identity.values).toContain(long)
  })

  it('holds no name in the clear', () => {
    const text = Buffer.from(sealIdentities(ORIGIN, KEY, records())).toString('latin1')
    for (const name of ['نجوى', 'سليم', 'الرفاعي', 'Najwa'])
      expect(text).not.toContain(Buffer.from(name, 'utf8').toString('latin1'))
  })

  it('is as long for a short name as for a long note: one size a record in a release', () => {
    const sizes = [
      [committedOf({ notes: long }), committedOf()],
      [committedOf(), committedOf({ notes: long })],
      [committedOf({ notes: long }), committedOf({ notes: long })],
    ].map((pair) => sealIdentities(ORIGIN, KEY, pair).length)
    expect(new Set(sizes).size).toBe(1)
    const one = sealIdentities(ORIGIN, KEY, [committedOf()]).length
    expect(sealIdentities(ORIGIN, KEY, [committedOf({ given: 'مي' })]).length).toBe(one)
  })

  it('of a release without records opens to nothing', () => {
    expect(openIdentities(KEY, sealIdentities(ORIGIN, KEY, []))).toEqual([])
  })

  it('is the same piece by piece, of values of every length, and told how long the longest will be', () => {
    for (let length = 1; length < 60; length++) {
      const all = [...records(), committedOf({ notes: 'x'.repeat(11 * length) }, { key: 'row 3' })]
      const longest = Math.max(...all.map(({ schema, values }) => sealedLength(schema, encode(values))))
      // As long as any is: openings and their length in steps of 64 bytes.
      const [opened] = openIdentities(KEY, sealIdentities(ORIGIN, KEY, all.slice(-1)))
      const { salts, values, siblings } = opened!.identity
      expect(sealedLength(PERSON, encode(all.at(-1)!.values))).toBe(encode([salts, values, siblings]).length)
      const pieces = sealedIdentities(ORIGIN, KEY, { count: all.length, longest, records: all })
      expect(toHex(joined([...pieces]))).toBe(toHex(sealIdentities(ORIGIN, KEY, all)))
    }
  })

  it('holds more records than a call has room for arguments', () => {
    const many = sealIdentities(ORIGIN, KEY, Array<CommittedRecord>(70_000).fill(incident()))
    expect(many.length).toBeGreaterThan(70_000 * 128)
  })

  it('is the same on both backends', () => {
    const file = toHex(sealIdentities(ORIGIN, KEY, records()))
    const before = useBackend(nobleBackend)
    expect(toHex(sealIdentities(ORIGIN, KEY, records()))).toBe(file)
    useBackend(before)
  })

  it('opens with no other key', () => {
    const file = sealIdentities(ORIGIN, KEY, records())
    expect(refusal(() => openIdentities(SECRET, file)).code).toBe('escrow/not-authentic')
  })

  it('is refused with any one byte altered, and cut off anywhere', () => {
    const file = sealIdentities(ORIGIN, KEY, [committedOf(), incident()])
    const codes = new Set<string>()
    const meet = (bytes: Uint8Array) => {
      const result = answer(() => openIdentities(KEY, bytes))
      if (typeof result !== 'string') throw new Error('an altered escrow file was opened')
      codes.add(result)
    }
    for (let i = 0; i < file.length; i++) {
      const bytes = file.slice()
      bytes[i]! ^= 1 << (i % 8)
      meet(bytes)
    }
    for (let length = 0; length < file.length; length++) meet(file.subarray(0, length))
    meet(concat(file, Uint8Array.of(0)))
    expect([...codes].sort()).toEqual(['escrow/bad-file', 'escrow/not-authentic'])
  })

  it('is refused where records are swapped, repeated or dropped behind its header', () => {
    const file = sealIdentities(ORIGIN, KEY, [committedOf(), committedOf({}, { key: 'row 2' })])
    const header = utf8('amana-escrow 1\n').length + encode([ORIGIN, 2, 1000]).length
    const size = (file.length - header) / 2
    const [a, b] = [file.subarray(header, header + size), file.subarray(header + size)]
    const head = file.subarray(0, header)
    // The order says nothing: each record stands for itself. But a text does not open under another's head.
    expect(openIdentities(KEY, concat(head, b, a))).toHaveLength(2)
    const crossed = concat(head, a.subarray(0, 53), b.subarray(53), b)
    expect(refusal(() => openIdentities(KEY, crossed)).code).toBe('escrow/not-authentic')
    expect(refusal(() => openIdentities(KEY, concat(head, a))).code).toBe('escrow/bad-file')
    expect(refusal(() => openIdentities(KEY, concat(head, a, b, b))).code).toBe('escrow/bad-file')
  })
})

describe('a sealed text', () => {
  const record = committedOf()
  const { salts, values, siblings } = openFields(record, identityFields)
  const given = PERSON.fields.filter((field) => field.identity).findIndex(({ name }) => name === 'given')
  const answerTo = (text: Value): unknown =>
    answer(() => openIdentities(KEY, sealedWith(record, encode(text))).length)

  it('made by hand as the library makes it opens', () => {
    expect(answerTo([salts, values, siblings])).toBe(1)
  })

  it('that says another name than the commitment is refused, whoever sealed it', () => {
    const other = values.map((value, i) => (i === given ? 'سمر' : value))
    expect(answerTo([salts, other, siblings])).toBe('escrow/mismatch')
    const hidden = values.map((value, i) => (i === given ? null : value))
    expect(answerTo([salts, hidden, siblings])).toBe('escrow/mismatch')
  })

  it.each<readonly [string, Value]>([
    ['is no list', 1],
    ['is of another length', [salts, values]],
    ['has salts of another number', [salts.subarray(16), values, siblings]],
    ['has values of another number', [salts, values.slice(1), siblings]],
    ['has half a sibling', [salts, values, siblings.subarray(16)]],
    ['has a sibling less', [salts, values, siblings.slice(32)]],
    ['has a sibling more', [salts, values, concat(siblings, siblings.subarray(0, 32))]],
    ['has values that are no list', [salts, 'نجوى', siblings]],
  ])('that %s is refused', (_, text) => {
    expect(answerTo(text)).toBe('escrow/mismatch')
  })

  it('that is no canonical encoding, or states a length beyond its end, is refused', () => {
    for (const bytes of [Uint8Array.of(0xff), Uint8Array.of(), Uint8Array.of(0x83, 0x40)])
      expect(answer(() => openIdentities(KEY, sealedWith(record, bytes)))).toBe('escrow/mismatch')
    const size = 64
    const padded = new Uint8Array(size)
    new DataView(padded.buffer).setUint32(0, 0xffffffff)
    const whole = sealedWith(record, new Uint8Array(10))
    const key = prf(KEY, TAG.sealedKey, ORIGIN, record.id, record.revision, record.root)
    const file = concat(
      whole.subarray(0, whole.length - size - 16),
      seal(key, new Uint8Array(24), padded, entryBytes(record)),
    )
    expect(answer(() => openIdentities(KEY, file))).toBe('escrow/mismatch')
  })
})

describe('a hostile escrow header', () => {
  const magic = utf8('amana-escrow 1\n')
  it.each<readonly [string, Value]>([
    ['a count beyond memory', [ORIGIN, Number.MAX_SAFE_INTEGER, 1000]],
    ['a negative count', [ORIGIN, -1, 1000]],
    ['a size too small for a seal', [ORIGIN, 1, 19]],
    ['a negative size', [ORIGIN, 1, -1000]],
    ['a size beyond memory', [ORIGIN, 1, Number.MAX_SAFE_INTEGER]],
    ['an origin of another type', [1, 1, 1000]],
    ['a list of another length', [ORIGIN, 1]],
    ['no list', 'amana'],
  ])('with %s is refused', (_, header) => {
    for (const rest of [0, 69, 1053, 2000]) {
      const file = concat(magic, encode(header), new Uint8Array(rest))
      expect(refusal(() => openIdentities(KEY, file)).code).toBe('escrow/bad-file')
    }
  })
})
