import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { utf8 } from '@amana/codec'
import { type LinkRow, linkRows, newScope, packTokens, tokensOf } from '@amana/linkage'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'

type Row = Readonly<Record<string, string>>
const table = (name: string): readonly Row[] =>
  parse(readFileSync(join(process.cwd(), 'examples/al-bab', name), 'utf8'), { columns: true, bom: true })

const scope = newScope('test', 1, new Uint8Array(32).fill(7))
const tokens = (id: string, names: readonly (string | undefined)[], date: string, governorate: string) => {
  const [given, father, grandfather, family] = names.map((name) => name ?? '')
  const parts = Object.fromEntries(
    Object.entries({ given, father, grandfather, family }).filter(([, part]) => part !== ''),
  )
  return { tokens: packTokens(tokensOf(scope, utf8(id), { parts, date, governorate })) }
}

const persons = table('persons.csv').map((row): LinkRow & { id: string } => ({
  id: row.row_id ?? '',
  source: 0,
  ...tokens(
    row.row_id ?? '',
    [row.given_name, row.father_name, row.grandfather_name, row.family_name],
    row.date_of_death ?? '',
    row.governorate ?? '',
  ),
}))
const partner = table('partner.csv').map((row): LinkRow & { id: string } => ({
  id: row['رقم السطر'] ?? '',
  source: 1,
  ...tokens(
    row['رقم السطر'] ?? '',
    [row['الاسم الأول'], row['اسم الأب'], row['اسم الجد'], row['اسم العائلة']],
    row['تاريخ الوفاة'] ?? '',
    row['المحافظة'] ?? '',
  ),
}))

/** Persons by the clusters: rows less those that repeat another. The estimate with its interval allows for doubt besides. */
const personsBy = (rows: number, clusters: readonly (readonly number[])[]): number =>
  rows - clusters.reduce((sum, cluster) => sum + cluster.length - 1, 0)

/** Which row repeats which, as the table was written. */
const REPEATS = [
  ['AB-001', 'AB-052'],
  ['AB-005', 'AB-053'],
  ['AB-039', 'AB-054'],
  ['AB-067', 'AB-071'],
  ['AB-085', 'AB-091'],
]

/** The nine of the partner's list that the first organisation does not know. */
const ONLY_THERE = ['ش146', 'ش149', 'ش167', 'ش170', 'ش182', 'ش209', 'ش212', 'ش215', 'ش218']

describe('linking the example', () => {
  it('finds the five repeats in the first list and merges nobody else', () => {
    const { clusters, low, high } = linkRows(persons)
    expect(clusters.map((cluster) => cluster.map((index) => persons[index]?.id))).toEqual(REPEATS)
    expect(personsBy(persons.length, clusters)).toBe(103)
    expect(low).toBeLessThanOrEqual(103)
    expect(high).toBeGreaterThanOrEqual(103)
  })

  it('finds no repeat in the partner’s list', () => {
    expect(linkRows(partner).clusters).toEqual([])
  })

  it('finds that exactly 31 of the partner’s 40 are among the 103', () => {
    const rows = [...persons, ...partner]
    const { clusters } = linkRows(rows)
    const shared = clusters.filter(
      (cluster) => new Set(cluster.map((index) => rows[index]?.source)).size === 2,
    )
    expect(shared.length).toBe(31)
    expect(shared.every((cluster) => cluster.filter((index) => rows[index]?.source === 1).length === 1)).toBe(
      true,
    )
    expect(personsBy(rows.length, clusters)).toBe(103 + 9)
    const found = new Set(shared.flat().map((index) => rows[index]?.id))
    expect(partner.map(({ id }) => id).filter((id) => !found.has(id))).toEqual(ONLY_THERE)
  })
})
