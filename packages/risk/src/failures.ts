// Who fails a policy and why, without saying who: values and columns, no row.
import { type Classes, classesOf, MOST_BITS } from './classes.js'
import type { Column } from './column.js'
import { diversityOf } from './diversity.js'
import type { Policy } from './generalise.js'
import { minimalSets } from './special-uniques.js'

/** A class that gives its people away. */
export interface Failure {
  /** What the records show, column by column; null is closed. */
  readonly values: readonly { readonly column: string; readonly value: string | null }[]
  readonly records: number
  /** The fewest columns that already make the class too small, each set by itself; all where it takes more than three, or beyond 30. None where it is large enough. */
  readonly because: readonly (readonly string[])[]
  /** Sensitive columns that can be inferred. */
  readonly inferred: readonly string[]
}

/** Sets of more columns explain little, and there are many. */
const MOST_TO_BLAME = 3

/** Columns that together single records out, no fewer of them doing so. */
export interface Cause {
  readonly columns: readonly string[]
  readonly records: number
}

export interface Failures {
  /** Smallest classes first, at most as many as asked for. */
  readonly classes: readonly Failure[]
  /** Classes in all that fail. */
  readonly failing: number
  /** Most records first. A record can have several causes. */
  readonly causes: readonly Cause[]
}

/**
 * The classes that do not keep to a policy, and which columns are to blame. Beyond 30 columns none is blamed before the others.
 * @param policy its sensitive columns have the rows of `columns`
 * @param most classes to list
 */
export function failuresOf(
  columns: readonly Column[],
  policy: Policy,
  most = 20,
  classes: Classes = classesOf(columns),
): Failures {
  const sets =
    columns.length > MOST_BITS ? [] : minimalSets(columns, policy.k, { classes, most: MOST_TO_BLAME })
  const inferred = (policy.diversity ?? []).map(({ column, l }) => {
    const { distinct } = diversityOf(classes, column)
    return { name: column.name, fails: (i: number) => distinct[i]! < l }
  })
  const failing = Uint32Array.from(classes.sizes.keys()).filter(
    (i) => classes.sizes[i]! < policy.k || inferred.some(({ fails }) => fails(i)),
  )
  const listed = failing.toSorted((a, b) => classes.sizes[a]! - classes.sizes[b]! || a - b).slice(0, most)
  const names = columns.map(({ name }) => name)
  const because = (i: number) => {
    if (classes.sizes[i]! >= policy.k) return []
    const to = sets.filter((set) => set.classes.includes(i)).map((set) => set.columns.map((c) => names[c]!))
    return to.length > 0 ? to : [names]
  }
  return {
    classes: Array.from(listed, (i) => ({
      values: columns.map(({ name, codes, labels }) => ({
        column: name,
        value: labels[codes[classes.first[i]!]!] ?? null,
      })),
      records: classes.sizes[i]!,
      because: because(i),
      inferred: inferred.filter(({ fails }) => fails(i)).map(({ name }) => name),
    })),
    failing: failing.length,
    causes: sets
      .map((set) => ({
        columns: set.columns.map((c) => names[c]!),
        records: set.classes.reduce((sum, i) => sum + classes.sizes[i]!, 0),
      }))
      .sort((a, b) => b.records - a.records),
  }
}
