/**
 * `bench log [--leaves N] [--rounds N] [--json]`: the log's speed. The root over a million entries, beside the same hashes
 * in C (`test/limits/log.c`, compiled here; without a compiler or OpenSSL's headers that part is left out and said so), in
 * turns in one run; the size of an inclusion proof and the time to check one; what an appender keeps in memory.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { toHex } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { Appender, inclusionProof, leafHash, verifyInclusion } from '@amana/log'
import { rootInThreads } from '@amana/log/node'

const ENTRY = 110
const SOURCE = fileURLToPath(new URL('../limits/log.c', import.meta.url))

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1]

/** The entries of `log.c`: as long as those of a case, each begins with its number. */
function entriesOf(count) {
  const bytes = new Uint8Array(new SharedArrayBuffer(ENTRY * count)).fill(0xa5)
  const ends = new Uint32Array(new SharedArrayBuffer(4 * count))
  for (let i = 0; i < count; i++) {
    for (let at = 0; at < 4; at++) bytes[ENTRY * i + at] = i >> (8 * at)
    ends[i] = ENTRY * (i + 1)
  }
  return { bytes, ends }
}

/** Compiles the program in C; null where that is not possible. */
function compile(folder) {
  const program = join(folder, 'log')
  const { status } = spawnSync('cc', ['-O2', '-o', program, SOURCE, '-lcrypto'], { stdio: 'ignore' })
  return status === 0 ? program : null
}

async function timed(work) {
  const cpu = process.cpuUsage()
  const begin = performance.now()
  const root = await work()
  const wall = performance.now() - begin
  const { user, system } = process.cpuUsage(cpu)
  return { wall, cpu: (user + system) / 1000, root: toHex(root) }
}

function appended({ bytes, ends }) {
  const log = new Appender()
  let from = 0
  for (const end of ends) {
    log.append(leafHash(bytes.subarray(from, end)))
    from = end
  }
  return log.root()
}

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      leaves: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '7' },
      json: { type: 'boolean', default: false },
    },
  })
  const leaves = Number(values.leaves)
  const rounds = Number(values.rounds)
  useBackend(nodeBackend)
  const entries = entriesOf(leaves)
  const folder = mkdtempSync(join(tmpdir(), 'amana-bench-'))
  const program = compile(folder)
  const times = { c: [], threads: [], appender: [] }
  try {
    // One round first that does not count: compiling, threads, pages.
    for (let round = -1; round < rounds; round++) {
      const of = {}
      if (program !== null) {
        const [wall, cpu, root] = execFileSync(program, [String(leaves)], { encoding: 'utf8' })
          .trim()
          .split(' ')
        of.c = { wall: Number(wall) / 1e6, cpu: Number(cpu) / 1e6, root }
      }
      of.threads = await timed(() => rootInThreads(entries))
      of.appender = await timed(() => appended(entries))
      if (new Set(Object.values(of).map(({ root }) => root)).size > 1) throw new Error('the roots differ')
      if (round >= 0) for (const [name, time] of Object.entries(of)) times[name].push(time)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  const result = {
    leaves,
    rounds,
    threads: availableParallelism(),
    load: loadavg()[0],
    ...summary(times),
    ...proofs(entries),
  }
  if (values.json) console.log(JSON.stringify(result))
  else print(result)
}

function summary(times) {
  const of = (name, what) => (times[name].length === 0 ? null : median(times[name].map((time) => time[what])))
  const ratio = (name, what) =>
    times.c.length === 0 ? null : median(times[name].map((time, i) => time[what] / times.c[i][what]))
  return {
    c: { wall: of('c', 'wall'), cpu: of('c', 'cpu') },
    inThreads: { wall: of('threads', 'wall'), cpu: of('threads', 'cpu'), ratio: ratio('threads', 'wall') },
    appender: {
      wall: of('appender', 'wall'),
      cpu: of('appender', 'cpu'),
      ratio: ratio('appender', 'wall'),
      cpuRatio: ratio('appender', 'cpu'),
    },
  }
}

/** Size of inclusion proofs, time to check one, and how many hashes an appender keeps. */
function proofs({ bytes, ends }) {
  const hashes = Array.from(ends, (end, i) => leafHash(bytes.subarray(ends[i - 1] ?? 0, end)))
  const size = hashes.length
  const log = new Appender()
  let kept = 0
  for (const hash of hashes) {
    log.append(hash)
    kept = Math.max(kept, log.kept)
  }
  const root = log.root()
  let longest = 0
  const checks = []
  for (const index of [0, 1, size >> 1, (size * 0.77) | 0, size - 1]) {
    const proof = inclusionProof(hashes, index)
    longest = Math.max(longest, proof.length * 32)
    const claim = { index, size, leafHash: hashes[index], proof, root }
    for (let i = 0; i < 2000; i++) {
      const begin = performance.now()
      if (!verifyInclusion(claim)) throw new Error('an inclusion proof does not hold')
      checks.push((performance.now() - begin) * 1000)
    }
  }
  return { proofBytes: longest, checkMicroseconds: median(checks), appenderBytes: kept * 32 }
}

function print({
  leaves,
  rounds,
  threads,
  load,
  c,
  inThreads,
  appender,
  proofBytes,
  checkMicroseconds,
  appenderBytes,
}) {
  const ms = (value) => `${value.toFixed(0)} ms`
  console.log(
    `${leaves} entries of ${ENTRY} bytes, medians of ${rounds} rounds, ${threads} cores, load ${load.toFixed(1)}`,
  )
  if (c.wall === null) console.log('no C compiler with OpenSSL here: the comparison is left out')
  else console.log(`in C, one thread:  ${ms(c.wall)}, ${ms(c.cpu)} of CPU`)
  const beside = ({ ratio }) => (ratio === null ? '' : `, ${ratio.toFixed(2)} × C`)
  console.log(`rootInThreads:     ${ms(inThreads.wall)}, ${ms(inThreads.cpu)} of CPU${beside(inThreads)}`)
  console.log(`Appender:          ${ms(appender.wall)}, ${ms(appender.cpu)} of CPU${beside(appender)}`)
  console.log(`inclusion proof:   ${proofBytes} bytes at most, checked in ${checkMicroseconds.toFixed(0)} µs`)
  console.log(`appender:          ${appenderBytes} bytes of hashes kept at most`)
  if (load > 1) console.log('Other work is running: the times on the clock say little.')
}
