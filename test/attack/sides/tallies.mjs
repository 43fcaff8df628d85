/** Two views of one release with the same table: do commitments, proofs or merged cells say more than the table? */
import { writeView } from '@amana/bundle'
import { sha256 } from '@amana/crypto'
import { limitOfCount } from '../chance.mjs'
import { drawn, entriesOf, newestPersons } from './case.mjs'

const LEAST = 25
const TABLES = [{ fields: ['incident', 'sex', 'age_group'], least: LEAST }]
const hex = (bytes) => Buffer.from(bytes).toString('hex')

/** Pieces of 32 bytes: a proof is made of nothing else. */
const wordsOf = (proof) =>
  Array.from({ length: proof.length / 32 }, (_, i) => hex(proof.subarray(32 * i, 32 * i + 32)))

/** Who guesses the commonest value for whoever bears the commonest commitment, the next for the next, and so on. */
function readByFrequency(commitments, values) {
  const ranked = (list) => {
    const counts = new Map()
    for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1)
    return [...counts].sort((a, b) => b[1] - a[1])
  }
  const names = ranked(values)
  const guess = new Map(ranked(commitments).map(([c], i) => [c, names[Math.min(i, names.length - 1)][0]]))
  // All different: nothing to go by but the commonest value.
  const told = guess.size === commitments.length ? () => names[0][0] : (c) => guess.get(c)
  return { hits: commitments.filter((c, i) => told(c) === values[i]).length, commonest: names[0][1] }
}

export async function attackTallies(amana, truth, random) {
  const fresh = (count) => random.fill(new Uint8Array(count))
  const zeros = (count) => new Uint8Array(count)
  const read = (audience, source) =>
    entriesOf(writeView(amana, audience, undefined, { tables: TABLES, random: source }))
  const [one, two, ...weak] = await Promise.all([
    read('investigator', fresh),
    read('public', fresh),
    read('investigator', zeros),
    read('public', zeros),
  ])

  const persons = newestPersons(two.entries)
  const values = persons.map(({ id }) => truth.get(id).sex)
  const sexAt = (entry) => hex(entry.shown[2].element)
  const ours = readByFrequency(persons.map(sexAt), values)
  const bare = readByFrequency(
    values.map((sex) => hex(sha256(Buffer.from(`one salt ${sex}`)))),
    values,
  )
  const lines = [
    {
      what: 'tallies: sex of each person, by equal commitments',
      hits: ours.hits,
      of: values.length,
      chance: ours.commonest,
      limit: ours.commonest,
      naive: { what: 'one salt a column', hits: bare.hits, of: values.length },
    },
  ]

  const proofsOf = ({ tallies }) => tallies.flatMap(({ proof }) => wordsOf(proof))
  const common = (a, b) => a.filter((word) => new Set(b).has(word)).length
  const all = proofsOf(two).length
  const repeated = common(proofsOf(one), proofsOf(two))
  // A generator that repeats gives one proof of one statement twice, and no word in common for two statements.
  const [first, ...others] = weak[1].tallies
  const across = others.reduce((sum, { proof }) => sum + common(wordsOf(first.proof), wordsOf(proof)), 0)
  const nonces = { what: 'nonces from such a generator alone', hits: all, of: all }
  lines.push(
    {
      what: 'tallies: words that two views of one release share in their proofs',
      hits: repeated,
      of: all,
      chance: 0,
      limit: 0,
      naive: nonces,
    },
    {
      what: 'tallies: words that proofs of different tables share under a generator that repeats',
      hits: across,
      of: all,
      chance: 0,
      limit: 0,
      naive: nonces,
    },
  )

  // A merged cell: whose tuples have somebody, by the place of each tuple in it?
  const { cells } = two.tallies.at(-1)
  const [merged] = [...cells].sort((a, b) => b.tuples.length - a.tuples.length)
  const counts = merged.tuples.map(
    ([, incident, sex, age]) =>
      [...truth.values()].filter(
        (row) =>
          incident !== null &&
          Buffer.compare(amana.idOf('incident', row.incident), incident) === 0 &&
          row.sex === sex &&
          (row.ageMin < 18 ? 'child' : 'adult') === age,
      ).length,
  )
  const filled = counts.filter((count) => count > 0).length
  const last = (list) => list.slice(-filled).filter((count) => count > 0).length
  const chance = drawn(counts.length, filled, filled)
  lines.push({
    what: `tallies: combinations that somebody has in a merged cell of ${counts.length}, by their order`,
    hits: last(counts),
    of: filled,
    chance: chance.mean,
    limit: limitOfCount(chance),
    naive: {
      what: 'a table sorted by size, small counts blanked',
      hits: last([...counts].sort((a, b) => a - b)),
      of: filled,
    },
  })
  return lines
}
