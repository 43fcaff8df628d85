// Makes packages/linkage/src/prior.ts from made-up casualty lists with known persons: how often each joint pattern was seen among pairs of one person, of
// two persons of one event and of two events; trees over what these tables cannot see together; and how often a pair of a given probability was
// one person. Numbers alone are kept: no name, token or date of the lists.
//   pnpm build && node packages/linkage/train/train.mjs FILE.csv... > packages/linkage/src/prior.ts && pnpm build
// Shipped: trained on dev.csv and dev-2.csv. To measure, train on one and score the other.
import { formatCounts } from '../dist/tables.js'
import { make, scoreOf, setsOf } from './make.mjs'

const lists = process.argv.slice(2).map(setsOf)
const { tables, stages, calibration, outOfFold } = make(lists)

// What this would find on lists that it was not trained on, near enough.
lists.forEach(([set], i) => {
  const { precision, recall, f1, lookAlikesMerged } = scoreOf(set, outOfFold[i])
  console.error(`out of fold: ${JSON.stringify({ precision, recall, f1, lookAlikesMerged })}`)
})

const text = (lines) => `\`\n${lines}\n\``
console.log(`// Made by packages/linkage/train/train.mjs from ${process.argv
  .slice(2)
  .map((file) => file.split('/').at(-1))
  .join(' and ')} (made-up persons, CC0): how often each pattern was seen in the three
// classes of model.ts, trees over the features of features.ts, and the calibration. Do not edit.
import type { Tables } from './model.js'
import { parseCounts } from './tables.js'
import { parseTrees, type Trees } from './trees.js'

const NAMES = ${text(formatCounts(tables.names))}

const EVENTS = ${text(formatCounts(tables.events))}

const STAGES = [
  ${stages.map(text).join(',\n  ')},
]

/** See calibration.ts: pairs scored by tables and trees that were made without them. */
export const CALIBRATION: readonly number[] = [
  ${calibration.map((rate) => Number(rate.toFixed(5))).join(', ')},
]

export const priorTables = (): Tables => ({ names: parseCounts(NAMES), events: parseCounts(EVENTS) })

export const stages = (): readonly Trees[] => STAGES.map(parseTrees)`)
