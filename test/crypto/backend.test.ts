import { hkdfSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { concat, encode, fromHex, toHex, utf8, type Value } from '@amana/codec'
import {
  backend,
  digest,
  digestHead,
  hkdfSha256,
  hmacSha256,
  hmacSha256Many,
  keystream,
  nobleBackend,
  open,
  openOver,
  prf,
  publicKeyOf,
  SLOW_KEY,
  seal,
  sha256,
  sha256Many,
  sha256Rows,
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
const onEach = <T>(run: () => T): T[] =>
  BACKENDS.map((each) => {
    useBackend(each)
    return run()
  })

const agree = (run: () => Uint8Array): boolean => {
  const answers = onEach(run)
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

describe('the backends', () => {
  it('give the same digest, PRF, HMAC and SHA-256 for every input', () => {
    fc.assert(fc.property(tag, parts, (t, list) => agree(() => digest(t, ...list))))
    fc.assert(fc.property(exactly(32), tag, parts, (key, t, list) => agree(() => prf(key, t, ...list))))
    fc.assert(fc.property(bytes({ maxLength: 3000 }), (data) => agree(() => sha256(data))))
    fc.assert(
      fc.property(bytes({ maxLength: 200 }), bytes({ maxLength: 3000 }), (key, data) =>
        agree(() => hmacSha256(key, data)),
      ),
    )
  })

  /** Messages one after the other, and where each ends. */
  const messages = fc.array(bytes({ maxLength: 300 }), { maxLength: 70 }).map((list) => {
    let end = 0
    return { list, data: concat(...list), ends: Uint32Array.from(list, ({ length }) => (end += length)) }
  })
  /** Whether a function writes what it should from the given place on, and nothing beside it. */
  const writes = (expected: readonly Uint8Array[], at: number, run: (out: Uint8Array) => void): boolean =>
    onEach(() => {
      const out = new Uint8Array(at + 32 * expected.length + 8).fill(0xaa)
      run(out)
      const around = [...out.subarray(0, at), ...out.subarray(at + 32 * expected.length)]
      return (
        toHex(out.subarray(at, at + 32 * expected.length)) === toHex(concat(...expected)) &&
        around.every((byte) => byte === 0xaa)
      )
    }).every(Boolean)

  it('hash many messages as they hash each, where it is wanted, and write nothing beside it', () => {
    fc.assert(
      fc.property(messages, fc.nat(8), ({ list, data, ends }, at) =>
        writes(list.map(sha256), at, (out) => sha256Many(data, ends, list.length, out, at)),
      ),
    )
    fc.assert(
      fc.property(
        fc.nat(255),
        fc.nat(9),
        fc.nat(70),
        fc.nat(20),
        fc.nat(8),
        (first, from, size, count, at) => {
          const data = Uint8Array.from({ length: from + size * count + 5 }, (_, i) => 31 * i)
          const rows = Array.from({ length: count }, (_, i) =>
            sha256(Uint8Array.of(first, ...data.subarray(from + size * i, from + size * (i + 1)))),
          )
          return writes(rows, at, (out) => sha256Rows(first, data, from, size, count, out, at))
        },
      ),
    )
    fc.assert(
      fc.property(
        bytes({ maxLength: 200 }),
        messages,
        fc.integer({ min: 1, max: 32 }),
        (key, { list, data, ends }, width) =>
          agree(() => hmacSha256Many(key, data, ends, list.length, width)) &&
          toHex(hmacSha256Many(key, data, ends, list.length, width)) ===
            toHex(concat(...list.map((each) => hmacSha256(key, each).subarray(0, width)))),
      ),
    )
  })

  it('hash rows over the rows that they are of', () => {
    for (const size of [32, 64]) {
      const rows = Uint8Array.from({ length: 10 * size }, (_, i) => i)
      const expected = new Uint8Array(320)
      sha256Rows(1, rows, 0, size, 10, expected, 0)
      for (const bytes of onEach(() => {
        const own = rows.slice()
        sha256Rows(1, own, 0, size, 10, own, 0)
        return own.subarray(0, 320)
      }))
        expect(bytes).toEqual(expected)
    }
  })

  it('refuse ends that do not ascend or leave the bytes, and places without room, and write nothing', () => {
    const data = new Uint8Array(10)
    const out = new Uint8Array(64).fill(7)
    for (const ends of [[5, 4], [5, 11], [5], [2 ** 31, 2 ** 32 - 1]]) {
      onEach(() => expect(() => sha256Many(data, Uint32Array.from(ends), 2, out, 0)).toThrow(RangeError))
      onEach(() =>
        expect(() => hmacSha256Many(data, data, Uint32Array.from(ends), 2, 12)).toThrow(RangeError),
      )
    }
    for (const at of [-1, 1, 33, Number.NaN, 0.5])
      onEach(() => expect(() => sha256Many(data, Uint32Array.of(1, 2), 2, out, at)).toThrow(RangeError))
    onEach(() => expect(() => sha256Rows(0, data, 0, 6, 2, out, 0)).toThrow(RangeError))
    onEach(() => expect(() => sha256Rows(0, data, 0, 5, 2, out, 33)).toThrow(RangeError))
    onEach(() => expect(() => sha256Rows(0, data, 1, 5, 2, out, 0)).toThrow(RangeError))
    for (const [first, from, size, count] of [
      [256, 0, 1, 1],
      [0, 0.5, 1, 1],
      [0, 0, -1, 1],
      [0, 0, 1, 1.5],
    ] as const)
      onEach(() => expect(() => sha256Rows(first, data, from, size, count, out, 0)).toThrow(RangeError))
    for (const width of [33, 0, 1.5])
      onEach(() => expect(() => hmacSha256Many(data, data, Uint32Array.of(1), 1, width)).toThrow(RangeError))
    expect(out.every((byte) => byte === 7)).toBe(true)
  })

  it('know where a digest begins', () => {
    fc.assert(
      fc.property(tag, parts, (t, list) =>
        agree(() => sha256(concat(digestHead(t, list.length), ...list.map((each) => encode(each))))),
      ),
    )
    expect(sha256(concat(digestHead(TAG.id, 1), encode('a')))).toEqual(digest(TAG.id, 'a'))
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
        return onEach(() => toHex(hkdfSha256(ikm, salt, info, length))).every((ours) => ours === theirs)
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
            onEach(() => verify(key, message, good)).every((yes) => yes) &&
            onEach(() => verify(key, message, changed)).every((yes) => !yes)
          )
        },
      ),
      // Few, for tweetnacl is slow here (see `verifier.ts`).
      { numRuns: 8 },
    )
  })

  const compiled = fileURLToPath(new URL('./node/openssl.node', import.meta.resolve('@amana/crypto/node')))

  it('are three where a C compiler made the third', () => {
    expect(nodeBackend.name).toBe(existsSync(compiled) ? 'node' : 'node:crypto')
  })

  const itInC = existsSync(compiled) ? it : it.skip
  itInC('refuse in C what has another type, length or place than it may, and write nothing', () => {
    const c = createRequire(import.meta.url)(compiled) as Record<string, (...args: unknown[]) => unknown>
    const [data, key, nonce] = [new Uint8Array(40), new Uint8Array(32), new Uint8Array(12)]
    const ends = Uint32Array.of(3, 40)
    const out = new Uint8Array(64).fill(7)
    const good: Record<string, unknown[]> = {
      sha256: [data, out, 0],
      sha256Many: [data, ends, 2, out, 0],
      sha256Rows: [1, data, 0, 20, 2, out, 0],
      hmacSha256Many: [key, data, ends, 2, out, 0, 32],
      keystream: [key, out],
      aead: [key, nonce, data, data, out.subarray(0, 56), true],
    }
    for (const [name, args] of Object.entries(good)) {
      expect(() => c[name]!(...args.slice(1))).toThrow(/ takes /)
      for (const i of args.keys())
        for (const bad of [
          null,
          '1',
          -1,
          0.5,
          33,
          2 ** 32,
          Number.NaN,
          new Uint16Array(40),
          new Uint32Array([9, 4]),
          new DataView(new ArrayBuffer(64)),
        ]) {
          // The one number among these that may be a byte.
          if (name === 'sha256Rows' && i === 0 && bad === 33) continue
          expect(() => c[name]!(...args.with(i, bad))).toThrow(/ takes /)
        }
    }
    expect(out.every((byte) => byte === 7)).toBe(true)
    for (const [name, args] of Object.entries(good)) expect(() => c[name]!(...args)).not.toThrow()
    // Ends that are written over by the hashes of the messages before them.
    const both = new Uint32Array(64).map((_, i) => (i + 1) * 4)
    const own = new Uint8Array(both.buffer)
    const messages = new Uint8Array(256)
    expect(() => c.sha256Many!(messages, both, 7, own, 0)).toThrow(/written over/)
    const again = new Uint32Array(64).map((_, i) => (i + 1) * 4)
    const over = new Uint8Array(again.buffer)
    expect(() => c.hmacSha256Many!(key, messages, again, 7, over, 0, 32)).toThrow(/written over/)
  })

  it('do not touch what has only one implementation', () => {
    fc.assert(
      fc.property(
        exactly(32),
        exactly(24),
        bytes({ maxLength: 300 }),
        bytes({ maxLength: 40 }),
        (key, nonce, text, aad) => {
          const sealed = onEach(() => seal(key, nonce, text, aad))
          const opened = onEach(() => open(key, nonce, sealed[0]!, aad))
          return (
            sealed.every((each) => toHex(each) === toHex(sealed[0]!)) &&
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
    expect(backend().name).toBe(nodeBackend.name)
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
      hmacSha256: () => note('hmacSha256'),
      sha256Many: () => void note('sha256Many'),
      sha256Rows: () => void note('sha256Rows'),
      hmacSha256Many: () => void note('hmacSha256Many'),
      scrypt: () => note('scrypt'),
      keystream: () => note('keystream'),
      ed25519PublicKey: () => note('ed25519PublicKey'),
      ed25519Sign: () => note('ed25519Sign'),
      ed25519VerifyUnchecked: () => note('ed25519VerifyUnchecked').length > 0,
      seal: () => note('seal'),
      open: () => note('open'),
      openOver: () => note('openOver').length > 0,
    })
    const seed = new Uint8Array(32).fill(9)
    const key = nobleBackend.ed25519PublicKey(seed)
    const signature = nobleBackend.ed25519Sign(seed, seed)
    digest(TAG.id)
    sha256Many(seed, Uint32Array.of(1), 1, new Uint8Array(32), 0)
    sha256Rows(0, seed, 0, 1, 1, new Uint8Array(32), 0)
    prf(seed, TAG.id)
    hmacSha256Many(seed, seed, Uint32Array.of(1), 1, 12)
    slowKey(seed, seed)
    keystream(seed, 1)
    publicKeyOf(seed)
    sign(seed, seed)
    verify(key, seed, signature)
    seal(seed, new Uint8Array(24), seed, seed)
    open(seed, new Uint8Array(24), seed, seed)
    openOver(seed, new Uint8Array(24), seed.slice(), seed)
    // Refused before any backend is asked.
    verify(new Uint8Array(32), seed, signature)
    expect(asked).toEqual([
      'sha256',
      'sha256Many',
      'sha256Rows',
      'hmacSha256',
      'hmacSha256Many',
      'scrypt',
      'keystream',
      'ed25519PublicKey',
      'ed25519Sign',
      'ed25519VerifyUnchecked',
      'seal',
      'open',
      'openOver',
    ])
  })
})
