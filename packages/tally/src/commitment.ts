/**
 * Pedersen commitments (Pedersen, CRYPTO '91): C = v·G + r·H, where v is the scalar of a field's value and r a blinding
 * that only the documenter holds. C says nothing about v to anybody, whatever computer they have; and nobody who cannot
 * compute discrete logarithms can open it to two values. See `docs/tally.md`, section 2.
 */
import { AmanaError, encode, toHex, type Value } from '@amana/codec'
import { prf, TAG } from '@amana/crypto'
import { baseOfValues, blinded, H, type Point, pedersen, pointFromBytes, sumOfProducts } from './group.js'
import { hashToScalar, scalarFromBytes, scalarToBytes, wide } from './scalar.js'

/** A value and the blinding it was committed with (32 bytes, a canonical scalar): what opens a commitment. */
export interface TallyOpening {
  readonly value: Value
  readonly blinding: Uint8Array
}

/**
 * The scalar that stands for a field's value: a hash of the field's name and the value, so that a code can be added to
 * a vocabulary at any time, no code's scalar is near another's, and the same code in two fields has two scalars.
 * @param field name of the field
 * @param value any value of the CBOR profile; null where the field is absent
 */
export const valueScalar = (field: string, value: Value): bigint => hashToScalar(TAG.tallyValue, field, value)

/**
 * The blinding of one tallied field of one revision of a record. It depends on all the values of the revision, so
 * no blinding is ever used for two values: the difference of two such commitments would show the difference of
 * the values to whoever tries all pairs.
 * @param secret the record's 32 secret bytes
 * @param revision the revision that is committed to
 * @param values all values of the record in the order of its schema
 * @param field name of the field
 * @returns 32 bytes, a canonical scalar
 * @throws {AmanaError} `crypto/bad-length`, `cbor/not-encodable`
 */
export function blindingOf(
  secret: Uint8Array,
  revision: number,
  values: readonly Value[],
  field: string,
): Uint8Array {
  const bytes = new Uint8Array(64)
  bytes.set(prf(secret, TAG.tallyBlinding, revision, values, field, 0))
  bytes.set(prf(secret, TAG.tallyBlinding, revision, values, field, 1), 32)
  const blinding = scalarToBytes(wide(bytes))
  bytes.fill(0)
  return blinding
}

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
 * The commitment to one value. For many, {@link commitValues} is faster.
 * @returns 32 bytes, the encoding of C (RFC 9496 section 4.3.2)
 * @throws {AmanaError} `tally/bad-blinding`, `cbor/not-encodable`
 *
 * @example
 * const blinding = blindingOf(secret, 1, values, 'sex')
 * const commitment = commitValue('sex', 'female', blinding)
 * openCommitment('sex', commitment, { value: 'female', blinding }) // true
 */
export const commitValue = (field: string, value: Value, blinding: Uint8Array): Uint8Array =>
  pedersen(valueScalar(field, value), blindingScalar(blinding)).toBytes()

/**
 * The commitments of many openings of one field. A value's multiple of G is computed once however often it comes.
 * @returns one commitment an opening, in their order
 * @throws {AmanaError} `tally/bad-blinding`, `cbor/not-encodable`
 */
export function commitValues(field: string, openings: Iterable<TallyOpening>): Uint8Array[] {
  const multiples = new Map<string, Point>()
  const out: Uint8Array[] = []
  for (const { value, blinding } of openings) {
    const key = keyOf(value)
    let multiple = multiples.get(key)
    if (multiple === undefined) {
      multiple = pedersen(valueScalar(field, value), 0n)
      multiples.set(key, multiple)
    }
    out.push(multiple.add(blinded(blindingScalar(blinding))).toBytes())
  }
  return out
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
export const keyOf = (value: Value): string =>
  typeof value === 'string' ? `"${value}` : toHex(encode(value))
