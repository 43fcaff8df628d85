import { utf8 } from '@amana/codec'
import { type LinkageFacts, type LinkRow, linkRows, newScope, packTokens, tokensOf } from '@amana/linkage'
import { splitName } from '@amana/names'
import { describe, expect, it } from '@jest/globals'

const scope = newScope('test', 1, new Uint8Array(32).fill(7))
const row = (source: number, id: string, name: string, more: Partial<LinkageFacts> = {}): LinkRow => ({
  source,
  tokens: packTokens(
    tokensOf(scope, utf8(id), {
      parts: splitName(name),
      date: '2014-12-28',
      governorate: source === 0 ? 'حلب' : 'Aleppo',
      ...more,
    }),
  ),
})

describe('linking', () => {
  const khalid = [
    row(0, 'a', 'خالد محمود الخطيب', { age: 30 }),
    row(1, 'b', 'Khaled al-Khateeb', { age: 31 }),
  ]
  it('finds one person in Arabic and in Latin letters, and says why', () => {
    const { clusters, pairs } = linkRows(khalid)
    expect(clusters).toEqual([[0, 1]])
    expect(pairs[0]!.reason).toContain('the same day, same governorate')
  })
  it('keeps brothers of one list apart', () => {
    const brothers = [
      row(0, 'a', 'خالد محمود الخطيب', { age: 30 }),
      row(0, 'b', 'سامر محمود الخطيب', { age: 12 }),
    ]
    expect(linkRows(brothers).clusters).toEqual([])
  })
  it('says why in Arabic as well, with the same parts', () => {
    const rows = [...khalid, row(0, 'c', 'خالد علي الخطيب', { age: 60 })]
    const [english, arabic] = (['en', 'ar'] as const).map(
      (language) => linkRows(rows, undefined, language).pairs,
    )
    expect(arabic!.length).toBeGreaterThan(1)
    arabic!.forEach(({ reason, probability }, i) => {
      expect(reason).toMatch(/^[\p{Script=Arabic}\d ،]+$/u)
      expect(reason.split('، ').length).toBe(english![i]!.reason.split(', ').length)
      expect(probability).toBe(english![i]!.probability)
    })
  })
  it.each<[string, Partial<LinkageFacts>, string]>([
    ['the next day', { date: '2014-12-29' }, 'a day apart'],
    ['the third day after', { date: '2014-12-31' }, '2 to 3 days apart'],
    ['the fourth day before', { date: '2014-12-24' }, 'more than 3 days apart'],
    ['a month that is all that is known', { date: '2014-12' }, 'the same month'],
    ['another governorate', { governorate: 'Idlib' }, 'different governorates'],
  ])('tells %s from tokens alone', (_, more, reason) => {
    const rows = [khalid[0]!, row(1, 'b', 'خالد محمود الخطيب', { age: 30, ...more })]
    const [pair] = linkRows(rows).pairs
    expect(pair!.reason).toContain(reason)
  })
  it('tells days across the border of a month', () => {
    const on = (source: number, date: string) => row(source, date, 'خالد محمود الخطيب', { age: 30, date })
    const reason = (a: string, b: string) => linkRows([on(0, a), on(1, b)]).pairs[0]!.reason
    expect(reason('2014-12-31', '2015-01-01')).toContain('a day apart')
    expect(reason('2014-12-30', '2015-01-02')).toContain('2 to 3 days apart')
    expect(reason('2014-12-30', '2015-01-20')).toContain('different months')
  })
  it('gives no weight to governorates where two lists never write them alike', () => {
    const given = [
      'سامر',
      'خالد',
      'فؤاد',
      'نزار',
      'وليد',
      'ياسر',
      'زاهر',
      'جمال',
      'بشير',
      'هاشم',
      'رامي',
      'مازن',
    ]
    const list = (source: number, governorate: string): LinkRow[] =>
      given.map((name, i) =>
        row(source, `${source} ${i}`, `${name} محمود الخطيب`, { age: 3 * i, governorate }),
      )
    const reasons = (other: string) =>
      linkRows([...list(0, 'حلب'), ...list(1, other)])
        .pairs.map(({ reason }) => reason)
        .filter((reason) => !reason.includes('on one list'))
    expect(reasons('SY-02').join()).not.toContain('governorate')
    expect(reasons('حلب').join()).toContain('same governorate')
  })
  it('obeys decisions', () => {
    expect(linkRows(khalid, { same: [], different: [[0, 1]] }).clusters).toEqual([])
    const strangers = [khalid[0]!, row(1, 'c', 'فاطمة علي النجار')]
    expect(linkRows(strangers, { same: [[0, 1]], different: [] }).clusters).toEqual([[0, 1]])
  })
  it('draws from decisions what follows from them, and asks no more about it', () => {
    const rows = [...khalid, row(0, 'c', 'خالد الخطيب')]
    // Two are the same, the third is not the first: then it is not the second either.
    const { pairs, review, clusters } = linkRows(rows, { same: [[0, 1]], different: [[0, 2]] })
    expect(clusters).toEqual([[0, 1]])
    expect(pairs.map(({ a, b, probability }) => [a, b, probability])).toEqual([
      [0, 1, 1],
      [0, 2, 0],
      [1, 2, 0],
    ])
    expect(review).toEqual([])
  })
  it('counts between its own bounds', () => {
    const { unique, low, high } = linkRows(khalid)
    expect(low).toBeLessThanOrEqual(unique)
    expect(high).toBeGreaterThanOrEqual(unique)
  })
  it('refuses rows with different numbers of tokens', () => {
    expect(() => linkRows([khalid[0]!, { ...khalid[1]!, tokens: new Uint8Array(0) }])).toThrow(
      expect.objectContaining({ code: 'linkage/bad-tokens' }),
    )
  })
})
