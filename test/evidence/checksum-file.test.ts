import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toHex } from '@amana/codec'
import { formatChecksums, parseChecksums } from '@amana/evidence'
import { hashFiles } from '@amana/evidence/node'
import { afterAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { newFolder, put, removeFolders, run } from './folders.js'

afterAll(removeFolders)

/** Names that checksum tools write in their own ways. */
const NAMES = [
  'plain',
  'two words',
  ' leading',
  'back\\slash',
  'line\nend',
  're\rturn',
  'both\\\n',
  '*star',
  'ملف',
  '(a) = b',
  '#hash',
]

async function namedFiles() {
  const folder = newFolder()
  for (const name of NAMES) put(folder, name, `This is ${name}`)
  const files: { path: string; digest: Uint8Array }[] = []
  for await (const file of hashFiles(folder, { threads: 1 }))
    if (file.kind === 'file') files.push({ path: file.path, digest: file.sha256! })
  return { folder, files }
}

describe('checksum files', () => {
  it('are written so that sha256sum -c finds every file, whatever its name', async () => {
    const { folder, files } = await namedFiles()
    expect(files).toHaveLength(NAMES.length)
    const sums = join(newFolder(), 'SHA256SUMS')
    writeFileSync(sums, formatChecksums(files))
    const { code, stdout } = await run('sha256sum', ['-c', '--strict', sums], { cwd: folder })
    expect(stdout.split('\n').filter((line) => line.endsWith(': OK'))).toHaveLength(NAMES.length)
    expect(code).toBe(0)
  })

  it('of sha256sum, its kin and its BSD style are read back name by name', async () => {
    const { folder, files } = await namedFiles()
    const names = new Map(files.map(({ path, digest }) => [path, toHex(digest)]))
    for (const [command, ...options] of [
      ['sha256sum', '--'],
      ['sha256sum', '--binary', '--'],
      ['sha256sum', '--tag', '--'],
      ['md5sum', '--'],
      ['sha1sum', '--tag', '--'],
      ['sha512sum', '--'],
    ] as const) {
      const { stdout } = await run(command, [...options, ...NAMES], { cwd: folder })
      const { entries, unreadable } = parseChecksums(stdout)
      expect(unreadable).toEqual([])
      expect(entries.map(({ path }) => path).sort()).toEqual([...NAMES].sort())
      for (const { path, algorithm, digest } of entries) {
        expect(`${algorithm}sum`).toBe(command)
        if (algorithm === 'sha256') expect(toHex(digest)).toBe(names.get(path))
      }
    }
    const { stdout } = await run('openssl', ['dgst', '-sha256', 'plain', 'two words'], { cwd: folder })
    expect(parseChecksums(stdout).entries.map(({ path, algorithm }) => [path, algorithm])).toEqual([
      ['plain', 'sha256'],
      ['two words', 'sha256'],
    ])
  })

  it('say which of their lines are none, and pass over comments, empty lines and CR', () => {
    const hex = 'ab'.repeat(32)
    const text = `# made by hand\r\n${hex}  good\r\n\r\n${hex} bad\n${hex.slice(2)}  short\n\\${hex}  wrong\\escape\nSHA256 (x) = abcd\n`
    const { entries, unreadable } = parseChecksums(text)
    expect(entries.map(({ path, line }) => [path, line])).toEqual([['good', 2]])
    expect(unreadable).toEqual([4, 5, 6, 7])
  })

  it('give back every list of names, in the order of their bytes', () => {
    const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !text.includes('\0'))
    fc.assert(
      fc.property(fc.uniqueArray(name), (names) => {
        const files = names.map((path) => ({ path, digest: new Uint8Array(32).fill(7) }))
        const { entries, unreadable } = parseChecksums(formatChecksums(files))
        expect(unreadable).toEqual([])
        const order = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
        expect(entries.map(({ path }) => path)).toEqual([...names].sort(order))
      }),
    )
    expect(() => formatChecksums([{ path: '', digest: new Uint8Array(32) }])).toThrow(
      expect.objectContaining({ code: 'evidence/bad-path' }),
    )
  })
})
