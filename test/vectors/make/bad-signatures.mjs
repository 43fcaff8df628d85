/** Views whose checkpoint is not signed as section 5 asks: name, about, checks that fail, bytes, key. */
import { concat, fromBase64, fromHex, toBase64 } from '@amana/codec'
import { publicKeyOf } from '@amana/crypto'
import { signNote, verifierKey } from '@amana/log'
import { fixed } from './fixed.mjs'
import { flip, note, ORIGIN, SEED, signatureLine, textOf, WHOLE } from './small.mjs'

const SIGNATURE = ['signature']
const OTHER_SEED = fixed('another signing key')
const OTHER_KEY = verifierKey(ORIGIN, publicKeyOf(OTHER_SEED))

/** The encoding of the neutral point; as a scalar, 1. */
const ONE = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : 0))
/** The encoding of the base point B (RFC 8032 section 5.1). */
const BASE_POINT = fromHex(`58${'66'.repeat(31)}`)
const LOW_KEY = verifierKey(ORIGIN, ONE)

/** The note with another text, signed. */
const signedText = (change) => note((old) => signNote(change(textOf(old)), ORIGIN, SEED))

const line = (hashAndSignature) => `— ${ORIGIN} ${toBase64(hashAndSignature)}\n`

/** The note with other bytes under the base64 of its signature. */
const signature = (change) =>
  note((old) => `${textOf(old)}\n${line(change(fromBase64(old.trim().split(' ').at(-1))))}`)

/** S + L, little-endian. */
function plusL(s) {
  let n = 2n ** 252n + 27742317777372353535851937790883648493n
  for (const [i, byte] of s.entries()) n += BigInt(byte) << BigInt(8 * i)
  return Uint8Array.from({ length: 32 }, (_, i) => Number((n >> BigInt(8 * i)) & 255n))
}

const nextLetter = (c) => String.fromCharCode(c.charCodeAt(0) + 1)

export const badSignatures = () => [
  ['key-other', 'Signed with another key of the same name.', SIGNATURE, WHOLE, OTHER_KEY],
  [
    'key-other-name',
    'Signed with this key under another name.',
    SIGNATURE,
    WHOLE,
    verifierKey('amana/other', publicKeyOf(SEED)),
  ],
  [
    'origin-other',
    'The origin in the checkpoint is not the name of the key.',
    SIGNATURE,
    signedText((text) => text.replace(ORIGIN, 'amana/other')),
  ],
  [
    'signature-flipped',
    'A bit of the signature is flipped.',
    SIGNATURE,
    signature((bytes) => flip(bytes, 40)),
  ],
  [
    'signature-plus-l',
    'S + L in place of S, which some libraries accept.',
    SIGNATURE,
    signature((bytes) => concat(bytes.subarray(0, 36), plusL(bytes.subarray(36)))),
  ],
  ['signature-short', 'A signature of 63 bytes.', SIGNATURE, signature((bytes) => bytes.subarray(0, -1))],
  [
    'signature-low-order',
    'A key of low order: without rule 4, R = B and S = 1 verify for every text.',
    SIGNATURE,
    signature(() => concat(fromHex(LOW_KEY.split('+')[1]), BASE_POINT, ONE)),
    LOW_KEY,
  ],
  [
    'signature-second-bad',
    'Two lines of the key: the first verifies, the second does not.',
    SIGNATURE,
    note((old) => old + signatureLine(`x${old}`, ORIGIN, SEED)),
  ],
  [
    'signature-base64',
    'Base64 whose unused bits are not zero.',
    SIGNATURE,
    note((old) => old.replace(/(.)(=+\n)$/, (_, c, end) => nextLetter(c) + end)),
  ],
  ['note-no-signature', 'No signature line.', SIGNATURE, note((old) => `${textOf(old)}\n`)],
  ['note-no-newline', 'The note does not end in a line feed.', SIGNATURE, note((old) => old.slice(0, -1))],
  [
    'note-lines',
    '101 signature lines.',
    SIGNATURE,
    note((old) => old + signatureLine(old, 'witness.example', OTHER_SEED).repeat(100)),
  ],
  [
    'note-changed',
    'The size in the checkpoint was changed after signing.',
    SIGNATURE,
    note((old) => old.replace(/\n\d+\n/, '\n1\n')),
  ],
  [
    'checkpoint-extension',
    'A fourth line in the checkpoint.',
    SIGNATURE,
    signedText((text) => `${text}more\n`),
  ],
  [
    'checkpoint-zero',
    'The size with a leading zero.',
    SIGNATURE,
    signedText((text) => text.replace(/\n(\d+)\n/, '\n0$1\n')),
  ],
  [
    'checkpoint-root',
    'A root of 31 bytes.',
    SIGNATURE,
    signedText((text) => text.replace(/[^\n]+\n$/, `${toBase64(fixed('root', 31))}\n`)),
  ],
  [
    'signature-and-format',
    'Another key, and a byte after the end, which nobody looks at.',
    SIGNATURE,
    concat(WHOLE, Uint8Array.of(0)),
    OTHER_KEY,
  ],
]
