/**
 * Totals of closed rows, in a whole view. The demonstration's numbers pass with every person closed; whoever alters the file, and a
 * documenter who lies under a true signature, are caught.
 */
import { type Case, jointTable, makeRelease, type Report, verifyView } from '@amana/bundle'
import { equal, toHex, type Value } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { fieldIndex, PERSON } from '@amana/records'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { refusal } from '../codec/refusal.js'
import { many } from '../many.js'
import { changed, releaseOf } from './dishonest.js'
import {
  closing,
  isOpen,
  kindOf,
  type Parts,
  putTogether,
  recordsOf,
  takeApart,
  withoutTallies,
  withRecords,
} from './forger.js'
import { person, seededCase, seededRandom, viewOf } from './sample.js'

useBackend(nodeBackend)

/** 103 persons: 51, 29 and 23; 11 female, 11 children, two of them both. */
const demonstration = (): Case => {
  const amana = seededCase('demonstration')
  amana.import(
    Array.from({ length: 103 }, (_, i) => {
      const age = i % 9 === 0 && i < 99 ? 9 : 30
      return person(i, {
        incident: i < 51 ? 'Prison' : i < 80 ? 'Refinery' : 'Elsewhere',
        sex: (i % 9 === 1 && i < 80) || i === 0 || i === 9 ? 'female' : 'male',
        ageMin: age,
        ageMax: age,
      })
    }),
  )
  makeRelease(amana, { random: seededRandom('demonstration') })
  return amana
}

/** Twelve persons in two releases, one of them withdrawn and one amended: small, for there are many attacks. */
const smallCase = (): Case => {
  const amana = seededCase('tallies')
  const random = seededRandom('tallies')
  amana.import(Array.from({ length: 12 }, (_, i) => person(i)))
  makeRelease(amana, { random })
  amana.import([person(1, { sex: 'female' })])
  amana.withdraw('person', ['row-2'], 'duplicate')
  makeRelease(amana, { random })
  return amana
}

const statusOf = (report: Report, id: string) => report.checks.find((check) => check.id === id)!.status
const failedOf = ({ checks }: Report) => checks.filter(({ status }) => status === 'fail').map(({ id }) => id)

describe('the demonstration with every person closed', () => {
  const amana = demonstration()
  it.each(['public', 'auditor', 'investigator'] as const)(
    'is proven to the %s, claim by claim',
    async (audience) => {
      const report = await verifyView([viewOf(amana, audience)], amana.verificationKey)
      const counted = new Map(report.claims.map(({ text, counted }) => [text, counted]))
      expect(
        report.claims.every(({ status, counted, stated }) => status === 'pass' && counted === stated),
      ).toBe(true)
      expect(counted.get('persons in all')).toBe(103)
      for (const [text, count] of [
        ['women', 11],
        ['men', 92],
        ['sex unknown', 0],
        ['children', 11],
        ['adults', 92],
        ['age unknown', 0],
        ['girls', 2],
      ] as const)
        expect([text, [...counted].find(([each]) => each.startsWith(text))?.[1]]).toEqual([text, count])
      const perIncident = [...counted].flatMap(([text, count]) => (text.includes('incident=') ? [count] : []))
      expect(perIncident.sort()).toEqual([23, 29, 51])
      expect(['tallies', 'references', 'claims'].map((id) => statusOf(report, id))).toEqual(
        audience === 'investigator' ? ['pass', 'pass', 'pass'] : ['pass', 'not-checked', 'pass'],
      )
      expect(report.totals).toMatchObject({ persons: 103, withdrawn: 0 })
    },
  )

  it('opens of no person anything but the status, the tokens and, of three large incidents, which', () => {
    for (const audience of ['public', 'auditor', 'investigator'] as const) {
      const parts = takeApart(viewOf(amana, audience))
      const masks = parts.header[3] as readonly (readonly [number, readonly number[], readonly number[]])[]
      for (const [schema, open] of masks)
        if (schema === 1)
          expect([
            [],
            ['status', 'incident', 'linkage', 'receipt'].map((name) => fieldIndex(PERSON, name)),
          ]).toContainEqual(open)
    }
  })

  it('shows no table but those of the claims: nothing else of sex and age together than the girls', () => {
    const parts = takeApart(viewOf(amana, 'public'))
    const at = ['status', 'sex', 'age_group'].map((name) => fieldIndex(PERSON, name))
    const which = (parts.header[4] as readonly (readonly number[])[]).findIndex(
      (each) => `${each}` === `${at}`,
    )
    const [cells] = parts.tallies[which] as readonly [readonly (readonly [readonly Value[], number])[], Value]
    expect(cells.map(([tuples, count]) => [tuples.length, count])).toEqual(
      expect.arrayContaining([
        [1, 2],
        [15, 101],
        [1, 0],
      ]),
    )
    expect(cells).toHaveLength(3)
  })

  it('has a joint table in which no cell is small, proven as it stands', async () => {
    for (const least of [1, 5, 11, 200]) {
      const tables = [{ fields: ['incident', 'sex', 'age_group'], least }]
      const report = await verifyView([viewOf(amana, 'public', undefined, tables)], amana.verificationKey)
      expect(statusOf(report, 'tallies')).toBe('pass')
      const joint = report.tables.find(({ fields }) => fields.length === 3)!
      expect(joint.cells.reduce((sum, { count }) => sum + count, 0)).toBe(103)
      expect(joint.cells.reduce((sum, { values }) => sum + values.length, 0)).toBe(4 * 4 * 4)
      if (joint.cells.length > 1)
        for (const { count } of joint.cells) expect(count).toBeGreaterThanOrEqual(least)
    }
  })

  it('lists what a merged cell hides in one order, however its persons are shared out among it', () => {
    const tableOf = (civilian: string, other: string) => {
      const persons = Array.from({ length: 35 }, (_, i) => {
        const values: Value[] = PERSON.fields.map(() => null)
        const set = (name: string, value: Value) => {
          values[fieldIndex(PERSON, name)] = value
        }
        set('status', 'live')
        set('sex', i < 20 ? 'male' : 'female')
        set('age_group', i < 20 ? 'adult' : 'child')
        set('civilian', i < 20 || i % 5 > 0 ? civilian : other)
        return values
      })
      return jointTable({ persons, incidents: [] }, { fields: ['sex', 'age_group', 'civilian'], least: 11 })!
    }
    const [one, two] = [tableOf('civilian', 'unknown'), tableOf('civilian', 'combatant')]
    expect(one.cells.map(({ count }) => count)).toEqual([20, 15, 0])
    expect(two.cells).toEqual(one.cells)
  })

  it('refuses tables over fields that are not tallied, or none', () => {
    for (const fields of [['age_min'], ['status'], [], ['sex', 'height'], ['given']])
      expect(refusal(() => viewOf(amana, 'public', undefined, [{ fields, least: 5 }])).code).toBe(
        'view/bad-table',
      )
  })
  it('refuses more tables than a reader takes', () => {
    const large = { fields: ['cause', 'party', 'sex', 'age_group'], least: 200 }
    expect(refusal(() => viewOf(amana, 'public', undefined, [large, large, large])).code).toBe(
      'view/bad-table',
    )
  })
})

describe('a view with tallies is refused where', () => {
  const amana = smallCase()
  const key = amana.verificationKey
  const parts = takeApart(viewOf(amana, 'public'))
  const records = recordsOf(parts)
  const persons = [...records.keys()].filter(
    (i) => isOpen(records[i]!) && kindOf(parts, records[i]!) === 'person',
  )
  type Cells = readonly (readonly [readonly Value[], number])[]
  const tallies = parts.tallies as readonly (readonly [Cells, Uint8Array])[]

  const withTally = (which: number, cells: Cells, proof = tallies[which]![1]): Parts => ({
    ...parts,
    tallies: tallies.map((tally, i) => (i === which ? [cells, proof] : tally)),
  })
  const counts = (which: number, changes: readonly number[]): Parts =>
    withTally(
      which,
      tallies[which]![0].map(([tuples, count], c) => [tuples, count + (changes[c] ?? 0)]),
    )
  const withRecord = (at: number, record: readonly Value[]): Parts =>
    withRecords(
      parts,
      records.map((each, i) => (i === at ? record : each)),
    )
  const elements = (at: number, change: (bytes: Uint8Array) => void): Parts => {
    const record = records[at]!
    const bytes = (record[5] as Uint8Array).slice()
    change(bytes)
    return withRecord(at, [...record.slice(0, 5), bytes])
  }
  const older = takeApart(viewOf(amana, 'public', amana.releases[0]))

  const refused = async (forged: Parts) => {
    const report = await verifyView([putTogether(forged)], key)
    expect(report.ok).toBe(false)
    expect(failedOf(report).some((id) => ['format', 'log', 'tallies'].includes(id))).toBe(true)
    // No number is shown as counted that is not the one that was signed.
    for (const { stated, counted } of report.claims) expect([null, stated]).toContain(counted)
  }

  it('nothing is wrong, it is not; and it counts the withdrawn apart', async () => {
    const report = await verifyView([putTogether(parts)], key)
    expect(report.ok).toBe(true)
    // Of the incidents nothing tells whether they stand; of the persons the tables do.
    const { incidents } = report.totals!
    expect(report.totals).toMatchObject({ persons: 11, withdrawn: 1, closed: incidents })
    expect(persons).toHaveLength(12)
    expect(tallies.length).toBe(4)
  })

  it.each(persons.map((at, i) => [i, at]))(
    'any byte of the elements of person %i is altered',
    async (i, at) => {
      // One byte in each of the four, another one of each person; more with LONG=1.
      for (let byte = i; byte < 128; byte += many(9, 29))
        await refused(
          elements(at, (bytes) => {
            bytes[byte]! ^= 1
          }),
        )
    },
  )
  it.each(persons.map((at, i) => [i, at]))('person %i is left out, closed or listed twice', async (_, at) => {
    await refused(closing(parts, amana.origin, (_, i) => i === at))
    await refused(
      withRecords(
        parts,
        records.filter((_, i) => i !== at),
      ),
    )
    await refused(withRecords(parts, [...records.slice(0, at), records[at]!, ...records.slice(at)]))
    if (at < records.length - 1) await refused(withRecords(parts, [...records.slice(0, -1), records[at]!]))
  })
  it('two elements change places, within a person and between persons', async () => {
    for (const at of persons.slice(0, 4))
      await refused(
        elements(at, (bytes) => {
          const first = bytes.slice(0, 32)
          bytes.copyWithin(0, 32, 64)
          bytes.set(first, 32)
        }),
      )
    const [a, b] = persons.map((at) => records[at]!) as [readonly Value[], readonly Value[]]
    await refused(withRecord(persons[0]!, [...a.slice(0, 5), b[5]!]))
    await refused(withRecord(persons[0]!, [a[0]!, b[1]!, ...a.slice(2)]))
  })
  it.each([0, 1, 2, 3])('a count of table %i is moved, added, taken or negative', async (which) => {
    const size = tallies[which]![0].length
    for (let c = 0; c < size; c++) {
      const at = (change: number, other: number) =>
        Array.from({ length: size }, (_, i) => (i === c ? change : i === (c + 1) % size ? other : 0))
      await refused(counts(which, at(1, -1)))
      await refused(counts(which, at(1, 0)))
      await refused(counts(which, at(-100, 100)))
    }
  })
  it.each([0, 1, 2, 3])(
    'the cells of table %i are others: swapped, split, merged, left out, added',
    async (which) => {
      const [cells] = tallies[which]!
      const [first, second, ...rest] = cells as [Cells[number], Cells[number], ...Cells]
      await refused(withTally(which, cells.toReversed()))
      await refused(withTally(which, [[first[0], second[1]], [second[0], first[1]], ...rest]))
      await refused(withTally(which, [[[...first[0], ...second[0]], first[1] + second[1]], ...rest]))
      await refused(withTally(which, cells.slice(1)))
      await refused(withTally(which, [...cells, [first[0], 0]]))
      await refused(withTally(which, [[[], 0], ...cells]))
      for (const [c, [tuples, count]] of cells.entries())
        if (tuples.length > 1)
          await refused(
            withTally(which, [
              ...cells.slice(0, c),
              [tuples.slice(1), count],
              [tuples.slice(0, 1), 0],
              ...cells.slice(c + 1),
            ]),
          )
    },
  )
  it.each([0, 1, 2, 3])(
    'the proof of table %i is another: altered, cut, of another table or release',
    async (which) => {
      const [cells, proof] = tallies[which]!
      // Every byte of a proof is tried in test/tally; here more of them with LONG=1.
      for (let at = which; at < proof.length; at += many(61, 211)) {
        const altered = proof.slice()
        altered[at]! ^= 1
        await refused(withTally(which, cells, altered))
      }
      await refused(withTally(which, cells, proof.slice(32)))
      await refused(withTally(which, cells, new Uint8Array(proof.length)))
      await refused(withTally(which, cells, tallies[(which + 1) % 4]![1]))
      await refused(withTally(which, cells, (older.tallies[which] as (typeof tallies)[number])[1]))
    },
  )
  it('its tables are those of another release, with or without its records', async () => {
    await refused({ ...parts, tallies: older.tallies })
    await refused({ ...older, header: [parts.header[0]!, ...older.header.slice(1)] })
  })
  it('its tables are those of a case with the same persons and another origin', async () => {
    const other = seededCase('other origin')
    other.import(Array.from({ length: 12 }, (_, i) => person(i)))
    makeRelease(other, { random: seededRandom('other origin') })
    await refused({ ...parts, tallies: takeApart(viewOf(other, 'public')).tallies })
  })
  it('a table is over other fields than it says, or says more than there are', async () => {
    const fields = parts.header[4] as readonly (readonly number[])[]
    const header = (list: readonly Value[]): Parts => ({
      ...parts,
      header: [...parts.header.slice(0, 4), list],
    })
    await refused(header(fields.toReversed()))
    await refused(header(fields.slice(1)))
    await refused(header([...fields, [0]]))
    await refused(header(fields.map((each) => each.slice(1))))
    await refused(header(fields.map((each) => [...each, 4])))
    await refused({ ...parts, tallies: tallies.slice(1) })
    const tooMany = await verifyView(
      [putTogether(header(Array.from({ length: 52 }, () => [0, 1, 2, 3, 4])))],
      key,
    )
    expect(tooMany.checks.find(({ id }) => id === 'format')!.reason).toMatch(/more than 256 fields/)
  })
  it('nothing is proven, it is not: then nothing is counted', async () => {
    const report = await verifyView([putTogether(withoutTallies(parts))], key)
    expect(report.ok).toBe(true)
    expect(report.claims.every(({ counted, status }) => counted === null && status === 'not-checked')).toBe(
      true,
    )
    // All twelve are counted as standing, and it is said that one or all of them may not.
    expect(report.totals).toMatchObject({
      persons: 12,
      withdrawn: 0,
      closed: 12 + report.totals!.incidents,
    })
  })
  it('a cell counts listed and withdrawn persons together, which would be true and tell of neither', async () => {
    for (const [which, [cells]] of tallies.entries()) {
      const [live, withdrawn] = ['live', 'withdrawn'].map(
        (status) => cells.find(([[tuple]]) => (tuple as readonly Value[])[0] === status)!,
      ) as [Cells[number], Cells[number]]
      const rest = cells.filter((cell) => cell !== live && cell !== withdrawn)
      const mixed: Cells[number] = [[...live[0], ...withdrawn[0]], live[1] + withdrawn[1]]
      const report = await verifyView([putTogether(withTally(which, [mixed, ...rest]))], key)
      expect(report.checks.find(({ id }) => id === 'format')!.reason).toMatch(/two statuses/)
    }
  })
})

describe('a documenter who lies under a true signature', () => {
  let amana: Case
  beforeAll(() => {
    amana = smallCase()
  })
  const reportOf = (of: Case, audience: 'public' | 'investigator' = 'public') =>
    verifyView([viewOf(of, audience)], of.verificationKey)

  it.each<readonly [string, Readonly<Record<string, Value>>]>([
    ['is amended to another sex', { sex: 'male' }],
    ['is amended to another age', { age_group: 'child' }],
    ['is moved to another incident', { incident: new Uint8Array(16).fill(1) }],
    ['is withdrawn', { status: 'withdrawn' }],
    ['has no sex', { sex: null }],
  ])('is caught where a person %s and the claims stand as they were', async (_, values) => {
    const lying = smallCase()
    releaseOf(lying, [changed(lying, 'person', 'row-5', values)])
    const report = await reportOf(lying)
    expect([statusOf(report, 'log'), statusOf(report, 'tallies'), report.ok]).toEqual(['pass', 'pass', false])
    expect(report.claims.some(({ status }) => status === 'fail')).toBe(true)
  })
  it('is caught where a withdrawn person keeps a sex and would be counted by it', async () => {
    const lying = smallCase()
    releaseOf(lying, [changed(lying, 'person', 'row-5', { status: 'withdrawn' })])
    const report = await reportOf(lying)
    expect(report.ok).toBe(false)
  })
  it('cannot list a person without a claim that counts it, nor under an incident that is not listed', async () => {
    const lying = smallCase()
    releaseOf(lying, [
      { ...changed(lying, 'person', 'row-5', { incident: new Uint8Array(16).fill(7) }), key: 'row-99' },
    ])
    const report = await reportOf(lying, 'investigator')
    expect(failedOf(report)).toEqual(expect.arrayContaining(['references', 'claims']))
  })
  it('cannot hide an incident that is not listed behind a table with one cell', async () => {
    const lying = smallCase()
    const unlisted = { incident: new Uint8Array(16).fill(7) }
    releaseOf(lying, [changed(lying, 'person', 'row-5', unlisted)])
    const cells = (least: number) => [{ fields: ['incident'], least }]
    for (const [audience, ...tables] of [
      ['custodian', ...cells(200)],
      ['public', ...cells(200), ...cells(1)],
    ] as const) {
      const report = await verifyView([viewOf(lying, audience, undefined, tables)], lying.verificationKey)
      expect(statusOf(report, 'tallies')).toBe('pass')
      expect(failedOf(report)).toContain('references')
    }
  })
  it('has the same elements in every view, which are those that openings open', () => {
    const shown = takeApart(viewOf(amana, 'public'))
    const newest = new Map(amana.log.map((entry) => [toHex(entry.record.id), entry]))
    const at = fieldIndex(PERSON, 'status')
    for (const record of recordsOf(shown)) {
      if (!isOpen(record) || kindOf(shown, record) !== 'person') continue
      const { record: known, logged } = newest.get(toHex(record[1] as Uint8Array))!
      const element = amana.committed(known, logged)!.elements.get(at)!
      expect(equal((record[5] as Uint8Array).subarray(0, 32), element)).toBe(true)
    }
  })
})
