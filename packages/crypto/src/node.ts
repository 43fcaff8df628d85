import {
  type BinaryToTextEncoding,
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
import { ed25519 } from '@noble/curves/ed25519.js'
import type { Backend, Power } from './backend.js'

// DER around a raw key (RFC 8410): PKCS #8 for a seed, SubjectPublicKeyInfo for a public key.
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_LENGTH = 12

/** Any encoding of a Buffer serves; the types know only those that are text. */
const UNITS = 'utf16le' as BufferEncoding as BinaryToTextEncoding

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

/** The 64 bytes of one pass of HMAC (RFC 2104 section 2): the key, hashed where it is longer than that, ⊕ a byte. */
const pad = (key: Uint8Array, byte: number): Uint8Array => {
  const out = new Uint8Array(64).fill(byte)
  const short = key.length > 64 ? nodeBackend.sha256(key) : key
  short.forEach((value, i) => {
    out[i]! ^= value
  })
  return out
}

/**
 * SHA-256 written to a place where it is needed next: spares an array a hash where there are millions of them.
 * @param at where in `out` the 32 bytes go
 */
export function sha256Into(data: Uint8Array, out: Uint8Array, at: number): void {
  const text = hash('sha256', data, UNITS)
  for (let i = 0; i < 16; i++) {
    const unit = text.charCodeAt(i)
    out[at + 2 * i] = unit
    out[at + 2 * i + 1] = unit >> 8
  }
}

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

/** OpenSSL through node:crypto. Same bytes as `nobleBackend`, many times faster; Node 20.19 and later. */
export const nodeBackend: Backend = {
  name: 'node',
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
  hmacSha256: (key, data) => plain(createHmac('sha256', key).update(data).digest()),
  /*
   * The two hashes of RFC 2104, each in one shot to a string: 1.9 µs where createHmac takes 3.6, whose objects moreover wait for
   * the garbage collector and make each of its rounds longer (a third more a record at a million records).
   */
  hmacSha256Keyed(key) {
    const outer = new Uint8Array(96)
    outer.set(pad(key, 0x5c))
    let inner = new Uint8Array(512)
    inner.set(pad(key, 0x36))
    return (data) => {
      if (64 + data.length > inner.length) {
        const longer = new Uint8Array(2 * (64 + data.length))
        longer.set(inner.subarray(0, 64))
        inner = longer
      }
      inner.set(data, 64)
      sha256Into(inner.subarray(0, 64 + data.length), outer, 64)
      const out = new Uint8Array(32)
      sha256Into(outer, out, 0)
      return out
    }
  },
  // All that OpenSSL counts is allowed, and no more: what Node allows where nothing is said, 32 MiB, is just too little for N = 2^15, r = 8.
  scrypt: (secret, salt, { N, r, p }) =>
    plain(scryptSync(secret, salt, 32, { N, r, p, maxmem: 128 * r * (N + p + 2) })),
  ed25519PublicKey: (seed) =>
    plain(createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' }).subarray(SPKI_LENGTH)),
  ed25519Sign: (seed, message) => plain(sign(null, message, privateKey(seed))),
  ed25519VerifyUnchecked: (raw, message, signature) => verify(null, message, publicKey(raw), signature),
  get power() {
    power ??= { native: nativePower() }
    return power.native
  },
}
