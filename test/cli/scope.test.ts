/** A coalition changes its key: two members go on, a third is left out. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { amana, codeOf, type Identity, json, newIdentity, result, temporaryFolder } from './amana.js'
import { delimited, row } from './tables.js'

const folder = temporaryFolder()
const at = (name: string): string => join(folder, name)
const [one, two] = [at('scope-1.age'), at('scope-2.age')]
let members: Identity[]
const own = (member: number) => ['--identity', members[member]!.file]
const refusedWith = async (args: readonly string[]) => {
  const ran = await amana([...args, '--json'])
  return [ran.exit, codeOf(ran)]
}
const view = (name: string, member: number, file: string, ...more: readonly string[]) =>
  result(['view', at(name), '--for', 'investigator', '-o', at(file), ...more, ...own(member)])

beforeAll(async () => {
  members = await Promise.all(['a', 'b', 'c'].map((name) => newIdentity(folder, name)))
  const all = members.flatMap(({ recipient }) => ['--recipient', recipient])
  await result(['scope', 'new', one, '--purpose', 'north 2014', ...all])
  writeFileSync(at('a.csv'), delimited(Array.from({ length: 12 }, (_, i) => row(i))))
  writeFileSync(
    at('b.csv'),
    delimited(Array.from({ length: 12 }, (_, i) => ({ ...row(i + 6), row_id: `B-${i}` }))),
  )
  // The first has a scope from the start, the second joins later.
  await Promise.all([
    result([
      'new',
      at('a-case'),
      '--recipient',
      members[0]!.recipient,
      '--scope',
      one,
      '--scope-identity',
      members[0]!.file,
    ]),
    result(['new', at('b-case'), '--recipient', members[1]!.recipient]),
  ])
  await Promise.all(
    ['a', 'b'].map(async (name, member) => {
      await result(['import', at(`${name}-case`), at(`${name}.csv`), ...own(member)])
      await result(['release', at(`${name}-case`), '--time', '2015-01-01', ...own(member)])
      await view(`${name}-case`, member, `${name}-1`)
    }),
  )
})

describe('a scope', () => {
  it('is shown without its key: purpose, epoch, version, for how many, and a code to compare', async () => {
    const [a, c, mine] = await Promise.all([
      result(['scope', 'show', one, ...own(0)]),
      result(['scope', 'show', one, ...own(2)]),
      result(['scope', 'show', at('b-case'), ...own(1)]),
    ])
    expect(a).toEqual(c)
    expect(a).toMatchObject({ purpose: 'north 2014', epoch: 1, current: true, recipients: 3 })
    expect(a.check).toMatch(/^[0-9a-f]{8}$/)
    expect(mine.purpose).toMatch(/^own\//)
    expect(JSON.stringify(a).length).toBeLessThan(300)
  })

  it('is joined by a case that has one of its own, and by nobody who cannot open it', async () => {
    expect(await refusedWith(['link', at('a-1'), at('b-1')])).toEqual([2, 'link/other-scope'])
    writeFileSync(at('no-scope'), 'age-encryption.org/v1\n')
    expect(await refusedWith(['scope', 'use', at('b-case'), at('no-scope'), ...own(1)])).toEqual([
      2,
      'grant/locked',
    ])
    const used = await result(['scope', 'use', at('b-case'), one, ...own(1)])
    expect(used).toMatchObject({ purpose: 'north 2014', epoch: 1, persons: 12 })
    await result(['release', at('b-case'), '--time', '2015-02-01', ...own(1)])
    await view('b-case', 1, 'b-2')
    const found = await result(['link', at('a-1'), at('b-2')])
    expect(found.scope).toMatchObject({ purpose: 'north 2014', epoch: 1 })
    expect(found.overlaps).toEqual([{ files: ['a-1', 'b-2'], persons: 6 }])
    expect(found.strangers).toEqual([])
  })

  it('has a next epoch that opens for those who are named, and whose key is a new one', async () => {
    const named = members.slice(0, 2).flatMap(({ recipient }) => ['--recipient', recipient])
    const next = await result(['scope', 'next', one, two, ...own(0), ...named])
    expect(next).toMatchObject({ purpose: 'north 2014', epoch: 2, recipients: 2 })
    expect(next.check).not.toBe((await result(['scope', 'show', one, ...own(0)])).check)
    expect(await refusedWith(['scope', 'show', two, ...own(2)])).toEqual([2, 'grant/locked'])
    expect(await refusedWith(['scope', 'next', one, two, ...own(0), ...named])).toEqual([2, 'cli/exists'])
    // Made again elsewhere it is another key, and a case that is in one refuses the other.
    const fork = at('scope-2b.age')
    expect((await result(['scope', 'next', one, fork, ...own(1), ...named])).check).not.toBe(next.check)
    cpSync(at('a-case'), at('copy'), { recursive: true })
    await result(['scope', 'use', at('copy'), two, ...own(0)])
    for (const [file, code] of [
      [fork, 'case/forked-epoch'],
      [two, 'case/old-epoch'],
      [one, 'case/old-epoch'],
    ] as const)
      expect(await refusedWith(['scope', 'use', at('copy'), file, ...own(0)])).toEqual([2, code])
  })

  it('of a passphrase needs another passphrase for the next epoch', async () => {
    writeFileSync(at('phrase'), 'one and the same\n')
    const keys = ['--passphrase-file', at('phrase'), '--new-passphrase-file', at('phrase')]
    expect(await refusedWith(['scope', 'next', one, at('scope-3.age'), ...keys])).toEqual([
      2,
      'cli/same-passphrase',
    ])
  })
})

describe('cases in a new epoch', () => {
  beforeAll(async () => {
    await Promise.all(
      ['a', 'b'].map(async (name, member) => {
        await result(['scope', 'use', at(`${name}-case`), two, ...own(member)])
      }),
    )
  })

  it('give out what they gave out before, until they release, and old releases ever after', async () => {
    await view('a-case', 0, 'a-1-again')
    expect(readFileSync(at('a-1-again'))).toEqual(readFileSync(at('a-1')))
    await Promise.all(
      ['a', 'b'].map((name, member) =>
        result(['release', at(`${name}-case`), '--time', '2015-03-01', ...own(member)]),
      ),
    )
    await Promise.all([view('a-case', 0, 'a-2'), view('b-case', 1, 'b-3')])
    await view('a-case', 0, 'a-1-later', '--release', '1')
    expect(readFileSync(at('a-1-later'))).toEqual(readFileSync(at('a-1')))
  })

  it('show an investigator nothing removed and every person re-issued', async () => {
    const report = await result([
      'verify',
      at('a-2'),
      '--key',
      join(at('a-case'), 'key.pub'),
      '--since',
      at('a-1'),
    ])
    expect(report).toMatchObject({ ok: true, since: { added: 0, amended: 12, withdrawn: 0 } })
  })

  it('cannot be linked across epochs, and are told which each file is in', async () => {
    const ran = await amana(['link', at('a-2'), at('b-2'), '--json'])
    expect([ran.exit, codeOf(ran)]).toEqual([2, 'link/other-epoch'])
    expect(json(ran).error.message).toMatch(
      /a-2 is in epoch 2 of “north 2014”, b-2 in epoch 1 of “north 2014”/,
    )
    expect(json(ran).error.details).toMatchObject({ files: ['a-2', 'b-2'], epochs: [2, 1] })
  })

  it('link to the same pairs in the new epoch as in the old one', async () => {
    const pairs = async (...files: readonly string[]) => {
      const file = at(`${files[0]}.csv`)
      await result(['link', ...files.map(at), '--pairs', file])
      return readFileSync(file, 'utf8')
        .replaceAll('b-2,', 'b,')
        .replaceAll('b-3,', 'b,')
        .replace(/^a-\d,/gm, 'a,')
        .split('\n')
        .map((line) =>
          line
            .split(/,(?=[ab],)/)
            .sort()
            .join(),
        )
        .sort()
    }
    const [before, after] = [await pairs('a-1', 'b-2'), await pairs('a-2', 'b-3')]
    expect(before.length).toBeGreaterThan(6)
    expect(after).toEqual(before)
  })
})
