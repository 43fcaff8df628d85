/**
 * Sealed identities: the openings of a record's identity fields, encrypted under a key of its own. They never ride in a
 * view. An escrow file holds those of one release, all of one size. See `docs/format.md`, section 8.
 */
import {
  AmanaError,
  concat,
  decode,
  encode,
  equal,
  itemEnd,
  itemsOf,
  joined,
  utf8,
  type Value,
} from '@amana/codec'
import { open, prf, seal, TAG } from '@amana/crypto'
import {
  asRecordId,
  type CommittedRecord,
  type Entry,
  entryBytes,
  openFields,
  type PartialRecord,
  type RecordId,
} from './commitment.js'
import { rootOfPartial } from './opening.js'
import { fits, SCHEMAS, type Schema } from './schema.js'

const MAGIC = utf8('amana-escrow 1\n')
const STEP = 64
// A key seals exactly one text, for it depends on the record's root: a fixed nonce repeats nothing.
const NONCE = new Uint8Array(24)

const IDENTITY = new WeakMap<Schema, readonly number[]>()

function identityFields(schema: Schema): readonly number[] {
  let fields = IDENTITY.get(schema)
  if (fields === undefined) {
    fields = schema.fields.flatMap((field, i) => (field.identity === true ? [i] : []))
    IDENTITY.set(schema, fields)
  }
  return fields
}

const keyOf = (escrowKey: Uint8Array, origin: string, entry: Entry): Uint8Array =>
  prf(escrowKey, TAG.sealedKey, origin, entry.id, entry.revision, entry.root)

const payload = (record: CommittedRecord): Uint8Array => {
  const partial = openFields(record, identityFields(record.schema))
  return encode([partial.salts, partial.values, partial.siblings])
}

/** Bytes of a payload beside those of its values, by schema: they are the same for each record of it. */
const BESIDE = new WeakMap<Schema, number>()

function besideOf(schema: Schema): number {
  let beside = BESIDE.get(schema)
  if (beside === undefined) {
    const { length } = schema.fields
    const blank: CommittedRecord = {
      schema,
      id: asRecordId(new Uint8Array(16)),
      revision: 1,
      root: new Uint8Array(32),
      values: Array<null>(length).fill(null),
      salts: new Uint8Array(16 * length),
      leaves: new Uint8Array(32 * length),
      elements: new Map(),
    }
    beside = payload(blank).length - identityFields(schema).length
    BESIDE.set(schema, beside)
  }
  return beside
}

/** Bytes that are sealed of a revision, before they are padded. @param values encoded */
export function sealedLength(schema: Schema, values: Uint8Array): number {
  const fields = identityFields(schema)
  let length = besideOf(schema)
  let at = 0
  for (const item of itemsOf(values)) if (fields.includes(at++)) length += item.length
  return length
}

/** The escrow file of the given records. */
export function sealIdentities(
  origin: string,
  escrowKey: Uint8Array,
  records: readonly CommittedRecord[],
): Uint8Array {
  const longest = records.reduce(
    (most, { schema, values }) =>
      Math.max(
        most,
        identityFields(schema).reduce((sum, i) => sum + encode(values[i]!).length, besideOf(schema)),
      ),
    0,
  )
  return joined([...sealedIdentities(origin, escrowKey, { count: records.length, longest, records })])
}

/** Bytes that are given at a time. */
const PIECE = 1 << 16

/**
 * An escrow file piece by piece: magic, a dcbor header [origin, count, bytes of each], then for each record its
 * schema number (1 byte), id (16), revision (4, big endian), root (32) and sealed openings, padded to one size.
 * @param of.longest what {@link sealedLength} gives for the longest of them
 */
export function* sealedIdentities(
  origin: string,
  escrowKey: Uint8Array,
  {
    count,
    longest,
    records,
  }: { readonly count: number; readonly longest: number; readonly records: Iterable<CommittedRecord> },
): Generator<Uint8Array, void> {
  const size = Math.ceil((longest + 4) / STEP) * STEP
  yield concat(MAGIC, encode([origin, count, size + TAG_BYTES]))
  const row = HEAD + size + TAG_BYTES
  const piece = new Uint8Array(row * Math.max(1, Math.floor(PIECE / row)))
  const view = new DataView(piece.buffer)
  const padded = new Uint8Array(size)
  let at = 0
  for (const record of records) {
    piece[at] = SCHEMAS.indexOf(record.schema)
    piece.set(record.id, at + 1)
    view.setUint32(at + 17, record.revision)
    piece.set(record.root, at + 21)
    const text = payload(record)
    new DataView(padded.buffer).setUint32(0, text.length)
    padded.set(text, 4)
    piece.set(seal(keyOf(escrowKey, origin, record), NONCE, padded, entryBytes(record)), at + HEAD)
    text.fill(0)
    padded.fill(0)
    at += row
    if (at === piece.length) {
      yield piece.slice()
      at = 0
    }
  }
  if (at > 0) yield piece.slice(0, at)
}

/** Schema, id, revision and root. */
const HEAD = 1 + 16 + 4 + 32
const TAG_BYTES = 16

/**
 * Opens an escrow file. Each opening is checked against the commitment in its record's root, so a sealed text cannot
 * say one name here and another there; compare the entries with the log of a view to know that they were signed.
 * @throws {AmanaError} `escrow/bad-file`, `escrow/not-authentic` (wrong key or altered), `escrow/mismatch`
 */
export function openIdentities(
  escrowKey: Uint8Array,
  file: Uint8Array,
): { entry: Entry; identity: PartialRecord }[] {
  const bad = (what: string) => new AmanaError('escrow/bad-file', what)
  if (file.length < MAGIC.length || !equal(file.subarray(0, MAGIC.length), MAGIC))
    throw bad('This is not an Amana escrow file of version 1.')
  const { header, end } = prefix(file, MAGIC.length)
  if (!Array.isArray(header) || header.length !== 3) throw bad('The header is not [origin, count, size].')
  const [origin, count, size] = header as readonly Value[]
  if (typeof origin !== 'string' || typeof count !== 'number' || typeof size !== 'number' || size < 20)
    throw bad('The header is not [origin, count, size].')
  if (file.length !== end + count * (53 + size)) throw bad('The length does not fit the number of records.')
  const out: { entry: Entry; identity: PartialRecord }[] = []
  for (let i = 0; i < count; i++) {
    const at = end + i * (53 + size)
    const schema = SCHEMAS[file[at]!]
    if (schema === undefined) throw bad(`Record ${i} has an unknown schema.`)
    const id: RecordId = asRecordId(file.slice(at + 1, at + 17))
    const revision = new DataView(file.buffer, file.byteOffset + at + 17).getUint32(0)
    const entry: Entry = { schema, id, revision, root: file.slice(at + 21, at + 53) }
    let padded: Uint8Array
    try {
      padded = open(
        keyOf(escrowKey, origin, entry),
        NONCE,
        file.subarray(at + 53, at + 53 + size),
        entryBytes(entry),
      )
    } catch {
      throw new AmanaError(
        'escrow/not-authentic',
        `Record ${i} does not open: another key, or altered bytes.`,
      )
    }
    const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0)
    const isPadded = padded.subarray(4 + length).every((byte) => byte === 0)
    const text = length <= padded.length - 4 && isPadded ? itemOf(padded.subarray(4, 4 + length)) : null
    const identity = asIdentity(entry, text)
    const root = identity === null ? null : rootOfPartial(origin, identity)
    if (identity === null || root === null || !equal(root, entry.root))
      throw new AmanaError('escrow/mismatch', `Record ${i}: the sealed openings are not those of its entry.`)
    out.push({ entry, identity })
  }
  return out
}

function asIdentity(entry: Entry, text: Value): PartialRecord | null {
  if (!Array.isArray(text) || text.length !== 3) return null
  const [salts, values, siblings] = text as readonly Value[]
  if (!(salts instanceof Uint8Array) || !Array.isArray(values) || !(siblings instanceof Uint8Array))
    return null
  if (siblings.length % 32 !== 0) return null
  const open = identityFields(entry.schema)
  if (
    values.length !== open.length ||
    !open.every((i, at) => fits(entry.schema.fields[i]!, values[at] as Value))
  )
    return null
  return {
    schema: entry.schema,
    id: entry.id,
    revision: entry.revision,
    open,
    salts,
    values: values as readonly Value[],
    siblings,
  }
}

// Null is neither a header nor a sealed text, so it can stand for what is no canonical item.
const itemOf = (bytes: Uint8Array): Value => {
  try {
    return decode(bytes)
  } catch {
    return null
  }
}

const prefix = (file: Uint8Array, start: number): { header: Value; end: number } => {
  try {
    const end = itemEnd(file, start, { maxBytes: 1024 })
    return { header: decode(file.subarray(start, end)), end }
  } catch {
    return { header: null, end: start }
  }
}
