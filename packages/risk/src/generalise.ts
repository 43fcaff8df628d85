// The least loss that passes: which fields to make coarser, and how far.
import { AmanaError } from '@amana/codec'
import { type Classes, type Distinct, distinctRows } from './classes.js'
import { type Column, rowsOf } from './column.js'
import { diversityOf } from './diversity.js'
import type { Ladder } from './ladder.js'
import { type Metric, type Solution, type Suppressed, searchLattice } from './lattice.js'
import { classSizeMetric, discernibilityMetric, lossMetric, recordsOf } from './metric.js'

/** What a view must keep to. */
export interface Policy {
  /** No class may be smaller. */
  readonly k: number
  /** The mean over all records of the chance to pick the right one must be below this; 0.03 is HDX's rule. */
  readonly globalRisk: number
  /** Columns that nobody may infer: at least so many values in every class. They are not among those an adversary looks a person up by. */
  readonly diversity?: readonly { readonly column: Column; readonly l: number }[]
}

/** The gate's defaults: named investigators, and the public. */
export const INVESTIGATOR: Policy = { k: 5, globalRisk: 0.03 }
export const PUBLIC: Policy = { k: 11, globalRisk: 0.03 }

/** One field made coarser. */
export interface Change {
  readonly column: string
  readonly from: string
  readonly to: string
}

export interface Generalisation {
  /** For each ladder the index of its rung. */
  readonly rungs: readonly number[]
  /** The same as a list of what changes. */
  readonly changes: readonly Change[]
  /** What it costs, in the metric's own terms; loss is 0 to 1. */
  readonly value: number
  /** Classes of records that are not left out. */
  readonly classes: number
  /** Records left out. */
  readonly suppressed: number
  /** Nothing passes at less. False where the search was cut short: this passes, and something better may. */
  readonly exact: boolean
}

/** For the smallest changes: a second or two. Beyond ten ladders over some ten thousand different records it is not always enough. */
const WORK = 1e8

const NONE: Suppressed = { records: 0, classes: 0, has: () => false }

function tooSmall({ sizes }: Classes, k: number): Suppressed {
  let records = 0
  let classes = 0
  for (const size of sizes) {
    if (size >= k) continue
    records += size
    classes++
  }
  return { records, classes, has: (size) => size < k }
}

/** Ladders over the distinct rows of their columns. */
function compressed(ladders: readonly Ladder[], beside: readonly Column[]) {
  const columns = ladders.map(({ column }) => column)
  rowsOf(columns)
  const table = distinctRows([...columns, ...beside])
  return {
    table,
    ladders: ladders.map(({ rungs }, i) => ({ rungs, column: table.columns[i]! })),
    beside: table.columns.slice(ladders.length),
  }
}

const inWords = (
  ladders: readonly Ladder[],
  { rungs, value, classes, exact }: Solution,
  left: Suppressed,
): Generalisation => ({
  rungs,
  changes: rungs.flatMap((rung, i) =>
    rung === 0
      ? []
      : [
          {
            column: ladders[i]!.column.name,
            from: ladders[i]!.rungs[0]!.name,
            to: ladders[i]!.rungs[rung]!.name,
          },
        ],
  ),
  value,
  classes: classes.sizes.length - left.classes,
  suppressed: left.records,
  exact,
})

const METRICS: Record<string, (ladders: readonly Ladder[], table: Distinct) => Metric> = {
  loss: (ladders, { counts }) => lossMetric(ladders, counts),
  discernibility: (_, { counts }) => discernibilityMetric(counts),
  'class size': (_, { counts }) => classSizeMetric(counts),
}

/**
 * The k-anonymous full-domain generalisation of least loss, with some records left out: what ARX computes.
 * @param limit share of records that may be left out
 * @param metric what is made small
 * @returns null where even closing every column is not enough
 */
export function optimalGeneralisation(
  ladders: readonly Ladder[],
  k: number,
  limit = 0,
  metric: 'loss' | 'discernibility' | 'class size' = 'loss',
): Generalisation | null {
  const { table, ladders: own } = compressed(ladders, [])
  const most = Math.floor(limit * recordsOf(table.counts))
  const suppressed = (classes: Classes) => tooSmall(classes, k)
  const solution = searchLattice({
    table,
    ladders: own,
    most: Number.POSITIVE_INFINITY,
    passes: (classes) => suppressed(classes).records <= most,
    suppressed,
    metric: METRICS[metric]!(own, table),
    work: Number.POSITIVE_INFINITY,
  })
  return solution && inWords(ladders, solution, suppressed(solution.classes))
}

/** Whether classes over distinct rows keep to a policy. Merging classes never breaks it. */
function keeps(
  policy: Policy,
  counts: Uint32Array,
  sensitive: readonly Column[],
): (classes: Classes) => boolean {
  const records = recordsOf(counts)
  return (classes) =>
    classes.sizes.length / records < policy.globalRisk &&
    classes.sizes.every((size) => size >= policy.k) &&
    sensitive.every((column, i) =>
      diversityOf(classes, column, counts).distinct.every((l) => l >= policy.diversity![i]!.l),
    )
}

/**
 * The changes of least loss after which every class keeps to the policy, nobody left out.
 * @returns no change where none is needed; null where nothing short of closing the rows of some people would do
 * @throws AmanaError `risk/policy` for a sensitive column that is among the ladders
 *
 * @example
 * smallestChanges([ladderOf(sex), ladderOf(date, [['month', (day) => day.slice(0, 7)]])], INVESTIGATOR)
 * // { changes: [{ column: 'date', from: 'as it is', to: 'month' }], value: 0.21, … }
 */
export function smallestChanges(ladders: readonly Ladder[], policy: Policy): Generalisation | null {
  const sensitive = (policy.diversity ?? []).map(({ column }) => column)
  const twice = ladders.find(({ column }) => sensitive.some(({ name }) => name === column.name))
  if (twice !== undefined)
    throw new AmanaError('risk/policy', 'A column is either looked up by or sensitive, not both.', {
      column: twice.column.name,
    })
  const { table, ladders: own, beside } = compressed(ladders, sensitive)
  const solution = searchLattice({
    table,
    ladders: own,
    most: Math.min(policy.globalRisk, 1 / policy.k) * recordsOf(table.counts),
    passes: keeps(policy, table.counts, beside),
    suppressed: () => NONE,
    metric: lossMetric(own, table.counts),
    work: WORK,
  })
  return solution && inWords(ladders, solution, NONE)
}
