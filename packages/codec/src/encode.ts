/** The encoder of the profile in `cbor.ts`. */
import { compare, unitAt } from './bytes.js'
import { BYTE_ORDER_MARK, DEFAULT_LIMITS, hasEndlessMarks, type Value } from './cbor.js'
import { AmanaError } from './error.js'

const textEncoder = new TextEncoder()

const refuse = (what: string) => new AmanaError('cbor/not-encodable', what)

// Written into here alone, and left zeroed: what is encoded may be a name or a key.
const START = 4096
const own = new Uint8Array(START)
let buffer = own
let length = 0
/** Nothing was written from here on. */
let reserved = 0
/** Beginnings of `own` by length, made when first asked for. */
const beginnings: Uint8Array[] = []

function reserve(count: number): void {
  if (length + count > reserved) reserved = length + count
  if (reserved <= buffer.length) return
  const larger = new Uint8Array(Math.max(2 * buffer.length, reserved))
  larger.set(buffer.subarray(0, length))
  buffer.fill(0)
  buffer = larger
}

function writeHead(major: number, argument: number): void {
  reserve(9)
  const type = major << 5
  if (argument < 24) buffer[length++] = type | argument
  else if (argument < 0x100) {
    buffer[length++] = type | 24
    buffer[length++] = argument
  } else if (argument < 0x10000) {
    buffer[length++] = type | 25
    writeBigEndian(argument, 2)
  } else if (argument < 0x100000000) {
    buffer[length++] = type | 26
    writeBigEndian(argument, 4)
  } else {
    buffer[length++] = type | 27
    writeBigEndian(Math.floor(argument / 0x100000000), 4)
    writeBigEndian(argument >>> 0, 4)
  }
}

/** The lowest `width` ≤ 4 bytes of an integer below 2^32. */
function writeBigEndian(value: number, width: number): void {
  for (let shift = 8 * (width - 1); shift >= 0; shift -= 8) buffer[length++] = value >>> shift
}

function writeInteger(value: number): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw refuse('Only safe integers can be encoded.')
  if (value >= 0) writeHead(0, value)
  else writeHead(1, -1 - value)
}

function writeBytes(major: 2 | 3, bytes: Uint8Array): void {
  writeHead(major, bytes.length)
  copy(bytes, 0, bytes.length)
}

/** A few bytes are copied sooner one by one than by a call. */
function copy(from: Uint8Array, at: number, count: number): void {
  reserve(count)
  const [to, start] = [buffer, length]
  if (count > 24 && count === from.length) to.set(from, start)
  else if (count > 64) to.set(from.subarray(at, at + count), start)
  else for (let i = 0; i < count; i++) to[start + i] = from[at + i]!
  length = start + count
}

/** Most texts are short; they are written without arrays of their own. */
const SHORT = 64

/**
 * Bytes that a short text takes in UTF-8, where it is seen at once that it is well-formed and in NFC: letters, digits and signs of the
 * Latin and Arabic alphabets, none of which is a mark or meets another one that it would be joined with. 0 where it is to be looked at.
 */
function plainLength(text: string, length: number): number {
  let bytes = length
  for (let i = 0; i < length; i++) {
    const unit = unitAt(text, i)
    if (unit < 0x80) continue
    if (
      unit < 0x300 ||
      (unit >= 0x61b && unit <= 0x64a) ||
      (unit >= 0x660 && unit <= 0x66f) ||
      (unit >= 0x671 && unit <= 0x6d5)
    )
      bytes++
    else return 0
  }
  return bytes
}

function writeText(text: string): void {
  const units = text.length
  if (units <= SHORT) {
    const bytes = plainLength(text, units)
    if (bytes > 0 || units === 0) {
      writeHead(3, bytes)
      reserve(bytes)
      const to = buffer
      let at = length
      for (let i = 0; i < units; i++) {
        const unit = unitAt(text, i)
        if (unit < 0x80) to[at++] = unit
        else {
          to[at++] = 0xc0 | (unit >> 6)
          to[at++] = 0x80 | (unit & 0x3f)
        }
      }
      length = at
      return
    }
  }
  if (/\p{Surrogate}/u.test(text)) throw refuse('Text has a lone surrogate.')
  if (text.startsWith(BYTE_ORDER_MARK)) throw refuse('Text begins with a byte order mark.')
  if (hasEndlessMarks(text)) throw refuse('Text has more than 30 combining marks in a row.')
  if (text.normalize('NFC') !== text) throw refuse('Text is not in Unicode NFC.')
  const bytes = textEncoder.encode(text)
  writeBytes(3, bytes)
  bytes.fill(0)
}

function writeKey(key: string | number): void {
  if (typeof key === 'string') writeText(key)
  else if (typeof key === 'number') writeInteger(key)
  else throw refuse('Map keys are text or integers.')
}

function write(value: Value, depth: number): void {
  if (typeof value === 'string') writeText(value)
  else if (typeof value === 'number') writeInteger(value)
  else if (value instanceof Uint8Array) writeBytes(2, value)
  else if (value === null) writeHead(7, 22)
  else if (typeof value === 'boolean') writeHead(7, value ? 21 : 20)
  else if (depth >= DEFAULT_LIMITS.maxDepth)
    throw refuse(`Nested deeper than ${DEFAULT_LIMITS.maxDepth} levels.`)
  else if (Array.isArray(value)) {
    writeHead(4, value.length)
    // Counted, not iterated: a hole must meet the refusal below.
    for (let i = 0; i < value.length; i++) write(value[i] as Value, depth + 1)
  } else if (value instanceof Map) writeMap(value as ReadonlyMap<string | number, Value>, depth)
  else
    throw refuse(
      'The value is outside of the profile: integers, bytes, text, arrays, maps, true, false, null.',
    )
}

function writeMap(map: ReadonlyMap<string | number, Value>, depth: number): void {
  writeHead(5, map.size)
  const entries = [...map].map(([key, item]) => {
    const start = length
    writeKey(key)
    const bytes = buffer.slice(start, length)
    length = start
    return { bytes, item }
  })
  entries.sort((a, b) => compare(a.bytes, b.bytes))
  for (const { bytes, item } of entries) {
    reserve(bytes.length)
    buffer.set(bytes, length)
    length += bytes.length
    write(item, depth + 1)
  }
}

function beginning(end: number): Uint8Array {
  let bytes = beginnings[end]
  if (bytes === undefined) {
    bytes = own.subarray(0, end)
    beginnings[end] = bytes
  }
  return bytes
}

/** There is one place for what is encoded, and it is not to be written to while it is in use. */
function begin(): void {
  if (reserved !== 0) throw refuse('Nothing can be encoded while encoded bytes are in use.')
}

/** Zeroes what was written, and lets go of a buffer that had to grow. */
function clear(): void {
  isWriting = false
  buffer.fill(0, 0, reserved)
  buffer = own
  reserved = 0
  length = 0
}

/**
 * The one encoding of a value.
 * @throws {AmanaError} `cbor/not-encodable` for floats, unsafe integers, text that is not NFC, begins with a byte order
 * mark or has more than 30 combining marks in a row, other objects, and nesting deeper than {@link DEFAULT_LIMITS} allows.
 *
 * @example
 * toHex(encode(new Map([['b', 1], ['a', 2]]))) // 'a2616102616201'
 */
export function encode(value: Value): Uint8Array {
  begin()
  try {
    write(value, 0)
    return buffer.slice(0, length)
  } finally {
    clear()
  }
}

/** The head of an array of so many items. */
export function arrayHead(count: number): Uint8Array {
  begin()
  try {
    writeHead(4, count)
    return buffer.slice(0, length)
  } finally {
    clear()
  }
}

/**
 * The encodings of some values one after the other, behind bytes that begin an array of them: for what is hashed at once and never kept, where
 * an array for each would cost more than the hash.
 * @param use is given bytes that hold until it returns, and are zeroed then; it must not encode
 * @throws {AmanaError} as {@link encode}
 *
 * @example
 * withEncoded(fromHex('82'), [1, 'a'], toHex) // '82016161', that is encode([1, 'a'])
 */
export const withEncoded = <T>(
  before: Uint8Array,
  values: readonly Value[],
  use: (bytes: Uint8Array) => T,
): T =>
  withMessages(
    1,
    (out) => {
      out.encoded(before)
      for (const value of values) out.value(value)
    },
    use,
  )

/** Writes one message of {@link withMessages}, and nothing after it. */
export interface MessageWriter {
  /** Bytes as they are, all or a part of them: what was encoded before. */
  encoded(bytes: Uint8Array, from?: number, to?: number): void
  /** A part of an array as a byte string. */
  bytes(of: Uint8Array, from: number, count: number): void
  /** The head of an array of so many items, which are to follow. */
  list(count: number): void
  /** One item. @throws {AmanaError} as {@link encode} */
  value(value: Value): void
}

let isWriting = false

/** Whoever kept the writer would write into what somebody else encodes. */
function needWriting(): void {
  if (!isWriting) throw refuse('A message is written while it is asked for, and not later.')
}

const writer: MessageWriter = {
  encoded(bytes, from = 0, to = bytes.length) {
    needWriting()
    if (!(from >= 0 && from <= to && to <= bytes.length)) throw new RangeError('There are fewer bytes.')
    copy(bytes, from, to - from)
  },
  bytes(of, from, count) {
    needWriting()
    if (!(from >= 0 && from + count <= of.length)) throw new RangeError('There are fewer bytes.')
    writeHead(2, count)
    copy(of, from, count)
  },
  list(count) {
    needWriting()
    writeHead(4, count)
  },
  value(value) {
    needWriting()
    write(value, 1)
  },
}

let ends = new Uint32Array(64)

/**
 * Some messages one after the other, for what hashes them all in one call and keeps none.
 * @param message writes the i-th, of parts that it need not hold as values
 * @param use is given the bytes of all, and where each ends; they hold until it returns, and are zeroed then; neither may encode
 * @throws {AmanaError} as {@link encode}
 *
 * @example
 * withMessages(2, (out, i) => out.value(i), (bytes, ends) => [toHex(bytes), ends[0]]) // ['0001', 1]
 */
export function withMessages<T>(
  count: number,
  message: (out: MessageWriter, i: number) => void,
  use: (bytes: Uint8Array, ends: Uint32Array) => T,
): T {
  begin()
  try {
    // In use from here on, also where the first messages are empty.
    reserve(1)
    if (count > ends.length) ends = new Uint32Array(2 * count)
    isWriting = true
    for (let i = 0; i < count; i++) {
      message(writer, i)
      ends[i] = length
    }
    isWriting = false
    return use(buffer === own ? beginning(length) : buffer.subarray(0, length), ends)
  } finally {
    clear()
  }
}
