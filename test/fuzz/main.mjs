/**
 * Mutates a view and verifies it, again and again: never may a mutant pass that shows anything else than the view does,
 * and never may verification throw, take over two seconds or hold over 300 MB.
 *
 *   node test/fuzz/main.mjs --mutations 1000000 --seed 1
 *
 * The same seed gives the same mutants. Every second one has its lengths and digests made good again, as a forger would.
 */
import { parseArgs } from 'node:util'
import { Case, makeRelease, verifyView, writeView } from '@amana/bundle'
import { concat, toHex } from '@amana/codec'
import { digest, sha256, TAG, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { newScope } from '@amana/linkage'

const { values } = parseArgs({
  options: { mutations: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
})
const mutations = Number(values.mutations)
if (!Number.isSafeInteger(mutations) || mutations < 1) throw new Error('--mutations is a whole number from 1')
const MAX_SECONDS = 2
const MAX_BYTES = 300 * 1024 * 1024
const MAGIC = 13

useBackend(nodeBackend)

/** Numbers below 2^32 from the seed: blocks of SHA-256 in counter mode. */
function* numbers(seed) {
  for (let counter = 0; ; counter++) {
    const block = sha256(new TextEncoder().encode(`${seed} ${counter}`))
    const view = new DataView(block.buffer, block.byteOffset)
    for (let at = 0; at < 32; at += 4) yield view.getUint32(at)
  }
}
const source = numbers(values.seed)
const below = (n) => source.next().value % n
const bytesOf = (n) => Uint8Array.from({ length: n }, () => below(256))
const pick = (list) => list[below(list.length)]

/** A small case with two releases; keys from the seed, so that the view is the same each time. */
function made() {
  const key = (name) => sha256(new TextEncoder().encode(`${values.seed} ${name}`))
  const keys = {
    master: key('master'),
    signing: key('signing'),
    linkage: key('linkage'),
    escrow: key('escrow'),
  }
  const amana = new Case('amana/fuzz', keys, newScope('fuzz', 1, key('linkage')))
  const row = (rowId, given, sex, incident) => ({
    rowId,
    given,
    father: 'نادر',
    family: 'القاسم',
    sex,
    incident,
    place: 'Al Bab',
    dateOfDeath: '2014-12-28',
  })
  amana.import([row('1', 'سامي', 'male', 'Market'), row('2', 'هدى', 'female', 'Market')])
  makeRelease(amana, { time: '2015-02-10T00:00:00Z' })
  amana.import([row('3', 'لينا', 'female', 'Bridge')])
  makeRelease(amana, { time: '2015-03-10T00:00:00Z' })
  return amana
}

const u32 = (n) => Uint8Array.of(n >>> 24, n >>> 16, n >>> 8, n)
const u32At = (bytes, at) => new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0)

/** Header and blocks of a whole view. */
function pieces(view) {
  const out = []
  for (let at = MAGIC; ; ) {
    const length = u32At(view, at)
    if (length === 0) return out
    out.push(view.slice(at + 4, at + 4 + length))
    at += 4 + length
  }
}

/** The view of these pieces, with good lengths and digests. */
function assembled(magic, [header, ...blocks]) {
  const head = concat(magic, u32(header.length), header)
  const parts = [head]
  let chain = digest(TAG.head, head)
  for (const block of blocks) {
    chain = digest(TAG.file, chain, block)
    parts.push(u32(block.length), block)
  }
  return concat(...parts, u32(0), digest(TAG.file, chain, new Uint8Array(0)))
}

/** Heads of CBOR items that readers stumble over: every major type, long and indefinite lengths, breaks, tags, floats. */
const HEADS = [
  '80',
  '9f',
  'bf',
  '5f',
  '7f',
  'ff',
  'f6',
  'f7',
  'fb7ff8000000000000',
  'c0',
  'd9d9f7',
  '1b0020000000000000',
  '3bffffffffffffffff',
  '5bffffffffffffffff',
  '9bffffffffffffffff',
  '9a00ffffff',
  'ba00ffffff',
  '7affffffff',
  'a0',
  'a1',
  '60',
  '40',
  '1800',
  '190000',
  '1a00000000',
  '818181818181818181818181818181818181',
  '6365cc81',
  '63efbbbf',
].map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')))

const splice = (bytes, at, remove, put) => concat(bytes.subarray(0, at), put, bytes.subarray(at + remove))

const MUTATORS = [
  (b) => b.map((byte, i, all) => (i === flipAt(all) ? byte ^ (1 << below(8)) : byte)),
  (b) => splice(b, below(b.length), 1, bytesOf(1)),
  (b) => splice(b, below(b.length), 0, bytesOf(1 + below(8))),
  (b) => splice(b, below(b.length), 1 + below(40), new Uint8Array(0)),
  (b) => splice(b, below(b.length), below(20), pick(HEADS)),
  (b) => {
    const from = below(b.length)
    return splice(b, below(b.length), below(2) * 30, b.slice(from, from + 1 + below(200)))
  },
  (b) => b.slice(0, below(b.length)),
  (b) =>
    splice(
      b,
      below(Math.max(1, b.length - 4)),
      4,
      u32(pick([0, 1, 255, 65536, 65537, 1048577, 0x7fffffff, 0xffffffff])),
    ),
  (b) => {
    const [from, to] = [below(b.length), below(b.length)]
    const length = 1 + below(100)
    const moved = b.slice(from, from + length)
    return splice(splice(b, from, length, new Uint8Array(0)), Math.min(to, b.length - moved.length), 0, moved)
  },
]
let flipped = 0
function flipAt(all) {
  if (all !== flipAt.all) {
    flipAt.all = all
    flipped = below(all.length)
  }
  return flipped
}

function mutant(view, parts) {
  const times = 1 + (below(4) === 0 ? below(4) : 0)
  if (below(2) === 0) {
    let out = view
    for (let i = 0; i < times && out.length > 0; i++) out = pick(MUTATORS)(out)
    return out
  }
  const changed = [...parts]
  for (let i = 0; i < times; i++) {
    const at = below(changed.length)
    if (changed[at].length > 0) changed[at] = pick(MUTATORS)(changed[at])
  }
  return assembled(view.slice(0, MAGIC), changed)
}

const amana = made()
const views = ['investigator', 'public', 'custodian', 'auditor'].map((audience) =>
  concat(...writeView(amana, audience)),
)
const key = amana.verificationKey
/** What a report shows, but for the audience, which is the sender's word. */
const shown = (report) => JSON.stringify({ ...report, audience: null })
const honest = []
for (const view of views) {
  const report = await verifyView([view], key)
  if (!report.ok) throw new Error('the honest view does not verify')
  honest.push({ view, hex: toHex(view), parts: pieces(view), shown: shown(report) })
}

const begun = Date.now()
const tally = { refused: 0, same: 0, harmless: 0 }
let slowest = 0
let told = begun
for (let i = 0; i < mutations; i++) {
  const { view, hex, parts, shown: wanted } = honest[i % honest.length]
  const bytes = mutant(view, parts)
  const started = performance.now()
  let report
  try {
    report = await verifyView([bytes], key)
  } catch (error) {
    console.log(`mutation ${i}: threw ${error?.name}\n${toHex(bytes)}`)
    process.exit(1)
  }
  const seconds = (performance.now() - started) / 1000
  slowest = Math.max(slowest, seconds)
  if (seconds > MAX_SECONDS || process.memoryUsage.rss() > MAX_BYTES) {
    console.log(`mutation ${i}: ${seconds.toFixed(1)} s, ${process.memoryUsage.rss()} bytes\n${toHex(bytes)}`)
    process.exit(1)
  }
  if (!report.ok) tally.refused++
  else if (toHex(bytes) === hex) tally.same++
  else if (shown(report) === wanted) tally.harmless++
  else {
    console.log(`mutation ${i}: passed and shows something else\n${toHex(bytes)}`)
    process.exit(1)
  }
  if (Date.now() - told > 10_000) {
    told = Date.now()
    process.stderr.write(`${i + 1} of ${mutations}\n`)
  }
}
console.log(
  `fuzz: ${mutations} mutations of ${views.length} views, seed ${values.seed}: ${tally.refused} refused, ${tally.same} were the ` +
    `view itself, ${tally.harmless} showed the same; slowest ${(slowest * 1000).toFixed(0)} ms, ` +
    `${Math.round(process.memoryUsage.rss() / 1e6)} MB, ${Math.round((Date.now() - begun) / 1000)} s`,
)
