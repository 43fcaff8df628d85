/** Checking a proof. See `docs/tally.md`, section 7; the letters are those of that page. */

import { concat } from '@amana/codec'
import {
  baseOfValues,
  basesOfRow,
  H,
  inverse,
  mod,
  ORDER,
  type Point,
  powers,
  sumOfProducts,
  ZERO,
} from '@amana/crypto'
import { decodePoints, decodeProof, type Proof, responsesOf, type Shape, shapeOf } from './proof.js'
import { faultOf, hashOf, type TallyStatement } from './statement.js'
import { added, planSums, type Sums, sumStretch } from './sums.js'
import { hiddenCounts, reciprocals, sumOfReciprocals, tupleScalars } from './table.js'
import { challenge, step, weights } from './transcript.js'

/** Where a check ended: every fault has one short stable name, and a sentence. */
export type TallyResult =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly fault: 'statement' | 'proof' | 'commitment' | 'totals'
      readonly reason: string
    }

const fail = (fault: 'statement' | 'proof' | 'commitment' | 'totals', reason: string): TallyResult => ({
  ok: false,
  fault,
  reason,
})

/** A proof that has been read as far as it goes without the entries' commitments. */
export interface Reading {
  readonly statement: TallyStatement
  readonly shape: Shape
  readonly proof: Proof
  /** states 0 to 3 of the transcript, and the last */
  readonly states: readonly Uint8Array[]
}

/** Reads statement and proof and derives the states of the transcript, or says why not. */
export function readTally(statement: TallyStatement, bytes: Uint8Array): Reading | TallyResult {
  let fault: string | null
  const states: Uint8Array[] = []
  try {
    fault = faultOf(statement)
    if (fault === null) states.push(hashOf(statement))
  } catch {
    fault = 'it holds what cannot be encoded'
  }
  if (fault !== null) return fail('statement', `The table cannot be right: ${fault}.`)
  const shape = shapeOf(statement.entries.length)
  const proof = decodeProof(bytes, shape, hiddenCounts(statement.cells))
  if (proof === null)
    return fail('proof', 'The proof has the wrong length or a number that is not canonical.')
  for (const sent of [concat(proof.a, proof.counts), proof.b, proof.masks, responsesOf(proof)])
    states.push(step(states.at(-1)!, sent))
  return { statement, shape, proof, states }
}

/** What is said of commitments that are none. */
export const badCommitment = (): TallyResult =>
  fail('commitment', 'A commitment is not an element of the group, or is the neutral one.')

/** Ends a check with the weighted sum of each field. */
export function finishTally(
  { statement, shape, proof, states }: Reading,
  sums: readonly Point[],
): TallyResult {
  const { rows, columns } = shape
  const entries = statement.entries.length
  const points = decodePoints(proof.a)
  const pointsB = decodePoints(proof.b)
  const masks = decodePoints(proof.masks)
  const hidden = decodePoints(proof.counts)
  if (points === null || pointsB === null || masks === null || hidden === null)
    return fail('proof', 'The proof holds something that is not an element of the group.')
  const [y, x, z, xi1, omega] = [
    challenge(states[0]!, 'y'),
    challenge(states[1]!, 'x'),
    challenge(states[2]!, 'z'),
    challenge(states[3]!, 'xi'),
    challenge(states[4]!, 'omega'),
  ]
  const inverted = reciprocals(tupleScalars(statement, y), x)
  if (inverted === null || z === 0n) return fail('proof', 'A challenge of the proof cannot be used.')

  const tau = weights(states[1]!, 0, entries)
  const zs = powers(z, rows * columns + 2)
  const inverseZs = powers(inverse(z), rows * columns)
  const lambda = zs[rows * columns]!
  const nu = zs[rows * columns + 1]!
  const xi = powers(xi1, 2 * rows + 1)

  // What stands before each G_j: of the first equation, and of the second times ω.
  const onBases = new Array<bigint>(columns)
  let [sumZ, sumTau, sumTauOverZ, inner, spread] = [0n, 0n, 0n, 0n, 0n]
  for (let r = 0; r < rows; r++) spread += xi[rows - r]! * zs[r * columns]!
  spread = (spread % ORDER) * x
  for (let j = 0; j < columns; j++) {
    let [first, second] = [0n, 0n]
    for (let r = 0; r < rows; r++) {
      const i = r * columns + j
      if (i >= entries) break
      const tauOverZ = (tau[i]! * inverseZs[i]!) % ORDER
      sumZ += zs[i]!
      sumTau += tau[i]!
      sumTauOverZ += tauOverZ
      first += xi[r + 1]! * tauOverZ
      second += xi[rows - r]!
    }
    const left = proof.left[j]!
    const right = proof.right[j]!
    inner += left * right
    first = left + nu * (first % ORDER)
    second = (right - lambda * (second % ORDER)) % ORDER
    onBases[j] = mod(first + omega * mod(second * inverseZs[j]! - spread))
  }

  const omega2 = (omega * omega) % ORDER
  const { known, factors } = sumOfReciprocals(statement.cells, inverted)
  const t =
    sumZ +
    lambda * known -
    ((x * nu) % ORDER) * (sumTau % ORDER) -
    ((lambda * nu) % ORDER) * (sumTauOverZ % ORDER)
  const [phi, psi, epsilon] = proof.blindings
  const all: Point[] = [...basesOfRow(columns), H, baseOfValues(), ...masks.slice(0, 2)]
  const by: bigint[] = [
    ...onBases,
    mod(phi + omega * psi + omega2 * epsilon),
    mod(omega2 * mod(inner - xi[rows + 1]! * mod(t))),
    ORDER - 1n,
    mod(-omega),
  ]
  const add = (point: Point, scalar: bigint) => {
    all.push(point)
    by.push(mod(scalar))
  }
  for (let r = 0; r < rows; r++) {
    add(pointsB[r]!, -xi[r + 1]!)
    add(points[r]!, omega * ((xi[rows - r]! * zs[r * columns]!) % ORDER))
  }
  for (let k = 0; k <= 2 * rows; k++)
    if (k !== rows + 1) add(masks[k < rows + 1 ? k + 2 : k + 1]!, -omega2 * xi[k]!)
  const onTotal = (omega2 * xi[rows + 1]!) % ORDER
  for (const [t, point] of hidden.entries()) add(point, -onTotal * ((lambda * factors[t]!) % ORDER))
  const places = powers(y, sums.length)
  for (const [f, sum] of sums.entries()) add(sum, -onTotal * ((nu * places[f]!) % ORDER))

  return sumOfProducts(all, by).equals(ZERO)
    ? { ok: true }
    : fail(
        'totals',
        'The totals are not those of the values fixed in this release, or the proof is of something else.',
      )
}

/** A table and its proof. */
export interface Tally {
  /** built by the reader from the release, never taken from whoever made the proof */
  readonly statement: TallyStatement
  /** bytes of `proveTally` */
  readonly proof: Uint8Array
}

/**
 * Checks that the commitments of all entries hold exactly the values of the table. Never throws for bad evidence. Who
 * calls it has to know that the entries are all that are to be counted, and that the commitments are those of
 * their leaves: this function knows no log.
 *
 * @example
 * const result = verifyTally(statement, proof)
 * if (!result.ok) console.error(result.reason)
 */
export const verifyTally = (statement: TallyStatement, proof: Uint8Array): TallyResult =>
  verifyTallies([{ statement, proof }])[0]!

/**
 * The same for many tables at once, each with its own verdict. Tables over the same commitments (the same arrays) share the work of
 * decoding them, which is two thirds of a check.
 */
export function verifyTallies(tallies: readonly Tally[]): TallyResult[] {
  const readings = tallies.map(({ statement, proof }) => readTally(statement, proof))
  const { states, uses, columns } = planSums(whole(readings))
  return finishTallies(readings, [sumStretch(states, uses, columns, 0)])
}

/** The tables that can be checked at all. */
export const whole = (readings: readonly (Reading | TallyResult)[]): Reading[] =>
  readings.flatMap((reading) => ('ok' in reading ? [] : [reading]))

/** Ends the checks with the sums over all stretches. */
export function finishTallies(
  readings: readonly (Reading | TallyResult)[],
  stretches: readonly Sums[],
): TallyResult[] {
  const sums = stretches.reduce(added)
  let next = 0
  return readings.map((reading) => {
    if ('ok' in reading) return reading
    const own = sums[next++]!
    return own.includes(null) ? badCommitment() : finishTally(reading, own as readonly Point[])
  })
}
