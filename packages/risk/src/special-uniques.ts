// Which few columns make a record stand alone: minimal unique sets and the scores made of them (Elliot, Manning and Ford 2002; Manning,
// Haglin and Keane 2008, "A recursive search algorithm for statistical disclosure assessment").
import { AmanaError } from '@amana/codec'
import { type Classes, classesOf, classesOfDigits, distinctRows, MOST_BITS } from './classes.js'
import type { Column } from './column.js'

/** A set of columns that puts records in a class that is too small, where no part of the set does. */
export interface MinimalSet {
  /** Indices of the columns, ascending. */
  readonly columns: readonly number[]
  /** The classes (over all columns) whose records it singles out. */
  readonly classes: Uint32Array
}

/** The subsets of more columns than this are too many to look at; small ones of {@link MOST_BITS} are not. */
const MOST_COLUMNS = 20
const SMALL = 3

/**
 * For the records of every class that is too small: the smallest sets of columns that already make it so. Sets are gone through from
 * the smallest; a record that a part of a set singles out is no longer looked for.
 *
 * @param below classes smaller than this are too small; 2 gives minimal sample uniques
 * @param options `closed: false` looks only at sets in which the record has every value, as SUDA does; `most`: columns in a set
 * @returns the smallest sets first, then by columns
 * @throws AmanaError `risk/too-many-columns` beyond 20, or 30 where sets have at most three
 */
export function minimalSets(
  columns: readonly Column[],
  below: number,
  {
    closed = true,
    most = columns.length,
    classes = classesOf(columns),
  }: { closed?: boolean; most?: number; classes?: Classes } = {},
): readonly MinimalSet[] {
  const width = columns.length
  const widest = most <= SMALL ? MOST_BITS : MOST_COLUMNS
  if (width > widest)
    throw new AmanaError('risk/too-many-columns', `Sets of at most ${widest} columns can be searched.`, {
      columns: width,
    })
  const table = distinctRows(columns, classes)
  const failing = Uint32Array.from(classes.sizes.keys()).filter((i) => classes.sizes[i]! < below)
  const buffer = new Uint32Array(failing.length)
  const words = (failing.length + 31) >>> 5
  /** By set: the failing classes that it or a part of it singles out, as bits. Where there are none, nothing is kept. */
  let smaller = new Map<number, Uint32Array>()
  const found: MinimalSet[] = []
  for (let size = 0; size <= most && failing.length > 0; size++) {
    const standing = new Map<number, Uint32Array>()
    for (const set of setsOf(width, size)) {
      const inSet = Array.from({ length: width }, (_, c) => c).filter((c) => (set >>> c) & 1)
      const bits = new Uint32Array(words)
      for (const c of inSet)
        smaller.get(set & ~(1 << c))?.forEach((word, w) => {
          bits[w]! |= word
        })
      // Those that no part of the set singles out: places in `failing`, in a buffer that is used again.
      let left = 0
      for (let f = 0; f < failing.length; f++) {
        const i = failing[f]!
        if (((bits[f >>> 5]! >>> (f & 31)) & 1) === 1) continue
        if (closed || inSet.every((c) => table.columns[c]!.codes[i] !== 0)) buffer[left++] = f
      }
      if (left > 0) {
        const digits = inSet.map((c) => ({
          codes: table.columns[c]!.codes,
          radix: columns[c]!.labels.length,
        }))
        const { of, sizes } = classesOfDigits(digits, table.counts.length, table.counts)
        const alone = buffer.subarray(0, left).filter((f) => sizes[of[failing[f]!]!]! < below)
        for (const f of alone) bits[f >>> 5]! |= 1 << (f & 31)
        if (alone.length > 0) found.push({ columns: inSet, classes: alone.map((f) => failing[f]!) })
      }
      if (bits.some((word) => word !== 0)) standing.set(set, bits)
    }
    smaller = standing
  }
  return found
}

/** All sets of so many of `width` columns, as bits, in the order of their columns. */
function setsOf(width: number, size: number, from = 0): number[] {
  if (size === 0) return [0]
  const sets: number[] = []
  for (let c = from; c <= width - size; c++)
    for (const rest of setsOf(width, size - 1, c + 1)) sets.push((1 << c) | rest)
  return sets
}

export interface Suda {
  /** Per class: the sum over its minimal unique sets of (m - s)!, where m columns are judged and s are in the set. */
  readonly scores: Float64Array
  /** Per class: the same as a probability that a match of this record with the population is right. */
  readonly dis: Float64Array
  /** Per column: the share of all scores that comes from sets it is in, 0 to 1. */
  readonly contributions: Float64Array
}

/**
 * SUDA2 and DIS-SUDA as sdcMicro counts them (Elliot's scores; DIS by Skinner and Elliot 2002). A missing value makes nobody special.
 * @param fraction the share of the population that is in the sample
 */
export function sudaOf(columns: readonly Column[], fraction: number, classes = classesOf(columns)): Suda {
  const m = columns.length
  const scores = new Float64Array(classes.sizes.length)
  const contributions = new Float64Array(m)
  for (const { columns: set, classes: who } of minimalSets(columns, 2, { closed: false, classes })) {
    let value = 1
    for (let i = 2; i <= m - set.length; i++) value *= i
    for (const i of who) {
      scores[i]! += value
      for (const c of set) contributions[c]! += value
    }
  }
  const total = scores.reduce((sum, score) => sum + score, 0)
  let uniques = 0
  let pairs = 0
  for (const size of classes.sizes) {
    if (size === 1) uniques++
    if (size === 2) pairs += 2
  }
  // In single precision, as the program that others compare with: it shows from the eighth digit on.
  const { fround } = Math
  const alone = fround(uniques * fround(fraction))
  const dis = fround(alone / fround(alone + fround(pairs * fround(1 - fround(fraction)))))
  const odds = fround(fround(uniques / dis) - uniques)
  const power = fround(1 + fround((8 - m) / 20))
  const spread = scores.reduce((sum, score) => (score > 0 ? sum + score ** -power : sum), 0)
  return {
    scores,
    dis: scores.map((score) => (score === 0 ? 0 : 1 / (1 + odds / (score ** power * spread)))),
    contributions: contributions.map((c) => (total === 0 ? 0 : c / total)),
  }
}
