import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'

interface Line {
  readonly what: string
  readonly hits: number
  readonly of: number
  readonly limit: number
  readonly judged?: false
  readonly better: boolean
  readonly control?: { readonly hits: number }
}

interface Result {
  readonly ok: boolean
  readonly ours: readonly Line[]
  readonly naive: readonly {
    readonly scheme: string
    readonly by: string
    readonly hits: number
    readonly of: number
  }[]
}

/** Runs `pnpm attack` and gives its exit code and what it printed. */
const attack = (...args: readonly string[]): Promise<{ exit: number; stdout: string; stderr: string }> =>
  new Promise((done) => {
    execFile(process.execPath, ['test/attack/main.mjs', ...args], (error, stdout, stderr) => {
      done({ exit: error === null ? 0 : Number(error.code), stdout, stderr })
    })
  })

const data = resolve('../shared/data')
const there = existsSync(data)
const where = there ? '' : ' (skipped: ../shared/data is absent)'
const test = there ? it : it.skip

describe('a dictionary attack on a view, without a key', () => {
  let exit: number
  let result: Result

  // A small one; docs/attacks.md has the figures of the whole.
  beforeAll(async () => {
    if (!there) return
    const run = await attack('dictionary', '--json', '--persons', '40', '--sample', '10', '--data', data)
    exit = run.exit
    result = JSON.parse(run.stdout) as Result
  }, 300_000)

  test(`finds no more than chance in closed fields, ids, order and sizes${where}`, () => {
    const subjects = new Set(result.ours.map(({ what }) => what.split(':', 1)[0]))
    expect([...subjects]).toEqual(['closed fields', 'ids', 'order', 'sizes'])
    for (const line of result.ours.filter(({ judged }) => judged !== false))
      expect(line).toMatchObject({ better: false, what: line.what })
    expect(exit).toBe(0)
    expect(result.ok).toBe(true)
  })

  test(`finds what is there to find where salts, ids, order or sizes are made weak on purpose${where}`, () => {
    const controls = result.ours.filter(({ control }) => control !== undefined)
    expect(controls.length).toBeGreaterThan(7)
    for (const { what, control, limit } of controls)
      expect({ what, found: control!.hits > limit }).toEqual({ what, found: true })
  })

  test(`finds everybody behind a hash of the name, salted in public or not${where}`, () => {
    const byRegistry = result.naive.filter(({ by }) => by === 'a registry')
    expect(byRegistry).toHaveLength(4)
    for (const { scheme, hits, of } of byRegistry) expect({ scheme, hits }).toEqual({ scheme, hits: of })
  })
})

describe('pnpm attack', () => {
  it('lists the attacks', async () => {
    expect(await attack()).toMatchObject({
      exit: 0,
      stdout: expect.stringMatching(/^batches: .*\ndictionary: /),
    })
  })

  it('says so in one line where the data are absent, and does not count that as passed', async () => {
    const { exit, stdout, stderr } = await attack('dictionary', '--data', 'nowhere')
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
    expect(stderr).toMatch(/^attack: not run, since the data are absent .*\n$/)
  })

  it('refuses what it does not know', async () => {
    for (const args of [['telepathy'], ['dictionary', '--sed', '1'], ['dictionary', '--seed', 'x']])
      expect((await attack(...args)).exit).toBe(2)
  })
})
