/**
 * Checksum files, the twins for other people's tools: `SHA256SUMS` as GNU coreutils writes it, and what its relatives
 * write, read. The escaping of file names is that of coreutils: a line that begins with a backslash has `\\`, `\n` and
 * `\r` in its name.
 */
import { AmanaError, compare, fromHex, toHex, utf8 } from '@amana/codec'

/** Digests of files that can be read, by the name BagIt gives them; hex digits of each. */
export const DIGEST_HEX = { md5: 32, sha1: 40, sha224: 56, sha256: 64, sha384: 96, sha512: 128 } as const

/** One of {@link DIGEST_HEX}. */
export type DigestName = keyof typeof DIGEST_HEX

/** One line of a checksum file. */
export interface Checksum {
  /** As written, with `/` between folders. */
  readonly path: string
  readonly algorithm: DigestName
  readonly digest: Uint8Array
  /** Line in the file, from 1. */
  readonly line: number
}

/** What a checksum file says, and the lines that say nothing readable. */
export interface Checksums {
  readonly entries: readonly Checksum[]
  /** Numbers of the lines that are none, from 1. A reader that skips them silently can be made to skip anything. */
  readonly unreadable: readonly number[]
}

/** Which digest a number of hex digits means; SHA-2 where two are as long. */
const BY_LENGTH = new Map<number, DigestName>(
  Object.entries(DIGEST_HEX).map(([name, length]) => [length, name as DigestName]),
)

/** `MD5`, `SHA256`, `SHA2-256`, `sha-256` …: BSD, OpenSSL and shasum write them all. */
function digestNamed(name: string): DigestName | undefined {
  const plain = name
    .toLowerCase()
    .replace(/^sha2-/, 'sha')
    .replaceAll(/[-_]/g, '')
  return Object.hasOwn(DIGEST_HEX, plain) ? (plain as DigestName) : undefined
}

/** The name that an escaped one stands for; null where it is escaped wrongly. */
function unescapeName(name: string): string | null {
  let good = true
  const plain = name.replaceAll(/\\(.?)/gs, (_, next: string) => {
    if (next === 'n') return '\n'
    if (next === 'r') return '\r'
    if (next !== '\\') good = false
    return '\\'
  })
  return good ? plain : null
}

const GNU = /^([0-9A-Fa-f]{32,128}) [ *]([\s\S]+)$/
const BSD = /^([A-Za-z0-9_-]+) ?\(([\s\S]+)\) ?= ?([0-9A-Fa-f]{32,128})$/

function parseLine(line: string, number: number): Checksum | null {
  const escaped = line.startsWith('\\')
  const body = escaped ? line.slice(1) : line
  const gnu = GNU.exec(body)
  const bsd = gnu === null ? BSD.exec(body) : null
  const hex = gnu?.[1] ?? bsd?.[3]
  const written = gnu?.[2] ?? bsd?.[2]
  if (hex === undefined || written === undefined) return null
  const algorithm = bsd === null ? BY_LENGTH.get(hex.length) : digestNamed(bsd[1]!)
  if (algorithm === undefined || DIGEST_HEX[algorithm] !== hex.length) return null
  const path = escaped ? unescapeName(written) : written
  return path === null ? null : { path, algorithm, digest: fromHex(hex.toLowerCase()), line: number }
}

/**
 * Reads a checksum file: lines of `sha256sum` and its kin (text or binary mode, escaped names) and BSD style
 * (`SHA256 (name) = …`), mixed if need be. Lines end with LF or CR LF; empty ones and `#` comments are passed over.
 * @param text without a byte order mark
 *
 * @example
 * const { entries, unreadable } = parseChecksums(text)
 */
export function parseChecksums(text: string): Checksums {
  const entries: Checksum[] = []
  const unreadable: number[] = []
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    if (line === '' || line.startsWith('#')) continue
    const entry = parseLine(line, i + 1)
    if (entry === null) unreadable.push(i + 1)
    else entries.push(entry)
  }
  return { entries, unreadable }
}

/** What a line of `SHA256SUMS` needs. */
export interface NamedDigest {
  readonly path: string
  readonly digest: Uint8Array
}

/**
 * A checksum file as `sha256sum` writes it, sorted by the bytes of the names, so that the same files give the same text.
 * @throws {AmanaError} `evidence/bad-path` for a name with NUL, which no file has
 *
 * @example
 * writeFileSync('SHA256SUMS', formatChecksums(files.map(({ path, sha256 }) => ({ path, digest: sha256 }))))
 */
export function formatChecksums(files: readonly NamedDigest[]): string {
  return [...files]
    .sort((a, b) => compare(utf8(a.path), utf8(b.path)))
    .map(({ path, digest }) => {
      if (path === '' || path.includes('\0'))
        throw new AmanaError('evidence/bad-path', 'A path is empty or has NUL.')
      const escaped = path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
      return `${escaped === path ? '' : '\\'}${toHex(digest)}  ${escaped}\n`
    })
    .join('')
}
