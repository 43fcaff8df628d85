/** A row of a table of persons into a {@link PersonInput}. */
import type { PersonInput } from '@amana/records'
import { OLDEST, readAge } from './ages.js'
import { readCircumstances, readRowDate, stated } from './circumstances.js'
import type { DateRules } from './dates.js'
import { plainDigits } from './digits.js'
import { quoted } from './problem.js'
import type { Row } from './row.js'
import { readCode, readConsent, readName, readSources, saysUnknown } from './terms.js'

/** What the rows of a table are read by. */
export interface ReadingRules extends DateRules {
  /** The table's cells are parted by commas. */
  readonly commaSplits: boolean
}

/**
 * The key of an incident that a row does not name: its place, and its date where it is known.
 *
 * @example
 * incidentKey('Al Bab', '2014-12-28') // 'Al Bab 2014-12-28'
 */
export const incidentKey = (place: string, date?: string): string =>
  date === undefined ? place : `${place} ${date}`

interface Ages {
  readonly min?: number
  readonly max?: number
}

function bound(row: Row, field: 'age_min' | 'age_max'): number | undefined {
  const cell = row.cell(field)
  if (cell === '') return undefined
  const range = readAge(cell)
  if (range === null) return undefined
  if (typeof range === 'string' || range.min !== range.max) {
    row.refuse(
      field,
      'import/bad-age',
      typeof range === 'string' ? range : `${quoted(cell)} is a range. Expected whole years.`,
    )
    return undefined
  }
  if (range.shortened) row.keep(field)
  return range.min
}

function readAges(row: Row): Ages {
  const before = row.problems.length
  const min = bound(row, 'age_min')
  const max = bound(row, 'age_max')
  const cell = row.cell('age')
  const range = cell === '' ? null : readAge(cell)
  if (typeof range === 'string') row.refuse('age', 'import/bad-age', range)
  if (row.problems.length > before) return {}
  if (min !== undefined && max !== undefined && min > max) {
    row.refuse('age_min', 'import/bad-age', `The lowest age (${min}) is above the highest (${max}).`)
    return {}
  }
  if (range === null || typeof range === 'string') return stated<Ages>({ min, max })
  if (range.shortened) row.keep('age')
  const { min: low, max: high } = range
  if (
    (min !== undefined && high !== undefined && high < min) ||
    (max !== undefined && low !== undefined && low > max)
  ) {
    row.refuse(
      'age',
      'import/bad-age',
      'The age is outside of age_min to age_max. Expected one that lies within, or only one of the two.',
    )
    return {}
  }
  const highest = (a?: number, b?: number): number | undefined =>
    a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)
  const lowest = (a?: number, b?: number): number | undefined =>
    a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)
  return stated<Ages>({ min: highest(low, min), max: lowest(high, max) })
}

function readBirthYear(row: Row, rules: ReadingRules, death: string | undefined): number | undefined {
  const text = plainDigits(row.cell('birth_year')).replace(/\.0+$/, '')
  if (text === '' || saysUnknown(text)) return undefined
  const latest = Number((death ?? rules.today).slice(0, 4))
  const year = /^\d{4}$/.test(text) ? Number(text) : Number.NaN
  if (!(year <= latest && year >= latest - OLDEST - 1)) {
    row.refuse(
      'birth_year',
      'import/bad-birth-year',
      `${quoted(text)} is no year of birth that can be. Expected a year of four digits, not after the death and at most ${OLDEST} years before.`,
    )
    return undefined
  }
  return year
}

/**
 * Reads one row. What is wrong with it is in `row.problems`; where there is anything, the result is not to be used.
 * A row that names no incident belongs to the incident of its place and date ({@link incidentKey}).
 */
export function readPerson(row: Row, rules: ReadingRules): PersonInput {
  const rowId = row.cell('row_id')
  if (rowId === '')
    row.refuse('row_id', 'import/empty-row-id', 'The row has no key of its own. Expected one in row_id.')
  const circumstances = readCircumstances(row, rules.commaSplits)
  const dateOfDeath = readRowDate(row, 'date_of_death', rules)
  const named = row.cell('incident')
  if (named === '' && circumstances.place === undefined)
    row.refuse(
      '',
      'import/no-incident',
      'The row has neither an incident nor a place. Expected at least one of them.',
    )
  const ages = readAges(row)
  const fields = {
    given: readName(row, 'given_name'),
    father: readName(row, 'father_name'),
    grandfather: readName(row, 'grandfather_name'),
    family: readName(row, 'family_name'),
    full: readName(row, 'full_name'),
    mother: readName(row, 'mother_name'),
    kunya: readName(row, 'kunya'),
    latin: readName(row, 'name_latin'),
    sex: readCode(row, 'sex'),
    ageMin: ages.min,
    ageMax: ages.max,
    birthYear: readBirthYear(row, rules, dateOfDeath),
    dateOfDeath,
    civilian: readCode(row, 'civilian'),
    civilianBasis: readCode(row, 'civilian_basis'),
    sources: readSources(row),
    consent: readConsent(row),
    notes: row.cell('notes') || undefined,
  }
  return {
    rowId,
    incident: named === '' ? incidentKey(circumstances.place ?? '', dateOfDeath) : named,
    ...circumstances,
    ...stated<Partial<PersonInput>>(fields),
    ...(row.extra.length === 0 ? {} : { extra: row.extra }),
  }
}
