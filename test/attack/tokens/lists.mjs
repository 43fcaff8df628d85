/**
 * The lists that are attacked (made up, ../shared/data/casualties), as cases and investigators' views made by the code as it is. Nothing
 * here knows the plan of slots: what a token stands for is what the code asks its backend to key.
 */
import { join } from 'node:path'
import { Case, makeRelease, readView, recordFacts, writeView } from '@amana/bundle'
import { toHex } from '@amana/codec'
import { newCaseKeys } from '@amana/crypto'
import { TOKEN_BYTES, TOKEN_SLOTS } from '@amana/linkage'
import { skeleton, splitName } from '@amana/names'
import { CAUSE, codeOf } from '@amana/records'
import { readCsv, sexOf } from '../../bench/casualties.mjs'
import { whileKeyed } from '../../keyed-messages.mjs'
import { withRandom } from '../chance.mjs'

/** The parts of a name in the form in which a guess is scored: one skeleton for all spellings. */
const PARTS = ['given', 'father', 'family']

const partsOf = (name) => {
  const parts = splitName(name)
  return Object.fromEntries(PARTS.map((part) => [part, skeleton(parts[part] ?? '')]))
}

/** Rows of the first `persons` people of a file, in its order. */
export function readLists(data, file, persons) {
  const rows = readCsv(join(data, file))
  const people = new Set()
  for (const { entity_id } of rows) if (people.size < persons) people.add(entity_id)
  return rows
    .filter(({ entity_id }) => people.has(entity_id))
    .map((row) => ({ ...row, name: row.name.normalize('NFC'), ...partsOf(row.name.normalize('NFC')) }))
}

/**
 * The same people with fathers' and family names dealt out anew, some times over: all that is true of names, dates and places, and
 * nothing of who bears which.
 */
export function recombined(rows, shuffle, deals) {
  const parts = rows.map(({ name }) => splitName(name))
  return Array.from({ length: deals }, (_, deal) => {
    const fathers = shuffle(parts.map(({ father }) => father))
    const families = shuffle(parts.map(({ family }) => family))
    return rows.map((row, i) => {
      const stated = { given: parts[i].given, father: fathers[i], family: families[i] }
      const keys = Object.fromEntries(PARTS.map((part) => [part, skeleton(stated[part] ?? '')]))
      return { ...row, ...keys, rec_id: `${row.rec_id}/${deal}`, stated }
    })
  }).flat()
}

const defined = (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))

/** What an organisation imports: an incident is what the row says of date, place and cause. */
function inputsOf(rows) {
  const incidents = new Map()
  const persons = rows.map((row) => {
    const key = [row.date, row.governorate, row.town, row.cause].join('|')
    incidents.set(
      key,
      defined({
        key,
        date: row.date || undefined,
        governorate: row.governorate || undefined,
        place: row.town || undefined,
        cause: row.cause ? (codeOf(CAUSE, row.cause) ?? 'other') : undefined,
      }),
    )
    return defined({
      rowId: row.rec_id,
      full: row.name,
      ...row.stated,
      incident: key,
      sex: row.sex ? sexOf(row.sex) : undefined,
      ageMin: row.age ? Number(row.age) : undefined,
      ageMax: row.age ? Number(row.age) : undefined,
      dateOfDeath: row.date || undefined,
    })
  })
  return [persons, [...incidents.values()]]
}

const text = (bytes) => Buffer.from(bytes).toString('latin1')

/** The tokens that a case holds of a row, one a slot. */
export const tokensIn = (amana, { rec_id }) =>
  amana.valuesByName(amana.record('person', rec_id)).linkage.slice(-TOKEN_SLOTS).map(text)

/** Imports rows into a case, and writes down what was keyed for each token. */
export function importInto(amana, rows) {
  const messages = new Map()
  whileKeyed(
    (message, out) => messages.set(text(out.subarray(0, TOKEN_BYTES)), text(message)),
    () => amana.import(...inputsOf(rows)),
  )
  return rows.map((row) => tokensIn(amana, row).map((token) => messages.get(token) ?? null))
}

export const newCase = (scope, random) =>
  withRandom(random, () => new Case('amana/attacked', newCaseKeys(), scope))

/**
 * For each row the message under the token of each slot, and null for a filler: what an adversary makes for himself of
 * people whose names he knows.
 */
export const compositesOf = (rows, scope, random) => {
  const amana = newCase(scope, random)
  return withRandom(random, () => importInto(amana, rows))
}

/** An investigator's view, cut and read: the listed persons as they stand last, in the order of the log. */
export async function viewOf(amana, random) {
  const pieces = withRandom(random, () => [
    ...writeView(
      amana,
      'investigator',
      makeRelease(amana, { time: '2020-01-01T00:00:00Z', random: (n) => random.fill(new Uint8Array(n)) }),
    ),
  ])
  const view = await readView(pieces)
  const incidents = new Map()
  const persons = new Map()
  for await (const block of view.records)
    for (const record of block) {
      const { kind, id, revision, get } = recordFacts(record)
      const known = (field) => (typeof get(field) === 'string' ? get(field) : '')
      if (kind === 'incident')
        incidents.set(toHex(id), {
          date: known('date'),
          governorate: known('governorate'),
          place: known('place'),
          cause: known('cause'),
        })
      // A revision that was followed by another is closed.
      if (kind !== 'person' || get('linkage') === undefined) continue
      const tokens = get('linkage').slice(-TOKEN_SLOTS).map(text)
      persons.set(toHex(id), { id: toHex(id), revision, tokens, incident: toHex(get('incident')) })
    }
  return [...persons.values()].map((person) => ({ ...person, open: incidents.get(person.incident) }))
}
