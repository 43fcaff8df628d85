/**
 * Runs the command again and again within one process, as `amana.ts` asks for it: the program is loaded once and stays
 * warm. Each run has arguments, streams, folder, environment and an exit code of its own, as a process has.
 */
import { Readable, Writable } from 'node:stream'

/** One run of the command. */
export interface Job {
  /** URL of the command's program, which runs when it is loaded. */
  readonly program: string
  readonly args: readonly string[]
  readonly input: string | Uint8Array | undefined
  readonly cwd: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
}

/** What it left. */
export interface Done {
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
}

/** A stream in place of one of the process's own, which is no terminal. */
function collecting(name: 'stdout' | 'stderr'): () => string {
  const parts: Buffer[] = []
  const stream = new Writable({
    write(part: Buffer, _, done) {
      parts.push(part)
      done()
    },
  })
  Object.defineProperty(process, name, { value: stream, configurable: true })
  return () => Buffer.concat(parts).toString('utf8')
}

const home = process.cwd()
let runs = 0

async function run({ program, args, input, cwd, env }: Job): Promise<Done> {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name]
  Object.assign(process.env, env)
  process.chdir(cwd ?? home)
  process.argv = [process.execPath, 'amana', ...args]
  process.exitCode = undefined
  const stdin = Readable.from(input === undefined ? [] : [Buffer.from(input)])
  Object.defineProperty(process, 'stdin', { value: stdin, configurable: true })
  const [stdout, stderr] = [collecting('stdout'), collecting('stderr')]
  // Under another query the file is another module, and runs again; what it imports is there already.
  await import(`${program}?${runs++}`)
  const exit = Number(process.exitCode ?? 0)
  process.exitCode = undefined
  return { exit, stdout: stdout(), stderr: stderr() }
}

process.on('message', async (job: Job | 'end') => {
  if (job === 'end') process.disconnect()
  else process.send!(await run(job))
})
