import { AmanaError, concat, toHex, utf8 } from '@amana/codec'
import { nobleBackend, open, openOver, seal, useBackend } from '@amana/crypto'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { BACKENDS } from './vectors.js'

const key = Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i)
const nonce = Uint8Array.from({ length: 24 }, (_, i) => 0x40 + i)
const aad = utf8('the entry')
const plaintext = utf8('openings of the identity fields')
const sealed = seal(key, nonce, plaintext, aad)

const refusal = (run: () => unknown): AmanaError => {
  try {
    run()
  } catch (error) {
    if (error instanceof AmanaError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

/** The bytes with one bit of one byte flipped, for every byte and bit. */
function* flipped(bytes: Uint8Array): Generator<Uint8Array> {
  for (let i = 0; i < 8 * bytes.length; i++) {
    const copy = bytes.slice()
    copy[i >> 3]! ^= 1 << (i & 7)
    yield copy
  }
}

describe.each(BACKENDS)('sealing with $name', (backend) => {
  beforeEach(() => void useBackend(backend))
  afterEach(() => void useBackend(nobleBackend))

  it('adds 16 bytes and opens to the same plaintext', () => {
    expect(sealed.length).toBe(plaintext.length + 16)
    expect(toHex(open(key, nonce, sealed, aad))).toBe(toHex(plaintext))
    expect(open(key, nonce, seal(key, nonce, new Uint8Array(0), aad), aad).length).toBe(0)
  })

  it('opens over itself, and leaves nothing where it does not open', () => {
    for (const length of [0, 1, 100, 65_535, 65_536, 65_537, 200_001]) {
      const text = Uint8Array.from({ length }, (_, i) => 31 * i)
      const whole = seal(key, nonce, text, aad)
      const over = whole.slice()
      const opened = openOver(key, nonce, over, aad)
      expect(opened.buffer).toBe(over.buffer)
      expect(Buffer.compare(opened, text)).toBe(0)
      expect(over.subarray(length).every((byte) => byte === 0)).toBe(true)
      for (const at of [0, length >> 1, length, length + 15]) {
        const bad = whole.slice()
        bad[at]! ^= 1
        expect(refusal(() => openOver(key, nonce, bad, aad)).code).toBe('crypto/not-authentic')
        expect(bad.every((byte) => byte === 0)).toBe(true)
      }
    }
    const short = new Uint8Array(15).fill(7)
    expect(refusal(() => openOver(key, nonce, short, aad)).code).toBe('crypto/not-authentic')
    expect(short.every((byte) => byte === 0)).toBe(true)
  })

  it('with any bit of ciphertext, tag, key, nonce or associated data flipped does not open', () => {
    let tried = 0
    const refused = (run: () => unknown) => {
      expect(refusal(run).code).toBe('crypto/not-authentic')
      tried++
    }
    for (const bad of flipped(sealed)) refused(() => open(key, nonce, bad, aad))
    for (const bad of flipped(key)) refused(() => open(bad, nonce, sealed, aad))
    for (const bad of flipped(nonce)) refused(() => open(key, bad, sealed, aad))
    for (const bad of flipped(aad)) refused(() => open(key, nonce, sealed, bad))
    expect(tried).toBe(8 * (sealed.length + 32 + 24 + aad.length))
  })

  it('cut, lengthened, or with its associated data cut or lengthened does not open', () => {
    for (let length = 0; length < sealed.length; length++)
      expect(refusal(() => open(key, nonce, sealed.subarray(0, length), aad)).code).toBe(
        'crypto/not-authentic',
      )
    const zero = Uint8Array.of(0)
    for (const [bytes, bound] of [
      [concat(sealed, zero), aad],
      [sealed, concat(aad, zero)],
      [sealed, aad.subarray(1)],
      [sealed, new Uint8Array(0)],
    ] as const)
      expect(refusal(() => open(key, nonce, bytes, bound)).code).toBe('crypto/not-authentic')
  })

  it('refuses keys and nonces of another length, and no refusal shows a byte of them', () => {
    for (const length of [0, 16, 31, 33]) {
      expect(refusal(() => seal(new Uint8Array(length), nonce, plaintext, aad)).code).toBe(
        'crypto/bad-length',
      )
      expect(refusal(() => open(new Uint8Array(length), nonce, sealed, aad)).code).toBe('crypto/bad-length')
    }
    for (const length of [0, 8, 12, 23, 25]) {
      expect(refusal(() => seal(key, new Uint8Array(length), plaintext, aad)).code).toBe('crypto/bad-length')
      expect(refusal(() => open(key, new Uint8Array(length), sealed, aad)).code).toBe('crypto/bad-length')
    }
    for (const error of [
      refusal(() => open(key, nonce, sealed.subarray(1), aad)),
      refusal(() => seal(key.subarray(1), nonce, plaintext, aad)),
    ]) {
      expect(error.cause).toBeUndefined()
      expect(JSON.stringify([error.message, error.details])).not.toMatch(/8182|129,\s*130|openings/)
    }
  })
})
