import { AmanaError, fromBase64, utf8 } from '@amana/codec'
import { nobleBackend, publicKeyOf, sha256, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import {
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  parseVerifierKey,
  signCheckpoint,
  signNote,
  verifierKey,
} from '@amana/log'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { refusal } from '../codec/refusal.js'

beforeAll(() => void useBackend(nodeBackend))
afterAll(() => void useBackend(nobleBackend))

const ROOT = 'XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg='
const checkpoint = { origin: 'k7f3q.example', size: 8, root: fromBase64(ROOT) }
const text = `k7f3q.example\n8\n${ROOT}\n`

describe('a checkpoint', () => {
  it('is three lines: origin, size, root', () => {
    expect(formatCheckpoint(checkpoint)).toBe(text)
    expect(parseCheckpoint(text)).toEqual(checkpoint)
  })

  it('of any size up to 2^53 - 1 comes back', () => {
    for (const size of [0, 1, 9, 10, 1_000_000, 2 ** 32, Number.MAX_SAFE_INTEGER])
      expect(parseCheckpoint(formatCheckpoint({ ...checkpoint, size })).size).toBe(size)
  })

  it.each([
    ['nothing', ''],
    ['no newline at the end', text.slice(0, -1)],
    ['a line more', `${text}extension\n`],
    ['an empty line more', `${text}\n`],
    ['an unfinished line more', `${text}extension`],
    ['a line less', `k7f3q.example\n8\n`],
    ['lines that end as in DOS', text.replaceAll('\n', '\r\n')],
    ['an empty line before', `\n${text}`],
    ['an empty origin', `\n8\n${ROOT}\n`],
    ['a space in the origin', `k7f3q example\n8\n${ROOT}\n`],
    ['a plus sign in the origin', `k7f3q+example\n8\n${ROOT}\n`],
    ['a tab in the origin', `k7f3q\texample\n8\n${ROOT}\n`],
    ['an origin that is not in NFC', `e\u0301\n8\n${ROOT}\n`],
    ['a lone surrogate in the origin', `\ud800\n8\n${ROOT}\n`],
    ['no size', `k7f3q.example\n\n${ROOT}\n`],
    ['a leading zero', `k7f3q.example\n08\n${ROOT}\n`],
    ['a size of two zeros', `k7f3q.example\n00\n${ROOT}\n`],
    ['a plus sign before the size', `k7f3q.example\n+8\n${ROOT}\n`],
    ['a negative size', `k7f3q.example\n-8\n${ROOT}\n`],
    ['a size in hexadecimal', `k7f3q.example\n0x8\n${ROOT}\n`],
    ['a size with an exponent', `k7f3q.example\n8e0\n${ROOT}\n`],
    ['a fraction', `k7f3q.example\n8.0\n${ROOT}\n`],
    ['a space before the size', `k7f3q.example\n 8\n${ROOT}\n`],
    ['a space after the size', `k7f3q.example\n8 \n${ROOT}\n`],
    ['Arabic digits', `k7f3q.example\n٨\n${ROOT}\n`],
    ['a size of 2^53', `k7f3q.example\n9007199254740992\n${ROOT}\n`],
    ['a size of 2^53 + 1, which rounds', `k7f3q.example\n9007199254740993\n${ROOT}\n`],
    ['a size of 2^64 - 1', `k7f3q.example\n18446744073709551615\n${ROOT}\n`],
    ['no root', 'k7f3q.example\n8\n\n'],
    ['a root of 31 bytes', `k7f3q.example\n8\n${Buffer.alloc(31).toString('base64')}\n`],
    ['a root of 33 bytes', `k7f3q.example\n8\n${Buffer.alloc(33).toString('base64')}\n`],
    ['a root without padding', `k7f3q.example\n8\n${ROOT.slice(0, -1)}\n`],
    ['a root with unused bits set', `k7f3q.example\n8\n${ROOT.replace('yg=', 'yh=')}\n`],
    ['a root in the URL alphabet', `k7f3q.example\n8\n${ROOT.replace('+', '-').replace('/', '_')}\n`],
    ['a root in hexadecimal', `k7f3q.example\n8\n${'5d'.repeat(32)}\n`],
    ['a space after the root', `k7f3q.example\n8\n${ROOT} \n`],
  ])('with %s is refused', (_, bad) => {
    expect(refusal(() => parseCheckpoint(bad)).code).toBe('log/bad-checkpoint')
  })

  it('has one text: whatever is accepted is written again as it was', () => {
    const stray = fc.oneof(fc.constantFrom('', '08', ROOT.replace('yg=', 'yh=')), fc.string({ maxLength: 6 }))
    /** Now and then another line than belongs there: about a third of all checkpoints are without one. */
    const or = (...good: string[]) => fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...good) }, stray)
    const like = fc
      .tuple(
        or('k7f3q.example', 'الباب'),
        or('0', '8', '9007199254740991'),
        or(ROOT),
        fc.array(stray, { maxLength: 1 }),
      )
      .map(([origin, size, root, more]) => `${[origin, size, root, ...more].join('\n')}\n`)
    let accepted = 0
    fc.assert(
      fc.property(like, (candidate) => {
        try {
          expect(formatCheckpoint(parseCheckpoint(candidate))).toBe(candidate)
          accepted++
        } catch (error) {
          if (!(error instanceof AmanaError) || error.code !== 'log/bad-checkpoint') throw error
        }
      }),
      { numRuns: 5000 },
    )
    expect(accepted).toBeGreaterThan(10)
  })

  it('that could not be read again is not written', () => {
    for (const bad of [
      { origin: '' },
      { origin: 'two words' },
      { origin: 'a\nb' },
      { origin: 'e\u0301' },
      { size: -1 },
      { size: 0.5 },
      { size: 2 ** 53 },
      { size: Number.NaN },
      { root: new Uint8Array(31) },
      { root: new Uint8Array(0) },
    ])
      expect(refusal(() => formatCheckpoint({ ...checkpoint, ...bad })).code).toBe('log/bad-checkpoint')
  })
})

describe('a signed checkpoint', () => {
  const seedOf = (name: string) => sha256(utf8(name))
  const keyOf = (name: string) => parseVerifierKey(verifierKey(name, publicKeyOf(seedOf(name))))
  const { origin } = checkpoint
  const note = signCheckpoint(checkpoint, seedOf(origin))

  it('opens for the key named as its origin', () => {
    const opened = openCheckpoint(note, keyOf(origin))
    expect(opened.checkpoint).toEqual(checkpoint)
    expect(opened.note.signatures.map(({ name }) => name)).toEqual([origin])
    expect(note.startsWith(`${text}\n\u2014 ${origin} `)).toBe(true)
  })

  it('does not open for the key of another log, nor for another key of that name', () => {
    expect(refusal(() => openCheckpoint(note, keyOf('another.example'))).code).toBe('log/unsigned')
    const impostor = parseVerifierKey(verifierKey(origin, publicKeyOf(seedOf('another.example'))))
    expect(refusal(() => openCheckpoint(note, impostor)).code).toBe('log/unsigned')
  })

  it('of one log signed by another log is refused', () => {
    const foreign = signNote(text, 'another.example', seedOf('another.example'))
    expect(refusal(() => openCheckpoint(foreign, keyOf('another.example'))).code).toBe('log/bad-checkpoint')
  })

  it('that only a witness signed is not signed', () => {
    const witnessed = signNote(text, 'witness.example', seedOf('witness.example'))
    expect(refusal(() => openCheckpoint(witnessed, keyOf(origin), [keyOf('witness.example')])).code).toBe(
      'log/unsigned',
    )
  })

  it('shows the witnesses that signed it too', () => {
    const line = signNote(text, 'witness.example', seedOf('witness.example')).slice(text.length + 1)
    const opened = openCheckpoint(note + line, keyOf(origin), [keyOf('witness.example')])
    expect(opened.note.signatures.map(({ name }) => name)).toEqual([origin, 'witness.example'])
    expect(openCheckpoint(note + line, keyOf(origin)).note.unverified).toBe(1)
  })

  it('that is no checkpoint is refused though the signature is good', () => {
    const signed = signNote('hello\n', origin, seedOf(origin))
    expect(refusal(() => openCheckpoint(signed, keyOf(origin))).code).toBe('log/bad-checkpoint')
    const extended = signNote(`${text}extension\n`, origin, seedOf(origin))
    expect(refusal(() => openCheckpoint(extended, keyOf(origin))).code).toBe('log/bad-checkpoint')
  })
})
