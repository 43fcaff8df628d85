// The way of an organisation: case, release, view

export { AUDIENCES, type Audience, openIn, POLICIES, type Policy } from './audience.js'
export { Case, type ImportCount, type Keep } from './case.js'
export { type Claim, type ClaimRequest, claimText, type StatedClaim } from './claims.js'
export { lineOf, parseLine } from './compare.js'
export {
  addEvidence,
  type EvidenceInput,
  type EvidenceOptions,
  type EvidenceProblem,
  evidenceKey,
  evidenceProblems,
  standingEvidence,
} from './evidence.js'
export {
  type CaseRecord,
  type Handed,
  History,
  type Logged,
  type Operation,
  type Release,
} from './history.js'
export { type ListedEvidence, Manifest } from './manifest.js'
// The way of an investigator: read, verify
export { type ByteSource, readView, recordFacts, type ViewHeader, type ViewRecord } from './reader.js'
// The way of a custodian's partners: keys that several bring back together
export {
  encodeShare,
  inGroups,
  type KeyShare,
  type NamedShare,
  type Recovery,
  readRecovery,
  readShare,
  recoverSecret,
  shareText,
  splitSecret,
} from './recovery.js'
export { COMPANIONS, escrowOf, makeRelease, type ReleaseOptions, signCheckpoint } from './release.js'
export type {
  Change,
  ChangeKind,
  Check,
  ClaimCheck,
  Report,
  Status,
  Totals,
  Witnessed,
} from './report.js'
export { rootWords } from './root-words.js'
export { namePartsOf } from './rows.js'
export { SeenCheckpoints } from './seen.js'
export {
  CHECKS,
  type CheckId,
  FAULTS,
  type Fault,
  type Language,
  NOT_PROVEN,
  PROVES,
  REASONS,
} from './sentences.js'
// The way of an auditor who draws a spot check
export {
  type AnswerOptions,
  answerCommitment,
  answerRequest,
  noteAnswer,
  type SampleAnswer,
} from './spot-check/answer.js'
export { REFUSALS, type Refusal } from './spot-check/answer-file.js'
export {
  type CheckedRecord,
  type CheckedStratum,
  checkAnswer,
  type Outcome,
  type SpotCheck,
} from './spot-check/check.js'
export {
  commitmentOf,
  drawFrom,
  type Plan,
  type Randomness,
  seedOf,
  shareOf,
  strataOf,
} from './spot-check/draw.js'
export { badBound, type Draw, sampleSize, stratifiedBound } from './spot-check/hypergeometric.js'
export { type Population, readPopulation, strataIn } from './spot-check/population.js'
export {
  checkedPlan,
  formatRequest,
  parseObject,
  parseRequest,
  planFromJson,
  planToJson,
  SAMPLE_DEFAULT,
  SAMPLE_FIELDS,
  type SampleRequest,
} from './spot-check/request.js'
export { outcomeInWords, spotCheckInWords } from './spot-check/sentence.js'
export { type VerifyOptions, verifyView } from './verify.js'
export { writeView } from './view.js'
export type { Witnesses } from './witness.js'
// The way of a witness: cosign
export { newWitnessKey, openWitnessKey, type WitnessSigner } from './witness-key.js'
