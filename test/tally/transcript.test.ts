/**
 * What each input of the transcript is there for: the second verifier is weakened by leaving it out, a forgery is made
 * that passes it, and the same forgery fails the true verifiers. `docs/tally.md`, section 4.
 */
import { openCommitment, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { proveTally, type TallyStatement, verifyTally } from '@amana/tally'
import { describe, expect, it } from '@jest/globals'
import { cellsOf, forger, type LooseStatement, secondVerifier, tableOf, type Weak } from './lab.js'

useBackend(nodeBackend)
const { verify, mod, inv, valueScalar } = secondVerifier
const { forge, entriesOf, scalarsOf, commit, random } = forger
const FIELDS = ['age-group']
const ROWS = [['child'], ['adult'], ['adult'], ['adult'], ['child'], ['adult']]
const place = {
  origin: 'example.org/0f3a',
  release: { size: 9, root: new Uint8Array(32) },
  claim: 'children',
}
const made = entriesOf(scalarsOf(FIELDS, ROWS))
const truth: TallyStatement = { ...place, fields: FIELDS, cells: cellsOf(ROWS), entries: made.entries }
const lie: TallyStatement = {
  ...truth,
  cells: [
    { tuples: [['child']], count: 0 },
    { tuples: [['adult']], count: 6 },
  ],
}

/** The forgery passes the weak verifier and no other. */
function exploits(statement: TallyStatement, proof: Uint8Array, weak: Weak) {
  expect(verify(statement, proof, weak)).toBe(true)
  expect(verify(statement, proof)).toBe(false)
  expect(verifyTally(statement, proof).ok).toBe(false)
}

describe('left out of state 0, a proof serves for', () => {
  it.each<readonly [string, string, Partial<TallyStatement>]>([
    ['another log', 'origin', { origin: 'example.org/1111' }],
    ['another release', 'size', { release: { ...place.release, size: 10 } }],
    ['a fork of the release', 'root', { release: { ...place.release, root: new Uint8Array(32).fill(1) } }],
    ['another claim', 'claim', { claim: 'adults' }],
    [
      'other entries',
      'ids',
      { entries: truth.entries.map((e, i) => ({ ...e, id: new Uint8Array(16).fill(90 + i) })) },
    ],
  ])('%s: %s', (_, input, change) => {
    const weak = { omit: [input] }
    exploits({ ...truth, ...change }, forge(truth, made, weak), weak)
  })
  it('nothing else, where the names of the fields are missing but hashed into the values', () => {
    const weak = { omit: ['fields'] }
    const proof = forge(truth, made, weak)
    expect(verify(truth, proof, weak)).toBe(true)
    expect(verify({ ...truth, fields: ['status'] }, proof, weak)).toBe(false)
  })
  it('another field, where the names are missing and values are indices', () => {
    const weak = { omit: ['fields'], raw: true }
    const rows = [[1], [2], [2]]
    const held = entriesOf(scalarsOf(FIELDS, rows, weak))
    const statement = { ...place, fields: FIELDS, cells: cellsOf(rows), entries: held.entries }
    exploits({ ...statement, fields: ['status'] }, forge(statement, held, weak), weak)
  })
  it('the same table, where the number of entries is missing: pages and counts fix it', () => {
    const weak = { omit: ['entries'] }
    const proof = forge(truth, made, weak)
    expect(verify(truth, proof, weak)).toBe(true)
    expect(verify({ ...truth, entries: truth.entries.slice(1) }, proof, weak)).toBe(false)
  })
})

describe('chosen after the challenge that should have come later', () => {
  it('the table: cells are solved for, where values are scalars', () => {
    const weak = { omit: ['cells'], raw: true }
    const held = entriesOf([[5n], [7n]])
    const statement: LooseStatement = { ...place, fields: FIELDS, cells: [], entries: held.entries }
    const proof = forge(statement, held, weak, null, {
      cells(u, x) {
        const S = u.reduce((sum, a) => sum + inv(mod(x - a)), 0n)
        const rest = mod(x - inv(mod(S - inv(mod(x - 1n)))))
        statement.cells = [
          { tuples: [[1n]], count: 1 },
          { tuples: [[rest]], count: 1 },
        ]
      },
    })
    expect(verify(statement, proof, weak)).toBe(true)
    expect(verify(statement, proof, { raw: true })).toBe(false)
  })
  it('the commitments: a child is opened as an adult, and the total stands', () => {
    const weak = { omit: ['commitments'] }
    const [child, adult] = [valueScalar('age-group', 'child'), valueScalar('age-group', 'adult')]
    const blindings = ROWS.map(() => [random()])
    const blank = truth.entries.map(({ id }) => ({ id, commitments: [new Uint8Array(32)] }))
    let entries: TallyStatement['entries'] = blank
    const proof = forge({ ...truth, entries: blank }, made, weak, null, {
      u: () => made.scalars.map(([v]) => v!),
      commitments(u, tau) {
        // Entry 0 counts as a child and opens as an adult; entry 1 takes up the difference.
        const scalars = u.map((a) => [a])
        scalars[0] = [adult]
        scalars[1] = [mod(u[1]! + tau[0]! * mod(child - adult) * inv(tau[1]!))]
        entries = blank.map((e, i) => ({ ...e, commitments: [commit(scalars[i]![0]!, blindings[i]![0]!)] }))
        return { scalars, blindings }
      },
    })
    exploits({ ...truth, entries }, proof, weak)
    const blinding = Uint8Array.from({ length: 32 }, (_, k) =>
      Number((blindings[0]![0]! >> BigInt(8 * k)) & 255n),
    )
    expect(openCommitment('age-group', entries[0]!.commitments[0]!, { value: 'adult', blinding })).toBe(true)
  })
  it('the rows of u (A): honest commitments, a false table', () => {
    exploits(lie, forge(lie, made, { omit: ['A'] }, 'A'), { omit: ['A'] })
  })
  it('the rows of h (B)', () => {
    exploits(lie, forge(lie, made, { omit: ['B'] }, 'B'), { omit: ['B'] })
  })
  it.each(['L', 'M', 'E0', 'E1', 'E2', 'E3'])('the mask %s', (input) => {
    exploits(lie, forge(lie, made, { omit: [input] }, input), { omit: [input] })
  })
  it('the counts of a merged cell (N): a child is counted in another cell', () => {
    const cells = [
      { tuples: [['baby'], ['child']], count: 1 },
      { tuples: [['adult']], count: 5 },
    ]
    exploits({ ...lie, cells }, forge({ ...lie, cells }, made, { omit: ['N'] }, 'N'), { omit: ['N'] })
    expect(verify({ ...lie, cells }, forge({ ...lie, cells }, made, {}, 'N'))).toBe(false)
  })
  it('the responses, where three equations are checked as one', () => {
    const weak = { omit: ['responses'], batched: true }
    // The forger needs a square root, which one in eight runs does not have: he tries again.
    let proof = forge(lie, made, weak, 'responses')
    for (let tries = 0; tries < 40 && !verify(lie, proof, weak); tries++)
      proof = forge(lie, made, weak, 'responses')
    exploits(lie, proof, weak)
  })
  it('and nothing of it helps against a transcript that is whole', () => {
    for (const cheat of ['A', 'B', 'L', 'M', 'E0', 'E3', 'responses'])
      expect([cheat, verify(lie, forge(lie, made, {}, cheat), {})]).toEqual([cheat, false])
  })
})

describe('a fixed y', () => {
  const fields = ['sex', 'age-group']
  const table = (rows: readonly (readonly number[])[], entries: TallyStatement['entries']) => ({
    ...place,
    fields,
    cells: cellsOf(rows),
    entries,
  })

  it('lets right margins and wrong cells pass, where values are indices', () => {
    const rows = [
      [1, 2],
      [2, 3],
      [3, 1],
    ]
    const claimed = [
      [1, 3],
      [2, 1],
      [3, 2],
    ]
    const weak = { fixedY: 1n, raw: true }
    const held = entriesOf(scalarsOf(fields, rows, weak))
    const joint = table(claimed, held.entries)
    exploits(joint, forge(joint, held, weak), weak)
    // With y hashed the same liar fails, indices or not.
    expect(verify(joint, forge(joint, held, { raw: true }), { raw: true })).toBe(false)
    // Both margins are those of the claimed cells.
    for (const f of [0, 1]) {
      const margin = {
        ...place,
        fields: [fields[f]!],
        cells: cellsOf(claimed.map((row) => [row[f]!])),
        entries: held.entries.map((e) => ({ ...e, commitments: [e.commitments[f]!] })),
      }
      const one = { scalars: held.scalars.map((r) => [r[f]!]), blindings: held.blindings.map((r) => [r[f]!]) }
      expect(verify(margin, forge(margin, one, { raw: true }), { raw: true })).toBe(true)
    }
  })
  it('lets a joint table of values that no opening shows pass, even where values are hashed', () => {
    const fixedY = 0x1234567890abcdefn
    const [a, b] = [valueScalar('sex', 'female'), valueScalar('age-group', 'child')]
    const adult = valueScalar('age-group', 'adult')
    // Age group opens as adult; sex is what makes the sum that of a girl.
    const held = entriesOf([[mod(a + fixedY * mod(b - adult)), adult]])
    const joint = { ...place, fields, cells: cellsOf([['female', 'child']]), entries: held.entries }
    exploits(joint, forge(joint, held, { fixedY }), { fixedY })
  })
  it('and a hashed one does not: indices with the same sums are told apart by the library', () => {
    const { statement, openings } = tableOf(fields, [
      [1, 2],
      [2, 3],
      [3, 1],
    ])
    const proof = proveTally(statement, openings)
    const claimed = cellsOf([
      [1, 3],
      [2, 1],
      [3, 2],
    ])
    expect(verifyTally(statement, proof).ok).toBe(true)
    expect(verifyTally({ ...statement, cells: claimed }, proof).ok).toBe(false)
  })
})
