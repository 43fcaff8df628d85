/**
 * Reading a view as a stream, in bounded memory: bytes become typed records in this one place, and whatever is not
 * exactly of the format is refused with a code and the offset. Nothing here says that the records are true to a
 * signature: that is {@link verifyView}'s part.
 */
import { AmanaError, concat, decode, equal, joined, type Value } from '@amana/codec'
import {
  asRecordId,
  fits,
  type Kind,
  type PartialRecord,
  type RecordId,
  SCHEMAS,
  type Schema,
} from '@amana/records'
import { fitInView, hiddenIn } from './tables.js'
import { chainDigest, headDigest, MAX_BLOCK, MAX_HEADER, MAX_TALLY, VIEW_MAGIC } from './view.js'
import { bad, type Mask, parseHeader, parseTally, type ViewHeader, type ViewTally } from './view-head.js'

/** Bytes in pieces of any size: a file stream, or one array in a list. */
export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/**
 * Items in one block, over all its lists and maps: empty maps cost a reader 300 bytes each. An entry has ten bytes an
 * item and more, so no block of a case comes near.
 */
const MAX_ITEMS = 1 << 17
/** Items in one tally: enough for the largest table that a view may have. */
const MAX_TALLY_ITEMS = 1 << 19

/** One entry of a view: closed (its root), or with some fields open or shown as elements that tallies count. */
export type ViewRecord =
  | {
      readonly open: false
      readonly schema: Schema
      readonly id: RecordId
      readonly revision: number
      readonly root: Uint8Array
    }
  | { readonly open: true; readonly partial: PartialRecord }

/** Takes bytes from a source in the amounts asked for. */
class Bytes {
  readonly #pieces: AsyncIterator<Uint8Array> | Iterator<Uint8Array>
  #held = new Uint8Array(0) as Uint8Array
  offset = 0

  constructor(source: ByteSource) {
    this.#pieces = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
  }

  async take(count: number): Promise<Uint8Array> {
    if (this.#held.length < count) {
      const parts = [this.#held]
      let length = this.#held.length
      while (length < count) {
        const next = await this.#pieces.next()
        if (next.done === true)
          throw new AmanaError('view/truncated', `The file ends early (offset ${this.offset + length}).`, {
            offset: this.offset + length,
          })
        if (next.value.length === 0) continue
        parts.push(next.value)
        length += next.value.length
      }
      this.#held = joined(parts)
    }
    const out = this.#held.subarray(0, count)
    this.#held = this.#held.subarray(count)
    this.offset += count
    return out
  }

  async atEnd(): Promise<boolean> {
    while (this.#held.length === 0) {
      const next = await this.#pieces.next()
      if (next.done === true) return true
      this.#held = next.value
    }
    return false
  }

  /** Lets the source go, as `break` in a loop over it would. */
  async close(): Promise<void> {
    await this.#pieces.return?.(undefined)
  }
}

/**
 * Opens a view for reading: its header, its records block by block, and after them its tallies.
 * @throws {AmanaError} `view/not-a-view`, `view/bad-format`, `view/truncated`, `view/damaged`, `cbor/…`; the records'
 * iterator throws them too, at the block where they show
 */
export async function readView(source: ByteSource): Promise<{
  header: ViewHeader
  records: AsyncGenerator<ViewRecord[], void>
  /** Empty until all records were read. */
  tallies: readonly ViewTally[]
  close: () => Promise<void>
}> {
  const bytes = new Bytes(source)
  let magic: Uint8Array
  try {
    magic = await bytes.take(VIEW_MAGIC.length)
  } catch (error) {
    if (error instanceof AmanaError) magic = new Uint8Array(0)
    else throw error
  }
  if (!equal(magic, VIEW_MAGIC))
    throw new AmanaError(
      'view/not-a-view',
      'This is not an Amana view of version 1: it does not begin with its magic.',
    )
  const lengthBytes = await bytes.take(4)
  const length = u32At(lengthBytes)
  if (length === 0 || length > MAX_HEADER)
    throw bad(`A header has 1 to ${MAX_HEADER} bytes`, bytes.offset - 4)
  const headerBytes = await bytes.take(length)
  const { header, masks } = parseHeader(decode(headerBytes), bytes.offset)
  const start = headDigest(concat(magic, lengthBytes, headerBytes))
  const tallies: ViewTally[] = []
  return {
    header,
    records: blocks(bytes, header, masks, start, tallies),
    tallies,
    close: () => bytes.close(),
  }
}

const u32At = (bytes: Uint8Array): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)

async function* blocks(
  bytes: Bytes,
  header: ViewHeader,
  masks: readonly Mask[],
  start: Uint8Array,
  tallies: ViewTally[],
): AsyncGenerator<ViewRecord[], void> {
  let chain = start
  let seen = 0
  let masksUsed = 0
  for (;;) {
    const length = u32At(await bytes.take(4))
    if (length > MAX_BLOCK) throw bad(`A block has at most ${MAX_BLOCK} bytes`, bytes.offset - 4)
    if (length === 0) {
      chain = chainDigest(chain, new Uint8Array(0))
      break
    }
    const at = bytes.offset
    const block = await bytes.take(length)
    chain = chainDigest(chain, block)
    const list = decode(block, { maxDepth: 8, maxItems: MAX_ITEMS })
    if (!Array.isArray(list) || list.length === 0) throw bad('A block is not a list of records', at)
    seen += list.length
    if (seen > header.count) throw bad('There are more records than the header says', at)
    const records = (list as readonly Value[]).map((item) => {
      const record = parseRecord(item, masks, at)
      // One content has one header: masks stand in the order in which records first use them.
      const mask = record.open ? ((item as readonly Value[])[0] as number) : -1
      if (mask > masksUsed) throw bad('The masks are not in the order of their first use', at)
      if (mask === masksUsed) masksUsed++
      return record
    })
    yield records
  }
  if (seen !== header.count) throw bad('There are fewer records than the header says', bytes.offset)
  if (masksUsed !== masks.length) throw bad('A mask is used by no record', bytes.offset)
  for (const fields of header.tallies) {
    const length = u32At(await bytes.take(4))
    if (length === 0 || length > MAX_TALLY) throw bad(`A tally has 1 to ${MAX_TALLY} bytes`, bytes.offset - 4)
    const at = bytes.offset
    const tally = await bytes.take(length)
    chain = chainDigest(chain, tally)
    tallies.push(parseTally(decode(tally, { maxDepth: 8, maxItems: MAX_TALLY_ITEMS }), fields, at))
    if (!fitInView(tallies)) throw bad('There are too many tuples in the tallies', at)
    // What a proof needs in bytes, and a little: none has more, and all are held at a time.
    const { proof } = tallies.at(-1)!
    if (proof.length > 2 * header.count + 32 * hiddenIn(tallies.at(-1)!) + 8192)
      throw bad('A proof is longer than for so many records', at)
  }
  if (u32At(await bytes.take(4)) !== 0)
    throw bad('There are more tallies than the header says', bytes.offset - 4)
  const stated = await bytes.take(32)
  if (!(await bytes.atEnd())) throw bad('Bytes follow the end of the view', bytes.offset)
  if (!equal(stated, chainDigest(chain, new Uint8Array(0))))
    throw new AmanaError(
      'view/damaged',
      'The file was altered or damaged: its bytes are not those that its end states.',
    )
}

function parseRecord(item: Value, masks: readonly Mask[], offset: number): ViewRecord {
  if (!Array.isArray(item) || (item.length !== 4 && item.length !== 6))
    throw bad('A record has 4 or 6 items', offset)
  const [number, id, revision, ...rest] = item as readonly Value[]
  if (!(id instanceof Uint8Array) || id.length !== 16) throw bad('A record id has 16 bytes', offset)
  if (typeof revision !== 'number' || revision < 1 || revision > 0xffffffff)
    throw bad('A revision is counted from 1, and has 32 bits', offset)
  if (rest.length === 1) {
    const schema = typeof number === 'number' ? SCHEMAS[number] : undefined
    const root = rest[0]
    if (schema === undefined || !(root instanceof Uint8Array) || root.length !== 32)
      throw bad('A closed record is [schema, id, revision, root]', offset)
    return { open: false, schema, id: asRecordId(id), revision, root }
  }
  const mask = typeof number === 'number' ? masks[number] : undefined
  const [salts, values, siblings] = rest
  if (
    mask === undefined ||
    !(salts instanceof Uint8Array) ||
    !Array.isArray(values) ||
    values.length !== mask.open.length ||
    salts.length !== 16 * values.length ||
    !(siblings instanceof Uint8Array) ||
    siblings.length % 32 !== 0 ||
    siblings.length < 32 * mask.shown.length
  )
    throw bad('An open record is [mask, id, revision, salts, values, siblings]', offset)
  for (const [i, field] of mask.open.entries())
    if (!fits(mask.schema.fields[field]!, values[i] as Value))
      throw bad(
        `A value of ${mask.schema.name}.${mask.schema.fields[field]!.name} is not of its type`,
        offset,
      )
  return {
    open: true,
    partial: {
      schema: mask.schema,
      id: asRecordId(id),
      revision,
      open: mask.open,
      salts,
      values: values as readonly Value[],
      shown: mask.shown.map((field, i) => ({ field, element: siblings.subarray(32 * i, 32 * i + 32) })),
      siblings: mask.shown.length === 0 ? siblings : siblings.subarray(32 * mask.shown.length),
    },
  }
}

/** The kind, id, revision and open values (by field name) of a record, whether open or closed. */
export function recordFacts(record: ViewRecord): {
  readonly kind: Kind
  readonly id: RecordId
  readonly revision: number
  readonly get: (field: string) => Value | undefined
} {
  if (!record.open)
    return { kind: record.schema.kind, id: record.id, revision: record.revision, get: () => undefined }
  const { schema, id, revision, open, values } = record.partial
  const get = (field: string) => {
    const at = open.findIndex((i) => schema.fields[i]!.name === field)
    return at < 0 ? undefined : values[at]!
  }
  return { kind: schema.kind, id, revision, get }
}
