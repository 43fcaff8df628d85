import {
  concat,
  encode,
  type MessageWriter,
  toHex,
  type Value,
  withEncoded,
  withMessages,
} from '@amana/codec'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { refusal } from './refusal.js'

const value: fc.Arbitrary<Value> = fc.oneof(
  fc.integer(),
  fc.string({ unit: 'grapheme', maxLength: 90 }).map((text) => text.normalize('NFC')),
  // Beyond what is there already, so that it has to grow.
  fc.uint8Array({ maxLength: 6000 }),
  fc.constant(new Map<string, Value>([['long', 'م'.repeat(300)]])),
)

describe('withEncoded', () => {
  it('gives what encode gives, behind the bytes before it, and zeroes it all afterwards', () => {
    const property = fc.property(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(value, { maxLength: 5 }),
      (before, list) => {
        let seen = new Uint8Array(0)
        let kept = ''
        withEncoded(before, list, (bytes) => {
          seen = bytes as Uint8Array<ArrayBuffer>
          kept = toHex(bytes)
        })
        const isZeroed = new Uint8Array(seen.buffer).every((byte) => byte === 0)
        return isZeroed && kept === toHex(concat(before, ...list.map(encode)))
      },
    )
    fc.assert(property, { numRuns: 200 })
  })

  it('leaves nothing of what it refuses', () => {
    const name = 'م'.repeat(70)
    expect(refusal(() => withEncoded(new Uint8Array(3), [name, 0.5], toHex)).code).toBe('cbor/not-encodable')
    withEncoded(new Uint8Array(0), [], (bytes) =>
      expect(new Uint8Array(bytes.buffer).every((byte) => byte === 0)).toBe(true),
    )
    expect(toHex(encode(name))).toBe(toHex(concat(Uint8Array.of(0x78, 140), new TextEncoder().encode(name))))
  })

  it('does not encode over what is in use', () => {
    const again = () => withEncoded(new Uint8Array(1), [], () => encode(1))
    expect(refusal(again).code).toBe('cbor/not-encodable')
    expect(toHex(encode(1))).toBe('01')
  })
})

describe('withMessages', () => {
  const part = fc.oneof(
    fc.record({ kind: fc.constant('value' as const), value }),
    fc.record({
      kind: fc.constant('encoded' as const),
      bytes: fc.uint8Array({ maxLength: 300 }),
      from: fc.nat(20),
    }),
    fc.record({
      kind: fc.constant('bytes' as const),
      bytes: fc.uint8Array({ minLength: 20, maxLength: 300 }),
      from: fc.nat(20),
    }),
    fc.record({ kind: fc.constant('list' as const), count: fc.nat(70_000) }),
  )
  type Part = typeof part extends fc.Arbitrary<infer T> ? T : never
  const alone = (one: Part): Uint8Array =>
    one.kind === 'value'
      ? encode(one.value)
      : one.kind === 'encoded'
        ? one.bytes.subarray(Math.min(one.from, one.bytes.length))
        : one.kind === 'bytes'
          ? encode(one.bytes.slice(one.from))
          : encode(Array(one.count).fill(0)).slice(0, -one.count || undefined)

  it('gives the messages one after the other and where each ends, and zeroes it all afterwards', () => {
    const property = fc.property(
      fc.array(fc.array(part, { maxLength: 4 }), { maxLength: 80 }),
      (messages) => {
        let seen = new Uint8Array(0)
        const found = withMessages(
          messages.length,
          (out, i) => {
            for (const one of messages[i]!)
              if (one.kind === 'value') out.value(one.value)
              else if (one.kind === 'encoded') out.encoded(one.bytes, Math.min(one.from, one.bytes.length))
              else if (one.kind === 'bytes') out.bytes(one.bytes, one.from, one.bytes.length - one.from)
              else out.list(one.count)
          },
          (bytes, ends) => {
            seen = bytes as Uint8Array<ArrayBuffer>
            return messages.map((_, i) => toHex(bytes.subarray(ends[i - 1] ?? 0, ends[i])))
          },
        )
        const isZeroed = new Uint8Array(seen.buffer).every((byte) => byte === 0)
        expect(found).toEqual(messages.map((parts) => toHex(concat(...parts.map(alone)))))
        return isZeroed
      },
    )
    fc.assert(property, { numRuns: 100 })
  })

  it('does not encode over what is in use, also before anything was written', () => {
    expect(refusal(() => withMessages(1, () => void encode(1), toHex)).code).toBe('cbor/not-encodable')
    expect(
      refusal(() =>
        withMessages(
          0,
          () => {},
          () => encode(1),
        ),
      ).code,
    ).toBe('cbor/not-encodable')
    expect(toHex(encode(1))).toBe('01')
  })

  it('lets nobody write after it, who has kept the writer', () => {
    let kept: MessageWriter | undefined
    withMessages(
      1,
      (out) => {
        kept = out
      },
      () => {
        for (const late of [() => kept!.value(1), () => kept!.list(1), () => kept!.encoded(Uint8Array.of(1))])
          expect(refusal(late).code).toBe('cbor/not-encodable')
      },
    )
    expect(refusal(() => kept!.bytes(Uint8Array.of(1), 0, 1)).code).toBe('cbor/not-encodable')
    expect(() =>
      withMessages(
        1,
        () => {
          throw new Error('in the middle')
        },
        toHex,
      ),
    ).toThrow('in the middle')
    expect(refusal(() => kept!.value(1)).code).toBe('cbor/not-encodable')
    expect(toHex(encode(1))).toBe('01')
  })

  it('takes no bytes from beyond an array', () => {
    const bytes = new Uint8Array(4)
    for (const [from, count] of [
      [1, 4],
      [-1, 2],
      [5, 0],
    ] as const) {
      expect(() => withMessages(1, (out) => out.bytes(bytes, from, count), toHex)).toThrow(RangeError)
      expect(() => withMessages(1, (out) => out.encoded(bytes, from, from + count), toHex)).toThrow(
        RangeError,
      )
    }
  })
})

describe('short texts', () => {
  it('that are written without a look at them are in NFC, in any order of their letters', () => {
    const units = Array.from({ length: 0x700 }, (_, unit) => String.fromCharCode(unit))
    const written = units.filter((unit) => {
      try {
        return toHex(encode(unit)) !== ''
      } catch {
        return false
      }
    })
    // Marks are looked at; these are the letters, digits and signs that are not.
    const plain = written.filter((unit) => !/\p{M}/u.test(unit))
    expect(plain.length).toBeGreaterThan(1000)
    const isOther = (text: string) => text.normalize('NFC') !== text
    for (const first of plain)
      for (const second of plain) if (isOther(first + second)) throw new Error(`${first}${second}`)
  })

  it('are those of TextEncoder, whatever their letters', () => {
    const letter = fc.oneof(
      fc.integer({ min: 0, max: 0x2ff }),
      fc.integer({ min: 0x600, max: 0x6ff }),
      fc.constantFrom(0x300, 0x301, 0x653, 0x654, 0x670, 0x200d, 0x200f, 0xfeff, 0xd800, 0xdc00, 0xfdf2),
    )
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 70 }), (units) => {
        const text = String.fromCharCode(...units)
        let bytes: Uint8Array
        try {
          bytes = encode(text)
        } catch {
          return (
            text.normalize('NFC') !== text ||
            /\p{Surrogate}/u.test(text) ||
            text.startsWith('\ufeff') ||
            /\p{M}{31}/u.test(text)
          )
        }
        const utf8 = new TextEncoder().encode(text)
        return (
          text.normalize('NFC') === text &&
          toHex(bytes).endsWith(toHex(utf8)) &&
          bytes.length <= utf8.length + 2
        )
      }),
      { numRuns: 3000 },
    )
  })
})
