/** Sequences by which a reader of the gate who had not written it got past it: each passed once. */
import {
  type Audience,
  assessView,
  type Case,
  makeRelease,
  type Release,
  type ViewChoice,
} from '@amana/bundle'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import type { PersonInput } from '@amana/records'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { emptyCase, person } from './sample.js'

beforeAll(() => void useBackend(nodeBackend))

/** Men of one age, day and place, but for what is said. */
const people = (count: number, from: number, more: Partial<PersonInput> = {}): PersonInput[] =>
  Array.from({ length: count }, (_, i) =>
    person(from + i, {
      sex: 'male',
      ageMin: 30,
      ageMax: 30,
      dateOfDeath: '2014-12-28',
      incident: 'Market',
      place: 'Market',
      cause: 'airstrike',
      party: 'coalition',
      civilian: 'civilian',
      consent: ['investigators', 'courts'],
      ...more,
    }),
  )
const caseOf = (...batches: readonly PersonInput[][]): Case => {
  const amana = emptyCase()
  for (const batch of batches) {
    amana.import(batch)
    makeRelease(amana, { time: '2015-02-01T12:00:00Z' })
  }
  return amana
}
const newest = (amana: Case): Release => amana.releases.at(-1)!
const passes = (
  amana: Case,
  choice: ViewChoice,
  audience: Audience = 'investigator',
  release = newest(amana),
): boolean => assessView(amana, audience, release, choice).every((finding) => finding.passes)
const hand = (amana: Case, { open = [], close = [], tables = [] }: ViewChoice = {}): void =>
  amana.transact([
    [
      'handed',
      'investigator',
      newest(amana).size,
      new Uint8Array(32),
      [[...open], [...close], tables.map(({ fields, least }) => [[...fields], least])],
    ],
  ])
const close = ['incident']

describe('who refused', () => {
  const refused = { consent: ['courts'] }
  it('is not shown alone among those of one release who are open', () => {
    const many = [...people(80, 1), ...people(20, 100, refused)]
    const choice = { open: ['cause'], close }
    expect(passes(caseOf(many, [...people(49, 200), ...people(1, 300, refused)]), choice)).toBe(false)
    expect(passes(caseOf(many, [...people(49, 200), ...people(6, 300, refused)]), choice)).toBe(true)
    expect(passes(caseOf(many, people(50, 200)), choice)).toBe(true)
  })
})

describe('a field that tells a counted one', () => {
  const november = { dateOfDeath: '2014-11-20' }
  const unknown = { civilian: 'unknown' } as const
  const rows = [
    ...people(3, 1, unknown),
    ...people(40, 100),
    ...people(12, 200, { ...november, ...unknown }),
    ...people(50, 300, november),
  ]
  const tables = [{ fields: ['month', 'civilian'], least: 5 }]
  it.each(['month', 'date_of_death'])('is weighed against tables as that one is: %s', (field) => {
    const amana = caseOf(rows)
    expect(passes(amana, { open: [field], close })).toBe(true)
    expect(passes(amana, { tables, close })).toBe(true)
    expect(passes(amana, { tables, open: [field], close })).toBe(false)
    // 43 died in December by the open field, 40 of them civilians by the table: three were not.
    hand(amana, { tables, close })
    expect(passes(amana, { open: [field], close })).toBe(false)
  })
})

describe('a release older than one that was handed out', () => {
  it('shows nobody by who is listed still', () => {
    const amana = caseOf([...people(150, 1), ...people(5, 1000, { sex: 'female' })])
    amana.withdraw(
      'person',
      [1000, 1001, 1002, 1003].map((i) => `row-${i}`),
      'duplicate',
    )
    amana.import(people(20, 2000))
    makeRelease(amana, { time: '2015-03-01T12:00:00Z' })
    const [first] = amana.releases
    const choice = { open: ['sex'], close }
    expect(passes(amana, choice, 'investigator', first)).toBe(true)
    hand(amana, { close })
    // Of the five women one is listed still.
    expect(passes(amana, choice, 'investigator', first)).toBe(false)
    expect(passes(amana, choice)).toBe(false)
  })
})
