/** (e) What order and sizes tell: of the organisation's table, of families, of the length of a name. */
import { decode, itemEnd } from '@amana/codec'
import { byChance, limitOf, limitOfCount, rankCorrelation, shuffled } from '../chance.mjs'

const ROUNDS = 400

/** Bytes of each record of an escrow file, by what its header says and by where the next record begins. */
function escrowSizes(file) {
  const start = file.indexOf(10) + 1
  const end = itemEnd(file, start)
  const [, count, size] = decode(file.subarray(start, end))
  const each = (file.length - end) / count
  return each === size + 53 ? new Array(count).fill(each) : [each, size + 53]
}

/** How many stand beside another of their group. */
const neighbours = (groups) =>
  groups.reduce((sum, group, i) => sum + (i > 0 && groups[i - 1] === group ? 1 : 0), 0)

export function attackOrder({ held, truth }, random) {
  const of = truth.length
  const lines = []

  const correlate = (what, own, wanted, control) => {
    const found = (values) => Math.abs(rankCorrelation(values, wanted))
    const chance = byChance((generator) => found(shuffled(own, generator)), ROUNDS, random)
    lines.push({
      what,
      measure: 'rank correlation',
      hits: found(own),
      of: 1,
      chance: chance.mean,
      limit: limitOf(chance),
      control: { what: control.what, hits: found(control.values), of: 1 },
    })
  }
  const rows = truth.map(({ row }) => row)
  const lengths = truth.map(({ person }) => person.full.length)
  const entries = truth.map((_, at) => at)
  correlate('order: place in the log beside row of the table', entries, rows, {
    what: 'a log in the order of the table',
    values: rows,
  })
  correlate(
    'order: id as a number beside row of the table',
    held.persons.map(({ id }) => Number(`0x${Buffer.from(id.slice(0, 6)).toString('hex')}`)),
    rows,
    { what: 'numbered ids', values: rows },
  )
  correlate(
    'sizes: bytes of a record in the view beside length of the name',
    held.persons.map(({ bytes }) => bytes),
    lengths,
    {
      what: 'a record that carries the name encrypted',
      values: held.persons.map((p, i) => p.bytes + Buffer.byteLength(truth[i].person.full)),
    },
  )

  for (const [what, groupOf] of [
    ['families', ({ person }) => person.family],
    ['incidents', ({ person }) => `${person.place} ${person.date}`],
  ]) {
    const groups = truth.map(groupOf)
    const chance = byChance((generator) => neighbours(shuffled(groups, generator)), ROUNDS, random)
    lines.push({
      what: `order: ${what} beside one another in the log`,
      measure: 'neighbours alike',
      hits: neighbours(groups),
      of: of - 1,
      chance: chance.mean,
      limit: limitOfCount(chance),
      control: { what: `a log grouped by ${what}`, hits: neighbours([...groups].sort()), of: of - 1 },
    })
  }

  const sizes = new Set(escrowSizes(held.escrow))
  const unpadded = new Set(truth.map(({ person }) => Buffer.byteLength(person.full)))
  lines.push({
    what: 'sizes: sealed identities in the escrow file',
    measure: 'sizes beyond one',
    hits: sizes.size - 1,
    of,
    chance: 0,
    limit: 0,
    control: { what: 'names encrypted without padding', hits: unpadded.size - 1, of },
  })
  return lines
}
