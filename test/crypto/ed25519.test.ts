import { createHash } from 'node:crypto'
import { AmanaError, concat, fromHex, toHex, utf8 } from '@amana/codec'
import { backend, nobleBackend, publicKeyOf, sign, verify } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { describe, expect, it } from '@jest/globals'
import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { answers, itWith, onEveryBackend, type SignatureCase } from './vectors.js'

const L = 2n ** 252n + 27742317777372353535851937790883648493n
const P = 2n ** 255n - 19n

const number = (bytes: Uint8Array): bigint => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
const littleEndian = (value: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n))

interface Cctv {
  readonly number: number
  readonly key: string
  readonly sig: string
  readonly msg: string
  readonly flags: readonly string[] | null
}

/** What the rule says, read off the published flags; only the range of S has no flag. */
function ruleSays({ flags, sig }: Cctv): boolean {
  const refused = ['low_order_A', 'low_order_R', 'non_canonical_A', 'non_canonical_R', 'low_order_residue']
  return number(fromHex(sig).subarray(32)) < L && !refused.some((flag) => flags?.includes(flag))
}

const inHex = ({ key, msg, sig }: Cctv): SignatureCase => [key, toHex(utf8(msg)), sig]

const CCTV = 'cctv-ed25519/ed25519vectors.json'

describe('the one acceptance rule of Ed25519', () => {
  onEveryBackend(() => {
    itWith<readonly Cctv[]>(
      CCTV,
      '914 of 914 CCTV cases get the answer that follows from their flags',
      (cases) => {
        const given = answers(cases.map(inHex), 'rule')
        const wrong = cases.filter((test, i) => given[i] !== ruleSays(test)).map((test) => test.number)
        expect(wrong).toEqual([])
        expect([cases.length, given.length, given.filter(Boolean).length]).toEqual([914, 914, 43])
      },
    )

    it('refuses every point of low order as a key and as R, in either sign', () => {
      const base = ed25519.Point.BASE
      // A curve point times L is left with its torsion alone, and the multiples of one of order 8 are all there are.
      const torsion = new Set<string>()
      for (let y = 2n; torsion.size < 8; y++) {
        let point: typeof base
        try {
          point = ed25519.Point.fromBytes(littleEndian(y), true)
        } catch {
          continue
        }
        const low = point.multiplyUnsafe(L - 1n).add(point)
        for (let i = 0, sum = ed25519.Point.ZERO; i < 8; i++, sum = sum.add(low))
          torsion.add(toHex(sum.toBytes()))
      }
      const honest = publicKeyOf(new Uint8Array(32).fill(7))
      const zeroS = new Uint8Array(32)
      expect(torsion.size).toBe(8)
      for (const hex of torsion)
        for (const sign of [0, 0x80]) {
          const point = fromHex(hex)
          point[31] = point[31]! ^ sign
          // With S = 0 and A of low order, R = −[k]A passes the bare check for one message in eight or more.
          for (let i = 0; i < 16; i++) {
            const message = utf8(`message ${i}`)
            for (const r of torsion) expect(verify(point, message, concat(fromHex(r), zeroS))).toBe(false)
            expect(verify(honest, message, concat(point, zeroS))).toBe(false)
          }
        }
    })

    it('refuses the identity as R, with which a signer’s own key signs by bare arithmetic', () => {
      const seed = new Uint8Array(32).fill(3)
      const message = utf8('a checkpoint')
      const { scalar, pointBytes } = ed25519.utils.getExtendedPublicKey(seed)
      const identity = littleEndian(1n)
      const k =
        number(
          createHash('sha512')
            .update(concat(identity, pointBytes, message))
            .digest(),
        ) % L
      const crafted = concat(identity, littleEndian((k * scalar) % L))
      expect(backend().ed25519VerifyUnchecked(pointBytes, message, crafted)).toBe(true)
      expect(verify(pointBytes, message, crafted)).toBe(false)
    })

    it('refuses a point with y at or above p, and S at or above L, however it is written', () => {
      const seed = new Uint8Array(32).fill(1)
      const message = utf8('a checkpoint')
      const [key, good] = [publicKeyOf(seed), sign(seed, message)]
      const [r, s] = [good.subarray(0, 32), good.subarray(32)]
      expect(verify(key, message, good)).toBe(true)
      for (let y = P; y < 2n ** 255n; y++) {
        expect(verify(littleEndian(y), message, good)).toBe(false)
        expect(verify(key, message, concat(littleEndian(y), s))).toBe(false)
      }
      const over = concat(r, littleEndian(number(s) + L))
      expect(verify(key, message, over)).toBe(false)
      expect(nobleBackend.ed25519VerifyUnchecked(key, message, over)).toBe(true)
      expect(verify(key, message, concat(r, littleEndian(L)))).toBe(false)
      expect(verify(key, message, concat(r, new Uint8Array(32).fill(0xff)))).toBe(false)
    })

    it('answers no, and does not throw, for any bytes that are no signature', () => {
      const bytes = fc.uint8Array({ maxLength: 70 })
      fc.assert(
        fc.property(bytes, bytes, bytes, (key, message, signature) => !verify(key, message, signature)),
        { numRuns: 200 },
      )
      const seed = new Uint8Array(32).fill(2)
      const message = utf8('m')
      const [key, good] = [publicKeyOf(seed), sign(seed, message)]
      for (let length = 0; length < 64; length++)
        expect(verify(key, message, good.subarray(0, length))).toBe(false)
      expect(verify(key, message, concat(good, Uint8Array.of(0)))).toBe(false)
      expect(verify(key.subarray(1), message, good)).toBe(false)
    })

    it('gives the signatures of RFC 8032 section 7.1', () => {
      // TEST 2 and TEST 3 of the RFC.
      for (const [seed, key, message, signature] of [
        [
          '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
          '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
          '72',
          '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
        ],
        [
          'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
          'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
          'af82',
          '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
        ],
      ] as const) {
        expect(toHex(publicKeyOf(fromHex(seed)))).toBe(key)
        expect(toHex(sign(fromHex(seed), fromHex(message)))).toBe(signature)
        expect(verify(fromHex(key), fromHex(message), fromHex(signature))).toBe(true)
      }
    })

    it('refuses a seed of another length and says nothing of its content', () => {
      for (const use of [publicKeyOf, (seed: Uint8Array) => sign(seed, utf8('m'))])
        for (const length of [0, 31, 33, 64]) {
          let caught: unknown
          try {
            use(new Uint8Array(length).fill(0xab))
          } catch (error) {
            caught = error
          }
          expect(caught).toBeInstanceOf(AmanaError)
          const { code, message, details } = caught as AmanaError
          expect(code).toBe('crypto/bad-length')
          expect(JSON.stringify([message, details])).not.toMatch(/abab|171,\s*171/)
        }
    })
  })

  itWith<readonly Cctv[]>(
    CCTV,
    'without the rule libraries disagree on 740 of the 914 CCTV cases',
    (cases) => {
      const openssl = answers(cases.map(inHex), 'bare', nodeBackend)
      const split = cases.filter((test, i) => {
        const [key, message, signature] = [fromHex(test.key), utf8(test.msg), fromHex(test.sig)]
        const noble = [true, false].map((zip215) => ed25519.verify(signature, message, key, { zip215 }))
        return new Set([...noble, openssl[i]]).size > 1
      })
      expect(split.length).toBe(740)
    },
  )
})
