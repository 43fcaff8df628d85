/**
 * From a record to its entry in the log: a salted commitment a field, a small Merkle tree over them, and the entry
 * that binds the tree to the record. See `docs/format.md`, sections 3 and 4.
 */
import { AmanaError, encode, type Value } from '@amana/codec'
import { digest, keystream, prf, TAG } from '@amana/crypto'
import { leafHash, partialProof, rootOf } from '@amana/log'
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

/**
 * The salts of one revision: a keystream under HMAC(record secret, [revision, all values]), so that a corrected value
 * has new salts and no slip commits two values under one salt.
 */
export function saltsOf(secret: Uint8Array, record: RecordRevision): Uint8Array {
  const seed = prf(secret, TAG.salts, record.schema.name, record.id, record.revision, record.values)
  return keystream(seed, SALT_BYTES * record.values.length)
}

/** digest("field", origin, id, revision, salt, name, value). The only place that makes a hash leaf of a field. */
export const fieldCommitment = (
  origin: string,
  id: Uint8Array,
  revision: number,
  salt: Uint8Array,
  name: string,
  value: Value,
): Uint8Array => digest(TAG.field, origin, id, revision, salt, name, value)

/** A revision with its salts and the leaves of its tree, ready to be entered in the log and opened in part. */
export interface CommittedRecord extends Entry {
  readonly values: readonly Value[]
  readonly salts: Uint8Array
  /** Hash of each leaf: leaf i carries the commitment of field i. */
  readonly leaves: readonly Uint8Array[]
}

/**
 * Commits to every field of a revision.
 * @param secret the record's own 32 random bytes
 * @throws {AmanaError} `records/bad-value` where a value does not fit its field; names the field, never the value.
 */
export function commitRecord(origin: string, secret: Uint8Array, record: RecordRevision): CommittedRecord {
  const { schema, id, revision, values } = record
  if (values.length !== schema.fields.length)
    throw new AmanaError('records/bad-value', `A ${schema.name} record has ${schema.fields.length} fields.`)
  for (const [i, field] of schema.fields.entries())
    if (!fits(field, values[i]!))
      throw new AmanaError(
        'records/bad-value',
        `The value of ${schema.name}.${field.name} is not of type ${field.type}.`,
        {
          field: field.name,
        },
      )
  const salts = saltsOf(secret, record)
  const leaves = schema.fields.map((field, i) =>
    leafHash(fieldCommitment(origin, id, revision, saltAt(salts, i), field.name, values[i]!)),
  )
  return { schema, id, revision, root: rootOf(leaves), values, salts, leaves }
}

/** The salt of the `i`-th of several salts that stand one after the other. */
export const saltAt = (salts: Uint8Array, i: number): Uint8Array =>
  salts.subarray(SALT_BYTES * i, SALT_BYTES * (i + 1))

/** The bytes of an entry, the leaf input of the log: dcbor(["amana/1/entry", kind, id, revision, schema digest, root]). */
export const entryBytes = ({ schema, id, revision, root }: Entry): Uint8Array =>
  encode([TAG.entry, schema.kind, id, revision, schemaDigest(schema), root])

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
  /** Hashes of the subtrees without an open field, left to right, 32 bytes each. */
  readonly siblings: readonly Uint8Array[]
}

/** Opens the fields with the given numbers (ascending, at least one). */
export function openFields(record: CommittedRecord, open: readonly number[]): PartialRecord {
  const salts = new Uint8Array(SALT_BYTES * open.length)
  for (const [at, i] of open.entries()) salts.set(saltAt(record.salts, i), SALT_BYTES * at)
  return {
    schema: record.schema,
    id: record.id,
    revision: record.revision,
    open,
    salts,
    values: open.map((i) => record.values[i]!),
    siblings: partialProof(record.leaves, open),
  }
}
