// The benches take what others bring: nasty lines and rows do not stop them, and what cannot be read is said.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
