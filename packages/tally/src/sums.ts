/**
 * Σ τ_i · C_i over entries, for each field of each table: nine tenths of a check, and the part that tables and threads can share.
 */
import { type Point, pointFromBytes, sumOfProducts } from '@amana/crypto'
import type { TallyStatement } from './statement.js'
import { weights } from './transcript.js'

/** Entries whose points are held at a time. */
const STRETCH = 16384

/** Which commitments are to be summed, and how often. */
export interface Plan {
  /** State 1 of the transcript of each table. */
  readonly states: readonly Uint8Array[]
  /** For each of these tables the number of the column of each field. */
  readonly uses: readonly (readonly number[])[]
  /** Commitments of one field of all entries; none twice. */
  readonly columns: readonly (readonly Uint8Array[])[]
}

/**
 * Finds the columns that tables have in common: those of the very same arrays.
 * @param tables with the states of their transcripts
 */
export function planSums(
  tables: readonly { readonly statement: TallyStatement; readonly states: readonly Uint8Array[] }[],
): Plan {
  const columns: (readonly Uint8Array[])[] = []
  const uses = tables.map(({ statement: { fields, entries } }) =>
    fields.map((_, f) => {
      const column = entries.map(({ commitments }) => commitments[f]!)
      const known = columns.findIndex(
        (each) => each.length === column.length && each.every((bytes, i) => bytes === column[i]),
      )
      return known >= 0 ? known : columns.push(column) - 1
    }),
  )
  return { states: tables.map(({ states }) => states[1]!), uses, columns }
}

/** For each table and field the sum over a stretch of entries; null where a commitment is not an element, or the neutral one. */
export type Sums = readonly (readonly (Point | null)[])[]

/**
 * The sums over entries.
 * @param columns the commitments of these entries
 * @param from number of the first entry, even, for weights come in pairs
 */
export function sumStretch(
  states: readonly Uint8Array[],
  uses: readonly (readonly number[])[],
  columns: readonly (readonly Uint8Array[])[],
  from: number,
): Sums {
  const length = Math.max(0, ...columns.map((column) => column.length))
  let total: Sums | undefined
  for (let at = 0; at < length; at += STRETCH) {
    const points = columns.map((column) => decoded(column.slice(at, at + STRETCH)))
    const sums = uses.map((own, t) => {
      const count = Math.min(STRETCH, columns[own[0]!]!.length - at)
      const tau = count > 0 ? weights(states[t]!, from + at, from + at + count) : []
      return own.map((column) => {
        const some = points[column]!
        return some === null ? null : sumOfProducts(some, tau, 128)
      })
    })
    total = total === undefined ? sums : added(total, sums)
  }
  return total ?? []
}

function decoded(column: readonly Uint8Array[]): Point[] | null {
  const points: Point[] = []
  for (const bytes of column) {
    const point = pointFromBytes(bytes)
    if (point === null || point.is0()) return null
    points.push(point)
  }
  return points
}

/** Sums over two stretches as one. */
export const added = (a: Sums, b: Sums): Sums =>
  a.map((row, t) => row.map((point, f) => (point === null ? null : (b[t]![f]?.add(point) ?? null))))
