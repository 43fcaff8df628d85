/** Checking openings: whoever has a salt, a field name and a value recomputes the commitment, and from it the root. */
import { joined } from '@amana/codec'
import { HASH_BYTES, partialRootOf } from '@amana/log'
import { LeafHasher, type PartialRecord, SALT_BYTES, saltAt } from './commitment.js'

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
  const hasher = new LeafHasher(origin, id, revision)
  const count = open.length + shown.length
  const leaves = new Uint8Array(HASH_BYTES * count)
  const places: number[] = []
  // In the order of the fields. Positions that are out of order among themselves stay so, and are refused below.
  for (let next = 0, i = 0; i < count; i++) {
    const other = shown[i - next]
    if (next < open.length && (other === undefined || open[next]! < other.field)) {
      const at = open[next]!
      const field = schema.fields[at]
      if (field === undefined) return null
      const tell = take && field.tallied === true ? (element: Uint8Array) => take(at, element) : undefined
      hasher.opened(saltAt(salts, next), field, values[next]!, leaves, HASH_BYTES * i, tell)
      places.push(at)
      next++
    } else {
      const { field: at, element } = other!
      const field = schema.fields[at]
      if (field?.tallied !== true || element.length !== 32) return null
      hasher.shown(field.name, element, leaves, HASH_BYTES * i)
      take?.(at, element)
      places.push(at)
    }
  }
  if (siblings.some((hash) => hash.length !== HASH_BYTES)) return null
  return partialRootOf(schema.fields.length, places, leaves, siblings.length === 0 ? NONE : joined(siblings))
}

const NONE = new Uint8Array(0)
