import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { proofLength, proveTally, verifyTallies, verifyTally } from '@amana/tally'
import { verifyTalliesInThreads } from '@amana/tally/node'
import { describe, expect, it } from '@jest/globals'
import { tableOf } from './lab.js'

useBackend(nodeBackend)

describe('threads', () => {
  const { statement, openings } = tableOf(
    ['sex', 'age-group'],
    Array.from({ length: 1501 }, (_, i) => [
      i % 3 === 0 ? 'female' : 'male',
      i % 5 === 0 ? 'child' : 'adult',
    ]),
  )
  const proof = proveTally(statement, openings)

  it('give the same verdict as none, for whole and for uneven stretches', async () => {
    expect(verifyTally(statement, proof)).toEqual({ ok: true })
    for (const threads of [1, 2, 3])
      expect(await verifyTalliesInThreads([{ statement, proof }], threads)).toEqual([{ ok: true }])
  })
  it('share the commitments of several tables, and give each its own verdict', async () => {
    const one = {
      ...statement,
      claim: 'by sex',
      fields: ['sex'],
      cells: [
        { tuples: [['female']], count: 501 },
        { tuples: [['male']], count: 1000 },
      ],
      entries: statement.entries.map(({ id, commitments }) => ({ id, commitments: commitments.slice(0, 1) })),
    }
    const sex = proveTally(
      one,
      openings.map((row) => row.slice(0, 1)),
    )
    const tallies = [
      { statement, proof },
      { statement: one, proof: sex },
      { statement: one, proof },
      { statement: { ...one, claim: 'another' }, proof: sex },
    ]
    const verdicts = verifyTallies(tallies)
    expect(verdicts.map(({ ok }) => ok)).toEqual([true, true, false, false])
    expect(await verifyTalliesInThreads(tallies, 2)).toEqual(verdicts)
  })
  it('refuse junk about few entries, more tables than there are entries', async () => {
    const few = tableOf(
      ['a', 'b', 'c'],
      Array.from({ length: 4 }, () => ['x', 'y', 'z']),
    ).statement
    const junk = Array.from({ length: 100 }, () => ({
      statement: few,
      proof: new Uint8Array(proofLength(4)),
    }))
    for (const threads of [2, 4]) {
      const verdicts = await verifyTalliesInThreads(junk, threads)
      expect(verdicts.map(({ ok }) => ok)).toEqual(junk.map(() => false))
    }
  })
  it('take as many entries as a release has', async () => {
    // More than a call has room for arguments; none is an element, which is seen at once.
    const count = 300_000
    const commitments = [new Uint8Array(32).fill(255)]
    const many = {
      ...statement,
      fields: ['sex'],
      cells: [{ tuples: [['male']], count }],
      entries: Array.from({ length: count }, (_, i) => ({
        id: Uint8Array.of(i >> 16, i >> 8, i),
        commitments,
      })),
    }
    const [verdict] = await verifyTalliesInThreads(
      [{ statement: many, proof: new Uint8Array(proofLength(count)) }],
      2,
    )
    expect(verdict).toMatchObject({ ok: false, fault: 'commitment' })
  })
  it('refuse what is refused without them, with the same words', async () => {
    const { entries } = statement
    const last = entries[1500]!
    for (const wrong of [
      { ...statement, claim: 'another' },
      { ...statement, entries: entries.slice(1) },
      {
        ...statement,
        entries: [
          ...entries.slice(0, 1500),
          { ...last, commitments: [last.commitments[0]!, new Uint8Array(32)] },
        ],
      },
    ]) {
      const alone = verifyTally(wrong, proof)
      expect(alone.ok).toBe(false)
      expect(await verifyTalliesInThreads([{ statement: wrong, proof }], 2)).toEqual([alone])
    }
  })
})
