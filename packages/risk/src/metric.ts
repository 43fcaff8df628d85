// What generalising costs, as ARX counts it, so that the optima can be compared.

import { type Ladder, lossOf } from './ladder.js'
import type { Metric } from './lattice.js'

/** The sum of all counts. */
export const recordsOf = (counts: Uint32Array): number => counts.reduce((sum, n) => sum + n, 0)

/** Over columns the geometric mean of one more than what each loses, less one: ARX's default. A record left out loses all. */
export function lossMetric(ladders: readonly Ladder[], counts: Uint32Array): Metric {
  const records = recordsOf(counts)
  const losses = ladders.map(({ column, rungs }) => rungs.map((rung) => lossOf(column, rung, counts)))
  const mean = (parts: readonly number[]) =>
    parts.reduce((product, loss) => product * (1 + loss) ** (1 / parts.length), 1) - 1
  const whole = (rungs: readonly number[]) => mean(rungs.map((rung, i) => losses[i]![rung]!))
  return {
    bound: whole,
    value: (rungs, classes, suppressed) => {
      if (suppressed.records === 0) return whole(rungs)
      const kept = counts.map((n, row) => (suppressed.has(classes.sizes[classes.of[row]!]!) ? 0 : n))
      const left = records - suppressed.records
      return mean(
        rungs.map((rung, i) => {
          const { column, rungs: versions } = ladders[i]!
          return (lossOf(column, versions[rung]!, kept) * left + suppressed.records) / records
        }),
      )
    },
  }
}

/** For every record how many it cannot be told from; one left out, from all (Bayardo and Agrawal 2005). */
export function discernibilityMetric(counts: Uint32Array): Metric {
  const records = recordsOf(counts)
  return {
    bound: (_, classes) => classes().sizes.reduce((sum, size) => sum + size * size, 0),
    value: (_, { sizes }, suppressed) =>
      sizes.reduce((sum, size) => sum + size * (suppressed.has(size) ? records : size), 0),
  }
}

/** Mean size of classes; those left out are one class together (LeFevre, DeWitt and Ramakrishnan 2006). */
export function classSizeMetric(counts: Uint32Array): Metric {
  const records = recordsOf(counts)
  return {
    // Leaving out joins classes at most one of which is new.
    bound: (_, classes) => records / (classes().sizes.length + 1),
    value: (_, { sizes }, suppressed) =>
      records / (sizes.length - suppressed.classes + (suppressed.classes > 0 ? 1 : 0)),
  }
}
