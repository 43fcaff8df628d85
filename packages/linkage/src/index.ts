export { CALIBRATED, calibrate, fitCalibration, stepOf } from './calibration.js'
export {
  type Candidate,
  candidates,
  DAYS_APART,
  type LinkRow,
  NEIGHBOURS,
  type OpenFacts,
} from './candidates.js'
export { type Constraints, clusterRows, MOST_OF_ONE_LIST } from './cluster.js'
export { type Decision, formatDecisions, parseDecisions } from './decisions.js'
export { mixtureWeights } from './em.js'
export {
  cellOf,
  DATE_ORDERS,
  type DateOrder,
  GENERIC_NORMALISER,
  type GenericLinks,
  type GenericPlan,
  type GenericTokenMaker,
  genericPlan,
  genericTokenMaker,
  guessMapping,
  KINDS,
  type KindName,
  linkGeneric,
  type MappedField,
  type Mapping,
  parseMapping,
} from './generic/index.js'
export { groupLevels } from './group.js'
export { type UniqueCount, uniqueCount } from './interval.js'
export { type LinkPair, type Links, linkRows, posteriorsOf } from './link.js'
export { type Classes, type Counts, type Model, makeModel, nameKey, openKey, type Tables } from './model.js'
export { type Overlap, overlapOf, overlapTable } from './overlap.js'
export { BLOCKING_SLOTS, type Pattern, patternOf } from './pattern.js'
export { decodeScope, encodeScope, LINKAGE_NORMALISER, type LinkageScope, newScope } from './scope.js'
export { formatCounts, parseCounts } from './tables.js'
export {
  type LinkageFacts,
  SLOTS,
  TOKEN_BYTES,
  TOKEN_SLOTS,
  type Token,
  type TokenMaker,
  tokenMaker,
  tokensOf,
} from './token.js'
export { upsetSvg } from './upset.js'
