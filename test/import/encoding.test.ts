import { describe, expect, it } from '@jest/globals'
import { codeOfRefusal, oneByte, read, utf8, utf16 } from './reading.js'

const HEADERS = ['row_id', 'given_name', 'family_name', 'sex', 'date_of_death', 'place']
const ROWS = [
  ['1', 'محمد', 'الخطيب', 'ذكر', '2014-12-28', 'الباب'],
  ['2', 'فاطمة', 'العلي', 'أنثى', '2014-12-28', 'الباب'],
  ['3', 'عبد الرحمن', 'حسين', 'ذكر', '2014-11-02', 'منبج'],
]
const tableBy = (delimiter: string, end: string): string =>
  [HEADERS, ...ROWS].map((cells) => cells.join(delimiter) + end).join('')

const ENCODINGS: readonly (readonly [name: string, said: RegExp, encode: (text: string) => Uint8Array])[] = [
  ['UTF-8', /^Encoding: utf-8\.$/, (text) => utf8(text)],
  ['UTF-8 with a mark', /utf-8, by its byte order mark/, (text) => utf8(text, true)],
  ['UTF-16 LE with a mark', /utf-16le, by its byte order mark/, (text) => utf16(text, 'le', true)],
  ['UTF-16 BE with a mark', /utf-16be, by its byte order mark/, (text) => utf16(text, 'be', true)],
  ['UTF-16 LE without a mark', /utf-16le, detected/, (text) => utf16(text, 'le', false)],
  ['UTF-16 BE without a mark', /utf-16be, detected/, (text) => utf16(text, 'be', false)],
  ['windows-1256', /windows-1256, detected/, (text) => oneByte(text, 'windows-1256')],
  ['ISO 8859-6', /iso-8859-6, detected/, (text) => oneByte(text, 'iso-8859-6')],
]
const DELIMITERS = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'vertical bar'],
] as const

describe('the same table', () => {
  for (const [encoding, said, encode] of ENCODINGS)
    for (const [delimiter, name] of DELIMITERS)
      it.each([
        ['LF', '\n'],
        ['CRLF', '\r\n'],
        ['CR', '\r'],
      ])(`is read from ${encoding} with ${name} and %s alike, and which was used is said`, async (_, end) => {
        const table = await read(encode(tableBy(delimiter, end)))
        expect(table.refused).toEqual([])
        expect(table.persons).toEqual(
          ROWS.map(([rowId, given, family, sex, dateOfDeath, place]) => ({
            rowId,
            given,
            family,
            sex: sex === 'ذكر' ? 'male' : 'female',
            dateOfDeath,
            place,
            incident: `${place} ${dateOfDeath}`,
          })),
        )
        expect(table.notes[0]).toMatch(said)
        expect(table.notes[1]).toBe(`Delimiter: ${name}, detected.`)
      })
})

describe('encodings', () => {
  it('are taken as asked, also under the names people use', async () => {
    for (const label of ['windows-1256', 'cp1256', 'CP-1256', 'x-cp1256']) {
      const table = await read(oneByte(tableBy(',', '\n'), 'windows-1256'), { encoding: label })
      expect(table.persons[0]?.given).toBe('محمد')
      expect(table.notes[0]).toBe('Encoding: windows-1256, as asked.')
    }
    const table = await read(utf16(tableBy(',', '\n'), 'be', true), { encoding: 'utf-16' })
    expect(table.persons[0]?.given).toBe('محمد')
  })

  it('that are not the file’s are refused', async () => {
    const bytes = oneByte(tableBy(',', '\n'), 'windows-1256')
    expect(await codeOfRefusal(read(bytes, { encoding: 'utf-8' }))).toBe('import/bad-encoding')
    expect(await codeOfRefusal(read(utf8(tableBy(',', '\n'), true), { encoding: 'windows-1256' }))).toBe(
      'import/bad-encoding',
    )
    expect(await codeOfRefusal(read(bytes, { encoding: 'martian' }))).toBe('import/unknown-encoding')
  })

  it('of Western European lists are not taken for Arabic, but asked for', async () => {
    const text = 'row_id,given_name,place\n1,André,Alep\n2,Hélène,Alep\n3,Müge,Alep\n'
    const bytes = oneByte(text, 'windows-1252')
    expect(await codeOfRefusal(read(bytes))).toBe('import/bad-encoding')
    const table = await read(bytes, { encoding: 'windows-1252' })
    expect(table.persons.map((person) => person.given)).toEqual(['André', 'Hélène', 'Müge'])
    const onlyAcute = oneByte('row_id,given_name,place\n1,André,Alep\n2,José,Alep\n', 'windows-1252')
    expect(await codeOfRefusal(read(onlyAcute))).toBe('import/bad-encoding')
  })

  it('of damaged UTF-8 are refused with the line, not guessed', async () => {
    const bytes = utf8(tableBy(',', '\n'))
    const place = utf8(tableBy(',', '\n').split('\n').slice(0, 2).join('\n')).length + 6
    bytes[place] = 0xff
    await expect(read(bytes)).rejects.toMatchObject({ code: 'import/bad-encoding', details: { line: 3 } })
  })

  it('with NUL characters, in UTF-32 or cut within a character are refused', async () => {
    expect(await codeOfRefusal(read('row_id,place\n1,A\0B\n'))).toBe('import/bad-encoding')
    expect(await codeOfRefusal(read(Uint8Array.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0)))).toBe(
      'import/bad-encoding',
    )
    const wide = utf16(tableBy(',', '\n'), 'le', false)
    expect(await codeOfRefusal(read(wide.subarray(0, wide.length - 1)))).toBe('import/bad-encoding')
  })
})
