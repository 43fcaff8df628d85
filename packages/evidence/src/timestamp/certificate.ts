/** What the checks of a time stamp need of a certificate (RFC 5280) beyond what Node tells of one. */
import {
  bad,
  booleanOf,
  childrenOf,
  type Der,
  Elements,
  explicit,
  integerOf,
  oidOf,
  readDer,
  smallOf,
  TAGS,
} from './der.js'

/** Parts of a certificate. */
export interface CertificateParts {
  /** DER of the names, and the serial number's bytes. */
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  readonly serial: Uint8Array
  /** Bits of keyUsage; null where it is not limited. */
  readonly keyUsage: number | null
  /** Purposes (extendedKeyUsage), and whether the extension is critical; null where it is absent. */
  readonly purposes: { readonly list: readonly string[]; readonly critical: boolean } | null
  /** How many certificates of authorities may come between it and the last one; null where that is not limited. */
  readonly pathLength: number | null
  /** DER of each alternative name. */
  readonly otherNames: readonly Uint8Array[]
  /** Whether it has a critical extension that is not looked at here. */
  readonly hasUnknown: boolean
}

/** Bits of keyUsage (section 4.2.1.3). */
export const KEY_USAGE = { digitalSignature: 1 << 0, nonRepudiation: 1 << 1 } as const

const ID = {
  subjectKey: '2.5.29.14',
  keyUsage: '2.5.29.15',
  otherNames: '2.5.29.17',
  constraints: '2.5.29.19',
  crl: '2.5.29.31',
  policies: '2.5.29.32',
  authorityKey: '2.5.29.35',
  purposes: '2.5.29.37',
} as const

/** Bits from the first on, in the order in which the standard numbers them. */
function bitsOf({ tag, content }: Der): number {
  const [unused = 0, ...bytes] = content
  if (tag !== TAGS.bitString || unused > 7 || bytes.length === 0 || bytes.length > 2)
    throw bad('a certificate is none')
  let bits = 0
  for (const [i, byte] of bytes.entries())
    for (let bit = 0; bit < 8; bit++) if (byte & (0x80 >> bit)) bits |= 1 << (8 * i + bit)
  return bits
}

/** Takes a certificate apart. @throws {AmanaError} `timestamp/bad-token` */
export function certificateParts(der: Uint8Array): CertificateParts {
  const whole = new Elements(readDer(der))
  const body = new Elements(whole.take())
  body.optional(explicit(0))
  const serial = integerOf(body.take())
  body.take(TAGS.sequence)
  const issuer = body.take(TAGS.sequence).bytes
  body.take(TAGS.sequence)
  const subject = body.take(TAGS.sequence).bytes
  body.take(TAGS.sequence)
  body.optional(0x81)
  body.optional(0x82)
  body.optional(explicit(1))
  body.optional(explicit(2))
  const wrapped = body.optional(explicit(3))
  const extensions =
    wrapped === undefined ? [] : childrenOf(new Elements(wrapped, explicit(3)).take(TAGS.sequence))
  const found = new Map<string, { readonly critical: boolean; readonly value: Der }>()
  let hasUnknown = false
  for (const extension of extensions) {
    const parts = new Elements(extension)
    const id = oidOf(parts.take())
    const flag = parts.optional(TAGS.boolean)
    const critical = flag !== undefined && booleanOf(flag)
    const value = parts.take(TAGS.octetString).content
    if (Object.values<string>(ID).includes(id)) {
      if (found.has(id)) throw bad('a certificate has an extension twice')
      found.set(id, { critical, value: readDer(value) })
    } else if (critical) hasUnknown = true
  }
  const purposes = found.get(ID.purposes)
  const usage = found.get(ID.keyUsage)
  const names = found.get(ID.otherNames)
  const constraints = found.get(ID.constraints)
  return {
    issuer,
    subject,
    serial,
    keyUsage: usage === undefined ? null : bitsOf(usage.value),
    purposes:
      purposes === undefined
        ? null
        : { list: childrenOf(purposes.value).map(oidOf), critical: purposes.critical },
    pathLength: constraints === undefined ? null : pathLengthOf(constraints.value),
    otherNames: names === undefined ? [] : childrenOf(names.value).map((name) => name.bytes),
    hasUnknown,
  }
}

function pathLengthOf(constraints: Der): number | null {
  const parts = new Elements(constraints)
  parts.optional(TAGS.boolean)
  const length = parts.optional(TAGS.integer)
  return length === undefined ? null : smallOf(length)
}
