// `pnpm bench linkage-sql [--records N,…] [--threads N] [--json] [--keep FOLDER]`: made-up lists of two organisations, N records each, that share half of their persons: written as
// `amana export` writes tokens, then joined, weighed and clustered by the SQL files of linkage in DuckDB. Seconds, processor seconds and most memory of
// a process that does nothing else; making the lists is not in them. Without sizes: 10,000, 100,000 and 1,000,000. Tokens are synthetic (made-tokens.mjs), with
// `--real` those of made-up names, which take as long as the library needs. `--keep` leaves the lists in a folder and takes them from there the next time.
// `--all` brings records together by all comparisons that the library uses, in place of those for large lists.
// `pnpm bench linkage-sql --table FILE.csv [--all]`: a table with the columns of ../shared/data/casualties/dev.csv, and how near the SQL and the library come to its persons and to each other.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { utf8 } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { linkRows, newScope, packTokens, tokenMaker } from '@amana/linkage'
import { splitName } from '@amana/names'
import { TokenFile } from '../../packages/cli/dist/export/tokens.js'
import { readCasualties } from './casualties.mjs'
import { runSteps } from './linkage-steps.mjs'
import { peopleOf } from './made-people.mjs'
import { madeTokensSql } from './made-tokens.mjs'

const scopeOfBench = () => newScope('scale', 1, new Uint8Array(32).fill(1))
const fileOf = (folder, list) => join(folder, `${list}.parquet`)

/** One of the two lists, of synthetic tokens; each is made by a process of its own. */
async function make(records, list, folder) {
  const { run } = await open('1')
  await run(
    `COPY (${madeTokensSql(records, list)}) TO '${fileOf(folder, list)}' (FORMAT parquet, COMPRESSION uncompressed)`,
  )
}

/** The same with names and tokens as the library makes them. */
function makeReal(records, list, folder) {
  useBackend(nodeBackend)
  const maker = tokenMaker(scopeOfBench())
  const file = new TokenFile(fileOf(folder, list))
  for (const { source, id, facts } of peopleOf(2 * records))
    if (source === list)
      file.add(id.toString(16).padStart(32, '0'), packTokens(maker.tokensOf(utf8(`row ${id}`), facts)))
  file.finish()
  file.commit()
}

async function open(threads) {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:', { threads, preserve_insertion_order: 'false' })
  const connection = await instance.connect()
  const rows = async (sql) => (await connection.runAndReadAll(sql)).getRows()
  return { rows, run: (sql) => connection.run(sql), count: async (from) => Number((await rows(from))[0][0]) }
}

/** The view over the files of several lists that docs/scale.md shows. */
const recordsOf = (files) =>
  `CREATE VIEW amana_record AS ${files
    .map(
      (file, list) =>
        `SELECT ${list} AS list, ${list} * CAST(4294967296 AS BIGINT) + place AS r, * FROM '${file}'`,
    )
    .join(' UNION ALL ')}`

const COUNTED = {
  '1-blocks.sql': [
    'tokens',
    'SELECT 20 * COUNT(*) FROM amana_record',
    'blocks',
    'SELECT COUNT(*) FROM amana_block',
  ],
  '1-blocks-large.sql': [
    'tokens',
    'SELECT 15 * COUNT(*) FROM amana_record',
    'blocks',
    'SELECT COUNT(*) FROM amana_block',
  ],
  '2-pairs.sql': ['pairs', 'SELECT COUNT(*) FROM amana_pair'],
  '3-patterns.sql': ['patterns', 'SELECT COUNT(*) FROM amana_seen'],
  '7-matches.sql': ['matches', 'SELECT COUNT(*) FROM amana_match'],
  '9-components-round.sql': ['clusters', 'SELECT COUNT(DISTINCT up) FROM amana_up'],
}

async function measure(files, threads, large) {
  const { rows, run, count } = await open(threads)
  const begun = { at: performance.now(), cpu: process.cpuUsage() }
  const seconds = {}
  const counts = {}
  let at = begun.at
  let counting = 0
  await run(recordsOf(files))
  await runSteps(
    run,
    () => count('SELECT changed FROM amana_changed'),
    large,
    async (name, rounds) => {
      const end = performance.now()
      seconds[name] = Number(((end - at) / 1000).toFixed(2))
      if (name.includes('-round')) counts[`rounds of ${name}`] = rounds
      const [, , ...rest] = COUNTED[name] ?? []
      for (const [what, sql] of [COUNTED[name] ?? [], rest])
        if (what !== undefined) counts[what] = await count(sql)
      at = performance.now()
      counting += at - end
    },
  )
  const cpu = process.cpuUsage(begun.cpu)
  const records = await count('SELECT COUNT(*) FROM amana_record')
  const blocks = await rows(
    'SELECT c, COUNT(*), SUM(n), MAX(n), SUM(CASE WHEN n > 65 THEN n ELSE 0 END) FROM amana_block GROUP BY c ORDER BY c',
  )
  return {
    records,
    seconds: Number(((at - begun.at - counting) / 1000).toFixed(2)),
    cpuSeconds: Number(((cpu.user + cpu.system) / 1e6).toFixed(2)),
    microsecondsOfCpuARecord: Number(((cpu.user + cpu.system) / records).toFixed(1)),
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    ...counts,
    seconds_: seconds,
    blocks_: blocks.map((row) => row.map(Number)),
  }
}

const child = (args) =>
  new Promise((resolve, reject) => {
    const main = fileURLToPath(new URL('main.mjs', import.meta.url))
    const process_ = spawn(process.execPath, [main, 'linkage-sql', ...args.map(String)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let out = ''
    process_.stdout.on('data', (data) => {
      out += data
    })
    process_.on('error', reject)
    process_.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`ended with ${code}`))))
  })

/** Pairs of rows that a clustering puts together, right ones and all, against another. */
function agreement(labels, truth) {
  const pairs = (keys) => {
    const counts = new Map()
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
    return [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
  }
  const both = pairs(labels.map((label, i) => `${label} ${truth[i]}`))
  const [precision, recall] = [both / pairs(labels), both / pairs(truth)]
  return {
    precision: Number(precision.toFixed(4)),
    recall: Number(recall.toFixed(4)),
    f1: Number(((2 * precision * recall) / (precision + recall)).toFixed(4)),
  }
}

/** The SQL and the library on one table, by its persons, and by each other. */
async function compare(table, folder, large) {
  useBackend(nodeBackend)
  const maker = tokenMaker(scopeOfBench())
  const lists = [...new Set(table.map(({ list }) => list))]
  const rows = table
    .map((row) => ({
      source: lists.indexOf(row.list),
      entity: row.entity_id,
      tokens: packTokens(
        maker.tokensOf(utf8(row.rec_id), {
          parts: splitName(row.name),
          ...(row.age === '' ? {} : { age: Number(row.age) }),
          date: row.date,
          governorate: row.governorate,
        }),
      ),
    }))
    .sort((x, y) => x.source - y.source)
  const ours = rows.map((_, i) => i)
  for (const cluster of linkRows(rows).clusters) for (const row of cluster) ours[row] = cluster[0]
  const before = lists.map((_, list) => rows.findIndex(({ source }) => source === list))
  const files = lists.map((_, list) => {
    const file = new TokenFile(fileOf(folder, list))
    for (const { source, tokens } of rows) if (source === list) file.add('', tokens)
    file.finish()
    file.commit()
    return fileOf(folder, list)
  })
  const { rows: query, run, count } = await open(2)
  await run(recordsOf(files))
  await runSteps(run, () => count('SELECT changed FROM amana_changed'), large)
  const sql = rows.map((_, i) => i)
  const rowOf = (r) => before[Number(r / 4294967296n)] + Number(r % 4294967296n)
  for (const [r, up] of await query('SELECT r, up FROM amana_up')) sql[rowOf(r)] = rowOf(up)
  const truth = rows.map(({ entity }) => entity)
  return {
    records: rows.length,
    persons: new Set(truth).size,
    library: { ...agreement(ours, truth), clusters: new Set(ours).size },
    sql: { ...agreement(sql, truth), clusters: new Set(sql).size },
    sqlByLibrary: agreement(sql, ours),
  }
}

export async function run(args) {
  const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
  const threads = option('--threads') ?? '2'
  const large = !args.includes('--all')
  if (args[0] === '--make') return make(Number(args[1]), Number(args[2]), args[3])
  if (args[0] === '--make-real') return makeReal(Number(args[1]), Number(args[2]), args[3])
  if (args[0] === '--one') {
    console.log(
      JSON.stringify(
        await measure(
          [0, 1].map((list) => fileOf(args[1], list)),
          args[2],
          large,
        ),
      ),
    )
    return
  }
  const keep = option('--keep')
  const folder = keep ?? mkdtempSync(join(tmpdir(), 'amana-bench-'))
  const print = (found) =>
    console.log(args.includes('--json') ? JSON.stringify(found) : JSON.stringify(found, null, 1))
  try {
    const table = option('--table')
    if (table !== undefined) return print(await compare(readCasualties(table), folder, large))
    for (const size of (option('--records') ?? '10000,100000,1000000').split(',').map(Number)) {
      const own = join(folder, `${size}${args.includes('--real') ? '-real' : ''}`)
      if (!existsSync(fileOf(own, 0)) || !existsSync(fileOf(own, 1))) {
        mkdirSync(own, { recursive: true })
        await Promise.all(
          [0, 1].map((list) => child([args.includes('--real') ? '--make-real' : '--make', size, list, own])),
        )
      }
      print(JSON.parse(await child(['--one', own, threads, ...(large ? [] : ['--all'])])))
    }
  } finally {
    if (keep === undefined) rmSync(folder, { recursive: true, force: true })
  }
}
