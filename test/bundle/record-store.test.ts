import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { toHex, utf8 } from '@amana/codec'
import type { Kind, RecordId } from '@amana/records'
import { beforeEach, describe, expect, it } from '@jest/globals'

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

const { RecordStore } = (await import(pathToFileURL(join('packages/bundle/dist/record-store.js')).href)) as {
  RecordStore: new (seed: Uint8Array) => Store
}

const bytes = (length: number, fill: number) => new Uint8Array(length).fill(fill)
const isZero = (list: Uint8Array) => list.every((byte) => byte === 0)
const NONE = new Uint8Array(0)

let store: Store
/** A record with a key, whose current values are a text. */
const added = (key: string, values = 'first', kind: Kind = 'evidence') =>
  store.add(kind, key, bytes(16, 1) as RecordId, bytes(32, 2), utf8(values), false)
const listed = (row: number, values?: string) =>
  store.append(row, 1, bytes(32, 3), NONE, values === undefined ? undefined : utf8(values))

beforeEach(() => {
  store = new RecordStore(bytes(32, 7))
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
    const row = added('a')
    const never = store.currentAt(row)
    store.put(row, utf8('longer than the first'), false)
    expect(isZero(never)).toBe(true)
    listed(row)
    listed(row, 'an older one')
    const [secret, ...values] = [store.secretAt(row), store.valuesAt(0)!, store.valuesAt(1)!]
    store.put(row, utf8('withdrawn'), false)
    store.shred(row, bytes(32, 5))
    expect(values.map(isZero)).toEqual([true, true])
    expect([store.valuesAt(0), store.valuesAt(1)]).toEqual([null, null])
    // The new one lies in its place.
    expect(toHex(secret)).toBe(toHex(bytes(32, 5)))
    expect(new TextDecoder().decode(store.currentAt(row))).toBe('withdrawn')
  })
})
