// The way of an organisation: case, release, view

export { AUDIENCES, type Audience, openIn, POLICIES, type Policy } from './audience.js'
export { Case, type ImportCount, type Keep } from './case.js'
export { type Claim, type ClaimRequest, claimText, type StatedClaim } from './claims.js'
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
export { COMPANIONS, escrowOf, makeRelease, type ReleaseOptions, signCheckpoint } from './release.js'
export type { Check, ClaimCheck, Report, Status, Totals } from './report.js'
export { namePartsOf } from './rows.js'
export { CHECKS, type CheckId, type Language, NOT_PROVEN, PROVES, REASONS } from './sentences.js'
export { type VerifyOptions, verifyView } from './verify.js'
export { writeView } from './view.js'
