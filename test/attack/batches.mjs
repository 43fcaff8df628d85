/**
 * The log tells which release listed a person first, whatever is closed. Somebody who knows of a victim when they were added, their incident and
 * their sex, looks among the records of that release. How often has he the right one? In the views that the gate lets out, pooled over
 * all releases, and in views that are judged by the whole list alone.
 */
import { assessView, Case, makeRelease, writeView } from '@amana/bundle'
import { newCaseKeys } from '@amana/crypto'
import { newScope } from '@amana/linkage'
import { generator, withRandom } from './chance.mjs'
import { entriesOf } from './sides/case.mjs'

export const NEEDS = []
export const SUMMARY = 'which release listed a person first, in sequences of releases and views'
/** Sequences, of three releases each. */
export const PERSONS = 40
const LEAST = 5
const RELEASES = 3
const hex = (id) => Buffer.from(id).toString('hex')

/** Some people of three incidents; of later releases often few. Nobody exists. */
function rowsOf(count, from, { below }) {
  return Array.from({ length: count }, (_, i) => ({
    rowId: `V-${from + i}`,
    given: 'x',
    family: 'y',
    sex: below(3) ? 'male' : 'female',
    ageMin: 20,
    ageMax: 20,
    dateOfDeath: '2014-12-01',
    incident: `Strike ${Math.min(below(3), below(3))}`,
    place: 'Town',
    cause: 'airstrike',
    consent: ['investigators'],
  }))
}

/**
 * Of each victim one in how many records fit what the adversary knows, by what all views show together of them.
 * @param shown for each record id the values that some view shows, by field
 * @returns the chances of the victims' records, highest first, and for each what the release alone gives
 */
function picks(victims, shown) {
  const keyOf = (id, { incident, sex, release }) => {
    const open = shown.get(id) ?? new Map()
    return [release, open.has('incident') ? incident : '', open.has('sex') ? sex : ''].join()
  }
  const [groups, batches] = [new Map(), new Map()]
  for (const [id, victim] of victims) {
    const key = keyOf(id, victim)
    groups.set(key, (groups.get(key) ?? 0) + 1)
    batches.set(victim.release, (batches.get(victim.release) ?? 0) + 1)
  }
  return [...victims].map(([id, victim]) => ({
    fit: groups.get(keyOf(id, victim)),
    batch: batches.get(victim.release),
  }))
}

/** Whether in the list as a whole everybody looks like enough others. */
function isManifold(victims, fields) {
  const counts = new Map()
  for (const victim of victims) {
    const key = fields.map((field) => victim[field]).join()
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts.values()].every((count) => count >= LEAST)
}

/** Three releases, and what views open of them: ours as the gate has it, and by the whole list alone. */
async function sequence(random) {
  const amana = new Case('amana/attacked', newCaseKeys(), newScope('attacked', 1))
  const victims = new Map()
  const [ours, naive] = [new Map(), new Map()]
  const show = (shown, id, field, value) => shown.set(id, (shown.get(id) ?? new Map()).set(field, value))
  let refused = 0
  for (let n = 0; n < RELEASES; n++) {
    const rows = rowsOf(
      n === 0 ? 70 + random.below(50) : 1 + random.below(random.below(2) ? 6 : 40),
      1000 * n,
      random,
    )
    amana.import(rows)
    const release = makeRelease(amana, { time: '2020-01-01T00:00:00Z' })
    for (const row of rows)
      victims.set(hex(amana.idOf('person', row.rowId)), { release: n, incident: row.incident, sex: row.sex })
    // Somebody asks for the sex as well, or has only what the policy opens; the gate may say no.
    const choice = random.below(2) ? { open: ['sex'] } : {}
    const asked = assessView(amana, 'investigator', release, choice).every(({ passes }) => passes)
      ? choice
      : {}
    if (asked !== choice) refused++
    if (!assessView(amana, 'investigator', release, asked).every(({ passes }) => passes)) continue
    for (const entry of (await entriesOf(writeView(amana, 'investigator', release, asked))).entries) {
      if (entry.kind !== 'person') continue
      for (const field of ['incident', 'sex']) {
        const value = entry.get(field)
        if (value !== undefined) show(ours, entry.id, field, value)
      }
    }
    amana.transact([
      ['handed', 'investigator', amana.log.length, new Uint8Array(32), [asked.open ?? [], [], []]],
    ])
    const fields = ['incident', ...(choice.open ?? [])]
    if (isManifold([...victims.values()], fields))
      for (const id of victims.keys()) for (const field of fields) show(naive, id, field, true)
  }
  return { ours: picks(victims, ours), naive: picks(victims, naive), refused }
}

/** @returns for both: victims, how many can be picked with more than one chance in five where the release alone gives less */
export async function run({ seed, persons: sequences, progress = () => {} }) {
  const random = generator(seed, 'batches')
  const all = { ours: [], naive: [], refused: 0 }
  for (let i = 0; i < sequences; i++) {
    if (i % 10 === 0) progress(`sequence ${i} of ${sequences}`)
    const one = await withRandom(random, () => sequence(random))
    for (const who of ['ours', 'naive']) all[who].push(one[who])
    all.refused += one.refused
  }
  const isFound = ({ fit, batch }) => fit < LEAST && fit < batch
  const line = (what, who) => {
    const victims = all[who].flat()
    const mean = (of) => victims.reduce((sum, victim) => sum + 1 / of(victim), 0) / victims.length
    return {
      what,
      ours: who === 'ours',
      victims: victims.length,
      found: victims.filter(isFound).length,
      sequences: all[who].filter((each) => each.some(isFound)).length,
      right: mean(({ fit }) => fit),
      chance: mean(({ batch }) => batch),
    }
  }
  const lines = [line('through the gate', 'ours'), line('judged by the whole list alone', 'naive')]
  const [ours, naive] = lines
  return { seed, persons: sequences, refused: all.refused, lines, ok: ours.found === 0 && naive.found > 0 }
}

/** The result for people. */
export function inWords({ persons, refused, lines, ok }) {
  const percent = (p) => `${(100 * p).toFixed(1)} %`
  return [
    `${persons} sequences of ${RELEASES} releases, a view of each; the sex refused ${refused} times.`,
    ...lines.map(
      ({ what, victims, found, sequences, right, chance }) =>
        `${what}: of ${victims} victims ${found} stand among fewer than ${LEAST} by what is open (${sequences} sequences); right picks ${percent(right)}, by the log alone ${percent(chance)}`,
    ),
    ok ? 'Gated: nobody. By the whole list alone: some.' : 'NOT as it should be.',
  ].join('\n')
}
