/** A signing key as somebody outside a case keeps it: name and seed in an age file, like the keys of a case. */
import { AmanaError, decode, encode, type Value } from '@amana/codec'
import { publicKeyOf, randomBytes, TAG, wipe } from '@amana/crypto'
import { parseVerifierKey, verifierKey, witnessKey } from '@amana/log'
import { openForRecipient, type Recipients, sealForRecipients, type Unlock } from '@amana/records'

/** Who signs. Wipe the seed after use. */
export interface Signer {
  readonly name: string
  /** 32 secret bytes. */
  readonly seed: Uint8Array
}

/** A new key: the public one in a line of text, and the secret, wrapped. */
export interface NewKey {
  readonly key: string
  readonly file: Uint8Array
}

async function newKey(
  tag: typeof TAG.witness | typeof TAG.reviewer,
  lineOf: (name: string, publicKey: Uint8Array) => string,
  name: string,
  protect: Recipients,
): Promise<NewKey> {
  const seed = randomBytes(32)
  const key = lineOf(name, publicKeyOf(seed))
  const secret = encode([tag, name, seed])
  const file = await sealForRecipients(secret, protect)
  wipe(seed, secret)
  return { key, file }
}

async function openKey(tag: string, bad: AmanaError, file: Uint8Array, by: Unlock): Promise<Signer> {
  const secret = await openForRecipient(file, by)
  let value: Value
  try {
    value = decode(secret)
  } catch {
    throw bad
  }
  const [found, name, seed] = Array.isArray(value) && value.length === 3 ? (value as readonly Value[]) : []
  if (found !== tag || typeof name !== 'string' || !(seed instanceof Uint8Array) || seed.length !== 32)
    throw bad
  const signer = { name, seed: seed.slice() }
  wipe(secret)
  return signer
}

/**
 * Makes the key of a witness.
 * @param name who cosigns, such as a domain of the auditor's; it stands in every cosignature
 * @returns the public key for policies, and the wrapped secret
 * @throws {AmanaError} `log/bad-key` for a name with white space or a plus sign, `grant/bad-recipient`
 */
export const newWitnessKey = (name: string, protect: Recipients): Promise<NewKey> =>
  newKey(TAG.witness, witnessKey, name, protect)

/**
 * Opens the wrapped key of a witness.
 * @throws {AmanaError} `grant/locked`, `witness/bad-key-file`
 */
export const openWitnessKey = (file: Uint8Array, by: Unlock): Promise<Signer> =>
  openKey(
    TAG.witness,
    new AmanaError('witness/bad-key-file', 'The file opens, but it is not the key of a witness.'),
    file,
    by,
  )

/** How the names of logs begin, and those of reviewers do not. */
const LOG = 'amana/'

/**
 * Whether a verification key is a reviewer's and not a documenter's: both have one form, and the name tells.
 * @throws {AmanaError} `log/bad-key` for what is no key
 */
export const isReviewerKey = (key: string): boolean => !parseVerifierKey(key).name.startsWith(LOG)

/**
 * Makes the key of a reviewer, who signs requests and assessments. It is not that of a witness: a witness's key remembers what it
 * cosigned, and has one use.
 * @param name who signs, such as a domain; it stands in every document
 * @returns the public key, of the same form as a documenter's verification key, and the wrapped secret
 * @throws {AmanaError} `log/bad-key` for a name with white space or a plus sign, or one like a log's; `grant/bad-recipient`
 */
export async function newReviewerKey(name: string, protect: Recipients): Promise<NewKey> {
  if (name.startsWith(LOG))
    throw new AmanaError('log/bad-key', `A reviewer's name does not begin with ${LOG}: those of logs do.`)
  return newKey(TAG.reviewer, verifierKey, name, protect)
}

/**
 * Opens the wrapped key of a reviewer.
 * @throws {AmanaError} `grant/locked`, `loop/bad-key-file`
 */
export const openReviewerKey = (file: Uint8Array, by: Unlock): Promise<Signer> =>
  openKey(
    TAG.reviewer,
    new AmanaError('loop/bad-key-file', 'The file opens, but it is not the key of a reviewer.'),
    file,
    by,
  )
