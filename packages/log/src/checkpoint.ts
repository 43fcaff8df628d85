/**
 * Checkpoints (C2SP tlog-checkpoint): the three lines that fix a whole log, and the note around them that a documenter
 * signs. Extension lines are refused: a checkpoint has no place where one reader could be told something that
 * another is not. See `docs/format.md`, section 5.
 */
import { AmanaError, fromBase64, toBase64 } from '@amana/codec'
import { isKeyName, type OpenedNote, openNote, signNote, type VerifierKey } from './note.js'
import { HASH_BYTES } from './tree.js'

/** The state of a log. */
export interface Checkpoint {
  /** Which log: a name of no meaning outside, never that of an organisation. It also is the name of the signing key. */
  readonly origin: string
  /** Number of entries, up to 2^53 − 1. */
  readonly size: number
  /** Root of the tree over them, 32 bytes. */
  readonly root: Uint8Array
}

const bad = (what: string) => new AmanaError('log/bad-checkpoint', what)

function check(checkpoint: Checkpoint): Checkpoint {
  const { origin, size, root } = checkpoint
  // The origin is hashed into commitments, where text is in NFC.
  if (!isKeyName(origin) || origin.normalize('NFC') !== origin)
    throw bad('An origin is text in NFC without white space, plus signs or control characters.')
  if (!Number.isSafeInteger(size) || size < 0)
    throw bad('The size of a checkpoint is an integer from 0 to 2^53 − 1.')
  if (root.length !== HASH_BYTES)
    throw bad(`The root of a checkpoint has ${HASH_BYTES} bytes, not ${root.length}.`)
  return checkpoint
}

/**
 * The three lines of a checkpoint: origin, size, root in base64.
 * @throws {AmanaError} `log/bad-checkpoint`
 */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root } = check(checkpoint)
  return `${origin}\n${size}\n${toBase64(root)}\n`
}

/**
 * The checkpoint in the text of a note. One checkpoint has one text: no leading zeros, canonical base64, exactly three
 * lines.
 * @throws {AmanaError} `log/bad-checkpoint`
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, root, end, ...more] = text.split('\n')
  if (origin === undefined || size === undefined || root === undefined || end !== '' || more.length > 0)
    throw bad('A checkpoint has exactly three lines, each with its newline.')
  if (!/^(0|[1-9][0-9]{0,15})$/.test(size))
    throw bad('The size of a checkpoint is a decimal number without leading zeros.')
  let bytes: Uint8Array
  try {
    bytes = fromBase64(root)
  } catch {
    throw bad('The root of a checkpoint is not canonical base64.')
  }
  return check({ origin, size: Number(size), root: bytes })
}

/**
 * Signs a checkpoint under its origin as the name of the key.
 * @param seed the 32-byte Ed25519 seed
 * @returns the signed note
 * @throws {AmanaError} `log/bad-checkpoint`, `crypto/bad-length`
 *
 * @example
 * const note = signCheckpoint({ origin, size: log.size, root: log.root() }, seed)
 * openCheckpoint(note, parseVerifierKey(verifierKey(origin, publicKeyOf(seed)))).checkpoint.size
 */
export const signCheckpoint = (checkpoint: Checkpoint, seed: Uint8Array): string =>
  signNote(formatCheckpoint(checkpoint), checkpoint.origin, seed)

/**
 * The checkpoint that a log's own key signed.
 * @param key of the log: its name must be the origin that the checkpoint states, so that no log can speak for another.
 * @param witnesses keys of others whose signatures shall be verified too
 * @throws {AmanaError} as {@link openNote} and {@link parseCheckpoint}; `log/unsigned` where only witnesses signed;
 * `log/bad-checkpoint` where the origin is another.
 */
export function openCheckpoint(
  note: string,
  key: VerifierKey,
  witnesses: readonly VerifierKey[] = [],
): { readonly checkpoint: Checkpoint; readonly note: OpenedNote } {
  const opened = openNote(note, [key, ...witnesses])
  if (!opened.signatures.some(({ name, hash }) => name === key.name && hash === key.hash))
    throw new AmanaError('log/unsigned', 'The key of the log did not sign the checkpoint.')
  const checkpoint = parseCheckpoint(opened.text)
  if (checkpoint.origin !== key.name)
    throw new AmanaError(
      'log/bad-checkpoint',
      'The checkpoint states another origin than the key that signed it.',
    )
  return { checkpoint, note: opened }
}
