// The way of an organisation: case, release, view

export { AUDIENCES, type Audience, openIn, POLICIES, type Policy } from './audience.js'
export { Case, type ImportCount, type Keep } from './case.js'
export { type Claim, type ClaimRequest, claimText, type StatedClaim } from './claims.js'
export { COMPANIONS } from './companions.js'
export { type Compared, lineOf, parseCompared, parseLine } from './compare.js'
export {
  addEvidence,
  type EvidenceInput,
  type EvidenceOptions,
  type EvidenceProblem,
  evidenceKey,
  evidenceProblems,
  standingEvidence,
} from './evidence.js'
export { assessView, type Finding, type Pool } from './gate.js'
export {
  type CaseRecord,
  type Handed,
  History,
  type Logged,
  type Operation,
  type Release,
} from './history.js'
// The review loop: request, answer, assessment
export { type AnswerTerms, answerOpenings, type GivenAnswer, type Unopened } from './loop/answer.js'
export { type AnsweredPerson, type OpeningAnswer, REFUSAL, readAnswer } from './loop/answer-file.js'
export {
  type Assessed,
  type Assessment,
  readAssessment,
  type Subject,
  signAssessment,
} from './loop/assessment.js'
export {
  type Bundle,
  type CheckedDocument,
  checkDocuments,
  type LoopDocument,
  readDocument,
  readDocuments,
  shownValue,
  VERDICTS,
  type Verdict,
} from './loop/check.js'
export { type Condition, type Listed, personsWith, recordWithId } from './loop/choose.js'
export type { NewSince } from './loop/new-since.js'
export {
  type Asked,
  type OpeningRequest,
  PURPOSES,
  type Purpose,
  REQUEST_FIELDS,
  readRequest,
  signRequest,
} from './loop/request.js'
export { Reviewed, type ReviewedRevision } from './loop/reviewed.js'
export {
  type AssessedSubject,
  type CheckedFile,
  checkedJson,
  documentJson,
  sideBySide,
} from './loop/shown.js'
export { type DocumentKind, documentKind, MAX_DOCUMENT, type Signed } from './loop/signed.js'
export { FINDING, GRADE, REASON } from './loop/vocabularies.js'
export { LOOP_WORDS, sinceInWords, subjectLabel } from './loop/words.js'
export { type ListedEvidence, Manifest } from './manifest.js'
export type { TallyVerifier } from './proven-tables.js'
// The way of an investigator: read, verify
export {
  type ByteSource,
  readView,
  recordFacts,
  type ViewRecord,
} from './reader.js'
export { receiptField, receiptKey } from './receipt/key.js'
// The family's receipt
export { isPageCode, openPageCode, type PageContent, pageCode } from './receipt/page-code.js'
export { type FoundRecord, ReceiptSearch } from './receipt/search.js'
export { isRecordOf, pageInWords, type ReceiptFinding, receiptInWords } from './receipt/sentence.js'
export {
  newReceiptWords,
  type ReceiptWords,
  readReceiptWords,
  receiptText,
  type WordLanguage,
} from './receipt/words.js'
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
export { escrowOf, makeRelease, makeReleaseBy, type ReleaseOptions, signCheckpoint } from './release.js'
export type {
  Change,
  ChangeKind,
  Check,
  ClaimCheck,
  ProvenTable,
  Report,
  Status,
  Totals,
  Witnessed,
} from './report.js'
export { rootOfWords, rootWords } from './root-words.js'
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
// Keys of those who sign outside a case: witnesses cosign, reviewers ask and assess
export {
  isReviewerKey,
  type NewKey,
  newReviewerKey,
  newWitnessKey,
  openReviewerKey,
  openWitnessKey,
  type Signer,
} from './signer-key.js'
export { type SmallClaim, smallClaims } from './small-claims.js'
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
  type Commitment,
  commitTo,
  type Planned,
  planOver,
  readSecret,
  requestFor,
  sampleNumber,
  type Wish,
} from './spot-check/auditor.js'
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
export {
  drawnByInWords,
  outcomeInWords,
  sizeInWords,
  spotCheckInWords,
  spotCheckJson,
} from './spot-check/sentence.js'
export { counterOf, jointTable, TALLIED, type Table, type TableRequest } from './tables.js'
export { type VerifyOptions, verifyView } from './verify.js'
export { type ViewOptions, writeView } from './view.js'
export type { ViewChoice } from './view-choice.js'
export type { ViewHeader, ViewTally } from './view-head.js'
export { planView, type ViewPlan } from './view-plan.js'
export type { Witnesses } from './witness.js'
