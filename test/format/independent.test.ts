// Two programs, one written from the page alone, must come to one verdict on every view.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { AUDIENCES, Case, makeRelease, writeView } from '@amana/bundle'
import { concat, fromHex } from '@amana/codec'
import { digest, newCaseKeys, TAG, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { newScope } from '@amana/linkage'
import type { PersonInput } from '@amana/records'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { many } from '../many.js'
import { independent, ours, type Verdict, vectors } from './verdict.js'

useBackend(nodeBackend)

interface TestkitFile {
  readonly about: string
  readonly key: string
  readonly view: string
  readonly since?: string
  readonly expect: Verdict
}

const files = readdirSync(join(process.cwd(), 'test/vectors/testkit')).map((name) => ({
  name,
  ...vectors<TestkitFile>(`testkit/${name}`),
}))

describe('The testkit', () => {
  it('has good files and one or more for each check that can fail', () => {
    const failed = new Set(files.flatMap(({ expect: { failed } }) => failed))
    const checks = [
      'claims',
      'format',
      'history',
      'log',
      'openings',
      'references',
      'revisions',
      'signature',
      'tallies',
    ]
    expect([...failed].sort()).toEqual(checks)
    expect(files.filter(({ expect: { valid } }) => valid).length).toBeGreaterThan(10)
  })

  it.each(files)(
    '$name: our verification comes to the verdict',
    async ({ key, view, since, expect: verdict }) => {
      expect(await ours(fromHex(view), key, since === undefined ? undefined : fromHex(since))).toEqual(
        verdict,
      )
    },
  )

  it.each(files)(
    '$name: so does the verifier written from the page',
    ({ key, view, since, expect: verdict }) => {
      const earlier = since === undefined ? undefined : fromHex(since)
      expect(independent.verify(fromHex(view), key, earlier)).toEqual(verdict)
    },
  )
})

const date = fc.constantFrom(undefined, '2014', '2014-12', '2014-12-28', '2015-01-03')
const optional = <T>(from: fc.Arbitrary<T>) => fc.option(from, { nil: undefined })

/** A row as an import may give it. */
const row = fc.record({
  given: optional(fc.constantFrom('سامي', 'هدى', 'Omar')),
  family: optional(fc.constantFrom('الحلبي', 'Khatib')),
  sex: optional(fc.constantFrom('female', 'male', 'unknown')),
  ageMin: optional(fc.integer({ min: 0, max: 90 })),
  dateOfDeath: date,
  incident: fc.constantFrom('market', 'bridge', 'school'),
  place: optional(fc.constantFrom('Al Bab', 'الباب')),
  cause: optional(fc.constantFrom('airstrike', 'shelling')),
  civilian: optional(fc.constantFrom('civilian', 'combatant')),
  consent: optional(fc.subarray(['investigators', 'courts', 'publish'])),
  sources: optional(fc.constant([{ kind: 'video', count: 2 }])),
  notes: optional(fc.string({ unit: 'grapheme', maxLength: 20 })),
})

const defined = (facts: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))

const rows = (list: readonly Record<string, unknown>[]): readonly PersonInput[] =>
  list.map((facts, i) => ({ rowId: `R-${i}`, ...defined(facts) }) as unknown as PersonInput)

describe('Any view', () => {
  it('of any audience, at either release, gets one verdict, and is valid', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: many(12, 5) }),
        fc.array(row, { minLength: 1, maxLength: many(12, 5) }),
        async (before, after) => {
          const amana = new Case('amana/random', newCaseKeys(), newScope('random', 1))
          amana.import(rows(before))
          makeRelease(amana, { time: '2015-02-01T12:00:00Z' })
          amana.import(rows(after))
          amana.withdraw('person', ['R-0'], 'duplicate')
          makeRelease(amana)
          const cut = (release: number) =>
            AUDIENCES.map((audience) => concat(...writeView(amana, audience, amana.releases[release]!)))
          const earlier = cut(0)
          const key = amana.verificationKey
          for (const [i, view] of [...earlier, ...cut(1)].entries()) {
            const since = i < AUDIENCES.length ? undefined : earlier[(i + 1) % AUDIENCES.length]
            const verdict = await ours(view, key, since)
            expect(verdict).toMatchObject({ valid: true, failed: [] })
            expect(independent.verify(view, key, since)).toEqual(verdict)
          }
        },
      ),
      { numRuns: many(20, 3) },
    )
  })

  it('with bytes changed and its digest made good gets one verdict', async () => {
    const bases = files.filter(({ name }) => /^(small|custodian|example)\.json$/.test(name))
    expect(bases.length).toBe(3)
    const change = fc.record({
      at: fc.nat(),
      to: fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0xf6, 0x61, 0x18)),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...bases),
        fc.array(change, { minLength: 1, maxLength: 2 }),
        async ({ view, key }, changes) => {
          const bytes = fromHex(view)
          for (const { at, to } of changes) bytes[at % bytes.length] = to
          const chained = chainAnew(bytes)
          expect(independent.verify(chained, key)).toEqual(await ours(chained, key))
        },
      ),
      { numRuns: many(300, 120) },
    )
  })
})

/** Puts the right digest at the end, as far as the lengths still lead there. */
function chainAnew(view: Uint8Array): Uint8Array {
  const data = new DataView(view.buffer, view.byteOffset, view.byteLength)
  let at = 13
  let chain: Uint8Array | null = null
  while (at + 4 <= view.length) {
    const length = data.getUint32(at)
    const end = at + 4 + length
    if (chain !== null && length === 0)
      return concat(view.subarray(0, end), digest(TAG.file, chain, new Uint8Array(0)))
    if (end > view.length) break
    chain =
      chain === null ? digest(TAG.head, view.slice(0, end)) : digest(TAG.file, chain, view.slice(at + 4, end))
    at = end
  }
  return view
}
