/** What rows say: of a person's name, of an update in part, of an incident that has no row of its own. */
import { compare, encode } from '@amana/codec'
import { type NameParts, splitName } from '@amana/names'
import { type IncidentInput, NAME_FIELDS, type PersonInput } from '@amana/records'

/** The newer of two rows, with what it does not state taken from the older. What lies beside the columns is added to. */
export function mergeRows<T extends PersonInput | IncidentInput>(
  older: T,
  newer: T,
  stated: ReadonlySet<string>,
): T {
  const kept = Object.fromEntries(
    Object.entries(older).filter(([name]) => !stated.has(name) && name !== 'extra'),
  )
  const headers = new Set(newer.extra?.map(([header]) => header))
  const extra = [...(older.extra?.filter(([header]) => !headers.has(header)) ?? []), ...(newer.extra ?? [])]
  return { ...kept, ...newer, ...(extra.length > 0 ? { extra } : {}) }
}

/** The parts of a person's name: as given, else split from the full name, else from the name in the second script. */
export function namePartsOf(person: PersonInput): NameParts {
  const stated: NameParts = Object.fromEntries(
    NAME_FIELDS.filter((name) => name !== 'full').flatMap((name) => {
      const value = person[name]
      return value === undefined || value.trim() === '' ? [] : [[name, value]]
    }),
  )
  if (stated.given !== undefined && stated.family !== undefined) return stated
  const whole = person.full ?? person.latin
  return whole === undefined ? stated : { ...splitName(whole), ...stated }
}

/** What a person's row says of its incident. */
export type IncidentFacts = Pick<
  PersonInput,
  | 'dateOfDeath'
  | 'place'
  | 'governorate'
  | 'latitude'
  | 'longitude'
  | 'placePrecision'
  | 'cause'
  | 'causeText'
  | 'party'
  | 'partyText'
>

/** An incident from the rows that name it: each fact is what most rows say, a finer date winning over a coarser. */
export function incidentFromRows(key: string, rows: readonly IncidentFacts[]): IncidentInput {
  const most = <T>(of: (row: IncidentFacts) => T | undefined): T | undefined => {
    const times = new Map<T, number>()
    for (const row of rows) {
      const value = of(row)
      if (value !== undefined) times.set(value, (times.get(value) ?? 0) + 1)
    }
    return [...times].sort(
      (a, b) => b[1] - a[1] || compare(encode(String(a[0])), encode(String(b[0]))),
    )[0]?.[0]
  }
  const finest = rows.reduce((length, row) => Math.max(length, row.dateOfDeath?.length ?? 0), 0)
  const place = most((row) => row.place)
  // Like every other fact: what most rows say, so that neither their order nor an import in part decides.
  const pointOf = (row: IncidentFacts) =>
    row.latitude !== undefined && (place === undefined || row.place === place)
      ? `${row.latitude} ${row.longitude} ${row.placePrecision}`
      : undefined
  const point = most(pointOf)
  const at = point === undefined ? undefined : rows.find((row) => pointOf(row) === point)
  const facts: Record<keyof Omit<IncidentInput, 'key' | 'extra'>, string | number | undefined> = {
    label: undefined,
    date: most((row) => (row.dateOfDeath?.length === finest ? row.dateOfDeath : undefined)),
    place,
    governorate: most((row) => row.governorate),
    latitude: at?.latitude,
    longitude: at?.longitude,
    placePrecision: at?.placePrecision ?? most((row) => row.placePrecision),
    cause: most((row) => row.cause),
    causeText: most((row) => row.causeText),
    party: most((row) => row.party),
    partyText: most((row) => row.partyText),
    notes: undefined,
  }
  return { key, ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) }
}
