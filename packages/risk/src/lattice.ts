// The best of all combinations of rungs. Going up a ladder only merges classes, so a combination that fails with every other ladder at
// its top fails whatever the others do: whole branches fall away (the monotony that Flash uses, Kohlmayer et al. 2012; ours goes depth
// first over ladders, bounded by the loss so far).
import { type Classes, classesOfDigits, classesUpTo, type Digits, type Distinct } from './classes.js'
import type { Ladder } from './ladder.js'

/** What is made small. */
export interface Metric {
  /** Not above the value of any combination whose rungs are at least these. */
  readonly bound: (rungs: readonly number[], classes: () => Classes) => number
  readonly value: (rungs: readonly number[], classes: Classes, suppressed: Suppressed) => number
}

/** Records that are left out: those of classes that are too small. */
export interface Suppressed {
  readonly records: number
  readonly classes: number
  /** Whether this class is left out. */
  readonly has: (size: number) => boolean
}

export interface Solution {
  /** For each ladder the index of its rung. */
  readonly rungs: readonly number[]
  readonly value: number
  /** Classes of the distinct rows, those left out among them. */
  readonly classes: Classes
  /** Every other combination was weighed, or shown to fail or to be no better. Else the work ran out first. */
  readonly exact: boolean
}

export interface Search {
  /** The ladders' columns, one row for equal records. */
  readonly table: Distinct
  readonly ladders: readonly Ladder[]
  /** More classes than this never pass; counting stops there. */
  readonly most: number
  /** Must hold for every coarser combination if it holds for one. */
  readonly passes: (classes: Classes) => boolean
  /** Which classes may be left out, given that the combination passes. */
  readonly suppressed: (classes: Classes) => Suppressed
  readonly metric: Metric
  /** Rows that may be looked at before the best so far is good enough. Rows and not seconds, so that the answer repeats. */
  readonly work: number
}

/** Two values nearer than this, in proportion, are one: that with more classes is kept, or the first found. */
const SAME = 1e-9

/**
 * The combination of rungs of least value that passes, or the best found in the work allowed; the same for the same input. Null where not even the top of all ladders does.
 */
export function searchLattice({
  table,
  ladders,
  most,
  passes,
  suppressed,
  metric,
  work,
}: Search): Solution | null {
  const rows = table.counts.length
  // A rung that tells no rows apart less than the one before it only loses: it is passed over.
  const codes = ladders.map(({ column, rungs }) => {
    let told = Number.POSITIVE_INFINITY
    return rungs.flatMap(({ map, labels }, rung) => {
      const at = column.codes.map((code) => map[code]!)
      const tells = new Set(at).size
      if (tells === told) return []
      told = tells
      return [{ rung, codes: at, radix: labels.length }]
    })
  })
  // Below, a rung is its place among those that are left.
  const named = (rungs: readonly number[]) => rungs.map((at, i) => codes[i]![at]!.rung)
  const classesAt = (rungs: readonly number[]) =>
    classesOfDigits(
      rungs.map((rung, i) => codes[i]![rung]!),
      rows,
      table.counts,
    )
  const top = codes.map((rungs) => rungs.length - 1)
  const whole = classesAt(top)
  if (!passes(whole)) return null
  const passing = (digits: readonly Digits[]): Classes | null => {
    const classes = classesUpTo(most, digits, rows, table.counts)
    return classes !== null && passes(classes) ? classes : null
  }

  let best: Omit<Solution, 'exact'> = {
    rungs: top,
    classes: whole,
    value: metric.value(named(top), whole, suppressed(whole)),
  }
  const offer = (rungs: readonly number[], classes: Classes) => {
    const value = metric.value(named(rungs), classes, suppressed(classes))
    const less = best.value - value
    if (
      less > SAME * best.value ||
      (less >= -SAME * best.value && classes.sizes.length > best.classes.sizes.length)
    )
      best = { rungs: [...rungs], value, classes }
    return value
  }
  // Downward from the top, each time the step that gains most for the classes it splits: a good answer early cuts the rest.
  for (let at: Omit<Solution, 'exact'> | undefined = best; at !== undefined; ) {
    let step: (typeof best & { worth: number }) | undefined
    for (let i = 0; i < top.length; i++) {
      if (at.rungs[i] === 0) continue
      const rungs = at.rungs.map((rung, j) => (j === i ? rung - 1 : rung))
      const classes = passing(rungs.map((rung, j) => codes[j]![rung]!))
      if (classes === null) continue
      const value = offer(rungs, classes)
      const worth = (at.value - value) / Math.log(1 + classes.sizes.length / at.classes.sizes.length)
      if (step === undefined || worth > step.worth) step = { rungs, value, classes, worth }
    }
    at = step
  }

  // The widest ladders first: they fail soonest.
  const order = ladders.map((_, i) => i).sort((a, b) => codes[b]![0]!.radix - codes[a]![0]!.radix || a - b)
  const rungs = [...top]
  let done = 0
  const descend = (depth: number, prefix: Classes): void => {
    if (depth === order.length) {
      offer(rungs, prefix)
      return
    }
    const i = order[depth]!
    // From coarse to fine: the first that fails ends it, and wide columns are mostly coarse in good answers.
    for (let rung = top[i]!; rung >= 0; rung--) {
      rungs[i] = rung
      const least = rungs.map((r, j) => (order.indexOf(j) <= depth ? r : 0))
      if (metric.bound(named(least), () => classesAt(least)) > best.value * (1 + SAME)) continue
      done += rows
      if (done > work) return
      const classes = passing([{ codes: prefix.of, radix: prefix.sizes.length }, codes[i]![rung]!])
      if (classes === null) break
      descend(depth + 1, classes)
    }
  }
  descend(0, whole)
  return { ...best, rungs: named(best.rungs), exact: done <= work }
}
