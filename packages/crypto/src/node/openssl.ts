/**
 * OpenSSL without the way through node:crypto: `native/openssl.c`, where it was built. The functions
 * check the length and place of all they are given, and throw a RangeError.
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Backend } from '../backend.js'

/** What is made in one call. */
export interface OpenSsl {
  sha256(data: Uint8Array, out: Uint8Array, at: number): void
  readonly sha256Many: Backend['sha256Many']
  readonly sha256Rows: Backend['sha256Rows']
  readonly hmacSha256Many: Backend['hmacSha256Many']
  /** ChaCha20 (RFC 8439) under a nonce of zeros, over the bytes that are in `out`. */
  keystream(key: Uint8Array, out: Uint8Array): void
  /**
   * ChaCha20-Poly1305 (RFC 8439), key 32 bytes and nonce 12, the tag of 16 behind the ciphertext.
   * @returns false where what is to be decrypted is not authentic; `out` is zeroed then
   */
  aead(
    key: Uint8Array,
    nonce: Uint8Array,
    data: Uint8Array,
    aad: Uint8Array,
    out: Uint8Array,
    encrypts: boolean,
  ): boolean
}

/** Undefined where it was not built, or not for this Node. */
function load(): OpenSsl | undefined {
  try {
    const require = createRequire(import.meta.url)
    // By the package's name, since this file may have been put into another one, as in the command.
    return require(join(dirname(require.resolve('@amana/crypto/node')), 'node/openssl.node'))
  } catch {
    return undefined
  }
}

export const openSsl = load()
