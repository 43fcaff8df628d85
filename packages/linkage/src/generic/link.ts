// The whole way for tables of any kind: rows of tokens to pairs, clusters and a number of persons.
import { clusterRows } from '../cluster.js'
import type { UniqueCount } from '../interval.js'
import type { LinkPair } from '../link.js'
import { kindOf } from './kinds.js'
import { fitPairs } from './model.js'
import { type ComparedPairs, comparePairs, crossedLevel, differsLevel } from './pairs.js'
import type { GenericPlan } from './plan.js'

/** What {@link linkGeneric} finds. */
export interface GenericLinks extends UniqueCount {
  /** All pairs that share a token, by `b`, then `a`. */
  readonly pairs: readonly LinkPair[]
  /** Clusters of two rows or more, ascending. */
  readonly clusters: readonly (readonly number[])[]
}

/**
 * Finds which rows of a table, or of several under one plan, are one person, from their tokens alone.
 *
 * @param rows tokens of one scope and plan, as `genericTokenMaker` makes them
 * @throws {AmanaError} `linkage/bad-tokens`
 * @example
 * const { clusters, unique, low, high } = linkGeneric(rows, plan)
 */
export function linkGeneric(rows: readonly Uint8Array[], plan: GenericPlan): GenericLinks {
  const compared = comparePairs(rows, plan)
  const { probability } = fitPairs(rows.length, plan, compared)
  const pairs = Array.from(probability, (p, i): LinkPair => {
    return { a: compared.a[i]!, b: compared.b[i]!, probability: p, reason: reasonOf(plan, compared, i) }
  }).sort((x, y) => x.b - y.b || x.a - y.a)
  // Each row is a list of its own: one table may hold any number of records of one person.
  const sources = rows.map((_, source) => ({ source, tokens: new Uint8Array(0) }))
  const candidates = pairs.map(({ a, b }) => ({ a, b, slots: 0, rarest: 2 }))
  const clusters = clusterRows(
    sources,
    candidates,
    Float64Array.from(pairs, (pair) => pair.probability),
  )
  return { ...countOf(rows.length, clusters, pairs), pairs, clusters }
}

/** Standard error of the number of links, as a share of it, from what the model cannot know of itself. */
const MODEL_ERROR = 0.01

/**
 * Clusters, corrected by the probabilities: a join is wrong with 1 − p of its likeliest pair, two clusters left apart are one
 * with the mean p between them. Records of one person that share no token are not in it.
 */
function countOf(
  rows: number,
  clusters: readonly (readonly number[])[],
  pairs: readonly LinkPair[],
): UniqueCount {
  const clusterOf = Int32Array.from({ length: rows }, (_, i) => i)
  for (const cluster of clusters) for (const row of cluster) clusterOf[row] = cluster[0]!
  const links = clusters.reduce((sum, cluster) => sum + cluster.length - 1, 0)
  let mean = rows - links
  let variance = (MODEL_ERROR * links) ** 2
  const joined = new Set<number>()
  const between = new Map<number, [sum: number, pairs: number]>()
  for (const { a, b, probability: p } of [...pairs].sort((x, y) => y.probability - x.probability)) {
    const [x, y] = [clusterOf[a]!, clusterOf[b]!]
    if (x === y) {
      // The likeliest pair of each row but the first.
      if (joined.has(b)) continue
      joined.add(b)
      mean += 1 - p
      variance += p * (1 - p)
    } else {
      const key = Math.min(x, y) * rows + Math.max(x, y)
      const [sum, count] = between.get(key) ?? [0, 0]
      between.set(key, [sum + p, count + 1])
    }
  }
  for (const [sum, count] of between.values()) {
    const q = sum / count
    mean -= q
    variance += q * (1 - q)
  }
  mean = Math.max(Math.min(1, rows), mean)
  const spread = 1.96 * Math.sqrt(variance)
  return {
    unique: Math.round(mean),
    low: Math.max(Math.min(1, rows), Math.floor(mean - spread)),
    high: Math.min(rows, Math.ceil(mean + spread)),
  }
}

/** Which fields agree, how, and which differ, as one sentence without a stop. */
function reasonOf(plan: GenericPlan, { levels }: ComparedPairs, pair: number): string {
  return plan.fields
    .flatMap(({ kind, name }, field) => {
      const { keys } = kindOf(kind)
      const level = levels[pair * plan.fields.length + field]!
      if (level < keys.length) return `${name} ${keys[level]!.words}`
      if (level < differsLevel(keys.length))
        return level === crossedLevel(keys.length)
          ? `${name} stands in another column`
          : `${name} resembles another column`
      return level === differsLevel(keys.length) ? `${name} differs` : []
    })
    .join(', ')
}
