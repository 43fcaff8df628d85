// How many different persons stand on the lists, with a 95 % interval, from the probabilities of the pairs.
import type { Candidate } from './candidates.js'
import { Parts } from './parts.js'
import { BASE } from './pattern.js'

/** The number of persons and the bounds of its 95 % interval, whole numbers. */
export interface UniqueCount {
  readonly unique: number
  readonly low: number
  readonly high: number
}

/**
 * Relative error of the model itself: probabilities were learned on other lists than those at hand, and pairs that share no
 * token are not seen at all. Chosen so that the truth lies inside on resampled development lists (docs/linkage.md).
 */
const MODEL_ERROR = 0.005

/**
 * Links not seen, for each link made: records of one person that share no token, or that others contradict. They grow with the noise of the lists, which
 * shows in the links that are seen: the share of them whose tokens of slot 5 (start of given, family, month) differ. A line through the
 * development lists (.034 differ, .004 not seen) and those with doubled errors (.064, .046), each scored by tables of the other (docs/linkage.md).
 */
const UNSEEN = { slope: 1.4, from: 0.0311, most: 0.1 } as const

/** Few links say little of the noise: this many links of the development lists are counted with them. */
const USUAL = { links: 20, differ: 0.034 } as const

/** Links not seen for each link made, and the variance of that number. */
function unseenOf(
  pairs: readonly Candidate[],
  probability: Float64Array,
  dated: (pair: number) => boolean,
): { readonly rate: number; readonly variance: number } {
  let all: number = USUAL.links
  let differ = USUAL.links * USUAL.differ
  pairs.forEach(({ slots }, i) => {
    const p = probability[i]!
    if (p < 0.5 || !dated(i)) return
    all += p
    if (((slots >> BASE) & 1) === 0) differ += p
  })
  const share = differ / all
  return {
    rate: Math.min(UNSEEN.most, Math.max(0, UNSEEN.slope * (share - UNSEEN.from))),
    variance: (UNSEEN.slope ** 2 * share * (1 - share)) / all,
  }
}

/** Errors of pairs in one family come together; their variance is larger than that of independent ones by this factor. */
const CLUSTERED = 2

/**
 * Starts from the clusters found; each join of a cluster (along its most likely pairs) is wrong with probability 1 − p, each
 * two clusters left apart are one person with the mean p of the pairs between them.
 *
 * @param rows number of rows
 * @param clusters clusters of two rows or more
 * @param probability calibrated probability of each pair
 * @param dated whether both dates of a pair are told to the month: without that slot 5 is not there to differ, and says nothing of noise
 */
export function uniqueCount(
  rows: number,
  clusters: readonly (readonly number[])[],
  pairs: readonly Candidate[],
  probability: Float64Array,
  dated: (pair: number) => boolean = () => true,
): UniqueCount {
  const clusterOf = Int32Array.from({ length: rows }, (_, i) => i)
  for (const cluster of clusters) for (const row of cluster) clusterOf[row] = cluster[0]!
  const found = rows - clusters.reduce((sum, cluster) => sum + cluster.length - 1, 0)
  const unseen = unseenOf(pairs, probability, dated)
  let mean = found - unseen.rate * (rows - found)
  // Few links measure their noise badly.
  let variance = unseen.variance * (rows - found) ** 2
  const inside: number[] = []
  const between = new Map<number, [sum: number, pairs: number]>()
  const apart = (q: number): void => {
    mean -= q
    variance += q * (1 - q)
  }
  const isAlone = new Uint8Array(rows).fill(1)
  for (const cluster of clusters) for (const row of cluster) isAlone[row] = 0
  pairs.forEach(({ a, b }, i) => {
    const p = probability[i]!
    const [x, y] = [clusterOf[a]!, clusterOf[b]!]
    if (x === y) inside.push(i)
    else if (isAlone[a] === 1 && isAlone[b] === 1) apart(p)
    else {
      const key = Math.min(x, y) * rows + Math.max(x, y)
      const known = between.get(key)
      if (known) {
        known[0] += p
        known[1]++
      } else between.set(key, [p, 1])
    }
  })
  // All pairs between two clusters are one person together or none is.
  for (const [sum, count] of between.values()) apart(sum / count)
  // Kruskal: the most likely pairs that hold each cluster together.
  const parts = new Parts(rows)
  for (const i of inside.sort((x, y) => probability[y]! - probability[x]! || x - y)) {
    if (!parts.join(pairs[i]!.a, pairs[i]!.b)) continue
    const p = probability[i]!
    mean += 1 - p
    variance += p * (1 - p)
  }
  mean = Math.max(Math.min(1, rows), mean)
  const spread = 1.96 * Math.sqrt(CLUSTERED * variance + (MODEL_ERROR * mean) ** 2)
  return {
    unique: Math.round(mean),
    low: Math.max(Math.min(1, rows), Math.floor(mean - spread)),
    high: Math.min(rows, Math.ceil(mean + spread)),
  }
}
