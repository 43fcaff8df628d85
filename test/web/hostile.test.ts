/** Nothing that stands in a file does anything to the page; nothing leaves it. */
import type { Case } from '@amana/bundle'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { expect, it } from '@jest/globals'
import { build } from 'esbuild'
import { changed, releaseOf } from '../bundle/dishonest.js'
import { viewOf } from '../bundle/sample.js'
import { asked, inBrowser, openKept, openPage, saved, useBrowser, verifyIn } from './browser.js'
import { releasedCase } from './sample.js'

useBackend(nodeBackend)
useBrowser()

const EVIL = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  '</table></main><iframe src="https://amana.invalid/">',
  'javascript:alert(1)',
  '<!--<script>',
  '{{policy}} $& $1 `alert(1)`',
  '=HYPERLINK("https://amana.invalid/")',
  'a\u202egpj.exe\u2066\u2069\u200f\u061c\u0000\u0007',
]

/** A release by a documenter who puts the text into every text field that a view can open. */
function lyingCase(text: string, i: number): Case {
  const amana = releasedCase(`evil-${i}`, 4)
  const lies = ['Market', 'Bakery'].map((key) =>
    changed(amana, 'incident', key, { label: text, place: text, governorate: text }),
  )
  const [claim] = [...amana.records].filter(({ kind }) => kind === 'statement')
  releaseOf(amana, [
    ...lies,
    ...[1, 2, 3, 4].map((row) =>
      changed(amana, 'person', `row-${row}`, { place_of_death: text, governorate: text }),
    ),
    changed(amana, 'statement', claim!.key, { text_en: text, text_ar: text }),
  ])
  return amana
}

inBrowser('a view with script, markup and marks of direction in every text field', () => {
  it.each(EVIL.map((text, i) => [i, text] as const))('shows them as text (%#)', async (i, text) => {
    const amana = lyingCase(text, i)
    const { page, errors } = await openPage(i % 2 === 0 ? 'en' : 'ar')
    let dialogs = 0
    page.on('dialog', (dialog) => {
      dialogs++
      void dialog.dismiss()
    })
    const name = `${text.replaceAll('/', ':').replaceAll('\0', '')}.view`
    await verifyIn(page, [{ name, bytes: viewOf(amana, 'custodian') }], [amana.verificationKey])
    const body = (await page.textContent('#results'))!
    expect(body).toContain(
      i === 8 ? 'a⟨U+202E⟩gpj.exe⟨U+2066⟩⟨U+2069⟩⟨U+200F⟩⟨U+061C⟩⟨U+0000⟩⟨U+0007⟩' : text,
    )
    expect(await page.locator('#results script, #results img, #results iframe, body > iframe').count()).toBe(
      0,
    )
    const kept = await saved(page, '#save-html')
    await page.context().close()
    const reader = await openKept(kept)
    expect(await reader.page.locator('script, img, iframe').count()).toBe(0)
    await reader.page.context().close()
    expect({ errors, dialogs }).toEqual({ errors: [], dialogs: 0 })
  })
})

inBrowser('the policy of the page', () => {
  it('refuses every way out that a script could take', async () => {
    const { page } = await openPage('en')
    const tried = await page.evaluate(async () => {
      const address = 'https://amana.invalid/'
      const out: Record<string, string> = {}
      const attempt = async (name: string, what: () => unknown): Promise<void> => {
        try {
          await what()
          out[name] = 'done'
        } catch {
          out[name] = 'refused'
        }
      }
      await attempt('fetch', () => fetch(address))
      await attempt('beacon', () => {
        if (!navigator.sendBeacon(address)) throw new Error()
      })
      await attempt('html', () => {
        document.createElement('div').innerHTML = '<b>x</b>'
      })
      // In a task of its own: what the driver itself runs may evaluate text.
      await attempt(
        'eval',
        () =>
          new Promise((resolve, reject) =>
            setTimeout(() => {
              try {
                resolve(new Function('return 1')())
              } catch (error) {
                reject(error)
              }
            }),
          ),
      )
      await attempt('worker', () => new Worker(address))
      const loaded = (tag: string): Promise<void> =>
        new Promise((resolve, reject) => {
          const element = document.createElement(tag)
          element.addEventListener('load', () => resolve())
          element.addEventListener('error', () => reject(new Error()))
          element.setAttribute('src', address)
          document.body.append(element)
        })
      await attempt('image', () => loaded('img'))
      return out
    })
    expect(tried).toEqual({
      fetch: 'refused',
      beacon: expect.any(String),
      html: 'refused',
      eval: 'refused',
      worker: 'refused',
      image: 'refused',
    })
    expect(asked).toEqual([])
    // A page without the policy is not stopped, and is seen.
    const other = await openKept('<!doctype html><img src="http://amana.invalid/seen">')
    expect(asked.splice(0)).toEqual(['http://amana.invalid/seen'])
    await other.page.context().close()
    await page.context().close()
  })
})

inBrowser('a report of a later version', () => {
  it('has its new checks, claims and parts shown, though this page has no words for them', async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `
          import * as view from './packages/web/dist/report-view.js'
          import { WORDS } from './packages/web/dist/catalogues.js'
          globalThis.shown = (report) => document.body.replaceChildren(
            view.checksView(report.checks, WORDS.en, 'en'),
            view.claimsView(report.claims, WORDS.en, 'en'),
            view.factsView({ name: 'f', key: 'k', report }, WORDS.en, 'en'))`,
        resolveDir: process.cwd(),
      },
      bundle: true,
      format: 'iife',
      write: false,
    })
    const { page } = await openPage('en')
    await page.goto('about:blank')
    await page.evaluate(outputFiles[0]!.text)
    await page.evaluate(() => {
      const claims = [
        { text: 'women', stated: 11, counted: 11, status: 'pass', way: 'proven' },
        { text: 'men', stated: 92, counted: 92, status: 'pass', way: 'counted' },
      ]
      const checks = [{ id: 'tally', status: 'pass', statement: 'The totals are exactly the sums.' }]
      const none = {
        audience: null,
        release: null,
        time: null,
        witnessed: null,
        origin: null,
        size: null,
        root: null,
      }
      const rest = {
        ...none,
        ok: true,
        words: null,
        line: null,
        totals: null,
        since: null,
        tables: [{ cells: [51, 29, 23] }],
      }
      ;(globalThis as unknown as { shown: (report: unknown) => void }).shown({ claims, checks, ...rest })
    })
    const text = (await page.textContent('body'))!
    expect(text).toContain('✓ passed tally The totals are exactly the sums.')
    expect(await page.locator('thead th').allTextContents()).toEqual([
      'Claim',
      'Status',
      'Stated',
      'Counted or proven',
      'way',
    ])
    expect(text).toContain('proven')
    expect(text).toMatch(/"tables".*51/s)
    await page.context().close()
  })
})
