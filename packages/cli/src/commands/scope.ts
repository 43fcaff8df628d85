/** The linkage scope of a coalition: made, renewed, looked at, and put to use in a case. Its key is never shown. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { readersOf, writeFileSafely } from '@amana/bundle/node'
import { AmanaError } from '@amana/codec'
import { wipe } from '@amana/crypto'
import {
  decodeScope,
  encodeScope,
  isOwnScope,
  LINKAGE_NORMALISER,
  type LinkageScope,
  newScope,
  nextScope,
  scopeCheck,
} from '@amana/linkage'
import { openForRecipient, type Recipients, sealForRecipients } from '@amana/records'
import { EXIT } from '../exit.js'
import type { Result } from '../output.js'
import { plain } from '../report-words.js'
import { protectionOf, type UnlockOptions, unlockOf, withCase } from '../unlock.js'

/** Who can open a scope's file that is made. */
export interface ScopeNewOptions {
  readonly purpose: string
  readonly passphraseFile?: string
  readonly recipient?: readonly string[]
}

/** What opens the old file, and who can open the new one. */
export interface ScopeNextOptions extends UnlockOptions {
  readonly newPassphraseFile?: string
  readonly recipient?: readonly string[]
}

/** What opens the case, and what opens the scope. */
export interface ScopeUseOptions extends UnlockOptions {
  readonly scopePassphraseFile?: string
  readonly scopeIdentity?: readonly string[]
}

/** Makes the first epoch of a scope and wraps it for the members. */
export async function scopeNew(file: string, { purpose, ...to }: ScopeNewOptions): Promise<Result> {
  refuseExisting(file)
  if (isOwnScope({ id: purpose }))
    throw new AmanaError(
      'linkage/bad-scope',
      'A purpose cannot begin with "own/": cases that share nothing do.',
    )
  return write(file, newScope(purpose, 1), await protectionOf(to))
}

/** Makes the epoch after that of a file, under a new key, and wraps it for those who are members now. */
export async function scopeNext(old: string, file: string, options: ScopeNextOptions): Promise<Result> {
  refuseExisting(file)
  const { newPassphraseFile, recipient, ...keys } = options
  const by = await unlockOf(keys, 'the scope')
  const to = await protectionOf({
    ...(newPassphraseFile === undefined ? {} : { passphraseFile: newPassphraseFile }),
    ...(recipient === undefined ? {} : { recipient }),
  })
  if ('passphrase' in by && 'passphrase' in to && by.passphrase === to.passphrase)
    throw new AmanaError(
      'cli/same-passphrase',
      'The new epoch needs another passphrase: who has the old one could open it as well.',
    )
  const before = await openScope(old, by)
  const next = nextScope(before)
  wipe(before.key)
  return write(file, next, to)
}

/** Shows which scope and epoch a file, or a case, holds. */
export async function scopeShow(path: string, keys: UnlockOptions): Promise<Result> {
  if (statSync(path).isDirectory())
    return withCase(path, keys, ({ case: { scope } }) =>
      shown(scope, isOwnScope(scope) ? 'shared with nobody' : ''),
    )
  const scope = await openScope(path, await unlockOf(keys, 'the scope'))
  try {
    const known = readersOf(Uint8Array.from(readFileSync(path)))
    const readers = known === 'passphrase' ? null : known
    const words = readers === null ? 'wrapped for a passphrase' : `wrapped for ${readers} age recipients`
    return shown(scope, words, { recipients: readers })
  } finally {
    wipe(scope.key)
  }
}

/** Changes a case to the scope in a file: a later epoch of its own, or its first coalition. */
export async function scopeUse(path: string, file: string, options: ScopeUseOptions): Promise<Result> {
  const { scopePassphraseFile, scopeIdentity, ...keys } = options
  return withCase(path, keys, async (folder) => {
    // A member's identity often opens both.
    const identity = scopeIdentity ?? (scopePassphraseFile === undefined ? keys.identity : undefined)
    const scope = await openScope(file, await scopeUnlock(scopePassphraseFile, identity))
    const { id, epoch } = folder.case.scope
    try {
      const persons = folder.case.useScope(scope)
      const result = shown(scope, `the scope of ${path} from now on`, {
        case: path,
        before: { purpose: id, epoch },
        persons,
      })
      return {
        ...result,
        text: [
          result.text,
          `Before: epoch ${epoch} of ${isOwnScope({ id }) ? 'a scope of its own' : plain(id)}. ${persons} listed persons have new tokens.`,
          ...(folder.case.releases.length > 0
            ? [
                `The next release re-issues each of them: amana release ${path}. Views of earlier releases keep the tokens they have.`,
              ]
            : []),
        ].join('\n'),
      }
    } finally {
      wipe(scope.key)
    }
  })
}

/** Opens a scope for `amana new`. */
export const scopeFor = async (
  file: string,
  passphraseFile: string | undefined,
  identity: readonly string[] | undefined,
): Promise<LinkageScope> => openScope(file, await scopeUnlock(passphraseFile, identity))

const scopeUnlock = (passphraseFile: string | undefined, identity: readonly string[] | undefined) =>
  unlockOf(
    {
      ...(passphraseFile === undefined ? {} : { passphraseFile }),
      ...(identity === undefined ? {} : { identity }),
    },
    'the scope',
  )

async function openScope(file: string, by: Awaited<ReturnType<typeof unlockOf>>): Promise<LinkageScope> {
  const bytes = await openForRecipient(Uint8Array.from(readFileSync(file)), by)
  try {
    return decodeScope(bytes)
  } finally {
    wipe(bytes)
  }
}

function refuseExisting(file: string): void {
  if (existsSync(file))
    throw new AmanaError('cli/exists', `${file} exists already: a scope is never overwritten.`)
}

async function write(file: string, scope: LinkageScope, to: Recipients): Promise<Result> {
  const bytes = encodeScope(scope)
  try {
    writeFileSafely(file, await sealForRecipients(bytes, to))
    const readers = 'recipients' in to ? to.recipients.length : null
    const words = readers === null ? 'wrapped for a passphrase' : `wrapped for ${readers} age recipients`
    const result = shown(scope, words, { file, recipients: readers })
    return {
      ...result,
      text: [
        `Wrote ${file}: ${result.text}`,
        'Give it to the members alone: who opens it can try every name of a registry against their tokens.',
        `Each member: amana new CASE --scope ${file}, or for a case that is there: amana scope use CASE ${file}`,
      ].join('\n'),
    }
  } finally {
    wipe(bytes, scope.key)
  }
}

/** What may be seen of a scope. */
function shown(scope: LinkageScope, words: string, more: Readonly<Record<string, unknown>> = {}): Result {
  const { id, epoch, scheme, normaliser } = scope
  const check = scopeCheck(scope)
  const current = normaliser === LINKAGE_NORMALISER
  return {
    json: { ok: true, purpose: id, epoch, scheme, normaliser, current, check, ...more },
    text: [
      `${plain(id)}, epoch ${epoch}${words === '' ? '' : `, ${words}`}. Name keys ${normaliser}; check code ${check}${isOwnScope(scope) ? '' : ' (the same for every member)'}.`,
      ...(current
        ? []
        : [
            `This version makes tokens with ${LINKAGE_NORMALISER}: the members need a new epoch (amana scope next).`,
          ]),
    ].join('\n'),
    exit: EXIT.good,
  }
}
