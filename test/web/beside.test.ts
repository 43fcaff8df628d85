/** What the reader gives beside views: the page finds what the command finds, and what it gives back is what the command writes. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Case,
  parseCompared,
  type Report,
  SeenCheckpoints,
  type VerifyOptions,
  verifyView,
} from '@amana/bundle'
import { utf8 } from '@amana/codec'
import { publicKeyOf, sha256, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { cosign, verifierKey, witnessKey } from '@amana/log'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { viewOf } from '../bundle/sample.js'
import { amana as command, temporaryFolder } from '../cli/amana.js'
import { drawn, give, inBrowser, openPage, saved, type Upload, useBrowser, verifyIn } from './browser.js'
import { releasedAgain, releasedCase } from './sample.js'

useBackend(nodeBackend)
useBrowser()
const folder = temporaryFolder()
const at = (name: string): string => join(folder, name)

/** A file for the page and the command. */
function file(name: string, content: Uint8Array | string): Upload {
  const bytes = typeof content === 'string' ? utf8(content) : content
  writeFileSync(at(name), bytes)
  return { name, bytes }
}
const again = (name: string): Upload => ({ name, bytes: readFileSync(at(name)) })
const viewIn = (name: string, of: Case): Upload => file(name, viewOf(of, 'public'))

const log = releasedCase('beside', 8)
const key = log.verificationKey
const before = viewIn('before.view', log)
const { note } = log.releases[0]!
releasedAgain(log)
const after = viewIn('after.view', log)
// The same documenter's other history: of the same size first, longer then.
const second = releasedCase('beside', 8, 2)
const twin = viewIn('twin.view', second)
releasedAgain(second)
const fork = viewIn('fork.view', second)
const other = releasedCase('beside-other', 4)

/** What the command prints for one view. */
const printed = async (name: string, ...options: readonly string[]): Promise<string> =>
  (await command(['verify', at(name), '--key', key, '--json', ...options])).stdout

/** What the library finds, as the command would print it. */
const found = async ({ name, bytes }: Upload, options: VerifyOptions): Promise<string> =>
  `${JSON.stringify({ ...(await verifyView([bytes], key, options)), file: name })}\n`

const codeIn = (report: string | Report, id: string): string => {
  const { checks } = typeof report === 'string' ? (JSON.parse(report) as Report) : report
  const { status, code } = checks.find((check) => check.id === id)!
  return code ?? status
}

let page: Page
/** Verifies in the one page of these tests, from which everything was removed. */
async function verified(uploads: readonly Upload[], { said = '', first = false, keys = [key] } = {}) {
  await page.click('#clear')
  await page.locator('#beside summary').click()
  await page.fill('#said', said)
  await page.setChecked('#first-seen', first)
  await verifyIn(page, uploads, keys)
}
const kept = (): Promise<string> => saved(page, '#save-json')
const keptReports = async () => JSON.parse(await kept()) as { ok: boolean; reports: Report[] }
const says = (text: string): Promise<void> => page.locator('#message', { hasText: text }).waitFor()

inBrowser('what is given beside a view', () => {
  beforeAll(async () => {
    page = (await openPage('en')).page
  })
  afterAll(() => page.context().close())

  it('is what was seen: begun, read and written as the command does, and an older or other view is refused', async () => {
    for (const [view, code] of [
      [before, 'not-checked'],
      [after, 'pass'],
      [before, 'history/rollback'],
      [fork, 'history/fork'],
    ] as const) {
      const first = code === 'not-checked'
      await verified(first ? [view] : [view, again('seen')], { first })
      // What the command makes of an older or a forked view and a file of what was seen is tested elsewhere.
      if (first || code === 'pass') {
        const expected = await printed(view.name, '--seen', at('seen'), ...(first ? ['--first'] : []))
        expect(await kept()).toBe(expected)
      }
      expect(codeIn(await kept(), 'history')).toBe(code)
      expect(await saved(page, '#save-seen')).toBe(readFileSync(at('seen'), 'utf8'))
      expect(await page.textContent('section[aria-labelledby="seen"] p')).toMatch(
        first || code === 'pass' ? /something new/ : /Nothing is new/,
      )
    }
    expect(await page.textContent('#forks ~ p')).toMatch(/^\S+fork\.view\S+ is not of the history that you/)
  })

  it('is refused where the memory is damaged, or knows the log under another key', async () => {
    const seen = readFileSync(at('seen'), 'utf8')
    await page.click('#clear')
    await give(page, '#beside-files', [{ name: 'damaged', bytes: utf8(seen.slice(0, -3)) }])
    await says('[seen/bad-file]')
    // What is none of these is a view, however it is made to look.
    await give(page, '#beside-files', [{ name: 'lines', bytes: utf8(`${'\n'.repeat(100_000)}x`) }])
    await says('Views given: 1')
    await page.click('#clear')
    const memory = new SeenCheckpoints()
    const stranger = verifierKey(log.origin, publicKeyOf(sha256(utf8('another key'))))
    memory.add(stranger, { size: 5, root: sha256(utf8('5')) })
    await give(page, '#files', [before, { name: 'theirs', bytes: utf8(memory.format()) }])
    await page.fill('#keys', key)
    await page.click('#verify')
    await says('[seen/other-key]')
    expect(await page.locator('#verdict').count()).toBe(0)
  })

  it('is a line that the page shows, or the words of a root', async () => {
    await verified([before])
    const line = await page.inputValue('#own-line')
    const words = (await page.textContent('#own-words'))!
    for (const [view, said, code] of [
      [after, line, 'pass'],
      [before, words, 'pass'],
      [after, words, 'compare/other-words'],
      [fork, line, 'compare/fork'],
      [before, line.replace('amana/', 'amana/0'), 'compare/other-log'],
    ] as const) {
      await verified([view], { said })
      const json = await kept()
      expect(codeIn(json, 'compare')).toBe(code)
      expect(json).toBe(await found(view, { compare: parseCompared(said) }))
    }
    // Of several views it is compared with those of its log.
    const uploads = [after, { name: 'other.view', bytes: viewOf(other, 'public') }]
    await verified(uploads, { said: line, keys: [key, other.verificationKey] })
    const { reports } = await keptReports()
    expect(reports.map((one) => codeIn(one, 'compare'))).toEqual(['pass', 'not-checked'])
    await page.fill('#said', words.slice(1))
    await page.click('#verify')
    await says('[compare/bad-line]')
  })

  it('is a policy, and the cosignatures that count by it', async () => {
    const seed = sha256(utf8('a witness of the page'))
    const text = `# mine\n\nwitness ann ${witnessKey('ann.example', publicKeyOf(seed))}\nquorum ann\n`
    const policy = file('policy', text)
    const cosigned = file('before.ann', cosign(note, 'ann.example', seed, 1_423_000_000))
    const expected = printed('before.view', '--policy', at('policy'), '--cosignature', at('before.ann'))
    for (const [view, notes, code] of [
      [before, [], 'witness/too-few'],
      [after, [cosigned], 'witness/other-checkpoint'],
      [before, [cosigned], 'pass'],
    ] as const) {
      await verified([view, policy, ...notes])
      expect(codeIn(await kept(), 'witness')).toBe(code)
    }
    expect(await kept()).toBe(await expected)
    // Each release has its own; and without a policy nobody's word counts.
    await give(page, '#files', [after])
    await page.click('#verify')
    await drawn(page)
    const { reports } = await keptReports()
    expect(reports.map((one) => codeIn(one, 'witness'))).toEqual(['pass', 'witness/too-few'])
    await page.click('#beside li button >> nth=0')
    await page.click('#verify')
    await says('Give a policy of witnesses')
  })
})

inBrowser('two views of one log, of one size', () => {
  beforeAll(async () => {
    page = (await openPage('ar')).page
  })
  afterAll(() => page.context().close())

  it('are two histories where their roots differ', async () => {
    await verified([before, twin])
    expect(await page.locator('#claims, #totals, #incidents').count()).toBe(0)
    const lines = await page.locator('#forks ~ ul').first().locator('code').allTextContents()
    const reports = [
      await found(before, { since: [twin.bytes], language: 'ar' }),
      await found(twin, { since: [before.bytes], language: 'ar' }),
    ]
    expect(lines).toEqual(reports.map((json) => (JSON.parse(json) as Report).line))
    expect(reports.map((json) => codeIn(json, 'history'))).toEqual(['history/fork', 'history/fork'])
    expect(await keptReports()).toEqual({ ok: false, reports: reports.map((json) => JSON.parse(json)) })
  })

  it('are two also where one of them is damaged beyond its signature', async () => {
    await verified([before, { name: 'cut.view', bytes: twin.bytes.slice(0, -1) }])
    expect(await page.textContent('#forks')).toBe('تاريخان لسجل واحد')
  })

  it('are one where they were cut for two readers', async () => {
    // With a memory too: the older of several is verified first, in whatever order they are given.
    const uploads = [after, { name: 'auditor.view', bytes: viewOf(log, 'auditor') }, before]
    await verified(uploads, { first: true })
    expect(await page.locator('#forks, table .badge.fail').count()).toBe(0)
  })
})
