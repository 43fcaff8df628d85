export {
  type Checkpoint,
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from './checkpoint.js'
export {
  type NoteSignature,
  type OpenedNote,
  openNote,
  parseVerifierKey,
  signNote,
  type VerifierKey,
  verifierKey,
} from './note.js'
export { partialProof, partialRoot } from './partial.js'
export {
  type ConsistencyClaim,
  consistencyProof,
  type InclusionClaim,
  inclusionProof,
  verifyConsistency,
  verifyInclusion,
} from './proof.js'
export { Appender, emptyRoot, HASH_BYTES, leafHash, nodeHash, rootOf } from './tree.js'
