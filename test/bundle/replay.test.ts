import {
  AUDIENCES,
  addEvidence,
  Case,
  type EvidenceInput,
  escrowOf,
  makeRelease,
  type Operation,
} from '@amana/bundle'
import { decode, encode, toHex, type Value } from '@amana/codec'
import { nobleBackend, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { emptyCase, person, persons, viewOf } from './sample.js'

beforeAll(() => void useBackend(nodeBackend))
afterEach(() => void useBackend(nodeBackend))

/** Of an operation, as a store has them. */
const LIMITS = { maxItems: 1 << 20, maxBytes: 2 ** 30 }

const kept: Operation[] = []
const amana = emptyCase((operations) => kept.push(...operations))

/** Everything that a case gives out, in hexadecimal. */
const outputOf = (of: Case): readonly string[] => [
  of.verificationKey,
  ...of.releases.flatMap((release) => [
    release.note,
    ...AUDIENCES.map((audience) => toHex(viewOf(of, audience, release))),
    toHex(escrowOf(of, release)),
  ]),
  JSON.stringify(of.ledger),
]

/** The operations as a store gives them back, applied to an empty case with the same keys. */
function replayed(operations: readonly Operation[]): Case {
  const { origin, keys, scope } = amana
  const again = new Case(origin, keys, scope)
  // A copy each, for a replayed case must not depend on values that are shared with the first.
  for (const operation of operations) again.apply(decode(encode(operation).slice()) as Operation)
  return again
}

describe('a case that is rebuilt', () => {
  /** What the case gives out that the others are rebuilt from; no test changes that one. */
  let expected: readonly string[]
  beforeAll(() => {
    amana.import(
      [...persons(14), person(15, { consent: [], extra: [['a', 'b']] })],
      [{ key: 'Market', place: 'Town' }],
    )
    makeRelease(amana, { time: '2015-02-01T12:00:00Z' })
    amana.import([person(1, { sex: 'female' }), person(16, { incident: `دكان ${person(1).given}` })])
    amana.withdraw('person', ['row-2'], 'duplicate')
    makeRelease(amana, { claims: [{ en: 'mine', where: { sex: ['male', 'female'] } }] })
    amana.transact([['handed', 'public', amana.log.length, new Uint8Array(32).fill(1)]])
    amana.withdraw('person', ['row-3'], 'consent')
    makeRelease(amana)
    amana.import([person(2)], [], { relist: true })
    makeRelease(amana)
    // Not released yet.
    amana.import([person(17)])
    expected = outputOf(amana)
  })

  it('from all its operations gives byte for byte the same checkpoints, views and escrow files of every release', () => {
    expect(amana.releases).toHaveLength(4)
    expect(outputOf(replayed(kept))).toEqual(expected)
  })

  it('from its snapshot does the same', () => {
    expect(outputOf(replayed(amana.snapshot()))).toEqual(expected)
    const twice = replayed(replayed(amana.snapshot()).snapshot())
    expect(outputOf(twice)).toEqual(expected)
  })

  it('does the same on the other backend', () => {
    useBackend(nobleBackend)
    const again = replayed(amana.snapshot())
    const release = again.releases.at(-1)!
    expect(release.note).toBe(amana.releases.at(-1)!.note)
    expect(outputOf(again)).toEqual(expected)
  })

  it('goes on the same way: its next release differs in nothing but what is drawn', () => {
    const zeros = (count: number) => new Uint8Array(count)
    const [a, b] = [replayed(kept), replayed(amana.snapshot())]
    const notes = [a, b].map((each) => makeRelease(each, { random: zeros }).note)
    expect(notes[0]).toBe(notes[1])
    expect(outputOf(a)).toEqual(outputOf(b))
  })

  it('signs the same on both backends', () => {
    const notes = [nobleBackend, nodeBackend].map((backend) => {
      useBackend(backend)
      return makeRelease(replayed(kept), { random: (count) => new Uint8Array(count) }).note
    })
    expect(notes[0]).toBe(notes[1])
  })

  it('has nothing of what was shredded in its snapshot', () => {
    const shredded = kept.find(([name, , key]) => name === 'put' && key === 'row-3')!
    const [secret, values] = [shredded[3], shredded[4]] as [Uint8Array, Uint8Array]
    const snapshot = toHex(encode(amana.snapshot() as Operation))
    expect(toHex(encode(kept))).toContain(toHex(secret))
    expect(snapshot).not.toContain(toHex(secret))
    expect(snapshot).not.toContain(toHex(values))
  })
})

describe('a release of more entries than one operation holds', () => {
  it('is kept in several, and rebuilt from them and from their snapshot, also after a withdrawal', () => {
    const operations: Operation[] = []
    const many = emptyCase((next) => operations.push(...next))
    const file = (i: number): EvidenceInput => ({
      file: {
        path: `file ${i}`,
        size: i,
        sha256: new Uint8Array(32).fill(i),
        chunkRoot: new Uint8Array(32).fill(i >> 8),
        mediaType: 'image/png',
        modifiedAt: '2015-01-10T08:00:00Z',
        hashedAt: '2015-02-01T10:00:00Z',
      },
    })
    addEvidence(
      many,
      Array.from({ length: 9000 }, (_, i) => file(i)),
    )
    makeRelease(many)
    many.withdraw('evidence', ['file 17'], 'consent')
    makeRelease(many)
    const kinds = (list: readonly Operation[]) =>
      list.flatMap(([name, entries]) => (name === 'listed' ? [(entries as readonly Value[]).length] : []))
    expect(kinds(operations)).toEqual([4096, 4096])
    expect(kinds(many.snapshot())).toEqual([4096, 4096])
    const { origin, keys, scope } = many
    const view = toHex(viewOf(many, 'custodian'))
    for (const list of [operations, many.snapshot()]) {
      const again = new Case(origin, keys, scope)
      for (const operation of list) again.apply(decode(encode(operation), LIMITS) as Operation)
      expect(again.releases.map(({ note }) => note)).toEqual(many.releases.map(({ note }) => note))
      expect(toHex(viewOf(again, 'custodian'))).toBe(view)
    }
  })
})

it('operations that can be made only once are refused, before they are kept', () => {
  const kept: Operation[] = []
  const once = emptyCase((operations) => kept.push(...operations))
  const operations = ([['withdraw', 'person', 'row-1', 'error', new Uint8Array(32)]] as Operation[]).values()
  expect(() => once.transact(operations)).toThrow(TypeError)
  expect(kept).toEqual([])
})
