/**
 * Frequency: tokens by how often they occur, beside composites by how common they are. Where tokens are equally frequent the adversary
 * deals the composites of those ranks out among them; hits are the exact expectation over that, so nothing here is drawn.
 */
import { ranked } from '../chance.mjs'

/**
 * @param ids what is ranked: the token (or component) of each record
 * @param guesses what is guessed at each rank, the commonest composite first; `blind` stands in where they end
 * @param truth what the guess should be, for each record
 * @returns expected number of records guessed right
 */
export function align(ids, guesses, blind, truth) {
  const order = ranked(ids)
  const count = new Map(order)
  const ranksOf = new Map()
  for (const [rank, [, times]] of order.entries()) {
    const span = ranksOf.get(times)
    if (span === undefined) ranksOf.set(times, { from: rank, to: rank + 1 })
    else span.to = rank + 1
  }
  const chancesOf = new Map()
  let hits = 0
  for (const [at, id] of ids.entries()) {
    const times = count.get(id)
    let chances = chancesOf.get(times)
    if (chances === undefined) {
      chances = new Map()
      const { from, to } = ranksOf.get(times)
      for (let rank = from; rank < to; rank++) {
        const guess = guesses[rank] ?? blind
        chances.set(guess, (chances.get(guess) ?? 0) + 1 / (to - from))
      }
      chancesOf.set(times, chances)
    }
    hits += chances.get(truth[at]) ?? 0
  }
  return hits
}

/** Who guesses the same for everybody: the commonest value in what he knows. */
export const blindOf = (known) => ranked(known)[0]?.[0]

/** For each composite of a ranking the commonest name among the known people who have it. */
export function namesBehind(ranking, composites, names) {
  const holders = new Map(ranking.map(([composite]) => [composite, []]))
  for (const [i, composite] of composites.entries())
    if (composite !== null) holders.get(composite).push(names[i])
  return ranking.map(([composite]) => ranked(holders.get(composite))[0][0])
}
