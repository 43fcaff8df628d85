/** The scalars of a table once y is known: where its cells stand, and what their reciprocals sum to. */
import { valueScalar } from './commitment.js'
import { inverses, mod, ORDER, powers } from './scalar.js'
import type { TallyCell, TallyStatement } from './statement.js'

/** μ of each cell: Σ_f y^f · scalar of its value in field f. */
export function cellScalars(
  { fields, cells }: Pick<TallyStatement, 'fields' | 'cells'>,
  y: bigint,
): bigint[] {
  const places = powers(y, fields.length)
  return cells.map(({ values }) =>
    values.reduce<bigint>((sum, value, f) => (sum + places[f]! * valueScalar(fields[f]!, value)) % ORDER, 0n),
  )
}

/** 1 / (x − μ) of each cell; null where x hits one, which happens once in 2^252 / cells. */
export function reciprocals(cells: readonly bigint[], x: bigint): bigint[] | null {
  const distances = cells.map((cell) => mod(x - cell))
  return distances.includes(0n) ? null : inverses(distances)
}

/** Σ count / (x − μ). */
export const sumOfReciprocals = (cells: readonly TallyCell[], inverted: readonly bigint[]): bigint =>
  cells.reduce((sum, { count }, c) => (sum + BigInt(count) * inverted[c]!) % ORDER, 0n)
