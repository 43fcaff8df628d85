import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCaseFolder, openCaseFolder } from '@amana/bundle/node'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import {
  AL_BAB,
  amana,
  type Identity,
  type Json,
  json,
  newIdentity,
  REPEATS,
  result,
  temporaryFolder,
} from './amana.js'
import { delimited, encoded, workbook } from './tables.js'

const folder = temporaryFolder()
const PERSONS = join(AL_BAB, 'persons.csv')
const INCIDENTS = join(AL_BAB, 'incidents.csv')
const rows: readonly Record<string, string>[] = parse(readFileSync(PERSONS, 'utf8'), {
  columns: true,
  bom: true,
})
let me: Identity
let own: readonly string[]

beforeAll(async () => {
  useBackend(nodeBackend)
  me = await newIdentity(folder)
  own = ['--identity', me.file]
})

/** What a case says of its persons, by row, secrets and tokens aside. */
async function persons(path: string): Promise<readonly string[]> {
  const open = await openCaseFolder(path, { identities: [me.secret] })
  try {
    const values = [...open.case.records]
      .filter((record) => record.kind === 'person')
      .map((record) => ({ ...open.case.valuesByName(record), linkage: null, receipt: null, incident: null }))
    return values.map((value) => JSON.stringify(value)).sort()
  } finally {
    open.close()
  }
}

async function emptyCase(name: string): Promise<string> {
  const path = join(folder, name)
  ;(await createCaseFolder(path, { protect: { recipients: [me.recipient] } })).close()
  return path
}

describe('the example, from its tables to a verified view', () => {
  let path: string
  let view: string
  let report: Json

  beforeAll(async () => {
    path = join(folder, 'example')
    view = join(folder, 'investigator')
    const made = await result(['new', path, '--recipient', me.recipient])
    expect(made).toEqual({
      ok: true,
      case: path,
      origin: expect.stringMatching(/^amana\/[0-9a-f]{32}$/),
      key: readFileSync(join(path, 'key.pub'), 'utf8').trim(),
      keyFile: join(path, 'key.pub'),
    })
    const taken = await result(['import', path, PERSONS, INCIDENTS, ...own])
    expect(taken).toMatchObject({ ok: true, added: 108, updated: 0, unchanged: 0, withdrawn: 0 })
    expect(taken.tables).toEqual([
      expect.objectContaining({
        file: 'persons.csv',
        kind: 'persons',
        rows: 108,
        taken: 108,
        refused: 0,
        problems: [],
      }),
      expect.objectContaining({
        file: 'incidents.csv',
        kind: 'incidents',
        rows: 14,
        taken: 14,
        refused: 0,
        problems: [],
      }),
    ])
    expect(taken.duplicates.map((group: string[]) => group[1])).toEqual(REPEATS)
    // Names of likely duplicates are for the custodian's own display: not in JSON, and in words only where they are asked for.
    const [plain, named] = [
      await amana(['import', path, PERSONS, ...own]),
      await amana(['import', path, PERSONS, ...own, '--names']),
    ]
    expect(JSON.stringify(taken) + plain.stdout + plain.stderr + named.stderr).not.toMatch(/العجيلي|Ujayli/)
    expect(plain.stdout).toContain('AB-001, AB-052 (')
    expect(named.stdout).toContain(
      '    AB-001: إبراهيم خليل نجيب العجيلي, Ibrahim Khalil al-Ujayli, male, 34, 2014-12-28',
    )
    const withdrawn = await result(['withdraw', path, ...REPEATS, '--reason', 'duplicate', ...own])
    expect(withdrawn).toEqual({ ok: true, withdrawn: 5, reason: 'duplicate', shredded: false })
    const claims = ['--claims', join(AL_BAB, 'claims.json'), '--time', '2015-02-10']
    const released = await result(['release', path, ...claims, ...own])
    expect(released).toMatchObject({
      ok: true,
      release: 1,
      time: '2015-02-10T00:00:00Z',
      persons: { added: 103, reissued: 0 },
      incidents: { added: 14, reissued: 0 },
      hiddenLabels: 0,
    })
    const cut = await result(['view', path, '--for', 'investigator', '-o', view, ...own])
    expect(cut).toMatchObject({
      ok: true,
      file: view,
      audience: 'investigator',
      release: 1,
      bytes: readFileSync(view).length,
    })
    report = await result(['verify', view, '--key', join(path, 'key.pub')])
  })

  it('counts 103, 51, 29 and 23, 11 and 11, with sex, age and incident of every person closed', () => {
    expect(report).toMatchObject({ ok: true, totals: { persons: 103, incidents: 14, withdrawn: 0 } })
    const claim = (text: RegExp) => report.claims.find((one: Json) => text.test(one.text))
    expect(claim(/^persons in all$/)).toMatchObject({ stated: 103, counted: 103, status: 'pass' })
    expect(claim(/^persons in the building used as a prison/)).toMatchObject({
      stated: 51,
      counted: 51,
      status: 'pass',
    })
    expect(claim(/^persons at small oil refineries/)).toMatchObject({
      stated: 29,
      counted: 29,
      status: 'pass',
    })
    expect(claim(/^persons elsewhere/)).toMatchObject({ stated: 23, counted: 23, status: 'pass' })
    expect(claim(/^women/)).toMatchObject({ stated: 11, counted: 11, status: 'pass' })
    expect(claim(/^children/)).toMatchObject({ stated: 11, counted: 11, status: 'pass' })
    expect(claim(/^girls/)).toMatchObject({ stated: 2, counted: 2, status: 'pass' })
    expect(report.claims.every(({ status }: Json) => status === 'pass')).toBe(true)
  })

  it('is reported in the shape that programs rely on', () => {
    for (const { id, status, statement } of report.checks) {
      expect(['pass', 'not-checked']).toContain(status)
      expect([typeof id, typeof statement]).toEqual(['string', 'string'])
    }
    expect(report.checks.map(({ id }: Json) => id)).toEqual(
      'format signature log revisions openings tallies references claims history compare distinctness witness time'.split(
        ' ',
      ),
    )
  })

  it('is printed for people in English and Arabic, in one exit code', async () => {
    const key = ['--key', readFileSync(join(path, 'key.pub'), 'utf8').trim()]
    const [english, arabic, shown, asJson] = await Promise.all([
      amana(['verify', view, ...key]),
      amana(['verify', view, ...key, '--lang', 'ar']),
      amana(['show', view]),
      amana(['show', view, '--json']),
    ])
    expect([english.exit, arabic.exit, shown.exit, asJson.exit]).toEqual([0, 0, 0, 0])
    expect(english.stdout).toMatch(/persons in all +│ 103 +│ 103 +│ pass/)
    expect(english.stdout).toContain('still sensitive')
    expect(arabic.stdout).toMatch(/مجموع الأشخاص +│ 103 +│ 103 +│ ناجح/)
    expect(shown.stdout).toContain('person: 103 records')
    expect(shown.stdout).toMatch(/Building used as a prison +│ 2014-12-28 +│ Al Bab +│ airstrike +│ 51/)
    const inside = json(asJson)
    expect(inside).toMatchObject({
      ok: true,
      verified: false,
      audience: 'investigator',
      records: { person: { records: 103 } },
    })
    expect(inside.open.person).toMatchObject({ status: 103 })
    for (const name of ['sex', 'age_group', 'incident', 'sources'])
      expect(inside.open.person).not.toHaveProperty(name)
    expect(inside.incidents.reduce((sum: number, one: Json) => sum + one.persons, 0)).toBe(103)
  })

  it('is the same from standard input, and beside other files: one bad file fails all', async () => {
    const key = ['--key', join(path, 'key.pub')]
    const bytes = readFileSync(view)
    const bad = join(folder, 'bad')
    const changed = Uint8Array.from(bytes)
    changed[20_000]! ^= 1
    writeFileSync(bad, changed)
    const piped = await amana(['verify', '-', ...key, '--json'], { input: bytes })
    expect(piped.exit).toBe(0)
    expect(json(piped)).toEqual({ ...report, file: 'standard input' })
    const [both, alone, noView] = await Promise.all([
      amana(['verify', view, bad, ...key, '--json']),
      amana(['verify', bad, ...key]),
      amana(['verify', PERSONS, ...key, '--json']),
    ])
    expect(both.exit).toBe(1)
    expect(json(both)).toMatchObject({
      ok: false,
      reports: [
        { ok: true, file: 'investigator' },
        { ok: false, file: 'bad' },
      ],
    })
    expect(alone.exit).toBe(1)
    expect(alone.stdout).toContain('FAILED. Do not rely on this file.')
    expect([noView.exit, json(noView).ok]).toEqual([1, false])
  })

  it('fails under another key, and shows nothing where a file is no view', async () => {
    const other = await emptyCase('other-key')
    const wrong = await amana(['verify', view, '--key', join(other, 'key.pub'), '--json'])
    expect([wrong.exit, json(wrong).ok]).toEqual([1, false])
    expect(json(wrong).checks.find(({ id }: Json) => id === 'signature').status).toBe('fail')
    const shown = await amana(['show', PERSONS, '--json'])
    expect([shown.exit, json(shown).error.code]).toEqual([1, 'view/not-a-view'])
  })

  it('proves to auditors and the public the same totals, with every row closed', async () => {
    for (const audience of ['auditor', 'public']) {
      const file = join(folder, audience)
      await result(['view', path, '--for', audience, '-o', file, ...own])
      const { ok, claims } = await result(['verify', file, '--key', join(path, 'key.pub')])
      expect(ok).toBe(true)
      expect(claims[0]).toMatchObject({ stated: 103, counted: 103, status: 'pass' })
      expect(claims.every(({ status }: Json) => status === 'pass')).toBe(true)
      expect((await result(['show', file])).open.person).toEqual({})
    }
    const file = join(folder, 'custodian')
    await result(['view', path, '--for', 'custodian', '-o', file, ...own])
    const { claims } = await result(['verify', file, '--key', join(path, 'key.pub')])
    expect(claims.every(({ status }: Json) => status === 'pass')).toBe(true)
  })

  it('proves a joint table to the public in which no cell is under eleven, and refuses one that it cannot count', async () => {
    const file = join(folder, 'joint')
    await result(['view', path, '--for', 'public', '--table', 'sex,age_group', '-o', file, ...own])
    const { ok, tables } = await result(['verify', file, '--key', join(path, 'key.pub')])
    expect(ok).toBe(true)
    const joint = tables.find(({ cells }: Json) =>
      cells.some(({ values, count }: Json) => count === 83 && String(values) === 'male,adult'),
    )
    // 9 women, 2 girls and 9 boys share the other cell, with all that nobody is.
    expect(joint.cells.map(({ count, values }: Json) => [count, values.length])).toEqual([
      [83, 1],
      [20, 15],
    ])
    const bad = await amana([
      'view',
      path,
      '--for',
      'public',
      '--table',
      'age_min',
      '-o',
      file,
      ...own,
      '--json',
    ])
    expect([bad.exit, json(bad).error.code]).toEqual([2, 'view/bad-table'])
  })

  it('does not change when the tables are imported again, and has nothing to release', async () => {
    const again = await result(['import', path, PERSONS, INCIDENTS, ...own])
    expect(again).toMatchObject({ ok: true, added: 0, updated: 0, unchanged: 103, withdrawn: 5 })
    const nothing = await amana(['release', path, ...own, '--json'])
    expect([nothing.exit, json(nothing).error.code]).toEqual([2, 'release/nothing-new'])
  })

  it('takes an amended row into a second release, whose history verifies against the first', async () => {
    const amended = rows.map((one) => (one.row_id === 'AB-010' ? { ...one, sources: 'video:9' } : one))
    const file = join(folder, 'amended.csv')
    const more = { ...rows[0]!, row_id: 'AB-200', given_name: 'نوار', name_latin: '', father_name: 'تيم' }
    writeFileSync(file, delimited([...amended, more]))
    const taken = await result(['import', path, file, ...own])
    expect(taken).toMatchObject({ added: 1, updated: 1, unchanged: 102, withdrawn: 5 })
    await result(['withdraw', path, 'AB-011', '--reason', 'alive', ...own])
    const released = await result(['release', path, ...own])
    // The amended and the withdrawn one, each in a group of ten or more: which group is chance.
    expect(released).toMatchObject({ release: 2, persons: { added: 1 } })
    expect(released.persons.reissued).toBeGreaterThanOrEqual(2 * 10)
    const second = join(folder, 'second')
    await result(['view', path, '--for', 'investigator', '-o', second, ...own])
    const key = ['--key', join(path, 'key.pub')]
    const [since, backwards, words] = await Promise.all([
      result(['verify', second, ...key, '--since', view]),
      amana(['verify', view, ...key, '--since', second, '--json']),
      amana(['verify', second, ...key, '--since', view]),
    ])
    expect(since.totals).toMatchObject({ persons: 103, withdrawn: 1 })
    expect(since.checks.find(({ id }: Json) => id === 'history').status).toBe('pass')
    expect(since.since).toMatchObject({ added: 1, withdrawn: 1 })
    expect(words.stdout).toMatch(
      /New since the earlier view:\n {2}1 added\n {4}person [0-9a-f]{32}, revision 1\n/,
    )
    expect([backwards.exit, json(backwards).ok]).toEqual([1, false])
  })
})

describe('the example’s table in other dress', () => {
  let reference: readonly string[]
  beforeAll(async () => {
    const path = await emptyCase('reference')
    await result(['import', path, PERSONS, ...own])
    reference = await persons(path)
    expect(reference.length).toBe(108)
  })

  const DRESS: readonly (readonly [string, () => Promise<Uint8Array> | Uint8Array, RegExp])[] = [
    ['utf-8 with a mark.csv', () => encoded(delimited(rows), 'utf-8+bom'), /utf-8/],
    ['utf-16le.csv', () => encoded(delimited(rows), 'utf-16le'), /utf-16le, detected/],
    ['utf-16le with a mark, by tabs.tsv', () => encoded(delimited(rows, '\t'), 'utf-16le+bom'), /utf-16le/],
    ['utf-16be with a mark.csv', () => encoded(delimited(rows), 'utf-16be+bom'), /utf-16be/],
    [
      'windows-1256 by semicolons.csv',
      () => encoded(delimited(rows, ';'), 'windows-1256'),
      /windows-1256, detected/,
    ],
    [
      'by pipes, lines of Windows.csv',
      () => encoded(delimited(rows, '|').replaceAll('\n', '\r\n'), 'utf-8'),
      /vertical bar/,
    ],
    ['a workbook.xlsx', () => workbook(rows), /Workbook/],
  ]
  it.each(DRESS)('gives the same persons: %s', async (name, make, note) => {
    const file = join(folder, name)
    writeFileSync(file, await make())
    const path = await emptyCase(`case of ${name}`)
    const { tables } = await result(['import', path, file, ...own])
    expect(tables[0]).toMatchObject({ rows: 108, taken: 108, refused: 0 })
    expect(tables[0].notes.join(' ')).toMatch(note)
    expect(await persons(path)).toEqual(reference)
  })

  it('is 103 again once the repeats of a workbook are withdrawn', async () => {
    const path = join(folder, 'case of a workbook.xlsx')
    await result(['withdraw', path, ...REPEATS, '--reason', 'duplicate', ...own])
    await result(['import', path, INCIDENTS, ...own])
    await result(['release', path, ...own])
    const view = join(folder, 'of the workbook')
    await result(['view', path, '--for', 'investigator', '-o', view, ...own])
    expect((await result(['verify', view, '--key', join(path, 'key.pub')])).totals.persons).toBe(103)
  })

  it('is taken by an encoding and delimiter that are asked for, and refused by wrong ones', async () => {
    const path = await emptyCase('asked')
    const file = join(folder, 'windows-1256 by semicolons.csv')
    const ask = (...more: string[]) => amana(['import', path, file, '--json', ...own, ...more])
    const wrong = await ask('--encoding', 'utf-8')
    expect([wrong.exit, json(wrong).error.code]).toEqual([2, 'import/bad-encoding'])
    const right = await ask('--encoding', 'cp1256', '--delimiter', 'semicolon')
    expect([right.exit, json(right).added]).toEqual([0, 108])
  })
})
