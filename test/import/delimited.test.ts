import { describe, expect, it } from '@jest/globals'
import { codeOfRefusal, read } from './reading.js'

describe('delimited tables', () => {
  it('are read as spreadsheet programs write them: sep= line, quoted headers, lines of delimiters alone', async () => {
    const table = await read(
      'sep=;\r\n"row_id";" Given Name ";"incident";"notes";\r\n"1";"Omar";"prison";"two\r\nlines";\r\n;;;;\r\n2;"Abu ""Layla""";prison;;\r\n;;;;\r\n',
    )
    expect(table.refused).toEqual([])
    expect(table.persons).toEqual([
      { rowId: '1', given: 'Omar', incident: 'prison', notes: 'two\nlines' },
      { rowId: '2', given: 'Abu "Layla"', incident: 'prison' },
    ])
    expect(table).toMatchObject({ rows: 2, empty: 2, refusedRows: 0 })
    expect(table.notes).toContain('Delimiter: semicolon, as the file’s first line says.')
  })

  it('are told by their delimiter outside of quotes', async () => {
    const table = await read('row_id;"notes, remarks, and; more";place\n1;"a, b, c, d, e";Al Bab\n')
    expect(table.notes).toContain('Delimiter: semicolon, detected.')
    expect(table.persons[0]?.place).toBe('Al Bab')
  })

  it('are read by the delimiter that was asked for, by sign or by word', async () => {
    for (const delimiter of ['|', 'pipe', ' Pipe '])
      expect((await read('row_id|place\n1|A,B;C\n', { delimiter })).persons[0]?.place).toBe('A,B;C')
    expect((await read('row_id:place\n1:A\n', { delimiter: ':' })).persons[0]?.place).toBe('A')
    expect(await codeOfRefusal(read('row_id,place\n1,A\n', { delimiter: 'ab' }))).toBe(
      'import/unknown-delimiter',
    )
  })

  it('number lines as an editor does, also behind cells of several lines and empty lines', async () => {
    const table = await read('row_id,sex,place,notes\n\n1,M,A,"x\ny\n\nz"\n  \n2,?!banana,A,\n3,M,,"p\nq"\n')
    expect(table.refused.map(({ line, column, code }) => [line, column, code])).toEqual([
      [8, 'sex', 'import/unknown-term'],
      [9, '', 'import/no-incident'],
    ])
    expect(table).toMatchObject({ rows: 3, empty: 2, refusedRows: 2 })
  })

  it('list rows that are too short or too long, and take those that are only padded', async () => {
    const table = await read('row_id,given_name,place\n1,Omar\n2,Omar,A,B\n3,Omar,A,,,\n4,Omar,A\n')
    expect(table.refused.map(({ line, code }) => [line, code])).toEqual([
      [2, 'import/ragged-row'],
      [3, 'import/ragged-row'],
    ])
    expect(table.persons.map((person) => person.rowId)).toEqual(['3', '4'])
  })

  it.each([
    ['the rest of the row', '1,"Omar,A\n2,Ali,A\n3,"Samer",A\n4,Zaid,A\n', 4],
    ['whole rows, with every count of cells right', '1,"Omar,A\n2,Ali,A\n3,Samer",A\n4,Zaid,A\n', 4],
    ['one row', '1,"Omar,A\n2,Samer",A\n4,Zaid,A\n', 3],
    ['part of a row', '1,"Omar,A\n2,Samer,"A\n4,Zaid,A\n', 3],
  ])(
    'refuse a row where a quotation mark left open swallowed %s, and say the lines',
    async (_, rows, last) => {
      const table = await read(`row_id,given_name,place\n${rows}`)
      expect(table.persons.map(({ rowId }) => rowId)).toEqual(['4'])
      expect(table.refused).toMatchObject([{ line: 2 }])
      expect(table.refused[0]?.reason).toContain(`line 2 to line ${last}`)
    },
  )

  it('take cells of several lines for what they are', async () => {
    const table = await read(
      'row_id,notes,place\n1,"first, then\nsecond, and, last\nthird",A\n2,"""Quoted"",\nhe said",A\n3,"a, b\nc, d",A\n',
    )
    expect(table.refused).toEqual([])
    expect(table.persons).toHaveLength(3)
  })

  it('are refused from a quotation mark on that is never closed, with its line', async () => {
    await expect(read('row_id,given_name,place\n1,Omar,A\n2,"Ali,A\n3,Zaid,A\n')).rejects.toMatchObject({
      code: 'import/open-quote',
      details: { line: 3 },
    })
  })

  it('take a quotation mark within a cell for a character', async () => {
    const table = await read('row_id,given_name,place\n1,Omar "Abu Layla" Ali,A\n2, "Ali" ,A\n')
    expect(table.persons.map((person) => person.given)).toEqual(['Omar "Abu Layla" Ali', 'Ali'])
  })

  it('keep what looks like a formula as text', async () => {
    const table = await read('row_id,notes,place\n=1+1,@SUM(A1),-A\n')
    expect(table.persons).toEqual([{ rowId: '=1+1', notes: '@SUM(A1)', place: '-A', incident: '-A' }])
  })

  it('are trimmed of blanks and invisible marks, and in NFC', async () => {
    const table = await read('row_id,given_name,place\n\u200f 1\u00a0,\u202bعلي\u202c ,Cafe\u0301\n')
    expect(table.persons).toEqual([{ rowId: '1', given: 'علي', place: 'Café', incident: 'Café' }])
  })

  it('that are empty are refused as a whole', async () => {
    for (const empty of ['', '\n\n', ' , ,\n', '\ufeff'])
      expect(await codeOfRefusal(read(empty))).toBe('import/empty-table')
  })

  it('refuse cells too long to be meant', async () => {
    const table = await read(`row_id,notes,place\n1,${'x'.repeat(70_000)},A\n2,short,A\n`)
    expect(table.refused).toMatchObject([{ line: 2, column: 'notes', code: 'import/long-cell' }])
  })
})
