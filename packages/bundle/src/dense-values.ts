/**
 * Encoded values of records in fewer bytes while a case is open: there are many records, and their files, codes and days are alike. The
 * encoding comes back byte for byte.
 */
import { type Field, SCHEMAS } from '@amana/records'
import { grown } from './packed.js'

// No item of the profile begins with these: they are the heads of tags. Each stands for an item.
const ALIKE = 0xc0
const ALIKE_LONG = 0xc1
const TIME = 0xc2
/** The text that was last written whole: a file's key is its name. */
const AGAIN = 0xc3
/** What begins so is not made dense: no array does. */
const WHOLE = 0
/** A field that is written as it is. */
const NONE = 0
/** The major type of texts. */
const TEXT = 3

/** Texts that say of many files the same; of no other text anything is kept besides its record. */
const FEW = new Set(['media_type', 'language'])
const isAlike = ({ name, type }: Field) => ['code', 'codes', 'id', 'ids'].includes(type) || FEW.has(name)

/** The items that a field was seen to have, by numbers. */
class Known {
  readonly #numbers = new Map<string, number>()
  readonly items: Uint8Array[] = []
  #uses = 0

  /** The number of an item; −1 where there are so many others that none is kept. */
  numberOf(bytes: Uint8Array, from: number, to: number): number {
    let text = ''
    for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i]!)
    const known = this.#numbers.get(text)
    this.#uses++
    if (known !== undefined) return known
    const number = this.items.length
    // What few have alike would take more room here than there.
    if (number >= 256 && (number >= 65_536 || this.#uses < 8 * number)) return -1
    this.#numbers.set(text, number)
    this.items.push(bytes.slice(from, to))
    return number
  }
}

const TIME_ITEM = Uint8Array.from('t0000-00-00T00:00:00Z', (unit) => unit.charCodeAt(0))
const ZERO = 0x30

/** Makes values dense, and back. */
export class DenseValues {
  readonly #known = SCHEMAS.map(({ fields }) =>
    fields.map((field) => (isAlike(field) ? new Known() : field.type === 'time' ? TIME : NONE)),
  )
  #dense = new Uint8Array(4096)
  #whole = new Uint8Array(4096)
  #length = 0

  /** @returns bytes that hold until the next call */
  pack(kind: number, values: Uint8Array): Uint8Array {
    const fields = this.#known[kind]!
    if (values.length + 1 > this.#dense.length) {
      this.#dense.fill(0)
      this.#dense = new Uint8Array(2 * values.length)
    }
    const out = this.#dense
    let at = headOf(values, fields.length)
    let length = at
    for (let i = 0; i < at; i++) out[i] = values[i]!
    let last = 0
    let lastSize = 0
    for (let i = 0; at > 0 && i < fields.length; i++) {
      const known = fields[i]!
      const end = endOf(values, at)
      const size = end - at
      let written = 0
      if (!(end <= values.length)) at = 0
      else if (known === TIME) written = writeTime(values, at, size, out, length)
      else if (known !== NONE) {
        const number = size > 3 ? known.numberOf(values, at, end) : -1
        if (number >= 0) {
          out[length] = number < 256 ? ALIKE : ALIKE_LONG
          out[length + 1] = number < 256 ? number : number >> 8
          out[length + 2] = number & 255
          written = number < 256 ? 2 : 3
        }
      } else if (size > 1 && size === lastSize && isSame(values, at, last, size)) {
        out[length] = AGAIN
        written = 1
      } else if (values[at]! >> 5 === TEXT) {
        last = at
        lastSize = size
      }
      if (at === 0) break
      if (written === 0) {
        copy(values, at, out, length, size)
        written = size
      }
      length += written
      at = end
    }
    if (at > 0 && at === values.length) return out.subarray(0, length)
    // What is no such array is kept as it is.
    out[0] = WHOLE
    out.set(values, 1)
    return out.subarray(0, values.length + 1)
  }

  /**
   * @param few how many items are needed: what is given can end behind them
   * @returns bytes that hold until the next call
   */
  unpack(kind: number, dense: Uint8Array, few = Number.POSITIVE_INFINITY): Uint8Array {
    if (dense[0] === WHOLE) return dense.subarray(1)
    const fields = this.#known[kind]!
    this.#length = 0
    let at = headOf(dense, fields.length)
    this.#write(dense, 0, at)
    let last = 0
    let lastSize = 0
    for (let i = 0; i < fields.length && i < few; i++) {
      const known = fields[i]!
      const marker = dense[at]!
      if (marker === ALIKE || marker === ALIKE_LONG) {
        const number = marker === ALIKE ? dense[at + 1]! : (dense[at + 1]! << 8) | dense[at + 2]!
        const item = (known as Known).items[number]!
        this.#write(item, 0, item.length)
        at += marker === ALIKE ? 2 : 3
      } else if (marker === TIME) {
        this.#write(TIME_ITEM, 0, TIME_ITEM.length)
        readTime(dense, at + 1, this.#whole, this.#length - TIME_ITEM.length)
        at += 6
      } else if (marker === AGAIN) {
        this.#write(this.#whole, last, lastSize)
        at++
      } else {
        const size = endOf(dense, at) - at
        if (known === NONE && marker >> 5 === TEXT) {
          last = this.#length
          lastSize = size
        }
        this.#write(dense, at, size)
        at += size
      }
    }
    return this.#whole.subarray(0, this.#length)
  }

  /** Leaves nothing of the values that were last at hand. */
  clear(): void {
    this.#dense.fill(0)
    this.#whole.fill(0)
  }

  #write(from: Uint8Array, at: number, size: number): void {
    const before = this.#whole
    this.#whole = grown(before, this.#length + size)
    copy(from, at, this.#whole, this.#length, size)
    if (this.#whole !== before) before.fill(0)
    this.#length += size
  }
}

/** A few bytes are copied sooner one by one than by a call. */
function copy(from: Uint8Array, at: number, to: Uint8Array, start: number, size: number): void {
  if (size > 48) to.set(from.subarray(at, at + size), start)
  else for (let i = 0; i < size; i++) to[start + i] = from[at + i]!
}

function isSame(bytes: Uint8Array, a: number, b: number, size: number): boolean {
  for (let i = 0; i < size; i++) if (bytes[a + i] !== bytes[b + i]) return false
  return true
}

/** Bytes of the head of an array of `count` items; 0 where there is none. */
function headOf(bytes: Uint8Array, count: number): number {
  if (count < 24) return bytes[0] === (0x80 | count) ? 1 : 0
  return bytes[0] === 0x98 && bytes[1] === count ? 2 : 0
}

/** Where an item that begins at a place ends; beyond the bytes, or NaN, where it does not end. */
function endOf(bytes: Uint8Array, at: number): number {
  const initial = bytes[at]!
  const major = initial >> 5
  let argument = initial & 31
  let end = at + 1
  if (argument >= 24) {
    if (argument > 27) return Number.NaN
    const width = 1 << (argument - 24)
    argument = 0
    for (let i = 0; i < width; i++) argument = 256 * argument + bytes[end++]!
  }
  if (major === 2 || major === TEXT) return end + argument
  if (major !== 4 && major !== 5) return end
  for (let items = major === 4 ? argument : 2 * argument; items > 0; items--) {
    if (!(end < bytes.length)) return Number.NaN
    end = endOf(bytes, end)
  }
  return end
}

/** Writes a time in six bytes, the digits of each part as a number; gives 0 where it is none. */
function writeTime(bytes: Uint8Array, at: number, size: number, out: Uint8Array, start: number): number {
  if (size !== TIME_ITEM.length) return 0
  for (let i = 0; i < size; i++) {
    const shape = TIME_ITEM[i]!
    const byte = bytes[at + i]!
    if (shape === ZERO ? byte < ZERO || byte > ZERO + 9 : byte !== shape) return 0
  }
  const two = (i: number) => 10 * (bytes[at + i]! - ZERO) + bytes[at + i + 1]! - ZERO
  const [month, day, hour, minute, second] = [two(6), two(9), two(12), two(15), two(18)]
  if (month > 15 || day > 31 || hour > 31 || minute > 63 || second > 63) return 0
  const date = ((100 * two(1) + two(3)) << 9) | (month << 5) | day
  const time = (hour << 12) | (minute << 6) | second
  out[start] = TIME
  out[start + 1] = date >> 15
  out[start + 2] = date >> 7
  out[start + 3] = (date << 1) | (time >> 16)
  out[start + 4] = time >> 8
  out[start + 5] = time
  return 6
}

/** Writes the digits of a time over those of {@link TIME_ITEM}. */
function readTime(bytes: Uint8Array, at: number, out: Uint8Array, start: number): void {
  const date = (bytes[at]! << 15) | (bytes[at + 1]! << 7) | (bytes[at + 2]! >> 1)
  const time = ((bytes[at + 2]! & 1) << 16) | (bytes[at + 3]! << 8) | bytes[at + 4]!
  const two = (i: number, number: number) => {
    out[start + i] = ZERO + Math.floor(number / 10)
    out[start + i + 1] = ZERO + (number % 10)
  }
  const year = date >> 9
  two(1, Math.floor(year / 100))
  two(3, year % 100)
  two(6, (date >> 5) & 15)
  two(9, date & 31)
  two(12, time >> 12)
  two(15, (time >> 6) & 63)
  two(18, time & 63)
}
