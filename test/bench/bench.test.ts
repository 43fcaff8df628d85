// The benches take what others bring: nasty lines and rows do not stop them, and what cannot be read is said.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hmacSha256, hmacSha256Many, sha256, sha256Many, sha256Rows } from '@amana/crypto'
import { afterAll, describe, expect, it } from '@jest/globals'

const folder = mkdtempSync(join(tmpdir(), 'amana-bench-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const bench = (args: readonly string[], input = '') =>
  spawnSync(process.execPath, ['test/bench/main.mjs', ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })

describe('bench names', () => {
  it('prints one line for each name, under the name as it was given', () => {
    const names = [
      '\tJohn\tSmith ',
      '😀',
      'a"b\\c',
      'lone\rreturn',
      'line\u2028separator',
      'x'.repeat(200_000),
      'أحمد Ahmad',
    ]
    const { stdout, status } = bench(['names'], `\uFEFF${names.join('\r\n')}\n\n  \n`)
    expect(status).toBe(0)
    const lines = stdout.trim().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { name: string }).name)).toEqual(names)
  })
})

describe('bench linkage', () => {
  const file = join(folder, 'table.csv')
  const clusters = join(folder, 'clusters.csv')
  const head = 'list,rec_id,name,sex,age,date,governorate,town,cause'
  const linkage = (rows: readonly string[]) => {
    writeFileSync(file, [head, ...rows].join('\n'))
    return bench(['linkage', file, '-o', clusters])
  }

  it('takes what it cannot read for unknown, says how much, and leaves out no row', () => {
    const { stdout, stderr, status } = linkage([
      'A,1,سامي نادر القاسم,M,31,2014-12-28,halab,al bab,airstrike',
      '',
      'قائمة "ب",2,Sami Nader al-Qasem,U,31,2014-12-28,halab,al bab,غارة',
      'A,3,,M,5.5,28/12/2014,,,',
      'A,4,زيد عمر,xx,-1,2014-02-31,,,',
      'A,5,مريم عمر,F,400,2014,,,',
    ])
    expect(status).toBe(0)
    expect(stderr).toContain('"sex" that cannot be read, taken for unknown: 1\n')
    expect(stderr).toContain('"age" that cannot be read, taken for unknown: 3\n')
    expect(stderr).toContain('"date" that cannot be read, taken for unknown: 2\n')
    expect(Object.keys(JSON.parse(stdout.trim().split('\n').at(-1)!) as object)).toEqual([
      'unique',
      'low',
      'high',
    ])
    const cluster = new Map(
      readFileSync(clusters, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',') as [string, string]),
    )
    expect([...cluster.keys()].sort()).toEqual(['1', '2', '3', '4', '5'])
    expect(cluster.get('1')).toBe(cluster.get('2'))
  })

  it('refuses in words a table without rows, columns or ids of its own', () => {
    const row = 'A,1,سامي نادر القاسم,M,31,2014-12-28,halab,al bab,airstrike'
    for (const { stderr, status } of [
      linkage([]),
      linkage([row, row]),
      bench(['linkage', join(folder, 'none.csv')]),
    ]) {
      expect(status).toBe(2)
      expect(stderr).toMatch(/^bench: .+\n$/)
    }
  })

  it('refuses in words, under the generic plan, a table or mapping that cannot be read', () => {
    const map = join(folder, 'map.json')
    const refused = (table: string, mapping: string) => {
      writeFileSync(file, table)
      writeFileSync(map, mapping)
      const { status, stderr } = bench(['linkage', file, '--plan', 'generic', '--map', map])
      expect(status).toBe(2)
      expect(stderr).toMatch(/^bench: .+\n$/)
    }
    const fields = '"fields":[{"columns":["a"],"kind":"given"},{"columns":["b"],"kind":"family"}]'
    refused('id,a,b\n1,x,y\n', `{"id":"id","encoding":"klingon",${fields}}`)
    refused('id,a,b\n1,"x" z",y\n', `{"id":"id",${fields}}`)
    refused('id,a\n1,x\n', `{"id":"id",${fields}}`)
  })
})

interface Recorded {
  readonly messages: readonly { readonly key: number; readonly length: number }[]
  readonly hashes: number
  readonly hmacs: number
}
const load = async <T>(file: string): Promise<T> =>
  (await import(pathToFileURL(join(process.cwd(), 'test/bench/scale', file)).href)) as T
const { digestOf, fileOf, record } = await load<{
  digestOf(recorded: Recorded): string
  fileOf(recorded: Recorded): Buffer
  record(work: () => void, least?: { hashes: number; hmacs: number }): Promise<Recorded>
}>('recording.mjs')
const { openLimit, runLimit } = await load<{
  openLimit(): { program: string | null; close(): void }
  runLimit(program: string, file: string): { digest: string }
}>('limit.mjs')

describe('the bound in C', () => {
  /** Lengths around those at which a block is full, and keys that are short, as long as a block, and longer. */
  const work = () => {
    for (let length = 0; length < 190; length++) sha256(new Uint8Array(length).fill(length))
    const hashes = new Uint8Array(6 * 32)
    sha256Many(new Uint8Array(90), Uint32Array.of(0, 20, 20, 90), 4, hashes, 0)
    sha256Rows(1, hashes, 0, 32, 6, hashes, 0)
    for (const bytes of [0, 1, 32, 63, 64, 65, 200]) {
      const key = new Uint8Array(bytes).fill(bytes)
      for (const length of [0, 1, 55, 56, 64, 1000]) {
        const data = new Uint8Array(length).fill(7)
        expect(hmacSha256Many(key, data, Uint32Array.of(length), 1, 32)).toEqual(hmacSha256(key, data))
      }
    }
  }

  it('sees each message once', async () => {
    const { hashes, hmacs, messages } = await record(work)
    expect({ hashes, hmacs, messages: messages.length }).toEqual({ hashes: 200, hmacs: 84, messages: 284 })
    await expect(record(work, { hashes: 201, hmacs: 0 })).rejects.toThrow('go past the backend')
  })

  it('gives what Node gives for the same messages, and something else for others', async () => {
    const limit = openLimit()
    try {
      if (limit.program === null) return
      const recorded = await record(work)
      const bytes = fileOf(recorded)
      const path = join(folder, 'hashes.bin')
      writeFileSync(path, bytes)
      expect(runLimit(limit.program, path).digest).toBe(digestOf(recorded))
      bytes[bytes.length - 1]! ^= 1
      writeFileSync(path, bytes)
      expect(runLimit(limit.program, path).digest).not.toBe(digestOf(recorded))
    } finally {
      limit.close()
    }
  })
})

describe('the benches of speed', () => {
  const result = <T = object>(args: readonly string[]): T => {
    const { stdout, stderr, status } = bench(args)
    expect(stderr).toBe('')
    expect(status).toBe(0)
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as T
  }
  const limit = openLimit()
  const positive = limit.program === null ? null : expect.any(Number)
  limit.close()

  // Each checks by itself that C hashes what we hash, that noble gives the same, and that what is made verifies.
  it('build: all stages, the bound and the peers', () => {
    const { stages, ...of } = result<{ stages: object }>([
      'build',
      '--records',
      '20',
      '--rounds',
      '2',
      '--quick',
      '--json',
    ])
    expect(Object.keys(stages)).toEqual([
      'ids',
      'tokens',
      'commitments',
      'sealing',
      'order',
      'log',
      'checkpoint',
    ])
    expect(of).toMatchObject({
      records: 20,
      rounds: 2,
      ratioToLimit: positive,
      timesSdJwt: expect.any(Number),
      timesJws: expect.any(Number),
      timesMerkletreejs: expect.any(Number),
      timesNoble: expect.any(Number),
    })
  })

  it('verify: both views, the bounds and the peers', () => {
    const of = result(['verify', '--records', '30', '--rounds', '1', '--persons', '1', '--quick', '--json'])
    expect(of).toMatchObject({
      ratioToLimit: positive,
      ratioToBackend: expect.any(Number),
      persons: { records: 1 },
    })
  })

  it('size: a closed record, six open fields, a custodian’s', () => {
    const { closedBytes, sixOpenBytes, custodianBytes } = result<{
      closedBytes: number
      sixOpenBytes: number
      custodianBytes: number
    }>(['size', '--records', '15', '--json'])
    // docs/format.md: a list of [schema, id, revision, root]; six salts and values beside three hashes.
    expect(Math.round(closedBytes)).toBe(1 + 1 + 17 + 1 + 34)
    expect(sixOpenBytes).toBe(1 + 1 + 17 + 1 + 98 + 1 + 6 * 9 + 98)
    expect(custodianBytes).toBeGreaterThan(400)
  })

  it('memory: every step, and growth from one size to another', () => {
    interface Measured {
      readonly measured: readonly { step: string; records: number; megabytes: number; microseconds: number }[]
      readonly growth: { readonly build?: number }
    }
    const { measured } = result<Measured>([
      'memory',
      '--records',
      '20',
      '--steps',
      'case,view,verify',
      '--json',
    ])
    expect(measured.map(({ step, records }) => `${step} ${records}`)).toEqual([
      'case 20',
      'view 20',
      'verify 20',
    ])
    for (const { megabytes } of measured) expect(megabytes).toBeGreaterThan(20)
    const two = result<Measured>(['memory', '--records', '20,40', '--steps', 'build', '--json'])
    expect(two.growth.build).toBeCloseTo(two.measured[1]!.microseconds / two.measured[0]!.microseconds)
  })

  it('append: a part of the full release', () => {
    expect(result(['append', '--records', '50', '--rounds', '1', '--json'])).toMatchObject({
      records: 50,
      appended: 1,
      part: expect.any(Number),
    })
  })

  it('refuses sizes that are none', () => {
    expect(bench(['memory', '--records', '10,many'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^bench: .+\n$/),
    })
  })
})
