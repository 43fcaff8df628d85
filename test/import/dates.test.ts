import { describe, expect, it } from '@jest/globals'
import { person, problems, read } from './reading.js'

const column = (...dates: string[]) =>
  read(`row_id;place;date_of_death\n${dates.map((date, i) => `${i + 1};A;${date}`).join('\n')}\n`)

describe('dates', () => {
  it.each([
    ['2014-12-28', '2014-12-28'],
    ['2014/12/28', '2014-12-28'],
    ['2014.12.28', '2014-12-28'],
    ['2014/1/5', '2014-01-05'],
    ['28/12/2014', '2014-12-28'],
    ['12/28/2014', '2014-12-28'],
    ['28-12-2014', '2014-12-28'],
    ['28.12.2014', '2014-12-28'],
    ['05.04.2014', '2014-04-05'],
    ['05/05/2014', '2014-05-05'],
    ['2014-12', '2014-12'],
    ['2014/12', '2014-12'],
    ['12/2014', '2014-12'],
    ['2014', '2014'],
    ['٢٠١٤-١٢-٢٨', '2014-12-28'],
    ['٢٨/١٢/٢٠١٤', '2014-12-28'],
    ['۲۰۱۴/۱۲/۲۸', '2014-12-28'],
    ['28\u200f/12\u200f/2014', '2014-12-28'],
    ['28 December 2014', '2014-12-28'],
    ['28-Dec-2014', '2014-12-28'],
    ['1st of March 2015', '2015-03-01'],
    ['"December 28, 2014"', '2014-12-28'],
    ['Dec 2014', '2014-12'],
    ['28 كانون الأول 2014', '2014-12-28'],
    ['٢٨ ديسمبر ٢٠١٤', '2014-12-28'],
    ['آذار 2015', '2015-03'],
    ['2014-12-28 00:00:00', '2014-12-28'],
    ['2014-12-28T00:00:00Z', '2014-12-28'],
    ['41999', '2014-12-26'],
  ])('%p is %s', async (written, date) => {
    expect((await person('date_of_death', written)).dateOfDeath).toBe(date)
  })

  it.each([
    ['03/04/2014', 'import/ambiguous-date'],
    ['03-04-2014', 'import/ambiguous-date'],
    ['20122014', 'import/ambiguous-date'],
    ['31/02/2014', 'import/bad-date'],
    ['2014-02-29', 'import/bad-date'],
    ['2014-13-01', 'import/bad-date'],
    ['2014-00-01', 'import/bad-date'],
    ['99/99/2014', 'import/bad-date'],
    ['12.31.2014', 'import/bad-date'],
    ['28/12/14', 'import/bad-date'],
    ['2014.1', 'import/bad-date'],
    ['1436/03/06', 'import/bad-date'],
    ['0014-12-28', 'import/bad-date'],
    ['1899', 'import/bad-date'],
    ['28-29/12/2014', 'import/bad-date'],
    ['yesterday', 'import/bad-date'],
    ['2026-01-02', 'import/future-date'],
    ['2026-02', 'import/future-date'],
    ['2027', 'import/future-date'],
    ['3014-12-28', 'import/future-date'],
  ])('%s is refused', async (written, code) => {
    expect(await problems('date_of_death', written)).toMatchObject([
      { line: 2, column: 'date_of_death', code },
    ])
  })

  it('are quoted in the reason where they hold no letter, and never otherwise', async () => {
    expect((await problems('date_of_death', '31/02/2014'))[0]?.reason).toContain('“31/02/2014”')
    expect((await problems('date_of_death', 'Omar'))[0]?.reason).not.toContain('Omar')
  })

  it('with the day first settle the others of their column, and it is said', async () => {
    const table = await column('03/04/2014', '28/12/2014', '05-06-2014')
    expect(table.persons.map((one) => one.dateOfDeath)).toEqual(['2014-04-03', '2014-12-28', '2014-06-05'])
    expect(table.notes.join()).toContain('the day comes first')
  })

  it('with the month first settle the others of their column, also from below', async () => {
    const table = await column('03/04/2014', '12/28/2014')
    expect(table.persons.map((one) => one.dateOfDeath)).toEqual(['2014-03-04', '2014-12-28'])
    expect(table.notes.join()).toContain('the month comes first')
  })

  it('of both orders in one column leave the doubtful ones refused and the others taken', async () => {
    const table = await column('03/04/2014', '28/12/2014', '12/28/2014', '2014-05-06', '07.08.2014')
    expect(table.refused).toMatchObject([{ line: 2, code: 'import/ambiguous-date' }])
    expect(table.persons.map((one) => one.dateOfDeath)).toEqual([
      '2014-12-28',
      '2014-12-28',
      '2014-05-06',
      '2014-08-07',
    ])
  })

  it('are not settled by a day that does not exist, nor by another column', async () => {
    expect((await column('03/04/2014', '32/04/2014')).refused.map(({ code }) => code)).toEqual([
      'import/ambiguous-date',
      'import/bad-date',
    ])
    const table = await read('row_id,place,reported,date_of_death\n1,A,28/12/2014,03/04/2014\n')
    expect(table.refused).toMatchObject([{ line: 2, code: 'import/ambiguous-date' }])
  })

  it('are cut to a coarser precision that is stated, and kept sealed as written', async () => {
    const table = await read(
      'row_id,place,date_of_death,date_precision\n1,A,2014-12-01,month\n2,A,2014-01-01,سنة\n3,A,2014-01-01,unknown\n4,A,2014-12-28,day\n5,A,2014-12,day\n6,A,,\n',
    )
    expect(table.persons.map((one) => [one.dateOfDeath, one.extra])).toEqual([
      ['2014-12', [['date_of_death', '2014-12-01']]],
      ['2014', [['date_of_death', '2014-01-01']]],
      [undefined, [['date_of_death', '2014-01-01']]],
      ['2014-12-28', undefined],
      [undefined, undefined],
    ])
    expect(table.refused).toMatchObject([{ line: 6, column: 'date_precision', code: 'import/bad-precision' }])
  })

  it('lose no time of day: it is kept sealed, and said', async () => {
    const table = await column('2014-12-28 10:30')
    expect(table.persons[0]).toMatchObject({
      dateOfDeath: '2014-12-28',
      extra: [['date_of_death', '2014-12-28 10:30']],
    })
    expect(table.notes.join()).toContain('times of day')
  })
})
