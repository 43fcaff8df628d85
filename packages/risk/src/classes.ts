// Equivalence classes: the records that look the same to somebody who sees certain columns (Samarati 2001; Sweeney 2002).
import { AmanaError } from '@amana/codec'
import { type Column, rowsOf } from './column.js'

/** Which rows look alike. */
export interface Classes {
  /** Class of each row, numbered in the order of first appearance. */
  readonly of: Uint32Array
  /** Records in each class. */
  readonly sizes: Uint32Array
  /** A row of each class, by which its values can be read. */
  readonly first: Uint32Array
}

/** Whole numbers up to here are exact. */
const EXACT = 2 ** 53
/** Sets of columns are bits of one number. */
export const MOST_BITS = 30
/** Direct tables up to this many times the rows; beyond, hashing takes less memory. */
const DIRECT = 4

/**
 * Numbers equal keys alike, in the order of first appearance.
 * @param radix all keys are below
 * @param most gives up, with null, when there are more different keys
 */
function number(keys: Float64Array, radix: number, of: Uint32Array, most: number): Uint32Array | null {
  const first = new Uint32Array(keys.length)
  let count = 0
  if (radix <= Math.max(DIRECT * keys.length, 1024)) {
    const seen = new Uint32Array(radix)
    for (let row = 0; row < keys.length; row++) {
      const key = keys[row]!
      if (seen[key] === 0) {
        if (count === most) return null
        first[count] = row
        seen[key] = ++count
      }
      of[row] = seen[key]! - 1
    }
  } else {
    // Open addressing over the rows' own keys; a slot holds a class and one more, nought is free.
    const mask = 2 ** Math.ceil(Math.log2(2 * keys.length + 1)) - 1
    const slots = new Uint32Array(mask + 1)
    for (let row = 0; row < keys.length; row++) {
      const key = keys[row]!
      let slot = Math.imul((key >>> 0) ^ Math.imul(Math.floor(key / 2 ** 32), 0x85ebca6b), 0x9e3779b1)
      slot = (slot ^ (slot >>> 15)) & mask
      while (slots[slot] !== 0 && keys[first[slots[slot]! - 1]!] !== key) slot = (slot + 1) & mask
      if (slots[slot] === 0) {
        if (count === most) return null
        first[count] = row
        slots[slot] = ++count
      }
      of[row] = slots[slot]! - 1
    }
  }
  return first.slice(0, count)
}

/** Keys, of use only during one count: made anew for each of some hundred counts of a million rows they cost more than the counts. */
let scratch = new Float64Array(0)

/** Codes with the number that they are all below. */
export interface Digits {
  readonly codes: Uint32Array
  readonly radix: number
}

/**
 * Classes of rows that agree in all of some codes.
 * @param counts records that each row stands for; one each if not given
 */
export function classesOfDigits(digits: readonly Digits[], rows: number, counts?: Uint32Array): Classes {
  return classesUpTo(rows, digits, rows, counts)!
}

/** The same, but null as soon as there are seen to be more than `most` classes. */
export function classesUpTo(
  most: number,
  digits: readonly Digits[],
  rows: number,
  counts?: Uint32Array,
): Classes | null {
  if (scratch.length < rows) scratch = new Float64Array(rows)
  const keys = scratch.subarray(0, rows).fill(0)
  const of = new Uint32Array(rows)
  let radix = 1
  for (const { codes, radix: next } of digits) {
    if (radix * next > EXACT) {
      const first = number(keys, radix, of, most)
      if (first === null) return null
      radix = first.length
      keys.set(of)
    }
    for (let row = 0; row < rows; row++) keys[row] = keys[row]! * next + codes[row]!
    radix *= next
  }
  const first = number(keys, radix, of, most)
  if (first === null) return null
  const sizes = new Uint32Array(first.length)
  for (let row = 0; row < rows; row++) sizes[of[row]!]! += counts === undefined ? 1 : counts[row]!
  return { of, sizes, first }
}

const digitsOf = ({ codes, labels }: Column): Digits => ({ codes, radix: labels.length })

/**
 * Classes of the rows that agree in all columns. A closed value is a category of its own: that it is closed can be seen.
 * @param columns at least one, of one length
 * @throws AmanaError `risk/no-columns`, `risk/ragged-columns`
 *
 * @example
 * classesOf([columnOf('sex', ['f', 'f', 'm'])]).sizes // [2, 1]
 */
export function classesOf(columns: readonly Column[]): Classes {
  return classesOfDigits(columns.map(digitsOf), rowsOf(columns))
}

/** The table with equal rows laid together. */
export interface Distinct {
  readonly columns: readonly Column[]
  /** Records of each row. */
  readonly counts: Uint32Array
}

/** One row for each class: what is slow in the rows is quick in these. */
export function distinctRows(columns: readonly Column[], classes = classesOf(columns)): Distinct {
  return {
    columns: columns.map(({ name, labels, codes }) => ({
      name,
      labels,
      codes: classes.first.map((row) => codes[row]!),
    })),
    counts: classes.sizes,
  }
}

/** Rows by the set of columns in which they are closed, as bits. @throws AmanaError `risk/too-many-columns` beyond 30 */
export function byMissing(columns: readonly Column[], rows: number): Map<number, number[]> {
  if (columns.length > MOST_BITS)
    throw new AmanaError('risk/too-many-columns', `At most ${MOST_BITS} columns can be judged together.`, {
      columns: columns.length,
    })
  const groups = new Map<number, number[]>()
  for (let row = 0; row < rows; row++) {
    let mask = 0
    columns.forEach(({ codes }, c) => {
      if (codes[row] === 0) mask |= 1 << c
    })
    const group = groups.get(mask)
    if (group === undefined) groups.set(mask, [row])
    else group.push(row)
  }
  return groups
}

/**
 * How many records each class could be taken for if a missing value can be any value, which is how sdcMicro counts (Templ, Kowarik and
 * Meindl 2015, 3.1). Never smaller than the class, so it is the figure to compare by and not the one to be safe by.
 * @param weights per row, what to add up (sampling weights give the frequency in the population); 1 if not given
 * @returns per class
 */
export function compatibleSizes(
  columns: readonly Column[],
  classes: Classes,
  weights?: Float64Array,
): Float64Array {
  const count = classes.sizes.length
  const own = new Float64Array(count)
  for (let row = 0; row < classes.of.length; row++)
    own[classes.of[row]!]! += weights === undefined ? 1 : weights[row]!
  const { columns: distinct } = distinctRows(columns, classes)
  // Classes by which columns they miss: two such groups are compared in the columns that both have.
  const groups = byMissing(distinct, count)
  const sizes = new Float64Array(count)
  for (const [maskA, a] of groups)
    for (const [maskB, b] of groups) {
      const both = Uint32Array.from([...a, ...b])
      const digits = distinct
        .filter((_, c) => (((maskA | maskB) >>> c) & 1) === 0)
        .map(({ codes, labels }) => ({ codes: both.map((i) => codes[i]!), radix: labels.length }))
      const { of, first } = classesOfDigits(digits, both.length)
      const sums = new Float64Array(first.length)
      b.forEach((i, at) => {
        sums[of[a.length + at]!]! += own[i]!
      })
      a.forEach((i, at) => {
        sizes[i]! += sums[of[at]!]!
      })
    }
  return sizes
}
