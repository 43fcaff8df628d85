import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { encode, toHex, utf8, type Value } from '@amana/codec'
import { type Kind, type RecordId, SCHEMAS } from '@amana/records'
import { beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

interface Store {
  add(
    kind: Kind,
    key: string,
    id: RecordId,
    secret: Uint8Array,
    current: Uint8Array,
    derived: boolean,
  ): number
  put(row: number, current: Uint8Array, derived: boolean): void
  shred(row: number, secret: Uint8Array): void
  append(
    row: number,
    revision: number,
    root: Uint8Array,
    elements: Uint8Array,
    values?: Uint8Array | null,
  ): void
  rowOf(kind: Kind, key: string): number
  keyAt(row: number): string
  secretAt(row: number): Uint8Array
  currentAt(row: number): Uint8Array
  valuesAt(entry: number): Uint8Array | null
  rootAt(entry: number): Uint8Array
  elementsAt(entry: number): Uint8Array
}

interface Bytes {
  add(...parts: readonly Uint8Array[]): number
  at(place: number): Uint8Array
}
const load = async <T>(name: string): Promise<T> =>
  (await import(pathToFileURL(join('packages/bundle/dist', name)).href)) as T
// What a case is made of, which the package does not export.
const { Packed } = await load<{ Packed: new () => Bytes }>('packed.js')
const { RecordStore } = await load<{ RecordStore: new (seed: Uint8Array, bytes: Bytes) => Store }>(
  'record-store.js',
)
const { DenseValues } = await load<{
  DenseValues: new () => {
    pack(kind: number, values: Uint8Array): Uint8Array
    unpack(kind: number, dense: Uint8Array): Uint8Array
  }
}>('dense-values.js')

const bytes = (length: number, fill: number) => new Uint8Array(length).fill(fill)
const isZero = (list: Uint8Array) => list.every((byte) => byte === 0)
const NONE = new Uint8Array(0)

let store: Store
/** All that the store ever kept, where it keeps it. */
let kept: Uint8Array[]
/** A record with a key, whose current values are a text. */
const added = (key: string, values = 'first', kind: Kind = 'evidence') =>
  store.add(kind, key, bytes(16, 1) as RecordId, bytes(32, 2), utf8(values), false)
const listed = (row: number, values?: string) =>
  store.append(row, 1, bytes(32, 3), NONE, values === undefined ? undefined : utf8(values))

beforeEach(() => {
  const packed = new Packed()
  const { add } = packed
  kept = []
  packed.add = (...parts) => {
    const place = add.call(packed, ...parts)
    kept.push(packed.at(place))
    return place
  }
  store = new RecordStore(bytes(32, 7), packed)
})

describe('records in few arrays', () => {
  it('are found by kind and key, whatever they are, and nothing else is', () => {
    const keys = Array.from({ length: 3000 }, (_, i) =>
      `${i % 2 === 0 ? 'file' : 'ملف'}/${i}`.repeat(1 + (i % 9)),
    )
    for (const key of keys) added(key)
    const persons = keys.slice(0, 10).map((key) => added(key, 'x', 'person'))
    expect(keys.map((key) => store.rowOf('evidence', key))).toEqual([...keys.keys()])
    expect(keys.map((_, row) => store.keyAt(row))).toEqual(keys)
    expect(keys.slice(0, 10).map((key) => store.rowOf('person', key))).toEqual(persons)
    expect([store.rowOf('person', keys[10]!), store.rowOf('evidence', 'file/')]).toEqual([-1, -1])
  })

  it('hold values, roots and elements of any length', () => {
    const lengths = [0, 1, 3, 4, 300, 65_536, 1_048_573, 3_000_000]
    const rows = lengths.map((length, i) =>
      store.add('person', String(i), bytes(16, i) as RecordId, bytes(32, i), bytes(length, i), false),
    )
    for (const [i, row] of rows.entries()) store.append(row, 1, bytes(32, 9), bytes(lengths[i]! % 512, i))
    for (const [i, row] of rows.entries()) {
      expect(toHex(store.currentAt(row).subarray(-9))).toBe(toHex(bytes(Math.min(9, lengths[i]!), i)))
      expect(store.currentAt(row).length).toBe(lengths[i])
      expect(toHex(store.rootAt(i))).toBe(toHex(bytes(32, 9)))
      expect(toHex(store.elementsAt(i))).toBe(toHex(bytes(lengths[i]! % 512, i)))
    }
  })

  it('keep what was listed when other values come, and also where the values go back to it and on', () => {
    const row = added('a')
    listed(row)
    store.put(row, utf8('second'), false)
    listed(row)
    store.put(row, utf8('first'), false)
    store.put(row, utf8('third'), false)
    store.put(row, utf8('3'), false)
    const text = (list: Uint8Array | null) => new TextDecoder().decode(list!)
    expect([0, 1].map((entry) => text(store.valuesAt(entry)))).toEqual(['first', 'second'])
    expect(text(store.currentAt(row))).toBe('3')
  })

  it('leave nothing of values that were never listed, and of no secret and value that is shredded', () => {
    const holds = (text: string) => kept.some((list) => toHex(list).includes(toHex(utf8(text))))
    const row = added('a')
    store.put(row, utf8('another, which is longer'), false)
    expect([holds('first'), holds('longer')]).toEqual([false, true])
    listed(row)
    listed(row, 'an older one')
    store.put(row, utf8('withdrawn'), false)
    expect([holds('longer'), holds('older')]).toEqual([true, true])
    const last = store.valuesAt(1)!
    store.shred(row, bytes(32, 5))
    expect([holds('longer'), holds('older'), isZero(last)]).toEqual([false, false, true])
    expect([store.valuesAt(0), store.valuesAt(1)]).toEqual([null, null])
    expect(kept.some((list) => toHex(list).includes('02'.repeat(32)))).toBe(false)
    expect(toHex(store.secretAt(row))).toBe('05'.repeat(32))
    expect(new TextDecoder().decode(store.currentAt(row))).toBe('withdrawn')
  })
})

describe('dense values', () => {
  const TEXTS = [
    '',
    'a',
    'ab',
    'live',
    'video',
    'ملف',
    '2015-01-02T03:04:05Z',
    '9999-15-31T31:63:63Z',
    'x'.repeat(300),
  ]
  const ODD = ['2015-16-02T03:04:05Z', '2015-01-02T03:04:64Z', '2015-01-02 03:04:05Z', '2015-1a-02T03:04:05Z']
  const value = fc.oneof(
    fc.constantFrom<Value>(null, true, 0, 23, 24, -300, 2 ** 40, ...TEXTS, ...ODD),
    fc.uint8Array({ maxLength: 40 }),
    fc.array(fc.uint8Array({ minLength: 16, maxLength: 16 }), { maxLength: 3 }),
    fc.constant<Value>(new Map([['a', [1, [2]]]])),
  )

  it('come back byte for byte, whatever came before them', () => {
    const dense = new DenseValues()
    const anything = fc.oneof(
      fc.constantFrom(...SCHEMAS.keys()).chain((kind) => {
        const { length } = SCHEMAS[kind]!.fields
        return fc
          .array(value, { minLength: length, maxLength: length })
          .map((list): [number, Uint8Array] => [kind, encode(list)])
      }),
      fc.tuple(fc.nat(3), fc.array(value, { maxLength: 50 }).map(encode)),
      fc.tuple(fc.nat(3), fc.uint8Array({ maxLength: 60 })),
    )
    const before: [number, Uint8Array, Uint8Array][] = []
    fc.assert(
      fc.property(anything, fc.nat(60), ([kind, values], cut) => {
        for (const whole of [values, values.slice(0, -1 - cut)]) {
          const packed = dense.pack(kind, whole).slice()
          before.push([kind, whole, packed])
          if (toHex(dense.unpack(kind, packed)) !== toHex(whole)) return false
        }
        return true
      }),
      { numRuns: 2000 },
    )
    for (const [kind, whole, packed] of before) expect(toHex(dense.unpack(kind, packed))).toBe(toHex(whole))
  })

  it('are as many as there are different ones', () => {
    const dense = new DenseValues()
    const { fields } = SCHEMAS[2]!
    const valuesOf = (i: number) =>
      encode(
        fields.map(({ name }) =>
          name === 'incidents' ? [utf8(`incident ${1_000_000 + (i % 5000)}`)] : null,
        ),
      )
    const packed = Array.from({ length: 30_000 }, (_, i) => dense.pack(2, valuesOf(i)).slice())
    expect(packed.at(-1)!.length).toBeLessThan(valuesOf(0).length)
    for (const [i, one] of packed.entries())
      if (toHex(dense.unpack(2, one)) !== toHex(valuesOf(i))) throw new Error(`not the same: ${i}`)
  })
})
