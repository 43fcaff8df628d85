/** Fixed keys and secrets. They are public and serve nothing but the vectors. */
import { createHash } from 'node:crypto'

/** 32 bytes (or the first `length` of them) that look random: SHA-256 of a sentence. */
export const fixed = (what, length = 32) =>
  new Uint8Array(createHash('sha256').update(`amana test vectors, not secret: ${what}`).digest()).slice(
    0,
    length,
  )

/** A value of the CBOR profile as JSON that another language can read. */
export function toJson(value) {
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('hex') }
  if (value instanceof Map) return { map: [...value].map(([key, item]) => [key, toJson(item)]) }
  return Array.isArray(value) ? value.map(toJson) : value
}
