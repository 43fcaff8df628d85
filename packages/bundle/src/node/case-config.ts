/** What a case folder says of itself without being opened: `config.json`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AmanaError, fromUtf8 } from '@amana/codec'

/** Of the case folder. */
export const FORMAT = 0

/**
 * The origin of a case.
 * @throws {AmanaError} `case/not-a-case`, `case/other-version`
 */
export function readConfig(path: string): string {
  const notACase = () =>
    new AmanaError('case/not-a-case', 'There is no case at that path (no readable config.json).')
  let config: { format?: unknown; origin?: unknown }
  try {
    config = JSON.parse(fromUtf8(readFileSync(join(path, 'config.json')))) as typeof config
  } catch {
    throw notACase()
  }
  if (typeof config !== 'object' || config === null || typeof config.origin !== 'string') throw notACase()
  if (config.format !== FORMAT)
    throw new AmanaError('case/other-version', 'The case is of another version of Amana.')
  return config.origin
}
