// What amana export writes, read back by another reader of Parquet.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeRelease, readView, recordFacts } from '@amana/bundle'
import { toHex, type Value } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { linkageWeightsSql } from '@amana/linkage'
import { DuckDBInstance } from '@duckdb/node-api'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { emptyCase, persons, viewOf } from '../bundle/sample.js'
import { amana, codeOf, ROOT, result, temporaryFolder } from './amana.js'

useBackend(nodeBackend)
const folder = temporaryFolder()
const list = emptyCase()
const [view, key] = [join(folder, 'view'), join(folder, 'key.pub')]

beforeAll(() => {
  list.import(persons(9), [{ key: 'Market', place: 'Town A', date: '2014-12-28', latitude: 36_370_000 }])
  makeRelease(list, { time: '2015-02-01T12:00:00Z' })
  list.import([{ ...persons(1)[0]!, sex: 'male', family: 'الحموي' }])
  list.withdraw('person', ['row-2'], 'duplicate')
  makeRelease(list, { time: '2015-03-01T12:00:00Z' })
  writeFileSync(view, viewOf(list, 'custodian'))
  writeFileSync(key, `${list.verificationKey}\n`)
})

/** The newest open fields of each listed record of a kind in the view, by id. */
async function listed(wanted: string): Promise<Map<string, (field: string) => Value | undefined>> {
  const found = new Map<string, (field: string) => Value | undefined>()
  for await (const block of (await readView([readFileSync(view)])).records)
    for (const record of block) {
      const { kind, id, get } = recordFacts(record)
      if (kind === wanted) found.set(toHex(id), get)
    }
  for (const [id, get] of found) if (get('status') === 'withdrawn') found.delete(id)
  return found
}

async function rowsOf(file: string): Promise<Map<string, Record<string, unknown>>> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
  const rows = (await connection.runAndReadAll(`SELECT * FROM '${file}'`)).getRowObjects()
  connection.closeSync()
  return new Map(rows.map((row) => [String(row.id), row]))
}

describe('amana export', () => {
  it('writes the newest open fields of listed records, and the beginnings of their tokens', async () => {
    const out = join(folder, 'out')
    const told = await result(['export', '--parquet', view, '--key', key, '--out', out])
    expect(told).toMatchObject({ ok: true, verified: true, closed: 0, withoutTokens: 0 })
    const known = await listed('person')
    expect(known.size).toBe(8)
    expect(told.files.map(({ file, rows }: { file: string; rows: number }) => [file, rows])).toEqual([
      ['incidents.parquet', 2],
      ['persons.parquet', 8],
      ['tokens.parquet', 8],
    ])
    expect(statSync(join(out, 'tokens.parquet')).mode & 0o777).toBe(0o600)

    const people = await rowsOf(join(out, 'persons.parquet'))
    expect([...people.keys()]).toEqual([...known.keys()].filter((id) => people.has(id)))
    expect(people.size).toBe(8)
    for (const [id, row] of people) {
      const get = known.get(id)!
      expect(row).toMatchObject({
        sex: get('sex'),
        incident: toHex(get('incident') as Uint8Array),
        age_min: BigInt(get('age_min') as number),
        name_known: get('name_known'),
        sources: JSON.stringify(get('sources')),
        birth_year: null,
      })
      expect(Object.keys(row).filter((name) => /given|family|full|notes|linkage/.test(name))).toEqual([])
    }
    const incidents = await rowsOf(join(out, 'incidents.parquet'))
    expect([...incidents.values()].map(({ latitude }) => latitude)).toContain(36_370_000n)

    const tokens = await rowsOf(join(out, 'tokens.parquet'))
    expect([...tokens.values()].map(({ place }) => place)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    for (const [id, row] of tokens) {
      const linkage = known.get(id)!('linkage') as readonly Uint8Array[]
      for (const slot of [0, 15, 39]) {
        const expected = Buffer.from(linkage[4 + slot]!).readBigInt64BE(0)
        expect(row[`t${String(slot).padStart(2, '0')}`]).toBe(expected)
      }
    }

    const again = await amana(['export', '--parquet', view, '--key', key, '--out', out, '--json'])
    expect([again.exit, codeOf(again)]).toEqual([2, 'cli/exists'])
  })

  it('writes nothing of a view that fails a check, or where a file is in the way', async () => {
    const bytes = readFileSync(view)
    const last = bytes.length - 40
    bytes[last]! ^= 1
    const out = join(folder, 'none')
    const bad = await amana(['export', '--parquet', '-', '--key', key, '--out', out, '--json'], {
      input: bytes,
    })
    expect(bad.exit).toBe(1)
    const other = join(folder, 'other.pub')
    writeFileSync(other, `${emptyCase(undefined, 'other').verificationKey}\n`)
    const wrong = await amana(['export', '--parquet', view, '--key', other, '--out', out, '--json'])
    expect([wrong.exit, codeOf(wrong)]).toEqual([1, 'export/not-verified'])
    expect(existsSync(out)).toBe(false)
    const taken = join(folder, 'taken')
    mkdirSync(taken)
    writeFileSync(join(taken, 'tokens.parquet'), 'mine')
    const refused = await amana(['export', '--parquet', view, '--key', key, '--out', taken, '--json'])
    expect([refused.exit, codeOf(refused)]).toEqual([2, 'cli/exists'])
    expect(readdirSync(taken)).toEqual(['tokens.parquet'])
  })

  it('writes the SQL of linkage with its weights', async () => {
    const out = join(folder, 'sql')
    const { files } = await result(['export', '--sql', '--out', out])
    const shipped = readdirSync(join(ROOT, 'packages/linkage/sql'))
    expect(files).toEqual([...shipped, '4-weights.sql'].sort())
    for (const name of shipped)
      expect(readFileSync(join(out, name))).toEqual(readFileSync(join(ROOT, 'packages/linkage/sql', name)))
    expect(readFileSync(join(out, '4-weights.sql'), 'utf8')).toBe(linkageWeightsSql())
  })
})
