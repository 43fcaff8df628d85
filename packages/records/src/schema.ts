/**
 * The schemas of records: which fields a record has, in which order, and how each is committed to. A schema is data;
 * its digest is part of every entry, so nobody can reinterpret a commitment later. Fields that are opened together
 * stand side by side, for neighbouring openings share one proof. See `docs/format.md`, section 4.
 */
import { compare, encode, unitAt, type Value } from '@amana/codec'
import { digest, TAG } from '@amana/crypto'
import {
  AGE_GROUP,
  CAUSE,
  CIVILIAN,
  CIVILIAN_BASIS,
  COMPLETENESS,
  CONSENT,
  DATE_PRECISION,
  EVIDENCE_KIND,
  PARTY,
  PLACE_PRECISION,
  SEX,
  SOURCE_KIND,
  SOURCE_KINDS,
  STATUS,
  type Vocabulary,
  WITHDRAWAL_REASON,
} from './vocabulary.js'

/** The kinds of records. */
export type Kind = 'incident' | 'person' | 'evidence' | 'statement'

/**
 * What a field's value looks like when it is not null:
 * `text`; `int`; `flag` (true or false); `date` (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`); `month` (`YYYY-MM`); `time` (UTC, `YYYY-MM-DDThh:mm:ssZ`);
 * `code` (of the vocabulary); `codes` (list of codes, ascending); `counts` (list of [code, number], ascending by code);
 * `id` (16 bytes); `ids` (list of ids, ascending); `hash` (32 bytes); `linkage` ([scheme, normaliser, scope, epoch,
 * tokens…], tokens of 12 bytes); `pairs` (list of [text, text]); `where` (map of field name to list of codes or ids).
 */
export type FieldType =
  | 'text'
  | 'int'
  | 'flag'
  | 'date'
  | 'month'
  | 'time'
  | 'code'
  | 'codes'
  | 'counts'
  | 'id'
  | 'ids'
  | 'hash'
  | 'linkage'
  | 'pairs'
  | 'where'

/**
 * One field of a schema. `identity`: it can name a person, so no view ever opens it. `tallied`: persons may be counted by it,
 * and its commitment is an element of a group instead of a salted hash, so that a total can be proven while it is closed. That
 * takes a hundred times as long, so only what claims count by is tallied: these fields of a person and nothing else.
 */
export interface Field {
  readonly name: string
  readonly type: FieldType
  readonly vocabulary?: Vocabulary
  readonly identity?: true
  /** Never null. */
  readonly required?: true
  readonly tallied?: true
  /** The field that says the same less exactly: whoever sees this one knows that one. */
  readonly coarse?: string
}

/** The fields of a kind of record, in the order of the leaves. */
export interface Schema {
  readonly name: string
  readonly kind: Kind
  readonly fields: readonly Field[]
}

const status: Field = { name: 'status', type: 'code', vocabulary: STATUS, required: true }
const withdrawal: Field = { name: 'withdrawal_reason', type: 'code', vocabulary: WITHDRAWAL_REASON }
const text = (name: string): Field => ({ name, type: 'text' })
const identity = (name: string, type: FieldType = 'text'): Field => ({ name, type, identity: true })
const code = (name: string, vocabulary: Vocabulary): Field => ({ name, type: 'code', vocabulary })
const tallied = (name: string, vocabulary: Vocabulary): Field => ({
  ...code(name, vocabulary),
  tallied: true,
})
const int = (name: string): Field => ({ name, type: 'int' })
const flag = (name: string): Field => ({ name, type: 'flag' })
/** A field that says more exactly what another says. */
const finer = (coarse: string, field: Field): Field => ({ ...field, coarse })

/** One event: a strike, a massacre. Coordinates are integer microdegrees (WGS 84). */
export const INCIDENT: Schema = {
  name: 'incident@1',
  kind: 'incident',
  fields: [
    status,
    text('label'),
    { name: 'date', type: 'date' },
    code('date_precision', DATE_PRECISION),
    text('place'),
    text('governorate'),
    int('latitude'),
    int('longitude'),
    code('place_precision', PLACE_PRECISION),
    code('cause', CAUSE),
    code('party', PARTY),
    withdrawal,
    identity('cause_text'),
    identity('party_text'),
    identity('key'),
    identity('label_as_written'),
    identity('notes'),
    identity('extra', 'pairs'),
  ],
}

/** The parts of a name, as written; the same parts in a second script carry the suffix `_2`. */
export const NAME_FIELDS = ['full', 'given', 'father', 'grandfather', 'family', 'mother', 'kunya'] as const

/**
 * One victim. Contact data of relatives has no field, so it cannot be exported. Ages in whole years, inclusive. `month` is that of the
 * death, or else of the incident; `source_kinds` and `completeness` say coarsely what the fields behind them say. `receipt` is what a
 * family's words are recognised by; every listed person has one, whether words were given out or not.
 */
export const PERSON: Schema = {
  name: 'person@1',
  kind: 'person',
  fields: [
    { ...status, tallied: true },
    { name: 'incident', type: 'id', tallied: true },
    tallied('sex', SEX),
    tallied('age_group', AGE_GROUP),
    tallied('civilian', CIVILIAN),
    tallied('cause', CAUSE),
    tallied('party', PARTY),
    { name: 'month', type: 'month', tallied: true },
    tallied('source_kinds', SOURCE_KINDS),
    tallied('completeness', COMPLETENESS),
    { name: 'linkage', type: 'linkage' },
    { name: 'receipt', type: 'hash' },
    finer('source_kinds', { name: 'sources', type: 'counts', vocabulary: SOURCE_KIND }),
    finer('completeness', flag('name_known')),
    finer('completeness', flag('date_known')),
    finer('completeness', flag('place_known')),
    code('civilian_basis', CIVILIAN_BASIS),
    finer('age_group', int('age_min')),
    finer('age_group', int('age_max')),
    finer('age_group', int('birth_year')),
    finer('month', { name: 'date_of_death', type: 'date' }),
    code('date_precision', DATE_PRECISION),
    finer('governorate', text('place_of_death')),
    text('governorate'),
    finer('governorate', int('latitude')),
    finer('governorate', int('longitude')),
    code('place_precision', PLACE_PRECISION),
    identity('cause_text'),
    identity('party_text'),
    { name: 'consent', type: 'codes', vocabulary: CONSENT },
    withdrawal,
    identity('key'),
    ...NAME_FIELDS.map((name) => identity(name)),
    ...NAME_FIELDS.map((name) => identity(`${name}_2`)),
    identity('notes'),
    identity('extra', 'pairs'),
  ],
}

/**
 * One file of evidence. Hash and size are behind salts like everything else: a bare hash tells who can match it. `path` is
 * what an auditor may see of the file's name, null where it could name somebody; `file_name` is the name as it is.
 */
export const EVIDENCE: Schema = {
  name: 'evidence@1',
  kind: 'evidence',
  fields: [
    status,
    code('kind', EVIDENCE_KIND),
    { name: 'sha256', type: 'hash' },
    { name: 'chunk_root', type: 'hash' },
    int('size'),
    text('media_type'),
    text('path'),
    { name: 'captured_at', type: 'time' },
    { name: 'received_at', type: 'time' },
    { name: 'modified_at', type: 'time' },
    { name: 'hashed_at', type: 'time' },
    text('language'),
    { name: 'incidents', type: 'ids' },
    { name: 'persons', type: 'ids' },
    { name: 'redaction_of', type: 'id' },
    withdrawal,
    identity('key'),
    identity('file_name'),
    identity('custody', 'pairs'),
    identity('notes'),
    identity('extra', 'pairs'),
  ],
}

/** One claim of a release, or (with `claim` null) the release itself. Open in every view. */
export const STATEMENT: Schema = {
  name: 'statement@1',
  kind: 'statement',
  fields: [
    status,
    int('release'),
    { name: 'time', type: 'time' },
    text('claim'),
    { name: 'where', type: 'where' },
    int('count'),
    text('text_en'),
    text('text_ar'),
  ],
}

/** Every schema of this version, in the order of their numbers in a view. */
export const SCHEMAS: readonly Schema[] = [INCIDENT, PERSON, EVIDENCE, STATEMENT]

const BY_KIND = new Map(SCHEMAS.map((schema) => [schema.kind, schema]))

/** The schema of a kind. */
export const schemaOf = (kind: Kind): Schema => BY_KIND.get(kind)!

const POSITIONS = new Map(
  SCHEMAS.map((schema) => [schema, new Map(schema.fields.map((field, index) => [field.name, index]))]),
)

/** The leaf number of a field; -1 where the schema has no such field. */
export const fieldIndex = (schema: Schema, name: string): number => POSITIONS.get(schema)?.get(name) ?? -1

const description = (schema: Schema): Value => [
  schema.name,
  schema.kind,
  schema.fields.map(({ name, type, vocabulary, identity, tallied, required }) => [
    name,
    type,
    vocabulary === undefined ? null : vocabulary.terms.map((term) => term.code),
    identity === true,
    tallied === true,
    required === true,
  ]),
]

const DIGESTS = new Map<Schema, Uint8Array>()

/**
 * The digest of a schema's description that stands in every entry: name, kind, and of each field its name, type, the
 * codes of its vocabulary in their order, and whether it is an identity field, tallied, required. Whoever adds a code
 * makes a new schema: an older reader must not take it for the one it knows.
 */
export function schemaDigest(schema: Schema): Uint8Array {
  let known = DIGESTS.get(schema)
  if (known === undefined) {
    known = digest(TAG.schema, description(schema))
    DIGESTS.set(schema, known)
  }
  return known
}

const [ZERO, NINE] = [0x30, 0x39]

/** The number that the digits of a text from `from` to `to` make; −1 where one of them is none. */
function numberIn(text: string, from: number, to: number): number {
  let number = 0
  for (let i = from; i < to; i++) {
    const unit = unitAt(text, i)
    if (unit < ZERO || unit > NINE) return -1
    number = 10 * number + unit - ZERO
  }
  return number
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether the first 4, 7 or 10 letters of a text are a date that exists. */
function beginsWithDate(text: string, length: number): boolean {
  const year = numberIn(text, 0, 4)
  if (year < 0 || length === 4) return year >= 0
  const month = numberIn(text, 5, 7)
  if (text[4] !== '-' || month < 1 || month > 12) return false
  if (length === 7) return true
  const day = numberIn(text, 8, 10)
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return text[7] === '-' && day >= 1 && day <= (month === 2 && isLeap ? 29 : DAYS[month - 1]!)
}

/** Whether a text is a date that exists: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export const isDate = (value: string): boolean =>
  (value.length === 4 || value.length === 7 || value.length === 10) && beginsWithDate(value, value.length)

/** Whether a text is a UTC time that exists, to the second. */
export function isTime(value: string): boolean {
  if (value.length !== 20 || !beginsWithDate(value, 10)) return false
  const [hour, minute, second] = [numberIn(value, 11, 13), numberIn(value, 14, 16), numberIn(value, 17, 19)]
  return (
    value[10] === 'T' &&
    value[13] === ':' &&
    value[16] === ':' &&
    value[19] === 'Z' &&
    hour >= 0 &&
    hour < 24 &&
    minute >= 0 &&
    minute < 60 &&
    second >= 0 &&
    second < 60
  )
}

const isBytes = (value: Value, length: number): boolean =>
  value instanceof Uint8Array && value.length === length
const isList = (value: Value): value is readonly Value[] => Array.isArray(value)
const hasCode = (field: Field, value: Value): boolean =>
  typeof value === 'string' && field.vocabulary!.terms.some((term) => term.code === value)
const ascending = (list: readonly Value[], key: (item: Value) => Value = (item) => item): boolean =>
  list.every((item, i) => i === 0 || compare(encode(key(list[i - 1]!)), encode(key(item))) < 0)

/** Whether a value is what its field may hold: null, or the shape that {@link FieldType} describes. */
export function fits(field: Field, value: Value): boolean {
  if (value === null) return field.required !== true
  switch (field.type) {
    case 'text':
      return typeof value === 'string' && value !== ''
    case 'int':
      return typeof value === 'number'
    case 'flag':
      return typeof value === 'boolean'
    case 'date':
      return typeof value === 'string' && isDate(value)
    case 'month':
      return typeof value === 'string' && value.length === 7 && isDate(value)
    case 'time':
      return typeof value === 'string' && isTime(value)
    case 'code':
      return hasCode(field, value)
    case 'codes':
      return isList(value) && value.every((item) => hasCode(field, item)) && ascending(value)
    case 'counts':
      return (
        isList(value) &&
        value.every(
          (item) =>
            isList(item) &&
            item.length === 2 &&
            hasCode(field, item[0]!) &&
            typeof item[1] === 'number' &&
            item[1] > 0,
        ) &&
        ascending(value, (item) => (item as readonly Value[])[0]!)
      )
    case 'id':
      return isBytes(value, 16)
    case 'ids':
      return isList(value) && value.every((item) => isBytes(item, 16)) && ascending(value)
    case 'hash':
      return isBytes(value, 32)
    case 'linkage':
      return (
        isList(value) &&
        value.length > 4 &&
        value.every((item, i) =>
          i < 3 ? typeof item === 'string' : i === 3 ? typeof item === 'number' : isBytes(item, 12),
        )
      )
    case 'pairs':
      return (
        isList(value) &&
        value.every(
          (item) => isList(item) && item.length === 2 && item.every((part) => typeof part === 'string'),
        )
      )
    case 'where':
      return value instanceof Map && [...value].every(([name, list]) => isCondition(name, list as Value))
  }
}

/**
 * One condition of a claim: a tallied field of persons, and some of its values, ascending. Not of the status: only those that stand are
 * counted, so "withdrawn: 0" would always be true and never what it says.
 */
function isCondition(name: string | number, list: Value): boolean {
  const field = PERSON.fields.find(
    (other) => other.tallied === true && other.name !== 'status' && other.name === name,
  )
  if (field === undefined || !isList(list) || list.length === 0 || !ascending(list)) return false
  return list.every((item) => item !== null && fits(field, item))
}
