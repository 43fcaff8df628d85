import {
  lineOf,
  makeRelease,
  parseCompared,
  parseLine,
  type Report,
  rootOfWords,
  rootWords,
  SeenCheckpoints,
  verifyView,
} from '@amana/bundle'
import { toHex, utf8 } from '@amana/codec'
import { publicKeyOf, sha256, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { cosign, parsePolicy, verifierKey, witnessKey } from '@amana/log'
import { describe, expect, it } from '@jest/globals'
import { emptyCase, persons, viewOf } from '../bundle/sample.js'
import { refusal } from '../codec/refusal.js'

useBackend(nodeBackend)

const amana = emptyCase()
amana.import(persons(5))
makeRelease(amana, { time: '2015-02-01T12:00:00Z' })
const view = viewOf(amana, 'public')
const { note } = amana.releases[0]!
const key = amana.verificationKey
const seedOf = (name: string) => sha256(utf8(`witness test: ${name}`))
const vkey = (name: string) => witnessKey(`${name}.example`, publicKeyOf(seedOf(name)))
const by = (name: string, time: number) => cosign(note, `${name}.example`, seedOf(name), time)

const witnessed = async (policy: string, notes: readonly string[]): Promise<Report> =>
  verifyView([view], key, { witnesses: { policy: parsePolicy(policy), notes } })
const statusOf = ({ checks }: Report, id: string) => {
  const { status, code } = checks.find((check) => check.id === id)!
  return code ?? status
}
const TWO = `witness ann ${vkey('ann')}\nwitness bob ${vkey('bob')}\ngroup both all ann bob\nquorum both\n`

describe('a checkpoint and its witnesses', () => {
  it('was there at the latest when the last of those who were needed had seen it', async () => {
    const report = await witnessed(TWO, [by('ann', 1_423_000_000), by('bob', 1_423_000_100)])
    expect([report.ok, statusOf(report, 'witness'), statusOf(report, 'time')]).toEqual([true, 'pass', 'pass'])
    expect(report.witnessed).toEqual({ by: ['ann.example', 'bob.example'], time: '2015-02-03T21:48:20Z' })
  })

  it('may carry several cosignatures in one note', async () => {
    const both = cosign(by('ann', 1), 'bob.example', seedOf('bob'), 2)
    expect((await witnessed(TWO, [both])).witnessed?.time).toBe('1970-01-01T00:00:02Z')
  })

  it('is not witnessed by the key of its own log, under whatever name', async () => {
    const { signing } = amana.keys
    for (const name of ['somebody.else', amana.origin]) {
      const self = `witness self ${witnessKey(name, publicKeyOf(signing))}\nquorum self\n`
      const report = await witnessed(self, [cosign(note, name, signing, 1)])
      expect([report.ok, statusOf(report, 'witness'), statusOf(report, 'time')]).toEqual([
        false,
        'witness/self',
        'not-checked',
      ])
    }
  })

  it('is not accepted by a policy for other logs, and is by one that names its key', async () => {
    const rest = `witness ann ${vkey('ann')}\nquorum ann\n`
    const other = verifierKey(amana.origin, publicKeyOf(seedOf('other')))
    expect(statusOf(await witnessed(`log ${other}\n${rest}`, [by('ann', 1)]), 'witness')).toBe(
      'witness/other-log',
    )
    expect(statusOf(await witnessed(`log ${other}\nlog ${key}\n${rest}`, [by('ann', 1)]), 'witness')).toBe(
      'pass',
    )
  })

  it('is not spoken for by a note whose own signature is damaged or gone', async () => {
    const rest = `witness ann ${vkey('ann')}\nquorum ann\n`
    const cosigned = by('ann', 1)
    const own = note.split('\n').at(-2)!
    const start = own.lastIndexOf(' ') + 1
    for (const [at, code] of [
      [start + 1, 'witness/bad-note'],
      [start + 20, 'witness/bad-signature'],
    ] as const) {
      const damaged = `${own.slice(0, at)}${own[at] === 'A' ? 'B' : 'A'}${own.slice(at + 1)}`
      expect(statusOf(await witnessed(rest, [cosigned.replace(own, damaged)]), 'witness')).toBe(code)
    }
    expect(statusOf(await witnessed(rest, [cosigned.replace(`${own}\n`, '')]), 'witness')).toBe(
      'witness/bad-note',
    )
    expect(statusOf(await witnessed(rest, [cosigned]), 'witness')).toBe('pass')
  })

  it('shows no year that a clock cannot mean', async () => {
    const report = await witnessed(`witness ann ${vkey('ann')}\nquorum ann\n`, [by('ann', 2 ** 52)])
    expect(report.witnessed?.time).toBe('9999-12-31T23:59:59Z')
  })
})

describe('the time of a checkpoint', () => {
  const ann = { policy: parsePolicy(`witness ann ${vkey('ann')}\nquorum ann\n`), notes: [by('ann', 1)] }

  it.each([
    ['no word of anybody else', undefined, [], 'not-checked'],
    ['a witness', ann, [], 'pass'],
    ['a time stamp', undefined, ['pass'], 'pass'],
    ['both', ann, ['pass'], 'pass'],
    ['a proof that is followed only', undefined, ['not-checked'], 'not-checked'],
    ['that beside a witness', ann, ['not-checked'], 'pass'],
    ['a stamp that does not hold beside a witness', ann, ['fail'], 'time/bad-stamp'],
    ['one beside a stamp that does', undefined, ['pass', 'fail'], 'time/bad-stamp'],
  ] as const)('with %s', async (_, witnesses, stamps, expected) => {
    const given: string[] = []
    const report = await verifyView([view], key, {
      ...(witnesses === undefined ? {} : { witnesses }),
      timeStamps: (checkpoint) => {
        given.push(checkpoint)
        return stamps
      },
    })
    expect([statusOf(report, 'time'), report.ok]).toEqual([expected, expected !== 'time/bad-stamp'])
    expect(statusOf(report, 'witness')).toBe(witnesses === undefined ? 'not-checked' : 'pass')
    expect(given).toEqual([note])
  })

  it('asks for no stamp over a checkpoint that nobody signed', async () => {
    let asked = false
    const timeStamps = () => {
      asked = true
      return []
    }
    const other = verifierKey(amana.origin, publicKeyOf(seedOf('other')))
    const report = await verifyView([view], other, { timeStamps })
    expect([report.ok, statusOf(report, 'time'), asked]).toEqual([false, 'not-checked', false])
  })
})

describe('a root in words', () => {
  it('is all of it, and nothing else', () => {
    const zero = new Uint8Array(32)
    expect(rootWords(zero, 'en')).toBe(Array(24).fill('abandon').join(' '))
    const seen = new Set<string>()
    for (let bit = 0; bit < 256; bit++) {
      const root = zero.slice()
      root[bit >> 3]! |= 0x80 >> (bit & 7)
      for (const language of ['en', 'ar'] as const) seen.add(rootWords(root, language))
    }
    expect(seen.size).toBe(512)
    // The first word is the first eleven bits, the last the last three and eight zeros: 2^10 and 2^8 in the list of BIP 39.
    const ends = zero.slice()
    ends[0] = 0x80
    ends[31] = 1
    expect(rootWords(ends, 'en')).toMatch(/^length (abandon ){22}cactus$/)
    expect(rootOfWords(rootWords(ends, 'en'))).toEqual(ends)
  })
})

describe('what another reader reads aloud', () => {
  const { root } = parseLine(lineOf({ origin: 'amana/x', size: 7, root: sha256(utf8('root')) }))
  const [en, ar] = [rootWords(root, 'en'), rootWords(root, 'ar')]
  const european = ar.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))

  it.each([
    ['words', en],
    ['words as somebody wrote them down', ` ${en.toUpperCase().replaceAll(' ', ',\n')}.`],
    ['numbers', ar],
    ['numbers without their letters', ar.replace(/[أبجد] /g, '')],
    ['numbers in other digits', european],
  ])('is the root: %s', (_, text) => {
    expect(rootOfWords(text)).toEqual(root)
    expect(parseCompared(text)).toEqual({ root })
  })

  it.each([
    ['a word too few', en.slice(0, en.lastIndexOf(' '))],
    ['a word of no list', en.replace(/^\S+/, 'amana')],
    ['a last word that is none of a root', en.replace(/\S+$/, 'zoo')],
    ['a number too large', european.replace(/\d{5}/, '65536')],
    ['a number that lacks a digit', european.replace(/\d{5}/, '0123')],
  ])('is nothing where it has %s', (_, text) => {
    expect(rootOfWords(text)).toBeNull()
    expect(refusal(() => parseCompared(text)).code).toBe('compare/bad-line')
  })

  it('passes for the root of the view alone', async () => {
    const { root: own } = parseLine((await verifyView([view], key)).line!)
    const told = async (said: Uint8Array) =>
      statusOf(await verifyView([view], key, { compare: { root: said } }), 'compare')
    expect([await told(own), await told(root)]).toEqual(['pass', 'compare/other-words'])
  })
})

describe('a line to compare', () => {
  it('is read as it is written, with white space around it, and not otherwise', () => {
    const checkpoint = { origin: 'amana/x', size: 7, root: sha256(utf8('root')) }
    const line = lineOf(checkpoint)
    for (const text of [line, ` ${line}\n`, line.replaceAll(' ', '\t  ')])
      expect(parseLine(text)).toEqual(checkpoint)
    for (const bad of [
      '',
      'amana/x 7',
      `${line} more`,
      line.replace(' 7 ', ' 0 '),
      line.replace(' 7 ', ' 07 '),
      line.replace('=', ''),
    ])
      expect(refusal(() => parseLine(bad)).code).toBe('compare/bad-line')
  })
})

describe('a file of seen checkpoints', () => {
  const seen = new SeenCheckpoints()
  seen.add(key, { size: 5, root: sha256(utf8('5')) })
  seen.add(key, { size: 9, root: sha256(utf8('9')) })
  const text = seen.format()

  it('is read as it is written; cut off or changed anywhere it is refused or says something else', () => {
    expect(SeenCheckpoints.parse(text).format()).toBe(text)
    for (let at = 0; at < text.length; at++) {
      // A file that ends after a whole line cannot be told from one that never had more.
      if (text[at - 1] !== '\n' || at === 0)
        expect(refusal(() => SeenCheckpoints.parse(text.slice(0, at))).code).toBe('seen/bad-file')
      const changed = `${text.slice(0, at)}${String.fromCharCode(text.charCodeAt(at) ^ 1)}${text.slice(at + 1)}`
      let read: string
      try {
        read = SeenCheckpoints.parse(changed).format()
      } catch (error) {
        read = (error as { code: string }).code
      }
      expect(read === 'seen/bad-file' || read === changed).toBe(true)
    }
  })

  it('takes no second root for a size', () => {
    expect(seen.add(key, { size: 5, root: sha256(utf8('5')) })).toBe(false)
    expect(refusal(() => seen.add(key, { size: 5, root: sha256(utf8('6')) })).code).toBe('seen/fork')
    expect(seen.of(key).map(({ size, root }) => `${size} ${toHex(root)}`)).toHaveLength(2)
    expect(seen.isUnderOtherKey(key)).toBe(false)
    expect(seen.isUnderOtherKey(verifierKey(amana.origin, publicKeyOf(seedOf('other'))))).toBe(true)
  })
})
