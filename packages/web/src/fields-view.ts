/** Which fields are open in a view, which in part, which are closed, and which no view opens. */
import type { Language } from '@amana/bundle'
import { number } from './catalogues.js'
import { type Child, h, table } from './dom.js'
import { fieldName } from './field-words.js'
import type { KindContents } from './protocol.js'
import type { Words } from './words.js'

export const fieldsView = (kinds: readonly KindContents[], words: Words, language: Language): HTMLElement =>
  h(
    'section',
    { 'aria-labelledby': 'fields' },
    h('h3', { id: 'fields' }, words.fields.title),
    h('p', { class: 'help' }, words.fields.help),
    kinds.map((kind) => kindView(kind, words, language)),
  )

function kindView({ kind, records, withdrawn, fields }: KindContents, words: Words, language: Language) {
  const texts = words.fields
  const count = (value: number) => number(value, language)
  const state = (open: number, sealed: boolean): Child => {
    if (sealed) return h('span', { class: 'state sealed' }, texts.sealed)
    if (open === 0) return h('span', { class: 'state closed' }, texts.closed)
    if (open < records) return h('span', { class: 'state part' }, texts.part(count(open), count(records)))
    return h('span', { class: 'state open' }, texts.open)
  }
  return h(
    'details',
    { 'data-kind': kind },
    h(
      'summary',
      null,
      h('b', null, texts.kinds[kind]),
      ` ${count(records)} · ${texts.open}: ${count(fields.filter(({ open }) => open > 0).length)} / ${count(fields.length)}`,
      withdrawn > 0 ? ` · ${texts.withdrawn(count(withdrawn))}` : null,
    ),
    table(
      texts.kinds[kind],
      texts.columns,
      fields.map(({ name, open, sealed }) => [fieldName(name, language), state(open, sealed)]),
    ),
  )
}
