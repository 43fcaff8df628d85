// `pnpm bench peers FILE.csv…`: the linkage of casualty tables by other ways and by ours, one table in Markdown, scored by
// ../shared/eval/linkage.mjs. Thresholds called best are chosen by the labels of the very file, which nobody has in the field: they flatter
// the other ways. Ours takes the tokens of the rows and its own decision.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { linkRows, TOKEN_SLOTS } from '@amana/linkage'
import { readCasualties, rowsOf } from './casualties.mjs'
import { clks, similarPairs } from './peers/clk.mjs'
import { clustering } from './peers/clusters.mjs'
import { columnsOf } from './peers/columns.mjs'
import { byKey, givenAndFamily, soundexOfName, wholeName } from './peers/keys.mjs'
import { logOdds, MODELS, splink } from './peers/splink.mjs'

const SCORER = fileURLToPath(new URL('../../../shared/eval/linkage.mjs', import.meta.url))

/** What a way works on, and what a holder of the file that is shared for it learns. */
const SHARED = {
  hash: [
    'hash of the name; dates open',
    'plain: every name that stands on some register, by hashing the register; keyed: the same for whoever has the key, and for others which rows bear one name, so the frequent names by count',
  ],
  'phonetic key': [
    'key of given and family name; dates open',
    'as above, a little blurred: which rows sound alike, and the frequent keys by count',
  ],
  CLK: [
    'one Bloom filter a row of names, sex, age, date and place; nothing open',
    'how alike any two rows are; without the key, parts of the names, from the bits of frequent n-grams (Christen et al. 2018); with it, every name of a register',
  ],
  "Splink's method": ['everything in clear', 'everything'],
  ours: [
    `${TOKEN_SLOTS} tokens a row; date, place and cause open to the precision stated`,
    'which rows agree in which slots; with the key, by trying, the names of a register',
  ],
}

/**
 * Each way: `run(table, labels)` giving scored pairs and results, each with its threshold in
 * words and the cluster of each row.
 */
function waysOf() {
  const ways = []
  const lists = (table) => table.map((row) => row.list)
  for (const [name, names, keyOf] of [
    ['hash of the name', 'written', wholeName],
    ['one phonetic key (Soundex, both scripts)', 'written', soundexOfName],
    ['one phonetic key (our skeleton)', 'skeleton', givenAndFamily],
  ])
    ways.push({
      name,
      run: (table, labels) => {
        const scored = byKey(columnsOf(table, names), keyOf)
        return {
          scored,
          results: [{ threshold: '', clusters: clustering(scored, labels, 'components').at(1) }],
        }
      },
    })
  for (const names of ['written', 'normalised', 'skeleton'])
    ways.push({
      name: `CLK, names ${names}`,
      run: (table, labels) => {
        const scored = similarPairs(clks(columnsOf(table, names), 'a secret of the bench'), 0.78)
        const { at, best } = clustering(scored, labels, 'greedy')
        return { scored, results: [{ threshold: `best, ${best.toFixed(2)}`, clusters: at(best) }] }
      },
    })
  const splinkWay = (name, names, model, joins, thresholds, labelled) => ({
    name: `Splink's method${name}, names ${names}`,
    run: (table, labels) => {
      const { scored } = splink(columnsOf(table, names), MODELS[model], labelled ? labels : undefined)
      return {
        scored,
        results: joins.flatMap((join) => {
          const { at, best } = clustering(scored, labels, join, lists(table))
          const how = { components: '', bestLinks: ', single best links', greedy: ', greedy solver' }[join]
          const fixed = thresholds.map((p) => ({ threshold: `${p}${how}`, clusters: at(logOdds(p)) }))
          return [...fixed, { threshold: `best, ${probability(best)}${how}`, clusters: at(best) }]
        }),
      }
    },
  })
  ways.push(
    splinkWay('', 'written', 'documented', ['components'], [0.95, 0.99]),
    splinkWay('', 'skeleton', 'documented', ['components', 'bestLinks'], [0.95, 0.99]),
    splinkWay(' tuned', 'written', 'tuned', ['components', 'bestLinks'], []),
    splinkWay(' tuned', 'skeleton', 'tuned', ['components', 'bestLinks'], [0.99]),
    splinkWay(' tuned, m from labels', 'skeleton', 'tuned', ['components', 'bestLinks', 'greedy'], [], true),
  )
  ways.push({
    name: '**ours: tokens and open fields**',
    run: (table) => {
      const { pairs, clusters } = linkRows(rowsOf(table))
      const of = table.map((_, i) => -1 - i)
      clusters.forEach((rows, c) => {
        for (const row of rows) of[row] = c
      })
      return {
        scored: pairs.map(({ a, b, probability: score }) => ({ a, b, score })),
        results: [{ threshold: 'its own', clusters: of }],
      }
    },
  })
  return ways
}
const probability = (score) => `1 − ${(1 / (1 + Math.exp(score))).toPrecision(1)}`

/** All ways over one table. */
export function* compare(table) {
  const labels = table.map((row) => row.entity_id)
  for (const { name, run } of waysOf()) {
    const start = process.cpuUsage().user
    const { scored, results } = run(table, labels)
    const seconds = (process.cpuUsage().user - start) / 1e6
    for (const result of results) yield { name, scored, seconds, ...result }
  }
}

function scoreBy(file, table, folder, { scored, clusters }) {
  const clusterFile = join(folder, 'clusters.csv')
  const pairFile = join(folder, 'pairs.csv')
  const id = (row) => table[row].rec_id
  writeFileSync(clusterFile, `rec_id,cluster\n${clusters.map((c, i) => `${id(i)},${c}`).join('\n')}\n`)
  writeFileSync(
    pairFile,
    `rec_id_a,rec_id_b,score\n${scored.map(({ a, b, score }) => `${id(a)},${id(b)},${score}`).join('\n')}\n`,
  )
  return JSON.parse(
    execFileSync(process.execPath, [SCORER, file, clusterFile, '--pairs', pairFile, '--json'], {
      encoding: 'utf8',
    }),
  )
}

export async function run(files) {
  if (files.length === 0 || files.some((file) => !existsSync(file)) || !existsSync(SCORER)) {
    console.error(
      'usage: bench peers FILE.csv… (tables with the columns of ../shared/data/casualties/dev.csv; needs ../shared)',
    )
    process.exitCode = 2
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'amana-bench-'))
  const short = (n) => n.toFixed(3).replace(/^(-?)0/, '$1')
  const percent = (n) => `${(100 * n).toFixed(n < 0.1 ? 2 : 1)} %`
  try {
    for (const file of files) {
      const table = readCasualties(file)
      console.log(`\n${basename(file)}, ${table.length} rows\n`)
      console.log(
        '| way | threshold | precision | recall | F1 | clusters | look-alikes merged | recall at precision .99 | seconds |',
      )
      console.log('|---|---|---|---|---|---|---|---|---|')
      for (const way of compare(table)) {
        const s = scoreBy(file, table, folder, way)
        const unique = `${s.uniqueError < 0 ? '−' : '+'}${percent(Math.abs(s.uniqueError))}`
        console.log(
          `| ${way.name} | ${way.threshold} | ${short(s.precision)} | ${short(s.recall)} | ${short(s.f1)} | ${unique} | ${percent(s.lookAlikesMerged)} | ${way.threshold === '' ? '' : short(s.recallAtPrecision99)} | ${way.seconds.toFixed(0)} |`,
        )
      }
    }
    console.log('\n| way | works on | whoever holds the shared file learns |\n|---|---|---|')
    for (const [way, [works, learns]] of Object.entries(SHARED))
      console.log(`| ${way} | ${works} | ${learns} |`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
