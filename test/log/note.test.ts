import { fromBase64, toHex, utf8 } from '@amana/codec'
import { nobleBackend, publicKeyOf, sha256, sign, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { openNote, parseVerifierKey, signNote, type VerifierKey, verifierKey } from '@amana/log'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { answer, refusal } from '../codec/refusal.js'
import { itWith } from '../crypto/vectors.js'

// Thousands of checks of signatures: the faster backend. Both answer alike, which the tests of crypto prove.
beforeAll(() => void useBackend(nodeBackend))
afterAll(() => void useBackend(nobleBackend))

const FILE = 'golang-mod-sumdb/signed-note.json'

interface Vectors {
  readonly text: string
  readonly keys: { readonly peter: string; readonly enoch: string; readonly c2spExample: string }
  readonly signerKeyPeter: string
  readonly badVkeys: readonly string[]
  readonly peterSig: string
  readonly enochSig: string
  readonly c2spExampleNote: string
}

const codeOf = (note: string, ...keys: readonly VerifierKey[]): string =>
  refusal(() => openNote(note, keys)).code

describe('the keys and notes of golang.org/x/mod and C2SP', () => {
  itWith<Vectors>(FILE, 'verifier keys are read, and written as they were', ({ keys }) => {
    for (const [text, name] of [
      [keys.peter, 'PeterNeumann'],
      [keys.enoch, 'EnochRoot'],
      [keys.c2spExample, 'example.com/foo'],
    ] as const) {
      const key = parseVerifierKey(text)
      expect(key.name).toBe(name)
      expect(verifierKey(name, key.publicKey)).toBe(text)
    }
  })

  itWith<Vectors>(FILE, 'no proper part of a verifier key is a key', ({ keys: { peter } }) => {
    for (let from = 0; from < peter.length; from++)
      for (let to = from; to <= peter.length; to++) {
        if (from === 0 && to === peter.length) continue
        if (answer(() => parseVerifierKey(peter.slice(from, to))) !== 'log/bad-key')
          throw new Error(`${peter.slice(from, to)} is read`)
      }
  })

  itWith<Vectors>(FILE, 'a verifier key with any character changed is none', ({ keys: { peter } }) => {
    for (let at = 0; at < peter.length; at++)
      for (const other of [String.fromCharCode(peter.charCodeAt(at) + 1), ' ', '+', 'A', 'f', '='])
        if (other !== peter[at]) {
          const changed = peter.slice(0, at) + other + peter.slice(at + 1)
          expect([changed, answer(() => parseVerifierKey(changed))]).toEqual([changed, 'log/bad-key'])
        }
  })

  itWith<Vectors>(
    FILE,
    'verifier keys of a wrong length or of an unknown algorithm are refused',
    ({ badVkeys }) => {
      expect(badVkeys.length).toBe(2)
      for (const text of badVkeys) expect(refusal(() => parseVerifierKey(text)).code).toBe('log/bad-key')
    },
  )

  itWith<Vectors>(FILE, 'signing gives the published signature', ({ text, signerKeyPeter, peterSig }) => {
    const seed = fromBase64(signerKeyPeter.split('+').slice(4).join('+')).subarray(1)
    expect(signNote(text, 'PeterNeumann', seed)).toBe(`${text}\n${peterSig}`)
  })

  itWith<Vectors>(FILE, 'the notes open for the keys that signed them, and for them alone', (v) => {
    const peter = parseVerifierKey(v.keys.peter)
    const enoch = parseVerifierKey(v.keys.enoch)
    const byPeter = { name: 'PeterNeumann', hash: 'c74f20a3' }
    const byEnoch = { name: 'EnochRoot', hash: 'af0cfe78' }
    const both = `${v.text}\n${v.peterSig}${v.enochSig}`
    const { text } = v
    expect(openNote(`${text}\n${v.peterSig}`, [peter])).toEqual({
      text,
      signatures: [byPeter],
      unverified: 0,
    })
    expect(openNote(both, [peter, enoch])).toEqual({ text, signatures: [byPeter, byEnoch], unverified: 0 })
    expect(openNote(both, [enoch, peter])).toEqual({ text, signatures: [byPeter, byEnoch], unverified: 0 })
    expect(openNote(both, [enoch])).toEqual({ text, signatures: [byEnoch], unverified: 1 })
    expect(openNote(both, [peter])).toEqual({ text, signatures: [byPeter], unverified: 1 })
    expect(codeOf(both)).toBe('log/unsigned')
    expect(codeOf(`${text}\n${v.peterSig}`, enoch)).toBe('log/unsigned')
    const example = openNote(v.c2spExampleNote, [parseVerifierKey(v.keys.c2spExample)])
    expect(example.text).toBe('This is an example message.\n')
  })

  itWith<Vectors>(FILE, 'repeated signatures count once', (v) => {
    const peter = parseVerifierKey(v.keys.peter)
    const note = `${v.text}\n${v.peterSig}${v.enochSig}${v.enochSig}${v.peterSig}`
    const opened = openNote(note, [peter])
    expect([opened.signatures.length, opened.unverified]).toEqual([1, 1])
  })

  itWith<Vectors>(FILE, 'a key given twice is ambiguous', (v) => {
    const peter = parseVerifierKey(v.keys.peter)
    expect(codeOf(`${v.text}\n${v.peterSig}`, peter, peter)).toBe('log/bad-key')
  })

  itWith<Vectors>(FILE, 'a bad signature of a given key spoils the note, even beside a good one', (v) => {
    const peter = parseVerifierKey(v.keys.peter)
    const enoch = parseVerifierKey(v.keys.enoch)
    const spoiled = v.peterSig.replace('ZJku', 'ZJkv')
    expect(spoiled).not.toBe(v.peterSig)
    expect(codeOf(`${v.text}\n${spoiled}`, peter)).toBe('log/bad-signature')
    expect(codeOf(`${v.text}\n${v.enochSig}${spoiled}`, peter, enoch)).toBe('log/bad-signature')
    expect(codeOf(`${v.text}\n${v.peterSig}${spoiled}`, peter)).toBe('log/bad-signature')
    // To a reader without that key it is a line like any other.
    expect(openNote(`${v.text}\n${v.enochSig}${spoiled}`, [enoch]).unverified).toBe(1)
  })

  itWith<Vectors>(FILE, 'up to 100 signature lines are read, 101 are not', (v) => {
    const peter = parseVerifierKey(v.keys.peter)
    const note = (lines: number) => `${v.text}\n${v.peterSig}${v.enochSig.repeat(lines - 1)}`
    expect(openNote(note(100), [peter]).unverified).toBe(1)
    expect(codeOf(note(101), peter)).toBe('log/bad-note')
  })

  itWith<Vectors>(FILE, 'what is no note is refused as such', (v) => {
    const peter = parseVerifierKey(v.keys.peter)
    const { text, peterSig } = v
    const good = `${text}\n${peterSig}`
    for (const bad of [
      '',
      '\n',
      text,
      `${text}\n`,
      `${text}${peterSig}`,
      good.slice(0, -1),
      `${good}\n`,
      `${good}trailing text\n`,
      `${good}\u2014 \n`,
      `${good}\u2014 Name\n`,
      `${good}\u2014 Name \n`,
      `${good}\u2014 Name !!!!\n`,
      `${good}\u2014 Name AAAA\n`,
      `${good}\u2014 Name AAAAAA==\n`,
      `${good}\u2014 Na+me AAAAAAA=\n`,
      `${good}\u2014 Na\u00a0me AAAAAAA=\n`,
      `${good}\u2014 Name AAAAAAA= more\n`,
      `${good}\u2014 Na me AAAAAAA=\n`,
      `${good}\u2014  AAAAAAA=\n`,
      `${good}- Name AAAAAAA=\n`,
      `${good}\u2014Name AAAAAAA=\n`,
      `${good} \u2014 Name AAAAAAA=\n`,
      good.replace('\u2014 ', '-- '),
      good.replaceAll('\n', '\r\n'),
      good.replace('If', 'I\u0001f'),
      good.replace('If', 'I\tf'),
      good.replace('If', 'I\0f'),
      good.replace('If', 'I\ud800f'),
    ])
      expect([bad, answer(() => openNote(bad, [peter]))]).toEqual([bad, 'log/bad-note'])
  })
})

describe('a signed note', () => {
  const seed = sha256(utf8('a seed for tests'))
  const name = 'log.example/1'
  const key = parseVerifierKey(verifierKey(name, publicKeyOf(seed)))

  it('opens to the text that was signed, whatever lines it has', () => {
    for (const text of [
      'one line\n',
      '\n',
      '\n\n',
      'a\n\nb\n',
      'a\n\n',
      '— a b\n\n— c d\n',
      'الباب ٢٠١٤\n',
      '\ufeffmarked\n',
    ]) {
      const opened = openNote(signNote(text, name, seed), [key])
      expect(opened).toEqual({ text, signatures: [{ name, hash: key.hash }], unverified: 0 })
    }
  })

  it('is no longer open with any one character changed, left out or doubled', () => {
    const note = signNote('first line\nsecond line\n', name, seed)
    const refused = (changed: string) => {
      if (changed === note) return
      const code = answer(() => openNote(changed, [key]))
      if (typeof code !== 'string' || !/^log\/(bad-note|bad-signature|unsigned)$/.test(code))
        throw new Error(`still open: ${changed}`)
    }
    for (let at = 0; at < note.length; at++) {
      for (const other of ['\n', ' ', '=', 'A', '\u2014', String.fromCharCode(note.charCodeAt(at) ^ 1)])
        refused(note.slice(0, at) + other + note.slice(at + 1))
      refused(note.slice(0, at) + note.slice(at + 1))
      refused(note.slice(0, at) + note[at]! + note.slice(at))
      refused(note.slice(0, at))
    }
  })

  it('is made only of a text that can be opened again', () => {
    for (const text of ['', 'no newline', 'a\rb\n', 'a\tb\n', 'a\0\n', '\ud800\n'])
      expect(refusal(() => signNote(text, name, seed)).code).toBe('log/bad-note')
    expect(refusal(() => signNote(`${'a'.repeat(1_000_000)}\n`, name, seed)).code).toBe('log/bad-note')
  })

  it('of more than a million characters is refused unread', () => {
    expect(codeOf(`${'a\n'.repeat(600_000)}\n\u2014 ${name} AAAAAAA=\n`, key)).toBe('log/bad-note')
  })

  it('needs a name without spaces, plus signs and control characters, and a key of 32 bytes', () => {
    for (const bad of ['', 'a b', 'a+b', 'a\nb', 'a\u00a0b', 'a\u3000b', 'a\u0001b', '\ud800']) {
      expect(refusal(() => verifierKey(bad, key.publicKey)).code).toBe('log/bad-key')
      expect(refusal(() => signNote('a\n', bad, seed)).code).toBe('log/bad-key')
    }
    for (const length of [0, 31, 33])
      expect(refusal(() => verifierKey(name, new Uint8Array(length))).code).toBe('log/bad-key')
    expect(refusal(() => signNote('a\n', name, new Uint8Array(31))).code).toBe('crypto/bad-length')
  })

  it('of another algorithm under the same name and key is not taken for one of ours', () => {
    // A witness's cosignature (type 0x04) has another key hash, so its line is unverified and spoils nothing.
    const cosigner = toHex(sha256(Uint8Array.of(...utf8(`${name}\n`), 4, ...key.publicKey)).subarray(0, 4))
    const payload = Uint8Array.of(
      ...Buffer.from(cosigner, 'hex'),
      ...new Uint8Array(8),
      ...sign(seed, utf8('other')),
    )
    const line = `\u2014 ${name} ${Buffer.from(payload).toString('base64')}\n`
    expect(openNote(`${signNote('text\n', name, seed)}${line}`, [key]).unverified).toBe(1)
  })

  it('signed by a key of low order is never open', () => {
    const weak = parseVerifierKey(verifierKey(name, Uint8Array.of(1, ...new Uint8Array(31))))
    const payload = Uint8Array.of(...Buffer.from(weak.hash, 'hex'), 1, ...new Uint8Array(63))
    const note = `text\n\n\u2014 ${name} ${Buffer.from(payload).toString('base64')}\n`
    expect(codeOf(note, weak)).toBe('log/bad-signature')
  })
})
