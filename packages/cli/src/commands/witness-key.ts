import { existsSync } from 'node:fs'
import { newWitnessKey, SeenCheckpoints } from '@amana/bundle'
import { writeFileSafely } from '@amana/bundle/node'
import { AmanaError, utf8 } from '@amana/codec'
import { EXIT } from '../exit.js'
import type { Result } from '../output.js'
import { protectionOf } from '../unlock.js'

/** Options of `amana witness-key`. */
export interface WitnessKeyOptions {
  readonly name: string
  readonly passphraseFile?: string
  readonly recipient?: readonly string[]
}

/** Files beside the wrapped key: what it cosigned so far, and the public key. */
export const stateOf = (path: string): string => `${path}.state`
const publicOf = (path: string): string => `${path}.pub`

/** Makes the key of a witness, with an empty memory of what it cosigned. */
export async function makeWitnessKey(path: string, options: WitnessKeyOptions): Promise<Result> {
  for (const file of [path, stateOf(path), publicOf(path)])
    if (existsSync(file))
      throw new AmanaError('cli/exists', `${file} exists already: a key is never overwritten.`)
  const { key, file } = await newWitnessKey(options.name, await protectionOf(options))
  writeFileSafely(stateOf(path), utf8(new SeenCheckpoints().format()))
  writeFileSafely(publicOf(path), utf8(`${key}\n`), 0o644)
  writeFileSafely(path, file)
  return {
    json: {
      ok: true,
      name: options.name,
      key,
      keyFile: path,
      publicKeyFile: publicOf(path),
      stateFile: stateOf(path),
    },
    text: [
      `Made the key ${path} of the witness ${options.name}. What it cosigns is remembered in ${stateOf(path)}:`,
      'back up both together, and never use an older copy of the state.',
      'For the policy of those who trust this witness:',
      `  witness ${options.name} ${key}`,
    ].join('\n'),
    exit: EXIT.good,
  }
}
