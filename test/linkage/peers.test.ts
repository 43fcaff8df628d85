// The other ways of `pnpm bench peers`, over a made-up table of 300 rows: that they run, and that what they find is plausible.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from '@jest/globals'

type Row = Readonly<Record<string, string>>
interface Pair {
  readonly a: number
  readonly b: number
  readonly score: number
}
interface Result {
  readonly name: string
  readonly threshold: string
  readonly scored: readonly Pair[]
  readonly clusters: readonly number[]
}
const load = async <T>(file: string): Promise<T> =>
  (await import(pathToFileURL(join(process.cwd(), 'test/bench', file)).href)) as T
const { compare } = await load<{ compare(table: readonly Row[]): Iterable<Result> }>('peers.mjs')
const { jaroWinkler } = await load<{ jaroWinkler(a: string, b: string): number }>('peers/jaro-winkler.mjs')
const { soundex } = await load<{ soundex(part: string): string }>('peers/keys.mjs')
const { clks, similarPairs } = await load<{
  clks(rows: readonly object[], secret: string): Uint32Array
  similarPairs(filters: Uint32Array, least: number): readonly Pair[]
}>('peers/clk.mjs')
const { clustering } = await load<{
  clustering(
    scored: readonly Pair[],
    labels: readonly string[],
    join: string,
    lists?: readonly string[],
  ): { at(threshold: number): readonly number[]; best: number; f1: number }
}>('peers/clusters.mjs')

/** 100 persons, five killed together each time, each on three lists: two spellings in Arabic letters and one in Latin. */
function madeUp(): Row[] {
  const given =
    'سمير samir,خالد khaled,نادر nader,مريم mariam,فارس fares,ليلى layla,كريم karim,هدى huda,جميل jamil,رامي rami'
  const family =
    'الخطيب khatib,السيد sayed,النجار najjar,الحلبي halabi,القاسم qasem,المصري masri,العمر omar,السالم salem'
  const [givens, families] = [given, family].map((list) => list.split(',').map((one) => one.split(' ')))
  return Array.from({ length: 300 }, (_, i) => {
    const person = Math.floor(i / 3)
    const event = Math.floor(person / 5)
    const list = i % 3
    const latin = list === 2
    const first = givens![(person * 7 + event) % 10]![latin ? 1 : 0]!
    const last = families![(Math.floor(person / 2) * 3 + event) % 8]![latin ? 1 : 0]!
    const day = new Date(Date.UTC(2014, 0, 1 + 17 * event)).toISOString().slice(0, 10)
    return {
      list: String(list),
      rec_id: `r${i}`,
      entity_id: `e${person}`,
      name: list === 1 && person % 2 ? `${first} ${last.replace(/ي/gu, 'ى')}` : `${first} ${last}`,
      script: latin ? 'latin' : 'arab',
      sex: person % 2 ? 'M' : 'F',
      age: (person + list) % 2 ? '' : String(10 + ((person * 11) % 60)),
      date: list === 1 && person % 5 === 0 ? day.slice(0, 7) : day,
      governorate: ['halab', 'homs', 'hama', 'idlib'][event % 4]!,
      town: list === 2 ? '' : ['aleppo', 'homs', 'hama', 'maarra'][event % 4]!,
      cause: event % 2 ? 'shooting' : '',
    }
  })
}

const pairsOf = (keys: readonly string[]): number => {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
}
function score(table: readonly Row[], clusters: readonly number[]) {
  const right = pairsOf(clusters.map((cluster, i) => `${cluster} ${table[i]!.entity_id}`))
  const precision = right / pairsOf(clusters.map(String))
  const recall = right / pairsOf(table.map((row) => row.entity_id!))
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) }
}

describe('Other ways of linkage', () => {
  const table = madeUp()
  const results = [...compare(table)].map((one) => ({ ...one, ...score(table, one.clusters) }))
  const best = (name: string) =>
    Math.max(...results.filter((one) => one.name === name).map(({ f1 }) => f1 || 0))

  it('all run, and none puts everybody together or nobody', () => {
    const names = new Set(results.map(({ name }) => name))
    expect(names.size).toBe(12)
    for (const name of names) expect(best(name)).toBeGreaterThan(0.2)
  })

  it('do what they are known for: a hash finds names spelled alike only, a skeleton bridges spellings and scripts', () => {
    const hash = results.find(({ name }) => name.startsWith('hash'))!
    expect(hash.precision).toBeGreaterThan(0.95)
    expect(hash.recall).toBeLessThan(0.4)
    expect(best('one phonetic key (our skeleton)')).toBeGreaterThan(0.9)
    for (const way of ['CLK,', "Splink's method,", "Splink's method tuned,"])
      expect(best(`${way} names skeleton`)).toBeGreaterThan(best(`${way} names written`))
    expect(best("Splink's method tuned, m from labels, names skeleton")).toBeGreaterThan(0.9)
  })

  it('compare strings as published', () => {
    expect(jaroWinkler('martha', 'marhta')).toBeCloseTo(0.9611, 4)
    expect(jaroWinkler('dwayne', 'duane')).toBeCloseTo(0.84, 4)
    expect(jaroWinkler('dixon', 'dicksonx')).toBeCloseTo(0.8133, 4)
    expect(jaroWinkler('abc', 'xyz')).toBe(0)
    expect(soundex('hassan')).toBe(soundex('حسان'))
    expect(soundex('الخطيب')).toBe(soundex('al khatib'))
  })

  it('make the bits that clkhash 0.18 makes', () => {
    const row = { given: 'سمير', father: '', family: 'el-saati', sex: 'M', age: 26, date: '2014-04-26' }
    const filter = clks([{ ...row, governorate: 'hama', town: 'hama' }], 'a secret of the bench')
    const ones = Array.from({ length: 1024 }, (_, i) => i).filter((i) => (filter[i >> 5]! >>> (i & 31)) & 1)
    expect(ones.length).toBe(621)
    expect(createHash('sha256').update(ones.join(',')).digest('hex')).toBe(
      '68a32f534ca0df50439ecf011f07580cbe559d1ed2d2f90e9504c7c51d4bc612',
    )
    const pairs = similarPairs(new Uint32Array([...filter, ...filter]), 0.8)
    expect(pairs).toEqual([{ a: 0, b: 1, score: 1 }])
  })

  it('cluster a chain in three ways, and find the best threshold', () => {
    const chain = [
      { a: 0, b: 1, score: 0.9 },
      { a: 1, b: 2, score: 0.8 },
      { a: 2, b: 3, score: 0.7 },
    ]
    const labels = ['x', 'x', 'y', 'y']
    const groups = (of: readonly number[]) => new Set(of).size
    const lists = ['a', 'b', 'a', 'b']
    expect(groups(clustering(chain, labels, 'components').at(0.75))).toBe(2)
    expect(groups(clustering(chain, labels, 'components').at(0))).toBe(1)
    expect(groups(clustering(chain, labels, 'greedy').at(0))).toBe(2)
    expect(clustering(chain, labels, 'bestLinks', lists).at(0)).toEqual([0, 0, 2, 2])
    expect(clustering(chain, labels, 'greedy')).toMatchObject({ best: 0.7, f1: 1 })
  })
})
