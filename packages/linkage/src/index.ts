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
export { type UniqueCount, uniqueCount } from './interval.js'
export { type LinkPair, type Links, linkRows } from './link.js'
export { type Overlap, overlapOf, overlapTable } from './overlap.js'
export { decodeScope, encodeScope, LINKAGE_NORMALISER, type LinkageScope, newScope } from './scope.js'
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
