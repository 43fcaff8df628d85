/**
 * Made-up records of 20 fields for the benches of speed: names, text, numbers, a date, and linkage tokens. Nothing of them is
 * random: the i-th record is the same in every run. None is tallied: group commitments have `bench tally`.
 */
import { utf8 } from '@amana/codec'
import { sha256 } from '@amana/crypto'
import { newScope } from '@amana/linkage'

export const ORIGIN = 'amana/bench'

/** 32 bytes that are the same in every run. */
export const key = (name) => sha256(utf8(`amana bench key: ${name}`))

const text = (name) => ({ name, type: 'text' })
const int = (name) => ({ name, type: 'int' })
const identity = (name) => ({ name, type: 'text', identity: true })

/** Known to the bench only: it can be committed to and sealed, and no reader of views takes it. */
export const SCHEMA = {
  name: 'bench@1',
  kind: 'person',
  fields: [
    ...['list', 'incident', 'cause', 'party', 'place', 'governorate', 'weapon', 'source', 'sex'].map(text),
    ...['age_min', 'age_max', 'latitude', 'longitude'].map(int),
    { name: 'date_of_death', type: 'date' },
    text('date_precision'),
    { name: 'linkage', type: 'linkage' },
    ...['given', 'father', 'family', 'mother'].map(identity),
  ],
}

const FIRST = ['سا', 'نا', 'را', 'فا', 'ها', 'جم', 'كر', 'عد', 'مح', 'زي', 'لي', 'حس', 'وا', 'طا', 'مر', 'بد']
const MIDDLE = ['مي', 'دي', 'ري', 'لي', 'زو', 'نو', 'سا', 'حا', 'عي', 'فو']
const LAST = ['ر', 'د', 'م', 'ن', 'ل', 'ف', 'ب', 'س', 'ق', 'ع', 'ة', 'ى']

/** The i-th of 1,920 made-up words; what reads like a name is one by accident. */
const word = (i) => FIRST[i % 16] + MIDDLE[Math.floor(i / 16) % 10] + LAST[Math.floor(i / 160) % 12]
const pick = (list, i) => list[i % list.length]
const two = (value) => String(value).padStart(2, '0')

const CAUSES = ['airstrike', 'shelling', 'execution', 'detention', 'siege', 'landmine']
const PARTIES = ['government', 'coalition', 'armed group', 'unknown']
const GOVERNORATES = ['حلب', 'إدلب', 'حمص', 'درعا', 'الرقة', 'دير الزور', 'حماة']

/** What is known of the i-th record: its row key, the facts that tokens are made of, and its values but the linkage. */
export function factsOf(i) {
  // A stride that is prime to the number of words: names repeat, and in another company each time.
  const given = word((i * 7) % 640)
  const father = word((i * 31 + 5) % 640)
  const family = `ال${word((i * 1009 + Math.floor(i / 1920)) % 1920)}`
  const age = (i * 13) % 88
  const date = `20${11 + (i % 9)}-${two(1 + (i % 12))}-${two(1 + ((i * 5) % 28))}`
  const governorate = pick(GOVERNORATES, i)
  return {
    row: `row-${i}`,
    linked: { parts: { given, father, family }, age, date, governorate },
    values: [
      `list ${i % 3}`,
      `event ${i % 997}`,
      pick(CAUSES, i),
      pick(PARTIES, i * 3),
      word(i % 1920),
      governorate,
      `type ${i % 11}`,
      `source ${i % 5003}`,
      i % 5 === 0 ? 'female' : 'male',
      age,
      age + (i % 3),
      33_000_000 + ((i * 7919) % 4_000_000),
      36_000_000 + ((i * 104_729) % 5_000_000),
      date,
      'day',
      null,
      given,
      father,
      family,
      word((i * 17 + 3) % 1920),
    ],
  }
}

const LINKAGE = SCHEMA.fields.findIndex(({ name }) => name === 'linkage')

/** The scope of the bench's tokens. */
export const scope = () => newScope('bench', 1, key('scope'))

/** The values with what a case puts in the field `linkage`. */
export const withTokens = (values, { scheme, normaliser, id, epoch }, tokens) =>
  values.with(LINKAGE, [scheme, normaliser, id, epoch, ...tokens])

const base64url = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url')

/** A value as JSON has it: bytes as base64url. */
export const asJson = (value) =>
  value instanceof Uint8Array
    ? base64url(value)
    : Array.isArray(value)
      ? value.map(asJson)
      : value instanceof Map
        ? Object.fromEntries([...value].map(([name, item]) => [name, asJson(item)]))
        : value

/** The named fields of a record as an object, for the peers, whose formats are made of JSON. */
export const claimsOf = (schema, values, fields = schema.fields.map((_, i) => i)) =>
  Object.fromEntries(fields.map((i) => [schema.fields[i].name, asJson(values[i])]))
