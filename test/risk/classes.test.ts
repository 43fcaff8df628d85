import {
  type Column,
  classesOf,
  columnOf,
  compatibleSizes,
  diversityOf,
  individualRisk,
  measuresOf,
  minimalSets,
  populationOf,
} from '@amana/risk'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { numbers } from './tables.js'

const small = fc
  .array(fc.array(fc.option(fc.nat(2)), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 30 })
  .map((rows) =>
    [0, 1, 2, 3].map((c) =>
      columnOf(
        `c${c}`,
        rows.map((row) => row[c]!),
      ),
    ),
  )

const valuesOf = (columns: readonly Column[], row: number) =>
  columns.map(({ codes, labels }) => labels[codes[row]!])
const rowsOf = (columns: readonly Column[]) => [...columns[0]!.codes.keys()]
const alike = (columns: readonly Column[], row: number, set: readonly number[]) =>
  rowsOf(columns).filter((other) => set.every((c) => columns[c]!.codes[other] === columns[c]!.codes[row]))
    .length

describe('classes', () => {
  it('are the rows that agree in every column, closed values among them', () => {
    fc.assert(
      fc.property(small, (columns) => {
        const { of, sizes, first } = classesOf(columns)
        for (const row of rowsOf(columns)) {
          expect(sizes[of[row]!]).toBe(alike(columns, row, [0, 1, 2, 3]))
          expect(valuesOf(columns, first[of[row]!]!)).toEqual(valuesOf(columns, row))
        }
      }),
    )
  })

  it('are told apart where the product of all domains is beyond exact whole numbers', () => {
    const random = numbers(7)
    const wide = Array.from({ length: 12 }, (_, c) =>
      columnOf(
        `c${c}`,
        Array.from({ length: 3000 }, () => random(900)),
      ),
    )
    const keys = new Set(rowsOf(wide).map((row) => valuesOf(wide, row).join()))
    expect(classesOf(wide).sizes).toHaveLength(keys.size)
    const last = columnOf(
      'last',
      Array.from({ length: 3000 }, (_, row) => row % 2),
    )
    const alike = wide.map((column) => ({ ...column, codes: column.codes.map(() => 1) }))
    expect(classesOf([...alike.slice(0, 7), last, ...alike.slice(7)]).sizes).toEqual(
      Uint32Array.of(1500, 1500),
    )
  })

  it('count a missing value as any value where sdcMicro is followed', () => {
    fc.assert(
      fc.property(small, (columns) => {
        const classes = classesOf(columns)
        const sizes = compatibleSizes(columns, classes)
        for (const row of rowsOf(columns))
          expect(sizes[classes.of[row]!]).toBe(
            rowsOf(columns).filter((other) =>
              columns.every(
                ({ codes }) => codes[row] === 0 || codes[other] === 0 || codes[row] === codes[other],
              ),
            ).length,
          )
      }),
    )
  })

  it('refuse columns of different lengths, and none', () => {
    const ragged = () => classesOf([columnOf('a', [1]), columnOf('b', [1, 2])])
    expect(ragged).toThrow(expect.objectContaining({ code: 'risk/ragged-columns' }))
    expect(() => classesOf([])).toThrow(expect.objectContaining({ code: 'risk/no-columns' }))
  })
})

describe('risks', () => {
  it('of prosecutor, journalist and marketer are those of a table done by hand', () => {
    const sex = columnOf('sex', ['f', 'f', 'f', 'm', 'm', null])
    const classes = classesOf([sex])
    const registry = [columnOf('sex', ['m', 'm', 'm', 'm', 'f', 'f', 'x'])]
    const population = populationOf([sex], classes, registry)
    // Three women are listed of a register that knows two; a closed value fits all seven.
    expect([...population]).toEqual([3, 4, 7])
    const { k, uniques, below, histogram, prosecutor, journalist, marketer } = measuresOf(
      classes,
      3,
      population,
    )
    expect({ k, uniques, below, histogram }).toEqual({
      k: 1,
      uniques: 1,
      below: 3,
      histogram: [
        [1, 1],
        [2, 1],
        [3, 1],
      ],
    })
    expect(prosecutor).toEqual({ highest: 1, average: 0.5, above: 0.5 })
    expect(journalist!.highest).toBeCloseTo(1 / 3, 12)
    expect(marketer).toBeCloseTo((3 / 3 + 2 / 4 + 1 / 7) / 6, 12)
  })

  it('of one record is the mean of 1/F over a negative binomial', () => {
    for (const [f, F] of [
      [1, 50],
      [3, 40],
      [7, 30],
      [7, 9],
      [40, 60],
      [5, 5],
    ] as const) {
      const p = f / F
      let chance = p ** f
      let mean = 0
      for (let h = f; h < 60 * F; h++) {
        mean += chance / h
        chance *= (h / (h + 1 - f)) * (1 - p)
      }
      expect(individualRisk(f, F)).toBeCloseTo(f === F ? 1 / f : mean, 10)
    }
  })

  it('of inference count different values, what a closed one hides, and the distance from the whole', () => {
    const place = columnOf('place', ['a', 'a', 'b', 'b', 'c', 'c'])
    const cause = columnOf('cause', ['x', 'x', 'x', 'y', null, null])
    const { distinct, entropy, closeness } = diversityOf(classesOf([place]), cause)
    expect([...distinct]).toEqual([1, 2, Number.POSITIVE_INFINITY])
    expect(entropy[1]).toBeCloseTo(2, 12)
    expect(closeness[0]).toBeCloseTo(0.5, 12)
  })
})

describe('minimal sets', () => {
  it('are all sets of columns that single a record out while no part of them does', () => {
    const subsets = Array.from({ length: 16 }, (_, set) => [0, 1, 2, 3].filter((c) => (set >> c) & 1))
    fc.assert(
      fc.property(small, fc.integer({ min: 2, max: 4 }), (columns, below) => {
        const { of } = classesOf(columns)
        const found = new Map<string, Set<number>>()
        for (const { columns: set, classes } of minimalSets(columns, below))
          found.set(set.join(), new Set(classes))
        for (const set of subsets) {
          const expected = rowsOf(columns).filter(
            (row) =>
              alike(columns, row, set) < below &&
              set.every(
                (c) =>
                  alike(
                    columns,
                    row,
                    set.filter((other) => other !== c),
                  ) >= below,
              ),
          )
          expect(found.get(set.join()) ?? new Set()).toEqual(new Set(expected.map((row) => of[row]!)))
        }
      }),
    )
  })
})
