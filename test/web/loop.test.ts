/** The review loop through the page: the documenter and a second body work with the command, the investigator with the page alone. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openReviewerKey, readAssessment, readRequest, signAssessment, signRequest } from '@amana/bundle'
import { expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { type Identity, newIdentity, result, temporaryFolder } from '../cli/amana.js'
import { goTo, violations } from './access.js'
import { drawn, give, inBrowser, openPage, type Upload, useBrowser } from './browser.js'

useBrowser()
const folder = temporaryFolder()
const at = (party: string, name: string): string => join(folder, party, name)
const upload = (party: string, name: string): Upload => ({ name, bytes: readFileSync(at(party, name)) })
const send = (from: string, to: string): void => writeFileSync(to, readFileSync(from))

/** Made-up persons of two incidents. */
const GIVEN = ['زاهر', 'قصي', 'نورس', 'همام', 'رغد', 'سلاف', 'عفراء', 'شذى']
const row = (i: number): string =>
  `r${i},${GIVEN[i % 8]} بن ${GIVEN[(i * 3) % 8]} المعلوف,${i % 2 === 0 ? 'Mill' : 'Ferry'},2014-12-28,airstrike`
const table = (from: number, count: number): string =>
  [
    'row_id,full_name,incident,date_of_death,cause',
    ...Array.from({ length: count }, (_, i) => row(from + i)),
    '',
  ].join('\n')

/** Puts what a button of the page saves into the investigator's folder. */
async function save(page: Page, press: () => Promise<void>, name: string): Promise<void> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  expect(download.suggestedFilename()).toBe(`amana.${name}`)
  send(await download.path(), at('investigator', name))
}

async function verify(page: Page, uploads: readonly Upload[]): Promise<void> {
  await give(page, '#files', uploads)
  await page.click('#verify')
  await drawn(page)
}
const verdicts = (page: Page): Promise<(string | null)[]> =>
  page.locator('.document').evaluateAll((all) => all.map((one) => one.getAttribute('data-verdict')))

inBrowser('the review loop through the page', () => {
  it('goes once round: view, request, answer, assessments, second release, what is new since', async () => {
    const me: Record<string, Identity> = {}
    for (const party of ['documenter', 'investigator', 'monitor']) {
      mkdirSync(join(folder, party))
      me[party] = await newIdentity(join(folder, party))
    }
    const own = (party: string) => ['--identity', me[party]!.file]
    const documenter = (command: string, ...args: readonly string[]) =>
      result([command, at('documenter', 'case'), ...args, ...own('documenter')])
    writeFileSync(at('documenter', 'persons.csv'), table(0, 100))
    writeFileSync(at('documenter', 'more.csv'), table(100, 12))
    await Promise.all([
      result(['new', at('documenter', 'case'), '--recipient', me.documenter!.recipient]),
      ...['investigator', 'monitor'].map((party) =>
        result([
          ...['reviewer-key', at(party, 'me.key'), '--name', `${party}.example`],
          ...['--recipient', me[party]!.recipient],
        ]),
      ),
    ])
    await documenter('import', at('documenter', 'persons.csv'))
    await documenter('release', '--time', '2015-01-01')
    await documenter('view', '--for', 'investigator', '-o', at('documenter', 'first'))
    send(at('documenter', 'first'), at('investigator', 'first'))
    send(at('documenter', 'case/key.pub'), at('investigator', 'key.pub'))

    // The investigator verifies, and asks for fields of everybody of one incident.
    const { page, errors } = await openPage('en', { colorScheme: 'dark' })
    await verify(
      page,
      ['first', 'key.pub', 'me.key.pub'].map((name) => upload('investigator', name)),
    )
    expect(await page.textContent('#message')).toContain('Done.')
    await page.click('#ask > summary')
    await page.selectOption('#ask-incident', { label: 'Ferry' })
    expect(await page.textContent('#ask-chosen')).toBe('Persons chosen: 50.')
    await page.check('#ask-fields-cause')
    await page.check('#ask-fields-date_of_death')
    await page.fill('#ask-until', '2099-12-31')
    await page.fill('#ask-text', 'سجلات الميناء')
    await page.click('#sign-request')
    expect(await page.textContent('#message')).toBe('Open your key first.')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('reviewer-files')
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')])
    await chooser.setFiles([at('investigator', 'me.key'), at('investigator', 'identity')])
    await goTo(page, '#open-key')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#forget-key:focus')
    await save(page, () => page.click('#sign-request'), 'request')
    expect(await violations(page)).toEqual([])

    // The command takes it: the same bytes as by the library, with the same key and time.
    const signer = await openReviewerKey(upload('investigator', 'me.key').bytes, {
      identities: [me.investigator!.secret],
    })
    const request = upload('investigator', 'request').bytes
    const asked = readRequest(new Uint8Array(request))
    expect(asked).toMatchObject({ fields: ['status', 'cause', 'date_of_death'], text: 'سجلات الميناء' })
    expect(signRequest(asked, asked.time, signer)).toEqual(new Uint8Array(request))
    for (const name of ['request', 'me.key.pub']) send(at('investigator', name), at('documenter', name))
    const answered = await documenter(
      'answer',
      at('documenter', 'request'),
      ...['--key', at('documenter', 'me.key.pub'), '-o', at('documenter', 'answer')],
    )
    expect(answered.opened).toBe(50)
    send(at('documenter', 'answer'), at('investigator', 'answer'))

    // Meanwhile another body finds otherwise, by the command, and the documenter releases again.
    send(at('documenter', 'first'), at('monitor', 'first'))
    const assessing = result([
      ...['assess', at('monitor', 'first'), '--key', at('documenter', 'case/key.pub'), '--incident', 'Ferry'],
      ...['--finding', 'credible', '--reason', 'sources-agree', '--grade', 'fair'],
      ...['--by', at('monitor', 'me.key'), ...own('monitor'), '-o', at('monitor', 'theirs')],
    ])
    const releasing = async (): Promise<void> => {
      await documenter('import', at('documenter', 'more.csv'))
      await documenter('withdraw', 'r3', '--reason', 'duplicate')
      await documenter('release', '--time', '2015-02-01')
      await documenter('view', '--for', 'investigator', '-o', at('documenter', 'second'))
    }
    const others = Promise.all([assessing, releasing()])

    // What was opened is read, and a finding is recorded.
    await verify(
      page,
      ['request', 'answer'].map((name) => upload('investigator', name)),
    )
    expect(await verdicts(page)).toEqual(['good', 'good'])
    expect(await page.textContent('#results')).toContain('Persons opened: 50. Asked for and not opened: 0.')
    const opened = page.getByRole('table', { name: 'What was opened' }).first()
    expect(await opened.locator('thead th').allTextContents()).toEqual(['person', 'cause', 'date of death'])
    expect((await opened.locator('tbody tr').first().locator('td').allTextContents()).sort()).toEqual([
      '2014-12-28',
      'Airstrike',
    ])
    // By the keyboard alone.
    const press = async (selector: string, ...keys: readonly string[]): Promise<void> => {
      await goTo(page, selector)
      for (const key of keys) await page.keyboard.press(key)
    }
    await press('#assess > summary', 'Enter')
    await page.waitForSelector('#assess-about')
    await press('#assess-about', 'F')
    await press('#assess-finding', 'N')
    await press('#assess-reasons-no-action-recorded', 'Space')
    await press('#assess-text')
    await page.keyboard.insertText('Nothing\nthere')
    await goTo(page, '#sign-assessment')
    await save(page, () => page.keyboard.press('Enter'), 'assessment')
    const found = upload('investigator', 'assessment').bytes
    const assessed = readAssessment(new Uint8Array(found))
    expect(assessed).toMatchObject({
      about: 'incident',
      finding: 'non-credible',
      grade: null,
      text: 'Nothing\nthere',
    })
    expect(signAssessment(assessed, assessed.time, signer)).toEqual(new Uint8Array(found))

    await others
    for (const [from, name] of [
      [at('monitor', 'me.key.pub'), 'monitor.pub'],
      [at('monitor', 'theirs'), 'theirs'],
      [at('documenter', 'second'), 'second'],
    ] as const)
      send(from, at('investigator', name))
    const all = ['second', 'assessment', 'theirs', 'monitor.pub'].map((name) => upload('investigator', name))
    await verify(page, all)
    expect(await verdicts(page)).toEqual(['good', 'good', 'good', 'good'])
    const rows = () =>
      page
        .locator('table', { has: page.locator('caption', { hasText: /side by side|جنبا إلى جنب/ }) })
        .locator('> tbody > tr')
        .evaluateAll((list) => list.map((one) => [...one.children].map((cell) => cell.textContent ?? '')))
    expect((await rows()).map((cells) => cells.slice(0, 6))).toEqual([
      [
        'incident Ferry',
        'investigator.example',
        'Not credible',
        '–',
        'Records of the party show no action there and then',
        '113',
      ],
      [
        'incident Ferry',
        'monitor.example',
        'Credible',
        'Fair: credible sources agree, and an action there is likely',
        'Independent sources agree',
        '113',
      ],
    ])
    for (const cells of await rows()) expect(cells[6]).toMatch(/^6 added; .*1 withdrawn/)
    expect(await violations(page)).toEqual([])

    await page.click('#language')
    await drawn(page)
    for (const part of ['ask', 'assess']) await page.click(`#${part} > summary`)
    await page.waitForSelector('#assess-about')
    const [mine, theirs] = await rows()
    expect(mine!.slice(0, 3)).toEqual(['حادثة Ferry', 'investigator.example', 'غير ذي مصداقية'])
    expect(theirs![2]).toBe('ذو مصداقية')
    expect(mine![6]).toMatch(/^6 مضاف.*1 مسحوب/)
    expect(await page.textContent('#reviews')).toBe('ما طُلب وما فُتح وما تبيّن')
    expect(await page.textContent('#reviewer')).toContain('توقّع باسم')
    expect(await violations(page)).toEqual([])
    await page.setViewportSize({ width: 360, height: 740 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    for (const name of GIVEN) expect(await page.textContent('body')).not.toContain(name)

    // Whoever removes everything takes the key with it.
    await page.click('#clear')
    await verify(
      page,
      ['first', 'key.pub'].map((name) => upload('investigator', name)),
    )
    expect(await page.locator('#forget-key').count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })
})
