import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { proveTally, verifyTally } from '@amana/tally'
import { verifyTallyInThreads } from '@amana/tally/node'
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
      expect(await verifyTallyInThreads(statement, proof, threads)).toEqual({ ok: true })
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
      expect(await verifyTallyInThreads(wrong, proof, 2)).toEqual(alone)
    }
  })
})
