import { encode, toHex } from '@amana/codec'
import { blindingOf, digest, hmacSha256, idKey, keystream, prf, storeKey, TAG } from '@amana/crypto'
import { newScope, TOKEN_BYTES, tokensOf } from '@amana/linkage'
import { leafHash, partialProof, rootOf } from '@amana/log'
import {
  commitRecord,
  entryBytes,
  fieldCommitment,
  recordId,
  SCHEMAS,
  saltsOf,
  schemaDigest,
  schemaOf,
  valuesOf,
  talliedCommitment,
  talliedElement,
  PERSON as PERSON_SCHEMA,
} from '@amana/records'
import { whileKeyed } from '../../keyed-messages.mjs'
import { fixed, toJson } from './fixed.mjs'

const ORIGIN = 'amana/example'

const record = (kind, key, revision, named) => ({
  schema: schemaOf(kind),
  id: recordId(idKey(fixed('master secret')), kind, key),
  revision,
  values: valuesOf(schemaOf(kind), named),
})

const PERSON = record('person', 'A-1', 1, {
  status: 'live',
  sex: 'female',
  given: 'هدى',
  linkage: ['hmac-sha256', 'amana-names/0', 'vectors', 1, fixed('token', 12)],
})
const INCIDENT = record('incident', 'market', 2, {
  status: 'live',
  label: 'market',
  date: '2014-12-28',
  latitude: 36370000,
  longitude: -1,
})

/** Section 2: digests, and the same under a key. */
export function digests() {
  const of = (tag, ...parts) => ({
    tag,
    parts: toJson(parts),
    input: toHex(encode([tag, ...parts])),
    digest: toHex(digest(tag, ...parts)),
  })
  const keyed = (key, tag, ...parts) => ({
    key: toHex(key),
    tag,
    parts: toJson(parts),
    input: toHex(encode([tag, ...parts])),
    output: toHex(prf(key, tag, ...parts)),
  })
  return {
    digest: [
      of(TAG.field),
      of(TAG.field, 'a', 1),
      of(TAG.entry, 'a', 1),
      of(TAG.file, fixed('chain'), new Uint8Array(0)),
      of(TAG.schema, ['x', [null, true]]),
    ],
    prf: [
      keyed(fixed('key'), TAG.idKey),
      keyed(fixed('key'), TAG.id, 'person', 'A-1'),
      keyed(fixed('key'), TAG.salts, [new Map([['a', 1]])]),
    ],
  }
}

/** Section 2: what a custodian derives. */
export function derived() {
  const master = fixed('master secret')
  const secret = fixed('record secret')
  const salts = (rec) => {
    const values = encode(rec.values)
    const seed = hmacSha256(secret, encode([TAG.salts, rec.schema.name, rec.id, rec.revision, rec.values]))
    return {
      secret: toHex(secret),
      schema: rec.schema.name,
      id: toHex(rec.id),
      revision: rec.revision,
      values: toHex(values),
      seed: toHex(seed),
      salts: toHex(saltsOf(secret, rec)),
    }
  }
  return {
    keys: [{ master: toHex(master), idKey: toHex(idKey(master)), storeKey: toHex(storeKey(master)) }],
    ids: ['incident', 'person', 'evidence', 'statement'].flatMap((kind) =>
      ['A-1', 'الباب'].map((key) => ({
        master: toHex(master),
        kind,
        key,
        id: toHex(recordId(idKey(master), kind, key)),
      })),
    ),
    keystreams: [1, 64, 65, 704].map((length) => ({
      seed: toHex(secret),
      length,
      keystream: toHex(keystream(secret, length)),
    })),
    salts: [salts(PERSON), salts(INCIDENT), salts({ ...INCIDENT, revision: 3 })],
    tokens: [
      tokens({ given: 'علي', father: 'محمود', family: 'الخطيب' }, '2014-12-28', 34, 'محافظة حلب'),
      tokens({ given: 'Abdul Rahman', family: 'Haddad' }, '2014-02'),
    ],
  }
}

/** The tokens of a made-up person, and under each the message that the code had keyed: null under a filler. */
function tokens(parts, date, age, governorate) {
  const scope = newScope('vectors', 1, fixed('scope key'))
  const known = [scope.id, scope.epoch, scope.normaliser]
  const messages = new Map()
  const facts = { parts, date, ...(age === undefined ? {} : { age }), ...(governorate === undefined ? {} : { governorate }) }
  const made = whileKeyed(
    (message, out) => messages.set(toHex(out.slice(0, TOKEN_BYTES)), Buffer.from(message).toString()),
    () => tokensOf(scope, PERSON.id, facts).map(toHex),
  )
  return {
    key: toHex(scope.key),
    scope: scope.id,
    epoch: scope.epoch,
    normaliser: scope.normaliser,
    id: toHex(PERSON.id),
    parts,
    date,
    age: age ?? null,
    governorate: governorate ?? null,
    tokenKey: toHex(prf(scope.key, TAG.token, ...known)),
    fillerKey: toHex(prf(scope.key, TAG.filler, ...known)),
    messages: made.map((token) => messages.get(token) ?? null),
    tokens: made,
  }
}

/** Section 3: one commitment, and its leaf. */
export function commitments() {
  const cases = [
    ['amana/example', fixed('id', 16), 1, fixed('salt', 16), 'sex', 'female'],
    ['amana/example', fixed('id', 16), 1, fixed('salt', 16), 'sex', null],
    ['amana/example', fixed('id', 16), 2, fixed('salt', 16), 'sex', 'female'],
    ['amana/other', fixed('id', 16), 1, fixed('salt', 16), 'sex', 'female'],
    ['amana/example', fixed('id', 16), 1, fixed('salt', 16), 'sources', [['video', 2]]],
    [
      'amana/example',
      fixed('id', 16),
      1,
      fixed('salt', 16),
      'where',
      new Map([['incident', [fixed('id', 16)]]]),
    ],
  ]
  return cases.map(([origin, id, revision, salt, name, value]) => {
    const { tallied } = PERSON_SCHEMA.fields.find((field) => field.name === name) ?? {}
    const element = tallied ? talliedElement(origin, id, revision, salt, name, value) : null
    const commitment = tallied
      ? talliedCommitment(origin, id, revision, name, element)
      : fieldCommitment(origin, id, revision, salt, name, value)
    return {
      origin,
      id: toHex(id),
      revision,
      salt: toHex(salt),
      name,
      value: toJson(value),
      blinding: tallied ? toHex(blindingOf(origin, id, revision, salt, name, value)) : null,
      element: tallied ? toHex(element) : null,
      commitment: toHex(commitment),
      leaf: toHex(leafHash(commitment)),
    }
  })
}

/** Section 3: partial trees, good ones and ones of the wrong shape. Leaf hash i is SHA-256(0x00 ‖ one byte i). */
export function partialTrees() {
  const cases = []
  const add = (leaves, open, change) => {
    const hashes = Array.from({ length: leaves }, (_, i) => leafHash(Uint8Array.of(i)))
    const siblings = partialProof(hashes, open)
    const root = rootOf(hashes)
    const made = { leaves, open, openLeaves: open.map((i) => hashes[i]), siblings, root }
    const { siblings: given, root: result, ...rest } = { ...made, ...change?.(made) }
    cases.push({
      ...rest,
      openLeaves: rest.openLeaves.map(toHex),
      siblings: given.map(toHex),
      root: result === null ? null : toHex(result),
    })
  }
  for (const leaves of [1, 2, 3, 5, 8])
    for (const open of subsets(leaves)) if (leaves < 4 || open.length % 3 === 1) add(leaves, open)
  for (const open of [
    [0, 1, 2, 3, 4, 5, 6],
    [7],
    [43],
    [0, 43],
    [31, 32],
    Array.from({ length: 44 }, (_, i) => i),
  ])
    add(44, open)
  add(5, [1], ({ siblings }) => ({ siblings: siblings.slice(1), root: null }))
  add(5, [1], ({ siblings }) => ({ siblings: [...siblings, siblings[0]], root: null }))
  add(5, [1, 3], ({ openLeaves }) => ({ open: [3, 1], openLeaves: [...openLeaves].reverse(), root: null }))
  add(5, [1], ({ openLeaves }) => ({ open: [5], openLeaves, root: null }))
  add(5, [1], ({ openLeaves }) => ({ open: [1, 1], openLeaves: [openLeaves[0], openLeaves[0]], root: null }))
  return cases
}

const subsets = (n) =>
  Array.from({ length: 2 ** n }, (_, bits) =>
    Array.from({ length: n }, (_, i) => i).filter((i) => bits & (1 << i)),
  )

/** Section 4: digests of schemas and the entries of committed records. */
export function entries() {
  const description = (schema) => [
    schema.name,
    schema.kind,
    schema.fields.map(({ name, type, vocabulary, identity, tallied, required }) => [
      name,
      type,
      vocabulary === undefined ? null : vocabulary.terms.map(({ code }) => code),
      identity === true,
      tallied === true,
      required === true,
    ]),
  ]
  return {
    schemas: SCHEMAS.map((schema) => ({
      name: schema.name,
      input: toHex(encode([TAG.schema, description(schema)])),
      digest: toHex(schemaDigest(schema)),
    })),
    entries: [PERSON, INCIDENT].map((rec) => {
      const made = commitRecord(ORIGIN, fixed('record secret'), rec)
      return {
        origin: ORIGIN,
        secret: toHex(fixed('record secret')),
        schema: rec.schema.name,
        id: toHex(rec.id),
        revision: rec.revision,
        values: toHex(encode(rec.values)),
        root: toHex(made.root),
        entry: toHex(entryBytes(made)),
        leaf: toHex(leafHash(entryBytes(made))),
      }
    }),
  }
}
