// Makes packages/linkage/src/prior.ts: how often each joint pattern was seen among pairs of one person, of two persons of one event and of
// two events, on made-up casualty lists with known persons. Counts alone are kept: no name, token or date of the lists.
//   pnpm build && node packages/linkage/train/train.mjs FILE.csv... > packages/linkage/src/prior.ts && pnpm build
// Shipped: trained on dev.csv and dev-2.csv. To measure, train on one and score the other.
import { readCasualties, rowsOf } from '../../../test/bench/casualties.mjs'
import {
  BLOCKING_SLOTS,
  CALIBRATED,
  candidates,
  fitCalibration,
  formatCounts,
  groupLevels,
  makeModel,
  nameKey,
  openKey,
  patternOf,
  posteriorsOf,
  stepOf,
} from '../dist/index.js'

const files = process.argv.slice(2)
const sets = files.map((file) => {
  const table = readCasualties(file)
  const rows = rowsOf(table)
  const pairs = candidates(rows, BLOCKING_SLOTS)
  const patterns = pairs.map((pair) => patternOf(rows, pair))
  const classes = pairs.map(({ a, b }, i) => {
    if (table[a].entity_id === table[b].entity_id) return 0
    const { open } = patterns[i]
    const date = Math.floor(open / 27)
    const place = Math.floor(open / 3) % 3
    return date === 3 || date === 6 || place === 0 || open % 3 === 0 ? 2 : 1
  })
  return { rows, pairs, patterns, classes }
})

/** Pairs by key and class, over some of the files. */
function count(of, keyOf) {
  const out = new Map()
  for (const set of of)
    set.classes.forEach((c, i) => {
      const key = keyOf(set, i)
      const known = out.get(key) ?? [0, 0, 0]
      known[c]++
      out.set(key, known)
    })
  return out
}

function trained(on) {
  const names = count(on, ({ patterns }, i) => nameKey(patterns[i]))
  const open = count(on, ({ patterns }, i) => openKey(patterns[i]))
  const groups = []
  const models = [makeModel({ names, open })]
  for (let pass = 0; pass < 2; pass++) {
    for (const set of on) {
      const { posterior } = posteriorsOf(set.rows, set.pairs, set.patterns, models)
      const same = Float64Array.from(set.pairs, (_, i) => posterior[i * 3])
      set.groups = groupLevels(set.rows, set.pairs, same)
    }
    const group = count(on, (set, i) => set.groups[i])
    groups.push(group)
    models.push(makeModel({ names, open, group }))
  }
  return { names, open, groups, models }
}

// Each file is scored by what was learned on the others; a single file by itself, which is too kind.
const steps = Array.from({ length: 2 * CALIBRATED + 1 }, () => [0, 0])
for (const set of sets) {
  const { models } = trained(sets.length > 1 ? sets.filter((other) => other !== set) : sets)
  const { posterior } = posteriorsOf(set.rows, set.pairs, set.patterns, models)
  set.classes.forEach((c, i) => {
    const step = steps[Math.round(stepOf(posterior[i * 3]))]
    step[0]++
    if (c === 0) step[1]++
  })
}
const calibration = fitCalibration(steps)
const { names, open, groups } = trained(sets)

/** Numbers on as few lines as the formatter would take. */
const filled = (numbers) => {
  const lines = [' ']
  for (const number of numbers) {
    if (`${lines.at(-1)} ${number},`.length > 110) lines.push(' ')
    lines[lines.length - 1] += ` ${number},`
  }
  return lines
}
const text = (counts) => `\`\n${formatCounts(counts)}\n\``
console.log(`// Made by packages/linkage/train/train.mjs from ${files.map((file) => file.split('/').at(-1)).join(' and ')} (made-up persons, CC0): how
// often each pattern was seen in the three classes of model.ts. Do not edit.
import type { Tables } from './model.js'
import { passes } from './tables.js'

const NAMES = ${text(names)}

const OPEN = ${text(open)}

const GROUPS = [
  ${groups.map(text).join(',\n  ')},
]

/** See calibration.ts: each file scored by tables made from the others. */
export const CALIBRATION: readonly number[] = [
${filled(calibration.map((rate) => Number(rate.toFixed(5)))).join('\n')}
]

/** The tables of the three passes. */
export const priorTables = (): readonly Tables[] => passes(NAMES, OPEN, GROUPS)`)
