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

/** For each row the pairs that it stands in and that are likely enough, in the order of the pairs. */
function partnersOf(
  rows: number,
  pairs: readonly Candidate[],
  probability: Float64Array,
): { readonly from: Int32Array; readonly partner: Int32Array; readonly likely: Float64Array } {
  const from = new Int32Array(rows + 1)
  const eachWay = (visit: (row: number, partner: number, p: number) => void): void => {
    for (let i = 0; i < pairs.length; i++) {
      const p = probability[i]!
      if (p <= LEAST) continue
      const { a, b } = pairs[i]!
      visit(a, b, p)
      visit(b, a, p)
    }
  }
  eachWay((row) => {
    from[row + 1]!++
  })
  for (let row = 0; row < rows; row++) from[row + 1]! += from[row]!
  const next = from.slice()
  const partner = new Int32Array(from[rows]!)
  const likely = new Float64Array(from[rows]!)
  eachWay((row, other, p) => {
    const at = next[row]!++
    partner[at] = other
    likely[at] = p
  })
  return { from, partner, likely }
}

/**
 * Four numbers for each pair: support (expected number of third rows that are both), strongest contradiction, strongest
 * contradiction from a rival in one of the two lists, expected number of partners of the two.
 *
 * @param probability of each pair, as known so far
 * @returns writes the numbers of a pair to a place
 */
export function neighbours(
  rows: readonly LinkRow[],
  pairs: readonly Candidate[],
  probability: Float64Array,
): (pair: number, out: Float32Array, at: number) => void {
  const { from, partner, likely } = partnersOf(rows.length, pairs, probability)
  /** How likely each row is the same as the one looked at; all nought between two looks. */
  const known = new Float64Array(rows.length)
  const mark = (row: number): void => {
    for (let i = from[row]!; i < from[row + 1]!; i++) known[partner[i]!] = likely[i]!
  }
  const wipe = (row: number): void => {
    for (let i = from[row]!; i < from[row + 1]!; i++) known[partner[i]!] = 0
  }
  return (pair, out, at) => {
    const { a, b } = pairs[pair]!
    let support = 0
    let against = 0
    let rival = 0
    let partners = 0
    if (from[a + 1]! - from[a]! + from[b + 1]! - from[b]! <= MOST_NEIGHBOURS) {
      for (const [row, other] of [
        [a, b],
        [b, a],
      ] as const) {
        mark(other)
        for (let i = from[row]!; i < from[row + 1]!; i++) {
          const [x, p] = [partner[i]!, likely[i]!]
          if (x === other) continue
          const both = p * known[x]!
          partners += p
          if (row === a) support += both
          against = Math.max(against, p - both)
          if (rows[x]!.source === rows[other]!.source) rival = Math.max(rival, p - both)
        }
        wipe(other)
      }
    }
    out[at] = support
    out[at + 1] = against
    out[at + 2] = rival
    out[at + 3] = partners
  }
}
