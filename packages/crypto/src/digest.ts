import { encode, type Value } from '@amana/codec'
import { backend } from './backend.js'
import type { Tag } from './tags.js'

/** SHA-256 (FIPS 180-4) of the bytes as they are. For standards that fix their own input; ours use {@link digest}. */
export const sha256 = (data: Uint8Array): Uint8Array => backend().sha256(data)

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
export const digest = (tag: Tag, ...parts: Value[]): Uint8Array => backend().sha256(encode([tag, ...parts]))
