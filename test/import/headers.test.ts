import { templateText } from '@amana/cli'
import { describe, expect, it } from '@jest/globals'
import { codeOfRefusal, read } from './reading.js'

const TEMPLATE =
  'row_id, given_name, father_name, grandfather_name, family_name, full_name, mother_name, name_latin, sex, age, age_min, age_max, birth_year, date_of_death, date_precision, incident, place, governorate, latitude, longitude, cause, party, civilian, sources, consent, notes'
const FILLED =
  '7,Omar,Khaled,Yusuf,Haddad,Omar Khaled Haddad,Maryam,Omar Haddad,M,34,34,34,1980,2014-12-28,day,prison,Al Bab,Aleppo,36.372,37.518,airstrike,coalition,civilian,video:2;photo,investigators;courts,as told'
const PERSON = {
  rowId: '7',
  given: 'Omar',
  father: 'Khaled',
  grandfather: 'Yusuf',
  family: 'Haddad',
  full: 'Omar Khaled Haddad',
  mother: 'Maryam',
  latin: 'Omar Haddad',
  sex: 'male',
  ageMin: 34,
  ageMax: 34,
  birthYear: 1980,
  dateOfDeath: '2014-12-28',
  incident: 'prison',
  place: 'Al Bab',
  governorate: 'Aleppo',
  latitude: 36_372_000,
  longitude: 37_518_000,
  cause: 'airstrike',
  party: 'coalition',
  civilian: 'civilian',
  sources: [
    { kind: 'video', count: 2 },
    { kind: 'photo', count: 1 },
  ],
  consent: ['investigators', 'courts'],
  notes: 'as told',
}

describe('headers', () => {
  it('of the template are those that are promised, and every one is read', async () => {
    expect(templateText('en')).toBe(`\ufeff${TEMPLATE.replaceAll(' ', '')}\r\n`)
    const table = await read(`${templateText('en')}${FILLED}\r\n`)
    expect(table.refused).toEqual([])
    expect(table.persons).toEqual([PERSON])
    expect(table.notes).toHaveLength(2)
  })

  it('of the Arabic template read the same', async () => {
    const table = await read(`${templateText('ar')}${FILLED}\r\n`)
    expect(table.persons).toEqual([PERSON])
    expect(table.notes).toHaveLength(2)
  })

  it('do not depend on case, blanks, underscores, vowel marks, padding or the article', async () => {
    const table = await read(' Row ID ,GIVEN NAME,Date-Of-Death," الجِنس ",مكان\n1,Omar,2014-12-28,ذكر,A\n')
    expect(table.persons).toEqual([
      {
        rowId: '1',
        given: 'Omar',
        sex: 'male',
        dateOfDeath: '2014-12-28',
        place: 'A',
        incident: 'A 2014-12-28',
      },
    ])
  })

  it('of the user are mapped, and a column can be kept from being read', async () => {
    const table = await read('Nr,Wer?,Ort,sex\n1,Omar,A,hello\n', {
      map: { Nr: 'row_id', ' wer? ': 'full_name', Ort: 'المكان', sex: 'extra', absent: 'notes' },
    })
    expect(table.persons).toEqual([
      { rowId: '1', full: 'Omar', place: 'A', incident: 'A', extra: [['sex', 'hello']] },
    ])
    expect(table.notes.join()).toContain('The map has 1 header that this table lacks.')
    expect(await codeOfRefusal(read('a,b\n1,2\n', { map: { a: 'row_number_of_sorts' } }))).toBe(
      'import/bad-map',
    )
  })

  it('nobody knows are kept sealed in the table’s order, and said', async () => {
    const table = await read('row_id,Colour,place,,phone\n1,red,A,x,\n')
    expect(table.persons[0]?.extra).toEqual([
      ['Colour', 'red'],
      ['column 4', 'x'],
    ])
    expect(table.notes).toContain('Unknown columns, kept sealed as they are: “Colour”, “phone”.')
    expect(table.notes.join()).toContain('under a blank header')
  })

  it.each([
    ['row_id,sex,place,Sex\n1,M,A,F\n', 'import/duplicate-header'],
    ['row_id,gender,place,الجنس,النوع\n', 'not refused'],
    ['row_id,place,colour,colour\n', 'import/duplicate-header'],
    ['row_id,place,lon,lng\n', 'import/duplicate-header'],
    ['given_name,place\nOmar,A\n', 'import/no-row-id'],
    ['row_id,given_name\n1,Omar\n', 'import/no-incident-column'],
    ['Omar,Khaled\nAli,Hasan\n', 'import/no-headers'],
  ])('%j: %s', async (table, code) => {
    expect(await codeOfRefusal(read(table))).toBe(code)
  })

  it('that repeat are refused with their line, and no cell of a table without headers is quoted', async () => {
    await expect(read('List of 2014\n\nrow_id,sex,place,Sex\n')).rejects.toMatchObject({
      details: { line: 3 },
    })
    await expect(read('Omar,Khaled\nAli,Hasan\n')).rejects.not.toThrow(/Omar|Khaled|Ali|Hasan/)
  })

  it('are found below titles, and it is said', async () => {
    const table = await read('Victims of 2014,,\n\nrow_id,sex,place\n1,M,A\n')
    expect(table).toMatchObject({ rows: 1, empty: 1, persons: [{ rowId: '1' }] })
    expect(table.notes).toContain('Header: found on line 3; 1 row above it was not read.')
  })

  it('that depend on their neighbours are settled by them, and said', async () => {
    const parts = await read('الرقم,الاسم,الكنية,اسم الأب,المكان\n1,عمر,حداد,خالد,الباب\n')
    expect(parts.persons[0]).toMatchObject({ given: 'عمر', family: 'حداد', father: 'خالد' })
    const whole = await read('الرقم,الاسم,المكان\n1,عمر خالد حداد,الباب\n')
    expect(whole.persons[0]).toMatchObject({ full: 'عمر خالد حداد' })
    const both = await read('الرقم,الاسم الأول,العائلة,الكنية,المكان\n1,عمر,حداد,أبو ليلى,الباب\n')
    expect(both.persons[0]).toMatchObject({ given: 'عمر', family: 'حداد', kunya: 'أبو ليلى' })
    expect(whole.notes.join()).toContain('was read as full_name')
  })

  it('of incidents make a table of incidents', async () => {
    for (const headers of [
      'incident,label,date,place,governorate,latitude,longitude,place_precision,cause,party,notes,Colour',
      'الحادثة,عنوان الحادثة,التاريخ,المكان,المحافظة,خط العرض,خط الطول,دقة المكان,سبب الوفاة,الجهة المتهمة,ملاحظات,Colour',
    ]) {
      const table = await read(
        `${headers}\nprison,Prison of Al Bab,28/12/2014,Al Bab,Aleppo,36.372,37.518,exact,airstrike,coalition,night,red\n`,
      )
      expect(table).toMatchObject({ kind: 'incidents', persons: [], rows: 1, refusedRows: 0 })
      expect(table.incidents).toEqual([
        {
          key: 'prison',
          label: 'Prison of Al Bab',
          date: '2014-12-28',
          place: 'Al Bab',
          governorate: 'Aleppo',
          latitude: 36_372_000,
          longitude: 37_518_000,
          placePrecision: 'exact',
          cause: 'airstrike',
          party: 'coalition',
          notes: 'night',
          extra: [['Colour', 'red']],
        },
      ])
    }
    expect(templateText('en', 'incidents')).toContain('incident,label,date,')
  })

  it('of incidents refuse an incident without a name and one that comes twice', async () => {
    const table = await read('incident,place\nP,A\n,B\nQ,C\nP,D\n')
    expect(table.refused.map(({ line, code }) => [line, code])).toEqual([
      [2, 'import/repeated-incident'],
      [3, 'import/no-incident'],
      [5, 'import/repeated-incident'],
    ])
    expect(table.incidents.map(({ key }) => key)).toEqual(['Q'])
  })
})
