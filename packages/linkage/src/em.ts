// Expectation–maximisation (Dempster, Laird and Rubin 1977) without labels.

/**
 * The shares of the classes in the data at hand, given each item's log-likelihood under each class: EM for the weights of a mixture
 * whose parts are known. It has one maximum, so it cannot drift to an answer to another question, as EM over all
 * the parts did here (docs/linkage.md).
 *
 * @param times how often each item was seen
 * @param classes number of classes
 * @param logLikelihood items × classes, row by row
 * @param start shares to begin with and to be drawn towards
 * @param weight how many sightings the start counts for
 * @returns posteriors, items × classes, and the shares
 */
export function mixtureWeights(
  times: Float64Array,
  classes: number,
  logLikelihood: Float64Array,
  start: readonly number[],
  weight: number,
): { posterior: Float64Array; shares: readonly number[] } {
  const items = times.length
  const seen = times.reduce((total, count) => total + count, 0)
  const posterior = new Float64Array(items * classes)
  const sum = start.reduce((total, share) => total + share, 0)
  const prior = start.map((share) => share / sum)
  let shares: readonly number[] = prior
  const row = new Float64Array(classes)
  for (let round = 0; round < 30; round++) {
    const totals = prior.map((share) => share * weight)
    for (let i = 0; i < items; i++) {
      let best = Number.NEGATIVE_INFINITY
      for (let c = 0; c < classes; c++) {
        row[c] = logLikelihood[i * classes + c]! + Math.log(shares[c]!)
        best = Math.max(best, row[c]!)
      }
      let all = 0
      for (let c = 0; c < classes; c++) {
        row[c] = Math.exp(row[c]! - best)
        all += row[c]!
      }
      for (let c = 0; c < classes; c++) {
        posterior[i * classes + c] = row[c]! / all
        totals[c]! += (times[i]! * row[c]!) / all
      }
    }
    const next = totals.map((total) => Math.max(1e-9, total / (seen + weight)))
    const moved = next.reduce((most, share, c) => Math.max(most, Math.abs(share - shares[c]!)), 0)
    shares = next
    if (moved < 1e-6) break
  }
  return { posterior, shares }
}
