/**
 * The text files of a bag: BagIt 1.0 (RFC 8493) and the drafts before it (0.93 to 0.97), read; version 1.0, written. What they mean
 * together is in `bag-rules.ts`.
 */
import { AmanaError, compare, fromHex, toHex, utf8 } from '@amana/codec'
import { DIGEST_HEX, type DigestName, type NamedDigest } from './checksum-file.js'

/** `bagit.txt`. */
export interface BagDeclaration {
  readonly major: number
  readonly minor: number
  /** Of all other tag files, as it is written there. */
  readonly encoding: string
}

const DECLARATION =
  /^BagIt-Version: (\d+)\.(\d+)(?:\r\n|\n|\r)Tag-File-Character-Encoding: ([A-Za-z0-9._:-]+)(?:\r\n|\n|\r)?$/

/** Reads `bagit.txt`: exactly two lines, in ASCII here, no byte order mark, no other blanks (section 2.1.1). Null for anything else. */
export function parseDeclaration(bytes: Uint8Array): BagDeclaration | null {
  const match = DECLARATION.exec(String.fromCharCode(...bytes.subarray(0, 512)))
  if (match === null || bytes.length > 512) return null
  return { major: Number(match[1]), minor: Number(match[2]), encoding: match[3]! }
}

/** Whether the rules of version 1.0 hold, and not those of the drafts. */
export const isFinal = ({ major }: BagDeclaration): boolean => major >= 1

/** Text of a tag file in the bag's encoding; null where the bytes are not of it, or nobody knows it. */
export function decodeTagFile(bytes: Uint8Array, encoding: string): string | null {
  const label = encoding.toLowerCase()
  // In browsers and Node "iso-8859-1" means Windows-1252, and "utf-16" the little-endian one.
  if (label === 'iso-8859-1') return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  const little = bytes[0] === 0xff && bytes[1] === 0xfe
  try {
    return new TextDecoder(label === 'utf-16' ? (little ? 'utf-16le' : 'utf-16be') : label, {
      fatal: true,
    }).decode(bytes)
  } catch {
    return null
  }
}

/** One line of a manifest. */
export interface BagEntry {
  /** Without a leading `./`, percent signs undone. */
  readonly path: string
  readonly digest: Uint8Array
  /** Written with `./` before it, or with the asterisk of `md5sum` in binary mode: read, and frowned upon. */
  readonly dotted: boolean
  readonly starred: boolean
}

const lines = (text: string): string[] => text.split(/\r\n|\n|\r/).filter((line) => line !== '')

/** Line ends in names are written as percent escapes (section 2.1.3), in version 1.0 the percent sign as well; nothing else is. */
const decodePath = (path: string, final: boolean): string =>
  path.replaceAll(final ? /%(0A|0D|25)/gi : /%(0A|0D)/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )

const encodePath = (path: string): string =>
  path.replaceAll('%', '%25').replaceAll('\n', '%0A').replaceAll('\r', '%0D')

const ENTRY = /^([0-9A-Fa-f]+)[ \t]+(\*?)(.+)$/

/**
 * Reads a manifest or tag manifest.
 * @returns its lines, and whether there were others that cannot be read
 */
export function parseManifest(
  text: string,
  algorithm: DigestName,
  final: boolean,
): { readonly entries: readonly BagEntry[]; readonly unreadable: number } {
  const entries: BagEntry[] = []
  let unreadable = 0
  for (const line of lines(text)) {
    const match = ENTRY.exec(line)
    if (match === null || match[1]!.length !== DIGEST_HEX[algorithm]) {
      unreadable++
      continue
    }
    const path = decodePath(match[3]!, final)
    const dotted = path.startsWith('./')
    entries.push({
      path: dotted ? path.slice(2) : path,
      digest: fromHex(match[1]!.toLowerCase()),
      dotted,
      starred: match[2] === '*',
    })
  }
  return { entries, unreadable }
}

/** Reads `fetch.txt`: paths alone, since nothing here ever fetches. A line that cannot be read is null. */
export const parseFetch = (text: string, final: boolean): readonly (string | null)[] =>
  lines(text).map((line) => {
    const path = /^\S+[ \t]+(?:-|\d+)[ \t]+(.+)$/.exec(line)?.[1]
    return path === undefined ? null : decodePath(path, final)
  })

/** Reads `bag-info.txt`: labels and values in order; a line that begins with a blank continues the one before. */
export function parseBagInfo(text: string): readonly (readonly [label: string, value: string])[] {
  const pairs: [string, string][] = []
  for (const line of lines(text)) {
    const last = pairs.at(-1)
    if (/^[ \t]/.test(line) && last !== undefined) {
      last[1] += ` ${line.trim()}`
      continue
    }
    const colon = line.indexOf(':')
    if (colon > 0) pairs.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()])
  }
  return pairs
}

/** Whether a path of a manifest stays in the bag: relative, no `.` or `..` in it, no home folder, no drive. */
export const isInside = (path: string): boolean =>
  !/^[~/\\]|^[A-Za-z]:/.test(path) &&
  path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')

/** `bagit.txt` of what we write. */
export const DECLARATION_TEXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'

/** A manifest of version 1.0, sorted by the bytes of the paths. */
export const formatManifest = (files: readonly NamedDigest[]): string =>
  [...files]
    .sort((a, b) => compare(utf8(a.path), utf8(b.path)))
    .map(({ path, digest }) => `${toHex(digest)}  ${encodePath(path)}\n`)
    .join('')

/**
 * `bag-info.txt`.
 * @throws {AmanaError} `evidence/bad-bag-info` for a label with a colon or blanks around it, or a line end in either
 */
export const formatBagInfo = (pairs: readonly (readonly [label: string, value: string])[]): string =>
  pairs
    .map(([label, value]) => {
      if (label === '' || label !== label.trim() || /[:\r\n]/.test(label) || /[\r\n]/.test(value))
        throw new AmanaError(
          'evidence/bad-bag-info',
          'A label has no colon, and neither label nor value a line end.',
        )
      return `${label}: ${value}\n`
    })
    .join('')
