/** Parts of forms: controls with their labels. */
import { type Child, h } from './dom.js'

/** A control and its label above it, with a sentence of help that is read with it. */
export function labelled(label: string, control: HTMLElement, help: string | null = null): HTMLElement {
  const id = `${control.id}-help`
  if (help !== null) control.setAttribute('aria-describedby', id)
  return h(
    'p',
    { class: 'field' },
    h('label', { for: control.id }, label),
    help === null ? null : h('span', { id, class: 'help' }, help),
    control,
  )
}

/** A part that is drawn when it is first opened: its lists may be long. */
export function folded(id: string, title: string, draw: () => Child): HTMLElement {
  let isDrawn = false
  const details = h('details', {
    id,
    toggle: () => {
      if (isDrawn) return
      isDrawn = true
      details.append(h('div', null, draw()))
    },
  })
  details.append(h('summary', null, title))
  return details
}

/** A choice of one among several. */
export const selectOf = (
  id: string,
  options: readonly (readonly [value: string, text: string])[],
  change: () => void = () => {},
): HTMLSelectElement =>
  h(
    'select',
    { id, change },
    options.map(([value, text]) => h('option', { value }, text)),
  )

/** Some of several to be ticked, in their order. */
export class Ticks {
  readonly element: HTMLElement
  readonly #boxes: readonly HTMLInputElement[]

  constructor(id: string, legend: string, options: readonly (readonly [value: string, text: string])[]) {
    this.#boxes = options.map(([value]) => h('input', { type: 'checkbox', id: `${id}-${value}`, value }))
    const item = (text: string, i: number): Child => h('label', null, this.#boxes[i]!, ' ', text)
    this.element = h(
      'fieldset',
      { id, class: 'pair' },
      h('legend', null, legend),
      h(
        'p',
        { class: 'choices' },
        options.map(([, text], i) => item(text, i)),
      ),
    )
  }

  get values(): readonly string[] {
    return this.#boxes.filter(({ checked }) => checked).map(({ value }) => value)
  }
}
