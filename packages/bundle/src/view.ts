/**
 * A view is a file: the whole log, with the openings that one audience may have. Magic, header, blocks of records, an
 * end mark and a digest of it all; read and checked as a stream. See `docs/format.md`, section 6.
 */
import { AmanaError, concat, decode, encode, utf8, type Value } from '@amana/codec'
import { digest, TAG } from '@amana/crypto'
import { entryBytes, openFields, SCHEMAS, schemaOf } from '@amana/records'
import { type Audience, openIn, POLICIES } from './audience.js'
import type { Case } from './case.js'
import type { Release } from './history.js'

/** The first bytes of every view: name and version of the format. */
export const VIEW_MAGIC = utf8('amana-view 0\n')
/** A block is closed once it holds this many bytes. */
const BLOCK_TARGET = 64 * 1024
/** No block is longer; a reader needs to hold one at a time. */
export const MAX_BLOCK = 1024 * 1024
/** No header is longer. */
export const MAX_HEADER = 64 * 1024

/** A length as four bytes, big endian. */
const u32 = (value: number): Uint8Array => {
  const out = new Uint8Array(4)
  new DataView(out.buffer).setUint32(0, value)
  return out
}

/** The digest of a view up to and with its header; each block, and at last the end mark, is chained to it. */
export const headDigest = (magicAndHeader: Uint8Array): Uint8Array => digest(TAG.head, magicAndHeader)

/** The chained digest after one more block (without its length); an empty block is the end mark. */
export const chainDigest = (before: Uint8Array, block: Uint8Array): Uint8Array =>
  digest(TAG.file, before, block)

/**
 * The bytes of a view, piece by piece. The same case, release and audience give the same bytes.
 * @param onProgress is told how many of how many entries are written
 * @throws {AmanaError} `view/no-release`, `view/record-too-large`
 */
export function* writeView(
  amana: Case,
  audience: Audience,
  release: Release | undefined = amana.releases.at(-1),
  onProgress?: (done: number, all: number) => void,
): Generator<Uint8Array, void> {
  if (release === undefined) throw new AmanaError('view/no-release', 'Nothing has been released yet.')
  const policy = POLICIES[audience]
  const log = amana.log.slice(0, release.size)
  const newest = new Map<string, number>()
  for (const [i, { record }] of log.entries()) newest.set(`${record.kind}\n${record.key}`, i)

  // Which combinations of fields are open is known only after a look at every record: a refusal of consent closes some.
  const masks: { key: string; schema: number; open: readonly number[] }[] = []
  const maskOf = (schema: number, open: readonly number[]): number => {
    const key = `${schema}:${open.join(',')}`
    const known = masks.findIndex((mask) => mask.key === key)
    return known >= 0 ? known : masks.push({ key, schema, open }) - 1
  }
  const openOf = log.map(({ record, logged }, i) => {
    if (newest.get(`${record.kind}\n${record.key}`) !== i || logged.values === null) return -1
    const schema = schemaOf(record.kind)
    const open = openIn(policy, schema, decode(logged.values) as readonly Value[])
    return open.length === 0 ? -1 : maskOf(SCHEMAS.indexOf(schema), open)
  })

  const header = encode([release.note, audience, log.length, masks.map(({ schema, open }) => [schema, open])])
  const head = concat(VIEW_MAGIC, u32(header.length), header)
  yield head
  let chain = headDigest(head)

  let block: Uint8Array[] = []
  let size = 0
  const close = (): Uint8Array => {
    const bytes = concat(arrayHead(block.length), ...block)
    chain = chainDigest(chain, bytes)
    block = []
    size = 0
    return concat(u32(bytes.length), bytes)
  }
  for (const [i, { record, logged }] of log.entries()) {
    const mask = openOf[i]!
    const committed = mask < 0 ? null : amana.committed(record, logged)
    let bytes: Uint8Array
    if (committed === null)
      bytes = encode([SCHEMAS.indexOf(schemaOf(record.kind)), record.id, logged.revision, logged.root])
    else {
      const { salts, values, siblings } = openFields(committed, masks[mask]!.open)
      bytes = encode([mask, record.id, logged.revision, salts, values, concat(...siblings)])
    }
    if (bytes.length > MAX_BLOCK - 16)
      throw new AmanaError('view/record-too-large', 'The open fields of one record exceed a block.')
    if (size + bytes.length > MAX_BLOCK - 16) yield close()
    block.push(bytes)
    size += bytes.length
    if (size >= BLOCK_TARGET) yield close()
    onProgress?.(i + 1, log.length)
  }
  if (block.length > 0) yield close()
  yield concat(u32(0), chainDigest(chain, new Uint8Array(0)))
}

/** The head of a dcbor array of `count` items. */
function arrayHead(count: number): Uint8Array {
  if (count < 24) return Uint8Array.of(0x80 | count)
  if (count < 256) return Uint8Array.of(0x98, count)
  if (count < 65536) return Uint8Array.of(0x99, count >> 8, count & 255)
  return concat(Uint8Array.of(0x9a), u32(count))
}

/** The bytes of the log's leaf for one entry of a case. */
export const caseEntryBytes = ({ record, logged }: Case['log'][number]): Uint8Array =>
  entryBytes({ schema: schemaOf(record.kind), id: record.id, revision: logged.revision, root: logged.root })
