import { arrayHead, type Value, withEncoded } from '@amana/codec'
import { backend } from './backend.js'
import { isCount, needEnds } from './length.js'
import type { Tag } from './tags.js'

/** SHA-256 (FIPS 180-4) of the bytes as they are. For standards that fix their own input; ours use {@link digest}. */
export const sha256 = (data: Uint8Array): Uint8Array => backend().sha256(data)

/**
 * {@link sha256} of messages that stand one after the other, written one after the other.
 * @param ends where each message ends, ascending
 * @param count how many of them
 * @param at where in `out` the first hash goes
 * @throws {RangeError} where `ends` do not ascend or leave the data, or there is no room
 */
export function sha256Many(
  data: Uint8Array,
  ends: Uint32Array,
  count: number,
  out: Uint8Array,
  at: number,
): void {
  needEnds(data, ends, count)
  needRoom(out, at, count)
  backend().sha256Many(data, ends, count, out, at)
}

/**
 * {@link sha256} of rows of one size from `from` on, each behind the byte `first`: leaves and nodes of a tree.
 * @param at where in `out` the first hash goes; `out` may be `data`, as long as no hash reaches into a row that is still to be read
 * @throws {RangeError} where there are not so many rows, or there is no room
 */
export function sha256Rows(
  first: number,
  data: Uint8Array,
  from: number,
  size: number,
  count: number,
  out: Uint8Array,
  at: number,
): void {
  if (!isCount(first) || first > 255) throw new RangeError('Rows are behind one byte.')
  if (!isCount(from) || !isCount(size) || !isCount(count) || from + size * count > data.length)
    throw new RangeError('There are fewer rows.')
  needRoom(out, at, count)
  backend().sha256Rows(first, data, from, size, count, out, at)
}

function needRoom(out: Uint8Array, at: number, count: number): void {
  if (!isCount(at) || !isCount(count) || at + 32 * count > out.length)
    throw new RangeError('There is no room for a hash.')
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
 * What every {@link digest} of so many parts under a tag begins with; the encoded parts follow. For whoever hashes many at once.
 * @param parts how many
 *
 * @example
 * sha256(concat(digestHead(TAG.id, 1), encode('a'))) // digest(TAG.id, 'a')
 */
export const digestHead = (tag: Tag, parts: number): Uint8Array =>
  withEncoded(arrayHead(1 + parts), [tag], (bytes) => bytes.slice())
