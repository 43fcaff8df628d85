import { badBound, type Draw, sampleSize, stratifiedBound } from '@amana/bundle'
import { describe, expect, it } from '@jest/globals'
import { refusal } from '../codec/refusal.js'

const MOST = 60
const CONFIDENCES = [90, 95, 99] as const

/** Pascal's triangle up to 60: exact, and nothing of the code that is tested. */
const PASCAL: bigint[][] = [[1n]]
for (let n = 1; n <= MOST; n++)
  PASCAL.push(
    Array.from({ length: n + 1 }, (_, k) => (PASCAL[n - 1]![k - 1] ?? 0n) + (PASCAL[n - 1]![k] ?? 0n)),
  )
const choose = (n: number, k: number): bigint => PASCAL[n]?.[k] ?? 0n

/** Of all ways to draw `sample` of `population` with `all` bad: those with at most x bad, for x = 0, 1, … */
function ways(population: number, all: number, sample: number): bigint[] {
  const sums: bigint[] = []
  let sum = 0n
  for (let x = 0; x <= sample; x++) {
    sum += choose(all, x) * choose(population - all, sample - x)
    sums.push(sum)
  }
  return sums
}

describe('bounds and sample sizes', () => {
  it('are those of an independent exact calculation, for every list of up to 60, every draw and every result', () => {
    let compared = 0
    for (let population = 1; population <= MOST; population++)
      for (let sample = 0; sample <= population; sample++) {
        const table = Array.from({ length: population + 1 }, (_, all) => ways(population, all, sample))
        const draws = choose(population, sample)
        for (const confidence of CONFIDENCES) {
          const limit = BigInt(100 - confidence) * draws
          const holds = (all: number, bad: number) => table[all]![bad]! * 100n > limit
          // The more are found, the more can be bad: so the next bound is looked for from the last one on.
          let bound = 0
          for (let bad = 0; bad <= sample; bad++) {
            bound = Math.max(bound, bad)
            while (bound < population - sample + bad && holds(bound + 1, bad)) bound++
            compared++
            if (badBound({ population, sample, bad }, confidence) !== bound)
              throw new Error(`${sample} of ${population}, ${bad} bad, ${confidence} %: not ${bound}`)
          }
        }
      }
    expect(compared).toBe(CONFIDENCES.length * 39_710)
  })

  it('agree on how many to draw, for every list of up to 60 and every statement', () => {
    for (let population = 1; population <= MOST; population++)
      for (let fewerThan = 1; fewerThan <= population; fewerThan++)
        for (const found of [0, 1, 3])
          for (const confidence of CONFIDENCES) {
            if (found >= fewerThan) continue
            let sample = found
            const isEnough = () =>
              ways(population, fewerThan, sample)[found]! * 100n <=
              BigInt(100 - confidence) * choose(population, sample)
            while (!isEnough()) sample++
            if (sampleSize({ population, fewerThan, found }, confidence) !== sample)
              throw new Error(`fewer than ${fewerThan} of ${population}, ${found} found: not ${sample}`)
          }
  })

  it('say of 40 of 103, none bad, that fewer than 6 are, and that 39 would not do', () => {
    expect(badBound({ population: 103, sample: 40, bad: 0 }, 95)).toBe(5)
    expect(badBound({ population: 103, sample: 39, bad: 0 }, 95)).toBe(6)
    expect(sampleSize({ population: 103, fewerThan: 6 }, 95)).toBe(40)
  })

  it('take long lists too', () => {
    expect(badBound({ population: 1_000_000, sample: 3000, bad: 0 }, 95)).toBe(996)
    expect(badBound({ population: 1_000_000, sample: 3000, bad: 40 }, 99.9)).toBeGreaterThan(13_000)
    expect(sampleSize({ population: 1_000_000, fewerThan: 1000 }, 95)).toBeGreaterThan(2900)
  })

  it('cover the truth in at least 95 of 100 audits, of 100,000, and not in nearly all', () => {
    const DESIGNS = [
      [20, 5],
      [60, 30],
      [103, 10],
      [103, 40],
      [60, 50],
      [1000, 30],
    ] as const
    const random = seeded(7)
    let covered = 0
    const AUDITS = 100_000
    const memo = new Map<string, number>()
    for (let audit = 0; audit < AUDITS; audit++) {
      const [population, sample] = DESIGNS[audit % DESIGNS.length]!
      const all = Math.floor(random() * (population + 1))
      let [left, bad] = [all, 0]
      for (let i = 0; i < sample; i++)
        if (random() * (population - i) < left) {
          left--
          bad++
        }
      const key = `${population} ${sample} ${bad}`
      const bound = memo.get(key) ?? badBound({ population, sample, bad }, 95)
      memo.set(key, bound)
      if (all >= bad && all <= bound) covered++
    }
    expect(covered / AUDITS).toBeGreaterThanOrEqual(0.95)
    expect(covered / AUDITS).toBeLessThan(0.985)
  })

  it('hold with the stated chance for each number of bad ones, exactly, not only on average', () => {
    for (const [population, sample] of [
      [30, 10],
      [47, 20],
      [60, 5],
    ] as const)
      for (let all = 0; all <= population; all++) {
        const sums = ways(population, all, sample)
        let missed = 0n
        for (let bad = 0; bad <= sample; bad++) {
          const count = sums[bad]! - (sums[bad - 1] ?? 0n)
          if (count > 0n && badBound({ population, sample, bad }, 95) < all) missed += count
        }
        expect(missed * 100n <= 5n * choose(population, sample)).toBe(true)
      }
  })

  it('of numbers that cannot be are refused', () => {
    for (const draw of [
      { population: 5, sample: 6, bad: 0 },
      { population: 5, sample: 3, bad: 4 },
      { population: 5.5, sample: 3, bad: 1 },
      { population: -1, sample: 0, bad: 0 },
      { population: Number.NaN, sample: 0, bad: 0 },
    ])
      expect(refusal(() => badBound(draw, 95)).code).toBe('sample/bad-numbers')
    for (const confidence of [0, 100, -5, 95.00001, Number.NaN])
      expect(refusal(() => badBound({ population: 5, sample: 2, bad: 0 }, confidence)).code).toBe(
        'sample/bad-confidence',
      )
    for (const bad of [
      { population: 5, fewerThan: 6 },
      { population: 5, fewerThan: 2, found: 2 },
      { population: 5, fewerThan: 0 },
    ])
      expect(refusal(() => sampleSize(bad, 95)).code).toBe('sample/bad-numbers')
  })
})

describe('the bound over strata', () => {
  const SIZES = [
    [6, 3],
    [4, 1],
    [5, 2],
  ] as const

  /** Every way to have so many bad ones in each stratum. */
  const spreads = function* (): Generator<readonly number[]> {
    for (let a = 0; a <= 6; a++) for (let b = 0; b <= 4; b++) for (let c = 0; c <= 5; c++) yield [a, b, c]
  }
  const chance = (i: number, all: number, bad: number): number => {
    const [population, sample] = SIZES[i]!
    return (
      Number(choose(all, bad) * choose(population - all, sample - bad)) / Number(choose(population, sample))
    )
  }
  const boundOf = new Map<number, number>()
  const bound = (bad: number): number => {
    let known = boundOf.get(bad)
    if (known === undefined) {
      // It depends on the number of bad ones in all, not on where they were found.
      let left = bad
      const strata = SIZES.map(([population, sample]): Draw => {
        const here = Math.min(left, sample)
        left -= here
        return { population, sample, bad: here }
      })
      known = stratifiedBound(strata, 90)
      boundOf.set(bad, known)
    }
    return known
  }

  it('holds with the stated chance however the bad ones are spread', () => {
    for (const spread of spreads()) {
      const all = spread.reduce((sum, each) => sum + each, 0)
      let missed = 0
      for (let x = 0; x <= 3; x++)
        for (let y = 0; y <= 1; y++)
          for (let z = 0; z <= 2; z++)
            if (bound(x + y + z) < all)
              missed += chance(0, spread[0]!, x) * chance(1, spread[1]!, y) * chance(2, spread[2]!, z)
      expect([spread, missed <= 0.1 + 1e-9]).toEqual([spread, true])
    }
  })

  it('is exact where none is bad', () => {
    let most = 0
    for (const spread of spreads())
      if (spread.reduce((product, each, i) => product * chance(i, each, 0), 1) > 0.1)
        most = Math.max(
          most,
          spread.reduce((sum, each) => sum + each, 0),
        )
    expect(bound(0)).toBe(most)
  })

  it('is that of one list for one stratum, and never below it', () => {
    for (const bad of [0, 1, 2, 5]) {
      const one = badBound({ population: 100, sample: 30, bad }, 95)
      expect(stratifiedBound([{ population: 100, sample: 30, bad }], 95)).toBe(one)
      const halves = [
        { population: 50, sample: 15, bad },
        { population: 50, sample: 15, bad: 0 },
      ]
      const split = stratifiedBound(halves, 95)
      expect(split).toBeGreaterThanOrEqual(one - 1)
      expect(split).toBeLessThanOrEqual(one + 4)
    }
  })

  it('says so where it would be too much work', () => {
    const strata = Array.from({ length: 2000 }, () => ({ population: 1000, sample: 1, bad: 1 }))
    expect(refusal(() => stratifiedBound(strata, 95)).code).toBe('sample/too-large')
  })
})

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
