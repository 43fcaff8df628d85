/**
 * Backing up a case's keys with several people, so that any `threshold` of them can bring the keys back and fewer learn nothing: the
 * keys are sealed under a fresh secret, and that secret is split (Shamir, CACM 1979). See `docs/custody.md` and `docs/format.md`, section 12.
 */
import { AmanaError, decode, encode, equal, fromUtf8, type Value } from '@amana/codec'
import { digest, open, randomBytes, seal, TAG, wipe } from '@amana/crypto'
import { bech32m } from '@scure/base'
import { combine, split } from 'shamir-secret-sharing'

/** Of one set of shares, what its members have in common; it says nothing without a threshold of them. */
export interface Recovery {
  /** 8 bytes that all shares of the set carry. */
  readonly set: Uint8Array
  readonly threshold: number
  /** For each share in order, 16 bytes by which it is known to be whole. */
  readonly checks: readonly Uint8Array[]
  /** The keys, sealed under the secret that is split. */
  readonly sealed: Uint8Array
  /** All of it, as it is kept. */
  readonly bytes: Uint8Array
}

/** One person's share. */
export interface KeyShare {
  /** The set that it is of. */
  readonly set: Uint8Array
  /** From 1. */
  readonly number: number
  /** 33 secret bytes. */
  readonly share: Uint8Array
}

/** Shares in a set. */
const MOST = 64
const SECRET = 32
const NONCE = new Uint8Array(24)
const PAPER = 'share'

const setOf = (bytes: Uint8Array): Uint8Array => digest(TAG.recovery, bytes).slice(0, 8)
const checkOf = (number: number, share: Uint8Array): Uint8Array =>
  digest(TAG.keyShare, number, share).slice(0, 16)

/**
 * Splits secret bytes among people.
 * @param secret what to bring back later
 * @param threshold how many of the shares do, 2 or more
 * @param count how many there are, at most 64
 * @throws {AmanaError} `keys/bad-threshold`
 *
 * @example
 * const { recovery, shares } = await splitSecret(keys, 2, 3)
 * const { secret } = await recoverSecret(recovery, [shares[0]!, shares[2]!].map((share) => ({ name: 'a', share })))
 */
export async function splitSecret(
  secret: Uint8Array,
  threshold: number,
  count: number,
): Promise<{ readonly recovery: Recovery; readonly shares: readonly KeyShare[] }> {
  if (
    !(
      Number.isInteger(threshold) &&
      Number.isInteger(count) &&
      threshold >= 2 &&
      threshold <= count &&
      count <= MOST
    )
  )
    throw new AmanaError(
      'keys/bad-threshold',
      `Between 2 and all of the shares bring the keys back, and there are at most ${MOST}: with one alone every partner would hold the keys.`,
    )
  const key = randomBytes(SECRET)
  const parts = await split(key, count, threshold)
  const checks = parts.map((share, i) => checkOf(i + 1, share))
  // A key that seals one text: the nonce may be fixed.
  const sealed = seal(key, NONCE, secret, encode([TAG.recovery, threshold, checks]))
  wipe(key)
  const recovery = readRecovery(encode([TAG.recovery, threshold, checks, sealed]))
  return { recovery, shares: parts.map((share, i) => ({ set: recovery.set, number: i + 1, share })) }
}

/** @throws {AmanaError} `keys/bad-recovery` */
export function readRecovery(given: Uint8Array): Recovery {
  // What it was read from is wiped by whoever opened a share.
  const bytes = given.slice()
  const bad = () =>
    new AmanaError('keys/bad-recovery', 'This is not the common part of a set of shares (a file recovery-…).')
  let value: Value
  try {
    value = decode(bytes)
  } catch {
    throw bad()
  }
  const [tag, threshold, checks, sealed] =
    Array.isArray(value) && value.length === 4 ? (value as readonly Value[]) : []
  if (
    tag !== TAG.recovery ||
    typeof threshold !== 'number' ||
    !Array.isArray(checks) ||
    checks.length > MOST ||
    threshold < 2 ||
    threshold > checks.length ||
    !checks.every((check) => check instanceof Uint8Array && check.length === 16) ||
    !(sealed instanceof Uint8Array)
  )
    throw bad()
  return { set: setOf(bytes), threshold, checks: checks as readonly Uint8Array[], sealed, bytes }
}

/** A share as a file for one person, with the common part, so that shares alone suffice. Encrypt it for that person. */
export const encodeShare = ({ number, share }: KeyShare, { bytes }: Recovery): Uint8Array =>
  encode([TAG.keyShare, bytes, number, share])

/** A share as text for paper: 80 letters and digits, of which up to three wrong ones never pass (bech32m, BIP 350). It needs the common part. */
export const shareText = ({ set, number, share }: KeyShare): string =>
  bech32m.encode(PAPER, bech32m.toWords(Uint8Array.of(...set, number, ...share)))

/**
 * Reads a share: the file of {@link encodeShare}, or the text of {@link shareText} in any case, with spaces and line ends anywhere.
 * @throws {AmanaError} `keys/bad-share`
 */
export function readShare(bytes: Uint8Array): {
  readonly share: KeyShare
  readonly recovery: Recovery | null
} {
  return textShare(bytes) ?? fileShare(bytes)
}

const bad = (why: string) => new AmanaError('keys/bad-share', `This is no whole share: ${why}.`)

function textShare(bytes: Uint8Array): { share: KeyShare; recovery: null } | null {
  let text: string
  try {
    text = fromUtf8(bytes).replace(/[\s-]/g, '').toLowerCase()
  } catch {
    return null
  }
  if (!text.startsWith(`${PAPER}1`)) return null
  let read: Uint8Array
  try {
    const { words } = bech32m.decode(text as `${string}1${string}`)
    read = bech32m.fromWords(words)
  } catch {
    throw bad('a letter of its text is wrong, missing or too much')
  }
  if (read.length !== 8 + 1 + SECRET + 1) throw bad('its text has another length')
  return { share: { set: read.slice(0, 8), number: read[8]!, share: read.slice(9) }, recovery: null }
}

function fileShare(bytes: Uint8Array): { share: KeyShare; recovery: Recovery } {
  let value: Value
  try {
    value = decode(bytes)
  } catch {
    throw bad('it is neither the text of a share nor a file of one')
  }
  const [tag, common, number, share] =
    Array.isArray(value) && value.length === 4 ? (value as readonly Value[]) : []
  if (
    tag !== TAG.keyShare ||
    !(common instanceof Uint8Array) ||
    typeof number !== 'number' ||
    !(share instanceof Uint8Array) ||
    share.length !== SECRET + 1
  )
    throw bad('it is a file of another kind')
  const recovery = readRecovery(common)
  return { share: { set: recovery.set, number, share: share.slice() }, recovery }
}

/** A share and what it is called where something is said of it. */
export interface NamedShare {
  readonly name: string
  readonly share: KeyShare
}

/**
 * Brings a secret back.
 * @param shares any order; more than the threshold may be there, and one twice
 * @returns the secret, to be wiped, and the numbers of the shares that were used
 * @throws {AmanaError} `keys/foreign-share` and `keys/damaged-share`, naming them; `keys/too-few-shares`, saying how many are missing;
 * `keys/bad-recovery`
 */
export async function recoverSecret(
  { set, threshold, checks, sealed }: Recovery,
  shares: readonly NamedShare[],
): Promise<{ readonly secret: Uint8Array; readonly used: readonly number[] }> {
  const name = (list: readonly NamedShare[]) => list.map((each) => each.name).join(', ')
  const foreign = shares.filter(({ share }) => !equal(share.set, set))
  if (foreign.length > 0)
    throw new AmanaError('keys/foreign-share', `Of another set than the others: ${name(foreign)}.`, {
      shares: foreign.map((each) => each.name),
    })
  const damaged = shares.filter(({ share: { number, share } }) => {
    const check = checks[number - 1]
    return check === undefined || !equal(check, checkOf(number, share))
  })
  if (damaged.length > 0)
    throw new AmanaError('keys/damaged-share', `Damaged or altered: ${name(damaged)}.`, {
      shares: damaged.map((each) => each.name),
    })
  const known = new Map(shares.map(({ share }) => [share.number, share.share]))
  if (known.size < threshold)
    throw new AmanaError(
      'keys/too-few-shares',
      `${threshold} shares bring the keys back, and there are ${known.size}: ${threshold - known.size} missing.`,
      { threshold, given: known.size },
    )
  const used = [...known.keys()].sort((a, b) => a - b).slice(0, threshold)
  const key = await combine(used.map((number) => known.get(number)!.slice()))
  try {
    return { secret: open(key, NONCE, sealed, encode([TAG.recovery, threshold, checks])), used }
  } catch {
    throw new AmanaError('keys/bad-recovery', 'The shares are whole, but the common part was altered.')
  } finally {
    wipe(key)
  }
}

/** The text of a share in groups of four, for people who type it. */
export const inGroups = (text: string): string => text.replace(/.{4}(?=.)/g, '$& ')
