/** The answer to a spot check as it is sent: dcbor inside an age file. Reading it believes nothing of it. */
import { AmanaError, decode, equal, type Value } from '@amana/codec'
import { TAG } from '@amana/crypto'
import { fieldIndex, fits, PERSON, type RecordId, rootOfPartial } from '@amana/records'
import { lineOf } from '../compare.js'
import { seedOf } from './draw.js'
import type { SampleRequest } from './request.js'

/** Why a record is not opened: the family does not consent, it was withdrawn since, or the documenter holds it back. */
export const REFUSALS = ['consent', 'withdrawn', 'held-back'] as const
export type Refusal = (typeof REFUSALS)[number]

/** One drawn record in an answer, its form checked and nothing else. */
export type AnsweredRecord = RefusedRecord | OpenedRecord

interface RefusedRecord {
  readonly id: Uint8Array
  readonly refusal: Refusal
}

interface OpenedRecord {
  readonly id: Uint8Array
  readonly revision: number
  readonly salts: Uint8Array
  readonly values: readonly Value[]
  readonly siblings: Uint8Array
}

/**
 * The records of an answer to a request.
 * @throws {AmanaError} `sample/bad-answer`, `sample/other-checkpoint` for the answer to another request
 */
export function parseAnswer(
  bytes: Uint8Array,
  { plan, randomness }: SampleRequest,
): readonly AnsweredRecord[] {
  const bad = () =>
    new AmanaError('sample/bad-answer', 'The file opens, but it is not an answer to a spot check.')
  let value: Value
  try {
    value = decode(bytes)
  } catch {
    throw bad()
  }
  const [tag, line, seed, open, items] =
    Array.isArray(value) && value.length === 5 ? (value as readonly Value[]) : []
  if (tag !== TAG.sampleAnswer || typeof line !== 'string' || !(seed instanceof Uint8Array)) throw bad()
  if (!Array.isArray(open) || !Array.isArray(items)) throw bad()
  const fields = plan.fields.map((name) => fieldIndex(PERSON, name))
  if (
    line !== lineOf(plan.checkpoint) ||
    !equal(seed, seedOf(plan.checkpoint, randomness)) ||
    fields.length !== open.length ||
    !fields.every((field, i) => field === open[i])
  )
    throw new AmanaError('sample/other-checkpoint', 'The answer is to another request.')
  return (items as readonly Value[]).map((item): AnsweredRecord => {
    const [id, second, salts, values, siblings] = Array.isArray(item) ? (item as readonly Value[]) : []
    if (!(id instanceof Uint8Array) || id.length !== 16) throw bad()
    if ((item as readonly Value[]).length === 2) {
      const refusal = REFUSALS.find((known) => known === second)
      if (refusal === undefined) throw bad()
      return { id, refusal }
    }
    if (
      (item as readonly Value[]).length !== 5 ||
      typeof second !== 'number' ||
      !(salts instanceof Uint8Array) ||
      !Array.isArray(values) ||
      values.length !== fields.length ||
      !fields.every((field, i) => fits(PERSON.fields[field]!, values[i] as Value)) ||
      !(siblings instanceof Uint8Array) ||
      siblings.length % 32 !== 0
    )
      throw bad()
    return { id, revision: second, salts, values: values as readonly Value[], siblings }
  })
}

/** Whether the openings of a record are those that a checkpoint fixed. */
export function opensAs(
  origin: string,
  answered: OpenedRecord,
  fields: readonly string[],
  entry: { readonly id: RecordId; readonly revision: number; readonly root: Uint8Array },
): boolean {
  const { revision, salts, values, siblings } = answered
  const open = fields.map((name) => fieldIndex(PERSON, name))
  const root = rootOfPartial(origin, {
    schema: PERSON,
    id: entry.id,
    revision,
    open,
    salts,
    values,
    siblings,
  })
  return revision === entry.revision && root !== null && equal(root, entry.root)
}
