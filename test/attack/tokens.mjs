/**
 * The attack on linkage tokens: somebody has investigators' views, the code, the true distribution of names and no key. What does
 * he read, whom does he find, what can he join? The lists are made up (../shared/data/casualties).
 */
import { publicKeyOf } from '@amana/crypto'
import { newScope, SLOTS } from '@amana/linkage'
import { generator, shuffled, withRandom } from './chance.mjs'
import { dictionaryOf, NEEDS } from './dictionary/population.mjs'
import {
  attackComponents,
  attackPattern,
  attackSingleNames,
  BAR,
  singleNameTokens,
  slotTable,
  worstSlot,
} from './tokens/frequency.mjs'
import { attackByGuesses } from './tokens/guesses.mjs'
import { attackKin } from './tokens/kin.mjs'
import { compositesOf, importInto, newCase, readLists, recombined, viewOf } from './tokens/lists.mjs'
import { attackBySignature, attackTwoReleases, attackTwoScopes } from './tokens/releases.mjs'
import { seenOf } from './tokens/seen.mjs'
import { attackKnownVictims } from './tokens/victims.mjs'

export { NEEDS }
export const SUMMARY =
  "frequencies, guesses, two releases and known victims against the tokens of investigators' views"
/** Everybody in the lists. */
export const PERSONS = 1_000_000

/** Records that are tried in other scopes: one that joins is one too many. */
const JOINED = 500

/** Keyed given names alone, in one script, fall for at least this share, or the attack is not worth its name. */
const ATTACK_WORKS = 0.11

/** What the adversary himself makes of people whose names he knows: their composites, and the pattern of equal tokens. */
function known(rows, scope, random) {
  const composites = compositesOf(rows, scope, random)
  return rows.map((row, i) => ({ ...row, entity: row.entity_id, composites: composites[i] }))
}

const openOf = ({ date, governorate, town, cause }) => ({ date, governorate, place: town, cause })
const seenByThemselves = (people) =>
  seenOf(
    people.map(({ composites, list, ...row }, i) => ({
      tokens: composites.map((composite, slot) => composite ?? `filler ${slot} ${i}`),
      open: openOf(row),
      list: Number(list),
    })),
  )

/** One organisation: its case, its view as the adversary holds it, and who is who. */
async function organisation(rows, scope, random) {
  const amana = newCase(scope, random)
  const composites = withRandom(random, () => importInto(amana, rows))
  const records = await viewOf(amana, random)
  const at = new Map(
    rows.map((row, i) => [
      Buffer.from(amana.record('person', row.rec_id).id).toString('hex'),
      { ...row, entity: row.entity_id, composites: composites[i] },
    ]),
  )
  return {
    amana,
    records: records.map((record) => ({ ...record, list: Number(rows[0].list) })),
    people: records.map(({ id }) => at.get(id)),
  }
}

const LABEL = { given: 'given name', family: 'family name', name: 'given and family name' }

const limitOf = ({ of, chance, error = 0 }) => chance + BAR * of + 2 * error

function frequencies(where, organisations, others, random) {
  const records = organisations.flatMap((one) => one.records)
  const people = organisations.flatMap((one) => one.people)
  const seen = seenOf(records)
  const shuffle = (list) => shuffled(list, random(`${where} recombined`))
  const again = known(
    recombined(people, shuffle, organisations.length === 1 ? 2 : 1),
    newScope('adversary', 1, new Uint8Array(32)),
    random('known'),
  )
  const table = slotTable(seen, people, { others, recombined: again, list: people }, SLOTS)
  const seenOthers = seenByThemselves(others)
  const single = (part) => attackSingleNames(people, others, part)
  const control = (part, hits) => ({ what: `keyed ${part} names alone`, ...hits })
  // In a short list ranks of single names, too, are too near to one another to be told apart.
  const byRank = (part) =>
    part === 'given' && organisations.length > 1 ? { control: control(part, single(part)) } : {}
  const line = (what, found, more = {}) => ({
    what: `frequency, ${where}: ${what}`,
    measure: 'records',
    limit: limitOf(found),
    ...found,
    ...more,
  })
  const told = { judged: false }
  const pattern = attackPattern(seen, people, seenOthers, others, random)
  const components = attackComponents(seen, people, seenOthers, others)
  const naive = attackPattern(
    singleNameTokens(people, seen),
    people,
    singleNameTokens(others, seenOthers),
    others,
    random,
    false,
  )
  const lines = [
    line('composite, worst slot, by names of others', worstSlot(table, 'others', 'composite', people.length)),
    line(
      'composite, worst slot, by the true names recombined',
      worstSlot(table, 'recombined', 'composite', people.length),
    ),
    line(
      'composite, worst slot, by the list itself',
      worstSlot(table, 'list', 'composite', people.length),
      told,
    ),
    ...['given', 'family', 'name'].map((part) =>
      line(`${LABEL[part]}, worst slot`, worstSlot(table, 'others', part, people.length), byRank(part)),
    ),
    ...['given', 'family'].map((part) =>
      line(`${LABEL[part]}, components over two slots`, components[part], byRank(part)),
    ),
    ...['given', 'family', 'name'].map((part) =>
      line(
        `${LABEL[part]}, the whole pattern`,
        pattern[part],
        part === 'given' ? { control: control(part, naive[part]) } : {},
      ),
    ),
    ...['given', 'family'].map((part) =>
      line(
        `${LABEL[part]}, the surest tenth of these guesses, and the commonest for the rest`,
        pattern[part].mixed,
        told,
      ),
    ),
    ...['given', 'family'].map((part) => {
      const { hits, of, chance: openly } = pattern[part].surest
      const chance = Math.max(openly, (pattern[part].chance / people.length) * of)
      return line(`${LABEL[part]}, the surest hundredth of these guesses`, { hits, of, chance }, told)
    }),
  ]
  return {
    lines,
    table,
    seen,
    records,
    people,
    seenOthers,
    single: { given: single('given'), family: single('family') },
  }
}

/** One in `every` listed people, known by the row of the list itself or, where another list has them, by its spelling. */
function knownVictims(rows, people, spelled, every, random) {
  const at = new Map(people.map((person, i) => [person.entity, i]))
  const chosen = new Set(shuffled([...at.keys()], random).slice(0, Math.ceil(at.size / every)))
  return rows
    .filter((row) => chosen.has(row.entity) && (spelled === undefined || spelled.has(row.entity)))
    .map((row) => (spelled === undefined ? row : spelled.get(row.entity)))
    .map((row) => ({ ...row, place: row.town, record: at.get(row.entity) }))
}

/**
 * @param options seed, persons (the first so many people of each file), guesses, data, progress
 * @returns lines: one an attack, `better` where it found more than chance allows; slots: what each slot gives by itself; kin: what
 *   equal tokens show of kinship; ok: nothing fell, and the attacks were seen to work on keyed single names
 */
export async function run({ seed, persons, guesses, data, progress = () => {} }) {
  const random = (label) => generator(seed, label)
  const rows = readLists(data, 'casualties/dev.csv', persons)
  const scope = newScope('attacked', 1, random('scope').fill(new Uint8Array(32)))
  const own = newScope('adversary', 1, new Uint8Array(32))
  const lists = [...new Set(rows.map(({ list }) => list))].sort()
  const organisations = []
  for (const list of lists) {
    progress(`making the view of list ${list}`)
    organisations.push(
      await organisation(
        rows.filter((row) => row.list === list),
        scope,
        random(`case ${list}`),
      ),
    )
  }
  progress('making tokens of other people')
  const others = known(readLists(data, 'casualties/dev-2.csv', persons), own, random('others'))
  const othersOfList = others.filter(({ list }) => list === lists[0])
  const [first] = organisations
  progress('frequencies in one view')
  const one = frequencies('one view', [first], othersOfList, random)
  progress('frequencies in all views')
  const all = frequencies(`${lists.length} views`, organisations, others, random)

  progress('keyed single names, in one script')
  const arabic = (people) => people.filter(({ script }) => script === 'arab')
  const singles = ['given', 'family'].map((part) => ({
    what: `keyed ${part} names alone, ${lists.length} views, Arabic`,
    ...attackSingleNames(arabic(all.people), arabic(others), part),
  }))

  progress(`${guesses} guesses without the key`)
  const held = {
    origin: first.amana.origin,
    verificationKey: first.amana.verificationKey,
    publicKey: publicKeyOf(first.amana.keys.signing),
  }
  const guessed = attackByGuesses(
    { scope, held, records: all.records, people: all.people, others, names: dictionaryOf(data) },
    guesses,
    random('guesses'),
  )

  progress('kin')
  const kin = attackKin(one.seen, one.people, SLOTS)

  progress('two scopes, two releases')
  const joined = attackTwoScopes(first.records, first.people.slice(0, JOINED), scope, random('scopes'))
  const signature = attackBySignature(one.seen, one.records)

  progress('known victims')
  const spelled = new Map(all.people.filter(({ list }) => list === lists[1]).map((row) => [row.entity, row]))
  const victims = [undefined, spelled].flatMap((spelling) =>
    [100, 10].map((every) => ({
      what: `1 in ${every} known, ${spelling === undefined ? 'as the list writes them' : 'as another list writes them'}`,
      ...attackKnownVictims(
        one.seen,
        one.records,
        one.people,
        knownVictims(one.people, one.people, spelling, every, random(`victims ${every}`)),
        one.seenOthers,
        othersOfList,
      ),
    })),
  )
  // Last, since the case moves on.
  const listed = new Set(first.people.map(({ entity }) => entity))
  const nth = (list, n) => list.filter((_, i) => i % n === 0)
  const releases = await attackTwoReleases(
    { amana: first.amana, records: first.records, rows: first.people },
    new Map(nth([...spelled], 20).map(([entity, { name }]) => [entity, name])),
    nth(
      [...spelled.values()].filter(({ entity }) => !listed.has(entity)),
      20,
    ).map((row) => ({ ...row, list: lists[0] })),
    random('release'),
  )

  const told = (what, { hits, of, chance }) => ({
    what,
    measure: 'records',
    hits,
    of,
    chance,
    limit: of,
    judged: false,
  })
  const anyKin = kin.any
  const lines = [
    ...one.lines,
    ...all.lines,
    {
      what: `guesses: true composites, those of others and every name, no key or ${guessed.functions - 1} guessed ones`,
      measure: 'records',
      tried: guessed.tried,
      hits: guessed.hits,
      of: guessed.of,
      chance: 0,
      limit: 0,
      control: guessed.control,
    },
    ...joined.map(({ what, ...line }) => ({
      what: `joined: ${what}`,
      measure: 'records',
      chance: 0,
      limit: 0,
      ...line,
    })),
    told('joined without an equal token, by open fields and how often each token occurs', {
      hits: signature.both,
      of: signature.of,
      chance: signature.openly,
    }),
    told('joined without an equal token or open field, by how often each token occurs', {
      hits: signature.pattern,
      of: signature.of,
      chance: 1,
    }),
    told('two releases: added persons seen to be new', { ...releases.added, chance: releases.added.of }),
    told(`two releases: corrected names seen among ${releases.amended.reissued} records that came again`, {
      hits: releases.amended.hits,
      of: releases.amended.of,
      chance: (releases.amended.of * releases.amended.of) / Math.max(1, releases.amended.reissued),
    }),
    told('kin: pairs of one month and governorate with an equal token that are kin', {
      hits: anyKin.kin,
      of: anyKin.pairs,
      chance: (anyKin.pairs * kin.kin) / kin.openly,
    }),
    told('kin: records seen to have kin in the view, of those that have', {
      hits: anyKin.records,
      of: kin.records,
      chance: 0,
    }),
    ...victims.flatMap(({ what, located, given, family, name }) => [
      told(`known victims, ${what}: their records found`, located),
      told(`known victims, ${what}: given names of the rest`, given),
      told(`known victims, ${what}: family names of the rest`, family),
      told(`known victims, ${what}: given and family names of the rest`, name),
    ]),
  ].map((line) => ({ ...line, better: line.judged !== false && line.hits > line.limit }))

  const blunt = lines.filter(({ control, limit }) => control !== undefined && control.hits <= limit)
  const works = singles[0].hits >= ATTACK_WORKS * singles[0].of
  return {
    ok: !lines.some(({ better }) => better) && blunt.length === 0 && works,
    seed,
    records: { one: one.people.length, all: all.people.length, others: others.length },
    lines,
    blunt: [...blunt.map(({ what }) => what), ...(works ? [] : [singles[0].what])],
    naive: singles,
    slots: { one: one.table, all: all.table },
    kin,
  }
}

const number = (value) => (Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(1))
const percent = ({ hits, of }) => `${((100 * hits) / of).toFixed(2)} %`

/** The result for people. */
export function inWords({ ok, seed, records, lines, blunt, naive, slots, kin }) {
  const out = [
    `The adversary has investigators' views of ${number(records.one)} records (one list) and ${number(records.all)} (all lists), all code, the names of`,
    `${number(records.others)} records of other people, and no key. Seed ${seed}. In brackets the same attack on keyed single names, or with the key.`,
    '',
  ]
  for (const { what, slot, tried, hits, of, chance, limit, control, judged, better } of lines) {
    const verdict =
      judged === false ? 'told, not judged' : better ? 'BETTER THAN CHANCE' : 'no better than chance'
    const bound = judged === false ? '' : ` (${percent({ hits: limit, of })})`
    const where = slot === undefined ? '' : ` (${slot})`
    const tries = tried === undefined ? '' : `, ${number(tried)} tries`
    const weak = control === undefined ? '' : ` [${control.what}: ${percent(control)}]`
    out.push(
      `  ${verdict}: ${what}${where}: ${percent({ hits, of })} of ${number(of)}; chance ${percent({ hits: chance, of })}${bound}${tries}${weak}`,
    )
  }
  for (const what of blunt) out.push(`  THE ATTACK ITSELF DOES NOT WORK: ${what}`)
  for (const [where, table] of [
    ['one view', slots.one],
    ['all views', slots.all],
  ]) {
    out.push(
      '',
      `Slots, ${where}: read, and by chance, in % of records: composite by others' names, recombined names, the list itself; given; family`,
    )
    for (const { slot, fillers, largest, others, recombined: again, list } of table) {
      const all = where === 'one view' ? records.one : records.all
      const pair = ({ hits, chance }) =>
        `${((100 * hits) / all).toFixed(2)}/${((100 * chance) / all).toFixed(2)}`
      out.push(
        `  ${slot.padEnd(30)} ${pair(others.composite)} ${pair(again.composite)} ${pair(list.composite)}; ${pair(others.given)}; ${pair(others.family)}; fillers ${fillers}, largest ${largest}`,
      )
    }
  }
  out.push(
    '',
    `Kin in one view: ${kin.kin} pairs (${kin.siblings} siblings), ${kin.records} records. Seen by an equal token: kin, siblings, records; pairs shown`,
  )
  for (const { slot, ...seen } of [...kin.slots, { slot: 'any slot', ...kin.any }])
    out.push(`  ${slot.padEnd(30)} ${seen.kin} ${seen.siblings} ${seen.records}; ${seen.pairs}`)
  out.push('', 'Keyed single names, by how common they are:')
  for (const line of naive)
    out.push(
      `  ${percent(line)} of ${number(line.of)}, chance ${percent({ hits: line.chance, of: line.of })}: ${line.what}`,
    )
  out.push(
    '',
    ok ? 'Verdict: no better than chance.' : 'Verdict: the attack found something, or is broken. See above.',
  )
  return out.join('\n')
}
