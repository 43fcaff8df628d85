import { readFileSync } from 'node:fs'
import { decode, encode, fromHex, itemEnd, toHex, type Value } from '@amana/codec'
import { describe, expect, it } from '@jest/globals'
import { itWith } from '../crypto/vectors.js'
import { refusal } from './refusal.js'

interface Example {
  readonly hex: string
  readonly decoded?: unknown
}

/** Values that the file has only in diagnostic notation. */
const DIAGNOSTIC: Readonly<Record<string, Value>> = {
  '40': new Uint8Array(0),
  '4401020304': Uint8Array.of(1, 2, 3, 4),
  a201020304: new Map([
    [1, 2],
    [3, 4],
  ]),
}

/** Every item of RFC 8949 appendix A that is outside of the profile, and what it is refused with. */
const REFUSED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...['1bffffffffffffffff', '3bffffffffffffffff'],
      ...['c249010000000000000000', 'c349010000000000000000'],
      ...['f90000', 'f98000', 'f93c00', 'fb3ff199999999999a', 'f93e00', 'f97bff', 'fa47c35000', 'fa7f7fffff'],
      ...[
        'fb7e37e43c8800759c',
        'f90001',
        'f90400',
        'f9c400',
        'fbc010666666666666',
        'f97c00',
        'f97e00',
        'f9fc00',
      ],
      ...['fa7f800000', 'fa7fc00000', 'faff800000'],
      ...['fb7ff0000000000000', 'fb7ff8000000000000', 'fbfff0000000000000'],
      ...['f7', 'f0', 'f818', 'f8ff'],
      ...[
        'c074323031332d30332d32315432303a30343a30305a',
        'c11a514b67b0',
        'c1fb41d452d9ec200000',
        'd74401020304',
      ],
      ...['d818456449455446', 'd82076687474703a2f2f7777772e6578616d706c652e636f6d'],
    ].map((hex) => [hex, 'cbor/outside-profile']),
  ),
  ...Object.fromEntries(
    [
      ...[
        '5f42010243030405ff',
        '7f657374726561646d696e67ff',
        '9fff',
        '9f018202039f0405ffff',
        '9f01820203820405ff',
      ],
      ...[
        '83018202039f0405ff',
        '83019f0203ff820405',
        '9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff',
      ],
      ...['bf61610161629f0203ffff', '826161bf61626163ff', 'bf6346756ef563416d7421ff'],
    ].map((hex) => [hex, 'cbor/not-canonical']),
  ),
}

const mapsOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(mapsOf)
  if (value === null || typeof value !== 'object') return value
  return new Map(Object.entries(value).map(([key, item]) => [key, mapsOf(item)]))
}

describe('the examples of RFC 8949, appendix A', () => {
  itWith<readonly Example[]>(
    'cbor-rfc8949/appendix_a.json',
    'all 82 are answered as the profile says: 35 read and written back byte for byte, 47 refused',
    (examples) => {
      const accepted: string[] = []
      const refused: Record<string, string> = {}
      for (const { hex, decoded } of examples) {
        const bytes = fromHex(hex)
        if (hex in REFUSED) {
          refused[hex] = refusal(() => decode(bytes)).code
          continue
        }
        const value = decode(bytes)
        expect([hex, value]).toEqual([hex, hex in DIAGNOSTIC ? DIAGNOSTIC[hex] : mapsOf(decoded)])
        expect(toHex(encode(value))).toBe(hex)
        accepted.push(hex)
      }
      expect(refused).toEqual(REFUSED)
      expect([examples.length, accepted.length]).toEqual([82, 35])
    },
  )
})

interface Bad {
  readonly hex: string
  readonly code: string
  readonly offset: number
  readonly reason: string
}

describe('the hand-written bad encodings of test/vectors/cbor-bad.json', () => {
  const { cases } = JSON.parse(readFileSync('test/vectors/cbor-bad.json', 'utf8')) as {
    cases: readonly Bad[]
  }

  it('are more than 60 and all different', () => {
    expect(new Set(cases.map(({ hex }) => hex)).size).toBe(cases.length)
    expect(cases.length).toBeGreaterThan(60)
  })

  it.each(cases)('$hex is refused with $code: $reason', ({ hex, code, offset }) => {
    const error = refusal(() => decode(fromHex(hex)))
    expect([error.code, error.details]).toEqual([code, { offset }])
    expect(error.message).toContain(`offset ${offset}`)
  })

  it('are refused at the same place, moved, where they stand as an item of an array', () => {
    let moved = 0
    for (const { hex, code, offset } of cases) {
      if (code !== 'cbor/not-canonical' && code !== 'cbor/outside-profile') continue
      const error = refusal(() => decode(fromHex(`8200${hex}`)))
      expect([hex, error.code, error.details]).toEqual([hex, code, { offset: offset + 2 }])
      moved++
    }
    expect(moved).toBeGreaterThan(60)
  })

  it('are what itemEnd refuses too, save bytes that follow a good item', () => {
    for (const { hex, code, offset } of cases) {
      const bytes = fromHex(`ffff${hex}`)
      if (code === 'cbor/trailing-bytes') expect(itemEnd(bytes, 2)).toBe(2 + offset)
      else expect([hex, refusal(() => itemEnd(bytes, 2)).code]).toEqual([hex, code])
    }
  })
})
