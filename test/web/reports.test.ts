/** What the page finds is what the library finds, for good and bad files. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Language, type Report, verifyView } from '@amana/bundle'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { expect, it } from '@jest/globals'
import { putTogether, takeApart } from '../bundle/forger.js'
import { seededRandom, viewOf } from '../bundle/sample.js'
import { amana as amanaCommand, temporaryFolder } from '../cli/amana.js'
import { many } from '../many.js'
import { inBrowser, openPage, saved, type Upload, useBrowser, verifyIn } from './browser.js'
import { releasedAgain, releasedCase } from './sample.js'

useBackend(nodeBackend)
useBrowser()
const folder = temporaryFolder()

const random = seededRandom('the page')
const below = (limit: number): number => new DataView(random(4).buffer).getUint32(0) % limit

const amana = releasedCase('page')
const first = viewOf(amana, 'investigator')
const key = amana.verificationKey

/** A view in which one thing was altered at random: a bit, a stretch, an end, two records, a block that is sealed again. */
function tampered(view: Uint8Array, i: number): Uint8Array {
  const bytes = view.slice()
  const at = below(view.length)
  switch (i % 5) {
    case 0:
      bytes[at]! ^= 1 << below(8)
      return bytes
    case 1:
      return bytes.slice(0, at)
    case 2: {
      const length = 1 + below(40)
      return new Uint8Array([...bytes.slice(0, at), ...bytes.slice(at + length)])
    }
    case 3: {
      // Somebody who needs no key: records swapped, lengths and the digest at the end made right again.
      const parts = takeApart(view)
      const records = [...parts.blocks[0]!]
      const [x, y] = [below(records.length - 1), records.length - 1]
      ;[records[x], records[y]] = [records[y]!, records[x]!]
      return putTogether({ ...parts, blocks: [records, ...parts.blocks.slice(1)] })
    }
    default: {
      const parts = takeApart(view)
      const records = parts.blocks[0]!.filter((_, j) => j !== at % parts.blocks[0]!.length)
      const [note, audience, count, ...rest] = parts.header
      return putTogether({
        ...parts,
        header: [note!, audience!, (count as number) - 1, ...rest],
        blocks: [records, ...parts.blocks.slice(1)],
      })
    }
  }
}

type Kept = Report & { readonly file: string }

async function reportsOf(language: Language, uploads: readonly Upload[], keys: readonly string[]) {
  const { page, errors } = await openPage(language)
  await verifyIn(page, uploads, keys)
  const kept = JSON.parse(await saved(page, '#save-json')) as { ok: boolean; reports: Kept[] }
  const shown = await page.textContent('.verdict .big')
  const failed = await page.locator('table .badge.fail').count()
  await page.context().close()
  expect(errors).toEqual([])
  return { ...kept, shown, failed }
}

const TAMPERED = many(200, 50)

inBrowser(`${TAMPERED} tampered views`, () => {
  const uploads = Array.from({ length: TAMPERED }, (_, i) => ({
    name: `${i}.view`,
    bytes: tampered(first, i),
  }))

  it.each(['en', 'ar'] as const)(
    'are all found and shown as failed, with the report of the library (%s)',
    async (language) => {
      const { ok, reports, shown, failed } = await reportsOf(language, uploads, [key])
      expect(ok).toBe(false)
      expect(failed).toBe(TAMPERED)
      expect(shown).toBe(
        language === 'en' ? 'FAILED. Do not rely on this file.' : 'فشل التحقق. لا تعتمد على هذا الملف.',
      )
      for (const [i, { name, bytes }] of uploads.entries()) {
        const report = await verifyView([bytes], key, { language })
        expect(report.ok).toBe(false)
        expect(reports[i]).toEqual(JSON.parse(JSON.stringify({ ...report, file: name })))
      }
    },
  )
})

const MIXED = many(300, 60)

inBrowser(`${MIXED} views, good and bad, of several logs`, () => {
  it('have the reports that the library gives', async () => {
    const cases = [3, 17, 40].map((count) => releasedCase(`page-${count}`, count))
    const keys = cases.map((one) => one.verificationKey)
    const audiences = ['custodian', 'investigator', 'auditor', 'public'] as const
    const views = cases.flatMap((one) =>
      audiences.map((audience) => [one.verificationKey, viewOf(one, audience)] as const),
    )
    const uploads = Array.from({ length: MIXED }, (_, i) => {
      const [of, view] = views[i % views.length]!
      return { name: `${i}.view`, of, bytes: i % 3 === 0 ? view : tampered(view, below(3)) }
    })
    const { reports } = await reportsOf('en', uploads, keys)
    expect(reports).toHaveLength(MIXED)
    expect(reports.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(MIXED / 3)
    for (const [i, { name, of, bytes }] of uploads.entries()) {
      const report = await verifyView([bytes], of)
      // A view whose key cannot be told any more was verified with the first one given.
      const other = await verifyView([bytes], keys[0]!)
      expect([report, other].map((one) => JSON.parse(JSON.stringify({ ...one, file: name })))).toContainEqual(
        reports[i],
      )
    }
  })
})

inBrowser('the saved report', () => {
  it.each([
    ['good', first, 0],
    ['bad', first.slice(0, -1), 1],
  ] as const)('of a %s view is what the command prints', async (name, bytes, exit) => {
    const file = join(folder, `${name}.view`)
    writeFileSync(file, bytes)
    writeFileSync(join(folder, 'key.pub'), `${key}\n`)
    const ran = await amanaCommand(['verify', file, '--key', join(folder, 'key.pub'), '--json'])
    expect(ran.exit).toBe(exit)
    const { page } = await openPage('en')
    await verifyIn(page, [{ name: `${name}.view`, bytes }], [key])
    expect(await saved(page, '#save-json')).toBe(ran.stdout)
    await page.context().close()
  })
})

inBrowser('two views of one log', () => {
  it('are compared: what is new since the older stands in the report of the newer', async () => {
    const log = releasedCase('page-twice')
    const before = viewOf(log, 'investigator')
    releasedAgain(log)
    const after = viewOf(log, 'investigator')
    const uploads = [
      { name: 'after.view', bytes: after },
      { name: 'before.view', bytes: before },
    ]
    const { ok, reports } = await reportsOf('en', uploads, [log.verificationKey])
    const expected = await verifyView([after], log.verificationKey, { since: [before] })
    expect(ok).toBe(true)
    expect(expected.since).toMatchObject({ added: 1, withdrawn: 1 })
    expect(reports[0]).toEqual(JSON.parse(JSON.stringify({ ...expected, file: 'after.view' })))
    expect(reports[1]!.since).toBeNull()
  })

  it('are refused where the log was rewritten between them', async () => {
    const log = releasedCase('page-fork', 20)
    const before = viewOf(log, 'investigator')
    const other = releasedCase('page-fork', 21)
    releasedAgain(other)
    const { reports } = await reportsOf(
      'en',
      [
        { name: 'before.view', bytes: before },
        { name: 'after.view', bytes: viewOf(other, 'investigator') },
      ],
      [log.verificationKey],
    )
    expect(reports.map(({ ok }) => ok)).toEqual([true, false])
    expect(reports[1]!.checks.find(({ id }) => id === 'history')).toMatchObject({ code: 'history/fork' })
  })
})
