/** The bound in C: `test/limits/hashes.c`, compiled here, over what was recorded. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { digestOf, fileOf } from './recording.mjs'

const SOURCE = fileURLToPath(new URL('../../limits/hashes.c', import.meta.url))
export const NO_COMPILER = 'no C compiler with OpenSSL here: the bound in C is left out'

/** One run of the program takes at least so long, else its clock says little. */
const LEAST_SECONDS = 0.25

/** A folder for this run, with the program in it; `program` is null where it cannot be compiled. Close it. */
export function openLimit() {
  const folder = mkdtempSync(join(tmpdir(), 'amana-bench-'))
  const program = join(folder, 'hashes')
  const { status } = spawnSync('cc', ['-O2', '-o', program, SOURCE, '-lcrypto'], { stdio: 'ignore' })
  return {
    folder,
    program: status === 0 ? program : null,
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** One run: nanoseconds of processor for one pass over all messages, and the digest over the results. */
export function runLimit(program, file, passes = 1) {
  const [cpu, digest] = execFileSync(program, [file, String(passes)], { encoding: 'utf8' })
    .trim()
    .split(' ')
  return { nanoseconds: Number(cpu), digest }
}

/**
 * The bound for what was recorded.
 * @param records that the recorded work was for
 * @param quick one pass a run, for tests
 * @returns gives microseconds of processor a record, or null without a compiler
 * @throws where C and Node do not give the same
 */
export function limitOf({ folder, program }, name, recorded, records, { quick = false } = {}) {
  if (program === null) return () => null
  const file = join(folder, `${name}.bin`)
  writeFileSync(file, fileOf(recorded), { mode: 0o600 })
  const { nanoseconds, digest } = runLimit(program, file)
  if (digest !== digestOf(recorded))
    throw new Error(`C and Node give other hashes of the same messages (${name})`)
  const passes = quick ? 1 : Math.max(1, Math.ceil((LEAST_SECONDS * 1e9) / nanoseconds))
  return () => runLimit(program, file, passes).nanoseconds / 1000 / records
}
