import { type Report, readView, recordFacts, type VerifyOptions, verifyView } from '@amana/bundle'
import { concat, decode, encode, type Value } from '@amana/codec'
import { digest, TAG } from '@amana/crypto'
import { asRecordId, type Kind, rootOfPartial, SCHEMAS } from '@amana/records'

/** A view in its parts, each as the value that its bytes encode. Made from the format's description, not from its writer. */
export interface Parts {
  readonly magic: Uint8Array
  /** [checkpoint, audience, count, masks, tallies] */
  readonly header: readonly Value[]
  /** Records by block. */
  readonly blocks: readonly (readonly Value[])[]
  readonly tallies: readonly Value[]
}

const MAGIC = 13
const u32 = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0)
const lengthOf = (bytes: Uint8Array): Uint8Array => {
  const out = new Uint8Array(4)
  new DataView(out.buffer).setUint32(0, bytes.length)
  return out
}

/** The bytes of header, blocks and tallies. */
export function pieces(view: Uint8Array): {
  magic: Uint8Array
  header: Uint8Array
  blocks: Uint8Array[]
  tallies: Uint8Array[]
} {
  let at = MAGIC + 4 + u32(view, MAGIC)
  const header = view.slice(MAGIC + 4, at)
  const toEndMark = (): Uint8Array[] => {
    const list: Uint8Array[] = []
    for (let length = u32(view, at); length > 0; length = u32(view, at)) {
      list.push(view.slice(at + 4, at + 4 + length))
      at += 4 + length
    }
    at += 4
    return list
  }
  return { magic: view.slice(0, MAGIC), header, blocks: toEndMark(), tallies: toEndMark() }
}

/** A view of these bytes whose lengths and trailing digest are right, as a forger makes it who needs no key for them. */
export const sealed = (
  magic: Uint8Array,
  header: Uint8Array,
  blocks: Iterable<Uint8Array>,
  tallies: readonly Uint8Array[] = [],
): Uint8Array => concat(...sealedPieces(magic, header, blocks, tallies))

/** The same piece by piece. */
export function* sealedPieces(
  magic: Uint8Array,
  header: Uint8Array,
  blocks: Iterable<Uint8Array>,
  tallies: Iterable<Uint8Array> = [],
): Generator<Uint8Array, void> {
  const head = concat(magic, lengthOf(header), header)
  yield head
  let chain = digest(TAG.head, head)
  for (const block of blocks) {
    chain = digest(TAG.file, chain, block)
    yield concat(lengthOf(block), block)
  }
  const end = () => {
    chain = digest(TAG.file, chain, new Uint8Array(0))
    return new Uint8Array(4)
  }
  yield end()
  for (const tally of tallies) {
    chain = digest(TAG.file, chain, tally)
    yield concat(lengthOf(tally), tally)
  }
  yield concat(end(), chain)
}

export function takeApart(view: Uint8Array): Parts {
  const { magic, header, blocks, tallies } = pieces(view)
  return {
    magic,
    header: decode(header) as readonly Value[],
    blocks: blocks.map((block) => decode(block) as readonly Value[]),
    tallies: tallies.map((tally) => decode(tally)),
  }
}

export const putTogether = ({ magic, header, blocks, tallies }: Parts): Uint8Array =>
  sealed(
    magic,
    encode(header),
    blocks.map((block) => encode(block)),
    tallies.map((tally) => encode(tally)),
  )

/** The same view with nothing proven of what is closed. */
export const withoutTallies = (parts: Parts): Parts => ({
  ...parts,
  header: [...parts.header.slice(0, 4), []],
  tallies: [],
})

/** A view in its parts, its tallies without their proofs. */
export function withoutProofs(view: Uint8Array): Parts {
  const parts = takeApart(Uint8Array.from(view))
  return { ...parts, tallies: parts.tallies.map((tally) => (tally as readonly Value[])[0]!) }
}

/** All records of a view, in order. */
export const recordsOf = ({ blocks }: Parts): (readonly Value[])[] =>
  blocks.flatMap((block) => block as readonly (readonly Value[])[])

/** The same view with other records, in one block, the count in the header adjusted. */
export const withRecords = (parts: Parts, records: readonly Value[]): Parts => {
  const [note, audience, , masks, tallies] = parts.header
  return {
    ...parts,
    header: [note!, audience!, records.length, masks!, tallies!],
    blocks: records.length > 0 ? [records] : [],
  }
}

type Mask = readonly [schema: number, open: readonly number[], shown: readonly number[]]
const masksOf = ({ header }: Parts): readonly Mask[] => header[3] as readonly Mask[]

/** Whether a record of a view is open. */
export const isOpen = (record: readonly Value[]): boolean => record.length === 6

/** The kind of a record of a view. */
export const kindOf = (parts: Parts, record: readonly Value[]): Kind =>
  SCHEMAS[isOpen(record) ? masksOf(parts)[record[0] as number]![0] : (record[0] as number)]!.kind

/** The header's masks as they are used, numbered in the order of first use, as a reader asks for. */
export function renumbered(parts: Parts): Parts {
  const masks = masksOf(parts)
  const used: number[] = []
  const records = recordsOf(parts).map((record) => {
    if (!isOpen(record)) return record
    const mask = record[0] as number
    if (!used.includes(mask)) used.push(mask)
    return [used.indexOf(mask), ...record.slice(1)]
  })
  const [note, audience, , , tallies] = parts.header
  return withRecords(
    { ...parts, header: [note!, audience!, records.length, used.map((mask) => masks[mask]!), tallies!] },
    records,
  )
}

/** A record with no field open, as anybody can make it of an open one: its root follows from its openings. */
export function closed(parts: Parts, origin: string, record: readonly Value[]): readonly Value[] {
  if (!isOpen(record)) return record
  const [schemaNumber, open, shown] = masksOf(parts)[record[0] as number]!
  const [, id, revision, salts, values, siblings] = record as [
    number,
    Uint8Array,
    number,
    Uint8Array,
    readonly Value[],
    Uint8Array,
  ]
  const root = rootOfPartial(origin, {
    schema: SCHEMAS[schemaNumber]!,
    id: asRecordId(id),
    revision,
    open,
    salts,
    values,
    shown: shown.map((field, i) => ({ field, element: siblings.slice(32 * i, 32 * i + 32) })),
    siblings: siblings.slice(32 * shown.length),
  })
  return [schemaNumber, id, revision, root!]
}

/** A view with some of its records closed. */
export const closing = (
  parts: Parts,
  origin: string,
  which: (record: readonly Value[], at: number) => boolean,
): Parts =>
  renumbered(
    withRecords(
      parts,
      recordsOf(parts).map((record, at) => (which(record, at) ? closed(parts, origin, record) : record)),
    ),
  )

/** Everything that a reader is shown of a view, but the audience, which is the sender's word. */
export interface Shown {
  readonly report: Report
  /** One line an open value: kind, id, revision, field, value. */
  readonly open: readonly string[]
}

/** Verifies a view and lists its open values. */
export async function look(view: Uint8Array, key: string, options: VerifyOptions = {}): Promise<Shown> {
  const report = { ...(await verifyView([view], key, options)), audience: null }
  const open: string[] = []
  try {
    const { records } = await readView([view])
    for await (const block of records)
      for (const record of block) {
        if (!record.open) continue
        const { kind, id, revision, get } = recordFacts(record)
        for (const { name } of SCHEMAS.find((schema) => schema.kind === kind)!.fields) {
          const value = get(name)
          if (value !== undefined)
            open.push(Buffer.from(encode([kind, id, revision, name, value])).toString('hex'))
        }
      }
  } catch {
    // What cannot be read shows nothing.
  }
  return { report, open: open.sort() }
}
