import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AmanaError, encode, toHex } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { amana, codeOf, type Identity, newIdentity, temporaryFolder } from '../cli/amana.js'
import { copy, filesOf, newCase, openCase, people, within } from './fixture.js'

const folder = temporaryFolder()
const whole = join(folder, 'whole')
const path = join(folder, 'case')
let me: Identity
let held: string

/** The journal's current name. */
const journal = (): string => [...filesOf(whole).keys()].find((name) => name.startsWith('journal-'))!

beforeAll(async () => {
  useBackend(nodeBackend)
  me = await newIdentity(folder)
  const made = await newCase(whole, me)
  made.case.import(people(3))
  made.release()
  made.case.import(people(1, 3))
  held = toHex(encode(made.case.snapshot()))
  made.close()
})

beforeEach(() => {
  rmSync(path, { recursive: true, force: true })
  copy(whole, path)
})

/** The code with which the case is refused now; `whole` where it opens with all it held. Anything else is a failure. */
async function outcome(): Promise<string> {
  const before = [...filesOf(path)].filter(([name]) => !name.startsWith('releases'))
  try {
    const open = await openCase(path, me)
    try {
      if (toHex(encode(open.case.snapshot())) !== held)
        throw new Error('it opened with less, or with other data')
      return 'whole'
    } finally {
      open.close()
    }
  } catch (error) {
    if (!(error instanceof AmanaError)) throw error
    expect([...filesOf(path)].filter(([name]) => !name.startsWith('releases'))).toEqual(before)
    return error.code
  }
}

/** The outcomes of flipping bits of one file, every `step`th byte and more of them at its ends. */
async function outcomesOfFlips(name: string, step: number): Promise<Map<string, number>> {
  const file = join(path, name)
  const bytes = readFileSync(file)
  const seen = new Map<string, number>()
  for (let at = 0; at < bytes.length; at += at < 30 || at > bytes.length - 20 ? Math.min(3, step) : step) {
    const bad = Buffer.from(bytes)
    bad[at]! ^= 1 << (at % 8)
    writeFileSync(file, bad)
    const code = await outcome()
    seen.set(code, (seen.get(code) ?? 0) + 1)
  }
  writeFileSync(file, bytes)
  expect(await outcome()).toBe('whole')
  return seen
}

describe('a damaged case', () => {
  it('is refused for a flipped bit anywhere in its head', async () => {
    expect([...(await outcomesOfFlips('head', 2)).keys()]).toEqual(['store/damaged'])
  })

  it('is refused for a flipped bit anywhere in its journal', async () => {
    const step = Math.ceil(statSync(join(whole, journal())).size / 40)
    expect([...(await outcomesOfFlips(journal(), step)).keys()]).toEqual(['store/damaged'])
  })

  it('is refused for a flipped bit anywhere in its wrapped keys', async () => {
    expect([...(await outcomesOfFlips('keys.age', 12)).keys()]).toEqual(['case/locked'])
  })

  it('is refused for a flipped bit of its configuration, unless that changes nothing it says', async () => {
    const codes = [...(await outcomesOfFlips('config.json', 2)).keys()]
    expect(['case/not-a-case', 'case/other-version', 'store/damaged', 'whole']).toEqual(
      expect.arrayContaining(codes),
    )
    expect(codes).toEqual(expect.arrayContaining(['case/not-a-case', 'store/damaged']))
  })

  it('is refused for any file of it that was cut short, emptied or lost', async () => {
    for (const [name, code] of [
      ['head', 'store/damaged'],
      [journal(), 'store/damaged'],
      ['keys.age', 'case/locked'],
      ['config.json', 'case/not-a-case'],
    ] as const) {
      const file = join(path, name)
      const bytes = readFileSync(file)
      for (const share of [0, 0.3, 0.9]) {
        truncateSync(file, Math.floor(bytes.length * share))
        expect([name, share, await outcome()]).toEqual([name, share, code])
        writeFileSync(file, bytes)
      }
      truncateSync(file, bytes.length - (name === 'config.json' ? 3 : 1))
      expect([name, await outcome()]).toEqual([name, code])
      rmSync(file)
      const lost = name.startsWith('journal') || name === 'head' ? 'store/missing' : code
      expect([name, await outcome()]).toEqual([name, lost])
      writeFileSync(file, bytes)
    }
  })

  it('is refused with the head or the journal of another case, or of an earlier day of a rewritten one', async () => {
    const other = join(folder, 'other')
    const made = await newCase(other, me)
    made.case.import(people(3))
    made.close()
    copy(join(other, 'head'), join(path, 'head'))
    expect(await outcome()).toBe('store/damaged')
    copy(join(whole, 'head'), join(path, 'head'))
    copy(join(other, 'journal-1'), join(path, journal()))
    expect(await outcome()).toBe('store/damaged')

    rmSync(path, { recursive: true })
    copy(whole, path)
    await within(path, me, (open) => open.withdraw(['r0'], 'consent'))
    copy(join(whole, 'head'), join(path, 'head'))
    expect(await outcome()).toBe('store/missing')
    copy(join(whole, journal()), join(path, 'journal-2'))
    expect(await outcome()).toBe('store/missing')
  })

  it('does not mind what a killed process wrote behind its end, and drops it', async () => {
    const file = join(path, journal())
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.alloc(1000, 7)]))
    expect(await outcome()).toBe('whole')
    await within(path, me, (open) => open.case.import(people(1, 9)))
    await within(path, me, (open) => expect(open.case.record('person', 'r9')).toBeDefined())
  })

  it('is told to users in a sentence with a code and exit 2, without a stack trace', async () => {
    const damage: Record<string, () => void> = {
      'store/damaged': () => truncateSync(join(path, journal()), 100),
      'store/missing': () => rmSync(join(path, 'head')),
      'case/locked': () => truncateSync(join(path, 'keys.age'), 30),
      'case/not-a-case': () => writeFileSync(join(path, 'config.json'), '{"format"'),
    }
    for (const [code, harm] of Object.entries(damage)) {
      rmSync(path, { recursive: true })
      copy(whole, path)
      harm()
      const ran = await amana(['release', path, '--identity', me.file, '--json'])
      expect([ran.exit, codeOf(ran)]).toEqual([2, code])
      expect(ran.stderr).toMatch(/^amana: .*\n$/)
    }
  })
})
