/** Section 4: what a field of each type holds, and what it does not. */
import { encode, toHex } from '@amana/codec'
import { fixed, toJson } from './fixed.mjs'

/** Section 4: what a field of each type holds, and what it does not. */
export function values() {
  const id = fixed('id', 16)
  const [low, high] = [fixed('a', 16), fixed('b', 16)].sort(Buffer.compare)
  const token = fixed('token', 12)
  const table = {
    'person@1.status': [
      ['live', 'withdrawn'],
      ['', 'Live', 'absent', true, null],
    ],
    'incident@1.label': [
      ['a', ' ', 'الباب'],
      ['', 1, true, [], fixed('x', 4)],
    ],
    'incident@1.latitude': [
      [0, -90000000, 36370000],
      ['0', true, [1]],
    ],
    'incident@1.date': [
      ['2014', '2014-12', '2014-12-28', '2016-02-29', '0000-01-01', '9999-12-31'],
      [
        '',
        '14',
        '2014-13',
        '2014-00',
        '2015-02-29',
        '2014-12-32',
        '2014-12-00',
        '2014-1-1',
        '2014/12/28',
        '2014-12-28T00:00:00Z',
        ' 2014',
        '٢٠١٤',
        '1900-02-29',
        '2014-04-31',
        2014,
      ],
    ],
    'person@1.month': [
      ['2014-12', '0000-01'],
      ['', '2014', '2014-13', '2014-12-28', '2014-1', '2014-00', 201412],
    ],
    'person@1.receipt': [[fixed('receipt')], [fixed('receipt').slice(1), id, '']],
    'incident@1.cause': [
      ['airstrike', 'unknown', 'other'],
      ['', 'Airstrike', 'lightning', 0],
    ],
    'person@1.name_known': [
      [true, false],
      [0, 1, 'true', []],
    ],
    'person@1.incident': [[id], [id.slice(1), fixed('x', 17), 'market', []]],
    'person@1.sources': [
      [
        [],
        [['video', 1]],
        [
          ['photo', 3],
          ['video', 1],
          ['other', 2],
        ].sort((a, b) => Buffer.compare(encode(a[0]), encode(b[0]))),
      ],
      [
        [['video', 0]],
        [['video', -1]],
        [['video', '1']],
        [['video', true]],
        [['video']],
        [['video', 1, 1]],
        [['film', 1]],
        [
          ['video', 1],
          ['photo', 1],
        ],
        [
          ['photo', 1],
          ['photo', 1],
        ],
        'video',
      ],
    ],
    'person@1.consent': [
      [[], ['courts'], ['courts', 'contact', 'publish', 'investigators']],
      [
        ['courts', 'courts'],
        ['investigators', 'courts'],
        ['publish', 'contact'],
        ['press'],
        'courts',
        [null],
      ],
    ],
    'person@1.linkage': [
      [
        ['hmac-sha256', 'amana-names/0', 'scope', 1, token],
        ['', '', '', -1, token, token],
      ],
      [
        ['hmac-sha256', 'amana-names/0', 'scope', 1],
        ['hmac-sha256', 'amana-names/0', 'scope', '1', token],
        ['hmac-sha256', 'amana-names/0', 'scope', 1, fixed('x', 16)],
        ['hmac-sha256', 'amana-names/0', 1, 1, token],
        [],
      ],
    ],
    'person@1.extra': [
      [
        [],
        [
          ['b', ''],
          ['a', 'x'],
          ['a', 'x'],
        ],
      ],
      [[['a']], [['a', 1]], ['a', 'b'], [['a', 'b', 'c']], 'a'],
    ],
    'evidence@1.sha256': [[fixed('hash')], [fixed('hash', 31), fixed('hash', 16), toHex(fixed('hash'))]],
    'evidence@1.captured_at': [
      ['2015-01-20T08:30:00Z', '2016-02-29T23:59:59Z', '0000-01-01T00:00:00Z'],
      [
        '2015-01-20',
        '2015-01-20T08:30Z',
        '2015-01-20T08:30:00',
        '2015-01-20T08:30:00+00:00',
        '2015-01-20T24:00:00Z',
        '2015-01-20T08:60:00Z',
        '2015-06-30T23:59:60Z',
        '2015-02-30T00:00:00Z',
        '2015-01-20t08:30:00z',
        '2015-01-20T08:30:00.0Z',
        0,
      ],
    ],
    'evidence@1.incidents': [
      [[], [low], [low, high]],
      [[high, low], [low, low], [id.slice(1)], id, ['a']],
    ],
    'statement@1.where': [
      [
        new Map(),
        new Map([['sex', ['female']]]),
        new Map([
          ['sex', ['male', 'female']],
          ['incident', [low, high]],
        ]),
        new Map([
          ['sex', ['unknown']],
          ['cause', ['airstrike']],
        ]),
      ],
      [
        new Map([['status', ['live']]]),
        new Map([['status', ['withdrawn']]]),
        new Map([['sex', ['airstrike']]]),
        new Map([['sex', [low]]]),
        new Map([['sex', [fixed('x', 4), 'male']]]),
        new Map([['incident', ['text']]]),
        new Map([['incident', [toHex(low)]]]),
        new Map([['incident', [null]]]),
        new Map([['nobody', ['female']]]),
        new Map([['label', ['market']]]),
        new Map([['sex', []]]),
        new Map([['sex', 'female']]),
        new Map([['consent', ['courts']]]),
        new Map([[1, ['female']]]),
        new Map([['sex', ['female', 'male']]]),
        new Map([['sex', ['male', 'male']]]),
        new Map([['sex', [null]]]),
        new Map([['incident', [id.slice(1)]]]),
        [],
        'sex',
      ],
    ],
    'statement@1.count': [
      [0, 103, -1],
      ['103', false],
    ],
  }
  return Object.entries(table).flatMap(([path, [good, bad]]) => {
    const [schema, field] = path.split('.')
    const row = (value, fits) => ({ schema, field, value: toJson(value), fits })
    return [
      ...(path.endsWith('.status') ? [] : [row(null, true)]),
      ...good.map((value) => row(value, true)),
      ...bad.map((value) => row(value, false)),
    ]
  })
}
