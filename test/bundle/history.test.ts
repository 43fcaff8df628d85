import {
  type Case,
  CHECKS,
  makeRelease,
  NOT_PROVEN,
  PROVES,
  REASONS,
  type Report,
  verifyView,
} from '@amana/bundle'
import { concat, toHex } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { describe, expect, it } from '@jest/globals'
import { emptyCase, person, persons, viewOf } from './sample.js'

useBackend(nodeBackend)

const of = (report: Report, id: string) => report.checks.find((check) => check.id === id)!.status
const twoReleases = (name?: string): Case => {
  const amana = emptyCase(() => {}, name)
  amana.import(persons(20))
  makeRelease(amana, { time: '2015-02-01T12:00:00Z' })
  amana.import([person(1, { sex: 'female' }), person(21), person(22)])
  amana.withdraw('person', ['row-2'], 'error')
  makeRelease(amana, { time: '2015-03-01T12:00:00Z' })
  return amana
}

describe('a later release beside an earlier one', () => {
  const amana = twoReleases()
  const [first, second] = amana.releases
  const key = amana.verificationKey

  it('is shown to hold everything that the earlier one listed', async () => {
    const report = await verifyView([viewOf(amana, 'investigator')], key, {
      since: [viewOf(amana, 'investigator', first)],
    })
    expect([report.ok, of(report, 'history')]).toEqual([true, 'pass'])
    // Two amended persons bring at least nine others each with them, as far as there are any; all count as amended.
    expect(report.since).toMatchObject({ size: first!.size, added: 2, amended: 19, withdrawn: 1 })
    expect([report.since!.relisted, report.since!.revised]).toEqual([0, 0])
    expect(report.since!.changes.filter(({ change }) => change !== 'amended')).toEqual(
      ['row-2', 'row-21', 'row-22']
        .map((row) => ({
          change: row === 'row-2' ? 'withdrawn' : 'added',
          kind: 'person',
          id: toHex(amana.idOf('person', row)),
          revision: row === 'row-2' ? 2 : 1,
          reason: row === 'row-2' ? 'error' : null,
        }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    )
    expect(report.totals).toMatchObject({ persons: 21, withdrawn: 1, entries: second!.size })
  })

  it('is so for views of different audiences, whichever was handed out first', async () => {
    for (const since of ['public', 'auditor', 'custodian'] as const) {
      const report = await verifyView([viewOf(amana, 'investigator')], key, {
        since: [viewOf(amana, since, first)],
      })
      expect([report.ok, of(report, 'history')]).toEqual([true, 'pass'])
    }
  })

  it('is not checked for history without an earlier view, and says so', async () => {
    const report = await verifyView([viewOf(amana, 'public')], key)
    expect([of(report, 'history'), report.since]).toEqual(['not-checked', null])
  })

  it('fails the check where the two are the wrong way round', async () => {
    const report = await verifyView([viewOf(amana, 'public', first)], key, {
      since: [viewOf(amana, 'public')],
    })
    expect([report.ok, of(report, 'history')]).toEqual([false, 'fail'])
  })

  it('passes beside itself, with nothing new', async () => {
    const view = viewOf(amana, 'public')
    const report = await verifyView([view], key, { since: [view] })
    expect(report.since).toMatchObject({
      size: second!.size,
      added: 0,
      amended: 0,
      withdrawn: 0,
      changes: [],
    })
    expect(report.ok).toBe(true)
  })

  it('fails the check where the earlier view is damaged, of another log, or no view', async () => {
    const old = viewOf(amana, 'public', first)
    const flipped = old.slice()
    flipped[old.length - 100]! ^= 1
    const other = twoReleases('other')
    for (const since of [
      flipped,
      old.subarray(0, old.length - 1),
      viewOf(other, 'public', other.releases[0]),
      new Uint8Array(0),
      concat(old, Uint8Array.of(0)),
    ]) {
      const report = await verifyView([viewOf(amana, 'public')], key, { since: [since] })
      expect([report.ok, of(report, 'history')]).toEqual([false, 'fail'])
    }
  })

  it('fails the check where the log was rewritten under the same key and origin', async () => {
    // The same organisation, same keys, begins again without one of its persons.
    const again = emptyCase()
    again.import(persons(19))
    makeRelease(again)
    again.import([person(20), person(23), person(24)])
    makeRelease(again)
    expect(again.verificationKey).toBe(key)
    const report = await verifyView([viewOf(again, 'public')], key, {
      since: [viewOf(amana, 'public', first)],
    })
    expect((await verifyView([viewOf(again, 'public')], key)).ok).toBe(true)
    expect([report.ok, of(report, 'history')]).toEqual([false, 'fail'])
  })
})

describe('a report', () => {
  const amana = twoReleases()
  const view = viewOf(amana, 'investigator')

  it('is the same whatever pieces the bytes come in', async () => {
    const whole = await verifyView([view], amana.verificationKey)
    async function* stream(step: number) {
      for (let i = 0; i < view.length; i += step) yield view.subarray(i, i + step)
    }
    for (const step of [1, 7, 1000])
      expect(await verifyView(stream(step), amana.verificationKey)).toEqual(whole)
    expect(await verifyView([new Uint8Array(0), view, new Uint8Array(0)], amana.verificationKey)).toEqual(
      whole,
    )
  })

  it('tells how far it is, up to the end', async () => {
    const told: [number, number][] = []
    await verifyView([view], amana.verificationKey, { onProgress: (done, all) => told.push([done, all]) })
    expect(told.at(-1)).toEqual([amana.log.length, amana.log.length])
  })

  it('lets go of its source where it stops early', async () => {
    let closed = false
    async function* stream() {
      try {
        yield view.subarray(0, 300)
        yield new Uint8Array(10)
        yield view
      } finally {
        closed = true
      }
    }
    expect((await verifyView(stream(), amana.verificationKey)).ok).toBe(false)
    expect(closed).toBe(true)
  })

  it('passes on what goes wrong with the source itself', async () => {
    async function* stream() {
      yield view.subarray(0, 300)
      throw new Error('disk gone')
    }
    await expect(verifyView(stream(), amana.verificationKey)).rejects.toThrow('disk gone')
  })

  it('fails under another key, and says nothing of what is inside', async () => {
    const report = await verifyView([view], emptyCase(() => {}, 'other').verificationKey)
    expect([report.ok, of(report, 'signature')]).toEqual([false, 'fail'])
    expect([report.totals, report.claims, report.release, report.root]).toEqual([null, [], null, null])
  })

  it('is refused as misuse with a key that is none', async () => {
    for (const key of ['', 'amana/test', `${amana.verificationKey.slice(0, -1)}x`, 'a+b+c'])
      await expect(verifyView([view], key)).rejects.toMatchObject({ code: 'log/bad-key' })
    expect((await verifyView([view], `\n ${amana.verificationKey} \n`)).ok).toBe(true)
  })

  it('in Arabic says the same in Arabic: every sentence, every reason, every claim', async () => {
    const options = { since: [viewOf(amana, 'investigator', amana.releases[0])] }
    const en = await verifyView([view], amana.verificationKey, options)
    const ar = await verifyView([view], amana.verificationKey, { ...options, language: 'ar' })
    const bare = (report: Report) => ({
      ...report,
      words: report.words!.split(' ').length > 0,
      checks: report.checks.map(({ id, status }) => [id, status]),
      claims: report.claims.map(({ stated, counted, status }) => `${stated} ${counted} ${status}`).sort(),
    })
    expect(bare(ar)).toEqual(bare(en))
    for (const { id, status, statement, reason } of ar.checks) {
      expect(statement).toBe(status === 'pass' ? PROVES[id].ar : `${NOT_PROVEN.ar} ${PROVES[id].ar}`)
      if (reason !== undefined)
        expect(reason).toMatch(/^[^a-zA-Z]*(amana link|--since|--compare)?[^a-zA-Z]*$/)
    }
    for (const { text, reason } of ar.claims) {
      expect(text.replace(/Market|Bakery/, '')).not.toMatch(/[a-zA-Z]/)
      if (reason !== undefined) expect(reason).toBe(REASONS.closed.ar)
    }
    expect(ar.claims.map(({ text }) => text)).toContain('الأشخاص في الحادثة: Market')
  })

  it('lists the same checks in the same order, whatever happens', async () => {
    for (const bytes of [view, view.subarray(0, 100), new Uint8Array(0), view.slice().fill(0, 500, 501)]) {
      const report = await verifyView([bytes], amana.verificationKey)
      expect(report.checks.map(({ id }) => id)).toEqual([...CHECKS])
      for (const { status, reason } of report.checks) expect(reason !== undefined).toBe(status !== 'pass')
    }
  })

  it('says of no check more than it proves', () => {
    for (const { en, ar } of Object.values(PROVES)) {
      expect(en).not.toMatch(/anonym|guarantee|existed|killed|responsible/i)
      expect(ar.length).toBeGreaterThan(20)
    }
    expect(PROVES.openings.en).toContain('whether the values are true is not proven')
    expect(PROVES.claims.en).toContain('whether the values are true is not proven')
  })
})
