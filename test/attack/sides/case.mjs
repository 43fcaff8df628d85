/** A made-up case, the views and files that are cut of it, and what somebody reads of them: ids, revisions, bytes, open values. */
import { Case, makeRelease, readView, recordFacts } from '@amana/bundle'
import { encode } from '@amana/codec'
import { newCaseKeys } from '@amana/crypto'
import { newScope } from '@amana/linkage'
import { withRandom } from '../chance.mjs'

/** Incidents of very different sizes: the first has a third of the people. */
const INCIDENTS = 6
const SYLLABLES = [
  'با',
  'تي',
  'جو',
  'دا',
  'ري',
  'زو',
  'سا',
  'في',
  'كو',
  'لا',
  'مي',
  'نو',
  'ها',
  'وا',
  'يو',
  'شا',
]

const word = ({ below }, most) =>
  Array.from({ length: 2 + below(most - 1) }, () => SYLLABLES[below(SYLLABLES.length)]).join('')

/** Rows as an organisation keeps them: incident after incident, families together, numbered. Nobody exists. */
export function rowsOf(count, random) {
  const { below } = random
  const incidents = Array.from({ length: count }, () => Math.min(below(INCIDENTS), below(INCIDENTS))).sort()
  const rows = []
  let [family, father, left] = ['', '', 0]
  for (const [i, incident] of incidents.entries()) {
    if (left === 0 || incident !== incidents[i - 1])
      [family, father, left] = [word(random, 5), word(random, 5), 1 + below(6)]
    left--
    const age = below(70)
    rows.push({
      rowId: `V-${i}`,
      given: word(random, 6),
      father,
      family,
      sex: below(4) ? 'male' : 'female',
      ageMin: age,
      ageMax: age,
      dateOfDeath: `2014-12-0${1 + incident}`,
      incident: `Strike ${incident}`,
      place: `Town ${incident}`,
      cause: 'airstrike',
      sources: [
        { kind: 'witness-statement', count: 1 + below(6) },
        ...(below(2) ? [{ kind: 'video', count: 1 }] : []),
      ],
      consent: below(15) ? ['investigators'] : [],
      ...(below(3) ? {} : { notes: word(random, 80) }),
    })
  }
  return rows
}

/** A case of these rows with its first release; the same rows and label of randomness give the same secrets and ids. */
export const released = (rows, random) =>
  withRandom(random, () => {
    const amana = new Case('amana/attacked', newCaseKeys(), newScope('attacked', 1))
    amana.import(rows)
    makeRelease(amana, { time: '2020-01-01T00:00:00Z' })
    return amana
  })

/** The entries of a view in the order of the log, with the bytes that each takes. */
export async function entriesOf(pieces) {
  const view = await readView(pieces)
  const entries = []
  for await (const block of view.records)
    for (const record of block) {
      const { id, revision, kind, get } = recordFacts(record)
      const bytes = record.open
        ? record.partial.salts.length +
          encode(record.partial.values).length +
          32 * record.partial.shown.length +
          record.partial.siblings.length
        : record.root.length
      const shown = record.open ? record.partial.shown : []
      entries.push({
        id: Buffer.from(id).toString('hex'),
        revision,
        kind,
        get,
        bytes,
        shown,
        place: entries.length,
      })
    }
  return { entries, tallies: view.tallies }
}

/** Newest entries of persons, in the order of the log. */
export function newestPersons(entries) {
  const newest = new Map()
  for (const entry of entries)
    if (entry.kind === 'person') {
      newest.delete(entry.id)
      newest.set(entry.id, entry)
    }
  return [...newest.values()]
}

/** The row of each person by record id: what only the one who scores knows. */
export const truthOf = (amana, rows) =>
  new Map(
    rows.map((row, at) => [Buffer.from(amana.idOf('person', row.rowId)).toString('hex'), { ...row, at }]),
  )

/** A share of a count under chance: mean and variance of right picks among equals, drawn without putting back. */
export const drawn = (all, marked, picks) => {
  const p = marked / all
  return { mean: picks * p, variance: all > 1 ? (picks * p * (1 - p) * (all - picks)) / (all - 1) : 0 }
}

/**
 * How many marked ones are among the `picks` first by a score, highest first; of equal scores each is as likely to be picked.
 */
export function pickedRight(scores, marked, picks) {
  const groups = new Map()
  for (const [i, score] of scores.entries()) {
    const group = groups.get(score) ?? { all: 0, marked: 0 }
    group.all++
    if (marked[i]) group.marked++
    groups.set(score, group)
  }
  let [left, hits] = [picks, 0]
  for (const [, group] of [...groups].sort(([a], [b]) => b - a)) {
    const taken = Math.min(left, group.all)
    hits += (taken * group.marked) / group.all
    left -= taken
  }
  return hits
}
