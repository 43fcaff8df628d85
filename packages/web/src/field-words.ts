/** What fields and their values are called for people. A field that is not in the list goes by its own name. */
import type { Language } from '@amana/bundle'
import { toHex, type Value } from '@amana/codec'
import { INCIDENT, PERSON, SCHEMAS } from '@amana/records'
import { spelledOut } from './dom.js'
import type { Column } from './protocol.js'
import type { Words } from './words.js'

const FIELDS: Readonly<Record<string, readonly [en: string, ar: string]>> = {
  status: ['status', 'الحالة'],
  label: ['label', 'العنوان'],
  date: ['date', 'التاريخ'],
  date_precision: ['precision of the date', 'دقة التاريخ'],
  place: ['place', 'المكان'],
  governorate: ['governorate', 'المحافظة'],
  latitude: ['latitude', 'خط العرض'],
  longitude: ['longitude', 'خط الطول'],
  place_precision: ['precision of the place', 'دقة المكان'],
  cause: ['cause', 'سبب الوفاة'],
  party: ['alleged party', 'الطرف المنسوب إليه'],
  withdrawal_reason: ['reason of withdrawal', 'سبب السحب'],
  cause_text: ['cause as written', 'السبب كما كُتب'],
  party_text: ['party as written', 'الطرف كما كُتب'],
  key: ['key of the documenter', 'معرّف الجهة الموثقة'],
  label_as_written: ['label as written', 'العنوان كما كُتب'],
  notes: ['notes', 'ملاحظات'],
  extra: ['further columns', 'أعمدة أخرى'],
  incident: ['incident', 'الحادثة'],
  sources: ['kinds of sources', 'أنواع المصادر'],
  name_known: ['name known', 'الاسم معروف'],
  date_known: ['date known', 'التاريخ معروف'],
  place_known: ['place known', 'المكان معروف'],
  month: ['month of death', 'شهر الوفاة'],
  source_kinds: ['how many kinds of sources', 'عدد أنواع المصادر'],
  completeness: ['what is known', 'ما هو معروف'],
  linkage: ['linkage tokens', 'رموز الربط'],
  receipt: ['receipt', 'إيصال العائلة'],
  sex: ['sex', 'الجنس'],
  age_group: ['age group', 'الفئة العمرية'],
  civilian: ['civilian', 'مدني'],
  civilian_basis: ['why held to be civilian', 'أساس اعتباره مدنيا'],
  age_min: ['age, at least', 'العمر الأدنى'],
  age_max: ['age, at most', 'العمر الأقصى'],
  birth_year: ['year of birth', 'سنة الميلاد'],
  date_of_death: ['date of death', 'تاريخ الوفاة'],
  place_of_death: ['place of death', 'مكان الوفاة'],
  consent: ['consent', 'الموافقة'],
  full: ['full name', 'الاسم الكامل'],
  given: ['given name', 'الاسم الأول'],
  father: ['father’s name', 'اسم الأب'],
  grandfather: ['grandfather’s name', 'اسم الجد'],
  family: ['family name', 'اسم العائلة'],
  mother: ['mother’s name', 'اسم الأم'],
  kunya: ['kunya', 'الكنية'],
  kind: ['kind', 'النوع'],
  sha256: ['SHA-256', 'بصمة SHA-256'],
  chunk_root: ['root of the chunk tree', 'جذر شجرة القطع'],
  size: ['size', 'الحجم'],
  media_type: ['media type', 'نوع الوسيط'],
  path: ['path', 'المسار'],
  captured_at: ['recorded at', 'وقت التسجيل'],
  received_at: ['received at', 'وقت الاستلام'],
  modified_at: ['modified at', 'وقت التعديل'],
  hashed_at: ['hashed at', 'وقت حساب البصمة'],
  language: ['language', 'اللغة'],
  incidents: ['incidents', 'الحوادث'],
  persons: ['persons', 'الأشخاص'],
  redaction_of: ['redacted from', 'منقّح عن'],
  file_name: ['file name', 'اسم الملف'],
  custody: ['custody', 'سلسلة الحيازة'],
  release: ['release', 'الإصدار'],
  time: ['time', 'الوقت'],
  claim: ['claim', 'التصريح'],
  where: ['condition', 'الشرط'],
  count: ['number', 'العدد'],
  text_en: ['text in English', 'النص بالإنكليزية'],
  text_ar: ['text in Arabic', 'النص بالعربية'],
}

/** The name of a field. */
export function fieldName(field: string, language: Language): string {
  const second = field.endsWith('_2')
  const known = FIELDS[second ? field.slice(0, -2) : field]
  if (known === undefined) return field
  const name = known[language === 'ar' ? 1 : 0]
  return second ? `${name} (2)` : name
}

const LABELS = new Map(
  SCHEMAS.flatMap(({ fields }) => fields)
    .flatMap(({ name, vocabulary }) => (vocabulary?.terms ?? []).map((term) => [name, term] as const))
    .map(([name, term]) => [`${name} ${term.code}`, term]),
)

/** The label of a code in a field's vocabulary; the code itself where there is none. */
export const codeLabel = (field: string, code: string, language: Language): string =>
  LABELS.get(`${field} ${code}`)?.[language] ?? spelledOut(code)

const OF_PERSON = new Map(PERSON.fields.map((field) => [field.name, field]))

/** An opened value of a person in words; text of a file in it stays as it is. */
export function openedValue(
  name: string,
  value: Value,
  incidents: ReadonlyMap<string, string>,
  words: Words,
  language: Language,
): string {
  if (value === null) return words.crosstab.empty
  if (typeof value === 'boolean') return value ? words.crosstab.yes : words.crosstab.no
  if (value instanceof Uint8Array) return incidents.get(toHex(value)) ?? toHex(value)
  const coded = OF_PERSON.get(name)?.vocabulary !== undefined
  const one = (item: unknown): string =>
    coded && typeof item === 'string' ? codeLabel(name, item, language) : String(item)
  // A list of codes, or of codes each with a number.
  return Array.isArray(value)
    ? (value as readonly Value[])
        .map((item) => (Array.isArray(item) ? item.map(one).join(' ') : one(item)))
        .join(words.review.comma)
    : one(value)
}

const TYPES = {
  person: new Map(PERSON.fields.map(({ name, type }) => [name, type])),
  incident: new Map(INCIDENT.fields.map(({ name, type }) => [name, type])),
}

/** The name of a column, saying so where it is of the incident and not of the person. */
export const columnName = ({ of, field }: Column, words: Words, language: Language): string =>
  of === 'incident' ? words.crosstab.ofIncident(fieldName(field, language)) : fieldName(field, language)

/** A value of a column in words. */
export function valueName(
  { of, field }: Pick<Column, 'of' | 'field'>,
  value: string,
  incidents: ReadonlyMap<string, string>,
  words: Words,
  language: Language,
): string {
  const type = TYPES[of].get(field)
  if (type === 'id') return incidents.get(value) ?? `#${value.slice(0, 8)}`
  if (type === 'flag') return value === 'true' ? words.crosstab.yes : words.crosstab.no
  return type === 'code' ? codeLabel(field, value, language) : spelledOut(value)
}
