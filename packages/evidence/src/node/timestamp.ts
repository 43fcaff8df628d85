/**
 * Checks time stamps (RFC 3161) offline against given roots, by the rules of `openssl ts -verify`. Certificates and signatures are
 * OpenSSL's business, through Node; what is signed, and what must be in it, is read by `timestamp/token.ts`.
 */
import { createHash, type KeyObject, verify, X509Certificate } from 'node:crypto'
import { AmanaError, equal, utf8 } from '@amana/codec'
import { type CertificateParts, certificateParts, KEY_USAGE } from '../timestamp/certificate.js'
import { type OpenTimestamp, type ProofDigest, parseOpenTimestamp } from '../timestamp/opentimestamps.js'
import { parseTimestamp, type TimestampToken } from '../timestamp/token.js'

/** What a token is checked against. */
export interface TimestampOptions {
  /** What may have been stamped: the token must be over one of these. */
  readonly data: readonly Uint8Array[]
  /** Certificates in PEM, the roots that are trusted among them; others help to find the way to a root. */
  readonly roots: string
  /** The moment for which certificates must be valid, milliseconds since 1970: now, say. */
  readonly at: number
  /** The policy that is asked for, an object identifier; any, unless given. */
  readonly policy?: string
}

/** What a token that passed proves: what was stamped existed at that time, if the authority is honest. */
export interface Timestamp {
  /** UTC, to the millisecond. */
  readonly time: string
  /** Milliseconds; null where the authority does not say. */
  readonly accuracy: number | null
  readonly policy: string
  readonly serial: string
  /** The subject of the signer's certificate in one line. */
  readonly authority: string
}

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
/** Certificates from signer to root, and such that are looked at to find a way. */
const LONGEST = 10
const MOST_CERTIFICATES = 64

interface Certificate {
  readonly x509: X509Certificate
  readonly key: KeyObject
  readonly der: Uint8Array
  readonly parts: CertificateParts
}

const no = (code: string, sentence: string) => new AmanaError(`timestamp/${code}`, sentence)

function certificateOf(bytes: Uint8Array): Certificate | null {
  try {
    const x509 = new X509Certificate(bytes)
    const der = new Uint8Array(x509.raw)
    return { x509, key: x509.publicKey, der, parts: certificateParts(der) }
  } catch {
    // Not read, and so no part of any way to a root.
    return null
  }
}

/** The certificates of a PEM file. @throws {AmanaError} `timestamp/bad-roots` where it holds none or something else */
function certificatesIn(pem: string): readonly Certificate[] {
  const found = [
    ...pem.matchAll(
      /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g,
    ),
  ]
  const list = found.map(([text]) => certificateOf(utf8(text)))
  if (list.length === 0 || list.includes(null))
    throw no('bad-roots', 'The file of roots holds no certificate in PEM, or one that cannot be read.')
  return list as readonly Certificate[]
}

/**
 * Checks a time stamp.
 * @param bytes a reply of an authority (`.tsr`) or the token in it
 * @throws {AmanaError} `timestamp/bad-token`, `timestamp/other-data`, `timestamp/other-policy`, `timestamp/no-signer`,
 * `timestamp/bad-signature`, `timestamp/bad-purpose`, `timestamp/no-chain`, `timestamp/not-valid-then`, `timestamp/bad-roots`
 *
 * @example
 * const { time } = verifyTimestamp(readFileSync('checkpoint.tsr'), { data: [checkpoint], roots, at: Date.now() })
 */
export function verifyTimestamp(bytes: Uint8Array, options: TimestampOptions): Timestamp {
  const roots = certificatesIn(options.roots)
  const token = parseTimestamp(bytes)
  const signer = signerOf(token)
  checkSignature(token, signer.key)
  checkPurpose(signer)
  const chain = chainOf(signer, token, roots, options.at)
  checkNamed(token, chain)
  checkAuthority(token, signer)
  checkContent(token, options)
  return {
    time: new Date(token.time).toISOString(),
    accuracy: token.accuracy,
    policy: token.policy,
    serial: token.serial,
    authority: signer.x509.subject.replaceAll('\n', ', '),
  }
}

/** Whether OpenSSL agrees; what it cannot read at all does not hold. */
function holds(check: () => boolean): boolean {
  try {
    return check()
  } catch {
    return false
  }
}

function checkContent({ imprint, policy }: TimestampToken, { data, policy: wanted }: TimestampOptions): void {
  const { algorithm, digest } = imprint
  if (!data.some((each) => equal(new Uint8Array(createHash(algorithm).update(each).digest()), digest)))
    throw no('other-data', 'The time stamp is of something else.')
  if (wanted !== undefined && wanted !== policy)
    throw no('other-policy', `The time stamp was made under policy ${policy}.`)
}

function signerOf({ certificates, signer }: TimestampToken): Certificate {
  if (certificates.length > MOST_CERTIFICATES)
    throw no('bad-token', 'The time stamp brings more certificates than one needs.')
  for (const der of certificates) {
    const certificate = certificateOf(der)
    if (certificate === null) continue
    const { issuer, serial } = certificate.parts
    if (equal(issuer, signer.issuer) && equal(serial, signer.serial)) return certificate
  }
  throw no('no-signer', 'The time stamp does not bring the certificate of its signer.')
}

function checkSignature(token: TimestampToken, key: KeyObject): void {
  const { content, contentDigest, digestAlgorithm, signed, signature, signatureKind } = token
  const kinds = { rsa: 'rsa', ecdsa: 'ec' } as const
  const isSigned =
    equal(new Uint8Array(createHash(digestAlgorithm).update(content).digest()), contentDigest) &&
    key.asymmetricKeyType === kinds[signatureKind] &&
    holds(() => verify(digestAlgorithm, signed, key, signature))
  if (!isSigned) throw no('bad-signature', 'The signature of the time stamp does not verify.')
}

/** The certificate must be for time stamps and nothing else, and say so critically (RFC 3161 section 2.3). */
function checkPurpose({ parts: { purposes, keyUsage } }: Certificate): void {
  const only = purposes?.critical === true && purposes.list.every((purpose) => purpose === TIME_STAMPING)
  const signs = KEY_USAGE.digitalSignature | KEY_USAGE.nonRepudiation
  const mayKey = keyUsage === null || ((keyUsage & signs) !== 0 && (keyUsage & ~signs) === 0)
  if (!only || purposes.list.length === 0 || !mayKey)
    throw no('bad-purpose', 'The signer’s certificate is not for time stamps alone.')
}

/** A way from the signer to a root, each certificate issued by the next, all of them valid at the moment in question. */
function chainOf(
  signer: Certificate,
  { certificates }: TimestampToken,
  roots: readonly Certificate[],
  at: number,
): readonly Certificate[] {
  const others = certificates.map(certificateOf).filter((certificate) => certificate !== null)
  const isRoot = ({ der }: Certificate) => roots.some((root) => equal(root.der, der))
  let looks = 0
  const way = (chain: readonly Certificate[]): readonly Certificate[] | null => {
    const last = chain.at(-1)!
    if (isRoot(last) && equal(last.parts.issuer, last.parts.subject)) return chain
    if (chain.length === LONGEST) return null
    for (const next of [...roots, ...others]) {
      if (looks++ > MOST_CERTIFICATES * LONGEST) return null
      if (chain.some(({ der }) => equal(der, next.der))) continue
      if (!equal(next.parts.subject, last.parts.issuer) || !last.x509.checkIssued(next.x509)) continue
      if (!mayIssue(next, chain.length - 1) || !holds(() => last.x509.verify(next.key))) continue
      const whole = way([...chain, next])
      if (whole !== null) return whole
    }
    return null
  }
  const chain = way([signer])
  if (chain === null || chain.some(({ parts }) => parts.hasUnknown))
    throw no('no-chain', 'The signer’s certificate does not lead to any of the given roots.')
  for (const { x509 } of chain)
    if (!(Date.parse(x509.validFrom) <= at && at <= Date.parse(x509.validTo)))
      throw no(
        'not-valid-then',
        'A certificate on the way to the root is not valid at the moment in question: it has expired, or is not valid yet.',
      )
  return chain
}

/** @param between how many certificates of authorities stand between it and the signer */
const mayIssue = ({ x509, parts }: Certificate, between: number): boolean =>
  x509.ca && (parts.pathLength === null || between <= parts.pathLength)

/** What the token names as its signer's certificate is it, and whatever else it names is on the way. */
function checkNamed({ named }: TimestampToken, chain: readonly Certificate[]): void {
  for (const list of named)
    for (const [i, { algorithm, digest, issuer, serial }] of list.entries()) {
      const found = chain.findIndex(({ der }) =>
        equal(new Uint8Array(createHash(algorithm).update(der).digest()), digest),
      )
      const { parts } = chain[found] ?? {}
      const agrees =
        parts !== undefined &&
        (issuer === undefined || equal(issuer, parts.issuer)) &&
        (serial === undefined || equal(serial, parts.serial))
      if (!agrees || (i === 0 && found !== 0))
        throw no('no-signer', 'The time stamp names another certificate than the one it is signed with.')
    }
}

/** Where the token says who the authority is, the certificate says so too. */
function checkAuthority({ tsa }: TimestampToken, { parts }: Certificate): void {
  if (tsa === null) return
  // directoryName, [4], holds a Name.
  const name = tsa[0] === 0xa4 ? nameIn(tsa) : null
  const agrees =
    (name !== null && equal(name, parts.subject)) || parts.otherNames.some((other) => equal(other, tsa))
  if (!agrees) throw no('no-signer', 'The time stamp names another authority than its certificate.')
}

function nameIn(general: Uint8Array): Uint8Array {
  const long = general[1]! & 0x80 ? general[1]! & 0x7f : 0
  return general.subarray(2 + long)
}

/**
 * Reads an OpenTimestamps proof over one of these files, and follows it to the blocks that must hold it. The blocks themselves are not looked at.
 * @throws {AmanaError} `timestamp/bad-proof`, `timestamp/other-data`
 */
export function readOpenTimestamp(bytes: Uint8Array, data: readonly Uint8Array[]): OpenTimestamp {
  const hash = (algorithm: ProofDigest, message: Uint8Array) =>
    new Uint8Array(createHash(algorithm).update(message).digest())
  const proof = parseOpenTimestamp(bytes, hash)
  if (proof.algorithm !== 'sha256' || !data.some((each) => equal(hash('sha256', each), proof.digest)))
    throw no('other-data', 'The time stamp is of something else.')
  return proof
}
