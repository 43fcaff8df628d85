/** The key of a witness as it is kept: name and seed in an age file, like the keys of a case. */
import { AmanaError, decode, encode, type Value } from '@amana/codec'
import { publicKeyOf, randomBytes, TAG, wipe } from '@amana/crypto'
import { witnessKey } from '@amana/log'
import { openForRecipient, type Recipients, sealForRecipients, type Unlock } from '@amana/records'

/** Who cosigns. Wipe the seed after use. */
export interface WitnessSigner {
  readonly name: string
  /** 32 secret bytes. */
  readonly seed: Uint8Array
}

/**
 * Makes the key of a witness.
 * @param name who cosigns, such as a domain of the auditor's; it stands in every cosignature
 * @returns the public key for policies, and the wrapped secret
 * @throws {AmanaError} `log/bad-key` for a name with white space or a plus sign, `grant/bad-recipient`
 */
export async function newWitnessKey(
  name: string,
  protect: Recipients,
): Promise<{ readonly key: string; readonly file: Uint8Array }> {
  const seed = randomBytes(32)
  const key = witnessKey(name, publicKeyOf(seed))
  const secret = encode([TAG.witness, name, seed])
  const file = await sealForRecipients(secret, protect)
  wipe(seed, secret)
  return { key, file }
}

/**
 * Opens the wrapped key of a witness.
 * @throws {AmanaError} `grant/locked`, `witness/bad-key-file`
 */
export async function openWitnessKey(file: Uint8Array, by: Unlock): Promise<WitnessSigner> {
  const secret = await openForRecipient(file, by)
  const bad = () =>
    new AmanaError('witness/bad-key-file', 'The file opens, but it is not the key of a witness.')
  let value: Value
  try {
    value = decode(secret)
  } catch {
    throw bad()
  }
  const [tag, name, seed] = Array.isArray(value) && value.length === 3 ? (value as readonly Value[]) : []
  if (tag !== TAG.witness || typeof name !== 'string' || !(seed instanceof Uint8Array) || seed.length !== 32)
    throw bad()
  const signer = { name, seed: seed.slice() }
  wipe(secret)
  return signer
}
