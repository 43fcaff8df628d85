/** The answer to a spot check: opened with the reader's key, checked, and judged record by record. */
import type { Language } from '@amana/bundle'
import { isolated } from './catalogues.js'
import { button, type Child, download, h } from './dom.js'
import { filePicker } from './given-files.js'
import type { SampleAsked, Sampled } from './protocol.js'
import { type CheckedSample, sampleResult } from './sample-result.js'
import type { Words } from './words.js'

/** What the part needs of its surroundings. */
export interface CheckSurroundings {
  /** The number of the view that is shown. */
  readonly view: number
  /** Labels of its open incidents, as they may be shown, by their ids. */
  readonly incidents: ReadonlyMap<string, string>
  /** The text of the request, as it was drawn here or given. */
  readonly request: () => string | null
  readonly takeRequest: (text: string) => void
  readonly step: (asked: SampleAsked, then: (result: Sampled) => void) => void
  readonly say: (text: string) => void
}

export class SampleCheck {
  #answer: File | null = null
  /** A checked answer, of which view and request, and the records that counted as found to be bad. */
  #checked: {
    readonly view: number
    readonly request: string
    readonly result: CheckedSample
    readonly bad: string
  } | null = null
  /** Records that the reader found to be bad. */
  readonly #bad = new Set<string>()

  /** Forgets the answer and what was opened of it. */
  clear(): void {
    this.#answer = this.#checked = null
    this.#bad.clear()
  }

  draw(around: CheckSurroundings, words: Words, language: Language): readonly Child[] {
    const texts = words.samples
    const { view, say } = around
    const out = h('div', { id: 'sample-checked', tabindex: -1 })
    const unlock = h('textarea', {
      id: 'sample-unlock',
      class: 'masked',
      rows: 2,
      dir: 'ltr',
      autocomplete: 'off',
      autocapitalize: 'none',
      autocorrect: 'off',
      spellcheck: 'false',
      'aria-describedby': 'sample-unlock-help',
    })
    const check = (): void => {
      const request = around.request()
      const [answer, key] = [this.#answer, unlock.value]
      if (request === null) say(texts.needRequest)
      else if (answer === null) say(texts.needAnswer)
      else if (key.trim() === '') say(texts.needUnlock)
      else {
        // Used once: whoever comes to this window later does not find it.
        unlock.value = ''
        around.step({ step: 'check', request, answer, unlock: key, bad: [] }, (result) => {
          if (result.step !== 'check') return
          this.#bad.clear()
          this.#checked = { view, request, result, bad: '' }
          this.#show(out, around, words, language)
          out.focus()
        })
      }
    }
    this.#show(out, around, words, language)
    return [
      h('h3', null, texts.check),
      h('p', { class: 'help' }, texts.checkHelp),
      filePicker('sample-request', texts.requestFile, texts.drop, async ([first]) => {
        around.takeRequest(await first!.file.text())
        say(texts.tookRequest(isolated(first!.file.name)))
      }),
      filePicker('sample-answer', texts.answerFile, texts.drop, ([first]) => {
        this.#answer = first!.file
        say(texts.tookAnswer(isolated(first!.file.name)))
      }),
      h('p', null, h('label', { for: 'sample-unlock' }, texts.unlock)),
      unlock,
      h('p', { id: 'sample-unlock-help', class: 'help' }, texts.unlockHelp),
      filePicker('sample-identity', texts.identityFile, texts.drop, async ([first]) => {
        unlock.value = await first!.file.text()
      }),
      h('p', null, button(texts.open, check, { id: 'sample-check' })),
      out,
    ]
  }

  #show(out: HTMLElement, around: CheckSurroundings, words: Words, language: Language): void {
    if (this.#checked === null || this.#checked.view !== around.view) return
    const { view, request, result } = this.#checked
    const again = (then: () => void): void => {
      const bad = [...this.#bad]
      around.step({ step: 'check', request, opened: result.opened, bad }, (checked) => {
        if (checked.step !== 'check') return
        this.#checked = { view, request, result: checked, bad: bad.join() }
        shown.update(checked)
        then()
      })
    }
    const judge = (id: string, isBad: boolean): void => {
      if (isBad) this.#bad.add(id)
      else this.#bad.delete(id)
      again(() => {})
    }
    const shown = sampleResult(result, around.incidents, this.#bad, judge, words, language)
    const save = (): void => {
      const { result: last, bad } = this.#checked!
      // A check that was cancelled left what is marked behind.
      if (bad !== [...this.#bad].join()) again(save)
      else download(new Blob([last.json], { type: 'application/json' }), 'amana-sample-check.json')
    }
    out.replaceChildren(shown.element, button(words.samples.saveResult, save, { id: 'sample-save-result' }))
  }
}
