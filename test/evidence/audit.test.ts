import { AmanaError } from '@amana/codec'
import { compareWithManifest, type Found, type ManifestEntry } from '@amana/evidence'
import { auditFolder } from '@amana/evidence/node'
import { afterAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { attacked } from './attacked.js'
import { ATTACKS, MORE_ATTACKS, makeEvidence } from './attacks.js'
import { manifestOf, newFolder, removeFolders } from './folders.js'

afterAll(removeFolders)

const audit = async (folder: string, manifest: readonly ManifestEntry[]) =>
  (await auditFolder(folder, manifest)).findings

describe('the closed world, on real folders', () => {
  it('has nothing to say about a folder that is as listed', async () => {
    expect(await attacked()).toEqual({ findings: [], code: 0, says: [] })
  })

  for (const { name, ...attack } of [...ATTACKS, ...MORE_ATTACKS])
    it(`finds and names: ${name}`, async () => {
      expect((await attacked({ name, ...attack })).findings).toEqual(attack.expected)
    })

  it('has twelve attacks, of which sha256sum -c passes five without a word', async () => {
    expect(ATTACKS).toHaveLength(12)
    const codes = await Promise.all(
      ATTACKS.map(async (attack) => [attack.name, (await attacked(attack)).code]),
    )
    const passed = codes.filter(([, code]) => code === 0).map(([name]) => name)
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
      { numRuns: 2000 },
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
      { numRuns: 2000 },
    )
  })

  it('takes a hundred thousand files of one content without comparing each with each', () => {
    const count = 100_000
    const manifest = Array.from({ length: count }, (_, i) => listed(`a/${i}`, 1))
    const found = Array.from({ length: count }, (_, i) => file(`b/${i}`, 1))
    const start = performance.now()
    expect(compareWithManifest(manifest, found)).toHaveLength(count)
    expect(performance.now() - start).toBeLessThan(30_000)
  }, 60_000)
})
