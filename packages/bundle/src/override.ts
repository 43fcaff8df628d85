/** The documenter's word, signed, that a view was handed out although the gate refused it. */
import { AmanaError, encode, type Value } from '@amana/codec'
import { digest, sign, TAG, verify } from '@amana/crypto'

/** Characters of a reason. */
const LONGEST = 500

/** A reason, and the signature over the header that it stands in and the reason. */
export interface Override {
  readonly reason: string
  /** Ed25519, 64 bytes. */
  readonly signature: Uint8Array
}

/** What is signed: all of the header before the override, so that the reason fits no other view. */
const message = (header: readonly Value[], reason: string): Uint8Array =>
  digest(TAG.override, encode(header), reason)

/** @throws {AmanaError} `view/bad-reason` for an empty reason or one of more than 500 characters */
export function signOverride(header: readonly Value[], reason: string, seed: Uint8Array): Override {
  const text = reason.normalize('NFC').trim()
  if (text === '' || text.length > LONGEST)
    throw new AmanaError('view/bad-reason', `A reason has 1 to ${LONGEST} characters.`)
  return { reason: text, signature: sign(seed, message(header, text)) }
}

export const isOverrideValid = (
  header: readonly Value[],
  { reason, signature }: Override,
  publicKey: Uint8Array,
): boolean => verify(publicKey, message(header, reason), signature)

/** As it stands at the end of a header. */
export const overrideValue = ({ reason, signature }: Override): Value => [reason, signature]

/** Reads {@link overrideValue}; null where it is none. */
export function parseOverride(value: Value): Override | null {
  if (!Array.isArray(value) || value.length !== 2) return null
  const [reason, signature] = value as readonly Value[]
  const isGood =
    typeof reason === 'string' &&
    reason.length > 0 &&
    reason.length <= LONGEST &&
    signature instanceof Uint8Array &&
    signature.length === 64
  return isGood ? { reason, signature } : null
}
