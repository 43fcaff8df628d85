/** Claims: what a release says of its own totals, how it is put in words, and how it is recounted. */
import { AmanaError, compare, encode, toHex, type Value } from '@amana/codec'
import { fieldIndex, fits, PERSON, type RecordId, STATEMENT } from '@amana/records'

/** Which persons a claim counts: for each named field, any of the values. No fields: all persons. */
export type Where = ReadonlyMap<string, readonly (string | Uint8Array)[]>

/** One claim: so many persons where … . The texts are the documenter's own words for it. */
export interface Claim {
  readonly where: Where
  readonly en: string
  readonly ar: string
}

/** A claim in words of the documenter, as it stands in a claims file: incidents by the documenter's own keys. */
export interface ClaimRequest {
  readonly en: string
  readonly ar?: string
  readonly where: Readonly<Record<string, readonly string[]>>
}

const where = (entries: Readonly<Record<string, readonly (string | Uint8Array)[]>>): Where =>
  new Map(Object.entries(entries))

/** The claims about sex and age that every release makes. "Women" are all female persons and "children" all under 18, so they can overlap. */
const GENERAL: readonly Claim[] = [
  { where: where({}), en: 'persons in all', ar: 'مجموع الأشخاص' },
  {
    where: where({ sex: ['female'] }),
    en: 'women (female persons of any age)',
    ar: 'النساء (الإناث من كل الأعمار)',
  },
  {
    where: where({ sex: ['male'] }),
    en: 'men (male persons of any age)',
    ar: 'الرجال (الذكور من كل الأعمار)',
  },
  { where: where({ sex: ['unknown'] }), en: 'sex unknown', ar: 'الجنس غير معروف' },
  { where: where({ age_group: ['child'] }), en: 'children (under 18)', ar: 'الأطفال (دون 18 سنة)' },
  { where: where({ age_group: ['adult'] }), en: 'adults (18 and over)', ar: 'البالغون (18 سنة فأكثر)' },
  { where: where({ age_group: ['unknown'] }), en: 'age unknown', ar: 'العمر غير معروف' },
  {
    where: where({ sex: ['female'], age_group: ['child'] }),
    en: 'girls (female and under 18: counted in both of the above)',
    ar: 'الفتيات (إناث دون 18 سنة: محسوبات في الفئتين السابقتين)',
  },
]

const OF_INCIDENT = {
  en: (label: string) => `persons where incident=${label}`,
  ar: (label: string) => `الأشخاص في الحادثة: ${label}`,
}

/** The default claims: persons in all, per incident, by sex, by age, and how sex and age overlap. */
export function defaultClaims(
  incidents: readonly { readonly id: RecordId; readonly label: string }[],
): readonly Claim[] {
  const perIncident = incidents.map(({ id, label }) => ({
    where: where({ incident: [id] }),
    en: OF_INCIDENT.en(label),
    ar: OF_INCIDENT.ar(label),
  }))
  return [GENERAL[0]!, ...perIncident, ...GENERAL.slice(1)]
}

/**
 * A claim from a claims file.
 * @throws {AmanaError} `claims/bad-claim` for an unknown field, incident or code.
 */
export function claimFrom(request: ClaimRequest, incidentId: (key: string) => RecordId | undefined): Claim {
  const bad = (what: string) => new AmanaError('claims/bad-claim', `Claim "${request.en}": ${what}`)
  if (typeof request.en !== 'string' || request.en === '' || typeof request.where !== 'object')
    throw new AmanaError(
      'claims/bad-claim',
      'A claim is {"en": text, "ar": text, "where": {field: [values]}}.',
    )
  const map = new Map<string, readonly (string | Uint8Array)[]>()
  for (const [name, list] of Object.entries(request.where)) {
    const field = PERSON.fields.find(
      (known) => known.name === name && known.tallied === true && name !== 'status',
    )
    if (field === undefined) throw bad(`persons cannot be counted by "${name}".`)
    if (!Array.isArray(list) || list.length === 0) throw bad(`"${name}" needs a list of values.`)
    const values = list.map((item) => {
      const value = name === 'incident' ? incidentId(item) : fits(field, item) ? item : undefined
      if (value === undefined) throw bad(`"${item}" is not a known ${name}.`)
      return value
    })
    map.set(name, canonicalList(values))
  }
  return { where: map, en: request.en.normalize('NFC'), ar: (request.ar ?? request.en).normalize('NFC') }
}

const byEncoding = (a: Value, b: Value): number => compare(encode(a), encode(b))

const canonicalList = (values: readonly (string | Uint8Array)[]): readonly (string | Uint8Array)[] =>
  [...values].sort(byEncoding).filter((value, i, all) => i === 0 || byEncoding(all[i - 1]!, value) !== 0)

/** The key under which a claim's statement is kept: one statement a question, so that the next release amends it. */
export const claimKey = (claim: Claim): string =>
  [...claim.where]
    .sort(([a], [b]) => byEncoding(a, b))
    .map(
      ([name, list]) =>
        `${name}=${list.map((item) => (typeof item === 'string' ? item : toHex(item))).join('|')}`,
    )
    .join('&')

/** A claim as read from an open statement of a view. */
export interface StatedClaim extends Claim {
  readonly release: number
  readonly count: number
}

/** The claim of a statement with all fields open; null for a statement about the release itself. */
export function statedClaim(values: readonly Value[]): StatedClaim | null {
  const of = (name: string) => values[fieldIndex(STATEMENT, name)]!
  if (of('claim') !== 'persons' || of('count') === null || of('where') === null) return null
  return {
    where: of('where') as Where,
    en: String(of('text_en') ?? ''),
    ar: String(of('text_ar') ?? ''),
    release: Number(of('release')),
    count: of('count') as number,
  }
}

/**
 * A claim in words. The condition is always said as it is counted, so that no label can claim another thing than its
 * numbers; incidents go by their open label or else by the first digits of their id.
 */
export function claimText(
  claim: Claim,
  labelOf: (id: Uint8Array) => string | undefined,
  language: 'en' | 'ar' = 'en',
): string {
  const general = GENERAL.find((known) => claimKey(known) === claimKey(claim))
  if (general !== undefined) return general[language]
  const incidents = claim.where.get('incident') ?? []
  // Where the incidents are closed nothing is counted, and the documenter's words are all there is.
  if (claim[language] !== '' && incidents.some((id) => typeof id !== 'string' && labelOf(id) === undefined))
    return claim[language]
  const condition = [...claim.where]
    .map(([name, list]) => {
      const items = list.map((item) =>
        typeof item === 'string' ? item : (labelOf(item) ?? `#${toHex(item.subarray(0, 4))}`),
      )
      return `${name}=${items.join(language === 'ar' ? ' أو ' : ' or ')}`
    })
    .join(language === 'ar' ? ' و' : ' and ')
  const plain = language === 'ar' ? `الأشخاص حيث ${condition}` : `persons where ${condition}`
  const label = claim[language]
  const [only] = incidents
  const isDefault = claim.where.size === 1 && incidents.length === 1 && only instanceof Uint8Array
  if (isDefault && label === OF_INCIDENT[language](labelOf(only) ?? '')) return label
  return label === '' ? plain : `${label}: ${plain}`
}
