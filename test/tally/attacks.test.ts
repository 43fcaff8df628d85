/** Attacks on a proof that exists: what is changed, and that both verifiers refuse it. */
import { commitValue, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { proveTally, type TallyStatement, verifyTally } from '@amana/tally'
import { describe, expect, it } from '@jest/globals'
import { many } from '../many.js'
import { forger, secondVerifier, type Table, tableOf } from './lab.js'

useBackend(nodeBackend)
const ROWS = [
  ['female', 'child'],
  ['male', 'adult'],
  ['female', 'adult'],
  ['male', 'child'],
  ['male', 'adult'],
]
const { statement, openings }: Table = tableOf(['sex', 'age-group'], ROWS)
const proof = proveTally(statement, openings)
const { rows, columns } = { rows: 2, columns: 3 } // of five entries
const { entries, cells } = statement
const L = secondVerifier.q

type Change = Partial<TallyStatement>
const entry = (i: number, change: Partial<TallyStatement['entries'][number]>): Change => ({
  entries: entries.map((e, k) => (k === i ? { ...e, ...change } : e)),
})
const commitment = (i: number, f: number, bytes: Uint8Array): Change =>
  entry(i, { commitments: entries[i]!.commitments.map((c, k) => (k === f ? bytes : c)) })
const count = (changes: readonly number[]): Change => ({
  cells: cells.map((cell, c) => ({ ...cell, count: cell.count + (changes[c] ?? 0) })),
})
const words = (change: (all: Uint8Array[]) => Uint8Array[]): Uint8Array => {
  const all = Array.from({ length: proof.length / 32 }, (_, i) => proof.slice(32 * i, 32 * i + 32))
  return new Uint8Array(change(all).flatMap((word) => [...word]))
}
const word = (i: number, bytes: Uint8Array) => words((all) => all.map((w, k) => (k === i ? bytes : w)))
const littleEndian = (value: bigint) =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n))
const numberOf = (bytes: Uint8Array) => bytes.reduceRight((n, byte) => (n << 8n) | BigInt(byte), 0n)

const firstScalar = 4 * rows + 2
const wordAt = (i: number) => proof.slice(32 * i, 32 * i + 32)
const IDENTITY = new Uint8Array(32)
/** Of RFC 9496 appendix A.2 and A.3: no field element in canonical form, a negative one, no square. */
const BAD_POINTS = {
  'that is a field element and p more': `eeffffff${'ff'.repeat(27)}7f`,
  'that is p': `edffffff${'ff'.repeat(27)}7f`,
  'with its high bit set': `00${'00'.repeat(30)}80`,
  'that is negative': `01${'00'.repeat(31)}`,
  'that is no square': '26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371',
  'of all ones': 'ff'.repeat(32),
}
const bad = Object.entries(BAD_POINTS).map(
  ([what, hex]) => [what, Uint8Array.from(Buffer.from(hex, 'hex'))] as const,
)
const other = tableOf(['sex', 'age-group'], ROWS)
const foreign = proveTally(other.statement, other.openings)

const STATEMENTS: readonly (readonly [string, Change])[] = [
  // Commitments and entries.
  ...entries.flatMap((_, i) =>
    ['sex', 'age-group'].map(
      (name, f) =>
        [
          `the ${name} of entry ${i} is committed to anew`,
          commitment(i, f, commitValue(name, ROWS[i]![f]!, new Uint8Array(32).fill(9))),
        ] as const,
    ),
  ),
  ['an entry is left out', { entries: entries.slice(1) }],
  ['an entry is left out and its cell with it', { entries: entries.slice(1), ...count([-1]) }],
  ['an entry is listed twice', { entries: [...entries, entries[0]!] }],
  ['an entry is listed twice and counted twice', { entries: [...entries, entries[0]!], ...count([1]) }],
  [
    'an entry stands in the place of another',
    entry(1, { id: entries[0]!.id, commitments: entries[0]!.commitments }),
  ],
  [
    'an entry comes back under another id',
    { entries: [...entries, { ...entries[0]!, id: new Uint8Array(16).fill(99) }], ...count([1]) },
  ],
  ['an entry of another release is put in', { entries: [...entries.slice(1), other.statement.entries[0]!] }],
  ['two entries change places', { entries: [entries[1]!, entries[0]!, ...entries.slice(2)] }],
  [
    'two entries change their commitments',
    {
      entries: entries.map((e, i) => (i < 2 ? { ...e, commitments: entries[1 - i]!.commitments } : e)),
    },
  ],
  [
    'two entries change one commitment',
    {
      entries: entries.map((e, i) =>
        i < 2 ? { ...e, commitments: [entries[1 - i]!.commitments[0]!, e.commitments[1]!] } : e,
      ),
    },
  ],
  [
    'the commitments of one entry change places',
    entry(0, { commitments: entries[0]!.commitments.toReversed() }),
  ],
  ['an entry has a commitment too many', entry(0, { commitments: [...entries[0]!.commitments, IDENTITY] })],
  ['an entry has a commitment too few', entry(0, { commitments: entries[0]!.commitments.slice(1) })],
  ['an id is changed', entry(3, { id: new Uint8Array(16).fill(200) })],
  ['an id is empty', entry(3, { id: new Uint8Array(0) })],
  ['there are no entries', { entries: [], cells: [] }],
  ['a commitment is the neutral element', commitment(2, 1, IDENTITY)],
  ...bad.map(([what, bytes]) => [`a commitment has an encoding ${what}`, commitment(2, 1, bytes)] as const),
  ['a commitment has 31 bytes', commitment(2, 1, entries[2]!.commitments[1]!.slice(1))],
  // The table.
  ['one more and one less', count([1, -1])],
  ['a count is one too high', count([1])],
  ['a count is -1', count([-2, 2])],
  ['a count is -1 modulo the order, as near as a number comes', count([Number(L) - 2, 1])],
  ['a count is a half', count([0.5, -0.5])],
  ['a count is not a number', count([Number.NaN])],
  ['a count is written as text', { cells: cells.map((c) => ({ ...c, count: String(c.count) as never })) }],
  ['the cells are in another order', { cells: cells.toReversed() }],
  ['an empty cell is added', { cells: [...cells, { tuples: [['x', 'y']], count: 0 }] }],
  ['a cell is listed twice with its count shared', { cells: [...cells, { ...cells[0]!, count: 0 }] }],
  ['a cell gets another value', { cells: [{ ...cells[0]!, tuples: [['male', 'baby']] }, ...cells.slice(1)] }],
  [
    'two cells change their values',
    {
      cells: cells.map((cell, c) => (c < 2 ? { tuples: cells[1 - c]!.tuples, count: cell.count } : cell)),
    },
  ],
  ['a cell lacks a value', { cells: [{ ...cells[0]!, tuples: [['female']] }, ...cells.slice(1)] }],
  [
    'right margins and wrong cells',
    {
      cells: [
        { tuples: [['female', 'child']], count: 0 },
        { tuples: [['male', 'adult']], count: 1 },
        { tuples: [['female', 'adult']], count: 2 },
        { tuples: [['male', 'child']], count: 2 },
      ],
    },
  ],
  // What it is a proof of.
  ['the fields change places', { fields: ['age-group', 'sex'] }],
  ['a field has another name', { fields: ['sex', 'status'] }],
  ['a field is named twice', { fields: ['sex', 'sex'] }],
  ['it is shown for another origin', { origin: 'example.org/0f3b' }],
  ['it is shown for another claim', { claim: 'men' }],
  ['it is shown for a release of another size', { release: { ...statement.release, size: 413 } }],
  ['it is shown for another root', { release: { ...statement.release, root: new Uint8Array(32).fill(4) } }],
  ['the root has 31 bytes', { release: { ...statement.release, root: new Uint8Array(31).fill(3) } }],
]

const PROOFS: readonly (readonly [string, Uint8Array])[] = [
  ['is empty', new Uint8Array(0)],
  ['lacks a byte', proof.slice(1)],
  ['has a byte too many', new Uint8Array([...proof, 0])],
  ['has a word too many', new Uint8Array([...proof, ...IDENTITY])],
  ['is all zeros', new Uint8Array(proof.length)],
  ['is of other commitments to the same values', foreign],
  ['has the beginning of another', new Uint8Array([...foreign.slice(0, 64), ...proof.slice(64)])],
  ['has the end of another', new Uint8Array([...proof.slice(0, -96), ...foreign.slice(-96)])],
  ['has the neutral element for a row of u', word(0, IDENTITY)],
  ['has the neutral element for a row of h', word(rows, IDENTITY)],
  ['has the neutral element for L', word(2 * rows, IDENTITY)],
  ['has the neutral element for E_0', word(2 * rows + 2, IDENTITY)],
  ['has its first two rows swapped', words(([a, b, ...rest]) => [b!, a!, ...rest])],
  ...bad.map(([what, bytes]) => [`has an encoding ${what}`, word(1, bytes)] as const),
  ...Array.from(
    { length: 2 * columns + 3 },
    (_, i) =>
      [
        `has the group's order added to scalar ${i}`,
        word(firstScalar + i, littleEndian(numberOf(wordAt(firstScalar + i)) + L)),
      ] as const,
  ),
]

describe('a tally is refused where', () => {
  it.each(STATEMENTS)('%s', (_, change) => {
    const changed = { ...statement, ...change }
    expect(verifyTally(changed, proof).ok).toBe(false)
    expect(secondVerifier.verify(changed, proof)).toBe(false)
  })
  it.each(PROOFS)('the proof %s', (_, bytes) => {
    expect(verifyTally(statement, bytes).ok).toBe(false)
    expect(secondVerifier.verify(statement, bytes)).toBe(false)
  })
  it('nothing is wrong, it is not', () => {
    expect(verifyTally(statement, proof)).toEqual({ ok: true })
    expect(secondVerifier.verify(statement, proof)).toBe(true)
  })
})

it('every byte of a proof counts', () => {
  for (let i = 0; i < proof.length; i += many(1, 5)) {
    const flipped = proof.slice()
    flipped[i]! ^= 1 << (i % 8)
    expect([i, verifyTally(statement, flipped).ok]).toEqual([i, false])
  }
})
it('every byte of a proof counts for the second verifier too (one in seven, for it is slow)', () => {
  for (let i = 0; i < proof.length; i += many(7, 21)) {
    const flipped = proof.slice()
    flipped[i]! ^= 1 << (i % 8)
    expect([i, secondVerifier.verify(statement, flipped)]).toEqual([i, false])
  }
})
it('every byte of a commitment counts', () => {
  for (let i = 0; i < 32; i++) {
    const flipped = entries[4]!.commitments[0]!.slice()
    flipped[i]! ^= 1 << (i % 8)
    expect([i, verifyTally({ ...statement, ...commitment(4, 0, flipped) }, proof).ok]).toEqual([i, false])
  }
})

describe('a documenter who keeps to the protocol but not to the truth', () => {
  const fields = ['sex', 'age-group']
  const { entries: held, ...witness } = forger.entriesOf(forger.scalarsOf(fields, ROWS))
  const true_ = { ...statement, entries: held }

  it('is believed where it is the truth', () => {
    const made = forger.forge(true_, witness)
    expect(verifyTally(true_, made)).toEqual({ ok: true })
    expect(secondVerifier.verify(true_, made)).toBe(true)
  })
  it.each([
    ['a woman is counted as a man', [-1, 1]],
    ['a child is counted as an adult', [-1, 0, 1]],
    ['right margins and wrong cells', [1, 1, -1, -1]],
  ])('is not believed where %s', (_, changes) => {
    const false_ = { ...true_, ...count(changes) }
    const made = forger.forge(false_, witness)
    expect(verifyTally(false_, made)).toMatchObject({ ok: false, fault: 'totals' })
    expect(secondVerifier.verify(false_, made)).toBe(false)
  })
  it.each([
    ['as they are', [2n, 1n], true],
    ['one more and one less', [3n, 0n], false],
    ['one of -1', [-1n, 4n], false],
    ['all of them elsewhere', [0n, 0n], false],
  ])('hides the counts of a merged cell: %s', (_, counts, good) => {
    const table = {
      ...true_,
      cells: [
        {
          tuples: [
            ['male', 'adult'],
            ['male', 'child'],
            ['female', 'adult'],
          ],
          count: 4,
        },
        { tuples: [['female', 'child']], count: 1 },
      ],
    }
    const made = forger.forge(table, witness, {}, null, { counts })
    expect(verifyTally(table, made).ok).toBe(good)
    expect(secondVerifier.verify(table, made)).toBe(good)
  })
  it.each([
    ['no tuple in a cell', [[], ROWS]],
    ['a tuple twice in a cell', [[ROWS[0]!, ROWS[0]!], ROWS.slice(1)]],
    ['a tuple in two cells', [ROWS.slice(0, 3), ROWS.slice(2)]],
  ])('is not believed with %s', (_, lists) => {
    const cells = lists.map((tuples, c) => ({ tuples, count: c === 0 ? 0 : 5 }))
    const table = { ...true_, cells }
    const made = new Uint8Array(proof.length + 32 * cells.reduce((n, c) => n + c.tuples.length - 1, 0))
    expect(verifyTally(table, made)).toMatchObject({ ok: false, fault: 'statement' })
    expect(secondVerifier.verify(table, made)).toBe(false)
  })
  // Here all equations hold: what refuses is the shape of the statement alone.
  it('is not believed where an entry is counted twice, with a proof of exactly that', () => {
    const twice = {
      ...true_,
      ...count([1]),
      entries: [...held, held[0]!],
    }
    const both = {
      scalars: [...witness.scalars, witness.scalars[0]!],
      blindings: [...witness.blindings, witness.blindings[0]!],
    }
    const made = forger.forge(twice, both)
    expect(verifyTally(twice, made)).toMatchObject({ ok: false, fault: 'statement' })
    expect(secondVerifier.verify(twice, made)).toBe(false)
    // Under an id of its own the same proof would pass: ids are the log's, and the reader takes them from there.
    const renamed = {
      ...twice,
      entries: [...held, { ...held[0]!, id: new Uint8Array(16).fill(250) }],
    }
    expect(verifyTally(renamed, forger.forge(renamed, both))).toEqual({ ok: true })
  })
  it('is not believed where one cell is listed as two, or one field as two', () => {
    const [first, ...rest] = cells
    const split = {
      ...true_,
      cells: [{ ...first!, count: 0 }, { ...first!, count: first!.count }, ...rest],
    }
    expect(verifyTally(split, forger.forge(split, witness))).toMatchObject({ fault: 'statement' })
    const sex = {
      ...true_,
      fields: ['sex', 'sex'],
      cells: [
        { tuples: [['female', 'female']], count: 2 },
        { tuples: [['male', 'male']], count: 3 },
      ],
      entries: held.map((e) => ({ ...e, commitments: [e.commitments[0]!, e.commitments[0]!] })),
    }
    const same = {
      scalars: witness.scalars.map(([v]) => [v!, v!]),
      blindings: witness.blindings.map(([r]) => [r!, r!]),
    }
    const made = forger.forge(sex, same)
    expect(verifyTally(sex, made)).toMatchObject({ fault: 'statement' })
    expect(secondVerifier.verify(sex, made)).toBe(false)
  })
  it('is not believed where a value is in between two codes', () => {
    const between = witness.scalars.map((row) => [...row])
    // One is half a woman and half a man, twice: the sum over both is right.
    const half = secondVerifier.mod((between[0]![0]! + between[1]![0]!) * secondVerifier.inv(2n))
    between[0]![0] = half
    between[1]![0] = half
    const made = forger.entriesOf(between)
    const blurred = { ...statement, entries: made.entries }
    expect(verifyTally(blurred, forger.forge(blurred, made)).ok).toBe(false)
  })
})
