import { AmanaError } from '@amana/codec'
import { backend } from './backend.js'
import { needLength } from './length.js'

function needLengths(key: Uint8Array, nonce: Uint8Array): void {
  needLength('A key', key, 32)
  needLength('A nonce', nonce, 24)
}

/**
 * Encrypts and authenticates with XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03).
 * @param key 32 bytes
 * @param nonce 24 bytes, never used twice under one key for different plaintexts
 * @param aad what the ciphertext is bound to, not contained in it; may be empty
 * @returns ciphertext and 16-byte tag, 16 bytes longer than the plaintext
 * @throws {AmanaError} `crypto/bad-length`
 */
export function seal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Uint8Array {
  needLengths(key, nonce)
  return backend().seal(key, nonce, plaintext, aad)
}

/**
 * {@link open} for large texts: the plaintext takes the place of the ciphertext, so that there is one of them at a time.
 * @param sealed is written over, also where it is not authentic
 * @returns a part of `sealed`
 * @throws {AmanaError} as {@link open}
 */
export function openOver(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array,
): Uint8Array {
  needLengths(key, nonce)
  if (!backend().openOver(key, nonce, sealed, aad)) throw notAuthentic()
  return sealed.subarray(0, sealed.length - 16)
}

const notAuthentic = () =>
  new AmanaError('crypto/not-authentic', 'The sealed bytes do not belong to this key and place.')

/**
 * The plaintext of what {@link seal} returned, for the same key, nonce and associated data.
 * @param sealed ciphertext and 16-byte tag
 * @throws {AmanaError} `crypto/not-authentic` where anything differs, or `sealed` is shorter than a tag (one answer
 * for all causes: which byte was wrong is nobody's business); `crypto/bad-length` for key and nonce
 */
export function open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Uint8Array {
  needLengths(key, nonce)
  const plaintext = backend().open(key, nonce, sealed, aad)
  if (plaintext === null) throw notAuthentic()
  return plaintext
}
