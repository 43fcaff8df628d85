import { readFileSync, renameSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { AmanaError } from '@amana/codec'
import { compareWithManifest, type Found, type ManifestEntry } from '@amana/evidence'
import { auditFolder } from '@amana/evidence/node'
import { afterAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { attacked } from './attacked.js'
import { ATTACKS, MORE_ATTACKS, makeEvidence } from './attacks.js'
import { manifestOf, newFolder, put, removeFolders } from './folders.js'

afterAll(removeFolders)

const audit = async (folder: string, manifest: readonly ManifestEntry[]) =>
  (await auditFolder(folder, manifest)).findings

describe('the closed world, on real folders', () => {
  it('has nothing to say about a folder that is as listed', async () => {
    expect(await attacked()).toEqual({ findings: [], code: 0, says: [] })
  })

  const codes = new Map<string, number>()
  for (const attack of [...ATTACKS, ...MORE_ATTACKS])
    it(`finds and names: ${attack.name}`, async () => {
      const { findings, code } = await attacked(attack)
      codes.set(attack.name, code)
      expect(findings).toEqual(attack.expected)
    })

  it('has twelve attacks, of which sha256sum -c passes five without a word', () => {
    expect(ATTACKS).toHaveLength(12)
    const passed = ATTACKS.filter(({ name }) => codes.get(name) === 0).map(({ name }) => name)
    expect(passed).toEqual(['added', 'case twin', 'normalisation twin', 'link', 'special file'])
  })

  it('knows files by content alone where the manifest has no names, and says so little then', async () => {
    const folder = newFolder()
    makeEvidence(folder)
    const named = await manifestOf(folder)
    const nameless = named.map(({ path, ...entry }, i) => ({ ...entry, path: null, neutral: `item ${i}` }))
    expect(await audit(folder, nameless)).toEqual([])
    expect(await audit(folder, nameless.slice(1))).toEqual([{ path: named[0]!.path, kind: 'added' }])
    const strange = { ...nameless[0]!, sha256: new Uint8Array(32) }
    expect(await audit(folder, [strange, ...nameless.slice(1)])).toEqual([
      { path: named[0]!.path, kind: 'added' },
      { path: 'item 0', kind: 'missing' },
    ])
  })

  it('reads nothing of a size that is not listed: a terabyte of holes costs no time', async () => {
    const folder = newFolder()
    makeEvidence(folder)
    const manifest = await manifestOf(folder)
    put(folder, 'holes.bin', '')
    for (const name of ['holes.bin', 'empty']) truncateSync(join(folder, name), 2 ** 40)
    const { findings, files } = await auditFolder(folder, manifest)
    expect(findings).toEqual([
      { path: 'empty', kind: 'changed' },
      { path: 'holes.bin', kind: 'added' },
    ])
    expect(files).toBe(manifest.length - 1)
  })

  it('knows how a folder calls its files: by the paths that were recorded, or by neutral names', async () => {
    const folder = newFolder()
    makeEvidence(folder)
    const recorded = (await manifestOf(folder)).map((entry, i) => ({ ...entry, neutral: `neutral-${i}` }))
    // Two paths are sealed: in the folder as it was recorded these two have no name.
    const manifest = recorded.map((entry, i) => (i < 2 ? { ...entry, path: null } : entry))
    expect(await auditFolder(folder, manifest)).toMatchObject({
      findings: [],
      naming: 'recorded',
      byContent: 2,
    })
    const copy = newFolder()
    for (const { path, neutral } of recorded) put(copy, neutral, readFileSync(join(folder, path!)))
    expect(await auditFolder(copy, manifest)).toMatchObject({ findings: [], naming: 'neutral', byContent: 0 })
    renameSync(join(copy, 'neutral-0'), join(copy, 'neutral-00'))
    renameSync(join(copy, 'neutral-2'), join(copy, 'neutral-1.x'))
    renameSync(join(copy, 'neutral-1'), join(copy, 'neutral-2'))
    renameSync(join(copy, 'neutral-1.x'), join(copy, 'neutral-1'))
    expect((await auditFolder(copy, manifest)).findings).toEqual([
      { path: 'neutral-0', kind: 'renamed', other: 'neutral-00' },
      { path: 'neutral-1', kind: 'swapped', other: 'neutral-2' },
      { path: 'neutral-2', kind: 'swapped', other: 'neutral-1' },
    ])
    // One neutral name among recorded ones makes no neutral folder: the file is where nobody listed it.
    renameSync(join(folder, recorded[3]!.path!), join(folder, 'neutral-3'))
    expect(await auditFolder(folder, manifest)).toMatchObject({
      naming: 'recorded',
      findings: [{ other: 'neutral-3' }],
    })
  })

  it('finds twins of files whose names are sealed', async () => {
    const folder = newFolder()
    makeEvidence(folder)
    const sealed = (await manifestOf(folder)).map((entry) => ({ ...entry, path: null }))
    put(folder, 'photos/01.JPG', 'x')
    expect(await audit(folder, sealed)).toEqual([
      { path: 'photos/01.JPG', kind: 'case-twin', other: 'photos/01.jpg' },
    ])
  })

  it('compares every digest that the manifest has, so that a list of two contents is seen through', async () => {
    const folder = newFolder()
    makeEvidence(folder)
    const manifest = await manifestOf(folder)
    const [first, ...rest] = manifest
    for (const digest of ['sha256', 'chunkRoot'])
      expect(await audit(folder, [{ ...first!, [digest]: new Uint8Array(32) }, ...rest])).toEqual([
        { path: first!.path, kind: 'changed' },
      ])
  })

  it('refuses a manifest that lists one path twice or has no digest, and a folder that is none', async () => {
    const entry = { path: 'a', sha256: new Uint8Array(32) }
    expect(() => compareWithManifest([entry, entry], [])).toThrow(AmanaError)
    expect(() => compareWithManifest([{ path: 'a' }], [])).toThrow(AmanaError)
    await expect(auditFolder('not/a/folder', [])).rejects.toMatchObject({ code: 'evidence/no-folder' })
  })
})

describe('the comparison', () => {
  const digest = (content: number) => new Uint8Array(32).fill(content)
  const listed = (path: string, content: number): ManifestEntry => ({
    path,
    size: content,
    sha256: digest(content),
  })
  const file = (path: string, content: number): Found => ({
    kind: 'file',
    path,
    size: content,
    sha256: digest(content),
  })
  const worlds = fc.dictionary(
    fc.constantFrom('a', 'b', 'A', 'd/a', 'd/b', 'é', 'e\u0301', 'd/c', 'c'),
    fc.integer({ min: 0, max: 3 }),
    { noNullPrototype: true },
  )

  it('is silent exactly where both sides are the same', () => {
    fc.assert(
      fc.property(worlds, worlds, (one, other) => {
        const manifest = Object.entries(one).map(([path, content]) => listed(path, content))
        const found = Object.entries(other).map(([path, content]) => file(path, content))
        const same =
          Object.keys(one).length === Object.keys(other).length &&
          Object.entries(one).every(([path, content]) => other[path] === content)
        expect(compareWithManifest(manifest, found).length === 0).toBe(same)
        expect(
          compareWithManifest(
            manifest,
            Object.entries(one).map(([p, c]) => file(p, c)),
          ),
        ).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('accounts for every path that is on one side only or differs, and for no other', () => {
    fc.assert(
      fc.property(worlds, worlds, (one, other) => {
        const findings = compareWithManifest(
          Object.entries(one).map(([path, content]) => listed(path, content)),
          Object.entries(other).map(([path, content]) => file(path, content)),
        )
        const touched = new Set(
          findings.flatMap(({ path, kind, other: second }) =>
            // The listed one of an added twin is only told of.
            second === undefined || (kind.endsWith('twin') && one[second] === other[second])
              ? [path]
              : [path, second],
          ),
        )
        const differing = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
          (path) => one[path] !== other[path],
        )
        for (const path of differing) expect(touched).toContain(path)
        for (const { path } of findings) expect(differing).toContain(path)
      }),
      { numRuns: 1000 },
    )
  })

  it('takes many files of one content without comparing each with each', () => {
    const count = 5000
    const content = digest(1)
    const manifest = Array.from({ length: count }, (_, i) => listed(`a/${i}`, 1))
    let looks = 0
    const found = Array.from(
      { length: count },
      (_, i): Found => ({
        kind: 'file',
        path: `b/${i}`,
        size: 1,
        get sha256() {
          looks++
          return content
        },
      }),
    )
    expect(compareWithManifest(manifest, found)).toHaveLength(count)
    // With each it would be half of them a file.
    expect(looks).toBeLessThan(500 * count)
  })
})
