/** The form by which fields of persons are asked for. */
import { type Condition, type Language, PURPOSES, type Purpose, REQUEST_FIELDS } from '@amana/bundle'
import { PERSON } from '@amana/records'
import { isolated, number } from './catalogues.js'
import { button, type Child, h, spelledOut } from './dom.js'
import { fieldName, valueName } from './field-words.js'
import { labelled, selectOf, Ticks } from './form.js'
import { CLOSED, type Column, type Contents, EMPTY, type Requesting } from './protocol.js'
import type { Words } from './words.js'

/** In a list of values: whatever it is. */
const ANY = '*'
/** Of an incident so much is shown in a list. */
const LABEL = 60

/** One column that persons can be chosen by, and its control. */
interface Choice {
  readonly column: Column
  readonly select: HTMLSelectElement
}

/**
 * Draws the form.
 * @param say told what is missing
 * @param sign told what is asked for when nothing is
 */
export function requestForm(
  contents: Contents,
  words: Words,
  language: Language,
  say: (text: string) => void,
  sign: (make: Requesting) => void,
): Child {
  const texts = words.reviewMaking
  const columns = contents.columns.filter(
    ({ of, field }) => of === 'person' && fieldTypes.get(field) !== 'date' && REQUEST_FIELDS.includes(field),
  )
  const whole = columns.filter(({ codes }) => !codes.includes(CLOSED))
  const part = columns.filter((column) => !whole.includes(column))
  const labels = new Map(contents.incidents.map(({ id, label }) => [id, label ?? `#${id.slice(0, 8)}`]))
  const told = h('p', { role: 'status', id: 'ask-chosen' })
  const tell = (): void => {
    told.textContent =
      conditionsOf(choices).length === 0
        ? ''
        : texts.chosen(number(countOf(choices, contents.persons), language))
  }
  const choices = whole.map((column): Choice => {
    const value = (text: string): string =>
      spelledOut(valueName(column, text, labels, words, language)).slice(0, LABEL)
    const named = column.values.map((text, i) => [String(i), value(text)] as const)
    const empty = column.codes.includes(EMPTY) ? [[String(EMPTY), words.crosstab.empty] as const] : []
    const options = [
      [ANY, texts.any] as const,
      ...named.sort(([, a], [, b]) => a.localeCompare(b, language)),
      ...empty,
    ]
    return { column, select: selectOf(`ask-${column.field}`, options, tell) }
  })
  const ids = h('textarea', { id: 'ask-ids', rows: 2, dir: 'ltr', spellcheck: 'false', autocomplete: 'off' })
  const openOf = new Map(
    contents.kinds.find(({ kind }) => kind === 'person')?.fields.map((one) => [one.name, one.open]),
  )
  const fields = new Ticks(
    'ask-fields',
    texts.fields,
    REQUEST_FIELDS.filter((name) => name !== 'status').map((name) => {
      const called = fieldName(name, language)
      return [name, openOf.get(name) === contents.persons ? texts.isOpen(called) : called]
    }),
  )
  const purpose = selectOf(
    'ask-purpose',
    PURPOSES.map((one) => [one, words.review.purposes[one]]),
  )
  const until = h('input', { type: 'date', id: 'ask-until' })
  const text = h('textarea', { id: 'ask-text', rows: 2, maxlength: 500, dir: 'auto' })
  const ask = (): void => {
    const where = conditionsOf(choices)
    const named = ids.value.split(/\s+/).filter((id) => id !== '')
    if (where.length === 0 && named.length === 0) say(texts.needPersons)
    else if (where.length > 0 && named.length > 0) say(texts.idsOrValues)
    else if (fields.values.length === 0) say(texts.needFields)
    else if (until.value === '') say(texts.needDay)
    else
      sign({
        kind: 'request',
        ids: named.map((id) => id.toLowerCase()),
        where,
        fields: fields.values,
        purpose: purpose.value as Purpose,
        until: until.value,
        text: text.value,
      })
  }
  return [
    h('p', { class: 'help' }, texts.askHelp),
    h(
      'fieldset',
      { class: 'pair' },
      h('legend', null, texts.whom),
      choices.map(({ column, select }) => labelled(fieldName(column.field, language), select)),
      part.length === 0
        ? null
        : h(
            'p',
            { class: 'help' },
            texts.closed(
              part.map(({ field }) => isolated(fieldName(field, language))).join(words.review.comma),
            ),
          ),
      labelled(texts.ids, ids, texts.idsHelp),
      told,
    ),
    fields.element,
    labelled(texts.purpose, purpose),
    labelled(texts.until, until),
    labelled(texts.text, text),
    h('p', null, button(texts.sign, ask, { id: 'sign-request' })),
  ]
}

const fieldTypes = new Map(PERSON.fields.map(({ name, type }) => [name, type]))

const conditionsOf = (choices: readonly Choice[]): readonly Condition[] =>
  choices
    .filter(({ select }) => select.value !== ANY)
    .map(({ column: { field, values }, select: { value } }) => ({
      field,
      value: values[Number(value)] ?? '',
    }))

/** How many persons have all the values that were chosen. */
function countOf(choices: readonly Choice[], persons: number): number {
  const wanted = choices
    .filter(({ select }) => select.value !== ANY)
    .map(({ column: { codes }, select: { value } }) => ({ codes, code: Number(value) }))
  let count = 0
  for (let row = 0; row < persons; row++) if (wanted.every(({ codes, code }) => codes[row] === code)) count++
  return count
}
