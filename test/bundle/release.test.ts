import { type Case, COMPANIONS, escrowOf, makeRelease, signCheckpoint, verifyView } from '@amana/bundle'
import { compare, toHex } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { openNote, parseCheckpoint, parseVerifierKey } from '@amana/log'
import { fieldIndex, openIdentities, PERSON } from '@amana/records'
import { describe, expect, it } from '@jest/globals'
import { refusal } from '../codec/refusal.js'
import { emptyCase, person, persons, viewOf } from './sample.js'

useBackend(nodeBackend)

const caseOf = (count: number): Case => {
  const amana = emptyCase()
  amana.import(persons(count))
  return amana
}

/** What the newest release lists, by kind and key. */
const entriesOf = (amana: Case, number = amana.releases.length) =>
  amana.log
    .slice(amana.releases[number - 2]?.size ?? 0, amana.releases[number - 1]!.size)
    .map(({ record, logged }) => ({ kind: record.kind, key: record.key, revision: logged.revision, record }))

const personsOf = (amana: Case, number?: number) =>
  entriesOf(amana, number).filter(({ kind }) => kind === 'person')

describe('a release', () => {
  it('lists every record once, and the claims, under a checkpoint that the key of the case signs', () => {
    const amana = caseOf(12)
    const release = makeRelease(amana, { time: '2015-02-01T12:00:00Z' })
    const entries = entriesOf(amana)
    expect(personsOf(amana)).toHaveLength(12)
    expect(entries.filter(({ kind }) => kind === 'incident').map(({ key }) => key)).toHaveLength(2)
    expect(entries.every(({ revision }) => revision === 1)).toBe(true)
    const { text } = openNote(release.note, [parseVerifierKey(amana.verificationKey)])
    const { origin, size, root } = parseCheckpoint(text)
    expect([origin, size, toHex(root)]).toEqual([amana.origin, entries.length, toHex(release.root)])
    expect(release).toMatchObject({ number: 1, size: entries.length, time: '2015-02-01T12:00:00Z' })
  })

  it('lists its entries by their ids, so that the order of the rows does not show', () => {
    for (const rows of [persons(30), persons(30).reverse()]) {
      const amana = emptyCase()
      amana.import(rows)
      makeRelease(amana)
      const ids = entriesOf(amana).map(({ record }) => record.id)
      expect(ids).toEqual([...ids].sort(compare))
    }
    // The same rows in another order give the same order of entries.
    const keys = [persons(30), persons(30).reverse()].map((rows) => {
      const amana = emptyCase()
      amana.import(rows)
      makeRelease(amana)
      return entriesOf(amana).map(({ kind, key }) => `${kind} ${key}`)
    })
    expect(keys[0]).toEqual(keys[1])
    expect(keys[0]!.filter((key) => key.startsWith('person'))).not.toEqual(
      persons(30).map(({ rowId }) => `person ${rowId}`),
    )
  })

  it('is refused where nothing has changed, and then nothing is kept', () => {
    const amana = caseOf(5)
    expect(refusal(() => makeRelease(emptyCase())).code).toBe('release/nothing-new')
    makeRelease(amana)
    const size = amana.log.length
    expect(refusal(() => makeRelease(amana)).code).toBe('release/nothing-new')
    amana.import(persons(5))
    expect(refusal(() => makeRelease(amana, { time: '2016-01-01T00:00:00Z' })).code).toBe(
      'release/nothing-new',
    )
    expect([amana.log.length, amana.releases.length]).toEqual([size, 1])
  })

  it('is refused where all that is new was withdrawn before it was ever listed', () => {
    const amana = emptyCase()
    amana.import([person(1)])
    amana.withdraw('person', ['row-1'], 'error')
    expect(refusal(() => makeRelease(amana)).code).toBe('release/nothing-new')
    amana.import([person(2), person(3)])
    makeRelease(amana)
    amana.import([person(4, { incident: 'Elsewhere' })])
    amana.withdraw('person', ['row-4'], 'error')
    expect(refusal(() => makeRelease(amana)).code).toBe('release/nothing-new')
  })

  it('is refused with a time that is none', () => {
    for (const time of ['yesterday', '2015-02-30T00:00:00Z', '2015-02-01', ''])
      expect(refusal(() => makeRelease(caseOf(1), { time })).code).toBe('release/bad-time')
  })

  it('that cannot be kept leaves the case as it was', () => {
    let broken = false
    const amana = emptyCase(() => {
      if (broken) throw new Error('disk full')
    })
    amana.import(persons(3))
    broken = true
    expect(() => makeRelease(amana)).toThrow('disk full')
    expect([amana.log.length, amana.releases.length]).toEqual([0, 0])
    broken = false
    expect(makeRelease(amana).number).toBe(1)
  })

  it('never lists a row that was withdrawn before its first release', () => {
    const amana = caseOf(10)
    amana.withdraw('person', ['row-3'], 'duplicate')
    makeRelease(amana)
    expect(personsOf(amana).map(({ key }) => key)).not.toContain('row-3')
    expect(personsOf(amana)).toHaveLength(9)
  })
})

describe('a correction', () => {
  it('re-issues at least nine unchanged persons with it', () => {
    const amana = caseOf(40)
    makeRelease(amana)
    amana.import([person(7, { sex: 'female' })])
    makeRelease(amana)
    const keys = personsOf(amana).map(({ key }) => key)
    expect(keys).toContain('row-7')
    expect(keys).toHaveLength(1 + COMPANIONS)
    expect(new Set(keys).size).toBe(keys.length)
    expect(personsOf(amana).every(({ revision }) => revision === 2)).toBe(true)
    expect(COMPANIONS).toBeGreaterThanOrEqual(9)
  })

  it('of several re-issues nine for each, and of most re-issues all there are', () => {
    const amana = caseOf(60)
    makeRelease(amana)
    amana.import([1, 2, 3].map((i) => person(i, { notes: 'seen' })))
    makeRelease(amana)
    expect(personsOf(amana)).toHaveLength(3 + 3 * COMPANIONS)
    amana.import(Array.from({ length: 20 }, (_, i) => person(i + 1, { notes: 'again' })))
    makeRelease(amana)
    expect(personsOf(amana)).toHaveLength(60)
  })

  it('of an incident re-issues incidents', () => {
    const amana = emptyCase()
    amana.import(Array.from({ length: 15 }, (_, i) => person(i, { incident: `Strike ${i}` })))
    makeRelease(amana)
    amana.import([], [{ key: 'Strike 3', place: 'Town C' }])
    makeRelease(amana)
    const incidents = entriesOf(amana).filter(({ kind }) => kind === 'incident')
    expect(incidents.map(({ key }) => key)).toContain('Strike 3')
    expect(incidents.length).toBeGreaterThan(COMPANIONS)
    expect(personsOf(amana)).toHaveLength(0)
  })

  it('re-issues the unchanged ones with the same values under new salts', () => {
    const amana = caseOf(12)
    makeRelease(amana)
    amana.import([person(7, { sex: 'female' })])
    makeRelease(amana)
    for (const { record } of personsOf(amana)) {
      const [first, second] = record.logged.map((logged) => amana.committed(record, logged)!)
      expect(toHex(first!.root)).not.toBe(toHex(second!.root))
      // But the field of receipts, which is another one in each revision.
      const at = fieldIndex(PERSON, 'receipt')
      expect(second!.values[at]).not.toEqual(first!.values[at])
      if (record.key !== 'row-7') expect(second!.values.with(at, null)).toEqual(first!.values.with(at, null))
    }
  })

  it('hides among listed persons: withdrawn ones are not re-issued', () => {
    const amana = caseOf(40)
    makeRelease(amana)
    amana.withdraw(
      'person',
      persons(25).map(({ rowId }) => rowId),
      'error',
    )
    makeRelease(amana)
    amana.import([person(31, { sex: 'female' })])
    makeRelease(amana)
    expect(personsOf(amana).length).toBeGreaterThan(COMPANIONS)
    for (const { record } of personsOf(amana)) expect(amana.isWithdrawn(record)).toBe(false)
  })

  it('makes no companions for what is only added', () => {
    const amana = caseOf(20)
    makeRelease(amana)
    amana.import([person(21)])
    makeRelease(amana)
    expect(personsOf(amana).map(({ key }) => key)).toEqual(['row-21'])
  })

  it('brings the same companions each time, also when others were added or corrected meanwhile', () => {
    const amana = caseOf(43)
    makeRelease(amana)
    const came: (readonly string[])[] = []
    for (let round = 0; round < 5; round++) {
      amana.import([person(1, { notes: `round ${round}` })])
      makeRelease(amana)
      came.push(personsOf(amana).map(({ key }) => key))
      amana.import([person(20 + round, { notes: 'seen' }), ...persons(60 + 9 * round).slice(50 + 9 * round)])
      makeRelease(amana)
    }
    for (const keys of came) expect(keys).toEqual(came[0])
    expect(came[0]!.length).toBeGreaterThan(COMPANIONS)
    const revisions = came[0]!.map((key) => amana.record('person', key)!.logged.length)
    expect(new Set(revisions).size).toBe(1)
  })

  it('has at least nine for each where several of one group are corrected, and where some of it were withdrawn', () => {
    const amana = caseOf(40)
    makeRelease(amana)
    amana.import([person(1, { notes: 'seen' })])
    makeRelease(amana)
    const group = personsOf(amana).map(({ key }) => Number(key.slice(4)))
    amana.import(group.slice(0, 2).map((i) => person(i, { notes: 'again' })))
    makeRelease(amana)
    expect(personsOf(amana)).toHaveLength(2 + 2 * COMPANIONS)
    amana.withdraw(
      'person',
      group.slice(0, 4).map((i) => `row-${i}`),
      'error',
    )
    makeRelease(amana)
    amana.import([person(group[5]!, { notes: 'once more' })])
    makeRelease(amana)
    expect(personsOf(amana).length).toBeGreaterThan(COMPANIONS)
  })
})

describe('a withdrawn record', () => {
  it('stays in the log under a revision that says so, and counts no more', async () => {
    const amana = caseOf(12)
    const first = makeRelease(amana)
    amana.withdraw('person', ['row-2'], 'duplicate')
    makeRelease(amana)
    expect(personsOf(amana).find(({ key }) => key === 'row-2')?.revision).toBe(2)
    const report = await verifyView([viewOf(amana, 'custodian')], amana.verificationKey, {
      since: [viewOf(amana, 'custodian', first)],
    })
    expect(report.ok).toBe(true)
    expect(report.totals).toMatchObject({ persons: 11, withdrawn: 1 })
    expect(report.since).toMatchObject({ added: 0, withdrawn: 1 })
    expect(report.claims[0]).toMatchObject({ stated: 11, counted: 11, status: 'pass' })
  })

  it('takes an incident made from its row with it, when it was the last', async () => {
    const amana = caseOf(12)
    amana.import([person(13, { incident: 'Alone' })])
    makeRelease(amana)
    expect((await verifyView([viewOf(amana, 'custodian')], amana.verificationKey)).totals?.incidents).toBe(3)
    amana.withdraw('person', ['row-13'], 'alive')
    makeRelease(amana)
    const report = await verifyView([viewOf(amana, 'custodian')], amana.verificationKey)
    expect(report.ok).toBe(true)
    expect(report.totals).toMatchObject({ incidents: 2, persons: 12, withdrawn: 2 })
    expect(report.claims.map(({ text }) => text)).not.toContainEqual(expect.stringContaining('Alone'))
  })

  it('leaves an incident with a row of its own where it is', async () => {
    const amana = emptyCase()
    amana.import([person(1, { incident: 'X' }), person(2)], [{ key: 'X', place: 'Town' }])
    makeRelease(amana)
    amana.withdraw('person', ['row-1'], 'error')
    makeRelease(amana)
    const report = await verifyView([viewOf(amana, 'custodian')], amana.verificationKey)
    expect(report.totals).toMatchObject({ incidents: 2, persons: 1, withdrawn: 1 })
    expect(report.claims).toContainEqual(
      expect.objectContaining({ text: 'persons where incident=X', stated: 0, counted: 0 }),
    )
  })

  it('can be listed again, in a revision of its own', async () => {
    const amana = caseOf(12)
    makeRelease(amana)
    amana.withdraw('person', ['row-2'], 'error')
    makeRelease(amana)
    amana.import([person(2)], [], { relist: true })
    makeRelease(amana)
    const report = await verifyView([viewOf(amana, 'custodian')], amana.verificationKey)
    expect(report.ok).toBe(true)
    expect(report.totals).toMatchObject({ persons: 12, withdrawn: 0 })
    expect(amana.record('person', 'row-2')!.logged.map(({ revision }) => revision)).toEqual([1, 2, 3])
  })

  it('for want of consent is shredded: no secret and no value of any revision is left, and the log still holds', async () => {
    const amana = caseOf(12)
    makeRelease(amana)
    const { secret } = amana.record('person', 'row-2')!
    amana.withdraw('person', ['row-2'], 'consent')
    const record = amana.record('person', 'row-2')!
    expect(record.logged.map(({ values, secret: past }) => [values, past])).toEqual([[null, null]])
    expect(toHex(record.secret)).not.toBe(toHex(secret))
    expect(amana.committed(record, record.logged[0]!)).toBeNull()
    const kept = JSON.stringify(amana.snapshot().map((operation) => operation.map(String)))
    expect(kept).not.toContain(String(secret))
    makeRelease(amana)
    const report = await verifyView([viewOf(amana, 'custodian')], amana.verificationKey)
    expect(report.ok).toBe(true)
    expect(report.totals).toMatchObject({ persons: 11, withdrawn: 1 })
    // The older release can still be cut, with that record closed.
    const old = await verifyView([viewOf(amana, 'custodian', amana.releases[0])], amana.verificationKey)
    expect(old.ok).toBe(true)
    expect(old.claims[0]).toMatchObject({ stated: 12, counted: null, status: 'not-checked' })
  })
})

describe('the guard of labels', () => {
  const labelOf = (amana: Case, key: string) =>
    String(amana.valuesByName(amana.record('incident', key)!).label)

  it('puts a number in place of a label that holds a part of a person’s name, in either script', () => {
    const { given, family } = person(1)
    for (const label of [
      `دكان ${given}`,
      `House of the ${family} family`,
      'Samer’s shop',
      `حي ب${given}`,
      `السوق و${family}`,
      `دار لل${family!.slice(2)}`,
      'AL-ZOUBI, bakery',
      `دُكّان ${family}ّ`,
    ]) {
      const amana = emptyCase()
      amana.import([person(1, { latin: 'Samer Zoubi' })], [{ key: 'X', label }])
      amana.import([person(2, { incident: 'X' })])
      expect(amana.hiddenLabels).toBe(0)
      makeRelease(amana)
      expect(labelOf(amana, 'X')).toMatch(/^incident [0-9a-f]{6}$/)
      expect(amana.hiddenLabels).toBe(1)
      const text = Buffer.from(viewOf(amana, 'public')).toString('utf8')
      expect(text).not.toContain(label)
    }
  })

  it('knows the names in every field, of withdrawn persons as long as the case holds them', () => {
    for (const field of ['father', 'grandfather', 'mother', 'kunya', 'full'] as const) {
      const amana = emptyCase()
      amana.import([person(1, { [field]: 'شهاب', incident: 'بستان شهاب' })])
      makeRelease(amana)
      expect(labelOf(amana, 'بستان شهاب')).toMatch(/^incident /)
    }
  })

  it('leaves labels without a name, and those whose words are those of the place', () => {
    const amana = emptyCase()
    amana.import([
      person(1, { family: 'الباب', incident: 'سجن الباب', place: 'مدينة الباب' }),
      person(2, { incident: 'Market' }),
    ])
    makeRelease(amana)
    expect(labelOf(amana, 'سجن الباب')).toBe('سجن الباب')
    expect(labelOf(amana, 'Market')).toBe('Market')
  })

  it('acts in a later release too, when a person of that name is added', async () => {
    const amana = emptyCase()
    amana.import([person(1, { incident: 'سوق شهاب' })])
    makeRelease(amana)
    expect(labelOf(amana, 'سوق شهاب')).toBe('سوق شهاب')
    amana.import([person(2, { family: 'شهاب' })])
    makeRelease(amana)
    expect(labelOf(amana, 'سوق شهاب')).toMatch(/^incident /)
    const report = await verifyView([viewOf(amana, 'investigator')], amana.verificationKey)
    expect(report.ok).toBe(true)
    expect(JSON.stringify(report)).not.toContain('شهاب')
  })

  it('hides a label for good: its person withdrawn, with or without consent, or corrected does not bring it back', () => {
    const label = 'بستان شهاب'
    const changes: readonly ((amana: Case) => void)[] = [
      (amana) => amana.withdraw('person', [person(1).rowId], 'consent'),
      (amana) => amana.withdraw('person', [person(1).rowId], 'duplicate'),
      (amana) => amana.import([person(1, { incident: label, family: 'كنعان' })]),
    ]
    for (const [i, change] of changes.entries())
      for (const released of [true, false]) {
        const amana = emptyCase()
        amana.import([person(1, { incident: label, family: 'شهاب' }), person(2, { incident: label })])
        // A correction before anything was released is none: no name was ever listed.
        if (released) makeRelease(amana)
        else if (i === 2) continue
        change(amana)
        amana.import([person(2, { incident: label, notes: 'seen again' })])
        makeRelease(amana)
        expect(labelOf(amana, label)).toMatch(/^incident /)
        expect(Buffer.from(viewOf(amana, 'public')).toString('utf8')).not.toContain('شهاب')
      }
  })

  it('makes no change of its own: the same table imported again releases nothing', () => {
    const amana = emptyCase()
    const rows = [person(1, { incident: `دكان ${person(1).given}` }), person(2)]
    amana.import(rows)
    makeRelease(amana)
    amana.import(rows)
    expect(refusal(() => makeRelease(amana)).code).toBe('release/nothing-new')
    amana.import([person(4)])
    makeRelease(amana)
    expect(entriesOf(amana).filter(({ kind }) => kind === 'incident' || kind === 'person')).toHaveLength(1)
  })
})

describe('a case', () => {
  it('never signs two roots for one size, nor a log that shrinks', () => {
    const amana = caseOf(12)
    const first = makeRelease(amana)
    amana.import([person(13)])
    const second = makeRelease(amana)
    const { origin } = amana
    const forged = new Uint8Array(32).fill(1)
    for (const checkpoint of [
      { origin, size: first.size, root: forged },
      { origin, size: second.size, root: forged },
      { origin, size: first.size, root: second.root },
      { origin, size: first.size - 1, root: forged },
      { origin, size: first.size + 1, root: forged },
      { origin, size: 0, root: forged },
    ])
      expect(refusal(() => signCheckpoint(amana, checkpoint)).code).toBe('release/would-fork')
    // The newest one again is no fork; it is the same note.
    expect(signCheckpoint(amana, { origin, size: second.size, root: second.root })).toBe(second.note)
  })

  it('remembers what it has handed out', () => {
    const amana = caseOf(3)
    makeRelease(amana)
    amana.transact([['handed', 'public', amana.log.length, new Uint8Array(32).fill(7)]])
    expect(amana.ledger).toEqual([
      {
        audience: 'public',
        size: amana.log.length,
        file: new Uint8Array(32).fill(7),
        choice: { open: [], close: [], tables: [] },
      },
    ])
  })

  it.each<readonly [string, readonly unknown[]]>([
    ['of another version', ['rename', 'person', 'row-1']],
    ['that changes an unknown record', ['put', 'person', 'row-9', null, new Uint8Array(0), false]],
    ['that withdraws an unknown record', ['withdraw', 'person', 'row-9', 'error', new Uint8Array(32)]],
    [
      'that releases an unknown record',
      ['release', 1, null, 'x\n\n', [['person', 'row-9', 1, new Uint8Array(32)]]],
    ],
  ])('refuses an operation %s', (_, operation) => {
    expect(refusal(() => caseOf(1).apply(operation as never)).code).toBe('case/bad-operation')
  })

  it('refuses to open a record whose values do not lead to the root that was signed', () => {
    const amana = caseOf(3)
    makeRelease(amana)
    const { record, logged } = amana.log.find((entry) => entry.record.kind === 'person')!
    const { revision, values, secret, elements } = logged
    const other = { revision, values, secret, elements, root: new Uint8Array(32) }
    expect(refusal(() => amana.committed(record, other)).code).toBe('case/root-mismatch')
  })
})

describe('the escrow file of a release', () => {
  it('holds the names of what that release lists, and no more', () => {
    const amana = caseOf(12)
    const first = makeRelease(amana)
    amana.import([person(13, { given: 'شهاب' })])
    const second = makeRelease(amana)
    const keysIn = (file: Uint8Array) =>
      openIdentities(amana.keys.escrow, file)
        .map(({ entry }) => toHex(entry.id))
        .sort()
    expect(keysIn(escrowOf(amana, first))).toHaveLength(14)
    expect(keysIn(escrowOf(amana, second))).toEqual([toHex(amana.idOf('person', 'row-13'))])
    const [opened] = openIdentities(amana.keys.escrow, escrowOf(amana, second))
    expect(opened!.identity.values).toContain('شهاب')
  })

  it('is one that a view knows: its entries stand in the log', () => {
    const amana = caseOf(5)
    const release = makeRelease(amana)
    const roots = new Set(amana.log.map(({ logged }) => toHex(logged.root)))
    for (const { entry } of openIdentities(amana.keys.escrow, escrowOf(amana, release)))
      expect(roots).toContain(toHex(entry.root))
  })

  it('holds nothing of those who withdrew their consent', () => {
    const amana = caseOf(5)
    const release = makeRelease(amana)
    amana.withdraw('person', ['row-2'], 'consent')
    const ids = openIdentities(amana.keys.escrow, escrowOf(amana, release)).map(({ entry }) =>
      toHex(entry.id),
    )
    expect(ids).not.toContain(toHex(amana.idOf('person', 'row-2')))
    expect(ids).toHaveLength(6)
  })
})
