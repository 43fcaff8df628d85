/** The page in a real browser, from the disk, with the network cut. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { PAGE } from '@amana/web'
import { afterAll, afterEach, beforeAll, describe, expect, jest } from '@jest/globals'
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
  process.stderr.write(
    'web: no Chromium found: the page is NOT tested. Install one, or name it in AMANA_BROWSER.\n',
  )

/** A group of tests that need a browser; skipped, with a line that says so, where there is none. */
export const inBrowser: (name: string, tests: () => void) => void =
  executablePath === undefined ? describe.skip : describe

let browser: Browser

/** Whatever pages ask the network for: the proxy is the only way to it, notes all and refuses all. */
export const asked: string[] = []

/** Where the browser itself looks for news of itself, whatever page is open. */
const OF_THE_BROWSER = /^(https?:\/\/)?[a-z.-]+\.(google|googleapis|gvt1|microsoft)\.com[:/]/

const note = ({ url = '' }: IncomingMessage): void => {
  if (!OF_THE_BROWSER.test(url)) asked.push(url)
}
const proxy = createServer((request, response) => {
  note(request)
  response.writeHead(503).end()
})
proxy.on('connect', (request, socket) => {
  note(request)
  socket.destroy()
})

/**
 * Starts the browser for the tests of a file, and sees to it that nothing was asked for in any of them.
 * @param more arguments of the browser
 */
export function useBrowser(more: readonly string[] = []): void {
  if (executablePath === undefined) return
  beforeAll(async () => {
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const { port } = proxy.address() as AddressInfo
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', ...more],
      // The names in angles: the machine itself is no exception.
      proxy: { server: `http://127.0.0.1:${port}`, bypass: '<-loopback>' },
    })
  })
  afterEach(() => expect(asked).toEqual([]))
  afterAll(async () => {
    await browser.close()
    proxy.close()
  })
}

/** A page that was opened, and what it tried and complained of. */
export interface Opened {
  readonly page: Page
  /** Errors in its console, and such as nobody caught. */
  readonly errors: string[]
}

/** Opens the built page. */
export const openPage = (language: 'en' | 'ar', options: BrowserContextOptions = {}): Promise<Opened> =>
  open(PAGE.href, { locale: language === 'ar' ? 'ar-SY' : 'en-GB', ...options })

/** Opens any page. */
export async function open(own: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext(options)
  const errors: string[] = []
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(own)
  return { page, errors }
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
  await drawn(page)
}

/** Waits until the results stand there in full. */
export async function drawn(page: Page): Promise<void> {
  await page.waitForSelector('#results[aria-busy="false"] #verdict', { timeout: 200_000 })
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

/** Opens a page that was kept. */
export async function openKept(text: string): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'amana-kept-'))
  const file = join(folder, 'kept.html')
  writeFileSync(file, text)
  try {
    return await open(pathToFileURL(file).href, {})
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The page as it was built. */
export const html = (): string => readFileSync(fileURLToPath(PAGE), 'utf8')
