/** Section 1: values and their encodings. */
import { encode, toHex } from '@amana/codec'
import { fixed, toJson } from './fixed.mjs'

/** Section 1: values and their encodings. */
export function cborGood() {
  const numbers = [
    0,
    1,
    10,
    23,
    24,
    25,
    100,
    255,
    256,
    1000,
    65535,
    65536,
    1000000,
    4294967295,
    4294967296,
    1000000000000,
    Number.MAX_SAFE_INTEGER,
  ]
  const values = [
    ...numbers,
    ...[
      -1,
      -10,
      -24,
      -25,
      -100,
      -256,
      -257,
      -65536,
      -65537,
      -4294967296,
      -4294967297,
      -Number.MAX_SAFE_INTEGER,
    ],
    false,
    true,
    null,
    new Uint8Array(0),
    Uint8Array.of(1, 2, 3, 4),
    fixed('long', 24),
    '',
    'a',
    'IETF',
    '"\\',
    'ü',
    '水',
    'سامي الحلبي',
    '\u{10151}',
    'a\ufeff',
    'ـ'.repeat(30),
    `ا${'ّ'.repeat(30)}`,
    'x'.repeat(255),
    [],
    [1, 2, 3],
    [1, [2, 3], [4, [5]]],
    Array.from({ length: 25 }, (_, i) => i + 1),
    nested(16),
    new Map(),
    new Map([
      [1, 2],
      [3, 4],
    ]),
    new Map([
      ['a', 1],
      ['b', [2, 3]],
    ]),
    // Given out of order: integers stand before texts, shorter before longer, 10 before −1.
    new Map([
      ['aa', 1],
      ['b', 2],
      [-1, 3],
      [100, 4],
      [10, 5],
      ['', 6],
      [-100, 7],
    ]),
    new Map([
      ['z', null],
      ['é', true],
      [
        'aaa',
        new Map([
          [24, new Uint8Array(1)],
          [23, []],
        ]),
      ],
    ]),
  ]
  return values.map((value) => ({ value: toJson(value), hex: toHex(encode(value)) }))
}

const nested = (depth) => (depth === 0 ? 0 : [nested(depth - 1)])
