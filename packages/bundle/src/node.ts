// What needs files: a case on disk
export {
  CaseFolder,
  createCaseFolder,
  type NewCaseOptions,
  openCaseFolder,
  readPublic,
} from './node/case-folder.js'
export { publicKeyFrom, readersOf, restoreKeys, rewrapKeys, unwrapKeys } from './node/case-keys.js'
export { withSeenFile } from './node/kept-checkpoints.js'
export { SafeFile, writeFileSafely } from './node/safe-file.js'
