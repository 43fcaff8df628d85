/**
 * `bench append [--records N] [--rounds R] [--json]`: what an appended release of 1 % costs beside the full one before it, in a case of
 * files of evidence; what the first one costs after the case was opened, and one with a single correction. Only `makeRelease` is measured,
 * not the taking in of files.
 */
import { parseArgs } from 'node:util'
import { makeRelease } from '@amana/bundle'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { addFiles, emptyCase } from './scale/cases.mjs'
import { cpuSync, fixed, machine, median, numbers, ratio, spread, table } from './scale/measure.mjs'

/** Releases of one case, one after another, of which the middle one counts. */
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
  const opened = []
  const corrected = []
  // One small case first that does not count.
  released(Math.min(count, 1000))
  for (let round = 0; round < rounds; round++) {
    const { amana, microseconds } = released(count)
    full.push(microseconds)
    const cost = (change) =>
      median(
        Array.from({ length: APPENDED }, (_, i) => {
          change(i)
          return cpuSync(() => makeRelease(amana, {})).microseconds
        }),
      )
    appended.push(cost((i) => addFiles(amana, count + i * more, count + (i + 1) * more)))
    corrected.push(
      cost((i) => amana.withdraw('evidence', [[...amana.recordsOf('evidence')][i].key], 'error')),
    )
    const again = emptyCase()
    for (const operation of amana.snapshot()) again.apply(operation)
    addFiles(again, count + APPENDED * more, count + (APPENDED + 1) * more)
    opened.push(cpuSync(() => makeRelease(again, {})).microseconds)
  }
  const partsOf = (costs) => spread(costs.map((each, i) => each / full[i]))
  const parts = partsOf(appended)
  const result = {
    records: count,
    appended: more,
    rounds,
    fullSeconds: median(full) / 1e6,
    appendedSeconds: median(appended) / 1e6,
    parts,
    part: parts.median,
    openedSeconds: median(opened) / 1e6,
    openedParts: partsOf(opened),
    correctedSeconds: median(corrected) / 1e6,
    correctedParts: partsOf(corrected),
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

function print({ records, appended, rounds, ...found }) {
  const row = (what, count, seconds, parts) => [
    what,
    count,
    fixed(seconds, 3),
    ratio({ median: 100 * parts.median, min: 100 * parts.min, max: 100 * parts.max }, 1),
  ]
  console.log(`Releases of files of evidence, ${rounds} rounds; ${machine()}; seconds of processor\n`)
  console.log(
    table(
      ['', 'records', 's', 'part of the full release, %'],
      [
        ['full release', records, fixed(found.fullSeconds, 2), ''],
        row('appended release', appended, found.appendedSeconds, found.parts),
        row('the first one of a case opened just now', appended, found.openedSeconds, found.openedParts),
        row('a release with one file withdrawn', 1, found.correctedSeconds, found.correctedParts),
      ],
    ),
  )
}
