/**
 * A page of HTML as PDF, printed by a browser that is installed: browsers set Arabic right, the PDF libraries that were tried do not (docs/evidence.md).
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AmanaError } from '@amana/codec'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'chrome',
]
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]
const PATIENCE = 60_000

/**
 * A browser that can print; `AMANA_BROWSER` names another than those that are looked for.
 *
 * @throws {AmanaError} `cli/no-browser` where none is installed
 */
export function installedBrowser(): string {
  const named = process.env.AMANA_BROWSER
  if (named !== undefined && named !== '') return named
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const found = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES].find(
    (path) => existsSync(path),
  )
  if (found === undefined)
    throw new AmanaError(
      'cli/no-browser',
      'A PDF is printed by Chromium, Chrome or Edge, and none was found. Name one in AMANA_BROWSER, or write the report as .html and print it from any browser.',
    )
  return found
}

/**
 * Prints a page. The browser reads one file, in a folder that is for this user alone and is removed afterwards, and can reach no host.
 *
 * @throws {AmanaError} `cli/no-browser` where none is installed, `cli/no-pdf` where it does not print
 */
export async function printPage(html: string): Promise<Uint8Array> {
  const browser = installedBrowser()
  const folder = mkdtempSync(join(tmpdir(), 'amana-'))
  try {
    const [page, pdf] = [join(folder, 'page.html'), join(folder, 'page.pdf')]
    writeFileSync(page, html, { mode: 0o600 })
    await run(browser, [
      '--headless',
      '--disable-gpu',
      '--no-first-run',
      '--disable-extensions',
      '--disable-sync',
      '--disable-component-update',
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND',
      // Chromium refuses to start with its sandbox as root, as in a container.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--no-pdf-header-footer',
      `--user-data-dir=${join(folder, 'profile')}`,
      `--print-to-pdf=${pdf}`,
      pathToFileURL(page).href,
    ])
    if (existsSync(pdf)) {
      const bytes = Uint8Array.from(readFileSync(pdf))
      if (bytes.length > 0) return bytes
    }
    throw new AmanaError(
      'cli/no-pdf',
      'The browser did not print the page. Write the report as .html and print it.',
    )
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Waits until the program ends, however it ends: whether it printed shows in the file. */
const run = (program: string, args: readonly string[]): Promise<void> =>
  new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
    const end = (): void => {
      clearTimeout(timer)
      resolve()
    }
    child.once('error', end)
    child.once('exit', end)
  })
