import { randomBytes } from 'node:crypto'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { concat, encode } from '@amana/codec'
import { skeleton, words } from '@amana/names'
import { describe, expect, it } from '@jest/globals'
import { Scanner } from './scanner.js'

const NAMES = ['محمود', 'الشحادة', 'رنا', 'أحمد', 'Benyamin', 'Tariq', 'Rim', 'Jérôme']
const SECRET = Uint8Array.from({ length: 32 }, (_, i) => (i * 7 + 3) & 255)
const scanner = new Scanner(NAMES, [['the secret', SECRET]])

const buffer = (text: string, encoding: BufferEncoding = 'utf8') =>
  Uint8Array.from(Buffer.from(text, encoding))
const big = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le').swap16())
const noise = (length: number) => Uint8Array.from(randomBytes(length))
const within = (bytes: Uint8Array) => concat(noise(100), bytes, noise(100))
const finds = (bytes: Uint8Array, name: string) => scanner.scan('x', bytes).some(({ what }) => what === name)

const DECODER = new TextDecoder('windows-1256')
const ONE_BYTE = new Map(Array.from({ length: 256 }, (_, i) => [DECODER.decode(Uint8Array.of(i)), i]))
const oneByte = (text: string) => Uint8Array.from([...text].map((char) => ONE_BYTE.get(char)!))

/** Ways in which a slip could leave a name among bytes that are no text. */
const WRAPPINGS: Readonly<Record<string, (name: string) => Uint8Array>> = {
  'UTF-8': (name) => buffer(` ${name}. `),
  'UTF-16': (name) => buffer(` ${name}. `, 'utf16le'),
  'UTF-16, big end first': (name) => big(` ${name}. `),
  'UTF-8, decomposed': (name) => buffer(` ${name.normalize('NFD')}. `),
  'upper case': (name) => buffer(` ${name.toUpperCase()}. `),
  'lower case': (name) => buffer(` ${name.toLowerCase()}. `),
  reversed: (name) => buffer(` ${[...name.normalize('NFC')].reverse().join('')}. `),
  hexadecimal: (name) => buffer(Buffer.from(`x${name}y`).toString('hex')),
  'percent-encoding': (name) => buffer(encodeURIComponent(`ب${name}ب`)),
  'base64 at 0': (name) => buffer(Buffer.from(`${name}zzz`).toString('base64')),
  'base64 at 1': (name) => buffer(Buffer.from(`a${name}zzz`).toString('base64')),
  'base64 at 2': (name) => buffer(Buffer.from(`ab${name}zzz`).toString('base64')),
  'base64 of UTF-16': (name) => buffer(Buffer.from(`a${name}zzz`, 'utf16le').toString('base64')),
  'JSON escapes': (name) =>
    buffer([...name].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')),
  zlib: (name) => Uint8Array.from(deflateSync(buffer(`${'so it is '.repeat(20)} ${name}. `))),
  gzip: (name) => Uint8Array.from(gzipSync(buffer(`${'so it is '.repeat(20)} ${name}. `))),
  'a workbook’s zip': (name) => {
    const head = Buffer.alloc(30)
    head.write('PK\x03\x04', 'latin1')
    return concat(Uint8Array.from(head), Uint8Array.from(deflateRawSync(buffer(`<t>${name}</t>`))))
  },
}

describe('the scanner of leaks', () => {
  it.each(Object.keys(WRAPPINGS))('finds names of six bytes and more among noise in %s', (how) => {
    for (const name of ['محمود', 'الشحادة', 'رنا', 'أحمد', 'Benyamin'].filter(
      (name) => how !== 'percent-encoding' || /[^\x20-\x7f]/.test(name),
    ))
      expect([name, finds(within(WRAPPINGS[how]!(name)), name)]).toEqual([name, true])
  })

  it('finds windows-1256 among noise where it is long enough to be no accident', () => {
    expect(finds(within(oneByte('الشحادة')), 'الشحادة')).toBe(true)
  })

  it('finds short names as words of a text, of a view, and within CBOR', () => {
    for (const name of ['Rim', 'rim', 'RIM', 'Tariq', 'Jérôme', 'JEROME', 'رنا', 'رَنا']) {
      const wanted = NAMES.find((known) => words(known)[0] === words(name)[0])!
      expect(finds(buffer(`one line\nRow 3: ${name}, 14\n`), wanted)).toBe(true)
      const item = encode([1, noise(16), [`at the house of ${name}`], new Map([['k', name]])])
      expect(finds(item, wanted)).toBe(true)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(item.length)
      expect(finds(concat(buffer('amana-view 0\n'), Uint8Array.from(length), item, noise(36)), wanted)).toBe(
        true,
      )
    }
  })

  it('finds the normalised form and the skeleton', () => {
    expect(finds(buffer(`key: ${words('أحمد')[0]}`), 'أحمد')).toBe(true)
    expect(finds(buffer(`key: ${skeleton(words('الشحادة')[0]!)}`), 'الشحادة')).toBe(true)
  })

  it('finds secrets raw, in hexadecimal and in base64', () => {
    for (const bytes of [
      SECRET,
      buffer(Buffer.from(SECRET).toString('hex')),
      buffer(Buffer.from(SECRET).toString('hex').toUpperCase()),
      buffer(Buffer.from(SECRET).toString('base64url')),
      buffer(Buffer.concat([Buffer.from('k'), SECRET]).toString('base64')),
    ])
      expect(finds(within(bytes), 'the secret')).toBe(true)
  })

  it('finds nothing in a megabyte of noise, nor short names within other words', () => {
    expect(scanner.scan('x', noise(1 << 20))).toEqual([])
    expect(scanner.scan('x', buffer('the trim of a criminal, هذه قرناء'))).toEqual([])
  })
})
