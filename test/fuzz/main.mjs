/**
 * Mutates the bytes of small views and verifies each: `node test/fuzz/main.mjs --mutations 1000000 --seed 1`, after
 * `npm run build`. Fails (exit 1) where a mutation verifies and shows anything that is not so, where anything but a report
 * comes out, where one takes over 2 s, or where the process grows beyond 300 MB. Same seed, same mutations.
 */
import { parseArgs } from 'node:util'
import { verifyView } from '@amana/bundle'
import { equal, toHex } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { look } from '../.build/bundle/forger.js'
import { mutate } from './mutate.mjs'
import { random, views } from './seeds.mjs'

const { values } = parseArgs({
  options: {
    mutations: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    /** Verifies this mutation alone, to see why it failed. */
    only: { type: 'string' },
  },
})
const mutations = Number(values.mutations)
const seed = Number(values.seed)
if (!Number.isSafeInteger(mutations) || mutations < 1 || !Number.isSafeInteger(seed)) {
  console.error('Expected --mutations N and --seed N, whole numbers.')
  process.exit(2)
}

const MAX_SECONDS = 2
const MAX_MEGABYTES = 300
const PROGRESS = 10_000

useBackend(nodeBackend)
const seeds = views()
for (const { name, bytes, key } of seeds)
  if (!(await verifyView([bytes], key)).ok) throw new Error(`The view to start from does not verify: ${name}`)

// The widest view of a release comes first.
const truths = []
for (const { bytes, key } of seeds) truths.push(await look(bytes, key))
const known = new Set(truths.flatMap(({ open }) => open))

const outcomes = new Map()
let same = 0
let slowest = 0
let largest = 0
const started = performance.now()

function fail(i, what, bytes) {
  console.error(`mutation ${i} of seed ${seed}: ${what}`)
  console.error(toHex(bytes))
  process.exit(1)
}

const first = values.only === undefined ? 0 : Number(values.only)
const end = values.only === undefined ? mutations : first + 1
for (let i = first; i < end; i++) {
  // Each mutation has a generator of its own, so that any one can be made again without those before it.
  const draw = random(seed, i)
  const { name, bytes: original, key } = seeds[draw.below(seeds.length)]
  const { bytes, kind } = mutate(original, draw, seeds)
  const start = performance.now()
  let report
  try {
    report = await verifyView([bytes], key)
  } catch (error) {
    fail(i, `${kind} of ${name} threw ${error?.stack ?? error}`, bytes)
  }
  const seconds = (performance.now() - start) / 1000
  slowest = Math.max(slowest, seconds)
  if (seconds > MAX_SECONDS) fail(i, `${kind} of ${name} took ${seconds.toFixed(1)} s`, bytes)
  if (report.ok) {
    if (seeds.some((each) => equal(each.bytes, bytes))) same++
    else if (await isTrue(bytes, key)) count('nothing (other bytes, nothing false)')
    else fail(i, `${kind} of ${name} verifies`, bytes)
  } else
    count(report.checks.find((check) => check.status === 'fail')?.id ?? fail(i, 'no check failed', bytes))
  if ((i + 1) % PROGRESS === 0) progress(i + 1)
}

/**
 * What needs no key is allowed: other blocks, another audience in the header, closing what was open, opening what
 * another view of the same log has opened. Then every open value must be one that a true view shows, every claim the
 * same as stated there, counted to the same or not at all, and no check may pass that does not pass in the widest view.
 */
async function isTrue(bytes, key) {
  const { report, open } = await look(bytes, key)
  const { report: wide } = truths.find(({ report: each }) => each.root === report.root) ?? {}
  if (wide === undefined || !open.every((line) => known.has(line))) return false
  const stated = ({ claims }) => JSON.stringify(claims.map((claim) => claim.stated).sort((a, b) => a - b))
  const facts = ({ origin, size, root, release, time, totals, since }) =>
    JSON.stringify([origin, size, root, release, time, totals, since])
  return (
    facts(report) === facts(wide) &&
    stated(report) === stated(wide) &&
    report.claims.every(({ counted, stated: said, status }) =>
      counted === null ? status === 'not-checked' : counted === said && status === 'pass',
    ) &&
    report.checks.every(({ status }, i) => status === 'not-checked' || status === wide.checks[i].status)
  )
}

function count(outcome) {
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
}

function progress(done) {
  const megabytes = process.memoryUsage().rss / 2 ** 20
  largest = Math.max(largest, megabytes)
  if (megabytes > MAX_MEGABYTES)
    fail(done, `the process holds ${Math.round(megabytes)} MB`, new Uint8Array(0))
  const minutes = (performance.now() - started) / 60_000
  console.error(`${done} of ${mutations}, ${minutes.toFixed(1)} min, ${Math.round(megabytes)} MB`)
}

progress(end)
const table = [...outcomes].sort((a, b) => b[1] - a[1]).map(([outcome, times]) => `${outcome} ${times}`)
console.error(`refused by: ${table.join(', ')}; the very bytes of another view: ${same}`)
console.log(
  `fuzz: seed ${seed}, ${end - first} mutations, ${((performance.now() - started) / 60_000).toFixed(1)} min, ` +
    `slowest ${(slowest * 1000).toFixed(0)} ms, at most ${Math.round(largest)} MB, none passed`,
)
