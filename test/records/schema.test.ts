import { toHex, type Value } from '@amana/codec'
import {
  EVIDENCE,
  type Field,
  type FieldType,
  fieldIndex,
  fits,
  INCIDENT,
  isDate,
  isTime,
  NAME_FIELDS,
  PERSON,
  SCHEMAS,
  SEX,
  SOURCE_KIND,
  STATEMENT,
  schemaDigest,
  schemaOf,
} from '@amana/records'
import { describe, expect, it } from '@jest/globals'

const bytes = (length: number, fill = 0): Uint8Array => new Uint8Array(length).fill(fill)
const code: Field = { name: 'f', type: 'code', vocabulary: SEX }
const codes: Field = { name: 'f', type: 'codes', vocabulary: SEX }
const counts: Field = { name: 'f', type: 'counts', vocabulary: SOURCE_KIND }
const plain = (type: FieldType): Field => ({ name: 'f', type })
const token = bytes(12, 1)

const CASES: readonly (readonly [Field, readonly Value[], readonly Value[]])[] = [
  [plain('text'), ['a', 'نص', ' '], ['', 1, true, bytes(1), ['a'], new Map()]],
  [plain('int'), [0, -1, 37_515_000], ['1', true, [1], bytes(1)]],
  [plain('flag'), [true, false], [0, 1, 'true', 'yes', []]],
  [
    plain('date'),
    ['2014', '2014-12', '2014-12-28', '2016-02-29'],
    [
      '',
      '14',
      '2014-13',
      '2014-00',
      '2014-2-3',
      '2014-02-30',
      '2015-02-29',
      '2014-12-28T00:00:00Z',
      '٢٠١٤',
      2014,
    ],
  ],
  [
    plain('month'),
    ['2014-12', '0000-01'],
    ['', '2014', '2014-13', '2014-00', '2014-12-28', '2014-1', 201412],
  ],
  [
    plain('time'),
    ['2015-02-01T12:00:00Z', '2016-02-29T23:59:59Z'],
    [
      '2015-02-01',
      '2015-02-01T12:00Z',
      '2015-02-01T12:00:00',
      '2015-02-01T12:00:00.5Z',
      '2015-02-01T24:00:00Z',
    ],
  ],
  [plain('time'), [], ['2015-02-30T12:00:00Z', '2015-02-01T12:60:00Z', '2015-02-01T12:00:00+00:00', 0]],
  [code, ['female', 'male', 'unknown'], ['Female', 'أنثى', 'woman', '', 1, ['female']]],
  [
    codes,
    [[], ['male'], ['male', 'female'], ['male', 'female', 'unknown']],
    ['male', ['female', 'male'], ['male', 'male'], ['man'], [1], [['male']], new Map()],
  ],
  [
    counts,
    [
      [],
      [['video', 1]],
      [
        ['photo', 2],
        ['video', 1],
        ['witness-statement', 12],
      ],
    ],
    [
      [
        ['video', 1],
        ['photo', 2],
      ],
      [
        ['video', 1],
        ['video', 2],
      ],
      [['video', 0]],
      [['video', -1]],
      [['film', 1]],
      [['video']],
      [['video', 1, 2]],
      [['video', null]],
      ['video', 1],
      new Map([['video', 1]]),
    ],
  ],
  // Whatever JavaScript would read as a number is not one.
  [counts, [], [[['video', '5']], [['video', true]], [['video', [5]]], [['video', bytes(1, 5)]]]],
  [plain('id'), [bytes(16)], [bytes(15), bytes(17), bytes(32), bytes(0), 'a'.repeat(16), 1]],
  [
    plain('ids'),
    [[], [bytes(16)], [bytes(16), bytes(16, 1)]],
    [[bytes(16, 1), bytes(16)], [bytes(16), bytes(16)], [bytes(15)], ['a'], bytes(16)],
  ],
  [plain('hash'), [bytes(32)], [bytes(31), bytes(33), 'a'.repeat(64), []]],
  [
    plain('linkage'),
    [
      ['s', 'n', 'scope', 1, token],
      ['s', 'n', 'scope', 1, token, token, token, token],
    ],
    [
      [],
      ['s', 'n', 'scope', 1],
      ['s', 'n', 'scope', '1', token],
      ['s', 'n', 1, 1, token],
      ['s', 'n', 'scope', 1, bytes(16)],
      ['s', 'n', 'scope', 1, token, 'token'],
      's',
    ],
  ],
  [
    plain('pairs'),
    [
      [],
      [['a', 'b']],
      [
        ['b', 'a'],
        ['a', 'b'],
        ['a', 'b'],
      ],
      [['', '']],
    ],
    [['a', 'b'], [['a']], [['a', 'b', 'c']], [['a', 1]], [[null, 'b']], new Map([['a', 'b']]), 'ab'],
  ],
  [
    plain('where'),
    [
      new Map(),
      new Map([['sex', ['female']]]),
      new Map([
        ['incident', [bytes(16)]],
        ['sex', ['male', 'female']],
      ] as const),
    ],
    [
      [],
      new Map([['sex', []]]),
      new Map([['sex', 'female']]),
      new Map([['given', ['x']]]),
      new Map([['age_min', [1]]]),
      new Map([[1, ['female']]]),
      new Map([['incident', [bytes(15)]]]),
      new Map([['sex', ['female', 'male']]]),
      new Map([['sex', ['male', 'male']]]),
      new Map([['sex', ['man']]]),
      new Map([['sex', [bytes(16)]]]),
      new Map([['incident', ['Market']]]),
    ],
  ],
]

describe('a field of type', () => {
  for (const [field, good, bad] of CASES) {
    if (good.length > 0)
      it(`${field.type} takes null and what it may hold`, () => {
        expect(fits(field, null)).toBe(true)
        for (const value of good) expect([value, fits(field, value)]).toEqual([value, true])
      })
    it(`${field.type} refuses ${bad.length} values of another shape`, () => {
      for (const value of bad) expect([value, fits(field, value)]).toEqual([value, false])
    })
  }

  it('is one that these tests know, whichever the schema', () => {
    const tested = new Set(CASES.map(([field]) => field.type))
    for (const { fields } of SCHEMAS) for (const { type } of fields) expect(tested).toContain(type)
  })
})

describe('a field that is required', () => {
  it('takes no null; it is the status of every record, and nothing else', () => {
    const required = SCHEMAS.map(({ fields }) =>
      fields.filter((field) => field.required).map(({ name }) => name),
    )
    expect(required).toEqual(SCHEMAS.map(() => ['status']))
    for (const { fields } of SCHEMAS) expect(fits(fields[0]!, null)).toBe(false)
  })
})

describe('dates and times', () => {
  it('are those that exist, on every day of a leap year and of a common one', () => {
    for (const [year, days] of [
      [2015, 365],
      [2016, 366],
      [1900, 365],
      [2000, 366],
    ] as const) {
      let found = 0
      for (let month = 0; month <= 13; month++)
        for (let day = 0; day <= 32; day++) {
          const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
          if (isDate(text)) found++
          expect(isTime(`${text}T00:00:00Z`)).toBe(isDate(text))
        }
      expect(found).toBe(days)
    }
  })
})

describe('schemas', () => {
  // Changing a name, a type, a code or the order of fields changes the bytes of every bundle: these digests stand
  // in entries that are signed already. A new digest is a new version of the schema.
  it.each([
    ['incident@1', INCIDENT, '9db61c45876b56d4f14dbcae085d67fea7c859f951cf9825622312ff2cb60ac2'],
    ['person@1', PERSON, '9598aa336d1f4ae249983a0d4bca5b012d1a82cb492b38d58d254d121b1f5d24'],
    ['evidence@1', EVIDENCE, 'cd85f5a05b32e23724b9545396daa194bb929b2c44f2f54e9734dca5e8496ea2'],
    ['statement@1', STATEMENT, '9bf28fadeb909b0eeb05984775761de6c0023a00100009889368aaf13369e837'],
  ])('%s has the digest that signed entries hold', (name, schema, digest) => {
    expect(schema.name).toBe(name)
    expect(toHex(schemaDigest(schema))).toBe(digest)
  })

  it('have a digest that changes with the name, the kind, and with everything that is said of a field, and its place', () => {
    const [first, second, ...rest] = PERSON.fields
    const others = [
      PERSON,
      { ...PERSON, name: 'person@2' },
      { ...PERSON, kind: 'incident' as const },
      { ...PERSON, fields: [second!, first!, ...rest] },
      { ...PERSON, fields: PERSON.fields.slice(1) },
      { ...PERSON, fields: [{ ...first!, name: 'state' }, second!, ...rest] },
      { ...PERSON, fields: [{ ...first!, type: 'text' as const }, second!, ...rest] },
      { ...PERSON, fields: [{ ...first!, vocabulary: SEX }, second!, ...rest] },
      {
        ...PERSON,
        fields: [
          { ...first!, vocabulary: { name: 'status', terms: first!.vocabulary!.terms.slice(1) } },
          second!,
          ...rest,
        ],
      },
      { ...PERSON, fields: [{ ...first!, identity: true as const }, second!, ...rest] },
      { ...PERSON, fields: [first!, { name: second!.name, type: second!.type }, ...rest] },
      { ...PERSON, fields: [first!, { ...second!, required: true as const }, ...rest] },
    ].map((schema) => toHex(schemaDigest(schema)))
    expect(new Set(others).size).toBe(others.length)
  })

  it('name each field once, and are found by their kind', () => {
    for (const schema of SCHEMAS) {
      expect(schemaOf(schema.kind)).toBe(schema)
      const names = schema.fields.map((field) => field.name)
      expect(new Set(names).size).toBe(names.length)
      for (const [i, name] of names.entries()) expect(fieldIndex(schema, name)).toBe(i)
      expect(fieldIndex(schema, 'nothing')).toBe(-1)
    }
  })

  it('have a vocabulary wherever codes are held', () => {
    for (const { fields } of SCHEMAS)
      for (const { type, vocabulary } of fields)
        expect(vocabulary !== undefined).toBe(['code', 'codes', 'counts'].includes(type))
  })

  it('mark whatever can name a person: names in both scripts, keys, notes, unknown columns, file names', () => {
    const identity = SCHEMAS.flatMap(({ fields }) =>
      fields.filter((field) => field.identity).map(({ name }) => name),
    )
    for (const name of [...NAME_FIELDS, ...NAME_FIELDS.map((part) => `${part}_2`)])
      expect(identity).toContain(name)
    for (const name of ['key', 'notes', 'extra', 'label_as_written', 'file_name', 'custody'])
      expect(identity).toContain(name)
    for (const { fields } of SCHEMAS)
      for (const { type, identity } of fields) if (type === 'pairs') expect(identity).toBe(true)
  })

  it('have no field for the contact data of relatives', () => {
    for (const { fields } of SCHEMAS)
      for (const { name } of fields) expect(name).not.toMatch(/phone|mail|address|contact|relative/)
  })
})
