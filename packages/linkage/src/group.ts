// What the neighbours of a pair say of it (collective linkage, after Bhattacharya and Getoor 2007): a third row that looks like both
// supports it; one that looks like the first but not like the second speaks against it, most of all when it stands in the second's
// own list, for then the list already tells the two apart.
import type { Candidate, LinkRow } from './candidates.js'

/** Rows with more likely partners than this give no neighbours' evidence: it would cost the square of their number. */
const MOST_NEIGHBOURS = 100

/** Below this a pair makes no neighbours. */
const LEAST = 0.05

/** Numbers of {@link neighbours} for each pair. */
export const NEIGHBOUR_FEATURES = 4

/**
 * Four numbers for each pair: support (expected number of third rows that are both), strongest contradiction, strongest
 * contradiction from a rival in one of the two lists, expected number of partners of the two.
 *
 * @param probability of each pair, as known so far
 */
export function neighbours(
  rows: readonly LinkRow[],
  pairs: readonly Candidate[],
  probability: Float64Array,
): Float32Array {
  const near: (Map<number, number> | undefined)[] = new Array(rows.length)
  const add = (from: number, to: number, p: number): void => {
    const known = near[from]
    if (known) known.set(to, p)
    else near[from] = new Map([[to, p]])
  }
  pairs.forEach(({ a, b }, i) => {
    const p = probability[i]!
    if (p <= LEAST) return
    add(a, b, p)
    add(b, a, p)
  })
  const nobody = new Map<number, number>()
  const out = new Float32Array(pairs.length * NEIGHBOUR_FEATURES)
  pairs.forEach(({ a, b }, i) => {
    const ofA = near[a] ?? nobody
    const ofB = near[b] ?? nobody
    if (ofA.size + ofB.size > MOST_NEIGHBOURS) return
    let support = 0
    let against = 0
    let rival = 0
    let partners = 0
    for (const [x, p] of ofA) {
      if (x === b) continue
      const other = ofB.get(x) ?? 0
      partners += p
      support += p * other
      against = Math.max(against, p * (1 - other))
      if (rows[x]!.source === rows[b]!.source) rival = Math.max(rival, p * (1 - other))
    }
    for (const [x, p] of ofB) {
      if (x === a) continue
      const other = ofA.get(x) ?? 0
      partners += p
      against = Math.max(against, p * (1 - other))
      if (rows[x]!.source === rows[a]!.source) rival = Math.max(rival, p * (1 - other))
    }
    out.set([support, against, rival, partners], i * NEIGHBOUR_FEATURES)
  })
  return out
}
