import { describe, expect, it } from '@jest/globals'
import writeWorkbook from 'write-excel-file/node'
import { codeOfRefusal, read } from './reading.js'

type Cell = string | number | boolean | Date | null

const cellOf = (value: Cell) => (value instanceof Date ? { value, type: Date, format: 'dd/mm/yyyy' } : value)
const sheetOf = (rows: readonly (readonly Cell[])[]) => rows.map((row) => row.map(cellOf))
const workbook = (rows: readonly (readonly Cell[])[]): Promise<Buffer> =>
  writeWorkbook(sheetOf(rows)).toBuffer()
const day = (year: number, month: number, date: number, hour = 0): Date =>
  new Date(Date.UTC(year, month - 1, date, hour))
const xlsx = { fileName: 'table.xlsx' }

describe('workbooks', () => {
  it('give dates, numbers, booleans and text as a person sees them', async () => {
    const table = await read(
      await workbook([
        [
          'row_id',
          'الاسم الأول',
          'age',
          'date_of_death',
          'place',
          'latitude',
          'longitude',
          'civilian',
          'Floor',
        ],
        [1, 'عمر', 34, day(2014, 12, 28), 'الباب', 36.372049, 37.5, true, 2.5],
        [1234567890, 'ليلى', '20-30', '28/12/2014', 'الباب', '36,37', '37,5', false, null],
      ]),
      xlsx,
    )
    expect(table.refused).toEqual([])
    expect(table.persons).toEqual([
      {
        rowId: '1',
        given: 'عمر',
        ageMin: 34,
        ageMax: 34,
        dateOfDeath: '2014-12-28',
        place: 'الباب',
        incident: 'الباب 2014-12-28',
        latitude: 36_372_049,
        longitude: 37_500_000,
        civilian: 'civilian',
        extra: [['Floor', '2.5']],
      },
      {
        rowId: '1234567890',
        given: 'ليلى',
        ageMin: 20,
        ageMax: 30,
        dateOfDeath: '2014-12-28',
        place: 'الباب',
        incident: 'الباب 2014-12-28',
        latitude: 36_370_000,
        longitude: 37_500_000,
        civilian: 'combatant',
      },
    ])
    expect(table.notes).toContain('Workbook: the first sheet was read.')
  })

  it('number rows as the sheet does, empty ones in between too', async () => {
    const table = await read(
      await workbook([
        ['row_id', 'sex', 'place'],
        [],
        [1, 'M', 'A'],
        [null, null, ' '],
        [2, 'banana', 'A'],
        [1, 'M', 'A'],
      ]),
      xlsx,
    )
    expect(table.refused.map(({ line, code }) => [line, code])).toEqual([
      [3, 'import/repeated-row-id'],
      [5, 'import/unknown-term'],
      [6, 'import/repeated-row-id'],
    ])
    expect(table).toMatchObject({ rows: 3, empty: 2, refusedRows: 3 })
  })

  it('that turned an age into a date have that row refused', async () => {
    const table = await read(
      await workbook([
        ['row_id', 'age', 'place'],
        [1, day(2026, 3, 2), 'A'],
      ]),
      xlsx,
    )
    expect(table.refused).toMatchObject([{ line: 2, column: 'age', code: 'import/bad-age' }])
  })

  it('keep a time of day sealed', async () => {
    const table = await read(
      await workbook([
        ['row_id', 'date_of_death', 'place'],
        [1, day(2014, 12, 28, 6), 'A'],
      ]),
      xlsx,
    )
    expect(table.persons[0]).toMatchObject({
      dateOfDeath: '2014-12-28',
      extra: [['date_of_death', '2014-12-28T06:00:00']],
    })
  })

  it('are read by the first sheet or a named one, and say that others were not read', async () => {
    const bytes = await writeWorkbook([
      {
        data: sheetOf([
          ['row_id', 'place'],
          [1, 'A'],
        ]),
        sheet: 'People',
      },
      {
        data: sheetOf([
          ['incident', 'place'],
          ['P', 'B'],
        ]),
        sheet: 'Incidents',
      },
    ]).toBuffer()
    const first = await read(bytes, xlsx)
    expect(first.persons).toHaveLength(1)
    expect(first.notes.join()).toContain('1 more sheet was not read')
    const second = await read(bytes, { ...xlsx, sheet: 'Incidents' })
    expect(second.incidents).toEqual([{ key: 'P', place: 'B' }])
    expect(await codeOfRefusal(read(bytes, { ...xlsx, sheet: 'Nobody' }))).toBe('import/no-sheet')
  })

  it('are told by their bytes, whatever the file is called', async () => {
    expect(
      (
        await read(
          await workbook([
            ['row_id', 'place'],
            [1, 'A'],
          ]),
          { fileName: 'table.csv' },
        )
      ).persons,
    ).toHaveLength(1)
  })

  it('with any byte of their rows changed are refused or read the same, never otherwise', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => [i, `name-${i}`, 'M', day(2014, 12, 1 + i), 'Al Bab'])
    const whole = await workbook([['row_id', 'given_name', 'sex', 'date_of_death', 'place'], ...rows])
    const expected = JSON.stringify((await read(whole, xlsx)).persons)
    let refused = 0
    for (let at = 0; at < whole.length; at += 41) {
      const damaged = Uint8Array.from(whole)
      damaged[at]! ^= 1 << (at % 8)
      try {
        expect(JSON.stringify((await read(damaged, xlsx)).persons)).toBe(expected)
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^import\//) })
        refused++
      }
    }
    expect(refused).toBeGreaterThan(50)
  })

  it('of the old kind, with a password, or of another program are refused with advice', async () => {
    const ole = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array(600).fill(0))
    await expect(read(ole)).rejects.toMatchObject({ code: 'import/bad-workbook' })
    await expect(read(ole)).rejects.toThrow(/XLSX/)
    expect(await codeOfRefusal(read(Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2, 3)))).toBe('import/bad-workbook')
  })
})
