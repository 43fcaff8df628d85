import { type Candidate, candidates, DAYS_APART, type LinkRow, NEIGHBOURS } from '@amana/linkage'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { refusal } from '../codec/refusal.js'
import { row } from './rows.js'

const day = (n: number): string => new Date(Date.UTC(2014, 0, 1 + n)).toISOString().slice(0, 10)
const at = ({ tokens }: LinkRow, slot: number): string => String(tokens.subarray(16 * slot, 16 * slot + 16))
const names = (pairs: readonly Candidate[]) => pairs.map(({ a, b }) => `${a} ${b}`)

/** A few rows in a few blocks, with dates of every precision. */
const rows: fc.Arbitrary<LinkRow[]> = fc.array(
  fc
    .record({
      source: fc.nat(2),
      tokens: fc.tuple(fc.nat(6), fc.nat(6), fc.nat(3)),
      date: fc.oneof(
        fc.nat(80).map(day),
        fc.nat(80).map((n) => day(n).slice(0, 7)),
        fc.constant('2014'),
        fc.constant(''),
      ),
    })
    .map(({ source, tokens: [x, y, z], date }) =>
      row(source, [x, 100 + y, 200 + z], date === '' ? {} : { date }),
    ),
  { maxLength: 40 },
)

describe('candidate pairs', () => {
  it('are each given once, ascending, of rows that share a blocking token, with all the slots they share', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const pairs = candidates(some, [0, 1])
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
    const range = (date: string | undefined): readonly [number, number] => {
      const [y, m, d] = (date ?? '').split('-').map(Number)
      if (!y) return [-Infinity, Infinity]
      const at = (month: number, of: number) => Date.UTC(y, month, of) / 864e5
      if (m === undefined) return [at(0, 1), at(11, 31)]
      return d === undefined ? [at(m - 1, 1), at(m, 0)] : [at(m - 1, d), at(m - 1, d)]
    }
    fc.assert(
      fc.property(rows, (some) => {
        const expected: string[] = []
        for (let b = 0; b < some.length; b++)
          for (let a = 0; a < b; a++) {
            const [x, y] = [range(some[a]!.open.date), range(some[b]!.open.date)]
            const near = x[0] <= y[1] + DAYS_APART && y[0] <= x[1] + DAYS_APART
            const blocked = [0, 1].some((slot) => at(some[a]!, slot) === at(some[b]!, slot))
            if (near && blocked) expected.push(`${a} ${b}`)
          }
        // Fewer rows than a row has neighbours: then nothing is left out.
        expect(some.length).toBeLessThanOrEqual(NEIGHBOURS)
        expect(names(candidates(some, [0, 1]))).toEqual(expected)
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

  it('grow with the rows and not with their square where all share one token on one day', () => {
    const alike = (count: number) => Array.from({ length: count }, () => row(0, [1], { date: day(1) }))
    for (const count of [800, 6_400, 25_600]) {
      const found = candidates(alike(count))
      expect(found.length).toBeLessThanOrEqual(count * NEIGHBOURS)
      expect(found.length).toBeGreaterThan(count)
    }
  }, 60_000)

  it('are looked for among near days first where a block is larger than that', () => {
    // Two rows of one day among many of the other days of the year.
    const some = Array.from({ length: 400 }, (_, i) => row(0, [1], { date: day(i === 399 ? 7 : i) }))
    expect(names(candidates(some))).toContain('7 399')
  })

  it.each([
    ['no tokens', [row(0, [])]],
    ['other numbers of tokens', [row(0, [1, 2]), row(0, [1])]],
    ['a token of another length', [row(0, [1]), { ...row(0, [1]), tokens: new Uint8Array(15) }]],
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

  it('are refused for a date that is none', () => {
    expect(refusal(() => candidates([row(0, [1], { date: '28.12.2014' })])).code).toBe('linkage/bad-date')
    expect(candidates([])).toEqual([])
  })
})
