// The whole way: rows with tokens and open facts to pairs, clusters and a count of persons.

import { calibrate } from './calibration.js'
import { type Candidate, candidates, type LinkRow } from './candidates.js'
import { type Constraints, clusterRows } from './cluster.js'
import { verdictOf } from './decisions.js'
import { mixtureWeights } from './em.js'
import { groupLevels } from './group.js'
import { type UniqueCount, uniqueCount } from './interval.js'
import { type Classes, type Model, makeModel } from './model.js'
import { BLOCKING_SLOTS, type Pattern, patternOf } from './pattern.js'
import { CALIBRATION, priorTables } from './prior.js'
import { reasonOf } from './reasons.js'

/** A pair that was looked at. */
export interface LinkPair {
  /** Indices into the rows given, `a < b`. */
  readonly a: number
  readonly b: number
  /** That the two rows are one person; 1 or 0 where somebody has decided. */
  readonly probability: number
  readonly reason: string
}

/** What {@link linkRows} finds. */
export interface Links extends UniqueCount {
  /** By `b`, then `a`. */
  readonly pairs: readonly LinkPair[]
  /** Clusters of two rows or more, ascending; a row that matches nothing stands in none. */
  readonly clusters: readonly (readonly number[])[]
  /** Indices into `pairs`, the pair first whose decision would say most. */
  readonly review: readonly number[]
}

/**
 * A brother taken for the same person is a victim lost, so that error weighs this much against a person counted twice: odds
 * against "another person of the same event" are raised by it when clusters are made. The count of persons is made without it.
 */
const COST_OF_A_MERGE = 3

/** How many pairs the shipped shares of the classes count for against those of the lists at hand. */
const SHARES_WEIGHT = 50

const flat = (model: Model, patterns: readonly Pattern[], groups: Uint8Array | undefined): Float64Array => {
  const out = new Float64Array(patterns.length * 3)
  patterns.forEach((pattern, i) => {
    out.set(model.logLikelihood(pattern, groups?.[i] ?? 0), i * 3)
  })
  return out
}

const ofClass = (posterior: Float64Array, c: number): Float64Array =>
  Float64Array.from({ length: posterior.length / 3 }, (_, i) => posterior[i * 3 + c]!)

/** Posteriors of each pass; the last one counts. Exported for the training of the tables. */
export function posteriorsOf(
  rows: readonly LinkRow[],
  pairs: readonly Candidate[],
  patterns: readonly Pattern[],
  models: readonly Model[],
): { posterior: Float64Array; groups: Uint8Array | undefined } {
  let posterior: Float64Array = new Float64Array(patterns.length * 3)
  let groups: Uint8Array | undefined
  models.forEach((model, pass) => {
    if (pass > 0) groups = groupLevels(rows, pairs, ofClass(posterior, 0))
    const likelihood = flat(model, patterns, groups)
    posterior = mixtureWeights(patterns.length, 3, likelihood, shares(model.totals), SHARES_WEIGHT).posterior
  })
  return { posterior, groups }
}

const shares = (totals: Classes): number[] => totals.map((total) => total + 1)

let shipped: readonly Model[] | undefined
const models = (): readonly Model[] => (shipped ??= priorTables().map(makeModel))

/**
 * Finds which rows are one person. Rows need not come from different lists; the result depends on the rows and their order only.
 *
 * Limits: two namesakes of one event whose ages and fathers are not known on both sides are one person to it, or two; a name changed
 * beyond its sounds in both given and family name is two. A link is a reason to look, not a proof.
 *
 * @param rows tokens of one scope, epoch and plan, with what may be seen of each record
 * @param decisions pairs about which somebody has decided
 * @param language of the reasons
 * @throws {AmanaError} `linkage/bad-tokens`, `linkage/bad-date`
 * @example
 * const { unique, low, high, clusters } = linkRows([...rowsOfA, ...rowsOfB])
 */
export function linkRows(
  rows: readonly LinkRow[],
  decisions?: Constraints,
  language: 'en' | 'ar' = 'en',
): Links {
  const found = candidates(rows, BLOCKING_SLOTS)
  const patterns = found.map((pair) => patternOf(rows, pair))
  const { posterior } = posteriorsOf(rows, found, patterns, models())
  const uncalibrated = ofClass(posterior, 0)
  const probability = uncalibrated.map((p) => calibrate(CALIBRATION, p))
  const careful = Float64Array.from(uncalibrated, (same, i) => {
    const event = posterior[i * 3 + 1]!
    return same / (same + COST_OF_A_MERGE * event + posterior[i * 3 + 2]! || 1)
  })
  const verdict = decisions && verdictOf(rows.length, decisions)
  if (verdict)
    found.forEach(({ a, b }, i) => {
      const p = verdict(a, b)
      if (p !== undefined) probability[i] = p
    })
  const clusters = clusterRows(rows, found, careful, decisions)
  const pairs = found.map(({ a, b }, i) => ({
    a,
    b,
    probability: probability[i]!,
    reason: reasonOf(rows, a, b, patterns[i]!, language),
  }))
  return {
    ...uniqueCount(rows.length, clusters, found, probability),
    pairs,
    clusters,
    review: reviewOf(rows.length, pairs, clusters),
  }
}

/** A decision says most where the pair is most in doubt, and where more rows hang on it. */
function reviewOf(
  rows: number,
  pairs: readonly LinkPair[],
  clusters: readonly (readonly number[])[],
): number[] {
  const size = new Int32Array(rows).fill(1)
  for (const cluster of clusters) for (const row of cluster) size[row] = cluster.length
  const value = (i: number): number => {
    const { a, b, probability: p } = pairs[i]!
    return p * (1 - p) * (1 + Math.log2(size[a]! * size[b]!))
  }
  return pairs
    .map((_, i) => i)
    .filter((i) => value(i) > 0.01)
    .sort((x, y) => value(y) - value(x) || x - y)
}
