import {
  boundsOf,
  type Cell,
  cellInWords,
  columnOf,
  countOf,
  derivedCells,
  eachOf,
  type Joint,
  jointOf,
  mergeSmallCells,
  tableOf,
  type Where,
} from '@amana/risk'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

const FIELDS = [
  { name: 'place', categories: ['a', 'b', 'c'] },
  { name: 'sex', categories: ['f', 'm'] },
  { name: 'child', categories: ['yes', 'no'] },
]
const ALL: readonly (readonly [number, number, number])[] = [0, 1, 2].flatMap((p) =>
  [0, 1].flatMap((s) => [0, 1].map((c) => [p, s, c] as const)),
)
const jointWith = (counts: readonly number[]): Joint => ({
  fields: FIELDS,
  cells: ALL.map((at, i) => ({ at, count: counts[i]! })).filter(({ count }) => count > 0),
})

/** Every table of few people that fits what is published, by going through them all. */
function possible(published: readonly Cell[], total: number): number[][] {
  const found: number[][] = []
  const cells = published.map(({ where, count }) => ({
    count,
    of: ALL.map((at) => where.every((set, f) => set === null || set.includes(at[f]!))),
  }))
  const go = (counts: number[], left: number): void => {
    if (cells.some(({ of, count }) => counts.reduce((sum, n, i) => (of[i] ? sum + n : sum), 0) > count))
      return
    if (counts.length === ALL.length) {
      if (
        left === 0 &&
        cells.every(({ of, count }) => counts.reduce((sum, n, i) => (of[i] ? sum + n : sum), 0) === count)
      )
        found.push(counts)
      return
    }
    for (let n = 0; n <= left; n++) go([...counts, n], left - n)
  }
  go([], total)
  return found
}

const fewPeople = fc
  .array(fc.nat(11), { minLength: 1, maxLength: 6 })
  .map((people) => jointWith(ALL.map((_, i) => people.filter((at) => at === i).length)))
const someGroups = fc.tuple(
  fc.constantFrom(null, [[0], [1], [2]], [[0, 1], [2]], [[0], [1, 2]], [[1, 2]]),
  fc.constantFrom(null, [[0], [1]], [[0]]),
  fc.constantFrom(null, [[0], [1]]),
)

describe('bounds of cells from published tables', () => {
  it('are those of all tables that fit, gone through one by one', () => {
    fc.assert(
      fc.property(fewPeople, fc.array(someGroups, { maxLength: 3 }), (joint, tables) => {
        const published = tables.flatMap((groups) => tableOf(joint, groups))
        const fitting = possible(published, countOf(joint, [null, null, null]))
        const targets: Where[] = [
          [[0], [0], [0]],
          [[1], null, [1]],
          [[0, 2], [1], null],
          [null, [0], null],
        ]
        boundsOf(joint, published, targets).forEach((bounds, t) => {
          const counts = fitting.map((table) => countOf(jointWith(table), targets[t]!))
          expect(bounds).toEqual({ lower: Math.min(...counts), upper: Math.max(...counts), exact: true })
        })
      }),
      { numRuns: 80 },
    )
  })

  it('are whole where a linear program alone would say more', () => {
    // One person in each of a+b+d, b+c+e and a+c+f: a, b and c could be halves, and with the same again 3 in all; of whole people it is 2.
    const categories = ['a', 'b', 'c', 'd', 'e', 'f', 'A', 'B', 'C', 'D', 'E', 'F', 'rest']
    const joint: Joint = {
      fields: [{ name: 'letter', categories }],
      cells: [3, 4, 5, 9, 10, 11, 12].map((at) => ({ at: [at], count: 1 })),
    }
    const sets = [
      [0, 1, 3],
      [1, 2, 4],
      [0, 2, 5],
    ].flatMap((set) => [set, set.map((at) => at + 6)])
    const published = sets.flatMap((set) => tableOf(joint, [[set]]))
    expect(boundsOf(joint, published, [[[0, 1, 2, 6, 7, 8]]])).toEqual([{ lower: 0, upper: 2, exact: true }])
  })
})

describe('small cells given away', () => {
  const joint = jointWith([20, 15, 8, 9, 12, 7, 2, 9, 30, 6, 11, 5])
  const each = FIELDS.map(eachOf)

  it('are none where every cell is large', () => {
    expect(derivedCells(joint, tableOf(joint, [each[0]!, null, null]), 5)).toEqual([])
  })

  it('are a small cell published as it is', () => {
    const found = derivedCells(joint, tableOf(joint, each), 5)
    expect(found.map(({ where }) => cellInWords(FIELDS, where))).toEqual(['place: b; sex: m; child: yes'])
    expect(found[0]).toMatchObject({ count: 2, lower: 2, upper: 2, exact: true })
  })

  it('are the difference of two tables for two audiences, neither of which has a small cell', () => {
    const people: Joint = {
      fields: [FIELDS[0]!],
      cells: [
        { at: [0], count: 40 },
        { at: [1], count: 3 },
        { at: [2], count: 30 },
      ],
    }
    const one = tableOf(people, [[[0, 1], [2]]])
    const other = tableOf(people, [[[0], [1, 2]]])
    expect(derivedCells(people, one, 5)).toEqual([])
    expect(derivedCells(people, other, 5)).toEqual([])
    expect(derivedCells(people, [...one, ...other], 5)).toEqual([
      { where: [[1]], count: 3, lower: 3, upper: 3, exact: true },
    ])
  })

  it('are what a larger group has beside a smaller one, also where nobody ever counted that by itself', () => {
    const people: Joint = {
      fields: [{ name: 'age', categories: ['a', 'b', 'c', 'd', 'e'] }],
      cells: [9, 8, 1, 2, 9].map((count, at) => ({ at: [at], count })),
    }
    const published = [[[0, 1, 2, 3]], [[0, 1]]].flatMap((sets) => tableOf(people, [sets]))
    expect(derivedCells(people, published, 5)).toContainEqual({
      where: [[2, 3]],
      count: 3,
      lower: 3,
      upper: 3,
      exact: true,
    })
  })

  it('are what is new in the totals of the next release', () => {
    const people: Joint = {
      fields: [{ name: 'release', categories: ['1', '2'], ordered: true }, FIELDS[1]!],
      cells: [
        { at: [0, 0], count: 20 },
        { at: [0, 1], count: 30 },
        { at: [1, 0], count: 1 },
        { at: [1, 1], count: 9 },
      ],
    }
    const first = tableOf(people, [[[0]], [[0], [1]]])
    const both = tableOf(people, [null, [[0], [1]]])
    expect(derivedCells(people, both, 5)).toEqual([])
    expect(derivedCells(people, [...first, ...both], 5)).toContainEqual({
      where: [[1], [0]],
      count: 1,
      lower: 1,
      upper: 1,
      exact: true,
    })
  })

  it('are cells that are only nearly told', () => {
    // 6 of 8 in place b are men and 6 are adults: from 4 to 6 are both, and so the two women are children or not, 0 to 2.
    const people = jointWith([20, 20, 20, 20, 1, 1, 1, 5, 20, 20, 20, 20])
    const published = [
      ...tableOf(people, [each[0]!, each[1]!, null]),
      ...tableOf(people, [each[0]!, null, each[2]!]),
    ]
    const found = derivedCells(people, published, 5).find(({ where }) => where.join('|') === '1|0|0')
    expect(found).toMatchObject({ count: 1, lower: 0, upper: 2 })
  })

  it('refuse more combinations than can be looked at', () => {
    const wide = jointOf(
      Array.from({ length: 6 }, (_, c) =>
        columnOf(
          `c${c}`,
          Array.from({ length: 20 }, (__, i) => i),
        ),
      ),
    )
    const all = () =>
      derivedCells(
        wide,
        tableOf(
          wide,
          wide.fields.map((field, f) => (f < 3 ? eachOf(field) : null)),
        ).concat(
          tableOf(
            wide,
            wide.fields.map((field, f) => (f < 3 ? null : eachOf(field))),
          ),
        ),
        5,
      )
    expect(all).toThrow(expect.objectContaining({ code: 'risk/tables-too-large' }))
  })
})

describe('merging small cells', () => {
  it('leaves no cell from 1 to k - 1, gives nothing away beside earlier tables, and counts everybody', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(9), { minLength: 12, maxLength: 12 }),
        someGroups,
        fc.integer({ min: 2, max: 6 }),
        (counts, groups, k) => {
          const joint = jointWith(counts)
          const earlier = tableOf(joint, groups)
          const before = derivedCells(joint, earlier, k).length > 0 ? [] : earlier
          const merged = mergeSmallCells(joint, k, before)
          const total = countOf(joint, [null, null, null])
          if (merged === null) return
          for (const { count } of merged.cells) expect(count === 0 || count >= k).toBe(true)
          expect(merged.cells.reduce((sum, { count }) => sum + count, 0)).toBe(total)
          expect(derivedCells(joint, [...before, ...merged.cells], k)).toEqual([])
        },
      ),
      { numRuns: 40 },
    )
  })

  it('merges only neighbours of an ordered field, no more than is needed, and says which', () => {
    const joint: Joint = {
      fields: [{ name: 'age', categories: ['0-9', '10-19', '20-29', '30-39'], ordered: true }],
      cells: [
        { at: [0], count: 2 },
        { at: [1], count: 9 },
        { at: [2], count: 9 },
        { at: [3], count: 4 },
      ],
    }
    const { groups, merges } = mergeSmallCells(joint, 5)!
    expect(groups).toEqual([
      [
        [0, 1],
        [2, 3],
      ],
    ])
    expect(merges).toEqual([
      { field: 'age', categories: ['0-9', '10-19'] },
      { field: 'age', categories: ['20-29', '30-39'] },
    ])
  })

  it('gives no table where there are too few people for any', () => {
    expect(mergeSmallCells(jointWith([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]), 5)).toBeNull()
  })
})
