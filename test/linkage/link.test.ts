import { utf8 } from '@amana/codec'
import {
  formatDecisions,
  type LinkageFacts,
  type LinkRow,
  linkRows,
  newScope,
  overlapOf,
  parseDecisions,
  TOKEN_SLOTS,
  tokensOf,
  upsetSvg,
} from '@amana/linkage'
import { splitName } from '@amana/names'
import { describe, expect, it } from '@jest/globals'

const scope = newScope('test', 1, new Uint8Array(32).fill(7))
const row = (source: number, id: string, name: string, more: Partial<LinkageFacts> = {}): LinkRow => ({
  source,
  tokens: tokensOf(scope, utf8(id), { parts: splitName(name), ...more }),
  open: { date: '2014-12-28', governorate: 'aleppo', place: 'al-bab', cause: 'airstrike' },
})

describe('tokens', () => {
  it('are as many for a record of which nothing is known, and no two of its fillers are equal', () => {
    const tokens = tokensOf(scope, utf8('a'), { parts: {} })
    expect(tokens.length).toBe(TOKEN_SLOTS)
    expect(new Set(tokens.map(String)).size).toBe(TOKEN_SLOTS)
    expect(tokensOf(scope, utf8('b'), { parts: {} }).map(String)).not.toContain(String(tokens[0]))
  })
  it('have nothing in common in two epochs', () => {
    const facts = { parts: splitName('خالد محمود الخطيب'), sex: 'male', age: 30 }
    const before = new Set(tokensOf(scope, utf8('a'), facts).map(String))
    const after = tokensOf(newScope('test', 2, scope.key), utf8('a'), facts)
    expect(after.some((token) => before.has(String(token)))).toBe(false)
  })
  it('are refused for a scope of another version', () => {
    expect(() => tokensOf({ ...scope, normaliser: 'amana-names/0' }, utf8('a'), { parts: {} })).toThrow(
      expect.objectContaining({ code: 'linkage/other-normaliser' }),
    )
  })
})

describe('linking', () => {
  const khalid = [
    row(0, 'a', 'خالد محمود الخطيب', { sex: 'male', age: 30 }),
    row(1, 'b', 'Khaled al-Khateeb', { sex: 'male', age: 31 }),
  ]
  it('finds one person in Arabic and in Latin letters, and says why', () => {
    const { clusters, pairs } = linkRows(khalid)
    expect(clusters).toEqual([[0, 1]])
    expect(pairs[0]!.reason).toContain('same day and place')
  })
  it('keeps brothers of one list apart', () => {
    const brothers = [
      row(0, 'a', 'خالد محمود الخطيب', { sex: 'male', age: 30 }),
      row(0, 'b', 'سامر محمود الخطيب', { sex: 'male', age: 12 }),
    ]
    expect(linkRows(brothers).clusters).toEqual([])
  })
  it('obeys decisions', () => {
    expect(linkRows(khalid, { same: [], different: [[0, 1]] }).clusters).toEqual([])
    const strangers = [khalid[0]!, row(1, 'c', 'فاطمة علي النجار', { sex: 'female' })]
    expect(linkRows(strangers, { same: [[0, 1]], different: [] }).clusters).toEqual([[0, 1]])
  })
  it('counts between its own bounds', () => {
    const { unique, low, high } = linkRows(khalid)
    expect(low).toBeLessThanOrEqual(unique)
    expect(high).toBeGreaterThanOrEqual(unique)
  })
  it('refuses rows with different numbers of tokens', () => {
    expect(() => linkRows([khalid[0]!, { ...khalid[1]!, tokens: [] }])).toThrow(
      expect.objectContaining({ code: 'linkage/bad-tokens' }),
    )
  })
})

describe('decisions', () => {
  it('come back from their file, whatever stands in them', () => {
    const decisions = [
      { a: 'x, "1"', b: 'y', verdict: 'same' as const, by: 'هدى', why: 'two\nlines, "quoted"' },
      { a: 'p', b: 'q', verdict: 'different' as const, by: '', why: '' },
    ]
    const again = parseDecisions(formatDecisions(decisions))
    expect(again).toHaveLength(2)
    expect(again).toEqual(expect.arrayContaining(decisions))
  })
  it('are refused where they contradict each other', () => {
    expect(() => parseDecisions('a,b,verdict,by,why\nx,y,same,,\ny,x,different,,\n')).toThrow(
      expect.objectContaining({ code: 'linkage/bad-decisions' }),
    )
  })
})

describe('overlap', () => {
  it('counts persons by exactly the lists they stand on, and draws them', () => {
    const sets = overlapOf([0, 0, 1, 1], [[0, 2]])
    expect(sets).toEqual([
      { lists: [0], persons: 1 },
      { lists: [1], persons: 1 },
      { lists: [0, 1], persons: 1 },
    ])
    expect(upsetSvg(['<A>', 'B'], [2, 2], sets, 'ar')).toContain('&lt;A&gt; (2)')
  })
})
