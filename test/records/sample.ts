import type { Value } from '@amana/codec'
import {
  type CommittedRecord,
  commitRecord,
  PERSON,
  type RecordRevision,
  recordId,
  valuesOf,
} from '@amana/records'

export const ORIGIN = 'amana/test-records'
export const SECRET = new Uint8Array(32).fill(3)
export const ID_KEY = new Uint8Array(32).fill(4)

/** A made-up person. */
export const PERSON_VALUES: Readonly<Record<string, Value>> = {
  status: 'live',
  incident: new Uint8Array(16).fill(9),
  sources: [['video', 2]],
  name_known: true,
  date_known: true,
  place_known: false,
  sex: 'female',
  age_group: 'adult',
  age_min: 30,
  age_max: 39,
  date_of_death: '2014-12-28',
  consent: ['courts', 'investigators'],
  key: 'row 1',
  given: 'نجوى',
  father: 'سليم',
  family: 'الرفاعي',
  full_2: 'Najwa Salim al-Rifai',
}

export const revisionOf = (
  named: Readonly<Record<string, Value>> = {},
  { key = 'row 1', revision = 1 }: { readonly key?: string; readonly revision?: number } = {},
): RecordRevision => ({
  schema: PERSON,
  id: recordId(ID_KEY, 'person', key),
  revision,
  values: valuesOf(PERSON, { ...PERSON_VALUES, ...named }),
})

export const committedOf = (
  named: Readonly<Record<string, Value>> = {},
  which: { readonly key?: string; readonly revision?: number } = {},
): CommittedRecord => commitRecord(ORIGIN, SECRET, revisionOf(named, which))
