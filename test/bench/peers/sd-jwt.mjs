/**
 * SD-JWT (RFC 9901) by @sd-jwt/core, with the fastest that Node has for its hashes and signatures: every field of a record can be
 * disclosed or withheld by itself, and each record has a signature (EdDSA) of its own.
 */
import { generateKeyPairSync, hash, randomBytes, sign, verify } from 'node:crypto'
import { SDJwtInstance } from '@sd-jwt/core'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')

const instance = new SDJwtInstance({
  signer: (data) => sign(null, Buffer.from(data), privateKey).toString('base64url'),
  verifier: (data, signature) =>
    verify(null, Buffer.from(data), publicKey, Buffer.from(signature, 'base64url')),
  signAlg: 'EdDSA',
  hasher: (data) => hash('sha256', typeof data === 'string' ? data : Buffer.from(data), 'buffer'),
  hashAlg: 'sha-256',
  saltGenerator: () => randomBytes(16).toString('base64url'),
})

/** A record with all fields to be disclosed. */
export const issue = (claims) => instance.issue(claims, { _sd: Object.keys(claims) })

/** The same with some fields disclosed and the others withheld. */
export const present = (token, fields) =>
  instance.present(token, Object.fromEntries(fields.map((name) => [name, true])))

/** Checks signature and disclosures; gives the claims. Throws where something is wrong. */
export const check = async (token) => (await instance.verify(token)).payload
