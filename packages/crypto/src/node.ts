import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  hash,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import type { Backend } from './backend.js'

// DER around a raw key (RFC 8410): PKCS #8 for a seed, SubjectPublicKeyInfo for a public key.
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

const plain = (buffer: Buffer): Uint8Array => new Uint8Array(buffer)

function privateKey(seed: Uint8Array): KeyObject {
  const der = Buffer.concat([PKCS8, seed])
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  } finally {
    der.fill(0)
  }
}

const publicKey = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' })

/** OpenSSL through node:crypto. Same bytes as `nobleBackend`, many times faster; Node 20.19 and later. */
export const nodeBackend: Backend = {
  name: 'node',
  sha256(data) {
    const text = hash('sha256', data, 'binary')
    const out = new Uint8Array(32)
    for (let i = 0; i < 32; i++) out[i] = text.charCodeAt(i)
    return out
  },
  hmacSha256: (key, data) => plain(createHmac('sha256', key).update(data).digest()),
  ed25519PublicKey: (seed) =>
    plain(createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' }).subarray(SPKI.length)),
  ed25519Sign: (seed, message) => plain(sign(null, message, privateKey(seed))),
  ed25519VerifyUnchecked: (raw, message, signature) => verify(null, message, publicKey(raw), signature),
}
