export { MAX_KEYS, nameKeys } from './keys.js'
export { NORMALISER, normalise, words } from './normalise.js'
export { looseSkeleton, skeleton } from './skeleton.js'
export { type NameParts, splitName } from './split.js'
