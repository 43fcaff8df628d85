// Tables and trees made of one casualty list, scored on others that they never saw: what may be expected of lists of the same kind.
//   pnpm build && node packages/linkage/train/cross.mjs TRAIN.csv SCORE.csv…
import { calibrate } from '../dist/calibration.js'
import { uniqueCount } from '../dist/interval.js'
import { probabilitiesOf } from '../dist/link.js'
import { makeModel } from '../dist/model.js'
import { parseTrees } from '../dist/trees.js'
import { make, scoreOf, setsOf } from './make.mjs'

const [train, ...others] = process.argv.slice(2)
const { tables, stages, calibration } = make([setsOf(train)])
const weights = { model: makeModel(tables), stages: stages.map(parseTrees) }
for (const file of others) {
  const [set] = setsOf(file)
  const scores = probabilitiesOf(set.rows, set.pairs, set.patterns, weights)
  const { clusters, ...found } = scoreOf(set, scores)
  const probability = scores.map((p) => calibrate(calibration, p))
  const { unique, low, high } = uniqueCount(set.rows.length, clusters, set.pairs, probability)
  const name = (path) => path.split('/').at(-1)
  console.log(
    JSON.stringify({
      train: name(train),
      scored: name(file),
      ...found,
      clusters: set.rows.length - clusters.reduce((sum, rows) => sum + rows.length - 1, 0),
      unique,
      low,
      high,
    }),
  )
}
