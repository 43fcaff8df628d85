import { readFileSync } from 'node:fs'
import type { CaseFolder } from '@amana/bundle/node'
import { AmanaError } from '@amana/codec'
import { matchTokens } from '@amana/linkage'
import { EXIT } from '../exit.js'
import { readTable, type TableResult } from '../import/table.js'
import { bytesOf, readStdinOnce, shownName } from '../input-file.js'
import type { Result } from '../output.js'
import { Progress } from '../progress.js'
import { type UnlockOptions, withCase } from '../unlock.js'

/** Options of `amana import`. */
export interface ImportOptions extends UnlockOptions {
  readonly map?: string
  readonly encoding?: string
  readonly delimiter?: string
  readonly sheet?: string
  readonly partial?: boolean
  readonly relist?: boolean
}

/** Problems that are listed for people; programs get all. */
const SHOWN_PROBLEMS = 100

interface Table {
  readonly file: string
  readonly result: TableResult
}

/** Reads tables into a case: every row is taken, or listed with line, column and reason. */
export async function importTables(
  path: string,
  files: readonly string[],
  options: ImportOptions,
): Promise<Result> {
  readStdinOnce(...files)
  const map = options.map === undefined ? undefined : headerMap(options.map)
  const tables: Table[] = []
  for (const file of files) {
    const bytes = await bytesOf(file)
    const { encoding, delimiter, sheet } = options
    const given = Object.entries({ encoding, delimiter, sheet, map }).filter(
      ([, value]) => value !== undefined,
    )
    const result = await Progress.during(`Reading ${shownName(file)}`, (update) =>
      readTable(bytes, {
        fileName: shownName(file),
        ...Object.fromEntries(given),
        progress: (rows) => update(rows, 0),
      }),
    )
    tables.push({ file: shownName(file), result })
  }
  refuseRepeats(tables)
  const refused = tables.reduce((sum, { result }) => sum + result.refusedRows, 0)
  const take = refused === 0 || options.partial === true
  return withCase(path, options, (folder) => {
    const persons = tables.flatMap(({ result }) =>
      result.persons.map((row) => folder.case.mergePerson(row, result.stated)),
    )
    const incidents = tables.flatMap(({ result }) =>
      result.incidents.map((row) => folder.case.mergeIncident(row, result.stated)),
    )
    const count = take
      ? folder.case.import(persons, incidents, { relist: options.relist === true })
      : { added: 0, updated: 0, unchanged: 0, withdrawn: 0 }
    const duplicates = duplicatesOf(folder)
    return {
      json: {
        ok: take,
        tables: tables.map(({ file, result }) => ({
          file,
          kind: result.kind,
          rows: result.rows,
          taken: take ? result.rows - result.refusedRows : 0,
          refused: result.refusedRows,
          empty: result.empty,
          notes: result.notes,
          problems: result.refused,
        })),
        ...count,
        duplicates,
      },
      text: inWords(tables, take, count, duplicates),
      exit: take ? EXIT.good : EXIT.misuse,
    }
  })
}

function headerMap(path: string): Record<string, string> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw new AmanaError('import/bad-map', `${path} is not JSON.`)
    throw error
  }
  const isMap =
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((to) => typeof to === 'string')
  if (!isMap)
    throw new AmanaError('import/bad-map', `${path} is not {"their header": "header of the template"}.`)
  return value as Record<string, string>
}

/** One row id in two tables of one import would leave to chance which row counts. */
function refuseRepeats(tables: readonly Table[]): void {
  const seen = new Map<string, string>()
  for (const { file, result } of tables) {
    for (const key of [
      ...result.persons.map((row) => `row id\n${row.rowId}`),
      ...result.incidents.map((row) => `incident\n${row.key}`),
    ]) {
      const before = seen.get(key)
      if (before !== undefined && before !== file)
        throw new AmanaError(
          'import/repeated-id',
          `The same ${key.split('\n', 1)[0]} stands in ${before} and in ${file}.`,
        )
      seen.set(key, file)
    }
  }
}

/** Row ids of listed persons that look like one person, by equal linkage tokens. */
function duplicatesOf(folder: CaseFolder): readonly (readonly string[])[] {
  const listed = [...folder.case.records].filter(
    (record) => record.kind === 'person' && !folder.case.isWithdrawn(record),
  )
  const rows = listed.map((record, row) => ({
    source: 0,
    row,
    tokens: (folder.case.valuesByName(record).linkage as readonly Uint8Array[]).slice(4),
  }))
  return matchTokens(rows).clusters.map((cluster) => cluster.map((at) => listed[at]!.key))
}

function inWords(
  tables: readonly Table[],
  taken: boolean,
  count: {
    readonly added: number
    readonly updated: number
    readonly unchanged: number
    readonly withdrawn: number
  },
  duplicates: readonly (readonly string[])[],
): string {
  const lines: string[] = []
  for (const { file, result } of tables) {
    const good = result.rows - result.refusedRows
    lines.push(
      `${file}: ${result.rows} rows of ${result.kind}, ${good} good, ${result.refusedRows} refused, ${result.empty} empty lines.`,
    )
    for (const note of result.notes) lines.push(`  ${note}`)
    for (const { line, column, code, reason } of result.refused.slice(0, SHOWN_PROBLEMS))
      lines.push(`  line ${line}${column === '' ? '' : `, column ${column}`}: ${reason} [${code}]`)
    if (result.refused.length > SHOWN_PROBLEMS)
      lines.push(`  … and ${result.refused.length - SHOWN_PROBLEMS} more: --json lists them all.`)
  }
  if (!taken) {
    lines.push(
      'Nothing was taken: the case is as it was. Mend the rows above, or take the good ones with --partial.',
    )
    return lines.join('\n')
  }
  const stay =
    count.withdrawn === 0
      ? ''
      : ` ${count.withdrawn} were withdrawn earlier and stay so (--relist lists them again).`
  lines.push(`Taken: ${count.added} added, ${count.updated} updated, ${count.unchanged} unchanged.${stay}`)
  if (duplicates.length > 0) {
    lines.push(
      `${duplicates.length} groups of rows look like one person each. Look at them before you release:`,
    )
    for (const group of duplicates.slice(0, SHOWN_PROBLEMS)) lines.push(`  ${group.join(', ')}`)
    if (duplicates.length > SHOWN_PROBLEMS)
      lines.push(`  … and ${duplicates.length - SHOWN_PROBLEMS} more: --json lists them all.`)
    lines.push('To take a repeated row out: amana withdraw CASE ROW --reason duplicate')
  }
  return lines.join('\n')
}
