import {
  AmanaError,
  concat,
  decode,
  encode,
  equal,
  fromHex,
  itemEnd,
  toHex,
  utf8,
  type Value,
} from '@amana/codec'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { answer, refusal } from './refusal.js'

const CODES = /^cbor\/(not-canonical|outside-profile|truncated|trailing-bytes|too-large)$/

/** What decoding says: canonical where it is accepted, or the code. Anything but an AmanaError fails the test. */
function judge(bytes: Uint8Array): 'accepted' | string {
  let value: Value
  try {
    value = decode(bytes)
  } catch (error) {
    if (!(error instanceof AmanaError)) throw error
    const offset = error.details.offset as number
    if (!CODES.test(error.code) || !(offset >= 0 && offset <= bytes.length)) throw error
    return error.code
  }
  if (!equal(encode(value), bytes)) throw new Error(`accepted, but encoded otherwise: ${toHex(bytes)}`)
  return 'accepted'
}

const record = encode([
  'amana/1/example',
  Uint8Array.from({ length: 16 }, (_, i) => i),
  7,
  new Map<string | number, Value>([
    ['date', '2014-12-28'],
    ['place', 'الباب'],
    ['latitude', 36_371_000],
    ['west', -300],
    [1, [true, false, null]],
  ]),
])

describe('bytes from a stranger', () => {
  it('at random are refused with a code or are the one encoding of their value', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => void judge(bytes)),
      { numRuns: 5000 },
    )
  })

  it('made of likely heads are refused with a code or are the one encoding of their value', () => {
    const byte = fc.oneof(
      fc.constantFrom(0x00, 0x17, 0x18, 0x19, 0x1a, 0x20, 0x38, 0x40, 0x41, 0x58, 0x60, 0x61, 0x62, 0x78),
      fc.constantFrom(0x80, 0x81, 0x82, 0x98, 0xa0, 0xa1, 0xa2, 0xb8, 0xf4, 0xf5, 0xf6, 0xd8, 0xa7),
      fc.integer({ min: 0, max: 255 }),
    )
    let accepted = 0
    fc.assert(
      fc.property(fc.array(byte, { minLength: 1, maxLength: 12 }), (bytes) => {
        if (judge(Uint8Array.from(bytes)) === 'accepted') accepted++
      }),
      { numRuns: 10_000 },
    )
    expect(accepted).toBeGreaterThan(100)
  })

  it('with any one bit of a good encoding flipped are refused or another value in its one encoding', () => {
    for (let bit = 0; bit < 8 * record.length; bit++) {
      const bytes = record.slice()
      bytes[bit >> 3]! ^= 1 << (bit & 7)
      judge(bytes)
    }
  })

  it('with any one byte set to any value are refused or another value in its one encoding', () => {
    for (let at = 0; at < record.length; at++)
      for (let byte = 0; byte < 256; byte++) {
        const bytes = record.slice()
        bytes[at] = byte
        judge(bytes)
      }
  })

  it('cut anywhere are refused as truncated, and with a byte more as trailing', () => {
    for (let length = 0; length < record.length; length++)
      expect(judge(record.subarray(0, length))).toBe('cbor/truncated')
    expect(judge(concat(record, Uint8Array.of(0)))).toBe('cbor/trailing-bytes')
  })
})

describe('ten megabytes of hostile bytes', () => {
  const TEN = 10_000_000
  const head = (hex: string, body: Uint8Array) => concat(fromHex(hex), body)
  const filled = (byte: number) => new Uint8Array(TEN).fill(byte)
  const lengthOf = (bytes: Uint8Array) => bytes.length.toString(16).padStart(8, '0')
  const textOf = (text: string) => head(`7a${lengthOf(utf8(text))}`, utf8(text))

  it.each<[string, string, () => Uint8Array]>([
    ['zeros', 'cbor/trailing-bytes', () => filled(0)],
    ['an array of zeros', 'cbor/too-large', () => head('9a00989680', filled(0))],
    ['a map of zeros', 'cbor/too-large', () => head('ba004c4b40', filled(0))],
    ['arrays of one item, nested', 'cbor/too-large', () => filled(0x81)],
    [
      'maps of one pair, nested in the value',
      'cbor/too-large',
      () => filled(0xa1).map((b, i) => (i % 2 ? 0 : b)),
    ],
    ['maps of one pair, nested in the key', 'cbor/outside-profile', () => filled(0xa1)],
    ['arrays of 23 items, nested', 'cbor/too-large', () => filled(0x97)],
    ['empty arrays in an array', 'cbor/too-large', () => head('9a00989680', filled(0x80))],
    [
      'empty maps in arrays of 1000',
      'cbor/too-large',
      () => head('992710', tiled(head('9903e8', filled(0xa0).subarray(0, 1000)))),
    ],
    ['indefinite lengths', 'cbor/not-canonical', () => filled(0x9f)],
    ['tags', 'cbor/outside-profile', () => filled(0xc1)],
    ['lengths of 2^64', 'cbor/outside-profile', () => filled(0xff).fill(0x5b, 0, 1)],
    ['an array said to have 2^32 items', 'cbor/truncated', () => head('9affffffff', filled(0))],
    [
      'a text of bad bytes at its end',
      'cbor/not-canonical',
      () => head('7a00989680', filled(0x61).fill(0xff, TEN - 1)),
    ],
    [
      'one letter with millions of marks',
      'cbor/outside-profile',
      () => textOf(`a${'\u0300\u0316'.repeat(TEN / 4)}`),
    ],
    [
      'letters with 30 marks each in the wrong order',
      'cbor/not-canonical',
      () => textOf(`a${'\u0300'.repeat(15)}${'\u0316'.repeat(15)}`.repeat(TEN / 61)),
    ],
  ])('%s: %s, in a second or two and little memory', (_, code, make) => {
    const bytes = make()
    const before = process.memoryUsage().heapUsed
    const start = process.cpuUsage().user
    expect(refusal(() => decode(bytes)).code).toBe(code)
    // Not by the clock on the wall, for the tests run beside each other.
    expect((process.cpuUsage().user - start) / 1000).toBeLessThan(2000)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(120_000_000)
  })

  function tiled(bytes: Uint8Array): Uint8Array {
    const out = new Uint8Array(bytes.length * Math.floor(TEN / bytes.length))
    for (let at = 0; at < out.length; at += bytes.length) out.set(bytes, at)
    return out
  }

  it('as one byte string are read without a copy', () => {
    const bytes = head('5a00989680', filled(0))
    expect((decode(bytes) as Uint8Array).buffer).toBe(bytes.buffer)
  })
})

describe('limits', () => {
  it('of bytes, levels and items are kept to the last one', () => {
    const list = encode([1, [2, new Map([[3, 4]])]])
    expect(answer(() => decode(list, { maxBytes: list.length }))).toEqual([1, [2, new Map([[3, 4]])]])
    expect(answer(() => decode(list, { maxBytes: list.length - 1 }))).toBe('cbor/too-large')
    expect(answer(() => itemEnd(list, 0, { maxDepth: 3 }))).toBe(list.length)
    expect(answer(() => itemEnd(list, 0, { maxDepth: 2 }))).toBe('cbor/too-large')
    expect(answer(() => itemEnd(list, 0, { maxItems: 6 }))).toBe(list.length)
    expect(answer(() => itemEnd(list, 0, { maxItems: 5 }))).toBe('cbor/too-large')
  })

  it('can be wider than the default', () => {
    const numbers = Array.from({ length: 300_000 }, (_, i) => i % 24)
    const bytes = encode(numbers)
    expect(answer(() => decode(bytes))).toBe('cbor/too-large')
    expect((decode(bytes, { maxItems: 300_000 }) as readonly Value[]).length).toBe(300_000)
  })

  it('count from where the item starts, which may be anywhere', () => {
    const stream = concat(encode('first'), encode([1, 2]), encode(null))
    expect(itemEnd(stream, 0)).toBe(6)
    expect(itemEnd(stream, 6, { maxBytes: 3 })).toBe(9)
    expect(itemEnd(stream, 9)).toBe(10)
    expect(refusal(() => itemEnd(stream, 10)).code).toBe('cbor/truncated')
    expect(refusal(() => itemEnd(stream, 6, { maxBytes: 2 })).details).toEqual({ offset: 6 })
  })
})
