import { scrypt } from '@noble/hashes/scrypt.js'
import { backend, type ScryptCosts } from './backend.js'

/** Costs of {@link slowKey}: 32 MiB of memory for each try. */
export const SLOW_KEY: ScryptCosts = { N: 2 ** 15, r: 8, p: 1 }

/**
 * A key from what a person remembers, made slow so that guessing is (scrypt, RFC 7914; N = 2^15, r = 8, p = 1).
 * @param secret what is remembered
 * @param salt what it is for
 * @returns 32 bytes
 */
export const slowKey = (secret: Uint8Array, salt: Uint8Array): Uint8Array =>
  backend().scrypt?.(secret, salt, SLOW_KEY) ?? scrypt(secret, salt, { ...SLOW_KEY, dkLen: 32 })
