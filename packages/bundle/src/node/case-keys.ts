/** The wrapped keys of a case folder (`keys.age`): opened, wrapped anew for others, and brought back. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AmanaError, decode, fromUtf8, type Value } from '@amana/codec'
import { type CaseKeys, publicKeyOf, storeKey, wipe } from '@amana/crypto'
import { decodeScope, type LinkageScope } from '@amana/linkage'
import { verifierKey } from '@amana/log'
import { openForRecipient, type Recipients, sealForRecipients, type Unlock } from '@amana/records'
import { readConfig } from './case-config.js'
import { Journal } from './journal.js'
import { takeLock } from './lock.js'
import { writeFileSafely } from './safe-file.js'

/** Of the wrapped keys. */
export const FORMAT_OF_KEYS = 0

/**
 * The keys of a case, from what {@link unwrapKeys} gives.
 * @throws {AmanaError} `case/other-version`
 */
export function keysFrom(secret: Uint8Array): { readonly keys: CaseKeys; readonly scope: LinkageScope } {
  let value: Value = null
  try {
    value = decode(secret)
  } catch {
    // Not of this version: told below.
  }
  const [format, master, signing, escrow, scopeBytes] = Array.isArray(value)
    ? (value as readonly Value[])
    : []
  const isKey = (bytes: Value | undefined) => bytes instanceof Uint8Array && bytes.length === 32
  if (
    format !== FORMAT_OF_KEYS ||
    ![master, signing, escrow].every(isKey) ||
    !(scopeBytes instanceof Uint8Array)
  )
    throw new AmanaError('case/other-version', 'The keys are of another version of Amana.')
  const scope = decodeScope(scopeBytes)
  const copy = (bytes: Value | undefined) => (bytes as Uint8Array).slice()
  return {
    keys: { master: copy(master), signing: copy(signing), escrow: copy(escrow), linkage: scope.key.slice() },
    scope,
  }
}

/**
 * All keys of a case in one piece, to be wiped after use.
 * @throws {AmanaError} `case/not-a-case`, `case/locked`
 */
export async function unwrapKeys(path: string, by: Unlock): Promise<Uint8Array> {
  readConfig(path)
  try {
    return await openForRecipient(Uint8Array.from(readFileSync(join(path, 'keys.age'))), by)
  } catch {
    throw new AmanaError(
      'case/locked',
      'The case does not open: wrong passphrase or identity, or keys.age is damaged.',
    )
  }
}

/**
 * Wraps the keys of a case for others. Who could open the case before still can with an older copy of `keys.age`.
 * @throws {AmanaError} `case/not-a-case`, `case/in-use`, `case/locked`, `grant/bad-recipient`
 */
export async function rewrapKeys(path: string, by: Unlock, to: Recipients): Promise<void> {
  const secret = await unwrapKeys(path, by)
  try {
    await restoreKeys(path, secret, to)
  } finally {
    wipe(secret)
  }
}

/** The public key that keys sign under, as it stands in `key.pub` of their case. */
export function publicKeyFrom(secret: Uint8Array, origin: string): string {
  const { keys, scope } = keysFrom(secret)
  const key = verifierKey(origin, publicKeyOf(keys.signing))
  wipe(keys.master, keys.signing, keys.escrow, keys.linkage, scope.key)
  return key
}

/**
 * Writes `keys.age` of a case folder, such as a backup whose passphrase is lost, from keys that were brought back. Before that it looks
 * whether they are this case's: by its public key and by its store, which must open.
 * @throws {AmanaError} `case/not-a-case`, `case/in-use`, `keys/other-case`, `store/…`, `grant/bad-recipient`
 */
export async function restoreKeys(path: string, secret: Uint8Array, to: Recipients): Promise<void> {
  const origin = readConfig(path)
  const unlock = takeLock(path)
  try {
    if (publicKeyFrom(secret, origin) !== publicKeyIn(path))
      throw new AmanaError(
        'keys/other-case',
        'These are the keys of another case: its public key is not theirs.',
      )
    const { keys, scope } = keysFrom(secret)
    try {
      Journal.open(path, storeKey(keys.master), origin, () => {})
    } finally {
      wipe(keys.master, keys.signing, keys.escrow, keys.linkage, scope.key)
    }
    writeFileSafely(join(path, 'keys.age'), await sealForRecipients(secret, to))
  } finally {
    unlock()
  }
}

const publicKeyIn = (path: string): string => {
  try {
    return fromUtf8(Uint8Array.from(readFileSync(join(path, 'key.pub')))).trim()
  } catch {
    throw new AmanaError('case/not-a-case', 'There is no readable key.pub at that path.')
  }
}

/** For whom an age file is wrapped: a passphrase, or so many recipients, by the lines of its header. It need not be opened. */
export function readersOf(file: Uint8Array): number | 'passphrase' {
  const header = new TextDecoder('latin1').decode(file.subarray(0, 1 << 20)).split('\n---', 1)[0]!
  if (/^-> scrypt /m.test(header)) return 'passphrase'
  return header.match(/^-> (?!\S*-grease)/gm)?.length ?? 0
}
