import { cleaned } from './digits.js'
import type { Column } from './headers.js'
import type { Problem } from './problem.js'

/** Longer cells are refused: far above what spreadsheets can hold, and a sign of a quote that was left open. */
const LONGEST_CELL = 65_536

/** Where each field of a table stands. */
export class Layout {
  readonly columns: readonly Column[]
  /** How many cells a row must have: blank headers at the end of the line need none. */
  readonly needed: number
  private readonly places: ReadonlyMap<string, number>

  constructor(columns: readonly Column[]) {
    this.columns = columns
    this.needed = columns.findLastIndex((column) => column.named) + 1
    this.places = new Map(
      columns.flatMap(({ field }, index) => (field === undefined ? [] : [[field, index] as const])),
    )
  }

  /** The number of a field's column; -1 where the table has none. */
  indexOf(field: string): number {
    return this.places.get(field) ?? -1
  }
}

/** One row while it is read: its cells by field, what is wrong with it, and what of it must be kept beside the fields. */
export class Row {
  readonly line: number
  readonly problems: Problem[] = []
  /** What should be said of the row where it is taken. */
  readonly remarks: string[] = []
  private readonly cells: readonly string[]
  private readonly layout: Layout
  private readonly beside: (readonly [string, string])[] = []

  constructor(cells: readonly string[], line: number, lastLine: number, layout: Layout) {
    this.cells = cells.map(cleaned)
    this.line = line
    this.layout = layout
    const width = layout.columns.length
    if (cells.length < layout.needed || this.cells.slice(width).some((cell) => cell !== '')) {
      const over =
        lastLine > line
          ? ` It runs from line ${line} to line ${lastLine}: is a quotation mark left open?`
          : ''
      this.refuse(
        '',
        'import/ragged-row',
        `The row has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}; the header has ${layout.needed}.${over}`,
      )
    }
    for (const [index, cell] of this.cells.entries()) {
      if (cell.length > LONGEST_CELL)
        this.problems.push({
          line,
          column: layout.columns[index]?.header ?? '',
          code: 'import/long-cell',
          reason: `The cell has ${cell.length} characters and runs to line ${lastLine}; at most ${LONGEST_CELL} are taken. Is a quotation mark left open?`,
        })
      if (/\p{M}{31}/u.test(cell))
        this.problems.push({
          line,
          column: layout.columns[index]?.header ?? '',
          code: 'import/bad-text',
          reason: 'The cell has more than 30 combining marks in a row: that is damage, not writing.',
        })
      if (cell.includes('\ufffd'))
        this.remark('Cells hold the sign � that stands for characters an earlier conversion destroyed')
      const column = layout.columns[index]
      if (cell === '' || column === undefined || column.field !== undefined) continue
      this.beside.push([column.header, cell])
      if (!column.named) this.remark('Cells under a blank header were kept sealed')
    }
  }

  /** The cell of a field, trimmed and in NFC; empty where it is empty or the table has no such column. */
  cell(field: string): string {
    const index = this.layout.indexOf(field)
    return index === -1 ? '' : (this.cells[index] ?? '')
  }

  /** The row cannot be taken, for a reason in a field's cell (empty: in the row as a whole). */
  refuse(field: string, code: Problem['code'], reason: string): void {
    const column = field === '' ? '' : (this.layout.columns[this.layout.indexOf(field)]?.header ?? field)
    this.problems.push({ line: this.line, column, code, reason })
  }

  /** The row is taken, and something about it should be said. */
  remark(sentence: string): void {
    this.remarks.push(sentence)
  }

  /** Keeps a field's cell as it was written, sealed, because what is read from it says less. */
  keep(field: string): void {
    const index = this.layout.indexOf(field)
    if (index !== -1) this.beside.push([this.layout.columns[index]!.header, this.cells[index]!])
  }

  /** What is kept beside the fields. */
  get extra(): readonly (readonly [header: string, value: string])[] {
    return this.beside
  }
}
