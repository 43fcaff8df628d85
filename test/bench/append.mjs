/**
 * `bench append [--records N] [--rounds R] [--json]`: what an appended release of 1 % costs beside the full one before it, in a case of
 * files of evidence. Only `makeRelease` is measured, not the taking in of files.
 */
import { parseArgs } from 'node:util'
import { makeRelease } from '@amana/bundle'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { addFiles, emptyCase } from './scale/cases.mjs'
import { cpuSync, fixed, machine, median, numbers, ratio, spread, table } from './scale/measure.mjs'

/** Appended releases of one case, one after another. */
const APPENDED = 3

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      records: { type: 'string', default: '20000' },
      rounds: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
    },
  })
  const [[count], [rounds]] = [numbers(values.records, 'records'), numbers(values.rounds, 'rounds')]
  const more = Math.ceil(count / 100)
  useBackend(nodeBackend)
  const full = []
  const appended = []
  // One small case first that does not count.
  released(Math.min(count, 1000))
  for (let round = 0; round < rounds; round++) {
    const { amana, microseconds } = released(count)
    full.push(microseconds)
    const each = []
    for (let i = 0; i < APPENDED; i++) {
      addFiles(amana, count + i * more, count + (i + 1) * more)
      each.push(cpuSync(() => makeRelease(amana, {})).microseconds)
    }
    appended.push(median(each))
  }
  const parts = spread(appended.map((each, i) => each / full[i]))
  const result = {
    records: count,
    appended: more,
    rounds,
    fullSeconds: median(full) / 1e6,
    appendedSeconds: median(appended) / 1e6,
    parts,
    part: parts.median,
  }
  if (!values.json) print(result)
  console.log(JSON.stringify(result))
}

/** A case with its first release, and what that took. */
function released(count) {
  const amana = emptyCase()
  addFiles(amana, 0, count)
  return { amana, microseconds: cpuSync(() => makeRelease(amana, {})).microseconds }
}

function print({ records, appended, fullSeconds, appendedSeconds, parts, rounds }) {
  const percent = { median: 100 * parts.median, min: 100 * parts.min, max: 100 * parts.max }
  console.log(`Releases of files of evidence, ${rounds} rounds; ${machine()}; seconds of processor\n`)
  console.log(
    table(
      ['', 'records', 's', 'part of the full release, %'],
      [
        ['full release', records, fixed(fullSeconds, 2), ''],
        ['appended release', appended, fixed(appendedSeconds, 3), ratio(percent, 1)],
      ],
    ),
  )
}
