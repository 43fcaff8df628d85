/**
 * Deterministic CBOR (RFC 8949 section 4.2.1) over a small profile: integers, byte and text strings, arrays, maps
 * with text or integer keys, true, false, null. One value has exactly one encoding, and everything else is refused
 * before anything is built from it. See `docs/format.md`, section 1.
 */
import { Decoder, Encoder } from 'cbor-x'
import { compare } from './bytes.js'
import { AmanaError } from './error.js'

/** What the profile can say. Integers lie in the safe range of a double, text is in Unicode NFC. */
export type Value = null | boolean | number | string | Uint8Array | readonly Value[] | ReadonlyMap<string | number, Value>

/** Bounds on hostile input. `maxBytes`: of the whole item; `maxDepth`: of nested arrays and maps; `maxItems`: of one array or map. */
export interface Limits {
  readonly maxBytes: number
  readonly maxDepth: number
  readonly maxItems: number
}

/** 16 MiB, 16 levels, 2^20 items in one container. */
export const DEFAULT_LIMITS: Limits = { maxBytes: 1 << 24, maxDepth: 16, maxItems: 1 << 20 }

const OPTIONS = {
  useRecords: false,
  mapsAsObjects: false,
  variableMapSize: true,
  structuredClone: false,
  tagUint8Array: false,
  useTag259ForMaps: false,
  int64AsNumber: true,
} as const
const encoder = new Encoder(OPTIONS)
const decoder = new Decoder(OPTIONS)

const refuse = (what: string) => new AmanaError('cbor/not-encodable', what)

/** The same value as cbor-x must see it: maps in canonical order, integers beyond 32 bits as bigint. */
function prepare(value: Value, depth: number): unknown {
  if (depth > DEFAULT_LIMITS.maxDepth) throw refuse(`Nested deeper than ${DEFAULT_LIMITS.maxDepth} levels.`)
  switch (typeof value) {
    case 'boolean':
      return value
    case 'number':
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw refuse('Only safe integers can be encoded.')
      return value > 0xffffffff || value < -0x100000000 ? BigInt(value) : value
    case 'string':
      if (/\p{Surrogate}/u.test(value)) throw refuse('Text has a lone surrogate.')
      if (value.normalize('NFC') !== value) throw refuse('Text is not in Unicode NFC.')
      return value
    case 'object': {
      if (value === null || value instanceof Uint8Array) return value
      if (Array.isArray(value)) return value.map((item: Value) => prepare(item, depth + 1))
      if (value instanceof Map) {
        const entries = [...(value as ReadonlyMap<string | number, Value>)].map(([key, item]) => {
          if (typeof key !== 'string' && typeof key !== 'number') throw refuse('Map keys are text or integers.')
          const prepared = prepare(key, depth)
          return { key: prepared, bytes: Uint8Array.from(encoder.encode(prepared)), item: prepare(item, depth + 1) }
        })
        entries.sort((a, b) => compare(a.bytes, b.bytes))
        return new Map(entries.map((entry) => [entry.key, entry.item]))
      }
    }
  }
  throw refuse('The value is outside of the profile: integers, bytes, text, arrays, maps, true, false, null.')
}

/**
 * The one encoding of a value.
 * @throws {AmanaError} `cbor/not-encodable` for floats, unsafe integers, text that is not NFC, other objects.
 *
 * @example
 * toHex(encode(new Map([['b', 1], ['a', 2]]))) // 'a2616102616201'
 */
export const encode = (value: Value): Uint8Array => Uint8Array.from(encoder.encode(prepare(value, 0)))

/**
 * The value of a canonical encoding. Maps come as `Map`, byte strings as views into `bytes`.
 * @throws {AmanaError} `cbor/not-canonical`, `cbor/outside-profile`, `cbor/truncated`, `cbor/trailing-bytes`,
 * `cbor/too-large`, each with the byte `offset` in `details`.
 */
export function decode(bytes: Uint8Array, limits: Partial<Limits> = {}): Value {
  const end = itemEnd(bytes, 0, limits)
  if (end !== bytes.length)
    throw new AmanaError('cbor/trailing-bytes', `Bytes follow the value at offset ${end}.`, { offset: end })
  // A fresh view: cbor-x hangs a property on the array it reads, and a Buffer would give Buffers back.
  return decoder.decode(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)) as Value
}

/**
 * Checks that one canonical item of the profile starts at `start`, and returns the offset after it. Nothing is
 * built, so hostile lengths and depths cost nothing.
 * @throws {AmanaError} as {@link decode}
 */
export function itemEnd(bytes: Uint8Array, start: number, limits: Partial<Limits> = {}): number {
  const { maxBytes, maxDepth, maxItems } = { ...DEFAULT_LIMITS, ...limits }
  const stop = Math.min(bytes.length, start + maxBytes)
  let at = start

  const fail = (code: 'not-canonical' | 'outside-profile' | 'truncated' | 'too-large', what: string, offset: number) =>
    new AmanaError(`cbor/${code}`, `${what} (offset ${offset}).`, { offset })

  const need = (count: number, offset: number) => {
    if (count <= stop - at) return
    if (count > bytes.length - at) throw fail('truncated', 'The bytes end inside a value', offset)
    throw fail('too-large', `The value is longer than ${maxBytes} bytes`, offset)
  }

  const argument = (info: number, offset: number): number => {
    if (info < 24) return info
    if (info > 27)
      throw info === 31
        ? fail('not-canonical', 'Indefinite lengths are not canonical', offset)
        : fail('not-canonical', 'Reserved additional information', offset)
    const width = 1 << (info - 24)
    need(width, offset)
    let value = 0
    for (let i = 0; i < width; i++) value = value * 256 + bytes[at++]!
    const least = info === 24 ? 24 : info === 25 ? 0x100 : info === 26 ? 0x10000 : 0x100000000
    if (value < least) throw fail('not-canonical', 'A number is not in its shortest form', offset)
    if (value > Number.MAX_SAFE_INTEGER) throw fail('outside-profile', 'An integer is beyond 2^53 − 1', offset)
    return value
  }

  const text = (length: number, offset: number) => {
    let ascii = true
    for (let i = at; i < at + length; i++) if (bytes[i]! > 0x7f) ascii = false
    if (!ascii) {
      let string: string
      try {
        string = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(at, at + length))
      } catch {
        throw fail('not-canonical', 'Text is not well-formed UTF-8', offset)
      }
      if (string.normalize('NFC') !== string) throw fail('not-canonical', 'Text is not in Unicode NFC', offset)
    }
    at += length
  }

  const item = (depth: number) => {
    const offset = at
    need(1, offset)
    const initial = bytes[at++]!
    const major = initial >> 5
    if (major === 7) {
      if (initial === 0xf4 || initial === 0xf5 || initial === 0xf6) return
      throw fail('outside-profile', 'Floats, undefined and simple values are outside of the profile', offset)
    }
    if (major === 6) throw fail('outside-profile', 'Tags are outside of the profile', offset)
    const value = argument(initial & 31, offset)
    if (major === 1 && value === Number.MAX_SAFE_INTEGER)
      throw fail('outside-profile', 'An integer is beyond −(2^53 − 1)', offset)
    if (major < 2) return
    if (major < 4) {
      need(value, offset)
      if (major === 3) text(value, offset)
      else at += value
      return
    }
    if (depth >= maxDepth) throw fail('too-large', `Nested deeper than ${maxDepth} levels`, offset)
    if (value > maxItems) throw fail('too-large', `More than ${maxItems} items in one array or map`, offset)
    need(major === 4 ? value : 2 * value, offset)
    let before: Uint8Array | undefined
    for (let i = 0; i < value; i++) {
      if (major === 5) {
        const keyAt = at
        need(1, keyAt)
        const keyMajor = bytes[at]! >> 5
        if (keyMajor !== 0 && keyMajor !== 1 && keyMajor !== 3)
          throw fail('outside-profile', 'Map keys are text or integers', keyAt)
        item(depth + 1)
        const key = bytes.subarray(keyAt, at)
        if (before !== undefined) {
          const order = compare(before, key)
          if (order === 0) throw fail('not-canonical', 'A map has the same key twice', keyAt)
          if (order > 0) throw fail('not-canonical', 'Map keys are out of order', keyAt)
        }
        before = key
      }
      item(depth + 1)
    }
  }

  item(0)
  return at
}
