// Tables of other kinds, on tokens alone: the way as a whole on made-up rows, and the figures of docs/linkage.md on the shared tables.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { utf8 } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import {
  cellOf,
  GENERIC_NORMALISER,
  genericPlan,
  genericTokenMaker,
  guessMapping,
  type KindName,
  linkGeneric,
  newScope,
  parseMapping,
  TOKEN_BYTES,
} from '@amana/linkage'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

useBackend(nodeBackend)
const scope = newScope('test', 1, new Uint8Array(32).fill(7), GENERIC_NORMALISER)
const KINDS: readonly KindName[] = ['given', 'family', 'date', 'city']
const plan = genericPlan(KINDS)
const maker = genericTokenMaker(scope, plan)
const tokens = (id: string, ...cells: readonly string[]): Uint8Array => maker.tokensOf(utf8(id), cells)
const split = (row: Uint8Array): string[] =>
  Array.from({ length: row.length / TOKEN_BYTES }, (_, i) =>
    String(row.subarray(i * TOKEN_BYTES, (i + 1) * TOKEN_BYTES)),
  )

const GIVEN = ['Mira', 'Jonas', 'Oleksandr', 'Ruth', 'Pedro', 'Ingrid', 'Samir', 'Beatrix']
const CITIES = ['Oslo', 'Lima', 'Bonn', 'Turin', 'Cork']
const FAMILY = ['Halloran', 'Castellano', 'Ostrowski', 'Lindqvist', 'Benedetti', 'Vanterpool', 'Marchetti']
/** Fifty-six strangers, so that the model has something to learn from. */
const strangers = GIVEN.flatMap((given, i) =>
  FAMILY.map(
    (family, j) =>
      [given, family, `19${30 + 7 * j + i}-0${1 + i}-1${j}`, CITIES[(3 * i + j) % 5]!] as [
        string,
        ...string[],
      ],
  ),
)
const linked = (...more: readonly (readonly string[])[]): readonly (readonly number[])[] =>
  linkGeneric(
    [...strangers, ...more].map((cells, i) => tokens(`row ${i}`, ...cells)),
    plan,
  ).clusters

describe('tokens of other tables', () => {
  it('are as many for a row of which nothing is known, and none is there twice, whatever the cells hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 }), (cells) => {
        const all = split(tokens('a', ...cells))
        expect(all).toHaveLength(plan.slots)
        expect(new Set(all).size).toBe(plan.slots)
      }),
      { numRuns: 50 },
    )
  })
  it('bind every field to an anchor: no token tells that a single value is equal', () => {
    for (const { parts, bits } of plan.composites) {
      expect(
        parts.filter(({ field, key }) => key === 0 && plan.anchors.includes(field)).length,
      ).toBeGreaterThan(0)
      expect(parts.length).toBeGreaterThan(1)
      expect(bits).toBeGreaterThanOrEqual(12)
    }
    const one = new Set(split(tokens('a', 'Mira', '', '', 'Springfield')))
    expect(split(tokens('b', 'Mira', '', '', 'Springfield')).some((token) => one.has(token))).toBe(false)
  })
  it('are refused for a scope of another plan', () => {
    expect(() => genericTokenMaker(newScope('test', 1), plan)).toThrow(
      expect.objectContaining({ code: 'linkage/other-normaliser' }),
    )
  })
})

describe('linking other tables', () => {
  it('finds nobody twice among strangers', () => {
    expect(linked()).toEqual([])
  })
  it('forgives a slip in a name, a digit of a date, names in the wrong columns, a missing cell', () => {
    const [given, family, date, city] = strangers[9]!
    const n = strangers.length
    expect(linked([given!, `${family!.slice(0, 4)}${family!.slice(5)}`, date!, ''])).toEqual([[9, n]])
    expect(linked([given!, family!, `${date!.slice(0, 8)}29`, city!])).toEqual([[9, n]])
    expect(linked([family!, given!, date!, city!])).toEqual([[9, n]])
    expect(linked(['', family!, date!, city!])).toEqual([[9, n]])
  })
  it('keeps namesakes apart whose dates have nothing in common', () => {
    const namesakes = strangers
      .filter((_, i) => i % 4 === 0)
      .map(([given, family], i) => [given!, family!, `${2003 + i}-12-${15 + i}`, CITIES[i % 5]!])
    expect(linked(...namesakes)).toEqual([])
  })
  it('says why, without a word of the table', () => {
    const rows = [...strangers, strangers[3]!].map((cells, i) => tokens(`row ${i}`, ...cells))
    const { pairs, unique, low, high } = linkGeneric(rows, plan)
    expect(pairs.find(({ a, b }) => a === 3 && b === strangers.length)?.reason).toBe(
      'given agrees, family agrees, date agrees, city agrees',
    )
    expect([low <= unique, unique <= high]).toEqual([true, true])
  })
  it('takes any number of rows, none included, and refuses tokens of another plan', () => {
    expect(linkGeneric([], plan)).toMatchObject({ unique: 0, clusters: [], pairs: [] })
    expect(() => linkGeneric([new Uint8Array(16)], plan)).toThrow(
      expect.objectContaining({ code: 'linkage/bad-tokens' }),
    )
  })
})

describe('mappings', () => {
  it.each([
    'x',
    '[]',
    '{"id":"a","fields":[]}',
    '{"id":"a","fields":[{"columns":["b"],"kind":"given"},{"columns":["c"],"kind":"salary"}]}',
    '{"id":"a","fields":[{"columns":["b"],"kind":"given"},{"columns":["c"],"kind":"family","order":"dmy"}]}',
    '{"id":"a","delimiter":"ab","fields":[{"columns":["b"],"kind":"given"},{"columns":["c"],"kind":"family"}]}',
  ])('are refused with a reason: %s', (json) => {
    expect(() => parseMapping(json)).toThrow(expect.objectContaining({ code: 'linkage/bad-mapping' }))
  })
  it('are guessed from headers, and never take the truth for a field', () => {
    const kinds = (...headers: readonly string[]): string[] =>
      guessMapping(headers).fields.map(({ columns, kind }) => `${columns.join('+')}:${kind}`)
    expect(kinds('rec_id', ' ent_id', 'fname_c1', 'lname_c1', 'by', 'bm', 'bd')).toEqual([
      'by+bm+bd:date',
      'fname_c1:given',
      'lname_c1:family',
    ])
    expect(kinds('unique_id', 'first_name', 'surname', 'dob', 'cluster')).toEqual([
      'first_name:given',
      'surname:family',
      'dob:date',
    ])
    expect(() => guessMapping(['id', 'colour'])).toThrow(
      expect.objectContaining({ code: 'linkage/bad-mapping' }),
    )
  })
  it('bring dates of three orders, three columns and two scripts to one form', () => {
    const date = (cell: string, order: 'ymd' | 'dmy' | 'mdy'): string =>
      cellOf({ columns: ['d'], kind: 'date', order }, [cell])
    expect(
      [
        date('1984-03-09', 'ymd'),
        date('1984-03-09', 'dmy'),
        date('19840309', 'ymd'),
        date('9/3/1984', 'dmy'),
        date('3/9/1984', 'mdy'),
        date('09031984', 'dmy'),
        date('٩/٣/١٩٨٤', 'dmy'),
        cellOf({ columns: ['y', 'm', 'd'], kind: 'date' }, ['1984', '3', '9']),
      ].filter((one) => one !== '1984-03-09'),
    ).toEqual([])
  })
})

const folder = resolve('../shared/data/linkage')
const there = existsSync(folder)

const pairsOf = (keys: readonly string[]): number => {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
}

describe('linkage of the shared tables', () => {
  const test = there ? it : it.skip
  const where = there ? '' : ' (skipped: ../shared is absent)'
  const febrl = (id: string): string => id.split('-')[1]!
  test.each([
    ['dataset1.csv', 'febrl', febrl, 1, 0.999],
    ['dataset2.csv', 'febrl', febrl, 4, 0.995],
    ['dataset3.csv', 'febrl', febrl, 4, 0.995],
    ['RLdata500.csv', 'rldata', undefined, 1, 0.985],
    ['RLdata10000.csv', 'rldata', undefined, 2, 0.965],
    ['fake_1000_from_splink_demos.csv', 'fake_1000', undefined, 1, 0.97],
  ] as const)(
    `of %s by its mapping, which its headers give too, reaches the F1 of the documents${where}`,
    (file, map, entityOf, everySo, least) => {
      const mapping = parseMapping(readFileSync(resolve('test/bench/maps', `${map}.json`), 'utf8'))
      const [head, ...lines] = readFileSync(resolve(folder, file), 'utf8').trim().split(/\r?\n/)
      const headers = head!.split(',').map((header) => header.trim())
      const guessed = guessMapping(headers)
      const sortedFields = (of: typeof mapping): string[] =>
        of.fields.map(({ columns, kind }) => `${columns.join('+')}:${kind}`).sort()
      expect(guessed.id).toBe(mapping.id)
      expect(sortedFields(guessed)).toEqual(sortedFields(mapping))

      const idAt = headers.indexOf(mapping.id)
      const truthAt = headers.findIndex((header) => header === 'ent_id' || header === 'cluster')
      const truthOf = (cells: readonly string[]): string =>
        entityOf ? entityOf(cells[idAt]!) : cells[truthAt]!
      // Every so manieth person of the large tables, for time.
      const table = lines
        .map((line) => line.split(',').map((cell) => cell.trim()))
        .filter((cells) => Number(truthOf(cells)) % everySo === 0)
      const entity = table.map(truthOf)
      const tablePlan = genericPlan(mapping.fields.map(({ kind }) => kind))
      const tableMaker = genericTokenMaker(scope, tablePlan)
      const rows = table.map((cells) =>
        tableMaker.tokensOf(
          utf8(cells[idAt]!),
          mapping.fields.map((field) =>
            cellOf(
              field,
              field.columns.map((column) => cells[headers.indexOf(column)]!),
            ),
          ),
        ),
      )
      const cluster = rows.map((_, i) => `row ${i}`)
      linkGeneric(rows, tablePlan).clusters.forEach((list, c) => {
        for (const i of list) cluster[i] = `cluster ${c}`
      })
      const right = pairsOf(entity.map((one, i) => `${one} ${cluster[i]}`))
      const precision = right / pairsOf(cluster)
      const recall = right / pairsOf(entity)
      expect((2 * precision * recall) / (precision + recall)).toBeGreaterThanOrEqual(least)
    },
    120_000,
  )
})
