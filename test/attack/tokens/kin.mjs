/** (d) Who is seen to be kin: other persons of one family name who died in one month and governorate, in one view. */
import { ranked } from '../chance.mjs'

const SHIFT = 0x1000000

/** Pairs of records with one value in any of the columns, as numbers. */
function pairsOf(columns, keep) {
  const holders = new Map()
  for (const values of columns)
    for (const [i, value] of values.entries()) holders.set(value, (holders.get(value) ?? []).concat(i))
  const pairs = new Set()
  for (const list of holders.values())
    for (const [n, a] of list.entries())
      for (const b of list.slice(n + 1)) if (keep(a, b)) pairs.add(Math.min(a, b) * SHIFT + Math.max(a, b))
  return pairs
}

/**
 * @returns pairs: kin (and siblings: one father too); openly: how many pairs of one month and governorate are kin, which is all that open fields say;
 *   slots, any: pairs of those that share a token, how many of them are kin and siblings, and the records so seen to have kin
 */
export function attackKin(seen, people, slots) {
  const others = (a, b) => people[a].entity !== people[b].entity
  const event = Array.from(seen.event)
  const together = (a, b) => event[a] === event[b] && others(a, b)
  const kin = pairsOf([people.map(({ family }, i) => `${family} ${event[i]}`)], others)
  const isSibling = (pair) => {
    const [a, b] = [people[Math.floor(pair / SHIFT)], people[pair % SHIFT]]
    return a.father !== '' && a.father === b.father
  }
  const siblings = [...kin].filter(isSibling).length
  const recordsOf = (pairs) =>
    new Set([...pairs].flatMap((pair) => [Math.floor(pair / SHIFT), pair % SHIFT])).size
  const told = (pairs) => {
    const right = [...pairs].filter((pair) => kin.has(pair))
    return {
      pairs: pairs.size,
      kin: right.length,
      siblings: right.filter(isSibling).length,
      records: recordsOf(right),
    }
  }
  const found = [
    ...slots.map((slot, at) => ({ slot, columns: [seen.tokens[at]] })),
    ...seen.crossed.map((one) => ({ ...one, slot: `any of ${slots[one.slots[0]]} …` })),
  ].map(({ slot, columns }) => ({ slot, pairs: pairsOf(columns, together) }))
  const openly = ranked(event).reduce((sum, [, n]) => sum + (n * (n - 1)) / 2, 0)
  return {
    kin: kin.size,
    siblings,
    records: recordsOf(kin),
    openly,
    slots: found.map(({ slot, pairs }) => ({ slot, ...told(pairs) })),
    any: told(new Set(found.flatMap(({ pairs }) => [...pairs]))),
  }
}
