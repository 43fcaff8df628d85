import { AmanaError } from '@amana/codec'
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { needLength } from './length.js'

const cipher = (key: Uint8Array, nonce: Uint8Array, aad: Uint8Array) => {
  needLength('A key', key, 32)
  needLength('A nonce', nonce, 24)
  return xchacha20poly1305(key, nonce, aad)
}

/**
 * Encrypts and authenticates with XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03).
 * @param key 32 bytes
 * @param nonce 24 bytes, never used twice under one key for different plaintexts
 * @param aad what the ciphertext is bound to, not contained in it; may be empty
 * @returns ciphertext and 16-byte tag, 16 bytes longer than the plaintext
 * @throws {AmanaError} `crypto/bad-length`
 */
export const seal = (
  key: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array,
): Uint8Array => cipher(key, nonce, aad).encrypt(plaintext)

/**
 * The plaintext of what {@link seal} returned, for the same key, nonce and associated data.
 * @param sealed ciphertext and 16-byte tag
 * @throws {AmanaError} `crypto/not-authentic` where anything differs, or `sealed` is shorter than a tag (one answer
 * for all causes: which byte was wrong is nobody's business); `crypto/bad-length` for key and nonce
 */
export function open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Uint8Array {
  const unlocked = cipher(key, nonce, aad)
  try {
    return unlocked.decrypt(sealed)
  } catch {
    throw new AmanaError('crypto/not-authentic', 'The sealed bytes do not belong to this key and place.')
  }
}
