/**
 * `bench memory [--records N,N…] [--steps build,case,view,verify,closed] [--json]`: the most memory that is resident at a time, and processor
 * time, of each step at several sizes, each in a process of its own: a build of records of 20 fields (`bench build`); a case folder of
 * files of evidence, taken in and released; a custodian's view of it; that view verified; and a view of closed persons verified, which can be
 * made for any number.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { fixed, machine, numbers, table } from './scale/measure.mjs'

const CHILD = fileURLToPath(new URL('./scale/memory-child.mjs', import.meta.url))
const STEPS = ['build', 'case', 'view', 'verify', 'closed']

/** Runs a step in a process of its own; null where that does not end well, as where memory runs out. */
function child(step, folder, count) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CHILD, step, folder, String(count)], {
    encoding: 'utf8',
  })
  if (status === 0) return { step, records: count, ...JSON.parse(stdout) }
  console.error(
    /heap out of memory/.test(stderr)
      ? `${step} of ${count} records: the memory that Node takes by itself ran out`
      : `${step} of ${count} records did not end well: ${stderr.trim().split('\n').at(-1)}`,
  )
  return null
}

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      records: { type: 'string', default: '10000,100000' },
      steps: { type: 'string', default: STEPS.join(',') },
      json: { type: 'boolean', default: false },
    },
  })
  const counts = numbers(values.records, 'records')
  const steps = values.steps.split(',')
  if (steps.some((step) => !STEPS.includes(step))) {
    console.error(`bench: --steps is some of ${STEPS.join(',')}`)
    process.exitCode = 2
    return
  }
  const measured = []
  for (const count of counts) {
    const folder = mkdtempSync(join(tmpdir(), 'amana-bench-'))
    try {
      for (const step of steps) measured.push(child(step, folder, count))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  const done = measured.filter((each) => each !== null)
  const result = { counts, measured: done, growth: growthOf(done, counts) }
  if (!values.json) print(result, steps)
  console.log(JSON.stringify(result))
}

/** How much longer a record takes at the largest size than at the smallest, by step. */
function growthOf(measured, counts) {
  const of = {}
  for (const step of STEPS) {
    const at = (count) => measured.find((each) => each.step === step && each.records === count)
    const [small, large] = [at(Math.min(...counts)), at(Math.max(...counts))]
    if (small && large && small !== large) of[step] = large.microseconds / small.microseconds
  }
  return of
}

function print({ counts, measured, growth }, steps) {
  console.log(`${machine()}; one process a step; MB of 2^20 bytes; µs of processor a record, all threads\n`)
  console.log(
    table(
      ['', ...counts.flatMap((count) => [`${count}: MB`, 'µs a record']), 'growth of time'],
      steps.map((step) => [
        step,
        ...counts.flatMap((count) => {
          const one = measured.find((each) => each.step === step && each.records === count)
          return one === undefined ? ['–', '–'] : [fixed(one.megabytes, 0), fixed(one.microseconds)]
        }),
        step in growth ? `${fixed(growth[step], 2)} ×` : '–',
      ]),
    ),
  )
}
