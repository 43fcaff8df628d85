import { prf } from './prf.js'
import { randomBytes } from './random.js'
import { TAG } from './tags.js'

/**
 * The secrets of a case, 32 random bytes each. They are independent, not derived from one another, so that each can
 * be kept elsewhere: whoever gets one has none of the others.
 */
export interface CaseKeys {
  /** Encrypts the case store and makes the records' ids. */
  readonly master: Uint8Array
  /** Ed25519 seed that signs checkpoints. */
  readonly signing: Uint8Array
  /** Key of the case's own linkage scope. */
  readonly linkage: Uint8Array
  /** Opens the escrow file of sealed identities. */
  readonly escrow: Uint8Array
}

/** Fresh secrets for a new case. */
export const newCaseKeys = (): CaseKeys => ({
  master: randomBytes(32),
  signing: randomBytes(32),
  linkage: randomBytes(32),
  escrow: randomBytes(32),
})

/**
 * The key K_id under which a row's own key becomes its record id.
 * @param master the case's master secret, 32 bytes
 * @returns 32 bytes
 * @throws {AmanaError} `crypto/bad-length`
 */
export const idKey = (master: Uint8Array): Uint8Array => prf(master, TAG.idKey)

/**
 * The key that encrypts the case store at rest.
 * @param master the case's master secret, 32 bytes
 * @returns 32 bytes
 * @throws {AmanaError} `crypto/bad-length`
 */
export const storeKey = (master: Uint8Array): Uint8Array => prf(master, TAG.storeKey)

/**
 * Fills secrets with zeros once they are not needed. Best effort: the language may have copied them.
 *
 * @example
 * wipe(keys.master)
 */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0)
}
