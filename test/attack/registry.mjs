/**
 * Somebody has a civil registry of the place, with everybody's deaths, and looks every listed person up by whatever is open. How often does he
 * pick the right record? Against views that passed the gate, and against a spreadsheet with salted hashes for names, which leaves the rest open.
 */
import { assess, columnOf, INVESTIGATOR } from '@amana/risk'
import { generator, shuffled } from './chance.mjs'

export const NEEDS = []
export const SUMMARY = 'a civil registry of 60,000 people against what views leave open'
export const PERSONS = 60_000

/** The seed's case: who is listed, by incident. */
const INCIDENTS = [
  { incident: 'prison', date: '2014-12-28', town: 'al bab', listed: 51 },
  { incident: 'refineries', date: '2014-10-09', town: 'manbij', listed: 29 },
  { incident: 'elsewhere', date: '2014-11-17', town: 'jarabulus', listed: 23 },
]
const TOWNS = ['al bab', 'manbij', 'jarabulus', 'akhtarin', 'tadif', 'qabasin']
const FIELDS = ['incident', 'date', 'town', 'sex', 'age', 'cause', 'sources']
const LADDERS = {
  date: [
    ['month', (day) => day.slice(0, 7)],
    ['year', (day) => day.slice(0, 4)],
  ],
  town: [['district', (town) => (town === 'manbij' || town === 'jarabulus' ? 'manbij' : 'al bab')]],
  age: [['10 years', (age) => `${Math.floor(Number(age) / 10)}0`]],
  sources: [['one or more', (n) => (n === '1' ? 'one' : 'more')]],
}

/** Everybody of the place; some have died otherwise in the same months. Nobody exists. */
function population(persons, random) {
  const people = Array.from({ length: persons }, () => {
    const died = random.below(100) === 0
    return {
      town: TOWNS[Math.min(random.below(6), random.below(6))],
      sex: random.below(2) ? 'f' : 'm',
      age: String(Math.min(random.below(90), random.below(90))),
      date: died ? `2014-${10 + random.below(3)}-${10 + random.below(20)}` : null,
      incident: null,
    }
  })
  const order = shuffled([...people.keys()], random)
  const listed = []
  for (const { listed: count, incident, date, town } of INCIDENTS)
    for (let i = 0; i < count; i++) {
      const at = order.pop()
      // Of those killed one in ten is a woman and one in ten a child.
      people[at] = {
        town,
        date,
        incident,
        sex: random.below(10) ? 'm' : 'f',
        age: String(random.below(10) ? 18 + random.below(50) : random.below(18)),
      }
      listed.push({
        ...people[at],
        person: at,
        cause: random.below(8) ? 'airstrike' : 'collapse',
        sources: String(1 + random.below(4)),
      })
    }
  return { people, listed: shuffled(listed, random) }
}

/** How a view shows a value at a rung of the ladder that is called so. */
function shownAt(field, rung, value) {
  if (rung === 'closed') return null
  const coarser = (LADDERS[field] ?? []).find(([name]) => name === rung)
  return coarser === undefined ? value : coarser[1](value)
}

/**
 * Both adversaries, each with every column of the views: one knows who is listed and picks a record for each of them; one knows the
 * registry and picks a person for each record. Success is exact: one in as many as fit, where the right one fits.
 * @param rungs for each open field how the view shows it, of each view that he has
 */
function attacked({ people, listed }, views) {
  const shows = views.flatMap((rungs) => Object.entries(rungs))
  const keyOf = (who, fields) =>
    JSON.stringify(fields.map(([field, rung]) => shownAt(field, rung, who[field])))
  const records = groupBy(listed, (who) => keyOf(who, shows))
  const byList = listed.map((who) => 1 / records.get(keyOf(who, shows)).length)
  // What a registry does not have he cannot look up by; who died in which incident the news tells, for those who were there.
  const known = shows.filter(([field]) => ['date', 'town', 'sex', 'age', 'incident'].includes(field))
  const dead = people.filter(({ date }) => date !== null)
  const persons = groupBy(known.some(([, rung]) => rung !== 'closed') ? dead : people, (who) =>
    keyOf(who, known),
  )
  const byRegistry = listed.map((who) => 1 / persons.get(keyOf(who, known)).length)
  const mean = (of) => of.reduce((sum, p) => sum + p, 0) / of.length
  return {
    list: { highest: Math.max(...byList), average: mean(byList) },
    registry: { highest: Math.max(...byRegistry), average: mean(byRegistry) },
  }
}

function groupBy(list, keyOf) {
  const groups = new Map()
  for (const item of list) {
    const key = keyOf(item)
    if (groups.has(key)) groups.get(key).push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** A view of some fields as the gate lets it out after what was given before: the rungs, and what it discloses. */
function gated({ listed }, fields, audience, before) {
  const ids = listed.map((_, i) => String(i))
  const show = (rungs) => ({
    audience,
    release: before.length,
    records: ids,
    columns: Object.entries(rungs)
      .filter(([, rung]) => rung !== 'closed')
      .map(([field, rung]) =>
        columnOf(
          rung === 'as it is' ? field : `${field}/${rung}`,
          listed.map((who) => shownAt(field, rung, who[field])),
        ),
      ),
  })
  const asItIs = Object.fromEntries(fields.map((field) => [field, 'as it is']))
  const { changes } = assess({
    listed: ids,
    before,
    proposed: show(asItIs),
    policy: INVESTIGATOR,
    ladders: LADDERS,
  })
  const rungs = Object.fromEntries(
    fields.map((field) => [
      field,
      changes === null
        ? 'closed'
        : (changes.changes.find(({ column }) => column === field)?.to ?? 'as it is'),
    ]),
  )
  return { rungs, disclosure: show(rungs) }
}

const MOST_ONE = 1 / INVESTIGATOR.k
const passes = ({ highest, average }) => highest <= MOST_ONE + 1e-9 && average < INVESTIGATOR.globalRisk

/** @returns lines: each what an adversary had, and how often he was right; ok: the gated ones hold, and the naive ones do not */
export function run({ seed, persons }) {
  const place = population(persons, generator(seed, 'registry'))
  const asItIs = (fields) => Object.fromEntries(fields.map((field) => [field, 'as it is']))
  const line = (what, ours, views) => ({ what, ours, views, ...attacked(place, views) })

  const all = gated(place, FIELDS, 'investigator', [])
  const first = gated(place, ['sex', 'age', 'cause'], 'auditor', [])
  const second = gated(place, ['incident', 'date', 'town'], 'journalist', [first.disclosure])
  const blind = gated(place, ['incident', 'date', 'town'], 'journalist', [])
  const lines = [
    line('gated view', true, [all.rungs]),
    line('two gated views for two audiences, pooled', true, [first.rungs, second.rungs]),
    line('salted hashes in a spreadsheet, the rest open', false, [asItIs(FIELDS)]),
    line('the same without age and sources', false, [asItIs(['incident', 'date', 'town', 'sex', 'cause'])]),
    line('one SD-JWT a person: incident, sex and age disclosed', false, [asItIs(['incident', 'sex', 'age'])]),
    line('two k-anonymised CSVs, each made by itself, pooled', false, [first.rungs, blind.rungs]),
  ]
  return {
    seed,
    persons,
    listed: place.listed.length,
    lines,
    ok: lines.every(({ ours, list, registry }) => (ours ? passes(list) && passes(registry) : !passes(list))),
  }
}

const percent = (p) => `${(100 * p).toFixed(1)} %`
export function inWords({ persons, listed, lines, ok }) {
  return [
    `${listed} listed of ${persons} people; right picks: by who knows who is listed, and by who has the registry with all deaths`,
    ...lines.map(({ what, list, registry, views }) =>
      [
        `${what}: list ${percent(list.average)} (worst off ${percent(list.highest)}), registry ${percent(registry.average)} (${percent(registry.highest)})`,
        ...views.map(
          (rungs) =>
            `    open: ${
              Object.entries(rungs)
                .filter(([, rung]) => rung !== 'closed')
                .map(([field, rung]) => (rung === 'as it is' ? field : `${field} by ${rung}`))
                .join(', ') || 'nothing'
            }`,
        ),
      ].join('\n'),
    ),
    ok ? 'Gated: nobody above 1 in 5, all together below 3 %; the others are above.' : 'NOT as it should be.',
  ].join('\n')
}
