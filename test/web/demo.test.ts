/** The demo's case, made by the command, in the page: the numbers that the documenter published. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { AL_BAB, newIdentity, REPEATS, result, temporaryFolder } from '../cli/amana.js'
import { inBrowser, openPage, type Upload, useBrowser, verifyIn } from './browser.js'
import { PICTURES, takePictures } from './screenshots.js'

useBrowser()
const folder = temporaryFolder()

interface List {
  readonly view: Upload
  readonly key: string
}

/** The demo's list as an investigator gets it; for pictures also that of the second organisation. */
async function demo(): Promise<readonly List[]> {
  const { file: identity, recipient } = await newIdentity(folder)
  const unlock = ['--identity', identity]
  const [at, example] = [(name: string) => join(folder, name), (name: string) => join(AL_BAB, name)]
  const scope = PICTURES ? ['--scope', at('scope'), '--scope-identity', identity] : []
  const listed = async (name: string, tables: readonly string[], more: () => Promise<readonly string[]>) => {
    await result(['new', at(name), '--recipient', recipient, ...scope])
    await result(['import', at(name), ...tables.map(example), ...unlock])
    await result(['release', at(name), ...(await more()), ...unlock])
    const view = `${name}.view`
    await result(['view', at(name), '--for', 'investigator', '-o', at(view), ...unlock])
    const key = readFileSync(join(at(name), 'key.pub'), 'utf8').trim()
    return { view: { name: view, bytes: readFileSync(at(view)) }, key }
  }
  if (PICTURES)
    await result(['scope', 'new', at('scope'), '--purpose', 'al-bab 2015', '--recipient', recipient])
  const ours = await listed('ours', ['persons.csv', 'incidents.csv'], async () => {
    await result(['withdraw', at('ours'), ...REPEATS, '--reason', 'duplicate', ...unlock])
    return ['--time', '2015-02-10', '--claims', example('claims.json')]
  })
  if (!PICTURES) return [ours]
  return [ours, await listed('theirs', ['partner.csv'], async () => ['--time', '2015-02-12'])]
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
    const lists = await demo()
    for (const language of ['en', 'ar'] as const) {
      const { page } = await openPage(language)
      await verifyIn(
        page,
        lists.map(({ view }) => view),
        lists.map(({ key }) => key),
      )
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
      if (PICTURES) await takePictures(page, language)
      await page.context().close()
    }
  })
})
