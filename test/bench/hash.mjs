/**
 * `pnpm bench hash [--size 4G] [--runs 3] [--files 8]`: our hashing beside `sha256sum` and `openssl dgst -sha256` over the same
 * files, one after the other in each run, so that a machine that others use slows all of them alike. Files are random bytes in a
 * temporary folder, read from memory after the first time: what is measured is hashing, not the disk.
 */
import { spawn, spawnSync } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const MEBI = 1 << 20
const CHILD = fileURLToPath(new URL('./hash-child.mjs', import.meta.url))
const UNITS = { K: 1024, M: MEBI, G: 1024 * MEBI }

function bytesOf(text) {
  const match = /^(\d+)([KMG]?)$/.exec(text)
  if (match === null) throw new Error('--size is a number with K, M or G')
  return Number(match[1]) * (UNITS[match[2]] ?? 1)
}

/** Writes files of random bytes, none of them a whole number of chunks. */
function makeFiles(folder, size, count) {
  const block = Buffer.alloc(MEBI)
  for (let i = 0; i < count; i++) {
    const fd = openSync(join(folder, `file ${i}`), 'wx')
    let left = Math.floor(size / count) + (i % 2 === 0 ? 13 : -13)
    for (; left > 0; left -= block.length) {
      randomFillSync(block)
      writeSync(fd, block, 0, Math.min(left, block.length))
    }
    closeSync(fd)
  }
}

/** Runs a command in `folder` and gives seconds by the clock and of the processors. */
function timed(command, folder) {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `TIMEFORMAT='%R %U %S'; time ${command}`], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 1 << 26,
  })
  if (status !== 0) throw new Error(stderr)
  const [wall, user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number)
  return { wall, cpu: user + system, stdout }
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1]

/** Bytes a process has read so far, from wherever. */
const bytesRead = (pid) => Number(/^rchar: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))[1])

/**
 * Hashes a folder in a process of its own. With `part`, stops it when it has come so far, looks at what it has read, and kills it.
 * Else it says itself what it has read.
 */
const hashing = (folder, state, part) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHILD, folder, 'chunks', '0', state], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let read = null
    child.stdout.on('data', (data) => {
      out += data
    })
    child.stderr.on('data', (data) => {
      const [bytes, all] = data.toString().trim().split('\n').at(-1).split(' ').map(Number)
      if (part === undefined || read !== null || !(bytes >= part * all)) return
      child.kill('SIGSTOP')
      read = bytesRead(child.pid)
      child.kill('SIGKILL')
    })
    child.once('close', (code, signal) => {
      if (part !== undefined && signal === 'SIGKILL' && read !== null) resolve({ read })
      else if (part === undefined && code === 0) resolve(JSON.parse(out))
      else reject(new Error('the hashing process did not end as it should'))
    })
  })

/** What is hashed again after a kill at half, as part of the whole. By what the system says was read, not by our own count. */
async function killedAtHalf(folder, size) {
  const empty = join(folder, '..', 'empty')
  mkdirSync(empty)
  const base = (await hashing(empty, join(folder, '..', 'state-0'))).read
  const state = join(folder, '..', 'state')
  const first = await hashing(folder, state, 0.5)
  const second = await hashing(folder, state)
  return { part: (first.read + second.read - 2 * base - size) / size, resumed: second.resumedBytes / size }
}

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      size: { type: 'string', default: '4G' },
      runs: { type: 'string', default: '3' },
      files: { type: 'string', default: '8' },
      json: { type: 'boolean', default: false },
    },
  })
  const size = bytesOf(values.size)
  const place = mkdtempSync(join(tmpdir(), 'amana-bench-'))
  const folder = join(place, 'files')
  try {
    mkdirSync(folder)
    console.error(`writing ${values.size} in ${values.files} files …`)
    makeFiles(folder, size, Number(values.files))
    const ours = (mode, threads) => `'${process.execPath}' '${CHILD}' '${folder}' ${mode} ${threads}`
    const CONTESTANTS = {
      sha256sum: 'sha256sum *',
      openssl: 'openssl dgst -sha256 *',
      'amana, chunk tree': ours('chunks', 0),
      'amana, sha256, one thread': ours('flat', 1),
      'amana, sha256': ours('flat', 0),
      'amana, both': ours('both', 0),
    }
    const results = Object.fromEntries(Object.keys(CONTESTANTS).map((name) => [name, []]))
    const load = [loadavg()[0]]
    let resident = 0
    for (let run = 0; run < Number(values.runs); run++)
      for (const [name, command] of Object.entries(CONTESTANTS)) {
        const { wall, cpu, stdout } = timed(command, folder)
        results[name].push({ wall, cpu })
        if (name.startsWith('amana')) resident = Math.max(resident, JSON.parse(stdout).resident)
        console.error(`run ${run + 1}: ${name}: ${wall.toFixed(2)} s, processors ${cpu.toFixed(2)} s`)
      }
    load.push(loadavg()[0])
    const kill = await killedAtHalf(folder, size)

    const ratio = (slow, fast, what = 'wall') =>
      median(results[slow].map((run, i) => run[what] / results[fast][i][what]))
    const bars = [
      ['chunk tree : sha256sum', ratio('sha256sum', 'amana, chunk tree'), '≥', 6],
      ['chunk tree : openssl', ratio('openssl', 'amana, chunk tree'), '≥', 1.25],
      ['sha256 on one thread : openssl', ratio('openssl', 'amana, sha256, one thread'), '≥', 0.9],
      ['resident, MB', resident / 1e6, '<', 100],
      ['done again after a kill at half, %', kill.part * 100, '<', 1],
    ].map(([what, value, sign, bar]) => ({
      what,
      value,
      sign,
      bar,
      met: sign === '<' ? value < bar : value >= bar,
    }))

    if (values.json) console.log(JSON.stringify({ size, load, results, bars, resumed: kill.resumed }))
    else {
      console.log(
        `${values.size} in ${values.files} files, ${availableParallelism()} processors, ${values.runs} runs; load ${load.map((l) => l.toFixed(1)).join(' to ')}\n`,
      )
      console.log('| | GB/s by the clock | GB/s of one processor |\n|---|---|---|')
      for (const [name, runs] of Object.entries(results)) {
        const rate = (what) => (size / 1e9 / median(runs.map((run) => run[what]))).toFixed(2)
        console.log(`| ${name} | ${rate('wall')} | ${rate('cpu')} |`)
      }
      console.log('\n| | measured | bar |\n|---|---|---|')
      for (const { what, value, sign, bar, met } of bars)
        console.log(`| ${what} | ${value.toFixed(2)} | ${sign} ${bar}${met ? '' : ' (not met)'} |`)
    }
    if (!bars.every(({ met }) => met)) process.exitCode = 1
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}
