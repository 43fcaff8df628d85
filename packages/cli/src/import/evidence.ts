/** A table of what is known of files of evidence: one row a file, by its path. Every row is taken, or listed with its reason. */
import type { EvidenceInput } from '@amana/bundle'
import { AmanaError } from '@amana/codec'
import type { CustodyStep } from '@amana/evidence'
import { codeOf, EVIDENCE_KIND, isTime } from '@amana/records'
import { stated } from './circumstances.js'
import { EVIDENCE_COLUMNS } from './columns.js'
import { cleaned, plainDigits } from './digits.js'
import type { Problem } from './problem.js'
import { Layout, Row } from './row.js'
import { isEmpty, openTable, type TableOptions, unpadded } from './table.js'

/** What a table says of a file. */
export type EvidenceRow = Omit<EvidenceInput, 'file'>

/** What came of a table of files. `rows` = `taken.size` + `refusedRows`. */
export interface EvidenceTable {
  /** By path in NFC, with `/` between folders, with the line it was said on. */
  readonly taken: ReadonlyMap<string, { readonly line: number; readonly row: EvidenceRow }>
  readonly rows: number
  readonly refusedRows: number
  readonly problems: readonly Problem[]
}

const fieldOf = (header: string): string | undefined => codeOf(EVIDENCE_COLUMNS, cleaned(header))

/**
 * Reads a table of files. Unknown columns are refused: there is no field that would keep them.
 * @throws {AmanaError} `import/empty-table`, `import/no-headers`, `import/duplicate-header`, `import/unknown-column`, and as
 * `readTable` for what cannot be read at all
 */
export async function readEvidenceTable(bytes: Uint8Array, options: TableOptions): Promise<EvidenceTable> {
  const source = await openTable(
    bytes,
    options,
    (cells) => new Set(cells.map(fieldOf).filter((field) => field !== undefined)).size,
  )
  const taken = new Map<string, { line: number; row: EvidenceRow }>()
  const problems: Problem[] = []
  let layout: Layout | undefined
  let [rows, refusedRows] = [0, 0]
  source.rows.scan((cells, line, lastLine) => {
    if (isEmpty(cells)) return true
    if (layout === undefined) {
      layout = layoutOf(cells.map(unpadded), line)
      return true
    }
    rows++
    const row = new Row(cells.map(unpadded), line, lastLine, layout)
    const path = pathIn(row)
    const facts = row.problems.length === 0 ? factsOf(row) : {}
    if (row.problems.length === 0 && taken.has(path))
      row.refuse('file', 'import/repeated-file', `Line ${taken.get(path)!.line} is of the same file.`)
    if (row.problems.length === 0) taken.set(path, { line, row: facts })
    else refusedRows++
    problems.push(...row.problems)
    return true
  })
  if (layout === undefined) throw new AmanaError('import/empty-table', 'The table is empty.')
  return { taken, rows, refusedRows, problems }
}

function layoutOf(cells: readonly string[], line: number): Layout {
  const fields = cells.map(fieldOf)
  if (!fields.includes('file'))
    throw new AmanaError(
      'import/no-headers',
      `Line ${line} has no column “file” (الملف), the path of each file in the folder. Columns: ${EVIDENCE_COLUMNS.terms.map(({ code }) => code).join(', ')}.`,
      { line },
    )
  for (const [i, field] of fields.entries()) {
    if (field === undefined && cleaned(cells[i]!) !== '')
      throw new AmanaError('import/unknown-column', `Line ${line}: nobody knows column ${i + 1}.`, { line })
    if (field !== undefined && fields.indexOf(field) < i)
      throw new AmanaError(
        'import/duplicate-header',
        `Line ${line}: columns ${fields.indexOf(field) + 1} and ${i + 1} both hold ${field}.`,
        { line },
      )
  }
  return new Layout(
    cells.map((cell, i) => {
      const header = cleaned(cell) === '' ? `column ${i + 1}` : cleaned(cell)
      const field = fields[i]
      return { header, named: cleaned(cell) !== '', ...(field === undefined ? {} : { field }) }
    }),
  )
}

function pathIn(row: Row): string {
  const path = row.cell('file').replace(/^(?:\.\/)+/, '')
  if (path === '') row.refuse('file', 'import/no-file', 'The row names no file.')
  return path
}

const listIn = (row: Row, field: string): readonly string[] | undefined => {
  const items = row
    .cell(field)
    .split(/[;؛|\n]/)
    .map(cleaned)
    .filter((item) => item !== '')
  return items.length === 0 ? undefined : items
}

function factsOf(row: Row): EvidenceRow {
  const text = (field: string) => row.cell(field) || undefined
  return stated<EvidenceRow>({
    key: text('key'),
    kind: kindIn(row),
    language: languageIn(row),
    capturedAt: timeIn(row, 'captured_at', row.cell('captured_at')),
    receivedAt: timeIn(row, 'received_at', row.cell('received_at')),
    incidents: listIn(row, 'incidents'),
    persons: listIn(row, 'persons'),
    redactionOf: text('redaction_of'),
    custody: custodyIn(row),
    notes: text('notes'),
  })
}

function kindIn(row: Row): string | undefined {
  const cell = row.cell('kind')
  if (cell === '') return undefined
  const code = codeOf(EVIDENCE_KIND, cell)
  if (code === undefined)
    row.refuse(
      'kind',
      'import/unknown-kind',
      `Expected one of ${EVIDENCE_KIND.terms.map((term) => term.code).join(', ')}, or their Arabic words.`,
    )
  return code
}

function languageIn(row: Row): string | undefined {
  const cell = row.cell('language')
  if (cell === '') return undefined
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(cell))
    row.refuse('language', 'import/bad-language', 'Expected a language tag such as ar, en or kmr.')
  return cell
}

/** A time of the table in UTC to the second; a day alone is its beginning. Without a zone nobody knows which time it is. */
function timeIn(row: Row, field: string, cell: string): string | undefined {
  if (cell === '') return undefined
  const plain = plainDigits(cell)
    .replace(/ +(?=[Z+-])/, '')
    .replace(' ', 'T')
  const full = /^\d{4}-\d{2}-\d{2}$/.test(plain) ? `${plain}T00:00:00Z` : plain
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:\d{2})$/.exec(full)
  const time = match === null ? Number.NaN : Date.parse(`${match[1]}${match[2] ?? ':00'}${match[3]}`)
  const utc = Number.isNaN(time) ? '' : `${new Date(time).toISOString().slice(0, 19)}Z`
  if (!isTime(utc) || !isTime(`${match![1]}${match![2] ?? ':00'}Z`)) {
    row.refuse(
      field,
      'import/bad-time',
      'Expected YYYY-MM-DD, or YYYY-MM-DD hh:mm with Z or an offset such as +03:00 behind it.',
    )
    return undefined
  }
  return utc
}

/** Steps in lines or parted by semicolons; a step is when | who | what | why, the last if there is one. */
function custodyIn(row: Row): readonly CustodyStep[] | undefined {
  const cell = row.cell('custody')
  if (cell === '') return undefined
  const lines = cell.split(/[;؛\n]/).filter((line) => cleaned(line) !== '')
  return lines.flatMap((line): readonly CustodyStep[] => {
    const [when = '', who = '', what = '', why = '', ...more] = line.split('|').map(cleaned)
    const time = timeIn(row, 'custody', when)
    if (time === undefined || who === '' || what === '' || more.length > 0) {
      if (time === undefined && when !== '') return []
      row.refuse(
        'custody',
        'import/bad-custody',
        'Expected steps of the form “when | who | what | why”, one a line. Who is a reference (field worker 7), not a name.',
      )
      return []
    }
    return [{ when: time, who, what, ...(why === '' ? {} : { why }) }]
  })
}
