/** One line of text by which two readers find out whether they are shown one log. */
import { AmanaError, toBase64 } from '@amana/codec'
import { type Checkpoint, parseCheckpoint } from '@amana/log'
import { rootOfWords } from './root-words.js'

/** A checkpoint in one line: origin, size and root in base64, with spaces between them. */
export const lineOf = ({ origin, size, root }: Checkpoint): string => `${origin} ${size} ${toBase64(root)}`

/**
 * The checkpoint in a line that {@link lineOf} made; white space around it does not matter.
 * @throws {AmanaError} `compare/bad-line`
 */
export function parseLine(text: string): Checkpoint {
  const items = text.trim().split(/\s+/)
  try {
    if (items.length !== 3 || items[1] === '0') throw new Error('not three items')
    return parseCheckpoint(`${items.join('\n')}\n`)
  } catch {
    throw new AmanaError(
      'compare/bad-line',
      'The line to compare with is not "origin size root", as a report prints it.',
    )
  }
}

/** What another reader said of his log: a line, or a root alone, which does not say of which log and release it is. */
export type Compared = Checkpoint | Pick<Checkpoint, 'root'>

/**
 * What another reader said: the line of his report, or the words of its root.
 * @throws {AmanaError} `compare/bad-line`
 */
export function parseCompared(text: string): Compared {
  const root = rootOfWords(text)
  return root === null ? parseLine(text) : { root }
}
