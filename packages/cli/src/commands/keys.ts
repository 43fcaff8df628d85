/** A case's keys: for whom they are wrapped, wrapped anew, shared out among partners, brought back, and the rehearsal of that. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import {
  encodeShare,
  type KeyShare,
  type NamedShare,
  type Recovery,
  readRecovery,
  readShare,
  recoverSecret,
  splitSecret,
} from '@amana/bundle'
import {
  publicKeyFrom,
  readersOf,
  readPublic,
  restoreKeys,
  rewrapKeys,
  unwrapKeys,
  writeFileSafely,
} from '@amana/bundle/node'
import { AmanaError, equal, toHex, utf8 } from '@amana/codec'
import { wipe } from '@amana/crypto'
import { openForRecipient, sealForRecipients } from '@amana/records'
import { EXIT } from '../exit.js'
import type { Result } from '../output.js'
import { sharePage } from '../share-page.js'
import { identitiesOf, protectionOf, type UnlockOptions, unlockOf } from '../unlock.js'

/** For whom keys are to be wrapped. */
export interface NewProtection {
  readonly newPassphraseFile?: string
  readonly recipient?: readonly string[]
}

/** Options of `amana keys split`. */
export interface SplitOptions extends UnlockOptions {
  readonly threshold: number
  readonly shares: number
  readonly output: string
  readonly recipient?: readonly string[]
  readonly paper?: boolean
}

/** What shares are read with. */
export interface ShareOptions {
  readonly shareIdentity?: readonly string[]
  readonly recovery?: string
}

/** The common part of a set in a case folder: one file a set, since shares on paper of an older one need theirs. */
const COMMON = /^recovery-[0-9a-f]{16}$/
const commonName = ({ set }: Recovery): string => `recovery-${toHex(set)}`
const commonsIn = (path: string): readonly Recovery[] =>
  readdirSync(path)
    .filter((name) => COMMON.test(name))
    .map((name) => readRecovery(bytesOf(join(path, name))))
const bytesOf = (file: string): Uint8Array => Uint8Array.from(readFileSync(file))

const protection = ({ newPassphraseFile, recipient }: NewProtection) =>
  protectionOf({
    ...(newPassphraseFile === undefined ? {} : { passphraseFile: newPassphraseFile }),
    ...(recipient === undefined ? {} : { recipient }),
  })

/** Says for whom a case's keys are wrapped and how they are shared out, without opening anything. */
export function keysShow(path: string): Result {
  const { origin, key } = readPublic(path)
  const readers = readersOf(bytesOf(join(path, 'keys.age')))
  const sets = commonsIn(path).map(({ set, threshold, checks }) => ({
    set: toHex(set),
    threshold,
    shares: checks.length,
  }))
  return {
    json: { ok: true, case: path, origin, key, wrappedFor: readers, sets },
    text: [
      `Public verification key: ${key}`,
      readers === 'passphrase'
        ? 'The keys are wrapped for a passphrase.'
        : `The keys are wrapped for ${readers} age recipient${readers === 1 ? '' : 's'}.`,
      ...(sets.length === 0
        ? [
            'They are not shared out: if every passphrase and identity is lost, so is the case (amana keys split --help).',
          ]
        : sets.map(
            ({ set, threshold, shares }) =>
              `Set ${set}: any ${threshold} of ${shares} shares bring them back.`,
          )),
    ].join('\n'),
    exit: EXIT.good,
  }
}

/** Wraps the keys for another passphrase or other recipients. */
export async function keysRewrap(path: string, options: UnlockOptions & NewProtection): Promise<Result> {
  await rewrapKeys(path, await unlockOf(options), await protection(options))
  return {
    json: { ok: true, case: path, wrappedFor: readersOf(bytesOf(join(path, 'keys.age'))) },
    text: [
      `The keys of ${path} are wrapped anew.`,
      'They are the same keys: who could open the case before and has a copy of the old keys.age still can. Delete old backups.',
    ].join('\n'),
    exit: EXIT.good,
  }
}

/** Shares the keys out: a file for each partner, or a page of paper. */
export async function keysSplit(path: string, options: SplitOptions): Promise<Result> {
  const { threshold, shares: count, output, recipient = [], paper = false, ...keys } = options
  if (recipient.length === 0 && !paper)
    throw new AmanaError('keys/no-partners', 'Give a --recipient for each share, or --paper, or both.')
  if (recipient.length > 0 && recipient.length !== count)
    throw new AmanaError(
      'keys/no-partners',
      `There are ${count} shares and ${recipient.length} recipients: name one for each share, in order.`,
    )
  if (new Set(recipient).size < recipient.length)
    throw new AmanaError('keys/no-partners', 'One recipient stands twice: each share is for another person.')
  if (existsSync(output) && readdirSync(output).length > 0)
    throw new AmanaError('cli/exists', `${output} holds something already: shares are never overwritten.`)
  const secret = await unwrapKeys(path, await unlockOf(keys))
  let set: { readonly recovery: Recovery; readonly shares: readonly KeyShare[] }
  try {
    set = await splitSecret(secret, threshold, count)
  } finally {
    wipe(secret)
  }
  const made = new Map<string, Uint8Array>()
  try {
    for (const [i, share] of set.shares.entries()) {
      const plain = encodeShare(share, set.recovery)
      const to = recipient[i]
      if (to !== undefined)
        made.set(`share-${i + 1}.age`, await sealForRecipients(plain, { recipients: [to] }))
      wipe(plain)
      if (paper) made.set(`share-${i + 1}.html`, utf8(sharePage(share, threshold, count)))
    }
  } finally {
    wipe(...set.shares.map(({ share }) => share))
  }
  // First: shares without it would be of no use. Nothing is written before all is made.
  writeFileSafely(join(path, commonName(set.recovery)), set.recovery.bytes)
  mkdirSync(output, { recursive: true, mode: 0o700 })
  made.set(commonName(set.recovery), set.recovery.bytes)
  const files = [...made].map(([name, bytes]) => {
    writeFileSafely(join(output, name), bytes)
    return join(output, name)
  })
  return {
    json: { ok: true, case: path, threshold, shares: count, files },
    text: [
      `Any ${threshold} of ${count} shares bring the keys of ${path} back; ${threshold - 1} tell nothing of them.`,
      ...files.map((file) => `  ${file}`),
      'Give each share to another person, no more than one less than the threshold under one law or one roof. The file recovery-… says nothing',
      'by itself: keep it with every backup of the case. Print the pages, then delete them. Rehearse now: amana keys rehearse --help.',
      'Shares of an earlier set still bring back the keys: they can only be destroyed, not called back.',
    ].join('\n'),
    exit: EXIT.good,
  }
}

/** Reads shares and what they have in common. */
async function readShares(
  files: readonly string[],
  { shareIdentity = [], recovery }: ShareOptions,
  path: string,
): Promise<{ readonly recovery: Recovery; readonly shares: readonly NamedShare[] }> {
  const identities = await identitiesOf(shareIdentity)
  const commons = new Map<string, Recovery>()
  const shares: NamedShare[] = []
  for (const file of files) {
    const name = basename(file)
    let bytes = bytesOf(file)
    if (new TextDecoder('latin1').decode(bytes.subarray(0, 19)) === 'age-encryption.org/')
      try {
        bytes = await openForRecipient(bytes, { identities })
      } catch {
        throw new AmanaError(
          'keys/locked-share',
          `${name}: none of the identities given opens this share, or the file is damaged.`,
          { shares: [name] },
        )
      }
    try {
      const read = readShare(bytes)
      shares.push({ name, share: read.share })
      if (read.recovery !== null) commons.set(toHex(read.recovery.set), read.recovery)
    } catch (error) {
      if (!(error instanceof AmanaError)) throw error
      throw new AmanaError(error.code, `${name}: ${error.message}`, { shares: [name] })
    } finally {
      wipe(bytes)
    }
  }
  if (recovery !== undefined) return { recovery: readRecovery(bytesOf(recovery)), shares }
  // The case folder knows its own sets; where it has none of these shares, what most of them say counts.
  const own = commonsIn(path)
  const times = ({ set }: Recovery) => shares.filter(({ share }) => equal(share.set, set)).length
  const best = (list: readonly Recovery[]) =>
    [...list].sort((a, b) => times(b) - times(a)).find((each) => times(each) > 0)
  const common = best(own) ?? best([...commons.values()])
  if (common === undefined)
    throw new AmanaError(
      'keys/no-recovery',
      'Shares on paper need the file "recovery-…" that was made with them: it lies in the case folder and its backups (--recovery FILE).',
    )
  return { recovery: common, shares }
}

async function broughtBack(
  files: readonly string[],
  options: ShareOptions,
  path: string,
): Promise<{ readonly secret: Uint8Array; readonly used: readonly number[]; readonly threshold: number }> {
  const { recovery, shares } = await readShares(files, options, path)
  try {
    return { ...(await recoverSecret(recovery, shares)), threshold: recovery.threshold }
  } finally {
    wipe(...shares.map(({ share }) => share.share))
  }
}

/** Writes the wrapped keys of a case folder again, from shares. */
export async function keysRecover(
  path: string,
  files: readonly string[],
  options: ShareOptions & NewProtection,
): Promise<Result> {
  readPublic(path)
  // Asked for first: nothing waits for somebody to type while the keys are there.
  const to = await protection(options)
  const { secret, used } = await broughtBack(files, options, path)
  try {
    await restoreKeys(path, secret, to)
  } finally {
    wipe(secret)
  }
  return {
    json: { ok: true, case: path, used },
    text: [
      `The keys of ${path} are back (shares ${used.join(', ')}), wrapped for whom you named.`,
      'If this folder is a backup it may be old: the next release asks for the latest published checkpoint (amana release --latest).',
      'Whoever brought a share has seen nothing but it; if a share was read by others meanwhile, make a new set.',
    ].join('\n'),
    exit: EXIT.good,
  }
}

/** Proves that shares bring the keys of a case back, and writes nothing. */
export async function keysRehearse(
  path: string,
  files: readonly string[],
  options: ShareOptions,
): Promise<Result> {
  const { origin, key } = readPublic(path)
  const { secret, used, threshold } = await broughtBack(files, options, path)
  try {
    if (publicKeyFrom(secret, origin) !== key)
      throw new AmanaError('keys/other-case', 'These shares bring back the keys of another case.')
  } finally {
    wipe(secret)
  }
  return {
    json: { ok: true, case: path, used, threshold },
    text: `Shares ${used.join(', ')} bring the keys of ${path} back: the public key made from them is the one in key.pub. Nothing was written, and the keys were wiped.`,
    exit: EXIT.good,
  }
}
