#!/usr/bin/env node
/**
 * Makes every vector file and the made blocks of `docs/format.md`. `--check` writes nothing and ends with 1 where a file
 * is not what it would be. Nothing here is random and no clock is read: the same code gives the same bytes.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { verifyView } from '@amana/bundle'
import { toHex } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { cborGood } from './make/cbor.mjs'
import { checkpoints } from './make/checkpoints.mjs'
import { madePage } from './make/page.mjs'
import { escrow, grants } from './make/sealed.mjs'
import { shares } from './make/shares.mjs'
import { commitments, derived, digests, entries, partialTrees } from './make/tables.mjs'
import { testkit } from './make/testkit.mjs'
import { values } from './make/values.mjs'

useBackend(nodeBackend)
const here = dirname(fileURLToPath(import.meta.url))
const page = join(here, '../../docs/format.md')

/** JSON with one case a line, so that a change shows as what it is. */
function lines(object) {
  const item = (value) =>
    Array.isArray(value)
      ? `[\n${value.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`
      : JSON.stringify(value)
  return `{\n${Object.entries(object)
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${item(value)}`)
    .join(',\n')}\n}\n`
}

/** The verdict in the testkit's words, written down by hand and confirmed by our own verification. */
async function verdict({ name, key, view, since, failed, claims }) {
  const report = await verifyView([view], key, since === undefined ? {} : { since: [since] })
  const found = report.checks.filter((check) => check.status === 'fail').map(({ id }) => id)
  const counted = report.claims
    .map(({ stated, counted }) => ({ stated, counted }))
    .sort((a, b) => a.stated - b.stated || (a.counted ?? -1) - (b.counted ?? -1))
  const want = JSON.stringify({ valid: failed.length === 0, failed, claims })
  const have = JSON.stringify({ valid: report.ok, failed: found, claims: counted })
  if (want !== have) throw new Error(`${name}: expected ${want}, verification says ${have}`)
  return { valid: report.ok, failed, claims, size: report.size, root: report.root }
}

const out = new Map()
const add = (name, about, object) => out.set(name, lines({ about, ...object }))
add(
  'cbor-good.json',
  'Section 1: values and their one encoding. {"bytes": hex} is a byte string, {"map": [[key, value], …]} a map, in any order.',
  { cases: cborGood() },
)
add(
  'shares.json',
  'Section 12: a set of shares, any two of which give the key that opens what was sealed.',
  shares(),
)
add(
  'digests.json',
  'Section 2: digest = SHA-256(input), output = HMAC-SHA-256(key, input), input = dcbor([tag, ...parts]). Values as in cbor-good.json.',
  digests(),
)
add(
  'derived.json',
  'Section 2: what a custodian derives from secrets. values: dcbor of the array of all values.',
  derived(),
)
add('commitments.json', 'Section 3: commitments of single fields and their leaf hashes.', {
  cases: commitments(),
})
add(
  'partial-trees.json',
  'Section 3: leaf hash i is SHA-256(0x00, byte i); root is null where the shape must be refused.',
  { cases: partialTrees() },
)
add('entries.json', 'Section 4: schema digests with their input, and entries of records.', entries())
add('values.json', 'Section 4: whether a field can hold a value. Values as in cbor-good.json.', {
  cases: values(),
})
add('checkpoints.json', 'Section 5: keys and notes that open, and those that must be refused.', checkpoints())
add(
  'escrow.json',
  'Section 8: an escrow file, its key, and the identity fields in it that are not null; a file of one record, and files to refuse made from it, under the same key.',
  escrow(),
)
add('grants.json', 'Section 9: plaintexts of grants, and plaintexts to refuse.', grants())
let example
for (const file of testkit()) {
  const { name, about, key, view, since } = file
  if (name === 'example') example = view
  if (out.has(`testkit/${name}.json`)) throw new Error(`${name} is there twice`)
  const expect = await verdict(file)
  const object = {
    about,
    key,
    view: toHex(view),
    ...(since === undefined ? {} : { since: toHex(since) }),
    expect,
  }
  out.set(`testkit/${name}.json`, `${JSON.stringify(object, null, 1)}\n`)
}

const check = process.argv.includes('--check')
const differing = []
const write = (path, text) => {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  differing.push(path)
  if (!check) writeFileSync(path, text)
}
mkdirSync(join(here, 'testkit'), { recursive: true })
for (const name of readdirSync(join(here, 'testkit')))
  if (!out.has(`testkit/${name}`)) {
    differing.push(name)
    if (!check) rmSync(join(here, 'testkit', name))
  }
for (const [name, text] of out) write(join(here, name), text)
write(page, madePage(readFileSync(page, 'utf8'), example))
for (const path of differing) console.log(check ? `differs: ${path}` : `written: ${path}`)
if (check && differing.length > 0) {
  console.log(
    'The code makes other vectors than those of the repository. If the format was meant to change: pnpm vectors.',
  )
  process.exitCode = 1
}
