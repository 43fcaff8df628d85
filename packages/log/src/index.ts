export {
  type Checkpoint,
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from './checkpoint.js'
export {
  type Cosignature,
  cosign,
  cosignaturesOf,
  parseWitnessKey,
  type WitnessKey,
  witnessKey,
} from './cosignature.js'
export {
  type NoteSignature,
  type OpenedNote,
  openNote,
  type ParsedNote,
  parseNote,
  parseVerifierKey,
  type SignatureLine,
  signNote,
  type VerifierKey,
  verifierKey,
} from './note.js'
export { partialProof, partialProofOf, partialRoot, partialRootOf } from './partial.js'
export { meets, type Policy, parsePolicy, type Quorum, quorumTime } from './policy.js'
export {
  type ConsistencyClaim,
  consistencyProof,
  type InclusionClaim,
  inclusionProof,
  verifyConsistency,
  verifyInclusion,
} from './proof.js'
export {
  Appender,
  emptyRoot,
  HASH_BYTES,
  hashLeafRows,
  leafHash,
  nodeHash,
  rootOf,
  rootOfRows,
} from './tree.js'
