/** The report of a verification on the page: made from the report object, so that checks and claims that are new to the page are shown too. */
import type { Change, ChangeKind, Check, ClaimCheck, Language, Report, Status } from '@amana/bundle'
import { number } from './catalogues.js'
import { type Child, code, given, h, inParts, sentence, table } from './dom.js'
import { explanationOf } from './explanations.js'
import { codeLabel } from './field-words.js'
import type { VerifiedView } from './protocol.js'
import type { Words } from './words.js'

/** A status as a word with a mark, never by colour alone. */
export const statusBadge = (status: Status, text: string): HTMLElement =>
  h(
    'span',
    { class: `badge ${status}` },
    h('span', { 'aria-hidden': 'true' }, { pass: '✓ ', fail: '✗ ', 'not-checked': '– ' }[status]),
    text,
  )

/** The verdict in one sentence, and how many checks stand behind it. */
export function verdictView(report: Report, words: Words, language: Language): HTMLElement {
  const count = (status: Status) =>
    number(report.checks.filter((check) => check.status === status).length, language)
  return h(
    'div',
    { class: `verdict ${report.ok ? 'pass' : 'fail'}` },
    h('p', { class: 'big' }, report.ok ? words.verdict.good : words.verdict.bad),
    h('p', null, words.verdict.counts(count('pass'), count('fail'), count('not-checked'))),
    report.ok ? null : h('p', null, words.verdict.hidden),
    h('p', null, words.verdict.closing),
  )
}

/** Every check of the report; each opens to what, how and why. */
export const checksView = (checks: readonly Check[], words: Words, language: Language): HTMLElement =>
  h(
    'section',
    { 'aria-labelledby': 'checks' },
    h('h3', { id: 'checks' }, words.checks.title),
    h('p', { class: 'help' }, words.checks.help),
    checks.map((check) => checkView(check, words, language)),
  )

function checkView({ id, status, statement, reason, code: fault }: Check, words: Words, language: Language) {
  const { name, how, why } = explanationOf(id, language)
  const part = (title: string, text: Child) => [h('dt', null, title), h('dd', null, text)]
  // What passing proves is not said in the open where it did not pass.
  const said = status === 'pass' ? statement : (reason ?? statement)
  return h(
    'details',
    { class: `check ${status}`, 'data-check': id },
    h(
      'summary',
      null,
      statusBadge(status, words.checks.statuses[status]),
      ' ',
      h('b', null, given(name)),
      ' ',
      h('span', null, sentence(said)),
    ),
    h(
      'dl',
      null,
      part(words.checks.what, sentence(statement)),
      reason === undefined
        ? null
        : part(words.checks.found, [
            sentence(reason),
            fault === undefined ? null : [' ', code(`[${fault}]`)],
          ]),
      part(words.checks.how, how),
      part(words.checks.why, why),
    ),
  )
}

/** Claims that are drawn at once. */
const CLAIMS = 200
const CLAIM_KEYS = new Set(['text', 'stated', 'counted', 'status', 'reason'])

/** Each claim beside what was counted or proven. */
export function claimsView(claims: readonly ClaimCheck[], words: Words, language: Language): HTMLElement {
  const { title, help, columns, reason, none } = words.claims
  const reasons = [...new Set(claims.map((claim) => claim.reason).filter((text) => text !== undefined))]
  // What a later version says of a claim beyond this: its name and its value, as they are.
  const more = [...new Set(claims.flatMap((claim) => Object.keys(claim)))].filter(
    (key) => !CLAIM_KEYS.has(key),
  )
  const [name, stated, counted, status] = columns
  return h(
    'section',
    { 'aria-labelledby': 'claims' },
    h('h3', { id: 'claims' }, title),
    claims.length === 0
      ? h('p', null, none)
      : [
          h('p', { class: 'help' }, help),
          inParts(
            claims,
            CLAIMS,
            (left) => words.more(number(left, language)),
            (part) =>
              table(
                title,
                [name, status, { number: stated }, { number: counted }, ...more],
                part.map((claim) => [
                  given(claim.text),
                  statusBadge(claim.status, words.checks.statuses[claim.status]),
                  number(claim.stated, language),
                  claim.counted === null ? '–' : number(claim.counted, language),
                  ...more.map((key) => plainValue((claim as unknown as Record<string, unknown>)[key])),
                ]),
              ),
          ),
          reasons.map((text) => h('p', { class: 'help' }, `${reason}: `, sentence(text))),
        ],
  )
}

const plainValue = (value: unknown): Child =>
  value === undefined || value === null
    ? '–'
    : given(typeof value === 'object' ? JSON.stringify(value) : String(value))

/** How many records of each kind stand. */
export const totalsView = (totals: NonNullable<Report['totals']>, words: Words, language: Language) =>
  h(
    'section',
    { 'aria-labelledby': 'totals' },
    h('h3', { id: 'totals' }, words.totals.title),
    h(
      'ul',
      { class: 'totals' },
      Object.entries(totals).map(([name, count]: [string, number]) =>
        h('li', null, h('b', null, number(count, language)), ' ', given(words.totals.names[name] ?? name)),
      ),
    ),
  )

const REPORT_KEYS = new Set(
  'ok checks claims totals audience origin size root words line release time witnessed since'.split(' '),
)

/** What the report is about: file, log, root; and parts of the report that are new to this page, as they are. */
export function factsView({ name, key, report }: VerifiedView, words: Words, language: Language) {
  const { facts } = words
  const { audience, release, time, witnessed, origin, size, root } = report
  const rest = Object.entries(report).filter(([part]) => !REPORT_KEYS.has(part))
  const row = (title: string, value: Child | undefined) => [
    h('dt', null, title),
    h('dd', null, value ?? facts.none),
  ]
  return h(
    'section',
    { 'aria-labelledby': 'facts' },
    h('h3', { id: 'facts' }, facts.title),
    h(
      'dl',
      { class: 'facts' },
      row(facts.file, given(name)),
      row(facts.audience, audience === null ? null : (facts.audiences[audience] ?? given(audience))),
      row(facts.release, release === null ? null : number(release, language)),
      row(facts.time, time === null ? null : code(time)),
      witnessed === null
        ? null
        : row(facts.witnessed, [given(witnessed.by.join(', ')), ' ', code(witnessed.time)]),
      row(facts.origin, origin === null ? null : code(origin)),
      row(facts.size, size === null ? null : number(size, language)),
      row(facts.key, code(key)),
      row(facts.root, root === null ? null : code(root)),
    ),
    rest.length === 0
      ? null
      : h(
          'details',
          null,
          h('summary', null, facts.rest),
          h('pre', { dir: 'ltr', tabindex: 0 }, JSON.stringify(Object.fromEntries(rest), null, 2)),
        ),
  )
}

/** What is new since the older of two views of one log. */
export function sinceView(
  older: string,
  since: NonNullable<Report['since']>,
  words: Words,
  language: Language,
): HTMLElement {
  const kinds = (Object.keys(words.since.kinds) as ChangeKind[]).filter((kind) => since[kind] > 0)
  return h(
    'section',
    { 'aria-labelledby': 'since' },
    h('h3', { id: 'since' }, words.since.title(older)),
    kinds.length === 0
      ? h('p', null, words.since.none)
      : [
          h(
            'ul',
            { class: 'totals' },
            kinds.map((kind) =>
              h('li', null, h('b', null, number(since[kind], language)), ' ', words.since.kinds[kind]),
            ),
          ),
          changesView(since.changes, words, language),
        ],
  )
}

/** Each change by itself, to be opened. */
export const changesView = (changes: readonly Change[], words: Words, language: Language): HTMLElement =>
  h(
    'details',
    null,
    h('summary', null, words.since.list),
    inParts(
      changes,
      50,
      (left) => words.more(number(left, language)),
      (part) =>
        table(
          words.since.list,
          words.since.columns,
          part.map(({ id, kind, change, revision, reason }) => [
            code(id),
            words.fields.one[kind],
            words.since.kinds[change],
            number(revision, language),
            reason === null ? '' : given(codeLabel('withdrawal_reason', reason, language)),
          ]),
        ),
    ),
  )
