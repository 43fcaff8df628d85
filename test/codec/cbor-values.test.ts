import {
  arrayHead,
  decode,
  encode,
  equal,
  fromHex,
  itemAt,
  itemsOf,
  toHex,
  utf8,
  type Value,
} from '@amana/codec'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { answer, refusal } from './refusal.js'

const EDGES = [
  0,
  23,
  24,
  0xff,
  0x100,
  0xffff,
  0x10000,
  0x7fffffff,
  0x80000000,
  0xffffffff,
  0x100000000,
  2 ** 53 - 1,
]
const integer = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -300, max: 300 }),
  fc.constantFrom(...EDGES, ...EDGES.slice(0, -1).map((n) => -1 - n), 1 - 2 ** 53),
)
const LETTERS = [...'abz09 -_', ...'محمدعبدلاأإآؤئةى', 'َ', 'ّ', 'é', 'é', '水', '𐅑', '\ufeff', '\u200f', '\0']
const text = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 140 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      'a'.repeat(24),
      'a'.repeat(65),
      'م'.repeat(12),
      'م'.repeat(130),
      `م\ufeff${'م'.repeat(200)}`,
    ),
  )
  .map((t) => t.normalize('NFC').replace(/^\ufeff+/, ''))
  .filter((t) => !/\p{M}{31}/u.test(t))
const scalar = fc.oneof(
  integer,
  text,
  fc.uint8Array({ maxLength: 80 }),
  fc.constantFrom<Value>(null, true, false),
)
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 12 }),
    fc
      .array(fc.tuple(fc.oneof(integer, text), tie('value')), { maxLength: 12 })
      .map((pairs) => new Map(pairs)),
  ),
}))

/** Whether two values are the same, maps in any order. */
function same(a: Value, b: Value): boolean {
  if (a instanceof Uint8Array) return b instanceof Uint8Array && equal(a, b)
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item: Value, i) => same(item, b[i] as Value))
  if (a instanceof Map)
    return (
      b instanceof Map &&
      a.size === b.size &&
      [...a].every(([key, item]) => b.has(key) && same(item, b.get(key)))
    )
  return Object.is(a, b)
}

describe('a value', () => {
  it('comes back from its encoding as it was', () => {
    fc.assert(
      fc.property(value, (v) => same(v, decode(encode(v)))),
      { numRuns: 500 },
    )
  })

  it('has one encoding, whatever the order its maps were filled in', () => {
    const pairs = fc.array(fc.tuple(fc.oneof(integer, text), scalar), { maxLength: 40 })
    fc.assert(
      fc.property(pairs, (all) => {
        const map = new Map(all)
        expect(toHex(encode(new Map([...map].reverse())))).toBe(toHex(encode(map)))
      }),
    )
  })

  it('has no byte order mark at the beginning of a text, whatever its length: decoders keep it or drop it', () => {
    for (const length of [0, 1, 20, 61, 62, 63, 64, 65, 1000, 70_000]) {
      const marked = `\ufeff${'a'.repeat(length)}`
      expect(refusal(() => encode(marked)).code).toBe('cbor/not-encodable')
      const bytes = encode(`...${'a'.repeat(length)}`)
      bytes.set(utf8('\ufeff'), bytes.length - length - 3)
      expect(refusal(() => decode(bytes)).code).toBe('cbor/outside-profile')
      expect(decode(encode(`a${marked}`)) === `a${marked}`).toBe(true)
    }
  })

  it('is written over the whole range of integers with the shortest head', () => {
    const written = new Map([
      [0, '00'],
      [-1, '20'],
      [23, '17'],
      [24, '1818'],
      [-24, '37'],
      [-25, '3818'],
      [255, '18ff'],
      [256, '190100'],
      [-256, '38ff'],
      [-257, '390100'],
      [65535, '19ffff'],
      [65536, '1a00010000'],
      [2 ** 31, '1a80000000'],
      [-(2 ** 31) - 1, '3a80000000'],
      [2 ** 32 - 1, '1affffffff'],
      [2 ** 32, '1b0000000100000000'],
      [-(2 ** 32), '3affffffff'],
      [-(2 ** 32) - 1, '3b0000000100000000'],
      [2 ** 53 - 1, '1b001fffffffffffff'],
      [1 - 2 ** 53, '3b001ffffffffffffe'],
    ])
    for (const [number, hex] of written) {
      expect(toHex(encode(number))).toBe(hex)
      expect(decode(fromHex(hex))).toBe(number)
    }
  })

  it.each([23, 24, 255, 256, 65535, 65536])('of %i items, pairs, characters or bytes comes back', (size) => {
    const numbers = Array.from({ length: size }, (_, i) => i)
    for (const v of [numbers, new Map(numbers.map((n) => [n, null])), 'ب'.repeat(size), new Uint8Array(size)])
      expect(same(v, decode(encode(v)))).toBe(true)
  })

  it('sorts map keys by their encodings: shorter heads first, integers before text', () => {
    const map = new Map<string | number, Value>([
      ['aa', 1],
      ['b', 2],
      [-1, 3],
      [100, 4],
      [10, 5],
      ['', 6],
    ])
    expect(toHex(encode(map))).toBe('a6' + '0a05' + '186404' + '2003' + '6006' + '616202' + '62616101')
  })

  it('of bytes comes back as a plain view into what was read', () => {
    const encoded = Buffer.from('43010203', 'hex')
    const read = decode(encoded) as Uint8Array
    expect(Object.getPrototypeOf(read)).toBe(Uint8Array.prototype)
    expect(read.buffer).toBe(encoded.buffer)
  })

  it('with a key named __proto__ is a map like any other', () => {
    const read = decode(encode(new Map([['__proto__', 1]])))
    expect(read).toEqual(new Map([['__proto__', 1]]))
  })

  it('may have 30 combining marks in a row', () => {
    const marked = `a${'\u0316'.repeat(30)}b${'\u0316'.repeat(30)}`
    expect(decode(encode(marked))).toBe(marked)
  })
})

describe('what the profile cannot say', () => {
  const nested = (depth: number) => {
    let v: Value = []
    for (let i = 1; i < depth; i++) v = [v]
    return v
  }

  it.each<[string, unknown]>([
    ['a fraction', 0.5],
    ['minus zero', -0],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['2^53', 2 ** 53],
    ['-(2^53)', -(2 ** 53)],
    ['a bigint', 1n],
    ['undefined', undefined],
    ['a hole in an array', Object.assign([1], { length: 2 })],
    ['a plain object', { a: 1 }],
    ['a date', new Date(0)],
    ['a set', new Set([1])],
    ['a symbol', Symbol('a')],
    ['a function', () => 1],
    ['another typed array', new Uint16Array(1)],
    ['an array buffer', new ArrayBuffer(1)],
    ['a lone high surrogate', '\ud800'],
    ['a lone low surrogate in a long text', `${'a'.repeat(100)}\udc00`],
    ['text that is not in NFC', 'e\u0301'],
    ['31 combining marks', `a${'\u0316'.repeat(31)}`],
    ['a key that is a byte string', new Map([[new Uint8Array(1), 1]])],
    ['a key that is null', new Map([[null, 1]])],
    ['a key that is true', new Map([[true, 1]])],
    ['a key that is a fraction', new Map([[0.5, 1]])],
    ['a key that is not in NFC', new Map([['e\u0301', 1]])],
    ['arrays in 17 levels', nested(17)],
  ])('%s is refused, also inside of other values', (_, bad) => {
    for (const v of [bad, [1, bad], new Map([['a', bad]])])
      expect(refusal(() => encode(v as Value)).code).toBe('cbor/not-encodable')
  })

  it('leaves no trace in what is encoded next', () => {
    expect(answer(() => encode(['leftover', new Map([['key', 0.5]])]))).toBe('cbor/not-encodable')
    expect(toHex(encode([1]))).toBe('8101')
  })

  it('does not include 16 levels, which can be read again', () => {
    expect(same(nested(16), decode(encode(nested(16))))).toBe(true)
  })
})

describe('one item of an array', () => {
  it('is that of the whole, at every place', () => {
    const list = fc.array(value, { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(list, fc.nat(), (items, n) => {
        const place = n % items.length
        return same(itemAt(encode(items), place), items[place]!)
      }),
    )
  })

  it('is refused where there is none', () => {
    for (const bytes of [
      encode(1),
      encode('a'),
      encode([]),
      encode([1, 2]),
      new Uint8Array(0),
      fromHex('9f0102ff'),
    ])
      expect(refusal(() => itemAt(bytes, 2)).code).toMatch(/^cbor\//)
    expect(refusal(() => itemAt(fromHex('83016161'), 2)).code).toBe('cbor/truncated')
    for (const place of [-1, 0.5, Number.NaN])
      expect(refusal(() => itemAt(encode(['a', 'b']), place)).code).toBe('cbor/outside-profile')
    const item = itemAt(Buffer.from(encode([1, new Uint8Array(3)])), 1)
    expect((item as Uint8Array).constructor).toBe(Uint8Array)
  })
})

describe('the items of an array one by one', () => {
  it('are those of the whole', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (items) =>
        same(
          Array.from(itemsOf(encode(items)), (item) => decode(item)),
          items,
        ),
      ),
    )
  })

  it('are refused where there are none, where one is no item, and where more follows', () => {
    const all = (bytes: Uint8Array) => refusal(() => [...itemsOf(bytes)]).code
    expect([encode(1), encode('a'), encode(new Map())].map(all)).toEqual(
      Array(3).fill('cbor/outside-profile'),
    )
    expect(['82016161ff', '8201', '821800f6'].map((hex) => all(fromHex(hex)))).toEqual([
      'cbor/trailing-bytes',
      'cbor/truncated',
      'cbor/not-canonical',
    ])
    expect(refusal(() => [...itemsOf(encode([1, 2, 3]), { maxBytes: 2 })]).code).toBe('cbor/too-large')
  })
})

it('the head of an array is what its encoding begins with', () => {
  for (const count of [0, 23, 24, 255, 256, 65_535, 65_536])
    expect(toHex(encode(Array(count).fill(0))).slice(0, -2 * count || undefined)).toBe(
      toHex(arrayHead(count)),
    )
})

describe('the sentence of a refusal', () => {
  it('never repeats the value', () => {
    for (const bad of ['e\u0301 secret', `secret${'\u0316'.repeat(31)}`, 'secret \ud800'])
      expect(refusal(() => encode(bad)).message).not.toContain('secret')
    const error = refusal(() => decode(Uint8Array.of(0x68, ...utf8('secret'), 0xff, 0xff)))
    expect(error.message).not.toContain('secret')
  })
})
