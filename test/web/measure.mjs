/**
 * How the page does on a view of many persons, beside the library in Node with the same hashes (noble):
 *
 *   npm run build && npx tsc -b test && node test/web/measure.mjs [persons]
 *
 * The view is made here: every record as an investigator sees it, with random tokens, of which one in fifty is another's.
 * Long tasks are those of the page's own thread, as the browser traces them.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { POLICIES, verifyView } from '@amana/bundle'
import { encode } from '@amana/codec'
import { nobleBackend, publicKeyOf, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { TOKEN_SLOTS } from '@amana/linkage'
import { Appender, leafHash, signCheckpoint, verifierKey } from '@amana/log'
import { entryBytes, rootOfPartial, SCHEMAS, valuesOf } from '@amana/records'
import { PAGE } from '@amana/web'
import { chromium } from 'playwright-core'
import { pieces, sealed } from '../.build/bundle/forger.js'
import { viewOf } from '../.build/bundle/sample.js'
import { releasedCase } from '../.build/web/sample.js'

const COUNT = Number(process.argv[2] ?? 100_000)
const INCIDENTS = 200
const BLOCK = 100
const ORIGIN = 'amana/measured'
const seed = randomBytes(32)
const bytes = (length) => new Uint8Array(randomBytes(length))
useBackend(nodeBackend)

const masks = ['incident', 'person', 'statement'].map((kind) => {
  const number = SCHEMAS.findIndex((schema) => schema.kind === kind)
  const schema = SCHEMAS[number]
  const names = POLICIES.investigator.open[kind]
  const open = schema.fields.flatMap((field, i) => (names === '*' || names.includes(field.name) ? [i] : []))
  return { number, schema, open, siblings: null }
})

/** A record of a view and its entry; the hashes of what is closed are any hashes. */
function made(mask, values) {
  const { schema, open } = masks[mask]
  const all = valuesOf(schema, values)
  const partial = {
    schema,
    id: bytes(16),
    revision: 1,
    open,
    salts: bytes(16 * open.length),
    values: open.map((i) => all[i]),
  }
  const rootWith = (count) => {
    const siblings = bytes(32 * count)
    return { siblings, root: rootOfPartial(ORIGIN, { ...partial, siblings }) }
  }
  let count = masks[mask].siblings ?? 0
  let found = rootWith(count)
  while (found.root === null) found = rootWith(++count)
  masks[mask].siblings = count
  const { id, revision, salts } = partial
  return {
    id,
    item: [mask, id, revision, salts, partial.values, found.siblings],
    entry: entryBytes({ schema, id, revision, root: found.root }),
  }
}

const records = []
const incidents = Array.from({ length: INCIDENTS }, (_, i) =>
  made(0, {
    status: 'live',
    label: `Incident ${i}`,
    date: new Date(Date.UTC(2014, 0, 1 + 3 * i)).toISOString().slice(0, 10),
    date_precision: 'day',
    place: `Town ${i % 40}`,
    governorate: 'Aleppo',
    latitude: 33_000_000 + 20_000 * i,
    longitude: 36_000_000 + 25_000 * i,
    place_precision: 'town',
    cause: i % 2 === 0 ? 'airstrike' : 'shelling',
  }),
)
records.push(...incidents)
const tokens = []
for (let i = 0; i < COUNT; i++) {
  const own = i % 50 === 49 ? tokens[i - 40] : Array.from({ length: TOKEN_SLOTS }, () => bytes(12))
  tokens.push(own)
  records.push(
    made(1, {
      status: 'live',
      incident: incidents[i % INCIDENTS].id,
      sources: [['video', 1 + (i % 3)]],
      name_known: true,
      date_known: i % 4 !== 0,
      place_known: true,
      linkage: ['hmac-sha256', 'measured', 'measured', 1, ...own],
    }),
  )
}
const about = { status: 'live', release: 1, time: '2015-02-10T12:00:00Z' }
records.push(made(2, about))
records.push(
  made(2, {
    ...about,
    claim: 'persons',
    where: new Map(),
    count: COUNT,
    text_en: 'persons in all',
    text_ar: 'مجموع الأشخاص',
  }),
)

const log = new Appender()
for (const { entry } of records) log.append(leafHash(entry))
const note = signCheckpoint({ origin: ORIGIN, size: log.size, root: log.root() }, seed)
const key = verifierKey(ORIGIN, publicKeyOf(seed))
const header = [note, 'investigator', records.length, masks.map(({ number, open }) => [number, open, []]), []]
const blocks = Array.from({ length: Math.ceil(records.length / BLOCK) }, (_, i) =>
  encode(records.slice(BLOCK * i, BLOCK * i + BLOCK).map(({ item }) => item)),
)
const { magic } = pieces(viewOf(releasedCase('for-its-magic', 2), 'public'))
const view = sealed(magic, encode(header), blocks)
console.log(`view: ${COUNT} persons, ${(view.length / 1e6).toFixed(0)} MB`)

const seconds = (since) => (performance.now() - since) / 1000
for (const backend of [nobleBackend, nodeBackend]) {
  useBackend(backend)
  const since = performance.now()
  const { ok, checks } = await verifyView([view], key)
  for (const { id, status, reason } of checks) if (status === 'fail') throw new Error(`${id}: ${reason}`)
  console.log(`verifyView in Node, ${backend.name}: ${seconds(since).toFixed(1)} s, ok ${ok}`)
}

/** The longest tasks of the page's own thread, by the clock and by the processor: the first counts what other programs took meanwhile. */
function longest(events) {
  const named = ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain'
  const threads = new Set(events.filter(named).map(({ pid, tid }) => `${pid} ${tid}`))
  const tasks = events.filter(({ name, pid, tid }) => /RunTask$/.test(name) && threads.has(`${pid} ${tid}`))
  const most = (key) => Math.round(Math.max(...tasks.map((task) => task[key] ?? 0)) / 1000)
  return [most('dur'), most('tdur')]
}

const folder = mkdtempSync(join(tmpdir(), 'amana-measure-'))
const file = join(folder, 'many.view')
writeFileSync(file, view)
const browser = await chromium.launch({
  executablePath: process.env.AMANA_BROWSER ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  const page = await browser.newPage({ locale: 'en-GB' })
  await page.goto(PAGE.href)
  const step = async (name, act, end) => {
    await browser.startTracing(page, { categories: ['toplevel'] })
    const since = performance.now()
    await act()
    await page.waitForSelector(end, { timeout: 1_200_000 })
    const took = seconds(since)
    await page.waitForTimeout(500)
    const [wall, own] = longest(JSON.parse((await browser.stopTracing()).toString()).traceEvents)
    console.log(`page, ${name}: ${took.toFixed(1)} s; longest task ${wall} ms, of processor time ${own} ms`)
  }
  await page.setInputFiles('#files', file)
  await page.fill('#keys', key)
  await step('verify and show', () => page.click('#verify'), '#results[aria-busy="false"] #verdict')
  console.log(`  says: ${await page.textContent('.verdict .big')} ${await page.textContent('#totals + ul')}`)
  await step('count by two fields', () => page.selectOption('#crosstab-columns', { index: 2 }), '#crosstab')
  await step('compare records', () => page.click('#compare'), '#doubted')
  await step(
    'the other language, verified again',
    () => page.click('#language'),
    'html[dir="rtl"] #results[aria-busy="false"] #verdict',
  )
} finally {
  await browser.close()
  rmSync(folder, { recursive: true })
}
