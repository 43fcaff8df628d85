import { execFileSync } from 'node:child_process'
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { noise, put } from '../evidence/folders.js'
import { amana, codeOf, type Identity, json, newIdentity, result, start, temporaryFolder } from './amana.js'

const folder = temporaryFolder()
const at = (...names: string[]): string => join(folder, ...names)
let me: Identity
let own: readonly string[]

beforeAll(async () => {
  me = await newIdentity(folder)
  own = ['--identity', me.file]
})

/** A new case of two persons in one incident. */
async function newCase(name: string): Promise<string> {
  await result(['new', at(name), '--recipient', me.recipient])
  put(folder, 'persons.csv', 'row_id,given_name,incident\nA-1,زبيدة,Market\nA-2,قحطان,Market\n')
  await result(['import', at(name), at('persons.csv'), ...own])
  return at(name)
}

function newFiles(name: string): string {
  put(at(name), 'DCIM/IMG_1.mp4', noise(3_000_000, 1))
  put(at(name), 'DCIM/IMG_2.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))
  put(at(name), 'statements/Umm Khalil.txt', 'A made-up statement.\n')
  put(at(name), 'empty', '')
  return at(name)
}

const hash = (...args: readonly string[]) => amana(['hash', ...args, ...own, '--json'])

describe('amana hash', () => {
  it('records every file of a folder, and nothing new where it runs again', async () => {
    const [path, files] = [await newCase('plain'), newFiles('plain-files')]
    const first = await result(['hash', path, files, ...own])
    expect(first).toMatchObject({
      ok: true,
      files: 4,
      bytes: 3_000_025,
      taken: 4,
      added: 4,
      refused: 0,
      problems: [],
      paths: { open: 3, sealed: 1 },
    })
    expect(await result(['hash', path, files, ...own])).toMatchObject({ added: 0, updated: 0, unchanged: 4 })
    const release = await result(['release', path, ...own])
    expect(release.evidence).toEqual({ added: 4, reissued: 0 })
    // The state of the run is gone once the case has what it found.
    expect(readdirSync(path).filter((name) => name.startsWith('hashing'))).toEqual([])
    const words = await amana(['hash', path, files, ...own])
    expect(words.stdout).toMatch(/Taken: 0 added, 0 updated, 4 unchanged/)
  })

  it('takes what a table says of files, and refuses the whole run for one bad line', async () => {
    const [path, files] = [await newCase('table'), newFiles('table-files')]
    const custody =
      '"2015-01-20 | field worker 7 | received | for safety\n2015-01-21 10:00 +03:00 | office | copied"'
    const table = (rows: string) => {
      put(folder, 'files.csv', `file,kind,captured_at,incidents,persons,custody\n${rows}\n`)
      return ['--table', at('files.csv')]
    }
    const bad = await hash(
      path,
      files,
      ...table(
        [
          './statements/Umm Khalil.txt,hearsay,2015-13-01,,,',
          'DCIM/IMG_1.mp4,video,,Nowhere,A-1;A-7,',
          'gone.mp4,video,,,,',
          'DCIM/IMG_2.jpg,photo,2015-01-11 10:00,,,yesterday',
          'DCIM/IMG_2.jpg,photo,,,,',
          'empty,other,,,,',
          'empty,other,,,,',
        ].join('\n'),
      ),
    )
    const { problems, ...rest } = json(bad)
    expect([bad.exit, rest.ok, rest.taken, rest.added]).toEqual([2, false, 0, 0])
    expect(
      problems.map(({ line, column, path: of, code }: Record<string, string>) => [
        line ?? of,
        column ?? null,
        code,
      ]),
    ).toEqual([
      [2, 'kind', 'import/unknown-kind'],
      [2, 'captured_at', 'import/bad-time'],
      [5, 'captured_at', 'import/bad-time'],
      [5, 'custody', 'import/bad-time'],
      [8, 'file', 'import/repeated-file'],
      [4, 'file', 'evidence/no-such-file'],
      ['DCIM/IMG_1.mp4', null, 'evidence/no-such-incident'],
      ['DCIM/IMG_1.mp4', null, 'evidence/no-such-person'],
    ])
    const good = await hash(
      path,
      files,
      ...table(
        `statements/Umm Khalil.txt,شهادة شاهد,2015-01-19,Market,A-1; A-2,${custody}\nDCIM/IMG_1.mp4,,,,,`,
      ),
    )
    expect(json(good)).toMatchObject({ ok: true, taken: 4, added: 4 })
    await result(['release', path, ...own])
    await result(['view', path, '--for', 'custodian', '-o', at('table-view'), ...own])
    const shown = await result(['show', at('table-view')])
    expect(shown.open.evidence).toMatchObject({ incidents: 4, persons: 4, modified_at: 4, sha256: 4 })
  })

  it('reports what is no file, never by a name that could be somebody’s, and takes the rest where it may', async () => {
    const [path, files] = [await newCase('odd'), newFiles('odd-files')]
    symlinkSync('/etc', join(files, 'statements/زبيدة'))
    execFileSync('mkfifo', [join(files, 'pipe')])
    const refused = await hash(path, files)
    expect(refused.exit).toBe(2)
    expect(json(refused)).toMatchObject({ ok: false, files: 6, taken: 0, added: 0, refused: 2 })
    expect(json(refused).problems.map(({ path: of, code }: Record<string, string>) => [of, code])).toEqual([
      ['#3', 'evidence/special'],
      ['statements/#2', 'evidence/link'],
    ])
    expect(refused.stdout + refused.stderr).not.toMatch(/زبيدة|Khalil/)
    const partial = json(await hash(path, files, '--partial'))
    expect(partial).toMatchObject({ ok: true, files: 6, taken: 4, added: 4, refused: 2 })
    const words = await amana(['hash', path, files, ...own])
    expect(words.stdout).toContain('statements/#2')
    expect(words.stdout).toContain('#3 is the third name')
  })

  it('refuses a file with other bytes than were recorded, unless they are to replace them', async () => {
    const [path, files] = [await newCase('changed'), newFiles('changed-files')]
    await result(['hash', path, files, ...own])
    appendFileSync(join(files, 'DCIM/IMG_1.mp4'), '.')
    const changed = await hash(path, files)
    expect([changed.exit, json(changed).problems[0].code]).toEqual([2, 'evidence/other-content'])
    expect(json(await hash(path, files, '--replace'))).toMatchObject({ updated: 1, unchanged: 3 })
    rmSync(join(files, 'empty'))
    expect(json(await hash(path, files))).toMatchObject({ unchanged: 3, absent: 1 })
    // A second folder with the same names stands under a name of its own.
    newFiles('other-files')
    expect(json(await hash(path, at('other-files'), '--as', 'usb 2'))).toMatchObject({ added: 4, absent: 0 })
  })

  it('withdraws files by their keys, and they stay withdrawn', async () => {
    const [path, files] = [await newCase('withdrawn'), newFiles('withdrawn-files')]
    await result(['hash', path, files, ...own])
    await result(['withdraw', path, 'DCIM/IMG_1.mp4', '--evidence', '--reason', 'error', ...own])
    expect(json(await hash(path, files))).toMatchObject({ files: 4, taken: 3, withdrawn: 1, unchanged: 3 })
    expect(json(await hash(path, files, '--relist'))).toMatchObject({ taken: 4, withdrawn: 0, updated: 1 })
  })

  it('writes twins for other tools: SHA256SUMS that sha256sum accepts, and a bag under neutral names', async () => {
    const [path, files] = [await newCase('twins'), newFiles('twin-files')]
    const twins = ['--sha256sums', at('SHA256SUMS'), '--bagit', at('bag')]
    await result(['hash', path, files, ...twins, ...own])
    execFileSync('sha256sum', ['-c', '--strict', '--quiet', at('SHA256SUMS')], { cwd: files })
    const names = readdirSync(at('bag/data'))
    expect(names).toHaveLength(4)
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{32}(\.[a-z0-9]+)?$/)
    expect(readFileSync(at('bag/manifest-sha256.txt'), 'utf8')).not.toContain('Khalil')
    // A bag is read in again, and refused where it is not valid.
    const other = await newCase('from-bag')
    expect(await result(['hash', other, at('bag'), '--bag', ...own])).toMatchObject({ added: 4 })
    appendFileSync(at('bag/data', names[0]!), '.')
    const bad = await hash(other, at('bag'), '--bag')
    expect([bad.exit, codeOf(bad)]).toEqual([2, 'evidence/bad-bag'])
    // What would lie in the folder, or over something, is refused before anything is read.
    for (const [option, code] of [
      [['--bagit', at('bag')], 'evidence/exists'],
      [['--sha256sums', join(files, 'SHA256SUMS')], 'evidence/inside'],
      [['--sha256sums', at('S'), '--chunks-only'], 'evidence/nothing-asked'],
      [['--as', '../up'], 'evidence/bad-path'],
      [['--kind', 'hearsay'], 'evidence/unknown-kind'],
    ] as const) {
      const ran = await hash(path, files, ...option)
      expect([ran.exit, codeOf(ran)]).toEqual([2, code])
    }
  })

  it('compares with a checksum file that came with the files', async () => {
    const [path, files] = [await newCase('sums'), newFiles('sums-files')]
    const sum = (tool: string, ...names: string[]) =>
      execFileSync(tool, names, { cwd: files, encoding: 'utf8' })
    const all = ['DCIM/IMG_1.mp4', './DCIM/IMG_2.jpg', 'statements/Umm Khalil.txt']
    put(folder, 'SUMS', `${sum('md5sum', ...all)}${sum('sha256sum', all[0]!)}`)
    expect(json(await hash(path, files, '--against', at('SUMS')))).toMatchObject({
      ok: true,
      added: 4,
      unlisted: 1,
      weak: ['md5'],
    })
    put(folder, 'BAD', `${'0'.repeat(64)}  DCIM/IMG_1.mp4\n${'0'.repeat(64)}  gone 1.mp4\n`)
    const bad = await hash(path, files, '--against', at('BAD'))
    expect([
      bad.exit,
      json(bad).problems.map(({ code, line }: Record<string, string>) => [code, line]),
    ]).toEqual([
      2,
      [
        ['evidence/changed', 1],
        ['evidence/missing', 2],
      ],
    ])
    put(folder, 'NONE', `${'0'.repeat(64)}  DCIM/IMG_1.mp4\nwhat is this\n`)
    expect(codeOf(await hash(path, files, '--against', at('NONE')))).toBe('evidence/bad-sums')
  })

  it('takes up where a killed run stopped, and the case has nothing of it before', async () => {
    const files = at('killed-files')
    for (let i = 0; i < 4; i++) put(files, `IMG_${i}.mp4`, noise(48 << 20, i + 1))
    const stateOf = (path: string) => readdirSync(path).find((name) => name.startsWith('hashing'))
    const half = (path: string) => {
      const name = stateOf(path)
      return name !== undefined && statSync(join(path, name)).size > 9000
    }
    /** A case whose run was killed half-way; on a crowded machine the kill may come when all is done, and another is tried. */
    const killed = async (attempt = 0): Promise<string> => {
      const path = await newCase(`killed-${attempt}`)
      const child = start(['hash', path, files, ...own])
      const ended = new Promise((done) => child.on('close', done))
      while (child.exitCode === null && !half(path)) await new Promise((done) => setTimeout(done, 5))
      child.kill('SIGKILL')
      await ended
      return half(path) || attempt > 8 ? path : killed(attempt + 1)
    }
    const path = await killed()
    const state = () => stateOf(path)
    expect(state()).toBeDefined()
    const again = await result(['hash', path, files, ...own])
    expect(again).toMatchObject({ added: 4, unchanged: 0 })
    expect(again.resumedBytes).toBeGreaterThan(10 << 20)
    expect(state()).toBeUndefined()
  })

  it('keeps what it hashed where a table was bad, so that mending it costs no second hashing', async () => {
    const [path, files] = [await newCase('kept'), newFiles('kept-files')]
    put(folder, 'kept.csv', 'file,kind\ngone,video\n')
    expect((await hash(path, files, '--table', at('kept.csv'))).exit).toBe(2)
    put(folder, 'kept.csv', 'file,kind\nempty,other\n')
    const again = json(await hash(path, files, '--table', at('kept.csv')))
    expect(again).toMatchObject({ ok: true, added: 4, resumedBytes: 2 * 3_000_025 })
  })

  it('prints an empty table, and refuses one whose columns nobody knows', async () => {
    const { stdout } = await amana(['template', '--evidence'])
    expect(stdout.trim().replace('\ufeff', '')).toBe(
      'file,key,kind,language,captured_at,received_at,incidents,persons,redaction_of,custody,notes',
    )
    put(folder, 'strange.csv', 'file,colour\nempty,red\n')
    const [path, files] = [await newCase('strange'), newFiles('strange-files')]
    expect(codeOf(await hash(path, files, '--table', at('strange.csv')))).toBe('import/unknown-column')
    put(folder, 'strange.csv', 'colour\nred\n')
    expect(codeOf(await hash(path, files, '--table', at('strange.csv')))).toBe('import/no-headers')
    expect(codeOf(await hash(path, at('nowhere')))).toBe('evidence/no-folder')
    expect(codeOf(await hash(path, folder))).toBe('evidence/case-inside')
  })
})
