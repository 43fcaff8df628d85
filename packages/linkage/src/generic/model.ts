// Fellegi and Sunter's model (1969) of the levels of the fields, fitted by EM without labels. Only pairs that share a token are seen,
// and two strangers must agree in two fields to share one: taken at face value, strangers would seem to agree all the time. So
// the rates of agreement between strangers (u) are those among *all* pairs, found from the pairs seen and the chance of being seen.
import { kindOf } from './kinds.js'
import {
  type ComparedPairs,
  crossedLevel,
  differsLevel,
  LEVELS_BESIDE_KEYS,
  unknownLevel,
  untoldLevel,
} from './pairs.js'
import type { GenericPlan } from './plan.js'

/** One number a level, one list a field. */
type Rates = Float64Array[]

/** What EM starts from and is drawn towards: how many pairs of one person, and how many of strangers, that counts for. */
const MATCHES_BEHIND_PRIOR = 20
const STRANGERS_BEHIND_PRIOR = 20
/** Share of pairs of one person whose field agrees wholly, and by another key, to start with. */
const AGREES = 0.8
const AGREES_LOOSELY = 0.19
/** Pairs of one person for each row, to start with: few, for EM finds more where there are, but does not let go of strangers. */
const MATCHES_PER_ROW = 0.02
/** Names are shared more than their kinds say where a few are common. */
const LEAST_SURPRISE_OF_NAMES = 6

/** Rounds before the weight of common values comes in, and in all. */
const ROUNDS_WITHOUT_FREQUENCY = 8
const ROUNDS = 40
const ROUNDS_FOR_STRANGERS = 10

/**
 * How much frequencies of values scatter: strangers per row and value are drawn from a gamma distribution of this shape. Below one, few values
 * are common and most are rare, as names are.
 */
const SHAPE = 0.2

/** The probability of each pair that it is one person. */
export interface FittedPairs {
  readonly probability: Float64Array
  /** Rates of the levels of each field in pairs of one person, and in pairs of strangers. */
  readonly m: readonly Float64Array[]
  readonly u: readonly Float64Array[]
}

interface Levels {
  readonly keys: number
  readonly crossed: boolean
  /** Levels that mean some agreement. */
  readonly agree: readonly number[]
}

function start(plan: GenericPlan, levels: readonly Levels[]): { m: Rates; u: Rates } {
  const m: Rates = []
  const u: Rates = []
  plan.fields.forEach(({ kind: name }, field) => {
    const kind = kindOf(name)
    const { keys, agree } = levels[field]!
    const bits = kind.group ? Math.min(kind.bits, LEAST_SURPRISE_OF_NAMES) : kind.bits
    const ofM = new Float64Array(keys + LEVELS_BESIDE_KEYS)
    const ofU = new Float64Array(keys + LEVELS_BESIDE_KEYS)
    for (const level of agree) {
      ofM[level] = level === 0 ? AGREES : AGREES_LOOSELY / (agree.length - 1)
      const less = level < keys ? kind.keys[level]!.less : level === crossedLevel(keys) ? 0 : 2
      ofU[level] = 2 ** -(bits - less)
    }
    const sum = (of: Float64Array): number => agree.reduce((total, level) => total + of[level]!, 0)
    ofM[differsLevel(keys)] = 1 - sum(ofM)
    ofU[differsLevel(keys)] = 1 - sum(ofU)
    m.push(ofM)
    u.push(ofU)
  })
  return { m, u }
}

/**
 * For each field and level: the anchors, one by one or two together, whose whole agreement brings two rows that agree at this
 * level into sight.
 */
function companions(plan: GenericPlan, levels: readonly Levels[]): (readonly number[])[][][] {
  return levels.map(({ keys, agree }, field) => {
    const of: (readonly number[])[][] = Array.from({ length: keys + LEVELS_BESIDE_KEYS }, () => [])
    for (const level of agree) {
      const key = level < keys ? level : level === crossedLevel(keys) ? 0 : 1
      for (const { parts } of plan.composites) {
        const at = parts.findIndex((part) => part.field === field && part.key === key)
        const others = parts.filter((_, i) => i !== at)
        if (at >= 0 && others.every((part) => part.key === 0))
          of[level]!.push(others.map((part) => part.field))
      }
    }
    return of
  })
}

/**
 * Fits the model to the pairs of some rows.
 *
 * @param rows number of rows
 */
export function fitPairs(rows: number, plan: GenericPlan, compared: ComparedPairs): FittedPairs {
  const fields = plan.fields.length
  const pairs = compared.a.length
  const all = (rows * (rows - 1)) / 2
  const levels = plan.fields.map(({ kind: name }): Levels => {
    const kind = kindOf(name)
    const keys = kind.keys.length
    const crossed = kind.group !== undefined
    const straight = Array.from({ length: keys }, (_, key) => key)
    return { keys, crossed, agree: crossed ? [...straight, keys, keys + 1] : straight }
  })
  const prior = start(plan, levels)
  const m = prior.m.map((rates) => rates.slice())
  const u = prior.u.map((rates) => rates.slice())
  const seenWith = companions(plan, levels)
  const missing = new Float64Array(fields).fill(0.1)
  let matches = MATCHES_PER_ROW * rows
  let probability = new Float64Array(pairs)
  let strangers = new Float64Array(compared.rowsOf.length)

  const chanceSeen = (field: number, level: number, rates: Rates): number =>
    1 -
    seenWith[field]![level]!.reduce(
      (unseen, others) => unseen * (1 - others.reduce((p, other) => p * Math.min(0.5, rates[other]![0]!), 1)),
      1,
    )

  /** Log of the ratio of the rates, with what a missing value tells: nothing. */
  const weights = (): Rates =>
    levels.map(({ keys, agree }, field) => {
      const out = new Float64Array(keys + LEVELS_BESIDE_KEYS)
      const differs = differsLevel(keys)
      for (const level of [...agree, differs]) out[level] = Math.log(m[field]![level]! / u[field]![level]!)
      const blank = missing[field]!
      out[untoldLevel(keys)] = Math.log(
        (blank + (1 - blank) * m[field]![differs]!) / (blank + (1 - blank) * u[field]![differs]!),
      )
      return out
    })

  /** Strangers with the same value in a whole composite against as many as its fields' rates let expect. */
  function frequency(pair: number): number {
    const composite = compared.whole[pair]!
    if (composite < 0) return 0
    const expected = plan.composites[composite]!.parts.reduce((p, { field }) => p * u[field]![0]!, rows)
    const value = compared.value[pair]!
    const others = Math.max(0, (2 * (strangers[value]! - (1 - probability[pair]!))) / compared.rowsOf[value]!)
    return Math.log((SHAPE + others) / (SHAPE + expected))
  }

  for (let round = 0; round < ROUNDS; round++) {
    const weight = weights()
    const base = Math.log(matches / all)
    const next = new Float64Array(pairs)
    const nextStrangers = new Float64Array(strangers.length)
    let moved = 0
    for (let pair = 0; pair < pairs; pair++) {
      let odds = base
      for (let field = 0; field < fields; field++)
        odds += weight[field]![compared.levels[pair * fields + field]!]!
      if (round >= ROUNDS_WITHOUT_FREQUENCY) odds -= frequency(pair)
      const p = 1 / (1 + Math.exp(-odds))
      moved = Math.max(moved, Math.abs(p - probability[pair]!))
      next[pair] = p
      if (compared.whole[pair]! >= 0) nextStrangers[compared.value[pair]!]! += 1 - p
    }
    probability = next
    strangers = nextStrangers
    if (moved < 1e-3 && round > ROUNDS_WITHOUT_FREQUENCY) break

    const ofSame = m.map((rates) => new Float64Array(rates.length))
    const ofStrangers = m.map((rates) => new Float64Array(rates.length))
    matches = 0
    for (let pair = 0; pair < pairs; pair++) {
      const p = probability[pair]!
      matches += p
      const row = compared.levels.subarray(pair * fields, (pair + 1) * fields)
      let wholes = 0
      for (const level of row) if (level === 0) wholes++
      row.forEach((level, field) => {
        ofSame[field]![level]! += p
        if (wholes > (level === 0 ? 1 : 0)) ofStrangers[field]![level]! += 1 - p
      })
    }
    matches = Math.max(1, matches)
    levels.forEach(({ keys, agree }, field) => {
      const seen = ofSame[field]!
      const known = agree.reduce((sum, level) => sum + seen[level]!, seen[differsLevel(keys)]!)
      const blank = seen[unknownLevel(keys)]!
      missing[field] = (blank + 1) / (known + blank + 10)
      for (const level of [...agree, differsLevel(keys)])
        m[field]![level] =
          (seen[level]! + MATCHES_BEHIND_PRIOR * prior.m[field]![level]!) / (known + MATCHES_BEHIND_PRIOR)
    })
    // The chance of being seen depends on the other fields' rates: a few rounds, each half of the way, settle them.
    for (let inner = 0; inner < ROUNDS_FOR_STRANGERS; inner++) {
      const before = u.map((rates) => rates.slice())
      levels.forEach(({ keys, agree }, field) => {
        let sum = 0
        for (const level of agree) {
          const chance = chanceSeen(field, level, before)
          const usual = prior.u[field]![level]!
          const behind = STRANGERS_BEHIND_PRIOR * Math.min(1, all * usual * chance)
          const rate = Math.min(
            0.3,
            (ofStrangers[field]![level]! + behind) / (all * chance + behind / usual || 1),
          )
          u[field]![level] = Math.sqrt(rate * before[field]![level]!)
          sum += u[field]![level]!
        }
        u[field]![differsLevel(keys)] = 1 - Math.min(0.9, sum)
      })
    }
  }
  return { probability, m, u }
}
