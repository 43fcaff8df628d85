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
export {
  type Decision,
  formatDecisions,
  type HeldDecision,
  parseDecisions,
  type ResolvedDecisions,
  resolveDecisions,
  SHORTEST_ID,
  type StatedDecision,
} from './decisions.js'
export { mixtureWeights } from './em.js'
export { groupLevels } from './group.js'
export { type UniqueCount, uniqueCount } from './interval.js'
export { type LinkPair, type Links, linkRows, posteriorsOf } from './link.js'
export { type Classes, type Counts, type Model, makeModel, nameKey, openKey, type Tables } from './model.js'
export { type Overlap, overlapOf, overlapTable } from './overlap.js'
export { BLOCKING_SLOTS, type Pattern, patternOf } from './pattern.js'
export {
  decodeScope,
  encodeScope,
  isOwnScope,
  LINKAGE_NORMALISER,
  type LinkageScope,
  newScope,
  nextScope,
  ownScope,
  scopeCheck,
} from './scope.js'
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
