import {
  AmanaError,
  compare,
  concat,
  equal,
  fromBase64,
  fromHex,
  fromUtf8,
  joined,
  toBase64,
  toHex,
  utf8,
} from '@amana/codec'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { refusal } from './refusal.js'

const bytes = fc.uint8Array({ maxLength: 80 })

describe('AmanaError', () => {
  it('is an Error with a code, a sentence and details', () => {
    const error = new AmanaError('codec/example', 'A sentence.', { offset: 3 })
    expect(error).toBeInstanceOf(Error)
    expect([error.name, error.code, error.message, error.details]).toEqual([
      'AmanaError',
      'codec/example',
      'A sentence.',
      { offset: 3 },
    ])
    expect(new AmanaError('codec/example', 'A sentence.').details).toEqual({})
  })
})

describe('byte strings', () => {
  it('are joined in order, into an array of their own', () => {
    const part = Uint8Array.of(1, 2)
    const whole = concat(part, new Uint8Array(0), Uint8Array.of(3))
    part[0] = 9
    expect([...whole]).toEqual([1, 2, 3])
    expect(concat().length).toBe(0)
  })

  it('are joined however many they are', () => {
    expect(joined(Array<Uint8Array>(500_000).fill(Uint8Array.of(1, 2))).length).toBe(1_000_000)
  })

  it('are equal exactly where every byte is', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => equal(a, b) === (toHex(a) === toHex(b)) && equal(a, a.slice())),
    )
    expect(equal(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0))).toBe(false)
    const a = Uint8Array.from({ length: 32 }, (_, i) => i)
    for (let bit = 0; bit < 256; bit++) {
      const b = a.slice()
      b[bit >> 3]! ^= 1 << (bit & 7)
      expect(equal(a, b)).toBe(false)
    }
  })

  it('are ordered as unsigned bytes, the beginning of another before it', () => {
    const inOrder = ['', '00', '0000', '01', '7f', '80', '80ff', '81', 'ff']
    for (const [i, a] of inOrder.entries())
      for (const [j, b] of inOrder.entries())
        expect(Math.sign(compare(fromHex(a), fromHex(b)))).toBe(Math.sign(i - j))
    const sign = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
    fc.assert(fc.property(bytes, bytes, (a, b) => Math.sign(compare(a, b)) === sign(toHex(a), toHex(b))))
  })
})

describe('hexadecimal', () => {
  it('goes there and back, and reads upper case too', () => {
    fc.assert(
      fc.property(bytes, (b) => {
        expect(toHex(b)).toBe(Buffer.from(b).toString('hex'))
        expect(equal(fromHex(toHex(b)), b) && equal(fromHex(toHex(b).toUpperCase()), b)).toBe(true)
      }),
    )
  })

  it.each(['0', '0g', 'g0', ' 00', '00 ', '0x00', '00\n', '٠٠', '-1', '+1'])('%j is none', (text) => {
    expect(refusal(() => fromHex(text)).code).toBe('bytes/not-hex')
  })
})

describe('base64', () => {
  it('goes there and back, and is what Node writes', () => {
    fc.assert(
      fc.property(bytes, (b) => {
        expect(toBase64(b)).toBe(Buffer.from(b).toString('base64'))
        expect(equal(fromBase64(toBase64(b)), b)).toBe(true)
      }),
    )
  })

  it('has one text for one value: whatever is accepted is written again as it was', () => {
    const text = fc.string({ unit: fc.constantFrom(...'AQgwBZz059+/=='), maxLength: 12 })
    fc.assert(
      fc.property(text, (t) => {
        try {
          expect(toBase64(fromBase64(t))).toBe(t)
        } catch (error) {
          if (!(error instanceof AmanaError) || error.code !== 'bytes/not-base64') throw error
        }
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['A', 'too short'],
    ['AA', 'without padding'],
    ['AA=', 'half of its padding'],
    ['AAA', 'without padding'],
    ['A===', 'three pads'],
    ['====', 'nothing but padding'],
    ['AA==AA==', 'two values in one'],
    ['AB==', 'four unused bits set'],
    ['AAB=', 'two unused bits set'],
    ['AAA=\n', 'a newline after it'],
    ['\nAAA=', 'a newline before it'],
    ['AA A', 'a space in it'],
    ['AA-_', 'the URL alphabet'],
    ['AAА=', 'a Cyrillic A'],
  ])('%j is none: %s', (text) => {
    expect(refusal(() => fromBase64(text)).code).toBe('bytes/not-base64')
  })
})

describe('UTF-8', () => {
  it('goes there and back, a byte order mark included', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (t) => fromUtf8(utf8(t)) === t))
    expect(fromUtf8(fromHex('efbbbf61'))).toBe('\ufeffa')
  })

  it('is that of TextEncoder, of short texts and of long ones, and each in an array of its own', () => {
    const short = utf8('سامي')
    for (const unit of ['a', 'é', 'ي', '😀', '\ud800'])
      for (let length = 98; length < 103; length++) {
        const text = unit.repeat(length)
        expect(toHex(utf8(text))).toBe(toHex(new TextEncoder().encode(text)))
      }
    expect(fromUtf8(short)).toBe('سامي')
  })

  it.each(['ff', '80', 'c3', 'c080', 'eda080', 'f4908080', 'f888808080'])('%s is none', (hex) => {
    expect(refusal(() => fromUtf8(fromHex(hex))).code).toBe('bytes/not-utf8')
  })
})
