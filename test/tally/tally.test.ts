import { randomBytes, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import {
  blindingOf,
  commitValue,
  commitValues,
  openCommitment,
  proofLength,
  proveTally,
  verifyTally,
} from '@amana/tally'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { AL_BAB, cellsOf, secondVerifier, tableOf } from './lab.js'

useBackend(nodeBackend)
const secret = new Uint8Array(32).fill(5)
const FIELDS = ['sex', 'age-group', 'incident']

describe('a commitment', () => {
  const values = ['female', 'child']
  const blinding = blindingOf(secret, 1, values, 'sex')
  const commitment = commitValue('sex', 'female', blinding)

  it('opens to its value with its blinding', () => {
    expect(openCommitment('sex', commitment, { value: 'female', blinding })).toBe(true)
  })
  it('opens to no other value, field or blinding', () => {
    expect(openCommitment('sex', commitment, { value: 'male', blinding })).toBe(false)
    expect(openCommitment('status', commitment, { value: 'female', blinding })).toBe(false)
    const other = blindingOf(secret, 2, values, 'sex')
    expect(openCommitment('sex', commitment, { value: 'female', blinding: other })).toBe(false)
  })
  it('has another blinding for another revision, other values, another field, another record', () => {
    const all = [
      blinding,
      blindingOf(secret, 2, values, 'sex'),
      blindingOf(secret, 1, ['female', 'adult'], 'sex'),
      blindingOf(secret, 1, values, 'age-group'),
      blindingOf(new Uint8Array(32), 1, values, 'sex'),
    ]
    expect(new Set(all.map(String)).size).toBe(5)
  })
  it('is the same whether made alone or among many', () => {
    expect(commitValues('sex', [{ value: 'female', blinding }])).toEqual([commitment])
  })
  it('is refused with a blinding that is not a canonical scalar', () => {
    const code = expect.objectContaining({ code: 'tally/bad-blinding' })
    expect(() => commitValue('sex', 'female', new Uint8Array(32).fill(255))).toThrow(code)
    expect(() => commitValue('sex', 'female', new Uint8Array(31))).toThrow(code)
    expect(openCommitment('sex', commitment, { value: 'female', blinding: new Uint8Array(31) })).toBe(false)
  })
})

describe('a tally', () => {
  it('of the demonstration passes, one field or three, by both verifiers', () => {
    for (const width of [1, 3]) {
      const { statement, openings } = tableOf(
        FIELDS.slice(0, width),
        AL_BAB.map((row) => row.slice(0, width)),
      )
      const proof = proveTally(statement, openings)
      expect(proof.length).toBe(proofLength(103))
      expect(verifyTally(statement, proof)).toEqual({ ok: true })
      expect(secondVerifier.verify(statement, proof)).toBe(true)
    }
  })
  it('of random tables passes by both verifiers, and a false count by neither', () => {
    const row = fc.tuple(fc.constantFrom('a', 'b', null), fc.constantFrom(1, 2, -3), fc.boolean())
    const rows = fc.array(row, { minLength: 1, maxLength: 14 })
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 3 }), fc.nat(), (all, width, which) => {
        const cut = all.map((values) => values.slice(0, width))
        const { statement, openings } = tableOf(FIELDS.slice(0, width), cut)
        const proof = proveTally(statement, openings)
        expect(verifyTally(statement, proof)).toEqual({ ok: true })
        expect(secondVerifier.verify(statement, proof)).toBe(true)
        // One entry is moved to a cell that is new or that was there.
        const cells = statement.cells.map((cell) => ({ ...cell }))
        const from = cells[which % cells.length]!
        from.count--
        const to = cells[(which + 1) % cells.length]!
        if (to === from) cells.push({ values: cut[0]!.map(() => 'new'), count: 1 })
        else to.count++
        const wrong = { ...statement, cells }
        expect(verifyTally(wrong, proof).ok).toBe(false)
        expect(secondVerifier.verify(wrong, proof)).toBe(false)
      }),
      { numRuns: 25 },
    )
  })
  it.each([1, 2, 3, 4, 8, 9, 31, 32, 33, 200, 2049])('over %i entries fills its rows right', (n) => {
    const { statement, openings } = tableOf(
      ['f'],
      Array.from({ length: n }, (_, i) => [i % 7]),
    )
    const proof = proveTally(statement, openings)
    expect(proof.length).toBe(proofLength(n))
    expect(verifyTally(statement, proof)).toEqual({ ok: true })
  })
  it('proves an empty cell empty', () => {
    const { statement, openings } = tableOf(['sex'], [['female'], ['female']])
    const cells = [...statement.cells, { values: ['male'], count: 0 }]
    const proof = proveTally({ ...statement, cells }, openings)
    expect(verifyTally({ ...statement, cells }, proof)).toEqual({ ok: true })
    expect(secondVerifier.verify({ ...statement, cells }, proof)).toBe(true)
    expect(verifyTally(statement, proof).ok).toBe(false)
  })
  it('has at most 72 bytes a record from 40 records on, and 2.5 at 10,000', () => {
    for (let n = 40; n < 3000; n++) expect(proofLength(n) / n).toBeLessThanOrEqual(72)
    expect(proofLength(10_000) / 10_000).toBeLessThan(2.5)
    expect(proofLength(1_000_000) / 1_000_000).toBeLessThan(2.1)
  })
  it('has other bytes each time, and the same bytes with the same randomness', () => {
    const { statement, openings } = tableOf(['sex'], [['female'], ['male']])
    const fresh = randomBytes(32)
    expect(proveTally(statement, openings)).not.toEqual(proveTally(statement, openings))
    expect(proveTally(statement, openings, fresh)).toEqual(proveTally(statement, openings, fresh))
  })
  it('shares no word with a proof of another statement under a generator that is stuck', () => {
    const { statement, openings } = tableOf(['sex'], [['female'], ['male'], ['male']])
    const stuck = new Uint8Array(32)
    const words = (proof: Uint8Array) =>
      Array.from({ length: proof.length / 32 }, (_, i) => String(proof.slice(32 * i, 32 * i + 32)))
    const first = words(proveTally(statement, openings, stuck))
    const second = words(proveTally({ ...statement, claim: 'another' }, openings, stuck))
    expect(first.filter((word) => second.includes(word))).toEqual([])
  })
  it('is not made of what is not so', () => {
    const { statement, openings } = tableOf(['sex'], [['female'], ['male'], ['male']])
    const code = expect.objectContaining({ code: 'tally/not-so' })
    const cells = cellsOf([['female'], ['female'], ['male']])
    expect(() => proveTally({ ...statement, cells }, openings)).toThrow(code)
    expect(() => proveTally({ ...statement, cells: cellsOf([['x'], ['x'], ['x']]) }, openings)).toThrow(code)
    expect(() => proveTally(statement, openings.slice(1))).toThrow(
      expect.objectContaining({ code: 'tally/bad-openings' }),
    )
    expect(() => proveTally({ ...statement, fields: [] }, openings)).toThrow(
      expect.objectContaining({ code: 'tally/bad-statement' }),
    )
  })
  it('fails where a commitment is not the one that was opened', () => {
    const { statement, openings } = tableOf(['sex'], [['female'], ['male'], ['male']])
    const [first, ...rest] = openings
    const wrong = [[{ ...first![0]!, blinding: randomBytes(32).fill(0, 31) }], ...rest]
    expect(verifyTally(statement, proveTally(statement, wrong))).toMatchObject({ ok: false, fault: 'totals' })
  })
})
