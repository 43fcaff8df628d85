/** (c) Frequency: tokens by how often they occur beside names by how common they are. */
import { createHmac } from 'node:crypto'
import { sha256 } from '@amana/crypto'
import { skeleton } from '@amana/names'
import { byChance, limitOfCount, shuffled } from './chance.mjs'
import { ranked } from './population.mjs'
import { messagesOf } from './tokens.mjs'

const text = (bytes) => Buffer.from(bytes).toString('latin1')
const ROUNDS = 100
const SLOTS = [0, 1, 2, 3]

/**
 * Lays the ranking of tokens beside a ranking of names and takes the name of equal rank for the token's.
 * @param tokens one a record
 * @param names the true name of each record, in the form of the ranking
 * @param ranking names, the commonest first
 * @returns records whose name was right, and mean and variance of what shuffled guesses get right
 */
function align(tokens, names, ranking, random) {
  const order = ranked(tokens).map(([token]) => token)
  const guesses = order.map((_, rank) => ranking[rank] ?? null)
  const records = new Map(order.map((token) => [token, []]))
  for (const [at, token] of tokens.entries()) records.get(token).push(names[at])
  const lists = order.map((token) => records.get(token))
  const right = (list) => {
    let sum = 0
    for (let rank = 0; rank < list.length; rank++)
      for (const name of lists[rank]) if (name === list[rank]) sum++
    return sum
  }
  return {
    hits: right(guesses),
    ...byChance((generator) => right(shuffled(guesses, generator)), ROUNDS, random),
  }
}

const namesIn = (ranking) => ranking.map(([name]) => name)
const givenNames = (people) => people.map(({ given }) => skeleton(given))

/** Keyed tokens of single names, which we do not make: HMAC(random key, skeleton of the given or family name). */
function singleNameTokens(people, part, random) {
  const key = random.fill(new Uint8Array(32))
  return people.map((person) => createHmac('sha256', key).update(skeleton(person[part])).digest('latin1'))
}

/** What keyed tokens of single names would give away; the adversary knows the names of other people only. */
export function singleNames(people, elsewhere, random) {
  return ['given', 'family'].map((part) => {
    const names = people.map((person) => skeleton(person[part]))
    const ranking = namesIn(ranked(elsewhere.map((person) => skeleton(person[part]))))
    const { hits, mean } = align(singleNameTokens(people, part, random), names, ranking, random)
    return { part, of: people.length, hits, chance: mean }
  })
}

/** The messages under the tokens of people who are not in the view, each with an id of its own. */
const messages = (held, people) =>
  people.map((person, i) =>
    messagesOf(held.linkage, sha256(Uint8Array.of(i >> 8, i & 255)).slice(0, 16), person).map(text),
  )

/** One line: the slot that gives most. `blind`: hits of who guesses without a token, where shuffled guesses get less. */
function bestSlot(what, of, found, { control, blind = 0 } = {}) {
  const best = found.reduce((most, one) => (one.hits > most.hits ? one : most))
  return {
    what: `frequency: ${what}`,
    tried: SLOTS.length * of,
    hits: best.hits,
    of,
    chance: Math.max(best.mean, blind),
    limit: Math.max(limitOfCount(best), blind),
    ...(control === undefined ? {} : { control }),
  }
}

/**
 * Records whose token repeats: two of one composite are likelier to bear a common name than others. Of how many would the
 * commonest name be right, and of how many of as many records without knowing that? Told, not judged: the best guess is
 * the same for everybody, so nobody is guessed better, but such a guess is surer.
 */
function repeating(of, tokens, truly, commonest) {
  let among = 0
  let hits = 0
  for (const slot of SLOTS) {
    const repeated = new Set(ranked(tokens(slot)).flatMap(([token, count]) => (count > 1 ? [token] : [])))
    for (const [at, token] of tokens(slot).entries())
      if (repeated.has(token)) {
        among++
        if (truly[at] === commonest) hits++
      }
  }
  const share = truly.filter((name) => name === commonest).length / truly.length
  const what = `frequency: tokens that repeat in a list of ${of}: the commonest given name is right`
  return { what, tried: among, hits, of: among, chance: share * among, limit: among, judged: false }
}

/**
 * The tokens of the view, and those that the code makes of the whole registry under a key (frequencies tell more of long
 * lists), beside names and composites as common as in other people.
 */
export function attackFrequency({ held, truth }, { registry, elsewhere }, random) {
  const ofRegistry = messages(held, registry)
  const ofOthers = messages(held, elsewhere)
  const ofVictims = truth.map(({ person }, at) =>
    messagesOf(held.linkage, held.persons[at].id, person).map(text),
  )
  const common = namesIn(ranked(givenNames(elsewhere)))
  const key = random.fill(new Uint8Array(32))
  const keyed = (message) => createHmac('sha256', key).update(message, 'latin1').digest('latin1')

  const inView = (slot) => held.persons.map(({ tokens }) => text(tokens[slot]))
  const inList = (slot) => ofRegistry.map((each) => keyed(each[slot]))
  const column = (list, slot) => list.map((each) => each[slot])
  const given = givenNames(truth.map(({ person }) => person))
  const givenInList = givenNames(registry)
  const [single] = singleNames(registry, elsewhere, random)
  const control = { what: 'keyed tokens of given names alone', hits: single.hits, of: single.of }

  const composites = (tokens, truly, known) =>
    SLOTS.map((slot) =>
      align(tokens(slot), column(truly, slot), namesIn(ranked(column(known, slot))), random),
    )
  const names = (tokens, truly) => SLOTS.map((slot) => align(tokens(slot), truly, common, random))
  const blind = (truly) => truly.filter((name) => name === common[0]).length
  const all = registry.length
  return [
    bestSlot(
      'the view beside the composites of the registry',
      truth.length,
      composites(inView, ofVictims, ofRegistry),
    ),
    bestSlot('the view beside given names', truth.length, names(inView, given), { blind: blind(given) }),
    bestSlot(
      `a list of ${all} beside the composites of others`,
      all,
      composites(inList, ofRegistry, ofOthers),
    ),
    bestSlot(`a list of ${all} beside given names`, all, names(inList, givenInList), {
      control,
      blind: blind(givenInList),
    }),
    repeating(all, inList, givenInList, common[0]),
    // Told, not judged: whoever has the very list learns no name, but may place a record by a composite that repeats.
    {
      ...bestSlot(
        `a list of ${all} beside its own composites, counted exactly`,
        all,
        composites(inList, ofRegistry, ofRegistry),
      ),
      judged: false,
    },
  ]
}
