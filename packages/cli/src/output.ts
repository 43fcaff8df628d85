/** What a command prints: its result to stdout (words, or one JSON object), everything else to stderr. */
import { existsSync } from 'node:fs'
import { AmanaError } from '@amana/codec'
import { EXIT, type ExitCode } from './exit.js'

/** A command's result: for programs, for people, and the exit code. */
export interface Result {
  readonly json: Readonly<Record<string, unknown>>
  readonly text: string
  readonly exit: ExitCode
}

/** Prints a result and sets the exit code. */
export function printResult(result: Result, asJson: boolean): void {
  process.stdout.write(
    asJson
      ? `${JSON.stringify(result.json)}\n`
      : result.text.endsWith('\n')
        ? result.text
        : `${result.text}\n`,
  )
  process.exitCode = result.exit
}

/** A message for people beside the result. */
export const say = (message: string): void => {
  process.stderr.write(`${message}\n`)
}

/** What was signed is never overwritten. @throws {AmanaError} `cli/exists` */
export function refuseExisting(...paths: readonly string[]): void {
  for (const path of paths)
    if (existsSync(path)) throw new AmanaError('cli/exists', `${path} exists already: nothing was written.`)
}

/** Codes of what is refused because it would give too much away. */
const REFUSED: ReadonlySet<string> = new Set([
  'release/name-in-claim',
  'sample/other-draw',
  'sample/unknown-commitment',
  'sample/beacon',
])

/** Codes of evidence that is not what it should be, beside those of files that cannot be read. */
const EVIDENCE: ReadonlySet<string> = new Set([
  'seen/other-key',
  'loop/not-verified',
  'loop/bad-document',
  'loop/bad-signature',
  'sample/not-verified',
  'sample/bad-answer',
  'sample/other-checkpoint',
  'sample/other-draw',
])

const SYSTEM: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of the path is not a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  EEXIST: 'it exists already',
}

/**
 * An error as a result. Sentences of our own errors carry no name, salt or key; of any other error only its kind is
 * told, since its text could quote what it was working on.
 * @param ofEvidence whether the command reads evidence: then a file that is no whole view is evidence that failed, and
 * not a slip of whoever runs the command
 */
export function errorResult(error: unknown, ofEvidence = false): Result {
  const { code, message } = describe(error)
  const details =
    error instanceof AmanaError && Object.keys(error.details).length > 0 ? { details: error.details } : {}
  const isBadEvidence = ofEvidence && (/^(?:view|cbor)\//.test(code) || EVIDENCE.has(code))
  const exit = REFUSED.has(code) && !ofEvidence ? EXIT.refused : isBadEvidence ? EXIT.failed : EXIT.misuse
  return { json: { ok: false, error: { code, message, ...details } }, text: '', exit }
}

function describe(error: unknown): { code: string; message: string } {
  if (error instanceof AmanaError) return { code: error.code, message: error.message }
  const system = (error as { code?: unknown; path?: unknown }) ?? {}
  if (typeof system.code === 'string' && system.code in SYSTEM) {
    const path = typeof system.path === 'string' ? `${system.path}: ` : ''
    return { code: `system/${system.code.toLowerCase()}`, message: `${path}${SYSTEM[system.code]}.` }
  }
  const kind = error instanceof Error ? error.name : typeof error
  return {
    code: 'internal/unexpected',
    message: `Something unexpected happened (${kind}). Nothing was changed that was not reported. Please tell the makers which command it was, without the data.`,
  }
}
