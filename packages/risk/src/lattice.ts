// The best of all combinations of rungs. Going up a ladder only merges classes, so a combination that fails with every other ladder at
// its top fails whatever the others do: whole branches fall away (the monotony that Flash uses, Kohlmayer et al. 2012; ours goes depth
// first over ladders, bounded by the loss so far).
import { type Classes, classesOfDigits, type Distinct } from './classes.js'
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
}

export interface Search {
  /** The ladders' columns, one row for equal records. */
  readonly table: Distinct
  readonly ladders: readonly Ladder[]
  /** Must hold for every coarser combination if it holds for one. */
  readonly passes: (classes: Classes) => boolean
  /** Which classes may be left out, given that the combination passes. */
  readonly suppressed: (classes: Classes) => Suppressed
  readonly metric: Metric
}

/** Two values nearer than this are one: the first found is kept. */
const SAME = 1e-9

/**
 * The combination of rungs of least value that passes; the same for the same input. Null where not even the top of all ladders does.
 */
export function searchLattice({ table, ladders, passes, suppressed, metric }: Search): Solution | null {
  const rows = table.counts.length
  const codes = ladders.map(({ column, rungs }) =>
    rungs.map(({ map, labels }) => ({ codes: column.codes.map((code) => map[code]!), radix: labels.length })),
  )
  const classesAt = (rungs: readonly number[]) =>
    classesOfDigits(
      rungs.map((rung, i) => codes[i]![rung]!),
      rows,
      table.counts,
    )
  const top = ladders.map(({ rungs }) => rungs.length - 1)
  const whole = classesAt(top)
  if (!passes(whole)) return null

  let best: Solution = { rungs: top, classes: whole, value: metric.value(top, whole, suppressed(whole)) }
  const offer = (rungs: readonly number[], classes: Classes) => {
    const value = metric.value(rungs, classes, suppressed(classes))
    if (value < best.value - SAME * Math.abs(best.value)) best = { rungs: [...rungs], value, classes }
  }
  // Downward from the top, each time the step that gains most: a good answer early cuts the rest.
  for (let at = top, moved = true; moved; ) {
    moved = false
    let step: { rungs: number[]; value: number } | undefined
    for (let i = 0; i < at.length; i++) {
      if (at[i] === 0) continue
      const rungs = at.map((rung, j) => (j === i ? rung - 1 : rung))
      const classes = classesAt(rungs)
      if (!passes(classes)) continue
      offer(rungs, classes)
      const value = metric.value(rungs, classes, suppressed(classes))
      if (step === undefined || value < step.value) step = { rungs, value }
    }
    if (step !== undefined) {
      at = step.rungs
      moved = true
    }
  }

  // The widest ladders first: they fail soonest.
  const order = ladders.map((_, i) => i).sort((a, b) => codes[b]![0]!.radix - codes[a]![0]!.radix || a - b)
  const rungs = [...top]
  const descend = (depth: number, prefix: Classes): void => {
    if (depth === order.length) {
      offer(rungs, prefix)
      return
    }
    const i = order[depth]!
    for (let rung = 0; rung <= top[i]!; rung++) {
      rungs[i] = rung
      const least = rungs.map((r, j) => (order.indexOf(j) <= depth ? r : 0))
      if (metric.bound(least, () => classesAt(least)) >= best.value - SAME * Math.abs(best.value)) break
      const { codes: at, radix } = codes[i]![rung]!
      const classes = classesOfDigits(
        [
          { codes: prefix.of, radix: prefix.sizes.length },
          { codes: at, radix },
        ],
        rows,
        table.counts,
      )
      if (passes(classes)) descend(depth + 1, classes)
    }
    rungs[i] = top[i]!
  }
  descend(0, whole)
  return best
}
