import { concat, encode, toHex, type Value, withEncoded } from '@amana/codec'
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
