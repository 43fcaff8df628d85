// Splink's published method, in clear text and in memory: Linacre, Lindsay, Manassis, Slade, Hepworth, Kennedy, Bond, "Splink:
// Free software for probabilistic record linkage at scale", IJPDS 7(3), 2022; the guides and the comparison library of its
// documentation (version 4). In its words: comparisons with levels; u by random sampling; the probability that two random records
// match by deterministic rules and a guess of their recall; m by expectation maximisation (u held) in a session for each of
// several blocking rules, the median over sessions; term frequency adjustments; predictions under blocking rules; connected
// components at a threshold.

import { mulberry32 } from '../mulberry.mjs'
import { equal, near, pairsBy } from './columns.mjs'
import { jaroWinkler } from './jaro-winkler.mjs'

const known = (a, b, column) => a[column] !== '' && b[column] !== ''
const same = (a, b, column) => a[column] !== '' && a[column] === b[column]
const alike = (a, b, column, threshold) => jaroWinkler(a[column], b[column]) >= threshold

/**
 * A comparison: `level` gives a pair's level, counted from the best (0) to "all other" (levels - 1), or -1 where it says nothing.
 * `tf` names, for a level, the column whose frequency adjusts it; `exact` the columns that agree at level 0.
 */
const exactMatch = (column, tf) => ({
  name: column,
  columns: [column],
  exact: [column],
  levels: 2,
  tf: tf ? { 0: column } : {},
  level: (a, b) => (known(a, b, column) ? (same(a, b, column) ? 0 : 1) : -1),
})

/** Splink's NameComparison: exact, Jaro-Winkler .92, .88, .7, all other. */
const nameComparison = (column) => ({
  name: column,
  columns: [column],
  exact: [column],
  levels: 5,
  tf: { 0: column },
  level: (a, b) => {
    if (!known(a, b, column)) return -1
    if (same(a, b, column)) return 0
    const similarity = jaroWinkler(a[column], b[column])
    return similarity >= 0.92 ? 1 : similarity >= 0.88 ? 2 : similarity >= 0.7 ? 3 : 4
  },
})

/**
 * Splink's ForenameSurnameComparison: exact on both, the two exchanged, Jaro-Winkler .92 and .88 on both, exact surname, exact
 * forename, all other.
 */
const forenameSurname = {
  name: 'given_family',
  columns: ['given', 'family', 'full'],
  exact: ['given', 'family'],
  levels: 7,
  tf: { 0: 'full', 4: 'family', 5: 'given' },
  level: (a, b) => {
    if (!known(a, b, 'given') && !known(a, b, 'family')) return -1
    if (a.full === b.full) return 0
    if (a.given !== '' && a.given === b.family && a.family === b.given) return 1
    for (const [level, threshold] of [
      [2, 0.92],
      [3, 0.88],
    ])
      if (alike(a, b, 'given', threshold) && alike(a, b, 'family', threshold)) return level
    return same(a, b, 'family') ? 4 : same(a, b, 'given') ? 5 : 6
  },
}

/** Date of the event: one day, within a day, three days, a month of which one is all that is stated, 31 days, all other. */
const date = {
  name: 'date',
  columns: ['date', 'day', 'month'],
  exact: ['date'],
  levels: 6,
  tf: { 0: 'date' },
  level: (a, b) => {
    if (!known(a, b, 'date')) return -1
    if (Number.isNaN(a.day) || Number.isNaN(b.day)) return a.month === b.month ? 3 : 5
    const apart = Math.abs(a.day - b.day)
    return apart === 0 ? 0 : apart <= 1 ? 1 : apart <= 3 ? 2 : apart <= 31 ? 4 : 5
  },
}

const age = {
  name: 'age',
  columns: ['age'],
  exact: ['age'],
  levels: 5,
  tf: {},
  level: (a, b) => {
    if (Number.isNaN(a.age) || Number.isNaN(b.age)) return -1
    const apart = Math.abs(a.age - b.age)
    return apart === 0 ? 0 : apart <= 1 ? 1 : apart <= 2 ? 2 : apart <= 5 ? 3 : 4
  },
}

/** Date and place in one comparison, since rows of one event agree on both: what Splink's guide advises for columns that depend on each other. */
const event = {
  name: 'event',
  columns: ['date', 'day', 'month', 'governorate', 'town'],
  exact: ['date', 'governorate', 'town'],
  levels: 8,
  tf: {},
  level: (a, b) => {
    if (!known(a, b, 'date')) return -1
    const town = same(a, b, 'town')
    const place = same(a, b, 'governorate') && (town || !known(a, b, 'town'))
    if (Number.isNaN(a.day) || Number.isNaN(b.day)) return a.month === b.month && place ? 3 : 7
    const apart = Math.abs(a.day - b.day)
    if (apart === 0 && town) return 0
    if (apart === 0 && place) return 1
    if (apart <= 3 && place) return 2
    return apart === 0 ? 4 : apart <= 3 ? 5 : apart <= 31 ? 6 : 7
  },
}

/**
 * Two models. `documented`: Splink's ready-made comparisons, and sessions as in its tutorial (the name, the date). `tuned`: what did best
 * on the development lists, by their labels: names compared apart, date and place in one, sessions whose blocks hold few brothers.
 * A session trains the comparisons that do not use its columns.
 */
export const MODELS = {
  documented: {
    comparisons: [
      forenameSurname,
      nameComparison('father'),
      exactMatch('sex'),
      age,
      date,
      exactMatch('governorate', true),
      exactMatch('town', true),
      exactMatch('cause'),
    ],
    sessions: [['given', 'family'], ['date']],
  },
  tuned: {
    comparisons: [
      nameComparison('given'),
      nameComparison('family'),
      nameComparison('father'),
      exactMatch('sex'),
      age,
      event,
      exactMatch('cause'),
    ],
    sessions: [
      ['given', 'family'],
      ['given', 'age', 'sex'],
      ['family', 'age', 'sex'],
    ],
  },
}

/** Rules that hardly err; with a guess of the share of matches they find they give the prior. Splink's tutorial guesses .7. */
const DETERMINISTIC = [equal('given', 'family', 'month'), equal('given', 'date', 'governorate')]
const DETERMINISTIC_RECALL = 0.7
const PREDICTION = [
  equal('given', 'family'),
  equal('month', 'family'),
  equal('month', 'given'),
  equal('month', 'governorate'),
  near(3, 'governorate'),
]
const SAMPLED_PAIRS = 1e6
const MOST_ITERATIONS = 25
const CONVERGED = 1e-4
/** What Splink puts during a session for a level that was not seen. */
const UNSEEN = 1e-6
/** Log-odds below which a pair is not kept: no threshold worth trying lies there. */
const LEAST = -5

/** Splink's starting values: .95 for the best level, the rest shared; and u by match weights from 10 and 3 down to -5. */
const startM = (levels) => [0.95, ...new Array(levels - 1).fill(0.05 / (levels - 1))]
const startU = (levels) =>
  startM(levels).map((m, level) => {
    const weight = level === 0 ? 10 : levels === 2 ? -5 : 3 - (8 * (level - 1)) / (levels - 2)
    return m / 2 ** weight
  })

/** Counts as shares; a level that was not seen keeps the value given for it. */
const shares = (counts, unseen) => {
  const sum = counts.reduce((a, b) => a + b, 0)
  return counts.map((n, level) => (n === 0 ? unseen[level] : n / sum))
}

const countLevels = (rows, pairs, comparison) => {
  const counts = new Array(comparison.levels).fill(0)
  for (const pair of pairs) {
    const level = comparison.level(rows[Math.floor(pair / rows.length)], rows[pair % rows.length])
    if (level >= 0) counts[level]++
  }
  return counts
}

function estimateU(rows, comparisons) {
  const random = mulberry32(1)
  const n = rows.length
  const pairs = []
  while (pairs.length < Math.min(SAMPLED_PAIRS, n * n)) {
    const a = Math.floor(random() * n)
    const b = Math.floor(random() * n)
    if (a !== b) pairs.push(a * n + b)
  }
  return new Map(
    comparisons.map((comparison) => [
      comparison,
      shares(countLevels(rows, pairs, comparison), startU(comparison.levels)),
    ]),
  )
}

/** Splink's `estimate_m_from_label_column`. */
function labelledM(rows, comparisons, labels) {
  const pairs = pairsBy(
    rows.map((_, i) => ({ label: labels[i] })),
    [equal('label')],
  )
  return new Map(
    comparisons.map((comparison) => [
      comparison,
      shares(countLevels(rows, pairs, comparison), startM(comparison.levels)),
    ]),
  )
}

/** Share of the rows with each value of a column, where it is known. */
function termFrequencies(rows, column) {
  const counts = new Map()
  let sum = 0
  for (const row of rows)
    if (row[column] !== '') {
      counts.set(row[column], (counts.get(row[column]) ?? 0) + 1)
      sum++
    }
  return (value) => (counts.get(value) ?? 0) / sum
}

const median = (list) => {
  const sorted = [...list].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
const odds = (p) => p / (1 - p)

/** Levels of each pair in each comparison, and the sum of log frequency adjustments (u is held, so they do not change). */
function vectors(rows, pairs, comparisons, u, frequencyOf) {
  const gamma = new Int8Array(pairs.length * comparisons.length)
  const adjust = new Float64Array(pairs.length)
  pairs.forEach((pair, p) => {
    const a = rows[Math.floor(pair / rows.length)]
    const b = rows[pair % rows.length]
    comparisons.forEach((comparison, c) => {
      const level = comparison.level(a, b)
      gamma[p * comparisons.length + c] = level
      const column = level < 0 ? undefined : comparison.tf[level]
      if (column) adjust[p] += Math.log(u.get(comparison)[level] / frequencyOf[column](a[column]))
    })
  })
  return { gamma, adjust }
}

/** One session of expectation maximisation over blocked pairs: the m of each comparison that the rule leaves. */
function session(rows, columns, all, lambda, u, frequencyOf) {
  const comparisons = all.filter((comparison) => !comparison.columns.some((one) => columns.includes(one)))
  const pairs = pairsBy(rows, [equal(...columns)])
  const width = comparisons.length
  const { gamma, adjust } = vectors(rows, pairs, comparisons, u, frequencyOf)
  // The prior among blocked pairs: times the Bayes factors, at starting values, of the exact levels the rule implies.
  let prior = odds(lambda)
  const left = new Set(columns)
  for (const comparison of [...all].sort((x, y) => y.exact.length - x.exact.length))
    if (comparison.exact.every((column) => left.has(column))) {
      for (const column of comparison.exact) left.delete(column)
      prior *= startM(comparison.levels)[0] / u.get(comparison)[0]
    }
  let share = prior / (1 + prior)
  let m = comparisons.map(({ levels }) => startM(levels))
  for (let turn = 0; turn < MOST_ITERATIONS; turn++) {
    const weights = comparisons.map((comparison, c) =>
      m[c].map((value, level) => Math.log(value / u.get(comparison)[level])),
    )
    const counts = comparisons.map(({ levels }) => new Array(levels).fill(0))
    let matches = 0
    const start = Math.log(odds(share))
    for (let p = 0; p < pairs.length; p++) {
      let weight = start + adjust[p]
      for (let c = 0; c < width; c++) {
        const level = gamma[p * width + c]
        if (level >= 0) weight += weights[c][level]
      }
      const probability = 1 / (1 + Math.exp(-weight))
      matches += probability
      for (let c = 0; c < width; c++) {
        const level = gamma[p * width + c]
        if (level >= 0) counts[c][level] += probability
      }
    }
    const next = counts.map((list) => shares(list, new Array(list.length).fill(UNSEEN)))
    const newShare = Math.min(1 - 1e-9, matches / (pairs.length || 1))
    const change = Math.max(
      Math.abs(newShare - share),
      ...next.flatMap((values, c) => values.map((value, level) => Math.abs(value - m[c][level]))),
    )
    m = next
    share = newShare
    if (change < CONVERGED) break
  }
  return new Map(comparisons.map((comparison, c) => [comparison, m[c]]))
}

/** The median over sessions of each m that one of them saw; the starting value where none did. */
function trainedM(comparisons, trained) {
  return new Map(
    comparisons.map((comparison) => [
      comparison,
      startM(comparison.levels).map((start, level) => {
        const seen = trained.flatMap((one) => one.get(comparison)?.[level] ?? []).filter((m) => m !== UNSEEN)
        return seen.length > 0 ? median(seen) : start
      }),
    ]),
  )
}

/**
 * @param rows what `columnsOf` gives
 * @param model one of MODELS
 * @param labels what each row truly is: m is then counted, not estimated
 * @returns `scored`, pairs with the log-odds of a match; `parameters` to look at; how many candidates there were
 */
export function splink(rows, { comparisons, sessions }, labels) {
  const total = (rows.length * (rows.length - 1)) / 2
  const lambda = Math.max(1, pairsBy(rows, DETERMINISTIC).length) / DETERMINISTIC_RECALL / total
  const u = estimateU(rows, comparisons)
  const frequencyOf = Object.fromEntries(
    [...new Set(comparisons.flatMap(({ tf }) => Object.values(tf)))].map((column) => [
      column,
      termFrequencies(rows, column),
    ]),
  )
  const m = labels
    ? labelledM(rows, comparisons, labels)
    : trainedM(
        comparisons,
        sessions.map((columns) => session(rows, columns, comparisons, lambda, u, frequencyOf)),
      )
  const pairs = pairsBy(rows, PREDICTION)
  const { gamma, adjust } = vectors(rows, pairs, comparisons, u, frequencyOf)
  const weights = comparisons.map((comparison) =>
    m.get(comparison).map((value, level) => Math.log(value / u.get(comparison)[level])),
  )
  const start = Math.log(odds(lambda))
  const scored = []
  pairs.forEach((pair, p) => {
    let score = start + adjust[p]
    weights.forEach((of, c) => {
      const level = gamma[p * weights.length + c]
      if (level >= 0) score += of[level]
    })
    if (score > LEAST) scored.push({ a: Math.floor(pair / rows.length), b: pair % rows.length, score })
  })
  const parameters = comparisons.map((one) => ({ comparison: one.name, m: m.get(one), u: u.get(one) }))
  return { scored, parameters, lambda, candidates: pairs.length }
}

/** Scores are log-odds, since probabilities near one are equal in a double; thresholds are stated as probabilities. */
export const logOdds = (probability) => Math.log(odds(probability))
