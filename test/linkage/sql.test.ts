// The SQL files of packages/linkage/sql, in two engines, beside the library: the same candidates, patterns, probabilities, matches and components.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { utf8 } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import {
  type Candidate,
  COMPARISONS,
  candidates,
  type LinkageFacts,
  type LinkRow,
  newScope,
  packTokens,
  tokenMaker,
} from '@amana/linkage'
import { DuckDBInstance } from '@duckdb/node-api'
import { PGlite } from '@electric-sql/pglite'
import { dataDir } from '@electric-sql/pglite-prepopulatedfs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

interface Pattern {
  readonly name: number
  readonly detail: number
  readonly event: number
  readonly frequency: number
}
interface Patterns {
  readonly distinct: readonly Pattern[]
  readonly of: Int32Array
}
const load = async <T>(file: string): Promise<T> =>
  (await import(pathToFileURL(join(process.cwd(), file)).href)) as T
// What linkRows is made of, which the package does not export.
const { candidatesOf, posteriorOf, carefully } = await load<{
  candidatesOf(rows: readonly LinkRow[]): Candidate[]
  posteriorOf(patterns: Patterns, model: object): Float64Array
  carefully(patterns: Patterns, probability: Float64Array): Float64Array
}>('packages/linkage/dist/link.js')
const { patternsOf } = await load<{
  patternsOf(rows: readonly LinkRow[], pairs: readonly Candidate[]): Patterns
}>('packages/linkage/dist/pattern.js')
const { makeModel } = await load<{ makeModel(tables: object): object }>('packages/linkage/dist/model.js')
const { priorTables } = await load<{ priorTables(): object }>('packages/linkage/dist/prior.js')
const { Parts } = await load<{
  Parts: new (rows: number) => { of(row: number): number; join(a: number, b: number): boolean }
}>('packages/linkage/dist/parts.js')
const { TokenFile } = await load<{
  TokenFile: new (
    path: string,
  ) => { add(id: string, tokens: Uint8Array): void; finish(): void; commit(): void }
}>('packages/cli/dist/export/tokens.js')
const { runSteps, steps, statementsOf } = await load<{
  runSteps(run: (sql: string) => Promise<unknown>, changed: () => Promise<number>): Promise<void>
  steps(large: boolean): readonly (readonly [name: string, text: string])[]
  statementsOf(text: string): readonly string[]
}>('test/bench/linkage-steps.mjs')
const { peopleOf } = await load<{
  peopleOf(rows: number): Iterable<{ source: number; id: number; facts: LinkageFacts }>
}>('test/bench/made-people.mjs')

const folder = mkdtempSync(join(tmpdir(), 'amana-sql-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Two lists of made-up persons; a third that repeats some of the first and writes places as codes; a fourth of many namesakes of one month. */
function madeUp(): LinkRow[] {
  useBackend(nodeBackend)
  const maker = tokenMaker(newScope('sql', 1, new Uint8Array(32).fill(1)))
  const people = [...peopleOf(900)]
  const codes = people
    .filter(({ source }) => source === 0)
    .slice(0, 60)
    .map(({ facts }, i) => ({ source: 2, id: 5000 + i, facts: { ...facts, governorate: `SY${i % 14}` } }))
  const { parts } = people[0]!.facts
  const namesakes = Array.from({ length: 150 }, (_, i) => ({
    source: 3,
    id: 6000 + i,
    facts: { parts, age: i % 70, date: `2013-05-${String(1 + ((i * 7) % 28)).padStart(2, '0')}` },
  }))
  return [...people, ...codes, ...namesakes]
    .sort((x, y) => x.source - y.source)
    .map(({ source, id, facts }) => ({
      source,
      tokens: packTokens(maker.tokensOf(utf8(`row ${id}`), facts)),
    }))
}

/** What the steps left, as plain numbers. Records are numbered as the rows are. */
interface Found {
  /** Candidates by the step for large lists. */
  readonly large: readonly (readonly number[])[]
  readonly pairs: readonly (readonly number[])[]
  readonly scores: readonly (readonly number[])[]
  readonly likely: readonly (readonly number[])[]
  readonly matches: readonly (readonly number[])[]
  readonly up: readonly (readonly number[])[]
}

async function foundBy(rowsOf: (sql: string) => Promise<readonly (readonly unknown[])[]>): Promise<Found> {
  const changed = async () => Number((await rowsOf('SELECT changed FROM amana_changed'))[0]![0])
  const numbers = async (sql: string) => (await rowsOf(sql)).map((row) => row.map(Number))
  for (const [, text] of steps(true).slice(0, 2)) for (const sql of statementsOf(text)) await rowsOf(sql)
  const large = await numbers('SELECT a, b FROM amana_pair ORDER BY b, a')
  await runSteps(rowsOf, changed)
  return {
    large,
    pairs: await numbers('SELECT a, b, names, detail, event, rarity FROM amana_pattern ORDER BY b, a'),
    scores: await numbers(
      'SELECT names, detail, event, rarity, p FROM amana_score ORDER BY names, detail, event, rarity',
    ),
    likely: await numbers('SELECT a, b FROM amana_likely ORDER BY b, a'),
    matches: await numbers('SELECT a, b FROM amana_match ORDER BY b, a'),
    up: await numbers('SELECT r, up FROM amana_up ORDER BY r'),
  }
}

const COLUMNS = Array.from({ length: 40 }, (_, slot) => `t${String(slot).padStart(2, '0')}`)

async function inDuckDb(rows: readonly LinkRow[]): Promise<Found> {
  const lists = [...new Set(rows.map(({ source }) => source))]
  const tables = lists.map((list) => {
    const path = join(folder, `${list}.parquet`)
    const file = new TokenFile(path)
    for (const { source, tokens } of rows) if (source === list) file.add('', tokens)
    file.finish()
    file.commit()
    const before = rows.findIndex(({ source }) => source === list)
    return `SELECT ${list} AS list, ${before} + place AS r, * FROM '${path}'`
  })
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
  const rowsOf = async (sql: string) => (await connection.runAndReadAll(sql)).getRows()
  await rowsOf(`CREATE VIEW amana_record AS ${tables.join(' UNION ALL ')}`)
  const found = await foundBy(rowsOf)
  connection.closeSync()
  return found
}

async function inPostgres(rows: readonly LinkRow[]): Promise<Found> {
  // A database that was made before: making one takes three times as long as all the rest.
  const database = await PGlite.create({ loadDataDir: await dataDir() })
  const rowsOf = async (sql: string) => (await database.query<unknown[]>(sql, [], { rowMode: 'array' })).rows
  await rowsOf(
    `CREATE TABLE amana_record (list INTEGER, r BIGINT, ${COLUMNS.map((name) => `${name} BIGINT`).join(', ')})`,
  )
  for (let from = 0; from < rows.length; from += 200) {
    const lines = rows.slice(from, from + 200).map(({ source, tokens }, i) => {
      const view = new DataView(tokens.buffer, tokens.byteOffset)
      return `(${[source, from + i, ...COLUMNS.map((_, slot) => view.getBigInt64(slot * 12))].join(',')})`
    })
    await rowsOf(`INSERT INTO amana_record VALUES ${lines.join(',')}`)
  }
  const found = await foundBy(rowsOf)
  await database.close()
  return found
}

describe('linkage in SQL', () => {
  const rows = madeUp()
  let duckDb: Found
  let postgres: Found
  beforeAll(async () => {
    duckDb = await inDuckDb(rows)
    postgres = await inPostgres(rows)
  })
  const found = candidatesOf(rows)
  const patterns = patternsOf(rows, found)
  const posterior = posteriorOf(patterns, makeModel(priorTables()))
  const probability = Float64Array.from(patterns.of, (pattern) => posterior[3 * pattern]!)
  const careful = carefully(patterns, probability)

  it.each(['DuckDB', 'PostgreSQL'])('finds the candidates and patterns of the library in %s', (engine) => {
    const expected = found.map(({ a, b }, i) => {
      const { name, detail, event, frequency } = patterns.distinct[patterns.of[i]!]!
      return [a, b, name, detail, event, frequency]
    })
    // Blocks that are too large for all their pairs, and places that say nothing: both are in it.
    expect(found.some(({ rarest }) => rarest > 65)).toBe(true)
    expect(
      found.some(({ a, b }) => Math.max(rows[a]!.source, rows[b]!.source) === 2) &&
        expected
          .filter(([a, b]) => rows[a!]!.source !== 2 && rows[b!]!.source === 2)
          .every(([, , , , event]) => event! % 3 === 1),
    ).toBe(true)
    // As text: a comparison of so many arrays takes longer than the engine.
    expect(JSON.stringify((engine === 'DuckDB' ? duckDb : postgres).pairs)).toBe(JSON.stringify(expected))
  })

  it.each(['DuckDB', 'PostgreSQL'])('finds by fewer comparisons what the library does in %s', (engine) => {
    // The eighteenth holds the first window of days.
    const expected = candidates(rows, { blocking: [0, 1, 6, 15, 16], comparisons: COMPARISONS, near: 18 })
    expect(expected.length).toBeLessThan(found.length)
    expect(JSON.stringify((engine === 'DuckDB' ? duckDb : postgres).large)).toBe(
      JSON.stringify(expected.map(({ a, b }) => [a, b])),
    )
  })

  it.each(['DuckDB', 'PostgreSQL'])('weighs them as the model does in %s', (engine) => {
    const { scores } = engine === 'DuckDB' ? duckDb : postgres
    const expected = new Map(
      patterns.distinct.map(({ name, detail, event, frequency }, i) => [
        [name, detail, event, frequency].join(' '),
        posterior[3 * i]!,
      ]),
    )
    expect(scores.length).toBe(expected.size)
    for (const [name, detail, event, frequency, p] of scores)
      expect(Math.abs(p! - expected.get([name, detail, event, frequency].join(' '))!)).toBeLessThan(1e-9)
  })

  it.each(['DuckDB', 'PostgreSQL'])('joins the likely ones into the same components in %s', (engine) => {
    const { likely, matches, up } = engine === 'DuckDB' ? duckDb : postgres
    const expected = found.filter((_, i) => careful[i]! > 0.5)
    expect(expected.length).toBeGreaterThan(150)
    expect(likely).toEqual(expected.map(({ a, b }) => [a, b]))

    const mates = rows.map(() => new Set<number>())
    for (const { a, b } of expected) {
      mates[a]!.add(b)
      mates[b]!.add(a)
    }
    const kept = expected.filter(({ a, b }) => {
      const common = [...mates[a]!].filter((row) => mates[b]!.has(row)).length
      const alone = mates[a]!.size - 1 + (mates[b]!.size - 1) - 2 * common
      return alone <= 2 * common + 1
    })
    expect(kept.length).toBeLessThan(expected.length)
    expect(matches).toEqual(kept.map(({ a, b }) => [a, b]))

    const parts = new Parts(rows.length)
    for (const { a, b } of kept) parts.join(a, b)
    const least = new Map<number, number>()
    for (let row = rows.length - 1; row >= 0; row--) least.set(parts.of(row), row)
    expect(up).toEqual(
      [...new Set(kept.flatMap(({ a, b }) => [a, b]))]
        .sort((x, y) => x - y)
        .map((row) => [row, least.get(parts.of(row))]),
    )
  })
})
