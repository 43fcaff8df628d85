/** Checking openings: whoever has a salt, a field name and a value recomputes the commitment, and from it the root. */
import { leafHash, partialRoot } from '@amana/log'
import { leafOfField, type PartialRecord, SALT_BYTES, saltAt, talliedCommitment } from './commitment.js'

/**
 * The root that a record's openings and shown elements lead to, or null where their shape does not fit the schema. It proves
 * nothing by itself: compare it, inside an entry, with the log.
 * @param take is given the number and the C of each tallied field that is open or shown
 */
export function rootOfPartial(
  origin: string,
  partial: PartialRecord,
  take?: (field: number, element: Uint8Array) => void,
): Uint8Array | null {
  const { schema, id, revision, open, salts, values, shown = [], siblings } = partial
  if (open.length !== values.length || salts.length !== SALT_BYTES * open.length) return null
  const leaves: { readonly at: number; readonly hash: Uint8Array }[] = []
  for (const [i, at] of open.entries()) {
    const field = schema.fields[at]
    if (field === undefined) return null
    const hash = leafOfField(origin, partial, saltAt(salts, i), field, values[i]!, (element) =>
      take?.(at, element),
    )
    leaves.push({ at, hash })
  }
  for (const { field: at, element } of shown) {
    const field = schema.fields[at]
    if (field?.tallied !== true || element.length !== 32) return null
    leaves.push({ at, hash: leafHash(talliedCommitment(origin, id, revision, field.name, element)) })
    take?.(at, element)
  }
  // Openings that are out of order among themselves stay so, and are refused below.
  if (shown.length > 0) leaves.sort((a, b) => a.at - b.at)
  return partialRoot(
    schema.fields.length,
    leaves.map(({ at }) => at),
    leaves.map(({ hash }) => hash),
    siblings,
  )
}
