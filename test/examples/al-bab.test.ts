import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { skeleton, words } from '@amana/names'
import { VOCABULARIES } from '@amana/records'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'

const FOLDER = join(process.cwd(), 'examples/al-bab')
const TABLES = ['persons.csv', 'incidents.csv', 'partner.csv', 'claims.json']
type Row = Readonly<Record<string, string>>

const text = (name: string): string => readFileSync(join(FOLDER, name), 'utf8')
const table = (name: string): readonly Row[] => parse(text(name), { columns: true, bom: true })
const cell = (row: Row, header: string): string => {
  const value = row[header]
  if (value === undefined) throw new Error(`no column ${header}`)
  return value
}

const persons = table('persons.csv')
const incidents = table('incidents.csv')
const partner = table('partner.csv')

/** The rows that repeat a person, by row id; the README says there are five. */
const REPEATS = new Set(['AB-052', 'AB-053', 'AB-054', 'AB-071', 'AB-091'])
const first = persons.filter((row) => !REPEATS.has(cell(row, 'row_id')))
const isChild = (row: Row): boolean => cell(row, 'age') !== '' && Number(cell(row, 'age')) < 18
const isFemale = (row: Row): boolean => cell(row, 'sex') === 'female'

describe('the example', () => {
  it('is written by its generator, byte for byte', () => {
    const copy = mkdtempSync(join(tmpdir(), 'amana-example-'))
    try {
      cpSync(FOLDER, copy, { recursive: true })
      for (const name of TABLES) rmSync(join(copy, name))
      execFileSync(process.execPath, [join(copy, 'make.mjs')])
      for (const name of TABLES) expect(readFileSync(join(copy, name), 'utf8')).toBe(text(name))
    } finally {
      rmSync(copy, { recursive: true })
    }
  })

  it('has 103 persons in 108 rows, 51 + 29 + 23 of them', () => {
    const at = (prefix: RegExp) => first.filter((row) => prefix.test(cell(row, 'incident'))).length
    expect([persons.length, first.length]).toEqual([108, 103])
    expect([at(/^al-bab-prison$/), at(/^refinery-[1-6]$/)]).toEqual([51, 29])
    expect(at(/^(house|silo|market|road|workshop|bridge)-\d$/)).toBe(23)
  })

  it('has 11 of sex female and 11 children, 2 of them both', () => {
    expect(first.filter(isFemale).length).toBe(11)
    expect(first.filter(isChild).length).toBe(11)
    expect(first.filter((row) => isChild(row) && isFemale(row)).length).toBe(2)
  })

  it('knows of everybody whether child or adult, and the sex', () => {
    for (const row of persons) {
      expect(['female', 'male']).toContain(cell(row, 'sex'))
      const lowest = Number(cell(row, 'age') || cell(row, 'age_min'))
      expect(isChild(row) || lowest >= 18).toBe(true)
    }
  })

  it('has every incident in its table, none before 23 September 2014', () => {
    const keys = new Set(incidents.map((row) => cell(row, 'incident')))
    expect(keys).toEqual(new Set(persons.map((row) => cell(row, 'incident'))))
    for (const row of incidents) expect(cell(row, 'date') >= '2014-09-23').toBe(true)
    const claimed = (JSON.parse(text('claims.json')) as { where: { incident: string[] } }[]).flatMap(
      (claim) => claim.where.incident,
    )
    expect([...claimed].sort()).toEqual([...keys].sort())
  })

  it('has 40 rows on the partner’s list, each with an id of its own', () => {
    expect(new Set(partner.map((row) => cell(row, 'رقم السطر'))).size).toBe(40)
  })

  it('has no name that is also a word of a place, a label, a claim or a vocabulary', () => {
    const open = ['incident', 'label', 'place', 'governorate', 'الحادثة', 'المكان', 'المحافظة']
    const said = [...persons, ...incidents, ...partner]
      .flatMap((row) => open.map((header) => row[header] ?? ''))
      .concat(text('claims.json'))
      .concat(VOCABULARIES.flatMap(({ terms }) => terms.flatMap(({ code, en, ar }) => [code, en, ar])))
    const others = new Set(said.flatMap(words))

    const headers = [
      'given_name',
      'father_name',
      'grandfather_name',
      'family_name',
      'mother_name',
      'name_latin',
    ]
    const there = ['الاسم الأول', 'اسم الأب', 'اسم الجد', 'اسم العائلة']
    const names = new Set(
      [...persons, ...partner].flatMap((row) => [...headers, ...there].flatMap((h) => words(row[h] ?? ''))),
    )
    // The article, and the second half of names such as عبد الله, are no names by themselves.
    const particles = new Set(['al', 'الله', 'allah'])
    expect(names.size).toBeGreaterThan(200)
    expect([...names].filter((name) => others.has(name) && !particles.has(name))).toEqual([])

    // In the other script too: a place sounds like no name.
    const places = [...persons, ...partner].flatMap((row) => words(`${row.place ?? ''} ${row.المكان ?? ''}`))
    const sounds = new Set(places.filter((word) => word.length > 2).map(skeleton))
    expect([...names].filter((name) => sounds.has(skeleton(name)))).toEqual([])
  })
})
