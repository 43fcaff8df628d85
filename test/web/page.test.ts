/** The page as a file, and what it shows of good views. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKS, type Report, verifyView } from '@amana/bundle'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { parseDecisions } from '@amana/linkage'
import { describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { putTogether, takeApart } from '../bundle/forger.js'
import { viewOf } from '../bundle/sample.js'
import { temporaryFolder } from '../cli/amana.js'
import { drawn, give, html, inBrowser, openKept, openPage, saved, useBrowser, verifyIn } from './browser.js'
import { FILES, releasedAgain, releasedCase } from './sample.js'

useBackend(nodeBackend)
useBrowser()
const temporary = temporaryFolder()

const amana = releasedCase('shown')
const key = amana.verificationKey
const investigator = { name: 'investigator.view', bytes: viewOf(amana, 'investigator') }

/** The page with one view of the case verified. */
async function opened(language: 'en' | 'ar', audience: 'investigator' | 'auditor' | 'custodian' | 'public') {
  const { page } = await openPage(language)
  await verifyIn(page, [{ name: `${audience}.view`, bytes: viewOf(amana, audience) }], [key])
  return page
}

const cells = (page: Page, caption: string): Promise<string[][]> =>
  page
    .locator('table', { has: page.locator('caption', { hasText: caption }) })
    .first()
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')))

describe('the built page', () => {
  it('is one file under a megabyte, and the same bytes whenever it is built', () => {
    const before = html()
    expect(Buffer.byteLength(before)).toBeLessThan(1_000_000)
    const { stdout, status } = spawnSync(process.execPath, ['packages/web/build.mjs'], { encoding: 'utf8' })
    expect(status).toBe(0)
    expect(html()).toBe(before)
    expect(stdout).toContain(createHash('sha256').update(before).digest('hex'))
  })

  it('lets nothing in and nothing out: its policy knows its own script and style by hash, and no address', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html())![1]!
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; worker-src blob:;/,
    )
    expect(policy).not.toMatch(/unsafe|https?:|\*|data:|connect-src|'self'/)
    const [, script] = /<script>(.*?)<\/script>/s.exec(html())!
    expect(policy).toContain(createHash('sha256').update(script!).digest('base64'))
    const stores = [
      'localStorage',
      'sessionStorage',
      'indexedDB',
      'document.cookie',
      'innerHTML',
      'XMLHttpRequest',
    ]
    expect(stores.filter((name) => script!.includes(name))).toEqual([])
  })
})

inBrowser('a view that verifies', () => {
  it.each(['en', 'ar'] as const)('is shown with every number of its report (%s)', async (language) => {
    const page = await opened(language, 'custodian')
    const report = await verifyView([viewOf(amana, 'custodian')], key, { language })
    expect(await page.getAttribute('html', 'dir')).toBe(language === 'ar' ? 'rtl' : 'ltr')
    const shown = await cells(page, language === 'ar' ? 'التصريحات' : 'Claims')
    expect(shown.map(([text, , ...counts]) => [text, ...counts])).toEqual(
      report.claims.map(({ text, stated, counted }) => [
        text,
        String(stated),
        counted === null ? '–' : String(counted),
      ]),
    )
    expect(shown.length).toBeGreaterThan(8)
    const totals = await page.locator('section[aria-labelledby="totals"] b').allTextContents()
    expect(totals).toEqual(Object.values(report.totals!).map(String))
    const checks = await page
      .locator('details.check')
      .evaluateAll((all) =>
        all.map((one) => [one.getAttribute('data-check'), one.className.replace('check ', '')]),
      )
    expect(checks).toEqual(report.checks.map(({ id, status }) => [id, status]))
    await page.context().close()
  })

  it('has each check open to what it proves, how it is made and why it matters', async () => {
    const page = await opened('en', 'investigator')
    const signature = page.locator('details[data-check="signature"]')
    expect(await signature.locator('dl').isVisible()).toBe(false)
    await signature.locator('summary').click()
    expect(await signature.locator('dt').allTextContents()).toEqual([
      'What passing proves',
      'How it is checked',
      'Why it matters',
    ])
    const history = page.locator('details[data-check="history"]')
    expect(await history.locator('summary').textContent()).toContain('No earlier view was given')
    expect(await history.locator('dd').first().textContent()).toMatch(/^Not proven:/)
    await page.context().close()
  })

  it('shows incidents in a table, on a time line and on a map at the precision that is stated', async () => {
    const page = await opened('en', 'investigator')
    expect(
      (await cells(page, 'Incidents')).map((row) => [row[1]!.replace(/ #.*/, ''), ...row.slice(2)]),
    ).toEqual([
      ['Bakery', '2014-11', 'Manbij', '–', 'Shelling or rockets', '69'],
      ['Vegetable market', '2014-12-28', 'Al Bab', 'Town or village', 'Airstrike', '34'],
    ])
    const [month, day] = await page
      .locator('svg[aria-label="Time line"] rect.mark')
      .evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('width'))))
    // Bars stand in the order of persons: the first is known to the month alone.
    expect(month! / day!).toBeGreaterThan(10)
    const circles = page.locator('svg[aria-label="Map"] circle.mark')
    expect(await circles.count()).toBe(1)
    expect(await page.locator('section[aria-labelledby="incidents"]').textContent()).toContain(
      'Without coordinates, not on the map: 1.',
    )
    await page.context().close()
  })

  it('counts by one or two open fields', async () => {
    const page = await opened('en', 'custodian')
    await page.selectOption('#crosstab-rows', { label: 'sex' })
    await page.selectOption('#crosstab-columns', { label: 'incident' })
    // Every fifth of 103 is female, every third at the market.
    expect((await cells(page, 'sex × incident')).map((row) => row.slice(0, 4))).toEqual([
      ['Male', '55', '28', '83'],
      ['Female', '14', '6', '20'],
      ['All', '69', '34', '103'],
    ])
    await page.context().close()
  })

  it('says which fields are open, closed and sealed', async () => {
    const page = await opened('en', 'investigator')
    await page.locator('details[data-kind="person"] summary').click()
    const fields = new Map((await cells(page, 'Persons')).map(([name, state]) => [name, state]))
    expect(fields.get('incident')).toBe('open')
    expect(fields.get('sex')).toBe('closed')
    expect(fields.get('family name')).toBe('sealed: no view opens it')
    await page.context().close()
  })
})

inBrowser('two lists', () => {
  const theirs = releasedCase('theirs', 20, 90)
  const other = { name: 'their, own.view', bytes: viewOf(theirs, 'investigator') }

  it('are compared by tokens; decisions are saved as the command reads them, and obeyed', async () => {
    const { page } = await openPage('en')
    await verifyIn(page, [investigator, other], [key, theirs.verificationKey])
    await page.click('#compare')
    await page.waitForSelector('#doubted')
    const sets = await cells(page, 'Persons by the lists they stand on')
    expect(sets.some(([lists]) => lists === 'investigator.view + their, own.view')).toBe(true)
    const pair = page.locator('fieldset.pair').first()
    expect(await pair.locator('legend').textContent()).toMatch(/% likely to be one person: .*name/)
    await page.click('#save-decisions')
    expect(await page.textContent('#message')).toBe('No decision was made yet.')
    await pair.locator('input[value="different"]').check()
    await pair.locator('input[type="text"]').fill('ages, and "fathers", differ')
    await page.click('#save-decisions')
    expect(await page.textContent('#message')).toBe('Say who decided first.')
    await page.fill('#decided-by', 'R. K.')
    const csv = await saved(page, '#save-decisions')
    const [decision, ...more] = parseDecisions(csv)
    expect(more).toEqual([])
    expect(decision).toMatchObject({ verdict: 'different', by: 'R. K.', why: 'ages, and "fathers", differ' })
    await page.click('#compare')
    await page.waitForFunction(() => document.body.textContent?.includes('Decisions obeyed: 1.'))
    // What was decided stays in sight, and can be decided otherwise.
    const again = page.locator('section[aria-labelledby="decided"] fieldset.pair')
    expect(await again.count()).toBe(1)
    expect(await again.locator('input[value="different"]').isChecked()).toBe(true)
    expect(await again.textContent()).toContain('Your decision: two persons. ages, and "fathers", differ')
    await again.locator('input[value="same"]').check()
    expect(parseDecisions(await saved(page, '#save-decisions'))).toMatchObject([{ verdict: 'same' }])
    // The same file, given to a page that knows nothing yet.
    const { page: later } = await openPage('en')
    await verifyIn(
      later,
      [investigator, other, { name: 'decisions.csv', bytes: new TextEncoder().encode(csv) }],
      [key, theirs.verificationKey],
    )
    await later.click('#compare')
    await later.waitForFunction(() => document.body.textContent?.includes('Decisions obeyed: 1.'))
    await Promise.all([page.context().close(), later.context().close()])
  })
})

inBrowser('an auditor’s view', () => {
  it('takes files of evidence and says how they differ from the manifest', async () => {
    const page = await opened('en', 'auditor')
    const altered = FILES.map(({ name, bytes }, i) => ({
      name: name.replace('notes/', ''),
      bytes: i === 0 ? new TextEncoder().encode('other bytes') : bytes,
    }))
    await give(page, '#evidence-files', [...altered, { name: 'stranger.txt', bytes: new Uint8Array(3) }])
    await page.waitForSelector('#audited .verdict')
    expect(await cells(page, 'Files of evidence')).toEqual(
      expect.arrayContaining([
        ['IMG_1.mp4', 'truncated', ''],
        ['stranger.txt', 'not listed', ''],
      ]),
    )
    expect(await page.textContent('#audited .verdict')).toMatch(/^Differences: [23]\.$/)
    await give(
      page,
      '#evidence-files',
      altered.map((file, i) => ({ ...file, bytes: FILES[i]!.bytes })).slice(0, 2),
    )
    await page.waitForFunction(() => document.querySelector('#audited')?.textContent?.includes('read: 2'))
    expect(await page.textContent('#audited .verdict')).toBe('Differences: 1.')
    await page.context().close()
  })
})

inBrowser('a folder of evidence', () => {
  it('is as listed, with its paths', async () => {
    const folder = join(temporary, 'evidence')
    mkdirSync(join(folder, 'notes'), { recursive: true })
    for (const { name, bytes } of FILES) writeFileSync(join(folder, name), bytes)
    const page = await opened('ar', 'auditor')
    await page.setInputFiles('#evidence-folder', folder)
    await page.waitForSelector('#audited .verdict')
    expect(await page.textContent('#audited .verdict')).toBe('مطابق للقائمة. لا شيء مفقود أو مضاف أو مغيّر.')
    await page.context().close()
  })
})

inBrowser('what is given', () => {
  it('may be dropped, the key as a file among the views', async () => {
    const { page } = await openPage('en')
    await page.evaluate(
      ({ view, text }) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([new Uint8Array(view)], 'dropped.view'))
        transfer.items.add(new File([`${text}\n`], 'key.pub'))
        const event = new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
        document.querySelector('#files')!.parentElement!.dispatchEvent(event)
      },
      { view: [...investigator.bytes], text: key },
    )
    await page.click('#verify')
    await drawn(page)
    expect(await page.textContent('#verdict')).toBe('Verdict: dropped.view')
    expect(await page.textContent('.verdict .big')).toBe('No check failed.')
    await page.context().close()
  })

  it('is asked for where it is missing, and a key that is none is named', async () => {
    const { page } = await openPage('en')
    const says = async (text: string): Promise<void> => {
      await page.click('#verify')
      await page.locator('#message', { hasText: text }).waitFor()
    }
    await says('Give a view first.')
    await give(page, '#files', [investigator])
    await says('Give the verification key first')
    await page.fill('#keys', 'no key')
    await says('A line is not a verification key: \u2068no key\u2069')
    expect(await page.locator('#verdict').count()).toBe(0)
    await page.context().close()
  })
})

inBrowser('a view that fails', () => {
  it('shows nothing of what it holds', async () => {
    const { page } = await openPage('en')
    const other = releasedCase('other-key', 2)
    await verifyIn(page, [investigator], [other.verificationKey])
    expect(await page.textContent('.verdict .big')).toBe('FAILED. Do not rely on this file.')
    const text = (await page.textContent('#results'))!
    for (const held of ['Vegetable market', 'Al Bab', 'persons in all']) expect(text).not.toContain(held)
    for (const part of ['#incidents', '#crosstab', '#fields', '#compare', '#totals'])
      expect(await page.locator(part).count()).toBe(0)
    await page.context().close()
  })

  it('shows nothing of it either where the signature holds and an entry was altered', async () => {
    const { page } = await openPage('en')
    const parts = takeApart(investigator.bytes)
    const [first, second, ...rest] = parts.blocks[0]!
    const bytes = putTogether({ ...parts, blocks: [[second!, first!, ...rest], ...parts.blocks.slice(1)] })
    await verifyIn(page, [{ name: 'moved.view', bytes }], [key])
    expect(await page.locator('details[data-check="signature"].pass').count()).toBe(1)
    expect(await page.locator('details[data-check="log"].fail').count()).toBe(1)
    for (const part of ['#incidents', '#crosstab', '#fields', '#compare'])
      expect(await page.locator(part).count()).toBe(0)
    await page.context().close()
  })
})

inBrowser('what is kept', () => {
  it('is a page of its own, without a script, that has what was shown', async () => {
    const page = await opened('ar', 'investigator')
    const text = await saved(page, '#save-html')
    expect(text).not.toMatch(/<script|<button|<input|onclick/)
    await page.context().close()
    const { page: reader, errors } = await openKept(text)
    expect(await reader.getAttribute('html', 'dir')).toBe('rtl')
    expect(await reader.locator('details.check[open]').count()).toBe(CHECKS.length)
    expect(await reader.textContent('.verdict .big')).toBe('لم يفشل أي فحص.')
    expect(errors).toEqual([])
    await reader.context().close()
  })

  it('shows what is new since the older of two views', async () => {
    const log = releasedCase('new-since')
    const before = { name: 'before.view', bytes: viewOf(log, 'investigator') }
    releasedAgain(log)
    const { page } = await openPage('en')
    await verifyIn(
      page,
      [before, { name: 'after.view', bytes: viewOf(log, 'investigator') }],
      [log.verificationKey],
    )
    expect(await page.textContent('#since')).toBe('New since \u2068before.view\u2069')
    const since = (JSON.parse(await saved(page, '#save-json')) as { reports: Report[] }).reports[1]!.since!
    expect(await page.locator('section[aria-labelledby="since"] b').allTextContents()).toEqual(
      [since.added, since.withdrawn, since.amended].map(String),
    )
    await page.context().close()
  })
})

inBrowser('a task that runs', () => {
  it('can be cancelled, and begun again', async () => {
    const { page } = await openPage('en')
    const many = Array.from({ length: 150 }, (_, i) => ({ ...investigator, name: `${i}.view` }))
    await give(page, '#files', many)
    await page.fill('#keys', key)
    await page.click('#verify')
    await page.click('#cancel')
    expect(await page.textContent('#message')).toBe('Cancelled. Nothing was concluded.')
    expect(await page.locator('#verdict').count()).toBe(0)
    await page.click('#clear')
    await verifyIn(page, [investigator], [key])
    expect(await page.textContent('.verdict .big')).toBe('No check failed.')
    await page.context().close()
  })
})
