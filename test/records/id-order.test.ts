import { compare, concat } from '@amana/codec'
import { idOrder } from '@amana/records'
import { expect, it } from '@jest/globals'
import fc from 'fast-check'

it('ids are put in the order of their bytes, those that begin alike too, and equal ones stay as they are', () => {
  // Few values a byte, so that many begin alike.
  const id = fc
    .tuple(fc.array(fc.constantFrom(0, 1, 255), { minLength: 16, maxLength: 16 }), fc.nat(3))
    .map(([bytes, alike]) => Uint8Array.from(bytes, (byte, i) => (i < 4 && alike > 0 ? 7 : byte)))
  fc.assert(
    fc.property(fc.array(id, { maxLength: 200 }), (ids) => {
      const expected = [...ids.keys()].sort((a, b) => compare(ids[a]!, ids[b]!) || a - b)
      // At an odd place of a larger array.
      const within = concat(new Uint8Array(3), ...ids).subarray(3)
      expect([...idOrder(within)]).toEqual(expected)
    }),
  )
})
