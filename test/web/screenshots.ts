/**
 * Pictures of the page for `docs/`: of the example's made-up lists, taken by the tests where `SCREENSHOTS=1` asks for it. Not in
 * every run: keys are new each time and letters differ from machine to machine, so every run would change them.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { ROOT } from '../cli/amana.js'

/** Whether pictures are asked for. */
export const PICTURES = process.env.SCREENSHOTS === '1'

const FOLDER = join(ROOT, 'docs/screenshots')
const WIDTH = 900
/** What does not fit is cut off below: the pictures are examples. */
const HEIGHT = 1000

/** From which element to which each picture reaches. */
const PARTS = {
  verdict: ['.verdict', 'details[data-check="history"]'],
  claims: ['#claims', 'section[aria-labelledby="claims"] tbody tr:nth-child(14)'],
  map: [
    'section[aria-labelledby="incidents"] figure:has(.outline)',
    'section[aria-labelledby="incidents"] figure:has(.outline)',
  ],
  link: ['#link', 'fieldset.pair'],
} as const

/** Takes the pictures of a page that shows two verified lists. */
export async function takePictures(page: Page, language: 'en' | 'ar'): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  await page.setViewportSize({ width: WIDTH, height: HEIGHT })
  await page.click('#compare')
  await page.waitForSelector('#doubted')
  // Nothing is in focus on a picture.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  for (const [name, [from, to]] of Object.entries(PARTS)) {
    const [first, last] = await Promise.all(
      [from, to].map((part) => page.locator(part).first().boundingBox()),
    )
    const top = first!.y + (await page.evaluate(() => scrollY))
    const height = Math.min(HEIGHT, last!.y + last!.height - first!.y)
    await page.screenshot({
      path: join(FOLDER, `${name}-${language}.png`),
      clip: { x: 0, y: Math.max(0, top - 6), width: WIDTH, height: height + 6 },
      fullPage: true,
    })
  }
}
