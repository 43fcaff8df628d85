/** (a) Frequency: slot by slot, over two slots together, and by the whole pattern of equal tokens. */
import { ranked } from '../chance.mjs'
import { featuresOf, learn } from './profile.mjs'
import { align, blindOf, namesBehind } from './rank.mjs'
import { columnsOf, componentsOf, numbered } from './seen.mjs'

/** The share of records that may be read above chance. */
export const BAR = 0.001

/** Names that the learning attack tells apart; all others are one kind, and never guessed. */
const NAMES = 60

const column = (people, part) => people.map((person) => person[part])
const nameOf = ({ given, family }) => `${given} ${family}`
const hitsOf = (guesses, truth) => truth.filter((value, i) => guesses[i] === value).length

/** Whoever knows the names of `known` and looks at one slot: what he reads of `people`. */
function bySlot(seen, people, known, slot) {
  const composites = known.map((person) => person.composites[slot])
  const ranking = ranked(composites)
  const truth = people.map((person) => person.composites[slot])
  const read = (guesses, blind, truly) => ({
    hits: align(seen.tokens[slot], guesses, blind, truly),
    chance: truly.filter((value) => value === blind).length,
  })
  const part = (of) =>
    read(namesBehind(ranking, composites, known.map(of)), blindOf(known.map(of)), people.map(of))
  return {
    composite: read(
      ranking.map(([composite]) => composite),
      blindOf(composites) ?? '',
      truth,
    ),
    given: part(({ given }) => given),
    family: part(({ family }) => family),
    name: part(nameOf),
  }
}

/** One table: what each slot gives to those who know the names of others, of the listed people dealt out anew, and the list. */
export const slotTable = (seen, people, knowledge, slots) =>
  slots.map((slot, at) => ({
    slot,
    fillers: people.filter(({ composites }) => composites[at] === null).length,
    largest: Math.max(...ranked(seen.tokens[at]).map(([, times]) => times)),
    ...Object.fromEntries(
      Object.entries(knowledge).map(([who, known]) => [who, bySlot(seen, people, known, at)]),
    ),
  }))

/** The line of the slot that gives most above chance. */
export function worstSlot(table, who, what, of) {
  const worst = table.reduce((most, row) => {
    const excess = (one) => one[who][what].hits - one[who][what].chance
    return excess(row) > excess(most) ? row : most
  })
  return { slot: worst.slot, of, ...worst[who][what] }
}

/**
 * Components over one slot or two, ranked like tokens of the part: the two slots that read most among the known people.
 * @returns given, family: slots, hits, of, chance
 */
export function attackComponents(seen, people, seenKnown, known) {
  const slots = columnsOf(seen).map((_, slot) => slot)
  const choices = slots.flatMap((a) => slots.slice(a).map((b) => (a === b ? [a] : [a, b])))
  const joined = (view, choice) => {
    const columns = columnsOf(view)
    return componentsOf(
      view.size,
      choice.map((slot) => columns[slot]),
    )
  }
  const parts = ['given', 'family'].map((part) => {
    const names = column(known, part)
    return { part, names, ranking: ranked(names).map(([name]) => name), best: { hits: -1 } }
  })
  for (const choice of choices) {
    const ids = joined(seenKnown, choice)
    for (const one of parts) {
      const hits = align(ids, one.ranking, one.ranking[0], one.names)
      if (hits > one.best.hits) one.best = { choice, hits }
    }
  }
  return Object.fromEntries(
    parts.map(({ part, ranking, best }) => {
      const truth = column(people, part)
      const hits = align(joined(seen, best.choice), ranking, ranking[0], truth)
      const chance = truth.filter((name) => name === ranking[0]).length
      return [part, { slots: best.choice, hits, of: people.length, chance }]
    }),
  )
}

/** The standard error of a difference between two kinds of guesses on the same records. Those of one person stand or fall together. */
function errorOf(guesses, blind, truth, people) {
  const gains = new Map()
  for (const [i, value] of truth.entries()) {
    const gain = (guesses[i] === value ? 1 : 0) - (blind[i] === value ? 1 : 0)
    const { entity } = people[i]
    gains.set(entity, (gains.get(entity) ?? 0) + gain)
  }
  return Math.sqrt([...gains.values()].reduce((sum, gain) => sum + gain * gain, 0))
}

/**
 * The whole pattern, learned from known people whose tokens the adversary made under a key of his own.
 * @returns given, family, name: hits of the best guess, chance (the commonest, or open fields where they say more), the
 *   standard error; how many of the surest hundredth of guesses are right; hits where only the surest tenth is guessed so
 */
export function attackPattern(seen, people, seenKnown, known, random, openly = true) {
  const own = featuresOf(seenKnown)
  const attacked = featuresOf(seen)
  const guessed = {}
  const opened = {}
  const out = {}
  for (const part of ['given', 'family']) {
    const names = ranked(column(known, part))
      .slice(0, NAMES)
      .map(([name]) => name)
    const labels = column(known, part).map((name) => {
      const at = names.indexOf(name)
      return at < 0 ? names.length : at
    })
    const guess = (which) => {
      const weights = learn(own[which], labels, names.length + 1, attacked[which], random(`${part} ${which}`))
      const best = weights.map((row) =>
        row.slice(0, names.length).reduce((m, w, k) => (w > row[m] ? k : m), 0),
      )
      return { names: best.map((k) => names[k]), weights: best.map((k, i) => weights[i][k]) }
    }
    const truth = column(people, part)
    const { names: guesses, weights } = guess('tokens')
    const blind = truth.map(() => names[0])
    const open = openly ? guess('open') : { names: blind, weights: blind.map(() => 1) }
    const surest = (by, share) =>
      by.names
        .map((_, i) => i)
        .sort((a, b) => by.weights[b] - by.weights[a] || a - b)
        .slice(0, Math.ceil(truth.length * share))
    const right = (by) => surest(by, 0.01).filter((i) => by.names[i] === truth[i]).length
    // The learned guess where it is surest, the commonest name for all others.
    const mixed = (by) => {
      const sure = new Set(surest(by, 0.1))
      return blind.map((name, i) => (sure.has(i) ? by.names[i] : name))
    }
    const learned = { names: guesses, weights }
    const chance = Math.max(...[blind, open.names, mixed(open)].map((names) => hitsOf(names, truth)))
    guessed[part] = guesses
    opened[part] = open.names
    out[part] = {
      hits: hitsOf(guesses, truth),
      of: truth.length,
      chance,
      error: errorOf(guesses, blind, truth, people),
      surest: {
        hits: right(learned),
        of: Math.ceil(truth.length / 100),
        chance: openly ? right(open) : 0,
      },
      mixed: {
        hits: hitsOf(mixed(learned), truth),
        of: truth.length,
        chance,
        error: errorOf(mixed(learned), blind, truth, people),
      },
    }
  }
  const blind = blindOf(known.map(nameOf))
  const truth = people.map(nameOf)
  const joined = (by) => people.map((_, i) => `${by.given[i]} ${by.family[i]}`)
  const guesses = joined(guessed)
  out.name = {
    hits: hitsOf(guesses, truth),
    of: truth.length,
    chance: Math.max(truth.filter((name) => name === blind).length, hitsOf(joined(opened), truth)),
    error: errorOf(
      guesses,
      truth.map(() => blind),
      truth,
      people,
    ),
  }
  return out
}

/** The same people under what we do not make: a keyed token of the given name, one of the family name. */
export function singleNameTokens(people, seen) {
  const tokens = ['given', 'family'].map((part) => numbered(column(people, part)))
  return { ...seen, tokens, crossed: [] }
}

/** Keyed single names by rank matching, to show that the attack works. */
export function attackSingleNames(people, known, part) {
  const ranking = ranked(column(known, part)).map(([name]) => name)
  const truth = column(people, part)
  return {
    hits: align(numbered(truth), ranking, ranking[0], truth),
    of: people.length,
    chance: hitsOf(
      truth.map(() => ranking[0]),
      truth,
    ),
  }
}
