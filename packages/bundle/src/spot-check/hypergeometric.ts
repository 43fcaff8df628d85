/**
 * How many bad records there can be when so many were drawn and so many of them were bad: the hypergeometric distribution,
 * exactly. For one list double precision decides only where it is far from close, and integers do the rest; for strata it
 * decides alone, with every doubt counted against the list.
 */
import { AmanaError } from '@amana/codec'

/** A draw without replacement. */
export interface Draw {
  /** Records drawn from. */
  readonly population: number
  /** Records drawn. */
  readonly sample: number
  /** Bad ones among the drawn. */
  readonly bad: number
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

function needDraw({ population, sample, bad }: Draw): void {
  if (![population, sample, bad].every(isCount) || sample > population || bad > sample)
    throw new AmanaError('sample/bad-numbers', 'Expected whole numbers with bad ≤ drawn ≤ population.')
}

/** The chance of error that a confidence leaves, in 100,000ths. @throws {AmanaError} `sample/bad-confidence` */
function errorOf(confidence: number): bigint {
  const parts = Math.round(confidence * 1000)
  if (!(confidence > 0 && confidence < 100) || Math.abs(parts - confidence * 1000) > 1e-6)
    throw new AmanaError(
      'sample/bad-confidence',
      'A confidence is a percentage between 0 and 100 with at most three decimals.',
    )
  return BigInt(100_000 - parts)
}

/** from · (from − 1) · … , `count` factors, multiplied in halves so that large numbers meet large numbers. */
function falling(from: bigint, count: number): bigint {
  if (count === 0) return 1n
  if (count === 1) return from
  const half = count >> 1
  return falling(from, half) * falling(from - BigInt(half), count - half)
}

/**
 * Whether at most `bad` bad ones among `sample` drawn are as unlikely as `error` 100,000ths, or more so, if `all` of the
 * population are bad.
 *
 * With k the smaller and K the larger of `all` and `sample` (they may change places), the chance of i is
 * C(k, i) · [K]ᵢ · [N − K]ₖ₋ᵢ / [N]ₖ with falling factorials: k factors, however large N is.
 */
function isUnlikely({ population, sample, bad }: Draw, all: number, error: bigint): boolean {
  const [few, many] = all < sample ? [all, sample] : [sample, all]
  const others = population - many
  const first = Math.max(0, few - others)
  if (first > bad) return true
  const estimate = logChance(few, many, population, first, bad) - Math.log(Number(error) / 100_000)
  if (Math.abs(estimate) > CLEAR) return estimate < 0
  const [k, K, N] = [BigInt(few), BigInt(many), BigInt(population)]
  let term = falling(K, first) * falling(BigInt(others), few - first)
  for (let i = 0; i < first; i++) term = (term * (k - BigInt(i))) / BigInt(i + 1)
  let sum = term
  for (let i = BigInt(first); i < BigInt(Math.min(bad, few)); i++) {
    term = (term * (k - i) * (K - i)) / ((i + 1n) * (N - K - k + i + 1n))
    sum += term
  }
  return sum * 100_000n <= error * falling(N, few)
}

/**
 * How far two logarithms of chances must be apart to count as different: some thousand times what rounding can do to sums
 * of a million terms.
 */
const CLEAR = 1e-5

/** The logarithm of the same chance in double precision, added up by its ratios from the largest term so far. */
function logChance(few: number, many: number, population: number, first: number, bad: number): number {
  const others = population - many
  // The chance of `first`: all that may be are not among the many, and the rest in every order.
  let log = 0
  for (let j = 0; j < few - first; j++) log += Math.log((others - j) / (population - j))
  for (let j = 0; j < first; j++)
    log += Math.log(((many - j) / (population - (few - first) - j)) * ((few - j) / (j + 1)))
  let sum = 1
  let term = 1
  for (let i = first; i < Math.min(bad, few); i++) {
    term *= ((few - i) * (many - i)) / ((i + 1) * (others - few + i + 1))
    sum += term
    if (sum > 1e100) {
      log += Math.log(sum)
      term /= sum
      sum = 1
    }
  }
  return log + Math.log(sum)
}

/** The largest number from `low` on for which a falling condition still holds; it holds for `low` and not above `high`. */
function largest(low: number, high: number, holds: (value: number) => boolean): number {
  let step = 1
  let [good, over] = [low, high + 1]
  while (good + step < over && holds(good + step)) {
    good += step
    step *= 2
  }
  over = Math.min(over, good + step)
  while (over - good > 1) {
    const middle = good + Math.floor((over - good) / 2)
    if (holds(middle)) good = middle
    else over = middle
  }
  return good
}

/**
 * The most bad records that the whole list can hold, at a confidence: with any more, so few bad ones would be drawn with a
 * chance of at most the error. "Fewer than f are bad" is said with f one above it. Exact (Clopper and Pearson's way, for draws
 * without replacement).
 * @param confidence in percent
 * @throws {AmanaError} `sample/bad-numbers`, `sample/bad-confidence`
 *
 * @example
 * badBound({ population: 103, sample: 40, bad: 0 }, 95) // 5: fewer than 6
 */
export function badBound(draw: Draw, confidence: number): number {
  needDraw(draw)
  const error = errorOf(confidence)
  const most = draw.population - draw.sample + draw.bad
  return largest(draw.bad, most, (all) => !isUnlikely(draw, all, error))
}

/**
 * The fewest records to draw so that "fewer than `fewerThan` are bad" can be said, if at most `found` of the drawn are bad.
 * @throws {AmanaError} `sample/bad-numbers`, `sample/bad-confidence`
 *
 * @example
 * sampleSize({ population: 103, fewerThan: 6 }, 95) // 40
 */
export function sampleSize(
  { population, fewerThan, found = 0 }: { population: number; fewerThan: number; found?: number },
  confidence: number,
): number {
  if (![population, fewerThan, found].every(isCount) || fewerThan > population || fewerThan <= found)
    throw new AmanaError('sample/bad-numbers', 'Expected whole numbers with found < fewer-than ≤ population.')
  const error = errorOf(confidence)
  const isTooFew = (sample: number) => !isUnlikely({ population, sample, bad: found }, fewerThan, error)
  return isTooFew(found) ? largest(found, population, isTooFew) + 1 : found
}

/** Work that a bound over strata may cost: some seconds. */
const MAX_WORK = 2e9

/**
 * The same bound where the records were drawn in strata. Among all ways to spread the bad ones over the strata the one that
 * would hide them best counts, and it may even depend on what was drawn from the strata before: so the bound holds whatever the
 * spread is. With no bad one drawn it is exact; otherwise it can be larger than need be.
 * @throws {AmanaError} `sample/bad-numbers`, `sample/bad-confidence`, `sample/too-large`
 */
export function stratifiedBound(strata: readonly Draw[], confidence: number): number {
  if (strata.length === 1) return badBound(strata[0]!, confidence)
  for (const draw of strata) needDraw(draw)
  const error = Number(errorOf(confidence)) / 100_000
  const bad = strata.reduce((sum, draw) => sum + draw.bad, 0)
  const most = strata.reduce((sum, draw) => sum + draw.population - draw.sample + draw.bad, 0)
  for (let reach = 64; ; reach *= 2) {
    const upTo = Math.min(reach, most)
    if (strata.length * upTo * upTo * (bad + 1) * (bad + 1) > MAX_WORK)
      throw new AmanaError(
        'sample/too-large',
        'The bound over so many strata is too much work: draw without strata.',
      )
    const chance = chancesOf(strata, upTo, bad)
    // A chance that is equal to the error but for rounding does not count as smaller.
    const holds = (all: number) => chance[all]! > error * (1 - 1e-9)
    if (upTo === most || !holds(upTo)) {
      let all = bad
      while (all < upTo && holds(all + 1)) all++
      return all
    }
  }
}

/**
 * For each number of bad ones in all, the largest chance that at most `bad` are drawn. From the last stratum backwards:
 * with `left` bad ones still to place and `spare` that may still be drawn, the best number for this stratum.
 */
function chancesOf(strata: readonly Draw[], upTo: number, bad: number): Float64Array {
  const width = bad + 1
  let after = new Float64Array((upTo + 1) * width)
  after.fill(1, 0, width)
  for (const { population, sample } of [...strata].reverse()) {
    const chance = chancesIn(population, sample, upTo, bad)
    const best = new Float64Array((upTo + 1) * width)
    for (let left = 0; left <= upTo; left++)
      for (let spare = 0; spare <= bad; spare++) {
        let most = 0
        for (let here = 0; here <= Math.min(left, population); here++) {
          let sum = 0
          for (let drawn = 0; drawn <= spare; drawn++)
            sum += chance[here * width + drawn]! * after[(left - here) * width + spare - drawn]!
          if (sum > most) most = sum
        }
        best[left * width + spare] = most
      }
    after = best
  }
  return Float64Array.from({ length: upTo + 1 }, (_, all) => after[all * width + bad]!)
}

/** Chances of 0 to `bad` bad ones among the drawn, for each number of bad ones in a stratum up to `upTo`. */
function chancesIn(population: number, sample: number, upTo: number, bad: number): Float64Array {
  const width = bad + 1
  const chances = new Float64Array((upTo + 1) * width)
  for (let drawn = 0; drawn <= Math.min(bad, upTo, sample); drawn++) {
    let chance = 1
    for (let j = 0; j < drawn; j++) chance *= (sample - j) / (population - j)
    for (let all = drawn; all <= Math.min(upTo, population); all++) {
      chances[all * width + drawn] = chance
      chance *= ((all + 1) / (all + 1 - drawn)) * ((population - all - sample + drawn) / (population - all))
    }
  }
  return chances
}
