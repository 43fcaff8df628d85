export {
  type Candidate,
  type Comparing,
  candidates,
  type LinkRow,
  NEIGHBOURS,
  packTokens,
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
export { type UniqueCount, uniqueCount } from './interval.js'
export { type LinkPair, type Links, linkRows } from './link.js'
export { type Overlap, overlapOf, overlapTable } from './overlap.js'
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
export {
  COMPARISONS,
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
export { linkageWeightsSql } from './weights.js'
