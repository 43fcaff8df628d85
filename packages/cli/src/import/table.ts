/** A table as somebody keeps it (CSV and kin, XLSX) into persons or incidents: every row is taken, or listed with its reason. */
import { AmanaError } from '@amana/codec'
import type { IncidentInput, PersonInput } from '@amana/records'
import { mayNeedOrder, OrderOfColumn } from './dates.js'
import {
  askedDelimiter,
  delimitedRows,
  delimiterName,
  detectDelimiter,
  type RowSource,
  sepLine,
  swallowsRows,
  unifyLines,
} from './delimited.js'
import { cleaned } from './digits.js'
import { decodeText } from './encoding.js'
import { type HeaderMap, HeaderReader, type Headers } from './headers.js'
import { readIncident } from './incidents.js'
import { type ReadingRules, readPerson } from './persons.js'
import type { Problem } from './problem.js'
import { Layout, Row } from './row.js'
import { Tally } from './tally.js'
import { isOle, isZip, workbookRows } from './workbook.js'

/** How a table is to be read; what is not said is found out, and said in the notes. */
export interface TableOptions {
  /** Only its ending matters: a `.tsv` is read by tabs where nothing tells otherwise. */
  readonly fileName: string
  /** A label of the Encoding Standard. */
  readonly encoding?: string
  /** One character, or comma, semicolon, tab, pipe. */
  readonly delimiter?: string
  /** Their headers to the template's. */
  readonly map?: HeaderMap
  /** Name of the sheet of a workbook; the first where absent. */
  readonly sheet?: string
  /** `YYYY-MM-DD`: later dates are refused. The day before tomorrow by this machine's clock, where absent. */
  readonly today?: string
  /** Called now and then with the number of rows read. */
  readonly progress?: (rows: number) => void
}

/** What came of a table. `rows` = persons (or incidents) + `refusedRows`. */
export interface TableResult {
  readonly kind: 'persons' | 'incidents'
  readonly persons: readonly PersonInput[]
  readonly incidents: readonly IncidentInput[]
  /** Rows of data that were seen: not the header, not empty lines. */
  readonly rows: number
  /** Empty lines that were skipped. */
  readonly empty: number
  /** Rows that were not taken; each counts once, however many problems it has. */
  readonly refusedRows: number
  /** Every problem of every row that was not taken, by line. */
  readonly refused: readonly Problem[]
  /** The facts that the table has columns for, by their names in the input: a row says nothing of the others. */
  readonly stated: ReadonlySet<string>
  /** Sentences: encoding, delimiter, order of dates, unknown columns, what was taken as other. */
  readonly notes: readonly string[]
}

// The header row is looked for among so many rows that are not empty: exports put titles above it.
const HEADER_ROWS = 25
const HEAD = 1 << 16
const STEP = 10_000

/** A table as rows of cells, and how it was found out to be written. */
export interface Opened {
  readonly rows: RowSource
  readonly commaSplits: boolean
  readonly mayNeedOrder: boolean
  readonly notes: readonly string[]
}

/**
 * Opens a table of whatever kind as rows of cells.
 * @param known how many cells of a row are headers that somebody knows: tells which delimiter makes sense
 * @throws {AmanaError} as {@link readTable} for what cannot be read at all
 */
export async function openTable(
  bytes: Uint8Array,
  options: TableOptions,
  known: (cells: readonly string[]) => number,
): Promise<Opened> {
  if (isOle(bytes))
    throw new AmanaError(
      'import/bad-workbook',
      'The file is a workbook of the old XLS kind, or one with a password. Save it as XLSX without a password, or as CSV (UTF-8).',
    )
  if (isZip(bytes)) {
    const rows = await workbookRows(bytes, options.sheet)
    return { rows, commaSplits: false, mayNeedOrder: true, notes: rows.notes }
  }
  const decoded = decodeText(bytes, options.encoding)
  const notes = [decoded.note]
  let text = unifyLines(decoded.text)
  const sep = sepLine(text)
  if (sep !== undefined) text = text.slice(sep.length)
  const fromName = /\.(?:tsv|tab)$/i.test(options.fileName) ? '\t' : undefined
  let delimiter: string
  if (options.delimiter !== undefined) {
    delimiter = askedDelimiter(options.delimiter)
    notes.push(`Delimiter: ${delimiterName(delimiter)}, as asked.`)
  } else if (sep !== undefined) {
    delimiter = sep.delimiter
    notes.push(`Delimiter: ${delimiterName(delimiter)}, as the file’s first line says.`)
  } else {
    const head = text.slice(0, HEAD)
    delimiter = detectDelimiter(head, known)
    if (fromName !== undefined && !head.includes(delimiter)) delimiter = fromName
    notes.push(`Delimiter: ${delimiterName(delimiter)}, detected.`)
  }
  return {
    rows: delimitedRows(text, delimiter, sep === undefined ? 1 : 2),
    commaSplits: delimiter === ',',
    mayNeedOrder: mayNeedOrder(text),
    notes,
  }
}

/** A quoted cell with blanks around its quotes keeps them, as far as the parser is concerned. */
export const unpadded = (cell: string): string => {
  const inner = cell.trim()
  return inner.length !== cell.length && /^"[^"]*"$/.test(inner) ? inner.slice(1, -1) : cell
}

/** Whether a row says nothing. */
export const isEmpty = (cells: readonly string[]): boolean =>
  cells.every((cell) => cell === '' || cleaned(cell) === '')

interface FoundHeaders extends Headers {
  readonly line: number
  readonly lastLine: number
  readonly above: number
}

function findHeaders(rows: RowSource, reader: HeaderReader): FoundHeaders {
  let best:
    | { cells: readonly string[]; line: number; lastLine: number; known: number; above: number }
    | undefined
  let seen = 0
  rows.scan((cells, line, lastLine) => {
    if (isEmpty(cells)) return true
    const row = cells.map(unpadded)
    const known = reader.known(row)
    if (best === undefined || known > best.known) best = { cells: row, line, lastLine, known, above: seen }
    return ++seen < HEADER_ROWS
  })
  if (best === undefined)
    throw new AmanaError('import/empty-table', 'The table is empty: it has not even a header row.')
  const { cells, line, lastLine, above } = best
  return { ...reader.read(cells, line), line, lastLine, above }
}

function orderOf(rows: RowSource, layout: Layout, field: string, after: number): OrderOfColumn {
  const order = new OrderOfColumn()
  const index = layout.indexOf(field)
  if (index !== -1)
    rows.scan((cells, line) => {
      if (line > after) order.see(cells[index] ?? '')
      return true
    })
  return order
}

const ORDER_NOTES: Readonly<Record<string, string>> = {
  'day-first': 'Dates: the day comes first (dd/mm/yyyy), as other dates of the column show.',
  'month-first': 'Dates: the month comes first (mm/dd/yyyy), as other dates of the column show.',
  mixed:
    'Dates: the column has dates with the day first and with the month first; those that may be either were refused.',
  unknown:
    'Dates: nothing in the column shows whether day or month comes first; those that may be either were refused.',
}

const CLOCK_FLOOR = '2026-06-01'

// One day of grace: it is tomorrow already where the table was written. A clock that was reset must not refuse everything.
function dayOf(options: TableOptions): string {
  if (options.today !== undefined) return options.today
  const now = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  return now < CLOCK_FLOOR ? CLOCK_FLOOR : now
}

/** Rows by their keys, so that a key that comes again refuses both rows. */
class Keys {
  private readonly first = new Map<string, number>()
  private readonly reported = new Set<number>()

  /** The number of the row that had this key before, and whether that row was told already. */
  add(key: string, row: number): { readonly row: number; readonly told: boolean } | undefined {
    const before = this.first.get(key)
    if (before === undefined) {
      this.first.set(key, row)
      return undefined
    }
    const told = this.reported.has(before)
    this.reported.add(before)
    return { row: before, told }
  }
}

/** Incident names that differ only in case, blanks or marks: most likely one incident written in two ways. */
class LookAlikes {
  private readonly seen = new Map<string, string>()
  private readonly doubtful = new Set<string>()

  add(key: string): void {
    const folded = key
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '')
    const before = this.seen.get(folded)
    if (before === undefined) this.seen.set(folded, key)
    else if (before !== key) this.doubtful.add(folded)
  }

  notes(): string[] {
    const { size } = this.doubtful
    return size === 0
      ? []
      : [
          `Incidents: ${size} ${size === 1 ? 'name is' : 'names are'} written in several ways that differ only in case, blanks, signs or marks; each way counts as an incident of its own.`,
        ]
  }
}

/** Columns whose facts go by other names than their own. */
const FACTS: Readonly<Record<string, readonly string[]>> = {
  row_id: ['rowId'],
  given_name: ['given'],
  father_name: ['father'],
  grandfather_name: ['grandfather'],
  family_name: ['family'],
  full_name: ['full'],
  mother_name: ['mother'],
  name_latin: ['latin'],
  age: ['ageMin', 'ageMax'],
  age_min: ['ageMin'],
  age_max: ['ageMax'],
  birth_year: ['birthYear'],
  date_of_death: ['dateOfDeath'],
  date_precision: [],
  place_precision: ['placePrecision'],
  cause: ['cause', 'causeText'],
  party: ['party', 'partyText'],
  civilian_basis: ['civilianBasis'],
}

const statedBy = (layout: Layout): ReadonlySet<string> =>
  new Set(layout.columns.flatMap(({ field }) => (field === undefined ? [] : (FACTS[field] ?? [field]))))

/**
 * Reads a table of persons (it has a `row_id`) or of incidents (it has `incident` and nothing about persons).
 *
 * @param bytes The whole file.
 * @returns every row, taken or refused with line, column and reason, and the notes a person should see. Problems and
 * notes never carry a name.
 * @throws {AmanaError} where the table as a whole cannot be read: `import/empty-table`, `import/no-headers`,
 * `import/no-row-id`, `import/no-incident-column`, `import/duplicate-header`, `import/bad-map`, `import/bad-encoding`,
 * `import/unknown-encoding`, `import/unknown-delimiter`, `import/open-quote`, `import/bad-workbook`, `import/no-sheet`,
 * `import/too-large`.
 *
 * @example
 * const table = await readTable(await readFile('list.csv'), { fileName: 'list.csv' })
 * if (table.refusedRows > 0) for (const { line, column, reason } of table.refused) console.error(line, column, reason)
 */
export async function readTable(bytes: Uint8Array, options: TableOptions): Promise<TableResult> {
  const reader = new HeaderReader(options.map)
  const {
    rows: source,
    commaSplits,
    mayNeedOrder: orderMatters,
    notes,
  } = await openTable(bytes, options, (cells) => reader.known(cells))
  const headers = findHeaders(source, reader)
  const layout = new Layout(headers.columns)
  const isPersons = headers.kind === 'persons'
  const dateField = isPersons ? 'date_of_death' : 'date'
  const order = orderMatters ? orderOf(source, layout, dateField, headers.lastLine) : new OrderOfColumn()
  const rules: ReadingRules = { order: order.order, today: dayOf(options), commaSplits }

  const tally = new Tally()
  const keys = new Keys()
  const lookAlikes = new LookAlikes()
  // By number of the row; a hole where the row was refused.
  const taken: (PersonInput | IncidentInput | undefined)[] = []
  const lines: number[] = []
  const refused: Problem[] = []
  let empty = 0
  const keyField = isPersons ? 'row_id' : 'incident'
  const keyHeader = layout.columns[layout.indexOf(keyField)]!.header
  const swallowed = (cells: readonly string[]): boolean =>
    source.delimiter !== undefined &&
    swallowsRows(cells, source.delimiter, layout.needed, layout.indexOf(keyField))
  const repeated = (line: number, other: number): Problem => ({
    line,
    column: keyHeader,
    code: isPersons ? 'import/repeated-row-id' : 'import/repeated-incident',
    reason: `Line ${other} has the same ${keyField}. Expected each ${isPersons ? 'row' : 'incident'} under a key of its own.`,
  })

  source.scan((cells, line, lastLine) => {
    if (isEmpty(cells)) {
      empty++
      return true
    }
    if (line <= headers.lastLine) return true
    const row = new Row(cells.map(unpadded), line, lastLine, layout)
    const number = lines.push(line) - 1
    if (lines.length % STEP === 0) options.progress?.(lines.length)
    if (row.problems.length === 0 && lastLine > line && swallowed(cells))
      row.refuse(
        '',
        'import/open-quote',
        `A cell of the row that runs from line ${line} to line ${lastLine} holds what look like whole rows. Is a quotation mark left open?`,
      )
    if (row.problems.length > 0) {
      // Its cells may stand under the wrong headers: whatever else would be said of them is noise.
      taken.push(undefined)
      refused.push(...row.problems)
      return true
    }
    const value = isPersons ? readPerson(row, rules) : readIncident(row, rules)
    const key = 'rowId' in value ? value.rowId : value.key
    const before = key === '' ? undefined : keys.add(key, number)
    if (before !== undefined) {
      row.problems.push(repeated(line, lines[before.row]!))
      if (!before.told) {
        taken[before.row] = undefined
        refused.push(repeated(lines[before.row]!, line))
      }
    }
    taken.push(row.problems.length === 0 ? value : undefined)
    refused.push(...row.problems)
    if (row.problems.length === 0) {
      for (const remark of row.remarks) tally.add(remark, line)
      if ('rowId' in value) lookAlikes.add(value.incident)
    }
    return true
  })

  const good = taken.filter((value) => value !== undefined)
  const said = [...notes]
  if (headers.above > 0)
    said.push(
      `Header: found on line ${headers.line}; ${headers.above} ${headers.above === 1 ? 'row' : 'rows'} above it ${headers.above === 1 ? 'was' : 'were'} not read.`,
    )
  said.push(...headers.notes)
  if (order.mattered) said.push(ORDER_NOTES[order.order]!)
  said.push(...tally.notes(), ...lookAlikes.notes())
  return {
    kind: headers.kind,
    persons: isPersons ? (good as PersonInput[]) : [],
    incidents: isPersons ? [] : (good as IncidentInput[]),
    rows: lines.length,
    empty,
    refusedRows: lines.length - good.length,
    refused: refused.sort((a, b) => a.line - b.line),
    stated: statedBy(layout),
    notes: said,
  }
}
