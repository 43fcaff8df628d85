import { readFileSync } from 'node:fs'
import type { CaseFolder } from '@amana/bundle/node'
import { AmanaError } from '@amana/codec'
import { linkRows, newScope, packTokens, tokenMaker } from '@amana/linkage'
import { EXIT } from '../exit.js'
import { readTable, type TableResult } from '../import/table.js'
import { bytesOf, readStdinOnce, shownName } from '../input-file.js'
import type { Result } from '../output.js'
import { Progress } from '../progress.js'
import { plain } from '../report-words.js'
import { type UnlockOptions, withCase } from '../unlock.js'

/** Options of `amana import`. */
export interface ImportOptions extends UnlockOptions {
  readonly map?: string
  readonly encoding?: string
  readonly delimiter?: string
  readonly sheet?: string
  readonly partial?: boolean
  readonly relist?: boolean
  /** Show the names of likely duplicates also where the output is no terminal. */
  readonly names?: boolean
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
    // A name goes to a display, not into a log or a file, unless somebody asks for it. In JSON it never stands.
    const facts = options.names === true || process.stdout.isTTY === true ? factsOf(folder) : undefined
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
        duplicates: duplicates.map(({ rows }) => rows),
        reasons: duplicates.map(({ probability, reason }) => ({ probability, reason })),
      },
      text: inWords(tables, take, count, duplicates, facts),
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

/** Rows of the case that look like one person, with the reason for the most likely pair. */
interface Duplicate {
  readonly rows: readonly string[]
  readonly probability: number
  readonly reason: string
}

/** Listed persons that look alike by their tokens. Nothing leaves the case. */
function duplicatesOf(folder: CaseFolder): readonly Duplicate[] {
  const listed = [...folder.case.records].filter(
    (record) => record.kind === 'person' && !folder.case.isWithdrawn(record),
  )
  // Under a key that nobody keeps: tokens of the case itself are fillers where a family refused. They need a date; rows without one
  // are looked at as if they were all of one month.
  const maker = tokenMaker(newScope('own/duplicates', 1))
  const rows = listed.map((record) => {
    const facts = folder.case.linkageFactsOf(record)
    const tokens = maker.tokensOf(record.id, { ...facts, date: facts.date ?? '0001-01' })
    return { source: 0, tokens: packTokens(tokens) }
  })
  const { clusters, pairs } = linkRows(rows)
  const clusterOf = new Map(clusters.flatMap((cluster, c) => cluster.map((row) => [row, c] as const)))
  const best = new Map<number, (typeof pairs)[number]>()
  for (const pair of pairs) {
    const c = clusterOf.get(pair.a)
    if (c === undefined || c !== clusterOf.get(pair.b)) continue
    if (pair.probability > (best.get(c)?.probability ?? -1)) best.set(c, pair)
  }
  return clusters.map((cluster, c) => ({
    rows: cluster.map((at) => listed[at]!.key),
    probability: best.get(c)?.probability ?? 0,
    reason: best.get(c)?.reason ?? '',
  }))
}

/** What a person at the custodian's own display needs to tell two rows apart: name, sex, age, date, place. */
function factsOf(folder: CaseFolder): (row: string) => string {
  return (row) => {
    const record = folder.case.record('person', row)
    if (record === undefined) return ''
    const values = folder.case.valuesByName(record)
    const text = (...names: readonly string[]): string =>
      names
        .map((name) => values[name])
        .filter((value) => typeof value === 'string' && value !== '' && value !== 'unknown')
        .join(' ')
    const parts = text('given', 'father', 'grandfather', 'family')
    const [min, max] = [values.age_min, values.age_max]
    const age = min === undefined ? '' : min === max ? String(min) : `${min}–${max ?? ''}`
    const whole = text('full')
    return [
      whole === '' ? parts : whole,
      text('full_2'),
      text('sex'),
      age,
      text('date_of_death'),
      text('place_of_death'),
    ]
      .filter((fact) => fact !== '')
      .map(plain)
      .join(', ')
  }
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
  duplicates: readonly Duplicate[],
  facts: ((row: string) => string) | undefined,
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
    for (const { rows, probability, reason } of duplicates.slice(0, SHOWN_PROBLEMS)) {
      lines.push(`  ${rows.map(plain).join(', ')} (${Math.floor(probability * 100)} %: ${reason})`)
      if (facts !== undefined) for (const row of rows) lines.push(`    ${plain(row)}: ${facts(row)}`)
    }
    if (facts === undefined) lines.push('With --names, or at a terminal, each row’s name is shown.')
    if (duplicates.length > SHOWN_PROBLEMS)
      lines.push(`  … and ${duplicates.length - SHOWN_PROBLEMS} more: --json lists them all.`)
    lines.push('To take a repeated row out: amana withdraw CASE ROW --reason duplicate')
  }
  return lines.join('\n')
}
