/** The scalars of a table once y is known: where its tuples stand, and what their reciprocals sum to. */
import { inverses, mod, ORDER, powers, valueScalar } from '@amana/crypto'
import type { TallyCell, TallyStatement } from './statement.js'

/** μ of each tuple, cell by cell: Σ_f y^f · scalar of its value in field f. */
export function tupleScalars(
  { fields, cells }: Pick<TallyStatement, 'fields' | 'cells'>,
  y: bigint,
): bigint[] {
  const places = powers(y, fields.length)
  const scalars = fields.map(() => new Map<string, bigint>())
  return cells.flatMap(({ tuples }) =>
    tuples.map((values) =>
      values.reduce<bigint>((sum, value, f) => {
        // Texts come in many tuples.
        const known = typeof value === 'string' ? scalars[f]!.get(value) : undefined
        const scalar = known ?? valueScalar(fields[f]!, value)
        if (typeof value === 'string') scalars[f]!.set(value, scalar)
        return (sum + places[f]! * scalar) % ORDER
      }, 0n),
    ),
  )
}

/** 1 / (x − μ) of each tuple; null where x hits one, which happens once in 2^252 / tuples. */
export function reciprocals(tuples: readonly bigint[], x: bigint): bigint[] | null {
  const distances = tuples.map((tuple) => mod(x - tuple))
  return distances.includes(0n) ? null : inverses(distances)
}

/** How many counts of a table are committed to instead of shown: of each merged cell, its tuples but the last. */
export const hiddenCounts = (cells: readonly TallyCell[]): number =>
  cells.reduce((sum, { tuples }) => sum + tuples.length - 1, 0)

/**
 * What the reciprocals of all entries sum to: a part that is known, Σ_c count_c · w_last(c), and a factor w_t − w_last(c) for
 * each hidden count of the cell c. The last tuple of a cell has what the others leave of its count.
 */
export function sumOfReciprocals(
  cells: readonly TallyCell[],
  inverted: readonly bigint[],
): { readonly known: bigint; readonly factors: readonly bigint[] } {
  const factors: bigint[] = []
  let known = 0n
  let at = 0
  for (const { tuples, count } of cells) {
    const last = inverted[at + tuples.length - 1]!
    known = (known + BigInt(count) * last) % ORDER
    for (let t = at; t < at + tuples.length - 1; t++) factors.push(mod(inverted[t]! - last))
    at += tuples.length
  }
  return { known, factors }
}
