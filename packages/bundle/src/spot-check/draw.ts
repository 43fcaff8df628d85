/**
 * Which records a spot check draws. The seed is made of the signed checkpoint and of randomness that neither side could
 * choose, so it cannot be known before the checkpoint is fixed: a seed from the root alone is ground in milliseconds by
 * whoever makes the root. See `docs/spot-checks.md`.
 */
import { AmanaError, compare, concat, equal, toHex, type Value } from '@amana/codec'
import { digest, prf, TAG } from '@amana/crypto'
import type { Checkpoint } from '@amana/log'

/** What the two sides agree on before they know what will be drawn. */
export interface Plan {
  readonly checkpoint: Checkpoint
  /** Records to draw. */
  readonly count: number
  /** The open field of persons whose values are the strata; null for none. */
  readonly by: string | null
  /** Names of the fields to open. */
  readonly fields: readonly string[]
  /** The purpose of the consent that the openings need. */
  readonly purpose: string
  /** In percent. */
  readonly confidence: number
}

/**
 * A value that a public beacon gives out after the checkpoint was fixed; or a number that the auditor committed to, and the
 * documenter's answer to that commitment.
 */
export type Randomness =
  | { readonly beacon: string }
  | { readonly nonce: Uint8Array; readonly share: Uint8Array }

const valuesOf = ({ origin, size, root }: Checkpoint): Value[] => [origin, size, root]

/**
 * What the auditor sends first: it fixes the plan and his number, and tells neither the number nor the draw.
 * @param nonce 32 random bytes
 */
export const commitmentOf = (plan: Plan, nonce: Uint8Array): Uint8Array =>
  digest(
    TAG.sampleCommit,
    ...valuesOf(plan.checkpoint),
    plan.count,
    plan.by,
    [...plan.fields],
    plan.purpose,
    Math.round(plan.confidence * 1000),
    nonce,
  )

/**
 * The documenter's number for a commitment: pseudorandom, so that it need not be kept, and one for each commitment, so
 * that it cannot be chosen twice.
 * @param master the case's master secret
 */
export const shareOf = (master: Uint8Array, checkpoint: Checkpoint, commitment: Uint8Array): Uint8Array =>
  prf(master, TAG.sampleShare, ...valuesOf(checkpoint), commitment)

/** The seed of a draw, 32 bytes. */
export const seedOf = (checkpoint: Checkpoint, randomness: Randomness): Uint8Array =>
  'beacon' in randomness
    ? digest(TAG.sampleSeed, ...valuesOf(checkpoint), 'beacon', randomness.beacon)
    : digest(TAG.sampleSeed, ...valuesOf(checkpoint), 'shares', randomness.nonce, randomness.share)

/** Records that are alike in the field that strata are made by. */
export interface Stratum {
  /** Encoding of the value that they share, in hexadecimal; empty without strata. */
  readonly value: string
  readonly ids: readonly Uint8Array[]
}

/**
 * How many records each stratum gives: at least one, the rest in proportion (largest remainders).
 * @throws {AmanaError} `sample/too-few` for fewer records than strata, `sample/too-many` for more than there are
 */
export function allocate(sizes: readonly number[], count: number): readonly number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0)
  if (count > all) throw new AmanaError('sample/too-many', `There are ${all} records, fewer than ${count}.`)
  if (count < sizes.length || count < 1)
    throw new AmanaError(
      'sample/too-few',
      `Draw at least ${Math.max(1, sizes.length)}: one from each stratum.`,
    )
  const free = count - sizes.length
  const rest = all - sizes.length
  // In whole numbers, so that every implementation rounds alike.
  const shares = sizes.map((size, i) => {
    const product = BigInt(size - 1) * BigInt(free)
    const divisor = BigInt(Math.max(1, rest))
    return { i, whole: 1 + Number(product / divisor), remainder: product % divisor }
  })
  let missing = count - shares.reduce((sum, { whole }) => sum + whole, 0)
  const counts = shares.map(({ whole }) => whole)
  for (const { i } of shares.toSorted((a, b) =>
    a.remainder < b.remainder ? 1 : a.remainder > b.remainder ? -1 : a.i - b.i,
  ))
    if (missing-- > 0) counts[i]!++
  return counts
}

/**
 * The drawn records of each stratum: those whose digests under the seed are the smallest, so whoever has seed and ids can
 * check each with one hash, and a larger draw holds a smaller one.
 */
export function drawFrom(
  seed: Uint8Array,
  strata: readonly Stratum[],
  count: number,
): readonly (readonly Uint8Array[])[] {
  const counts = allocate(
    strata.map(({ ids }) => ids.length),
    count,
  )
  return strata.map(({ ids }, i) =>
    ids
      .map((id) => ({ id, rank: digest(TAG.sampleRank, seed, id) }))
      .sort((a, b) => compare(concat(a.rank, a.id), concat(b.rank, b.id)))
      .slice(0, counts[i]!)
      .map(({ id }) => id),
  )
}

/** Persons by the value of a field, in the order of the encodings of the values. */
export function strataOf(
  persons: Iterable<{ readonly id: Uint8Array; readonly value: string }>,
): readonly Stratum[] {
  const strata = new Map<string, Uint8Array[]>()
  for (const { id, value } of persons) {
    const known = strata.get(value)
    if (known === undefined) strata.set(value, [id])
    else known.push(id)
  }
  return [...strata]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, ids]) => ({ value, ids: ids.toSorted(compare) }))
}

/** Whether two draws are of the same records. */
export const isSameDraw = (a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean =>
  a.length === b.length &&
  a.toSorted(compare).every((id, i) => equal(id, b.toSorted(compare)[i]!)) &&
  new Set(a.map(toHex)).size === a.length
