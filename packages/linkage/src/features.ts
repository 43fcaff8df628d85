// What the boosted trees see of a pair, as numbers in a fixed order: trees.ts reads them by place, so a change here needs a new training.
import type { Candidate, LinkRow } from './candidates.js'
import { NEIGHBOUR_FEATURES, neighbours } from './group.js'
import type { Pattern } from './pattern.js'
import { COMPARISONS } from './token.js'

/** Numbers for each pair. */
export const FEATURES = COMPARISONS.length + 9 + NEIGHBOUR_FEATURES

/** Log-odds beyond this say no more. */
const MOST = 15
const logit = (p: number): number => {
  const q = Math.min(1 - 1e-9, Math.max(1e-9, p))
  return Math.max(-MOST, Math.min(MOST, Math.log(q / (1 - q))))
}

/**
 * Slots that agree; date, governorate, place and cause levels (pattern.ts); log₂ of the rarest shared token's rows; whether both stand on one list; log-odds
 * of the mixture model for "same" and for "same event" among the rest; log-odds as known so far; the neighbours' numbers.
 *
 * @param posterior of the mixture model, three a pair
 * @param probability of each pair, as known so far
 */
export function featuresOf(
  rows: readonly LinkRow[],
  pairs: readonly Candidate[],
  patterns: readonly Pattern[],
  posterior: Float64Array,
  probability: Float64Array,
): Float32Array {
  const near = neighbours(rows, pairs, probability)
  const out = new Float32Array(pairs.length * FEATURES)
  pairs.forEach(({ a, b, slots, rarest }, pair) => {
    const { open } = patterns[pair]!
    let at = pair * FEATURES
    for (let i = 0; i < COMPARISONS.length; i++) out[at++] = (slots >> i) & 1
    out[at++] = Math.floor(open / 27)
    out[at++] = Math.floor(open / 9) % 3
    out[at++] = Math.floor(open / 3) % 3
    out[at++] = open % 3
    out[at++] = Math.log2(rarest)
    out[at++] = rows[a]!.source === rows[b]!.source ? 1 : 0
    const [same, event, other] = posterior.subarray(pair * 3, pair * 3 + 3) as unknown as [
      number,
      number,
      number,
    ]
    out[at++] = logit(same)
    out[at++] = logit(event / (event + other || 1))
    out[at++] = logit(probability[pair]!)
    out.set(near.subarray(pair * NEIGHBOUR_FEATURES, (pair + 1) * NEIGHBOUR_FEATURES), at)
  })
  return out
}
