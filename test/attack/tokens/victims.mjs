/** (d) Known victims: who knows some of the listed people, where and when they died, finds which of them, and reads what of the rest? */
import { blindOf } from './rank.mjs'
/** Of records that share a token, how often a part of the name agrees: learned slot by slot from people whose names are known. */
export function agreementOf(seen, people, part) {
  return seen.tokens.map((ids) => {
    const groups = new Map()
    for (const [i, id] of ids.entries()) {
      const group = groups.get(id) ?? new Map()
      group.set(people[i][part], (group.get(people[i][part]) ?? 0) + 1)
      groups.set(id, group)
    }
    let same = 0
    let all = 0
    for (const group of groups.values()) {
      const n = [...group.values()].reduce((sum, times) => sum + times, 0)
      all += n * (n - 1)
      for (const times of group.values()) same += times * (times - 1)
    }
    return all === 0 ? 0 : same / all
  })
}

const fits = (fact, open) =>
  (open.date.startsWith(fact.date) || fact.date.startsWith(open.date)) &&
  open.governorate === fact.governorate &&
  (open.place === '' || fact.place === '' || open.place === fact.place)

/**
 * Which record is whose: first by open fields, then also by tokens. One composite has one token; so what was found once tells the tokens of namesakes and
 * kin, and a composite of several known victims is the one token that all of them could have.
 * @returns by open fields, by both: expected hits, where what cannot be told apart is dealt out evenly; and the records taken for theirs
 */
function locate(records, facts) {
  const events = new Map()
  for (const [i, { open }] of records.entries()) {
    const key = `${open.governorate} ${open.date.slice(0, 7)}`
    events.set(key, (events.get(key) ?? []).concat(i))
  }
  let candidates = facts.map((fact) =>
    (events.get(`${fact.governorate} ${fact.date.slice(0, 7)}`) ?? []).filter((i) =>
      fits(fact, records[i].open),
    ),
  )
  const expected = () =>
    candidates.reduce((sum, list, v) => sum + (list.includes(facts[v].record) ? 1 / list.length : 0), 0)
  const openly = expected()
  for (let round = 0; round < 5; round++) {
    const known = new Map()
    const taken = new Map()
    const slots = records[0].tokens.length
    for (let slot = 0; slot < slots; slot++) {
      const possible = new Map()
      for (const [v, list] of candidates.entries()) {
        const composite = facts[v].composites[slot]
        if (composite === null || list.length === 0) continue
        const tokens = new Set(list.map((i) => records[i].tokens[slot]))
        const before = possible.get(composite)
        possible.set(
          composite,
          before === undefined ? tokens : new Set([...before].filter((token) => tokens.has(token))),
        )
      }
      for (const [composite, tokens] of possible)
        if (tokens.size === 1) {
          const [token] = tokens
          known.set(composite, token)
          taken.set(token, composite)
        }
    }
    candidates = candidates.map((list, v) => {
      const score = (i) =>
        records[i].tokens.reduce((sum, token, slot) => {
          const composite = facts[v].composites[slot]
          if (composite === null) return sum
          if (known.has(composite)) return sum + (known.get(composite) === token ? 1 : -1)
          return taken.has(token) ? sum - 1 : sum
        }, 0)
      const scores = list.map(score)
      const most = Math.max(...scores)
      return list.filter((_, n) => scores[n] === most)
    })
  }
  return { openly, both: expected(), taken: candidates.map((list) => (list.length === 1 ? list[0] : null)) }
}

/** Names spread along equal tokens from the records taken for known victims', the surest way first. */
function read(seen, records, facts, taken, part, agreement, blind, share) {
  const sure = new Float64Array(records.length)
  const guess = records.map(() => blind)
  for (const [v, i] of taken.entries())
    if (i !== null) {
      sure[i] = 1
      guess[i] = facts[v][part]
    }
  for (let round = 0; round < 4; round++)
    for (const [slot, ids] of seen.tokens.entries()) {
      const best = new Map()
      for (let i = 0; i < records.length; i++)
        if (sure[i] > 0 && !(sure[best.get(ids[i])] >= sure[i])) best.set(ids[i], i)
      for (let i = 0; i < records.length; i++) {
        const from = best.get(ids[i])
        if (from === undefined) continue
        const weight = sure[from] * agreement[slot]
        if (weight > sure[i] && weight > share) {
          sure[i] = weight
          guess[i] = guess[from]
        }
      }
    }
  return guess
}

/**
 * @param facts known victims: their names, date, governorate, place, composites by the code, and the record that is truly theirs
 * @returns located: whose record is found; rest: given, family and whole name read of all others
 */
export function attackKnownVictims(seen, records, people, facts, seenKnown, known) {
  const { openly, both, taken } = locate(records, facts)
  const victims = new Set(facts.map(({ entity }) => entity))
  const rest = people.map((_, i) => i).filter((i) => !victims.has(people[i].entity))
  const guesses = {}
  const blind = {}
  for (const part of ['given', 'family']) {
    const names = known.map((person) => person[part])
    blind[part] = blindOf(names)
    const share = names.filter((name) => name === blind[part]).length / names.length
    guesses[part] = read(
      seen,
      records,
      facts,
      taken,
      part,
      agreementOf(seenKnown, known, part),
      blind[part],
      share,
    )
  }
  // Without tokens: the family name of a known victim of the same incident, whoever that is.
  const families = new Map(
    facts.map((fact) => [`${fact.date} ${fact.governorate} ${fact.place}`, fact.family]),
  )
  const familyOf = ({ open }) =>
    families.get(`${open.date} ${open.governorate} ${open.place}`) ?? blind.family
  const count = (of) => rest.filter((i) => of(i)).length
  const given = (i) => guesses.given[i] === people[i].given
  const family = (i) => guesses.family[i] === people[i].family
  const blindGiven = (i) => people[i].given === blind.given
  const openFamily = (i) => people[i].family === familyOf(records[i])
  return {
    located: { hits: both, of: facts.length, chance: openly },
    given: { hits: count(given), of: rest.length, chance: count(blindGiven) },
    family: { hits: count(family), of: rest.length, chance: count(openFamily) },
    name: {
      hits: count((i) => given(i) && family(i)),
      of: rest.length,
      chance: count((i) => blindGiven(i) && openFamily(i)),
    },
  }
}
