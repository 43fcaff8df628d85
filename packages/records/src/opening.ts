import { commitValues } from '@amana/crypto'
import { partialRootOf } from '@amana/log'
import { leafHashes, openOpenings, type PartialRecord, SALT_BYTES } from './commitment.js'

/**
 * The root that a record's openings and shown elements lead to, or null where their shape does not fit the schema. It proves
 * nothing by itself: compare it, inside an entry, with the log.
 * @param take is given the number and the C of each tallied field that is open or shown
 * @param known the commitments of {@link openOpenings}, where they were computed before
 */
export function rootOfPartial(
  origin: string,
  partial: PartialRecord,
  take?: (field: number, element: Uint8Array) => void,
  known?: readonly Uint8Array[],
): Uint8Array | null {
  const { schema, open, salts, values, shown = [], siblings } = partial
  if (open.length !== values.length || salts.length !== SALT_BYTES * open.length) return null
  const elements = known ?? commitValues(openOpenings(origin, partial))
  // In the order of the fields. One that is repeated or out of order is refused before anything is hashed: a stranger may have listed it
  // a million times.
  const places: number[] = []
  const parts: (Uint8Array | number)[] = []
  for (let next = 0, nextTallied = 0, i = 0; i < open.length + shown.length; i++) {
    const other = shown[i - next]
    const isOpen = next < open.length && (other === undefined || open[next]! < other.field)
    const at = isOpen ? open[next]! : other!.field
    const field = schema.fields[at]
    if (field === undefined || at <= (places.at(-1) ?? -1)) return null
    places.push(at)
    if (!isOpen || field.tallied === true) {
      const element = isOpen ? elements[nextTallied++] : other!.element
      if (field.tallied !== true || element?.length !== 32) return null
      parts.push(element)
      take?.(at, element)
    } else parts.push(next)
    if (isOpen) next++
  }
  const leaves = leafHashes(origin, partial, places.length, (leaf, i) => {
    const part = parts[i]!
    if (typeof part === 'number') {
      leaf.opened(salts, part, places[i]!)
      leaf.out.value(values[part]!)
    } else leaf.shown(places[i]!, part)
  })
  return partialRootOf(schema.fields.length, places, leaves, siblings)
}
