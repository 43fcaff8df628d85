/** A table to prove, and the two programs of these tests that know nothing of @amana/tally. */
import { resolve } from 'node:path'
import type { Value } from '@amana/codec'
import { blindingOf, commitValue, randomBytes, type TallyOpening } from '@amana/crypto'
import type { TallyStatement } from '@amana/tally'

/** How the second verifier is weakened. */
export interface Weak {
  readonly omit?: readonly string[]
  readonly fixedY?: bigint
  readonly raw?: boolean
  readonly batched?: boolean
}

/** What somebody committed to. */
export interface Witness {
  readonly scalars: readonly (readonly bigint[])[]
  readonly blindings: readonly (readonly bigint[])[]
}

/** Statements of the weakened verifier may have scalars as values. */
export interface LooseStatement extends Omit<TallyStatement, 'cells'> {
  cells: readonly { readonly tuples: readonly (readonly (Value | bigint)[])[]; readonly count: number }[]
}

interface SecondVerifier {
  verify(statement: LooseStatement, proof: Uint8Array, weak?: Weak): boolean
  valueScalar(field: string, value: Value, weak?: Weak): bigint
  mod(a: bigint): bigint
  inv(a: bigint): bigint
  readonly q: bigint
}

interface Forger {
  random(): bigint
  commit(v: bigint, r: bigint): Uint8Array
  entriesOf(scalars: readonly (readonly bigint[])[]): Witness & { entries: TallyStatement['entries'] }
  scalarsOf(
    fields: readonly string[],
    rows: readonly (readonly (Value | bigint)[])[],
    weak?: Weak,
  ): bigint[][]
  forge(
    statement: LooseStatement,
    witness: Witness,
    weak?: Weak,
    cheat?: string | null,
    choose?: {
      readonly u?: (y: bigint) => bigint[]
      readonly counts?: readonly bigint[]
      readonly cells?: (u: readonly bigint[], x: bigint) => void
      readonly commitments?: (u: readonly bigint[], tau: readonly bigint[]) => Witness
    },
  ): Uint8Array
}

export const secondVerifier = (await import(resolve('test/tally/second-verifier.mjs'))) as SecondVerifier
export const forger = (await import(resolve('test/tally/forger.mjs'))) as Forger

/** A true table over rows of values, with everything that opens it. */
export interface Table {
  readonly statement: TallyStatement
  readonly openings: readonly (readonly TallyOpening[])[]
}

/** The cells of rows, counted, in the order in which they first come. */
export function cellsOf(rows: readonly (readonly Value[])[]): TallyStatement['cells'] {
  const cells = new Map<string, { tuples: readonly (readonly Value[])[]; count: number }>()
  for (const values of rows) {
    const key = JSON.stringify(values)
    cells.set(key, { tuples: [values], count: (cells.get(key)?.count ?? 0) + 1 })
  }
  return [...cells.values()]
}

/** The same table with the first `count` cells merged to one. */
export const merged = ({ cells }: Pick<TallyStatement, 'cells'>, count: number): TallyStatement['cells'] => [
  {
    tuples: cells.slice(0, count).flatMap(({ tuples }) => tuples),
    count: cells.slice(0, count).reduce((sum, cell) => sum + cell.count, 0),
  },
  ...cells.slice(count),
]

export function tableOf(fields: readonly string[], rows: readonly (readonly Value[])[]): Table {
  const openings = rows.map((values) => {
    const salt = randomBytes(16)
    return values.map((value, f) => ({
      value,
      blinding: blindingOf('lab', salt, 1, salt, fields[f]!, value),
    }))
  })
  const columns = fields.map((field, f) =>
    openings.map((row) => commitValue(field, row[f]!.value, row[f]!.blinding)),
  )
  return {
    statement: {
      origin: 'example.org/0f3a',
      release: { size: 412, root: new Uint8Array(32).fill(3) },
      claim: 'women-and-children',
      fields,
      cells: cellsOf(rows),
      entries: rows.map((_, i) => ({
        id: new Uint8Array(16).fill(i % 256).fill(Math.floor(i / 256), 0, 4),
        commitments: columns.map((column) => column[i]!),
      })),
    },
    openings,
  }
}

/** The demonstration's persons as far as they are told: 103, 11 women, 11 children. */
export const AL_BAB: readonly (readonly Value[])[] = Array.from({ length: 103 }, (_, i) => [
  i < 11 ? 'female' : i < 100 ? 'male' : null,
  i >= 8 && i < 19 ? 'child' : 'adult',
  i % 5 === 0 ? 'refinery' : i % 2 === 0 ? 'prison' : 'elsewhere',
])
