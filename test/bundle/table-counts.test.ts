/** Claims counted by a table: the same as by looking at every tuple of every cell, and quick however many incidents there are. */
import { counterOf, type Table } from '@amana/bundle'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

const FIELDS = ['status', 'sex', 'age_group', 'civilian']
const VALUES = [
  ['live', 'withdrawn'],
  ['female', 'male', 'unknown', null],
  ['child', 'adult', null],
  ['civilian', 'combatant'],
] as const

/** All tuples, dealt to some cells. */
const table = fc
  .tuple(fc.infiniteStream(fc.nat(9)), fc.array(fc.nat(2), { minLength: 10, maxLength: 10 }))
  .map(([deal, counts]): Table => {
    const all = VALUES.reduce<readonly (readonly (string | null)[])[]>(
      (tuples, values) => tuples.flatMap((tuple) => values.map((value) => [...tuple, value])),
      [[]],
    )
    const cells = counts.map((count) => ({ tuples: [] as (readonly (string | null)[])[], count }))
    for (const tuple of all) cells[deal.next().value]!.tuples.push(tuple)
    return { fields: FIELDS, cells: cells.filter(({ tuples }) => tuples.length > 0) }
  })
const where = fc
  .tuple(...VALUES.map((values) => fc.subarray(values.filter((value) => value !== null))))
  .map((lists) => new Map(lists.flatMap((list, i) => (list.length > 0 ? [[FIELDS[i]!, list] as const] : []))))

function naive({ fields, cells }: Table, claim: ReadonlyMap<string, readonly string[]>): number | null {
  let sum = 0
  for (const { tuples, count } of cells) {
    const fits = tuples.map(
      (tuple) =>
        tuple[0] === 'live' &&
        [...claim].every(([name, list]) => list.some((value) => value === tuple[fields.indexOf(name)])),
    )
    if (count > 0 && new Set(fits).size > 1) return null
    if (fits.every((fit) => fit)) sum += count
  }
  return sum
}

describe('a claim is counted by a table', () => {
  it('as by looking at every tuple', () => {
    const told = { some: 0, none: 0 }
    fc.assert(
      fc.property(table, fc.array(where, { minLength: 1, maxLength: 8 }), (each, claims) => {
        const countOf = counterOf(each)
        for (const claim of claims) {
          const count = naive(each, claim)
          told[count === null ? 'none' : 'some']++
          expect(countOf(claim)).toBe(count)
        }
      }),
      { numRuns: 300 },
    )
    expect(Math.min(told.some, told.none)).toBeGreaterThan(20)
  })

  it('not at all if it has not all of its fields', () => {
    const only: Table = { fields: ['status', 'sex'], cells: [{ tuples: [['live', 'male']], count: 1 }] }
    expect(counterOf(only)(new Map([['cause', ['airstrike']]]))).toBeNull()
  })

  it('with lists that have more combinations than a reader could go through', () => {
    const ids = Array.from({ length: 3000 }, (_, i) => Uint8Array.from([i >> 8, i, ...new Uint8Array(14)]))
    const fields = ['status', 'incident', 'sex']
    const cells = ids.map((id) => ({ tuples: [['live', id, 'male']], count: 1 }))
    const lists = new Map<string, readonly (string | Uint8Array)[]>([
      ['incident', ids],
      ['sex', ['male', 'female', 'unknown']],
    ])
    expect(counterOf({ fields, cells })(lists)).toBe(3000)
  })
})
