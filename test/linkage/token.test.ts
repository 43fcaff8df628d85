import { utf8 } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import {
  type LinkageFacts,
  type LinkageScope,
  newScope,
  nextScope,
  SLOTS,
  TOKEN_BYTES,
  TOKEN_SLOTS,
  tokenMaker,
  tokensOf,
} from '@amana/linkage'
import { splitName } from '@amana/names'
import { beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

beforeAll(() => void useBackend(nodeBackend))

const scope = newScope('test', 1, new Uint8Array(32).fill(7))
const khalid: LinkageFacts = {
  parts: splitName('خالد محمود الخطيب'),
  age: 30,
  date: '2014-12-28',
  governorate: 'حلب',
}
const texts = (tokens: readonly Uint8Array[]): string[] => tokens.map(String)
const of = (within: LinkageScope, id: string, facts: LinkageFacts): string[] =>
  texts(tokensOf(within, utf8(id), facts))
/** Slots in which two records agree. */
const agreeing = (a: LinkageFacts, b: LinkageFacts): number[] => {
  const [x, y] = [of(scope, 'a', a), of(scope, 'b', b)]
  return x.flatMap((token, slot) => (token === y[slot] ? [slot] : []))
}

const part = fc.option(fc.constantFrom('خالد', 'محمود', 'الخطيب', 'Khaled', 'عبد الله', '', '1', '!', 'é'), {
  nil: undefined,
})
const facts: fc.Arbitrary<LinkageFacts> = fc
  .record({
    given: part,
    father: part,
    family: part,
    date: fc.constantFrom('2014-12-28', '2014-12', '2014', undefined),
    age: fc.option(fc.nat(120), { nil: undefined }),
  })
  .map(({ given, father, family, date, age }) => {
    const parts = Object.fromEntries(
      Object.entries({ given, father, family }).filter(([, text]) => text !== undefined),
    )
    return { parts, ...(date === undefined ? {} : { date }), ...(age === undefined ? {} : { age }) }
  })

describe('the tokens of a record', () => {
  it('are as many and as long, whatever is known of a person, and no two of them are equal', () => {
    fc.assert(
      fc.property(facts, fc.uint8Array({ maxLength: 16 }), (known, id) => {
        const tokens = tokensOf(scope, id, known)
        expect(tokens.map(({ length }) => length)).toEqual(new Array(TOKEN_SLOTS).fill(TOKEN_BYTES))
        expect(new Set(texts(tokens)).size).toBe(TOKEN_SLOTS)
      }),
      { numRuns: 100 },
    )
    expect(SLOTS).toHaveLength(TOKEN_SLOTS)
  })

  it('are the same each time, by one maker or by several', () => {
    const maker = tokenMaker(scope)
    const once = texts(maker.tokensOf(utf8('a'), khalid))
    expect(texts(maker.tokensOf(utf8('a'), khalid))).toEqual(once)
    expect(of({ ...scope, key: scope.key.slice() }, 'a', khalid)).toEqual(once)
  })

  it('do not depend on the record where they could be made, and on nothing else where they could not', () => {
    const [full, fuller] = [of(scope, 'a', khalid), of(scope, 'b', khalid)]
    expect(fuller).toEqual(full)
    // Of nobody's facts nothing is made: fillers all, the same for one record each time and no two alike.
    const nothing = of(scope, 'a', { parts: {} })
    expect(of(scope, 'a', { parts: { given: '', family: '!' }, date: '2014' })).toEqual(nothing)
    const other = of(scope, 'b', { parts: {} })
    expect(new Set([...full, ...nothing, ...other]).size).toBe(3 * TOKEN_SLOTS)
  })

  it('look alike whether made or filled in: no byte tells them apart', () => {
    // 256 records of each kind: the mean of 256 × slots × 12 random bytes lies within 127.5 ± 1.5, more than five standard errors.
    const mean = (make: (i: number) => LinkageFacts): number => {
      const maker = tokenMaker(scope)
      let sum = 0
      for (let i = 0; i < 256; i++)
        for (const token of maker.tokensOf(utf8(`row ${i}`), make(i))) for (const byte of token) sum += byte
      return sum / (256 * TOKEN_SLOTS * TOKEN_BYTES)
    }
    expect(Math.abs(mean(() => ({ parts: {} })) - 127.5)).toBeLessThan(1.5)
    const letters = 'بتثجحخدرزسشصضطظعغفقكلمنهوي'
    const word = (i: number) => [0, 1, 2, 3].map((at) => letters[(i * (at + 3) + at * 7) % 26]).join('')
    expect(
      Math.abs(
        mean((i) => ({
          parts: { given: word(i), father: word(i + 99), family: word(i + 33) },
          age: i % 90,
          date: '2014-12',
        })) - 127.5,
      ),
    ).toBeLessThan(1.5)
  })

  it('that need a part which is not known are fillers, the others stay', () => {
    const { parts } = khalid
    const without = (name: 'given' | 'father' | 'family') =>
      Object.fromEntries(Object.entries(parts).filter(([key]) => key !== name))
    // All slots hold the given name and another part of the name.
    expect(agreeing(khalid, { ...khalid, parts: without('given') })).toEqual([])
    expect(agreeing(khalid, { ...khalid, parts: { given: parts.given! } })).toEqual([])
    const lost = (other: LinkageFacts) => SLOTS.filter((_, slot) => !agreeing(khalid, other).includes(slot))
    for (const slot of lost({ ...khalid, parts: without('father') })) expect(slot).toContain('father')
    const { age: _, ...ageless } = khalid
    for (const slot of lost(ageless)) expect(slot).toContain('age')
    expect(lost(ageless).length).toBeGreaterThan(0)
    const { governorate: __, ...placeless } = khalid
    for (const slot of lost(placeless)) expect(slot).toContain('governorate')
    expect(lost(placeless)).toHaveLength(4)
    for (const slot of lost({ ...khalid, date: '2014-12' })) expect(slot).toContain('day')
  })

  it('are bound to their comparison: one composite compared in two ways gives two tokens', () => {
    // The coarse sounds of this name are its own: slots 1 and 2 hold the same composite.
    const same: LinkageFacts = { parts: { given: 'كريم', family: 'فارس' }, date: '2014-12' }
    expect(new Set(of(scope, 'a', same)).size).toBe(TOKEN_SLOTS)
  })

  it.each<[string, LinkageScope]>([
    ['key', { ...scope, key: new Uint8Array(32).fill(8) }],
    ['purpose', { ...scope, id: 'test 2' }],
    ['epoch', { ...scope, epoch: 2 }],
    ['next epoch, as it is made', nextScope(scope)],
  ])('have nothing in common under another %s', (_, other) => {
    const before = new Set([...of(scope, 'a', khalid), ...of(scope, 'a', { parts: {} })])
    for (const token of [...of(other, 'a', khalid), ...of(other, 'a', { parts: {} })])
      expect(before.has(token)).toBe(false)
  })

  it('are not made in a scope of another version of the plan', () => {
    const other = { ...scope, normaliser: 'amana-names/0+plan/0' }
    expect(() => tokensOf(other, utf8('a'), khalid)).toThrow(
      expect.objectContaining({ code: 'linkage/other-normaliser' }),
    )
  })

  it('of ages d years apart share 3 − d windows', () => {
    const windows = SLOTS.flatMap((slot, i) => (/^age(?!.*known)/.test(slot) ? [i] : []))
    for (let age = 0; age < 100; age += 7)
      for (let apart = 0; apart <= 24; apart++) {
        const shared = agreeing({ ...khalid, age }, { ...khalid, age: age + apart }).filter((slot) =>
          windows.includes(slot),
        )
        expect(shared.length).toBe(Math.max(0, 3 - apart))
      }
  })

  it('of deaths d days apart share 4 − d windows, in whichever month', () => {
    const windows = SLOTS.flatMap((slot, i) => (slot.startsWith('day, window') ? [i] : []))
    expect(windows).toHaveLength(4)
    const day = (n: number) => new Date(Date.UTC(2014, 11, n)).toISOString().slice(0, 10)
    for (let n = 1; n < 40; n += 3)
      for (let apart = 0; apart <= 40; apart++) {
        const shared = agreeing({ ...khalid, date: day(n) }, { ...khalid, date: day(n + apart) })
        expect(shared.filter((slot) => windows.includes(slot))).toHaveLength(Math.max(0, 4 - apart))
      }
  })

  it.each([
    ['حلب', 'Aleppo', 'محافظة حلب', 'Halab', 'Aleppo Governorate'],
    ['ريف دمشق', 'Rural Damascus', 'Rif Dimashq', 'Damascus Countryside'],
    ['دير الزور', 'Deir ez-Zor', 'Dayr az-Zawr', 'Deirezzor'],
    ['اللاذقية', 'Latakia', 'Lattakia', 'Al-Ladhiqiyah'],
    ['الرقة', 'Raqqa', 'Ar-Raqqah'],
    ['نينوى', 'Nineveh', 'Ninawa'],
  ])('hold one governorate for %s and its other names', (...names) => {
    const whole = of(scope, 'a', { ...khalid, governorate: names[0]! })
    for (const governorate of names) expect(of(scope, 'a', { ...khalid, governorate })).toEqual(whole)
    expect(of(scope, 'a', { ...khalid, governorate: 'حمص' })).not.toEqual(whole)
  })
})

it('words that every object of JavaScript knows are names like others', () => {
  for (const word of ['constructor', 'valueOf', '__proto__'])
    expect(
      tokensOf(scope, utf8('a'), { parts: { given: word, family: word, father: word }, governorate: word }),
    ).toHaveLength(TOKEN_SLOTS)
})
