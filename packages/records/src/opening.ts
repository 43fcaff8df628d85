/** Checking openings: whoever has a salt, a field name and a value recomputes the commitment, and from it the root. */
import { leafHash, partialRoot } from '@amana/log'
import { fieldCommitment, type PartialRecord, SALT_BYTES, saltAt } from './commitment.js'

/**
 * The root that a record's openings lead to, or null where their shape does not fit the schema. It proves nothing by
 * itself: compare it, inside an entry, with the log.
 */
export function rootOfPartial(origin: string, partial: PartialRecord): Uint8Array | null {
  const { schema, id, revision, open, salts, values, siblings } = partial
  if (open.length !== values.length || salts.length !== SALT_BYTES * open.length) return null
  const leaves: Uint8Array[] = []
  for (const [at, i] of open.entries()) {
    const field = schema.fields[i]
    if (field === undefined) return null
    leaves.push(leafHash(fieldCommitment(origin, id, revision, saltAt(salts, at), field.name, values[at]!)))
  }
  return partialRoot(schema.fields.length, open, leaves, siblings)
}
