/** (d) Known victims: who knows some of the listed people, where and when they died, finds which of them, and reads what of the rest? */
import { blindOf } from './rank.mjs'

/** Of two records with one number in any of the columns, how often a part of the name agrees: learned from people whose names are known. */
function agreementOf(columns, names) {
  const groups = new Map()
  for (const ids of columns)
    for (const [i, id] of ids.entries()) {
      const group = groups.get(id) ?? new Map()
      group.set(names[i], (group.get(names[i]) ?? 0) + 1)
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
          if (known.has(composite)) return sum + (records[i].tokens.includes(known.get(composite)) ? 1 : -1)
          return taken.has(token) ? sum - 1 : sum
        }, 0)
      const scores = list.map(score)
      const most = Math.max(...scores)
      return list.filter((_, n) => scores[n] === most)
    })
  }
  return { openly, both: expected(), taken: candidates.map((list) => (list.length === 1 ? list[0] : null)) }
}

/**
 * Names spread along equal tokens from the records taken for known victims', the surest way first, wherever that is surer than
 * what open fields say: the name of a known victim of the same incident, or the commonest.
 */
function read(seen, records, facts, taken, part, seenKnown, known) {
  const names = known.map((person) => person[part])
  const blind = blindOf(names)
  const ways = (view) => [...view.tokens.map((ids) => [ids]), ...view.crossed.map(({ columns }) => columns)]
  const agreement = ways(seenKnown).map((columns) => agreementOf(columns, names))
  const share = names.filter((name) => name === blind).length / names.length
  const together = agreementOf([seenKnown.incident], names)
  const sure = new Float64Array(seen.size)
  const openly = new Array(seen.size).fill(blind)
  const least = new Float64Array(seen.size).fill(share)
  const incidentOf = ({ date, governorate, place }) => `${date} ${governorate} ${place}`
  const incidents = new Map(facts.map((fact) => [incidentOf(fact), fact[part]]))
  for (const [i, { open }] of records.entries())
    if (together > share && incidents.has(incidentOf(open))) {
      openly[i] = incidents.get(incidentOf(open))
      least[i] = together
    }
  const guesses = [...openly]
  for (const [v, i] of taken.entries()) {
    if (i === null) continue
    sure[i] = 1
    guesses[i] = facts[v][part]
  }
  for (let round = 0; round < 4; round++)
    for (const [way, columns] of ways(seen).entries()) {
      const best = new Map()
      for (const ids of columns)
        for (let i = 0; i < seen.size; i++)
          if (sure[i] > 0 && !(sure[best.get(ids[i])] >= sure[i])) best.set(ids[i], i)
      for (const ids of columns)
        for (let i = 0; i < seen.size; i++) {
          const from = best.get(ids[i])
          if (from === undefined) continue
          const weight = sure[from] * agreement[way]
          if (weight > sure[i] && weight > least[i]) {
            sure[i] = weight
            guesses[i] = guesses[from]
          }
        }
    }
  return { openly, guesses }
}

/**
 * @param facts known victims: their names, date, governorate, place, composites by the code, and the record that is truly theirs
 * @returns located: whose record is found; rest: given, family and whole name read of all others
 */
export function attackKnownVictims(seen, records, people, facts, seenKnown, known) {
  const { openly, both, taken } = locate(records, facts)
  const victims = new Set(facts.map(({ entity }) => entity))
  const rest = people.map((_, i) => i).filter((i) => !victims.has(people[i].entity))
  const parts = ['given', 'family']
  const found = parts.map((part) => read(seen, records, facts, taken, part, seenKnown, known))
  const right = (which, i, p) => found[p][which][i] === people[i][parts[p]]
  const count = (of) => rest.filter((i) => of(i)).length
  const line = (which) => ({
    hits: count((i) => which.every((p) => right('guesses', i, p))),
    of: rest.length,
    chance: count((i) => which.every((p) => right('openly', i, p))),
  })
  return {
    located: { hits: both, of: facts.length, chance: openly },
    given: line([0]),
    family: line([1]),
    name: line([0, 1]),
  }
}
