import {
  assess,
  columnOf,
  type Disclosure,
  eachOf,
  INVESTIGATOR,
  jointOf,
  tableOf,
  unionOf,
} from '@amana/risk'
import { describe, expect, it } from '@jest/globals'

const listed = Array.from({ length: 60 }, (_, i) => `id-${i}`)
const of = (what: Partial<Disclosure> & Pick<Disclosure, 'columns'>): Disclosure => ({
  audience: 'investigator',
  release: 1,
  records: listed,
  ...what,
})
const column = (name: string, value: (i: number) => string | null, ids = listed) =>
  columnOf(
    name,
    ids.map((_, i) => value(i)),
  )
const labelsOf = (
  columns: readonly { codes: Uint32Array; labels: readonly (string | null)[] }[],
  row: number,
) => columns.map(({ codes, labels }) => labels[codes[row]!])

describe('what all recipients have together', () => {
  it('is joined by record: two openings of one record unite, and what is open of none is closed', () => {
    const columns = unionOf(listed, [
      of({ records: ['id-3', 'id-1'], columns: [columnOf('sex', ['f', 'm'])] }),
      of({ audience: 'auditor', records: ['id-1'], columns: [columnOf('place', ['al bab'])] }),
    ])
    expect(columns.map(({ name }) => name).sort()).toEqual(['place', 'sex'])
    expect(
      labelsOf(
        columns.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
        1,
      ),
    ).toEqual(['al bab', 'm'])
    expect(labelsOf(columns, 2)).toEqual([null, null])
  })

  it('still has the value that a later release replaced', () => {
    const columns = unionOf(listed, [
      of({ records: ['id-1', 'id-2'], columns: [columnOf('age', [30, 40])] }),
      of({ release: 2, records: ['id-1', 'id-2'], columns: [columnOf('age', [31, 40])] }),
    ])
    expect(columns.map(({ name }) => name)).toEqual(['age', 'age (earlier)'])
    expect(labelsOf(columns, 1)).toEqual(['31', '30'])
    expect(labelsOf(columns, 2)).toEqual(['40', null])
  })

  it('refuses a record that is not in the log', () => {
    const stray = () => unionOf(listed, [of({ records: ['nobody'], columns: [columnOf('sex', ['f'])] })])
    expect(stray).toThrow(expect.objectContaining({ code: 'risk/union' }))
  })
})

describe('the gate', () => {
  const sex = column('sex', (i) => (i % 2 ? 'f' : 'm'))
  const place = column('place', (i) => (i < 30 ? 'al bab' : 'manbij'))
  const age = column('age', (i) => String(10 + (i % 30)))
  const policy = { ...INVESTIGATOR, globalRisk: 0.15 }

  it('lets through what singles nobody out, and changes nothing', () => {
    const { passes, measures, failures, changes } = assess({
      listed,
      before: [],
      proposed: of({ columns: [sex, place] }),
      policy,
    })
    expect({ passes, k: measures.k, failing: failures.failing, changes: changes!.changes }).toEqual({
      passes: true,
      k: 15,
      failing: 0,
      changes: [],
    })
  })

  it('refuses each of two views that pass alone when the other was given, to whomever', () => {
    const before = [of({ audience: 'public', columns: [column('month', (i) => String(i % 6))] })]
    const proposed = of({ columns: [column('cause', (i) => String((i + Math.floor(i / 30)) % 5))] })
    expect(assess({ listed, before: [], proposed, policy }).passes).toBe(true)
    const { passes, failures, changes } = assess({ listed, before, proposed, policy })
    expect(passes).toBe(false)
    expect(failures.causes).toEqual([{ columns: ['cause', 'month'], records: 60 }])
    // What was given stays given: only the proposed column can change.
    expect(changes!.changes).toEqual([{ column: 'cause', from: 'as it is', to: 'closed' }])
  })

  it('has no way out where what was given singles people out by itself', () => {
    const before = [of({ columns: [column('name of the street', (i) => String(i))] })]
    const { passes, changes } = assess({ listed, before, proposed: of({ columns: [sex] }), policy })
    expect({ passes, changes }).toEqual({ passes: false, changes: null })
  })

  it('suggests bands before closing, and passes with what it suggested', () => {
    const bands = { age: [['10 years', (years: string) => `${years[0]}0-${years[0]}9`]] } as const
    const { passes, changes } = assess({
      listed,
      before: [],
      proposed: of({ columns: [sex, age] }),
      policy,
      ladders: bands,
    })
    expect(passes).toBe(false)
    expect(changes!.changes).toEqual([{ column: 'age', from: 'as it is', to: '10 years' }])
    const banded = column('age', (i) => `${Math.floor((10 + (i % 30)) / 10)}0s`)
    expect(assess({ listed, before: [], proposed: of({ columns: [sex, banded] }), policy }).passes).toBe(true)
  })

  it('refuses for a table that gives a small cell away, and counts what a registry would add', () => {
    const joint = jointOf([place, column('sex', (i) => (i === 0 ? 'f' : 'm'))])
    const published = { joint, cells: tableOf(joint, joint.fields.map(eachOf)) }
    const registry = [
      columnOf(
        'place',
        Array.from({ length: 300 }, (_, i) => (i < 200 ? 'al bab' : 'manbij')),
      ),
    ]
    const { passes, derived, measures } = assess({
      listed,
      before: [],
      proposed: of({ columns: [place] }),
      policy,
      published,
      registry,
    })
    expect(passes).toBe(false)
    expect(derived.map(({ count }) => count)).toContain(1)
    expect(measures.journalist!.highest).toBeCloseTo(1 / 100, 12)
  })
})
