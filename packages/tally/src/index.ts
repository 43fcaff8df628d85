export { proofLength } from './proof.js'
export { proveTally } from './prove.js'
export type { TallyCell, TallyEntry, TallyStatement } from './statement.js'
export { type TallyResult, verifyTally } from './verify.js'
