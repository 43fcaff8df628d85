/**
 * Media type by content: the first bytes decide, never the name. A table of our own, since what it looks at comes from
 * strangers: it compares bytes at fixed places and parses nothing.
 */

/** Bytes of a file's beginning that {@link mediaTypeOf} looks at; more changes nothing. */
export const MEDIA_TYPE_BYTES = 4096

/** Latin-1, so that a signature can be written as it is read in a hex dump. */
interface Signature {
  readonly at: number
  readonly bytes: string
  readonly type: string
}

const at = (place: number, bytes: string, type: string): Signature => ({ at: place, bytes, type })

const SIGNATURES: readonly Signature[] = [
  at(0, '\xff\xd8\xff', 'image/jpeg'),
  at(0, '\x89PNG\r\n\x1a\n', 'image/png'),
  at(0, 'GIF87a', 'image/gif'),
  at(0, 'GIF89a', 'image/gif'),
  at(0, 'II*\0', 'image/tiff'),
  at(0, 'MM\0*', 'image/tiff'),
  at(0, '%PDF-', 'application/pdf'),
  at(0, 'OggS', 'application/ogg'),
  at(0, 'fLaC', 'audio/flac'),
  at(0, 'ID3', 'audio/mpeg'),
  at(0, '#!AMR', 'audio/amr'),
  at(0, 'FLV\x01', 'video/x-flv'),
  at(0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'video/x-ms-asf'),
  at(0, '\0\0\x01\xba', 'video/mpeg'),
  at(0, '\0\0\x01\xb3', 'video/mpeg'),
  at(0, '\x1f\x8b\x08', 'application/gzip'),
  at(0, '7z\xbc\xaf\x27\x1c', 'application/x-7z-compressed'),
  at(0, 'Rar!\x1a\x07', 'application/vnd.rar'),
  at(0, 'BZh', 'application/x-bzip2'),
  at(0, '\xfd7zXZ\0', 'application/x-xz'),
  at(0, '\x28\xb5\x2f\xfd', 'application/zstd'),
  at(0, 'SQLite format 3\0', 'application/vnd.sqlite3'),
  at(0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'application/x-ole-storage'),
  at(0, '{\\rtf', 'application/rtf'),
  at(0, 'BM', 'image/bmp'),
  at(257, 'ustar', 'application/x-tar'),
]

/** Brands of ISO base media files (ISO/IEC 14496-12 section 4.3) that are not plain MP4 video. */
const BRANDS: Readonly<Record<string, string>> = {
  'qt  ': 'video/quicktime',
  'M4A ': 'audio/mp4',
  'M4B ': 'audio/mp4',
  heic: 'image/heic',
  heix: 'image/heic',
  mif1: 'image/heif',
  avif: 'image/avif',
}

/** Forms of RIFF files. */
const FORMS: Readonly<Record<string, string>> = {
  WEBP: 'image/webp',
  WAVE: 'audio/wav',
  'AVI ': 'video/x-msvideo',
}

const OFFICE = 'application/vnd.openxmlformats-officedocument'

/** What the packers put first into their ZIP files. */
function zipType(text: string): string {
  const open = /^mimetype(application\/(?:vnd\.oasis\.opendocument\.[a-z]+|epub\+zip))/.exec(text.slice(30))
  if (open !== null) return open[1]!
  if (!/\[Content_Types\]\.xml|_rels\/\.rels|docProps\//.test(text)) return 'application/zip'
  if (text.includes('word/')) return `${OFFICE}.wordprocessingml.document`
  if (text.includes('xl/')) return `${OFFICE}.spreadsheetml.sheet`
  if (text.includes('ppt/')) return `${OFFICE}.presentationml.presentation`
  return 'application/zip'
}

/** UTF-8 throughout, a character that the end cuts apart allowed, and no control characters but white space. */
function isText(head: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return !/[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(text)
  } catch {
    return false
  }
}

/**
 * Media type (RFC 6838) of a file by its beginning.
 * @param head the first {@link MEDIA_TYPE_BYTES} bytes, or all of a shorter file
 * @returns `application/octet-stream` for what is not known, `application/x-empty` for nothing, `text/plain` for UTF-8
 * and UTF-16 with a byte order mark
 *
 * @example
 * mediaTypeOf(utf8('%PDF-1.7')) // 'application/pdf'
 */
export function mediaTypeOf(head: Uint8Array): string {
  const bytes = head.subarray(0, MEDIA_TYPE_BYTES)
  if (bytes.length === 0) return 'application/x-empty'
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)

  if (text.startsWith('ftyp', 4))
    return BRANDS[text.slice(8, 12)] ?? (text.startsWith('3g', 8) ? 'video/3gpp' : 'video/mp4')
  if (text.startsWith('RIFF')) return FORMS[text.slice(8, 12)] ?? 'application/octet-stream'
  if (text.startsWith('\x1a\x45\xdf\xa3'))
    return text.slice(0, 64).includes('webm') ? 'video/webm' : 'video/x-matroska'
  if (text.startsWith('PK\x03\x04')) return zipType(text)
  // QuickTime before there were brands: the first atom names itself.
  if (/^[\s\S]{4}(moov|mdat|wide|free|skip|pnot)/.test(text)) return 'video/quicktime'
  // MPEG transport streams: a packet of 188 bytes begins with 0x47; AVCHD puts four bytes before each of them.
  if (text[0] === 'G' && text[188] === 'G' && text[376] === 'G') return 'video/mp2t'
  if (text[4] === 'G' && text[196] === 'G' && text[388] === 'G') return 'video/mp2t'

  const known = SIGNATURES.find((signature) => text.startsWith(signature.bytes, signature.at))
  if (known !== undefined) return known.type
  if (/^\xff[\xf2\xf3\xfa\xfb]/.test(text)) return 'audio/mpeg'
  if (/^\xff[\xf0\xf1\xf8\xf9]/.test(text)) return 'audio/aac'
  if (text.startsWith('\xff\xfe') || text.startsWith('\xfe\xff')) return 'text/plain'
  if (!isText(bytes)) return 'application/octet-stream'
  const start = text
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .slice(0, 64)
    .toLowerCase()
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'text/html'
  if (start.startsWith('<svg')) return 'image/svg+xml'
  if (start.startsWith('<?xml')) return 'application/xml'
  return 'text/plain'
}
