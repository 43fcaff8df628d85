/** The head of a view and its tallies as their bytes say them: parsed here, and refused where they are not exactly of the format. */
import { AmanaError, type Value } from '@amana/codec'
import { fieldIndex, fits, PERSON, SCHEMAS, type Schema } from '@amana/records'
import { AUDIENCES, type Audience } from './audience.js'
import { type Override, parseOverride } from './override.js'
import type { Table } from './tables.js'

/** Tallies in one view, and the fields of all of them together: each is work for every person, and no signature covers it. */
const MAX_TALLIES = 64
const MAX_TALLY_FIELDS = 256

/** What stands before the records. Only the checkpoint in it is signed; the audience is the sender's word. */
export interface ViewHeader {
  /** The signed checkpoint. */
  readonly note: string
  readonly audience: Audience
  /** Entries in the view. */
  readonly count: number
  /** The fields of each tally. */
  readonly tallies: readonly (readonly string[])[]
  /** Why it was handed out although it gives much away, unchecked. */
  readonly override: Override | null
  /** All of the header before the override, which the override signs. */
  readonly facts: readonly Value[]
}

/** A table of closed fields and its proof, unchecked. */
export interface ViewTally extends Table {
  readonly proof: Uint8Array
}

/** A refusal, with the place where it shows. */
export const bad = (what: string, offset: number) =>
  new AmanaError('view/bad-format', `${what} (offset ${offset}).`, { offset })

/** A combination of fields, open or shown. */
export interface Mask {
  readonly schema: Schema
  readonly open: readonly number[]
  readonly shown: readonly number[]
}

/** The header as its item says it. */
export function parseHeader(value: Value, offset: number): { header: ViewHeader; masks: readonly Mask[] } {
  const items = isList(value, 5) || isList(value, 6) ? value : []
  const [note, audience, count, list, tables, last] = items
  const override = last === undefined ? null : parseOverride(last)
  if (last !== undefined && override === null) throw bad('An override is [reason, signature]', offset)
  if (typeof note !== 'string' || typeof count !== 'number' || count < 1)
    throw bad('The header is not [checkpoint, audience, count, masks, tallies]', offset)
  if (!Array.isArray(list) || !Array.isArray(tables) || tables.length > MAX_TALLIES)
    throw bad('The header is not [checkpoint, audience, count, masks, tallies]', offset)
  if (!AUDIENCES.includes(audience as Audience)) throw bad('The audience is unknown', offset)
  const masks = (list as readonly Value[]).map((item): Mask => {
    const [number, openItem, shownItem] = isList(item, 3) ? item : []
    const schema = typeof number === 'number' ? SCHEMAS[number] : undefined
    if (schema === undefined) throw bad('A mask names an unknown schema', offset)
    const [open, shown] = [openItem, shownItem].map((numbers) => fieldNumbers(schema, numbers))
    if (open == null || shown == null) throw bad('A mask is not ascending field numbers', offset)
    if (open.length + shown.length === 0) throw bad('A mask opens nothing', offset)
    if (open.some((field) => schema.fields[field]!.identity === true))
      throw bad('A mask opens an identity field', offset)
    if (shown.some((field) => schema.fields[field]!.tallied !== true || open.includes(field)))
      throw bad('A mask shows a field that is open or not tallied', offset)
    return { schema, open, shown }
  })
  if (new Set(masks.map(({ schema, open, shown }) => `${schema.name} ${open} ${shown}`)).size < masks.length)
    throw bad('A mask stands twice', offset)
  const tallies = (tables as readonly Value[]).map((item) => {
    const fields = fieldNumbers(PERSON, item) ?? []
    if (fields[0] !== STATUS || fields.some((field) => PERSON.fields[field]!.tallied !== true))
      throw bad('A tally is not of the status and other tallied fields, in order', offset)
    return fields.map((field) => PERSON.fields[field]!.name)
  })
  if (tallies.flat().length > MAX_TALLY_FIELDS)
    throw bad(`The tallies have more than ${MAX_TALLY_FIELDS} fields together`, offset)
  const facts = items.slice(0, 5)
  return { header: { note, audience: audience as Audience, count, tallies, override, facts }, masks }
}

const STATUS = fieldIndex(PERSON, 'status')

/** Numbers of fields of a schema, strictly ascending; null for anything else. */
function fieldNumbers(schema: Schema, item: Value | undefined): readonly number[] | null {
  if (!Array.isArray(item)) return null
  const numbers = item as readonly Value[]
  const isGood = numbers.every(
    (field, i) =>
      typeof field === 'number' &&
      schema.fields[field] !== undefined &&
      (i === 0 || field > (numbers[i - 1] as number)),
  )
  return isGood ? (numbers as readonly number[]) : null
}

/** A tally as its bytes say it, for the fields of the header; its numbers and its proof are not looked at. */
export function parseTally(value: Value, fields: readonly string[], offset: number): ViewTally {
  const [list, proof] = isList(value, 2) ? value : []
  if (!Array.isArray(list) || !(proof instanceof Uint8Array)) throw bad('A tally is [cells, proof]', offset)
  const known = fields.map((name) => PERSON.fields[fieldIndex(PERSON, name)]!)
  const cells = (list as readonly Value[]).map((cell) => {
    const [tuples, count] = isList(cell, 2) ? cell : []
    if (!Array.isArray(tuples) || tuples.length === 0 || typeof count !== 'number' || count < 0)
      throw bad('A cell is [tuples, count]', offset)
    for (const tuple of tuples as readonly Value[])
      if (!isList(tuple, known.length) || !known.every((field, i) => fits(field, tuple[i]!)))
        throw bad('A tuple of a cell is not of the types of its fields', offset)
    // Else a true proof would count the withdrawn among the listed.
    const [first, ...rest] = tuples as readonly (readonly Value[])[]
    if (rest.some(([status]) => status !== first![0]))
      throw bad('A cell counts persons of two statuses together', offset)
    return { tuples: tuples as readonly (readonly Value[])[], count }
  })
  return { fields, cells, proof }
}

const isList = (value: Value, length: number): value is readonly Value[] =>
  Array.isArray(value) && value.length === length
