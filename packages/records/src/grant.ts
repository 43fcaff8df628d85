/**
 * A grant gives named recipients the openings of one record, as an age file, so that age keys, hardware keys and
 * passphrases work. It cannot be taken back: whoever has opened it can keep what it says. See
 * `docs/format.md`, section 9.
 */
import { AmanaError, decode, encode, equal, type Value } from '@amana/codec'
import { TAG } from '@amana/crypto'
import { Decrypter, Encrypter } from 'age-encryption'
import { asRecordId, type CommittedRecord, openFields, type PartialRecord } from './commitment.js'
import { rootOfPartial } from './opening.js'
import { fieldIndex, fits, SCHEMAS } from './schema.js'

/** Who can read: age recipients (`age1…`, also the post-quantum hybrid) or one passphrase, never both (the age format forbids it). */
export type Recipients = { readonly recipients: readonly string[] } | { readonly passphrase: string }

/** Who reads: age identities (`AGE-SECRET-KEY-…`) or the passphrase. */
export type Unlock = { readonly identities: readonly string[] } | { readonly passphrase: string }

/** The age identities in the text of an identity file, comments and empty lines skipped; null where it holds none, or other things too. */
export function identitiesIn(text: string): readonly string[] | null {
  const identities = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  return identities.length > 0 && identities.every((line) => line.startsWith('AGE-SECRET-KEY-'))
    ? identities
    : null
}

/**
 * Encrypts bytes as an age file.
 * @throws {AmanaError} `grant/bad-recipient`; SSH keys are refused.
 */
export async function sealForRecipients(bytes: Uint8Array, to: Recipients): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  if ('passphrase' in to) encrypter.setPassphrase(to.passphrase)
  else {
    if (to.recipients.length === 0)
      throw new AmanaError('grant/bad-recipient', 'Name at least one recipient.')
    for (const recipient of to.recipients) {
      try {
        encrypter.addRecipient(recipient)
      } catch {
        throw new AmanaError(
          'grant/bad-recipient',
          'Not an age recipient: expected age1… (SSH keys are not supported).',
        )
      }
    }
  }
  return encrypter.encrypt(bytes)
}

/**
 * Decrypts an age file.
 * @throws {AmanaError} `grant/locked` where no key given opens it, or the file is damaged.
 */
export async function openForRecipient(file: Uint8Array, by: Unlock): Promise<Uint8Array> {
  const decrypter = new Decrypter()
  try {
    if ('passphrase' in by) decrypter.addPassphrase(by.passphrase)
    else for (const identity of by.identities) decrypter.addIdentity(identity)
    return await decrypter.decrypt(file)
  } catch {
    throw new AmanaError('grant/locked', 'None of the keys given opens this file, or the file is damaged.')
  }
}

/**
 * Grants the named fields of one record.
 * @throws {AmanaError} `grant/no-such-field`
 */
export async function makeGrant(
  origin: string,
  record: CommittedRecord,
  fields: readonly string[],
  to: Recipients,
): Promise<Uint8Array> {
  const open = [...new Set(fields.map((name) => fieldIndex(record.schema, name)))].sort((a, b) => a - b)
  if (open.length === 0 || open[0] === -1)
    throw new AmanaError('grant/no-such-field', `Name fields of ${record.schema.name}.`)
  const partial = openFields(record, open)
  const bytes = encode([
    TAG.grant,
    origin,
    record.schema.name,
    record.id,
    record.revision,
    open,
    partial.salts,
    partial.values,
    partial.siblings,
  ])
  const file = await sealForRecipients(bytes, to)
  bytes.fill(0)
  return file
}

/**
 * Opens a grant and recomputes the root that its openings lead to. Compare origin, id, revision and root with an entry
 * of a verified view: only then were these values fixed when the checkpoint was signed.
 * @throws {AmanaError} `grant/locked`, `grant/bad-file`
 */
export async function openGrant(
  file: Uint8Array,
  by: Unlock,
): Promise<{ origin: string; partial: PartialRecord; root: Uint8Array }> {
  const bad = () => new AmanaError('grant/bad-file', 'The file opens, but it is not a grant of this version.')
  const bytes = await openForRecipient(file, by)
  let value: Value
  try {
    value = decode(bytes)
  } catch {
    throw bad()
  }
  if (!Array.isArray(value) || value.length !== 9) throw bad()
  const [format, origin, name, id, revision, open, salts, values, siblings] = value as readonly Value[]
  const schema = SCHEMAS.find((known) => known.name === name)
  if (
    format !== TAG.grant ||
    typeof origin !== 'string' ||
    schema === undefined ||
    !(id instanceof Uint8Array) ||
    id.length !== 16 ||
    typeof revision !== 'number' ||
    revision < 1 ||
    revision > 0xffffffff ||
    !Array.isArray(open) ||
    !open.every((field) => typeof field === 'number' && schema.fields[field] !== undefined) ||
    !(salts instanceof Uint8Array) ||
    !Array.isArray(values) ||
    values.length !== open.length ||
    !open.every((field, at) => fits(schema.fields[field as number]!, values[at] as Value)) ||
    !(siblings instanceof Uint8Array) ||
    siblings.length % 32 !== 0
  )
    throw bad()
  const partial: PartialRecord = {
    schema,
    id: asRecordId(id),
    revision,
    open: open as readonly number[],
    salts,
    values: values as readonly Value[],
    siblings,
  }
  const root = rootOfPartial(origin, partial)
  if (root === null) throw bad()
  return { origin, partial, root }
}

/** Whether a grant's openings are those of an entry. */
export const grantMatches = (
  grant: { readonly partial: PartialRecord; readonly root: Uint8Array },
  entry: { readonly id: Uint8Array; readonly revision: number; readonly root: Uint8Array },
): boolean =>
  equal(grant.partial.id, entry.id) &&
  grant.partial.revision === entry.revision &&
  equal(grant.root, entry.root)
