/**
 * A time-stamp token (RFC 3161) taken apart: what was stamped, when, by whom, and the bytes that are signed (CMS SignedData, RFC 5652).
 * Reads and believes nothing; `@amana/evidence/node` checks it.
 */
import {
  bad,
  booleanOf,
  childrenOf,
  type Der,
  Elements,
  explicit,
  generalizedTimeOf,
  implicit,
  integerOf,
  oidOf,
  readDer,
  smallOf,
  TAGS,
} from './der.js'

const OID = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const

/** A digest by name, and its value. */
export interface Imprint {
  readonly algorithm: TimestampDigest
  readonly digest: Uint8Array
}

/** Digests that a token may use. SHA-1 alone is read for the name of a certificate, where RFC 2634 asks for it. */
export type TimestampDigest = 'sha256' | 'sha384' | 'sha512'

const DIGESTS: Readonly<Record<string, TimestampDigest>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

const BYTES: Readonly<Record<TimestampDigest, number>> = { sha256: 32, sha384: 48, sha512: 64 }

/** How a token is signed. */
export type SignatureKind = 'rsa' | 'ecdsa'

const SIGNATURES: Readonly<
  Record<string, { readonly kind: SignatureKind; readonly digest?: TimestampDigest }>
> = {
  '1.2.840.113549.1.1.1': { kind: 'rsa' },
  '1.2.840.113549.1.1.11': { kind: 'rsa', digest: 'sha256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', digest: 'sha384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', digest: 'sha512' },
  '1.2.840.10045.2.1': { kind: 'ecdsa' },
  '1.2.840.10045.4.3.2': { kind: 'ecdsa', digest: 'sha256' },
  '1.2.840.10045.4.3.3': { kind: 'ecdsa', digest: 'sha384' },
  '1.2.840.10045.4.3.4': { kind: 'ecdsa', digest: 'sha512' },
}

/** A certificate that the token names as its signer's, by digest; issuer and serial where it says them. */
export interface NamedCertificate {
  readonly algorithm: TimestampDigest | 'sha1'
  readonly digest: Uint8Array
  readonly issuer?: Uint8Array
  readonly serial?: Uint8Array
}

/** What a token says. */
export interface TimestampToken {
  readonly imprint: Imprint
  /** Under which policy of the authority, an object identifier. */
  readonly policy: string
  /** Milliseconds since 1970. */
  readonly time: number
  /** The time is right to so many milliseconds; null where it does not say. */
  readonly accuracy: number | null
  /** The authority's number of it, hexadecimal. */
  readonly serial: string
  /** GeneralName of the authority, if it says so. */
  readonly tsa: Uint8Array | null
  /** DER of every certificate it brings. */
  readonly certificates: readonly Uint8Array[]
  /** Which of them signed: DER of the issuer's name, and the serial number's bytes. */
  readonly signer: { readonly issuer: Uint8Array; readonly serial: Uint8Array }
  readonly named: readonly (readonly NamedCertificate[])[]
  /** What is stamped, and what its digest is said to be. */
  readonly content: Uint8Array
  readonly contentDigest: Uint8Array
  readonly digestAlgorithm: TimestampDigest
  /** DER of the signed attributes as a SET: what the signature is over. */
  readonly signed: Uint8Array
  readonly signatureKind: SignatureKind
  readonly signature: Uint8Array
}

function digestNamed(identifier: Der): TimestampDigest {
  const parts = new Elements(identifier)
  const name = DIGESTS[oidOf(parts.take())]
  const none = parts.optional(TAGS.null)
  parts.end()
  if (none !== undefined && none.content.length > 0) throw bad('an algorithm has parameters')
  if (name === undefined) throw bad('it uses a digest that is not SHA-256, SHA-384 or SHA-512')
  return name
}

/** A reply of an authority, or the token in it. @throws {AmanaError} `timestamp/not-granted`, `timestamp/bad-token` */
export function parseTimestamp(bytes: Uint8Array): TimestampToken {
  const outer = new Elements(readDer(bytes))
  const first = outer.take()
  if (first.tag !== TAGS.sequence) return parseToken(readDer(bytes))
  const status = smallOf(new Elements(first).take(TAGS.integer))
  const token = outer.rest()
  // 0 is granted, 1 granted with modifications (RFC 3161 section 2.4.2).
  if (status > 1 || token.length === 0) throw bad('the authority refused to stamp')
  if (token.length > 1) throw bad('it has more elements than it may')
  return parseToken(token[0]!)
}

function parseToken(token: Der): TimestampToken {
  const info = new Elements(token)
  if (oidOf(info.take()) !== OID.signedData) throw bad('it is not signed data')
  const wrapped = new Elements(info.take(explicit(0)), explicit(0))
  info.end()
  const data = new Elements(wrapped.take(TAGS.sequence))
  wrapped.end()
  smallOf(data.take(TAGS.integer))
  const digests = childrenOf(data.take(TAGS.set)).map(digestNamed)
  const encapsulated = new Elements(data.take())
  if (oidOf(encapsulated.take()) !== OID.tstInfo) throw bad('what is signed is no time stamp')
  const inner = new Elements(encapsulated.take(explicit(0)), explicit(0))
  encapsulated.end()
  const content = inner.take(TAGS.octetString).content
  inner.end()
  const bag = data.optional(explicit(0))
  data.optional(explicit(1))
  const signers = childrenOf(data.take(TAGS.set))
  data.end()
  if (signers.length !== 1) throw bad('it has another number of signers than one')
  const signer = parseSigner(signers[0]!)
  if (!digests.includes(signer.digestAlgorithm)) throw bad('its digests do not agree')
  return {
    ...parseInfo(content),
    content,
    certificates: bag === undefined ? [] : childrenOf(bag).map((certificate) => certificate.bytes),
    ...signer,
  }
}

type Info = Pick<TimestampToken, 'imprint' | 'policy' | 'time' | 'accuracy' | 'serial' | 'tsa'>

function parseInfo(content: Uint8Array): Info {
  const info = new Elements(readDer(content))
  if (smallOf(info.take()) !== 1) throw bad('it is of another version')
  const policy = oidOf(info.take())
  const imprint = new Elements(info.take())
  const algorithm = digestNamed(imprint.take())
  const digest = imprint.take(TAGS.octetString).content
  imprint.end()
  if (digest.length !== BYTES[algorithm]) throw bad('a digest is not as long as it should be')
  const serial = integerOf(info.take())
  const time = generalizedTimeOf(info.take())
  const accuracy = info.optional(TAGS.sequence)
  const ordering = info.optional(TAGS.boolean)
  if (ordering !== undefined) booleanOf(ordering)
  const nonce = info.optional(TAGS.integer)
  if (nonce !== undefined) integerOf(nonce)
  const tsa = info.optional(explicit(0))
  const extensions = info.optional(explicit(1))
  info.end()
  // No extension is known to us, and one that is critical could change what the token means.
  for (const extension of extensions === undefined ? [] : childrenOf(extensions)) {
    const parts = new Elements(extension)
    parts.take(TAGS.oid)
    const critical = parts.optional(TAGS.boolean)
    if (critical !== undefined && booleanOf(critical)) throw bad('it has a critical extension')
  }
  return {
    imprint: { algorithm, digest },
    policy,
    time,
    accuracy: accuracy === undefined ? null : accuracyOf(accuracy),
    serial: [...serial].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    tsa: tsa === undefined ? null : onlyChild(tsa).bytes,
  }
}

function onlyChild(element: Der): Der {
  const [child, ...more] = childrenOf(element)
  if (child === undefined || more.length > 0) throw bad('an element is missing or of another kind')
  return child
}

/** Seconds, milliseconds and microseconds, each if it is there; rounded up. */
function accuracyOf(element: Der): number {
  const parts = new Elements(element)
  const seconds = parts.optional(TAGS.integer)
  const [millis, micros] = [0, 1].map((n) => parts.optional(implicit(n)))
  parts.end()
  const value = (part: Der | undefined) => (part === undefined ? 0 : smallOf({ ...part, tag: TAGS.integer }))
  return value(seconds) * 1000 + value(millis) + Math.ceil(value(micros) / 1000)
}

type Signer = Pick<
  TimestampToken,
  'signer' | 'named' | 'contentDigest' | 'digestAlgorithm' | 'signed' | 'signatureKind' | 'signature'
>

function parseSigner(element: Der): Signer {
  const signer = new Elements(element)
  smallOf(signer.take(TAGS.integer))
  const sid = new Elements(signer.take())
  const issuer = sid.take(TAGS.sequence).bytes
  const serial = integerOf(sid.take())
  sid.end()
  const digestAlgorithm = digestNamed(signer.take())
  const attributes = signer.take(explicit(0))
  const { kind, digest } = signatureOf(signer.take())
  if (digest !== undefined && digest !== digestAlgorithm) throw bad('its digests do not agree')
  const signature = signer.take(TAGS.octetString).content
  signer.optional(explicit(1))
  signer.end()
  const { contentDigest, named } = parseAttributes(attributes)
  // The signature is over the attributes under the tag of a SET (RFC 5652 section 5.4).
  const signed = attributes.bytes.slice()
  signed[0] = TAGS.set
  return {
    signer: { issuer, serial },
    named,
    contentDigest,
    digestAlgorithm,
    signed,
    signatureKind: kind,
    signature,
  }
}

function signatureOf(identifier: Der): { kind: SignatureKind; digest?: TimestampDigest } {
  const found = SIGNATURES[oidOf(new Elements(identifier).take())]
  if (found === undefined)
    throw bad('it is signed in a way that is neither RSA (PKCS #1 1.5) nor ECDSA with SHA-2')
  return found
}

function parseAttributes(set: Der): Pick<Signer, 'contentDigest' | 'named'> {
  const known = new Map<string, Der>()
  for (const attribute of childrenOf(set)) {
    const parts = new Elements(attribute)
    const name = oidOf(parts.take())
    const values = parts.take(TAGS.set)
    parts.end()
    if (!Object.values<string>(OID).includes(name)) continue
    if (known.has(name)) throw bad('an attribute stands twice')
    known.set(name, onlyChild(values))
  }
  const type = known.get(OID.contentType)
  if (type === undefined || oidOf(type) !== OID.tstInfo) throw bad('its attributes are not of a time stamp')
  const digest = known.get(OID.messageDigest)
  if (digest?.tag !== TAGS.octetString) throw bad('its attributes have no digest')
  const named = [OID.signingCertificate, OID.signingCertificateV2].flatMap((name) => {
    const value = known.get(name)
    return value === undefined ? [] : [namedIn(value, name === OID.signingCertificateV2)]
  })
  if (named.length === 0) throw bad('it does not name the certificate of its signer')
  return { contentDigest: digest.content, named }
}

/** SigningCertificate (RFC 2634 section 5.4) and SigningCertificateV2 (RFC 5035 section 3). */
function namedIn(value: Der, second: boolean): readonly NamedCertificate[] {
  const list = childrenOf(new Elements(value).take(TAGS.sequence))
  if (list.length === 0) throw bad('it does not name the certificate of its signer')
  return list.map((item) => {
    const parts = new Elements(item)
    const stated = second ? parts.optional(TAGS.sequence) : undefined
    const algorithm = !second ? 'sha1' : stated === undefined ? 'sha256' : digestNamed(stated)
    const digest = parts.take(TAGS.octetString).content
    const issuerSerial = parts.optional(TAGS.sequence)
    parts.end()
    if (issuerSerial === undefined) return { algorithm, digest }
    const both = new Elements(issuerSerial)
    // GeneralNames with one directoryName, [4], which is a Name.
    const name = onlyChild(both.take(TAGS.sequence))
    const serial = integerOf(both.take())
    both.end()
    if (name.tag !== explicit(4)) throw bad('it names an issuer in another way than by name')
    return { algorithm, digest, issuer: onlyChild(name).bytes, serial }
  })
}
