import { utf8 } from '@amana/codec'
import { type LinkageFacts, type LinkRow, linkRows, newScope, packTokens, tokensOf } from '@amana/linkage'
import { splitName } from '@amana/names'
import { describe, expect, it } from '@jest/globals'

const scope = newScope('test', 1, new Uint8Array(32).fill(7))
const row = (source: number, id: string, name: string, more: Partial<LinkageFacts> = {}): LinkRow => ({
  source,
  tokens: packTokens(tokensOf(scope, utf8(id), { parts: splitName(name), date: '2014-12-28', ...more })),
  open: { date: '2014-12-28', governorate: 'aleppo', place: 'al-bab', cause: 'airstrike' },
})

describe('linking', () => {
  const khalid = [
    row(0, 'a', 'خالد محمود الخطيب', { age: 30 }),
    row(1, 'b', 'Khaled al-Khateeb', { age: 31 }),
  ]
  it('finds one person in Arabic and in Latin letters, and says why', () => {
    const { clusters, pairs } = linkRows(khalid)
    expect(clusters).toEqual([[0, 1]])
    expect(pairs[0]!.reason).toContain('same day and place')
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
