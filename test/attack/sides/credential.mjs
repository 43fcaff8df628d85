/**
 * The alternative of one credential a person: the compact serialisation of an SD-JWT (RFC 9901), made by hand. Each claim is a
 * disclosure, base64url of [salt, name, value]; the signed part has their digests; a source is an array element of its own. No
 * decoy digests, which that RFC leaves to the issuer.
 */
import { sha256 } from '@amana/crypto'

const base64 = (bytes) => Buffer.from(bytes).toString('base64url')

/**
 * @param open names of claims that are disclosed
 * @returns presented: what a recipient gets; whole: with all disclosures, as the organisation keeps it or sends it encrypted;
 *   digests: how many the presented one has
 */
export function credentialOf(row, open, { fill }) {
  const disclosures = []
  const disclose = (name, ...rest) => {
    const text = base64(JSON.stringify([base64(fill(new Uint8Array(16))), ...rest]))
    disclosures.push({ name, text })
    return base64(sha256(Buffer.from(text)))
  }
  const { sources, rowId: _, ...claims } = row
  const each = sources.flatMap(({ kind, count }) => new Array(count).fill(kind))
  const body = {
    iss: 'amana/attacked',
    _sd_alg: 'sha-256',
    sources: each.map((source) => ({ '...': disclose('sources', source) })),
    _sd: Object.entries(claims)
      .map(([name, value]) => disclose(name, name, value))
      .sort(),
  }
  const signed = [JSON.stringify({ alg: 'EdDSA', typ: 'dc+sd-jwt' }), JSON.stringify(body)].map(base64)
  const jwt = [...signed, base64(fill(new Uint8Array(64)))].join('.')
  const joined = (list) => [jwt, ...list.map(({ text }) => text), ''].join('~')
  return {
    presented: joined(disclosures.filter(({ name }) => open.includes(name))),
    whole: joined(disclosures),
    digests: body._sd.length,
    sources: body.sources.length,
  }
}
