import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AmanaError } from '@amana/codec'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { read, utf8 } from './reading.js'

const HEADERS =
  'row_id,given_name,family_name,mother_name,sex,age,date_of_death,incident,place,sources,consent'
// Parts that occur in nothing else, so that a search for them in a message means what it finds.
const NAMES = ['Zubqarim', 'Wexholad', 'Qiyamruz', 'ظبقريم', 'وغسهلاد', 'قيمرظز']

const name = fc.constantFrom(...NAMES)
const row = fc.tuple(
  name,
  name,
  name,
  fc.constantFrom('M', 'F', 'ذكر', 'unknown', '', 'banana'),
  fc.constantFrom('34', '20-30', '~30', '', '6 months'),
  fc.constantFrom('2014-12-28', '28/12/2014', '03/04/2014', '31/02/2014', '', '2014'),
  fc.constantFrom('prison', 'refinery', ''),
  fc.constantFrom('Al Bab', 'Manbij', ''),
  fc.constantFrom('video:2;photo', '', 'pigeon'),
  fc.constantFrom('yes', 'no', '', 'perhaps'),
)
const damage = fc.array(
  fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat({ max: 3 }),
    fc.constantFrom('"', ',', '\n', ';', '\t', '\r\n', ' ', '\u200f', '"\n', ',,,', '/', '٣', '\ufffd'),
  ),
  { maxLength: 6 },
)

type Cells = readonly string[]
const tableOf = (rows: readonly Cells[], ids: (index: number) => number): string =>
  rows.map((cells, index) => `${[ids(index), ...cells].join(',')}\n`).join('')

function damaged(body: string, changes: readonly (readonly [number, number, string])[]): string {
  let text = body
  for (const [where, cut, put] of changes) {
    const at = Math.floor(where * text.length)
    text = text.slice(0, at) + put + text.slice(at + cut)
  }
  return text
}

describe('the numbers of a table', () => {
  it('add up, with every row that is not taken listed on its line, however the table is damaged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 25 }),
        fc.nat({ max: 30 }),
        damage,
        async (rows, modulus, changes) => {
          const body = damaged(
            tableOf(rows, (index) => (modulus > 20 ? index % modulus : index)),
            changes,
          )
          let table: Awaited<ReturnType<typeof read>>
          try {
            table = await read(`${HEADERS}\n${body}`)
          } catch (error) {
            if (!(error instanceof AmanaError)) throw error
            expect(error.code).toBe('import/open-quote')
            return
          }
          expect(table.persons.length + table.refusedRows).toBe(table.rows)
          expect(new Set(table.refused.map(({ line }) => line)).size).toBe(table.refusedRows)
          const lines = body.split(/\r\n|\r|\n/)
          for (const { line } of table.refused) {
            expect(line).toBeGreaterThan(1)
            expect((lines[line - 2] ?? '').trim()).not.toBe('')
          }
          // Without quotation marks a line is a row.
          if (!body.includes('"')) {
            const blank = lines.slice(0, -1).filter((line) => /^[\s,\u200f]*$/.test(line)).length
            const last = lines.at(-1) ?? ''
            const lastCounts = last === '' ? 0 : 1
            const lastBlank = lastCounts === 1 && /^[\s,\u200f]*$/.test(last) ? 1 : 0
            expect(table.empty).toBe(blank + lastBlank)
            expect(table.rows).toBe(lines.length - 1 + lastCounts - blank - lastBlank)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('never come with a name, also where the columns have slipped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 15 }), damage, async (rows, changes) => {
        let said: string
        try {
          const table = await read(
            `${HEADERS}\n${damaged(
              tableOf(rows, (index) => index),
              changes,
            )}`,
          )
          said = JSON.stringify([table.refused, table.notes])
        } catch (error) {
          said = `${(error as Error).message} ${JSON.stringify(error)}`
        }
        for (const part of NAMES) expect(said).not.toContain(part)
      }),
      { numRuns: 200 },
    )
  })

  it('hold for any bytes at all: a table, or an error with a code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, headed) => {
        const all = headed ? Uint8Array.from([...utf8('row_id,place\n'), ...bytes]) : bytes
        try {
          const table = await read(all)
          expect(table.persons.length + table.incidents.length + table.refusedRows).toBe(table.rows)
        } catch (error) {
          expect(error).toBeInstanceOf(AmanaError)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('count a row once that is refused for several reasons', async () => {
    const table = await read('row_id,sex,age,incident\n,banana,~3,\n1,M,3,P\n')
    expect(table.refused.map(({ code }) => code)).toEqual([
      'import/empty-row-id',
      'import/no-incident',
      'import/bad-age',
      'import/unknown-term',
    ])
    expect(table).toMatchObject({ rows: 2, refusedRows: 1 })
  })
})

describe('row ids that come again', () => {
  it('refuse every row that has them, each naming another', async () => {
    const table = await read('row_id,place\n7,A\n8,A\n7,B\n 7 ,C\n')
    expect(table.persons.map(({ rowId }) => rowId)).toEqual(['8'])
    expect(
      table.refused.map(({ line, code, reason }) => [line, code, /Line (\d+)/.exec(reason)?.[1]]),
    ).toEqual([
      [2, 'import/repeated-row-id', '4'],
      [4, 'import/repeated-row-id', '2'],
      [5, 'import/repeated-row-id', '2'],
    ])
    expect(table.refusedRows).toBe(3)
  })

  it('are found also against a row that is refused for something else', async () => {
    const table = await read('row_id,sex,place\n7,banana,A\n7,M,B\n')
    expect(table).toMatchObject({ rows: 2, refusedRows: 2, persons: [] })
  })

  it('are compared as text: 7 and 007 are two keys', async () => {
    expect((await read('row_id,place\n7,A\n007,A\n')).persons).toHaveLength(2)
  })
})

describe('large tables', () => {
  it('of 10,000 rows are read, with progress', async () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, i) => `${i},محمد,الخطيب,M,34,${(i % 28) + 1}/12/2014,prison,Al Bab,video:2`,
    )
    const text = `row_id,given_name,family_name,sex,age,date_of_death,incident,place,sources\n${rows.join('\n')}\n`
    const seen: number[] = []
    const table = await read(text, { progress: (done) => seen.push(done) })
    expect(table).toMatchObject({ rows: 10_000, refusedRows: 0 })
    expect(seen).toEqual([10_000])
  })
})

const IMPORTS = resolve(process.cwd(), '../shared/data/imports')
const shared = existsSync(IMPORTS) ? it : it.skip

describe('exports of other programs (skipped where ../shared is absent)', () => {
  shared('a Uwazi table is read by a map: its two doubtful dates are refused with their lines', async () => {
    const table = await read(await readFile(`${IMPORTS}/uwazi-import-test.csv`), {
      map: { Title: 'row_id', 'text label': 'place', 'Date label': 'date_of_death' },
    })
    expect(table).toMatchObject({ rows: 3, empty: 1, refusedRows: 2 })
    expect(table.refused).toMatchObject([
      { line: 3, column: 'Date label', code: 'import/ambiguous-date' },
      { line: 4, column: 'Date label', code: 'import/ambiguous-date' },
    ])
    expect(table.persons).toMatchObject([
      { rowId: 'title3', place: 'text value 3', dateOfDeath: '2022-01-01' },
    ])
    expect(table.persons[0]?.extra).toContainEqual(['Multi Select Label', 'multivalue1|multivalue3'])
  })

  shared('an HXL table is read by its tags, below two rows for people', async () => {
    const table = await read(await readFile(`${IMPORTS}/hxl-input-valid.csv`), {
      map: { '': 'row_id', '#country': 'place', '#adm1': 'governorate', '#date+reported': 'date_of_death' },
    })
    expect(table).toMatchObject({ rows: 4, refusedRows: 0 })
    expect(table.persons.map(({ rowId, place }) => [rowId, place])).toEqual([
      ['001', 'Panamá'],
      ['002', 'Colombia'],
      ['003', 'Colombia'],
      ['004', 'Venezuela'],
    ])
    expect(table.persons[0]).toMatchObject({ governorate: 'Los Santos', dateOfDeath: '2015-03-01' })
    expect(table.notes).toContain('Header: found on line 3; 2 rows above it were not read.')
  })
})
