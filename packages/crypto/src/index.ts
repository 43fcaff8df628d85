export { open, openOver, seal } from './aead.js'
export {
  type Backend,
  backend,
  nobleBackend,
  type Power,
  type ScryptCosts,
  useBackend,
} from './backend.js'
export { digest, digestHead, sha256, sha256Many, sha256Rows } from './digest.js'
export { publicKeyOf, sign, verify } from './ed25519.js'
export { encodeDoubles, type Point, pointFromBytes } from './element.js'
// The group of tallies
export { baseOfValues, basesOfRow, blinded, H, pedersen, sumOfProducts, ZERO } from './group.js'
export { type CaseKeys, idKey, newCaseKeys, storeKey, wipe } from './keys.js'
export { keystream } from './keystream.js'
export {
  blindingOf,
  blindingScalar,
  type Committing,
  commitValue,
  commitValues,
  type FieldOpening,
  openCommitment,
  type TallyOpening,
  valueKey,
  valueScalar,
} from './pedersen.js'
export { hkdfSha256, hmacSha256, hmacSha256Many, prf, prfOf } from './prf.js'
export { randomBytes } from './random.js'
export {
  hashToScalar,
  inverse,
  inverses,
  littleEndian,
  mod,
  ORDER,
  powers,
  scalarFromBytes,
  scalarToBytes,
  wide,
} from './scalar.js'
export { SLOW_KEY, slowKey } from './slow-key.js'
export { TAG, type Tag } from './tags.js'
