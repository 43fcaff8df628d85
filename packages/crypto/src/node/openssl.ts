/**
 * OpenSSL without the way through node:crypto: `native/openssl.c`, where it was built. The functions are those of {@link Backend}, and
 * check the length and place of all they are given.
 */
import { hash } from 'node:crypto'
import { createRequire } from 'node:module'
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

/** Undefined where it was not built, was built for another Node, or hashes otherwise than node:crypto does. */
function load(): OpenSsl | undefined {
  try {
    const made: OpenSsl = createRequire(import.meta.url)('./openssl.node')
    const data = Uint8Array.from({ length: 130 }, (_, i) => 37 * i)
    const out = new Uint8Array(32)
    for (const length of [0, 55, 56, 64, 130]) {
      made.sha256(data.subarray(0, length), out, 0)
      if (Buffer.compare(out, hash('sha256', data.subarray(0, length), 'buffer')) !== 0) return undefined
    }
    return made
  } catch {
    return undefined
  }
}

export const openSsl = load()
