/** The plan of a spot check, as the reader fills it in, and the controls that remember what was typed when the page is drawn anew. */
import { type Language, SAMPLE_DEFAULT, SAMPLE_FIELDS, sizeInWords, type Wish } from '@amana/bundle'
import { CONSENT } from '@amana/records'
import { type Attributes, button, type Child, h } from './dom.js'
import { fieldName } from './field-words.js'
import type { Sampled } from './protocol.js'
import type { Words } from './words.js'

/** What a step is, told in a sentence: what would be drawn, and what it can say at best. */
export const plannedInWords = (result: Sampled, language: Language): string =>
  result.step === 'plan' ? sizeInWords(result.draw, result.fewerThan, result.confidence, language) : ''

export class SamplePlan {
  /** What was typed, by the id of its control. */
  readonly #typed = new Map<string, string>()
  readonly #fields = new Set<string>()

  constructor() {
    this.clear()
  }

  /** Forgets what was typed. */
  clear(): void {
    this.#typed.clear()
    this.#typed.set('sample-confidence', '95').set('sample-purpose', 'investigators')
    this.#fields.clear()
    for (const field of SAMPLE_DEFAULT) this.#fields.add(field)
  }

  /** What was typed into a control. */
  text(id: string): string {
    return this.#typed.get(id)?.trim() ?? ''
  }

  /** The plan that the controls describe; null where neither of the two numbers is one. */
  wish(): Wish | null {
    const whole = (id: string): number | null =>
      /^[1-9]\d{0,8}$/.test(this.text(id)) ? Number(this.text(id)) : null
    const [count, fewerThan] = [whole('sample-count'), whole('sample-fewer')]
    const size = count !== null ? { count } : fewerThan !== null ? { fewerThan } : null
    return (
      size && {
        size,
        confidence: Number(this.text('sample-confidence')),
        by: this.text('sample-by') || null,
        purpose: this.text('sample-purpose'),
        fields: [...this.#fields],
      }
    )
  }

  /**
   * Draws the plan.
   * @param open fields that are open in the view
   * @param calculate asks what the plan can say, and answers with it
   */
  draw(
    open: readonly string[],
    calculate: (then: (result: Sampled) => void) => void,
    words: Words,
    language: Language,
  ): readonly Child[] {
    const texts = words.samples
    const out = h('p', { id: 'sample-planned', role: 'status' })
    const whole = { inputmode: 'numeric', size: 8 }
    return [
      h('h3', null, texts.plan),
      this.field('sample-confidence', texts.confidence, { inputmode: 'decimal', size: 8 }),
      this.field('sample-fewer', texts.fewerThan, whole),
      this.field('sample-count', texts.count, { ...whole, 'aria-describedby': 'sample-count-help' }),
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
          SAMPLE_FIELDS.filter((field) => field !== 'status').map((field) => this.#box(field, language)),
        ),
      ),
      h(
        'p',
        null,
        button(
          texts.calculate,
          () => calculate((result) => out.replaceChildren(plannedInWords(result, language))),
          { id: 'sample-plan' },
        ),
      ),
      out,
    ]
  }

  /** A line to type into. */
  field(id: string, label: string, attributes: Attributes): HTMLElement {
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
    const chosen = this.text(id)
    const select = h(
      'select',
      { id, change: () => this.#typed.set(id, select.value) },
      choices.map(([value, text]) => h('option', { value, selected: value === chosen }, text)),
    )
    return h('p', { class: 'choices' }, h('label', { for: id }, label), select)
  }

  #box(field: string, language: Language): HTMLElement {
    const box = h('input', {
      type: 'checkbox',
      value: field,
      checked: this.#fields.has(field),
      change: () => {
        if (box.checked) this.#fields.add(field)
        else this.#fields.delete(field)
      },
    })
    return h('label', null, box, ' ', fieldName(field, language))
  }
}
