import { createCipheriv, createHash, createHmac } from 'node:crypto'
import { concat, fromHex, toHex, utf8, type Value } from '@amana/codec'
import { digest, hmacSha256, idKey, keystream, prf, sha256, storeKey, TAG, type Tag } from '@amana/crypto'
import { describe, expect, it } from '@jest/globals'
import { onEveryBackend } from './vectors.js'

const key = Uint8Array.from({ length: 32 }, (_, i) => i)
const salt = Uint8Array.from({ length: 16 }, (_, i) => 0xf0 + i)

/** Each list of parts with the CBOR that must be hashed for it, written down by hand from RFC 8949 section 3. */
const CASES: readonly (readonly [tag: Tag, parts: readonly Value[], cbor: Uint8Array])[] = [
  [TAG.id, [], concat(fromHex('816a'), utf8('amana/1/id'))],
  [
    TAG.id,
    ['person', 'A-17'],
    concat(fromHex('836a'), utf8('amana/1/id'), fromHex('66'), utf8('person'), fromHex('64'), utf8('A-17')),
  ],
  [
    TAG.field,
    [salt, 24, 'given', 'محمد', null, true],
    concat(
      fromHex('876d'),
      utf8('amana/1/field'),
      fromHex('50'),
      salt,
      fromHex('1818'),
      fromHex('65'),
      utf8('given'),
      fromHex('68d985d8add985d8af'),
      fromHex('f6f5'),
    ),
  ],
  [
    TAG.salts,
    [
      -36_204_824,
      [1, [2]],
      new Map([
        ['b', 1],
        ['a', 2],
      ]),
    ],
    concat(
      fromHex('846d'),
      utf8('amana/1/salts'),
      fromHex('3a02287117'),
      fromHex('82018102'),
      fromHex('a2616102616201'),
    ),
  ],
]

describe('the tagged digest and PRF', () => {
  onEveryBackend(() => {
    it.each(CASES)('%s: digest is SHA-256 of the hand-made CBOR', (tag, parts, cbor) => {
      expect(toHex(digest(tag, ...parts))).toBe(createHash('sha256').update(cbor).digest('hex'))
    })

    it.each(CASES)('%s: prf is HMAC-SHA-256 of the hand-made CBOR', (tag, parts, cbor) => {
      expect(toHex(prf(key, tag, ...parts))).toBe(createHmac('sha256', key).update(cbor).digest('hex'))
    })

    it('sha256 of "abc" is the value of FIPS 180-4, hmacSha256 that of RFC 4231 case 2', () => {
      expect(toHex(sha256(utf8('abc')))).toBe(
        'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      )
      expect(toHex(hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?')))).toBe(
        '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
      )
    })

    it('the keys for ids and for the store are different functions of the master secret', () => {
      const byHand = (tag: string) =>
        createHmac('sha256', key)
          .update(concat(Uint8Array.of(0x81, 0x60 + tag.length), utf8(tag)))
          .digest('hex')
      expect(toHex(idKey(key))).toBe(byHand('amana/1/id-key'))
      expect(toHex(storeKey(key))).toBe(byHand('amana/1/store-key'))
    })

    it('prf refuses a key that is not 32 bytes', () => {
      for (const length of [0, 16, 31, 33, 64])
        expect(() => prf(new Uint8Array(length), TAG.id)).toThrow(
          expect.objectContaining({ code: 'crypto/bad-length' }),
        )
    })

    it('moving a boundary between parts, or the tag, changes the digest', () => {
      const all = [
        digest(TAG.id, 'ab', 'c'),
        digest(TAG.id, 'a', 'bc'),
        digest(TAG.id, 'abc'),
        digest(TAG.id, ['ab', 'c']),
        digest(TAG.id, utf8('ab'), 'c'),
        digest(TAG.token, 'ab', 'c'),
      ].map(toHex)
      expect(new Set(all).size).toBe(all.length)
    })
  })

  it('every tag is its own, and of the form amana/1/what', () => {
    const tags = Object.values(TAG)
    expect(new Set(tags).size).toBe(tags.length)
    expect(tags.filter((tag) => !/^amana\/1\/[a-z]+(-[a-z]+)*$/.test(tag))).toEqual([])
  })
})

describe('the keystream', () => {
  it('starts as the first vector of RFC 8439 appendix A.1 for a zero key', () => {
    expect(toHex(keystream(new Uint8Array(32), 64))).toBe(
      '76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7' +
        'da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586',
    )
  })

  it('is OpenSSL’s ChaCha20 under a zero nonce from block 0, at every length', () => {
    const whole = createCipheriv('chacha20', key, new Uint8Array(16)).update(new Uint8Array(5000))
    for (const length of [0, 1, 16, 63, 64, 65, 480, 4096, 5000])
      expect(toHex(keystream(key, length))).toBe(whole.subarray(0, length).toString('hex'))
  })

  it('refuses seeds and lengths that make no sense', () => {
    const bad = expect.objectContaining({ code: 'crypto/bad-length' })
    for (const seed of [0, 16, 31, 33]) expect(() => keystream(new Uint8Array(seed), 16)).toThrow(bad)
    for (const length of [-1, 1.5, Number.NaN, 2 ** 32 + 1]) expect(() => keystream(key, length)).toThrow(bad)
  })
})
