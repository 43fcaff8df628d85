import {
  type BinaryToTextEncoding,
  createCipheriv,
  createDecipheriv,
  createDiffieHellman,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hash,
  type KeyObject,
  scryptSync,
  sign,
  verify,
} from 'node:crypto'
import { toHex } from '@amana/codec'
import { hchacha } from '@noble/ciphers/chacha.js'
import { ed25519 } from '@noble/curves/ed25519.js'
import { type Backend, nobleBackend, type Power } from './backend.js'
import { type OpenSsl, openSsl } from './node/openssl.js'

export { withCommitThreads } from './node/commit-threads.js'

// DER around a raw key (RFC 8410): PKCS #8 for a seed, SubjectPublicKeyInfo for a public key.
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_LENGTH = 12

/** Any encoding of a Buffer serves; the types know only those that are text. */
const UNITS = 'utf16le' as BufferEncoding as BinaryToTextEncoding

/** The same, where the Buffer is secret and is not needed any more. */
function wiped(buffer: Buffer): Uint8Array {
  const out = plain(buffer)
  buffer.fill(0)
  return out
}

/** A copy: small Buffers share a pool with others, and callers compare and wipe plain arrays. */
const plain = (buffer: Buffer): Uint8Array => new Uint8Array(buffer)

/**
 * From DER, 0.4 ms, although JWK is quicker: JWK takes the seed as a string, which cannot be wiped. Nothing is
 * cached, for a program signs one checkpoint and a cache would keep the secret.
 */
function privateKey(seed: Uint8Array): KeyObject {
  const der = Buffer.concat([PKCS8, seed])
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  } finally {
    der.fill(0)
  }
}

/** From JWK (RFC 8037): 8 µs, where DER takes 87 µs, as long as the verification itself. So no cache either. */
const publicKey = (raw: Uint8Array): KeyObject =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw).toString('base64url') },
    format: 'jwk',
  })

/** The first 64 bytes of one pass of HMAC (RFC 2104 section 2): the key, hashed where it is longer than that, ⊕ a byte. */
function pad(key: Uint8Array, byte: number, out: Uint8Array): void {
  const short = key.length > 64 ? nodeCryptoBackend.sha256(key) : key
  for (let i = 0; i < 64; i++) out[i] = (short[i] ?? 0) ^ byte
  if (short !== key) short.fill(0)
}

function sha256Into(data: Uint8Array, out: Uint8Array, at: number): void {
  const text = hash('sha256', data, UNITS)
  for (let i = 0; i < 16; i++) {
    const unit = text.charCodeAt(i)
    out[at + 2 * i] = unit
    out[at + 2 * i + 1] = unit >> 8
  }
}

/** "expand 32-byte k" as ChaCha20 reads it (RFC 8439 section 2.3). */
const SIGMA = Uint32Array.of(0x61707865, 0x3320646e, 0x79622d32, 0x6b206574)
const TAG_BYTES = 16

// One at a time, and zeroed after it.
const keyWords = new Uint32Array(8)
const nonceWords = new Uint32Array(4)
const subkeyWords = new Uint32Array(8)

function readWords(bytes: Uint8Array, words: Uint32Array): void {
  for (let i = 0, at = 0; i < words.length; i++, at += 4)
    words[i] = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
}

/** Key and nonce of ChaCha20-Poly1305 that XChaCha20-Poly1305 comes down to (draft-irtf-cfrg-xchacha-03 section 2.3), by the HChaCha20 of @noble/ciphers. */
function narrowed(
  key: Uint8Array,
  nonce: Uint8Array,
): { readonly key: Uint8Array; readonly nonce: Uint8Array } {
  readWords(key, keyWords)
  readWords(nonce, nonceWords)
  hchacha(SIGMA, keyWords, nonceWords, subkeyWords)
  const subkey = new Uint8Array(32)
  for (let i = 0; i < 32; i++) subkey[i] = subkeyWords[i >> 2]! >>> (8 * (i & 3))
  keyWords.fill(0)
  nonceWords.fill(0)
  subkeyWords.fill(0)
  const short = new Uint8Array(12)
  for (let i = 0; i < 8; i++) short[4 + i] = nonce[16 + i]!
  return { key: subkey, nonce: short }
}

/** Does something with the narrowed key and nonce; nothing is left of the key after it. */
function inNarrow<T>(key: Uint8Array, nonce: Uint8Array, use: (key: Uint8Array, nonce: Uint8Array) => T): T {
  const narrow = narrowed(key, nonce)
  try {
    return use(narrow.key, narrow.nonce)
  } finally {
    narrow.key.fill(0)
  }
}

const AEAD = 'chacha20-poly1305'
const LENGTHS = { authTagLength: TAG_BYTES }

const P = 2n ** 255n - 19n
const EXPONENT = (7n * P - 11n) / 8n
/** OpenSSL takes no modulus below 512 bits: a multiple of p that has just so many. */
const MODULUS = P * (2n ** 257n - 1n)
const hex = (value: bigint): string => value.toString(16).padStart(128, '0')

/**
 * The shared secret of finite-field Diffie-Hellman (RFC 2631) is a power modulo what it is told to be the prime: 40 µs where
 * noble takes 160 for the same, on one machine.
 * @returns undefined where this Node's crypto library refuses such a modulus or says something else
 */
function nativePower(): Power | undefined {
  try {
    const powers = createDiffieHellman(hex(MODULUS), 'hex', '02', 'hex')
    powers.setPrivateKey(hex(EXPONENT), 'hex')
    const power: Power = (x) => {
      if (x < 2n) return x
      try {
        return BigInt(`0x${powers.computeSecret(hex(x), 'hex', 'hex')}`) % P
      } catch {
        // Not seen to happen; a base that is refused must not make a good element a bad one.
        return ed25519.Point.Fp.pow(x, EXPONENT)
      }
    }
    // Of 4 it is one half, up to a root of 1.
    return (2n * power(4n)) ** 4n % P === 1n ? power : undefined
  } catch {
    return undefined
  }
}

let power: { readonly native: Power | undefined } | undefined

function lazyPower(): Power | undefined {
  power ??= { native: nativePower() }
  return power.native
}

/** Bytes in one call: OpenSSL counts them by an int. */
const MOST_AT_ONCE = 2 ** 30

/** Bytes that are decrypted at a time over themselves. */
const PIECE = 1 << 16

/** What goes through node:crypto in any case. */
const others = {
  // All that OpenSSL counts is allowed, and no more: what Node allows where nothing is said, 32 MiB, is just too little for N = 2^15, r = 8.
  scrypt: (secret, salt, { N, r, p }) =>
    wiped(scryptSync(secret, salt, 32, { N, r, p, maxmem: 128 * r * (N + p + 2) })),
  ed25519PublicKey: (seed) =>
    plain(createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' }).subarray(SPKI_LENGTH)),
  ed25519Sign: (seed, message) => plain(sign(null, message, privateKey(seed))),
  ed25519VerifyUnchecked: (raw, message, signature) => verify(null, message, publicKey(raw), signature),
  keystream: nobleBackend.keystream,
  /* OpenSSL's ChaCha20-Poly1305: 7 µs for 700 bytes where noble takes 44, measured as above. */
  seal(key, nonce, plaintext, aad) {
    const cipher = inNarrow(key, nonce, (short, own) => createCipheriv(AEAD, short, own, LENGTHS))
    cipher.setAAD(aad, { plaintextLength: plaintext.length })
    const sealed = new Uint8Array(plaintext.length + TAG_BYTES)
    sealed.set(cipher.update(plaintext))
    cipher.final()
    sealed.set(cipher.getAuthTag(), plaintext.length)
    return sealed
  },
  open(key, nonce, sealed, aad) {
    if (sealed.length < TAG_BYTES) return null
    const end = sealed.length - TAG_BYTES
    const decipher = inNarrow(key, nonce, (short, own) => createDecipheriv(AEAD, short, own, LENGTHS))
    decipher.setAAD(aad, { plaintextLength: end })
    decipher.setAuthTag(sealed.subarray(end))
    const plaintext = decipher.update(sealed.subarray(0, end))
    try {
      decipher.final()
    } catch {
      plaintext.fill(0)
      return null
    }
    return wiped(plaintext)
  },
  openOver(key, nonce, sealed, aad) {
    const end = sealed.length - TAG_BYTES
    if (end < 0) {
      sealed.fill(0)
      return false
    }
    const decipher = inNarrow(key, nonce, (short, own) => createDecipheriv(AEAD, short, own, LENGTHS))
    decipher.setAAD(aad, { plaintextLength: end })
    decipher.setAuthTag(sealed.slice(end))
    for (let at = 0; at < end; at += PIECE) {
      const piece = decipher.update(sealed.subarray(at, Math.min(at + PIECE, end)))
      sealed.set(piece, at)
      piece.fill(0)
    }
    sealed.fill(0, end)
    try {
      decipher.final()
    } catch {
      sealed.fill(0)
      return false
    }
    return true
  },
} satisfies Partial<Backend>

const leafRow = new Uint8Array(33)
const nodeRow = new Uint8Array(65)

/** OpenSSL through node:crypto alone. Same bytes as `nobleBackend`, twice as fast and more; Node 20.19 and later. */
export const nodeCryptoBackend: Backend = {
  name: 'node:crypto',
  /*
   * One-shot to a string of 16-bit units, then a loop. Measured at 65 bytes (Node 20.20, two shared cores, ns of CPU a
   * hash): the hash alone 360; 'utf16le' and loop 440, 'binary' and loop 475; at 100 bytes before that: 'hex' and loop 420–434
   * where 'binary' and loop took 316–386, 'buffer' 748–1027, createHash 1213–1306. What is hashed is public or salted;
   * HMAC, whose results are secrets, keeps out of strings.
   */
  sha256(data) {
    const out = new Uint8Array(32)
    sha256Into(data, out, 0)
    return out
  },
  sha256Many(data, ends, count, out, at) {
    for (let i = 0, from = 0; i < count; from = ends[i++]!)
      sha256Into(data.subarray(from, ends[i]), out, at + 32 * i)
  },
  sha256Rows(first, data, from, size, count, out, at) {
    // Of the two sizes that trees have there is one already.
    const row = size === 32 ? leafRow : size === 64 ? nodeRow : new Uint8Array(1 + size)
    row[0] = first
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < size; k++) row[1 + k] = data[from + size * i + k]!
      sha256Into(row, out, at + 32 * i)
    }
  },
  hmacSha256: (key, data) => plain(createHmac('sha256', key).update(data).digest()),
  /*
   * The two hashes of RFC 2104, each in one shot to a string: 1.9 µs where createHmac takes 3.6, whose objects moreover wait for
   * the garbage collector and make each of its rounds longer (a third more a record at a million records).
   */
  hmacSha256Many(key, data, ends, count, out, at, width) {
    const longest = ends
      .subarray(0, count)
      .reduce((most, end, i) => Math.max(most, end - (ends[i - 1] ?? 0)), 0)
    const inner = new Uint8Array(64 + longest)
    const outer = new Uint8Array(96)
    const made = new Uint8Array(32)
    try {
      pad(key, 0x36, inner)
      pad(key, 0x5c, outer)
      for (let i = 0, from = 0; i < count; from = ends[i++]!) {
        inner.set(data.subarray(from, ends[i]), 64)
        sha256Into(inner.subarray(0, 64 + ends[i]! - from), outer, 64)
        sha256Into(outer, made, 0)
        for (let k = 0; k < width; k++) out[at + width * i + k] = made[k]!
      }
    } finally {
      // A message may be made of names.
      inner.fill(0)
      outer.fill(0)
    }
  },
  ...others,
  get power() {
    return lazyPower()
  },
}

/**
 * What Node gives, at its quickest: {@link nodeCryptoBackend}, with hashes and ciphers by the same OpenSSL in calls of our own where
 * `native` was built and gives the same, which takes less than half of the time for a short message.
 *
 * @example
 * useBackend(nodeBackend) // once, at the start of a program that runs in Node
 */
export const nodeBackend: Backend = quickest()

function quickest(): Backend {
  if (openSsl === undefined) return nodeCryptoBackend
  try {
    const quicker = over(openSsl)
    const [known, made] = [nodeCryptoBackend, quicker].map((each) => sampleOf(each).map(toHex).join())
    return made === known ? quicker : nodeCryptoBackend
  } catch {
    return nodeCryptoBackend
  }
}

/** What a backend makes of a few bytes, by each function that {@link over} replaces. */
function sampleOf(each: Backend): Uint8Array[] {
  const data = Uint8Array.from({ length: 130 }, (_, i) => 37 * i)
  const key = data.subarray(0, 32)
  const ends = Uint32Array.of(0, 55, 119)
  const many = new Uint8Array(8 * 32)
  each.sha256Many(data, ends, 3, many, 0)
  each.sha256Rows(1, data, 1, 64, 2, many, 96)
  each.hmacSha256Many(key, data, ends, 3, many, 160, 12)
  const sealed = each.seal(key, data.subarray(0, 24), data, key)
  return [
    sealed.slice(),
    each.sha256(data),
    many,
    each.hmacSha256(data, data),
    each.keystream(key, 70),
    each.open(key, data.subarray(0, 24), sealed, key) ?? many,
    each.open(key, data.subarray(1, 25), sealed, key) ?? key,
    Uint8Array.of(each.openOver(key, data.subarray(0, 24), sealed, key) ? 1 : 0),
    sealed,
  ]
}

function over({ sha256, sha256Many, sha256Rows, hmacSha256Many, keystream, aead }: OpenSsl): Backend {
  const one = new Uint32Array(1)
  return {
    ...others,
    name: 'node',
    get power() {
      return lazyPower()
    },
    sha256(data) {
      const out = new Uint8Array(32)
      sha256(data, out, 0)
      return out
    },
    sha256Many,
    sha256Rows,
    hmacSha256(key, data) {
      if (data.length > MOST_AT_ONCE) return nodeCryptoBackend.hmacSha256(key, data)
      one[0] = data.length
      const out = new Uint8Array(32)
      hmacSha256Many(key, data, one, 1, out, 0, 32)
      return out
    },
    hmacSha256Many,
    keystream(key, length) {
      if (length === 0 || length > MOST_AT_ONCE) return nobleBackend.keystream(key, length)
      const out = new Uint8Array(length)
      keystream(key, out)
      return out
    },
    seal(key, nonce, plaintext, aad) {
      const sealed = new Uint8Array(plaintext.length + TAG_BYTES)
      if (!inNarrow(key, nonce, (short, own) => aead(short, own, plaintext, aad, sealed, true)))
        throw new Error('OpenSSL did not encrypt.')
      return sealed
    },
    open(key, nonce, sealed, aad) {
      if (sealed.length < TAG_BYTES) return null
      const plaintext = new Uint8Array(sealed.length - TAG_BYTES)
      const isAuthentic = inNarrow(key, nonce, (short, own) =>
        aead(short, own, sealed, aad, plaintext, false),
      )
      return isAuthentic ? plaintext : null
    },
    openOver(key, nonce, sealed, aad) {
      const end = sealed.length - TAG_BYTES
      if (end < 0) {
        sealed.fill(0)
        return false
      }
      const plaintext = sealed.subarray(0, end)
      const isAuthentic = inNarrow(key, nonce, (short, own) =>
        aead(short, own, sealed, aad, plaintext, false),
      )
      sealed.fill(0, end)
      return isAuthentic
    },
  }
}
