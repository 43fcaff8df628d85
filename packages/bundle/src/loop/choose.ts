/** Choosing what is asked for or assessed: records of a verified view, by their ids or by what is open of them. */
import { AmanaError, fromHex, toHex, type Value } from '@amana/codec'

/** A listed record: its id in hexadecimal, and its open values. */
export interface Listed {
  readonly id: string
  /** Undefined where the field is closed. */
  readonly get: (field: string) => Value | undefined
}

/** A value that an open field must have, as a report writes it: empty for none, and ids in hexadecimal. */
export interface Condition {
  readonly field: string
  readonly value: string
}

/**
 * The one record whose id begins so.
 * @param id 8 to 32 hexadecimal digits
 * @throws {AmanaError} `loop/unknown-record`
 */
export function recordWithId(records: readonly Listed[], id: string): Uint8Array {
  const found = /^[0-9a-f]{8,32}$/.test(id) ? records.filter((one) => one.id.startsWith(id)) : []
  if (found.length !== 1)
    throw new AmanaError(
      'loop/unknown-record',
      `${id.slice(0, 40)}: ${found.length} listed records have an id that begins so. Give 8 to 32 hexadecimal digits.`,
    )
  return fromHex(found[0]!.id)
}

/**
 * The persons with all of some open values, in the order of the view.
 * @param labelOf of an incident by its id; an incident may be given by its label, too
 * @throws {AmanaError} `loop/closed-field` where the view closes a field of a person, `loop/unknown-record` where there is nobody
 */
export function personsWith(
  persons: readonly Listed[],
  conditions: readonly Condition[],
  labelOf: (incident: string) => Value | undefined,
): readonly Uint8Array[] {
  const found = conditions.reduce(
    (left, { field, value: wanted }) =>
      left.filter(({ get }) => {
        const value = get(field)
        if (value === undefined)
          throw new AmanaError(
            'loop/closed-field',
            `The view closes ${field} of a person: choose persons by their ids.`,
          )
        if (!(value instanceof Uint8Array)) return wanted === (value === null ? '' : String(value))
        const id = toHex(value)
        return wanted === id || (field === 'incident' && labelOf(id) === wanted)
      }),
    persons,
  )
  if (found.length === 0)
    throw new AmanaError('loop/unknown-record', 'No listed person has these values in this view.')
  return found.map(({ id }) => fromHex(id))
}
