// `pnpm bench linkage FILE.csv -o clusters.csv --pairs pairs.csv`: splits a table with the columns of ../shared/data/casualties/dev.csv by `list` into
// one case an organisation (one scope), makes a release and an investigator's view of each, and links on the views alone. The last
// line is {"unique":…,"low":…,"high":…}. `--plan generic [--map MAP.json]` does so for tables of other kinds (linkage-generic.mjs). Which row of the table a record is, is kept aside and used only to write the result.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AmanaError } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { newScope } from '@amana/linkage'
import { readCasualties } from './casualties.mjs'
import { readable, viewsOf } from './linkage-views.mjs'

/** The rows of a table; columns that it lacks say nothing. */
function rowsOf(file) {
  const refuse = (message) => {
    throw new AmanaError('bench/bad-table', message)
  }
  const table = readCasualties(file).filter((row) => Object.values(row).some((cell) => cell !== ''))
  if (table.length === 0) refuse('The table has no rows.')
  for (const column of ['list', 'rec_id', 'name'])
    if (table[0][column] === undefined) refuse(`The table has no column "${column}".`)
  const ids = new Set(table.map((row) => row.rec_id))
  if (ids.size < table.length || ids.has('')) refuse('Each row must have a rec_id of its own.')
  const { rows, unread } = readable(table)
  for (const [column, count] of Object.entries(unread))
    console.error(`cells of "${column}" that cannot be read, taken for unknown: ${count}`)
  return rows
}

export async function run(args) {
  useBackend(nodeBackend)
  const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
  const plan = option('--plan')
  if (plan === 'generic') return (await import('./linkage-generic.mjs')).run(args)
  const [file] = args
  if (plan !== undefined || file === undefined || file.startsWith('-')) {
    console.error(
      'usage: bench linkage FILE.csv [--plan generic [--map MAP.json]] [-o clusters.csv] [--pairs pairs.csv]',
    )
    process.exitCode = 2
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'amana-bench-'))
  try {
    const { files, rowOf } = await viewsOf(rowsOf(file), newScope('bench', 1), folder)
    const { link } = await import('../../packages/cli/dist/commands/link.js')
    const clusters = join(folder, 'clusters.csv')
    const pairs = join(folder, 'pairs.csv')
    const { json } = await link(files, { output: clusters, pairs })
    const lines = (path) => readFileSync(path, 'utf8').trim().split('\n').slice(1)
    if (option('-o'))
      writeFileSync(
        option('-o'),
        `rec_id,cluster\n${lines(clusters)
          .map((line) => line.split(','))
          .map(([cluster, list, id]) => `${rowOf.get(`${list}:${id}`)},${cluster}`)
          .join('\n')}\n`,
      )
    if (option('--pairs'))
      writeFileSync(
        option('--pairs'),
        `rec_id_a,rec_id_b,score\n${lines(pairs)
          .map((line) => line.split(','))
          .map(([fa, a, fb, b, p]) => `${rowOf.get(`${fa}:${a}`)},${rowOf.get(`${fb}:${b}`)},${p}`)
          .join('\n')}\n`,
      )
    const { unique, low, high } = json
    console.log(JSON.stringify({ unique, low, high }))
  } catch (error) {
    if (!(error instanceof AmanaError) && error.code !== 'ENOENT') throw error
    console.error(`bench: ${error.message}`)
    process.exitCode = 2
  } finally {
    rmSync(folder, { recursive: true })
  }
}
