import { join } from 'node:path'
import { createCaseFolder } from '@amana/bundle/node'
import { wipe } from '@amana/crypto'
import { EXIT } from '../exit.js'
import type { Result } from '../output.js'
import { protectionOf } from '../unlock.js'
import { scopeFor } from './scope.js'

/** Options of `amana new`. */
export interface NewOptions {
  readonly passphraseFile?: string
  readonly recipient?: readonly string[]
  readonly scope?: string
  readonly scopePassphraseFile?: string
  readonly scopeIdentity?: readonly string[]
}

/** Makes a case folder and prints its public verification key. */
export async function newCase(path: string, options: NewOptions): Promise<Result> {
  const protect = await protectionOf(options)
  const scope =
    options.scope === undefined
      ? undefined
      : await scopeFor(options.scope, options.scopePassphraseFile, options.scopeIdentity)
  const folder = await createCaseFolder(path, { protect, ...(scope === undefined ? {} : { scope }) })
  if (scope !== undefined) wipe(scope.key)
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
