/** Six words and a paper page that the command made, looked for in the page. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { newReceiptWords, receiptText } from '@amana/bundle'
import { beforeAll, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { AL_BAB, type Json, newIdentity, result, temporaryFolder } from '../cli/amana.js'
import { violations } from './axe.js'
import { give, inBrowser, open, openPage, type Upload, useBrowser, verifyIn } from './browser.js'

const folder = temporaryFolder()
/** What the browser's camera sees. */
const FILM = join(folder, 'film.mjpeg')
useBrowser([
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${FILM}`,
  // Whoever is asked whether the page may use the camera says yes.
  '--use-fake-ui-for-media-stream',
])

let key: string
let investigator: Upload
let custodian: Upload
let publicly: Upload
let arabic: string
let paper: Json

/** A picture of the command's page at so many dots an inch. */
async function picture(width: number, height: number, dots: number): Promise<Uint8Array> {
  const { page } = await open(pathToFileURL(join(folder, 'page.html')).href, {
    viewport: { width, height },
    deviceScaleFactor: dots / 96,
  })
  const taken = await page.screenshot({ type: 'jpeg', quality: 80 })
  await page.context().close()
  return taken
}

inBrowser('six words', () => {
  beforeAll(async () => {
    const { file, recipient } = await newIdentity(folder)
    const made = join(folder, 'case')
    const unlock = ['--identity', file]
    const tables = ['persons.csv', 'incidents.csv'].map((name) => join(AL_BAB, name))
    await result(['new', made, '--recipient', recipient])
    await result(['import', made, ...tables, ...unlock])
    arabic = (await result(['receipt', made, 'AB-001', '--lang', 'ar', ...unlock])).words
    const sheet = ['--paper', join(folder, 'page.html'), '--note', 'spare key: \u202e4th hook']
    paper = await result(['receipt', made, 'AB-002', ...sheet, ...unlock])
    await result(['release', made, '--time', '2024-01-01', ...unlock])
    const viewFor = async (audience: string): Promise<Upload> => {
      const name = `${audience}.view`
      await result(['view', made, '--for', audience, '-o', join(folder, name), ...unlock])
      return { name, bytes: readFileSync(join(folder, name)) }
    }
    investigator = await viewFor('investigator')
    custodian = await viewFor('custodian')
    publicly = await viewFor('public')
    key = readFileSync(join(made, 'key.pub'), 'utf8').trim()
  })

  const ask = async (page: Page, words: string): Promise<string> => {
    await page.fill('#receipt-words', words)
    await page.press('#receipt-words', 'Enter')
    await page.waitForSelector('#running:empty', { state: 'attached' })
    return (await page.textContent('#receipt-found'))!
  }
  const record = /[0-9a-f]{32}/

  it('find their record where receipts are open, in either language, and nothing of them stays', async () => {
    const { page } = await openPage('en')
    await verifyIn(page, [investigator, custodian, publicly], [key])
    const found = await ask(page, paper.words.toUpperCase())
    // The gate closes incidents for investigators in this list; whoever keeps it sees them.
    expect(found).toMatch(
      /In .investigator.view.One record belongs to these words: [0-9a-f]{32}Its incident is closed/,
    )
    expect(found).toMatch(
      /In .custodian.view.One record .*Its incident: .Building used as a prison. \([0-9a-f]{32}\)It was listed/,
    )
    expect(found).toMatch(/In .public\.view.This view opens no receipts/)
    expect(found).toContain('they do not prove')
    expect(await page.inputValue('#receipt-words')).toBe('')
    expect(await page.evaluate(() => document.body.outerHTML)).not.toContain(paper.words.split(' ')[0]!)
    // A word that is none is named by its place alone, and may be put right; others find nothing.
    const typed = arabic.split(' ').with(3, 'zzzz').join(' ')
    expect(await ask(page, typed)).toBe('Word 4 is not in the list: it was misheard or mistyped.')
    expect(await page.inputValue('#receipt-words')).toBe(typed)
    expect(await ask(page, 'one two')).toBe('There are six words, and 2 were given.')
    expect(await ask(page, receiptText(newReceiptWords(), 'en'))).toContain(
      'No record belongs to these words',
    )
    await page.click('#language')
    await page.waitForSelector('html[dir="rtl"] #receipt-words')
    const other = await ask(page, arabic)
    expect(other).toContain('يعود إلى هذه الكلمات سجل واحد')
    expect(record.exec(other)![0]).not.toBe(record.exec(found)![0])
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })

  it('open a page that was photographed or is held before the camera, and say what it names', async () => {
    writeFileSync(FILM, await picture(640, 480, 96))
    const { page, errors } = await openPage('en')
    await verifyIn(page, [investigator], [key])
    await page.click('#receipt-paper summary')
    const scanned = page.locator('#receipt-scanned')
    await give(page, '#receipt-image', [{ name: 'notes.txt', bytes: new Uint8Array(9) }])
    await scanned.filter({ hasText: 'no picture' }).waitFor()
    await give(page, '#receipt-image', [{ name: 'scan.jpg', bytes: await picture(794, 1123, 150) }])
    await scanned.filter({ hasText: 'The code was read' }).waitFor()
    expect(await ask(page, receiptText(newReceiptWords(), 'ar'))).toBe(
      'These words open nothing on this page.',
    )
    const found = await ask(page, paper.words)
    const [named] = record.exec(found)!
    expect(found).toContain(`The page names the record ${named} of the log amana/`)
    expect(found).toContain(`One record belongs to these words: ${named}`)
    await page.click('#receipt-camera')
    await scanned.filter({ hasText: 'The code was read' }).waitFor()
    expect(await page.locator('video').count()).toBe(0)
    expect(await ask(page, paper.decoyWords)).toContain(
      'These words open a note: \u2068spare key: ⟨U+202E⟩4th hook',
    )
    expect(errors).toEqual([])
    await page.context().close()
  })
})
