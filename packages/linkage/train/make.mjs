// How the tables and trees of packages/linkage/src/prior.ts are made of casualty lists with known persons; train.mjs writes them, cross.mjs measures them.
import { readCasualties, rowsOf } from '../../../test/bench/casualties.mjs'
import { harder } from '../../../test/bench/harder.mjs'
import { CALIBRATED, fitCalibration, stepOf } from '../dist/calibration.js'
import { clusterRows } from '../dist/cluster.js'
import { FEATURES, featureWriter } from '../dist/features.js'
import { candidatesOf, carefully, posteriorOf, probabilitiesOf } from '../dist/link.js'
import { eventKey, makeModel, nameKey } from '../dist/model.js'
import { patternsOf } from '../dist/pattern.js'
import { parseTrees } from '../dist/trees.js'
import { boost } from './boost.mjs'

const FOLDS = 3
/** The trees see pairs scored by tables and trees that did not count them, as at work. */
const STAGES = [
  { trees: 160, depth: 4, rate: 0.12 },
  { trees: 100, depth: 4, rate: 0.12 },
]

/** What a copy with more noise counts for: the trees must not need what is not always there. */
const WEIGHT_OF_HARDER = 0.3
const SEED = 31

/** A list and a copy of it with a second round of noise, ready to be counted. */
export function setsOf(file) {
  const table = readCasualties(file)
  const noisy = harder(table, SEED)
  return [variant(rowsOf(table), table, 1), variant(rowsOf(noisy), noisy, WEIGHT_OF_HARDER)]
}

/** Each pair with a pattern of its own: those of one pattern may stand in different folds. */
const apart = ({ distinct, of }) => ({
  distinct: Array.from(of, (pattern) => distinct[pattern]),
  of: Int32Array.from(of.keys()),
})

/** The features of all pairs, one after the other. */
function featuresOf({ rows, pairs, patterns }, posterior, probability) {
  const write = featureWriter(rows, pairs, patterns, posterior, probability)
  const out = new Float32Array(pairs.length * FEATURES)
  pairs.forEach((_, pair) => {
    write(pair, out, pair * FEATURES)
  })
  return out
}

function variant(rows, table, weight) {
  const pairs = candidatesOf(rows)
  const patterns = apart(patternsOf(rows, pairs))
  const classes = pairs.map(({ a, b }, i) => {
    if (table[a].entity_id === table[b].entity_id) return 0
    const date = Math.floor(patterns.distinct[i].event / 3)
    return date === 3 || date === 6 ? 2 : 1
  })
  // A family and its neighbours die in one month: pairs that hang together stand in one fold.
  const folds = pairs.map(({ a }) => {
    const [year, month] = table[a].date.split('-').map(Number)
    return (year * 12 + (month || 0)) % FOLDS
  })
  return { rows, pairs, patterns, classes, folds, weight, table }
}

/** Pairs by key and class, over the pairs that are taken. */
function count(sets, taken, keyOf) {
  const out = new Map()
  for (const set of sets)
    set.classes.forEach((c, i) => {
      if (!taken(set, i)) return
      const key = keyOf(set.patterns.distinct[i])
      const known = out.get(key) ?? [0, 0, 0]
      known[c]++
      out.set(key, known)
    })
  return out
}

const tablesOf = (sets, taken) => ({
  names: count(sets, taken, nameKey),
  events: count(sets, taken, eventKey),
})

/** Trees trained on the pairs that are taken, from their features. */
function treesOf(sets, features, taken, options) {
  const items = []
  const labels = []
  const weights = []
  sets.forEach((set, s) => {
    set.classes.forEach((c, i) => {
      if (!taken(set, i)) return
      for (let f = 0; f < FEATURES; f++) items.push(features[s][i * FEATURES + f])
      labels.push(c === 0 ? 1 : 0)
      weights.push(set.weight)
    })
  })
  return boost(Float32Array.from(items), FEATURES, labels, weights, options)
}

const all = () => true
const outside = (fold) => (set, i) => set.folds[i] !== fold
/** For each set, what each fold's own maker says of the pairs of that fold. */
const byFold = (sets, parts, width) =>
  sets.map((set, s) => {
    const out = new Float64Array(set.pairs.length * width)
    set.folds.forEach((fold, i) => {
      for (let k = 0; k < width; k++) out[i * width + k] = parts[fold][s][i * width + k]
    })
    return out
  })

/**
 * @param lists of `setsOf`
 * @returns tables; trees as text; calibration; and for each list what its own pairs got from tables and trees that did not count them
 */
export function make(lists) {
  const base = lists.map(([set]) => set)
  const sets = lists.flat()
  const folds = Array.from({ length: FOLDS }, (_, fold) => fold)

  const tables = tablesOf(base, all)
  const models = folds.map((fold) => makeModel(tablesOf(base, outside(fold))))
  const posteriors = byFold(
    sets,
    models.map((own) => sets.map((set) => posteriorOf(set.patterns, own))),
    3,
  )
  const stages = []
  const stagesOfFold = folds.map(() => [])
  let scores = sets.map((set, s) => Float64Array.from(set.pairs, (_, i) => posteriors[s][i * 3]))
  for (const options of STAGES) {
    const features = sets.map((set, s) => featuresOf(set, posteriors[s], scores[s]))
    stages.push(treesOf(sets, features, all, options))
    for (const fold of folds)
      stagesOfFold[fold].push(parseTrees(treesOf(sets, features, outside(fold), options)))
    scores = byFold(
      sets,
      folds.map((fold) =>
        sets.map((set) =>
          probabilitiesOf(set.rows, set.pairs, set.patterns, {
            model: models[fold],
            stages: stagesOfFold[fold],
          }),
        ),
      ),
      1,
    )
  }

  const steps = Array.from({ length: 2 * CALIBRATED + 1 }, () => [0, 0])
  sets.forEach((set, s) => {
    if (!base.includes(set)) return
    set.classes.forEach((c, i) => {
      const step = steps[Math.round(stepOf(scores[s][i]))]
      step[0]++
      if (c === 0) step[1]++
    })
  })
  const calibration = fitCalibration(steps)
  return { tables, stages, calibration, outOfFold: base.map((set) => scores[sets.indexOf(set)]) }
}

/** Precision, recall and F1 over pairs of clusters, look-alikes (one last word and date, two persons) merged, and the clusters. */
export function scoreOf(set, scores) {
  const clusters = clusterRows(set.rows, set.pairs, carefully(set.patterns, scores))
  const clusterOf = new Map(clusters.flatMap((rows, c) => rows.map((row) => [row, c])))
  const of = (row) => clusterOf.get(row) ?? `row ${row}`
  const pairsIn = (keyOf) => {
    const groups = new Map()
    set.table.forEach((_, row) => {
      groups.set(keyOf(row), (groups.get(keyOf(row)) ?? 0) + 1)
    })
    return [...groups.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
  }
  const person = (row) => set.table[row].entity_id
  const all = pairsIn(person)
  const both = pairsIn((row) => `${person(row)} ${of(row)}`)
  const precision = both / pairsIn(of)
  const recall = both / all
  const alike = (row) => `${set.table[row].name.split(/\s+/).at(-1)} ${set.table[row].date || `row ${row}`}`
  const together =
    pairsIn((row) => `${alike(row)} ${of(row)}`) - pairsIn((row) => `${alike(row)} ${of(row)} ${person(row)}`)
  const lookAlikes = pairsIn(alike) - pairsIn((row) => `${alike(row)} ${person(row)}`)
  return {
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    lookAlikesMerged: together / lookAlikes,
    persons: new Set(set.table.map((row) => row.entity_id)).size,
    pairsCompleteness: set.classes.filter((c) => c === 0).length / all,
    clusters,
  }
}
