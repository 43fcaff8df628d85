import { blindingOf, commitValue, openCommitment, randomBytes, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { proofLength, proveTally, verifyTally } from '@amana/tally'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { many } from '../many.js'
import { AL_BAB, cellsOf, merged, secondVerifier, tableOf } from './lab.js'

useBackend(nodeBackend)
const id = new Uint8Array(16).fill(1)
const salt = new Uint8Array(16).fill(5)
const FIELDS = ['sex', 'age-group', 'incident']

describe('a commitment', () => {
  const blinding = blindingOf('a', id, 1, salt, 'sex', 'female')
  const commitment = commitValue('sex', 'female', blinding)

  it('opens to its value with its blinding', () => {
    expect(openCommitment('sex', commitment, { value: 'female', blinding })).toBe(true)
  })
  it('opens to no other value, field or blinding', () => {
    expect(openCommitment('sex', commitment, { value: 'male', blinding })).toBe(false)
    expect(openCommitment('status', commitment, { value: 'female', blinding })).toBe(false)
    const other = blindingOf('a', id, 2, salt, 'sex', 'female')
    expect(openCommitment('sex', commitment, { value: 'female', blinding: other })).toBe(false)
    // Names and values that read alike where they are joined.
    commitValue('a', 'b "c', blinding)
    const alike = commitValue('a "b', 'c', blinding)
    expect(openCommitment('a "b', alike, { value: 'c', blinding })).toBe(true)
  })
  it('has another blinding for another log, record, revision, salt, field or value', () => {
    const all = [
      blinding,
      blindingOf('b', id, 1, salt, 'sex', 'female'),
      blindingOf('a', salt, 1, salt, 'sex', 'female'),
      blindingOf('a', id, 2, salt, 'sex', 'female'),
      blindingOf('a', id, 1, id, 'sex', 'female'),
      blindingOf('a', id, 1, salt, 'status', 'female'),
      blindingOf('a', id, 1, salt, 'sex', 'male'),
    ]
    expect(new Set(all.map(String)).size).toBe(7)
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
        if (to === from) cells.push({ tuples: [cut[0]!.map(() => 'new')], count: 1 })
        else to.count++
        const wrong = { ...statement, cells }
        expect(verifyTally(wrong, proof).ok).toBe(false)
        expect(secondVerifier.verify(wrong, proof)).toBe(false)
      }),
      { numRuns: many(25, 10) },
    )
  })
  it('of merged cells passes by both verifiers, and a false count by neither', () => {
    const { statement, openings } = tableOf(FIELDS, AL_BAB)
    for (let count = 1; count <= statement.cells.length; count += many(1, 8)) {
      const cells = [
        ...merged(statement, count),
        {
          tuples: [
            ['x', 'y', null],
            [1, 2, 3],
          ],
          count: 0,
        },
      ]
      const table = { ...statement, cells }
      const proof = proveTally(table, openings)
      expect(proof.length).toBe(proofLength(103, count))
      expect(verifyTally(table, proof)).toEqual({ ok: true })
      expect(verifyTally(statement, proof).ok).toBe(false)
      const [first, ...rest] = cells
      const last = rest.pop()!
      const wrong = {
        ...statement,
        cells: [{ ...first!, count: first!.count - 1 }, ...rest, { ...last, count: 1 }],
      }
      expect(verifyTally(wrong, proof).ok).toBe(false)
      if (count % 8 === 1) {
        expect(secondVerifier.verify(table, proof)).toBe(true)
        expect(secondVerifier.verify(wrong, proof)).toBe(false)
      }
    }
  })
  it('of merged cells is the same whether they are merged from one or another', () => {
    const rows = [['a'], ['b'], ['b'], ['c']]
    const { statement, openings } = tableOf(['f'], rows)
    const cells = [{ tuples: [['c'], ['a'], ['b']], count: 4 }]
    expect(verifyTally({ ...statement, cells }, proveTally({ ...statement, cells }, openings))).toEqual({
      ok: true,
    })
    const code = expect.objectContaining({ code: 'tally/not-so' })
    expect(() =>
      proveTally({ ...statement, cells: [{ tuples: [['c'], ['b']], count: 4 }] }, openings),
    ).toThrow(code)
  })
  it.each([1, 2, 3, 4, 8, 9, 31, 32, 33, 200, many(2049, 513)])(
    'over %i entries fills its rows right',
    (n) => {
      const { statement, openings } = tableOf(
        ['f'],
        Array.from({ length: n }, (_, i) => [i % 7]),
      )
      const proof = proveTally(statement, openings)
      expect(proof.length).toBe(proofLength(n))
      expect(verifyTally(statement, proof)).toEqual({ ok: true })
    },
  )
  it('proves an empty cell empty', () => {
    const { statement, openings } = tableOf(['sex'], [['female'], ['female']])
    const cells = [...statement.cells, { tuples: [['male']], count: 0 }]
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
