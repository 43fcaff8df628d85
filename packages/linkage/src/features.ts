// What the boosted trees see of a pair, as numbers in a fixed order: trees.ts reads them by place, so a change here needs a new training.
import type { Candidate, LinkRow } from './candidates.js'
import { NEIGHBOUR_FEATURES, neighbours } from './group.js'
import type { Patterns } from './pattern.js'
import { COMPARISONS } from './token.js'

/** Numbers for each pair. */
export const FEATURES = COMPARISONS.length + 7 + NEIGHBOUR_FEATURES

/** Log-odds beyond this say no more. */
const MOST = 15
const logit = (p: number): number => {
  const q = Math.min(1 - 1e-9, Math.max(1e-9, p))
  return Math.max(-MOST, Math.min(MOST, Math.log(q / (1 - q))))
}

/**
 * Comparisons that agree; date and governorate levels (pattern.ts); log₂ of the rows that bear the rarest shared name; whether both stand on one list; log-odds
 * of the mixture model for "same" and for "same event" among the rest; log-odds as known so far; the neighbours' numbers.
 *
 * @param posterior of the mixture model, three a distinct pattern
 * @param probability of each pair, as known so far
 * @returns writes the {@link FEATURES} numbers of a pair to a place
 */
export function featureWriter(
  rows: readonly LinkRow[],
  pairs: readonly Candidate[],
  patterns: Patterns,
  posterior: Float64Array,
  probability: Float64Array,
): (pair: number, out: Float32Array, at: number) => void {
  const writeNeighbours = neighbours(rows, pairs, probability)
  const ofPattern = patterns.distinct.map(({ event }, i): readonly [number, number, number, number] => {
    const [same, together, apart] = posterior.subarray(i * 3) as unknown as [number, number, number]
    return [Math.floor(event / 3), event % 3, logit(same), logit(together / (together + apart || 1))]
  })
  return (pair, out, from) => {
    const { a, b, slots, rarest } = pairs[pair]!
    const [date, governorate, same, together] = ofPattern[patterns.of[pair]!]!
    let at = from
    for (let i = 0; i < COMPARISONS.length; i++) out[at++] = (slots >> i) & 1
    out[at++] = date
    out[at++] = governorate
    out[at++] = Math.log2(rarest)
    out[at++] = rows[a]!.source === rows[b]!.source ? 1 : 0
    out[at++] = same
    out[at++] = together
    out[at++] = logit(probability[pair]!)
    writeNeighbours(pair, out, at)
  }
}
