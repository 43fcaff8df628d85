/** What a new epoch of the linkage scope does to a case, its releases and its views. */
import {
  AUDIENCES,
  Case,
  escrowOf,
  makeRelease,
  type Operation,
  readView,
  recordFacts,
  verifyView,
} from '@amana/bundle'
import { decode, encode, toHex, type Value } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import {
  type LinkageScope,
  type LinkRow,
  linkRows,
  newScope,
  nextScope,
  ownScope,
  packTokens,
  TOKEN_BYTES,
  TOKEN_SLOTS,
  type Token,
  tokensOf,
} from '@amana/linkage'
import type { PersonInput } from '@amana/records'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { refusal } from '../codec/refusal.js'
import { person, persons, viewOf } from './sample.js'

beforeAll(() => void useBackend(nodeBackend))

const fill = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)
const first = newScope('coalition', 1, fill(5))
const caseIn = (scope: LinkageScope, name = 'a', keep?: (operations: Iterable<Operation>) => void): Case =>
  new Case(
    `amana/${name}`,
    { master: fill(name.charCodeAt(0)), signing: fill(2), linkage: scope.key.slice(), escrow: fill(4) },
    scope,
    keep,
  )
const PEOPLE: readonly PersonInput[] = [
  ...persons(12),
  // Whose age is stated beside a year of birth that says another, and who have names of other kinds or none.
  person(21, { birthYear: 1970, ageMin: 30, ageMax: 30 }),
  {
    rowId: 'row-22',
    given: 'ناجي',
    family: 'السمان',
    birthYear: 1950,
    dateOfDeath: '2014-12-28',
    incident: 'Market',
  },
  { rowId: 'row-23', full: 'خالد محمود الخطيب', latin: 'Khaled al-Khateeb', incident: 'Market' },
  { rowId: 'row-24', incident: 'Market' },
]
const linkageOf = (amana: Case, row: string) =>
  amana.valuesByName(amana.record('person', row)!).linkage as readonly Value[]

/** The persons of a view as `amana link` sees them. */
const texts = (tokens: Uint8Array): string[] =>
  Array.from({ length: TOKEN_SLOTS }, (_, slot) =>
    toHex(tokens.subarray(TOKEN_BYTES * slot, TOKEN_BYTES * (slot + 1))),
  )

async function rowsOf(
  view: Uint8Array,
  source: number,
): Promise<(LinkRow & { id: string; scope: string })[]> {
  const rows = new Map<string, LinkRow & { id: string; scope: string }>()
  for await (const block of (await readView([view])).records)
    for (const record of block) {
      const { kind, id, get } = recordFacts(record)
      const linkage = get('linkage')
      if (kind !== 'person') continue
      rows.delete(toHex(id))
      if (!Array.isArray(linkage)) continue
      const tokens = packTokens(linkage.slice(4) as unknown as Token[])
      rows.set(toHex(id), { source, tokens, id: toHex(id), scope: linkage.slice(0, 4).join(' ') })
    }
  return [...rows.values()]
}

/** Everything that a release gives out, in hexadecimal. */
const outputOf = (amana: Case, number: number): readonly string[] => {
  const release = amana.releases[number - 1]!
  return [
    release.note,
    ...AUDIENCES.map((audience) => toHex(viewOf(amana, audience, release))),
    toHex(escrowOf(amana, release)),
  ]
}

describe('a case in a new epoch', () => {
  it('has the tokens that it would have had in that epoch from the start', () => {
    const second = nextScope(first)
    const [changed, fresh] = [caseIn(first), caseIn(second)]
    changed.import(PEOPLE)
    fresh.import(PEOPLE)
    expect(changed.useScope(second)).toBe(PEOPLE.length)
    for (const { rowId } of PEOPLE) expect(linkageOf(changed, rowId)).toEqual(linkageOf(fresh, rowId))
    // And nothing else of the records is changed: the same rows change nothing.
    expect(changed.import(PEOPLE)).toEqual({ added: 0, updated: 0, unchanged: PEOPLE.length, withdrawn: 0 })
  })

  it('re-issues every listed person in the next release, and no withdrawn one', async () => {
    const amana = caseIn(first)
    amana.import(PEOPLE)
    makeRelease(amana)
    amana.withdraw('person', ['row-1'], 'duplicate')
    amana.withdraw('person', ['row-2'], 'consent')
    makeRelease(amana)
    const before = viewOf(amana, 'investigator')
    amana.import([person(25)])
    expect(amana.useScope(nextScope(first))).toBe(PEOPLE.length - 2 + 1)
    const size = amana.log.length
    makeRelease(amana)
    const entered = amana.log.slice(size).filter(({ record }) => record.kind === 'person')
    expect(entered.map(({ record }) => record.key).sort()).toEqual(
      [...PEOPLE.slice(2).map(({ rowId }) => rowId), 'row-25'].sort(),
    )
    const after = viewOf(amana, 'investigator')
    expect(new Set((await rowsOf(before, 0)).map(({ scope }) => scope)).size).toBe(1)
    expect([
      ...new Set((await rowsOf(after, 0)).map(({ scope }) => scope.split(' ').slice(2).join(' '))),
    ]).toEqual(['coalition 2'])
    // An investigator who has both sees that nothing was taken away, and what was re-issued.
    const report = await verifyView([after], amana.verificationKey, { since: [before] })
    expect(report).toMatchObject({
      ok: true,
      since: { added: 1, amended: PEOPLE.length - 2, withdrawn: 0 },
    })
    expect(refusal(() => makeRelease(amana)).code).toBe('release/nothing-new')
  })

  it('rebuilds its earlier releases byte for byte, from its operations and from its snapshot, without the old key', () => {
    const kept: Operation[] = []
    const amana = caseIn(first, 'a', (operations) => kept.push(...operations))
    amana.import(PEOPLE)
    makeRelease(amana, { time: '2015-02-01T12:00:00Z' })
    const old = outputOf(amana, 1)
    amana.useScope(nextScope(amana.scope))
    expect(outputOf(amana, 1)).toEqual(old)
    makeRelease(amana)
    amana.useScope(nextScope(nextScope(amana.scope)))
    amana.import([person(1, { ageMin: 3, ageMax: 3 }), person(26)])
    makeRelease(amana)
    const now = [1, 2, 3].map((number) => outputOf(amana, number))
    expect(now[0]).toEqual(old)
    for (const operations of [kept, amana.snapshot()]) {
      const again = caseIn({ ...first, key: fill(0) })
      for (const operation of operations) again.apply(decode(encode(operation).slice()) as Operation)
      expect([1, 2, 3].map((number) => outputOf(again, number))).toEqual(now)
      expect(again.scope).toEqual(amana.scope)
    }
  })

  it('leaves the scope that it was given as it was, and keeps a copy of its own', () => {
    const [old, next] = [newScope('coalition', 1, fill(5)), newScope('coalition', 2, fill(6))]
    const amana = caseIn(old)
    amana.useScope(next)
    expect([old.key, next.key]).toEqual([fill(5), fill(6)])
    next.key.fill(0)
    expect(amana.scope.key).toEqual(fill(6))
  })

  it('is refused an epoch that is not newer, another purpose and another version, and then nothing changes', () => {
    const kept: Operation[] = []
    const amana = caseIn(newScope('coalition', 3, fill(5)), 'a', (operations) => kept.push(...operations))
    amana.import(persons(2))
    const before = [kept.length, linkageOf(amana, 'row-1')]
    const codes = [
      newScope('coalition', 2, fill(9)),
      newScope('coalition', 3, fill(5)),
      newScope('coalition', 3, fill(9)),
      newScope('another', 4),
      newScope('coalition', 4, fill(9), 'amana-names/0+plan/0'),
      ownScope(fill(1)),
    ].map((scope) => refusal(() => amana.useScope(scope)).code)
    expect(codes).toEqual([
      'case/old-epoch',
      'case/old-epoch',
      'case/forked-epoch',
      'case/other-purpose',
      'linkage/other-normaliser',
      'case/other-purpose',
    ])
    expect([kept.length, linkageOf(amana, 'row-1')]).toEqual(before)
    expect(amana.scope).toEqual(newScope('coalition', 3, fill(5)))
  })

  it('may join a coalition from a scope of its own, whatever the epoch', () => {
    const amana = caseIn(ownScope(fill(9)))
    amana.import(persons(2))
    expect(amana.useScope(first)).toBe(2)
    expect(linkageOf(amana, 'row-1').slice(2, 4)).toEqual(['coalition', 1])
  })
})

describe('a member who is left out of a new epoch', () => {
  const second = nextScope(first)

  it('has nothing of its key: the old one does not enter into it', () => {
    // Of two next epochs of one scope, nothing is equal but what may be seen.
    const other = nextScope(first)
    expect(other.key).not.toEqual(second.key)
    expect({ ...other, key: null }).toEqual({ ...second, key: null })
    expect([second.id, second.epoch]).toEqual([first.id, 2])
  })

  it('meets no token of it with the old key, though every name is known', async () => {
    const amana = caseIn(first)
    amana.import(PEOPLE)
    makeRelease(amana)
    const old = await rowsOf(viewOf(amana, 'investigator'), 0)
    amana.useScope(second)
    makeRelease(amana)
    const now = await rowsOf(viewOf(amana, 'investigator'), 0)
    const seen = new Set(now.flatMap(({ tokens }) => texts(tokens)))
    expect(seen.size).toBeGreaterThan(PEOPLE.length)
    const made = (scope: LinkageScope) =>
      PEOPLE.flatMap(({ rowId, given, father, family, ageMin, dateOfDeath }) =>
        tokensOf(scope, amana.idOf('person', rowId), {
          parts: Object.fromEntries(
            Object.entries({ given, father, family }).filter(([, part]) => part !== undefined),
          ),
          ...(dateOfDeath === undefined ? {} : { date: dateOfDeath }),
          ...(ageMin === undefined ? {} : { age: ageMin }),
        }).map(toHex),
      )
    // Under the new key the very same facts are found: the attack works where the key is known, and only there.
    expect(made(second).filter((token) => seen.has(token)).length).toBeGreaterThan(PEOPLE.length)
    for (const scope of [first, { ...first, epoch: 2 }, { ...second, key: first.key }])
      expect(made(scope).filter((token) => seen.has(token))).toEqual([])
    // Old tokens themselves are not among the new, nor in another slot.
    expect(old.flatMap(({ tokens }) => texts(tokens)).filter((token) => seen.has(token))).toEqual([])
  })

  it('while those who have it find the same pairs as before, by the same probabilities', async () => {
    const cases = ['a', 'b'].map((name) => {
      const amana = caseIn(first, name)
      amana.import(name === 'a' ? PEOPLE : PEOPLE.filter((_, i) => i % 2 === 0))
      return amana
    })
    const link = async () => {
      const rows = (
        await Promise.all(cases.map((amana, i) => rowsOf(viewOf(amana, 'investigator'), i)))
      ).flat()
      const order = rows.map((_, i) => i).sort((x, y) => (rows[x]!.id < rows[y]!.id ? -1 : 1))
      const { pairs, unique } = linkRows(order.map((i) => rows[i]!))
      return {
        pairs: pairs.map(({ a, b, ...pair }) => [rows[order[a]!]!.id, rows[order[b]!]!.id, pair]),
        unique,
      }
    }
    for (const amana of cases) makeRelease(amana)
    const before = await link()
    for (const amana of cases) {
      amana.useScope(second)
      makeRelease(amana)
    }
    const after = await link()
    expect(before.pairs.length).toBeGreaterThanOrEqual(12)
    expect(after).toEqual(before)
  })
})
