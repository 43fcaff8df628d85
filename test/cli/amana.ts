/** The command as its users run it: a process of its own, files in a folder of its own. */
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, jest } from '@jest/globals'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { many } from '../many.js'
import type { Done, Job } from './host.js'

// A process takes half a second to start, and several on a machine that is busy.
jest.setTimeout(300_000)

/** The repository's root, where the tests are run from. */
export const ROOT = process.cwd()
const BIN = join(ROOT, 'packages/cli/bin/amana.js')
const PROGRAM = pathToFileURL(join(ROOT, 'packages/cli/program/main.js')).href
const HOST = join(import.meta.dirname, 'host.js')

/** What a run of the command left. */
export interface Ran {
  readonly exit: number | null
  readonly stdout: string
  readonly stderr: string
}

/** How a run may differ. */
export interface RunOptions {
  readonly input?: string | Uint8Array
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Starts the command without waiting for it. */
export function start(args: readonly string[], { cwd, env }: RunOptions = {}): ChildProcess {
  const { NODE_OPTIONS: _, ...inherited } = process.env
  return spawn(process.execPath, [BIN, ...args], { cwd, env: { ...inherited, ...env } })
}

/** Runs the command to its end, in a process of its own. */
export function amanaAlone(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = start(args, options)
    const parts = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
    child.stdout!.on('data', (part: Buffer) => parts.stdout.push(part))
    child.stderr!.on('data', (part: Buffer) => parts.stderr.push(part))
    // A command that does not read its input may close it before all is written.
    child.stdin!.on('error', () => {})
    child.stdin!.end(options.input)
    child.on('error', reject)
    child.on('close', (exit) =>
      resolve({
        exit,
        stdout: Buffer.concat(parts.stdout).toString('utf8'),
        stderr: Buffer.concat(parts.stderr).toString('utf8'),
      }),
    )
  })
}

let host: ChildProcess | undefined
/** What came from the process beside what its commands printed, such as a warning of Node. */
let stray = ''
let last: Promise<unknown> = Promise.resolve()

function newHost(): ChildProcess {
  const child = fork(HOST, { execArgv: [], serialization: 'advanced', silent: true })
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (part: Buffer) => {
      stray += part.toString()
    })
  return child
}

/** Runs the command to its end, after those that were asked for before, in the process that ran them. */
function amanaInHost(args: readonly string[], { input, cwd, env }: RunOptions): Promise<Ran> {
  const { NODE_OPTIONS: _, ...inherited } = process.env
  const job: Job = { program: PROGRAM, args, input, cwd, env: { ...inherited, ...env } }
  const ran = last.then(
    () =>
      new Promise<Ran>((resolve, reject) => {
        host ??= newHost()
        const ended = (exit: number | null) => {
          host = undefined
          reject(new Error(`amana ${args.join(' ')} ended the process, with ${exit}: ${stray}`))
        }
        host.once('close', ended).once('message', (done: Done) => {
          host!.off('close', ended)
          resolve(done)
        })
        host.send(job)
      }),
  )
  last = ran.catch(() => {})
  return ran
}

// No command may print beside what it says, or leave anything open that keeps its process from ending.
afterAll(async () => {
  if (host === undefined) return
  const end = new Promise((resolve) => host!.once('close', resolve))
  // The process hangs up, not this one: else Node does not tell when all that it printed has come.
  host.send('end')
  expect([await end, stray]).toEqual([0, ''])
})

/**
 * Runs the command to its end. To start a process and load the program takes longer than most commands, so all those of
 * a test file share one; with `LONG=1` each has its own. Where the process itself is in question: {@link amanaAlone}.
 */
export const amana = (args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
  many(amanaAlone, amanaInHost)(args, options)

/** The result of a command that must succeed, as it prints it for programs. */
export async function result(args: readonly string[], options: RunOptions = {}): Promise<Json> {
  const ran = await amana([...args, '--json'], options)
  if (ran.exit !== 0) throw new Error(`amana ${args.join(' ')} ended with ${ran.exit}\n${ran.stderr}`)
  return json(ran)
}

/** What a command prints for programs; the fields are whatever the command says. */
// biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect of it
export type Json = any

/** The one JSON object on a run's stdout. */
export function json({ stdout, stderr, exit }: Ran): Json {
  if (!stdout.endsWith('\n') || stdout.slice(0, -1).includes('\n'))
    throw new Error(`not one line of JSON, exit ${exit}: ${stdout}\n${stderr}`)
  return JSON.parse(stdout) as Json
}

/** The code of the error on stdout; undefined where there is none. */
export const codeOf = (ran: Ran): string | undefined => json(ran).error?.code

/** A folder that goes when the tests of the file are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'amana-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** An age identity, in a file too, and its recipient: opens a case in milliseconds, where a passphrase takes a second. */
export interface Identity {
  readonly secret: string
  readonly file: string
  readonly recipient: string
}

export async function newIdentity(folder: string, name = 'identity'): Promise<Identity> {
  const secret = await generateIdentity()
  const file = join(folder, name)
  writeFileSync(file, `# made for a test\n${secret}\n`)
  return { secret, file, recipient: await identityToRecipient(secret) }
}

/** The example's folder. */
export const AL_BAB = join(ROOT, 'examples/al-bab')

/** The rows of the example that repeat a person. */
export const REPEATS = ['AB-052', 'AB-053', 'AB-054', 'AB-071', 'AB-091']
