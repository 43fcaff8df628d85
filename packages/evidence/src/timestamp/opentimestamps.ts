/**
 * OpenTimestamps proofs: a file's digest, and operations on it that lead to what a block of Bitcoin holds. The proof is carried and followed to its
 * ends; whether a block holds what it should takes a node of Bitcoin, which is not asked here.
 */
import { AmanaError, fromUtf8, toHex } from '@amana/codec'

/** The hashes that operations use. */
export type ProofDigest = 'sha1' | 'ripemd160' | 'sha256'

/** Where a proof ends: a block whose Merkle root must be this, or a calendar that promises one. */
export type Attestation =
  | {
      readonly kind: 'bitcoin'
      readonly height: number /** Hexadecimal, as block explorers show it. */
      readonly merkleRoot: string
    }
  | { readonly kind: 'pending'; readonly calendar: string }
  | { readonly kind: 'unknown' }

/** What a proof says. */
export interface OpenTimestamp {
  /** The digest of what was stamped. */
  readonly algorithm: ProofDigest
  readonly digest: Uint8Array
  readonly attestations: readonly Attestation[]
}

const MAGIC = Uint8Array.from(
  [...'\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94'].map((sign) =>
    sign.charCodeAt(0),
  ),
)
const DIGESTS: Readonly<Record<number, readonly [ProofDigest, number]>> = {
  2: ['sha1', 20],
  3: ['ripemd160', 20],
  8: ['sha256', 32],
}
const BITCOIN = '0588960d73d71901'
const PENDING = '83dfe30d2ef90c8e'
/** As the reference implementation bounds them: bytes of a message and of an attestation, and operations in a row. */
const MOST_BYTES = 4096
const MOST_PAYLOAD = 8192
const DEEPEST = 256
const MOST_STEPS = 10_000

const bad = (what: string) =>
  new AmanaError('timestamp/bad-proof', `The file is no OpenTimestamps proof: ${what}.`)

/** Whether a file begins as a proof does. */
export const isOpenTimestamp = (bytes: Uint8Array): boolean => MAGIC.every((byte, i) => bytes[i] === byte)

class Reader {
  readonly #bytes: Uint8Array
  #at = 0
  #steps = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  take(count: number): Uint8Array {
    if (this.#at + count > this.#bytes.length) throw bad('it ends early')
    this.#at += count
    return this.#bytes.subarray(this.#at - count, this.#at)
  }

  byte(): number {
    return this.take(1)[0]!
  }

  number(): number {
    let value = 0
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte()
      value += (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
    throw bad('a number is too large')
  }

  string(most: number): Uint8Array {
    const length = this.number()
    if (length > most) throw bad('a string is too long')
    return this.take(length)
  }

  step(): void {
    if (this.#steps++ === MOST_STEPS) throw bad('it has too many steps')
  }

  end(): void {
    if (this.#at < this.#bytes.length) throw bad('bytes follow its end')
  }
}

/**
 * Reads a proof and follows it to its ends.
 * @param hash computes a digest: OpenTimestamps uses some that only Node has
 * @throws {AmanaError} `timestamp/bad-proof`
 */
export function parseOpenTimestamp(
  bytes: Uint8Array,
  hash: (algorithm: ProofDigest, message: Uint8Array) => Uint8Array,
): OpenTimestamp {
  if (!isOpenTimestamp(bytes)) throw bad('it begins in another way')
  const reader = new Reader(bytes)
  reader.take(MAGIC.length)
  if (reader.number() !== 1) throw bad('it is of another version')
  const [algorithm, length] = DIGESTS[reader.byte()] ?? []
  if (algorithm === undefined) throw bad('it is over a digest that is not known')
  const digest = reader.take(length!)
  const attestations: Attestation[] = []

  const operate = (operation: number, message: Uint8Array): Uint8Array => {
    const [name] = DIGESTS[operation] ?? []
    let out: Uint8Array
    if (name !== undefined) out = hash(name, message)
    else if (operation === 0xf0) out = Uint8Array.of(...message, ...reader.string(MOST_BYTES))
    else if (operation === 0xf1) out = Uint8Array.of(...reader.string(MOST_BYTES), ...message)
    else if (operation === 0xf2) out = message.slice().reverse()
    else if (operation === 0xf3) out = new TextEncoder().encode(toHex(message))
    else throw bad('it has an operation that is not known')
    if (out.length === 0 || out.length > MOST_BYTES) throw bad('a message is empty or too long')
    return out
  }
  const follow = (message: Uint8Array, depth: number): void => {
    if (depth > DEEPEST) throw bad('it is too deep')
    for (;;) {
      reader.step()
      const tag = reader.byte()
      const isLast = tag !== 0xff
      const operation = isLast ? tag : reader.byte()
      if (operation === 0) attestations.push(attestationIn(reader, message))
      else follow(operate(operation, message), depth + 1)
      if (isLast) return
    }
  }
  follow(digest, 0)
  reader.end()
  return { algorithm, digest, attestations }
}

function attestationIn(reader: Reader, message: Uint8Array): Attestation {
  const kind = toHex(reader.take(8))
  const payload = new Reader(reader.string(MOST_PAYLOAD))
  if (kind === BITCOIN) {
    const height = payload.number()
    payload.end()
    if (message.length !== 32) throw bad('what a block should hold is no Merkle root')
    return { kind: 'bitcoin', height, merkleRoot: toHex(message.slice().reverse()) }
  }
  if (kind !== PENDING) return { kind: 'unknown' }
  const calendar = payload.string(1000)
  payload.end()
  try {
    return { kind: 'pending', calendar: fromUtf8(calendar) }
  } catch {
    throw bad('the address of a calendar is no text')
  }
}
