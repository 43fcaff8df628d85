// Published tables: which counts of which people have been told. A cell is a product of sets of categories, so that a margin, merged
// categories and a table of one subgroup or one release are all the same thing.
import { AmanaError } from '@amana/codec'
import { classesOf } from './classes.js'
import { type Column, rowsOf } from './column.js'

/** A field that tables count by. */
export interface Field {
  readonly name: string
  readonly categories: readonly string[]
  /** Neighbours may be merged and nothing else: ages, months. */
  readonly ordered?: boolean
}

/** How many people there are of each combination of categories: what the organisation knows, and nobody else. */
export interface Joint {
  readonly fields: readonly Field[]
  /** Only those that occur: a category of each field, and how many. */
  readonly cells: readonly { readonly at: readonly number[]; readonly count: number }[]
}

/** For each field of the joint table the categories that are taken together, ascending; null: all. */
export type Where = readonly (readonly number[] | null)[]

/** A cell whose count is known. */
export interface Cell {
  readonly where: Where
  readonly count: number
}

/** For each field the sets that a table's rows or columns stand for; null or left out: the table does not have the field. */
export type Groups = readonly (readonly (readonly number[])[] | null)[]

/** Each category by itself. */
export const eachOf = ({ categories }: Field): readonly (readonly number[])[] => categories.map((_, i) => [i])

const fits = (where: Where, at: readonly number[]) =>
  where.every((set, i) => set === null || set.includes(at[i]!))

/** How many people a cell holds. */
export function countOf({ cells }: Joint, where: Where): number {
  let sum = 0
  for (const { at, count } of cells) if (fits(where, at)) sum += count
  return sum
}

/**
 * The cells of a table, with their counts.
 * @param groups what is told apart in each field, in the joint table's order
 * @throws AmanaError `risk/table` where a set is empty or names a category that the field does not have
 *
 * @example
 * tableOf(joint, [eachOf(incident), null, [[0, 1], [2]]]) // incident × age, the first two age groups merged
 */
export function tableOf(joint: Joint, groups: Groups): readonly Cell[] {
  let wheres: Where[] = [[]]
  joint.fields.forEach(({ name, categories }, i) => {
    const sets = groups[i] ?? null
    if (sets?.some((set) => set.length === 0 || set.some((at) => categories[at] === undefined)))
      throw new AmanaError('risk/table', `The table asks for a category that "${name}" does not have.`, {
        field: name,
      })
    wheres = wheres.flatMap((where) =>
      (sets ?? [null]).map((set) => [...where, set && [...set].sort((a, b) => a - b)]),
    )
  })
  return wheres.map((where) => ({ where, count: countOf(joint, where) }))
}

/** The joint table of columns: every label is a category, and closed is one where a row has it. */
export function jointOf(columns: readonly Column[], ordered: readonly string[] = []): Joint {
  rowsOf(columns)
  const { first, sizes } = classesOf(columns)
  const shown = columns.map(({ codes, labels }) => (codes.includes(0) ? 0 : Math.min(1, labels.length - 1)))
  return {
    fields: columns.map(({ name, labels }, i) => ({
      name,
      categories: labels.slice(shown[i]).map((label) => label ?? 'unknown'),
      ...(ordered.includes(name) && { ordered: true }),
    })),
    cells: Array.from(first, (row, i) => ({
      at: columns.map(({ codes }, c) => codes[row]! - shown[c]!),
      count: sizes[i]!,
    })),
  }
}

/** A cell in words, for a report: `incident: al-bab; age: 0-4, 5-9`. */
export function cellInWords(fields: readonly Field[], where: Where): string {
  const parts = where.flatMap((set, i) =>
    set === null ? [] : [`${fields[i]!.name}: ${set.map((at) => fields[i]!.categories[at]).join(', ')}`],
  )
  return parts.join('; ') || 'all'
}
