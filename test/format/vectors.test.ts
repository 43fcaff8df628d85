// The vectors in test/vectors: made by the code as it is, and right by the code and by the page.
import { execFileSync } from 'node:child_process'
import { readRecovery, readShare, recoverSecret } from '@amana/bundle'
import { type AmanaError, decode, encode, fromHex, toHex, utf8, type Value } from '@amana/codec'
import {
  digest,
  hmacSha256,
  idKey,
  keystream,
  publicKeyOf,
  storeKey,
  type Tag,
  useBackend,
} from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { newScope, tokensOf } from '@amana/linkage'
import {
  leafHash,
  openCheckpoint,
  parseVerifierKey,
  partialRoot,
  signCheckpoint,
  verifierKey,
} from '@amana/log'
import type { NameParts } from '@amana/names'
import {
  asRecordId,
  commitRecord,
  entryBytes,
  fieldCommitment,
  fits,
  type Kind,
  openGrant,
  openIdentities,
  recordId,
  SCHEMAS,
  saltsOf,
  schemaDigest,
  sealForRecipients,
} from '@amana/records'
import { describe, expect, it } from '@jest/globals'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { independent, refuses, vectors } from './verdict.js'

useBackend(nodeBackend)

type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly bytes: string }
  | { readonly map: readonly (readonly [string | number, Json])[] }

/** A value as our code has it. */
function fromJson(json: Json): Value {
  if (json === null || typeof json !== 'object') return json
  if (Array.isArray(json)) return (json as readonly Json[]).map(fromJson)
  if ('bytes' in json) return fromHex(json.bytes)
  return new Map(
    (json as { map: readonly (readonly [string | number, Json])[] }).map.map(([key, item]) => [
      key,
      fromJson(item),
    ]),
  )
}

/** The same as the independent verifier has it. */
function plain(json: Json): unknown {
  if (json === null || typeof json !== 'object') return json
  if (Array.isArray(json)) return (json as readonly Json[]).map(plain)
  if ('bytes' in json) return Buffer.from(json.bytes, 'hex')
  return {
    map: (json as { map: readonly (readonly [string | number, Json])[] }).map.map(([key, item]) => [
      key,
      plain(item),
    ]),
  }
}

const buffer = (hex: string) => Buffer.from(hex, 'hex')
const hex = (bytes: Uint8Array | null) => (bytes === null ? null : toHex(bytes))
const schemaNamed = (name: string) => SCHEMAS.find((schema) => schema.name === name)!

describe('The vectors', () => {
  it('are byte for byte what the code makes, and so are the made blocks of the page', () => {
    const run = () =>
      execFileSync(process.execPath, ['test/vectors/make.mjs', '--check'], {
        encoding: 'utf8',
        stdio: 'pipe',
      })
    expect(run()).toBe('')
  })

  it('section 1: each value has its encoding, and each encoding its value', () => {
    for (const { value, hex: bytes } of vectors<{ cases: { value: Json; hex: string }[] }>('cbor-good.json')
      .cases) {
      expect(toHex(encode(fromJson(value)))).toBe(bytes)
      expect(toHex(encode(decode(fromHex(bytes))))).toBe(bytes)
      expect(toHex(independent.encode(plain(value)))).toBe(bytes)
      expect(toHex(independent.encode(independent.decode(buffer(bytes))))).toBe(bytes)
    }
  })

  it('section 1: what is not of the profile is refused', () => {
    for (const { hex: bytes, reason } of vectors<{ cases: { hex: string; reason: string }[] }>(
      'cbor-bad.json',
    ).cases) {
      expect([reason, refuses(() => decode(fromHex(bytes)))]).toEqual([reason, true])
      expect([reason, refuses(() => independent.decode(buffer(bytes)))]).toEqual([reason, true])
    }
  })

  it('section 2: digests, and digests under a key', () => {
    const file = vectors<{
      digest: { tag: Tag; parts: Json[]; input: string; digest: string }[]
      prf: { key: string; tag: Tag; parts: Json[]; input: string; output: string }[]
    }>('digests.json')
    for (const { tag, parts, input, digest: expected } of file.digest) {
      expect(toHex(encode([tag, ...parts.map(fromJson)]))).toBe(input)
      expect(toHex(digest(tag, ...parts.map(fromJson)))).toBe(expected)
      expect(toHex(independent.digest(tag, ...parts.map(plain)))).toBe(expected)
    }
    for (const { key, tag, parts, input, output } of file.prf) {
      expect(toHex(encode([tag, ...parts.map(fromJson)]))).toBe(input)
      expect(toHex(hmacSha256(fromHex(key), fromHex(input)))).toBe(output)
    }
  })

  it('section 2: what a custodian derives', () => {
    const file = vectors<{
      keys: { master: string; idKey: string; storeKey: string }[]
      ids: { master: string; kind: Kind; key: string; id: string }[]
      keystreams: { seed: string; length: number; keystream: string }[]
      salts: {
        secret: string
        schema: string
        id: string
        revision: number
        values: string
        seed: string
        salts: string
      }[]
      tokens: {
        key: string
        scope: string
        epoch: number
        normaliser: string
        id: string
        parts: NameParts
        date: string
        age: number | null
        tokenKey: string
        fillerKey: string
        messages: (string | null)[]
        tokens: string[]
      }[]
    }>('derived.json')
    for (const keys of file.keys) {
      expect(toHex(idKey(fromHex(keys.master)))).toBe(keys.idKey)
      expect(toHex(storeKey(fromHex(keys.master)))).toBe(keys.storeKey)
    }
    for (const { master, kind, key, id } of file.ids)
      expect(toHex(recordId(idKey(fromHex(master)), kind, key))).toBe(id)
    for (const { seed, length, keystream: expected } of file.keystreams)
      expect(toHex(keystream(fromHex(seed), length))).toBe(expected)
    for (const { secret, schema, id, revision, values, seed, salts } of file.salts) {
      const record = {
        schema: schemaNamed(schema),
        id: asRecordId(fromHex(id)),
        revision,
        values: decode(fromHex(values)) as readonly Value[],
      }
      expect(toHex(saltsOf(fromHex(secret), record))).toBe(salts)
      expect(toHex(keystream(fromHex(seed), salts.length / 2))).toBe(salts)
    }
    for (const { key, scope, epoch, normaliser, id, parts, date, age, ...made } of file.tokens) {
      const hmac = (under: string, message: Uint8Array) => toHex(hmacSha256(fromHex(under), message))
      const keyOf = (tag: string) => hmac(key, encode([tag, scope, epoch, normaliser]))
      expect(keyOf('amana/1/token')).toBe(made.tokenKey)
      expect(keyOf('amana/1/filler')).toBe(made.fillerKey)
      const seed = fromHex(hmac(made.fillerKey, fromHex(id)))
      const fillers = toHex(keystream(seed, 16 * made.messages.length))
      expect(made.tokens).toEqual(
        made.messages.map((message, slot) =>
          message === null
            ? fillers.slice(32 * slot, 32 * slot + 32)
            : hmac(made.tokenKey, utf8(message)).slice(0, 32),
        ),
      )
      const facts = { parts, date, ...(age === null ? {} : { age }) }
      const ours = tokensOf(newScope(scope, epoch, fromHex(key), normaliser), fromHex(id), facts)
      expect(ours.map(toHex)).toEqual(made.tokens)
    }
  })

  it('section 3: commitments of fields', () => {
    type Case = {
      origin: string
      id: string
      revision: number
      salt: string
      name: string
      value: Json
      commitment: string
      leaf: string
    }
    for (const { origin, id, revision, salt, name, value, commitment, leaf } of vectors<{ cases: Case[] }>(
      'commitments.json',
    ).cases) {
      const made = fieldCommitment(origin, fromHex(id), revision, fromHex(salt), name, fromJson(value))
      expect([toHex(made), toHex(leafHash(made))]).toEqual([commitment, leaf])
      const again = independent.commitment(origin, buffer(id), revision, buffer(salt), name, plain(value))
      expect([toHex(again), toHex(independent.leaf(again))]).toEqual([commitment, leaf])
    }
  })

  it('section 3: roots of partial trees, and shapes to refuse', () => {
    type Case = {
      leaves: number
      open: number[]
      openLeaves: string[]
      siblings: string[]
      root: string | null
    }
    for (const { leaves, open, openLeaves, siblings, root } of vectors<{ cases: Case[] }>(
      'partial-trees.json',
    ).cases) {
      expect(hex(partialRoot(leaves, open, openLeaves.map(fromHex), siblings.map(fromHex)))).toBe(root)
      expect(hex(independent.partialRoot(leaves, open, openLeaves.map(buffer), siblings.map(buffer)))).toBe(
        root,
      )
    }
  })

  it('section 4: schema digests and entries', () => {
    const file = vectors<{
      schemas: { name: string; input: string; digest: string }[]
      entries: {
        origin: string
        secret: string
        schema: string
        id: string
        revision: number
        values: string
        root: string
        entry: string
        leaf: string
      }[]
    }>('entries.json')
    expect(file.schemas.map(({ name }) => name)).toEqual(independent.schemas.map(({ name }) => name))
    for (const [i, { name, digest: expected }] of file.schemas.entries()) {
      expect(toHex(schemaDigest(schemaNamed(name)))).toBe(expected)
      expect([toHex(independent.schemas[i]!.digest), independent.schemas[i]!.stated]).toEqual([
        expected,
        expected,
      ])
    }
    for (const { origin, secret, schema, id, revision, values, root, entry, leaf } of file.entries) {
      const record = {
        schema: schemaNamed(schema),
        id: asRecordId(fromHex(id)),
        revision,
        values: decode(fromHex(values)) as readonly Value[],
      }
      const made = commitRecord(origin, fromHex(secret), record)
      expect([toHex(made.root), toHex(entryBytes(made)), toHex(leafHash(entryBytes(made)))]).toEqual([
        root,
        entry,
        leaf,
      ])
      const known = independent.schemas.find(({ name }) => name === schema)!
      expect(toHex(independent.entry(known, buffer(id), revision, buffer(root)))).toBe(entry)
    }
  })

  it('section 4: what a field can hold', () => {
    for (const { schema, field, value, fits: expected } of vectors<{
      cases: { schema: string; field: string; value: Json; fits: boolean }[]
    }>('values.json').cases) {
      const where = [schema, field, value, expected]
      expect([
        schema,
        field,
        value,
        fits(schemaNamed(schema).fields.find(({ name }) => name === field)!, fromJson(value)),
      ]).toEqual(where)
      const known = independent.schemas
        .find(({ name }) => name === schema)!
        .fields.find(({ name }) => name === field)!
      expect([schema, field, value, independent.fits(known, plain(value))]).toEqual(where)
    }
  })

  it('section 5: keys and checkpoints that open, and those to refuse', () => {
    const file = vectors<{
      good: {
        seed?: string
        publicKey?: string
        key: string
        origin: string
        size: number
        root: string
        note: string
      }[]
      badKeys: { why: string; key: string }[]
      badNotes: { why: string; key: string; note: string }[]
    }>('checkpoints.json')
    for (const { seed, publicKey, key, origin, size, root, note } of file.good) {
      const { checkpoint } = openCheckpoint(note, parseVerifierKey(key))
      expect({ ...checkpoint, root: toHex(checkpoint.root) }).toEqual({ origin, size, root })
      const again = independent.openCheckpoint(note, independent.parseKey(key))
      expect({ ...again, root: toHex(again.root) }).toEqual({ origin, size, root })
      if (seed === undefined) continue
      expect(toHex(publicKeyOf(fromHex(seed)))).toBe(publicKey)
      expect(verifierKey(origin, fromHex(publicKey!))).toBe(key)
      expect(signCheckpoint(checkpoint, fromHex(seed))).toBe(note)
    }
    for (const { why, key } of file.badKeys) {
      expect([why, refuses(() => parseVerifierKey(key))]).toEqual([why, true])
      expect([why, refuses(() => independent.parseKey(key))]).toEqual([why, true])
    }
    for (const { why, key, note } of file.badNotes) {
      expect([why, refuses(() => openCheckpoint(note, parseVerifierKey(key)))]).toEqual([why, true])
      expect([why, refuses(() => independent.openCheckpoint(note, independent.parseKey(key)))]).toEqual([
        why,
        true,
      ])
    }
  })

  it('section 8: the escrow file opens to its identities, and what is not so is refused', () => {
    const file = vectors<{
      key: string
      file: string
      one: string
      bad: { why: string; file: string }[]
      records: {
        schema: string
        id: string
        revision: number
        root: string
        identity: Record<string, Json>
      }[]
    }>('escrow.json')
    const opened = openIdentities(fromHex(file.key), fromHex(file.file))
    expect(opened.length).toBe(file.records.length)
    for (const [i, { schema, id, revision, root, identity }] of file.records.entries()) {
      const { entry, identity: partial } = opened[i]!
      expect([entry.schema.name, toHex(entry.id), entry.revision, toHex(entry.root)]).toEqual([
        schema,
        id,
        revision,
        root,
      ])
      const named = partial.open.map((p, at) => [entry.schema.fields[p]!.name, partial.values[at]!] as const)
      expect(named.filter(([, value]) => value !== null)).toEqual(
        Object.entries(identity).map(([name, value]) => [name, fromJson(value)]),
      )
    }
    expect(openIdentities(fromHex(file.key), fromHex(file.one)).length).toBe(1)
    for (const { why, file: bytes } of file.bad)
      expect([why, refuses(() => openIdentities(fromHex(file.key), fromHex(bytes)))]).toEqual([why, true])
  })

  it('section 9: the plaintext of a grant opens as one, and what is not so is refused', async () => {
    const identity = await generateX25519Identity()
    const recipients = [await identityToRecipient(identity)]
    const { cases, bad } = vectors<{
      cases: {
        plaintext: string
        origin: string
        id: string
        revision: number
        root: string
        open: Record<string, Json>
      }[]
      bad: { why: string; plaintext: string }[]
    }>('grants.json')
    for (const { why, plaintext } of bad) {
      const file = await sealForRecipients(fromHex(plaintext), { recipients })
      const outcome = await openGrant(file, { identities: [identity] }).catch(
        (error: AmanaError) => error.code,
      )
      expect([why, outcome]).toEqual([why, 'grant/bad-file'])
    }
    for (const grant of cases) {
      const file = await sealForRecipients(fromHex(grant.plaintext), { recipients })
      const { origin, partial, root } = await openGrant(file, { identities: [identity] })
      expect([origin, toHex(partial.id), partial.revision, toHex(root)]).toEqual([
        grant.origin,
        grant.id,
        grant.revision,
        grant.root,
      ])
      const named = partial.open.map(
        (p, at) => [partial.schema.fields[p]!.name, partial.values[at]!] as const,
      )
      expect(Object.fromEntries(named)).toEqual(grant.open)
    }
  })

  it('section 12: any two shares give the key, by the page’s field and by our code', async () => {
    interface Made {
      readonly key: string
      readonly secret: string
      readonly recovery: string
      readonly shares: readonly { readonly part: string; readonly file: string; readonly text: string }[]
    }
    const { key, secret, recovery, shares } = vectors<Made>('shares.json')
    const times = (a: number, b: number): number => {
      let product = 0
      for (let bit = 0; bit < 8; bit++) {
        if (((b >> bit) & 1) === 1) product ^= a << bit
      }
      for (let bit = 14; bit >= 8; bit--) if (((product >> bit) & 1) === 1) product ^= 0x11b << (bit - 8)
      return product
    }
    const inverse = (a: number): number =>
      Array.from({ length: 256 }, (_, b) => b).find((b) => times(a, b) === 1)!
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const [one, two] = [a, b].map((i) => fromHex(shares[i]!.part))
      const [x, y] = [one![32]!, two![32]!]
      const [ofOne, ofTwo] = [times(y, inverse(x ^ y)), times(x, inverse(x ^ y))]
      const met = Uint8Array.from({ length: 32 }, (_, i) => times(one![i]!, ofOne) ^ times(two![i]!, ofTwo))
      expect(toHex(met)).toBe(key)

      const files = [a, b].map((i) => readShare(fromHex(shares[i]!.file)))
      const texts = [a, b].map((i) => readShare(utf8(shares[i]!.text)))
      expect(texts.map(({ share }) => share)).toEqual(files.map(({ share }) => share))
      const common = readRecovery(fromHex(recovery))
      expect(files.map(({ recovery: own }) => own)).toEqual([common, common])
      const back = await recoverSecret(
        common,
        texts.map(({ share }) => ({ name: `${share.number}`, share })),
      )
      expect(toHex(back.secret)).toBe(secret)
    }
  })
})
