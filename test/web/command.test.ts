/** What the page and the command do together: receipts that the one makes and the other finds; spot checks between an auditor and a documenter. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { newReceiptWords, parseRequest, readReceiptWords, receiptText, sampleSize } from '@amana/bundle'
import { decode, encode, type Value } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { openForRecipient, sealForRecipients } from '@amana/records'
import { beforeAll, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { viewOf } from '../bundle/sample.js'
import { amana, type Identity, type Json, newIdentity, result, temporaryFolder } from '../cli/amana.js'
import { violations } from './access.js'
import { give, inBrowser, open, openPage, saved, type Upload, useBrowser, verifyIn } from './browser.js'
import { releasedCase } from './sample.js'

useBackend(nodeBackend)
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
let publicly: Upload
let paper: Json
let made: string
let unlock: readonly string[]
let me: Identity

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

inBrowser('the page and the command', () => {
  beforeAll(async () => {
    me = await newIdentity(folder)
    const { file, recipient } = me
    made = join(folder, 'case')
    unlock = ['--identity', file]
    const table = join(folder, 'rows.csv')
    const rows = Array.from(
      { length: 24 },
      (_, i) => `R${i},سامر,الزعبي,Market,Town A,video:${1 + (i % 3)},all`,
    )
    writeFileSync(table, `row_id,given,family,incident,place,sources,consent\n${rows.join('\n')}\n`)
    await result(['new', made, '--recipient', recipient])
    await result(['import', made, table, ...unlock])
    const sheet = ['--paper', join(folder, 'page.html'), '--note', 'spare key: \u202e4th hook']
    paper = await result(['receipt', made, 'R2', ...sheet, ...unlock])
    await result(['release', made, '--time', '2024-01-01', ...unlock])
    const viewFor = async (audience: string): Promise<Upload> => {
      const name = `${audience}.view`
      await result(['view', made, '--for', audience, '-o', join(folder, name), ...unlock])
      return { name, bytes: readFileSync(join(folder, name)) }
    }
    investigator = await viewFor('investigator')
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

  it('six words find their record where receipts are open, in either language, and nothing of them stays', async () => {
    const { page } = await openPage('en')
    await verifyIn(page, [investigator, publicly], [key])
    const found = await ask(page, paper.words.toUpperCase())
    expect(found).toMatch(
      /In .investigator.view.One record belongs to these words: [0-9a-f]{32}Its incident is closed/,
    )
    expect(found).toMatch(/In .public\.view.This view opens no receipts/)
    expect(found).toContain('they do not prove')
    expect(await page.inputValue('#receipt-words')).toBe('')
    expect(await page.evaluate(() => document.body.outerHTML)).not.toContain(paper.words.split(' ')[0]!)
    const arabic = receiptText(readReceiptWords(paper.words).words, 'ar')
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
    expect(record.exec(other)![0]).toBe(record.exec(found)![0])
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })

  it('six words open a page that was photographed or is held before the camera, and say what it names', async () => {
    writeFileSync(FILM, await picture(640, 480, 96))
    const { page, errors } = await openPage('en')
    const strange = releasedCase('strange', 2)
    const other = { name: 'other.view', bytes: viewOf(strange, 'investigator') }
    await verifyIn(page, [investigator, other], [key, strange.verificationKey])
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
    expect(found).toMatch(/In .other.view.This view is of another log than the page names/)
    await page.evaluate(() => {
      const media = navigator.mediaDevices
      const ask = media.getUserMedia.bind(media)
      media.getUserMedia = async (wish) => {
        const stream = await ask(wish)
        Object.assign(globalThis, { seen: stream })
        return stream
      }
    })
    await page.click('#receipt-camera')
    await scanned.filter({ hasText: 'The code was read' }).waitFor()
    expect(await page.locator('video').count()).toBe(0)
    // The camera is off.
    expect(
      await page.evaluate(() =>
        (globalThis as unknown as { seen: MediaStream }).seen.getTracks().map(({ readyState }) => readyState),
      ),
    ).toEqual(['ended'])
    expect(await ask(page, paper.decoyWords)).toContain(
      'These words open a note: \u2068spare key: ⟨U+202E⟩4th hook',
    )
    expect(errors).toEqual([])
    await page.context().close()
  })

  it('a spot check goes from the plan to the bound, with the files of the command', async () => {
    const at = (name: string): string => join(folder, name)
    const view = at('investigator.view')
    const { page: first } = await openPage('en')
    await verifyIn(first, [investigator], [key])
    await first.click('#sample-plan')
    expect(await first.textContent('#message')).toContain('Give the records to draw')
    await first.fill('#sample-fewer', '6')
    await first.press('#sample-plan', 'Enter')
    const needed = sampleSize({ population: 24, fewerThan: 6 }, 95)
    await first.locator('#sample-planned', { hasText: `Draw ${needed} of 24` }).waitFor()
    await first.fill('#sample-count', '12')
    await first.click('#sample-fields summary')
    await first.locator('#sample-fields input[value="age_group"]').uncheck()
    await first.click('#sample-commit')
    await first.waitForSelector('#sample-save-secret')
    expect(await violations(first)).toEqual([])
    await first.click('#sample-commit')
    await first.locator('#message', { hasText: 'Save your number first' }).waitFor()
    const commitment = (await first.textContent('#sample-committed code'))!
    writeFileSync(at('secret'), await saved(first, '#sample-save-secret'))
    await first.context().close()
    const { share } = await result(['sample', 'share', made, commitment, ...unlock])

    // Another day: the number comes from its file.
    const { page, errors } = await openPage('en')
    await verifyIn(page, [investigator], [key])
    await page.setInputFiles('#sample-secret', at('secret'))
    await page.waitForSelector('#sample-save-secret')
    await page.fill('#sample-share', ` ${share} `)
    await page.press('#sample-draw', 'Enter')
    await page.locator('#sample-drawn:focus', { hasText: 'Drawn: 12 of 24' }).waitFor()
    writeFileSync(at('request'), await saved(page, '#sample-save-request'))
    const command = ['--key', join(made, 'key.pub')]
    const to = ['--to', me.recipient, '-o', at('answer')]
    await result(['sample', 'answer', made, at('request'), ...unlock, ...to])

    await page.setInputFiles('#sample-answer', at('answer'))
    await page.locator('#message', { hasText: 'Answer:' }).waitFor()
    await page.fill('#sample-unlock', (await newIdentity(folder, 'other')).secret)
    await page.click('#sample-check')
    await page.locator('#message', { hasText: '[grant/locked]' }).waitFor()
    expect(await page.inputValue('#sample-unlock')).toBe('')
    // An answer with one opening changed shows that, and nothing of what was changed.
    const opened = await openForRecipient(readFileSync(at('answer')), { identities: [me.secret] })
    const [items, ...head] = [...(decode(opened) as readonly Value[])].reverse()
    const forged = (items as readonly (readonly Value[])[]).map((item, i) =>
      i === 0
        ? item.with(
            2,
            (item[2] as Uint8Array).map((byte) => byte ^ 1),
          )
        : item,
    )
    const auditor = { recipients: [me.recipient] }
    const lie = { name: 'lie', bytes: await sealForRecipients(encode([...head.reverse(), forged]), auditor) }
    await give(page, '#sample-answer', [lie])
    await page.fill('#sample-unlock', me.secret)
    await page.click('#sample-check')
    await page.locator('#sample-checked .verdict.fail', { hasText: 'Do not rely on this answer' }).waitFor()
    expect(await page.locator('#sample-checked ul').count()).toBe(11)

    await page.setInputFiles('#sample-answer', at('answer'))
    await page.setInputFiles('#sample-identity', me.file)
    await page.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>('#sample-unlock')!.value !== '',
    )
    await page.click('#sample-check')
    await page.waitForSelector('#sample-checked:focus .verdict.pass')
    const json = await saved(page, '#sample-save-result')
    const told = await amana([
      'sample',
      'check',
      view,
      at('request'),
      at('answer'),
      ...command,
      ...unlock,
      '--json',
    ])
    expect(json).toBe(told.stdout)
    const found = JSON.parse(json) as Json
    const bound = page.locator('#sample-checked .verdict')
    expect(await bound.textContent()).toContain(`fewer than ${found.fewerThan} of the 24 are bad.`)
    expect(await page.locator('#sample-checked tbody tr').count()).toBe(12)
    expect(await page.textContent('#sample-checked tbody')).toMatch(/kinds of sources: .+ \d/)
    // What the auditor finds out counts.
    const mark = page.locator('#sample-checked input[type="checkbox"]').first()
    await mark.check()
    await bound.filter({ hasText: '1 judged bad by the auditor' }).waitFor()
    const judged = JSON.parse(await saved(page, '#sample-save-result')) as Json
    expect([judged.bad, judged.fewerThan > found.fewerThan]).toEqual([found.bad + 1, true])
    // What was sent and opened outlives the language, and nothing outlives its removal.
    await page.click('#language')
    await page.locator('#sample-checked .verdict', { hasText: 'بثقة 95 بالمئة' }).waitFor()
    expect(await mark.isChecked()).toBe(true)
    expect(await violations(page)).toEqual([])
    await page.fill('#sample-share', 'none')
    await page.click('#sample-draw')
    await page.locator('#message', { hasText: 'المتوقع 64 رقما' }).waitFor()
    await page.click('#sample-by-beacon summary')
    await page.fill('#sample-beacon', 'round 4711')
    await page.fill('#sample-count', '3')
    await page.click('#sample-draw-beacon')
    await page.locator('#sample-drawn', { hasText: 'سُحب 3 من 24' }).waitFor()
    expect(parseRequest(await saved(page, '#sample-save-request'))).toMatchObject({
      randomness: { beacon: 'round 4711' },
    })
    await page.click('#clear')
    await verifyIn(page, [investigator], [key])
    expect(await page.textContent('#sample-checked')).toBe('')
    expect(await page.inputValue('#sample-share')).toBe('')
    expect(errors).toEqual([])
    await page.context().close()
  })
})
