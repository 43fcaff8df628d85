import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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
    expect(found.files).toEqual([{ file: 'list', persons: 108, linkable: 108, repeated: 5 }])
  })

  it('finds the overlap of two lists that share a scope, and writes clusters and pairs', async () => {
    const [clusters, pairs] = ['clusters.csv', 'pairs.csv'].map((name) => join(folder, name)) as [
      string,
      string,
    ]
    // They share 31. Incidents are closed: tokens alone tell one namesake from another.
    const found = await result(['link', list, partner, ...keys(), '-o', clusters, '--pairs', pairs])
    expect(found.overlaps).toEqual([{ files: ['list', 'partner'], persons: 31 }])
    expect(found.distinct).toBe(103 + 40 - 31)
    expect(found.low).toBeLessThanOrEqual(found.unique)
    expect(found.low).toBeLessThanOrEqual(112)
    expect(found.high).toBeGreaterThanOrEqual(112)
    const lines = readFileSync(clusters, 'utf8').trim().split('\n')
    expect(lines[0]).toBe('cluster,file,id,incident')
    expect(lines.length).toBe(1 + 108 + 40)
    for (const line of lines.slice(1)) expect(line).toMatch(/^c\d+,(?:list|partner),[0-9a-f]{32},$/)
    expect(new Set(lines.slice(1).map((line) => line.split(',')[0])).size).toBe(found.distinct)
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

  it('takes a record that stands in two views for one person, also where its tokens differ', async () => {
    const path = join(folder, 'dated later')
    const own = ['--identity', me.file]
    const [persons, incidents] = ['p.csv', 'i.csv'].map((name) => join(folder, name)) as [string, string]
    const views = [join(folder, 'undated'), join(folder, 'dated')]
    writeFileSync(persons, 'row_id,full_name,incident\n1,سامي نادر القاسم,x\n2,زيد عمر الخطيب,x\n')
    writeFileSync(incidents, 'incident,date\nx,2014-12-28\n')
    await result(['new', path, '--recipient', me.recipient])
    for (const [i, table] of [persons, incidents].entries()) {
      await result(['import', path, table, ...own])
      await result(['release', path, ...own])
      await result(['view', path, '--for', 'investigator', '-o', views[i]!, ...own])
    }
    expect(await result(['link', ...views])).toMatchObject({
      distinct: 2,
      unique: 2,
      overlaps: [{ persons: 2 }],
    })
    // Without a date nobody is linked to others, and no view tells who has none: that is said.
    expect((await amana(['link', views[0]!])).stdout).toContain('whose month of death a list does not know')
  })

  it('writes over nothing that it reads or writes', async () => {
    for (const more of [
      ['-o', list],
      ['--pairs', './x', '--svg', 'x'],
      ['--decisions', 'd.csv', '-o', 'd.csv'],
      ['--review', list, '--decisions', list],
    ]) {
      const before = readFileSync(list)
      const ran = await amana(['link', list, ...more, '--json'], { cwd: folder })
      expect([ran.exit, codeOf(ran)]).toEqual([2, 'cli/exists'])
      expect(readFileSync(list)).toEqual(before)
    }
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

  it('keeps decisions by record, obeys them, and says which it passed over', async () => {
    const file = join(folder, 'decisions.csv')
    const base = ['link', list, partner]
    const before = await result([...base, '--review', file])
    const open = readFileSync(file, 'utf8')
    expect(open.startsWith('\ufeffa,b,verdict,by,why,probability,reason\n')).toBe(true)
    expect(open.trim().split('\n').length).toBe(1 + before.doubted)
    // Somebody fills in the first line, in a program that writes semicolons, and adds a record that is not there.
    const [first, second] = before.review as { a: string; b: string; probability: number }[]
    const filled = `\ufeffa;b;verdict;by;why\r\n${first!.a};${first!.b};different;هدى;"two, brothers"\r\n${first!.a};${'0'.repeat(32)};same;;\r\n`
    writeFileSync(file, filled)
    const short = (name: string) => name.slice(name.indexOf(':') + 1).slice(0, 10)
    const args = [
      '--decisions',
      file,
      '--decide',
      `${short(second!.a)} ${short(second!.b)} same`,
      '--by',
      'H.K.',
    ]
    const pairs = join(folder, 'decided.csv')
    const after = await result([...base, ...args, '--why', 'one house', '--pairs', pairs])
    const id = (name: string) => name.slice(name.indexOf(':') + 1)
    expect(after.decisions).toEqual([
      { a: id(first!.a), b: id(first!.b), verdict: 'different', by: 'هدى', why: 'two, brothers' },
      { a: id(second!.a), b: id(second!.b), verdict: 'same', by: 'H.K.', why: 'one house' },
    ])
    expect(after.unknownDecisions).toEqual([{ line: 3, a: first!.a, b: '0'.repeat(32) }])
    const probabilityOf = ({ a, b }: { a: string; b: string }) =>
      readFileSync(pairs, 'utf8')
        .split('\n')
        .filter((line) => line.includes(id(a)) && line.includes(id(b)))
        .map((line) => line.split(',')[4])
    expect(probabilityOf(first!)).toEqual(['0.000000'])
    expect(probabilityOf(second!)).toEqual(['1.000000'])
    // The file holds both now, and what was not known as it was; it is read back as it is, by other files' names.
    const renamed = join(folder, 'later.view')
    copyFileSync(list, renamed)
    const again = await result(['link', renamed, partner, '--decisions', file, '--review', file])
    expect([again.decisions, again.unknownDecisions[0].b]).toEqual([after.decisions, '0'.repeat(32)])
    expect(
      again.review.some(
        ({ a, b }: { a: string; b: string }) => id(a) === id(second!.a) && id(b) === id(second!.b),
      ),
    ).toBe(false)
    // A decision against another is refused, with the line, and so is one about nobody.
    const kept = readFileSync(file, 'utf8')
    const decide = (text: string) =>
      amana([...base, '--decisions', file, '--by', 'x', '--decide', text, '--json'])
    const [against, nobody] = await Promise.all([
      decide(`${id(first!.a)} ${id(first!.b)} same`),
      decide(`${id(first!.a)} ${'1'.repeat(32)} same`),
    ])
    expect([against.exit, codeOf(against)]).toEqual([2, 'linkage/bad-decisions'])
    expect(json(against).error.message).toMatch(/Line 2 .*the new one/)
    expect([nobody.exit, codeOf(nobody)]).toEqual([2, 'link/no-such-record'])
    expect(readFileSync(file, 'utf8')).toBe(kept)
    expect(codeOf(await amana([...base, '--review', file, '--json']))).toBe('cli/exists')
  })

  it('speaks Arabic, in words, reasons and the plot', async () => {
    const svg = join(folder, 'plot.svg')
    const ran = await amana(['link', list, partner, '--lang', 'ar', '--svg', svg])
    expect(ran.exit).toBe(0)
    expect(ran.stdout).toContain('عدد الأشخاص الواردين في list وفي partner معا: 31.')
    expect(ran.stderr).toContain('لم يعط مفتاح')
    // But for names of files and of options nothing in it is in another script.
    const words = ran.stdout.replace(/list|partner|--[a-z]+|FILE|NAME|TEXT|"ID ID same"|[0-9a-f]{12}/g, '')
    expect(words).not.toMatch(/[A-Za-z]{2}/)
    expect(readFileSync(svg, 'utf8')).toContain('الأشخاص بحسب القوائم')
  })

  it('opens a scope only for its members', async () => {
    const scope = join(folder, 'scope.age')
    const args = ['new', join(folder, 'no'), '--recipient', me.recipient, '--json', '--scope', scope]
    const stranger = await amana([...args, '--scope-identity', me.file])
    expect([stranger.exit, codeOf(stranger)]).toEqual([2, 'grant/locked'])
  })
})
