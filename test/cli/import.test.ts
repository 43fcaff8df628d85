import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { many } from '../many.js'
import {
  AL_BAB,
  amana,
  type Identity,
  type Json,
  json,
  newIdentity,
  ROOT,
  result,
  temporaryFolder,
} from './amana.js'
import { delimited, row } from './tables.js'

const folder = temporaryFolder()
let me: Identity
let own: readonly string[]

beforeAll(async () => {
  me = await newIdentity(folder)
  own = ['--identity', me.file]
})

async function emptyCase(name: string): Promise<string> {
  const path = join(folder, name)
  await result(['new', path, '--recipient', me.recipient])
  return path
}
const table = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

/** Release, investigator's view, verification. */
async function verified(path: string): Promise<Json> {
  await result(['release', path, ...own])
  const view = `${path}.view`
  await result(['view', path, '--for', 'investigator', '-o', view, ...own])
  return result(['verify', view, '--key', join(path, 'key.pub')])
}
const stated = (report: Json, text: RegExp): number =>
  report.claims.find((claim: Json) => text.test(claim.text))?.stated

describe('import', () => {
  it('takes nothing where a row is refused, says line, column and reason, and takes the good ones with --partial', async () => {
    const path = await emptyCase('partial')
    const file = table(
      'partial.csv',
      delimited([
        row(1),
        { ...row(2), age: 'old' },
        { ...row(3), date_of_death: '2014-13-01', sex: 'neither' },
        row(1),
        row(4),
        { ...row(5), incident: '', place: '' },
      ]),
    )
    const refused = await amana(['import', path, file, '--json', ...own])
    expect(refused.exit).toBe(2)
    const told = json(refused)
    expect(told).toMatchObject({ ok: false, added: 0 })
    expect(told.tables[0]).toMatchObject({ rows: 6, taken: 0, refused: 5, empty: 0 })
    expect(told.tables[0].problems.map(({ line, column }: Json) => `${line} ${column}`)).toEqual([
      '2 row_id',
      '3 age',
      '4 date_of_death',
      '4 sex',
      '5 row_id',
      '7 ',
    ])
    const words = await amana(['import', path, file, ...own])
    expect(words.exit).toBe(2)
    expect(words.stdout).toMatch(/line 3, column age: .+ \[import\/bad-age\]/)
    expect(words.stdout).toContain('Nothing was taken: the case is as it was.')
    const taken = await amana(['import', path, file, '--partial', '--json', ...own])
    expect(taken.exit).toBe(0)
    expect(json(taken)).toMatchObject({ ok: true, added: 1 })
    expect(json(taken).tables[0]).toMatchObject({ rows: 6, taken: 1, refused: 5 })
  })

  it('refuses one row id in two tables, and leaves the case as it was', async () => {
    const path = await emptyCase('twice')
    const files = [
      table('one.csv', delimited([row(1), row(2)])),
      table('two.csv', delimited([row(2), row(3)])),
    ]
    const ran = await amana(['import', path, ...files, '--json', ...own])
    expect([ran.exit, json(ran).error.code]).toEqual([2, 'import/repeated-id'])
    expect(await result(['import', path, files[1]!, ...own])).toMatchObject({ added: 2 })
    expect(await result(['import', path, files[0]!, ...own])).toMatchObject({ added: 1, unchanged: 1 })
  })

  it('takes other people, 200 of them, with every total right', async () => {
    const path = await emptyCase('many')
    const rows = Array.from({ length: 200 }, (_, i) => row(i))
    const file = table('many.csv', delimited(rows, ';'))
    expect(await result(['import', path, file, ...own])).toMatchObject({ added: 200 })
    const report = await verified(path)
    expect(report).toMatchObject({ ok: true, totals: { persons: 200, incidents: 20 } })
    const count = (test: (one: Record<string, string>) => boolean) => rows.filter(test).length
    expect(stated(report, /^persons where incident=event 7$/)).toBe(10)
    expect(stated(report, /^women/)).toBe(count(({ sex }) => sex === 'female'))
    expect(stated(report, /^sex unknown/)).toBe(count(({ sex }) => sex === 'unknown'))
    expect(stated(report, /^children/)).toBe(count(({ age }) => age !== '' && Number(age) < 18))
    expect(stated(report, /^age unknown/)).toBe(count(({ age }) => age === ''))
  })

  it('shows rows that look like one person also where no row has a date', async () => {
    const path = await emptyCase('undated')
    const undated = table(
      'undated.csv',
      'row_id,full_name,age,incident\n1,سامي نادر القاسم,31,x\n2,زيد عمر الخطيب,12,x\n3,Sami Nader al-Qasem,31,x\n',
    )
    expect((await result(['import', path, undated, ...own])).duplicates).toEqual([['1', '3']])
  })

  it('looks for repeated rows by the day that a release makes tokens of: the incident’s, where a row states the year alone', async () => {
    const path = await emptyCase('years')
    const rows = table(
      'years.csv',
      'row_id,full_name,age,date_of_death,incident\n1,سامي نادر القاسم,31,2014-12-28,x\n2,زيد عمر الخطيب,12,2014-12-28,x\n3,Sami Nadir al-Qassim,31,2014,x\n',
    )
    const incidents = table('years-incidents.csv', 'incident,date\nx,2014-12-28\n')
    expect((await result(['import', path, rows, incidents, ...own])).duplicates).toEqual([['1', '3']])
  })

  it('takes any subset of the columns: full names alone, or no names, with place for incident', async () => {
    const path = await emptyCase('subsets')
    const names = table(
      'names.csv',
      'row_id,full_name,place\n1,غسان حازم الكيال,Homs\n2,ديمة السقا,Homs\n3,,Idlib\n',
    )
    const none = table('none.csv', 'row_id,incident\na,event\nb,event\n')
    expect(await result(['import', path, names, none, ...own])).toMatchObject({ added: 5 })
    const report = await verified(path)
    expect(report.totals).toMatchObject({ persons: 5, incidents: 3 })
    expect(stated(report, /^persons where incident=Homs$/)).toBe(2)
  })

  it('takes Arabic headers and digits, unknown columns, and says so', async () => {
    const path = await emptyCase('arabic')
    const file = table(
      'arabic.csv',
      'رقم السطر;الاسم الكامل;الجنس;العمر;تاريخ الوفاة;الحادثة;المكان;لون الباب\n' +
        '١;رغد الحموي;أنثى;٩;٢٨/١٢/٢٠١٤;سوق المدينة;إدلب;أزرق\n' +
        '٢;لؤي صفوان الدباغ;ذكر;٤٤;٢٨/١٢/٢٠١٤;سوق المدينة;إدلب;\n',
    )
    const taken = await result(['import', path, file, ...own])
    expect(taken.tables[0].notes.join(' ')).toContain('لون الباب')
    const report = await verified(path)
    expect([stated(report, /^women/), stated(report, /^children/)]).toEqual([1, 1])
    const partner = await result(['import', path, join(AL_BAB, 'partner.csv'), ...own])
    expect(partner).toMatchObject({ added: 40, updated: 0 })
  })

  it('knows the headers of a map, and the sheet and table of standard input', async () => {
    const path = await emptyCase('mapped')
    const map = table(
      'map.json',
      JSON.stringify({ Nr: 'row_id', Who: 'full_name', Where: 'place', Colour: 'extra' }),
    )
    const ran = await amana(['import', path, '-', '--map', map, '--json', ...own], {
      input: 'Nr,Who,Where,Colour\n1,ميادة البيطار,Homs,red\n',
    })
    expect(ran.exit).toBe(0)
    expect(json(ran)).toMatchObject({ added: 1, tables: [{ file: 'standard input', rows: 1 }] })
  })

  const casualties = join(ROOT, '../shared/data/casualties/dev.csv')
  const whereThere = existsSync(casualties) ? it : it.skip
  const ROWS = many(2000, 200)
  whereThere(
    'takes a list in somebody else’s columns: every row of the made-up casualties is taken or listed',
    async () => {
      const path = await emptyCase('casualties')
      const lines = readFileSync(casualties, 'utf8')
        .split('\n')
        .slice(0, 1 + ROWS)
      const file = table('casualties.csv', lines.join('\n'))
      const theirs = { rec_id: 'row_id', name: 'full_name', date: 'date_of_death', town: 'place' }
      const map = table('theirs.json', JSON.stringify(theirs))
      const taken = await result(['import', path, file, '--map', map, '--partial', ...own])
      const [{ rows, refused, notes, problems }] = taken.tables
      expect(notes.join(' ')).toContain('entity_id')
      expect([rows, taken.added + refused]).toEqual([ROWS, ROWS])
      // The only rows that cannot be taken have neither a place nor an incident.
      const rowless = lines.flatMap((line, i) => (i > 0 && line.split(',')[9] === '' ? [i + 1] : []))
      expect(problems.map(({ line }: Json) => line)).toEqual(rowless)
      const report = await verified(path)
      expect(report.totals.persons).toBe(ROWS - refused)
      const women = lines.slice(1).filter((line) => line.split(',')[5] === 'F' && line.split(',')[9] !== '')
      expect(stated(report, /^women/)).toBe(women.length)
    },
  )
})

/** The headers that were promised to whoever keeps such a table. */
const HEADERS = (
  'row_id given_name father_name grandfather_name family_name full_name mother_name name_latin sex age age_min age_max ' +
  'birth_year date_of_death date_precision incident place governorate latitude longitude cause party civilian sources ' +
  'consent notes'
).split(' ')

describe('the template', () => {
  it.each(['en', 'ar'])('is a table that can be filled in and taken: %s', async (lang) => {
    const printed = await amana(['template', '--lang', lang])
    expect([printed.exit, printed.stderr]).toEqual([0, ''])
    const headers = printed.stdout.replace('\ufeff', '').trim().split(',')
    expect((await result(['template', '--lang', lang])).headers).toEqual(headers)
    const english = (await amana(['template'])).stdout.replace('\ufeff', '').trim().split(',')
    const filled: Record<string, string> = {
      ...row(6),
      ...{
        grandfather_name: 'تيم',
        full_name: 'ديمة تيم القصاب',
        mother_name: 'لجين',
        name_latin: 'Dima Qassab',
      },
      ...{
        age: '',
        age_min: '20',
        age_max: '25',
        birth_year: '1990',
        date_precision: 'day',
        governorate: 'Idlib',
      },
      ...{
        latitude: '36.1',
        longitude: '36.6',
        cause: 'shelling',
        party: 'unknown',
        civilian: 'yes',
        consent: 'all',
        notes: 'x',
      },
    }
    expect(english).toEqual(HEADERS)
    expect(headers.length).toBe(HEADERS.length)
    expect(Object.keys(filled).sort()).toEqual([...HEADERS].sort())
    const file = join(folder, `filled-${lang}.csv`)
    await result(['template', '--lang', lang, '-o', file])
    expect(readFileSync(file, 'utf8')).toBe(printed.stdout)
    writeFileSync(file, `${printed.stdout}${english.map((header) => filled[header]).join(',')}\r\n`)
    const path = await emptyCase(`template-${lang}`)
    const taken = await result(['import', path, file, ...own])
    expect(taken).toMatchObject({ added: 1 })
    expect(taken.tables[0].notes.join(' ')).not.toMatch(/[Uu]nknown column/)
  })

  it('of incidents goes before or with the persons’ table', async () => {
    const { stdout } = await amana(['template', '--incidents'])
    const headers = stdout.replace('\ufeff', '').trim().split(',')
    const filled: Record<string, string> = {
      incident: 'event 6',
      label: 'The mill',
      date: '2014-10-01',
      place: 'Homs',
      cause: 'shelling',
    }
    const file = table(
      'incidents.csv',
      `${stdout}${headers.map((header) => filled[header] ?? '').join(',')}\n`,
    )
    const path = await emptyCase('with-incidents')
    expect(await result(['import', path, file, ...own])).toMatchObject({ added: 1 })
    await result(['import', path, table('six.csv', delimited([row(6)])), ...own])
    const report = await verified(path)
    expect(stated(report, /^persons where incident=The mill$/)).toBe(1)
  })
})
