// A file of evidence, and what it is as a record

// The closed world
export {
  compareWithManifest,
  FINDING_KINDS,
  type Finding,
  type FindingKind,
  type Found,
  type FoundFile,
  type FoundOther,
  type ManifestEntry,
  type Naming,
  withNames,
} from './audit.js'
export {
  type BagContents,
  type BagFile,
  type BagFinding,
  type BagFindingKind,
  type BagReport,
  judgeBag,
} from './bag-rules.js'
export {
  type BagDeclaration,
  type BagEntry,
  decodeTagFile,
  formatBagInfo,
  formatManifest,
  parseBagInfo,
  parseDeclaration,
  parseFetch,
  parseManifest,
} from './bagit.js'
// Twins for other people's tools
export {
  type Checksum,
  type Checksums,
  DIGEST_HEX,
  type DigestName,
  formatChecksums,
  type NamedDigest,
  parseChecksums,
} from './checksum-file.js'
// One chunk of it
export { CHUNK_BYTES, chunkLength } from './chunk.js'
export { type ChunkProof, chunkCount, chunkHash, chunkProof, verifyChunk } from './chunk-tree.js'
export {
  type CustodyStep,
  custodyPairs,
  custodySteps,
  type EvidenceFacts,
  type EvidenceFile,
  evidenceOf,
  evidenceValues,
  kindOfMedia,
  neutralName,
  pathOf,
} from './evidence-file.js'
export { MEDIA_TYPE_BYTES, mediaTypeOf } from './media-type.js'
export { isPlainPath, pathWords } from './plain-path.js'
export { caseKey, normalisationKey } from './same-name.js'
// Time stamps
export {
  type Attestation,
  isOpenTimestamp,
  type OpenTimestamp,
  type ProofDigest,
} from './timestamp/opentimestamps.js'
export { parseTimestamp, type TimestampToken } from './timestamp/token.js'
