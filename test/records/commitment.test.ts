import { concat, encode, equal, fromHex, toHex, type Value } from '@amana/codec'
import { blindingOf, nobleBackend, openCommitment, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { leafHash, rootOf } from '@amana/log'
import {
  asRecordId,
  commitRecord,
  type Entry,
  entryBytes,
  fieldCommitment,
  fieldIndex,
  INCIDENT,
  openFields,
  type PartialRecord,
  PERSON,
  recordId,
  rootOfPartial,
  SALT_BYTES,
  SCHEMAS,
  saltAt,
  saltsOf,
  schemaDigest,
  talliedCommitment,
  talliedElement,
  valuesOf,
} from '@amana/records'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { refusal } from '../codec/refusal.js'
import { committedOf, ID_KEY, ORIGIN, revisionOf, SECRET } from './sample.js'

beforeAll(() => void useBackend(nodeBackend))
afterAll(() => void useBackend(nobleBackend))

const hex = (record: { readonly root: Uint8Array }): string => toHex(record.root)

describe('a commitment', () => {
  it('changes with the origin, the id, the revision, the salt, the field and the value', () => {
    const id = new Uint8Array(16).fill(1)
    const salt = new Uint8Array(16).fill(2)
    const commitments = [
      fieldCommitment('a', id, 1, salt, 'sex', 'female'),
      fieldCommitment('b', id, 1, salt, 'sex', 'female'),
      fieldCommitment('a', salt, 1, salt, 'sex', 'female'),
      fieldCommitment('a', id, 2, salt, 'sex', 'female'),
      fieldCommitment('a', id, 1, id, 'sex', 'female'),
      fieldCommitment('a', id, 1, salt, 'cause', 'female'),
      fieldCommitment('a', id, 1, salt, 'sex', 'male'),
      fieldCommitment('a', id, 1, salt, 'sex', null),
      fieldCommitment('a', id, 1, salt, 'sex', ['female']),
    ].map(toHex)
    expect(new Set(commitments).size).toBe(commitments.length)
  })

  it('is the digest that format.md states, to the byte', () => {
    const commitment = fieldCommitment(
      'amana/a',
      new Uint8Array(16).fill(1),
      1,
      new Uint8Array(16).fill(2),
      'sex',
      'male',
    )
    const message = encode([
      'amana/1/field',
      'amana/a',
      new Uint8Array(16).fill(1),
      1,
      new Uint8Array(16).fill(2),
      'sex',
      'male',
    ])
    expect(toHex(commitment)).toBe(toHex(nobleBackend.sha256(message)))
  })
})

describe('a tallied commitment', () => {
  const id = new Uint8Array(16).fill(1)
  const salt = new Uint8Array(16).fill(2)

  it('is of an element that changes with the origin, the id, the revision, the salt, the field and the value', () => {
    const elements = [
      talliedElement('a', id, 1, salt, 'sex', 'female'),
      talliedElement('b', id, 1, salt, 'sex', 'female'),
      talliedElement('a', salt, 1, salt, 'sex', 'female'),
      talliedElement('a', id, 2, salt, 'sex', 'female'),
      talliedElement('a', id, 1, id, 'sex', 'female'),
      talliedElement('a', id, 1, salt, 'cause', 'female'),
      talliedElement('a', id, 1, salt, 'sex', 'male'),
      talliedElement('a', id, 1, salt, 'sex', null),
    ].map(toHex)
    expect(new Set(elements).size).toBe(elements.length)
  })

  it('is the digest that format.md states, to the byte, and opens as a Pedersen commitment', () => {
    const element = talliedElement('amana/a', id, 1, salt, 'sex', 'male')
    const blinding = blindingOf('amana/a', id, 1, salt, 'sex', 'male')
    expect(openCommitment('sex', element, { value: 'male', blinding })).toBe(true)
    expect(openCommitment('sex', element, { value: 'female', blinding })).toBe(false)
    const message = encode(['amana/1/pedersen', 'amana/a', id, 1, 'sex', element])
    expect(toHex(talliedCommitment('amana/a', id, 1, 'sex', element))).toBe(
      toHex(nobleBackend.sha256(message)),
    )
  })

  it('is made for the fields that claims count by, and for no other', () => {
    const tallied = SCHEMAS.flatMap(({ kind, fields }) =>
      fields.filter((field) => field.tallied).map(({ name }) => `${kind} ${name}`),
    )
    expect(tallied).toEqual(
      'status incident sex age_group civilian cause party month source_kinds completeness'
        .split(' ')
        .map((name) => `person ${name}`),
    )
    expect([...committedOf().elements.keys()]).toEqual([...tallied.keys()])
  })
})

describe('the root of a record', () => {
  const root = hex(committedOf())

  it('is the same whenever it is made, on both backends', () => {
    expect(hex(committedOf())).toBe(root)
    const before = useBackend(nobleBackend)
    expect(hex(committedOf())).toBe(root)
    useBackend(before)
  })

  it('changes with the origin, the id, the revision and the secret', () => {
    const roots = [
      root,
      hex(commitRecord('amana/other', SECRET, revisionOf())),
      hex(committedOf({}, { key: 'row 2' })),
      hex(committedOf({}, { revision: 2 })),
      hex(commitRecord(ORIGIN, ID_KEY, revisionOf())),
    ]
    expect(new Set(roots).size).toBe(roots.length)
  })

  it('changes with the value of every single field, also from absent to present', () => {
    const samples: Record<string, readonly [Value, Value]> = {
      text: ['one', 'two'],
      int: [1, 2],
      flag: [true, false],
      date: ['2014', '2015'],
      month: ['2014-01', '2014-02'],
      time: ['2015-01-01T00:00:00Z', '2015-01-01T00:00:01Z'],
      codes: [[], ['courts']],
      counts: [[['video', 1]], [['video', 2]]],
      id: [new Uint8Array(16), new Uint8Array(16).fill(1)],
      ids: [[], [new Uint8Array(16)]],
      hash: [new Uint8Array(32), new Uint8Array(32).fill(1)],
      linkage: [
        ['s', 'n', 'scope', 1, new Uint8Array(12)],
        ['s', 'n', 'scope', 2, new Uint8Array(12)],
      ],
      pairs: [[['a', 'b']], [['a', 'c']]],
      where: [new Map([['sex', ['male']]]), new Map([['sex', ['female']]])],
    }
    for (const schema of SCHEMAS) {
      const id = recordId(ID_KEY, schema.kind, 'x')
      const rootWith = (named: Readonly<Record<string, Value>>) =>
        hex(
          commitRecord(ORIGIN, SECRET, {
            schema,
            id,
            revision: 1,
            values: valuesOf(schema, { status: 'live', ...named }),
          }),
        )
      const roots = [rootWith({}), rootWith({ status: 'withdrawn' })]
      for (const field of schema.fields.slice(1)) {
        const codes = field.vocabulary?.terms.map((term) => term.code) ?? []
        const two = field.type === 'code' ? codes.slice(0, 2) : samples[field.type]!
        roots.push(rootWith({ [field.name]: two[0]! }), rootWith({ [field.name]: two[1]! }))
      }
      expect(new Set(roots).size).toBe(2 * schema.fields.length)
    }
  })

  it('is that of a tree with one leaf a field, in the order of the schema', () => {
    const record = committedOf()
    const leaves = PERSON.fields.map(({ name, tallied }, i) => {
      const opening = [ORIGIN, record.id, 1, saltAt(record.salts, i), name, record.values[i]!] as const
      return leafHash(
        tallied
          ? talliedCommitment(ORIGIN, record.id, 1, name, talliedElement(...opening))
          : fieldCommitment(...opening),
      )
    })
    expect(toHex(rootOf(leaves))).toBe(root)
  })

  it('does not survive that two fields change places', () => {
    const flat = committedOf().leaves
    const leaves = PERSON.fields.map((_, i) => flat.subarray(32 * i, 32 * i + 32))
    expect(toHex(rootOf(leaves))).toBe(root)
    for (let i = 1; i < leaves.length; i++) {
      const swapped = [...leaves]
      ;[swapped[i - 1], swapped[i]] = [leaves[i]!, leaves[i - 1]!]
      expect(toHex(rootOf(swapped))).not.toBe(root)
    }
  })

  it('is refused for a value of another type, with the name of the field and without the value', () => {
    const error = refusal(() => committedOf({ sex: 'نجوى' }))
    expect(error.code).toBe('records/bad-value')
    expect(error.message).toContain('person@1.sex')
    expect(JSON.stringify([error.message, error.details])).not.toContain('نجوى')
  })

  it('is refused unless there is exactly one value a field', () => {
    const { schema, id, revision, values } = revisionOf()
    for (const wrong of [values.slice(1), [...values, null]])
      expect(refusal(() => commitRecord(ORIGIN, SECRET, { schema, id, revision, values: wrong })).code).toBe(
        'records/bad-value',
      )
  })
})

describe('an opening', () => {
  const record = committedOf()
  const at = (name: string) => fieldIndex(PERSON, name)
  const rootHex = (partial: PartialRecord, origin = ORIGIN): string | null => {
    const root = rootOfPartial(origin, partial)
    return root === null ? null : toHex(root)
  }

  it('leads to the root for every single field and for every random set of fields', () => {
    for (const i of PERSON.fields.keys()) expect(rootHex(openFields(record, [i]))).toBe(hex(record))
    fc.assert(
      fc.property(fc.subarray([...PERSON.fields.keys()], { minLength: 1 }), (open) => {
        expect(rootHex(openFields(record, open))).toBe(hex(record))
      }),
      { numRuns: 50 },
    )
  })

  it('leads to the root as well where some tallied fields show their element alone', () => {
    const pick = fc.subarray([...PERSON.fields.keys()])
    fc.assert(
      fc.property(pick, pick, (open, some) => {
        const shown = some.filter((i) => PERSON.fields[i]!.tallied && !open.includes(i))
        fc.pre(open.length + shown.length > 0)
        const partial = openFields(record, open, shown)
        expect(rootHex(partial)).toBe(hex(record))
        const taken = new Map<number, string>()
        rootOfPartial(ORIGIN, partial, (i, element) => taken.set(i, toHex(element)))
        for (const i of [...open, ...shown].filter((at) => PERSON.fields[at]!.tallied))
          expect(taken.get(i)).toBe(toHex(record.elements.get(i)!))
      }),
      { numRuns: 50 },
    )
  })

  it('leads nowhere with an element that is another’s, of another length, open besides, or of a field that is not tallied', () => {
    const partial = openFields(record, [at('linkage')], [at('sex'), at('age_group')])
    const [sex, age] = partial.shown!
    const other = committedOf({}, { revision: 2 }).elements.get(at('sex'))!
    const swapped = [
      { field: sex!.field, element: age!.element },
      { field: age!.field, element: sex!.element },
    ]
    expect(rootHex({ ...partial, shown: [{ ...sex!, element: other }, age!] })).not.toBe(hex(record))
    expect(rootHex({ ...partial, shown: swapped })).not.toBe(hex(record))
    expect(rootHex({ ...partial, shown: [{ ...sex!, element: new Uint8Array(31) }, age!] })).toBeNull()
    expect(rootHex({ ...partial, shown: [sex!, sex!] })).toBeNull()
    expect(rootHex({ ...partial, shown: [{ ...sex!, field: at('linkage') }, age!] })).toBeNull()
    expect(rootHex({ ...partial, shown: [{ ...sex!, field: at('age_min') }, age!] })).toBeNull()
  })

  it('does not lead there as another field, record, revision or origin', () => {
    const partial = openFields(record, [at('sex')])
    const cause = { ...partial, open: [at('sex') + 1] }
    expect(rootHex(cause)).not.toBe(hex(record))
    expect(rootHex({ ...partial, id: recordId(ID_KEY, 'person', 'row 2') })).not.toBe(hex(record))
    expect(rootHex({ ...partial, revision: 2 })).not.toBe(hex(record))
    expect(rootHex(partial, 'amana/other')).not.toBe(hex(record))
  })

  it('does not fit the same field of another revision of the same record', () => {
    const amended = committedOf({ sex: 'male' }, { revision: 2 })
    const partial = openFields(record, [at('sex')])
    const grafted = {
      ...openFields(amended, [at('sex')]),
      salts: partial.salts,
      values: partial.values,
    }
    expect(rootHex(grafted)).not.toBe(hex(amended))
    expect(rootHex({ ...grafted, revision: 1 })).not.toBe(hex(record))
  })

  it('does not let a record be opened as both sexes', () => {
    const partial = openFields(record, [at('sex')])
    expect(rootHex({ ...partial, values: ['male'] })).not.toBe(hex(record))
    expect(rootHex({ ...partial, values: [null] })).not.toBe(hex(record))
  })

  it('does not fit a schema with another number or order of fields', () => {
    const partial = openFields(record, [0])
    expect(rootHex({ ...partial, schema: INCIDENT })).not.toBe(hex(record))
    const reversed = { ...PERSON, fields: [...PERSON.fields].reverse() }
    expect(rootHex({ ...partial, schema: reversed })).not.toBe(hex(record))
  })

  it('leads nowhere with siblings that are altered, swapped, missing, added or of another record', () => {
    const open = [at('incident'), at('sex')]
    const partial = openFields(record, open)
    const hashesOf = ({ siblings }: PartialRecord) =>
      Array.from({ length: siblings.length / 32 }, (_, i) => siblings.slice(32 * i, 32 * i + 32))
    const siblings = hashesOf(partial)
    expect(siblings.length).toBeGreaterThan(3)
    for (const i of siblings.keys()) {
      const altered = partial.siblings.slice()
      altered[33 * i]! ^= 1
      expect(rootHex({ ...partial, siblings: altered })).not.toBe(hex(record))
      expect(rootHex({ ...partial, siblings: concat(...siblings.filter((_, j) => j !== i)) })).toBeNull()
      const swapped = [...siblings]
      const j = (i + 1) % siblings.length
      ;[swapped[i], swapped[j]] = [siblings[j]!, siblings[i]!]
      expect(rootHex({ ...partial, siblings: concat(...swapped) })).not.toBe(hex(record))
      const foreign = [...siblings]
      foreign[i] = hashesOf(openFields(committedOf({}, { revision: 2 }), open))[i]!
      expect(rootHex({ ...partial, siblings: concat(...foreign) })).not.toBe(hex(record))
    }
    expect(rootHex({ ...partial, siblings: concat(...siblings, siblings[0]!) })).toBeNull()
    expect(rootHex({ ...partial, siblings: partial.siblings.subarray(1) })).toBeNull()
  })

  it('leads nowhere where its parts do not match in number, or its fields are no fields', () => {
    const partial = openFields(record, [1, 7])
    expect(rootHex({ ...partial, salts: partial.salts.subarray(1) })).toBeNull()
    expect(rootHex({ ...partial, values: partial.values.slice(1) })).toBeNull()
    for (const open of [
      [7, 1],
      [1, 1],
      [1, PERSON.fields.length],
      [-1, 1],
      [0.5, 1],
    ])
      expect(rootHex({ ...partial, open })).toBeNull()
  })

  it('hashes nothing for fields that are repeated or out of order, however many a stranger lists', () => {
    const partial = openFields(record, [1])
    useBackend({
      ...nobleBackend,
      sha256Many: () => {
        throw new Error('hashed')
      },
    })
    try {
      for (const open of [Array(10_000).fill(1), [7, ...Array(10_000).fill(1)]]) {
        const [salts, values] = [new Uint8Array(16 * open.length), open.map(() => null)]
        expect(rootHex({ ...partial, open, salts, values })).toBeNull()
      }
      expect(() => rootHex(partial)).toThrow('hashed')
    } finally {
      useBackend(nodeBackend)
    }
  })

  it('opens no fields that are not in their order', () => {
    for (const [open, shown] of [
      [[7, 1], []],
      [[1, 1], []],
      [[30, 20], [3]],
      [[20], [5, 3]],
      [[3], [3]],
      [[PERSON.fields.length], []],
    ] as const)
      expect(refusal(() => openFields(record, open, shown)).code).toBe('log/bad-index')
  })

  it('shows nothing of the closed fields: its siblings are not those of another value', () => {
    const open = [at('status')]
    const other = openFields(committedOf({ sex: 'male' }), open)
    const { siblings } = openFields(record, open)
    for (let at = 0; at < siblings.length; at += 32)
      expect(equal(siblings.subarray(at, at + 32), other.siblings.subarray(at, at + 32))).toBe(false)
  })
})

describe('salts', () => {
  const salts = saltsOf(SECRET, revisionOf())
  const shared = (a: Uint8Array, b: Uint8Array): number => {
    const ofA = new Set(PERSON.fields.map((_, i) => toHex(saltAt(a, i))))
    return PERSON.fields.filter((_, i) => ofA.has(toHex(saltAt(b, i)))).length
  }

  it('are 16 bytes a field, all different, the same whenever they are made', () => {
    expect(salts).toHaveLength(SALT_BYTES * PERSON.fields.length)
    expect(shared(salts, salts)).toBe(PERSON.fields.length)
    expect(new Set(PERSON.fields.map((_, i) => toHex(saltAt(salts, i)))).size).toBe(PERSON.fields.length)
    expect(toHex(saltsOf(SECRET, revisionOf()))).toBe(toHex(salts))
  })

  it('have nothing in common where any one value was corrected', () => {
    for (const [name, value] of Object.entries({
      sex: 'male',
      notes: 'corrected',
      given: null,
      consent: null,
      age_max: 40,
      sources: [['video', 3]],
    } as Readonly<Record<string, Value>>))
      expect([name, shared(salts, saltsOf(SECRET, revisionOf({ [name]: value })))]).toEqual([name, 0])
  })

  it('have nothing in common with those of another revision, record, schema or secret', () => {
    expect(shared(salts, saltsOf(SECRET, revisionOf({}, { revision: 2 })))).toBe(0)
    expect(shared(salts, saltsOf(SECRET, revisionOf({}, { key: 'row 2' })))).toBe(0)
    expect(shared(salts, saltsOf(ID_KEY, revisionOf()))).toBe(0)
    expect(shared(salts, saltsOf(SECRET, { ...revisionOf(), schema: { ...PERSON, name: 'person@2' } }))).toBe(
      0,
    )
  })
})

describe('an entry', () => {
  const entry: Entry = committedOf()

  it('is a canonical list of tag, kind, id, revision, schema digest and root', () => {
    const { id, revision, root } = entry
    expect(toHex(entryBytes(entry))).toBe(
      toHex(encode(['amana/1/entry', 'person', id, revision, schemaDigest(PERSON), root])),
    )
  })

  it('changes with the schema, the id, the revision and the root', () => {
    const bytes = [
      entry,
      { ...entry, schema: INCIDENT },
      { ...entry, schema: { ...PERSON, name: 'person@2' } },
      { ...entry, id: asRecordId(new Uint8Array(16)) },
      { ...entry, revision: 2 },
      { ...entry, root: new Uint8Array(32) },
    ].map((each) => toHex(entryBytes(each)))
    expect(new Set(bytes).size).toBe(bytes.length)
  })
})

describe('the id of a record', () => {
  it('is the start of an HMAC over kind and key: another for another key of either kind', () => {
    const id = recordId(ID_KEY, 'person', 'row 1')
    const message = encode(['amana/1/id', 'person', 'row 1'])
    expect(toHex(id)).toBe(toHex(nobleBackend.hmacSha256(ID_KEY, message).subarray(0, 16)))
    const ids = [
      id,
      recordId(ID_KEY, 'person', 'row 2'),
      recordId(ID_KEY, 'incident', 'row 1'),
      recordId(SECRET, 'person', 'row 1'),
    ].map(toHex)
    expect(new Set(ids).size).toBe(4)
  })

  it('has 16 bytes, and nothing else is taken for one', () => {
    expect(asRecordId(fromHex('00'.repeat(16)))).toHaveLength(16)
    for (const length of [0, 15, 17, 32])
      expect(refusal(() => asRecordId(new Uint8Array(length))).code).toBe('records/bad-id')
  })
})
