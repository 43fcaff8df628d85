// `pnpm bench linkage-leaks FILE.csv [--map MAP.json]`: what the tokens of `--plan generic` give away to somebody who has them all, no key, and the
// exact number of persons of every name, or of every value of every composite, in this very table: more than anybody has.
// - composite: the tokens of one slot in the order of how common they are, laid beside the true values in theirs;
// - chained: rows that share any token with the whole of one field, taken together and laid beside that field's values;
// - single: the same for keyed single fields, which this plan does not make: shows that the attack works.
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { KINDS, TOKEN_BYTES } from '@amana/linkage'
import { readTable, tokensOfTable } from './linkage-generic.mjs'

function tally(values) {
  const counts = new Map()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

// Ties in the order of a hash, or the order of the table would give them away.
const scatter = (text) =>
  [...String(text)].reduce((h, c) => Math.imul(h ^ c.charCodeAt(0), 0x01000193), 0x811c9dc5)
const commonest = (values) =>
  [...tally(values)].sort((x, y) => y[1] - x[1] || scatter(x[0]) - scatter(y[0])).map(([value]) => value)

/** Share of the rows whose value is read back. */
function readBack(classes, values) {
  const truth = commonest(values.filter((value) => value !== ''))
  const guess = new Map(commonest(classes).map((one, rank) => [one, truth[rank]]))
  const right = classes.filter((one, row) => values[row] !== '' && guess.get(one) === values[row])
  return right.length / classes.length
}

/** Rows joined by tokens that the slots hold. */
function chains(tokens, slots) {
  const root = tokens.map((_, row) => row)
  const find = (row) => {
    let at = row
    while (root[at] !== at) at = root[at] = root[root[at]]
    return at
  }
  for (const slot of slots) {
    const first = new Map()
    tokens.forEach((of, row) => {
      if (first.has(of[slot])) root[find(row)] = find(first.get(of[slot]))
      else first.set(of[slot], row)
    })
  }
  return root.map((_, row) => find(row))
}

export async function run(args) {
  useBackend(nodeBackend)
  const [file] = args
  if (file === undefined || file.startsWith('-')) {
    console.error('usage: bench linkage-leaks FILE.csv [--map MAP.json]')
    process.exitCode = 2
    return
  }
  const table = readTable(file, args.includes('--map') ? args[args.indexOf('--map') + 1] : undefined)
  const { plan, order, rows } = tokensOfTable(table)
  const tokens = rows.map((row) =>
    Array.from({ length: plan.slots }, (_, slot) =>
      Buffer.from(row.buffer, slot * TOKEN_BYTES, TOKEN_BYTES).toString('latin1'),
    ),
  )
  const keyed = (row, { field, key }) => {
    const { normalise, keys } = KINDS[plan.fields[field].kind]
    const value = normalise(table.cells[order[row]][field])
    return value === '' ? '' : key < 0 ? 'known' : (keys[key].of(value)[0] ?? '')
  }
  const firsts = plan.composites.map((_, i) =>
    plan.composites.slice(0, i).reduce((sum, { slots }) => sum + slots, 0),
  )
  const composites = plan.composites.map(({ label, parts }, i) => {
    const values = rows.map((_, row) => parts.map((part) => keyed(row, part)))
    const joint = values.map((of) => (of.includes('') ? '' : of.join('\n')))
    return [
      label,
      readBack(
        tokens.map((of) => of[firsts[i]]),
        joint,
      ),
    ]
  })
  for (const [label, share] of composites.sort((x, y) => y[1] - x[1]).slice(0, 3))
    console.log(`composite ${label.replaceAll('|', ' with ')}: ${(100 * share).toFixed(2)} % read back`)
  for (const field of plan.anchors) {
    const slots = plan.composites.flatMap(({ parts, slots: width }, i) =>
      parts.some((part) => part.field === field && part.key === 0)
        ? Array.from({ length: width }, (_, k) => firsts[i] + k)
        : [],
    )
    const values = rows.map((_, row) => keyed(row, { field, key: 0 }))
    const chained = readBack(chains(tokens, slots), values)
    const single = readBack(
      values.map((value) => `hash of ${value}`),
      values,
    )
    console.log(
      `${plan.fields[field].name}: ${(100 * chained).toFixed(2)} % chained, ${(100 * single).toFixed(2)} % single`,
    )
  }
}
