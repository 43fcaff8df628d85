/**
 * `pnpm bench risk [--rows N]`: the gate on a million made-up records × 8 columns that a person can be looked up by, in one process. The
 * bar: less than 30 s and 2 GB, from the columns to the verdict, who fails and why, and the smallest changes.
 */
import { parseArgs } from 'node:util'
import { assess, columnOf, INVESTIGATOR } from '@amana/risk'

/** Columns as in a list of victims, with as many values; most are skewed, as places and dates are. */
const COLUMNS = {
  sex: 3,
  age: 95,
  place: 60,
  date: 2000,
  cause: 12,
  incident: 400,
  sources: 9,
  occupation: 15,
}
const decades = (age) => `${Math.floor(Number(age) / 10)}0`
const LADDERS = {
  age: [['10 years', decades]],
  place: [['district', (place) => String(Math.floor(Number(place) / 6))]],
  date: [
    ['month', (day) => String(Math.floor(Number(day) / 30))],
    ['year', (day) => String(Math.floor(Number(day) / 360))],
  ],
  incident: [['large ones', (incident) => (Number(incident) < 20 ? incident : null)]],
  sources: [['one, some, many', (n) => (Number(n) > 2 ? 'many' : Number(n) > 0 ? 'some' : 'one')]],
}

/** xorshift32: the same list each time. */
function generator(seed) {
  let x = seed
  return () => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (x >>> 0) / 2 ** 32
  }
}

export async function run(argv) {
  const { values } = parseArgs({
    args: argv,
    options: { rows: { type: 'string', default: '1000000' }, json: { type: 'boolean', default: false } },
  })
  const rows = Number(values.rows)
  const random = generator(1)
  const listed = Array.from({ length: rows }, (_, i) => i.toString(16).padStart(32, '0'))
  const columns = Object.entries(COLUMNS).map(([name, size]) =>
    columnOf(
      name,
      Array.from({ length: rows }, () => (random() < 0.03 ? null : Math.floor(random() ** 2 * size))),
    ),
  )
  const proposed = { audience: 'investigator', release: rows, records: listed, columns }

  let highest = 0
  const watch = () => {
    highest = Math.max(highest, process.resourceUsage().maxRSS / 1024)
  }
  const timed = (what) => {
    const begin = process.hrtime.bigint()
    const before = process.cpuUsage()
    const result = what()
    watch()
    const { user, system } = process.cpuUsage(before)
    return { seconds: Number(process.hrtime.bigint() - begin) / 1e9, cpu: (user + system) / 1e6, result }
  }
  const gate = timed(() => assess({ listed, before: [], proposed, policy: INVESTIGATOR, ladders: LADDERS }))
  const { measures, failures, changes } = gate.result
  const result = {
    rows,
    columns: columns.length,
    seconds: gate.seconds,
    cpu: gate.cpu,
    megabytes: highest,
    classes: measures.classes,
    uniques: measures.uniques,
    globalRisk: measures.prosecutor.average,
    causes: failures.causes.length,
    changes,
  }
  if (values.json) {
    console.log(JSON.stringify(result))
    return
  }
  console.log(
    `${rows} records × ${columns.length} columns: ${gate.seconds.toFixed(1)} s, ${gate.cpu.toFixed(1)} s of CPU, ${highest.toFixed(0)} MB at most (bar: 30 s, 2000 MB)`,
  )
  console.log(
    `classes ${measures.classes}, alone ${measures.uniques}, global risk ${(100 * measures.prosecutor.average).toFixed(1)} %`,
  )
  console.log(
    `failing classes ${failures.failing}, sets of columns to blame ${failures.causes.length}, first ${failures.causes[0]?.columns.join(' × ')}`,
  )
  console.log(
    `smallest changes (${changes.exact ? 'exact' : 'cut short'}, loss ${changes.value.toFixed(3)}):`,
  )
  for (const { column, from, to } of changes.changes) console.log(`  ${column}: ${from} → ${to}`)
}
