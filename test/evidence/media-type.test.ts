import { MEDIA_TYPE_BYTES, mediaTypeOf } from '@amana/evidence'
import { describe, expect, it } from '@jest/globals'
import { noise } from './folders.js'

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const zip = (first: string, rest = '') =>
  `PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0${String.fromCharCode(first.length)}\0\0\0${first}${rest}`

const SAMPLES: readonly (readonly [string, string])[] = [
  ['\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png'],
  ['GIF89a', 'image/gif'],
  ['II*\0\x08', 'image/tiff'],
  ['\0\0\0\x18ftypmp42\0\0\0\0', 'video/mp4'],
  ['\0\0\0\x18ftypisom\0\0\x02\0', 'video/mp4'],
  ['\0\0\0\x14ftypqt  \0\0\0\0', 'video/quicktime'],
  ['\0\0\0\x14ftyp3gp5\0\0\0\0', 'video/3gpp'],
  ['\0\0\0\x18ftypheic\0\0\0\0', 'image/heic'],
  ['\0\0\0\x20ftypM4A \0\0\0\0', 'audio/mp4'],
  ['\0\0\x07\xffmoov\0\0\0\x6cmvhd', 'video/quicktime'],
  ['RIFF\x24\0\0\0WAVEfmt ', 'audio/wav'],
  ['RIFF\x24\0\0\0AVI LIST', 'video/x-msvideo'],
  ['RIFF\x24\0\0\0WEBPVP8 ', 'image/webp'],
  ['\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm', 'video/webm'],
  ['\x1a\x45\xdf\xa3\xa3\x42\x82\x88matroska', 'video/x-matroska'],
  [`G\x40\0\x10${'\0'.repeat(184)}G${'\0'.repeat(187)}G`, 'video/mp2t'],
  ['OggS\0\x02', 'application/ogg'],
  ['ID3\x03\0', 'audio/mpeg'],
  ['\xff\xfb\x90\x64', 'audio/mpeg'],
  ['\xff\xf1\x50\x80', 'audio/aac'],
  ['#!AMR\n\x3c', 'audio/amr'],
  ['%PDF-1.7\n', 'application/pdf'],
  [zip('mimetype', 'application/vnd.oasis.opendocument.text'), 'application/vnd.oasis.opendocument.text'],
  [
    zip('[Content_Types].xml', '\0\0PK\x03\x04word/document.xml'),
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
  [
    zip('[Content_Types].xml', '\0\0PK\x03\x04xl/workbook.xml'),
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ],
  [zip('photo.jpg'), 'application/zip'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'application/x-ole-storage'],
  [`name${'\0'.repeat(253)}ustar\x0000`, 'application/x-tar'],
  ['\x1f\x8b\x08\0', 'application/gzip'],
  ['{\\rtf1\\ansi', 'application/rtf'],
  ['<!DOCTYPE html><html>', 'text/html'],
  ['\xef\xbb\xbf<?xml version="1.0"?>', 'application/xml'],
  ['A statement.\r\n', 'text/plain'],
  ['\xff\xfeA\0', 'text/plain'],
  ['', 'application/x-empty'],
  ['\0\x01\x02\x03', 'application/octet-stream'],
]

describe('media type by content', () => {
  for (const [head, type] of SAMPLES)
    it(`${JSON.stringify(head.slice(0, 12))} is ${type}`, () => expect(mediaTypeOf(latin1(head))).toBe(type))

  it('is text for Arabic that the end of the head cuts through a character', () => {
    const text = new TextEncoder().encode(`x${'شهادة '.repeat(2000)}`)
    expect(mediaTypeOf(text)).toBe('text/plain')
    expect(mediaTypeOf(text.subarray(0, MEDIA_TYPE_BYTES))).toBe('text/plain')
  })

  it('is not guessed for noise, and looks at nothing after the head', () => {
    for (let seed = 1; seed < 50; seed++)
      expect(mediaTypeOf(noise(5000, seed))).toBe('application/octet-stream')
    const long = new Uint8Array(MEDIA_TYPE_BYTES + 1).fill(0x61)
    long[MEDIA_TYPE_BYTES] = 0
    expect(mediaTypeOf(long)).toBe('text/plain')
  })
})
