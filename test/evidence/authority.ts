/** A time-stamping authority for tests, made with the `openssl` command: roots, certificates of every kind, tokens good and bad. */
import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether there is an OpenSSL of 3.0 or later, by which agreement is measured. */
export const hasOpenssl = ((): boolean => {
  const ran = spawnSync('openssl', ['version'], { encoding: 'utf8' })
  return ran.status === 0 && /^OpenSSL [3-9]/.test(ran.stdout)
})()

const CONFIG = `
[req]
distinguished_name = dn
[dn]
[tsa]
default_tsa = config
[config]
serial = serial
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.5
digests = sha1, sha256, sha384, sha512
accuracy = secs:1, millisecs:500, microsecs:100
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
signer_digest = sha256
crypto_device = builtin
[chained]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256
tsa_name = no
ess_cert_id_chain = yes
ess_cert_id_alg = sha1
signer_digest = sha512
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[middle]
basicConstraints = critical, CA:true, pathlen:0
keyUsage = critical, keyCertSign
authorityKeyIdentifier = keyid
[below]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[good]
basicConstraints = CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[no-purpose]
basicConstraints = CA:false
[other-purpose]
extendedKeyUsage = critical, codeSigning
[two-purposes]
extendedKeyUsage = critical, timeStamping, codeSigning
[not-critical]
extendedKeyUsage = timeStamping
[bad-usage]
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = critical, timeStamping
[unknown-critical]
extendedKeyUsage = critical, timeStamping
1.2.3.4.99 = critical, ASN1:NULL
[no-authority]
basicConstraints = critical, CA:false
extendedKeyUsage = critical, timeStamping
`

/** Files in one folder, made by calls of `openssl`. */
export class Authority {
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
    writeFileSync(this.at('openssl.cnf'), CONFIG)
    writeFileSync(this.at('serial'), '01\n')
  }

  at(name: string): string {
    return join(this.folder, name)
  }

  openssl(...args: readonly string[]): void {
    execFileSync('openssl', args, { cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'] })
  }

  /** A key and a certificate under the names `NAME.key` and `NAME.pem`; by itself where no issuer is given. */
  certificate(name: string, section: string, issuer?: string, days = '3650', key = 'ec'): void {
    const algorithm =
      key === 'rsa' ? ['rsa:2048'] : ['ec', '-pkeyopt', `ec_paramgen_curve:${key === 'ec' ? 'P-256' : key}`]
    const request = [
      '-newkey',
      ...algorithm,
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-subj',
      `/O=Made for tests/CN=${name}`,
    ]
    if (issuer === undefined)
      this.openssl(
        'req',
        '-x509',
        ...request,
        '-out',
        `${name}.pem`,
        '-days',
        days,
        '-config',
        'openssl.cnf',
        '-extensions',
        section,
      )
    else {
      this.openssl('req', '-new', ...request, '-out', `${name}.csr`, '-config', 'openssl.cnf')
      this.openssl(
        ...[
          'x509',
          '-req',
          '-in',
          `${name}.csr`,
          '-CA',
          `${issuer}.pem`,
          '-CAkey',
          `${issuer}.key`,
          '-CAcreateserial',
        ],
        ...['-days', days, '-extfile', 'openssl.cnf', '-extensions', section, '-out', `${name}.pem`],
      )
    }
  }

  /** Another certificate for the key of one, by the same issuer and under the same number: `NAME.pem`. */
  twin(name: string, of: string, section: string, issuer: string): void {
    const [, serial] = execFileSync('openssl', ['x509', '-in', `${of}.pem`, '-noout', '-serial'], {
      cwd: this.folder,
      encoding: 'utf8',
    })
      .trim()
      .split('=')
    this.openssl(
      ...['x509', '-req', '-in', `${of}.csr`, '-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`],
      ...['-set_serial', `0x${serial}`, '-days', '99', '-extfile', 'openssl.cnf', '-extensions', section],
      ...['-out', `${name}.pem`],
    )
  }

  /** A reply `NAME.tsr` over a file, by a certificate that may make one. */
  reply(
    name: string,
    data: string,
    signer: string,
    options: { chain?: string; section?: string; query?: readonly string[] } = {},
  ): void {
    const { chain, section = 'config', query = ['-sha256'] } = options
    this.openssl('ts', '-query', '-data', data, '-cert', ...query, '-out', `${name}.tsq`)
    this.openssl(
      ...['ts', '-reply', '-config', 'openssl.cnf', '-section', section, '-queryfile', `${name}.tsq`],
      ...[
        '-signer',
        `${signer}.pem`,
        '-inkey',
        `${signer}.key`,
        ...(chain === undefined ? [] : ['-chain', chain]),
      ],
      ...['-out', `${name}.tsr`],
    )
  }

  /** A token `NAME.tst` with the content of a reply, signed by whatever certificate: `openssl ts` refuses to make bad ones. */
  resigned(name: string, reply: string, signer: string, more: readonly string[] = []): void {
    this.openssl('ts', '-reply', '-in', `${reply}.tsr`, '-token_out', '-out', `${name}.old`)
    this.openssl(
      'cms',
      '-verify',
      '-noverify',
      '-inform',
      'DER',
      '-in',
      `${name}.old`,
      '-out',
      `${name}.info`,
    )
    this.openssl(
      ...[
        'cms',
        '-sign',
        '-binary',
        '-nodetach',
        '-nosmimecap',
        '-md',
        'sha256',
        '-outform',
        'DER',
        '-in',
        `${name}.info`,
      ],
      ...[
        '-econtent_type',
        '1.2.840.113549.1.9.16.1.4',
        '-signer',
        `${signer}.pem`,
        '-inkey',
        `${signer}.key`,
      ],
      ...(more.length === 0 ? ['-cades'] : more),
      ...['-out', `${name}.tst`],
    )
  }

  /** What `openssl ts -verify` says: whether it accepts. */
  accepts(file: string, roots: string, args: readonly string[]): boolean {
    const token = file.endsWith('.tsr') ? [] : ['-token_in']
    return (
      spawnSync('openssl', ['ts', '-verify', '-in', file, ...token, '-CAfile', roots, ...args], {
        cwd: this.folder,
      }).status === 0
    )
  }
}
