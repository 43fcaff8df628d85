/**
 * A strict reader of DER (ITU-T X.690, section 10) for time stamps: what is not in its one encoding is refused. A reader of our
 * own, since tokens come from strangers and the signature is over the exact bytes that stand in them: it makes no
 * objects, copies nothing, and never looks deeper than its caller asks.
 */
import { AmanaError } from '@amana/codec'

/** One element: its tag byte, its content, and all of its bytes, tag and length included. */
export interface Der {
  readonly tag: number
  readonly content: Uint8Array
  readonly bytes: Uint8Array
}

/** Tag bytes, as they stand in the encoding. */
export const TAGS = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** Context-specific tags: `[n]` with one element inside, or in place of the tag of a string. */
export const explicit = (n: number): number => 0xa0 | n
/** `[n]` in place of the tag of something without elements inside. */
export const implicit = (n: number): number => 0x80 | n

/** More elements in one are no time stamp. */
const MOST = 1000

/** @internal */
export const bad = (what: string): AmanaError =>
  new AmanaError('timestamp/bad-token', `The file is no time stamp of RFC 3161: ${what}.`)

function elementAt(bytes: Uint8Array, at: number): Der {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined) throw bad('it ends early')
  if ((tag & 0x1f) === 0x1f) throw bad('it has a tag of several bytes')
  let length = first
  let start = at + 2
  if (first >= 0x80) {
    const count = first & 0x7f
    if (count === 0 || count > 4) throw bad('a length is indefinite or too long')
    length = 0
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[start + i] ?? Number.NaN)
    start += count
    if (length < 0x80 || length < 256 ** (count - 1)) throw bad('a length is not in its shortest form')
  }
  const end = start + length
  if (!(end <= bytes.length)) throw bad('it ends early')
  return { tag, content: bytes.subarray(start, end), bytes: bytes.subarray(at, end) }
}

/**
 * The one element that these bytes are.
 * @throws {AmanaError} `timestamp/bad-token`
 */
export function readDer(bytes: Uint8Array): Der {
  const element = elementAt(bytes, 0)
  if (element.bytes.length !== bytes.length) throw bad('bytes follow its end')
  return element
}

/** The elements inside of one. @throws {AmanaError} `timestamp/bad-token` */
export function childrenOf(element: Der): readonly Der[] {
  const children: Der[] = []
  for (let at = 0; at < element.content.length; ) {
    if (children.length === MOST) throw bad('it has too many elements')
    const child = elementAt(element.content, at)
    children.push(child)
    at += child.bytes.length
  }
  return children
}

/** Takes the elements of one in their order, each with the tag that is expected. */
export class Elements {
  readonly #list: readonly Der[]
  #at = 0

  /** @throws {AmanaError} `timestamp/bad-token` where it is not of this tag */
  constructor(element: Der | undefined, tag: number = TAGS.sequence) {
    if (element === undefined || element.tag !== tag) throw bad('an element is missing or of another kind')
    this.#list = childrenOf(element)
  }

  /** The next element. @throws {AmanaError} `timestamp/bad-token` where there is none of this tag */
  take(tag?: number): Der {
    const next = this.#list[this.#at]
    if (next === undefined || (tag !== undefined && next.tag !== tag))
      throw bad('an element is missing or of another kind')
    this.#at++
    return next
  }

  /** The next element if it has this tag. */
  optional(tag: number): Der | undefined {
    return this.#list[this.#at]?.tag === tag ? this.#list[this.#at++] : undefined
  }

  /** All that are left. */
  rest(): readonly Der[] {
    return this.#list.slice(this.#at)
  }

  /** @throws {AmanaError} `timestamp/bad-token` where anything is left */
  end(): void {
    if (this.#at < this.#list.length) throw bad('it has more elements than it may')
  }
}

/** An object identifier with its dots. @throws {AmanaError} `timestamp/bad-token` */
export function oidOf({ tag, content }: Der): string {
  if (tag !== TAGS.oid || content.length === 0 || content.length > 64) throw bad('an identifier is none')
  const arcs: bigint[] = []
  let arc = 0n
  let fresh = true
  for (const byte of content) {
    if (fresh && byte === 0x80) throw bad('an identifier is not in its shortest form')
    arc = arc * 128n + BigInt(byte & 0x7f)
    fresh = byte < 0x80
    if (!fresh) continue
    arcs.push(arc)
    arc = 0n
  }
  if (!fresh) throw bad('an identifier ends early')
  const head = arcs.shift()!
  const first = head < 80n ? head / 40n : 2n
  return [first, head - first * 40n, ...arcs].join('.')
}

/** An integer's bytes, big endian with a sign, in their shortest form. @throws {AmanaError} `timestamp/bad-token` */
export function integerOf({ tag, content }: Der): Uint8Array {
  const [first, second = 0] = content
  const isLong = content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))
  if (tag !== TAGS.integer || content.length === 0 || isLong) throw bad('an integer is none')
  return content
}

/** A small integer that is not negative. @throws {AmanaError} `timestamp/bad-token` */
export function smallOf(element: Der): number {
  const bytes = integerOf(element)
  if (bytes.length > 4 || bytes[0]! >= 0x80) throw bad('an integer is out of range')
  return bytes.reduce((value, byte) => value * 256 + byte, 0)
}

/** A boolean: DER has one form of true. @throws {AmanaError} `timestamp/bad-token` */
export function booleanOf({ tag, content }: Der): boolean {
  if (tag !== TAGS.boolean || content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff))
    throw bad('a boolean is none')
  return content[0] === 0xff
}

const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d*[1-9])?Z$/

/**
 * A GeneralizedTime as RFC 3161 section 2.4.2 narrows it, in milliseconds since 1970.
 * @throws {AmanaError} `timestamp/bad-token`
 */
export function generalizedTimeOf({ tag, content }: Der): number {
  const match = TIME.exec(tag === TAGS.generalizedTime ? String.fromCharCode(...content.subarray(0, 40)) : '')
  if (match === null) throw bad('its time is none')
  const [, year, month, day, hour, minute, second, fraction = ''] = match
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const time = Date.parse(`${text}Z`)
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(text)) throw bad('its time is none')
  return time + Math.floor(Number(`0${fraction || '.0'}`) * 1000)
}
