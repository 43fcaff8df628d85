/**
 * Cosignatures (C2SP tlog-cosignature, the Ed25519 kind): somebody other than the log says when a checkpoint was seen, and
 * that it continues every earlier one seen of the same log. A cosignature is one more signature line of the
 * checkpoint's note, so that a note travels with all that witnesses said of it.
 */
import { AmanaError, concat, utf8 } from '@amana/codec'
import { publicKeyOf, sign, verify } from '@amana/crypto'
import {
  badSignature,
  formatKey,
  idOf,
  keyOf,
  keysById,
  parseKey,
  parseNote,
  type VerifierKey,
  withSignature,
} from './note.js'

/** Type of a timestamped Ed25519 cosignature in a key and in the hash of a key. */
const COSIGNATURE = 0x04
const TIME_BYTES = 8

/** The key of a witness: like a {@link VerifierKey}, with the hash of this kind of signature. */
export interface WitnessKey extends VerifierKey {
  readonly cosigns: true
}

/** That a witness saw a checkpoint. */
export interface Cosignature {
  readonly key: WitnessKey
  /** Seconds since 1970 (POSIX), as the witness's clock said. */
  readonly time: number
}

/**
 * The text that hands the key of a witness on: `name+hash+base64`.
 * @param name who cosigns
 * @param publicKey 32 bytes, used for nothing else: what is signed does not hold the name
 * @throws {AmanaError} `log/bad-key`
 */
export const witnessKey = (name: string, publicKey: Uint8Array): string =>
  formatKey(COSIGNATURE, name, publicKey)

/**
 * The key in a text made by {@link witnessKey}; as strict as that of a log.
 * @throws {AmanaError} `log/bad-key`
 */
export const parseWitnessKey = (text: string): WitnessKey => ({
  ...parseKey(COSIGNATURE, 'the Ed25519 key of a witness', text),
  cosigns: true,
})

/** What is signed: two lines, then the text of the note. */
const messageOf = (text: string, time: bigint): Uint8Array => utf8(`cosignature/v1\ntime ${time}\n${text}`)

/**
 * Cosigns a checkpoint. Whoever calls this says that the log continues every checkpoint of this origin that the key
 * cosigned before: check it first.
 * @param note the signed checkpoint, perhaps with cosignatures already
 * @param name of the witness
 * @param seed the witness's 32-byte Ed25519 seed
 * @param time now, in seconds since 1970
 * @returns the note with one more signature line
 * @throws {AmanaError} `log/bad-note`, `log/bad-key`, `log/bad-time`, `crypto/bad-length`
 *
 * @example
 * const cosigned = cosign(note, 'auditor.example', seed, Math.floor(Date.now() / 1000))
 * cosignaturesOf(cosigned, [parseWitnessKey(witnessKey('auditor.example', publicKeyOf(seed)))])
 *
 * Source: C2SP tlog-cosignature, "Ed25519 signed message".
 */
export function cosign(note: string, name: string, seed: Uint8Array, time: number): string {
  if (!Number.isSafeInteger(time) || time < 0)
    throw new AmanaError('log/bad-time', 'The time of a cosignature is whole seconds since 1970.')
  const { text } = parseNote(note)
  const stamp = new Uint8Array(TIME_BYTES)
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time))
  const signature = sign(seed, messageOf(text, BigInt(time)))
  return withSignature(note, keyOf(COSIGNATURE, name, publicKeyOf(seed)), concat(stamp, signature))
}

/**
 * The cosignatures of a note by given witnesses: of each the earliest. Lines of others say nothing and are passed over.
 * @param keys of the witnesses that are known
 * @throws {AmanaError} `log/bad-note`; `log/bad-signature` where a line of a given witness does not hold, even if another
 * one does; `log/bad-key` where two of the keys have one name and hash
 */
export function cosignaturesOf(
  note: string,
  keys: readonly WitnessKey[],
): { readonly text: string; readonly cosignatures: readonly Cosignature[] } {
  const known = keysById(keys)
  const { text, lines } = parseNote(note)
  const found = new Map<string, Cosignature>()
  for (const line of lines) {
    const id = idOf(line)
    const key = known.get(id)
    if (key === undefined) continue
    const { signature } = line
    if (signature.length !== TIME_BYTES + 64) throw badSignature()
    const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0)
    // Times that no date can hold are refused: the specification allows up to 2^63 − 1, no clock shows them.
    if (time > BigInt(Number.MAX_SAFE_INTEGER)) throw badSignature()
    if (!verify(key.publicKey, messageOf(text, time), signature.subarray(TIME_BYTES))) throw badSignature()
    if (Number(time) < (found.get(id)?.time ?? Number.POSITIVE_INFINITY))
      found.set(id, { key, time: Number(time) })
  }
  return { text, cosignatures: [...found.values()] }
}
