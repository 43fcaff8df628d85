import {
  type Audience,
  assessView,
  type Case,
  type Finding,
  makeRelease,
  readView,
  recordFacts,
  type ViewChoice,
  verifyView,
  writeView,
} from '@amana/bundle'
import { concat, toHex, type Value } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { encodeScope, newScope } from '@amana/linkage'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { emptyCase, person, persons } from './sample.js'

beforeAll(() => {
  useBackend(nodeBackend)
})

const TIME = '2015-02-01T12:00:00Z'

/** A case of made-up persons with one release: each fifth female, each seventh a child, two incidents. */
function caseOf(count: number, more: Parameters<typeof person>[1] = {}): Case {
  const amana = emptyCase()
  amana.import(persons(count).map((one) => ({ ...one, ...more })))
  makeRelease(amana, { time: TIME })
  return amana
}
const ask = (amana: Case, audience: Audience, choice: ViewChoice = {}): readonly Finding[] =>
  assessView(amana, audience, amana.releases.at(-1)!, choice)
const passes = (...args: Parameters<typeof ask>): boolean => ask(...args).every((finding) => finding.passes)
/** Enters a view in the ledger, as handing it out does. */
const hand = (amana: Case, audience: string, choice: ViewChoice = {}): void =>
  amana.transact([
    [
      'handed',
      audience,
      amana.log.length,
      new Uint8Array(32),
      [
        [...(choice.open ?? [])],
        [...(choice.close ?? [])],
        (choice.tables ?? []).map(({ fields, least }) => [[...fields], least]),
      ],
    ],
  ])

describe('the gate', () => {
  it('lets the default views of every audience pass', () => {
    const amana = caseOf(103)
    for (const audience of ['custodian', 'investigator', 'auditor', 'public'] as const)
      expect([audience, passes(amana, audience)]).toEqual([audience, true])
  })

  it('refuses fields that single people out, says who and why, and what would pass', () => {
    const amana = caseOf(103)
    const choice = { open: ['sex', 'age_group', 'age_min'] }
    const [finding] = ask(amana, 'investigator', choice)
    expect(finding!.passes).toBe(false)
    expect(finding!.assessment.failures.failing).toBeGreaterThan(0)
    expect(finding!.assessment.failures.causes[0]!.columns).toContain('age_min')
    const close = finding!.assessment.changes!.changes.map(({ column }) => column)
    expect(close).toContain('age_min')
    expect(passes(amana, 'investigator', { ...choice, close })).toBe(true)
  })

  it('offers in place of what has to be closed the field that says it less exactly, where that passes', () => {
    // A few persons a day, all in two months; in the second case one of them in a third.
    const dated = (months: (i: number) => string) => {
      const amana = emptyCase()
      amana.import(
        persons(103).map((one, i) => ({
          ...one,
          dateOfDeath: `2014-${months(i)}-${10 + (i % 17)}`,
        })),
      )
      makeRelease(amana, { time: TIME })
      return amana
    }
    const choice = { open: ['date_of_death'], close: ['incident'] }
    const amana = dated((i) => (i % 2 === 0 ? '11' : '12'))
    const [finding] = ask(amana, 'investigator', choice)
    expect(finding).toMatchObject({ passes: false, instead: ['month'] })
    const coarser = { open: [...choice.open, ...finding!.instead], close: ['incident', ...finding!.close] }
    expect(passes(amana, 'investigator', coarser)).toBe(true)
    const [rare] = ask(
      dated((i) => (i === 7 ? '10' : i % 2 === 0 ? '11' : '12')),
      'investigator',
      choice,
    )
    expect(rare).toMatchObject({ passes: false, instead: [] })
    // What was counted by month when a person was listed who is deleted since: the month cannot be offered, and the refusal stands.
    hand(amana, 'investigator', { close: ['incident'], tables: [{ fields: ['month'], least: 5 }] })
    amana.withdraw('person', ['row-3'], 'consent')
    makeRelease(amana, { time: TIME })
    const [later] = ask(amana, 'investigator', choice)
    expect(later).toMatchObject({ passes: false, instead: [] })
  })

  it('asks more of a public view than of a named recipient’s', () => {
    // Of 103 persons 8 are girls or boys under ten and female: enough for one reader who is known, not for everybody.
    const amana = emptyCase()
    amana.import(persons(103).map((one, i) => ({ ...one, civilian: i < 8 ? 'unknown' : 'civilian' })))
    makeRelease(amana, { time: TIME })
    expect(passes(amana, 'investigator', { open: ['civilian'], close: ['incident'] })).toBe(true)
    const pools = ask(amana, 'public', { open: ['civilian'] })
    expect(pools.map(({ pool, passes }) => [pool, passes])).toEqual([
      ['public', false],
      ['named', true],
    ])
  })

  it('takes together what was handed out to anybody: two views that pass alone may not both go', () => {
    const amana = caseOf(103)
    const [one, other]: readonly ViewChoice[] = [
      { open: ['sex'], close: ['incident'] },
      { open: ['age_group'], close: ['incident'] },
    ]
    const alone = passes(amana, 'investigator', one) && passes(amana, 'investigator', other)
    expect(alone).toBe(true)
    hand(amana, 'investigator', one)
    expect(passes(amana, 'investigator', other)).toBe(false)
    // The same again tells nobody more, and another audience's is pooled too.
    expect(passes(amana, 'investigator', one)).toBe(true)
    expect(passes(amana, 'auditor', { open: ['age_group'] })).toBe(false)
    // A custodian's own view is handed to nobody.
    const own = caseOf(103)
    hand(own, 'custodian')
    expect(passes(own, 'investigator', other)).toBe(true)
  })

  it('remembers values that a later release corrected', () => {
    const amana = emptyCase()
    amana.import(persons(60).map((one) => ({ ...one, sex: 'male' as const })))
    makeRelease(amana, { time: TIME })
    hand(amana, 'investigator', { open: ['sex'], close: ['incident'] })
    amana.import([person(7, { sex: 'female' })])
    makeRelease(amana, { time: TIME })
    // One changed from male to female: whoever has both views knows which.
    expect(passes(amana, 'investigator', { open: ['sex'], close: ['incident'] })).toBe(false)
    expect(passes(amana, 'investigator', { close: ['incident'] })).toBe(true)
  })

  it('refuses a table that subtracts from one of an earlier release to a small count, and lets the same table stand', () => {
    const amana = emptyCase()
    amana.import(persons(103).map((one, i) => ({ ...one, civilian: i < 20 ? 'unknown' : 'civilian' })))
    makeRelease(amana, { time: TIME })
    const tables = [{ fields: ['civilian', 'cause'], least: 5 }]
    expect(passes(amana, 'investigator', { tables })).toBe(true)
    hand(amana, 'investigator', { tables })
    amana.import([200, 201, 202].map((i) => person(i, { civilian: i === 200 ? 'unknown' : 'civilian' })))
    makeRelease(amana, { time: TIME })
    const [finding] = ask(amana, 'investigator', { tables })
    expect(finding!.derived.length).toBeGreaterThan(0)
    expect(finding!.passes).toBe(false)
  })

  it('gives nobody away who refused: their tokens are open like all others, and equal nobody’s', async () => {
    const amana = emptyCase()
    const twin = { given: 'غسان', father: 'منير', family: 'الزعبي', ageMin: 30, ageMax: 30 }
    amana.import([
      ...persons(103),
      person(200, twin),
      person(201, twin),
      person(202, { ...twin, consent: [] }),
      person(203, { ...twin, consent: [] }),
    ])
    makeRelease(amana, { time: TIME })
    const tokens = new Map<string, readonly Value[]>()
    const view = await readView(writeView(amana, 'investigator'))
    for await (const block of view.records)
      for (const record of block) {
        const { kind, id, get } = recordFacts(record)
        if (kind === 'person') tokens.set(toHex(id), (get('linkage') as readonly Value[]).slice(4))
      }
    expect(tokens.size).toBe(107)
    const of = (row: string) =>
      tokens.get(toHex(amana.record('person', row)!.id))!.map((token) => toHex(token as Uint8Array))
    expect(of('row-200')).toEqual(of('row-201'))
    for (const row of ['row-202', 'row-203']) {
      const others = new Set(
        [...tokens.keys()]
          .filter((id) => id !== toHex(amana.record('person', row)!.id))
          .flatMap((id) => tokens.get(id)!.map((token) => toHex(token as Uint8Array))),
      )
      expect(of(row).filter((token) => others.has(token))).toEqual([])
    }
    expect(passes(amana, 'investigator')).toBe(true)
    // Who draws back later gets fillers with the next release, and who agrees gets tokens.
    amana.import([person(201, { ...twin, consent: [] }), person(202, twin)])
    expect(amana.valuesByName(amana.record('person', 'row-202')!).linkage).toEqual(
      amana.valuesByName(amana.record('person', 'row-200')!).linkage,
    )
    expect(amana.valuesByName(amana.record('person', 'row-201')!).linkage).not.toEqual(
      amana.valuesByName(amana.record('person', 'row-200')!).linkage,
    )
  })

  it('signs why it was passed over into the view, where every verifier reads it and nobody can change it', async () => {
    const amana = caseOf(20)
    const reason = 'asked for by a court, sealed'
    const view = concat(...writeView(amana, 'investigator', undefined, { open: ['sex'], override: reason }))
    const report = await verifyView([view], amana.verificationKey)
    expect([report.ok, report.override]).toEqual([true, reason])
    const plain = await verifyView([concat(...writeView(amana, 'investigator'))], amana.verificationKey)
    expect([plain.ok, plain.override]).toEqual([true, null])
    const { header } = await readView([view])
    const place = Buffer.from(view).indexOf(Buffer.from(header.override!.signature))
    for (let i = 0; i < 64; i++) {
      const forged = view.slice()
      forged[place + i]! ^= 1
      const { ok, override } = await verifyView([forged], amana.verificationKey)
      expect([ok, override]).toEqual([false, null])
    }
    for (const bad of ['', ' ', 'x'.repeat(501), 'asked for by the family of Samer', 'طلبته عائلة الزعبي'])
      expect(() => [...writeView(amana, 'investigator', undefined, { override: bad })]).toThrow(
        expect.objectContaining({ code: 'view/bad-reason' }),
      )
  })

  it('opens and closes only what a person may have opened or closed', () => {
    const amana = caseOf(20)
    for (const name of ['given', 'status', 'nothing'])
      for (const choice of [{ open: [name] }, { close: [name] }])
        expect(() => ask(amana, 'investigator', choice)).toThrow(
          expect.objectContaining({ code: 'view/bad-field' }),
        )
  })
})

describe('distinctness', () => {
  const verdict = async (amana: Case) =>
    (await verifyView(writeView(amana, 'investigator'), amana.verificationKey)).checks.find(
      ({ id }) => id === 'distinctness',
    )!

  it('passes where no two persons have one name in one year, ages and fathers aside', async () => {
    const amana = emptyCase()
    const names = [
      'سامر',
      'نجوى',
      'وائل',
      'هدى',
      'رامي',
      'لبنى',
      'طارق',
      'سوسن',
      'مازن',
      'ديمة',
      'غسان',
      'رشا',
    ]
    amana.import(names.map((given, i) => person(i + 1, { given })))
    makeRelease(amana, { time: TIME })
    expect((await verdict(amana)).status).toBe('pass')
    // The same person again, under another row.
    amana.import([person(1, { given: names[0]!, rowId: 'row-30' })])
    makeRelease(amana, { time: TIME })
    expect((await verdict(amana)).status).toBe('not-checked')
  })

  it('tells namesakes apart by fathers or ages that both know', async () => {
    for (const [one, other, status] of [
      [{ father: 'عدنان' }, { father: 'جهاد' }, 'pass'],
      [{ father: 'عدنان' }, { father: 'عدنان' }, 'not-checked'],
      [{ ageMin: 20, ageMax: 20 }, { ageMin: 40, ageMax: 40 }, 'pass'],
      [{ ageMin: 20, ageMax: 20 }, { ageMin: 21, ageMax: 21 }, 'not-checked'],
    ] as const) {
      const amana = emptyCase()
      const { father: _, ageMin: __, ageMax: ___, ...plain } = person(1)
      amana.import([
        { ...plain, rowId: 'a', ...one },
        { ...plain, rowId: 'b', ...other },
      ])
      makeRelease(amana, { time: TIME })
      expect([one, (await verdict(amana)).status]).toEqual([one, status])
    }
  })

  it('is not proven where tokens are closed', async () => {
    const amana = caseOf(12)
    const view = writeView(amana, 'investigator', undefined, { close: ['linkage'] })
    const { checks } = await verifyView(view, amana.verificationKey)
    expect(checks.find(({ id }) => id === 'distinctness')!.status).toBe('not-checked')
  })

  it('is not proven where tokens are of two epochs: they equal each other’s in no case', async () => {
    const amana = emptyCase()
    amana.import([person(1)])
    amana.transact([['scope', encodeScope(newScope('test', 2))]])
    amana.import([person(1, { rowId: 'again' })])
    makeRelease(amana, { time: TIME })
    expect((await verdict(amana)).status).toBe('not-checked')
  })

  it('says of whom it says nothing: fillers are no keys', async () => {
    const amana = emptyCase()
    const { dateOfDeath: _, ...undated } = person(1)
    amana.import([
      { ...undated, rowId: 'a' },
      { ...undated, rowId: 'b' },
    ])
    makeRelease(amana, { time: TIME })
    const { status, statement } = await verdict(amana)
    expect(status).toBe('pass')
    expect(statement).toContain('year of death')
  })
})
