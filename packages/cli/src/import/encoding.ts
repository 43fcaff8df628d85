/** Bytes of a text file into text: which encoding it is, and how sure that is. */
import { AmanaError } from '@amana/codec'

/** Text, and how it was read. */
export interface Decoded {
  readonly text: string
  /** The name of the encoding, as the Encoding Standard labels it. */
  readonly encoding: string
  /** A sentence for people: which encoding was used and why. */
  readonly note: string
}

const SAMPLE = 1 << 16
// Longer text than this does not fit a string of the engine.
const LONGEST = 500_000_000

const refuse = (code: `import/${string}`, message: string, details = {}): AmanaError =>
  new AmanaError(code, message, details)

const BOMS: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte)

// What a table in Latin or Arabic script is made of, as UTF-16 code units.
const plausible = (unit: number): boolean =>
  (unit >= 0x20 && unit < 0x7f) ||
  (unit >= 0xa0 && unit < 0x250) ||
  unit === 0x0a ||
  unit === 0x0d ||
  unit === 0x09 ||
  (unit >= 0x600 && unit < 0x780) ||
  (unit >= 0x1e00 && unit < 0x1f00) ||
  (unit >= 0x200c && unit <= 0x201f) ||
  (unit >= 0xfb50 && unit < 0xff00)

/**
 * UTF-16 without a mark, by what its code units would be. In the wrong byte order, or in text of one byte a character,
 * pairs of bytes give code units that no such table holds; Arabic in UTF-16 is well-formed UTF-8, so this comes first.
 */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length, SAMPLE) & ~1
  if (length < 8) return undefined
  let little = 0
  let big = 0
  for (let i = 0; i < length; i += 2) {
    const [a, b] = [bytes[i]!, bytes[i + 1]!]
    if (plausible(a | (b << 8))) little++
    if (plausible((a << 8) | b)) big++
  }
  const most = 0.95 * (length / 2)
  if (little >= most && little > big) return 'utf-16le'
  return big >= most && big > little ? 'utf-16be' : undefined
}

function decodeAs(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const NOT_ASCII = /[\u0080-\uffff]/g
const LETTERS = /[\p{L}\p{M}]/gu
const ARABIC_RUNS = /[\u0600-\u06ff]{2,}/g

const total = (found: readonly string[] | null): number =>
  (found ?? []).reduce((sum, run) => sum + run.length, 0)

/**
 * How much of what is not ASCII is Arabic in runs of letters. Accented letters of European lists stand alone, and UTF-8
 * taken for a one-byte encoding is half signs: neither passes for Arabic.
 */
function arabicShare(text: string): number {
  const others = (text.slice(0, SAMPLE).match(NOT_ASCII) ?? []).join('')
  const letters = total(others.match(LETTERS))
  if (letters < others.length / 2) return 0
  return total(text.slice(0, SAMPLE).match(ARABIC_RUNS)) / letters
}

/** The one-byte Arabic encoding the bytes are most likely in. */
function oneByteArabic(bytes: Uint8Array): Decoded | undefined {
  for (const encoding of ['windows-1256', 'iso-8859-6']) {
    const text = decodeAs(bytes, encoding)
    if (text !== undefined && arabicShare(text) >= 0.9)
      return {
        text,
        encoding,
        note: `Encoding: ${encoding}, detected (the bytes are not UTF-8 and read as Arabic in ${encoding}). Where names look wrong, say the encoding.`,
      }
  }
  return undefined
}

/** The line the first byte stands on that is not UTF-8. */
function badLine(bytes: Uint8Array): number {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const end = text.indexOf('\ufffd')
  return text.slice(0, end).split(/\r\n|\r|\n/).length
}

function asked(bytes: Uint8Array, label: string): Decoded {
  const wanted = label.trim().toLowerCase().replace(/^cp-?/, 'windows-')
  let encoding: string
  try {
    encoding = new TextDecoder(wanted === 'arabic' ? 'windows-1256' : wanted).encoding
  } catch {
    throw refuse(
      'import/unknown-encoding',
      'No such encoding is known. Use utf-8, utf-16le, utf-16be, windows-1256, or another label of the Encoding Standard.',
    )
  }
  // "utf-16" says nothing of the byte order where there is a mark; the mark does.
  const mark = BOMS.find(([, bytesOfMark]) => startsWith(bytes, bytesOfMark))?.[0]
  if (wanted === 'utf-16' && mark?.startsWith('utf-16')) encoding = mark
  if (mark !== undefined && mark !== encoding)
    throw refuse(
      'import/bad-encoding',
      `The file says by its first bytes that it is ${mark}; it was asked to be read as ${encoding}.`,
    )
  const text = decodeAs(bytes, encoding)
  if (text === undefined)
    throw refuse(
      'import/bad-encoding',
      `The file is not ${encoding}: it holds bytes that ${encoding} does not have.`,
    )
  return { text, encoding, note: `Encoding: ${encoding}, as asked.` }
}

function detected(bytes: Uint8Array): Decoded {
  if (startsWith(bytes, [0xff, 0xfe, 0, 0]) || startsWith(bytes, [0, 0, 0xfe, 0xff]))
    throw refuse('import/bad-encoding', 'The file is UTF-32. Save it as UTF-8.')
  for (const [encoding, mark] of BOMS)
    if (startsWith(bytes, mark)) {
      const text = decodeAs(bytes, encoding)
      if (text !== undefined)
        return { text, encoding, note: `Encoding: ${encoding}, by its byte order mark.` }
      throw refuse(
        'import/bad-encoding',
        `The file says by its first bytes that it is ${encoding}, but it is not: it is damaged or was joined from two files.`,
        encoding === 'utf-8' ? { line: badLine(bytes) } : {},
      )
    }
  const wide = unmarkedUtf16(bytes)
  if (wide !== undefined) {
    const text = bytes.length % 2 === 0 ? decodeAs(bytes, wide) : undefined
    if (text === undefined)
      throw refuse(
        'import/bad-encoding',
        `The file looks like ${wide}, but ends within a character or is damaged.`,
      )
    return { text, encoding: wide, note: `Encoding: ${wide}, detected (it has no byte order mark).` }
  }
  const text = decodeAs(bytes, 'utf-8')
  if (text !== undefined) return { text, encoding: 'utf-8', note: 'Encoding: utf-8.' }
  const arabic = oneByteArabic(bytes)
  if (arabic !== undefined) return arabic
  const line = badLine(bytes)
  throw refuse(
    'import/bad-encoding',
    `The file is not UTF-8 (first on line ${line}), and what it is cannot be told for sure. Say its encoding (for example windows-1256 or windows-1252), or save it as UTF-8.`,
    { line },
  )
}

/**
 * Text of a table's bytes. Without `label`: a byte order mark decides; then UTF-16 without one is looked for; then UTF-8;
 * then windows-1256 and ISO 8859-6, where what is not ASCII reads as Arabic.
 *
 * @param label An encoding that was asked for (a label of the WHATWG Encoding Standard, or `cp1256`).
 * @throws {AmanaError} `import/unknown-encoding`; `import/bad-encoding` for bytes that the encoding does not have, or
 * where none fits; `import/too-large`.
 */
export function decodeText(bytes: Uint8Array, label?: string): Decoded {
  if (bytes.length > LONGEST)
    throw refuse('import/too-large', 'The file is larger than 500 MB. Split it into several tables.')
  const decoded = label === undefined ? detected(bytes) : asked(bytes, label)
  if (decoded.text.includes('\0'))
    throw refuse(
      'import/bad-encoding',
      `Read as ${decoded.encoding}, the file holds NUL characters: it is in another encoding, or no text file at all.`,
    )
  return decoded
}
