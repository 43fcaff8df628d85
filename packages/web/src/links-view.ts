/** Overlap and likely duplicates, with reasons; what the reader decides about a pair is kept until it is saved. */
import type { Language } from '@amana/bundle'
import type { Decision } from '@amana/linkage'
import { isolated, number, percent } from './catalogues.js'
import type { Decided } from './decided.js'
import { type Child, code, given, h, inParts, table } from './dom.js'
import type { Linked, Links, Pair } from './protocol.js'
import type { Words } from './words.js'

/** What linking found. */
export function linksView(links: Links, decided: Decided, words: Words, language: Language): HTMLElement {
  const texts = words.link
  const count = (value: number) => number(value, language)
  return h(
    'div',
    null,
    table(
      texts.lists,
      [texts.listColumns[0], { number: texts.listColumns[1] }, { number: texts.listColumns[2] }],
      links.lists.map(({ view, persons, repeated }) => [given(view), count(persons), count(repeated)]),
    ),
    links.lists.length < 2
      ? null
      : table(
          texts.sets,
          [texts.setColumns[0], { number: texts.setColumns[1] }],
          links.sets.map(({ views, persons }) => [
            views.flatMap((view, i): Child[] => [i === 0 ? null : ' + ', given(view)]),
            count(persons),
          ]),
        ),
    h(
      'p',
      { class: 'big' },
      texts.distinct(count(links.distinct), count(links.unique), count(links.low), count(links.high)),
    ),
    links.strangers.map(([a, b]) => h('p', { class: 'warning' }, texts.strangers(isolated(a), isolated(b)))),
    links.held > 0 ? h('p', null, texts.held(count(links.held))) : null,
    links.unknown.length > 0 ? h('p', null, texts.unknown(count(links.unknown.length))) : null,
    h(
      'p',
      { class: 'live' },
      h('label', { for: 'decided-by' }, texts.by),
      ' ',
      h('input', {
        id: 'decided-by',
        type: 'text',
        autocomplete: 'off',
        value: decided.by,
        'aria-describedby': 'decided-help',
        input: (event) => {
          decided.by = (event.target as HTMLInputElement).value.trim()
        },
      }),
      h('span', { id: 'decided-help', class: 'help' }, ` ${texts.byHelp}`),
    ),
    links.decided.length === 0
      ? null
      : pairsView(
          'decided',
          texts.decided(count(links.decided.length)),
          links.decided,
          decided,
          words,
          language,
        ),
    pairsView('doubted', texts.doubted(count(links.allDoubted)), links.doubted, decided, words, language),
    pairsView('taken', texts.taken(count(links.allTaken)), links.taken, decided, words, language),
    h('p', { class: 'help' }, texts.closing),
  )
}

function pairsView(
  id: string,
  title: string,
  pairs: readonly Pair[],
  decided: Decided,
  words: Words,
  language: Language,
): HTMLElement {
  return h(
    'section',
    { 'aria-labelledby': id },
    h('h3', { id }, title),
    pairs.length === 0
      ? h('p', null, words.link.none)
      : inParts(
          pairs.map((pair, i) => ({ pair, name: `${id}-${i}` })),
          20,
          (left) => words.more(number(left, language)),
          (part) =>
            h(
              'div',
              null,
              part.map(({ pair, name }) => pairView(pair, name, decided, words, language)),
            ),
        ),
  )
}

function pairView(pair: Pair, name: string, decided: Decided, words: Words, language: Language): HTMLElement {
  const texts = words.link
  const before = decided.of(pair)
  let verdict: Decision['verdict'] | '' = before?.verdict ?? ''
  const told = h('p')
  const decide = (): void => {
    decided.decide(pair, verdict, why.value.trim())
    tell()
  }
  // In words too: a page that is kept has no controls.
  const tell = (): void =>
    told.replaceChildren(`${texts.decide}: ${texts.verdicts[verdict || 'open']}. `, given(why.value.trim()))
  const why = h('input', {
    type: 'text',
    id: `${name}-why`,
    autocomplete: 'off',
    value: before?.why ?? '',
    input: decide,
  })
  const choice = (value: typeof verdict, text: string): HTMLElement =>
    h(
      'label',
      null,
      h('input', {
        type: 'radio',
        name,
        value,
        checked: verdict === value,
        change: () => {
          verdict = value
          decide()
        },
      }),
      ' ',
      text,
    )
  tell()
  return h(
    'fieldset',
    { class: 'pair' },
    h(
      'legend',
      null,
      h('b', null, texts.probability(percent(pair.probability, language))),
      ': ',
      given(pair.reason),
    ),
    h(
      'ul',
      null,
      [pair.a, pair.b].map((record) => h('li', null, recordView(record, words))),
    ),
    h(
      'p',
      { class: 'choices live', role: 'radiogroup', 'aria-label': texts.decide },
      choice('same', texts.verdicts.same),
      choice('different', texts.verdicts.different),
      choice('', texts.verdicts.open),
    ),
    h('p', { class: 'choices live' }, h('label', { for: `${name}-why` }, texts.why), why),
    told,
  )
}

const recordView = ({ view, id, incident, date, place }: Linked, words: Words): Child[] => [
  given(view),
  ` · ${words.link.record} `,
  code(id.slice(0, 12)),
  incident === null ? null : [' · ', given(incident)],
  date === null ? null : [' · ', code(date)],
  place === null ? null : [' · ', given(place)],
]
