import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  amana,
  amanaAlone,
  codeOf,
  type Identity,
  newIdentity,
  ROOT,
  start,
  temporaryFolder,
} from '../cli/amana.js'
import { canonical, newCase, openCase, people, within } from './fixture.js'

const folder = temporaryFolder()
const path = join(folder, 'case')
const started: ChildProcess[] = []
let me: Identity

beforeAll(async () => {
  useBackend(nodeBackend)
  me = await newIdentity(folder)
  const made = await newCase(path, me)
  made.case.import(people(6))
  made.close()
})
afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
})

/** Starts `contender.mjs`, and waits for its first line. */
async function contender(go: string, rounds: number): Promise<{ child: ChildProcess; lines: string[] }> {
  const script = join(ROOT, 'test/store/contender.mjs')
  const child = spawn(process.execPath, [script, path, me.file, join(folder, go), String(rounds)])
  started.push(child)
  const lines: string[] = []
  let errors = ''
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()))
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data: Buffer) => {
      lines.push(...data.toString().split('\n').filter(Boolean))
      resolve()
    })
    child.on('close', (exit) => reject(new Error(`ended with ${exit}: ${errors}`)))
  })
  return { child, lines }
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('close', () => resolve())
  })

describe('the lock of a case', () => {
  it('refuses a second process while the first is inside, and lets it in afterwards', async () => {
    const open = await openCase(path, me)
    await expect(openCase(path, me)).rejects.toMatchObject({ code: 'case/in-use' })
    const refused = await amana(['release', path, '--identity', me.file, '--json'])
    expect([refused.exit, codeOf(refused)]).toEqual([2, 'case/in-use'])
    open.close()
    await within(path, me, () => {})
  })

  it('is taken over from a process that was killed', async () => {
    const { child } = await contender('never', 0)
    await expect(openCase(path, me)).rejects.toMatchObject({ code: 'case/in-use' })
    child.kill('SIGKILL')
    await ended(child)
    expect(readdirSync(path)).toContain('lock')
    await within(path, me, () => {})
    expect(readdirSync(path)).not.toContain('lock')
  })

  it('is not taken over from another machine, nor where it cannot be read', async () => {
    for (const lock of ['{"pid":1,"host":"some-other-machine","start":"7"}', '', 'not json', 'null']) {
      writeFileSync(join(path, 'lock'), lock)
      await expect(openCase(path, me)).rejects.toMatchObject({ code: 'case/in-use' })
    }
    writeFileSync(
      join(path, 'lock'),
      JSON.stringify({ pid: 2 ** 22 + 1, host: (await import('node:os')).hostname(), start: '' }),
    )
    await within(path, me, () => {})
  })

  it('leaves nothing of processes that died while they took it', async () => {
    writeFileSync(join(path, 'lock.0123456789ab'), '{}')
    mkdirSync(join(path, 'lock.takeover'))
    utimesSync(join(path, 'lock.takeover'), 1, 1)
    await within(path, me, () => {})
    expect(readdirSync(path).filter((name) => name.startsWith('lock'))).toEqual([])
  })

  it('has one process inside at a time when several race for the lock of a dead one', async () => {
    const [victim, ...racers] = await Promise.all([0, 8, 8, 8, 8].map((rounds) => contender('go', rounds)))
    victim!.child.kill('SIGKILL')
    await ended(victim!.child)
    expect(readdirSync(path)).toContain('lock')
    writeFileSync(join(folder, 'go'), '')
    await Promise.all(racers.map(({ child }) => ended(child)))
    const told = racers.map(({ lines }) => JSON.parse(lines.at(-1)!))
    expect(told).toEqual(told.map(({ refused }) => ({ inside: 8, refused, together: 0, odd: [] })))
  })

  it('lets imports of several processes in one after the other: each is whole or was refused', async () => {
    const before = await within(path, me, ({ case: amana }) => [...amana.records].length)
    const runs = await Promise.all(
      [1, 2, 3].map((n) =>
        amanaAlone(['import', path, '-', '--identity', me.file, '--json'], {
          input: `row_id,full_name,incident\np${n}a,مازن الدرويش,strike 1\np${n}b,هيام الخلوف,strike 1\n`,
        }),
      ),
    )
    const taken = runs.filter(({ exit }) => exit === 0).length
    expect(taken).toBeGreaterThan(0)
    for (const run of runs.filter(({ exit }) => exit !== 0)) expect(codeOf(run)).toBe('case/in-use')
    await within(path, me, ({ case: amana }) => {
      expect([...amana.records].length).toBe(before + 2 * taken)
      expect(canonical(amana)).toContain('p')
    })
  })

  it('is free again after a command that failed or was interrupted', async () => {
    expect(
      (await amana(['release', path, '--identity', me.file, '--claims', join(folder, 'none')])).exit,
    ).toBe(2)
    expect(readdirSync(path)).not.toContain('lock')
    const child = start(['release', path, '--identity', me.file])
    started.push(child)
    setTimeout(() => child.kill('SIGTERM'), 250)
    await ended(child)
    await within(path, me, () => {})
    expect(readdirSync(path).filter((name) => name.startsWith('lock') || name.endsWith('.part'))).toEqual([])
  })
})
