// Links a casualty table straight from its rows: the quick way, for experiments.
//   node test/bench/linkage-direct.mjs FILE.csv -o clusters.csv --pairs pairs.csv
import { writeFileSync } from 'node:fs'
import { linkRows } from '@amana/linkage'
import { readCasualties, rowsOf } from './casualties.mjs'

/** Writes what ../shared/eval/linkage.mjs reads. */
export function writeResult(ids, links, output, pairsFile) {
  const clusterOf = new Map(links.clusters.flatMap((rows, c) => rows.map((row) => [row, `c${c}`])))
  if (output)
    writeFileSync(
      output,
      `rec_id,cluster\n${ids.map((id, i) => `${id},${clusterOf.get(i) ?? `s${i}`}`).join('\n')}\n`,
    )
  if (pairsFile)
    writeFileSync(
      pairsFile,
      `rec_id_a,rec_id_b,score\n${links.pairs.map(({ a, b, probability }) => `${ids[a]},${ids[b]},${probability.toFixed(6)}`).join('\n')}\n`,
    )
}

if (process.argv[1].endsWith('linkage-direct.mjs')) {
  const [file, ...rest] = process.argv.slice(2)
  const option = (name) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined)
  const table = readCasualties(file)
  const links = linkRows(rowsOf(table))
  writeResult(
    table.map((row) => row.rec_id),
    links,
    option('-o'),
    option('--pairs'),
  )
  const { unique, low, high } = links
  console.log(JSON.stringify({ unique, low, high }))
}
