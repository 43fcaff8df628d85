/** Where, when and how: what a row of a person and a row of an incident say alike. */
import { cutTo, type DateRules, readDate } from './dates.js'
import { plainDigits } from './digits.js'
import { quoted } from './problem.js'
import type { Row } from './row.js'
import { readCode, readOpenCode, saysUnknown } from './terms.js'

/** Place and cause of a row; what was not stated is absent. */
export interface Circumstances {
  readonly place?: string
  readonly governorate?: string
  readonly latitude?: number
  readonly longitude?: number
  readonly placePrecision?: string
  readonly cause?: string
  readonly causeText?: string
  readonly party?: string
  readonly partyText?: string
}

/** Keeps the properties that have a value. */
export const stated = <T extends object>(values: { [K in keyof T]: T[K] | undefined }): T => {
  const result: Partial<T> = {}
  for (const key in values) if (values[key] !== undefined) result[key] = values[key]
  return result as T
}

const DECIMAL = /^[+-]?\d{1,3}(?:\.\d+)?$/
const WITH_COMMA = /^[+-]?\d{1,3},\d+$/

function degrees(
  row: Row,
  field: 'latitude' | 'longitude',
  limit: number,
  commaSplits: boolean,
): number | undefined {
  let text = plainDigits(row.cell(field)).replace(/^[−–]/, '-')
  if (text === '' || saysUnknown(text)) return undefined
  if (WITH_COMMA.test(text) && !commaSplits) text = text.replace(',', '.')
  if (!DECIMAL.test(text)) {
    row.refuse(
      field,
      'import/bad-coordinate',
      `${quoted(text)} is no decimal number of degrees. Expected for example 36.372.`,
    )
    return undefined
  }
  const micro = Math.round(Number(text) * 1e6)
  if (Math.abs(micro) > limit * 1e6) {
    row.refuse(field, 'import/bad-coordinate', `${quoted(text)} is outside of -${limit} to ${limit} degrees.`)
    return undefined
  }
  return micro === 0 ? 0 : micro
}

/**
 * Place, coordinates, cause and party of a row.
 * @param commaSplits The table's cells are parted by commas, so that a comma in a number is not taken for a decimal point.
 */
export function readCircumstances(row: Row, commaSplits: boolean): Circumstances {
  const latitude = degrees(row, 'latitude', 90, commaSplits)
  const longitude = degrees(row, 'longitude', 180, commaSplits)
  if ((latitude === undefined) !== (longitude === undefined) && row.problems.length === 0)
    row.refuse(
      latitude === undefined ? 'latitude' : 'longitude',
      'import/bad-coordinate',
      'Only one of latitude and longitude is given. Expected both or none.',
    )
  const cause = readOpenCode(row, 'cause')
  const party = readOpenCode(row, 'party')
  return stated<Circumstances>({
    place: row.cell('place') || undefined,
    governorate: row.cell('governorate') || undefined,
    latitude,
    longitude,
    placePrecision: readCode(row, 'place_precision'),
    cause: cause.code,
    causeText: cause.text,
    party: party.code,
    partyText: party.text,
  })
}

/** The date of a row in the given column, cut to the precision the row states. */
export function readRowDate(row: Row, field: 'date_of_death' | 'date', rules: DateRules): string | undefined {
  const precision = readCode(row, 'date_precision')
  const cell = row.cell(field)
  if (cell === '' || saysUnknown(cell)) return undefined
  const read = readDate(cell, rules)
  if ('code' in read) {
    row.refuse(field, read.code, read.reason)
    return undefined
  }
  if (read.serial) row.remark(`${field}: bare numbers were read as day counts of a spreadsheet (from 1900)`)
  if (read.time) {
    row.keep(field)
    row.remark(`${field}: times of day were kept sealed; the date is the day as written`)
  }
  if (precision === undefined) return read.date
  const cut = cutTo(read.date, precision)
  if (cut === undefined) {
    row.refuse(
      'date_precision',
      'import/bad-precision',
      `The date is less precise than the stated ${precision}. Expected a precision the date has, or none.`,
    )
    return undefined
  }
  if (cut !== read.date) {
    if (!read.time) row.keep(field)
    row.remark(`${field}: dates were cut to the stated precision; as written they are kept sealed`)
  }
  return cut === '' ? undefined : cut
}
