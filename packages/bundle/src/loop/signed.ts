/**
 * The form that the three documents of the review loop share: a magic, one dcbor item, one signature over all of it. Requests, answers
 * and assessments are written and read here and nowhere else, so a signature is checked in one way. See `docs/format.md`, section 12.
 */
import { AmanaError, concat, decode, encode, equal, utf8, type Value } from '@amana/codec'
import { digest, publicKeyOf, sign, TAG, verify } from '@amana/crypto'
import { type Checkpoint, parseVerifierKey, verifierKey } from '@amana/log'
import { isTime } from '@amana/records'
import { lineOf, parseLine } from '../compare.js'
import type { Signer } from '../signer-key.js'

/** What a document is. */
export type DocumentKind = 'request' | 'answer' | 'assessment'

/** Bytes of a document; the largest answer has a thousand openings of some 500 bytes. */
export const MAX_DOCUMENT = 1 << 21

/** The longest magic, `amana-assessment 1` and a newline. */
const MAX_MAGIC = 19

const magicOf = (kind: DocumentKind): Uint8Array => utf8(`amana-${kind} 1\n`)
const KINDS: readonly DocumentKind[] = ['request', 'answer', 'assessment']

/** What every document of the loop states, its signature verified under the key that it names itself. */
export interface Signed {
  readonly kind: DocumentKind
  /** Verification key of whoever signed, `name+hash+base64`. Whose it is no signature says: compare it with one had by another way. */
  readonly by: string
  /** When, as the signer states it: `YYYY-MM-DDThh:mm:ssZ`. */
  readonly time: string
  /** Which bundle it is about, and which state of it. */
  readonly checkpoint: Checkpoint
  /** The digest that is signed, 32 bytes: the document's name in another one. */
  readonly digest: Uint8Array
}

/** What is wrong with the form of a document. */
export const badDocument = (what: string): AmanaError =>
  new AmanaError('loop/bad-document', `The file is not a document of the review loop: ${what}.`)

/** What is signed: all of a document but its signature. */
const digestOf = (kind: DocumentKind, by: string, time: string, line: string, content: Value): Uint8Array =>
  digest(TAG[kind], by, time, line, content)

/**
 * Signs a document.
 * @param time stated, `YYYY-MM-DDThh:mm:ssZ`
 * @param content of the kind; see its own file
 * @throws {AmanaError} `loop/bad-document` for a time that is none and for what exceeds {@link MAX_DOCUMENT}; `log/bad-key`
 */
export function signDocument(
  kind: DocumentKind,
  checkpoint: Checkpoint,
  content: Value,
  time: string,
  { name, seed }: Signer,
): Uint8Array {
  if (!isTime(time)) throw badDocument('a time is written YYYY-MM-DDThh:mm:ssZ')
  const by = verifierKey(name, publicKeyOf(seed))
  const line = lineOf(checkpoint)
  const signature = sign(seed, digestOf(kind, by, time, line, content))
  const bytes = concat(magicOf(kind), encode([by, time, line, content, signature]))
  if (bytes.length > MAX_DOCUMENT) throw badDocument('it would be too large')
  return bytes
}

/** Which document a file begins like; null where it is none, such as a view. */
export function documentKind(bytes: Uint8Array): DocumentKind | null {
  const end = bytes.subarray(0, MAX_MAGIC).indexOf(0x0a) + 1
  return KINDS.find((kind) => equal(magicOf(kind), bytes.subarray(0, end))) ?? null
}

/**
 * Opens a document: its form and its signature hold, under the key that it names. Its content is not looked at.
 * @throws {AmanaError} `loop/bad-document`, `loop/bad-signature`
 */
export function openSigned(bytes: Uint8Array): { readonly signed: Signed; readonly content: Value } {
  const kind = documentKind(bytes)
  if (kind === null) throw badDocument('it does not begin like one of version 1')
  if (bytes.length > MAX_DOCUMENT) throw badDocument('it is too large')
  let value: Value
  let checkpoint: Checkpoint
  try {
    value = decode(bytes.subarray(magicOf(kind).length))
    const line = (value as readonly Value[])[2]
    checkpoint = parseLine(String(line))
    // A line that is copied by hand may have other white space; a signed one has one spelling.
    if (lineOf(checkpoint) !== line) throw badDocument('its checkpoint has another form')
  } catch (error) {
    if (error instanceof AmanaError && error.code === 'loop/bad-document') throw error
    throw badDocument('it is damaged, or not of this form')
  }
  const [by, time, line, content, signature, ...more] = value as readonly Value[]
  if (typeof by !== 'string' || typeof time !== 'string' || !isTime(time) || content === undefined)
    throw badDocument('it is not [signer, time, checkpoint, content, signature]')
  if (!(signature instanceof Uint8Array) || more.length > 0)
    throw badDocument('it is not [signer, time, checkpoint, content, signature]')
  let publicKey: Uint8Array
  try {
    publicKey = parseVerifierKey(by).publicKey
  } catch {
    throw badDocument('its signer is not a verification key')
  }
  const signedDigest = digestOf(kind, by, time, line as string, content)
  if (!verify(publicKey, signedDigest, signature))
    throw new AmanaError(
      'loop/bad-signature',
      'The document is not signed by the key that it names: it was altered, or damaged.',
    )
  return { signed: { kind, by, time, checkpoint, digest: signedDigest }, content }
}

/** The list of a content of `length` items. @throws {AmanaError} `loop/bad-document` */
export function itemsOf(content: Value, length: number): readonly Value[] {
  if (!Array.isArray(content) || content.length !== length)
    throw badDocument('its content is of another form')
  return content as readonly Value[]
}

/** Ids of records: 16 bytes each, none twice. @throws {AmanaError} `loop/bad-document` */
export function idsOf(value: Value | undefined, most: number): readonly Uint8Array[] {
  const ids = Array.isArray(value) ? (value as readonly Value[]) : []
  const isGood =
    ids.length > 0 &&
    ids.length <= most &&
    ids.every((id) => id instanceof Uint8Array && id.length === 16) &&
    new Set(ids.map(String)).size === ids.length
  if (!isGood) throw badDocument(`it names 1 to ${most} records, each once`)
  return ids as readonly Uint8Array[]
}

/** Text of people, perhaps none. @throws {AmanaError} `loop/bad-document` */
export function textOf(value: Value | undefined, most: number): string {
  if (typeof value !== 'string' || value.length > most)
    throw badDocument(`a text has at most ${most} characters`)
  return value
}
