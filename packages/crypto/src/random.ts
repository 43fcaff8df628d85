import { AmanaError } from '@amana/codec'

/** The most that one call of `getRandomValues` may ask for (Web Cryptography API, section 10.1.1). */
const STEP = 65_536

/**
 * Fresh random bytes of the platform's generator.
 * @param length how many
 * @throws {AmanaError} `crypto/bad-length`
 */
export function randomBytes(length: number): Uint8Array {
  if (!Number.isSafeInteger(length) || length < 0)
    throw new AmanaError('crypto/bad-length', `Expected a whole number of random bytes, not ${length}.`)
  const out = new Uint8Array(length)
  for (let at = 0; at < length; at += STEP) globalThis.crypto.getRandomValues(out.subarray(at, at + STEP))
  return out
}
