import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import {
  AL_BAB,
  amana,
  codeOf,
  type Identity,
  json,
  newIdentity,
  REPEATS,
  result,
  temporaryFolder,
} from './amana.js'

const folder = temporaryFolder()
const [ours, theirs, others] = ['ours', 'theirs', 'others'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
]
const [list, partner, other, auditor] = ['list', 'partner', 'other', 'auditor'].map((name) =>
  join(folder, name),
) as [string, string, string, string]
let me: Identity
let coalition: Identity

/** A case with a table, its release, and a view of it for an audience. */
async function publish(
  path: string,
  scope: readonly string[],
  tables: readonly string[],
  view: string,
): Promise<void> {
  const own = ['--identity', me.file]
  await result(['new', path, '--recipient', me.recipient, ...scope])
  await result(['import', path, ...tables, ...own])
  await result(['release', path, ...own])
  await result(['view', path, '--for', 'investigator', '-o', view, ...own])
}

beforeAll(async () => {
  me = await newIdentity(folder, 'me')
  coalition = await newIdentity(folder, 'coalition')
  const scope = join(folder, 'scope.age')
  const tables = ['persons.csv', 'incidents.csv'].map((name) => join(AL_BAB, name))
  const second = [join(AL_BAB, 'partner.csv')]
  const member = ['--scope', scope, '--scope-identity', coalition.file]
  await result(['scope', 'new', scope, '--purpose', 'test', '--recipient', coalition.recipient])
  await Promise.all([
    publish(ours, member, tables, list),
    publish(theirs, member, second, partner),
    publish(others, [], second, other),
  ])
  await result(['view', ours, '--for', 'auditor', '-o', auditor, '--identity', me.file])
})

const keys = () => [ours, theirs].flatMap((path) => ['--key', join(path, 'key.pub')])

describe('linking', () => {
  it('finds the repeats within a list', async () => {
    const found = await result(['link', list, '--key', join(ours, 'key.pub')])
    expect(found).toMatchObject({
      ok: true,
      verified: true,
      distinct: 103,
      clusters: REPEATS.length,
      overlaps: [],
    })
    expect(found.files).toEqual([{ file: 'list', persons: 108, linkable: 106, repeated: 5 }])
  })

  it('finds the overlap of two lists that share a scope, and writes clusters and pairs', async () => {
    const [clusters, pairs] = ['clusters.csv', 'pairs.csv'].map((name) => join(folder, name)) as [
      string,
      string,
    ]
    const found = await result(['link', list, partner, ...keys(), '-o', clusters, '--pairs', pairs])
    expect(found.overlaps).toEqual([{ files: ['list', 'partner'], persons: 31 }])
    expect(found.distinct).toBe(103 + 40 - 31)
    expect(found.low).toBeLessThanOrEqual(found.unique)
    expect(found.low).toBeLessThanOrEqual(112)
    expect(found.high).toBeGreaterThanOrEqual(112)
    const lines = readFileSync(clusters, 'utf8').trim().split('\n')
    expect(lines[0]).toBe('cluster,file,id,incident')
    expect(lines.length).toBe(1 + 106 + 40)
    for (const line of lines.slice(1))
      expect(line).toMatch(/^c\d+,(?:list|partner),[0-9a-f]{32},[0-9a-f]{32}$/)
    expect(new Set(lines.slice(1).map((line) => line.split(',')[0])).size).toBe(found.distinct - 2)
    const linked = readFileSync(pairs, 'utf8').trim().split('\n')
    expect(linked[0]).toBe('file_a,id_a,file_b,id_b,probability,reason,verdict,by,why')
    expect(linked.length).toBe(1 + found.pairs)
    const words = await amana(['link', list, partner])
    expect(words.exit).toBe(0)
    expect(words.stdout).toContain('31 persons stand in both list and partner.')
    expect(words.stderr).toContain('No --key was given')
  })

  it('takes one list from standard input, verifies it, and tells files of one name apart', async () => {
    const piped = await amana(['link', '-', partner, ...keys(), '--json'], { input: readFileSync(list) })
    expect(piped.exit).toBe(0)
    expect(json(piped)).toMatchObject({
      verified: true,
      overlaps: [{ files: ['standard input', 'partner'], persons: 31 }],
    })
    mkdirSync(join(folder, 'sub'))
    const same = join(folder, 'sub/list')
    await result(['view', theirs, '--for', 'investigator', '-o', same, '--identity', me.file])
    expect((await result(['link', list, same])).overlaps).toEqual([{ files: [list, same], persons: 31 }])
  })

  it('refuses lists of another scope, views without tokens, and views that do not verify', async () => {
    const [scope, closed, unsigned] = await Promise.all([
      amana(['link', list, other, '--json']),
      amana(['link', list, auditor, '--json']),
      amana(['link', list, partner, '--key', join(ours, 'key.pub'), '--json']),
    ])
    expect([scope.exit, codeOf(scope)]).toEqual([2, 'link/other-scope'])
    expect([closed.exit, codeOf(closed)]).toEqual([2, 'link/no-tokens'])
    expect([unsigned.exit, codeOf(unsigned)]).toEqual([1, 'link/not-verified'])
  })

  it('opens a scope only for its members', async () => {
    const scope = join(folder, 'scope.age')
    const args = ['new', join(folder, 'no'), '--recipient', me.recipient, '--json', '--scope', scope]
    const stranger = await amana([...args, '--scope-identity', me.file])
    expect([stranger.exit, codeOf(stranger)]).toEqual([2, 'grant/locked'])
  })
})
