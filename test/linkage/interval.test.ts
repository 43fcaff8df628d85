import { uniqueCount } from '@amana/linkage'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { pair } from './rows.js'

/** Rows in clusters of two or one, with a pair within each cluster and some between, and a probability each. */
const found = fc
  .record({
    doubles: fc.nat(12),
    singles: fc.nat(20),
    inside: fc.double({ min: 0.5, max: 1, noNaN: true }),
    between: fc.double({ min: 0, max: 0.5, noNaN: true }),
  })
  .filter(({ doubles, singles }) => doubles + singles > 0)
  .map(({ doubles, singles, inside, between }) => {
    const clusters = Array.from({ length: doubles }, (_, i) => [2 * i, 2 * i + 1])
    const rows = 2 * doubles + singles
    const within = clusters.map(([a, b]) => pair(a!, b!))
    const others = Array.from({ length: Math.max(0, singles - 1) }, (_, i) =>
      pair(2 * doubles + i, 2 * doubles + i + 1),
    )
    return {
      rows,
      clusters,
      pairs: [...within, ...others],
      probability: Float64Array.from([...within.map(() => inside), ...others.map(() => between)]),
    }
  })
type Found = typeof found extends fc.Arbitrary<infer T> ? T : never
const count = ({ rows, clusters, pairs, probability }: Found) =>
  uniqueCount(rows, clusters, pairs, probability)

describe('the number of persons', () => {
  it('lies within its interval, at least one and at most the rows, in whole numbers', () => {
    fc.assert(
      fc.property(found, (some) => {
        const { unique, low, high } = count(some)
        expect([unique, low, high].every(Number.isInteger)).toBe(true)
        expect(low).toBeGreaterThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(unique)
        expect(unique).toBeLessThanOrEqual(high)
        expect(high).toBeLessThanOrEqual(some.rows)
      }),
      { numRuns: 300 },
    )
    expect(uniqueCount(0, [], [], new Float64Array(0))).toEqual({ unique: 0, low: 0, high: 0 })
  })

  it('is that of the clusters, within what is allowed for unseen links, where nothing is in doubt', () => {
    const clusters = Array.from({ length: 200 }, (_, i) => [2 * i, 2 * i + 1])
    const pairs = clusters.map(([a, b]) => pair(a!, b!))
    const { unique, low, high } = uniqueCount(1000, clusters, pairs, new Float64Array(200).fill(1))
    expect(Math.abs(unique - 800)).toBeLessThan(20)
    expect(low).toBeLessThanOrEqual(800)
    expect(high).toBeGreaterThanOrEqual(800)
  })

  it('takes no link for noise whose dates are too vague to have slot 5', () => {
    const clusters = Array.from({ length: 200 }, (_, i) => [2 * i, 2 * i + 1])
    const pairs = clusters.map(([a, b]) => ({ ...pair(a!, b!), slots: 1 }))
    const sure = new Float64Array(200).fill(1)
    expect(uniqueCount(400, clusters, pairs, sure).unique).toBeLessThan(190)
    expect(uniqueCount(400, clusters, pairs, sure, () => false).unique).toBeGreaterThan(198)
  })

  it('falls with every pair that becomes likelier, and never rises', () => {
    fc.assert(
      fc.property(found, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (some, at, share) => {
        fc.pre(some.pairs.length > 0)
        const i = at % some.pairs.length
        const probability = some.probability.slice()
        probability[i] = probability[i]! + (1 - probability[i]!) * share
        expect(count({ ...some, probability }).unique).toBeLessThanOrEqual(count(some).unique)
      }),
    )
  })

  it('has a wider interval where pairs are in doubt than where all is clear', () => {
    const clusters = Array.from({ length: 200 }, (_, i) => [2 * i, 2 * i + 1])
    const pairs = clusters.map(([a, b]) => pair(a!, b!))
    const wide = (p: number) => {
      const { low, high } = uniqueCount(1000, clusters, pairs, new Float64Array(200).fill(p))
      return high - low
    }
    expect(wide(0.6)).toBeGreaterThan(wide(0.99))
  })

  it('takes all pairs between two clusters for one question, not for several', () => {
    const clusters = [
      [0, 1],
      [2, 3],
    ]
    const inside = [pair(0, 1), pair(2, 3)]
    const cross = [pair(0, 2), pair(0, 3), pair(1, 2), pair(1, 3)]
    const p = 0.4
    const four = uniqueCount(100, clusters, [...inside, ...cross], Float64Array.of(1, 1, p, p, p, p))
    const one = uniqueCount(100, clusters, [...inside, cross[0]!], Float64Array.of(1, 1, p))
    expect(four).toEqual(one)
  })
})
