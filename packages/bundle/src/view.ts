/**
 * A view is a file: the whole log, with the openings that one audience may have, and tallies of what stays closed. Magic, header,
 * blocks of records, an end mark, tallies, an end mark and a digest of it all; read and checked as a stream. See
 * `docs/format.md`, section 6.
 */
import { AmanaError, arrayHead, concat, encode, utf8, type Value } from '@amana/codec'
import { blindingOf, digest, prf, TAG } from '@amana/crypto'
import { entryBytes, fieldIndex, openFields, PERSON, SCHEMAS, saltAt, schemaOf } from '@amana/records'
import { proveTally } from '@amana/tally'
import type { Audience } from './audience.js'
import type { Case } from './case.js'
import type { Release } from './history.js'
import { overrideValue, signOverride } from './override.js'
import type { ViewChoice } from './view-choice.js'
import { planView } from './view-plan.js'

/** The first bytes of every view: name and version of the format. */
export const VIEW_MAGIC = utf8('amana-view 1\n')
/** A block is closed once it holds this many bytes. */
const BLOCK_TARGET = 64 * 1024
/** No block is longer; a reader needs to hold one at a time. */
export const MAX_BLOCK = 1024 * 1024
/** No header is longer. */
export const MAX_HEADER = 64 * 1024
/** No tally is longer: 16 MiB, enough for eight million persons. */
export const MAX_TALLY = 1 << 24
/** What every tally of a view proves: a table of the persons. It stands in the proof's statement for the claim. */
export const TALLY_CLAIM = 'persons'

/** A length as four bytes, big endian. */
const u32 = (value: number): Uint8Array => {
  const out = new Uint8Array(4)
  new DataView(out.buffer).setUint32(0, value)
  return out
}

/** The digest of a view up to and with its header; each block and tally, and both end marks, are chained to it. */
export const headDigest = (magicAndHeader: Uint8Array): Uint8Array => digest(TAG.head, magicAndHeader)

/** The chained digest after one more block or tally (without its length); an empty one is an end mark. */
export const chainDigest = (before: Uint8Array, block: Uint8Array): Uint8Array =>
  digest(TAG.file, before, block)

/** What a view may be told. */
export interface ViewOptions extends ViewChoice {
  /** Why it is handed out although the gate refused it: signed into the header. */
  readonly override?: string
  /**
   * Randomness for the proofs of tallies, besides what follows from the statement and its openings. By default it follows from the master
   * secret, so that a view is the same bytes whenever it is cut.
   */
  readonly random?: (bytes: number) => Uint8Array
  /** Told how many of how many entries are written. */
  readonly onProgress?: (done: number, all: number) => void
}

/** A person as tallies count it: id, elements and openings of the fields that are counted. */
interface Counted {
  readonly id: Uint8Array
  readonly elements: readonly Uint8Array[]
  readonly openings: readonly { readonly value: Value; readonly blinding: Uint8Array }[]
}

/**
 * The bytes of a view, piece by piece. The same case, release, audience and randomness give the same bytes.
 * @throws {AmanaError} `view/no-release`, `view/record-too-large`, `view/bad-table`, `view/bad-field`, `view/bad-reason`
 */
export function* writeView(
  amana: Case,
  audience: Audience,
  release: Release | undefined = amana.releases.at(-1),
  options: ViewOptions = {},
): Generator<Uint8Array, void> {
  if (release === undefined) throw new AmanaError('view/no-release', 'Nothing has been released yet.')
  const { random = () => prf(amana.keys.master, TAG.tallyNonces, release.size), onProgress } = options
  const { masks, maskOf, tables } = planView(amana, audience, release, options)
  const columns = [...new Set(tables.flatMap(({ fields }) => fields))].map((name) => fieldIndex(PERSON, name))

  const facts: readonly Value[] = [
    release.note,
    audience,
    release.size,
    masks.map(({ schema, open, shown }) => [SCHEMAS.indexOf(schema), open, shown]),
    tables.map(({ fields }) => fields.map((name) => fieldIndex(PERSON, name))),
  ]
  const { override } = options
  if (override !== undefined && amana.nameGuard().holdsName(override.normalize('NFC')))
    throw new AmanaError(
      'view/bad-reason',
      "The reason holds a word that is a person's name in this case. Every reader would see it: put it in other words.",
    )
  const header = encode(
    override === undefined
      ? facts
      : [...facts, overrideValue(signOverride(facts, override, amana.keys.signing))],
  )
  if (header.length > MAX_HEADER)
    throw new AmanaError('view/bad-table', 'There are too many tables for one view.')
  const head = concat(VIEW_MAGIC, u32(header.length), header)
  yield head
  let chain = headDigest(head)
  const framed = (bytes: Uint8Array): Uint8Array => {
    chain = chainDigest(chain, bytes)
    return concat(u32(bytes.length), bytes)
  }

  let block: Uint8Array[] = []
  let size = 0
  const close = (): Uint8Array => {
    const bytes = concat(arrayHead(block.length), ...block)
    block = []
    size = 0
    return framed(bytes)
  }
  const counted: Counted[] = []
  for (const { at: i, record, logged } of amana.entries(0, release.size)) {
    const mask = masks[maskOf[i]!]
    const committed = mask === undefined ? null : amana.committed(record, logged)
    let bytes: Uint8Array
    if (committed === null || mask === undefined)
      bytes = encode([SCHEMAS.indexOf(schemaOf(record.kind)), record.id, logged.revision, logged.root])
    else {
      const { salts, values, shown = [], siblings } = openFields(committed, mask.open, mask.shown)
      const closed = concat(...shown.map(({ element }) => element), siblings)
      bytes = encode([maskOf[i]!, record.id, logged.revision, salts, values, closed])
      if (record.kind === 'person' && columns.length > 0)
        counted.push({
          id: record.id,
          elements: columns.map((at) => committed.elements.get(at)!),
          openings: columns.map((at) => {
            const value = committed.values[at]!
            const { name } = PERSON.fields[at]!
            const salt = saltAt(committed.salts, at)
            return {
              value,
              blinding: blindingOf(amana.origin, record.id, logged.revision, salt, name, value),
            }
          }),
        })
    }
    if (bytes.length > MAX_BLOCK - 16)
      throw new AmanaError('view/record-too-large', 'The open fields of one record exceed a block.')
    if (size + bytes.length > MAX_BLOCK - 16) yield close()
    block.push(bytes)
    size += bytes.length
    if (size >= BLOCK_TARGET) yield close()
    onProgress?.(i + 1, release.size)
  }
  if (block.length > 0) yield close()
  yield framed(new Uint8Array(0))

  for (const { fields, cells } of tables) {
    const places = fields.map((name) => columns.indexOf(fieldIndex(PERSON, name)))
    const statement = {
      origin: amana.origin,
      release: { size: release.size, root: release.root },
      claim: TALLY_CLAIM,
      fields,
      cells,
      entries: counted.map(({ id, elements }) => ({ id, commitments: places.map((at) => elements[at]!) })),
    }
    const proof = proveTally(
      statement,
      counted.map(({ openings }) => places.map((at) => openings[at]!)),
      random(32),
    )
    yield framed(encode([cells.map(({ tuples, count }) => [tuples, count]), proof]))
  }
  const end = framed(new Uint8Array(0))
  yield concat(end, chain)
}

/** The bytes of the log's leaf for one entry of a case. */
export const caseEntryBytes = ({ record, logged }: Case['log'][number]): Uint8Array =>
  entryBytes({ schema: schemaOf(record.kind), id: record.id, revision: logged.revision, root: logged.root })
