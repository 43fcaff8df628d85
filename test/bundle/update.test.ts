import { Case } from '@amana/bundle'
import { toHex, type Value } from '@amana/codec'
import { newCaseKeys } from '@amana/crypto'
import { newScope, SLOTS } from '@amana/linkage'
import type { IncidentInput, PersonInput } from '@amana/records'
import { describe, expect, it } from '@jest/globals'

const full: PersonInput = {
  rowId: '7',
  given: 'سامي',
  father: 'نادر',
  family: 'القاسم',
  latin: 'Sami Nader al-Qasem',
  sex: 'male',
  ageMin: 31,
  ageMax: 31,
  dateOfDeath: '2014-12-28',
  incident: 'Al Bab 2014-12-28',
  place: 'Al Bab',
  cause: 'airstrike',
  civilian: 'civilian',
  sources: [{ kind: 'video', count: 2 }],
  consent: ['courts', 'investigators'],
  notes: 'seen by a neighbour',
  extra: [['Field worker', 'n. 4']],
}

const started = (row: PersonInput): Case => {
  const amana = new Case('amana/test', newCaseKeys(), newScope('test', 1))
  amana.import([row])
  return amana
}
const valuesOf = (amana: Case) => amana.valuesByName(amana.record('person', '7')!)

describe('an update by a table that lacks columns', () => {
  it('keeps what the table has no column for', () => {
    const amana = started(full)
    const before = valuesOf(amana)
    const row = { rowId: '7', incident: full.incident, place: 'Al Bab', ageMin: 32, ageMax: 32 }
    amana.import([amana.mergePerson(row, new Set(['rowId', 'place', 'ageMin', 'ageMax']))])
    const { linkage, ...others } = valuesOf(amana)
    const { linkage: linkageBefore, ...othersBefore } = before
    expect(others).toEqual({ ...othersBefore, age_min: 32, age_max: 32 })
    // Of the tokens the one is another in whose window of years the ages differ: the name that they hold is kept.
    const changed = [...(linkage as Value[]).keys()].filter(
      (i) => String((linkage as Value[])[i]) !== String((linkageBefore as Value[])[i]),
    )
    expect(changed).toEqual([4 + SLOTS.indexOf('age, second window')])
  })

  it('changes nothing where it states nothing new', () => {
    const amana = started(full)
    const merged = amana.mergePerson({ rowId: '7', incident: full.incident }, new Set(['rowId', 'incident']))
    expect(amana.import([merged])).toEqual({ added: 0, updated: 0, unchanged: 1, withdrawn: 0 })
  })

  it('clears a fact whose column is there and empty', () => {
    const amana = started(full)
    amana.import([
      amana.mergePerson({ rowId: '7', incident: full.incident }, new Set(['rowId', 'incident', 'notes'])),
    ])
    expect(valuesOf(amana).notes).toBeUndefined()
    expect(valuesOf(amana).given).toBe('سامي')
  })

  it('lets an incident that is named by nothing but its place move with it, and no other', () => {
    const byPlace = started(full)
    const moved = { rowId: '7', incident: 'Tadef 2014-12-28', place: 'Tadef' }
    expect(byPlace.mergePerson(moved, new Set(['rowId', 'place'])).incident).toBe('Tadef 2014-12-28')
    const named = started({ ...full, incident: 'Prison' })
    expect(named.mergePerson(moved, new Set(['rowId', 'place'])).incident).toBe('Prison')
  })

  it('adds to what lies beside the columns', () => {
    const amana = started(full)
    const row: PersonInput = { rowId: '7', incident: full.incident, extra: [['Batch', 'B']] }
    expect(amana.mergePerson(row, new Set(['rowId', 'incident'])).extra).toEqual([
      ['Field worker', 'n. 4'],
      ['Batch', 'B'],
    ])
  })

  it('takes a row that the case does not know as it is', () => {
    const row = { ...full, rowId: '8' }
    expect(started(full).mergePerson(row, new Set())).toBe(row)
  })
})

describe('the date that tokens are made of', () => {
  const slots = (
    row: Partial<PersonInput>,
    incidents: readonly IncidentInput[] = [],
    later: readonly IncidentInput[] = [],
  ): readonly string[] => {
    const { dateOfDeath: _, ...undated } = full
    const amana = new Case('amana/test', newCaseKeys(), scope)
    amana.import([{ ...undated, governorate: 'Aleppo', ...row }], incidents)
    if (later.length > 0) amana.import([], later)
    return (valuesOf(amana).linkage as readonly Uint8Array[]).slice(4).map((token) => toHex(token))
  }
  const scope = newScope('test', 1)
  const shared = (a: readonly string[], b: readonly string[]) =>
    SLOTS.filter((_, slot) => a[slot] === b[slot])
  const key = full.incident
  const day = slots({ dateOfDeath: '2014-12-28' })

  it('is a year where no more is told, by the person or by the incident', () => {
    for (const year of [
      slots({ dateOfDeath: '2014' }),
      slots({}, [{ key, date: '2014' }]),
      slots({}, [], [{ key, date: '2014' }]),
    ])
      expect(shared(day, year)).toEqual(['given, family'])
    expect(shared(day, slots({ dateOfDeath: '2015' }))).toEqual([])
    expect(shared(day, slots({}))).toEqual([])
  })

  it('is the incident’s where the person’s own says no more than the year', () => {
    expect(slots({ dateOfDeath: '2014' }, [{ key, date: '2014-12-28' }])).toEqual(day)
    expect(slots({ dateOfDeath: '2014' }, [], [{ key, date: '2014-12-28' }])).toEqual(day)
    expect(slots({ dateOfDeath: '2014-12-28' }, [{ key, date: '2013' }], [{ key, date: '2013-01' }])).toEqual(
      day,
    )
  })

  it('has a governorate beside it, of the incident where the person’s own row states none', () => {
    const none = { governorate: '' }
    const own = slots({ dateOfDeath: '2014-12-28' })
    expect(slots({ dateOfDeath: '2014-12-28', ...none }, [{ key, governorate: 'حلب' }])).toEqual(own)
    expect(slots({ dateOfDeath: '2014-12-28', ...none }, [], [{ key, governorate: 'حلب' }])).toEqual(own)
    expect(slots({ dateOfDeath: '2014-12-28' }, [{ key, governorate: 'Idlib' }])).toEqual(own)
    expect(shared(own, slots({ dateOfDeath: '2014-12-28', ...none }))).not.toContain('governorate')
  })
})
