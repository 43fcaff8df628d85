/**
 * The part of the page for an auditor's spot check: plan, commitment, draw, check. What was typed and made outlives a change of the
 * language, for a number that was sent as a commitment and is lost draws nothing; it goes with everything else that is removed.
 */
import { type Language, SAMPLE_DEFAULT, SAMPLE_FIELDS, sizeInWords, type Wish } from '@amana/bundle'
import { CONSENT } from '@amana/records'
import { isolated, number } from './catalogues.js'
import { type Attributes, button, type Child, code, download, h, spelledOut } from './dom.js'
import { fieldName } from './field-words.js'
import { filePicker } from './given-files.js'
import type { GivenView, SampleAsked, Sampled, VerifiedView } from './protocol.js'
import { type CheckedSample, sampleResult } from './sample-result.js'
import type { TaskBar } from './task-bar.js'
import type { Words } from './words.js'

/** What was typed, by the id of its control. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'sample-confidence': '95',
  'sample-purpose': 'investigators',
}

const jsonFile = (text: string): Blob => new Blob([text], { type: 'application/json' })

export class SamplePart {
  readonly #bar: TaskBar
  #typed = new Map(Object.entries(DEFAULTS))
  #fields = new Set(SAMPLE_DEFAULT)
  #secret: string | null = null
  #commitment: string | null = null
  #request: string | null = null
  #answer: File | null = null
  /** A checked answer, of which view and request, and the records that the reader found to be bad. */
  #checked: { readonly of: number; readonly request: string; readonly result: CheckedSample } | null = null
  #bad = new Set<string>()
  #words!: Words
  #language!: Language
  #step!: (asked: SampleAsked, then: (result: Sampled) => void) => void

  constructor(bar: TaskBar) {
    this.#bar = bar
  }

  /** Forgets everything. */
  clear(): void {
    this.#typed = new Map(Object.entries(DEFAULTS))
    this.#fields = new Set(SAMPLE_DEFAULT)
    this.#secret = this.#commitment = this.#request = this.#answer = this.#checked = null
    this.#bad = new Set()
  }

  /** Draws the part for a view that verified. */
  draw(
    { id, contents }: VerifiedView,
    { views, keys }: { readonly views: readonly GivenView[]; readonly keys: readonly string[] },
    words: Words,
    language: Language,
  ): HTMLElement {
    this.#words = words
    this.#language = language
    const view = views.find((one) => one.id === id)!
    this.#step = (asked, then) =>
      void this.#bar.run(words, async (tell) => {
        then(await this.#bar.bench.run({ task: 'sample', view, keys, language, asked }, tell))
      })
    const persons = contents?.kinds.find(({ kind }) => kind === 'person')?.fields ?? []
    const open = SAMPLE_FIELDS.filter((field) => persons.some((one) => one.name === field && one.open > 0))
    const incidents = new Map(
      (contents?.incidents ?? []).map((one) => [one.id, spelledOut(one.label ?? `#${one.id.slice(0, 8)}`)]),
    )
    const { title, help } = words.samples
    return h(
      'section',
      { 'aria-labelledby': 'samples', class: 'live' },
      h('h2', { id: 'samples' }, title),
      h('p', { class: 'help' }, help),
      this.#planPart(open),
      this.#drawPart(),
      this.#checkPart(id, incidents),
    )
  }

  #planPart(open: readonly string[]): Child[] {
    const texts = this.#words.samples
    const language = this.#language
    const out = h('p', { id: 'sample-planned', role: 'status' })
    const calculate = (): void => {
      const wish = this.#wish()
      if (wish === null) this.#bar.say(texts.needNumber)
      else this.#step({ step: 'plan', wish }, (planned) => out.replaceChildren(this.#saidOf(planned)))
    }
    return [
      h('h3', null, texts.plan),
      this.#field('sample-confidence', texts.confidence, { inputmode: 'decimal', size: 6 }),
      this.#field('sample-fewer', texts.fewerThan, { inputmode: 'numeric', size: 8 }),
      this.#field('sample-count', texts.count, {
        inputmode: 'numeric',
        size: 8,
        'aria-describedby': 'sample-count-help',
      }),
      h('p', { id: 'sample-count-help', class: 'help' }, texts.countHelp),
      this.#choice('sample-by', texts.by, [
        ['', texts.byNone],
        ...open.map((field) => [field, fieldName(field, language)] as const),
      ]),
      this.#choice(
        'sample-purpose',
        texts.purpose,
        CONSENT.terms.map((term) => [term.code, term[language]] as const),
      ),
      h(
        'details',
        { id: 'sample-fields' },
        h('summary', null, texts.fields),
        h('p', { class: 'help' }, texts.fieldsHelp),
        h(
          'p',
          { class: 'choices' },
          SAMPLE_FIELDS.filter((field) => field !== 'status').map((field) => this.#box(field)),
        ),
      ),
      h('p', null, button(texts.calculate, calculate, { id: 'sample-plan' })),
      out,
    ]
  }

  #drawPart(): Child[] {
    const texts = this.#words.samples
    const committed = h('div', { id: 'sample-committed' })
    const drawn = h('div', { id: 'sample-drawn', tabindex: -1 })
    const showCommitment = (): void => {
      if (this.#secret === null) return
      const secret = this.#secret
      committed.replaceChildren(
        ...(this.#commitment === null ? [] : [h('p', null, `${texts.commitment}: `, code(this.#commitment))]),
        h('p', { class: 'help' }, texts.secretHelp),
        button(texts.saveSecret, () => download(jsonFile(secret), 'amana-sample-secret.json'), {
          id: 'sample-save-secret',
        }),
      )
    }
    const showDrawn = (said: string | null): void => {
      const request = this.#request
      if (request === null) return
      drawn.replaceChildren(
        ...(said === null ? [] : [h('p', null, said)]),
        button(texts.saveRequest, () => download(jsonFile(request), 'amana-sample-request.json'), {
          id: 'sample-save-request',
        }),
      )
    }
    const take = (result: Sampled): void => {
      if (result.step !== 'draw') return
      this.#request = result.request
      showDrawn(texts.drew(number(result.drawn, this.#language), number(result.population, this.#language)))
      drawn.focus()
    }
    const commit = (): void => {
      const wish = this.#wish()
      if (wish === null) this.#bar.say(texts.needNumber)
      else
        this.#step({ step: 'commit', wish }, (result) => {
          if (result.step !== 'plan') return
          this.#secret = result.secret!
          this.#commitment = result.commitment!
          showCommitment()
          committed.prepend(h('p', null, this.#saidOf(result)))
        })
    }
    const draw = (): void => {
      if (this.#secret === null) this.#bar.say(texts.needSecret)
      else
        this.#step({ step: 'draw', secret: this.#secret, share: this.#typed.get('sample-share') ?? '' }, take)
    }
    const drawByBeacon = (): void => {
      const wish = this.#wish()
      if (wish === null) this.#bar.say(texts.needNumber)
      else this.#step({ step: 'draw', wish, beacon: this.#typed.get('sample-beacon') ?? '' }, take)
    }
    showCommitment()
    showDrawn(null)
    return [
      h('h3', null, texts.shares),
      h('p', { class: 'help' }, texts.sharesHelp),
      h('p', null, button(texts.commit, commit, { id: 'sample-commit' })),
      committed,
      filePicker('sample-secret', texts.secretFile, texts.drop, async ([first]) => {
        this.#secret = await first!.file.text()
        this.#commitment = null
        showCommitment()
        this.#bar.say(texts.tookSecret(isolated(first!.file.name)))
      }),
      this.#field('sample-share', texts.share, { dir: 'ltr', size: 66 }),
      h('p', null, button(texts.draw, draw, { id: 'sample-draw' })),
      h(
        'details',
        { id: 'sample-by-beacon' },
        h('summary', null, texts.beacon),
        h('p', { class: 'help' }, texts.beaconHelp),
        this.#field('sample-beacon', texts.beaconValue, { dir: 'auto', size: 40 }),
        h('p', null, button(texts.drawByBeacon, drawByBeacon, { id: 'sample-draw-beacon' })),
      ),
      drawn,
    ]
  }

  #checkPart(view: number, incidents: ReadonlyMap<string, string>): Child[] {
    const texts = this.#words.samples
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
    const show = (): void => {
      if (this.#checked === null || this.#checked.of !== view) return
      const { request } = this.#checked
      const judge = (id: string, isBad: boolean): void => {
        if (isBad) this.#bad.add(id)
        else this.#bad.delete(id)
        const { opened } = this.#checked!.result
        this.#step({ step: 'check', request, opened, bad: [...this.#bad] }, (result) => {
          if (result.step !== 'check') return
          this.#checked = { of: view, request, result }
          shown.update(result)
        })
      }
      const shown = sampleResult(
        this.#checked.result,
        incidents,
        this.#bad,
        judge,
        this.#words,
        this.#language,
      )
      const save = (): void => download(jsonFile(this.#checked!.result.json), 'amana-sample-check.json')
      out.replaceChildren(shown.element, button(texts.saveResult, save, { id: 'sample-save-result' }))
    }
    const check = (): void => {
      const [request, answer] = [this.#request, this.#answer]
      if (request === null) this.#bar.say(texts.needRequest)
      else if (answer === null) this.#bar.say(texts.needAnswer)
      else if (unlock.value.trim() === '') this.#bar.say(texts.needUnlock)
      else {
        const key = unlock.value
        // Used once: whoever comes to this window later does not find it.
        unlock.value = ''
        this.#step({ step: 'check', request, answer, unlock: key, bad: [] }, (result) => {
          if (result.step !== 'check') return
          this.#bad = new Set()
          this.#checked = { of: view, request, result }
          show()
          out.focus()
        })
      }
    }
    show()
    return [
      h('h3', null, texts.check),
      h('p', { class: 'help' }, texts.checkHelp),
      filePicker('sample-request', texts.requestFile, texts.drop, async ([first]) => {
        this.#request = await first!.file.text()
        this.#bar.say(texts.tookRequest(isolated(first!.file.name)))
      }),
      filePicker('sample-answer', texts.answerFile, texts.drop, ([first]) => {
        this.#answer = first!.file
        this.#bar.say(texts.tookAnswer(isolated(first!.file.name)))
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

  /** What the plan's controls say; null where neither number is one. */
  #wish(): Wish | null {
    const whole = (id: string): number | null => {
      const text = (this.#typed.get(id) ?? '').trim()
      return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
    }
    const [count, fewerThan] = [whole('sample-count'), whole('sample-fewer')]
    const size = count !== null ? { count } : fewerThan !== null ? { fewerThan } : null
    if (size === null) return null
    return {
      size,
      confidence: Number(this.#typed.get('sample-confidence')),
      by: this.#typed.get('sample-by') || null,
      purpose: this.#typed.get('sample-purpose')!,
      fields: [...this.#fields],
    }
  }

  #saidOf(planned: Sampled): string {
    if (planned.step !== 'plan') return ''
    return sizeInWords(planned.draw, planned.fewerThan, planned.confidence, this.#language)
  }

  #field(id: string, label: string, attributes: Attributes): HTMLElement {
    const input = h('input', {
      id,
      type: 'text',
      autocomplete: 'off',
      spellcheck: 'false',
      value: this.#typed.get(id) ?? '',
      input: () => this.#typed.set(id, input.value),
      ...attributes,
    })
    return h('p', { class: 'choices' }, h('label', { for: id }, label), input)
  }

  #choice(id: string, label: string, choices: readonly (readonly [string, string])[]): HTMLElement {
    const chosen = this.#typed.get(id) ?? ''
    const select = h(
      'select',
      { id, change: () => this.#typed.set(id, select.value) },
      choices.map(([value, text]) => h('option', { value, selected: value === chosen }, text)),
    )
    return h('p', { class: 'choices' }, h('label', { for: id }, label), select)
  }

  #box(field: string): HTMLElement {
    const box = h('input', {
      type: 'checkbox',
      value: field,
      checked: this.#fields.has(field),
      change: () => {
        if (box.checked) this.#fields.add(field)
        else this.#fields.delete(field)
      },
    })
    return h('label', null, box, ' ', fieldName(field, this.#language))
  }
}
