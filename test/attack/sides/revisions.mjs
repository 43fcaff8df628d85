/** Who was corrected among the records that came again? And what do several releases, or several views, say together? */
import { makeRelease, writeView } from '@amana/bundle'
import { limitOfCount, withRandom } from '../chance.mjs'
import { drawn, entriesOf, newestPersons, pickedRight } from './case.mjs'

const ROUNDS = 24
const STUBBORN = 12
const AGAIN = 4

const hexId = (amana, { rowId }) => Buffer.from(amana.idOf('person', rowId)).toString('hex')

/** One release for each of the rows, each correcting its notes: nothing that any view but the custodian's opens. */
function correct(amana, rows, random, change) {
  return rows.map((row) => {
    const from = amana.log.length
    withRandom(random, () => {
      amana.import([change(row)])
      makeRelease(amana, { random: (count) => random.fill(new Uint8Array(count)) })
    })
    return { row, id: hexId(amana, row), from, to: amana.log.length }
  })
}

const persons = (entries, { from, to }) => entries.slice(from, to).filter(({ kind }) => kind === 'person')

export async function attackRevisions(amana, rows, random) {
  const every = Math.floor(rows.length / (ROUNDS + STUBBORN))
  const picked = rows.filter((_, i) => i % every === 0)
  let round = 0
  const noted = (row) => ({ ...row, notes: `corrected ${round++}` })
  const once = correct(amana, picked.slice(0, ROUNDS), random, noted)
  const often = picked
    .slice(ROUNDS, ROUNDS + STUBBORN)
    .map((row) => correct(amana, new Array(AGAIN).fill(row), random, noted))
  const { entries } = await entriesOf(
    writeView(amana, 'public', undefined, { random: (n) => new Uint8Array(n) }),
  )

  const lists = once.map((release) => ({ ...release, came: persons(entries, release) }))
  const chance = lists.reduce(
    (sum, { came }) => {
      const one = drawn(came.length, 1, 1)
      return { mean: sum.mean + one.mean, variance: sum.variance + one.variance }
    },
    { mean: 0, variance: 0 },
  )
  const line = (what, hits) => ({
    what,
    hits,
    of: ROUNDS,
    chance: chance.mean,
    limit: limitOfCount(chance),
    naive: { what: 'two salted spreadsheets compared', hits: ROUNDS, of: ROUNDS },
  })
  const right = (scoreOf) =>
    lists.reduce(
      (sum, { id, came }) =>
        sum +
        pickedRight(
          came.map((entry, i) => scoreOf(entry, i, came.length)),
          came.map((entry) => entry.id === id),
          1,
        ),
      0,
    )
  const places = Array.from({ length: 10 }, (_, at) =>
    right((_, i, all) => (Math.floor((10 * i) / all) === at ? 1 : 0)),
  )
  // All that can be one who was in every one of several releases for one reason.
  const met = often.map((releases) => {
    const lists = releases.map((release) => new Set(persons(entries, release).map(({ id }) => id)))
    const both = [...lists[0]].filter((id) => lists.every((list) => list.has(id)))
    return both.includes(releases[0].id) ? 1 / both.length : 0
  })
  return [
    line('revisions, public view: who was corrected, by the best of ten places', Math.max(...places)),
    line(
      'revisions, public view: who was corrected, by having come most often',
      right(({ revision }) => revision),
    ),
    {
      ...line(
        `revisions, public view: who was corrected in all of ${AGAIN} releases`,
        met.reduce((a, b) => a + b, 0),
      ),
      of: STUBBORN,
      // Picks that are expected, not made: no luck in them. One in ten is what a release by itself says.
      chance: STUBBORN / 10,
      limit: STUBBORN / 10,
      naive: { what: 'two salted spreadsheets compared', hits: STUBBORN, of: STUBBORN },
    },
  ]
}

/** Corrected names: the tokens of the corrected record change, and an investigator has both views. */
export async function attackTokensOfCorrected(amana, rows, random) {
  const some = rows.filter((_, i) => i % Math.floor(rows.length / 8) === 1).slice(0, 8)
  const tokensOf = async () => {
    const { entries } = await entriesOf(
      writeView(amana, 'investigator', undefined, { random: (n) => new Uint8Array(n) }),
    )
    return new Map(
      newestPersons(entries).map(({ id, get }) => [id, JSON.stringify(get('linkage')) ?? 'closed']),
    )
  }
  const before = await tokensOf()
  const came = withRandom(random, () => {
    const from = amana.log.length
    amana.import(some.map((row) => ({ ...row, given: `${row.given}نو` })))
    makeRelease(amana, { random: (count) => random.fill(new Uint8Array(count)) })
    return amana.log.slice(from).filter(({ record }) => record.kind === 'person').length
  })
  const after = await tokensOf()
  const changed = [...after].filter(
    ([id, tokens]) => before.get(id) !== tokens && before.get(id) !== 'closed',
  )
  const ids = new Set(some.map((row) => hexId(amana, row)))
  return {
    what: `revisions, two investigator views: names corrected, by tokens that changed (${came} came again)`,
    judged: false,
    hits: changed.filter(([id]) => ids.has(id)).length,
    of: some.length,
    chance: (some.length * some.length) / came,
    limit: some.length,
    naive: { what: 'two salted spreadsheets compared', hits: some.length, of: some.length },
  }
}

/** Views of several releases: whose tokens are closed in all of them? */
export async function attackRefusals(amana, rows, random) {
  const refused = new Set(rows.filter(({ consent }) => consent.length === 0).map((row) => hexId(amana, row)))
  const views = []
  for (let release = 0; release < 4; release++) {
    if (release > 0)
      withRandom(random, () => {
        amana.import([{ ...rows[0], rowId: `added ${release}`, consent: ['investigators'] }])
        makeRelease(amana)
      })
    const { entries } = await entriesOf(
      writeView(amana, 'investigator', undefined, { random: (n) => new Uint8Array(n) }),
    )
    views.push(
      new Set(
        newestPersons(entries)
          .filter(({ get }) => get('linkage') === undefined)
          .map(({ id }) => id),
      ),
    )
  }
  const [first] = views
  const always = [...first].filter((id) => views.every((closed) => closed.has(id)))
  // One view says by itself that a refusal is among its closed ones; several may say no more.
  // Where none are closed he picks from everybody.
  const pickedFrom = (closed) =>
    closed.size === 0
      ? refused.size ** 2 / rows.length
      : (refused.size * [...closed].filter((id) => refused.has(id)).length) / closed.size
  const chance = pickedFrom(first)
  return {
    what: `refusals, investigator views of ${views.length} releases: who refused, by being closed in all (${always.length} of ${first.size})`,
    hits: pickedFrom(new Set(always)),
    of: refused.size,
    chance,
    limit: chance,
    naive: { what: 'SD-JWT per person, no token where refused', hits: refused.size, of: refused.size },
  }
}
