// Who shares tokens with whom, for how long, made how. Two tokens can be compared only within one scope and epoch.
import { AmanaError, decode, encode, toHex } from '@amana/codec'
import { prf, randomBytes, TAG } from '@amana/crypto'
import { NORMALISER } from '@amana/names'

/**
 * Version of the name keys and of the plan of composites (`SLOTS`). It is hashed into every token: two parties with different
 * versions have no token in common.
 */
export const LINKAGE_NORMALISER = `${NORMALISER}+plan/3`

/**
 * A linkage scope. The key protects against outsiders only: whoever holds it can test every name of a registry in minutes.
 * It is made for one purpose and one epoch, and is not derived from any other key.
 */
export interface LinkageScope {
  /** Name of the purpose, agreed between the members; it is hashed into every token and may be seen. */
  readonly id: string
  /** Counts the keys of the scope: a new epoch has a new key, and tokens of two epochs have nothing in common. */
  readonly epoch: number
  readonly scheme: 'hmac-sha256'
  /** {@link LINKAGE_NORMALISER} at the time of making; tokens of two versions are not comparable. */
  readonly normaliser: string
  /** 32 secret bytes. */
  readonly key: Uint8Array
}

const bad = (what: string): AmanaError =>
  new AmanaError('linkage/bad-scope', `This is not a linkage scope that can be used: ${what}.`)

function checked(scope: LinkageScope): LinkageScope {
  if (scope.id === '' || scope.id.length > 200 || scope.id !== scope.id.normalize('NFC'))
    throw bad('its id must be 1 to 200 characters in Unicode NFC')
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(scope.id)) throw bad('its id holds a control character')
  if (!Number.isSafeInteger(scope.epoch) || scope.epoch < 0)
    throw bad('its epoch must be a whole number from 0')
  if (scope.key.length !== 32) throw bad('its key must be 32 bytes')
  return scope
}

/**
 * A scope of today's scheme and normaliser.
 *
 * @param id purpose, 1 to 200 characters; put into Unicode NFC
 * @param epoch whole number from 0
 * @param key 32 bytes agreed with the other members; random where left out
 * @param normaliser version of keys and plan; today's where left out
 * @throws {AmanaError} `linkage/bad-scope`
 * @example
 * const scope = newScope('al-bab-2015', 1)
 */
export function newScope(
  id: string,
  epoch: number,
  key: Uint8Array = randomBytes(32),
  normaliser: string = LINKAGE_NORMALISER,
): LinkageScope {
  return checked({
    id: id.normalize('NFC'),
    epoch,
    scheme: 'hmac-sha256',
    normaliser,
    key: key.slice(),
  })
}

/**
 * The next epoch of a scope: the same purpose, today's version of the keys, a new random key. The old key does not enter into the new
 * one, so whoever has the one has nothing of the other.
 *
 * @throws {AmanaError} `linkage/bad-scope` after the last epoch that a whole number can count
 */
export const nextScope = ({ id, epoch }: LinkageScope): LinkageScope => newScope(id, epoch + 1)

const OWN = 'own/'

/** The scope of a case that shares with nobody. */
export const ownScope = (key: Uint8Array): LinkageScope => newScope(`${OWN}${toHex(randomBytes(8))}`, 1, key)

/** Whether a scope is a case's own, by its id. */
export const isOwnScope = ({ id }: Pick<LinkageScope, 'id'>): boolean => id.startsWith(OWN)

/**
 * Eight hexadecimal digits by which two members see that they hold the same key, read out loud or in a message: two who
 * each made an epoch of one name have different ones. They say nothing of the key.
 */
export const scopeCheck = (scope: LinkageScope): string =>
  toHex(prf(scope.key, TAG.scope, scope.id, scope.epoch, scope.normaliser).subarray(0, 4))

/** The scope as deterministic CBOR, `[tag, id, epoch, scheme, normaliser, key]`. It holds the key: encrypt it. */
export function encodeScope(scope: LinkageScope): Uint8Array {
  const { id, epoch, scheme, normaliser, key } = checked(scope)
  return encode([TAG.scope, id, epoch, scheme, normaliser, key])
}

/**
 * Reads what {@link encodeScope} wrote.
 *
 * @throws {AmanaError} `linkage/bad-scope`, and the codec's codes for bytes that are not canonical
 */
export function decodeScope(bytes: Uint8Array): LinkageScope {
  const list = decode(bytes)
  if (!Array.isArray(list) || list.length !== 6 || list[0] !== TAG.scope) throw bad('its shape is another')
  const [, id, epoch, scheme, normaliser, key] = list as readonly unknown[]
  if (typeof id !== 'string' || typeof epoch !== 'number') throw bad('its id or epoch has another type')
  if (scheme !== 'hmac-sha256') throw bad('its scheme is unknown')
  if (typeof normaliser !== 'string' || !(key instanceof Uint8Array)) throw bad('a member has another type')
  return checked({ id, epoch, scheme, normaliser, key: key.slice() })
}
