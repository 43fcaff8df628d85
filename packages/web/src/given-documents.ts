/** The documents of the review loop that the reader gave, listed beside the views. */
import type { Language } from '@amana/bundle'
import { isolated, number } from './catalogues.js'
import { button, given, h } from './dom.js'
import type { GivenView } from './protocol.js'
import type { Words } from './words.js'

export class GivenDocuments {
  #next = 0
  #files: readonly GivenView[] = []
  #list = h('div')
  #redraw: () => void = () => {}

  get files(): readonly GivenView[] {
    return this.#files
  }

  add(file: File): void {
    this.#files = [...this.#files, { id: this.#next++, name: file.name, file }]
    this.#redraw()
  }

  /** Forgets them all. */
  clear(): void {
    this.#files = []
  }

  /** Draws the list, now and whenever it changes. */
  draw(words: Words, language: Language): HTMLElement {
    this.#list = h('div', { id: 'documents' })
    this.#redraw = () => this.#drawList(words, language)
    this.#redraw()
    return this.#list
  }

  #drawList({ give, review }: Words, language: Language): void {
    this.#list.replaceChildren()
    if (this.#files.length === 0) {
      this.#list.append(h('p', { class: 'help' }, review.hint))
      return
    }
    const items = this.#files.map((one) =>
      h(
        'li',
        null,
        given(one.name),
        ' ',
        button(
          '×',
          () => {
            this.#files = this.#files.filter((other) => other !== one)
            this.#redraw()
            document.getElementById('files')?.focus()
          },
          { 'aria-label': give.remove(isolated(one.name)) },
        ),
      ),
    )
    this.#list.append(
      h('p', null, `${review.given}: ${number(this.#files.length, language)}`),
      h('ul', null, items),
    )
  }
}
