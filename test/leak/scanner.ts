/**
 * Looks for names and secrets in bytes of any kind: in every encoding, spelling and wrapping that a slip could have given
 * them. Parts of fewer than three letters are not looked for; parts of three to five bytes only as words of a text.
 */
import { inflateRawSync, inflateSync } from 'node:zlib'
import { decode, type Value } from '@amana/codec'
import { skeleton, words } from '@amana/names'

/** Something that was found where it must not be. */
export interface Finding {
  readonly where: string
  readonly what: string
  /** The form it was found in. */
  readonly how: string
}

interface Pattern {
  readonly bytes: Uint8Array
  readonly what: string
  readonly how: string
  /** Counts only where no letter stands beside it: short parts are within many other words. */
  readonly alone: 'utf-8' | 'utf-16le' | 'utf-16be' | null
}

const SHORTEST = 6
const letters = (text: string): number => [...text].filter((char) => /\p{L}/u.test(char)).length
const utf8 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf8'))
const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))
const reversed = (text: string): string => [...text].reverse().join('')

const WINDOWS_1256 = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    new TextDecoder('windows-1256').decode(Uint8Array.of(byte)),
    byte,
  ]),
)

function windows1256(text: string): Uint8Array | null {
  const bytes = [...text].map((char) => WINDOWS_1256.get(char))
  return bytes.includes(undefined) ? null : Uint8Array.from(bytes as number[])
}

function utf16(text: string, order: 'le' | 'be'): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le')
  return Uint8Array.from(order === 'le' ? bytes : bytes.swap16())
}

/** The characters of base64 that hold only these bytes, wherever they stand in what was encoded. */
function base64Forms(bytes: Uint8Array): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    const inner = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
    const url = inner.replaceAll('+', '-').replaceAll('/', '_')
    return inner === url ? [inner] : [inner, url]
  })
}

const percent = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')

const escaped = (text: string): string =>
  Array.from(
    { length: text.length },
    (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('')

/** The ways of writing one part of a name. */
function spellings(part: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const add = (text: string, how: string) => {
    if (letters(text) >= 3 && !found.has(text)) found.set(text, how)
  }
  add(part.normalize('NFC'), 'as written')
  add(part.normalize('NFD'), 'decomposed')
  add(part.normalize('NFC').toLowerCase(), 'lower case')
  add(part.normalize('NFC').toUpperCase(), 'upper case')
  for (const word of words(part)) add(word, 'normalised')
  for (const word of words(part)) add(skeleton(word), 'skeleton')
  for (const [text, how] of [...found]) add(reversed(text), `${how}, reversed`)
  return found
}

/** Patterns by their first bytes. */
class Table {
  readonly #byStart = new Map<number, Pattern[]>()
  readonly #starts = new Uint8Array(1 << 16)

  add(pattern: Pattern): void {
    const { bytes } = pattern
    if (bytes.length < SHORTEST) return
    this.#starts[bytes[0]! * 256 + bytes[1]!] = 1
    const key = startOf(bytes, 0)
    const known = this.#byStart.get(key)
    if (known === undefined) this.#byStart.set(key, [pattern])
    else known.push(pattern)
  }

  *find(bytes: Uint8Array): Generator<Pattern> {
    for (let at = 0; at + SHORTEST <= bytes.length; at++) {
      if (this.#starts[bytes[at]! * 256 + bytes[at + 1]!] === 0) continue
      for (const pattern of this.#byStart.get(startOf(bytes, at)) ?? [])
        if (standsAt(bytes, at, pattern.bytes) && !isInWord(bytes, at, pattern)) yield pattern
    }
  }
}

function startOf(bytes: Uint8Array, at: number): number {
  let key = 0
  for (let i = 0; i < SHORTEST; i++) key = key * 256 + bytes[at + i]!
  return key
}

function standsAt(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  if (at + wanted.length > bytes.length) return false
  for (let i = SHORTEST; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false
  return true
}

function isInWord(bytes: Uint8Array, at: number, { alone, bytes: own }: Pattern): boolean {
  if (alone === null) return false
  const [before, after] = [bytes.subarray(Math.max(0, at - 2), at), bytes.subarray(at + own.length)]
  const text = (part: Uint8Array) => new TextDecoder(alone).decode(part)
  return /[\p{L}\p{M}]$/u.test(text(before)) || /^[\p{L}\p{M}]/u.test(text(after.subarray(0, 2)))
}

/** Lower case of ASCII alone: leaves the bytes of other scripts, and so of Arabic, as they are. */
const folded = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(bytes, (byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte))

/** A scanner for some names and secrets. */
export class Scanner {
  /** Compared byte for byte. */
  readonly #exact = new Table()
  /** Compared without regard to the case of ASCII letters. */
  readonly #folded = new Table()
  readonly #words = new Map<string, string>()

  /** @param names names as written, of any number of words; each word is a part */
  constructor(names: Iterable<string>, secrets: Iterable<readonly [what: string, secret: Uint8Array]> = []) {
    const parts = new Set<string>()
    for (const name of names)
      for (const part of name.split(/[\s\-_.,;:|()'’"]+/u)) if (letters(part) >= 3) parts.add(part)
    for (const part of parts) this.#addName(part)
    for (const [what, secret] of secrets) this.#addSecret(what, secret)
  }

  #addName(part: string): void {
    for (const word of words(part)) {
      if (letters(word) < 3) continue
      this.#words.set(word, part)
      this.#words.set(reversed(word), part)
      const key = skeleton(word).toLowerCase()
      if (key.length >= 3) this.#words.set(key, part)
    }
    for (const [text, spelling] of spellings(part)) {
      const add = (bytes: Uint8Array | null, encoding: string, alone: Pattern['alone'] = null) => {
        if (bytes !== null)
          this.#folded.add({ bytes: folded(bytes), what: part, how: `${spelling}, ${encoding}`, alone })
      }
      // Read backwards, short parts are within many words; so are three letters either way.
      const short = [...text].length < (spelling.endsWith('reversed') ? 6 : 4)
      add(utf8(text), 'utf-8', short ? 'utf-8' : null)
      add(utf16(text, 'le'), 'utf-16le', short ? 'utf-16le' : null)
      add(utf16(text, 'be'), 'utf-16be', short ? 'utf-16be' : null)
      add(windows1256(text), 'windows-1256')
      for (const bytes of [utf8(text), utf16(text, 'le'), windows1256(text)]) {
        if (bytes === null || bytes.length < 4) continue
        add(latin1(Buffer.from(bytes).toString('hex')), 'hex')
        add(latin1(percent(bytes)), 'percent-encoding')
        for (const form of base64Forms(bytes))
          this.#exact.add({ bytes: latin1(form), what: part, how: `${spelling}, base64`, alone: null })
      }
      add(latin1(escaped(text)), 'escapes')
    }
  }

  #addSecret(what: string, secret: Uint8Array): void {
    this.#exact.add({ bytes: secret, what, how: 'raw', alone: null })
    this.#folded.add({ bytes: latin1(Buffer.from(secret).toString('hex')), what, how: 'hex', alone: null })
    for (const form of base64Forms(secret))
      this.#exact.add({ bytes: latin1(form), what, how: 'base64', alone: null })
  }

  /** Everything found in the bytes, in what they decompress to, and in the texts of their CBOR; each thing once. */
  scan(where: string, bytes: Uint8Array, depth = 0): Finding[] {
    const found = new Map<string, Finding>()
    const add = (what: string, how: string) => {
      const key = `${what}\n${how}`
      if (!found.has(key)) found.set(key, { where, what, how })
    }
    for (const { what, how } of this.#exact.find(bytes)) add(what, how)
    for (const { what, how } of this.#folded.find(folded(bytes))) add(what, how)
    const texts = [asText(bytes), ...cborTexts(bytes)].filter((text) => text !== null)
    for (const text of texts)
      for (const word of words(text)) {
        const what = this.#words.get(word)
        if (what !== undefined) add(what, 'word')
      }
    if (depth < 2)
      for (const inner of inflated(bytes))
        for (const { what, how } of this.scan(where, inner, depth + 1)) add(what, `${how}, compressed`)
    return [...found.values()]
  }
}

/** The bytes as a text, where they are one. */
function asText(bytes: Uint8Array, encodings = ['utf-8', 'utf-16le', 'utf-16be']): string | null {
  for (const encoding of encodings)
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (!hasControls(text)) return text
    } catch {
      // Not this one.
    }
  return null
}

const hasControls = (text: string): boolean =>
  [...text].some((char) => char < '\t' || (char > '\r' && char < '\x1b'))

/** Every text within the CBOR of a view, or of bytes that are CBOR from end to end. */
function cborTexts(bytes: Uint8Array): string[] {
  const texts: string[] = []
  const collect = (value: Value): void => {
    if (typeof value === 'string') texts.push(value)
    else if (Array.isArray(value)) for (const item of value as readonly Value[]) collect(item)
    else if (value instanceof Map)
      for (const [key, item] of value) {
        if (typeof key === 'string') texts.push(key)
        collect(item as Value)
      }
    else if (value instanceof Uint8Array) {
      // Random bytes are UTF-16 too often, of letters that no list of names has.
      const text = value.length >= 3 ? asText(value, ['utf-8']) : null
      if (text !== null) texts.push(text)
    }
  }
  for (const item of [bytes, ...viewItems(bytes)])
    try {
      collect(decode(Uint8Array.from(item), { maxBytes: 1 << 26, maxItems: 1 << 24 }))
    } catch {
      // No CBOR.
    }
  return texts
}

/** The header and the blocks of a view: after a first line, pieces with their lengths before them. */
function* viewItems(bytes: Uint8Array): Generator<Uint8Array> {
  let at = bytes.indexOf(0x0a) + 1
  if (at === 0 || !Buffer.from(bytes.subarray(0, at)).toString('latin1').startsWith('amana-view')) return
  while (at + 4 <= bytes.length) {
    const length = Buffer.from(bytes.subarray(at, at + 4)).readUInt32BE(0)
    if (length === 0 || at + 4 + length > bytes.length) return
    yield bytes.subarray(at + 4, at + 4 + length)
    at += 4 + length
  }
}

/** What zlib, gzip and zip regions decompress to, wherever they begin. */
function* inflated(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at + 4 < bytes.length; at++) {
    const [a, b] = [bytes[at]!, bytes[at + 1]!]
    const isZlib = a === 0x78 && (b === 0x01 || b === 0x5e || b === 0x9c || b === 0xda)
    const isGzip = a === 0x1f && b === 0x8b && bytes[at + 2] === 8
    const isZip = a === 0x50 && b === 0x4b && bytes[at + 2] === 3 && bytes[at + 3] === 4
    if (!isZlib && !isGzip && !isZip) continue
    try {
      yield isZlib
        ? inflateSync(bytes.subarray(at))
        : inflateRawSync(bytes.subarray(bodyOf(bytes, at, isZip)))
    } catch {
      // It only looked like one.
    }
  }
}

/** Where the compressed bytes begin behind the header of a gzip or zip region (RFC 1952 section 2.3; the zip APPNOTE, 4.3.7). */
function bodyOf(bytes: Uint8Array, at: number, isZip: boolean): number {
  const header = Buffer.from(bytes.subarray(at, at + 30))
  if (isZip) return at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const hasName = (header[3]! & 8) !== 0
  return hasName ? bytes.indexOf(0, at + 10) + 1 : at + 10
}
