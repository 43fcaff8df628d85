/**
 * From a record to its entry in the log: a salted commitment a field, a small Merkle tree over them, and the entry
 * that binds the tree to the record. See `docs/format.md`, sections 3 and 4.
 */
import {
  AmanaError,
  concat,
  encode,
  type MessageWriter,
  type Value,
  withEncoded,
  withMessages,
} from '@amana/codec'
import {
  blindingOf,
  commitValue,
  commitValues,
  digest,
  digestHead,
  type FieldOpening,
  keystream,
  prf,
  prfOf,
  sha256,
  sha256Many,
  TAG,
} from '@amana/crypto'
import { HASH_BYTES, hashLeafRows, partialProofOf, rootOfRows } from '@amana/log'
import { fits, type Kind, type Schema, schemaDigest } from './schema.js'

declare const brand: unique symbol
/** First 16 bytes of HMAC(K_id, [kind, row key]): the pseudonym of a record, stable over its revisions. */
export type RecordId = Uint8Array & { readonly [brand]: 'RecordId' }

/** Bytes of a salt; 128 bits, since a salt is only ever guessed together with a value. */
export const SALT_BYTES = 16

/** One revision of a record, with every field of its schema; an absent field is null. */
export interface RecordRevision {
  readonly schema: Schema
  readonly id: RecordId
  /** 1 for the first, then consecutive. */
  readonly revision: number
  readonly values: readonly Value[]
}

/** What the log holds of a revision. */
export interface Entry {
  readonly schema: Schema
  readonly id: RecordId
  readonly revision: number
  /** Root of the tree over the field commitments, 32 bytes. */
  readonly root: Uint8Array
}

/** The id of the record that the organisation keeps under `key` (its own row id). */
export const recordId = (idKey: Uint8Array, kind: Kind, key: string): RecordId =>
  prf(idKey, TAG.id, kind, key).slice(0, 16) as RecordId

/** An id read from outside. @throws {AmanaError} `records/bad-id` unless it has 16 bytes. */
export function asRecordId(bytes: Uint8Array): RecordId {
  if (bytes.length !== 16) throw new AmanaError('records/bad-id', 'A record id has 16 bytes.')
  return bytes as RecordId
}

/** The encodings of a revision's values one after the other, and where each ends: in use by one revision at a time, and zeroed after it. */
let encoded = new Uint8Array(4096)
let encodedEnds = new Uint32Array(64)

/** Does something with the encodings of values in {@link encoded}; `length` is their length. */
function withValues<T>(values: readonly Value[], use: (length: number) => T): T {
  const length = withMessages(
    values.length,
    (out, i) => out.value(values[i]!),
    (bytes, ends) => {
      if (bytes.length > encoded.length) encoded = new Uint8Array(2 * bytes.length)
      if (values.length > encodedEnds.length) encodedEnds = new Uint32Array(2 * values.length)
      encoded.set(bytes)
      for (let i = 0; i < values.length; i++) encodedEnds[i] = ends[i]!
      return bytes.length
    },
  )
  try {
    return use(length)
  } finally {
    // They hold names.
    encoded.fill(0, 0, length)
  }
}

/**
 * The salts of one revision: a keystream under HMAC(record secret, [revision, all values]), so that a corrected value
 * has new salts and no slip commits two values under one salt.
 */
export const saltsOf = (secret: Uint8Array, record: RecordRevision): Uint8Array =>
  withValues(record.values, (length) => saltsUnder(secret, record, length))

/** @param length of the values in {@link encoded} */
function saltsUnder(secret: Uint8Array, record: RecordRevision, length: number): Uint8Array {
  const { schema, id, revision, values } = record
  const seed = prfOf(secret, TAG.salts, 4, (out) => {
    out.value(schema.name)
    out.value(id)
    out.value(revision)
    out.list(values.length)
    out.encoded(encoded, 0, length)
  })
  return keystream(seed, SALT_BYTES * values.length)
}

/** digest("field", origin, id, revision, salt, name, value): the commitment to a field that is not tallied. */
export const fieldCommitment = (
  origin: string,
  id: Uint8Array,
  revision: number,
  salt: Uint8Array,
  name: string,
  value: Value,
): Uint8Array => digest(TAG.field, origin, id, revision, salt, name, value)

/**
 * The element C that commits to the value of a tallied field: what a tally counts.
 * @returns 32 bytes, its encoding. See `docs/tally.md`, section 2.
 */
export const talliedElement = (
  origin: string,
  id: Uint8Array,
  revision: number,
  salt: Uint8Array,
  name: string,
  value: Value,
): Uint8Array => commitValue(name, value, blindingOf(origin, id, revision, salt, name, value))

/** digest("pedersen", origin, id, revision, name, C): the commitment to a tallied field, also where only its C is known. */
export const talliedCommitment = (
  origin: string,
  id: Uint8Array,
  revision: number,
  name: string,
  element: Uint8Array,
): Uint8Array => digest(TAG.pedersen, origin, id, revision, name, element)

/** Openings of the commitments to some tallied fields of a revision. */
function openingsOf(
  origin: string,
  { id, revision }: { readonly id: Uint8Array; readonly revision: number },
  fields: readonly { readonly salt: Uint8Array; readonly name: string; readonly value: Value }[],
): FieldOpening[] {
  return fields.map(({ salt, name, value }) => ({
    field: name,
    // A copy: a part of a record or a file would take all of that along to a thread.
    value: value instanceof Uint8Array ? value.slice() : value,
    blinding: blindingOf(origin, id, revision, salt, name, value),
  }))
}

/** The openings of what a revision's tallied fields are committed to, in order: what {@link commitRecord} takes long for. */
export function talliedOpenings(origin: string, secret: Uint8Array, record: RecordRevision): FieldOpening[] {
  const tallied = talliedOf(record.schema)
  if (tallied.length === 0) return []
  const salts = saltsOf(secret, record)
  return openingsOf(
    origin,
    record,
    tallied.map((i) => ({
      salt: saltAt(salts, i),
      name: record.schema.fields[i]!.name,
      value: record.values[i]!,
    })),
  )
}

/** The same of the open fields of a record, as far as its shape fits. */
export function openOpenings(
  origin: string,
  { schema, id, revision, open, salts, values }: PartialRecord,
): FieldOpening[] {
  if (talliedOf(schema).length === 0) return []
  const tallied = open.flatMap((at, i) => (schema.fields[at]?.tallied === true ? [i] : []))
  return openingsOf(
    origin,
    { id, revision },
    tallied.map((i) => ({ salt: saltAt(salts, i), name: schema.fields[open[i]!]!.name, value: values[i]! })),
  )
}

const FIELD = digestHead(TAG.field, 6)
const PEDERSEN = digestHead(TAG.pedersen, 5)

/** Where a leaf of {@link leafHashes} is told what it commits to. */
export interface LeafWriter {
  /**
   * A field that is not tallied, by its opening; the value is to follow in `out`.
   * @param i which of the salts, which stand one after the other, is the field's
   * @param field its number
   */
  opened(salts: Uint8Array, i: number, field: number): void
  /** A tallied field, by its C. */
  shown(field: number, element: Uint8Array): void
  readonly out: MessageWriter
}

/**
 * The leaf hashes of some fields of a revision, 32 bytes each: all commitments in one call, and then all leaves.
 * @param each tells what the i-th of them commits to
 */
export function leafHashes(
  origin: string,
  { schema, id, revision }: Pick<Entry, 'schema' | 'id' | 'revision'>,
  count: number,
  each: (leaf: LeafWriter, i: number) => void,
): Uint8Array {
  const names = namesOf(schema)
  const start = withEncoded(FIELD, [origin, id, revision], (bytes) => bytes.slice())
  const leaves = new Uint8Array(HASH_BYTES * count)
  let leaf: LeafWriter | undefined
  withMessages(
    count,
    (out, i) => {
      leaf ??= leafWriter(out, start, names)
      each(leaf, i)
    },
    (bytes, ends) => sha256Many(bytes, ends, count, leaves, 0),
  )
  hashLeafRows(leaves)
  return leaves
}

const leafWriter = (out: MessageWriter, start: Uint8Array, names: readonly Uint8Array[]): LeafWriter => ({
  out,
  opened(salts, i, field) {
    out.encoded(start)
    out.bytes(salts, SALT_BYTES * i, SALT_BYTES)
    out.encoded(names[field]!)
  },
  shown(field, element) {
    out.encoded(PEDERSEN)
    out.encoded(start, FIELD.length)
    out.encoded(names[field]!)
    out.value(element)
  },
})

const NAMES = new WeakMap<Schema, readonly Uint8Array[]>()

/** The encoded names of a schema's fields: they are hashed millions of times. */
function namesOf(schema: Schema): readonly Uint8Array[] {
  let names = NAMES.get(schema)
  if (names === undefined) {
    names = schema.fields.map(({ name }) => encode(name))
    NAMES.set(schema, names)
  }
  return names
}

/** A revision with its salts and the leaves of its tree, ready to be entered in the log and opened in part. */
export interface CommittedRecord extends Entry {
  readonly values: readonly Value[]
  readonly salts: Uint8Array
  /** Hashes of the leaves, 32 bytes each: leaf i carries the commitment of field i. */
  readonly leaves: Uint8Array
  /** The C of each tallied field, by its number. */
  readonly elements: ReadonlyMap<number, Uint8Array>
}

/**
 * Commits to every field of a revision.
 * @param secret the record's own 32 random bytes
 * @param elements the C of its tallied fields, one after the other, where they were computed before: that spares nearly all of
 * the work. They are not checked: compare the root.
 * @throws {AmanaError} `records/bad-value` where a value does not fit its field; names the field, never the value.
 */
export function commitRecord(
  origin: string,
  secret: Uint8Array,
  record: RecordRevision,
  elements?: Uint8Array,
): CommittedRecord {
  const { schema, id, revision, values } = record
  if (values.length !== schema.fields.length)
    throw new AmanaError('records/bad-value', `A ${schema.name} record has ${schema.fields.length} fields.`)
  const unfit = schema.fields.find((field, i) => !fits(field, values[i]!))
  if (unfit !== undefined)
    throw new AmanaError(
      'records/bad-value',
      `The value of ${schema.name}.${unfit.name} is not of type ${unfit.type}.`,
      { field: unfit.name },
    )
  const tallied = talliedOf(schema)
  const found =
    elements === undefined
      ? commitValues(talliedOpenings(origin, secret, record))
      : tallied.map((_, k) => elements.subarray(32 * k, 32 * k + 32))
  const made: ReadonlyMap<number, Uint8Array> =
    tallied.length === 0 ? NO_ELEMENTS : new Map(tallied.map((i, k) => [i, found[k]!]))
  const { salts, leaves } = withValues(values, (length) => {
    const salts = saltsUnder(secret, record, length)
    const leaves = leafHashes(origin, record, values.length, (leaf, i) => {
      const element = made.get(i)
      if (element !== undefined) leaf.shown(i, element)
      else {
        leaf.opened(salts, i, i)
        leaf.out.encoded(encoded, i === 0 ? 0 : encodedEnds[i - 1], encodedEnds[i])
      }
    })
    return { salts, leaves }
  })
  return { schema, id, revision, root: rootOfRows(leaves), values, salts, leaves, elements: made }
}

const NO_ELEMENTS: ReadonlyMap<number, Uint8Array> = new Map()

const TALLIED = new WeakMap<Schema, readonly number[]>()

/** The numbers of the tallied fields of a schema. */
function talliedOf(schema: Schema): readonly number[] {
  let fields = TALLIED.get(schema)
  if (fields === undefined) {
    fields = schema.fields.flatMap(({ tallied }, i) => (tallied === true ? [i] : []))
    TALLIED.set(schema, fields)
  }
  return fields
}

/** The salt of the `i`-th of several salts that stand one after the other. */
export const saltAt = (salts: Uint8Array, i: number): Uint8Array =>
  salts.subarray(SALT_BYTES * i, SALT_BYTES * (i + 1))

/** The bytes of an entry, the leaf input of the log: dcbor(["amana/1/entry", kind, id, revision, schema digest, root]). */
export const entryBytes = (entry: Entry): Uint8Array => withEntry(entry, (bytes) => bytes.slice(1))

/** The leaf hash of an entry in the log: `leafHash` of its {@link entryBytes}. */
export const entryLeafHash = (entry: Entry): Uint8Array => withEntry(entry, sha256)

const LEAF_AND_ENTRY = concat(Uint8Array.of(0), digestHead(TAG.entry, 5))

/** The entry behind the 0x00 with which a leaf is hashed (RFC 9162 section 2.1.1). */
const withEntry = (
  { schema, id, revision, root }: Entry,
  use: (bytes: Uint8Array) => Uint8Array,
): Uint8Array => withEncoded(LEAF_AND_ENTRY, [schema.kind, id, revision, schemaDigest(schema), root], use)

/** A tallied field that stays closed while its C is shown, so that it can be counted. */
export interface ShownField {
  readonly field: number
  /** The C, 32 bytes. */
  readonly element: Uint8Array
}

/**
 * Some fields of a record, opened: enough to recompute its root.
 */
export interface PartialRecord {
  readonly schema: Schema
  readonly id: RecordId
  readonly revision: number
  /** Field numbers, ascending. */
  readonly open: readonly number[]
  /** 16 bytes for each open field. */
  readonly salts: Uint8Array
  readonly values: readonly Value[]
  /** Tallied fields of which only C is shown, ascending, none of them open. */
  readonly shown?: readonly ShownField[]
  /** Hashes of the subtrees without an open or shown field, left to right, 32 bytes each. */
  readonly siblings: Uint8Array
}

/** Two ascending lists in one; where they are not, neither is it. */
function merged(a: readonly number[], b: readonly number[]): readonly number[] {
  const out: number[] = []
  for (let i = 0, k = 0; i < a.length || k < b.length; )
    out.push(k === b.length || (i < a.length && a[i]! < b[k]!) ? a[i++]! : b[k++]!)
  return out
}

/**
 * Opens the fields with the given numbers, and shows the C of others: tallied ones that are not open. Both ascending, at least
 * one in all.
 * @throws {AmanaError} `log/bad-index` where they are not ascending, or no fields of the record
 */
export function openFields(
  record: CommittedRecord,
  open: readonly number[],
  shown: readonly number[] = [],
): PartialRecord {
  const salts = new Uint8Array(SALT_BYTES * open.length)
  for (let at = 0; at < open.length; at++)
    for (let k = 0; k < SALT_BYTES; k++)
      salts[SALT_BYTES * at + k] = record.salts[SALT_BYTES * open[at]! + k]!
  return {
    schema: record.schema,
    id: record.id,
    revision: record.revision,
    open,
    salts,
    values: open.map((i) => record.values[i]!),
    shown: shown.map((field) => ({ field, element: record.elements.get(field)! })),
    siblings: partialProofOf(record.leaves, shown.length === 0 ? open : merged(open, shown)),
  }
}
