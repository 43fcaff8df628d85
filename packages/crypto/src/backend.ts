/**
 * The few primitives that exist twice. Everything above them is written once, so that a backend can change how
 * fast Amana is and never what it says: both give the same bytes, and what differs between Ed25519 libraries
 * is settled before they are asked (`ed25519.ts`).
 */
import { chacha20, xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
// CommonJS, whose named exports Node does not see; the default import is `module.exports` in Node and in bundles alike.
import nacl from 'tweetnacl'

/** x^((7p − 11)/8) modulo p = 2^255 − 19, for 0 ≤ x < p: x^3·(x^7)^((p − 5)/8) of RFC 9496 section 4.2, an inverse root of x or of it times √−1. */
export type Power = (x: bigint) => bigint

/** What scrypt costs (RFC 7914 section 2): N is a power of two, and 128·N·r bytes of memory are needed. */
export interface ScryptCosts {
  readonly N: number
  readonly r: number
  readonly p: number
}

/**
 * What a backend supplies. Lengths are checked by the callers in this package: seeds and public keys are 32
 * bytes, signatures 64. Every result is a plain `Uint8Array` that nobody else holds.
 */
export interface Backend {
  /** Shown in reports and measurements. */
  readonly name: string
  /** SHA-256 (FIPS 180-4), 32 bytes. */
  sha256(data: Uint8Array): Uint8Array
  /**
   * {@link sha256} of messages that stand one after the other, written one after the other: spares a call a hash.
   * @param ends where each message ends, ascending
   * @param count how many of them
   */
  sha256Many(data: Uint8Array, ends: Uint32Array, count: number, out: Uint8Array, at: number): void
  /**
   * {@link sha256} of rows of one size from `from` on, each behind the byte `first`, as leaves and nodes of a tree are. Row i is read
   * before its hash is written: `out` may be `data`, as long as no hash reaches into a row that is still to be read.
   */
  sha256Rows(
    first: number,
    data: Uint8Array,
    from: number,
    size: number,
    count: number,
    out: Uint8Array,
    at: number,
  ): void
  /** HMAC-SHA-256 (RFC 2104), 32 bytes; a key of any length. */
  hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array
  /**
   * {@link hmacSha256} of messages that stand one after the other, cut to `width` bytes each. Results may have been strings: for what is
   * shown to others.
   */
  hmacSha256Many(
    key: Uint8Array,
    data: Uint8Array,
    ends: Uint32Array,
    count: number,
    out: Uint8Array,
    at: number,
    width: number,
  ): void
  /** Public key of a 32-byte seed (RFC 8032 section 5.1.5). */
  ed25519PublicKey(seed: Uint8Array): Uint8Array
  /** Deterministic signature under a 32-byte seed (RFC 8032 section 5.1.6). */
  ed25519Sign(seed: Uint8Array, message: Uint8Array): Uint8Array
  /**
   * The cofactorless check alone. Libraries disagree about odd points and large scalars, so nothing but
   * `verify` of `ed25519.ts` may call this.
   */
  ed25519VerifyUnchecked(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
  /** XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03): the ciphertext and its tag of 16 bytes. Key 32 bytes, nonce 24. */
  seal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Uint8Array
  /** The plaintext, or null where `sealed` is not what {@link seal} gives. */
  open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Uint8Array | null
  /** {@link open}, where the plaintext takes the place of the ciphertext, and zeros where it is not authentic. @returns whether it is */
  openOver(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, aad: Uint8Array): boolean
  /** The first bytes of ChaCha20 (RFC 8439) under a key of 32 bytes and a nonce of zeros. */
  keystream(key: Uint8Array, length: number): Uint8Array
  /**
   * A native power for elements of ristretto255, in time that depends on x: for what everybody may know. Where there is none,
   * @noble/curves decodes and encodes.
   */
  readonly power?: Power | undefined
  /** A native scrypt (RFC 7914), 32 bytes; whoever gives the costs has bounded them. Where there is none, @noble/hashes makes the same. */
  readonly scrypt?: ((secret: Uint8Array, salt: Uint8Array, costs: ScryptCosts) => Uint8Array) | undefined
}

/** A hash that has begun, and one to go on with: to copy the one over the other takes half the time of making one anew. */
const begun = sha256.create()
const going = sha256.create()

/** SHA-256 of some bytes, behind others where there are any. Whoever has no more to hash destroys what is left in `going`. */
function nobleInto(out: Uint8Array, data: Uint8Array, before?: Uint8Array): void {
  begun._cloneInto(going)
  if (before !== undefined) going.update(before)
  going.update(data).digestInto(out)
}

const ZERO_NONCE = new Uint8Array(12)

/** @noble/hashes and tweetnacl: runs wherever JavaScript does. The default. */
export const nobleBackend: Backend = {
  name: 'noble',
  sha256: (data) => sha256(data),
  sha256Many(data, ends, count, out, at) {
    for (let i = 0, from = 0; i < count; from = ends[i++]!)
      nobleInto(out.subarray(at + 32 * i, at + 32 * i + 32), data.subarray(from, ends[i]))
    going.destroy()
  },
  sha256Rows(first, data, from, size, count, out, at) {
    const before = Uint8Array.of(first)
    for (let i = 0; i < count; i++) {
      const row = data.subarray(from + size * i, from + size * (i + 1))
      nobleInto(out.subarray(at + 32 * i, at + 32 * i + 32), row, before)
    }
    going.destroy()
  },
  hmacSha256: (key, data) => hmac(sha256, key, data),
  hmacSha256Many(key, data, ends, count, out, at, width) {
    const keyed = hmac.create(sha256, key)
    const next = keyed.clone()
    const made = new Uint8Array(32)
    for (let i = 0, from = 0; i < count; from = ends[i++]!) {
      keyed._cloneInto(next).update(data.subarray(from, ends[i])).digestInto(made)
      for (let k = 0; k < width; k++) out[at + width * i + k] = made[k]!
    }
    keyed.destroy()
    next.destroy()
    made.fill(0)
  },
  ed25519PublicKey(seed) {
    const pair = nacl.sign.keyPair.fromSeed(seed)
    pair.secretKey.fill(0)
    return pair.publicKey
  },
  ed25519Sign(seed, message) {
    const pair = nacl.sign.keyPair.fromSeed(seed)
    try {
      return nacl.sign.detached(message, pair.secretKey)
    } finally {
      pair.secretKey.fill(0)
    }
  },
  ed25519VerifyUnchecked: (publicKey, message, signature) =>
    nacl.sign.detached.verify(message, signature, publicKey),
  keystream: (key, length) => chacha20(key, ZERO_NONCE, new Uint8Array(length)),
  seal: (key, nonce, plaintext, aad) => xchacha20poly1305(key, nonce, aad).encrypt(plaintext),
  open(key, nonce, sealed, aad) {
    const cipher = xchacha20poly1305(key, nonce, aad)
    try {
      return cipher.decrypt(sealed)
    } catch {
      return null
    }
  },
  openOver(key, nonce, sealed, aad) {
    const plaintext = nobleBackend.open(key, nonce, sealed, aad)
    sealed.fill(0)
    if (plaintext === null) return false
    sealed.set(plaintext)
    plaintext.fill(0)
    return true
  },
}

let inForce = nobleBackend

/** The backend in force. */
export const backend = (): Backend => inForce

/**
 * Puts a backend in force for the whole process.
 * @param next {@link nobleBackend}, or `nodeBackend` of `@amana/crypto/node`
 * @returns the one that was in force before
 *
 * @example
 * import { nodeBackend } from '@amana/crypto/node'
 * useBackend(nodeBackend) // once, at the start of a program that runs in Node
 */
export function useBackend(next: Backend): Backend {
  const before = inForce
  inForce = next
  return before
}
