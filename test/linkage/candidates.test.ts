import { type Candidate, candidates, type LinkRow, NEIGHBOURS, TOKEN_BYTES } from '@amana/linkage'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { refusal } from '../codec/refusal.js'
import { row } from './rows.js'

const at = ({ tokens }: LinkRow, slot: number): string =>
  String(tokens.subarray(TOKEN_BYTES * slot, TOKEN_BYTES * (slot + 1)))
const names = (pairs: readonly Candidate[]) => pairs.map(({ a, b }) => `${a} ${b}`)

/** A few rows in a few blocks. */
const rows: fc.Arbitrary<LinkRow[]> = fc.array(
  fc
    .record({ source: fc.nat(2), tokens: fc.tuple(fc.nat(6), fc.nat(6), fc.nat(3)) })
    .map(({ source, tokens: [x, y, z] }) => row(source, [x, 100 + y, 200 + z])),
  { maxLength: 40 },
)
const blocking = [0, 1]

describe('candidate pairs', () => {
  it('are each given once, ascending, of rows that share a blocking token, with all the slots they share', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const pairs = candidates(some, { blocking })
        expect(new Set(names(pairs)).size).toBe(pairs.length)
        const order = pairs.map(({ a, b }) => b * 1000 + a)
        expect(order).toEqual([...order].sort((x, y) => x - y))
        for (const { a, b, slots, rarest } of pairs) {
          expect(a).toBeLessThan(b)
          const shared = [0, 1, 2].filter((slot) => at(some[a]!, slot) === at(some[b]!, slot))
          expect([0, 1, 2].filter((slot) => (slots >> slot) & 1)).toEqual(shared)
          expect(shared.some((slot) => slot < 2)).toBe(true)
          const times = (slot: number) => some.filter((one) => at(one, slot) === at(some[a]!, slot)).length
          expect(rarest).toBe(Math.min(...shared.map(times)))
        }
      }),
    )
  })

  it('are all there are, where blocks are small: the same as by looking at every two rows', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const expected: string[] = []
        for (let b = 0; b < some.length; b++)
          for (let a = 0; a < b; a++) {
            const blocked = [0, 1].some((slot) => at(some[a]!, slot) === at(some[b]!, slot))
            if (blocked) expected.push(`${a} ${b}`)
          }
        // Fewer rows than a row has neighbours: then nothing is left out.
        expect(some.length).toBeLessThanOrEqual(NEIGHBOURS)
        expect(names(candidates(some, { blocking }))).toEqual(expected)
      }),
    )
  })

  it('are the same pairs of rows in whatever order the rows come, where blocks are small', () => {
    fc.assert(
      fc.property(
        rows.chain((some) =>
          fc.tuple(fc.constant(some), fc.shuffledSubarray([...some.keys()], { minLength: some.length })),
        ),
        ([some, order]) => {
          const moved = candidates(order.map((i) => some[i]!))
          const back = moved.map(({ a, b }) => [order[a]!, order[b]!].sort((x, y) => x - y).join(' '))
          expect(back.sort()).toEqual(names(candidates(some)).sort())
        },
      ),
    )
  })

  it('grow with the rows and not with their square where all share one token', () => {
    const alike = (count: number) => Array.from({ length: count }, () => row(0, [1]))
    for (const count of [800, 6_400, 25_600]) {
      const found = candidates(alike(count))
      expect(found.length).toBeLessThanOrEqual(count * NEIGHBOURS)
      expect(found.length).toBeGreaterThan(count)
    }
  }, 60_000)

  it('are looked for first among rows that agree in the comparison named, where a block is larger than that', () => {
    // Two rows of one day among many of other days.
    const some = Array.from({ length: 400 }, (_, i) => row(0, [1, 1000 + (i === 399 ? 7 : i)]))
    expect(names(candidates(some, { blocking: [0] }))).not.toContain('7 399')
    expect(names(candidates(some, { blocking: [0], near: 1 }))).toContain('7 399')
  })

  it('count how rare a token is over the comparisons named alone', () => {
    const some = [row(0, [1, 5]), row(0, [1, 5]), row(0, [1, 6])]
    const rarest = (named?: number) =>
      candidates(some, named === undefined ? {} : { named }).map((pair) => pair.rarest)
    expect(rarest()).toEqual([2, 3, 3])
    expect(rarest(1)).toEqual([3, 3, 3])
  })

  it.each([
    ['no tokens', [row(0, [])]],
    ['other numbers of tokens', [row(0, [1, 2]), row(0, [1])]],
    ['a token of another length', [row(0, [1]), { ...row(0, [1]), tokens: new Uint8Array(TOKEN_BYTES - 1) }]],
    [
      'more slots than bits',
      [
        row(
          0,
          Array.from({ length: 32 }, (_, i) => i),
        ),
      ],
    ],
  ])('are refused for %s', (_, some) => {
    expect(refusal(() => candidates(some)).code).toBe('linkage/bad-tokens')
  })

  it('of no rows are none', () => {
    expect(candidates([])).toEqual([])
  })
})
