import { AmanaError, concat, fromHex, toHex } from '@amana/codec'
import { hkdfSha256, hmacSha256, nobleBackend, open, seal } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { describe, expect } from '@jest/globals'
import { answers, itWith, onEveryBackend, type SignatureCase } from './vectors.js'

interface Case {
  readonly tcId: number
  readonly comment: string
  readonly flags: readonly string[]
  readonly result: 'valid' | 'invalid' | 'acceptable'
}

interface Vectors<Group> {
  readonly numberOfTests: number
  readonly testGroups: readonly Group[]
}

interface Ed25519Group {
  readonly publicKey: { readonly pk: string }
  readonly tests: readonly (Case & { readonly msg: string; readonly sig: string })[]
}

interface AeadGroup {
  readonly tests: readonly (Case & Readonly<Record<'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag', string>>)[]
}

interface HkdfGroup {
  readonly tests: readonly (Case &
    Readonly<Record<'ikm' | 'salt' | 'info' | 'okm', string>> & { readonly size: number })[]
}

interface HmacGroup {
  /** Bits of the tag that are compared: the vectors also have tags cut to 128. */
  readonly tagSize: number
  readonly tests: readonly (Case & Readonly<Record<'key' | 'msg' | 'tag', string>>)[]
}

/** The code of what was thrown, undefined for nothing. Anything but an AmanaError is a bug and passes through. */
function codeOf(run: () => unknown): string | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    if (error instanceof AmanaError) return error.code
    throw error
  }
}

function signatures(file: Vectors<Ed25519Group>) {
  const tests = file.testGroups.flatMap((group) =>
    group.tests.map((test) => ({ ...test, key: group.publicKey.pk })),
  )
  return { tests, cases: tests.map(({ key, msg, sig }): SignatureCase => [key, msg, sig]) }
}

describe('Wycheproof', () => {
  onEveryBackend(() => {
    itWith<Vectors<Ed25519Group>>(
      'wycheproof/ed25519_test.json',
      'Ed25519: 151 of 151 as published',
      (file) => {
        const { tests, cases } = signatures(file)
        const given = answers(cases, 'rule')
        const wrong = tests
          .filter((test, i) => given[i] !== (test.result === 'valid'))
          .map((test) => test.tcId)
        expect(wrong).toEqual([])
        expect([given.length, file.numberOfTests]).toEqual([151, 151])
      },
    )

    itWith<Vectors<AeadGroup>>(
      'wycheproof/xchacha20_poly1305_test.json',
      'XChaCha20-Poly1305: 315 of 315 as published, sealing and opening',
      (file) => {
        let run = 0
        for (const { tests } of file.testGroups)
          for (const test of tests) {
            const [key, iv, aad] = [fromHex(test.key), fromHex(test.iv), fromHex(test.aad)]
            const sealed = concat(fromHex(test.ct), fromHex(test.tag))
            if (test.result === 'valid') {
              expect(toHex(open(key, iv, sealed, aad))).toBe(test.msg)
              expect(toHex(seal(key, iv, fromHex(test.msg), aad))).toBe(toHex(sealed))
            } else {
              const expected = test.flags.includes('InvalidNonceSize')
                ? 'crypto/bad-length'
                : 'crypto/not-authentic'
              expect(codeOf(() => open(key, iv, sealed, aad))).toBe(expected)
            }
            run++
          }
        expect([run, file.numberOfTests]).toEqual([315, 315])
      },
    )

    itWith<Vectors<HkdfGroup>>(
      'wycheproof/hkdf_sha256_test.json',
      'HKDF-SHA-256: 86 of 86 as published',
      (file) => {
        let run = 0
        for (const { tests } of file.testGroups)
          for (const test of tests) {
            const derive = () =>
              hkdfSha256(fromHex(test.ikm), fromHex(test.salt), fromHex(test.info), test.size)
            if (test.result === 'valid') expect(toHex(derive())).toBe(test.okm)
            else expect(codeOf(derive)).toBe('crypto/bad-length')
            run++
          }
        expect([run, file.numberOfTests]).toEqual([86, 86])
      },
    )

    itWith<Vectors<HmacGroup>>(
      'wycheproof/hmac_sha256_test.json',
      'HMAC-SHA-256: 174 of 174 as published, whole and cut to 128 bits',
      (file) => {
        const wrong: number[] = []
        let run = 0
        for (const { tests, tagSize } of file.testGroups)
          for (const test of tests) {
            const mac = toHex(hmacSha256(fromHex(test.key), fromHex(test.msg))).slice(0, tagSize / 4)
            if ((mac === test.tag) !== (test.result === 'valid')) wrong.push(test.tcId)
            run++
          }
        expect(wrong).toEqual([])
        expect([run, file.numberOfTests]).toEqual([174, 174])
      },
    )
  })

  itWith<Vectors<Ed25519Group>>(
    'wycheproof/ed25519_test.json',
    'without the rule the two backends disagree on the signatures whose S was enlarged by L',
    (file) => {
      const { tests, cases } = signatures(file)
      const whole = cases.filter(([, , signature]) => signature.length === 128)
      const [noble, node] = [answers(whole, 'bare', nobleBackend), answers(whole, 'bare', nodeBackend)]
      const split = whole.filter((_, i) => noble[i] !== node[i])
      const flags = tests.filter((_, i) => split.includes(cases[i]!)).flatMap((test) => test.flags)
      expect(split.every((test) => noble[whole.indexOf(test)])).toBe(true)
      expect([split.length, [...new Set(flags)].sort()]).toEqual([5, ['InvalidKtv', 'SignatureMalleability']])
    },
  )
})
