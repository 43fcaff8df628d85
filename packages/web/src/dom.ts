/**
 * Making elements. Text becomes text nodes and nothing else: there is no way through this file for a string to be read as
 * HTML, and the page's policy (`require-trusted-types-for`) shuts the ways around it.
 */

/** What stands in an element. */
export type Child = Node | string | null | readonly Child[]

/** Attributes; a function is a listener, `true` an attribute without a value, `false` and null none at all. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | ((event: Event) => void)>>

function fill(element: Element, attributes: Attributes | null, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') element.addEventListener(name, value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== false && value !== null) element.setAttribute(name, String(value))
  }
  append(element, children)
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null) continue
    if (typeof child === 'string' || child instanceof Node) element.append(child)
    else append(element, child)
  }
}

/**
 * An HTML element.
 * @example
 * h('p', { class: 'note' }, 'Text, never HTML: ', given(name))
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes | null = null,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  fill(element, attributes, children)
  return element
}

/** An SVG element. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes | null = null,
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag)
  fill(element, attributes, children)
  return element
}

/** Characters that cannot be seen and can do something, save the two joiners that Arabic and Persian are written with. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** Text of a file in which what cannot be seen is spelled out: a mark that turns a line around says that it is there. */
export const spelledOut = (text: string): string =>
  text.replace(UNSEEN, (sign) => `⟨U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`)

/** Text that came in a file, isolated from the direction of what stands around it. */
export const given = (text: string): HTMLElement => h('bdi', null, spelledOut(text))

/** A sentence of ours in a report. It may hold the isolating marks that keep an English word in Arabic in its place. */
export const sentence = (text: string): HTMLElement =>
  h(
    'bdi',
    null,
    text.replace(UNSEEN, (sign) => (/[\u2066-\u2069]/.test(sign) ? sign : spelledOut(sign))),
  )

/** Hashes, ids, keys, dates: left to right in every language. */
export const code = (text: string): HTMLElement => h('code', { dir: 'ltr' }, spelledOut(text))

/** A button that does something. */
export const button = (text: string, action: () => void, attributes: Attributes = {}): HTMLButtonElement =>
  h('button', { type: 'button', ...attributes, click: () => action() }, text)

/** A table with its caption; columns may be numbers, which stand at the end of their cells. */
export function table(
  caption: string,
  columns: readonly (string | { readonly number: string })[],
  rows: readonly (readonly Child[])[],
): HTMLElement {
  const isNumber = columns.map((column) => typeof column !== 'string')
  return h(
    'div',
    { class: 'scroll', role: 'group', 'aria-label': caption, tabindex: 0 },
    h(
      'table',
      null,
      h('caption', null, caption),
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          columns.map((column) =>
            typeof column === 'string'
              ? h('th', { scope: 'col' }, column)
              : h('th', { scope: 'col', class: 'number' }, column.number),
          ),
        ),
      ),
      h(
        'tbody',
        null,
        rows.map((row) =>
          h(
            'tr',
            null,
            row.map((cell, at) =>
              h(
                at === 0 ? 'th' : 'td',
                {
                  scope: at === 0 ? 'row' : null,
                  class: isNumber[at] === true ? 'number' : null,
                },
                cell,
              ),
            ),
          ),
        ),
      ),
    ),
  )
}

/** Some of many rows, and a button for more: a page of a hundred thousand rows would stand still. */
export function inParts<T>(
  items: readonly T[],
  size: number,
  more: (left: number) => string,
  show: (part: readonly T[]) => HTMLElement,
): HTMLElement {
  const shown = h('div', null, show(items.slice(0, size)))
  let count = size
  const next = button(
    more(items.length - count),
    () => {
      shown.append(show(items.slice(count, count + size)))
      count += size
      if (count >= items.length) next.remove()
      else next.textContent = more(items.length - count)
    },
    { class: 'more' },
  )
  return h('div', null, shown, items.length > size ? next : null)
}

/**
 * Draws parts one after the other, each in a task of its own: the page answers in between. `aria-busy` says until when.
 * What is drawn in the same place later ends it.
 */
export async function drawInTurn(
  into: HTMLElement,
  parts: readonly (() => HTMLElement | null)[],
): Promise<void> {
  const turn = String(Number(into.dataset.turn ?? 0) + 1)
  into.dataset.turn = turn
  into.setAttribute('aria-busy', 'true')
  into.replaceChildren()
  for (const [i, part] of parts.entries()) {
    if (i > 0) await new Promise((resolve) => setTimeout(resolve))
    if (into.dataset.turn !== turn) return
    append(into, [part()])
  }
  into.setAttribute('aria-busy', 'false')
}

/** Gives a file to the reader, who says where it goes. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = h('a', { href: url, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
