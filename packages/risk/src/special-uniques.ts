// Which few columns make a record stand alone: minimal unique sets and the scores made of them (Elliot, Manning and Ford 2002; Manning,
// Haglin and Keane 2008, "A recursive search algorithm for statistical disclosure assessment").
import { AmanaError } from '@amana/codec'
import { type Classes, classesOf, classesOfDigits, type Distinct, distinctRows } from './classes.js'
import type { Column } from './column.js'

/** A set of columns that puts records in a class that is too small, where no part of the set does. */
export interface MinimalSet {
  /** Indices of the columns, ascending. */
  readonly columns: readonly number[]
  /** The classes (over all columns) whose records it singles out. */
  readonly classes: Uint32Array
}

/** The subsets of more columns than this are too many to look at. */
const MOST_COLUMNS = 20

/**
 * For the records of every class that is too small: the smallest sets of columns that already make it so. Sets of columns are gone
 * through from all columns downward, each from the counts of one just above it; a record is followed only while it still stands out.
 *
 * @param below classes smaller than this are too small; 2 gives minimal sample uniques
 * @param options `closed: false` looks only at sets in which the record has every value, as SUDA does
 * @returns the smallest sets first, then by columns
 * @throws AmanaError `risk/too-many-columns` beyond 20
 */
export function minimalSets(
  columns: readonly Column[],
  below: number,
  { closed = true, classes = classesOf(columns) }: { closed?: boolean; classes?: Classes } = {},
): readonly MinimalSet[] {
  const width = columns.length
  if (width > MOST_COLUMNS)
    throw new AmanaError(
      'risk/too-many-columns',
      `Sets of at most ${MOST_COLUMNS} columns can be searched.`,
      {
        columns: width,
      },
    )
  const table = distinctRows(columns, classes)
  const all = 2 ** width - 1
  const failing = classes.sizes.reduce<number[]>((list, size, i) => {
    if (size < below) list.push(i)
    return list
  }, [])
  // The classes that stand out by each set, as bits.
  const standing = new Map<number, Uint32Array>()
  const words = (failing.length + 31) >>> 5

  const visit = (set: number, here: Distinct, at: Uint32Array, who: Uint32Array, from: number): void => {
    const bits = new Uint32Array(words)
    const stays: number[] = []
    who.forEach((f, i) => {
      if (here.counts[at[i]!]! >= below) return
      stays.push(i)
      bits[f >>> 5]! |= 1 << (f & 31)
    })
    if (stays.length === 0) return
    standing.set(set, bits)
    for (let c = from; c < width; c++) {
      if (((set >>> c) & 1) === 0) continue
      const rest = here.columns.map((column, i) =>
        i === c ? { ...column, codes: new Uint32Array(0) } : column,
      )
      const kept = rest.filter(({ codes }) => codes.length > 0)
      const merged = classesOfDigits(
        kept.map(({ codes, labels }) => ({ codes, radix: labels.length })),
        here.counts.length,
        here.counts,
      )
      const next = {
        columns: rest.map((column) =>
          column.codes.length === 0
            ? column
            : { ...column, codes: merged.first.map((row) => column.codes[row]!) },
        ),
        counts: merged.sizes,
      }
      visit(
        set & ~(1 << c),
        next,
        Uint32Array.from(stays, (i) => merged.of[at[i]!]!),
        Uint32Array.from(stays, (i) => who[i]!),
        c + 1,
      )
    }
  }
  if (failing.length > 0) visit(all, table, Uint32Array.from(failing), Uint32Array.from(failing.keys()), 0)

  return [...standing]
    .flatMap(([set, bits]) => {
      const inSet = columns.map((_, c) => c).filter((c) => (set >>> c) & 1)
      // Standing out by a part, a record stands out by the whole: the sets one smaller tell all. With closed values left out, a part of
      // the set has none either.
      const smaller = inSet.map((c) => standing.get(set & ~(1 << c)))
      const found = failing.filter((i, f) => {
        const has = (of: Uint32Array | undefined) =>
          of !== undefined && ((of[f >>> 5]! >>> (f & 31)) & 1) === 1
        return (
          has(bits) && !smaller.some(has) && (closed || inSet.every((c) => table.columns[c]!.codes[i] !== 0))
        )
      })
      return found.length === 0 ? [] : [{ columns: inSet, classes: Uint32Array.from(found) }]
    })
    .sort((a, b) => a.columns.length - b.columns.length || compareSets(a.columns, b.columns))
}

function compareSets(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((c, i) => c !== b[i])
  return at === -1 ? 0 : a[at]! - b[at]!
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
