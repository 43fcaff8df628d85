// One case, release and investigator's view for each organisation of a table, all in one scope.
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Case, makeRelease, writeView } from '@amana/bundle'
import { toHex } from '@amana/codec'
import { newCaseKeys } from '@amana/crypto'
import { CAUSE, codeOf, isDate, SEX } from '@amana/records'

/** What is read of a cell; undefined where it says nothing that a record can hold. */
const READ = {
  sex: (text) => codeOf(SEX, text),
  age: (text) => (/^\d{1,3}$/.test(text) && Number(text) <= 130 ? text : undefined),
  date: (text) => (isDate(text) ? text : undefined),
}

/**
 * The rows with unreadable cells taken for unknown ones.
 * @returns rows, and how many cells of each column could not be read
 */
export function readable(table) {
  const unread = {}
  const rows = table.map((row) => {
    const read = { ...row }
    for (const [column, of] of Object.entries(READ)) {
      read[column] = row[column] ? of(row[column]) : undefined
      if (row[column] && read[column] === undefined) unread[column] = (unread[column] ?? 0) + 1
    }
    return read
  })
  return { rows, unread }
}

/**
 * @param table {@link readable} rows with list, rec_id, name, sex, age, date, governorate, town, cause
 * @returns the files of the views, and the rec_id of each `file:id` as `amana link` names records
 */
export async function viewsOf(table, scope, folder) {
  const files = []
  const rowOf = new Map()
  for (const list of [...new Set(table.map((row) => row.list))]) {
    const amana = new Case(`amana/bench-${files.length}`, newCaseKeys(), scope)
    const rows = table.filter((row) => row.list === list)
    const incidents = new Map()
    const persons = rows.map((row) => {
      // An incident is what the row says of date, place and cause, no more: rows are not joined by anything they do not state.
      const key = [row.date, row.governorate, row.town, row.cause].join('|')
      const cause = row.cause ? (codeOf(CAUSE, row.cause) ?? 'other') : undefined
      incidents.set(key, {
        key,
        ...(row.date ? { date: row.date } : {}),
        ...(row.governorate ? { governorate: row.governorate } : {}),
        ...(row.town ? { place: row.town } : {}),
        ...(cause ? { cause } : {}),
      })
      return {
        rowId: row.rec_id,
        full: row.name,
        incident: key,
        ...(row.sex ? { sex: row.sex } : {}),
        ...(row.age ? { ageMin: Number(row.age), ageMax: Number(row.age) } : {}),
        ...(row.date ? { dateOfDeath: row.date } : {}),
      }
    })
    amana.import(persons, [...incidents.values()])
    makeRelease(amana)
    const name = `list-${files.length}.amana`
    const file = join(folder, name)
    const out = openSync(file, 'w')
    for (const piece of writeView(amana, 'investigator')) writeSync(out, piece)
    closeSync(out)
    files.push(file)
    for (const row of rows) rowOf.set(`${name}:${toHex(amana.record('person', row.rec_id).id)}`, row.rec_id)
  }
  return { files, rowOf }
}
