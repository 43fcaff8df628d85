import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { amana, codeOf, type Identity, newIdentity, temporaryFolder } from '../cli/amana.js'
import { copy, newCase, people, refusal, within } from './fixture.js'

const folder = temporaryFolder()
const original = join(folder, 'original')
const backup = join(folder, 'backup')
let me: Identity

/** Whether a release is refused, by its code; makes one where it is not. */
const releasing = (path: string): Promise<string> =>
  within(path, me, (open) =>
    refusal(() => {
      open.case.import(people(1, 100 + Math.floor(Math.random() * 1e6)))
      open.release()
    }),
  )

beforeAll(async () => {
  useBackend(nodeBackend)
  me = await newIdentity(folder)
})

beforeEach(async () => {
  for (const path of [original, backup]) rmSync(path, { recursive: true, force: true })
  const made = await newCase(original, me)
  made.case.import(people(12))
  made.close()
})

describe('a release by threads', () => {
  it('is refused where the folder was closed before it was done: nothing is signed or sealed by wiped keys', async () => {
    const open = await newCase(backup, me)
    open.case.import(people(12))
    const late = open.releaseInThreads()
    open.close()
    await expect(late).rejects.toMatchObject({ code: 'case/closed' })
    expect(await within(backup, me, ({ case: { releases } }) => releases.length)).toBe(0)
    const release = await within(backup, me, (again) => again.releaseInThreads())
    expect(release.number).toBe(1)
  })
})

describe('a copy of a case', () => {
  it('may go on where nothing was ever released', async () => {
    copy(original, backup)
    expect(await releasing(backup)).toBe('not refused')
  })

  it('asks before it signs, while the original signs on', async () => {
    await within(original, me, (open) => open.release())
    copy(original, backup)
    expect(await releasing(original)).toBe('not refused')
    expect(await releasing(backup)).toBe('case/may-be-stale')
    expect(await releasing(backup)).toBe('case/may-be-stale')
    expect(await releasing(original)).toBe('not refused')
  })

  it('still asks after it was imported into, viewed, and a consent was withdrawn in it', async () => {
    await within(original, me, (open) => open.release())
    copy(original, backup)
    await within(backup, me, (open) => {
      open.case.import(people(3, 50))
      open.writeView('public', join(folder, 'view'))
      open.withdraw(['r1'], 'consent')
    })
    expect(await releasing(backup)).toBe('case/may-be-stale')
  })

  it('is told apart where it was put over the original: removed and copied back, or copied into its files', async () => {
    await within(original, me, (open) => open.release())
    copy(original, backup)
    expect(await releasing(original)).toBe('not refused')
    copy(backup, original)
    expect(await releasing(original)).toBe('case/may-be-stale')

    rmSync(original, { recursive: true })
    copy(backup, original)
    expect(await releasing(original)).toBe('case/may-be-stale')
  })

  it('is told apart where only its head was put back', async () => {
    await within(original, me, (open) => open.release())
    copy(join(original, 'head'), backup)
    expect(await releasing(original)).toBe('not refused')
    copy(backup, join(original, 'head'))
    expect(await releasing(original)).toBe('case/may-be-stale')
  })

  it('is not seen in a folder that was moved or renamed', async () => {
    await within(original, me, (open) => open.release())
    renameSync(original, backup)
    expect(await releasing(backup)).toBe('not refused')
  })

  it('refuses for good when it is shown a checkpoint or view that it does not know, and goes on with one it knows', async () => {
    const first = await within(original, me, (open) => open.release().note)
    copy(original, backup)
    const newer = join(folder, 'newer')
    await within(original, me, (open) => {
      open.case.import(people(1, 70))
      open.release()
      open.writeView('public', newer)
    })
    const foreign = join(folder, 'foreign')
    const other = await newCase(foreign, me)
    other.case.import(people(2))
    const notOurs = other.release().note
    other.close()
    await within(backup, me, (open) => {
      open.case.import(people(1, 80))
      expect(() => open.confirmLatest(notOurs)).toThrow(expect.objectContaining({ code: 'case/not-ours' }))
      expect(() => open.confirmLatest('not a checkpoint')).toThrow(
        expect.objectContaining({ code: 'case/not-ours' }),
      )
    })

    const release = async (...more: string[]) => {
      const ran = await amana(['release', backup, '--identity', me.file, '--json', ...more])
      return [ran.exit, codeOf(ran)]
    }
    expect(await release()).toEqual([2, 'case/may-be-stale'])
    for (const latest of [join(original, 'releases/2/checkpoint'), newer])
      expect(await release('--latest', latest)).toEqual([2, 'case/stale'])
    expect(await release('--latest', join(folder, 'nothing'))).toEqual([2, 'system/enoent'])

    writeFileSync(join(folder, 'first'), first)
    expect(await release('--latest', join(folder, 'first'))).toEqual([0, undefined])
    expect(await releasing(backup)).toBe('not refused')
  })

  it('signs no size twice: the fork is refused even where the copy is taken for the latest', async () => {
    await within(original, me, (open) => open.release())
    const note = readFileSync(join(original, 'releases/1/checkpoint'), 'utf8')
    await within(original, me, (open) => {
      open.confirmLatest(note)
      expect(() => open.release()).toThrow(expect.objectContaining({ code: 'release/nothing-new' }))
    })
  })
})
