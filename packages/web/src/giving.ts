/** The part of the page where the reader gives views, keys and decisions. */
import type { Language } from '@amana/bundle'
import { Beside } from './beside.js'
import { isolated, number } from './catalogues.js'
import type { Decided } from './decided.js'
import { button, given, h } from './dom.js'
import { GivenDocuments } from './given-documents.js'
import { filePicker, isKey, isReviewer, knownOf } from './given-files.js'
import type { GivenFile, GivenView } from './protocol.js'
import { messageOf } from './task-bar.js'
import type { Words } from './words.js'

/** Files that are listed by name; of more only the number is shown. */
const LISTED = 50

export class Giving {
  /** Documents of the review loop. */
  readonly documents = new GivenDocuments()
  readonly #decided: Decided
  readonly beside = new Beside()
  #next = 0
  #taking: Promise<void> = Promise.resolve()
  #text = ''
  #views: readonly GivenView[] = []
  #list = h('div')
  #field = h('textarea')
  #words: Words
  #language: Language

  constructor(decided: Decided, words: Words, language: Language) {
    this.#decided = decided
    this.#words = words
    this.#language = language
  }

  get views(): readonly GivenView[] {
    return this.#views
  }

  /** The keys of documenters. */
  get keys(): readonly string[] {
    return this.#lines.filter((line) => !isReviewer(line))
  }

  /** The keys of reviewers. */
  get reviewers(): readonly string[] {
    return this.#lines.filter(isReviewer)
  }

  /** The keys, one a line, as they were typed. */
  get #lines(): readonly string[] {
    return this.#text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  }

  /** What is missing before anything can be verified; null where nothing is. */
  get missing(): string | null {
    const { give } = this.#words
    if (this.#views.length === 0) return give.noFile
    if (this.keys.length === 0) return give.noKey
    const bad = this.keys.find((key) => !isKey(key))
    return bad === undefined ? this.beside.missing(this.#words) : `${give.badKey} ${isolated(bad)}`
  }

  /** Waits for files that are being looked at: what was given is verified as a whole or not at all. */
  taken(): Promise<void> {
    return this.#taking
  }

  /** Forgets everything that was given. */
  clear(): void {
    this.#views = []
    this.documents.clear()
    this.#text = ''
    this.beside.clear()
  }

  /** Draws the part, with what was given so far. */
  draw(
    words: Words,
    language: Language,
    say: (text: string) => void,
    verify: () => void,
    clear: () => void,
  ): HTMLElement {
    this.#words = words
    this.#language = language
    const { give } = words
    this.#list = h('div')
    this.#field = h('textarea', {
      id: 'keys',
      rows: 3,
      dir: 'ltr',
      spellcheck: 'false',
      autocomplete: 'off',
      'aria-describedby': 'keys-help',
      input: () => {
        this.#text = this.#field.value
      },
    })
    this.#field.value = this.#text
    this.#drawList()
    const take = (files: readonly GivenFile[]): void => {
      this.#taking = this.#taking.then(async () => say(await this.#take(files)))
    }
    return h(
      'section',
      { 'aria-labelledby': 'give', class: 'live' },
      h('h2', { id: 'give' }, give.title),
      h('p', { class: 'help' }, give.help),
      filePicker('files', give.files, give.drop, take),
      this.#list,
      this.documents.draw(words, language),
      h(
        'p',
        null,
        h('label', { for: 'keys' }, give.key),
        ' ',
        h('span', { id: 'keys-help', class: 'help' }, give.keyHelp),
      ),
      this.#field,
      this.beside.draw(words, take),
      h(
        'p',
        { class: 'choices' },
        button(give.verify, verify, { id: 'verify', class: 'main' }),
        button(give.clear, clear, { id: 'clear' }),
      ),
    )
  }

  /** Takes files for what they are; tells what was done. */
  async #take(files: readonly GivenFile[]): Promise<string> {
    const { give, run, review } = this.#words
    const said: string[] = []
    const before = this.#views.length
    for (const { file } of files) {
      const name = isolated(file.name)
      try {
        const taken = await this.beside.take(file, this.#words)
        if (taken !== null) {
          said.push(taken)
          continue
        }
        const known = await knownOf(file)
        if (known.is === 'view') this.#views = [...this.#views, { id: this.#next++, name: file.name, file }]
        else if (known.is === 'document') {
          this.documents.add(file)
          said.push(review.took(name))
        } else if (known.is === 'secret') {
          said.push(review.secret(name))
        } else if (known.is === 'key') {
          this.#text = [...new Set([...this.#lines, known.key])].join('\n')
          this.#field.value = this.#text
          said.push((isReviewer(known.key) ? review.tookKey : give.tookKey)(name))
        } else {
          this.#decided.take(known.decisions)
          said.push(give.tookDecisions(name, known.decisions.length))
        }
      } catch (error) {
        said.push(`${name}: ${run.failed} ${messageOf(error)}`)
      }
    }
    if (this.#views.length > before) said.push(give.tookViews(this.#views.length))
    this.#drawList()
    return said.join(' ')
  }

  #drawList(): void {
    const { give } = this.#words
    if (this.#views.length === 0) {
      this.#list.replaceChildren()
      return
    }
    const items = this.#views.slice(0, LISTED).map((view) =>
      h(
        'li',
        null,
        given(view.name),
        ' ',
        button('×', () => this.#remove(view), { 'aria-label': give.remove(isolated(view.name)) }),
      ),
    )
    this.#list.replaceChildren(
      h('p', null, `${give.given}: ${number(this.#views.length, this.#language)}`),
      h('ul', null, items),
    )
  }

  #remove(view: GivenView): void {
    this.#views = this.#views.filter((other) => other !== view)
    this.#drawList()
    document.getElementById('files')?.focus()
  }
}
