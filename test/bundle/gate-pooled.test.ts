import {
  type Audience,
  assessView,
  type Case,
  type ClaimRequest,
  type Finding,
  makeRelease,
  type ViewChoice,
} from '@amana/bundle'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import type { PersonInput } from '@amana/records'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { emptyCase, person, persons } from './sample.js'

beforeAll(() => {
  useBackend(nodeBackend)
})

const TIME = '2015-02-01T12:00:00Z'

function caseOf(rows: readonly PersonInput[], claims: readonly ClaimRequest[] = []): Case {
  const amana = emptyCase()
  amana.import(rows)
  makeRelease(amana, { time: TIME, claims })
  return amana
}
const ask = (amana: Case, audience: Audience, choice: ViewChoice = {}): readonly Finding[] =>
  assessView(amana, audience, amana.releases.at(-1)!, choice)
const passes = (...args: Parameters<typeof ask>): boolean => ask(...args).every((finding) => finding.passes)
/** Enters a view of the last release in the ledger, as handing it out does. */
const hand = (amana: Case, audience: string, { open = [], close = [], tables = [] }: ViewChoice = {}): void =>
  amana.transact([
    [
      'handed',
      audience,
      amana.releases.at(-1)!.size,
      new Uint8Array(32),
      [[...open], [...close], tables.map(({ fields, least }) => [[...fields], least])],
    ],
  ])
/** Men of one age and one incident. */
const men = (count: number, from: number, more: Partial<PersonInput>): PersonInput[] =>
  Array.from({ length: count }, (_, i) =>
    person(from + i, { sex: 'male', ageMin: 30, ageMax: 30, incident: 'Market', ...more }),
  )

const ageless = ({ ageMin: _, ageMax: __, ...rest }: PersonInput): PersonInput => rest

describe('rows', () => {
  it('are not shown of fewer than the least class, though all of them look alike', () => {
    for (const [count, audience, good] of [
      [1, 'public', false],
      [4, 'investigator', false],
      [5, 'investigator', true],
      [10, 'public', false],
      [11, 'public', true],
    ] as const) {
      const amana = caseOf(men(count, 1, {}))
      expect([count, passes(amana, audience, { open: ['sex', 'cause'], close: ['incident'] })]).toEqual([
        count,
        good,
      ])
      for (const each of ['investigator', 'auditor', 'public'] as const)
        expect(passes(amana, each)).toBe(true)
    }
  })

  it('are refused with a change that passes when it is made, be the list small or what was handed out before too much', () => {
    const small = caseOf(persons(20))
    const after = caseOf(persons(103))
    hand(after, 'investigator', { open: ['age_min'] })
    after.import([person(300)])
    makeRelease(after, { time: TIME })
    for (const amana of [small, after]) {
      const choice = { open: ['sex', 'cause', 'age_min'] }
      const [finding] = ask(amana, 'investigator', choice)
      expect(finding!.passes).toBe(false)
      expect(finding!.close).toContain('sex')
      expect(passes(amana, 'investigator', { ...choice, close: finding!.close })).toBe(true)
    }
    expect(ask(small, 'investigator', { open: ['sex', 'cause'] })[0]!.close).toEqual(['sex'])
  })

  it('are judged by as many columns as a person has, and by those of the past', () => {
    const open = (
      'incident sex age_group civilian cause party sources name_known date_known place_known civilian_basis age_min ' +
      'age_max birth_year date_of_death date_precision place_of_death governorate latitude longitude place_precision consent'
    ).split(' ')
    const amana = caseOf(persons(40))
    expect(passes(amana, 'investigator', { open })).toBe(false)
    hand(amana, 'investigator', { open })
    const other = {
      sex: 'unknown',
      cause: 'shelling',
      party: 'unknown',
      civilian: 'unknown',
      place: 'Town C',
    } as const
    amana.import([person(3, { ...other, ageMin: 50, ageMax: 52, governorate: 'Homs', dateOfDeath: '2014' })])
    makeRelease(amana, { time: TIME })
    hand(amana, 'investigator', { open })
    expect(passes(amana, 'investigator')).toBe(true)
    expect(passes(amana, 'public')).toBe(true)
  })

  it('that are new tell nothing where no field is open, also when those before them had open ones', () => {
    const amana = caseOf(persons(103))
    hand(amana, 'investigator')
    amana.import([person(300, { incident: 'Well' })])
    makeRelease(amana, { time: TIME })
    expect(passes(amana, 'investigator')).toBe(true)
  })
})

describe('a person withdrawn for want of consent', () => {
  it('does not make the gate forget which incidents were open', () => {
    const amana = caseOf([...persons(103), ...men(5, 201, { incident: 'Mill' })])
    // Five of Mill, four of whom are listed still: with their incident each is one of four.
    const sexes = ['row-201']
    hand(amana, 'investigator')
    amana.withdraw('person', sexes, 'consent')
    makeRelease(amana, { time: TIME })
    const [finding] = ask(amana, 'investigator', { open: ['sex'] })
    expect(finding!.passes).toBe(false)
    expect(finding!.assessment.failures.causes[0]!.columns).toContain('incident')
  })

  it('is not told of by a table less one from before, and stops no other view', () => {
    const amana = caseOf(men(60, 1, {}))
    const tables = [{ fields: ['civilian', 'cause'], least: 5 }]
    hand(amana, 'investigator', { tables })
    amana.withdraw('person', ['row-3'], 'consent')
    makeRelease(amana, { time: TIME })
    expect(passes(amana, 'investigator')).toBe(true)
    for (const choice of [{ tables }, { open: ['cause'] }])
      expect(() => ask(amana, 'investigator', choice)).toThrow(
        expect.objectContaining({ code: 'view/bad-table' }),
      )
    expect(passes(amana, 'investigator', { tables: [{ fields: ['party'], least: 5 }] })).toBe(true)
  })
})

describe('small counts', () => {
  const rows = [
    ...men(3, 1, { cause: 'airstrike', civilian: 'unknown' }),
    ...men(40, 100, { cause: 'airstrike', civilian: 'civilian' }),
    ...men(12, 200, { cause: 'shelling', civilian: 'unknown' }),
    ...men(50, 300, { cause: 'shelling', civilian: 'civilian' }),
  ]
  const tables = [{ fields: ['cause', 'civilian'], least: 5 }]

  it('are refused where an open column and a table tell them, whichever comes first', () => {
    const first = caseOf(rows)
    expect(passes(first, 'investigator', { tables })).toBe(true)
    expect(passes(first, 'investigator', { open: ['cause'] })).toBe(true)
    expect(passes(first, 'investigator', { open: ['cause'], tables })).toBe(false)
    hand(first, 'investigator', { tables })
    expect(passes(first, 'investigator', { open: ['cause'] })).toBe(false)
    const second = caseOf(rows)
    hand(second, 'investigator', { open: ['cause'] })
    expect(passes(second, 'investigator', { tables })).toBe(false)
    expect(passes(second, 'investigator', { open: ['cause'] })).toBe(true)
  })

  it('are not taken to be known from claims that tell only their sum', () => {
    // Of all whose sex and age are known, and of girls: what is left of the first has three combinations, and the rest five.
    const amana = caseOf(
      [
        ...men(40, 1, {}),
        ...men(20, 100, { sex: 'female' }),
        ...men(9, 200, { ageMin: 7, ageMax: 7 }),
        ...men(8, 300, { sex: 'female', ageMin: 7, ageMax: 7 }),
        ...men(3, 400, { sex: 'female' }).map(ageless),
        ...men(9, 500, {}).map(ageless),
      ],
      [{ en: 'sex and age known', where: { sex: ['female', 'male'], age_group: ['child', 'adult'] } }],
    )
    const [finding] = ask(amana, 'investigator', { tables: [{ fields: ['sex', 'age_group'], least: 1 }] })
    expect(finding!.passes).toBe(false)
    expect(finding!.derived.map(({ count }) => count)).toContain(3)
  })
})
