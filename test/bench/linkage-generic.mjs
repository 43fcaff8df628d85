// `pnpm bench linkage FILE.csv --plan generic --map MAP.json -o clusters.csv --pairs pairs.csv`: makes tokens of the rows of any table of persons and
// links on the tokens alone. Without `--map` the columns are guessed by their headers. The last line is {"unique":…,"low":…,"high":…}.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { AmanaError, utf8 } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import {
  cellOf,
  GENERIC_NORMALISER,
  genericPlan,
  genericTokenMaker,
  guessMapping,
  linkGeneric,
  newScope,
  parseMapping,
} from '@amana/linkage'
import { parse } from 'csv-parse/sync'

const refuse = (code, message) => {
  throw new AmanaError(code, message)
}

/** Ids of the rows of a table, the fields to compare, and their cells. */
export function readTable(file, mapFile) {
  const given = mapFile === undefined ? undefined : parseMapping(readFileSync(mapFile, 'utf8'))
  const text = new TextDecoder(given?.encoding ?? 'utf-8').decode(readFileSync(file))
  const head = text.slice(0, text.search(/\r?\n|$/))
  const delimiter =
    given?.delimiter ??
    [',', ';', '\t', '|'].reduce((best, one) =>
      head.split(one).length > head.split(best).length ? one : best,
    )
  const [headers = [], ...lines] = parse(text, {
    delimiter,
    trim: true,
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
  })
  const mapping = given ?? guessMapping(headers)
  const columnOf = (header) => {
    const column = headers.indexOf(header.trim())
    return column >= 0 ? column : refuse('linkage/bad-mapping', `The table has no column "${header}".`)
  }
  const id = columnOf(mapping.id)
  const columns = mapping.fields.map((field) => field.columns.map(columnOf))
  const ids = lines.map((line) => line[id] ?? '')
  if (new Set(ids).size < ids.length || ids.includes(''))
    refuse('linkage/bad-table', `Each row must have an id of its own in the column "${mapping.id}".`)
  return {
    ids,
    fields: mapping.fields,
    cells: lines.map((line) =>
      mapping.fields.map((field, f) =>
        cellOf(
          field,
          columns[f].map((column) => line[column] ?? ''),
        ),
      ),
    ),
  }
}

/** Tokens of the rows, under a fresh key, in an order that says nothing of the table's; `order` is what the caller keeps aside. */
export function tokensOfTable({ ids, fields, cells }, key) {
  const plan = genericPlan(fields.map(({ kind }) => kind))
  const maker = genericTokenMaker(newScope('bench', 1, key, GENERIC_NORMALISER), plan)
  const tokens = ids.map((id, row) => maker.tokensOf(utf8(id), cells[row]))
  const order = [...ids.keys()].sort((x, y) => Buffer.compare(tokens[x], tokens[y]))
  return { plan, order, rows: order.map((row) => tokens[row]) }
}

const quoted = (id) => (/[",\n\r]/.test(id) ? `"${id.replaceAll('"', '""')}"` : id)

function write(path, lines) {
  writeFileSync(`${path}.part`, `${lines.join('\n')}\n`, { flush: true })
  renameSync(`${path}.part`, path)
}

export async function run(args) {
  useBackend(nodeBackend)
  const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
  const [file] = args
  try {
    if (file === undefined || file.startsWith('-')) refuse('bench/misuse', 'Which table?')
    const table = readTable(file, option('--map'))
    console.error(
      `compared: ${table.fields.map(({ columns, kind }) => `${columns.join('+')} as ${kind}`).join(', ')}`,
    )
    const { plan, order, rows } = tokensOfTable(table)
    const { pairs, clusters, unique, low, high } = linkGeneric(rows, plan)
    const id = (row) => quoted(table.ids[order[row]])
    if (option('-o')) {
      const clusterOf = new Map(clusters.flatMap((list, c) => list.map((row) => [row, `c${c}`])))
      write(option('-o'), [
        'rec_id,cluster',
        ...rows.map((_, row) => `${id(row)},${clusterOf.get(row) ?? `s${row}`}`),
      ])
    }
    if (option('--pairs'))
      write(option('--pairs'), [
        'rec_id_a,rec_id_b,score',
        ...pairs.map(({ a, b, probability }) => `${id(a)},${id(b)},${probability}`),
      ])
    console.log(JSON.stringify({ unique, low, high }))
  } catch (error) {
    // A file that is not there, an unknown encoding, a CSV that cannot be read.
    if (!(error instanceof AmanaError) && !/^(ENOENT|ERR_ENCODING|CSV_)/.test(error.code)) throw error
    console.error(`bench: ${error.message}`)
    process.exitCode = 2
  }
}
