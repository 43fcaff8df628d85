/** Delimited text (CSV, TSV and kin) into rows of cells, each with the line it begins on. */
import { AmanaError } from '@amana/codec'
import { parse } from 'csv-parse/sync'

/** What is called with each row: its cells as written, and the lines it begins and ends on. `false` stops the scan. */
export type RowVisitor = (cells: readonly string[], line: number, lastLine: number) => boolean | undefined

/** A table that can be gone through from its start, as often as needed, without being held as rows. */
export interface RowSource {
  /** What parts the cells of a text; absent for a sheet. */
  readonly delimiter?: string
  scan(visit: RowVisitor): void
}

/** The delimiters that are looked for. */
export const DELIMITERS = [',', ';', '\t', '|'] as const

const NAMES: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'vertical bar',
}

/** What a delimiter is called in messages. */
export const delimiterName = (delimiter: string): string => NAMES[delimiter] ?? `“${delimiter}”`

const WORDS: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  '\\t': '\t',
  pipe: '|',
  bar: '|',
  'vertical bar': '|',
}

/**
 * The delimiter somebody asked for, by sign or by word.
 * @throws {AmanaError} `import/unknown-delimiter` for anything but one character or one of the words.
 */
export function askedDelimiter(text: string): string {
  const delimiter = WORDS[text.trim().toLowerCase()] ?? text
  if ([...delimiter].length !== 1 || delimiter === '"' || delimiter === '\n' || delimiter === '\r')
    throw new AmanaError(
      'import/unknown-delimiter',
      'A delimiter is one character, or comma, semicolon, tab or pipe.',
    )
  return delimiter
}

const SEP_LINE = /^"?sep=(.)"?[,;\t|]*\n/i

/** Line ends made one kind, so that lines are counted the same everywhere; the text of cells keeps its breaks. */
export const unifyLines = (text: string): string =>
  text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text

/** What a spreadsheet program wrote in a first line `sep=;`, with the length of that line; for unified lines. */
export function sepLine(text: string): { readonly delimiter: string; readonly length: number } | undefined {
  const match = SEP_LINE.exec(text.slice(0, 64))
  return match === null ? undefined : { delimiter: match[1]!, length: match[0].length }
}

class Stop extends Error {}

/**
 * Rows of delimited text with unified lines. Quotes are the double quote, doubled inside; a quote within an unquoted cell
 * is a character like any other (people write nicknames so).
 *
 * @param firstLine The number of the text's first line in the file.
 */
export function delimitedRows(text: string, delimiter: string, firstLine = 1): RowSource {
  const bytes = Buffer.from(text)
  return {
    delimiter,
    scan(visit: RowVisitor): void {
      let before = 0
      try {
        parse(bytes, {
          delimiter,
          record_delimiter: '\n',
          relax_quotes: true,
          relax_column_count: true,
          skip_empty_lines: false,
          on_record: (cells: string[], { lines }: { lines: number }) => {
            const line = before + firstLine
            before = lines
            if (visit(cells, line, lines + firstLine - 1) === false) throw new Stop()
            return null
          },
        })
      } catch (error) {
        if (error instanceof Stop) return
        if (error instanceof AmanaError || (error as { code?: string }).code !== 'CSV_QUOTE_NOT_CLOSED')
          throw error
        const line = before + firstLine
        throw new AmanaError(
          'import/open-quote',
          `A cell in the row that begins on line ${line} opens with a quotation mark that is never closed, so the rest of the file cannot be told apart. Close it, or double it where it is meant as a character.`,
          { line },
        )
      }
    },
  }
}

// 17 and 203 have one shape, AB-17 and CD-203 too.
const shape = (key: string): string =>
  key
    .trim()
    .replace(/\p{N}+/gu, '9')
    .replace(/\p{L}+/gu, 'a')

/**
 * Whether a row of several lines is really several rows: split at its line breaks, a later line would be a row of the
 * table's width, with a key that looks like this row's. A quotation mark left open in one row and another further down
 * make such a row, and nothing else about it need be wrong.
 *
 * @param key The number of the column that holds the rows' keys.
 */
export function swallowsRows(
  cells: readonly string[],
  delimiter: string,
  width: number,
  key: number,
): boolean {
  const own = shape(cells[key] ?? '')
  return cells.some((cell, index) => {
    const [first, ...later] = cell.split('\n').map((line) => line.split(delimiter))
    if (later.length === 0) return false
    const isRow = (line: readonly string[], after: number): boolean =>
      line.length + after === width && (key >= index || key >= line.length || shape(line[key]!) === own)
    const last = later.pop()!
    return (
      later.some((line) => isRow(line, 0)) ||
      (index + first!.length === width && isRow(last, cells.length - index - 1))
    )
  })
}

/**
 * The delimiter of a text, from the rows at its head, outside of quotes: the one under which a row has most headers that
 * are known; where none is, the one that gives most columns, the same number in most rows.
 *
 * @param head The first lines of the text, with unified line ends.
 * @param known How many cells of a row are headers somebody knows.
 */
export function detectDelimiter(head: string, known: (cells: readonly string[]) => number): string {
  let best: readonly [delimiter: string, headers: number, regular: number] = [',', -1, -1]
  for (const delimiter of DELIMITERS) {
    const widths = new Map<number, number>()
    let headers = 0
    let rows = 0
    try {
      delimitedRows(head, delimiter).scan((cells) => {
        headers = Math.max(headers, known(cells))
        widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
        return ++rows < 30
      })
    } catch {
      // A quote left open at the cut of the head, or for good: what was seen so far decides.
    }
    let regular = 0
    for (const [width, count] of widths) if (width > 1) regular = Math.max(regular, width * count)
    if (headers > best[1] || (headers === best[1] && regular > best[2])) best = [delimiter, headers, regular]
  }
  return best[0]
}
