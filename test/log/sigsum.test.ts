/**
 * A proof of a log and witnesses that really run (Sigsum), checked with our code: its tree head is a checkpoint, its
 * witnesses cosign as C2SP says, its policy is ours with keys written in another way.
 */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { concat, fromHex, toBase64, toHex, utf8 } from '@amana/codec'
import { sha256, useBackend, verify } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import {
  cosignaturesOf,
  leafHash,
  meets,
  openNote,
  type Policy,
  parsePolicy,
  parseVerifierKey,
  verifierKey,
  verifyInclusion,
  witnessKey,
} from '@amana/log'
import { beforeAll, describe, expect, it } from '@jest/globals'

beforeAll(() => void useBackend(nodeBackend))

const FOLDER = resolve(process.cwd(), '../shared/vectors/sigsum')
const SUBMITTER = fromHex('236bb3cff541f16b1c357624d20f258cc48b7c57080ff7de60c971df70c04ad8')
const hashOf = (publicKey: Uint8Array) => toHex(sha256(publicKey))
const originOf = (publicKey: Uint8Array) => `sigsum.org/v1/tree/${hashOf(publicKey)}`

/** The policy with keys as C2SP writes them. A log's name there is its origin; a witness has the hash of its key for one. */
function policyOf(text: string): Policy {
  const lines = text
    .split('\n')
    .map((line) =>
      line
        .replace(
          /^log ([0-9a-f]{64})/,
          (_, hex) => `log ${verifierKey(originOf(fromHex(hex)), fromHex(hex))}`,
        )
        .replace(
          /^(witness \S+) ([0-9a-f]{64})/,
          (_, head, hex) => `${head} ${witnessKey(hashOf(fromHex(hex)), fromHex(hex))}`,
        ),
    )
  return parsePolicy(`${lines.join('\n')}\n`)
}

/** Whether a proof (Sigsum, version 1) holds for a message; false for whatever is not one. */
function holds(proof: string, message: Uint8Array, policy: Policy): boolean {
  const HEX = '[0-9a-f]'
  const form = new RegExp(
    `^version=1\nlog=(${HEX}{64})\nleaf=(${HEX}{4}) (${HEX}{64}) (${HEX}{128})\n\n` +
      `size=([1-9][0-9]*)\nroot_hash=(${HEX}{64})\nsignature=(${HEX}{128})\n((?:cosignature=${HEX}{64} [0-9]+ ${HEX}{128}\n)*)\n` +
      `leaf_index=(0|[1-9][0-9]*)\n((?:node_hash=${HEX}{64}\n)*)$`,
  )
  const [, logHash, short, keyHash, leafSignature, size, rootHex, signature, cosigned, index, nodes] =
    form.exec(proof) ?? []
  if (nodes === undefined) return false
  const log = policy.logs.find((key) => hashOf(key.publicKey) === logHash)
  if (log === undefined) return false

  // The leaf: what the submitter signed.
  const checksum = sha256(message)
  if (!toHex(checksum).startsWith(short!) || keyHash !== hashOf(SUBMITTER)) return false
  if (!verify(SUBMITTER, concat(utf8('sigsum.org/v1/tree-leaf\0'), checksum), fromHex(leafSignature!)))
    return false
  const leaf = concat(checksum, fromHex(leafSignature!), fromHex(keyHash))

  // The tree head, as the note that it is.
  const root = fromHex(rootHex!)
  const keyOf = (hash: string) =>
    policy.witnesses.find((witness) => witness.name === hash)?.hash ?? '00000000'
  const lineOf = (name: string, hash: string, bytes: Uint8Array) =>
    `\u2014 ${name} ${toBase64(concat(fromHex(hash), bytes))}\n`
  const witnessed = cosigned!
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [, hash, time, hex] = /=(\S+) (\S+) (\S+)/.exec(line)!
      const stamp = fromHex(BigInt(time!).toString(16).padStart(16, '0'))
      return lineOf(hash!, keyOf(hash!), concat(stamp, fromHex(hex!)))
    })
  const note = `${log.name}\n${size}\n${toBase64(root)}\n\n${lineOf(log.name, log.hash, fromHex(signature!))}${witnessed.join('')}`
  try {
    openNote(note, [log])
    const { cosignatures } = cosignaturesOf(note, policy.witnesses)
    if (policy.quorum !== null && !meets(policy.quorum, cosignatures)) return false
  } catch {
    return false
  }
  const path = nodes
    .split('\n')
    .slice(0, -1)
    .map((line) => fromHex(line.slice('node_hash='.length)))
  return verifyInclusion({
    index: BigInt(index!),
    size: BigInt(size!),
    leafHash: leafHash(leaf),
    proof: path,
    root,
  })
}

const present = existsSync(FOLDER)
const describeWith = present ? describe : describe.skip

describeWith(`the proof of Sigsum${present ? '' : ' (../shared/vectors/sigsum is absent)'}`, () => {
  const read = (name: string) => (present ? readFileSync(resolve(FOLDER, name), 'utf8') : '')
  const proof = read('test.sigsum-proof')
  const policy = present ? policyOf(read('policy.txt')) : (undefined as never)
  const message = sha256(utf8('test\n'))
  const known = () => policy.witnesses.map((witness) => witness.name)
  const cosignatures = () => proof.split('\n').filter((line) => line.startsWith('cosignature='))
  const ofKnown = () => cosignatures().filter((line) => known().some((hash) => line.includes(hash)))
  const without = (lines: readonly string[]) =>
    proof
      .split('\n')
      .filter((line) => !lines.includes(line))
      .join('\n')

  it('verifies: leaf, tree head, cosignatures by two of three witnesses, and place in the tree', () => {
    expect(holds(proof, message, policy)).toBe(true)
    expect(ofKnown().length).toBeGreaterThanOrEqual(2)
  })

  it('is refused for another message, another policy, and too few cosignatures', () => {
    expect(holds(proof, sha256(utf8('test')), policy)).toBe(false)
    expect(
      holds(proof, message, { ...policy, logs: [parseVerifierKey(verifierKey('other', SUBMITTER))] }),
    ).toBe(false)
    expect(holds(without(ofKnown().slice(1)), message, policy)).toBe(false)
    expect(holds(without(cosignatures().slice(2)), message, policy)).toBe(
      ofKnown().every((line) => cosignatures().indexOf(line) < 2),
    )
  })

  it('with no more than it needs is refused with any byte flipped', () => {
    const needed = ofKnown().slice(0, 2)
    const least = without(cosignatures().filter((line) => !needed.includes(line)))
    expect(holds(least, message, policy)).toBe(true)
    flipAll(least, (changed) => expect(holds(changed, message, policy)).toBe(false))
  })

  it('as it is, is refused with any byte flipped but in cosignatures that the quorum does not need', () => {
    const spare = cosignatures().map(
      (line) => [proof.indexOf(line), proof.indexOf(line) + line.length] as const,
    )
    flipAll(proof, (changed, at) => {
      if (!spare.some(([from, to]) => at >= from && at < to))
        expect(holds(changed, message, policy)).toBe(false)
    })
  })
})

/** Each byte in turn with its lowest bit flipped: another digit, letter or sign in its place. */
function flipAll(text: string, check: (changed: string, at: number) => void): void {
  for (let at = 0; at < text.length; at++) {
    const other = String.fromCharCode(text.charCodeAt(at) ^ 1)
    check(text.slice(0, at) + other + text.slice(at + 1), at)
  }
}
