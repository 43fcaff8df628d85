export { proofLength } from './proof.js'
export { proveTally } from './prove.js'
export type { TallyCell, TallyEntry, TallyStatement } from './statement.js'
export { type Tally, type TallyResult, verifyTallies, verifyTally } from './verify.js'
