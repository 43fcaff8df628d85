import { readFileSync, writeFileSync } from 'node:fs'
import { AmanaError } from '@amana/codec'
import { parseTimestamp } from '@amana/evidence'
import { type TimestampOptions, verifyTimestamp } from '@amana/evidence/node'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Authority, hasOpenssl } from './authority.js'
import { newFolder, removeFolders } from './folders.js'

afterAll(removeFolders)
if (!hasOpenssl) console.warn('skipped: no openssl command of version 3 here, by which agreement is measured')

/** What was stamped: a checkpoint, say. */
const DATA = 'amana/example\n103\n9dUvOQ2uA9M4DhiQjr5XluBeAftPNBdmvYxSoRCwcjI=\n'
const DAY = 86_400_000

interface Verdict {
  readonly ok: boolean
  readonly code: string
}

const describeWhere = hasOpenssl ? describe : describe.skip

describeWhere('time stamps beside openssl ts -verify', () => {
  const made = new Authority(newFolder())
  const read = (name: string) => new Uint8Array(readFileSync(made.at(name)))

  const ours = (bytes: Uint8Array, roots: string, more: Partial<TimestampOptions> = {}): Verdict => {
    try {
      const options = { data: [read('data')], roots: readFileSync(made.at(roots), 'utf8'), at: Date.now() }
      verifyTimestamp(bytes, { ...options, ...more })
      return { ok: true, code: '' }
    } catch (error) {
      if (!(error instanceof AmanaError)) throw error
      return { ok: false, code: error.code }
    }
  }

  beforeAll(() => {
    writeFileSync(made.at('data'), DATA)
    writeFileSync(made.at('other'), 'something else')
    made.certificate('root', 'root')
    made.certificate('other-root', 'root')
    made.certificate('middle', 'middle', 'root')
    made.certificate('below', 'below', 'middle')
    made.certificate('tsa', 'good', 'root')
    made.certificate('rsa', 'good', 'root', '3650', 'rsa')
    made.certificate('p384', 'good', 'middle', '3650', 'P-384')
    made.certificate('too-deep', 'good', 'below')
    made.certificate('short', 'good', 'root', '1')
    made.certificate('self', 'good')
    made.certificate('no-authority', 'no-authority', 'root')
    made.certificate('by-no-authority', 'good', 'no-authority')
    const kinds = [
      'no-purpose',
      'other-purpose',
      'two-purposes',
      'not-critical',
      'bad-usage',
      'unknown-critical',
    ]
    for (const kind of kinds) made.certificate(kind, kind, 'root')
    for (const [name, ...parts] of [
      ['chain', 'middle'],
      ['all', 'root', 'other-root'],
      ['deep', 'below', 'middle'],
    ] as const)
      writeFileSync(
        made.at(`${name}.pem`),
        parts.map((part) => readFileSync(made.at(`${part}.pem`), 'utf8')).join(''),
      )
    made.reply('good', 'data', 'tsa')
    made.reply('by-rsa', 'data', 'rsa', { query: ['-sha512'] })
    made.reply('by-p384', 'data', 'p384', { chain: 'chain.pem', query: ['-sha384'] })
    made.reply('ess-v1', 'data', 'p384', { chain: 'chain.pem', section: 'chained' })
    made.reply('no-chain', 'data', 'p384')
    made.reply('of-other', 'other', 'tsa')
    made.reply('other-policy', 'data', 'tsa', { query: ['-sha256', '-tspolicy', '1.2.3.4.5'] })
    made.reply('short', 'data', 'short')
    made.reply('self', 'data', 'self')
    made.reply('too-deep', 'data', 'too-deep', { chain: 'deep.pem' })
    made.reply('by-no-authority', 'data', 'by-no-authority', { chain: 'no-authority.pem' })
    // The name in a token is its authority's: only a token without one can be signed anew by another.
    made.reply('nameless', 'data', 'p384', { chain: 'chain.pem', section: 'chained' })
    for (const kind of ['tsa', ...kinds]) made.resigned(`re-${kind}`, 'nameless', kind)
    made.resigned('other-name', 'good', 'rsa')
    made.resigned('unnamed', 'nameless', 'tsa', ['-nosmimecap'])
    made.resigned('by-key-id', 'nameless', 'tsa', ['-cades', '-keyid'])
    made.resigned('no-certificate', 'nameless', 'tsa', ['-cades', '-nocerts'])
    made.twin('twin', 'tsa', 'good', 'root')
    made.resigned('other-certificate', 'nameless', 'tsa', ['-cades', '-nocerts', '-certfile', 'twin.pem'])
    made.resigned('no-attributes', 'nameless', 'tsa', ['-noattr'])
  }, 120_000)

  const CASES: readonly [name: string, file: string, roots: string, ok: boolean, code?: string][] = [
    ['ECDSA on P-256', 'good.tsr', 'root.pem', true],
    ['RSA, SHA-512', 'by-rsa.tsr', 'root.pem', true],
    ['ECDSA on P-384 under an authority in between', 'by-p384.tsr', 'root.pem', true],
    ['certificates named by SHA-1, the whole chain', 'ess-v1.tsr', 'root.pem', true],
    ['several roots', 'good.tsr', 'all.pem', true],
    ['a token by itself', 're-tsa.tst', 'root.pem', true],
    ['self-signed, and trusted', 'self.tsr', 'self.pem', true],
    ['another root', 'good.tsr', 'other-root.pem', false, 'timestamp/no-chain'],
    ['self-signed, and not trusted', 'self.tsr', 'root.pem', false, 'timestamp/no-chain'],
    ['an authority in between for a root', 'by-p384.tsr', 'middle.pem', false, 'timestamp/no-chain'],
    ['nothing in between', 'no-chain.tsr', 'root.pem', false, 'timestamp/no-chain'],
    ['more authorities than allowed', 'too-deep.tsr', 'root.pem', false, 'timestamp/no-chain'],
    ['issued by no authority', 'by-no-authority.tsr', 'root.pem', false, 'timestamp/no-chain'],
    ['a critical extension nobody knows', 're-unknown-critical.tst', 'root.pem', false, 'timestamp/no-chain'],
    ['of other data', 'of-other.tsr', 'root.pem', false, 'timestamp/other-data'],
    ['no purpose', 're-no-purpose.tst', 'root.pem', false, 'timestamp/bad-purpose'],
    ['another purpose', 're-other-purpose.tst', 'root.pem', false, 'timestamp/bad-purpose'],
    ['two purposes', 're-two-purposes.tst', 'root.pem', false, 'timestamp/bad-purpose'],
    ['a purpose that is not critical', 're-not-critical.tst', 'root.pem', false, 'timestamp/bad-purpose'],
    ['a key for more than signing', 're-bad-usage.tst', 'root.pem', false, 'timestamp/bad-purpose'],
    ['another authority than the token says', 'other-name.tst', 'root.pem', false, 'timestamp/no-signer'],
    ['no certificate named', 'unnamed.tst', 'root.pem', false, 'timestamp/bad-token'],
    ['no certificate in it', 'no-certificate.tst', 'root.pem', false, 'timestamp/no-signer'],
    ['a signer by the id of a key', 'by-key-id.tst', 'root.pem', false, 'timestamp/bad-token'],
    [
      'another certificate for its key and number',
      'other-certificate.tst',
      'root.pem',
      false,
      'timestamp/no-signer',
    ],
    ['no signed attributes', 'no-attributes.tst', 'root.pem', false, 'timestamp/bad-token'],
  ]

  it.each(CASES)('agree: %s', (_, file, roots, ok, code = '') => {
    expect(made.accepts(file, roots, ['-data', 'data'])).toBe(ok)
    expect(ours(read(file), roots)).toEqual({ ok, code })
  })

  it('agree on when certificates are valid: not before, until, and not after', () => {
    for (const [days, ok] of [
      [-1, false],
      [0, true],
      [2, false],
    ] as const) {
      const at = Date.now() + days * DAY
      expect(
        made.accepts('short.tsr', 'root.pem', ['-data', 'data', '-attime', String(Math.floor(at / 1000))]),
      ).toBe(ok)
      expect(ours(read('short.tsr'), 'root.pem', { at })).toEqual({
        ok,
        code: ok ? '' : 'timestamp/not-valid-then',
      })
    }
  })

  it('agree on the policy that was asked for', () => {
    for (const [reply, query, policy, ok] of [
      ['other-policy', 'other-policy', '1.2.3.4.5', true],
      // A query that asks for another policy; its nonce is another as well, so one is made without.
      ['plain-1', 'plain-5', '1.2.3.4.5', false],
      ['plain-5', 'plain-5', '1.2.3.4.5', true],
    ] as const) {
      made.reply('plain-1', 'data', 'tsa', { query: ['-sha256', '-no_nonce'] })
      made.reply('plain-5', 'data', 'tsa', { query: ['-sha256', '-no_nonce', '-tspolicy', '1.2.3.4.5'] })
      expect(made.accepts(`${reply}.tsr`, 'root.pem', ['-queryfile', `${query}.tsq`])).toBe(ok)
      expect(ours(read(`${reply}.tsr`), 'root.pem', { policy })).toEqual({
        ok,
        code: ok ? '' : 'timestamp/other-policy',
      })
    }
  })

  it('agree on tokens that are cut short, and on such with a byte too many', () => {
    const whole = read('by-p384.tsr')
    const lengths = Array.from({ length: 12 }, (_, i) => Math.floor((whole.length * (i + 0.5)) / 12))
    for (const length of [0, 1, ...lengths, whole.length - 1]) {
      writeFileSync(made.at('cut.tsr'), whole.subarray(0, length))
      expect([length, made.accepts('cut.tsr', 'root.pem', ['-data', 'data'])]).toEqual([length, false])
    }
    for (let length = 0; length < whole.length; length++)
      expect([length, ours(whole.subarray(0, length), 'root.pem').code]).toEqual([
        length,
        'timestamp/bad-token',
      ])
  })

  it('never pass with a bit flipped where OpenSSL refuses, and are stricter in unsigned names alone', () => {
    const whole = read('good.tsr')
    const stricter: number[] = []
    const laxer: number[] = []
    let refused = 0
    for (let i = 0; i < 60; i++) {
      const at = Math.floor((whole.length * (i + 0.3)) / 60)
      const bytes = Uint8Array.from(whole)
      bytes[at]! ^= 1 << (i % 8)
      writeFileSync(made.at('flipped.tsr'), bytes)
      const mine = ours(bytes, 'root.pem').ok
      const theirs = made.accepts('flipped.tsr', 'root.pem', ['-data', 'data'])
      if (!mine) refused++
      if (mine && !theirs) laxer.push(at)
      if (theirs && !mine) stricter.push(at)
    }
    expect(laxer).toEqual([])
    // The issuer's name in another case, and the name of the signature's algorithm, which OpenSSL does not read.
    expect(stricter.length).toBeLessThan(4)
    expect(refused).toBeGreaterThan(50)
  }, 60_000)

  it('say when, to what accuracy, by whom and under which policy', () => {
    const roots = readFileSync(made.at('root.pem'), 'utf8')
    const stamp = verifyTimestamp(read('good.tsr'), {
      data: [read('other'), read('data')],
      roots,
      at: Date.now(),
    })
    expect(stamp).toMatchObject({ accuracy: 1501, policy: '1.2.3.4.1' })
    expect(stamp.authority).toContain('CN=tsa')
    expect(Math.abs(Date.parse(stamp.time) - Date.now())).toBeLessThan(10 * 60_000)
    expect(parseTimestamp(read('good.tsr')).imprint.algorithm).toBe('sha256')
  })

  it('are refused without a stack trace where the file is anything else, and roots are none', () => {
    for (const bytes of [
      new Uint8Array(0),
      new Uint8Array(4096).fill(0x30),
      new TextEncoder().encode(DATA),
      read('root.pem'),
    ])
      expect(ours(bytes, 'root.pem').code).toBe('timestamp/bad-token')
    expect(ours(read('good.tsr'), 'data').code).toBe('timestamp/bad-roots')
    // A million nested elements are not followed.
    const deep = new Uint8Array(1 << 20).fill(0x30)
    for (let i = 0; i + 1 < deep.length; i += 2) deep[i + 1] = 0x80
    expect(ours(deep, 'root.pem').code).toBe('timestamp/bad-token')
  })
})
