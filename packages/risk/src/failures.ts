// Who fails a policy and why, without saying who: values and columns, no row.
import { type Classes, classesOf } from './classes.js'
import type { Column } from './column.js'
import { diversityOf } from './diversity.js'
import type { Policy } from './generalise.js'
import { minimalSets } from './special-uniques.js'

/** A class that gives its people away. */
export interface Failure {
  /** What the records show, column by column; null is closed. */
  readonly values: readonly { readonly column: string; readonly value: string | null }[]
  readonly records: number
  /** The fewest columns that already make the class too small, each set by itself; none where it is large enough. */
  readonly because: readonly (readonly string[])[]
  /** Sensitive columns that can be inferred. */
  readonly inferred: readonly string[]
}

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
 * The classes that do not keep to a policy, and which columns are to blame.
 * @param policy its sensitive columns have the rows of `columns`
 * @param most classes to list
 * @throws AmanaError `risk/too-many-columns` beyond 20
 */
export function failuresOf(
  columns: readonly Column[],
  policy: Policy,
  most = 20,
  classes: Classes = classesOf(columns),
): Failures {
  const sets = minimalSets(columns, policy.k, { classes })
  const because = new Map<number, (readonly string[])[]>()
  const causes = sets.map((set) => {
    const names = set.columns.map((c) => columns[c]!.name)
    let records = 0
    for (const i of set.classes) {
      records += classes.sizes[i]!
      because.set(i, [...(because.get(i) ?? []), names])
    }
    return { columns: names, records }
  })
  const inferred = new Map<number, string[]>()
  for (const { column, l } of policy.diversity ?? [])
    diversityOf(classes, column).distinct.forEach((values, i) => {
      if (values < l) inferred.set(i, [...(inferred.get(i) ?? []), column.name])
    })
  const failing = [...new Set([...because.keys(), ...inferred.keys()])]
  return {
    classes: failing
      .sort((a, b) => classes.sizes[a]! - classes.sizes[b]! || a - b)
      .slice(0, most)
      .map((i) => ({
        values: columns.map(({ name, codes, labels }) => ({
          column: name,
          value: labels[codes[classes.first[i]!]!] ?? null,
        })),
        records: classes.sizes[i]!,
        because: because.get(i) ?? [],
        inferred: inferred.get(i) ?? [],
      })),
    failing: failing.length,
    causes: causes.sort((a, b) => b.records - a.records),
  }
}
