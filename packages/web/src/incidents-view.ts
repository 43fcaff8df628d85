/** Incidents: a table, with a time line and a map that are drawn from it. */
import type { Language } from '@amana/bundle'
import { number } from './catalogues.js'
import { code, given, h, inParts, table } from './dom.js'
import { codeLabel } from './field-words.js'
import { mapOf } from './map.js'
import type { Numbered } from './numbered.js'
import type { Incident } from './protocol.js'
import { timeLineOf } from './time-line.js'
import type { Words } from './words.js'

/** Marks that a drawing can hold; the incidents with most persons are drawn. */
const DRAWN = 400

/** The incidents of a view. */
export function incidentsView(incidents: readonly Incident[], words: Words, language: Language): HTMLElement {
  const texts = words.incidents
  const head = h('h3', { id: 'incidents' }, texts.title)
  if (incidents.length === 0)
    return h('section', { 'aria-labelledby': 'incidents' }, head, h('p', null, texts.none))
  const numbered = incidents.map((incident, i): Numbered => ({ ...incident, at: i + 1 }))
  const drawn = [...numbered].sort((a, b) => b.persons - a.persons || a.at - b.at).slice(0, DRAWN)
  const count = (test: (incident: Numbered) => boolean) => numbered.filter(test).length
  const note = (many: number, text: (count: string) => string) =>
    many === 0 ? null : h('p', { class: 'help' }, text(number(many, language)))
  const dated = drawn.filter(({ date }) => date !== null)
  const placed = drawn.filter(({ latitude, longitude }) => latitude !== null && longitude !== null)
  const [at, name, date, place, precision, cause, persons] = texts.columns
  return h(
    'section',
    { 'aria-labelledby': 'incidents' },
    head,
    dated.length === 0 ? null : figure(texts.timeLine, texts.timeHelp, timeLineOf(dated, words, language)),
    note(
      count((incident) => incident.date === null),
      texts.noDate,
    ),
    placed.length === 0 ? null : figure(texts.map, texts.mapHelp, mapOf(placed, words, language)),
    note(
      count(({ latitude, longitude }) => latitude === null || longitude === null),
      texts.noPlace,
    ),
    note(numbered.length - drawn.length, texts.notDrawn),
    inParts(
      numbered,
      100,
      (left) => words.more(number(left, language)),
      (part) =>
        table(
          texts.title,
          [{ number: at }, name, date, place, precision, cause, { number: persons }],
          part.map((incident) => [
            number(incident.at, language),
            [
              incident.label === null ? texts.unnamed : given(incident.label),
              ' ',
              code(`#${incident.id.slice(0, 8)}`),
            ],
            incident.date === null ? '–' : code(incident.date),
            incident.place === null ? '–' : given(incident.place),
            incident.placePrecision === null
              ? '–'
              : codeLabel('place_precision', incident.placePrecision, language),
            incident.cause === null ? '–' : codeLabel('cause', incident.cause, language),
            number(incident.persons, language),
          ]),
        ),
    ),
  )
}

const figure = (title: string, help: string, drawing: SVGElement): HTMLElement =>
  h(
    'figure',
    null,
    h('figcaption', null, h('b', null, title), ' ', help),
    h('div', { class: 'scroll', role: 'group', 'aria-label': title, tabindex: 0 }, drawing),
  )
