/** The page can be used by everybody: without a mouse, by ear, on a small screen, enlarged, in the dark, on paper. */
import { readFileSync } from 'node:fs'
import { CHECKS, lineOf, newReceiptWords, receiptText } from '@amana/bundle'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { openCheckpoint, parseVerifierKey } from '@amana/log'
import { expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { viewOf } from '../bundle/sample.js'
import { goTo as reach, violations } from './access.js'
import { drawn, give, inBrowser, openPage, useBrowser, verifyIn } from './browser.js'
import { releasedAgain, releasedCase } from './sample.js'

useBackend(nodeBackend)
useBrowser()

const amana = releasedCase('used')
const twin = { name: 'twin.view', bytes: viewOf(releasedCase('used', 103, 2), 'auditor') }
const words = newReceiptWords()
amana.issueReceipt('row-1', words)
const before = { name: 'before.view', bytes: viewOf(amana, 'custodian') }
releasedAgain(amana)
const after = { name: 'after.view', bytes: viewOf(amana, 'custodian') }
const auditor = { name: 'auditor.view', bytes: viewOf(amana, 'auditor') }
/** What another reader of the first release would send. */
const line = lineOf(
  openCheckpoint(amana.releases[0]!.note, parseVerifierKey(amana.verificationKey)).checkpoint,
)
const bad = { name: 'bad.view', bytes: after.bytes.slice(0, -1) }

/** Everything the page can show at once: lists compared, checks opened. */
async function everything(page: Page): Promise<void> {
  await page.locator('#beside summary').click()
  await page.check('#first-seen')
  await give(page, '#beside-files', [{ name: 'policy', bytes: new TextEncoder().encode('quorum none\n') }])
  await verifyIn(page, [before, after], [amana.verificationKey])
  await page.click('#compare')
  await page.waitForSelector('#doubted')
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
}

inBrowser('the page breaks no rule of accessibility that axe knows', () => {
  it.each([
    ['en', 'light'],
    ['ar', 'light'],
    ['en', 'dark'],
    ['ar', 'dark'],
  ] as const)('in %s, %s', async (language, colorScheme) => {
    const { page } = await openPage(language, { colorScheme })
    expect(await violations(page)).toEqual([])
    await everything(page)
    expect(await violations(page)).toEqual([])
    await page.click('#clear')
    await verifyIn(page, [auditor, bad, { ...before, name: 'first.view' }, twin], [amana.verificationKey])
    expect(await violations(page)).toEqual([])
    expect(await page.locator('#forks').count()).toBe(1)
    await page.locator('button[aria-pressed="false"]').first().click()
    await drawn(page)
    await give(page, '#evidence-files', [{ name: 'x', bytes: new Uint8Array(1) }])
    await page.waitForSelector('#audited .verdict')
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })
})

inBrowser('a screen of 360 pixels, and text twice as large', () => {
  it.each([
    ['en', 360, 1],
    ['ar', 360, 1],
    // A window of 1280 pixels enlarged to 200 % has room for 640.
    ['en', 640, 2],
    ['ar', 640, 2],
  ] as const)('need no scrolling to the side (%s, %i)', async (language, width, deviceScaleFactor) => {
    const { page } = await openPage(language, { viewport: { width, height: 740 }, deviceScaleFactor })
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth)
    expect(await wide()).toBeLessThanOrEqual(width)
    await everything(page)
    expect(await wide()).toBeLessThanOrEqual(width)
    await page.context().close()
  })
})

inBrowser('the keyboard alone', () => {
  it('verifies, opens a check, compares, decides and changes the language', async () => {
    const { page } = await openPage('en')
    const focused = () => page.evaluate(() => document.activeElement?.id ?? '')
    const goTo = (selector: string) => reach(page, selector)
    await goTo('#files')
    // The dialogue for files is the browser's own; what it returns is given here.
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')])
    await chooser.setFiles(
      [before, after].map(({ name, bytes }) => ({ name, mimeType: '', buffer: Buffer.from(bytes) })),
    )
    await goTo('#keys')
    await page.keyboard.insertText(amana.verificationKey)
    await goTo('#beside summary')
    await page.keyboard.press('Enter')
    await goTo('#first-seen')
    await page.keyboard.press('Space')
    await goTo('#said')
    await page.keyboard.insertText(line)
    await goTo('#verify')
    await page.keyboard.press('Enter')
    await drawn(page)
    expect(await focused()).toBe('verdict')
    expect(await page.locator('details[data-check="compare"].pass').count()).toBe(1)
    await goTo('#own-line')
    await goTo('details.check summary')
    await page.keyboard.press('Enter')
    expect(await page.locator('details.check[open]').count()).toBe(1)
    await goTo('#crosstab-columns')
    await page.keyboard.press('ArrowDown')
    await goTo('#compare')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#doubted')
    expect(await focused()).toBe('link')
    await goTo('#receipt-words')
    await page.keyboard.insertText(receiptText(words, 'ar'))
    await page.keyboard.press('Enter')
    await page.waitForSelector('#receipt-found:focus')
    expect(await page.textContent('#receipt-found')).toMatch(
      /In .before.view.No record.*In .after.view.One record .*Its incident: .Bakery. \([0-9a-f]{32}\)/,
    )
    await goTo('#sample-fewer')
    await page.keyboard.insertText('9')
    await goTo('#sample-plan')
    await page.keyboard.press('Enter')
    await page.locator('#sample-planned', { hasText: 'of the 104 are.' }).waitFor()
    await goTo('#decided-by')
    await page.keyboard.insertText('me')
    await goTo('fieldset.pair input[type="radio"]')
    await page.keyboard.press('ArrowUp')
    await goTo('#save-seen')
    const [memory] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
    expect(readFileSync(await memory.path(), 'utf8')).toMatch(/^amana-seen 0\n(.+\n){2}$/)
    await goTo('#save-decisions')
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
    expect(readFileSync(await download.path(), 'utf8')).toMatch(
      /^a,b,verdict,by,why\n.*,(same|different),me,\n$/,
    )
    await goTo('#language')
    await page.keyboard.press('Enter')
    await page.waitForSelector('html[dir="rtl"] #verdict')
    await drawn(page)
    expect(await page.textContent('.verdict .big')).toBe('لم يفشل أي فحص.')
    await page.context().close()
  })
})

inBrowser('paper', () => {
  it('has every check open and no control', async () => {
    const { page } = await openPage('en')
    await verifyIn(page, [after], [amana.verificationKey])
    await page.emulateMedia({ media: 'print' })
    const pdf = await page.pdf()
    expect(pdf.length).toBeGreaterThan(20_000)
    for (const control of ['#files', '#verify', '#save-json', '#language'])
      expect(await page.locator(control).isVisible()).toBe(false)
    const open = () => page.locator('details.check[open]').count()
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    expect(await open()).toBe(CHECKS.length)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    expect(await open()).toBe(0)
    await page.context().close()
  })
})
