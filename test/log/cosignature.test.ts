import { concat, fromBase64, fromHex, toBase64, utf8 } from '@amana/codec'
import { publicKeyOf, sha256, sign, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import {
  cosign,
  cosignaturesOf,
  openCheckpoint,
  parseVerifierKey,
  parseWitnessKey,
  signCheckpoint,
  verifierKey,
  witnessKey,
} from '@amana/log'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { answer, refusal } from '../codec/refusal.js'

beforeAll(() => void useBackend(nodeBackend))

const seedOf = (name: string) => sha256(utf8(`cosignature test, not secret: ${name}`))
const ORIGIN = 'amana/test'
const log = parseVerifierKey(verifierKey(ORIGIN, publicKeyOf(seedOf('log'))))
const NOTE = signCheckpoint({ origin: ORIGIN, size: 3, root: sha256(utf8('root')) }, seedOf('log'))
const ann = parseWitnessKey(witnessKey('ann.example', publicKeyOf(seedOf('ann'))))
const bob = parseWitnessKey(witnessKey('bob.example', publicKeyOf(seedOf('bob'))))
const TIME = 1_423_000_000

describe('a cosignature', () => {
  const cosigned = cosign(NOTE, 'ann.example', seedOf('ann'), TIME)

  it('says who saw the checkpoint and when', () => {
    const { text, cosignatures } = cosignaturesOf(cosigned, [ann, bob])
    expect(text).toBe(NOTE.slice(0, NOTE.indexOf('\n\n') + 1))
    expect(cosignatures).toEqual([{ key: ann, time: TIME }])
  })

  it('is made as C2SP tlog-cosignature says: 8 bytes of time, and Ed25519 over two lines and the text', () => {
    const line = cosigned.slice(NOTE.length)
    const text = NOTE.slice(0, NOTE.indexOf('\n\n') + 1)
    const bytes = fromBase64(line.split(' ')[2]!.trim())
    const id = sha256(concat(utf8('ann.example\n'), Uint8Array.of(4), ann.publicKey)).subarray(0, 4)
    const signature = sign(seedOf('ann'), utf8(`cosignature/v1\ntime ${TIME}\n${text}`))
    expect(bytes).toEqual(concat(id, fromHex(TIME.toString(16).padStart(16, '0')), signature))
  })

  it('leaves the signature of the log as it is', () => {
    expect(openCheckpoint(cosigned, log)).toMatchObject({ checkpoint: { size: 3 }, note: { unverified: 1 } })
  })

  it('is refused with any byte of the signed text, the time or the signature changed', () => {
    const bytes = utf8(cosigned)
    const start = utf8(NOTE.slice(0, NOTE.indexOf('\n\n') + 1)).length
    for (let at = 0; at < bytes.length; at++) {
      // The signature of the log itself is for `openCheckpoint`.
      if (at > start && at < utf8(NOTE).length) continue
      const changed = bytes.slice()
      changed[at]! ^= 1
      let found: unknown
      try {
        found = cosignaturesOf(new TextDecoder().decode(changed), [ann]).cosignatures
      } catch (error) {
        found = (error as { code: string }).code
      }
      if (Array.isArray(found) && found.length > 0) throw new Error(`byte ${at} does not matter`)
    }
  })

  it('of an unknown witness counts for nothing, and does not stand in the way', () => {
    expect(cosignaturesOf(cosigned, [bob]).cosignatures).toEqual([])
    expect(cosignaturesOf(cosigned, []).cosignatures).toEqual([])
  })

  it('that does not hold spoils the note, even if another one of that witness does', () => {
    const other = cosign(NOTE.replace('\n3\n', '\n4\n'), 'ann.example', seedOf('ann'), TIME)
    const both = cosigned + other.slice(NOTE.length)
    expect(refusal(() => cosignaturesOf(both, [ann])).code).toBe('log/bad-signature')
  })

  it('counts from the earliest time where a witness cosigned twice', () => {
    const twice = cosign(cosigned, 'ann.example', seedOf('ann'), TIME - 5)
    expect(cosignaturesOf(twice, [ann]).cosignatures).toEqual([{ key: ann, time: TIME - 5 }])
  })

  it('is not a signature of the log, nor the other way round', () => {
    // One key in both parts: the types keep what is signed apart.
    const asWitness = parseWitnessKey(witnessKey(ORIGIN, log.publicKey))
    expect(cosignaturesOf(NOTE, [asWitness]).cosignatures).toEqual([])
    const own = cosign(NOTE, ORIGIN, seedOf('log'), TIME)
    const forged = own.replace(NOTE.slice(NOTE.indexOf('\u2014')), '')
    expect(refusal(() => openCheckpoint(forged, log)).code).toBe('log/unsigned')
  })

  it('at a time that is none is refused', () => {
    for (const time of [-1, 0.5, Number.NaN, 2 ** 53])
      expect(refusal(() => cosign(NOTE, 'ann.example', seedOf('ann'), time)).code).toBe('log/bad-time')
    const huge = concat(new Uint8Array(8).fill(0x7f), new Uint8Array(64))
    const line = `\u2014 ann.example ${toBase64(concat(fromHex(ann.hash), huge))}\n`
    expect(refusal(() => cosignaturesOf(NOTE + line, [ann])).code).toBe('log/bad-signature')
  })

  it('has a key of its own kind', () => {
    const text = witnessKey('ann.example', ann.publicKey)
    expect(answer(() => parseVerifierKey(text))).toBe('log/bad-key')
    expect(answer(() => parseWitnessKey(verifierKey(ORIGIN, log.publicKey)))).toBe('log/bad-key')
    for (let at = 0; at < text.length; at++)
      expect(answer(() => parseWitnessKey(`${text.slice(0, at)}~${text.slice(at + 1)}`))).toBe('log/bad-key')
  })
})
