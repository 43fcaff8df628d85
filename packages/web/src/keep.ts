/** What the reader may keep: the report as JSON or HTML. Nothing is kept unless asked. */
import { toBase64, utf8 } from '@amana/codec'
import { sha256 } from '@amana/crypto'
import type { VerifiedView } from './protocol.js'

/** The reports as `amana verify --json` prints them: of one file the report, of several a list. */
export const jsonOf = (views: readonly VerifiedView[]): Blob => {
  const type = { type: 'application/json' }
  if (views.length === 1) return new Blob([views[0]!.json, '\n'], type)
  const ok = views.every(({ report, reviews }) => report.ok && reviews?.ok !== false)
  const parts = views.flatMap(({ json }, i) => (i === 0 ? [json] : [',', json]))
  return new Blob([`{"ok":${ok},"reports":[`, ...parts, ']}\n'], type)
}

/** What can only be used on the live page. */
const LIVE = 'button, input, select, .live'

/**
 * The results as a page of their own, to be read or printed anywhere: what stands on the page now, with everything opened,
 * and without any script.
 */
export function htmlOf(results: HTMLElement, title: string): Blob {
  const style = document.querySelector('style')!.textContent
  const root = document.documentElement
  // An inert document: nothing in it is loaded or run while it is put together.
  const page = document.implementation.createHTMLDocument(title)
  page.documentElement.lang = root.lang
  page.documentElement.dir = root.dir
  const meta = (attributes: Readonly<Record<string, string>>): HTMLElement => {
    const element = page.createElement('meta')
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    return element
  }
  const sheet = page.createElement('style')
  sheet.textContent = style
  const policy = `default-src 'none'; style-src 'sha256-${toBase64(sha256(utf8(style)))}'; base-uri 'none'; form-action 'none'`
  page.head.prepend(
    meta({ charset: 'utf-8' }),
    meta({ 'http-equiv': 'Content-Security-Policy', content: policy }),
    meta({ name: 'viewport', content: 'width=device-width, initial-scale=1' }),
  )
  page.head.append(sheet)
  const copy = page.importNode(results, true)
  // That there is more stays said.
  for (const more of copy.querySelectorAll('.more')) more.replaceWith(more.textContent)
  for (const element of copy.querySelectorAll(LIVE)) element.remove()
  for (const details of copy.querySelectorAll('details')) details.open = true
  const main = page.createElement('main')
  const heading = page.createElement('h1')
  heading.textContent = title
  main.append(heading, copy)
  page.body.append(main)
  return new Blob([`<!doctype html>\n${page.documentElement.outerHTML}\n`], { type: 'text/html' })
}
