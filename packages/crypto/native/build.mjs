/**
 * Compiles `openssl.c` to `dist/node/openssl.node` with the system's C compiler. Nothing needs it: without it hashes go through node:crypto,
 * with the same results. Where there is no compiler, or it fails, a line says so and all goes on.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { include_dir as include } from 'node-api-headers'

const here = dirname(fileURLToPath(import.meta.url))
const source = join(here, 'openssl.c')
const target = join(here, '../dist/node/openssl.node')
const made = join(here, `../dist/node/openssl.${process.pid}.node`)

const age = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** Symbols of Node and of its OpenSSL are found when it is loaded: all at once, so that one that is missing is told then. */
const LINK = { linux: ['-shared', '-Wl,-z,now'], darwin: ['-bundle', '-undefined', 'dynamic_lookup'] }[
  process.platform
]

function compile() {
  if (LINK === undefined) return 'not on this system'
  mkdirSync(dirname(target), { recursive: true })
  const [compiler, ...flags] = (process.env.CC?.trim() || 'cc').split(/\s+/)
  const { error, status, stderr } = spawnSync(
    compiler,
    [
      ...flags,
      '-O2',
      '-fPIC',
      '-Wall',
      '-Wextra',
      '-Werror=implicit',
      ...LINK,
      `-I${include}`,
      '-o',
      made,
      source,
    ],
    { encoding: 'utf8' },
  )
  if (error !== undefined) return 'there is no C compiler'
  if (status !== 0) {
    rmSync(made, { force: true })
    return `the C compiler failed: ${stderr.trim().split('\n')[0] ?? ''}`
  }
  // A file that a process has loaded keeps its content.
  renameSync(made, target)
  return null
}

/** One that was made on another system may not load. */
function loads() {
  try {
    return createRequire(import.meta.url)(target) !== undefined
  } catch {
    return false
  }
}

if (age(target) < Math.max(age(source), age(fileURLToPath(import.meta.url))) || !loads()) {
  const failure = compile()
  // Nothing that was made of another source stays.
  if (failure !== null) {
    rmSync(target, { force: true })
    console.log(`hashes go through node:crypto alone: ${failure}`)
  }
}
