/** From what an organisation knows of a person or an incident to the values of a record, field by field. */
import type { Value } from '@amana/codec'
import type { RecordId } from './commitment.js'
import type { IncidentInput, PersonInput } from './input.js'
import { INCIDENT, PERSON, type Schema } from './schema.js'

/** The values of a schema's fields in their order; a field that is not named is null. */
export const valuesOf = (
  schema: Schema,
  named: Readonly<Record<string, Value | undefined>>,
): readonly Value[] => schema.fields.map((field) => named[field.name] ?? null)

/** The values of a record by field name, nulls left out. */
export function namedValues(schema: Schema, values: readonly Value[]): Record<string, Value> {
  const named: Record<string, Value> = {}
  for (const [i, field] of schema.fields.entries()) if (values[i] !== null) named[field.name] = values[i]!
  return named
}

const text = (value: string | undefined): string | undefined => {
  const clean = value?.normalize('NFC').replace(/^[\s\ufeff]+|\s+$/g, '')
  return clean === '' ? undefined : clean
}

const pairs = (extra: PersonInput['extra']): Value | undefined =>
  extra === undefined || extra.length === 0
    ? undefined
    : extra.map(([header, value]) => [header.normalize('NFC'), value.normalize('NFC')])

const byCode = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

/** `day`, `month` or `year`, by the form of a date. */
export const precisionOf = (date: string): 'day' | 'month' | 'year' =>
  date.length === 10 ? 'day' : date.length === 7 ? 'month' : 'year'

/**
 * The age at death in whole years as a range, from stated ages or else from the year of birth and the date of death.
 */
export function ageRange(person: PersonInput): { readonly min?: number; readonly max?: number } {
  const { ageMin, ageMax, birthYear, dateOfDeath } = person
  if (ageMin !== undefined || ageMax !== undefined)
    return {
      ...(ageMin === undefined ? {} : { min: ageMin }),
      ...(ageMax === undefined ? {} : { max: ageMax }),
    }
  if (birthYear === undefined || dateOfDeath === undefined) return {}
  const years = Number(dateOfDeath.slice(0, 4)) - birthYear
  return years < 0 ? {} : { min: Math.max(0, years - 1), max: years }
}

/** `child` where certainly under 18 at death, `adult` where certainly 18 or over, else `unknown`. */
export function ageGroupOf(person: PersonInput): 'child' | 'adult' | 'unknown' {
  const { min, max } = ageRange(person)
  if (max !== undefined && max < 18) return 'child'
  if (min !== undefined && min >= 18) return 'adult'
  return 'unknown'
}

/** What the rest of the case adds to a person's row. */
export interface PersonContext {
  readonly incident: RecordId
  /** Whether the place of death is known from the incident where the row does not say. */
  readonly incidentPlaceKnown: boolean
  /** Whether given, father's and family name are known, by their parts or within the full name. */
  readonly nameKnown: boolean
  /** [scheme, normaliser, scope, epoch, tokens…] */
  readonly linkage: readonly Value[]
  /** 32 bytes that look random: what a receipt is recognised by, or a stand-in. */
  readonly receipt: Uint8Array
  /** When the person died, as far as it is known, from the row or else from the incident. */
  readonly date?: string | undefined
}

/** The month of a date that tells one. */
export const monthOf = (date: string | undefined): string | undefined =>
  date !== undefined && date.length >= 7 ? date.slice(0, 7) : undefined

/** The code for how many of three things are known. */
function completenessOf(known: readonly boolean[]): 'complete' | 'partial' | 'minimal' {
  const count = known.filter(Boolean).length
  return count === 3 ? 'complete' : count === 2 ? 'partial' : 'minimal'
}

/** The values of `person@1`. */
export function personValues(person: PersonInput, context: PersonContext): readonly Value[] {
  const { min, max } = ageRange(person)
  const date = person.dateOfDeath
  const sources = new Map<string, number>()
  for (const { kind, count } of person.sources ?? []) sources.set(kind, (sources.get(kind) ?? 0) + count)
  const known = {
    name_known: context.nameKnown,
    date_known: date !== undefined && precisionOf(date) === 'day',
    place_known:
      text(person.place) !== undefined || person.latitude !== undefined || context.incidentPlaceKnown,
  }
  return valuesOf(PERSON, {
    status: 'live',
    incident: context.incident,
    month: monthOf(context.date),
    source_kinds: sources.size === 0 ? 'none' : sources.size === 1 ? 'one' : 'several',
    completeness: completenessOf(Object.values(known)),
    sources:
      sources.size === 0
        ? undefined
        : [...sources].sort((a, b) => byCode(a[0], b[0])).map(([kind, count]) => [kind, count]),
    ...known,
    linkage: context.linkage,
    receipt: context.receipt,
    sex: person.sex ?? 'unknown',
    age_group: ageGroupOf(person),
    civilian: person.civilian ?? 'unknown',
    civilian_basis: person.civilianBasis,
    age_min: min,
    age_max: max,
    birth_year: person.birthYear,
    date_of_death: date,
    date_precision: date === undefined ? 'unknown' : precisionOf(date),
    place_of_death: text(person.place),
    governorate: text(person.governorate),
    latitude: person.latitude,
    longitude: person.longitude,
    place_precision: person.placePrecision,
    cause: person.cause ?? 'unknown',
    party: person.party ?? 'unknown',
    cause_text: text(person.causeText),
    party_text: text(person.partyText),
    consent: person.consent === undefined ? undefined : [...new Set(person.consent)].sort(byCode),
    key: text(person.rowId),
    full: text(person.full),
    given: text(person.given),
    father: text(person.father),
    grandfather: text(person.grandfather),
    family: text(person.family),
    mother: text(person.mother),
    kunya: text(person.kunya),
    full_2: text(person.latin),
    notes: text(person.notes),
    extra: pairs(person.extra),
  })
}

/** The values of `incident@1`. The label is taken as it may be shown; the one written is kept among the identity fields. */
export function incidentValues(incident: IncidentInput, shownLabel: string): readonly Value[] {
  return valuesOf(INCIDENT, {
    status: 'live',
    label: text(shownLabel),
    date: incident.date,
    date_precision: incident.date === undefined ? 'unknown' : precisionOf(incident.date),
    place: text(incident.place),
    governorate: text(incident.governorate),
    latitude: incident.latitude,
    longitude: incident.longitude,
    place_precision: incident.placePrecision,
    cause: incident.cause ?? 'unknown',
    party: incident.party ?? 'unknown',
    cause_text: text(incident.causeText),
    party_text: text(incident.partyText),
    key: text(incident.key),
    label_as_written: text(incident.label ?? incident.key),
    notes: text(incident.notes),
    extra: pairs(incident.extra),
  })
}

const read = <T>(value: Value | undefined): T | undefined => (value === undefined ? undefined : (value as T))
const defined = <T extends object>(object: { readonly [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T

/**
 * What a person's row said, from the values of its record: the inverse of {@link personValues}, for a row that is
 * updated in part. Codes that stand for "not stated" come back as absent.
 * @param incident the key of the incident that the values name by id
 */
export function personInputOf(values: readonly Value[], incident: string): PersonInput {
  const named = namedValues(PERSON, values)
  const known = (code: Value | undefined) => (code === 'unknown' ? undefined : read<string>(code))
  return defined<PersonInput>({
    rowId: String(named.key),
    incident,
    given: read(named.given),
    father: read(named.father),
    grandfather: read(named.grandfather),
    family: read(named.family),
    full: read(named.full),
    mother: read(named.mother),
    kunya: read(named.kunya),
    latin: read(named.full_2),
    sex: known(named.sex),
    ageMin: named.birth_year === undefined ? read(named.age_min) : undefined,
    ageMax: named.birth_year === undefined ? read(named.age_max) : undefined,
    birthYear: read(named.birth_year),
    dateOfDeath: read(named.date_of_death),
    place: read(named.place_of_death),
    governorate: read(named.governorate),
    latitude: read(named.latitude),
    longitude: read(named.longitude),
    placePrecision: read(named.place_precision),
    cause: known(named.cause),
    causeText: read(named.cause_text),
    party: known(named.party),
    partyText: read(named.party_text),
    civilian: known(named.civilian),
    civilianBasis: read(named.civilian_basis),
    sources: (named.sources as readonly (readonly [string, number])[] | undefined)?.map(([kind, count]) => ({
      kind,
      count,
    })),
    consent: read(named.consent),
    notes: read(named.notes),
    extra: read(named.extra),
  })
}

/** What an incident's row said, from the values of its record: the inverse of {@link incidentValues}. */
export function incidentInputOf(values: readonly Value[]): IncidentInput {
  const named = namedValues(INCIDENT, values)
  const known = (code: Value | undefined) => (code === 'unknown' ? undefined : read<string>(code))
  return defined<IncidentInput>({
    key: String(named.key),
    label: named.label_as_written === named.key ? undefined : read(named.label_as_written),
    date: read(named.date),
    place: read(named.place),
    governorate: read(named.governorate),
    latitude: read(named.latitude),
    longitude: read(named.longitude),
    placePrecision: read(named.place_precision),
    cause: known(named.cause),
    causeText: read(named.cause_text),
    party: known(named.party),
    partyText: read(named.party_text),
    notes: read(named.notes),
    extra: read(named.extra),
  })
}
