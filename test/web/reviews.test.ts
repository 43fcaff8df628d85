/** Documents of the review loop beside a view: what the page says of them is what the command says. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answerOpenings, type Case, readRequest, signAssessment, signRequest } from '@amana/bundle'
import { encode, utf8 } from '@amana/codec'
import { publicKeyOf, sha256, TAG, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { verifierKey } from '@amana/log'
import { expect, it } from '@jest/globals'
import { Encrypter } from 'age-encryption'
import type { Page } from 'playwright-core'
import { viewOf } from '../bundle/sample.js'
import { amana as command, temporaryFolder } from '../cli/amana.js'
import { violations } from './access.js'
import { give, inBrowser, openPage, saved, type Upload, useBrowser, verifyIn } from './browser.js'
import { releasedAgain, releasedCase } from './sample.js'

useBackend(nodeBackend)
useBrowser()
const folder = temporaryFolder()

const TIME = '2015-02-20T12:00:00Z'
const signer = (name: string) => ({ name, seed: sha256(utf8(`amana test reviewer: ${name}`)) })
const [ANN, BOB, EVE] = [signer('ann.example'), signer('bob.example'), signer('eve.example')]
const keyOf = ({ name, seed }: typeof ANN) => verifierKey(name, publicKeyOf(seed))
const EVIL = '<img src=x onerror=alert(1)>\na\u202egpj.exe\u2066'

const checkpointOf = (amana: Case) => {
  const { size, root } = amana.releases.at(-1)!
  return { origin: amana.origin, size, root }
}
const finding = (amana: Case, by: typeof ANN, text = ''): Uint8Array =>
  signAssessment(
    {
      checkpoint: checkpointOf(amana),
      about: 'incident',
      records: [amana.record('incident', 'Market')!.id],
      finding: 'inconclusive',
      reasons: ['single-source', 'other'],
      grade: 'weak',
      text,
    },
    TIME,
    by,
  )

const log = releasedCase('reviewed', 12)
const before = { name: 'before.view', bytes: viewOf(log, 'investigator') }
const request = signRequest(
  {
    checkpoint: checkpointOf(log),
    records: [...log.records].filter(({ kind }) => kind === 'person').map(({ id }) => id),
    fields: ['cause', 'date_of_death'],
    purpose: 'courts',
    until: '2015-12-31',
    text: EVIL,
  },
  TIME,
  ANN,
)
const answer = answerOpenings(log, readRequest(request), { known: [keyOf(ANN)], time: TIME }).bytes
const good: readonly Upload[] = [
  { name: 'request', bytes: request },
  { name: 'answer', bytes: answer },
  { name: 'ann', bytes: finding(log, ANN, EVIL) },
  { name: 'bob', bytes: finding(log, BOB) },
]
releasedAgain(log)
const after = { name: 'after.view', bytes: viewOf(log, 'investigator') }
const altered = good[2]!.bytes.slice()
altered[altered.length - 1]! ^= 1
const hostile: readonly Upload[] = [
  { name: 'altered', bytes: altered },
  { name: 'half', bytes: request.slice(0, 200) },
  { name: 'other-log', bytes: finding(releasedCase('other', 3), ANN) },
  { name: 'other-history', bytes: finding(releasedCase('reviewed', 11), ANN) },
  { name: 'posing', bytes: finding(log, { ...EVE, name: 'ann.example' }, 'words of a poser') },
  { name: 'not-given', bytes: finding(log, EVE) },
]

const verdicts = (page: Page) =>
  page.locator('.document').evaluateAll((all) => all.map((one) => one.getAttribute('data-verdict')))

inBrowser('documents beside two views of their log', () => {
  it('have in the saved report what the command prints', async () => {
    const all = [...good, ...hostile]
    for (const { name, bytes } of [before, after, ...all]) writeFileSync(join(folder, name), bytes)
    const at = (name: string) => join(folder, name)
    const ran = await command([
      ...['verify', at('after.view'), '--key', log.verificationKey, '--since', at('before.view')],
      ...all.flatMap(({ name }) => ['--document', at(name)]),
      ...[ANN, BOB].flatMap((one) => ['--reviewer', keyOf(one)]),
      '--json',
    ])
    expect(ran.exit).toBe(1)
    const { page, errors } = await openPage('en')
    await verifyIn(page, [before, ...all, after], [keyOf(ANN), log.verificationKey, keyOf(BOB)])
    const kept = JSON.parse(await saved(page, '#save-json'))
    expect(`${JSON.stringify(kept.reports[1])}\n`).toBe(ran.stdout)
    expect(kept.ok).toBe(false)
    expect(await verdicts(page)).toEqual([
      ...good.map(() => 'good'),
      'loop/bad-signature',
      'loop/bad-document',
      'loop/other-bundle',
      'loop/fork',
      'loop/other-key',
      'loop/unknown-signer',
    ])
    const text = (await page.textContent('#results'))!
    // Of what fails nothing is shown but that it does; what is in somebody's own words stays text, and cannot turn the line.
    expect(text.split('<img src=x onerror=alert(1)>')).toHaveLength(3)
    expect(text).toContain('Documents given beside this view that fail: 5.')
    expect(text).not.toContain('words of a poser')
    expect(text).toContain('a⟨U+202E⟩gpj.exe⟨U+2066⟩')
    expect(await page.locator('#results img').count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })
})

inBrowser('documents beside one view', () => {
  it('have the report of the command byte for byte, and none where the view fails', async () => {
    const name = 'bad.view'
    const bad = { name, bytes: after.bytes.slice(0, -1) }
    const keys = [log.verificationKey, keyOf(ANN)]
    for (const one of [bad, ...good]) writeFileSync(join(folder, one.name), one.bytes)
    const ran = await command([
      ...[
        'verify',
        join(folder, name),
        '--key',
        log.verificationKey,
        '--reviewer',
        keyOf(ANN),
        '--lang',
        'ar',
        '--json',
      ],
      ...good.flatMap((one) => ['--document', join(folder, one.name)]),
    ])
    const { page } = await openPage('ar')
    await verifyIn(page, [bad, ...good], keys)
    expect(await saved(page, '#save-json')).toBe(ran.stdout)
    expect(await verdicts(page)).toEqual([])
    expect(await page.textContent('#results')).toContain('لم تُفحص لأن النسخة فشل فيها أحد الفحوص.')
    await page.context().close()
  })
})

inBrowser('the key of a reviewer', () => {
  /** As the command writes it, but for a passphrase that is cheap to try. */
  const fileOf = (tag: string): Promise<Uint8Array> => {
    const age = new Encrypter()
    age.setPassphrase('six made up words for tests')
    age.setScryptWorkFactor(10)
    return age.encrypt(encode([tag, ANN.name, ANN.seed]))
  }

  it('is opened by its passphrase, kept by no word of the page, and gone when it is told to be', async () => {
    const [mine, witness] = [await fileOf(TAG.reviewer), await fileOf(TAG.witness)]
    const { page } = await openPage('en')
    // Where views are given a secret is not taken, nor called a view.
    await verifyIn(page, [{ name: 'me.key', bytes: mine }, before], [log.verificationKey])
    expect(await page.locator('#results table', { hasText: 'me.key' }).count()).toBe(0)
    const open = async (bytes: Uint8Array, passphrase: string): Promise<void> => {
      await give(page, '#reviewer-files', [{ name: 'me.key', bytes }])
      await page.fill('#reviewer-passphrase', passphrase)
      await page.click('#open-key')
      await page.waitForFunction(() => document.querySelector('#running')?.childElementCount === 0)
    }
    const told = () => page.textContent('#message')
    await open(mine, '')
    expect(await told()).toContain('[web/no-unlock]')
    await open(mine, 'seven words')
    expect(await told()).toContain('[grant/locked]')
    await open(witness, 'six made up words for tests')
    expect(await told()).toContain('[loop/bad-key-file]')
    expect(await page.inputValue('#reviewer-passphrase')).toBe('')
    await open(mine, 'six made up words for tests')
    expect(await told()).toContain('ann.example')
    expect(await page.textContent('#reviewer')).toContain(keyOf(ANN))
    const kept = await saved(page, '#save-html')
    for (const word of ['made up words', 'AGE-SECRET', 'ann.example']) expect(kept).not.toContain(word)
    await page.click('#forget-key')
    expect(await page.locator('#open-key').count()).toBe(1)
    await page.click('#assess > summary')
    await page.check('#assess-reasons-other')
    expect(await violations(page)).toEqual([])
    await page.click('#sign-assessment')
    expect(await told()).toBe('Open your key first.')
    await page.context().close()
  })
})
