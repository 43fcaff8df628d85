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

const itLong = process.env.LONG === '1' ? it : it.skip
itLong('also where there are more than a float tells apart', () => {
  const count = 2 ** 21 + 3
  const ids = new Uint8Array(16 * count)
  const words = new Uint32Array(ids.buffer)
  for (let i = 0, word = 1; i < words.length; i++) {
    word = (Math.imul(word, 1_664_525) + 1_013_904_223) | 0
    words[i] = word
  }
  const order = idOrder(ids)
  const at = (row: number) => ids.subarray(16 * row, 16 * row + 16)
  for (let i = 1; i < count; i++)
    if (compare(at(order[i - 1]!), at(order[i]!)) > 0) throw new Error(`${i} is out of order`)
})
