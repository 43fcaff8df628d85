// The whole way: rows with tokens to pairs, clusters and a count of persons.

import { calibrate } from './calibration.js'
import { type Candidate, candidates, type LinkRow } from './candidates.js'
import { type Constraints, clusterRows } from './cluster.js'
import { verdictOf } from './decisions.js'
import { mixtureWeights } from './em.js'
import { FEATURES, featureWriter } from './features.js'
import { type UniqueCount, uniqueCount } from './interval.js'
import { type Model, makeModel } from './model.js'
import { BLOCKING, DATE_LEVELS, DAYS, dateLevelOf, NAMED, type Patterns, patternsOf } from './pattern.js'
import { CALIBRATION, priorTables, stages } from './prior.js'
import { reasonOf } from './reasons.js'
import { COMPARISONS } from './token.js'
import { logOdds, type Trees } from './trees.js'

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
 * A brother taken for the same person is a victim lost: when clusters are made, that error weighs this much against a person counted twice. Most where
 * both died on one day, for there the namesakes of a family are. The count of persons is made without it.
 */
const COST_OF_A_MERGE = { sameDay: 11, otherwise: 1 } as const

/** Probabilities as clusters are made by; exported for the training. */
export const carefully = ({ distinct, of }: Patterns, probability: Float64Array): Float64Array =>
  probability.map((p, i) => {
    const cost = dateLevelOf(distinct[of[i]!]!) === 0 ? COST_OF_A_MERGE.sameDay : COST_OF_A_MERGE.otherwise
    return p / (p + cost * (1 - p))
  })

/** How many pairs the shipped shares of the classes count for against those of the lists at hand. */
const SHARES_WEIGHT = 50

/** Posteriors of the mixture model, three a distinct pattern, its shares fitted to the pairs at hand. */
export function posteriorOf({ distinct, of }: Patterns, model: Model): Float64Array {
  const likelihood = Float64Array.from(distinct.flatMap((pattern) => model.logLikelihood(pattern)))
  const times = new Float64Array(distinct.length)
  for (const pattern of of) times[pattern]!++
  const shares = model.totals.map((total) => total + 1)
  return mixtureWeights(times, 3, likelihood, shares, SHARES_WEIGHT).posterior
}

/**
 * Probability of each pair: by the mixture model, then by each of the stages, which see what the stage before thought of the neighbours.
 * Exported for the training.
 */
export function probabilitiesOf(
  rows: readonly LinkRow[],
  pairs: readonly Candidate[],
  patterns: Patterns,
  { model, stages }: { readonly model: Model; readonly stages: readonly Trees[] },
): Float64Array {
  const posterior = posteriorOf(patterns, model)
  let probability = Float64Array.from(patterns.of, (pattern) => posterior[pattern * 3]!)
  const item = new Float32Array(FEATURES)
  for (const trees of stages) {
    const write = featureWriter(rows, pairs, patterns, posterior, probability)
    probability = probability.map((_, i) => {
      write(i, item, 0)
      return 1 / (1 + Math.exp(-logOdds(trees, item, 0)))
    })
  }
  return probability
}

let known: { readonly model: Model; readonly stages: readonly Trees[] } | undefined
/** The candidate pairs as the model looks at them; exported for the training. */
export const candidatesOf = (rows: readonly LinkRow[]): Candidate[] =>
  candidates(rows, { blocking: BLOCKING, comparisons: COMPARISONS, named: NAMED, near: DAYS })

const shipped = (): NonNullable<typeof known> =>
  (known ??= { model: makeModel(priorTables()), stages: stages() })

/**
 * Finds which rows are one person. Rows need not come from different lists; the result depends on the rows and their order only.
 *
 * Limits: two namesakes of one event whose ages and fathers are not known on both sides are one person to it, or two; a name changed
 * beyond its sounds in both given and family name is two. A link is a reason to look, not a proof.
 *
 * @param rows tokens of one scope, epoch and plan
 * @param decisions pairs about which somebody has decided
 * @param language of the reasons
 * @throws {AmanaError} `linkage/bad-tokens`
 * @example
 * const { unique, low, high, clusters } = linkRows([...rowsOfA, ...rowsOfB])
 */
export function linkRows(
  rows: readonly LinkRow[],
  decisions?: Constraints,
  language: 'en' | 'ar' = 'en',
): Links {
  const found = candidatesOf(rows)
  const patterns = patternsOf(rows, found)
  const uncalibrated = probabilitiesOf(rows, found, patterns, shipped())
  const probability = uncalibrated.map((p) => calibrate(CALIBRATION, p))
  const careful = carefully(patterns, uncalibrated)
  const verdict = decisions && verdictOf(rows.length, decisions)
  if (verdict)
    found.forEach(({ a, b }, i) => {
      const p = verdict(a, b)
      if (p !== undefined) probability[i] = p
    })
  const clusters = clusterRows(rows, found, careful, decisions)
  const reasons = patterns.distinct.map((pattern) => reasonOf(pattern, language))
  const pairs = found.map(({ a, b }, i) => ({
    a,
    b,
    probability: probability[i]!,
    reason: reasons[patterns.of[i]!]!,
  }))
  return {
    ...uniqueCount(
      rows.length,
      clusters,
      found,
      probability,
      (i) => DATE_LEVELS[dateLevelOf(patterns.distinct[patterns.of[i]!]!)] !== 'unknown',
    ),
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
  const doubted: number[] = []
  for (let i = 0; i < pairs.length; i++) if (value(i) > 0.01) doubted.push(i)
  return doubted.sort((x, y) => value(y) - value(x) || x - y)
}
