// The columns that every other way gets, from rows of a casualty table. Names as written, by our normalising
// of letters, or by our skeleton; taken apart by our rules in each case.
import { normalise, skeleton, splitName } from '@amana/names'

const FORMS = { written: (part) => part.toLowerCase(), normalised: normalise, skeleton }

/** A row's columns; '' and NaN where nothing is known. `day` counts from 1970-01-01; of a date without a day, `month` alone. */
export function columnsOf(table, names) {
  const form = FORMS[names]
  return table.map((row) => {
    const parts = splitName(row.name)
    const of = (part) => (parts[part] === undefined ? '' : form(parts[part]))
    const whole = /^\d{4}-\d{2}-\d{2}$/.test(row.date)
    return {
      list: row.list,
      given: of('given'),
      father: of('father'),
      family: of('family'),
      full: `${of('given')} ${of('family')}`,
      sex: row.sex,
      age: row.age === '' ? Number.NaN : Number(row.age),
      date: row.date,
      day: whole ? Date.parse(row.date) / 864e5 : Number.NaN,
      month: row.date.slice(0, 7),
      governorate: row.governorate,
      town: row.town,
      cause: row.cause,
    }
  })
}

/**
 * Pairs of rows (a < b, each once) that share a key under one of the rules. A rule gives a row its keys; where a rule's key
 * holds an empty column it gives none.
 *
 * @returns Float64Array of a * rows.length + b
 */
export function pairsBy(rows, rules) {
  const pairs = new Set()
  for (const rule of rules) {
    const blocks = new Map()
    rows.forEach((row, i) => {
      for (const key of new Set(rule(row))) {
        const block = blocks.get(key) ?? []
        for (const j of block) pairs.add(j * rows.length + i)
        block.push(i)
        blocks.set(key, block)
      }
    })
  }
  return Float64Array.from(pairs)
}

/** The rule "these columns are equal, and known". */
export const equal =
  (...columns) =>
  (row) =>
    columns.some((column) => row[column] === '' || Number.isNaN(row[column]))
      ? []
      : [columns.map((column) => row[column]).join('|')]

/** The rule "whole dates at most `days` apart": the blocks of `days + 1` days that overlap a day, half as far apart as they are long. */
export const near = (days, column) => (row) =>
  Number.isNaN(row.day) || row[column] === ''
    ? []
    : Array.from({ length: days + 1 }, (_, k) => `${row.day - k}|${column ? row[column] : ''}`)
