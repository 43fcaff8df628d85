// Reads tables with the columns of ../shared/data/casualties/dev.csv, and makes rows for the linkage straight from them: for training and
// for experiments. `pnpm bench linkage` takes the long way, by cases, releases and views.
import { readFileSync } from 'node:fs'
import { utf8 } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { newScope, packTokens, tokenMaker } from '@amana/linkage'
import { splitName } from '@amana/names'

/** Rows of a CSV file without quoted commas, as objects by header. */
export function readCsv(file) {
  const [head, ...lines] = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
  const names = head.split(',').map((name) => name.trim())
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [names[i], value.trim()])))
}
export const readCasualties = readCsv

const SEX = { M: 'male', F: 'female' }
/** The code of a sex as the lists write it. */
export const sexOf = (text) => SEX[text] ?? (text || undefined)

export function rowsOf(table) {
  useBackend(nodeBackend)
  const maker = tokenMaker(newScope('casualties', 1, new Uint8Array(32).fill(1)))
  const lists = [...new Set(table.map((row) => row.list))]
  return table.map((row) => ({
    source: lists.indexOf(row.list),
    tokens: packTokens(
      maker.tokensOf(utf8(row.rec_id), {
        parts: splitName(row.name),
        ...(row.age ? { age: Number(row.age) } : {}),
        ...(row.date ? { date: row.date } : {}),
        ...(row.governorate ? { governorate: row.governorate } : {}),
      }),
    ),
  }))
}
