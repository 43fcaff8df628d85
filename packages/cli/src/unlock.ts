/** Opening a case: the passphrase or identity comes from a file or is asked for at a terminal, never from an argument. */
import { readFileSync } from 'node:fs'
import type { CaseFolder } from '@amana/bundle/node'
import { AmanaError } from '@amana/codec'
import type { Recipients, Unlock } from '@amana/records'
import { type Command, Option } from 'commander'

/** The options of every command that opens a case. */
export interface UnlockOptions {
  readonly passphraseFile?: string
  readonly identity?: readonly string[]
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

/** Adds the options for opening a case, or another file, to a command. */
export const withUnlock = (command: Command, what = 'the case'): Command =>
  command
    .addOption(new Option('--passphrase-file <file>', `file whose first line is the passphrase of ${what}`))
    .addOption(
      new Option('--identity <file>', 'age identity file (AGE-SECRET-KEY-…); may be repeated').argParser(
        collect,
      ),
    )

/** The first line of a file, without its line end. */
function firstLine(path: string): string {
  const line = readFileSync(path, 'utf8')
    .split(/\r?\n/, 1)[0]!
    .replace(/^\ufeff/, '')
  if (line === '')
    throw new AmanaError('cli/empty-passphrase', 'The first line of the passphrase file is empty.')
  return line
}

/** The age identities of some files. @throws {AmanaError} `cli/bad-identity` */
export async function identitiesOf(paths: readonly string[]): Promise<readonly string[]> {
  // Loaded here, for this file is read by the help of every command too.
  const { identitiesIn } = await import('@amana/records')
  return paths.flatMap((path) => {
    const identities = identitiesIn(readFileSync(path, 'utf8'))
    if (identities === null)
      throw new AmanaError(
        'cli/bad-identity',
        'The identity file holds no age identity (AGE-SECRET-KEY-…), or other things too.',
      )
    return identities
  })
}

async function ask(message: string): Promise<string> {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new AmanaError(
      'cli/no-passphrase',
      'Give --passphrase-file FILE or --identity FILE: there is no terminal to ask at.',
    )
  const { default: password } = await import('@inquirer/password')
  return password({ message, mask: true }, { output: process.stderr })
}

/** What opens a case, or another file of one, from the options or from the terminal. */
export async function unlockOf(options: UnlockOptions, what = 'the case'): Promise<Unlock> {
  if (options.passphraseFile !== undefined && options.identity !== undefined)
    throw new AmanaError('cli/two-keys', 'Give --passphrase-file or --identity, not both.')
  if (options.identity !== undefined) return { identities: await identitiesOf(options.identity) }
  if (options.passphraseFile !== undefined) return { passphrase: firstLine(options.passphraseFile) }
  return { passphrase: await ask(`Passphrase of ${what}:`) }
}

/** Who will be able to open a new file, from the options or from the terminal. */
export async function protectionOf(options: {
  passphraseFile?: string
  recipient?: readonly string[]
}): Promise<Recipients> {
  if (options.passphraseFile !== undefined && options.recipient !== undefined)
    throw new AmanaError(
      'cli/two-keys',
      'Give --passphrase-file or --recipient, not both: age files have one or the other.',
    )
  if (options.recipient !== undefined) return { recipients: options.recipient }
  if (options.passphraseFile !== undefined) return { passphrase: firstLine(options.passphraseFile) }
  const passphrase = await ask('New passphrase (six random words or more):')
  if (passphrase === '') throw new AmanaError('cli/empty-passphrase', 'The passphrase is empty.')
  if ((await ask('The same again:')) !== passphrase)
    throw new AmanaError('cli/passphrases-differ', 'The two passphrases are not the same.')
  return { passphrase }
}

/** Opens a case, does something, and closes it whatever happens. */
export async function withCase<T>(
  path: string,
  options: UnlockOptions,
  work: (folder: CaseFolder) => T | Promise<T>,
): Promise<T> {
  // Loaded here for the same reason.
  const { openCaseFolder } = await import('@amana/bundle/node')
  const folder = await openCaseFolder(path, await unlockOf(options))
  try {
    return await work(folder)
  } finally {
    folder.close()
  }
}
