/** A view as its parts, and the bytes of parts that need not be true: for making good files bad in one place. */
import { concat, decode, encode, utf8 } from '@amana/codec'
import { digest, TAG } from '@amana/crypto'
import { Appender, formatCheckpoint, leafHash, signNote } from '@amana/log'
import { asRecordId, entryBytes, rootOfPartial, SCHEMAS } from '@amana/records'
import { fixed } from './fixed.mjs'

export const MAGIC = utf8('amana-view 1\n')

export const u32 = (value) => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)

const u32At = (bytes, at) => new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0)

/**
 * `{ note, audience, count, masks, fields, override, blocks, tallies }` of a well-formed view; blocks are lists of records, `fields` what
 * the header says of each tally.
 */
export function disassemble(view) {
  let at = MAGIC.length
  const item = () => {
    const bytes = view.slice(at + 4, at + 4 + u32At(view, at))
    at += 4 + bytes.length
    return bytes.length === 0 ? null : decode(bytes)
  }
  const [note, audience, count, masks, fields, override] = item()
  const blocks = []
  for (let block = item(); block !== null; block = item()) blocks.push(block)
  const tallies = []
  for (let tally = item(); tally !== null; tally = item()) tallies.push(tally)
  return { note, audience, count, masks, fields, override, blocks, tallies }
}

/** The bytes of a view. `header`, a block, a tally and `final` may be given as bytes, to be taken as they are. */
export function assemble({ magic = MAGIC, header, final, ...rest }) {
  const { note, audience, count, masks, fields, override, blocks, tallies } = rest
  const facts = [note, audience, count, masks, fields]
  const headerBytes = header ?? encode(override === undefined ? facts : [...facts, override])
  const head = concat(magic, u32(headerBytes.length), headerBytes)
  const parts = [head]
  let chain = digest(TAG.head, head)
  for (const list of [blocks, tallies]) {
    for (const item of [...list, new Uint8Array(0)]) {
      const bytes = item instanceof Uint8Array ? item : encode(item)
      chain = digest(TAG.file, chain, bytes)
      parts.push(u32(bytes.length), bytes)
    }
  }
  return concat(...parts, final ?? chain)
}

/** The parts with their masks numbered in the order in which records first use them, and those that none uses left out. */
export function remasked(parts) {
  const used = []
  const blocks = parts.blocks.map((records) =>
    records.map(([mask, ...rest]) => {
      if (rest.length !== 5) return [mask, ...rest]
      if (!used.includes(mask)) used.push(mask)
      return [used.indexOf(mask), ...rest]
    }),
  )
  return { ...parts, blocks, masks: used.map((mask) => parts.masks[mask]) }
}

/** The root that a record of a view states or leads to. */
function rootOf(origin, masks, record, noRoot) {
  const [number, id, revision, salts, values, siblings] = record
  if (record.length === 4) return { schema: SCHEMAS[number], root: salts }
  const [schemaNumber, open, shownFields] = masks[number]
  const schema = SCHEMAS[schemaNumber]
  const shown = shownFields.map((field, i) => ({ field, element: siblings.subarray(32 * i, 32 * i + 32) }))
  const partial = {
    schema,
    id: asRecordId(id),
    revision,
    open,
    salts,
    values,
    shown,
    siblings: siblings.subarray(32 * shown.length),
  }
  return { schema, root: rootOfPartial(origin, partial) ?? noRoot }
}

/**
 * The parts with a new checkpoint over what they now say: as if the documenter had signed this. `noRoot` is what he signs
 * for a record whose openings lead to no root.
 */
export function resign(parts, origin, noRoot = fixed('no root')) {
  const log = new Appender()
  for (const record of parts.blocks.flat()) {
    const { schema, root } = rootOf(origin, parts.masks, record, noRoot)
    log.append(leafHash(entryBytes({ schema, id: asRecordId(record[1]), revision: record[2], root })))
  }
  const text = formatCheckpoint({ origin, size: log.size, root: log.root() })
  return { ...parts, count: log.size, note: signNote(text, origin, fixed('signing key')) }
}
