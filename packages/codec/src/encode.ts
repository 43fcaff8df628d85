/** The encoder of the profile in `cbor.ts`. */
import { compare } from './bytes.js'
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
  reserve(bytes.length)
  buffer.set(bytes, length)
  length += bytes.length
}

/** Most texts are short; they are written without arrays of their own. */
const SHORT = 64

function writeText(text: string): void {
  const start = length
  if (text.length <= SHORT) {
    writeHead(3, text.length)
    reserve(text.length)
    let i = 0
    for (; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      if (unit > 0x7f) break
      buffer[length++] = unit
    }
    // ASCII is always well-formed and in NFC.
    if (i === text.length) return
    length = start
  }
  if (/\p{Surrogate}/u.test(text)) throw refuse('Text has a lone surrogate.')
  if (text.startsWith(BYTE_ORDER_MARK)) throw refuse('Text begins with a byte order mark.')
  if (hasEndlessMarks(text)) throw refuse('Text has more than 30 combining marks in a row.')
  if (text.normalize('NFC') !== text) throw refuse('Text is not in Unicode NFC.')
  if (text.length > SHORT) {
    writeBytes(3, textEncoder.encode(text))
    return
  }
  // The head takes one byte or two, which is known once the text is written.
  reserve(2 + 3 * SHORT)
  const { written } = textEncoder.encodeInto(text, buffer.subarray(start + 2))
  writeHead(3, written)
  if (length === start + 1) buffer.copyWithin(length, start + 2, start + 2 + written)
  length += written
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

/**
 * The encodings of some values one after the other, behind bytes that begin an array of them: for what is hashed at once and never kept, where
 * an array for each would cost more than the hash.
 * @param use is given bytes that hold until it returns, and are zeroed then; it must not encode
 * @throws {AmanaError} as {@link encode}
 *
 * @example
 * withEncoded(fromHex('82'), [1, 'a'], toHex) // '82016161', that is encode([1, 'a'])
 */
export function withEncoded<T>(
  before: Uint8Array,
  values: readonly Value[],
  use: (bytes: Uint8Array) => T,
): T {
  begin()
  try {
    reserve(before.length)
    buffer.set(before)
    length = before.length
    for (let i = 0; i < values.length; i++) write(values[i] as Value, 1)
    return use(buffer === own ? beginning(length) : buffer.subarray(0, length))
  } finally {
    clear()
  }
}
