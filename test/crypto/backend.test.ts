import { hkdfSync } from 'node:crypto'
import { fromHex, toHex, utf8, type Value } from '@amana/codec'
import {
  backend,
  digest,
  digestInto,
  digestStart,
  hkdfSha256,
  hmacSha256,
  hmacSha256Keyed,
  keystream,
  nobleBackend,
  open,
  prf,
  publicKeyOf,
  SLOW_KEY,
  seal,
  sha256,
  sha256Into,
  sign,
  slowKey,
  TAG,
  type Tag,
  useBackend,
  verify,
} from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { afterEach, describe, expect, it } from '@jest/globals'
import { scrypt } from '@noble/hashes/scrypt.js'
import fc from 'fast-check'
import { BACKENDS } from './vectors.js'

afterEach(() => {
  useBackend(nobleBackend)
})

/** What a function answers on each backend. */
const onBoth = <T>(run: () => T): T[] =>
  BACKENDS.map((each) => {
    useBackend(each)
    return run()
  })

const agree = (run: () => Uint8Array): boolean => {
  const answers = onBoth(run)
  return answers.every((bytes) => bytes.constructor === Uint8Array && toHex(bytes) === toHex(answers[0]!))
}

/** Byte strings as callers have them: arrays of their own, views into the middle of others, and Buffers. */
const bytes = (constraints: fc.IntArrayConstraints): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(fc.uint8Array(constraints), fc.integer({ min: 0, max: 9 }), fc.boolean())
    .map(([content, offset, buffer]) => {
      const around = new Uint8Array(offset + content.length + 3).fill(0xee)
      around.set(content, offset)
      const view = around.subarray(offset, offset + content.length)
      return buffer ? Buffer.from(view.buffer, view.byteOffset, view.length) : view
    })
const exactly = (length: number) => bytes({ minLength: length, maxLength: length })

const tag = fc.constantFrom<Tag>(...Object.values(TAG))
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map((n) => n + 0),
    fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.normalize('NFC')),
    bytes({ maxLength: 80 }),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
}))
const parts = fc.array(value, { maxLength: 6 })

describe('the two backends', () => {
  it('give the same digest, PRF, HMAC and SHA-256 for every input', () => {
    fc.assert(fc.property(tag, parts, (t, list) => agree(() => digest(t, ...list))))
    fc.assert(fc.property(exactly(32), tag, parts, (key, t, list) => agree(() => prf(key, t, ...list))))
    fc.assert(fc.property(bytes({ maxLength: 3000 }), (data) => agree(() => sha256(data))))
    fc.assert(
      fc.property(bytes({ maxLength: 200 }), bytes({ maxLength: 3000 }), (key, data) =>
        agree(() => hmacSha256(key, data)),
      ),
    )
    fc.assert(
      fc.property(
        bytes({ maxLength: 200 }),
        fc.array(bytes({ maxLength: 3000 }), { maxLength: 4 }),
        (key, list) =>
          onBoth(() => hmacSha256Keyed(key)).every((mac) =>
            list.every((data) => toHex(mac(data)) === toHex(hmacSha256(key, data))),
          ),
      ),
    )
  })

  it('write a digest where it is wanted, and nothing beside it', () => {
    fc.assert(
      fc.property(tag, parts, parts, fc.nat(8), (t, first, rest, at) => {
        const expected = toHex(digest(t, ...first, ...rest))
        return onBoth(() => {
          const out = new Uint8Array(32 + 8 + 8).fill(0xaa)
          digestInto(digestStart(t, first, rest.length), rest, out, at)
          const outside = [...out.subarray(0, at), ...out.subarray(at + 32)]
          return toHex(out.subarray(at, at + 32)) === expected && outside.every((byte) => byte === 0xaa)
        }).every(Boolean)
      }),
    )
    // The bytes that are hashed may be where the hash goes.
    const same = onBoth(() => {
      const bytes = new Uint8Array(64).fill(7)
      sha256Into(bytes, bytes, 16)
      return toHex(bytes.subarray(16, 48))
    })
    expect(same).toEqual(Array(2).fill(toHex(sha256(new Uint8Array(64).fill(7)))))
  })

  it('give the same slow key; Node’s scrypt is noble’s, also where it takes more than the 32 MiB that Node allows by itself', () => {
    const node = nodeBackend.scrypt!
    const costs = fc.record({
      N: fc.constantFrom(2, 16, 256),
      r: fc.integer({ min: 1, max: 8 }),
      p: fc.integer({ min: 1, max: 3 }),
    })
    const short = bytes({ maxLength: 100 })
    fc.assert(
      fc.property(short, short, costs, (secret, salt, each) => {
        const [ours, theirs] = [node(secret, salt, each), scrypt(secret, salt, { ...each, dkLen: 32 })]
        return ours.constructor === Uint8Array && toHex(ours) === toHex(theirs)
      }),
      { numRuns: 40 },
    )
    const [secret, salt] = [fromHex('0102'), fromHex('0304')]
    expect(agree(() => slowKey(secret, salt))).toBe(true)
    // RFC 7914 section 12, the second vector.
    const vector = node(utf8('password'), utf8('NaCl'), { N: 1024, r: 8, p: 16 })
    const begins = 'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162'
    expect(toHex(vector)).toBe(begins)
    expect(node(secret, salt, { ...SLOW_KEY, N: 2 * SLOW_KEY.N })).toHaveLength(32)
  })

  it('give the same HKDF, which is also OpenSSL’s own', () => {
    const short = bytes({ maxLength: 100 })
    fc.assert(
      fc.property(short, short, short, fc.integer({ min: 1, max: 400 }), (ikm, salt, info, length) => {
        const theirs = Buffer.from(hkdfSync('sha256', ikm, salt, info, length)).toString('hex')
        return onBoth(() => toHex(hkdfSha256(ikm, salt, info, length))).every((ours) => ours === theirs)
      }),
    )
  })

  it('give the same public keys and signatures, accept each other’s, and refuse the same changed ones', () => {
    fc.assert(
      fc.property(
        exactly(32),
        bytes({ maxLength: 300 }),
        fc.integer({ min: 0, max: 8 * 64 - 1 }),
        (seed, message, bit) => {
          if (!agree(() => publicKeyOf(seed)) || !agree(() => sign(seed, message))) return false
          useBackend(nodeBackend)
          const [key, good] = [publicKeyOf(seed), sign(seed, message)]
          const changed = good.slice()
          changed[bit >> 3]! ^= 1 << (bit & 7)
          return (
            onBoth(() => verify(key, message, good)).every((yes) => yes) &&
            onBoth(() => verify(key, message, changed)).every((yes) => !yes)
          )
        },
      ),
      // Few, for tweetnacl is slow here (see `verifier.ts`).
      { numRuns: 8 },
    )
  })

  it('do not touch what has only one implementation', () => {
    fc.assert(
      fc.property(
        exactly(32),
        exactly(24),
        bytes({ maxLength: 300 }),
        bytes({ maxLength: 40 }),
        (key, nonce, text, aad) => {
          const sealed = onBoth(() => seal(key, nonce, text, aad))
          const opened = onBoth(() => open(key, nonce, sealed[0]!, aad))
          return (
            toHex(sealed[0]!) === toHex(sealed[1]!) &&
            opened.every((plaintext) => toHex(plaintext) === toHex(text)) &&
            agree(() => keystream(key, text.length))
          )
        },
      ),
    )
  })

  it('never change their inputs, and hand out arrays of their own', () => {
    for (const each of BACKENDS) {
      const seed = new Uint8Array(32).fill(5)
      const data = new Uint8Array(100).fill(6)
      const made = () => [
        each.sha256(data),
        each.hmacSha256(seed, data),
        each.scrypt?.(seed, data, { N: 2, r: 1, p: 1 }) ?? seed.slice(),
        each.ed25519PublicKey(seed),
        each.ed25519Sign(seed, data),
      ]
      const first = made().map(toHex)
      for (const result of made()) {
        expect(result.buffer.byteLength).toBe(result.length)
        result.fill(0)
      }
      expect(made().map(toHex)).toEqual(first)
      expect([...seed, ...data].every((byte, i) => byte === (i < 32 ? 5 : 6))).toBe(true)
    }
  })

  it('are exchanged by useBackend, which returns the one before; noble is in force at first', () => {
    expect(backend()).toBe(nobleBackend)
    expect(useBackend(nodeBackend)).toBe(nobleBackend)
    expect(backend().name).toBe('node')
    expect(useBackend(nobleBackend)).toBe(nodeBackend)
  })

  it('are the ones that digest and verify ask', () => {
    const asked: string[] = []
    const note = (name: string) => {
      asked.push(name)
      return new Uint8Array(32)
    }
    useBackend({
      name: 'recorder',
      sha256: () => note('sha256'),
      sha256Into: () => void note('sha256Into'),
      hmacSha256: () => note('hmacSha256'),
      hmacSha256Keyed: () => () => note('hmacSha256Keyed'),
      scrypt: () => note('scrypt'),
      ed25519PublicKey: () => note('ed25519PublicKey'),
      ed25519Sign: () => note('ed25519Sign'),
      ed25519VerifyUnchecked: () => note('ed25519VerifyUnchecked').length > 0,
      seal: () => note('seal'),
      open: () => note('open'),
    })
    const seed = new Uint8Array(32).fill(9)
    const key = nobleBackend.ed25519PublicKey(seed)
    const signature = nobleBackend.ed25519Sign(seed, seed)
    digest(TAG.id)
    digestInto(digestStart(TAG.id, [], 0), [], new Uint8Array(32), 0)
    prf(seed, TAG.id)
    hmacSha256Keyed(seed)(seed)
    slowKey(seed, seed)
    publicKeyOf(seed)
    sign(seed, seed)
    verify(key, seed, signature)
    seal(seed, new Uint8Array(24), seed, seed)
    open(seed, new Uint8Array(24), seed, seed)
    // Refused before any backend is asked.
    verify(new Uint8Array(32), seed, signature)
    expect(asked).toEqual([
      'sha256',
      'sha256Into',
      'hmacSha256',
      'hmacSha256Keyed',
      'scrypt',
      'ed25519PublicKey',
      'ed25519Sign',
      'ed25519VerifyUnchecked',
      'seal',
      'open',
    ])
  })
})
