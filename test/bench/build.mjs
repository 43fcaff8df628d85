/**
 * `bench build [--records N] [--rounds R] [--json]`: a release of N records of 20 fields with tokens and sealing, beside the same
 * hashes in C and beside SD-JWT and JCS + JWS of the same values. The work goes in R parts, and after each part the others have
 * their turn, so that a machine that changes its speed does so for all alike.
 */
import { parseArgs } from 'node:util'
import { nobleBackend, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { newScope, tokenMaker } from '@amana/linkage'
import { rootOf } from '@amana/log'
import * as jws from './peers/jws.mjs'
import * as merkle from './peers/merkle.mjs'
import * as sdJwt from './peers/sd-jwt.mjs'
import { limitOf, NO_COMPILER, openLimit } from './scale/limit.mjs'
import { cpu, cpuSync, fixed, machine, median, numbers, ratio, spread, table } from './scale/measure.mjs'
import { recordedBy } from './scale/record-child.mjs'
import { replay } from './scale/recording.mjs'
import { claimsOf, factsOf, key, SCHEMA, withTokens } from './scale/records.mjs'
import { Build, leavesOf } from './scale/stages.mjs'

/** Records whose hashes are written down for C; those of the others are alike. */
const SAMPLE = 500
/** Records a round of peers, at most. */
const OF_PEERS = { sdJwt: 100, jws: 400, noble: 300, leaves: 10_000 }

/** The values of the first records as JSON. */
function claims(count) {
  const scope = newScope('bench', 1, key('scope'))
  const maker = tokenMaker(scope)
  return Array.from({ length: count }, (_, i) => {
    const { values, linked } = factsOf(i)
    const id = new Uint8Array(16).fill(i)
    return claimsOf(SCHEMA, withTokens(values, scope, maker.tokensOf(id, linked)))
  })
}

/** Ours, C and the peers in turns, each part of the work once. */
async function measure(count, rounds, limit, quick) {
  const sample = Math.min(count, SAMPLE)
  const of = recordedBy(limit.folder, 'build', sample)
  const inC = {
    records: limitOf(limit, 'records', of.records, sample, { quick }),
    log: limitOf(limit, 'log', of.log, sample, { quick }),
  }
  const again = [replay(of.records), replay(of.log)]
  const peers = claims(Math.min(count, OF_PEERS.jws))
  const leaves = leavesOf(Math.min(count, OF_PEERS.leaves))
  // Everything once before it counts: compiling, caches of names.
  new Build(Math.min(count, 2000)).run()
  for (const each of again) each()
  await issued(peers.slice(0, 30))
  const build = new Build(count)
  const each = { ours: [], c: [], backend: [], sdJwt: [], jws: [], noble: [], merkle: [] }
  const until = (round) => Math.round((count * (round + 1)) / rounds)
  /** Microseconds a record of one part of a stage. */
  const part = (round, work) => {
    const from = build.total
    work(until(round))
    return (build.total - from) / (until(round) - until(round - 1))
  }
  const bounds = []
  for (let round = 0; round < rounds; round++) {
    each.ours.push(part(round, (end) => build.commit(end)))
    bounds.push(inC.records())
    each.backend.push(cpuSync(() => again.map((hash) => hash())).microseconds / sample)
    const { sdJwt: ofSdJwt, jws: ofJws } = await issued(peers)
    each.sdJwt.push(ofSdJwt)
    each.jws.push(ofJws)
    each.merkle.push(trees(leaves))
  }
  build.sort()
  for (let round = 0; round < rounds; round++) {
    each.ours[round] += part(round, (end) => build.append(end)) + build.spent.order / count
    const bound = inC.log()
    if (bound !== null) each.c.push(bounds[round] + bound)
  }
  build.sign()
  // Last: where two backends have been in force, calls of either take a little longer.
  for (let round = 0; round < rounds; round++) each.noble.push(noble(Math.min(count, OF_PEERS.noble)))
  return { build, each, hashes: of.records.hashes / sample, hmacs: of.records.hmacs / sample }
}

/** Microseconds a record of the two peers that sign each record. */
async function issued(claims) {
  const some = claims.slice(0, OF_PEERS.sdJwt)
  const ofSdJwt = await cpu(async () => {
    for (const values of some) await sdJwt.issue(values)
  })
  return {
    sdJwt: ofSdJwt.microseconds / some.length,
    jws: cpuSync(() => claims.map(jws.issue)).microseconds / claims.length,
  }
}

/** How many times as long noble takes for a few records, and that it signs the same. */
function noble(count) {
  const one = new Build(count)
  const note = one.run()
  useBackend(nobleBackend)
  const other = new Build(count)
  const same = other.run() === note
  useBackend(nodeBackend)
  if (!same) throw new Error('noble and Node sign other checkpoints')
  return other.total / one.total
}

/** How many times as long merkletreejs takes for the tree over leaf hashes. */
function trees(leaves) {
  const ours = cpuSync(() => rootOf(leaves))
  const buffers = leaves.map((leaf) => Buffer.from(leaf))
  const theirs = cpuSync(() => merkle.rootOf(buffers))
  if (Buffer.compare(theirs.result, ours.result) !== 0) throw new Error('merkletreejs has another root')
  return theirs.microseconds / ours.microseconds
}

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      records: { type: 'string', default: '20000' },
      rounds: { type: 'string', default: '7' },
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
    },
  })
  const [[count], [rounds]] = [numbers(values.records, 'records'), numbers(values.rounds, 'rounds')]
  useBackend(nodeBackend)
  const limit = openLimit()
  try {
    const { build, each, hashes, hmacs } = await measure(count, Math.min(rounds, count), limit, values.quick)
    const over = (list) => spread(list.map((other, i) => other / each.ours[i]))
    const result = {
      records: count,
      rounds: each.ours.length,
      microseconds: build.total / count,
      recordsPerSecond: (1e6 * count) / build.total,
      stages: Object.fromEntries(Object.entries(build.spent).map(([name, time]) => [name, time / count])),
      hashes,
      hmacs,
      cMicroseconds: each.c.length === 0 ? null : median(each.c),
      toLimit: spread(each.c.map((c, i) => each.ours[i] / c)),
      backendMicroseconds: median(each.backend),
      toBackend: spread(each.backend.map((other, i) => each.ours[i] / other)),
      sdJwtMicroseconds: median(each.sdJwt),
      toSdJwt: over(each.sdJwt),
      jwsMicroseconds: median(each.jws),
      toJws: over(each.jws),
      merkletreejs: spread(each.merkle),
      noble: spread(each.noble),
    }
    if (!values.json) print(result)
    console.log(
      JSON.stringify({
        ...result,
        ratioToLimit: result.toLimit?.median ?? null,
        timesSdJwt: result.toSdJwt.median,
        timesJws: result.toJws.median,
        timesMerkletreejs: result.merkletreejs.median,
        timesNoble: result.noble.median,
      }),
    )
  } finally {
    limit.close()
  }
}

function print(result) {
  const { records, rounds, microseconds, recordsPerSecond, stages, hashes, hmacs } = result
  console.log(
    `${records} records of ${SCHEMA.fields.length} fields, none tallied (group commitments: \`bench tally\`), in ${rounds} parts; ${machine()}; times of processor, one thread, ratios as median (least–most)\n`,
  )
  console.log(
    table(
      ['', 'µs a record', 'beside ours'],
      [
        ['ours', fixed(microseconds), `${recordsPerSecond.toFixed(0)} records/s`],
        ...Object.entries(stages).map(([name, time]) => [`– ${name}`, fixed(time), '']),
        [
          'the same hashes in C',
          fixed(result.cMicroseconds),
          `ours takes ${ratio(result.toLimit)} times as long`,
        ],
        [
          'the same hashes, our backend',
          fixed(result.backendMicroseconds),
          `ours takes ${ratio(result.toBackend)} times as long`,
        ],
        ['SD-JWT, issue', fixed(result.sdJwtMicroseconds), `${ratio(result.toSdJwt, 1)} times as long`],
        ['JCS + JWS, sign', fixed(result.jwsMicroseconds), `${ratio(result.toJws, 1)} times as long`],
        ['merkletreejs, tree alone', '', `${ratio(result.merkletreejs, 1)} times as long as ours`],
        ['noble in place of Node', '', `${ratio(result.noble, 1)} times as long, same checkpoint`],
      ],
    ),
  )
  console.log(
    `\nIn C: ${hashes.toFixed(0)} hashes and ${hmacs.toFixed(0)} HMACs a record, and the log. Not in C: ChaCha20 of salts and the sealing (AEAD).`,
  )
  if (result.cMicroseconds === null) console.log(NO_COMPILER)
}
