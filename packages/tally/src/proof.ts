/**
 * A proof as bytes: its shape follows from the number of entries and of merged tuples alone, and every byte of it counts. See
 * `docs/tally.md`, section 6.
 */
import { concat } from '@amana/codec'
import { type Point, pointFromBytes, scalarFromBytes, scalarToBytes } from '@amana/crypto'

/** Entries are laid out in rows, entry i at row ⌊i / columns⌋. */
export interface Shape {
  readonly rows: number
  readonly columns: number
}

const MAX_ROWS = 32

/**
 * The rows and columns for a number of entries: half as many rows as columns make the shortest proof, and more than 32
 * rows would cost the prover more time (one product per entry and row) than the bytes are worth.
 */
export function shapeOf(entries: number): Shape {
  let most = 1
  while (2 * most * most < entries && most < MAX_ROWS) most++
  const columns = Math.ceil(entries / most)
  return { rows: Math.ceil(entries / columns), columns }
}

/** What the prover sends, in order. Points are kept as bytes until they are needed: bytes are what is hashed. */
export interface Proof {
  /** A_r, commitments to the rows of scalars u: 32 bytes a row */
  readonly a: Uint8Array
  /** N_t, commitments to the counts of the tuples of merged cells, without the last tuple of each cell */
  readonly counts: Uint8Array
  /** B_r, commitments to the rows of reciprocals h */
  readonly b: Uint8Array
  /** L*, M*, and E_k for k = 0 … 2·rows without rows + 1 */
  readonly masks: Uint8Array
  /** the responses l, one a column */
  readonly left: readonly bigint[]
  /** the responses m, one a column */
  readonly right: readonly bigint[]
  /** the responses φ, ψ, ε: blindings of L, M and E */
  readonly blindings: readonly [left: bigint, right: bigint, product: bigint]
}

/**
 * How many bytes a proof has: 32·(4·rows + 2·columns + 5 + hidden).
 * @param hidden counts that are committed to: of each merged cell, its tuples but one
 */
export function proofLength(entries: number, hidden = 0): number {
  const { rows, columns } = shapeOf(entries)
  return 32 * (4 * rows + 2 * columns + 5 + hidden)
}

/** The last thing the prover sends. Scalar by scalar, for arguments of a call are limited and rows are not. */
export function responsesOf({
  left,
  right,
  blindings,
}: Pick<Proof, 'left' | 'right' | 'blindings'>): Uint8Array {
  const out = new Uint8Array(32 * (left.length + right.length + blindings.length))
  let at = 0
  for (const scalars of [left, right, blindings])
    for (const scalar of scalars) {
      out.set(scalarToBytes(scalar), at)
      at += 32
    }
  return out
}

/** The bytes of a proof. */
export const encodeProof = (proof: Proof): Uint8Array =>
  concat(proof.a, proof.counts, proof.b, proof.masks, responsesOf(proof))

/** The proof in bytes of the right length with canonical scalars, else null. Its points are not looked at. */
export function decodeProof(bytes: Uint8Array, { rows, columns }: Shape, hidden: number): Proof | null {
  if (bytes.length !== 32 * (4 * rows + 2 * columns + 5 + hidden)) return null
  let at = 0
  const take = (count: number) => {
    at += 32 * count
    return bytes.subarray(at - 32 * count, at)
  }
  const [a, counts, b, masks] = [take(rows), take(hidden), take(rows), take(2 + 2 * rows)]
  const scalars: bigint[] = []
  while (at < bytes.length) {
    const scalar = scalarFromBytes(take(1))
    if (scalar === null) return null
    scalars.push(scalar)
  }
  return {
    a,
    counts,
    b,
    masks,
    left: scalars.slice(0, columns),
    right: scalars.slice(columns, 2 * columns),
    blindings: [scalars[2 * columns]!, scalars[2 * columns + 1]!, scalars[2 * columns + 2]!],
  }
}

/** The points that stand one after the other in bytes, or null where one is not a canonical encoding. */
export function decodePoints(bytes: Uint8Array): Point[] | null {
  const points: Point[] = []
  for (let at = 0; at < bytes.length; at += 32) {
    const point = pointFromBytes(bytes.subarray(at, at + 32))
    if (point === null) return null
    points.push(point)
  }
  return points
}
