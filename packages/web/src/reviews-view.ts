/** Documents of the review loop beside a view: the verdict of each, what it says, and assessments side by side. */
import {
  type CheckedFile,
  FINDING,
  GRADE,
  type Language,
  LOOP_WORDS,
  type LoopDocument,
  type NewSince,
  type OpeningAnswer,
  type OpeningRequest,
  REASON,
  REFUSAL,
  sideBySide,
  sinceInWords,
  VERDICTS,
} from '@amana/bundle'
import { toHex } from '@amana/codec'
import { parseVerifierKey } from '@amana/log'
import { labelOf } from '@amana/records'
import { isolated, leftToRight, number } from './catalogues.js'
import { type Child, code, given, h, inParts, table } from './dom.js'
import { fieldName, openedValue } from './field-words.js'
import type { Reviews, VerifiedView } from './protocol.js'
import { changesView, statusBadge } from './report-view.js'
import type { Words } from './words.js'

/** Persons of an answer that are drawn at once. */
const PERSONS = 50

/** The part of the page about them; null where none were given beside this view. */
export function reviewsView(
  { report, reviews }: VerifiedView,
  words: Words,
  language: Language,
): HTMLElement | null {
  if (reviews === null) return null
  const texts = words.review
  return h(
    'section',
    { 'aria-labelledby': 'reviews' },
    h('h3', { id: 'reviews' }, texts.title),
    report.ok
      ? [
          reviews.checked.map((one) => documentView(one, reviews, words, language)),
          assessmentsView(reviews, words, language),
        ]
      : h('p', { class: 'warning' }, texts.unchecked(number(reviews.given, language))),
  )
}

/** What is said beside the verdict of a view where documents fail. */
export function reviewsWarning(
  { reviews }: VerifiedView,
  words: Words,
  language: Language,
): HTMLElement | null {
  const failed = reviews?.checked.filter(({ status }) => status === 'fail').length ?? 0
  return failed === 0 ? null : h('p', { class: 'warning' }, words.review.failed(number(failed, language)))
}

const nameOf = ({ by }: LoopDocument): string => parseVerifierKey(by).name

/** Text in somebody's own words, line by line. */
export const ownWords = (text: string): Child =>
  text === ''
    ? null
    : h(
        'blockquote',
        null,
        text.split(/\r?\n/).map((line) => h('p', null, given(line))),
      )

function documentView(one: CheckedFile, reviews: Reviews, words: Words, language: Language): HTMLElement {
  const { file, status, verdict, document } = one
  const texts = LOOP_WORDS[language]
  return h(
    'div',
    { class: `document ${status}`, 'data-verdict': verdict },
    h(
      'p',
      null,
      statusBadge(status, words.checks.statuses[status]),
      ' ',
      document === null ? null : `${texts.kinds[document.kind]}: `,
      h('b', null, given(file)),
      '. ',
      VERDICTS[verdict][language],
      verdict === 'good' ? null : [' ', code(`[${verdict}]`)],
    ),
    document === null
      ? null
      : h(
          'p',
          { class: 'help' },
          texts.signed(isolated(nameOf(document)), leftToRight(document.time)),
          '. ',
          code(document.by),
        ),
    // What fails is not shown, as with a view.
    document === null || status === 'fail'
      ? null
      : contentView(document, one.unopened, reviews, words, language),
  )
}

function contentView(
  document: LoopDocument,
  unopened: readonly string[] | null,
  reviews: Reviews,
  words: Words,
  language: Language,
): Child {
  switch (document.kind) {
    case 'request':
      return requestView(document, words, language)
    case 'answer':
      return answerView(document, unopened, reviews, words, language)
    case 'assessment':
      return ownWords(document.text)
  }
}

function requestView(
  { records, fields, purpose, until, text }: OpeningRequest,
  words: Words,
  language: Language,
): Child {
  const asked = fields.filter((name) => name !== 'status').map((name) => fieldName(name, language))
  return [
    h(
      'p',
      null,
      LOOP_WORDS[language].asks(
        records.length,
        asked.join(words.review.comma),
        words.review.purposes[purpose],
        leftToRight(until),
      ),
      '.',
    ),
    ownWords(text),
  ]
}

/** Each person who was opened, and each who was asked for and was not. */
function answerView(
  { persons, fields: all }: OpeningAnswer,
  unopened: readonly string[] | null,
  { labels }: Reviews,
  words: Words,
  language: Language,
): Child {
  const { review } = words
  const fields = all.filter((name) => name !== 'status')
  const closed = unopened ?? []
  const rows: readonly (readonly Child[])[] = [
    ...persons.map(({ id, values }) => [
      code(toHex(id)),
      ...fields.map((name) => given(openedValue(name, values[name] ?? null, labels, words, language))),
    ]),
    ...closed.map((id) => [code(id), ...(fields.length === 0 ? [''] : fields).map(() => review.notOpened)]),
  ]
  return [
    persons.length === 0 ? h('p', null, REFUSAL[language]) : null,
    h(
      'p',
      null,
      review.opened(
        number(persons.length, language),
        unopened === null ? null : number(closed.length, language),
      ),
    ),
    rows.length === 0
      ? null
      : inParts(
          rows,
          PERSONS,
          (left) => words.more(number(left, language)),
          (part) =>
            table(
              review.openedTitle,
              [
                words.fields.one.person,
                ...(fields.length === 0
                  ? [review.openedTitle]
                  : fields.map((name) => fieldName(name, language))),
              ],
              part,
            ),
        ),
  ]
}

/** Those who assessed one thing stand one below the other, with what is new since each. */
function assessmentsView(reviews: Reviews, words: Words, language: Language): Child {
  const rows = sideBySide(reviews.checked)
  if (rows.length === 0) return null
  const texts = LOOP_WORDS[language]
  const about = (id: string, kind: 'incident' | 'claim'): Child => {
    const label = reviews.labels.get(id)
    return [`${texts.about[kind]} `, label === undefined ? code(id.slice(0, 8)) : given(label)]
  }
  return [
    table(
      texts.findings,
      texts.columns,
      rows.map(({ id, document, status, since }) => [
        about(id, document.about),
        [given(nameOf(document)), status === 'pass' ? null : ` (${texts.unknown})`],
        h('b', null, labelOf(FINDING, document.finding, language)),
        document.grade === null ? '–' : labelOf(GRADE, document.grade, language),
        h(
          'ul',
          null,
          document.reasons.map((reason) => h('li', null, labelOf(REASON, reason, language))),
        ),
        number(document.checkpoint.size, language),
        since === null ? '–' : newView(since, words, language),
      ]),
    ),
    h('p', { class: 'help' }, texts.note),
  ]
}

const newView = (since: NewSince, words: Words, language: Language): Child => [
  sinceInWords(since, language),
  since.changes.length === 0 ? null : changesView(since.changes, words, language),
]
