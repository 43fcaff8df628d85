/** Tables for tests: made-up people, and the ways in which somebody may save a table. */
import writeWorkbook from 'write-excel-file/node'

const GIVEN = 'عمران جمانة نوار لؤي رغد صفوان ديمة حازم ميادة غسان تيم لجين'.split(' ')
const FAMILY = 'القصاب الصيدلي البيطار الكيال النشواتي الحموي الدباغ السقا'.split(' ')
const LETTERS = 'بتثجحخدرزسشصضطظعغفقكلمنهوي'

/** One name of the list for each number, most of them by letters that no list of names has. */
export const givenName = (i: number): string =>
  i < GIVEN.length
    ? GIVEN[i]!
    : Array.from({ length: 5 }, (_, at) => LETTERS[Math.floor(i / 3 ** at + at * 5) % LETTERS.length]).join(
        '',
      )

/** A person of a made-up table; `i` settles everything, and nobody in it exists. */
export const row = (i: number): Record<string, string> => ({
  row_id: `N-${i}`,
  given_name: givenName(i),
  father_name: givenName((i * 31 + 7) % 5000),
  family_name: FAMILY[i % FAMILY.length]!,
  sex: i % 5 === 0 ? 'female' : i % 17 === 0 ? 'unknown' : 'male',
  age: i % 7 === 3 ? '' : String(i % 90),
  date_of_death: `201${i % 6}-0${1 + (i % 9)}-1${i % 10}`,
  incident: `event ${i % 20}`,
  place: ['Idlib', 'Saraqib', 'Homs'][i % 3]!,
  sources: i % 2 === 0 ? 'video:2' : 'family-statement',
})

/** A table as delimited text, with the columns of its first row. */
export function delimited(rows: readonly Readonly<Record<string, string>>[], delimiter = ','): string {
  const headers = Object.keys(rows[0]!)
  const cell = (text: string) =>
    /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text
  return `${[headers, ...rows.map((one) => headers.map((header) => one[header] ?? ''))]
    .map((cells) => cells.map(cell).join(delimiter))
    .join('\n')}\n`
}

/** A table as a workbook with one sheet. */
export async function workbook(rows: readonly Readonly<Record<string, string>>[]): Promise<Uint8Array> {
  const headers = Object.keys(rows[0]!)
  const cells = [headers, ...rows.map((one) => headers.map((header) => one[header] ?? ''))]
  return Uint8Array.from(
    await writeWorkbook(cells.map((line) => line.map((text) => text || null))).toBuffer(),
  )
}

const DECODER = new TextDecoder('windows-1256')
const BYTES = new Map(Array.from({ length: 256 }, (_, byte) => [DECODER.decode(Uint8Array.of(byte)), byte]))

/** Text in an encoding, with a byte order mark where the name says so. */
export function encoded(text: string, encoding: string): Uint8Array {
  const marked = encoding.endsWith('+bom') ? `\ufeff${text}` : text
  switch (encoding.replace('+bom', '')) {
    case 'utf-8':
      return Uint8Array.from(Buffer.from(marked, 'utf8'))
    case 'utf-16le':
      return Uint8Array.from(Buffer.from(marked, 'utf16le'))
    case 'utf-16be':
      return Uint8Array.from(Buffer.from(marked, 'utf16le').swap16())
    case 'windows-1256':
      return Uint8Array.from([...text].map((char) => BYTES.get(char)!))
    default:
      throw new Error(`no ${encoding} here`)
  }
}
