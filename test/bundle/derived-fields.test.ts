import { type Case, makeRelease, verifyView } from '@amana/bundle'
import { decode, toHex, type Value } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { namedValues, PERSON } from '@amana/records'
import { describe, expect, it } from '@jest/globals'
import { refusal } from '../codec/refusal.js'
import { emptyCase, person, seededRandom, viewOf } from './sample.js'

useBackend(nodeBackend)

const valuesOf = (amana: Case, row: number) =>
  namedValues(PERSON, decode(amana.record('person', `row-${row}`)!.current) as readonly Value[])

describe('the month of a death', () => {
  const monthOf = (date: string | undefined, ofIncident?: string) => {
    const amana = emptyCase()
    const { dateOfDeath: _, ...row } = person(1)
    amana.import(
      [{ ...row, ...(date === undefined ? {} : { dateOfDeath: date }) }],
      [{ key: row.incident, ...(ofIncident === undefined ? {} : { date: ofIncident }) }],
    )
    return { amana, month: valuesOf(amana, 1).month }
  }

  it.each([
    ['2014-12-28', undefined, '2014-12'],
    ['2014-12', '2015-01-02', '2014-12'],
    ['2014', '2015-01-02', '2015-01'],
    ['2014', undefined, undefined],
    [undefined, '2015-01', '2015-01'],
    [undefined, undefined, undefined],
  ])('of %s, in an incident of %s, is %s', (date, ofIncident, month) => {
    expect(monthOf(date, ofIncident).month).toBe(month)
  })

  it('follows the incident where it is the incident’s', () => {
    const { amana } = monthOf(undefined, '2015-01-02')
    amana.import([], [{ key: person(1).incident, date: '2015-03-04' }])
    expect(valuesOf(amana, 1).month).toBe('2015-03')
  })

  it('goes with an incident that was withdrawn and is listed again without a date', () => {
    const { amana } = monthOf(undefined, '2015-01-02')
    const { incident } = person(1)
    amana.withdraw('incident', [incident], 'error')
    amana.import([], [{ key: incident }])
    expect(valuesOf(amana, 1).month).toBeUndefined()
  })
})

describe('sources and what is known', () => {
  it.each([
    [{ sources: [] }, 'none'],
    [{ sources: [{ kind: 'video', count: 4 }] }, 'one'],
    [
      {
        sources: [
          { kind: 'video', count: 1 },
          { kind: 'photo', count: 1 },
        ],
      },
      'several',
    ],
  ])('are told coarsely: %j has %s', (more, kinds) => {
    const amana = emptyCase()
    amana.import([person(1, more)])
    expect(valuesOf(amana, 1).source_kinds).toBe(kinds)
  })

  it.each([
    [{}, 'complete'],
    [{ dateOfDeath: '2014-12' }, 'partial'],
    [{ dateOfDeath: '2014-12', father: '' }, 'minimal'],
  ])('is complete but for what is missing: %j is %s', (more, completeness) => {
    const amana = emptyCase()
    amana.import([person(1, more)])
    expect(valuesOf(amana, 1).completeness).toBe(completeness)
  })
})

describe('tables and claims over months, sources and completeness', () => {
  const amana = emptyCase()
  amana.import(
    Array.from({ length: 40 }, (_, i) =>
      person(i, {
        dateOfDeath: i < 25 ? '2014-12-28' : '2015-01-03',
        cause: i % 2 === 0 ? 'airstrike' : 'shelling',
        sources: i < 12 ? [{ kind: 'video', count: 1 }] : [],
      }),
    ),
  )
  makeRelease(amana, {
    random: seededRandom('months'),
    claims: [
      { en: 'in December, from the air', where: { month: ['2014-12'], cause: ['airstrike'] } },
      { en: 'in a month in which nobody died', where: { month: ['2013-05'] } },
      { en: 'with a source', where: { source_kinds: ['one', 'several'] } },
      { en: 'known in part', where: { completeness: ['partial', 'minimal'] } },
    ],
  })

  it('are proven with every person closed', async () => {
    const report = await verifyView([viewOf(amana, 'public')], amana.verificationKey)
    expect(report.ok).toBe(true)
    for (const [text, count] of [
      ['in December, from the air', 13],
      ['in a month in which nobody died', 0],
      ['with a source', 12],
      ['known in part', 0],
    ] as const)
      expect(report.claims.find((claim) => claim.text.startsWith(text))).toMatchObject({
        counted: count,
        status: 'pass',
      })
  })

  it('show every month of the years, whether somebody died in it or not', async () => {
    const tables = [{ fields: ['cause', 'month'], least: 1 }]
    const report = await verifyView([viewOf(amana, 'public', undefined, tables)], amana.verificationKey)
    // The first one over these fields is that of the claim.
    const table = report.tables.filter(({ fields }) => `${fields}` === 'cause,month').at(-1)!
    const months = new Set(table.cells.flatMap(({ values }) => values.map(([, month]) => month)))
    expect(months.size).toBe(24 + 1)
    const count = (cause: string, month: string) =>
      table.cells.find(({ values }) => values.length === 1 && `${values[0]}` === `${cause},${month}`)?.count
    expect([count('airstrike', '2014-12'), count('shelling', '2014-12')]).toEqual([13, 12])
    // The smallest goes with the empty ones.
    expect([count('airstrike', '2015-01'), count('shelling', '2015-01')]).toEqual([undefined, 8])
  })

  it('refuse a claim about a month that is none', () => {
    amana.import([person(50)])
    for (const month of ['2014', '2014-13', '2014-12-28', 'December'])
      expect(
        refusal(() => makeRelease(amana, { claims: [{ en: 'x', where: { month: [month] } }] })).code,
      ).toBe('claims/bad-claim')
  })
})

describe('the receipt of a person', () => {
  it('is there for all, differs, and stays when the person is amended', () => {
    const amana = emptyCase()
    amana.import([person(1), person(2)])
    const before = [1, 2].map((row) => toHex(valuesOf(amana, row).receipt as Uint8Array))
    expect(new Set(before).size).toBe(2)
    makeRelease(amana, { random: seededRandom('receipt') })
    amana.import([person(1, { sex: 'female' }), person(2)])
    expect([1, 2].map((row) => toHex(valuesOf(amana, row).receipt as Uint8Array))).toEqual(before)
    // Of another case it is another: whoever holds two lists cannot compare them by it.
    const other = emptyCase(() => {}, 'other')
    other.import([person(1)])
    expect(toHex(valuesOf(other, 1).receipt as Uint8Array)).not.toBe(before[0])
  })
})
