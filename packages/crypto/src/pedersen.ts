/**
 * Pedersen commitments (Pedersen, CRYPTO '91): C = v·G + r·H, where v is the scalar of a field's value and r a blinding
 * that only the documenter holds. C says nothing about v to anybody, whatever computer they have; and nobody who cannot
 * compute discrete logarithms can open it to two values. See `docs/tally.md`, section 2.
 */
import { AmanaError, encode, toHex, type Value } from '@amana/codec'
import { encodeDoubles, type Point, pointFromBytes } from './element.js'
import { baseOfValues, blinded, H, pedersen, sumOfProducts } from './group.js'
import { hashToScalar, mod, ORDER, scalarFromBytes, scalarToBytes } from './scalar.js'
import { TAG } from './tags.js'

/** A value and the blinding it was committed with (32 bytes, a canonical scalar): what opens a commitment. */
export interface TallyOpening {
  readonly value: Value
  readonly blinding: Uint8Array
}

/** The opening of the commitment to one field. */
export interface FieldOpening extends TallyOpening {
  /** name of the field */
  readonly field: string
}

/** What makes the commitments of some openings, in their order: {@link commitValues}, or threads that share the work. */
export type Committing<Result = Uint8Array[]> = (openings: readonly FieldOpening[]) => Result

/**
 * The scalar that stands for a field's value: a hash of the field's name and the value, so that a code can be added to
 * a vocabulary at any time, no code's scalar is near another's, and the same code in two fields has two scalars.
 * @param field name of the field
 * @param value any value of the CBOR profile; null where the field is absent
 */
export const valueScalar = (field: string, value: Value): bigint => hashToScalar(TAG.tallyValue, field, value)

/**
 * The blinding of one tallied field of one revision of a record: hashed from what a salted hash would be made of, so that a
 * salt and a value open either kind of commitment. The value is among it: even two values under one salt would have
 * unrelated blindings, where one blinding for two values shows the difference of the values to whoever tries all pairs.
 * @param salt 16 bytes that nobody can guess
 * @returns 32 bytes, a canonical scalar
 * @throws {AmanaError} `cbor/not-encodable`
 */
export const blindingOf = (
  origin: string,
  id: Uint8Array,
  revision: number,
  salt: Uint8Array,
  field: string,
  value: Value,
): Uint8Array => scalarToBytes(hashToScalar(TAG.tallyBlinding, origin, id, revision, salt, field, value))

/** The scalar of a blinding. */
export function blindingScalar(blinding: Uint8Array): bigint {
  const scalar = scalarFromBytes(blinding)
  if (scalar === null)
    throw new AmanaError(
      'tally/bad-blinding',
      'A blinding is 32 bytes, little-endian, below the order of the group.',
    )
  return scalar
}

/**
 * The commitment to one value.
 * @returns 32 bytes, the encoding of C (RFC 9496 section 4.3.2)
 * @throws {AmanaError} `tally/bad-blinding`, `cbor/not-encodable`
 *
 * @example
 * const blinding = blindingOf(origin, id, 1, salt, 'sex', 'female')
 * const commitment = commitValue('sex', 'female', blinding)
 * openCommitment('sex', commitment, { value: 'female', blinding }) // true
 */
export const commitValue = (field: string, value: Value, blinding: Uint8Array): Uint8Array =>
  commitValues([{ field, value, blinding }])[0]!

/** {@link commitValue} for several at once: they are encoded together, which takes less. */
export const commitValues = (
  openings: readonly (TallyOpening & { readonly field: string })[],
): Uint8Array[] =>
  encodeDoubles(
    openings.map(({ field, value, blinding }) =>
      halfOf(field, value).add(blinded(blindingScalar(blinding) * HALF)),
    ),
  )

/** 1/2 modulo the order of the group: what is encoded is the double of what is summed. */
const HALF = (ORDER + 1n) / 2n

/** Multiples (v/2)·G, of the values that came last: there are few different ones, and a product takes as long as r·H. */
const halves = new Map<string, Point>()
const MOST_HALVES = 4096

function halfOf(field: string, value: Value): Point {
  const key = `${field.length} ${field} ${valueKey(value)}`
  let half = halves.get(key)
  if (half === undefined) {
    if (halves.size === MOST_HALVES) halves.clear()
    half = pedersen(mod(valueScalar(field, value) * HALF), 0n)
    halves.set(key, half)
  }
  return half
}

/**
 * Whether a commitment is the one to this value with this blinding. Never throws for bad evidence.
 * @param field name of the field
 * @param commitment 32 bytes
 * @param opening what is claimed to be in it
 */
export function openCommitment(field: string, commitment: Uint8Array, opening: TallyOpening): boolean {
  const point = pointFromBytes(commitment)
  const blinding = scalarFromBytes(opening.blinding)
  if (point === null || blinding === null) return false
  let value: bigint
  try {
    value = valueScalar(field, opening.value)
  } catch {
    return false
  }
  return sumOfProducts([baseOfValues(), H], [value, blinding]).equals(point)
}

/** A text that is the same for the same value and no other. */
export const valueKey = (value: Value): string =>
  typeof value === 'string' ? `"${value}` : toHex(encode(value))
