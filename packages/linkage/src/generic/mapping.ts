// Which column of a table holds what. A mapping is read from JSON, or guessed from the header.
import { AmanaError } from '@amana/codec'
import { DATE_ORDERS, type DateOrder, KINDS, type KindName, normaliseDate } from './kinds.js'

/** One field to compare, made of one column or of several. */
export interface MappedField {
  /** Headers. The cells are joined by a space; year, month and day of a date may stand in three columns, in that order. */
  readonly columns: readonly string[]
  readonly kind: KindName
  /** Order of a date's parts in its one column; `ymd` where left out. */
  readonly order?: DateOrder
}

/** What a table's columns are. */
export interface Mapping {
  /** Header of the column with the rows' own ids. */
  readonly id: string
  /** One character between cells; a comma where left out. */
  readonly delimiter?: string
  /** As `TextDecoder` names it; UTF-8 where left out. */
  readonly encoding?: string
  readonly fields: readonly MappedField[]
}

/** More fields than a pair's bits have room for. */
const MOST_FIELDS = 24

const bad = (what: string, details: Readonly<Record<string, string | number>> = {}): AmanaError =>
  new AmanaError('linkage/bad-mapping', `This mapping cannot be used: ${what}.`, details)

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

function fieldOf(value: unknown, index: number): MappedField {
  if (typeof value !== 'object' || value === null) throw bad(`field ${index} is not an object`, { index })
  const { columns, kind, order, ...rest } = value as Record<string, unknown>
  const unknown = Object.keys(rest)[0]
  if (unknown !== undefined) throw bad(`field ${index} has the unknown key "${unknown}"`, { index })
  if (!Array.isArray(columns) || columns.length === 0 || !columns.every(isText))
    throw bad(`"columns" of field ${index} must be a list of headers`, { index })
  if (typeof kind !== 'string' || !Object.hasOwn(KINDS, kind))
    throw bad(`"kind" of field ${index} must be one of ${Object.keys(KINDS).join(', ')}`, { index })
  if (order !== undefined && !(kind === 'date' && DATE_ORDERS.some((known) => known === order)))
    throw bad(`"order" of field ${index} is for dates, and one of ${DATE_ORDERS.join(', ')}`, { index })
  return {
    columns,
    kind: kind as KindName,
    ...(order === undefined ? {} : { order: order as DateOrder }),
  }
}

/**
 * Reads a mapping: `{"id": header, "delimiter"?, "encoding"?, "fields": [{"columns": [header, …], "kind", "order"?}, …]}`.
 *
 * @throws {AmanaError} `linkage/bad-mapping`
 * @example
 * parseMapping('{"id":"rec_id","fields":[{"columns":["surname"],"kind":"family"},{"columns":["by","bm","bd"],"kind":"date"}]}')
 */
export function parseMapping(json: string): Mapping {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw bad('it is not JSON')
  }
  if (typeof value !== 'object' || value === null) throw bad('it is not an object')
  const { id, delimiter, encoding, fields, ...rest } = value as Record<string, unknown>
  const unknown = Object.keys(rest)[0]
  if (unknown !== undefined) throw bad(`it has the unknown key "${unknown}"`)
  if (!isText(id)) throw bad('"id" must be the header of the column with the ids')
  if (delimiter !== undefined && !(isText(delimiter) && delimiter.length === 1))
    throw bad('"delimiter" must be one character')
  if (encoding !== undefined && !isText(encoding)) throw bad('"encoding" must be the name of an encoding')
  if (!Array.isArray(fields) || fields.length < 2 || fields.length > MOST_FIELDS)
    throw bad(`"fields" must be a list of 2 to ${MOST_FIELDS}`)
  return {
    id,
    fields: fields.map(fieldOf),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
  }
}

/**
 * Headers of common tables, in small letters without anything but letters and digits. What is not here is not compared: numbers of the truth
 * (`cluster`, `ent_id`), times of entry and the like would do harm.
 */
const HEADERS: readonly (readonly [KindName, RegExp])[] = [
  ['given', /^(?:given|first|fore|f|christian|middle|second)names?(?:c?\d)?$|^(?:given|vorname|prenom)$/],
  ['family', /^(?:sur|last|family|l|maiden)names?(?:c?\d)?$|^(?:family|nachname|nom)$/],
  ['date', /^(?:dob|dateofbirth|birthdate|dateofdeath|birthday|birthdt|geburtsdatum)$/],
  [
    'id',
    /^(?:ssn|socsecid|socialsecurity(?:number|no|id)?|nationalid|nino|nhsno|nhsnumber|passport(?:no|number)?|idnumber)$/,
  ],
  ['phone', /^(?:tele)?phone(?:number|no)?\d?$|^(?:mobile|tel)$/],
  ['email', /^e?mail(?:address)?$/],
  ['house', /^(?:streetnumber|streetno|housenumber|houseno)$/],
  ['street', /^(?:street(?:name)?|address(?:line)?\d?|addr\d?)$/],
  ['suburb', /^(?:suburb|locality|district|neighbourhood)$/],
  ['city', /^(?:city|town|birthplace|placeofbirth|village)$/],
  ['postcode', /^(?:postcode|postalcode|zip|zipcode|plz)$/],
  ['region', /^(?:state|province|region|county|governorate|country)$/],
  ['sex', /^(?:sex|gender)$/],
]

/** A date in three columns: year, month, day. */
const DATE_COLUMNS: readonly (readonly RegExp[])[] = [
  [/^by$/, /^bm$/, /^bd$/],
  [/^(?:birthyear|yearofbirth|yob)$/, /^(?:birthmonth|monthofbirth|mob)$/, /^(?:birthday|dayofbirth)$/],
]

const IDS = /^(?:recid|recordid|rowid|uniqueid|id)$/

/**
 * Guesses a mapping from the headers of a table.
 *
 * @throws {AmanaError} `linkage/bad-mapping` where no column of ids or fewer than two known columns are found
 */
export function guessMapping(headers: readonly string[]): Mapping {
  const plain = headers.map((header) => header.toLowerCase().replace(/[^a-z0-9]/g, ''))
  const id = plain.findIndex((header) => IDS.test(header))
  const fields: MappedField[] = []
  const taken = new Set([id])
  for (const parts of DATE_COLUMNS) {
    const columns = parts.map((part) => plain.findIndex((header) => part.test(header)))
    if (columns.includes(-1)) continue
    for (const column of columns) taken.add(column)
    fields.push({ columns: columns.map((column) => headers[column]!), kind: 'date' })
  }
  plain.forEach((header, column) => {
    if (taken.has(column)) return
    const kind = HEADERS.find(([, pattern]) => pattern.test(header))?.[0]
    if (kind !== undefined) fields.push({ columns: [headers[column]!], kind })
  })
  if (id < 0) throw bad('no header looks like that of a column of ids')
  if (fields.length < 2) throw bad('fewer than two headers are known')
  return { id: headers[id]!, fields: fields.slice(0, MOST_FIELDS) }
}

/**
 * The cell of a field as it goes into {@link GenericTokenMaker.tokensOf}.
 *
 * @param cells those of the field's columns
 */
export function cellOf({ kind, order }: MappedField, cells: readonly string[]): string {
  const text = cells.map((cell) => cell.trim())
  if (kind !== 'date') return text.filter((cell) => cell !== '').join(' ')
  return text.length === 3
    ? text.includes('')
      ? ''
      : normaliseDate(text.map((cell, i) => cell.padStart(i === 0 ? 4 : 2, '0')).join('-'), 'ymd')
    : normaliseDate(text.join(' '), order ?? 'ymd')
}
