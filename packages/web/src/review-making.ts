/** The part of the page where requests and findings are signed: the reviewer's key, the two forms, and the file that is saved. */
import type { Language } from '@amana/bundle'
import { AmanaError } from '@amana/codec'
import { assessForm } from './assess-form.js'
import { isolated } from './catalogues.js'
import { button, code, download, h } from './dom.js'
import { folded, labelled } from './form.js'
import { filePicker } from './given-files.js'
import type { Assessing, Contents, GivenView, Opened, Requesting } from './protocol.js'
import { requestForm } from './request-form.js'
import type { TaskBar } from './task-bar.js'
import type { Words } from './words.js'

/** What is asked or found is about this view, and the keys it was verified with. */
export interface AboutView {
  readonly view: GivenView
  readonly keys: readonly string[]
  readonly contents: Contents
}

const NAMES = { request: 'amana.request', assessment: 'amana.assessment' } as const

export class ReviewMaking {
  readonly #bar: TaskBar
  /** Who signs. The key itself is in the worker alone, and goes with it. */
  #opened: Opened | null = null
  #key = h('div')
  #redraw: () => void = () => {}

  constructor(bar: TaskBar) {
    this.#bar = bar
    bar.bench.ended = () => {
      this.#opened = null
      this.#redraw()
    }
  }

  /** Draws the part. */
  draw({ view, keys, contents }: AboutView, words: Words, language: Language): HTMLElement {
    const texts = words.reviewMaking
    this.#key = h('div', { id: 'reviewer' })
    this.#redraw = () => this.#drawKey(words)
    this.#redraw()
    const say = (text: string): void => this.#bar.say(text)
    const sign = (make: Requesting | Assessing): void => {
      if (this.#opened === null) {
        say(texts.needKey)
        document.getElementById('reviewer-files')?.focus()
        return
      }
      const time = `${new Date().toISOString().slice(0, 19)}Z`
      void this.#run(words, async (tell) => {
        const made = await this.#bar.bench.run({ task: 'sign', view, keys, language, make, time }, tell)
        download(new Blob([Uint8Array.from(made.bytes)]), NAMES[make.kind])
        return texts.signed(String(made.records))
      })
    }
    return h(
      'section',
      { 'aria-labelledby': 'make', class: 'live' },
      h('h3', { id: 'make' }, texts.title),
      h('p', { class: 'help' }, texts.help),
      h('h4', null, texts.keyTitle),
      this.#key,
      folded('ask', texts.ask, () => requestForm(contents, words, language, say, sign)),
      folded('assess', texts.assess, () => assessForm(contents, words, language, say, sign)),
    )
  }

  /** Runs something in the worker, and says what came of it in the words of the page. */
  async #run(
    words: Words,
    work: (tell: Parameters<Parameters<TaskBar['run']>[1]>[0]) => Promise<string>,
  ): Promise<void> {
    let told = ''
    await this.#bar.run(words, async (tell) => {
      try {
        told = await work(tell)
      } catch (error) {
        const text = error instanceof AmanaError ? words.reviewMaking.errors[error.code] : undefined
        throw error instanceof AmanaError && text !== undefined ? new AmanaError(error.code, text) : error
      }
    })
    if (told !== '') this.#bar.say(told)
  }

  #drawKey(words: Words): void {
    const texts = words.reviewMaking
    if (this.#opened !== null) {
      const { name, key } = this.#opened
      this.#key.replaceChildren(
        h('p', null, texts.opened(isolated(name)), ' ', code(key)),
        // With the worker everything goes that it knows.
        button(texts.forget, () => this.#forget(texts.forgotten), { id: 'forget-key' }),
      )
      return
    }
    let files: readonly File[] = []
    const taken = h('p', { role: 'status' })
    const passphrase = h('input', { type: 'password', id: 'reviewer-passphrase', autocomplete: 'off' })
    const open = (): void => {
      const [given, secret] = [files, passphrase.value]
      passphrase.value = ''
      void this.#run(words, async (tell) => {
        this.#opened = await this.#bar.bench.run({ task: 'unlock', files: given, passphrase: secret }, tell)
        this.#redraw()
        document.getElementById('forget-key')?.focus()
        return texts.opened(isolated(this.#opened.name))
      })
    }
    this.#key.replaceChildren(
      h('p', { class: 'help' }, texts.keyHelp),
      filePicker('reviewer-files', texts.keyFiles, '', (chosen) => {
        files = chosen.map(({ file }) => file)
        taken.textContent = texts.keyTaken(files.map(({ name }) => isolated(name)).join(words.review.comma))
      }),
      taken,
      labelled(texts.passphrase, passphrase),
      button(texts.openKey, open, { id: 'open-key' }),
    )
  }

  #forget(told: string): void {
    this.#bar.bench.end()
    this.#bar.say(told)
    document.getElementById('reviewer-files')?.focus()
  }
}
