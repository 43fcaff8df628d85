/**
 * An answer as it is sent: openings of the persons who were asked for, or of some, or of none. Who is not in it is not opened, and why
 * not it never says: a refusal has the same bytes for every reason, but for what it answers and when.
 */
import type { Value } from '@amana/codec'
import type { Checkpoint } from '@amana/log'
import { asRecordId, fieldIndex, fits, type PartialRecord, PERSON, rootOfPartial } from '@amana/records'
import type { Signer } from '../signer-key.js'
import { fieldsOf, MAX_ASKED } from './request.js'
import { badDocument, idsOf, itemsOf, openSigned, type Signed, signDocument } from './signed.js'

/** The one refusal, in words for whoever reads it. */
export const REFUSAL = {
  en: 'Not opened. Every refusal reads like this one, so no reason can be taken from it.',
  ar: 'لم يُفتح. كل رفض يُكتب بهذه الكلمات نفسها، فلا يُستنتج منه سبب.',
} as const

/** One opened person, the openings hashed to a root and nothing else checked. */
export interface AnsweredPerson {
  readonly id: Uint8Array
  readonly revision: number
  /** To be compared with the entry of a verified view. */
  readonly root: Uint8Array
  readonly values: Readonly<Record<string, Value>>
}

/** An answer, its signature verified under the key that it names. */
export interface OpeningAnswer extends Signed {
  readonly kind: 'answer'
  /** Digest of the request that it answers. */
  readonly request: Uint8Array
  /** Names of the open fields; none in a refusal. */
  readonly fields: readonly string[]
  readonly persons: readonly AnsweredPerson[]
}

/**
 * Signs an answer.
 * @param opened none for the refusal
 */
export function signAnswer(
  checkpoint: Checkpoint,
  request: Uint8Array,
  opened: readonly PartialRecord[],
  time: string,
  signer: Signer,
): Uint8Array {
  const items = opened.map(
    ({ id, revision, salts, values, siblings }): Value => [id, revision, salts, values, siblings],
  )
  return signDocument('answer', checkpoint, [request, opened[0]?.open ?? [], items], time, signer)
}

/**
 * Reads an answer. Its openings lead to roots, which are those of the bundle only if a verified view says so.
 * @throws {AmanaError} `loop/bad-document`, `loop/bad-signature`
 */
export function readAnswer(bytes: Uint8Array): OpeningAnswer {
  const { signed, content } = openSigned(bytes)
  const [request, numbers, items] = itemsOf(content, 3)
  if (signed.kind !== 'answer' || !(request instanceof Uint8Array) || request.length !== 32)
    throw badDocument('it is not an answer')
  if (!Array.isArray(items) || !Array.isArray(numbers)) throw badDocument('it is not an answer')
  if (items.length === 0 && numbers.length === 0)
    return { ...signed, kind: 'answer', request, fields: [], persons: [] }
  const fields = fieldsOf(numbers as Value)
  const persons = (items as readonly Value[]).map((item) => openedIn(signed.checkpoint.origin, item, fields))
  idsOf(
    persons.map(({ id }) => id),
    MAX_ASKED,
  )
  return { ...signed, kind: 'answer', request, fields, persons }
}

function openedIn(origin: string, item: Value, fields: readonly string[]): AnsweredPerson {
  const bad = () =>
    badDocument('an opening is not [id, revision, salts, values, siblings] that lead to a root')
  const [id, revision, salts, values, siblings] = itemsOf(item, 5)
  if (!(id instanceof Uint8Array) || id.length !== 16) throw bad()
  if (typeof revision !== 'number' || revision < 1 || revision > 0xffffffff) throw bad()
  if (!(salts instanceof Uint8Array) || !(siblings instanceof Uint8Array) || siblings.length % 32 !== 0)
    throw bad()
  const open = fields.map((name) => fieldIndex(PERSON, name))
  const list = Array.isArray(values) ? (values as readonly Value[]) : []
  if (list.length !== open.length || !open.every((field, i) => fits(PERSON.fields[field]!, list[i]!)))
    throw bad()
  const root = rootOfPartial(origin, {
    schema: PERSON,
    id: asRecordId(id),
    revision,
    open,
    salts,
    values: list,
    siblings,
  })
  if (root === null) throw bad()
  return { id, revision, root, values: Object.fromEntries(fields.map((name, i) => [name, list[i]!])) }
}
