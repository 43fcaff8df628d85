import { utf8 } from '@amana/codec'
import {
  Clusters,
  type LinkageFacts,
  matchTokens,
  NEIGHBOURS,
  newScope,
  type TokenRow,
  tokensOf,
} from '@amana/linkage'
import { splitName } from '@amana/names'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

const scope = newScope('test', 1, new Uint8Array(32).fill(1))
let next = 0
const row = (source: number, name: string, around: Omit<LinkageFacts, 'parts'> = {}): TokenRow => {
  const id = next++
  return {
    source,
    row: id,
    tokens: tokensOf(scope, utf8(`record ${id}`), { ...around, parts: splitName(name) }),
  }
}
const day = { dateOfDeath: '2014-12-28', sex: 'male' }

/** Tokens by hand: one number a slot. */
const made = (...slots: number[]): TokenRow => ({
  source: 0,
  row: next++,
  tokens: slots.map((n) => new Uint8Array(16).fill(n & 255).fill(n >> 8, 0, 4)),
})

describe('matchTokens', () => {
  it('finds the same person across scripts, dropped parts and vague dates, and leaves the others alone', () => {
    const rows = [
      row(0, 'خالد محمود الخطيب', day),
      row(0, 'سامي محمود الخطيب', day),
      row(1, 'Khaled al-Khateeb', day),
      row(1, 'Sami Mahmoud Khatib', { ...day, dateOfDeath: '2014-12' }),
      row(1, 'Yusuf al-Najjar', day),
      row(2, 'خالد محمود', day),
    ]
    const found = matchTokens(rows)
    expect(found.clusters).toEqual([
      [0, 2],
      [1, 3],
    ])
    expect(found.unique).toBe(4)
    expect(found.pairs.map(({ a, b }) => [a, b])).toEqual([
      [0, 2],
      [1, 3],
    ])
  })

  it('never joins records by fillers, however little is known of them', () => {
    const rows = [
      row(0, ''),
      row(0, ''),
      row(1, 'خالد'),
      row(1, 'خالد'),
      row(2, 'خالد الخطيب'),
      row(2, 'خالد الخطيب'),
    ]
    expect(matchTokens(rows)).toEqual({ pairs: [], clusters: [], unique: rows.length })
  })

  it('says in which slots two rows agree', () => {
    const found = matchTokens([made(1, 2, 3, 4), made(1, 9, 3, 8), made(7, 2, 6, 5)])
    expect(found.pairs).toEqual([
      { a: 0, b: 1, slots: [0, 2] },
      { a: 0, b: 2, slots: [1] },
    ])
    expect(found.clusters).toEqual([[0, 1, 2]])
  })

  it('does not take equal bytes in two different slots for agreement', () => {
    expect(matchTokens([made(1, 2, 3, 4), made(2, 1, 4, 3)]).pairs).toEqual([])
  })

  it('links a block of a hundred thousand equal tokens chain-wise: pairs grow with the rows, all in one cluster', () => {
    const same = made(1, 2, 3, 4)
    const rows = Array.from({ length: 100_000 }, () => same)
    const start = process.cpuUsage()
    const found = matchTokens(rows)
    expect(found.unique).toBe(1)
    expect(found.pairs.length).toBeLessThanOrEqual(rows.length * NEIGHBOURS)
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(15_000)
  })

  it('gives the same clusters as comparing every pair, for any tokens and in any order', () => {
    const rowsOf = fc.array(fc.tuple(fc.nat(6), fc.nat(9), fc.nat(12), fc.nat(40)), { maxLength: 40 })
    fc.assert(
      fc.property(rowsOf, (slots) => {
        const rows = slots.map((list) => made(...list))
        const slow = new Clusters(rows.length)
        for (let a = 0; a < rows.length; a++)
          for (let b = a + 1; b < rows.length; b++)
            if (slots[a]!.some((n, slot) => n === slots[b]![slot])) slow.union(a, b)
        const found = matchTokens(rows)
        expect(found.clusters).toEqual(slow.shared())
        expect(found.unique).toBe(slow.count())
        expect(found).toEqual(matchTokens(rows))
        const turned = matchTokens([...rows].reverse())
        expect(turned.unique).toBe(found.unique)
      }),
    )
  })

  it('is empty for no rows', () => {
    expect(matchTokens([])).toEqual({ pairs: [], clusters: [], unique: 0 })
  })

  it('refuses rows with another number or length of tokens', () => {
    const bad = [
      made(1, 2, 3),
      made(1, 2, 3, 4, 5),
      { source: 0, row: 0, tokens: [1, 2, 3, 4].map(() => new Uint8Array(8)) },
    ]
    for (const one of bad)
      expect(() => matchTokens([one])).toThrow(expect.objectContaining({ code: 'linkage/bad-tokens' }))
  })
})
