/** The page in a real browser, from the disk, with the network cut. */
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PAGE } from '@amana/web'
import { afterAll, beforeAll, describe, jest } from '@jest/globals'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

// A browser on a machine that is busy takes its time.
jest.setTimeout(300_000)

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']

/** The first browser of the Chromium family that is installed; `AMANA_BROWSER` names another. */
function installed(): string | undefined {
  const { AMANA_BROWSER: named, PATH = '' } = process.env
  if (named !== undefined && named !== '') return named
  return PATH.split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path))
}

const executablePath = installed()
if (executablePath === undefined)
  console.warn(
    'web: no Chromium was found, so the page is NOT tested. Install one, or name it in AMANA_BROWSER.',
  )

/** A group of tests that need a browser; skipped, with a line that says so, where there is none. */
export const inBrowser: (name: string, tests: () => void) => void =
  executablePath === undefined ? describe.skip : describe

let browser: Browser

/** Starts the browser for the tests of a file. */
export function useBrowser(): void {
  if (executablePath === undefined) return
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  })
  afterAll(() => browser.close())
}

/** A page that was opened, and what it tried and complained of. */
export interface Opened {
  readonly page: Page
  /** Addresses it asked for, save its own file and the worker that it makes of itself. */
  readonly requests: string[]
  /** Errors in its console, and such as nobody caught. */
  readonly errors: string[]
}

/** Opens the built page. Whatever it asks the network for is noted, and refused. */
export async function openPage(language: 'en' | 'ar', options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({
    locale: language === 'ar' ? 'ar-SY' : 'en-GB',
    offline: true,
    ...options,
  })
  const requests: string[] = []
  const errors: string[] = []
  const own = PAGE.href
  context.on('request', (request) => {
    const url = request.url()
    if (url !== own && !url.startsWith('blob:')) requests.push(url)
  })
  await context.route(/^(?!file:|blob:)/, (route) => route.abort())
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('websocket', (socket) => requests.push(socket.url()))
  await page.goto(own)
  return { page, requests, errors }
}

/** A file to be given to the page. */
export interface Upload {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Gives files and keys, verifies, and waits for the verdict. */
export async function verifyIn(
  page: Page,
  uploads: readonly Upload[],
  keys: readonly string[],
): Promise<void> {
  await give(page, '#files', uploads)
  await page.fill('#keys', keys.join('\n'))
  await page.click('#verify')
  await page.waitForSelector('#verdict', { timeout: 200_000 })
}

/** Gives files to a control. */
export const give = (page: Page, control: string, uploads: readonly Upload[]): Promise<void> =>
  page.setInputFiles(
    control,
    uploads.map(({ name, bytes }) => ({ name, mimeType: '', buffer: Buffer.from(bytes) })),
  )

/** What a button saves. */
export async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)])
  return readFileSync(await download.path(), 'utf8')
}

/** The page as it was built. */
export const html = (): string => readFileSync(fileURLToPath(PAGE), 'utf8')
