/** The demo's case, made by the command, in the page: the numbers that the documenter published. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { AL_BAB, newIdentity, REPEATS, result, temporaryFolder } from '../cli/amana.js'
import { inBrowser, openPage, useBrowser, verifyIn } from './browser.js'

useBrowser()
const folder = temporaryFolder()

/** The demo's investigator's view and key. */
async function demo(): Promise<{ bytes: Uint8Array; key: string }> {
  const { file: identity, recipient } = await newIdentity(folder)
  const [made, view] = [join(folder, 'case'), join(folder, 'investigator.view')]
  const unlock = ['--identity', identity]
  const example = (name: string): string => join(AL_BAB, name)
  await result(['new', made, '--recipient', recipient])
  await result(['import', made, example('persons.csv'), example('incidents.csv'), ...unlock])
  await result(['withdraw', made, ...REPEATS, '--reason', 'duplicate', ...unlock])
  await result(['release', made, '--time', '2015-02-10', '--claims', example('claims.json'), ...unlock])
  await result(['view', made, '--for', 'investigator', '-o', view, ...unlock])
  return { bytes: readFileSync(view), key: readFileSync(join(made, 'key.pub'), 'utf8').trim() }
}

const STATED = {
  en: [
    ['persons in all', 103],
    ['persons in the building', 51],
    ['persons at small oil', 29],
    ['persons elsewhere', 23],
    ['women', 11],
    ['children', 11],
  ],
  ar: [
    ['مجموع الأشخاص', 103],
    ['الأشخاص في البناء', 51],
    ['الأشخاص عند حراقات النفط', 29],
    ['الأشخاص في أماكن أخرى', 23],
    ['النساء', 11],
    ['الأطفال', 11],
  ],
} as const

inBrowser('the case of the demo', () => {
  it('shows the numbers that were published, in both languages', async () => {
    const { bytes, key } = await demo()
    for (const language of ['en', 'ar'] as const) {
      const { page } = await openPage(language)
      await verifyIn(page, [{ name: 'investigator.view', bytes }], [key])
      const rows = await page
        .locator('section[aria-labelledby="claims"] tbody tr')
        .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')))
      for (const [text, count] of STATED[language]) {
        const row = rows.find(([claim]) => claim!.startsWith(text))
        expect([text, row?.[2]]).toEqual([text, String(count)])
        // Counted or proven, or else said to be neither.
        expect(row![3] === String(count) || /^– /.test(row![1]!)).toBe(true)
      }
      expect(await page.locator('svg circle.mark').count()).toBe(14)
      await page.context().close()
    }
  })
})
