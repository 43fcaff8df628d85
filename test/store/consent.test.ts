import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { writeView } from '@amana/bundle'
import type { CaseFolder } from '@amana/bundle/node'
import { concat, encode, utf8 } from '@amana/codec'
import { open, storeKey, TAG, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { openIdentities, saltsOf, schemaOf } from '@amana/records'
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type Identity, newIdentity, result, temporaryFolder } from '../cli/amana.js'
import { Scanner } from '../leak/scanner.js'
import { copy, filesOf, NAMES, newCase, people, within } from './fixture.js'

const folder = temporaryFolder()
const base = join(folder, 'base')
const path = join(folder, 'case')
let me: Identity

/** The one who goes: nobody else in the case has any of this. */
const GONE = {
  rowId: 'gone',
  given: 'زينوبيا',
  father: 'مروان',
  family: 'التدمرية',
  latin: 'Zenobia Tadmuriyya',
  incident: 'strike 1',
  dateOfDeath: '2014-11-02',
  notes: 'found by her cousin Odenathus',
  extra: [['shelter', 'behind the Baalshamin temple']] as const,
}
const WORDS = ['زينوبيا', 'مروان', 'التدمرية', 'Zenobia', 'Tadmuriyya', 'Odenathus', 'Baalshamin']

/** The frames of a journal, decrypted: a length of four bytes, a nonce, a sealed text bound to the frame before it. */
function framesOf({ case: amana }: CaseFolder, name: string, file: Uint8Array): Uint8Array {
  const generation = Number(name.split('-')[1])
  const texts: Uint8Array[] = []
  let last: Uint8Array = new Uint8Array(16)
  for (let at = 0; at < file.length; ) {
    const length = Buffer.from(file.slice(at, at + 4)).readUInt32BE(0)
    const frame = file.slice(at + 4, at + 4 + length)
    const context = encode([TAG.store, amana.origin, generation, texts.length, last])
    texts.push(open(storeKey(amana.keys.master), frame.slice(0, 24), frame.slice(24), context).slice())
    last = frame.slice(-16)
    at += 4 + length
  }
  return concat(...texts)
}

/** Everything that the folder's files say to somebody who has all its keys. */
function reachable(folder: CaseFolder): Map<string, Uint8Array> {
  const all = filesOf(folder.path)
  for (const [name, file] of [...all]) {
    if (name.startsWith('journal-')) all.set(`${name}, decrypted`, framesOf(folder, name, file))
    if (name.endsWith('escrow'))
      all.set(
        `${name}, decrypted`,
        encode(
          openIdentities(folder.case.keys.escrow, file).map(({ identity }) => [
            identity.salts,
            identity.values,
          ]),
        ),
      )
  }
  return all
}

let secrets: [string, Uint8Array][] = []
const findings = (open: CaseFolder): string[] => {
  const scanner = new Scanner(WORDS, secrets)
  return [...reachable(open)].flatMap(([name, bytes]) =>
    scanner.scan(name, bytes).map(({ where, what }) => `${what} in ${where}`),
  )
}

beforeAll(async () => {
  useBackend(nodeBackend)
  me = await newIdentity(folder)
  const made = await newCase(base, me)
  made.case.import([...people(12), GONE])
  made.release()
  made.case.import([{ ...GONE, mother: 'زينوبيا' }])
  made.release()
  const record = made.case.record('person', 'gone')!
  secrets = [
    ['the secret', record.secret.slice()],
    ...record.logged.flatMap(({ revision }): [string, Uint8Array][] => {
      const { values } = made.case.committed(record, record.logged[revision - 1]!)!
      const salts = saltsOf(record.secret, { schema: schemaOf('person'), id: record.id, revision, values })
      return [[`the salts of revision ${revision}`, salts.slice(-48)]]
    }),
  ]
  made.close()
})

beforeEach(async () => {
  const { rmSync } = await import('node:fs')
  rmSync(path, { recursive: true, force: true })
  copy(base, path)
})

describe('a consent that was withdrawn', () => {
  it('is of a row that the folder holds until then: journal, escrow files, secret', async () => {
    await within(path, me, (open) => {
      const found = findings(open)
      expect(found).toEqual(
        expect.arrayContaining(['زينوبيا in journal-1, decrypted', 'the secret in journal-1, decrypted']),
      )
      for (const release of [1, 2])
        expect(found).toEqual(expect.arrayContaining([`Baalshamin in releases/${release}/escrow, decrypted`]))
    })
  })

  it('leaves nothing of the row’s values and secrets in any file of the folder, whoever has all keys', async () => {
    await result(['withdraw', path, 'gone', '--reason', 'consent', '--identity', me.file])
    await within(path, me, (open) => {
      expect(findings(open)).toEqual([])
      expect(existsSync(join(path, 'journal-1'))).toBe(false)
    })
  })

  it('is finished at the next opening where the command was killed in between', async () => {
    // What a kill leaves behind once the withdrawal itself is in the journal.
    await within(path, me, (open) => {
      open.case.withdraw('person', ['gone'], 'consent')
      expect(findings(open)).not.toEqual([])
    })
    await within(path, me, (open) => expect(findings(open)).toEqual([]))
  })

  it('keeps all others, the releases as they were signed, and the log: the next release says so', async () => {
    const others = (open: CaseFolder) =>
      open.case
        .snapshot()
        .filter(([name, , key]) => name === 'put' && key !== 'gone')
        .map((operation) => encode(operation))
    const before = await within(path, me, (open) => ({
      others: others(open),
      notes: open.case.releases.map(({ note }) => note),
    }))
    await within(path, me, (open) => open.withdraw(['gone'], 'consent'))
    await within(path, me, (open) => {
      expect(others(open)).toEqual(before.others)
      expect(open.case.releases.map(({ note }) => note)).toEqual(before.notes)
      open.confirmLatest(before.notes[1]!)
      open.release()
      const view = concat(...writeView(open.case, 'investigator'))
      expect(new Scanner(WORDS, secrets).scan('view', view)).toEqual([])
    })
    const view = join(folder, 'view')
    await result(['view', path, '--for', 'investigator', '-o', view, '--identity', me.file])
    const report = await result(['verify', view, '--key', join(path, 'key.pub')])
    expect(report.totals).toMatchObject({ persons: 12, withdrawn: 1 })
  })
})

describe('a case folder', () => {
  it('holds no name, secret or key in clear, in its files or their names', async () => {
    await within(path, me, (open) => {
      const { master, signing, linkage, escrow } = open.case.keys
      const keys = Object.entries({ master, signing, linkage, escrow, scope: open.case.scope.key })
      const records = [...open.case.records].map(({ key, secret }): [string, Uint8Array] => [key, secret])
      const scanner = new Scanner([...NAMES, ...WORDS], [...keys, ...records])
      for (const [name, bytes] of filesOf(path))
        expect([...scanner.scan(name, bytes), ...scanner.scan(name, utf8(name))]).toEqual([])
    })
  })
})
