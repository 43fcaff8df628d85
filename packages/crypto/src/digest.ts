import { AmanaError, type Value, withEncoded } from '@amana/codec'
import { backend } from './backend.js'
import type { Tag } from './tags.js'

/** SHA-256 (FIPS 180-4) of the bytes as they are. For standards that fix their own input; ours use {@link digest}. */
export const sha256 = (data: Uint8Array): Uint8Array => backend().sha256(data)

/** {@link sha256}, written to `out` from `at` on: for millions of hashes, each of which is needed in one place only. */
export function sha256Into(data: Uint8Array, out: Uint8Array, at: number): void {
  if (!(at >= 0 && at + 32 <= out.length)) throw new RangeError('There is no room for a hash.')
  backend().sha256Into(data, out, at)
}

/**
 * The one hash of the format: SHA-256(dcbor([tag, ...parts])). The encoding delimits itself, so no two lists of
 * parts hash the same bytes.
 * @param tag what the digest is for
 * @param parts values of the CBOR profile
 * @returns 32 bytes
 * @throws {AmanaError} `cbor/not-encodable`
 *
 * @example
 * digest(TAG.field, origin, id, revision, salt, name, value)
 */
export const digest = (tag: Tag, ...parts: Value[]): Uint8Array =>
  withEncoded(arrayHead(1 + parts.length), [tag, ...parts], sha256)

/**
 * What many digests begin with: dcbor([tag, ...parts, …]) as far as the parts go.
 * @param more how many parts follow; fewer than 2^16 items in all
 */
export const digestStart = (tag: Tag, parts: readonly Value[], more: number): Uint8Array =>
  withEncoded(arrayHead(1 + parts.length + more), [tag, ...parts], (bytes) => bytes.slice())

/**
 * The digest that begins with `start`, written to a place where it is needed next.
 * @param start made by {@link digestStart}
 * @param parts those that follow it, as many as were announced
 * @param at where in `out` the 32 bytes go
 * @throws {AmanaError} `cbor/not-encodable`
 */
export function digestInto(start: Uint8Array, parts: readonly Value[], out: Uint8Array, at: number): void {
  withEncoded(start, parts, (bytes) => sha256Into(bytes, out, at))
}

/** The head of an array (RFC 8949 section 3.1) of less than 2^16 items. */
function arrayHead(count: number): Uint8Array {
  if (count >= 0x10000) throw new AmanaError('cbor/not-encodable', 'A digest has fewer than 65,536 parts.')
  if (count < 24) return Uint8Array.of(0x80 | count)
  return count < 256 ? Uint8Array.of(0x98, count) : Uint8Array.of(0x99, count >> 8, count)
}
