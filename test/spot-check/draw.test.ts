import { commitmentOf, drawFrom, type Plan, sampleSize, seedOf, shareOf, strataOf } from '@amana/bundle'
import { compare, toHex, utf8 } from '@amana/codec'
import { digest, sha256, TAG, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { refusal } from '../codec/refusal.js'

useBackend(nodeBackend)

const idOf = (i: number) => sha256(utf8(`record ${i}`)).slice(0, 16)
const ids = (count: number) => Array.from({ length: count }, (_, i) => idOf(i))
const one = (count: number) => strataOf(ids(count).map((id) => ({ id, value: '' })))
const checkpoint = (root: Uint8Array) => ({ origin: 'amana/test', size: 145, root })
const plan: Plan = {
  checkpoint: checkpoint(sha256(utf8('root'))),
  count: 40,
  by: null,
  fields: ['status', 'sex'],
  purpose: 'investigators',
  confidence: 95,
}

describe('a draw', () => {
  it('takes as many records as asked for, each once, and is the same whatever order they come in', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 80 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (size, part) => {
          const count = Math.max(1, Math.round(size * part))
          const seed = sha256(utf8(`${size} ${count}`))
          const drawn = drawFrom(seed, one(size), count).flat()
          expect(new Set(drawn.map(toHex)).size).toBe(count)
          const backwards = strataOf(
            ids(size)
              .reverse()
              .map((id) => ({ id, value: '' })),
          )
          expect(drawFrom(seed, backwards, count).flat()).toEqual(drawn)
        },
      ),
      { numRuns: 30 },
    )
  })

  it('takes the records whose digests under the seed are smallest, as anybody can compute', () => {
    const seed = sha256(utf8('seed'))
    const ranked = ids(50).sort((a, b) =>
      compare(digest(TAG.sampleRank, seed, a), digest(TAG.sampleRank, seed, b)),
    )
    expect(drawFrom(seed, one(50), 7).flat()).toEqual(ranked.slice(0, 7))
    expect(drawFrom(seed, one(50), 20).flat().slice(0, 7)).toEqual(ranked.slice(0, 7))
  })

  it('favours no record', () => {
    const times = new Map<string, number>()
    const DRAWS = 2000
    for (let i = 0; i < DRAWS; i++)
      for (const id of drawFrom(sha256(utf8(`seed ${i}`)), one(20), 5).flat())
        times.set(toHex(id), (times.get(toHex(id)) ?? 0) + 1)
    // Each is drawn in a quarter of them; five standard deviations are 97.
    expect(times.size).toBe(20)
    for (const count of times.values()) expect(Math.abs(count - DRAWS / 4)).toBeLessThan(97)
  })

  it('in strata takes from each at least one and the rest in proportion', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (sizes, part) => {
          const persons = sizes.flatMap((size, s) =>
            Array.from({ length: size }, (_, i) => ({ id: idOf(100 * s + i), value: `0${s}` })),
          )
          const count = sizes.length + Math.round((persons.length - sizes.length) * part)
          const drawn = drawFrom(sha256(utf8('strata')), strataOf(persons), count)
          expect(drawn.flat()).toHaveLength(count)
          for (const [s, each] of drawn.entries()) {
            const share =
              ((sizes[s]! - 1) * (count - sizes.length)) / Math.max(1, persons.length - sizes.length)
            expect(each.length).toBeGreaterThanOrEqual(1 + Math.floor(share + 1e-9))
            expect(each.length).toBeLessThanOrEqual(Math.min(sizes[s]!, 1 + Math.ceil(share - 1e-9)))
          }
        },
      ),
      { numRuns: 100 },
    )
  })

  it('of too many, or of fewer than there are strata, is refused', () => {
    const seed = sha256(utf8('seed'))
    expect(refusal(() => drawFrom(seed, one(5), 6)).code).toBe('sample/too-many')
    expect(refusal(() => drawFrom(seed, one(5), 0)).code).toBe('sample/too-few')
    const strata = strataOf(ids(4).map((id, i) => ({ id, value: `0${i}` })))
    expect(refusal(() => drawFrom(seed, strata, 3)).code).toBe('sample/too-few')
  })
})

describe('the seed', () => {
  const nonce = sha256(utf8('the auditor’s number'))
  const master = sha256(utf8('the master secret'))
  const share = shareOf(master, plan.checkpoint, commitmentOf(plan, nonce))

  it('depends on the checkpoint and on the numbers of both sides, or on the beacon', () => {
    const other = { ...plan.checkpoint, size: 146 }
    const seeds = [
      seedOf(plan.checkpoint, { nonce, share }),
      seedOf(plan.checkpoint, { nonce: share, share: nonce }),
      seedOf(other, { nonce, share }),
      seedOf({ ...plan.checkpoint, origin: 'amana/other' }, { nonce, share }),
      seedOf({ ...plan.checkpoint, root: nonce }, { nonce, share }),
      seedOf(plan.checkpoint, { beacon: 'round 1' }),
      seedOf(plan.checkpoint, { beacon: 'round 2' }),
      seedOf(other, { beacon: 'round 1' }),
    ]
    expect(new Set(seeds.map(toHex)).size).toBe(seeds.length)
  })

  it('comes after a commitment that fixes the number and everything that is asked for', () => {
    const commitments = [
      commitmentOf(plan, nonce),
      commitmentOf(plan, share),
      ...(
        [
          { count: 41 },
          { by: 'incident' },
          { fields: ['status'] },
          { purpose: 'courts' },
          { confidence: 99 },
          { checkpoint: { ...plan.checkpoint, size: 1 } },
        ] satisfies Partial<Plan>[]
      ).map((change) => commitmentOf({ ...plan, ...change }, nonce)),
    ]
    expect(new Set(commitments.map(toHex)).size).toBe(commitments.length)
    expect(new Set(commitments.map((each) => toHex(shareOf(master, plan.checkpoint, each)))).size).toBe(8)
  })

  describe('of a documenter who wants to hide 6 bad records of 103', () => {
    const BAD = new Set(ids(6).map(toHex))
    const population = one(103)
    const hides = (seed: Uint8Array) =>
      !drawFrom(seed, population, 40)
        .flat()
        .some((id) => BAD.has(toHex(id)))
    /** The documenter makes roots as he likes: one more salt, one more try. */
    const rootOf = (attempt: number) => sha256(utf8(`root, try ${attempt}`))

    it('is ground in a few tries where it is made of the root alone', () => {
      let tries = 0
      while (!hides(sha256(rootOf(tries)))) tries++
      // The draw is as large as "fewer than 6" needs, so each try hides them with a chance of just under 5 %.
      expect(sampleSize({ population: 103, fewerThan: 6 }, 95)).toBe(40)
      expect(tries).toBeLessThan(200)
    })

    it('hides them in one of twenty draws, whatever root he signed, where the other number is not his', () => {
      let tries = 0
      while (!hides(sha256(rootOf(tries)))) tries++
      const signed = checkpoint(rootOf(tries))
      let hidden = 0
      const DRAWS = 1000
      for (let i = 0; i < DRAWS; i++) {
        const number = sha256(utf8(`the auditor’s number ${i}`))
        const randomness = {
          nonce: number,
          share: shareOf(master, signed, commitmentOf({ ...plan, checkpoint: signed }, number)),
        }
        if (hides(seedOf(signed, randomness))) hidden++
      }
      // 4.75 % of 1000, and four standard deviations.
      expect(hidden).toBeGreaterThan(47 - 27)
      expect(hidden).toBeLessThan(47 + 27)
    })
  })
})
