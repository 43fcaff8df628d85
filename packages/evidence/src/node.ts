export { auditFolder, type FolderAudit } from './node/audit-folder.js'
export { type HashedFile, type HashOptions, type HashProgress, hashFiles } from './node/hash-files.js'
export { type HashStateOptions, removeHashState } from './node/hash-state.js'
export { type ProvenChunk, proveChunk } from './node/prove-chunk.js'
export { checkBag } from './node/read-bag.js'
export {
  readOpenTimestamp,
  type Timestamp,
  type TimestampOptions,
  verifyTimestamp,
} from './node/timestamp.js'
export { type BagOptions, type WrittenBag, writeBag } from './node/write-bag.js'
