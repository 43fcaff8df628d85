import {
  atRung,
  classesOf,
  columnOf,
  diversityOf,
  failuresOf,
  INVESTIGATOR,
  type Ladder,
  ladderOf,
  measuresOf,
  optimalGeneralisation,
  smallestChanges,
} from '@amana/risk'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

const halves = (by: number) => (value: string) => String(Math.floor(Number(value) / by))
const ladders = fc
  .array(fc.tuple(fc.nat(1), fc.nat(7), fc.option(fc.nat(11), { freq: 8 })), { minLength: 3, maxLength: 40 })
  .map((rows) => {
    const column = (c: 0 | 1 | 2) =>
      columnOf(
        `c${c}`,
        rows.map((row) => row[c]),
      )
    return [
      ladderOf(column(0)),
      ladderOf(column(1), [
        ['by 2', halves(2)],
        ['by 4', halves(4)],
      ]),
      ladderOf(column(2), [
        ['by 3', halves(3)],
        ['by 6', halves(6)],
      ]),
    ]
  })

/** What a record of a column loses at a rung, from the definition. */
function loss({ column, rungs }: Ladder, rung: number): number {
  const { map } = rungs[rung]!
  const domain = column.labels.length - 1
  let sum = 0
  for (const code of column.codes) {
    if (code === 0) continue
    const alike = column.labels.filter((_, other) => other > 0 && map[other] === map[code]).length
    sum += map[code] === 0 ? 1 : (alike - 1) / Math.max(1, domain - 1)
  }
  return sum / column.codes.length
}

function* combinations(of: readonly Ladder[]): Generator<number[]> {
  const [first, ...rest] = of
  if (first === undefined) return yield []
  for (let rung = 0; rung < first.rungs.length; rung++)
    for (const others of combinations(rest)) yield [rung, ...others]
}

describe('the smallest changes', () => {
  it('are what trying every combination of rungs finds', () => {
    fc.assert(
      fc.property(ladders, fc.integer({ min: 2, max: 5 }), (own, k) => {
        let least = Number.POSITIVE_INFINITY
        for (const rungs of combinations(own)) {
          const { k: smallest, prosecutor } = measuresOf(
            classesOf(own.map((ladder, i) => atRung(ladder, rungs[i]!))),
            k,
          )
          if (smallest < k || prosecutor.average >= 0.3) continue
          const product = own.reduce((sum, ladder, i) => sum * (1 + loss(ladder, rungs[i]!)), 1)
          least = Math.min(least, product ** (1 / 3) - 1)
        }
        const found = smallestChanges(own, { k, globalRisk: 0.3 })
        expect(found?.value ?? Number.POSITIVE_INFINITY).toBeCloseTo(least, 9)
        if (found !== null) expect(found.exact).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('leave out no more records than allowed, and only those of small classes', () => {
    fc.assert(
      fc.property(ladders, (own) => {
        const found = optimalGeneralisation(own, 3, 0.2)
        if (found === null) return
        const { sizes } = classesOf(own.map((ladder, i) => atRung(ladder, found.rungs[i]!)))
        const left = sizes.filter((size) => size < 3)
        expect(found.suppressed).toBe(left.reduce((sum, size) => sum + size, 0))
        expect(found.suppressed).toBeLessThanOrEqual(0.2 * own[0]!.column.codes.length)
        expect(found.classes).toBe(sizes.length - left.length)
      }),
      { numRuns: 40 },
    )
  })

  it('say in words what becomes of which column, and keep a sensitive one from being inferred', () => {
    const people = Array.from({ length: 240 }, (_, i) => i)
    const place = columnOf(
      'place',
      people.map((i) => (i % 2 ? 'al bab' : 'manbij')),
    )
    const date = columnOf(
      'date',
      people.map((i) => `2014-${10 + (i % 3)}-${10 + (i % 20)}`),
    )
    const cause = columnOf(
      'cause',
      people.map((i) => (i % 2 || i < 120 ? 'airstrike' : 'shelling')),
    )
    const steps = [['month', (day: string) => day.slice(0, 7)]] as const
    const own = [ladderOf(place), ladderOf(date, steps, 'tally')]
    expect(smallestChanges(own, { k: 5, globalRisk: 0.03 })!.changes).toEqual([
      { column: 'date', from: 'as it is', to: 'month' },
    ])
    expect(smallestChanges(own, { k: 5, globalRisk: 0.01 })!.changes).toEqual([
      { column: 'date', from: 'as it is', to: 'tally' },
    ])
    const policy = { k: 5, globalRisk: 0.03, diversity: [{ column: cause, l: 2 }] }
    const { rungs, changes } = smallestChanges(own, policy)!
    expect(changes).toContainEqual({ column: 'place', from: 'as it is', to: 'closed' })
    const { distinct } = diversityOf(classesOf(own.map((ladder, i) => atRung(ladder, rungs[i]!))), cause)
    expect(Math.min(...distinct)).toBeGreaterThanOrEqual(2)
  })

  it('are null where even closing everything singles people out', () => {
    expect(smallestChanges([ladderOf(columnOf('sex', ['f', 'm', 'm']))], INVESTIGATOR)).toBeNull()
  })

  it('refuse a ladder whose rungs are not nested, and a column both looked up by and sensitive', () => {
    const column = columnOf('age', [1, 2, 3, 4])
    const crossed = () =>
      ladderOf(column, [
        ['by 2', halves(2)],
        ['odd', (age) => String(Number(age) % 2)],
      ])
    expect(crossed).toThrow(expect.objectContaining({ code: 'risk/ladder-not-nested' }))
    const both = () => smallestChanges([ladderOf(column)], { ...INVESTIGATOR, diversity: [{ column, l: 2 }] })
    expect(both).toThrow(expect.objectContaining({ code: 'risk/policy' }))
  })
})

describe('who fails', () => {
  it('is said by values and columns, the smallest class first', () => {
    const rows = [
      ...Array(6).fill(['al bab', 'f', 'x']),
      ...Array(5).fill(['manbij', 'm', 'x']),
      ['al bab', 'm', 'x'],
      ['manbij', null, 'y'],
    ]
    const [place, sex, cause] = ['place', 'sex', 'cause'].map((name, c) =>
      columnOf(
        name,
        rows.map((row) => row[c]),
      ),
    )
    const { classes, failing, causes } = failuresOf([place!, sex!], {
      k: 3,
      globalRisk: 1,
      diversity: [{ column: cause!, l: 2 }],
    })
    expect(failing).toBe(4)
    expect(classes[0]).toEqual({
      values: [
        { column: 'place', value: 'al bab' },
        { column: 'sex', value: 'm' },
      ],
      records: 1,
      because: [['place', 'sex']],
      inferred: ['cause'],
    })
    expect(classes[1]!.because).toEqual([['sex']])
    expect(classes.slice(2).map(({ records, because }) => [records, because])).toEqual([
      [5, []],
      [6, []],
    ])
    expect(causes).toEqual([
      { columns: ['sex'], records: 1 },
      { columns: ['place', 'sex'], records: 1 },
    ])
  })
})
