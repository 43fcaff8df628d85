/** What sizes tell: of a record in a view, of blocks and whole views, of escrow files and grants. */
import { escrowOf, makeRelease, writeView } from '@amana/bundle'
import { makeGrant } from '@amana/records'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { byChance, limitOf, limitOfCount, rankCorrelation, shuffled, withRandom } from '../chance.mjs'
import { drawn, newestPersons, pickedRight, released } from './case.mjs'
import { credentialOf } from './credential.mjs'

const ROUNDS = 200
const refused = ({ consent }) => consent.length === 0
const sourcesOf = ({ sources }) => sources.reduce((sum, { count }) => sum + count, 0)
const lengthOf = ({ given, father, family }) => Buffer.byteLength(`${given} ${father} ${family}`)

/** Who has notes, who refused, how long a name is and how many sources there are, by the bytes of each record. */
export function attackRecords(views, truth, random) {
  const lines = []
  for (const [audience, { entries }] of Object.entries(views)) {
    const persons = newestPersons(entries)
    const rows = persons.map(({ id }) => truth.get(id))
    const sizes = persons.map(({ bytes }) => bytes)
    const open = audience === 'public' ? [] : ['incident']
    // Linkage tokens would be a claim of constant size; who refused has none.
    const credentials = rows.map((row) =>
      credentialOf(
        refused(row) ? row : { ...row, linkage: 'x'.repeat(600) },
        refused(row) ? open : [...open, 'linkage'],
        random,
      ),
    )
    for (const [what, is, score, naive] of [
      ['has notes', ({ notes }) => notes !== undefined, (i) => sizes[i], ({ digests }) => digests],
      ['refused investigators', refused, (i) => -sizes[i], ({ presented }) => -presented.length],
    ]) {
      const marked = rows.map(is)
      const count = marked.filter(Boolean).length
      const chance = drawn(rows.length, count, count)
      lines.push({
        what: `size, ${audience} view: who ${what}, by bytes of a record`,
        hits: pickedRight(
          rows.map((_, i) => score(i)),
          marked,
          count,
        ),
        of: count,
        chance: chance.mean,
        limit: limitOfCount(chance),
        // That somebody refused is seen, by design; who of five, is not (docs/threat-model.md).
        ...(audience === 'investigator' && is === refused ? { judged: false } : {}),
        naive: {
          what: 'SD-JWT per person',
          hits: pickedRight(credentials.map(naive), marked, count),
          of: count,
        },
      })
    }
    for (const [what, wanted, naive] of [
      [
        'length of the name',
        lengthOf,
        { what: 'spreadsheet with encrypted names', sizes: rows.map(lengthOf) },
      ],
      [
        'number of sources',
        sourcesOf,
        { what: 'SD-JWT per person', sizes: credentials.map(({ sources }) => sources) },
      ],
    ]) {
      const values = rows.map(wanted)
      const found = (own) => Math.abs(rankCorrelation(own, values))
      const chance = byChance((each) => found(shuffled(sizes, each)), ROUNDS, random)
      lines.push({
        what: `size, ${audience} view: ${what}, by bytes of a record`,
        measure: 'rank correlation',
        hits: found(sizes),
        of: 1,
        chance: chance.mean,
        limit: limitOf(chance),
        naive: { what: naive.what, hits: found(naive.sizes), of: 1 },
      })
    }
  }
  return lines
}

/** The next row of the same age group, round and round: who has its sex changes no total of sex and age. */
function nextOfAge(rows, i) {
  const isChild = ({ ageMin }) => ageMin < 18
  for (let step = 1; ; step++) {
    const next = rows[(i + step) % rows.length]
    if (isChild(next) === isChild(rows[i])) return next
  }
}

/** The same people with something else in closed fields: which of two cases is a file of? */
const TWINS = [
  ['longer names', (row) => ({ ...row, given: `${row.given}نورالدين`, family: `${row.family}نورالدين` })],
  ['notes for everybody', (row) => ({ ...row, notes: `${row.notes ?? ''} and more` })],
  [
    'twice the sources',
    (row) => ({ ...row, sources: row.sources.map(({ kind, count }) => ({ kind, count: 2 * count })) }),
  ],
  ['another sex within the totals', (row, i, rows) => ({ ...row, sex: nextOfAge(rows, i).sex })],
]

const zeros = (bytes) => new Uint8Array(bytes)
const lengths = (pieces) => [...pieces].map(({ length }) => length).join()

export function attackTwins(rows, random) {
  const made = (list) => released(list, random('twin'))
  const own = made(rows)
  const worlds = TWINS.map(([, change]) => made(rows.map(change)))
  const told = (fileOf) => {
    const known = fileOf(own)
    return worlds.filter((world) => fileOf(world) !== known).length
  }
  const wholes = (list) =>
    list.reduce((sum, row) => sum + credentialOf(row, [], random('credential')).whole.length, 0)
  const of = TWINS.length
  const naive = {
    what: 'SD-JWT per person, sent encrypted',
    hits: TWINS.filter(([, change]) => wholes(rows.map(change)) !== wholes(rows)).length,
    of,
  }
  const same = { of, chance: 0, limit: 0, naive }
  return [
    ...['investigator', 'public'].map((audience) => ({
      what: `size, ${audience} view: which of two cases it is of, by its blocks and tallies`,
      hits: told((amana) => lengths(writeView(amana, audience, undefined, { random: zeros }))),
      ...same,
    })),
    {
      what: 'size, escrow file of a whole list: which of two cases it is of',
      hits: told((amana) => escrowOf(amana, amana.releases[0]).length),
      judged: false,
      ...same,
    },
  ]
}

const SINGLES = 24

/** Files about one person: an escrow file of a release that adds only one, and a grant of the name. */
export async function attackSingles(amana, rows, random) {
  const some = rows.slice(0, SINGLES)
  const files = []
  const recipient = await identityToRecipient(await generateIdentity())
  for (const row of some) {
    const added = { ...row, rowId: `${row.rowId} alone` }
    const release = withRandom(random, () => {
      amana.import([added])
      return makeRelease(amana)
    })
    const record = amana.record('person', added.rowId)
    const committed = amana.committed(record, record.logged.at(-1))
    const grant = await makeGrant(amana.origin, committed, ['given', 'father', 'family'], {
      recipients: [recipient],
    })
    files.push({ escrow: escrowOf(amana, release).length, grant: grant.length })
  }
  const marked = some.map(({ notes }) => notes !== undefined)
  const count = marked.filter(Boolean).length
  const chance = drawn(SINGLES, count, count)
  const values = some.map(lengthOf)
  const found = (own) => Math.abs(rankCorrelation(own, values))
  const grants = files.map(({ grant }) => grant)
  const shuffledGrants = byChance((each) => found(shuffled(grants, each)), ROUNDS, random)
  return [
    {
      what: 'size, escrow file of a release that adds one person: who has notes',
      judged: false,
      hits: pickedRight(
        files.map(({ escrow }) => escrow),
        marked,
        count,
      ),
      of: count,
      chance: chance.mean,
      limit: limitOfCount(chance),
      naive: {
        what: 'SD-JWT sent encrypted',
        hits: pickedRight(
          some.map((row) => credentialOf(row, [], random).whole.length),
          marked,
          count,
        ),
        of: count,
      },
    },
    {
      what: 'size, grant of a name, still encrypted: its length',
      measure: 'rank correlation',
      judged: false,
      hits: found(grants),
      of: 1,
      chance: shuffledGrants.mean,
      limit: limitOf(shuffledGrants),
      naive: { what: 'the name sent encrypted', hits: 1, of: 1 },
    },
  ]
}
