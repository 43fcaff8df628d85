import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AUDIENCES } from '@amana/bundle'
import { fromHex } from '@amana/codec'
import { nobleBackend, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { Appender, leafHash, openNote, parseCheckpoint, parseVerifierKey } from '@amana/log'
import { entryBytes, schemaOf } from '@amana/records'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { withoutProofs } from '../bundle/forger.js'
import { amana, type Identity, newIdentity, temporaryFolder } from '../cli/amana.js'
import { newCase, openCase, type Published, people, publishedBy, within } from './fixture.js'

const folder = temporaryFolder()
const path = join(folder, 'case')
let me: Identity
/** What each of three releases published on its day. */
const then: Published[] = []

beforeAll(async () => {
  useBackend(nodeBackend)
  me = await newIdentity(folder)
  const { case: amana, ...open } = await newCase(path, me).then((made) => ({
    case: made.case,
    release: (time: string) => {
      const release = made.release({ time })
      then.push(publishedBy(made.case, path, release))
    },
    withdraw: (rows: string[]) => made.withdraw(rows, 'error'),
    close: () => made.close(),
  }))
  amana.import(people(24))
  open.release('2015-01-01T00:00:00Z')
  amana.import([
    ...people(23).map((row) => (row.rowId === 'r5' ? { ...row, ageMax: 70 } : row)),
    ...people(6, 24),
  ])
  open.release('2015-02-01T00:00:00Z')
  open.withdraw(['r2', 'r9'])
  open.release('2015-03-01T00:00:00Z')
  open.close()
})

describe('a case folder', () => {
  it('has amended, re-issued and withdrawn records in the three releases that the tests rebuild', async () => {
    await within(path, me, ({ case: amana }) => {
      expect(amana.releases.map(({ number }) => number)).toEqual([1, 2, 3])
      const revisions = new Set(amana.log.map(({ record, logged }) => `${record.kind} ${logged.revision}`))
      expect([...revisions]).toEqual(expect.arrayContaining(['person 1', 'person 2', 'statement 3']))
    })
  })

  it.each([
    ['node:crypto', nodeBackend],
    ['noble and tweetnacl', nobleBackend],
  ])('rebuilds every release byte for byte with %s', async (_, backend) => {
    const before = useBackend(backend)
    try {
      await within(path, me, ({ case: amana }) => {
        for (const release of amana.releases)
          expect(publishedBy(amana, path, release)).toEqual(then[release.number - 1])
      })
    } finally {
      useBackend(before)
    }
  })

  it('rebuilds each log from the records to the root that was signed', async () => {
    await within(path, me, ({ case: amana }) => {
      for (const { size, note } of amana.releases) {
        const appender = new Appender()
        for (const { record, logged } of amana.log.slice(0, size)) {
          const made = amana.committed(record, logged)!
          appender.append(
            leafHash(
              entryBytes({
                schema: schemaOf(record.kind),
                id: record.id,
                revision: logged.revision,
                root: made.root,
              }),
            ),
          )
        }
        const { text } = openNote(note, [parseVerifierKey(amana.verificationKey)])
        expect({ size: appender.size, root: appender.root() }).toEqual(
          expect.objectContaining({ size: parseCheckpoint(text).size, root: parseCheckpoint(text).root }),
        )
      }
    })
  })

  it('rebuilds every view in a second process', async () => {
    for (const release of [1, 2, 3])
      await Promise.all(
        AUDIENCES.slice(release === 2 ? 0 : 1, release === 2 ? 1 : 2).map(async (audience) => {
          const file = join(folder, `${audience}-${release}`)
          const args = [
            'view',
            path,
            '--for',
            audience,
            '--release',
            String(release),
            '-o',
            file,
            '--identity',
            me.file,
          ]
          expect((await amana(args)).exit).toBe(0)
          // The proofs of tallies are made with fresh randomness each time.
          const before = fromHex(then[release - 1]!.views[AUDIENCES.indexOf(audience)]!)
          expect(withoutProofs(readFileSync(file))).toEqual(withoutProofs(before))
        }),
      )
  })

  it('writes lost checkpoints and escrow files again, byte for byte', async () => {
    rmSync(join(path, 'releases/1/escrow'))
    rmSync(join(path, 'releases/2/checkpoint'))
    rmSync(join(path, 'releases/3'), { recursive: true })
    await within(path, me, ({ case: amana }) => {
      for (const release of amana.releases)
        expect(publishedBy(amana, path, release)).toEqual(then[release.number - 1])
    })
  })

  it('lost to nobody: another identity does not open it', async () => {
    const other = await newIdentity(folder, 'other')
    await expect(openCase(path, other)).rejects.toMatchObject({ code: 'case/locked' })
  })
})
