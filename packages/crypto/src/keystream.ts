import { AmanaError } from '@amana/codec'
import { backend } from './backend.js'
import { needLength } from './length.js'

/**
 * Expands a seed into pseudorandom bytes: the keystream of ChaCha20 (RFC 8439 section 2.4) under the seed as key,
 * with a zero nonce and the block counter from 0. One call gives all salts of a record, which is cheaper than a PRF
 * call a salt. The zero nonce is safe as long as a seed serves one keystream: make it by `prf` over everything
 * that must change it.
 * @param seed 32 secret bytes
 * @param length bytes wanted, at most 2^32
 * @throws {AmanaError} `crypto/bad-length`
 */
export function keystream(seed: Uint8Array, length: number): Uint8Array {
  needLength('A seed', seed, 32)
  if (!Number.isInteger(length) || length < 0 || length > 2 ** 32)
    throw new AmanaError('crypto/bad-length', `A keystream has 0 to 2^32 bytes; ${length} were asked for.`)
  return backend().keystream(seed, length)
}
