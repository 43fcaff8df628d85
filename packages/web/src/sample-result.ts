/** What a spot check found: the bound in words, and the drawn records with what was opened of them, to be judged by the reader. */
import {
  type CheckedRecord,
  drawnByInWords,
  type Language,
  outcomeInWords,
  shownValue,
  spotCheckInWords,
} from '@amana/bundle'
import type { Value } from '@amana/codec'
import { number } from './catalogues.js'
import { type Child, code, h, inParts, sentence, spelledOut, table } from './dom.js'
import { codeLabel, fieldName, valueName } from './field-words.js'
import type { Sampled } from './protocol.js'
import type { Words } from './words.js'

/** A checked answer. */
export type CheckedSample = Extract<Sampled, { step: 'check' }>

/** Records that are listed at once. */
const LISTED = 50

/** The result on the page, and a way to say what changed in it without drawing it anew under the reader's hands. */
export interface SampleResult {
  readonly element: HTMLElement
  readonly update: (checked: CheckedSample) => void
}

/**
 * @param incidents labels of the view's open incidents by their ids
 * @param bad ids that the reader found to be bad
 * @param judge called when one is marked or unmarked
 */
export function sampleResult(
  first: CheckedSample,
  incidents: ReadonlyMap<string, string>,
  bad: ReadonlySet<string>,
  judge: (id: string, isBad: boolean) => void,
  words: Words,
  language: Language,
): SampleResult {
  const texts = words.samples
  const said = h('div', { class: 'verdict', role: 'status' })
  const outcomes = new Map<string, HTMLElement>()
  let now = first
  const update = (checked: CheckedSample): void => {
    now = checked
    const { found, randomness } = checked
    const isTrue = found.outcomes.false === 0
    said.className = `verdict ${isTrue ? 'pass' : 'fail'}`
    said.replaceChildren(
      ...(isTrue ? [] : [h('p', { class: 'big' }, texts.falseOnes)]),
      ...spotCheckInWords(found, language).map((line) => h('p', null, line)),
    )
    const by = 'beacon' in randomness ? { beacon: spelledOut(randomness.beacon) } : randomness
    said.append(h('p', { class: 'help' }, sentence(drawnByInWords(by, language))))
    for (const record of found.records)
      outcomes.get(record.id)?.replaceChildren(outcomeInWords(record, language))
  }
  const row = ({ id, values }: CheckedRecord): Child[] => {
    const record = now.found.records.find((each) => each.id === id)!
    const outcome = h('span', null, outcomeInWords(record, language))
    outcomes.set(id, outcome)
    const mark = h('input', {
      type: 'checkbox',
      'aria-label': texts.bad(id.slice(0, 12)),
      'data-record': id,
      checked: bad.has(id),
      change: () => judge(id, mark.checked),
    })
    return [
      code(id.slice(0, 12)),
      outcome,
      values === undefined ? '' : valuesView(values, incidents, words, language),
      // What is refused, missing or false counts as bad in any case.
      values === undefined ? '' : mark,
    ]
  }
  const element = h(
    'div',
    null,
    said,
    inParts(
      first.found.records,
      LISTED,
      (left) => words.more(number(left, language)),
      (part) => table(texts.records, texts.columns, part.map(row)),
    ),
  )
  update(first)
  return { element, update }
}

/** Opened values by name; tokens, the state and what is empty are left to the saved result, as by the command. */
const valuesView = (
  values: Readonly<Record<string, Value>>,
  incidents: ReadonlyMap<string, string>,
  words: Words,
  language: Language,
): HTMLElement =>
  h(
    'ul',
    { class: 'values' },
    Object.entries(values)
      .filter(([name, value]) => value !== null && name !== 'linkage' && name !== 'status')
      .map(([name, value]) =>
        h(
          'li',
          null,
          `${fieldName(name, language)}: `,
          h('bdi', null, textOf(name, value, incidents, words, language)),
        ),
      ),
  )

function textOf(
  field: string,
  value: Value,
  incidents: ReadonlyMap<string, string>,
  words: Words,
  language: Language,
): string {
  // Kinds of sources, each with how many.
  if (field === 'sources' && Array.isArray(value))
    return (value as readonly Value[])
      .map((pair) => {
        const [kind, count] = pair as readonly [string, number]
        return `${codeLabel(field, kind, language)} ${number(count, language)}`
      })
      .join(', ')
  const shown = shownValue(value)
  if (typeof shown !== 'string' && typeof shown !== 'boolean' && typeof shown !== 'number')
    return spelledOut(JSON.stringify(shown))
  return valueName({ of: 'person', field }, String(shown), incidents, words, language)
}
