import { type Case, makeRelease, type Report, verifyView } from '@amana/bundle'
import type { Value } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { describe, expect, it } from '@jest/globals'
import { refusal } from '../codec/refusal.js'
import { changed, releaseOf } from './dishonest.js'
import { closing, kindOf, putTogether, recordsOf, takeApart, withoutTallies } from './forger.js'
import { emptyCase, person, persons, viewOf } from './sample.js'

useBackend(nodeBackend)

const caseOf = (count: number): Case => {
  const amana = emptyCase()
  amana.import(persons(count))
  return amana
}
const verify = (amana: Case, audience: 'custodian' | 'investigator' | 'auditor' | 'public' = 'custodian') =>
  verifyView([viewOf(amana, audience)], amana.verificationKey)
const claim = (report: Report, text: string) => report.claims.find((each) => each.text.includes(text))
const of = (report: Report, id: string) => report.checks.find((check) => check.id === id)!.status
const all = 'persons\n'

describe('the claims of a release', () => {
  it('are persons in all, per incident, by sex, by age and girls, and add up to what was put in', async () => {
    const amana = caseOf(35)
    makeRelease(amana)
    const report = await verify(amana)
    const rows = persons(35)
    const count = (test: (row: (typeof rows)[number]) => boolean) => rows.filter(test).length
    expect(report.claims.map(({ text, stated }) => [text, stated])).toEqual([
      ['persons in all', 35],
      ['persons where incident=Bakery', count((row) => row.incident === 'Bakery')],
      ['persons where incident=Market', count((row) => row.incident === 'Market')],
      ['men (male persons of any age)', count((row) => row.sex === 'male')],
      ['sex unknown', 0],
      ['women (female persons of any age)', 7],
      ['adults (18 and over)', 30],
      ['age unknown', 0],
      ['children (under 18)', 5],
      ['girls (female and under 18: counted in both of the above)', 1],
    ])
    for (const { stated, counted, status } of report.claims)
      expect([counted, status]).toEqual([stated, 'pass'])
    expect(report.totals).toMatchObject({ persons: 35, incidents: 2, withdrawn: 0 })
  })

  it('count an age as under 18 or as adult only where the row says so for certain', async () => {
    const amana = emptyCase()
    const bare = { ageMin: undefined, ageMax: undefined } as unknown as Partial<ReturnType<typeof person>>
    amana.import([
      person(1, { ageMin: 17, ageMax: 17 }),
      person(2, { ageMin: 18, ageMax: 18 }),
      person(3, { ageMin: 16, ageMax: 20 }),
      person(4, { ...bare, ageMax: 17 }),
      person(5, { ...bare, ageMin: 40 }),
      person(6, bare),
      person(7, { ...bare, birthYear: 1996, dateOfDeath: '2014-12-28' }),
      person(8, { ...bare, birthYear: 1995, dateOfDeath: '2014-12-28' }),
      person(9, { ...bare, birthYear: 1997, dateOfDeath: '2014-12-28' }),
    ])
    makeRelease(amana)
    const report = await verify(amana)
    expect(claim(report, 'children')!.stated).toBe(3)
    expect(claim(report, 'adults')!.stated).toBe(3)
    expect(claim(report, 'age unknown')!.stated).toBe(3)
  })

  it('of the documenter’s own are counted too, and say what they count in words that cannot be chosen', async () => {
    const amana = caseOf(20)
    makeRelease(amana, {
      claims: [
        { en: 'killed by strikes on trade', where: { incident: ['Market', 'Bakery'] } },
        { en: 'men at the market', where: { incident: ['Market'], sex: ['male'] } },
      ],
    })
    const report = await verify(amana)
    expect(claim(report, 'strikes on trade')).toMatchObject({ stated: 20, counted: 20, status: 'pass' })
    expect(claim(report, 'strikes on trade')!.text).toContain(': persons where incident=')
    const men = persons(20).filter((row) => row.incident === 'Market' && row.sex === 'male').length
    expect(claim(report, 'men at the market')).toMatchObject({ stated: men, counted: men })
    expect(claim(report, 'men at the market')!.text).toContain('sex=male')
  })

  it.each<readonly [string, object]>([
    ['without a text', { en: '', where: { sex: ['male'] } }],
    ['without a condition', { en: 'x' }],
    ['by a name', { en: 'x', where: { given: ['سامر'] } }],
    ['by a field that is not counted by', { en: 'x', where: { age_min: ['1'] } }],
    ['by the status, since only who stands is counted', { en: 'x', where: { status: ['withdrawn'] } }],
    ['by a field that is none', { en: 'x', where: { height: ['1'] } }],
    ['by a code that is none', { en: 'x', where: { sex: ['man'] } }],
    ['by an incident that is none', { en: 'x', where: { incident: ['Elsewhere'] } }],
    ['by no value', { en: 'x', where: { sex: [] } }],
  ])('%s are refused, and nothing is released', (_, request) => {
    const amana = caseOf(3)
    expect(refusal(() => makeRelease(amana, { claims: [request as never] })).code).toBe('claims/bad-claim')
    expect(amana.releases).toHaveLength(0)
  })

  it('follow the next release: amended numbers, no claim that is no longer made', async () => {
    const amana = caseOf(12)
    makeRelease(amana, { claims: [{ en: 'mine', where: { sex: ['male', 'female'] } }] })
    amana.import([person(13), person(1, { sex: 'female' })])
    makeRelease(amana)
    const report = await verify(amana)
    expect(report.ok).toBe(true)
    expect(claim(report, 'persons in all')).toMatchObject({ stated: 13, counted: 13 })
    expect(claim(report, 'mine')).toBeUndefined()
    expect(report.release).toBe(2)
  })
})

describe('a claim over fields that are closed', () => {
  it.each(['investigator', 'auditor', 'public'] as const)(
    'is proven to the %s, and without tables it is stated and never passed',
    async (audience) => {
      const amana = caseOf(12)
      makeRelease(amana)
      const proven = await verify(amana, audience)
      expect([proven.ok, of(proven, 'tallies'), of(proven, 'claims')]).toEqual([true, 'pass', 'pass'])
      for (const { stated, counted, status } of proven.claims)
        expect([counted, status]).toEqual([stated, 'pass'])
      const view = putTogether(withoutTallies(takeApart(viewOf(amana, audience))))
      const report = await verifyView([view], amana.verificationKey)
      expect([report.ok, of(report, 'tallies')]).toEqual([true, 'not-checked'])
      for (const text of ['women', 'men', 'children', 'adults', 'girls', 'sex unknown', 'age unknown']) {
        const { stated, counted, status, reason } = claim(report, text)!
        expect([text, typeof stated, counted, status]).toEqual([text, 'number', null, 'not-checked'])
        expect(reason).toMatch(/closed/)
      }
      const counted = audience === 'investigator' ? 'pass' : 'not-checked'
      expect(claim(report, 'persons in all')!.status).toBe(counted)
      expect(claim(report, 'Market')!.status).toBe('not-checked')
      expect(of(report, 'claims')).toBe('not-checked')
    },
  )

  it('is not checked where one single person of many is closed, whatever the others say', async () => {
    const amana = caseOf(12)
    makeRelease(amana)
    const parts = takeApart(viewOf(amana, 'investigator'))
    for (const [at, record] of recordsOf(parts).entries()) {
      if (kindOf(parts, record) !== 'person') continue
      const narrow = closing(parts, amana.origin, (_, each) => each === at)
      const kept = await verifyView([putTogether(narrow)], amana.verificationKey)
      expect([kept.ok, of(kept, 'tallies')]).toEqual([false, 'fail'])
      const report = await verifyView([putTogether(withoutTallies(narrow))], amana.verificationKey)
      expect(report.ok).toBe(true)
      expect(report.claims.filter(({ status }) => status !== 'not-checked')).toEqual([])
      expect([of(report, 'claims'), of(report, 'references')]).toEqual(['not-checked', 'not-checked'])
    }
  })

  it('keeps to the number of the incident where its label is closed, so that no words are taken on trust', async () => {
    const amana = caseOf(12)
    makeRelease(amana)
    const parts = takeApart(viewOf(amana, 'investigator'))
    const view = putTogether(closing(parts, amana.origin, (record) => kindOf(parts, record) === 'incident'))
    const report = await verifyView([view], amana.verificationKey)
    expect(report.ok).toBe(true)
    const about = report.claims.filter(({ text }) => text.includes('incident'))
    expect(about).toHaveLength(2)
    for (const { text, status } of about) {
      expect(status).toBe('pass')
      expect(text).toMatch(/incident=#[0-9a-f]{8}$/)
    }
  })
})

describe('a documenter who lies under a true signature', () => {
  const lie = async (
    values: Readonly<Record<string, Value>>,
    key = all,
    audience: 'custodian' | 'investigator' | 'public' = 'custodian',
  ) => {
    const amana = caseOf(12)
    makeRelease(amana)
    releaseOf(amana, [changed(amana, 'statement', key, values)])
    return verify(amana, audience)
  }

  it.each([11, 13, 0, -1, 12_000])('is caught stating %d persons where twelve are listed', async (count) => {
    const report = await lie({ count })
    expect(report.ok).toBe(false)
    expect(claim(report, 'persons in all')).toMatchObject({ stated: count, counted: 12, status: 'fail' })
    expect([of(report, 'claims'), of(report, 'log'), of(report, 'signature')]).toEqual([
      'fail',
      'pass',
      'pass',
    ])
  })

  it.each(['investigator', 'public'] as const)(
    'is caught by the %s as well, who sees no sex',
    async (audience) => {
      expect((await lie({ count: 13 }, all, audience)).ok).toBe(false)
      const report = await lie({ count: 13 }, `${all}sex=female`, audience)
      expect(claim(report, 'women')).toMatchObject({ stated: 13, counted: 2, status: 'fail' })
      expect([of(report, 'tallies'), of(report, 'claims'), report.ok]).toEqual(['pass', 'fail', false])
    },
  )

  it('cannot call one count by the name of another', async () => {
    const where = new Map([['sex', ['male']]])
    const report = await lie({
      where,
      count: persons(12).filter((row) => row.sex === 'male').length,
      text_en: 'women',
    })
    // Counted and true, for it is shown as what it counts, whatever its text says.
    expect(report.claims.filter(({ text }) => text.startsWith('women'))).toHaveLength(1)
    expect(claim(report, 'women')!.stated).toBe(persons(12).filter((row) => row.sex === 'female').length)
    expect(report.ok).toBe(true)
  })

  it('is caught where a claim is about a value that nobody has', async () => {
    const report = await lie({ where: new Map([['incident', [new Uint8Array(16)]]]), count: 5 })
    expect(report.ok).toBe(false)
  })

  it('is caught listing a person of an incident that is not listed, of one that is withdrawn, or of none', async () => {
    for (const incident of [new Uint8Array(16).fill(1), null]) {
      const amana = caseOf(12)
      makeRelease(amana)
      releaseOf(amana, [changed(amana, 'person', 'row-1', { incident })])
      const report = await verify(amana, 'investigator')
      expect([of(report, 'references'), report.ok]).toEqual(['fail', false])
    }
    const amana = caseOf(12)
    makeRelease(amana)
    releaseOf(amana, [
      { kind: 'incident', key: 'Market', values: { status: 'withdrawn', withdrawal_reason: 'error' } },
    ])
    const report = await verify(amana, 'investigator')
    expect([of(report, 'references'), report.ok]).toEqual(['fail', false])
  })

  it('is caught by a withdrawal that leaves the total as it was', async () => {
    const amana = caseOf(12)
    makeRelease(amana)
    releaseOf(amana, [
      { kind: 'person', key: 'row-1', values: { status: 'withdrawn', withdrawal_reason: 'duplicate' } },
    ])
    for (const audience of ['custodian', 'investigator'] as const) {
      const report = await verify(amana, audience)
      expect(claim(report, 'persons in all')).toMatchObject({ stated: 12, counted: 11, status: 'fail' })
      expect(report.ok).toBe(false)
    }
  })

  it('is caught adding a person without a claim that counts it', async () => {
    const amana = caseOf(12)
    makeRelease(amana)
    releaseOf(amana, [{ ...changed(amana, 'person', 'row-1', {}), key: 'row-99' }])
    const report = await verify(amana, 'investigator')
    expect(claim(report, 'persons in all')).toMatchObject({ stated: 12, counted: 13, status: 'fail' })
    expect(report.ok).toBe(false)
  })

  it('is caught skipping a revision, or giving one twice', async () => {
    for (const revision of [1, 3]) {
      const amana = caseOf(3)
      makeRelease(amana)
      releaseOf(amana, [{ ...changed(amana, 'person', 'row-1', {}), revision }])
      const report = await verify(amana, 'public')
      expect([of(report, 'revisions'), of(report, 'log'), report.ok]).toEqual(['fail', 'pass', false])
    }
  })
})
