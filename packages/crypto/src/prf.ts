import { AmanaError, type MessageWriter, type Value, withMessages } from '@amana/codec'
import { backend } from './backend.js'
import { isCount, needEnds, needLength } from './length.js'
import type { Tag } from './tags.js'

/** HMAC-SHA-256 (RFC 2104) of the bytes as they are, under a key of any length; 32 bytes. */
export const hmacSha256 = (key: Uint8Array, data: Uint8Array): Uint8Array => backend().hmacSha256(key, data)

/**
 * {@link hmacSha256} of messages that stand one after the other, for millions of short ones whose results are shown to others: linkage
 * tokens.
 * @param ends where each message ends, ascending
 * @param count how many of them
 * @param width bytes of each result, 1 to 32: its first ones
 * @returns `count` × `width` bytes
 * @throws {RangeError} where `ends` do not ascend or leave the data
 */
export function hmacSha256Many(
  key: Uint8Array,
  data: Uint8Array,
  ends: Uint32Array,
  count: number,
  width: number,
): Uint8Array {
  needEnds(data, ends, count)
  if (!isCount(width) || width < 1 || width > 32) throw new RangeError('An HMAC is cut to 1 to 32 bytes.')
  const out = new Uint8Array(width * count)
  backend().hmacSha256Many(key, data, ends, count, out, 0, width)
  return out
}

/**
 * The one keyed function of the format: HMAC-SHA-256(key, dcbor([tag, ...parts])). Ids, seeds of salts, linkage
 * tokens and derived keys are all made by it, each under its own tag.
 * @param key 32 secret bytes
 * @param tag what the value is for
 * @param parts values of the CBOR profile
 * @returns 32 bytes, pseudorandom to whoever does not hold the key
 * @throws {AmanaError} `crypto/bad-length`, `cbor/not-encodable`
 */
export function prf(key: Uint8Array, tag: Tag, ...parts: Value[]): Uint8Array {
  return prfOf(key, tag, parts.length, (out) => {
    for (const part of parts) out.value(part)
  })
}

/**
 * {@link prf} of parts that are written one after the other, for those that are encoded already.
 * @param parts how many
 * @param write writes them
 *
 * @example
 * prfOf(key, TAG.id, 1, (out) => out.value('a')) // prf(key, TAG.id, 'a')
 */
export function prfOf(
  key: Uint8Array,
  tag: Tag,
  parts: number,
  write: (out: MessageWriter) => void,
): Uint8Array {
  needLength('A key', key, 32)
  return withMessages(
    1,
    (out) => {
      out.list(1 + parts)
      out.value(tag)
      write(out)
    },
    (bytes) => backend().hmacSha256(key, bytes),
  )
}

/**
 * HKDF with SHA-256 (RFC 5869), both steps. For formats of others; ours derive by {@link prf}.
 * @param ikm input keying material
 * @param salt may be empty, which the RFC reads as 32 zeros
 * @param info binds the result to its use; may be empty
 * @param length bytes wanted, at most 8160
 * @throws {AmanaError} `crypto/bad-length`
 */
export function hkdfSha256(ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  if (!Number.isInteger(length) || length < 0 || length > 255 * 32)
    throw new AmanaError('crypto/bad-length', `HKDF-SHA-256 gives 0 to 8160 bytes; ${length} were asked for.`)
  const extracted = hmacSha256(salt, ikm)
  const out = new Uint8Array(length)
  let block: Uint8Array = new Uint8Array(0)
  for (let counter = 1, at = 0; at < length; counter++, at += 32) {
    const input = new Uint8Array(block.length + info.length + 1)
    input.set(block)
    input.set(info, block.length)
    input[input.length - 1] = counter
    block = hmacSha256(extracted, input)
    out.set(block.subarray(0, length - at), at)
  }
  return out
}
