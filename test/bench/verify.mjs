/**
 * `bench verify [--records N] [--rounds R] [--persons N] [--json]`: a custodian's and an investigator's view of a case of N files of
 * evidence (21 fields, none tallied), verified from a file as a stream; beside the same hashes in C and by our own backend, and
 * beside checking an SD-JWT or a JWS a record. Then the noble backend, and a case of persons, whose records hold ten group
 * commitments each.
 */
import { deepStrictEqual } from 'node:assert'
import { createReadStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeRelease, openIn, POLICIES, verifyView, writeView } from '@amana/bundle'
import { decode } from '@amana/codec'
import { nobleBackend, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { EVIDENCE } from '@amana/records'
import * as jws from './peers/jws.mjs'
import * as sdJwt from './peers/sd-jwt.mjs'
import { addFiles, addPersons, emptyCase } from './scale/cases.mjs'
import { limitOf, NO_COMPILER, openLimit } from './scale/limit.mjs'
import { cpu, cpuSync, fixed, machine, median, numbers, ratio, spread, table } from './scale/measure.mjs'
import { recordedBy } from './scale/record-child.mjs'
import { replay } from './scale/recording.mjs'
import { claimsOf } from './scale/records.mjs'

/** Records whose hashes are written down for C and for our backend; those of the others are alike. */
const SAMPLE = 1000
const OF_PEERS = { sdJwt: 100, jws: 400, noble: 500 }
const AUDIENCES = ['custodian', 'investigator']

/** A released case, and its views in files. */
function viewsOf(folder, name, fill, audiences = AUDIENCES) {
  const amana = emptyCase()
  fill(amana)
  makeRelease(amana, { time: '2015-02-01T12:00:00Z' })
  const files = Object.fromEntries(
    audiences.map((audience) => {
      const file = join(folder, `${name}-${audience}`)
      writeFileSync(file, '')
      for (const piece of writeView(amana, audience)) writeFileSync(file, piece, { flag: 'a' })
      return [audience, file]
    }),
  )
  return { amana, files, key: amana.verificationKey, entries: amana.log.length }
}

async function verified(file, key) {
  const report = await verifyView(createReadStream(file), key)
  if (!report.ok) throw new Error('a view of the bench does not verify')
  return report
}

/** What is hashed for one view of a small case, for C and for our backend alone. */
function boundsOf(limit, small, audience, quick) {
  // The entry, and where something is open two of each field and what leads to the root.
  const least =
    1 + (audience === 'custodian' ? 2 * EVIDENCE.fields.filter(({ identity }) => !identity).length : 4)
  const { view: of } = recordedBy(
    limit.folder,
    'verify',
    small.files[audience],
    small.key,
    small.entries * least,
  )
  return {
    c: limitOf(limit, audience, of, small.entries, { quick }),
    backend: replay(of),
    hashes: of.hashes / small.entries,
  }
}

/** SD-JWTs and JWSs of what a view of files opens. */
async function peersOf(amana, audience) {
  const records = [...amana.records].filter(({ kind }) => kind === 'evidence').slice(0, OF_PEERS.jws)
  const all = records.map(({ current }) => decode(current))
  const open = (values) => openIn(POLICIES[audience], EVIDENCE, values)
  const issued = []
  for (const values of all.slice(0, OF_PEERS.sdJwt)) {
    const token = await sdJwt.issue(claimsOf(EVIDENCE, values))
    issued.push(
      await sdJwt.present(
        token,
        open(values).map((i) => EVIDENCE.fields[i].name),
      ),
    )
  }
  return { sdJwts: issued, jwss: all.map((values) => jws.issue(claimsOf(EVIDENCE, values, open(values)))) }
}

async function round(big, audience, { c, backend }, peers, sample) {
  const ours = (await cpu(() => verified(big.files[audience], big.key))).microseconds / big.entries
  const inC = c()
  const inBackend = cpuSync(() => backend() + backend()).microseconds / 2 / sample
  const sdJwts = await cpu(async () => {
    for (const token of peers.sdJwts) await sdJwt.check(token)
  })
  const jwss = cpuSync(() => peers.jwss.map(jws.check))
  return {
    ours,
    c: inC,
    backend: inBackend,
    sdJwt: sdJwts.microseconds / peers.sdJwts.length,
    jws: jwss.microseconds / peers.jwss.length,
  }
}

function summary(rounds, hashes) {
  const all = (name) => rounds.map((each) => each[name])
  const c = all('c').filter((each) => each !== null)
  return {
    microseconds: median(all('ours')),
    hashes,
    cMicroseconds: c.length === 0 ? null : median(c),
    toLimit: spread(c.map((each, i) => rounds[i].ours / each)),
    backendMicroseconds: median(all('backend')),
    toBackend: spread(rounds.map(({ ours, backend }) => ours / backend)),
    sdJwtMicroseconds: median(all('sdJwt')),
    toSdJwt: spread(rounds.map(({ ours, sdJwt: other }) => other / ours)),
    jwsMicroseconds: median(all('jws')),
    toJws: spread(rounds.map(({ ours, jws: other }) => other / ours)),
  }
}

/** How many times as long noble takes, and that it reports the same. */
async function noble({ files, key }, rounds) {
  const ratios = []
  for (let i = -1; i < rounds; i++) {
    const node = await cpu(() => verified(files.custodian, key))
    useBackend(nobleBackend)
    const other = await cpu(() => verified(files.custodian, key))
    useBackend(nodeBackend)
    deepStrictEqual(other.result, node.result)
    if (i >= 0) ratios.push(other.microseconds / node.microseconds)
  }
  return spread(ratios)
}

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      records: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '5' },
      persons: { type: 'string', default: '200' },
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
    },
  })
  const [[count], [rounds], [persons]] = ['records', 'rounds', 'persons'].map((name) =>
    numbers(values[name], name),
  )
  useBackend(nodeBackend)
  const limit = openLimit()
  try {
    const big = viewsOf(limit.folder, 'big', (amana) => addFiles(amana, 0, count))
    const small = viewsOf(limit.folder, 'small', (amana) => addFiles(amana, 0, Math.min(count, SAMPLE)))
    const result = { records: big.entries, rounds }
    for (const audience of AUDIENCES) {
      const bounds = boundsOf(limit, small, audience, values.quick)
      const peers = await peersOf(small.amana, audience)
      const each = []
      // One round first that does not count.
      for (let i = -1; i < rounds; i++) {
        const one = await round(big, audience, bounds, peers, small.entries)
        if (i >= 0) each.push(one)
      }
      result[audience] = summary(each, bounds.hashes)
    }
    const few = viewsOf(limit.folder, 'few', (amana) => addFiles(amana, 0, Math.min(count, OF_PEERS.noble)))
    result.noble = await noble(few, rounds)
    const people = viewsOf(limit.folder, 'people', (amana) => addPersons(amana, persons), ['custodian'])
    result.persons = { records: persons, ...(await personsOf(people, persons, Math.min(3, rounds))) }
    if (!values.json) print(result)
    console.log(
      JSON.stringify({
        ...result,
        ratioToLimit: result.custodian.toLimit?.median ?? null,
        ratioToBackend: result.investigator.toBackend.median,
        timesSdJwt: result.custodian.toSdJwt.median,
        timesJws: result.custodian.toJws.median,
        timesNoble: result.noble.median,
      }),
    )
  } finally {
    limit.close()
  }
}

async function personsOf(people, count, rounds) {
  const times = []
  for (let i = 0; i < rounds; i++)
    times.push((await cpu(() => verified(people.files.custodian, people.key))).microseconds / count)
  return { microseconds: median(times), noble: await noble(people, 1) }
}

function print({ records, rounds, noble, persons, ...of }) {
  console.log(
    `${records} entries, nearly all files of evidence of ${EVIDENCE.fields.length} fields, none tallied, ${rounds} rounds; ${machine()}; times of processor, one thread, ratios as median (least–most)\n`,
  )
  const row = (name, what) => [name, ...AUDIENCES.flatMap((audience) => what(of[audience]))]
  console.log(
    table(
      ['', ...AUDIENCES.flatMap((audience) => [`${audience}’s, µs a record`, 'beside ours'])],
      [
        row('ours, from a file', (one) => [
          fixed(one.microseconds),
          `${(1e6 / one.microseconds).toFixed(0)} records/s`,
        ]),
        row('the same hashes in C', (one) => [
          fixed(one.cMicroseconds),
          `ours takes ${ratio(one.toLimit)} times as long`,
        ]),
        row('the same hashes, our backend', (one) => [
          fixed(one.backendMicroseconds),
          `ours takes ${ratio(one.toBackend)} times as long`,
        ]),
        row('SD-JWT, check', (one) => [
          fixed(one.sdJwtMicroseconds),
          `${ratio(one.toSdJwt, 1)} times as long`,
        ]),
        row('JWS, check', (one) => [fixed(one.jwsMicroseconds), `${ratio(one.toJws, 1)} times as long`]),
      ],
    ),
  )
  console.log(
    `\n${of.custodian.hashes.toFixed(1)} and ${of.investigator.hashes.toFixed(1)} hashes a record. Noble in place of Node takes ${ratio(noble, 1)} times as long and reports the same.`,
  )
  console.log(
    `Persons (48 fields, ten of them group commitments), custodian’s view of ${persons.records}: ${(persons.microseconds / 1000).toFixed(2)} ms a person; noble ${ratio(persons.noble, 1)} times as long.`,
  )
  if (of.custodian.cMicroseconds === null) console.log(NO_COMPILER)
}
