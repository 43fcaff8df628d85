import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { toHex, utf8 } from '@amana/codec'
import { randomBytes, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import type { FoundOther } from '@amana/evidence'
import { CHUNK_BYTES, chunkHash } from '@amana/evidence'
import { type HashedFile, type HashOptions, type HashProgress, hashFiles } from '@amana/evidence/node'
import { rootOf } from '@amana/log'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { newFolder, noise, put, removeFolders, run } from './folders.js'

beforeAll(() => {
  useBackend(nodeBackend)
})
afterAll(removeFolders)

async function all(folder: string, options: HashOptions = {}) {
  const files: HashedFile[] = []
  const others: FoundOther[] = []
  for await (const item of hashFiles(folder, options))
    if (item.kind === 'file') files.push(item)
    else others.push(item)
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1)
  return { files: files.sort(byPath), others: others.sort(byPath) }
}

const SIZES = [
  0,
  1,
  1000,
  CHUNK_BYTES - 1,
  CHUNK_BYTES,
  CHUNK_BYTES + 1,
  5 * CHUNK_BYTES + 3,
  12 * CHUNK_BYTES,
]

function someFiles(): string {
  const folder = newFolder()
  for (const [i, size] of SIZES.entries()) put(folder, `in/${i}/file ${size}`, noise(size, i))
  return folder
}

describe('hashing a folder', () => {
  it('gives the digests of sha256sum, and the root of the tree over the chunks, on one thread and on many', async () => {
    const folder = someFiles()
    for (const threads of [1, 2, 3]) {
      const { files, others } = await all(folder, { threads })
      expect(others).toEqual([])
      expect(files.map(({ size }) => size)).toEqual(SIZES)
      for (const { path, size, sha256, chunkRoot } of files) {
        const { stdout } = await run('sha256sum', [join(folder, path)])
        expect(toHex(sha256!)).toBe(stdout.slice(0, 64))
        const content = new Uint8Array(readFileSync(join(folder, path)))
        const leaves: Uint8Array[] = []
        for (let at = 0; at < size; at += CHUNK_BYTES)
          leaves.push(chunkHash(content.subarray(at, at + CHUNK_BYTES)))
        expect(chunkRoot).toEqual(rootOf(leaves))
      }
    }
  })

  it('gives the same with either hash alone, and every digest that is asked for', async () => {
    const folder = someFiles()
    const { files } = await all(folder, { digests: ['md5', 'sha1', 'sha256', 'sha512'] })
    const { files: flat } = await all(folder, { chunks: false })
    const { files: tree } = await all(folder, { digests: [] })
    for (const [i, file] of files.entries()) {
      expect(flat[i]!.sha256).toEqual(file.sha256)
      expect(flat[i]!.chunkRoot).toBeUndefined()
      expect(tree[i]!.chunkRoot).toEqual(file.chunkRoot)
      expect(tree[i]!.sha256).toBeUndefined()
      for (const name of ['md5', 'sha1', 'sha512'] as const) {
        const { stdout } = await run(`${name}sum`, [join(folder, file.path)])
        expect(stdout.startsWith(toHex(file.allDigests.get(name)!))).toBe(true)
      }
    }
  })

  it('tells time and media type of each file, and how far it has come', async () => {
    const folder = newFolder()
    put(folder, 'film.txt', Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0', 'latin1'))
    utimesSync(join(folder, 'film.txt'), 0, Date.UTC(2014, 11, 28, 1, 2, 3) / 1000)
    const seen: HashProgress[] = []
    const now = () => Date.UTC(2016, 0, 2)
    const { files } = await all(folder, { now, onProgress: (progress) => seen.push(progress) })
    expect(files[0]).toMatchObject({
      mediaType: 'video/mp4',
      modifiedAt: '2014-12-28T01:02:03Z',
      hashedAt: '2016-01-02T00:00:00Z',
    })
    expect(seen.at(-1)).toMatchObject({ files: 1, allFiles: 1, bytes: 32, allBytes: 32, resumedBytes: 0 })
    expect(seen.at(-1)!.bytesPerSecond).toBeGreaterThan(0)
  })

  it('follows no links, opens no special files, and says so', async () => {
    const folder = newFolder()
    put(folder, 'file', 'x')
    symlinkSync('file', join(folder, 'link'))
    symlinkSync('..', join(folder, 'up'))
    await run('mkfifo', [join(folder, 'pipe')])
    const server = createServer().listen(join(folder, 'socket'))
    await new Promise((done) => server.once('listening', done))
    try {
      const { files, others } = await all(folder)
      expect(files.map(({ path }) => path)).toEqual(['file'])
      expect(others).toEqual([
        { path: 'link', kind: 'link' },
        { path: 'pipe', kind: 'special' },
        { path: 'socket', kind: 'special' },
        { path: 'up', kind: 'link' },
      ])
    } finally {
      server.close()
    }
    // The folder itself may be reached through a link: whoever names it chose it.
    const link = `${newFolder()}/to`
    symlinkSync(folder, link)
    expect((await all(link)).files).toHaveLength(1)
  })

  // Attributes of the loopback interface: a file with a size that opens and then refuses to be read, as on a broken disk.
  const refusing = existsSync('/sys/class/net/lo/speed') ? it : it.skip
  refusing('says of a file that opens and cannot be read that it is unreadable', async () => {
    const { others } = await all('/sys/class/net/lo')
    expect(others).toContainEqual({ path: 'speed', kind: 'unreadable' })
  })

  it('refuses what is no folder, and to look for nothing', async () => {
    await expect(all('not/there')).rejects.toMatchObject({ code: 'evidence/no-folder' })
    await expect(all('package.json')).rejects.toMatchObject({ code: 'evidence/no-folder' })
    await expect(all(newFolder(), { chunks: false, digests: [] })).rejects.toMatchObject({
      code: 'evidence/nothing-asked',
    })
    expect(await all(newFolder())).toEqual({ files: [], others: [] })
  })

  it('ends its threads when nobody wants the rest', async () => {
    const folder = someFiles()
    for await (const _ of hashFiles(folder)) break
    // A thread that went on would keep the test's process alive; jest would say so.
    expect((await all(folder)).files).toHaveLength(SIZES.length)
  })
})

describe('a file that changes while it is read', () => {
  const changes: readonly (readonly [string, (path: string) => void])[] = [
    ['grows', (path) => appendFileSync(path, 'x')],
    ['shrinks', (path) => truncateSync(path, 5)],
    [
      'is written to, and its time set back',
      (path) => {
        const { atime, mtime } = statSync(path)
        const fd = openSync(path, 'r+')
        writeSync(fd, 'x', 47 * CHUNK_BYTES)
        closeSync(fd)
        utimesSync(path, atime, mtime)
      },
    ],
    [
      'is replaced by another of the same size',
      (path) => {
        writeFileSync(`${path}2`, noise(48 * CHUNK_BYTES, 9))
        renameSync(`${path}2`, path)
      },
    ],
    [
      'is replaced by a link to a copy',
      (path) => {
        renameSync(path, `${path}2`)
        symlinkSync(`${path}2`, path)
      },
    ],
    ['is deleted', (path) => unlinkSync(path)],
  ]
  for (const [what, change] of changes)
    for (const options of [{ digests: [] }, { chunks: false }] satisfies HashOptions[])
      it(`is noticed: it ${what} (${'chunks' in options ? 'in one go' : 'in stretches'})`, async () => {
        const folder = newFolder()
        put(folder, 'a', noise(48 * CHUNK_BYTES, 1))
        let changed = false
        const { files, others } = await all(folder, {
          ...options,
          threads: 1,
          onProgress: ({ bytes }) => {
            if (bytes === 0 || changed) return
            changed = true
            change(join(folder, 'a'))
          },
        })
        expect(changed).toBe(true)
        expect(files.find(({ path }) => path === 'a')).toBeUndefined()
        expect(others).toContainEqual({ path: 'a', kind: 'changed-while-read' })
      })

  it('and a folder that something is put into after it was listed is noticed too', async () => {
    const folder = newFolder()
    put(folder, 'sub/a', noise(4 * CHUNK_BYTES, 1))
    let added = false
    const { others } = await all(folder, {
      digests: [],
      threads: 1,
      onProgress: ({ bytes }) => {
        if (bytes === 0 || added) return
        added = true
        put(folder, 'sub/0', 'too late to be listed')
      },
    })
    expect(others).toEqual([{ path: 'sub', kind: 'changed-while-read' }])
  })
})

describe('a run that is killed', () => {
  const key = randomBytes(32)

  const child = (...args: readonly string[]) =>
    run(process.execPath, ['test/.build/evidence/hash-child.js', ...args])

  /** Hashes in a process of its own that is killed at a part of the work. Returns the bytes that were done by then. */
  const killed = async (folder: string, state: string, part: number, mode = 'chunks'): Promise<number> => {
    const { signal, stderr } = await child(folder, state, toHex(key), mode, `${part}`)
    if (signal !== 'SIGKILL') throw new Error('it ended before it was killed')
    return Number(stderr)
  }

  const finish = async (folder: string, state: string, mode = 'chunks') => {
    const { code, stdout, stderr } = await child(folder, state, toHex(key), mode)
    if (code !== 0) throw new Error(stderr)
    return JSON.parse(stdout) as { bytes: number; allBytes: number; resumedBytes: number; files: string[] }
  }

  let folder = ''
  let whole: string[] = []
  beforeAll(async () => {
    folder = newFolder()
    put(folder, 'one big', noise(250 * CHUNK_BYTES + 7, 1))
    for (let i = 0; i < 20; i++) put(folder, `small ${i}`, noise(2 * CHUNK_BYTES + i, i))
    whole = (await finish(folder, '')).files
  })

  it('is taken up where it was: under one hundredth is done again, and the result is the same', async () => {
    const state = `${newFolder()}/state`
    const done = await killed(folder, state, 0.5)
    const rest = await finish(folder, state)
    expect(rest.files).toEqual(whole)
    expect(rest.bytes).toBe(rest.allBytes)
    expect(done).toBeGreaterThanOrEqual(0.5 * rest.allBytes)
    expect((done - rest.resumedBytes) / rest.allBytes).toBeLessThan(0.01)
    expect(existsSync(state)).toBe(false)
  })

  it('can be killed again and again, also while it computes both hashes', async () => {
    const state = `${newFolder()}/state`
    for (const part of [0.2, 0.6, 0.9]) await killed(folder, state, part, 'both')
    const rest = await finish(folder, state, 'both')
    expect(rest.files).toEqual(whole)
    expect(rest.resumedBytes).toBeGreaterThan(0)
  })

  it('loses only what was torn or forged at the end of the state, and refuses a state that is not its own', async () => {
    const state = `${newFolder()}/state`
    await killed(folder, state, 0.5)
    const bytes = readFileSync(state)
    for (const [cut, least] of [
      [bytes.length - 3, 0.4],
      [bytes.length >> 1, 0.1],
    ] as const) {
      writeFileSync(state, bytes.subarray(0, cut))
      const rest = await finish(folder, state)
      expect(rest.files).toEqual(whole)
      expect(rest.resumedBytes / rest.allBytes).toBeGreaterThan(least)
    }
    const forged = Uint8Array.from(bytes)
    forged[bytes.length >> 1]! ^= 1
    writeFileSync(state, forged)
    expect((await finish(folder, state)).files).toEqual(whole)

    writeFileSync(state, bytes)
    const other = { path: state, key: randomBytes(32) }
    await expect(all(folder, { digests: [], state: other })).rejects.toMatchObject({
      code: 'evidence/other-state',
    })
    await expect(all(folder, { state: { path: state, key } })).rejects.toMatchObject({
      code: 'evidence/other-state',
    })
    await expect(all(newFolder(), { digests: [], state: { path: state, key } })).rejects.toMatchObject({
      code: 'evidence/other-state',
    })
    expect(readFileSync(state)).toEqual(bytes)
    await expect(all(folder, { state: { path: join(folder, 'state'), key } })).rejects.toMatchObject({
      code: 'evidence/state-inside',
    })
  })

  it('leaves no name and no hash to be read in its state', async () => {
    const state = `${newFolder()}/state`
    await killed(folder, state, 0.5)
    const bytes = readFileSync(state)
    expect(statSync(state).mode & 0o777).toBe(0o600)
    expect(bytes.includes(Buffer.from(utf8('one big')))).toBe(false)
    const first = chunkHash(noise(250 * CHUNK_BYTES + 7, 1).subarray(0, CHUNK_BYTES))
    expect(bytes.includes(Buffer.from(first))).toBe(false)
  })

  it('hashes again what changed in between', async () => {
    const state = `${newFolder()}/state`
    await killed(folder, state, 0.5)
    const fd = openSync(join(folder, 'one big'), 'r+')
    writeSync(fd, 'changed', 10)
    closeSync(fd)
    const rest = await finish(folder, state)
    expect(rest.resumedBytes).toBeLessThan(50 * CHUNK_BYTES)
    expect(rest.files).toEqual((await finish(folder, '')).files)
  })
})
