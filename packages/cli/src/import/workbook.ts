/** XLSX workbooks into rows of text. */
import { AmanaError } from '@amana/codec'
import readWorkbookFile, { type CellValue } from 'read-excel-file/node'
import type { RowSource, RowVisitor } from './delimited.js'
import { isWholeZip } from './zip.js'

/** Rows of a sheet, and what to say about the choice of the sheet. */
export interface SheetRows extends RowSource {
  readonly notes: readonly string[]
}

/** Whether bytes are a ZIP container, as XLSX is. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)

/** Whether bytes are an OLE container: XLS of old, or a workbook with a password. */
export const isOle = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0

// A date cell is a count of days without a zone: its day is read in UTC, as the library made it, and is ISO from here on.
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const [day, time] = date.toISOString().slice(0, 19).split('T')
  return time === '00:00:00' ? day! : `${day}T${time}`
}

function text(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return cell.replace(/\r\n?/g, '\n')
  return cell instanceof Date ? dateText(cell) : String(cell)
}

const SAVE_AS = 'Save it as XLSX or as CSV (UTF-8).'

/**
 * The rows of one sheet as text: dates as `YYYY-MM-DD` (with `Thh:mm:ss` where a time of day is set), numbers in plain
 * decimals, formulas by the result that was saved with them. A row's line is its number in the sheet.
 *
 * @param sheet Name of the sheet; the first one where it is absent.
 * @throws {AmanaError} `import/no-sheet`, `import/bad-workbook`.
 */
export async function workbookRows(bytes: Uint8Array, sheet?: string): Promise<SheetRows> {
  let sheets: readonly { readonly sheet: string; readonly data: readonly (readonly (CellValue | null)[])[] }[]
  const damaged = () =>
    new AmanaError('import/bad-workbook', `The file is no XLSX workbook, or a damaged one. ${SAVE_AS}`)
  if (!isWholeZip(bytes)) throw damaged()
  try {
    sheets = await readWorkbookFile(Buffer.from(bytes), { trim: false })
  } catch {
    // The library's own message may quote what stands in a cell.
    throw damaged()
  }
  const wanted = sheet === undefined ? sheets[0] : sheets.find((one) => one.sheet.trim() === sheet.trim())
  if (wanted === undefined)
    throw new AmanaError('import/no-sheet', `The workbook has no such sheet; it has ${sheets.length}.`, {
      sheets: sheets.length,
    })
  const others = sheets.filter((one) => one !== wanted && one.data.length > 0).length
  const notes = [`Workbook: the ${sheet === undefined ? 'first' : 'named'} sheet was read.`]
  if (others > 0)
    notes.push(
      `Workbook: ${others} more ${others === 1 ? 'sheet was' : 'sheets were'} not read; name a sheet to read it.`,
    )
  return {
    notes,
    scan(visit: RowVisitor): void {
      for (const [index, row] of wanted.data.entries())
        if (visit(row.map(text), index + 1, index + 1) === false) return
    },
  }
}
