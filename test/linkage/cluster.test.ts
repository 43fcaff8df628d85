import { type Candidate, type Constraints, clusterRows, type LinkRow, MOST_OF_ONE_LIST } from '@amana/linkage'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { pair, rowsOf } from './rows.js'

interface Graph {
  readonly rows: readonly LinkRow[]
  readonly pairs: readonly Candidate[]
  readonly probability: Float64Array
  readonly constraints: Constraints
}

/** Up to 14 rows of three lists, pairs between them with any probability, and decisions that do not contradict each other. */
const graph: fc.Arbitrary<Graph> = fc.integer({ min: 2, max: 14 }).chain((count) => {
  const two = fc
    .tuple(fc.nat(count - 1), fc.nat(count - 1))
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
  const distinct = (maxLength: number) =>
    fc.uniqueArray(two, { maxLength, selector: ([a, b]) => a * 100 + b })
  return fc
    .record({
      sources: fc.array(fc.nat(2), { minLength: count, maxLength: count }),
      pairs: distinct(30),
      values: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 30, maxLength: 30 }),
      person: fc.array(fc.nat(4), { minLength: count, maxLength: count }),
      decided: distinct(6),
    })
    .map(({ sources, pairs, values, person, decided }) => ({
      rows: rowsOf(count, (i) => sources[i]!),
      pairs: pairs.map(([a, b]) => pair(a, b)),
      probability: Float64Array.from(pairs, (_, i) => values[i]!),
      // Decisions of somebody who knows who everybody is.
      constraints: {
        same: decided.filter(([a, b]) => person[a] === person[b]),
        different: decided.filter(([a, b]) => person[a] !== person[b]),
      },
    }))
})
const clustersOf = ({ rows, pairs, probability, constraints }: Graph) =>
  clusterRows(rows, pairs, probability, constraints)
const groupOf = (clusters: readonly (readonly number[])[], at: number): readonly number[] =>
  clusters.find((cluster) => cluster.includes(at)) ?? [at]

describe('clusters', () => {
  it('part the rows, in order, whatever the pairs say', () => {
    fc.assert(
      fc.property(graph, (some) => {
        const clusters = clustersOf(some)
        const all = clusters.flat()
        expect(new Set(all).size).toBe(all.length)
        for (const cluster of clusters) {
          expect(cluster.length).toBeGreaterThan(1)
          expect(cluster).toEqual([...cluster].sort((x, y) => x - y))
        }
        const firsts = clusters.map(([first]) => first!)
        expect(firsts).toEqual([...firsts].sort((x, y) => x - y))
        expect(clustersOf(some)).toEqual(clusters)
      }),
    )
  })

  it('obey every decision that no other contradicts', () => {
    fc.assert(
      fc.property(graph, (some) => {
        const clusters = clustersOf(some)
        for (const [a, b] of some.constraints.same) expect(groupOf(clusters, a)).toContain(b)
        for (const [a, b] of some.constraints.different) expect(groupOf(clusters, a)).not.toContain(b)
      }),
      { numRuns: 300 },
    )
  })

  it('join nothing without a likely pair or a decision', () => {
    fc.assert(
      fc.property(graph, ({ constraints: { different }, ...some }) => {
        const unlikely = some.probability.map((p) => p / 2)
        expect(clustersOf({ ...some, probability: unlikely, constraints: { same: [], different } })).toEqual(
          [],
        )
      }),
    )
  })

  it('do not depend on the order of the pairs, nor of the decisions', () => {
    fc.assert(
      fc.property(
        graph.chain((some) =>
          fc.tuple(
            fc.constant(some),
            fc.shuffledSubarray([...some.pairs.keys()], { minLength: some.pairs.length }),
          ),
        ),
        ([some, order]) => {
          const { same, different } = some.constraints
          expect(
            clustersOf({
              rows: some.rows,
              pairs: order.map((i) => some.pairs[i]!),
              probability: Float64Array.from(order, (i) => some.probability[i]!),
              constraints: {
                same: [...same].reverse(),
                different: different.map(([a, b]) => [b, a] as const),
              },
            }),
          ).toEqual(clustersOf(some))
        },
      ),
    )
  })

  it('are the same persons in whatever order the rows come, where no two pairs are equally likely', () => {
    fc.assert(
      fc.property(
        graph
          .filter(({ probability }) => {
            // Beyond a bound all are equally sure, and ties go by the order of rows.
            const inside = [...probability].filter((p) => p > 0.001 && p < 0.999)
            return inside.length === probability.length && new Set(inside).size === inside.length
          })
          .chain((some) =>
            fc.tuple(
              fc.constant(some),
              fc.shuffledSubarray([...some.rows.keys()], { minLength: some.rows.length }),
            ),
          ),
        ([some, order]) => {
          const to = new Map(order.map((old, now) => [old, now]))
          const moved = (a: number, b: number) =>
            [to.get(a)!, to.get(b)!].sort((x, y) => x - y) as [number, number]
          const clusters = clustersOf({
            rows: order.map((i) => some.rows[i]!),
            pairs: some.pairs.map(({ a, b }) => pair(...moved(a, b))),
            probability: some.probability,
            constraints: { same: [], different: some.constraints.different.map(([a, b]) => moved(a, b)) },
          })
          const back = clusters.map((cluster) => cluster.map((i) => order[i]!).sort((x, y) => x - y))
          const sorted = (list: readonly number[][]) => list.map(String).sort()
          const { different } = some.constraints
          expect(sorted(back)).toEqual(sorted(clustersOf({ ...some, constraints: { same: [], different } })))
        },
      ),
    )
  })

  it('do not join the ends of a chain that look nothing like each other', () => {
    const length = 12
    const pairs = Array.from({ length: length - 1 }, (_, i) => pair(i, i + 1))
    const probability = new Float64Array(length - 1).fill(0.9)
    const clusters = clusterRows(rowsOf(length), pairs, probability)
    expect(Math.max(...clusters.map((cluster) => cluster.length))).toBeLessThan(length / 2)
    // Where all pairs are likely, all are one.
    const all = Array.from({ length }, (_, b) => Array.from({ length: b }, (_, a) => pair(a, b))).flat()
    expect(clusterRows(rowsOf(length), all, new Float64Array(all.length).fill(0.9))).toHaveLength(1)
  })

  it('hold no more rows of one list than are believed, but what was decided', () => {
    const count = MOST_OF_ONE_LIST + 3
    const all = Array.from({ length: count }, (_, b) =>
      Array.from({ length: b }, (_, a) => pair(a, b)),
    ).flat()
    const sure = new Float64Array(all.length).fill(0.99)
    const one = rowsOf(count, () => 0)
    expect(Math.max(...clusterRows(one, all, sure).map(({ length }) => length))).toBe(MOST_OF_ONE_LIST)
    const same = one.slice(1).map((_, i) => [i, i + 1] as const)
    expect(clusterRows(one, all, sure, { same, different: [] })).toHaveLength(1)
  })

  it('keep a decision apart from a third row that is like both', () => {
    const all = [pair(0, 1), pair(0, 2), pair(1, 2)]
    const probability = Float64Array.of(0.99, 0.98, 0.97)
    const clusters = clusterRows(rowsOf(3), all, probability, { same: [], different: [[1, 0]] })
    expect(clusters).toEqual([[0, 2]])
  })
})
