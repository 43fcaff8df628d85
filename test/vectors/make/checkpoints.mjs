/** Section 5: keys, checkpoints and notes. */
import { concat, toBase64, toHex } from '@amana/codec'
import { publicKeyOf } from '@amana/crypto'
import { formatCheckpoint, rootOf, signNote, verifierKey } from '@amana/log'
import { fixed } from './fixed.mjs'

const ORIGIN = 'amana/example'

/** Section 5: a key, a checkpoint and its note; texts that are none. */
export function checkpoints() {
  const seed = fixed('signing key')
  const publicKey = publicKeyOf(seed)
  const checkpoint = { origin: ORIGIN, size: 103, root: fixed('root') }
  const text = formatCheckpoint(checkpoint)
  const note = signNote(text, ORIGIN, seed)
  const key = verifierKey(ORIGIN, publicKey)
  const [name, hash, base64] = key.split('+')
  const other = signNote(text, 'witness.example', fixed('witness'))
  const sign = (changed) => signNote(changed, ORIGIN, seed)
  const bad = (why, changed, usedKey = key) => ({ why, key: usedKey, note: changed })
  return {
    good: [
      {
        seed: toHex(seed),
        publicKey: toHex(publicKey),
        key,
        origin: ORIGIN,
        size: 103,
        root: toHex(checkpoint.root),
        text,
        note,
      },
      {
        key,
        origin: ORIGIN,
        size: 103,
        root: toHex(checkpoint.root),
        text,
        note: note + other.slice(text.length + 1),
      },
      {
        key,
        origin: ORIGIN,
        size: 0,
        root: toHex(rootOf([])),
        text: formatCheckpoint({ origin: ORIGIN, size: 0, root: rootOf([]) }),
        note: sign(formatCheckpoint({ origin: ORIGIN, size: 0, root: rootOf([]) })),
      },
    ],
    badKeys: [
      { why: 'upper-case key id', key: `${name}+${hash.toUpperCase()}+${base64}` },
      { why: 'key id of another key', key: `${name}+00000000+${base64}` },
      {
        why: 'another type',
        key: `${name}+${hash}+${toBase64(concat(Uint8Array.of(4), publicKey))}`,
      },
      {
        why: 'a key of 31 bytes',
        key: `${name}+${hash}+${toBase64(concat(Uint8Array.of(1), publicKey.slice(1)))}`,
      },
      { why: 'no name', key: `+${hash}+${base64}` },
      { why: 'a space in the name', key: `a b+${hash}+${base64}` },
      { why: 'two parts', key: `${name}+${base64}` },
      { why: 'a digit of the key missing', key: key.slice(0, -1) },
      { why: 'a line before it', key: `x\n${key}` },
    ],
    badNotes: [
      bad('extension line', sign(`${text}more\n`)),
      bad('two lines', sign(text.split('\n').slice(0, 2).join('\n').concat('\n'))),
      bad('leading zero', sign(text.replace('\n103\n', '\n0103\n'))),
      bad('sign', sign(text.replace('\n103\n', '\n+103\n'))),
      bad('beyond 2^53 - 1', sign(text.replace('\n103\n', '\n9007199254740992\n'))),
      bad('not decimal', sign(text.replace('\n103\n', '\n0x67\n'))),
      bad('root of 31 bytes', sign(`${ORIGIN}\n103\n${toBase64(fixed('root', 31))}\n`)),
      bad('root in base64url', sign(`${ORIGIN}\n103\n${'-'.repeat(43)}=\n`)),
      bad('root without padding', sign(text.replace(/=\n$/, '\n'))),
      bad('another origin', sign(text.replace(ORIGIN, 'amana/other'))),
      bad('signed by a witness alone', other),
      bad('changed after signing', note.replace('\n103\n', '\n104\n')),
      bad('carriage return', note.replaceAll('\n', '\r\n')),
      bad('tab', note.replace('— ', '—\t')),
      bad('hyphen in place of the dash', note.replace('— ', '- ')),
      bad('two spaces', note.replace('— ', '—  ')),
      bad('space after the signature', note.replace(/\n$/, ' \n')),
      bad('no line feed at the end', note.slice(0, -1)),
      bad('empty line at the end', `${note}\n`),
      bad('a line that is no signature', `${note}more\n`),
      bad('a signature of 4 bytes', `${note}— witness.example AAAAAA==\n`),
      bad('no empty line', note.replace('\n\n', '\n')),
      bad('no signature', note.slice(0, note.indexOf('\n\n') + 2)),
      bad('key of another name', note, verifierKey('amana/other', publicKey)),
      bad('another key', note, verifierKey(ORIGIN, publicKeyOf(fixed('another signing key')))),
    ],
  }
}
