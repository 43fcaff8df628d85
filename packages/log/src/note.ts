/**
 * Signed notes (C2SP signed-note): a text, a blank line, and signature lines "— name base64". Only Ed25519 signatures
 * (type 0x01) are made and verified here; lines of other keys and algorithms are counted and otherwise ignored, as the
 * specification asks, so that witnesses can add theirs.
 */
import { AmanaError, concat, fromBase64, fromHex, toBase64, toHex, utf8 } from '@amana/codec'
import { publicKeyOf, sha256, sign, verify } from '@amana/crypto'

/** What a reader trusts: signatures of this name under this key. */
export interface VerifierKey {
  readonly name: string
  /** First four bytes, as 8 lower-case hexadecimal digits, of SHA-256(name ‖ "\n" ‖ type ‖ public key). */
  readonly hash: string
  /** 32 bytes. */
  readonly publicKey: Uint8Array
}

/** Who signed, by the two facts that a signature line states. */
export interface NoteSignature {
  readonly name: string
  /** As in {@link VerifierKey}. */
  readonly hash: string
}

/** One signature line, nothing of it verified. */
export interface SignatureLine extends NoteSignature {
  /** What follows the four bytes of key hash. */
  readonly signature: Uint8Array
}

/** A note taken apart, nothing of it verified. */
export interface ParsedNote {
  /** With its final newline. */
  readonly text: string
  readonly lines: readonly SignatureLine[]
}

/** A note of which at least one signature was verified. */
export interface OpenedNote {
  /** The signed text with its final newline. */
  readonly text: string
  /** One for each given key that signed, in the order of the note. */
  readonly signatures: readonly NoteSignature[]
  /** Number of distinct signature lines by keys that were not given; nothing is known about them. */
  readonly unverified: number
}

/** Type of an Ed25519 signature over the text of a note. */
const ED25519 = 0x01
const MAX_NOTE = 1_000_000
const MAX_SIGNATURES = 100
const PREFIX = '\u2014 '

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const NEVER_IN_NAME = /[\p{White_Space}\p{Surrogate}+\0-\x1f]/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const NEVER_IN_NOTE = /[\0-\x09\x0b-\x1f\p{Surrogate}]/u

/** Whether this can be the name of a key: not empty, no white space, no plus sign, no control character, well-formed. */
export const isKeyName = (name: string): boolean => name !== '' && !NEVER_IN_NAME.test(name)

/** Whether this is lines of well-formed Unicode without a control character below U+0020 but the newline. */
const isNoteText = (text: string) => text.endsWith('\n') && !NEVER_IN_NOTE.test(text)

const badKey = (what: string) => new AmanaError('log/bad-key', what)
const badNote = (what: string) => new AmanaError('log/bad-note', what)

/** The key of a name, for signatures of a type: the same public key has another hash for each. */
export function keyOf(type: number, name: string, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name))
    throw badKey('The name of a key is empty or has white space, a plus sign or a control character.')
  if (publicKey.length !== 32) throw badKey(`An Ed25519 public key has 32 bytes, not ${publicKey.length}.`)
  const id = sha256(concat(utf8(name), Uint8Array.of(0x0a, type), publicKey))
  return { name, hash: toHex(id.subarray(0, 4)), publicKey }
}

/** The text of a key for signatures of a type: `name+hash+base64`. */
export function formatKey(type: number, name: string, publicKey: Uint8Array): string {
  const { hash } = keyOf(type, name, publicKey)
  return `${name}+${hash}+${toBase64(concat(Uint8Array.of(type), publicKey))}`
}

/** The key in such a text; `kind` is how a key of this type is called where another is met. */
export function parseKey(type: number, kind: string, text: string): VerifierKey {
  const [, name, hash, base64] = /^([^+]*)\+([^+]*)\+(.*)$/s.exec(text) ?? []
  if (name === undefined || hash === undefined || base64 === undefined)
    throw badKey('A verifier key has the form name+hash+base64.')
  let bytes: Uint8Array
  try {
    bytes = fromBase64(base64)
  } catch {
    throw badKey('The last part of a verifier key is not base64.')
  }
  if (bytes[0] !== type) throw badKey(`The key is not ${kind} (type ${type}).`)
  const key = keyOf(type, name, bytes.subarray(1))
  if (key.hash !== hash)
    throw badKey('The hash in the verifier key is not that of its name and key: it was miscopied.')
  return key
}

/**
 * The text that hands a public key on: `name+hash+base64`.
 * @param name who signs, such as the origin of a log
 * @param publicKey 32 bytes
 * @throws {AmanaError} `log/bad-key`
 */
export const verifierKey = (name: string, publicKey: Uint8Array): string =>
  formatKey(ED25519, name, publicKey)

/**
 * The key in a text made by {@link verifierKey}. Strict, so that no slip of a copied key goes unseen: its hash must
 * agree, and nothing may stand before or after it.
 * @throws {AmanaError} `log/bad-key`
 */
export const parseVerifierKey = (text: string): VerifierKey => parseKey(ED25519, 'an Ed25519 key', text)

/**
 * Signs a text.
 * @param text lines; the last one ends in a newline too
 * @param name of the key, see {@link verifierKey}
 * @param seed the 32-byte Ed25519 seed
 * @returns the note: text, blank line, one signature line
 * @throws {AmanaError} `log/bad-note` for a text that cannot be signed, `log/bad-key`, `crypto/bad-length`
 *
 * @example
 * const note = signNote('one fact\n', 'example.org/log', seed)
 * openNote(note, [parseVerifierKey(verifierKey('example.org/log', publicKeyOf(seed)))]).text // 'one fact\n'
 */
export function signNote(text: string, name: string, seed: Uint8Array): string {
  if (!isNoteText(text)) throw badNote('A text to sign ends in a newline and has no other control character.')
  const { hash } = keyOf(ED25519, name, publicKeyOf(seed))
  return withSignature(`${text}\n`, { name, hash }, sign(seed, utf8(text)))
}

/** A note with one more signature line. */
export function withSignature(note: string, by: NoteSignature, signature: Uint8Array): string {
  const signed = `${note}${PREFIX}${by.name} ${toBase64(concat(fromHex(by.hash), signature))}\n`
  if (signed.length > MAX_NOTE) throw badNote(`A note is at most ${MAX_NOTE} characters long.`)
  return signed
}

/** The keys by name and hash, under which a signature line states its signer. */
export function keysById<K extends VerifierKey>(keys: readonly K[]): ReadonlyMap<string, K> {
  const known = new Map<string, K>()
  for (const key of keys) {
    const id = idOf(key)
    if (known.has(id))
      throw badKey('Two verifier keys have the same name and hash, so it is unclear whose signature counts.')
    known.set(id, key)
  }
  return known
}

/** What a signature line and its key have in common. */
export const idOf = ({ name, hash }: NoteSignature): string => `${name}+${hash}`

/** What is thrown where the signature of a key that was given does not hold. */
export const badSignature = (): AmanaError =>
  new AmanaError('log/bad-signature', 'A signature of a given key does not fit the text of the note.')

/**
 * Takes a note apart without verifying anything of it.
 * @param note at most 1,000,000 characters with at most 100 signature lines
 * @throws {AmanaError} `log/bad-note`
 */
export function parseNote(note: string): ParsedNote {
  if (note.length > MAX_NOTE) throw badNote(`A note is at most ${MAX_NOTE} characters long.`)
  if (!isNoteText(note)) throw badNote('A note ends in a newline and has no other control character.')
  // The last blank line divides: the text itself may have others.
  const split = note.lastIndexOf('\n\n')
  if (split < 0) throw badNote('A note has a blank line between its text and its signatures.')
  const lines = note.slice(split + 2).split('\n')
  lines.pop()
  if (lines.length === 0) throw badNote('No signature follows the blank line.')
  if (lines.length > MAX_SIGNATURES) throw badNote(`A note has at most ${MAX_SIGNATURES} signatures.`)
  return { text: note.slice(0, split + 1), lines: lines.map(parseSignatureLine) }
}

/**
 * The text of a note that one of the keys signed.
 * @param note at most 1,000,000 characters with at most 100 signature lines
 * @param keys those that are trusted
 * @throws {AmanaError} `log/bad-note` for what is no note; `log/bad-signature` where a given key's signature does not
 * hold, even if another one's does; `log/unsigned` where none of the keys signed; `log/bad-key` where two of the keys
 * have one name and hash.
 *
 * @example see {@link signNote}
 */
export function openNote(note: string, keys: readonly VerifierKey[]): OpenedNote {
  const known = keysById(keys)
  const { text, lines } = parseNote(note)
  const message = utf8(text)
  const verified = new Map<string, NoteSignature>()
  const unknown = new Set<string>()
  for (const { name, hash, signature } of lines) {
    const id = idOf({ name, hash })
    const key = known.get(id)
    if (key === undefined) unknown.add(`${id} ${toHex(signature)}`)
    else if (!verify(key.publicKey, message, signature)) throw badSignature()
    else verified.set(id, { name, hash })
  }
  if (verified.size === 0) throw new AmanaError('log/unsigned', 'None of the given keys signed the note.')
  return { text, signatures: [...verified.values()], unverified: unknown.size }
}

function parseSignatureLine(line: string): SignatureLine {
  const [name, base64, ...more] = line.startsWith(PREFIX) ? line.slice(PREFIX.length).split(' ') : []
  if (name === undefined || base64 === undefined || more.length > 0 || !isKeyName(name))
    throw badNote('A signature line has the form "— name base64".')
  let bytes: Uint8Array
  try {
    bytes = fromBase64(base64)
  } catch {
    throw badNote('A signature is not base64.')
  }
  if (bytes.length < 5) throw badNote('A signature is four bytes of key hash and at least one more.')
  return { name, hash: toHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) }
}
