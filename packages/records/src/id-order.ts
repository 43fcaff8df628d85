/** The order of a release: by id, so that the documenter's own order, which groups families, never shows. */
import { compare } from '@amana/codec'

const ID_BYTES = 16

/** Rows that a float of 53 bits tells apart beside 32 bits of an id. */
const MOST_ROWS = 2 ** 21

/**
 * The rows of some ids in the order of the ids as unsigned bytes; equal ones in the order given. For ids of one's own: a stranger could choose
 * such as take long.
 * @param ids 16 bytes each, one after the other
 *
 * @example
 * idOrder(concat(id('b'), id('a'))) // Uint32Array [1, 0], where id('a') is the lower
 */
export function idOrder(ids: Uint8Array): Uint32Array {
  const count = ids.length / ID_BYTES
  const id = (row: number) => ids.subarray(ID_BYTES * row, ID_BYTES * (row + 1))
  const isAfter = (a: number, b: number) => (compare(id(a), id(b)) || a - b) > 0
  if (count > MOST_ROWS)
    return Uint32Array.from({ length: count }, (_, row) => row).sort((a, b) => (isAfter(a, b) ? 1 : -1))
  // Floats are sorted without a call a comparison: an id's first 32 bits and its row in one.
  const view = new DataView(ids.buffer, ids.byteOffset, ids.length)
  const keys = Float64Array.from(
    { length: count },
    (_, row) => view.getUint32(ID_BYTES * row) * MOST_ROWS + row,
  ).sort()
  const order = Uint32Array.from(keys, (key) => key % MOST_ROWS)
  // Those whose first bits are the same stand together: a few, since ids are keyed.
  for (let i = 1; i < count; i++) {
    const row = order[i]!
    const first = view.getUint32(ID_BYTES * row)
    let at = i
    for (; at > 0; at--) {
      const before = order[at - 1]!
      if (view.getUint32(ID_BYTES * before) !== first || !isAfter(before, row)) break
      order[at] = before
    }
    order[at] = row
  }
  return order
}
