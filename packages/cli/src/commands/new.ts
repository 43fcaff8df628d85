import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createCaseFolder, writeFileSafely } from '@amana/bundle/node'
import { AmanaError, toHex } from '@amana/codec'
import { randomBytes } from '@amana/crypto'
import { decodeScope, encodeScope, type LinkageScope, newScope } from '@amana/linkage'
import { openForRecipient, sealForRecipients } from '@amana/records'
import { EXIT } from '../exit.js'
import type { Result } from '../output.js'
import { protectionOf, unlockOf } from '../unlock.js'

/** Options of `amana new`. */
export interface NewOptions {
  readonly passphraseFile?: string
  readonly recipient?: readonly string[]
  readonly scope?: string
  readonly newScope?: string
  readonly scopePassphraseFile?: string
  readonly scopeIdentity?: readonly string[]
  readonly scopeRecipient?: readonly string[]
}

/** Makes a case folder and prints its public verification key. */
export async function newCase(path: string, options: NewOptions): Promise<Result> {
  if (options.scope !== undefined && options.newScope !== undefined)
    throw new AmanaError('cli/two-scopes', 'Give --scope or --new-scope, not both.')
  const protect = await protectionOf(options)
  const scope = await scopeOf(options)
  const folder = await createCaseFolder(path, { protect, ...(scope === undefined ? {} : { scope }) }).catch(
    (error: unknown) => {
      // The scope was made for a case that is not: left behind, it would stand in the way of the next try.
      if (options.newScope !== undefined) rmSync(options.newScope, { force: true })
      throw error
    },
  )
  const { origin, verificationKey } = folder.case
  folder.close()
  const keyFile = join(path, 'key.pub')
  return {
    json: { ok: true, case: path, origin, key: verificationKey, keyFile },
    text: [
      `Made the case ${path}.`,
      `Public verification key (also in ${keyFile}):`,
      `  ${verificationKey}`,
      'Give it to investigators by a way of its own, so that nobody can put another in its place.',
      'Keep the passphrase (or identity) and a backup of the folder apart: without both the case cannot be opened again.',
    ].join('\n'),
    exit: EXIT.good,
  }
}

/** The scope of a coalition: opened, or made and wrapped for the members. */
async function scopeOf(options: NewOptions): Promise<LinkageScope | undefined> {
  const { scope, newScope: path } = options
  const keys = { passphraseFile: options.scopePassphraseFile, identity: options.scopeIdentity }
  if (scope !== undefined) {
    const by = await unlockOf(defined(keys))
    return decodeScope(await openForRecipient(Uint8Array.from(readFileSync(scope)), by))
  }
  if (path === undefined) return undefined
  if (existsSync(path))
    throw new AmanaError('cli/exists', `${path} exists already: a scope is never overwritten.`)
  const made = newScope(toHex(randomBytes(8)), 1)
  const to = await protectionOf(
    defined({ passphraseFile: options.scopePassphraseFile, recipient: options.scopeRecipient }),
  )
  writeFileSafely(path, await sealForRecipients(encodeScope(made), to))
  return made
}

/** An object without its undefined members. */
function defined<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
