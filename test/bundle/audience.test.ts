import {
  AUDIENCES,
  type Audience,
  type Case,
  makeRelease,
  openIn,
  POLICIES,
  type Policy,
  readView,
  recordFacts,
  type ViewRecord,
  verifyView,
} from '@amana/bundle'
import { equal, toHex, type Value } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { fieldIndex, INCIDENT, PERSON, SCHEMAS } from '@amana/records'
import { describe, expect, it } from '@jest/globals'
import { refusal } from '../codec/refusal.js'
import { emptyCase, NAMES, person, persons, viewOf } from './sample.js'

useBackend(nodeBackend)

const amana: Case = emptyCase()
amana.import(
  [
    ...persons(11),
    person(12, { notes: 'a note: Zakariya', extra: [['Phone', '0999']], latin: 'Latinname', consent: [] }),
    person(13, { consent: ['publish'] }),
  ],
  [{ key: 'Market', place: 'Town A', notes: 'said by Zakariya', date: '2014-12-28' }],
)
makeRelease(amana, { time: '2015-02-01T12:00:00Z' })
amana.import([person(1, { sex: 'female' })])
amana.withdraw('person', ['row-2'], 'error')
makeRelease(amana, { time: '2015-03-01T12:00:00Z' })

async function recordsIn(view: Uint8Array): Promise<ViewRecord[]> {
  const all: ViewRecord[] = []
  for await (const block of (await readView([view])).records) all.push(...block)
  return all
}

/** The open fields of a view by kind, and what is open of one person. */
async function openFields(audience: Audience): Promise<{
  fields: ReadonlyMap<string, ReadonlySet<string>>
  of: (key: string) => Record<string, Value>
}> {
  const fields = new Map<string, Set<string>>()
  const byId = new Map<string, Record<string, Value>>()
  for (const record of await recordsIn(viewOf(amana, audience))) {
    const { kind, id, get } = recordFacts(record)
    const open: Record<string, Value> = {}
    for (const { name } of SCHEMAS.find((schema) => schema.kind === kind)!.fields) {
      const value = get(name)
      if (value === undefined) continue
      open[name] = value
      fields.set(kind, (fields.get(kind) ?? new Set()).add(name))
    }
    byId.set(toHex(id), open)
  }
  return { fields, of: (key) => byId.get(toHex(amana.idOf('person', key)))! }
}

describe('the four views of one release', () => {
  it('verify against the very same checkpoint', async () => {
    const reports = await Promise.all(
      AUDIENCES.map((audience) => verifyView([viewOf(amana, audience)], amana.verificationKey)),
    )
    expect(AUDIENCES).toEqual(['custodian', 'investigator', 'auditor', 'public'])
    for (const [i, report] of reports.entries()) {
      expect([report.ok, report.audience, report.release, report.time]).toEqual([
        true,
        AUDIENCES[i],
        2,
        '2015-03-01T12:00:00Z',
      ])
      expect([report.origin, report.size, report.root]).toEqual([
        amana.origin,
        amana.log.length,
        toHex(amana.releases[1]!.root),
      ])
    }
    expect(new Set(reports.map(({ totals }) => totals?.entries)).size).toBe(1)
  })

  it('open no identity field, and hold no name in any form of its bytes', async () => {
    const identity = new Set(SCHEMAS.flatMap(({ fields }) => fields.filter((field) => field.identity)))
    const names = new Set([...identity].map(({ name }) => name))
    for (const audience of AUDIENCES) {
      for (const open of (await openFields(audience)).fields.values())
        for (const name of open) expect(names).not.toContain(name)
      const bytes = Buffer.from(viewOf(amana, audience))
      for (const secret of [...NAMES, 'Zakariya', 'Latinname', '0999', 'row-1', 'row-12'])
        for (const encoding of ['utf8', 'utf16le'] as const)
          expect([audience, secret, bytes.includes(Buffer.from(secret, encoding))]).toEqual([
            audience,
            secret,
            false,
          ])
    }
  })

  it('open to an investigator nothing that singles a person out', async () => {
    const { fields, of } = await openFields('investigator')
    expect([...fields.get('person')!].sort()).toEqual([
      'linkage',
      'receipt',
      'status',
      // Of withdrawn records alone, and only where the record was a slip: see below.
      'withdrawal_reason',
    ])
    expect(fields.get('incident')).toContain('place')
    expect(fields.get('incident')).toContain('date')
    expect(Object.keys(of('row-3'))).toHaveLength(3)
  })

  it('open to an investigator the incident of each person where that singles nobody out', async () => {
    const incidentsOf = async (of: (i: number) => string) => {
      const other = emptyCase()
      other.import(Array.from({ length: 70 }, (_, i) => person(i, { incident: of(i) })))
      makeRelease(other)
      const facts = (await recordsIn(viewOf(other, 'investigator'))).map(recordFacts)
      return facts.filter(({ kind, get }) => kind === 'person' && get('incident') !== undefined).length
    }
    expect(await incidentsOf((i) => (i < 35 ? 'Market' : 'Bakery'))).toBe(70)
    // Four in one incident; and three incidents, of which a guesser gets 3 of 70 right.
    expect(await incidentsOf((i) => (i < 4 ? 'Market' : 'Bakery'))).toBe(0)
    expect(await incidentsOf((i) => `Market ${i % 3}`)).toBe(0)
  })

  it('open to an auditor and to the public the statements alone', async () => {
    for (const audience of ['auditor', 'public'] as const)
      expect([...(await openFields(audience)).fields.keys()]).toEqual(['statement'])
  })

  it('open to the custodian everything but identities', async () => {
    const { fields } = await openFields('custodian')
    expect([...fields.get('person')!].sort()).toEqual(
      PERSON.fields
        .filter((field) => !field.identity)
        .map(({ name }) => name)
        .sort(),
    )
  })

  it('open the newest revision of a record alone', async () => {
    const all = await recordsIn(viewOf(amana, 'custodian'))
    for (const [i, record] of all.entries()) {
      const { id } = recordFacts(record)
      const isNewest = !all.slice(i + 1).some((later) => equal(recordFacts(later).id, id))
      expect(record.open).toBe(isNewest)
    }
  })

  it('are the same bytes whenever they are cut, in pieces that a stream can take', () => {
    for (const audience of AUDIENCES)
      expect(toHex(viewOf(amana, audience))).toBe(toHex(viewOf(amana, audience)))
  })

  it('cannot be cut before there is a release', () => {
    expect(refusal(() => viewOf(emptyCase(), 'public')).code).toBe('view/no-release')
  })
})

describe('a person who did not agree to be shown to investigators', () => {
  it('is listed and counted, with nothing else open but a receipt and tokens that equal nobody’s', async () => {
    const { of } = await openFields('investigator')
    for (const key of ['row-12', 'row-13'])
      expect(Object.keys(of(key)).sort()).toEqual(['linkage', 'receipt', 'status'])
    const report = await verifyView([viewOf(amana, 'investigator')], amana.verificationKey)
    expect(report.claims[0]).toMatchObject({ stated: 12, counted: 12, status: 'pass' })
  })

  it('is told from one who was not asked, to whom the policy applies as it is', async () => {
    const other = emptyCase()
    const { consent: _, ...unasked } = person(1)
    other.import([unasked])
    makeRelease(other)
    const facts = (await recordsIn(viewOf(other, 'investigator'))).map(recordFacts)
    const open = facts.find(({ kind }) => kind === 'person')
    expect(open!.get('linkage')).toBeDefined()
  })
})

describe('a policy', () => {
  const values = PERSON.fields.map(() => null)

  it('cannot open an identity field, even if it names every field of every schema', () => {
    const names = SCHEMAS.flatMap(({ fields }) => fields.map(({ name }) => name))
    const greedy: Policy = {
      open: { person: names, incident: names, evidence: names, statement: names },
      byConsent: [],
      reasons: [],
      ifMany: [],
    }
    for (const policy of [greedy, ...Object.values(POLICIES)])
      for (const schema of SCHEMAS) {
        const open = openIn(
          policy,
          schema,
          schema.fields.map(() => null),
        )
        for (const i of open) expect(schema.fields[i]!.identity).toBeUndefined()
        if (policy === greedy)
          expect(open).toHaveLength(schema.fields.filter((field) => !field.identity).length)
      }
  })

  it('opens the reason of a withdrawal to investigators where the record was a slip, and else to the custodian alone', () => {
    const withReason = (audience: Audience, reason: Value) => {
      const list: Value[] = PERSON.fields.map(() => null)
      list[fieldIndex(PERSON, 'status')] = 'withdrawn'
      list[fieldIndex(PERSON, 'withdrawal_reason')] = reason
      return openIn(POLICIES[audience], PERSON, list).includes(fieldIndex(PERSON, 'withdrawal_reason'))
    }
    for (const [reason, isOpen] of [
      ['duplicate', true],
      ['error', true],
      ['consent', false],
      ['alive', false],
      [null, false],
    ] as const) {
      expect([reason, withReason('investigator', reason)]).toEqual([reason, isOpen])
      expect(withReason('auditor', reason) || withReason('public', reason)).toBe(false)
      expect(withReason('custodian', reason)).toBe(true)
    }
  })

  it('depends on the values of a record by consent alone', () => {
    const investigator = { ...POLICIES.investigator, byConsent: ['linkage'] }
    const withConsent = (consent: Value) => {
      const list: Value[] = [...values]
      list[fieldIndex(PERSON, 'consent')] = consent
      return openIn(investigator, PERSON, list).map((i) => PERSON.fields[i]!.name)
    }
    const everything = withConsent(null)
    expect(everything).toContain('linkage')
    expect(withConsent(['courts', 'investigators'])).toEqual(everything)
    for (const refusing of [[], ['courts'], ['contact', 'publish']])
      expect(withConsent(refusing)).toEqual(['status', 'incident', 'receipt'])
    expect(openIn(investigator, INCIDENT, [])).toEqual(openIn(investigator, INCIDENT, values))
  })

  it('names only fields that exist', () => {
    for (const { open, byConsent } of Object.values(POLICIES))
      for (const schema of SCHEMAS) {
        const list = open[schema.kind]
        if (list === undefined || list === '*') continue
        for (const name of list) expect([name, fieldIndex(schema, name)]).not.toEqual([name, -1])
        if (schema === PERSON) for (const name of byConsent) expect(list).toContain(name)
      }
  })
})
