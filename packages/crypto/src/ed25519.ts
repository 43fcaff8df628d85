/**
 * Ed25519 (RFC 8032) with one acceptance rule. Libraries agree on honest signatures and disagree on crafted ones:
 * mixed-order or low-order points, points with y ≥ p, scalars S ≥ L. A signature that one verifier accepts and
 * another refuses is an argument in court, so whatever they disagree on is refused here, before any of them is asked:
 *
 * 1. the key A has 32 bytes, the signature R ‖ S 64;
 * 2. A and R are canonical: y < p (2^255 − 19);
 * 3. S < L (the order of the base point), else S + L would be a second signature;
 * 4. neither A nor R is one of the eight points of low order, under which one signature fits many messages;
 * 5. then the backend checks [S]B = R + [k]A without a cofactor, by comparing the bytes of R.
 */
import { backend } from './backend.js'
import { needLength } from './length.js'

const FIELD = 2n ** 255n - 19n

/** p, little-endian. */
const P = littleEndian(FIELD)

/** L, the order of the base point (RFC 8032 section 5.1), little-endian. */
const L = littleEndian(2n ** 252n + 27742317777372353535851937790883648493n)

/** One y of a point of order 8; the other is p − y. */
const ORDER_8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n

/**
 * The y of all eight points of low order: 1 (the identity), −1 (order 2), 0 (order 4), and two of order 8. Both
 * signs of x are low too, so the sign bit is not looked at; that also refuses x = −0.
 */
const LOW_ORDER_Y = [0n, 1n, FIELD - 1n, ORDER_8, FIELD - ORDER_8].map(littleEndian)

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n))
}

/** Whether a < b, both 32 bytes little-endian. Everything compared here is public. */
function less(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 31; i >= 0; i--) if (a[i] !== b[i]) return a[i]! < b[i]!
  return false
}

/** Rules 2 and 4 for one encoded point. That it lies on the curve is left to the backend: no library errs there. */
function admissible(point: Uint8Array): boolean {
  const y = point.slice()
  y[31]! &= 0x7f
  return less(y, P) && !LOW_ORDER_Y.some((low) => low.every((byte, i) => byte === y[i]))
}

/**
 * The public key of a seed.
 * @param seed 32 secret bytes
 * @returns 32 bytes
 * @throws {AmanaError} `crypto/bad-length`
 */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  needLength('A seed', seed, 32)
  return backend().ed25519PublicKey(seed)
}

/**
 * Signs a message. Deterministic, so the same on every backend.
 * @param seed 32 secret bytes
 * @returns 64 bytes, R ‖ S
 * @throws {AmanaError} `crypto/bad-length`
 */
export function sign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  needLength('A seed', seed, 32)
  return backend().ed25519Sign(seed, message)
}

/**
 * Whether a signature is good by the rule at the head of this file. Never throws for bad evidence: bytes of a wrong
 * length are simply no signature.
 *
 * @example
 * verify(publicKeyOf(seed), message, sign(seed, message)) // true
 */
export function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  if (!less(signature.subarray(32), L)) return false
  if (!admissible(publicKey) || !admissible(signature.subarray(0, 32))) return false
  return backend().ed25519VerifyUnchecked(publicKey, message, signature)
}
