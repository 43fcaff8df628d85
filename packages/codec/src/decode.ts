/** The decoder of the profile in `cbor.ts`: one strict pass that builds nothing, then cbor-x, which builds and checks nothing. */
import { Decoder } from 'cbor-x'
import { compare } from './bytes.js'
import { BYTE_ORDER_MARK, DEFAULT_LIMITS, hasEndlessMarks, type Limits, type Value } from './cbor.js'
import { AmanaError } from './error.js'

// `ignoreBOM` means: leave it where it is, so that it is seen and refused.
const textDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The value of a canonical encoding. Maps come as `Map`, byte strings as views into `bytes`.
 * @param limits those of {@link DEFAULT_LIMITS} unless given
 * @throws {AmanaError} `cbor/not-canonical`, `cbor/outside-profile`, `cbor/truncated`, `cbor/trailing-bytes`,
 * `cbor/too-large`, each with the byte `offset` in `details`.
 *
 * @example
 * decode(fromHex('a2616102616201')) // Map { 'a' => 2, 'b' => 1 }
 */
export function decode(bytes: Uint8Array, limits: Partial<Limits> = {}): Value {
  const end = itemEnd(bytes, 0, limits)
  if (end !== bytes.length)
    throw new AmanaError('cbor/trailing-bytes', `Bytes follow the value at offset ${end}.`, { offset: end })
  // A fresh view: cbor-x hangs a property on the array it reads, and a Buffer would give Buffers back.
  return builder.decode(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)) as Value
}

/**
 * Checks that one canonical item of the profile starts at `start`, and returns the offset after it. Nothing is
 * built, so hostile lengths and depths cost nothing.
 * @throws {AmanaError} as {@link decode}
 */
export function itemEnd(bytes: Uint8Array, start: number, limits: Partial<Limits> = {}): number {
  const scanner = new Scanner(bytes, start, { ...DEFAULT_LIMITS, ...limits })
  scanner.item(0)
  return scanner.at
}

/**
 * One item of an encoded array, by its place: for where one of fifty is asked for. Only what stands before it is checked.
 * @throws {AmanaError} as {@link decode}; `cbor/outside-profile` where the bytes are no array with such an item
 *
 * @example
 * itemAt(encode(['live', 7]), 1) // 7
 */
export function itemAt(bytes: Uint8Array, place: number): Value {
  const scanner = new Scanner(bytes, 0, DEFAULT_LIMITS)
  if (!Number.isSafeInteger(place) || place < 0 || place >= scanner.arrayHead())
    throw fail('outside-profile', `There is no array with an item ${place}`, 0)
  for (let i = 0; i < place; i++) scanner.item(0)
  const start = scanner.at
  scanner.item(0)
  // A fresh array, as in `decode`.
  return (
    shortAscii(bytes, start) ?? (builder.decode(new Uint8Array(bytes.subarray(start, scanner.at))) as Value)
  )
}

/** An item that is a text of less than 24 letters of ASCII, as codes are: cbor-x takes ten times as long to begin. */
function shortAscii(bytes: Uint8Array, start: number): string | undefined {
  const length = bytes[start]! - 0x60
  if (length < 0 || length > 23) return undefined
  let text = ''
  for (let i = start + 1; i <= start + length; i++) {
    if (bytes[i]! > 0x7f) return undefined
    text += String.fromCharCode(bytes[i]!)
  }
  return text
}

/**
 * The encodings of the items of an array one by one, as parts of `bytes`: for where all of their values at once would fill the memory. Each
 * is checked when its turn comes, and that nothing follows the last one after it.
 * @throws {AmanaError} as {@link decode}; `cbor/outside-profile` where the bytes are no array
 *
 * @example
 * Array.from(itemsOf(encode(['live', 7])), (item) => decode(item)) // ['live', 7]
 */
export function* itemsOf(bytes: Uint8Array, limits: Partial<Limits> = {}): Generator<Uint8Array, void> {
  const scanner = new Scanner(bytes, 0, { ...DEFAULT_LIMITS, ...limits })
  const count = scanner.arrayHead()
  if (count < 0) throw fail('outside-profile', 'There is no array', 0)
  for (let i = 0; i < count; i++) {
    const start = scanner.at
    scanner.item(1)
    yield bytes.subarray(start, scanner.at)
  }
  if (scanner.at !== bytes.length)
    throw new AmanaError('cbor/trailing-bytes', `Bytes follow the value at offset ${scanner.at}.`, {
      offset: scanner.at,
    })
}

// Whatever cbor-x knows beyond the profile is off: records, structured clones, tags, objects for maps.
const options = {
  useRecords: false,
  mapsAsObjects: false,
  structuredClone: false,
  tagUint8Array: false,
  // Its types do not know this one: integers beyond 32 bits as numbers.
  int64AsNumber: true,
}
const builder = new Decoder(options)

type Refusal = 'not-canonical' | 'outside-profile' | 'truncated' | 'too-large'

const fail = (code: Refusal, what: string, offset: number) =>
  new AmanaError(`cbor/${code}`, `${what} (offset ${offset}).`, { offset })

class Scanner {
  readonly #bytes: Uint8Array
  readonly #limits: Limits
  /** Offset that the item must not pass: the end of the bytes or of what `maxBytes` allows. */
  readonly #stop: number
  #itemsLeft: number
  at: number

  constructor(bytes: Uint8Array, start: number, limits: Limits) {
    this.#bytes = bytes
    this.#limits = limits
    this.#stop = Math.min(bytes.length, start + limits.maxBytes)
    this.#itemsLeft = limits.maxItems
    this.at = start
  }

  /** Passes over the head of an array; how many items it has, or −1 where it is none. */
  arrayHead(): number {
    this.#need(1, this.at)
    const initial = this.#bytes[this.at]!
    if (initial >> 5 !== 4) return -1
    return this.#argument(this.#bytes[this.at++]! & 31, this.at - 1)
  }

  item(depth: number): void {
    const offset = this.at
    this.#need(1, offset)
    const initial = this.#bytes[this.at++]!
    const major = initial >> 5
    if (major === 7) {
      if (initial === 0xf4 || initial === 0xf5 || initial === 0xf6) return
      throw fail('outside-profile', 'Floats, undefined and simple values are outside of the profile', offset)
    }
    if (major === 6) throw fail('outside-profile', 'Tags are outside of the profile', offset)
    const argument = this.#argument(initial & 31, offset)
    if (major === 1 && argument === Number.MAX_SAFE_INTEGER)
      throw fail('outside-profile', 'An integer is beyond −(2^53 − 1)', offset)
    if (major < 2) return
    if (major === 2) {
      this.#need(argument, offset)
      this.at += argument
    } else if (major === 3) this.#text(argument, offset)
    else this.#container(major, argument, depth, offset)
  }

  #need(count: number, offset: number): void {
    if (count <= this.#stop - this.at) return
    if (count > this.#bytes.length - this.at) throw fail('truncated', 'The bytes end inside a value', offset)
    throw fail('too-large', `The value is longer than ${this.#limits.maxBytes} bytes`, offset)
  }

  #argument(info: number, offset: number): number {
    if (info < 24) return info
    if (info === 31) throw fail('not-canonical', 'Indefinite lengths are not canonical', offset)
    if (info > 27) throw fail('not-canonical', 'Reserved additional information', offset)
    const width = 1 << (info - 24)
    this.#need(width, offset)
    let value = 0
    for (let i = 0; i < width; i++) value = value * 256 + this.#bytes[this.at++]!
    const least = info === 24 ? 24 : info === 25 ? 0x100 : info === 26 ? 0x10000 : 0x100000000
    if (value < least) throw fail('not-canonical', 'A number is not in its shortest form', offset)
    if (value > Number.MAX_SAFE_INTEGER)
      throw fail('outside-profile', 'An integer is beyond 2^53 − 1', offset)
    return value
  }

  #text(length: number, offset: number): void {
    this.#need(length, offset)
    const end = this.at + length
    let i = this.at
    while (i < end && this.#bytes[i]! < 0x80) i++
    // ASCII is always well-formed and in NFC.
    if (i < end) {
      let text: string
      try {
        text = textDecoder.decode(this.#bytes.subarray(this.at, end))
      } catch {
        throw fail('not-canonical', 'Text is not well-formed UTF-8', offset)
      }
      if (text.startsWith(BYTE_ORDER_MARK))
        throw fail('outside-profile', 'Text begins with a byte order mark', offset)
      if (hasEndlessMarks(text))
        throw fail('outside-profile', 'Text has more than 30 combining marks in a row', offset)
      if (text.normalize('NFC') !== text) throw fail('not-canonical', 'Text is not in Unicode NFC', offset)
    }
    this.at = end
  }

  #container(major: number, size: number, depth: number, offset: number): void {
    const { maxDepth, maxItems } = this.#limits
    if (depth >= maxDepth) throw fail('too-large', `Nested deeper than ${maxDepth} levels`, offset)
    const items = major === 5 ? 2 * size : size
    // Each item has at least one byte. The bytes are looked at first, since an end that is missing says more.
    this.#need(items, offset)
    if (items > this.#itemsLeft)
      throw fail('too-large', `More than ${maxItems} items in arrays and maps`, offset)
    this.#itemsLeft -= items
    if (major === 4) {
      for (let i = 0; i < size; i++) this.item(depth + 1)
      return
    }
    let before: Uint8Array | undefined
    for (let i = 0; i < size; i++) {
      before = this.#key(before)
      this.item(depth + 1)
    }
  }

  /** Passes over the key of a map, which must follow the one before it in the order of their encodings. */
  #key(before: Uint8Array | undefined): Uint8Array {
    const offset = this.at
    this.#need(1, offset)
    const major = this.#bytes[offset]! >> 5
    if (major !== 0 && major !== 1 && major !== 3)
      throw fail('outside-profile', 'Map keys are text or integers', offset)
    this.item(0)
    const key = this.#bytes.subarray(offset, this.at)
    const order = before === undefined ? -1 : compare(before, key)
    if (order === 0) throw fail('not-canonical', 'A map has the same key twice', offset)
    if (order > 0) throw fail('not-canonical', 'Map keys are out of order', offset)
    return key
  }
}
