/**
 * Scalars of ristretto255: whole numbers modulo the group's order q = 2^252 + 27742317777372353535851937790883648493
 * (RFC 9496 section 4). 32 bytes, little-endian, and canonical: one number has one encoding.
 */
import type { Value } from '@amana/codec'
import { ristretto255 } from '@noble/curves/ed25519.js'
import { digest } from './digest.js'
import type { Tag } from './tags.js'

/** The prime order q of the group. */
export const ORDER: bigint = ristretto255.Point.Fn.ORDER

/** The representative in [0, q). */
export function mod(value: bigint): bigint {
  const rest = value % ORDER
  return rest < 0n ? rest + ORDER : rest
}

/** The number that little-endian bytes say; their count is a multiple of 8. */
export function littleEndian(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let value = 0n
  for (let at = bytes.length - 8; at >= 0; at -= 8) value = (value << 64n) | view.getBigUint64(at, true)
  return value
}

/** The number in 32 bytes, little-endian. It lies in [0, 2^256). */
export function scalarToBytes(scalar: bigint): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(32)
  const view = new DataView(out.buffer)
  for (let at = 0; at < 32; at += 8) view.setBigUint64(at, BigInt.asUintN(64, scalar >> BigInt(8 * at)), true)
  return out
}

/** The scalar of 32 canonical bytes; null for any other length and for numbers of q and above. */
export function scalarFromBytes(bytes: Uint8Array): bigint | null {
  if (bytes.length !== 32) return null
  const value = littleEndian(bytes)
  return value < ORDER ? value : null
}

/** 64 bytes that look random, reduced: as good as uniform, for 2^512 is 2^259 times q. */
export const wide = (bytes64: Uint8Array): bigint => littleEndian(bytes64) % ORDER

/** 64 bytes of two digests that differ in their last part, 0 and 1. */
export function digest64(tag: Tag, ...parts: Value[]): Uint8Array {
  const out = new Uint8Array(64)
  out.set(digest(tag, ...parts, 0))
  out.set(digest(tag, ...parts, 1), 32)
  return out
}

/** The scalar that parts hash to. */
export const hashToScalar = (tag: Tag, ...parts: Value[]): bigint => wide(digest64(tag, ...parts))

/** base^0 … base^(count − 1). */
export function powers(base: bigint, count: number): bigint[] {
  const out = new Array<bigint>(count)
  let power = 1n
  for (let i = 0; i < count; i++) {
    out[i] = power
    power = (power * base) % ORDER
  }
  return out
}

/** 1 / value for a value that is not zero. */
export const inverse = (value: bigint): bigint => ristretto255.Point.Fn.inv(value)

/** The inverses of many, at the price of one and three products each. None may be zero. */
export function inverses(values: readonly bigint[]): bigint[] {
  const before = new Array<bigint>(values.length)
  let product = 1n
  for (let i = 0; i < values.length; i++) {
    before[i] = product
    product = (product * values[i]!) % ORDER
  }
  let rest = inverse(product)
  const out = new Array<bigint>(values.length)
  for (let i = values.length - 1; i >= 0; i--) {
    out[i] = (rest * before[i]!) % ORDER
    rest = (rest * values[i]!) % ORDER
  }
  return out
}
