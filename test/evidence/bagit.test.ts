import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { toHex } from '@amana/codec'
import { formatBagInfo, neutralName, parseBagInfo, parseDeclaration } from '@amana/evidence'
import { checkBag, writeBag } from '@amana/evidence/node'
import { afterAll, describe, expect, it } from '@jest/globals'
import { newFolder, noise, put, removeFolders, run } from './folders.js'

afterAll(removeFolders)

const SUITE = resolve('../shared/vectors/bagit-conformance-suite')

interface SuiteBag {
  readonly name: string
  readonly kind: string
}

const bags: SuiteBag[] = existsSync(SUITE)
  ? readdirSync(SUITE)
      .filter((version) => /^v\d/.test(version))
      .flatMap((version) =>
        readdirSync(join(SUITE, version)).flatMap((kind) =>
          readdirSync(join(SUITE, version, kind)).map((bag) => ({ name: `${version}/${kind}/${bag}`, kind })),
        ),
      )
  : []

const suite = bags.length > 0 ? describe : describe.skip

suite('the BagIt conformance suite (skipped where ../shared/vectors is absent)', () => {
  it('has 54 bags for this system and 6 for Windows', () => {
    expect(bags.filter(({ kind }) => kind !== 'windows-only')).toHaveLength(54)
    expect(bags).toHaveLength(60)
  })

  for (const { name, kind } of bags) {
    // The paths that are out of a bag on Windows are out of it here as well, so these are refused too.
    const verdict = kind === 'valid' ? 'valid' : kind === 'warning' ? 'valid with a warning' : 'invalid'
    it(`${name} is ${verdict}`, async () => {
      const report = await checkBag(join(SUITE, name), { threads: 1 })
      expect(report.valid).toBe(verdict !== 'invalid')
      if (kind === 'warning') expect(report.warnings).not.toEqual([])
      // One thing only is odd about any bag that the suite calls valid, and only about two of them.
      if (kind === 'valid')
        expect(report.warnings.map((warning) => warning.kind)).toEqual(
          name.endsWith('bag-with-leading-dot-slash-in-manifest') ? ['dotted-path'] : [],
        )
    })
  }
})

function sourceFolder(): string {
  const folder = newFolder()
  put(folder, 'video/market.mp4', noise(2_100_000, 1))
  put(folder, 'statements/one.txt', 'The first.\n')
  put(folder, 'odd % name\nwith a line end.txt', 'odd')
  put(folder, 'empty', '')
  return folder
}

describe('a bag of ours', () => {
  it('is BagIt 1.0 with SHA-256 and SHA-512 manifests of payload and tags, and valid without a warning', async () => {
    const bag = join(newFolder(), 'bag')
    const info = [['Bagging-Date', '2016-11-24']] as const
    expect(writeBag(sourceFolder(), bag, { info })).toEqual({ files: 4, bytes: 2_100_014 })
    expect(readdirSync(bag).sort()).toEqual([
      'bag-info.txt',
      'bagit.txt',
      'data',
      'manifest-sha256.txt',
      'manifest-sha512.txt',
      'tagmanifest-sha256.txt',
      'tagmanifest-sha512.txt',
    ])
    expect(readFileSync(join(bag, 'bagit.txt'), 'utf8')).toBe(
      'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
    )
    expect(parseBagInfo(readFileSync(join(bag, 'bag-info.txt'), 'utf8'))).toEqual([
      ['Bagging-Date', '2016-11-24'],
      ['Payload-Oxum', '2100014.4'],
    ])
    expect(await checkBag(bag)).toEqual({
      valid: true,
      version: '1.0',
      algorithms: ['sha256', 'sha512'],
      faults: [],
      warnings: [],
    })
    // The times of a bag say nothing of who copied when.
    expect(statSync(join(bag, 'data/empty')).mtimeMs).toBe(0)
  })

  it('satisfies sha256sum and sha512sum where names need no escape', async () => {
    const bag = join(newFolder(), 'bag')
    const folder = newFolder()
    put(folder, 'a b/ملف.txt', 'x')
    writeBag(folder, bag)
    for (const manifest of ['manifest', 'tagmanifest'])
      for (const sum of ['sha256', 'sha512'])
        expect(
          (await run(`${sum}sum`, ['-c', '--strict', `${manifest}-${sum}.txt`], { cwd: bag })).code,
        ).toBe(0)
  })

  it('can give every file a name that says nothing', () => {
    const bag = join(newFolder(), 'bag')
    let number = 0
    writeBag(sourceFolder(), bag, {
      nameOf: () => neutralName(new Uint8Array(16).fill(++number), 'text/plain'),
    })
    expect(readdirSync(join(bag, 'data')).sort()).toEqual(
      [1, 2, 3, 4].map((i) => `${toHex(new Uint8Array(16).fill(i))}.txt`),
    )
  })

  it('is not made of links, of what changes its name out of the bag, or over something else, and leaves nothing behind then', () => {
    const place = newFolder()
    const bag = join(place, 'bag')
    const folder = sourceFolder()
    const refusal = (options: Parameters<typeof writeBag>[2], source = folder, target = bag) => {
      try {
        writeBag(source, target, options)
      } catch (error) {
        return (error as { code: string }).code
      }
      return 'none'
    }
    expect(refusal({ nameOf: () => 'same' })).toBe('evidence/bad-path')
    expect(refusal({ nameOf: (path) => `../${path}` })).toBe('evidence/bad-path')
    expect(refusal({ nameOf: () => '' })).toBe('evidence/bad-path')
    expect(refusal({ info: [['A:b', 'c']] })).toBe('evidence/bad-bag-info')
    expect(refusal({ info: [['A', 'b\nc']] })).toBe('evidence/bad-bag-info')
    expect(refusal({}, folder, join(folder, 'bag'))).toBe('evidence/inside')
    symlinkSync('/etc/hostname', join(folder, 'link'))
    expect(refusal({})).toBe('evidence/not-whole')
    expect(readdirSync(place)).toEqual([])
    writeFileSync(bag, '')
    expect(refusal({})).toBe('evidence/exists')
  })

  const spoilt: readonly (readonly [string, (bag: string) => void, readonly object[]])[] = [
    ['a changed file', (bag) => put(bag, 'data/empty', ' '), [{ path: 'data/empty', kind: 'changed' }]],
    ['an added file', (bag) => put(bag, 'data/new', ''), [{ path: 'data/new', kind: 'unlisted' }]],
    ['a missing file', (bag) => rmSync(join(bag, 'data/empty')), [{ path: 'data/empty', kind: 'missing' }]],
    [
      'a link',
      (bag) => {
        rmSync(join(bag, 'data/empty'))
        symlinkSync('/dev/null', join(bag, 'data/empty'))
      },
      [
        { path: 'data/empty', kind: 'link' },
        { path: 'data/empty', kind: 'missing' },
      ],
    ],
    [
      'a missing payload',
      (bag) => rmSync(join(bag, 'data'), { recursive: true }),
      [{ path: 'data', kind: 'no-payload' }],
    ],
    [
      'a changed tag file',
      (bag) => put(bag, 'bag-info.txt', 'A: b\n'),
      [{ path: 'bag-info.txt', kind: 'changed' }],
    ],
    [
      'a file in one manifest only',
      (bag) => {
        const path = join(bag, 'manifest-sha512.txt')
        writeFileSync(path, readFileSync(path, 'utf8').replace(/^.*data\/empty\n/m, ''))
      },
      [
        { path: 'data/empty', kind: 'unlisted' },
        { path: 'manifest-sha512.txt', kind: 'changed' },
      ],
    ],
    [
      'a wrong Payload-Oxum',
      (bag) => {
        put(bag, 'bag-info.txt', 'Payload-Oxum: 1.1\n')
        for (const sum of ['sha256', 'sha512']) {
          const digest = createHash(sum).update('Payload-Oxum: 1.1\n').digest('hex')
          const path = join(bag, `tagmanifest-${sum}.txt`)
          writeFileSync(path, readFileSync(path, 'utf8').replace(/^.*bag-info/m, `${digest}  bag-info`))
        }
      },
      [{ path: 'bag-info.txt', kind: 'wrong-oxum' }],
    ],
  ]
  for (const [what, spoil, faults] of spoilt)
    it(`is found invalid with ${what}`, async () => {
      const bag = join(newFolder(), 'bag')
      writeBag(sourceFolder(), bag)
      spoil(bag)
      const report = await checkBag(bag, { threads: 1 })
      expect(report.valid).toBe(false)
      expect(report.faults).toEqual(expect.arrayContaining([...faults]))
    })
})

describe('the declaration of a bag', () => {
  it('is two exact lines with any line end, and nothing else', () => {
    const read = (text: string) => parseDeclaration(new TextEncoder().encode(text))
    const good = { major: 1, minor: 0, encoding: 'UTF-8' }
    for (const end of ['\n', '\r\n', '\r'])
      expect(read(`BagIt-Version: 1.0${end}Tag-File-Character-Encoding: UTF-8${end}`)).toEqual(good)
    expect(read('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8')).toEqual(good)
    for (const bad of [
      '',
      'BagIt-Version: 1.0\n',
      'BagIt-Version: 1.0 \nTag-File-Character-Encoding: UTF-8\n',
      'BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n',
      '\ufeffBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
      'BagIt-Version: 1\nTag-File-Character-Encoding: UTF-8\n',
      'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nMore: x\n',
    ])
      expect(read(bad)).toBeNull()
  })

  it('and its information survive writing and reading, folded lines too', () => {
    const pairs = [
      ['Source-Organization', 'A network'],
      ['External-Description', 'with: colons'],
    ] as const
    expect(parseBagInfo(formatBagInfo(pairs))).toEqual(pairs)
    expect(parseBagInfo('A : 1\r\nB: one\r\n   two\r\n')).toEqual([
      ['A', '1'],
      ['B', 'one two'],
    ])
  })
})
