// How often pairs of a given log-odds were one person on lists that the model was not trained on. A model that keeps its evidence
// joint where it must and multiplies the rest is too sure of itself at both ends; counts of persons need honest probabilities.

/** Log-odds at whole steps from −CALIBRATED to +CALIBRATED. */
export const CALIBRATED = 8

/** Where on the scale of {@link CALIBRATED} a probability stands. */
export const stepOf = (probability: number): number => {
  const p = Math.min(1 - 1e-9, Math.max(1e-9, probability))
  return Math.max(-CALIBRATED, Math.min(CALIBRATED, Math.log(p / (1 - p)))) + CALIBRATED
}

/** Rates at each step from counts `[pairs, of them one person]`, never falling (pool adjacent violators). */
export function fitCalibration(counts: readonly (readonly [number, number])[]): number[] {
  const pools: { pairs: number; same: number; steps: number }[] = []
  counts.forEach(([pairs, same], step) => {
    // A pair's worth of the step's own probability: an empty step says what the model says.
    const own = 1 / (1 + Math.exp(CALIBRATED - step))
    pools.push({ pairs: pairs + 1, same: same + own, steps: 1 })
    for (;;) {
      const [before, last] = pools.slice(-2)
      if (!before || !last || before.same / before.pairs <= last.same / last.pairs) break
      pools.splice(-2, 2, {
        pairs: before.pairs + last.pairs,
        same: before.same + last.same,
        steps: before.steps + last.steps,
      })
    }
  })
  const rates = pools.flatMap(({ pairs, same, steps }) => Array.from({ length: steps }, () => same / pairs))
  // Pairs at the very bottom grow with the square of the lists, the persons among them do not: the model's own word is taken, and
  // links that it does not see at all are allowed for in interval.ts.
  rates[0] = 1 / (1 + Math.exp(CALIBRATED))
  return rates
}

/**
 * The calibrated probability: linear between the steps, and rising a little along flat stretches, so that the order of pairs stays.
 *
 * @param rates at each step, 2 × {@link CALIBRATED} + 1 of them
 */
export function calibrate(rates: readonly number[], probability: number): number {
  const at = stepOf(probability)
  const low = Math.min(2 * CALIBRATED - 1, Math.floor(at))
  const rate = rates[low]! + (at - low) * (rates[low + 1]! - rates[low]!)
  return 0.999 * rate + 0.001 * probability
}
