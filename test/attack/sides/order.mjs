/** What the places of entries tell: of the organisation's table, of families and incidents, of who came with whom. */
import { byChance, limitOf, limitOfCount, rankCorrelation, shuffled } from '../chance.mjs'
import { newestPersons } from './case.mjs'

const ROUNDS = 200

const neighbours = (groups) => groups.filter((group, i) => i > 0 && groups[i - 1] === group).length
const familyOf = ({ incident, family, father }) => `${incident} ${father} ${family}`

export function attackOrder(views, truth, random) {
  const lines = []
  for (const [audience, { entries }] of Object.entries(views)) {
    const order = newestPersons(entries).map(({ id }) => truth.get(id))
    const table = [...order].sort((a, b) => a.at - b.at)
    const of = order.length - 1
    for (const [what, groupOf] of [
      ['family', familyOf],
      ['incident', ({ incident }) => incident],
    ]) {
      const chance = byChance((each) => neighbours(shuffled(order, each).map(groupOf)), ROUNDS, random)
      lines.push({
        what: `order, ${audience} view: the next record taken for one of the same ${what}`,
        hits: neighbours(order.map(groupOf)),
        of,
        chance: chance.mean,
        limit: limitOfCount(chance),
        naive: { what: "k-anonymised CSV in the table's order", hits: neighbours(table.map(groupOf)), of },
      })
    }
    const rows = order.map(({ at }) => at)
    const places = rows.map((_, i) => i)
    const found = (values) => Math.abs(rankCorrelation(values, places))
    const chance = byChance((each) => found(shuffled(rows, each)), ROUNDS, random)
    lines.push({
      what: `order, ${audience} view: place in the log beside row of the table`,
      measure: 'rank correlation',
      hits: found(rows),
      of: 1,
      chance: chance.mean,
      limit: limitOf(chance),
      naive: { what: "k-anonymised CSV in the table's order", hits: 1, of: 1 },
    })
  }
  return lines
}
