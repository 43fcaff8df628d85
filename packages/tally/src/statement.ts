/**
 * What a tally states, and the hash of all of it that the argument begins with. Everything a reader takes from the
 * statement stands in this hash: what is left out could be chosen after the proof (`docs/tally.md`, section 4).
 */
import { compare, encode, toHex, type Value } from '@amana/codec'
import { digest, TAG } from '@amana/crypto'

/**
 * One cell of a table: a tuple of values, one for each field, and how many entries have them all. A cell of several tuples is
 * merged: its count is of the entries that have any of them, and how they share it is not shown.
 */
export interface TallyCell {
  /** one or more, each in the order of the statement's fields */
  readonly tuples: readonly (readonly Value[])[]
  /** a whole number, 0 or more */
  readonly count: number
}

/** One entry that is counted: its id and its commitments, in the order of the statement's fields. */
export interface TallyEntry {
  /** 1 to 64 bytes, no two alike */
  readonly id: Uint8Array
  /** 32 bytes a field */
  readonly commitments: readonly Uint8Array[]
}

/** A table, and the entries whose values it says it counts. */
export interface TallyStatement {
  /** of the checkpoint */
  readonly origin: string
  /** size and root of the checkpoint: the release that is counted */
  readonly release: { readonly size: number; readonly root: Uint8Array }
  /** id of the claim that is proven */
  readonly claim: string
  /** names of the fields that are crossed, 1 to 16, no two alike */
  readonly fields: readonly string[]
  /** all cells that may have an entry, no tuple twice; their counts sum to the number of entries */
  readonly cells: readonly TallyCell[]
  /** every entry of the release that is counted, in its order, 1 to 2^24 */
  readonly entries: readonly TallyEntry[]
}

const MAX_FIELDS = 16
const MAX_ENTRIES = 2 ** 24
const MAX_TUPLES = 2 ** 16
const PAGE = 1024

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0

/** A text that is the same for the same tuple and no other. */
export const tupleKey = (values: readonly Value[]): string => toHex(encode(values))

function haveTwins(ids: readonly Uint8Array[]): boolean {
  const sorted = [...ids].sort(compare)
  return sorted.some((id, i) => i > 0 && compare(sorted[i - 1]!, id) === 0)
}

/** What is wrong with the shape of a statement, in words that name no value; null for a good one. */
export function faultOf({ release, fields, cells, entries }: TallyStatement): string | null {
  if (!isCount(release.size) || release.root.length !== 32)
    return 'the release is not a size and a root of 32 bytes'
  if (fields.length < 1 || fields.length > MAX_FIELDS) return 'a table crosses 1 to 16 fields'
  if (new Set(fields).size !== fields.length) return 'a field is named twice'
  if (entries.length < 1 || entries.length > MAX_ENTRIES) return 'a table counts 1 to 2^24 entries'
  const keys = new Set<string>()
  let total = 0
  let tuples = 0
  for (const cell of cells) {
    if (cell.tuples.length === 0) return 'a cell has no tuple'
    if (cell.tuples.some((values) => values.length !== fields.length))
      return 'a cell has not one value for each field'
    if (!isCount(cell.count)) return 'a count is not a whole number, 0 or more'
    total += cell.count
    tuples += cell.tuples.length
    for (const values of cell.tuples) keys.add(tupleKey(values))
  }
  if (tuples > MAX_TUPLES) return 'a table has at most 2^16 tuples'
  if (keys.size !== tuples) return 'a tuple of values is listed twice'
  if (total !== entries.length) return 'the counts do not sum to the number of entries'
  for (const { id, commitments } of entries) {
    if (id.length < 1 || id.length > 64) return 'an id is not 1 to 64 bytes'
    if (commitments.length !== fields.length) return 'an entry has not one commitment for each field'
    if (commitments.some((c) => c.length !== 32)) return 'a commitment is not 32 bytes'
  }
  if (haveTwins(entries.map(({ id }) => id))) return 'an entry is listed twice'
  return null
}

/** The hash of the statement: state 0 of the transcript. Entries are hashed in pages, so none is held twice. */
export function hashOf({ origin, release, claim, fields, cells, entries }: TallyStatement): Uint8Array {
  const pages: Uint8Array[] = []
  for (let at = 0; at < entries.length; at += PAGE) {
    const page = entries.slice(at, at + PAGE).map(({ id, commitments }) => [id, ...commitments])
    pages.push(digest(TAG.tallyPage, pages.length, page))
  }
  return digest(
    TAG.tallyStatement,
    origin,
    release.size,
    release.root,
    claim,
    fields,
    cells.map(({ tuples, count }) => [tuples, count]),
    entries.length,
    pages,
  )
}
