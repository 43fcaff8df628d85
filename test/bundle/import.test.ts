import { type Case, namePartsOf, type Operation } from '@amana/bundle'
import { toHex } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { TOKEN_SLOTS, tokensOf } from '@amana/linkage'
import { describe, expect, it } from '@jest/globals'
import { refusal } from '../codec/refusal.js'
import { emptyCase, person, persons } from './sample.js'

useBackend(nodeBackend)

const valuesOf = (amana: Case, kind: 'person' | 'incident', key: string) =>
  amana.valuesByName(amana.record(kind, key)!)

describe('an import', () => {
  it('adds what is new, updates what has changed, and its numbers add up', () => {
    const amana = emptyCase()
    expect(amana.import(persons(5))).toEqual({ added: 5, updated: 0, unchanged: 0, withdrawn: 0 })
    expect(amana.import([...persons(3), person(4, { sex: 'female' }), person(9)])).toEqual({
      added: 1,
      updated: 1,
      unchanged: 3,
      withdrawn: 0,
    })
    expect(valuesOf(amana, 'person', 'row-4').sex).toBe('female')
    expect(valuesOf(amana, 'person', 'row-5').sex).toBe(person(5).sex)
  })

  it('keeps the names, the notes and unknown columns, each in its field', () => {
    const amana = emptyCase()
    amana.import([
      person(1, { latin: 'Najwa', mother: 'هند', notes: ' seen ', extra: [['Field worker', 'n. 4']] }),
    ])
    const values = valuesOf(amana, 'person', 'row-1')
    expect(values).toMatchObject({
      status: 'live',
      key: 'row-1',
      given: person(1).given,
      mother: 'هند',
      full_2: 'Najwa',
      notes: 'seen',
      extra: [['Field worker', 'n. 4']],
      name_known: true,
      date_known: true,
      place_known: true,
    })
  })

  it('gives every person the same number of tokens, those of the case’s own scope', () => {
    const amana = emptyCase()
    amana.import([person(1), { rowId: 'bare', incident: 'Market' }])
    for (const key of ['row-1', 'bare']) {
      const [scheme, , scope, epoch, ...tokens] = valuesOf(amana, 'person', key).linkage as readonly unknown[]
      expect([scheme, scope, epoch, tokens.length]).toEqual(['hmac-sha256', 'test', 1, TOKEN_SLOTS])
    }
    const { given, father, family, ageMin, ageMax, dateOfDeath, governorate } = person(1)
    const expected = tokensOf(amana.scope, amana.idOf('person', 'row-1'), {
      parts: { given: given!, father: father!, family: family! },
      date: dateOfDeath!,
      ...(governorate === undefined ? {} : { governorate }),
      ...(ageMin === undefined || ageMin !== ageMax ? {} : { age: ageMin }),
    })
    const linkage = valuesOf(amana, 'person', 'row-1').linkage as readonly unknown[]
    expect((linkage.slice(4) as Uint8Array[]).map(toHex)).toEqual(expected.map(toHex))
  })

  it('takes all rows or none: a row that is too long leaves the case as it was', () => {
    const kept: Operation[] = []
    const amana = emptyCase((operations) => kept.push(...operations))
    amana.import(persons(2))
    const before = kept.length
    const long = person(4, { notes: 'a'.repeat(70_000) })
    expect(refusal(() => amana.import([person(1, { sex: 'female' }), person(3), long])).code).toBe(
      'case/too-long',
    )
    expect(kept).toHaveLength(before)
    expect(amana.record('person', 'row-3')).toBeUndefined()
    expect(valuesOf(amana, 'person', 'row-1').sex).toBe('male')
  })

  it('takes no two rows of one id, and no two incidents of one key', () => {
    const amana = emptyCase()
    const twice = refusal(() => amana.import([person(1), person(2), person(1, { sex: 'female' })]))
    expect([twice.code, twice.details]).toEqual(['case/repeated-row', { row: 'row-1' }])
    expect(refusal(() => amana.import([], [{ key: 'X' }, { key: 'X', place: 'Town' }])).code).toBe(
      'case/repeated-row',
    )
    expect([...amana.records]).toEqual([])
  })

  it('is kept before it takes effect, and takes none where it cannot be kept', () => {
    let broken = false
    const amana: Case = emptyCase(() => {
      expect(amana.record('person', 'row-1') === undefined || broken).toBe(true)
      if (broken) throw new Error('disk full')
    })
    amana.import([person(1)])
    broken = true
    expect(() => amana.import([person(2)])).toThrow('disk full')
    expect(() => amana.withdraw('person', ['row-1'], 'error')).toThrow('disk full')
    expect(amana.record('person', 'row-2')).toBeUndefined()
    expect(amana.isWithdrawn(amana.record('person', 'row-1')!)).toBe(false)
  })

  it('leaves withdrawn rows withdrawn, unless it is told to list them again', () => {
    const amana = emptyCase()
    amana.import(persons(3))
    amana.withdraw('person', ['row-2'], 'duplicate')
    expect(amana.import(persons(3))).toEqual({ added: 0, updated: 0, unchanged: 2, withdrawn: 1 })
    expect(valuesOf(amana, 'person', 'row-2')).toEqual({
      status: 'withdrawn',
      withdrawal_reason: 'duplicate',
    })
    expect(amana.import(persons(3), [], { relist: true })).toEqual({
      added: 0,
      updated: 1,
      unchanged: 2,
      withdrawn: 0,
    })
    expect(valuesOf(amana, 'person', 'row-2')).toMatchObject({ status: 'live', given: person(2).given })
  })

  it('has a new secret for each record', () => {
    const amana = emptyCase()
    amana.import(persons(20))
    const secrets = [...amana.records].map(({ secret }) => toHex(secret))
    expect(new Set(secrets).size).toBe(secrets.length)
  })
})

describe('a withdrawal', () => {
  it('leaves nothing of the values but the reason', () => {
    const amana = emptyCase()
    amana.import([person(1)])
    amana.withdraw('person', ['row-1', 'row-1'], 'error')
    expect(valuesOf(amana, 'person', 'row-1')).toEqual({ status: 'withdrawn', withdrawal_reason: 'error' })
  })

  it('of a row that the case does not have is refused as a whole, and names the row id alone', () => {
    const amana = emptyCase()
    amana.import([person(1)])
    const error = refusal(() => amana.withdraw('person', ['row-1', 'row-77'], 'error'))
    expect([error.code, error.details]).toEqual(['case/no-such-row', { row: 'row-77' }])
    expect(amana.isWithdrawn(amana.record('person', 'row-1')!)).toBe(false)
  })
})

describe('an incident without a row of its own', () => {
  it('is made from what most of its persons’ rows say, the finest date winning', () => {
    const amana = emptyCase()
    amana.import([
      person(1, { incident: 'X', place: 'Town A', dateOfDeath: '2014', cause: 'shelling' }),
      person(2, { incident: 'X', place: 'Town A', dateOfDeath: '2014-12-28', cause: 'airstrike' }),
      person(3, { incident: 'X', place: 'Town B', dateOfDeath: '2014-12', cause: 'airstrike' }),
      person(4, { incident: 'X', place: 'Town B', latitude: 2, longitude: 2 }),
      person(5, { incident: 'X', place: 'Town A', latitude: 1, longitude: 1, placePrecision: 'town' }),
    ])
    expect(valuesOf(amana, 'incident', 'X')).toMatchObject({
      status: 'live',
      label: 'X',
      date: '2014-12-28',
      date_precision: 'day',
      place: 'Town A',
      latitude: 1,
      longitude: 1,
      place_precision: 'town',
      cause: 'airstrike',
    })
    expect(valuesOf(amana, 'person', 'row-1').incident).toEqual(amana.idOf('incident', 'X'))
  })

  it('does not depend on the order of the rows', () => {
    const rows = [
      person(1, { incident: 'X', place: 'A' }),
      person(2, { incident: 'X', place: 'B' }),
      person(3, { incident: 'X', cause: 'mine' }),
      person(4, { incident: 'X', place: 'A', latitude: 1, longitude: 1 }),
      person(5, { incident: 'X', place: 'A', latitude: 2, longitude: 2 }),
    ]
    const [a, b] = [emptyCase(), emptyCase()]
    a.import(rows)
    b.import([...rows].reverse())
    expect(valuesOf(a, 'incident', 'X')).toEqual(valuesOf(b, 'incident', 'X'))
    for (const row of rows) b.import([row])
    expect(valuesOf(a, 'incident', 'X')).toEqual(valuesOf(b, 'incident', 'X'))
  })

  it('is changed by later rows, together with those that the case has already', () => {
    const amana = emptyCase()
    amana.import([person(1, { incident: 'X', place: 'Town A' })])
    amana.import([person(2, { incident: 'X', place: 'Town B' })])
    expect(valuesOf(amana, 'incident', 'X').place).toBe('Town A')
    amana.import([person(3, { incident: 'X', place: 'Town B' })])
    expect(valuesOf(amana, 'incident', 'X').place).toBe('Town B')
    amana.import([person(3, { incident: 'X', place: 'Town A' })])
    expect(valuesOf(amana, 'incident', 'X').place).toBe('Town A')
  })

  it('is left to the rows that stay where a row moves to another incident', () => {
    const amana = emptyCase()
    amana.import([
      person(1, { incident: 'X', place: 'Town A' }),
      person(2, { incident: 'X', place: 'Town B' }),
      person(3, { incident: 'X', place: 'Town B' }),
    ])
    expect(valuesOf(amana, 'incident', 'X').place).toBe('Town B')
    amana.import([
      person(2, { incident: 'Y', place: 'Town B' }),
      person(3, { incident: 'Y', place: 'Town B' }),
    ])
    expect(valuesOf(amana, 'incident', 'X').place).toBe('Town A')
    expect(valuesOf(amana, 'incident', 'Y').place).toBe('Town B')
  })

  it('gives way to a row of its own, which no person’s row changes', () => {
    const amana = emptyCase()
    amana.import([person(1, { incident: 'X', place: 'Town A' })])
    const count = amana.import([], [{ key: 'X', label: 'The market', place: 'Town C', cause: 'mine' }])
    expect(count).toEqual({ added: 0, updated: 1, unchanged: 0, withdrawn: 0 })
    amana.import([person(2, { incident: 'X', place: 'Town A' })])
    expect(valuesOf(amana, 'incident', 'X')).toMatchObject({
      label: 'The market',
      place: 'Town C',
      cause: 'mine',
      key: 'X',
    })
  })

  it('and one with a row of its own in the same import are told apart', () => {
    const amana = emptyCase()
    amana.import(
      [person(1, { incident: 'X', place: 'Town A' }), person(2, { incident: 'Y', place: 'Town A' })],
      [{ key: 'X', place: 'Town C' }],
    )
    expect(valuesOf(amana, 'incident', 'X').place).toBe('Town C')
    expect(valuesOf(amana, 'incident', 'Y').place).toBe('Town A')
  })
})

describe('the completeness flags of a person', () => {
  const flags = (amana: Case, key: string) => {
    const { name_known, date_known, place_known } = valuesOf(amana, 'person', key)
    return [name_known, date_known, place_known]
  }

  it('say what is known without saying it', () => {
    const amana = emptyCase()
    amana.import([
      { rowId: 'nothing', incident: 'X' },
      { rowId: 'no family', incident: 'X', given: 'وائل', father: 'منير' },
      { rowId: 'month', incident: 'X', dateOfDeath: '2014-12' },
      { rowId: 'full', incident: 'Y', full: 'وائل منير العطار', dateOfDeath: '2014-12-28', place: 'Town' },
      { rowId: 'point', incident: 'X', latitude: 0, longitude: 0 },
    ])
    expect(flags(amana, 'nothing')).toEqual([false, false, false])
    expect(flags(amana, 'no family')).toEqual([false, false, false])
    expect(flags(amana, 'month')).toEqual([false, false, false])
    expect(flags(amana, 'full')).toEqual([true, true, true])
    expect(flags(amana, 'point')).toEqual([false, false, true])
  })
})

describe('the parts of a name', () => {
  it('are those stated, else of the full name, else of the name in the second script', () => {
    const of = (row: object) => namePartsOf({ rowId: '1', incident: 'X', ...row })
    expect(of({ given: 'a', family: 'b', full: 'c d e' })).toEqual({ given: 'a', family: 'b' })
    expect(of({ full: 'وائل منير العطار' })).toMatchObject({
      given: 'وائل',
      father: 'منير',
      family: 'العطار',
    })
    expect(of({ latin: 'Wael al-Attar' })).toMatchObject({ given: 'Wael', family: 'al-Attar' })
    expect(of({ given: 'وائل', family: ' ', full: 'x منير العطار' })).toMatchObject({
      given: 'وائل',
      family: 'العطار',
    })
    expect(of({})).toEqual({})
  })
})
