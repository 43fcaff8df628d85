/**
 * Writes the tables of the example: persons.csv, incidents.csv, partner.csv and claims.json, beside this file.
 * The same bytes every time. Everybody in them is made up.
 *
 *     node examples/al-bab/make.mjs
 */
import { writeFileSync } from 'node:fs'
import { INCIDENTS } from './incidents.mjs'
import { latin } from './latin.mjs'
import { ALSO_KNOWN, ONLY_THERE, PEOPLE, REPEATS } from './people.mjs'

const cells = (line) => line.split('|').map((cell) => cell.trim())
const lines = (text) => text.trim().split('\n').map(cells)

/** A fixed sequence of choices (mulberry32): the same table on every machine and every day. */
let state = 20141228
function chance() {
  state = (state + 0x6d2b79f5) | 0
  let x = Math.imul(state ^ (state >>> 15), 1 | state)
  x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
  return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32
}
const pick = (list) => list[Math.floor(chance() * list.length)]

const csv = (rows) =>
  `${rows.map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\n')}\n`

const write = (name, text) => writeFileSync(new URL(name, import.meta.url), text)

// --- The first organisation ------------------------------------------------------------------------------------

const SOURCES = [
  'witness-statement:2;video',
  'witness-statement;family-statement',
  'family-statement',
  'witness-statement:3;photo:2',
  'witness-statement:2',
  'video;photo;family-statement',
  'witness-statement;document',
]

const CONSENT = [...Array(13).fill('all'), ...Array(4).fill('investigators;courts'), '', '']

const NOTES = [
  'identified by a relative',
  'age estimated by a neighbour',
  'first reported by the local hospital',
  'second interview pending',
]

/** Who died of the wounds later: the date of death is then not the date of the incident. */
const DIED_LATER = {
  'al-bab-prison 17': '2015-01-02',
  'refinery-4 3': '2014-12-03',
  'market-1 2': '2014-12-10',
}

/** Whose relatives refused everything. */
const REFUSED = new Set(['al-bab-prison 36', 'workshop-1 1'])

const people = new Map()
for (const [incident, text] of Object.entries(PEOPLE)) {
  lines(text).forEach(([given, father, grandfather, family, mother, sexAge], index) => {
    const id = `${incident} ${index + 1}`
    const sex = sexAge[0] === 'f' ? 'female' : 'male'
    const date = DIED_LATER[id] ?? INCIDENTS.get(incident).date
    people.set(id, {
      id,
      incident,
      given,
      father,
      grandfather,
      family,
      mother,
      sex,
      age: sexAge.slice(1),
      date,
    })
  })
}

const PERSON_HEADERS = [
  'row_id',
  'given_name',
  'father_name',
  'grandfather_name',
  'family_name',
  'mother_name',
  'name_latin',
  'sex',
  'age',
  'age_min',
  'age_max',
  'date_of_death',
  'incident',
  'place',
  'governorate',
  'latitude',
  'longitude',
  'cause',
  'party',
  'civilian',
  'sources',
  'consent',
  'notes',
]

const ages = (age) => (age.includes('-') ? ['', ...age.split('-')] : [age, '', ''])
const inLatin = (person, way) =>
  [person.given, person.father, person.family]
    .filter(Boolean)
    .map((part) => latin(part, way))
    .join(' ')

function personRow(rowId, person, nameLatin) {
  const { place, governorate, latitude, longitude } = INCIDENTS.get(person.incident)
  const consent = REFUSED.has(person.id) ? 'none' : pick(CONSENT)
  return [
    rowId,
    person.given,
    person.father,
    person.grandfather,
    person.family,
    person.mother,
    nameLatin,
    person.sex,
    ...ages(person.age),
    person.date,
    person.incident,
    place,
    governorate,
    latitude,
    longitude,
    'airstrike',
    'coalition',
    'civilian',
    pick(SOURCES),
    consent,
    chance() < 0.12 ? pick(NOTES) : '',
  ]
}

const persons = [PERSON_HEADERS]
const nextId = () => `AB-${String(persons.length).padStart(3, '0')}`
for (const incident of Object.keys(PEOPLE)) {
  for (const person of people.values()) {
    if (person.incident !== incident) continue
    persons.push(personRow(nextId(), person, chance() < 0.45 ? inLatin(person, 0) : ''))
  }
  for (const [where, number, change] of REPEATS) {
    if (where !== incident) continue
    persons.push(personRow(nextId(), { ...people.get(`${where} ${number}`), mother: '', ...change }, ''))
  }
}
write('persons.csv', csv(persons))

const INCIDENT_HEADERS = [
  'incident',
  'label',
  'date',
  'place',
  'governorate',
  'latitude',
  'longitude',
  'place_precision',
  'cause',
  'party',
  'notes',
]
const incidents = Object.keys(PEOPLE).map((key) => {
  const { label, date, place, governorate, latitude, longitude, precision } = INCIDENTS.get(key)
  return [key, label, date, place, governorate, latitude, longitude, precision, 'airstrike', 'coalition', '']
})
write('incidents.csv', csv([INCIDENT_HEADERS, ...incidents]))

// --- The second organisation: its own ids, Arabic headers and digits, another way of writing -------------------

const PARTNER_HEADERS = [
  'رقم السطر',
  'الاسم الأول',
  'اسم الأب',
  'اسم الجد',
  'اسم العائلة',
  'الجنس',
  'العمر',
  'أدنى عمر',
  'أقصى عمر',
  'تاريخ الوفاة',
  'الحادثة',
  'المكان',
  'المحافظة',
  'سبب الوفاة',
  'الجهة المتهمة',
  'مدني',
  'المصادر',
]

/** No hamza, no dots under the final yeh of مصطفى, one word for one name: how many keyboards write it. */
const plain = (part) =>
  part.replace(/[أإآ]/g, 'ا').replace(/ة$/, 'ه').replace(/^عبد /, 'عبد').replace(/^أبو /, 'ابو')
const arabicDigits = (text) => text.replace(/[0-9]/g, (digit) => String.fromCharCode(0x660 + Number(digit)))

const there = ALSO_KNOWN.map(([incident, number, { latin: isLatin, month, ...change }]) => {
  const person = { ...people.get(`${incident} ${number}`), ...change }
  const part = (text) => (text === '' ? '' : isLatin ? latin(text, 1) : plain(text))
  return { ...person, part, date: INCIDENTS.get(incident).date.slice(0, month ? 7 : 10) }
})
for (const [incident, given, father, grandfather, family, sexAge] of lines(ONLY_THERE)) {
  const sex = sexAge[0] === 'f' ? 'female' : 'male'
  const date = INCIDENTS.get(incident).date
  there.push({ incident, given, father, grandfather, family, sex, age: sexAge.slice(1), date, part: plain })
}

const order = new Map([...INCIDENTS.keys()].map((key, index) => [key, index]))
there.sort((a, b) => order.get(a.incident) - order.get(b.incident))

const partner = there.map((person, index) => {
  const { part, incident } = person
  const { labelAr, placeAr, governorateAr } = INCIDENTS.get(incident)
  return [
    `ش${101 + index * 3}`,
    part(person.given),
    part(person.father),
    part(person.grandfather),
    part(person.family),
    person.sex === 'female' ? 'أنثى' : 'ذكر',
    ...ages(arabicDigits(person.age)),
    person.date,
    `${labelAr} ${placeAr}`,
    placeAr,
    governorateAr,
    'غارة جوية',
    'التحالف الدولي',
    'مدني',
    pick(['شهادة شاهد', 'فيديو', 'صورة']),
  ]
})
// The mark at the start is what spreadsheets need to read Arabic.
write('partner.csv', `\ufeff${csv([PARTNER_HEADERS, ...partner])}`)

// --- What the first organisation will claim, beyond the totals every release claims -----------------------------

const keys = Object.keys(PEOPLE)
const refineries = keys.filter((key) => key.startsWith('refinery-'))
const claims = [
  {
    en: 'persons in the building used as a prison',
    ar: 'الأشخاص في البناء المستعمل سجنا',
    where: { incident: ['al-bab-prison'] },
  },
  { en: 'persons at small oil refineries', ar: 'الأشخاص عند حراقات النفط', where: { incident: refineries } },
  {
    en: 'persons elsewhere',
    ar: 'الأشخاص في أماكن أخرى',
    where: { incident: keys.filter((key) => key !== 'al-bab-prison' && !refineries.includes(key)) },
  },
]
write('claims.json', `${JSON.stringify(claims, null, 2)}\n`)
