/**
 * Deterministic CBOR (RFC 8949 section 4.2.1) over a small profile: integers, byte and text strings, arrays, maps
 * with text or integer keys, true, false, null. One value has exactly one encoding, and everything else is refused
 * before anything is built from it. See `docs/format.md`, section 1.
 *
 * The encoder is written here, since these bytes are hashed: cbor-x sorts no keys and needs integers beyond 32 bits as
 * bigint. The decoder's strict pass is written here too; what it accepts is then built by cbor-x.
 */

/**
 * What the profile can say. Integers lie in the safe range of a double. Text is in Unicode NFC, with at most 30
 * combining marks in a row, and does not begin with a byte order mark (which decoders of text drop or keep, cbor-x by
 * the length of the text: one value must not have two encodings).
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly Value[]
  | ReadonlyMap<string | number, Value>

/** U+FEFF at the beginning of a text says nothing, and is refused. */
export const BYTE_ORDER_MARK = '\ufeff'

/**
 * Bounds on hostile input. `maxBytes`: of the whole item; `maxDepth`: of nested arrays and maps; `maxItems`: in all
 * arrays and maps together, keys counted too (an item of one byte can take some 200 bytes of memory).
 */
export interface Limits {
  readonly maxBytes: number
  readonly maxDepth: number
  readonly maxItems: number
}

/**
 * 16 MiB, 16 levels, 2^18 items. The encoder keeps to the levels alone: who writes more bytes or items has to say so
 * when reading.
 */
export const DEFAULT_LIMITS: Limits = { maxBytes: 1 << 24, maxDepth: 16, maxItems: 1 << 18 }

/**
 * Whether a text has more than 30 combining marks in a row, the bound of the Stream-Safe Text Format (UAX #15, section
 * 13). Normalising sorts such runs in quadratic time: 200,000 marks, 400 kB, kept a reader busy for 22 seconds. So it
 * is asked before any text is normalised.
 */
export function hasEndlessMarks(text: string): boolean {
  if (text.length <= 30) return false
  // Run by run and not /\p{M}{31}/, which looks at each mark up to 31 times, nor /\p{M}+/, which overflows the stack.
  for (const [run] of text.matchAll(/\p{M}{1,31}/gu)) if (run.length > 30 && [...run].length > 30) return true
  return false
}
