/** The results of a verification: the views, and of the one that is shown everything that is known. */
import type { Language } from '@amana/bundle'
import { lineView } from './beside-views.js'
import { isolated, number } from './catalogues.js'
import { crosstabView } from './crosstab-view.js'
import { button, given, table } from './dom.js'
import { fieldsView } from './fields-view.js'
import { incidentsView } from './incidents-view.js'
import type { VerifiedView } from './protocol.js'
import {
  checksView,
  claimsView,
  factsView,
  sinceView,
  statusBadge,
  totalsView,
  verdictView,
} from './report-view.js'
import { reviewsView, reviewsWarning } from './reviews-view.js'
import type { Words } from './words.js'

/** The views beside each other, where there are several. */
export const viewsTable = (
  views: readonly VerifiedView[],
  shown: VerifiedView,
  show: (view: VerifiedView) => void,
  words: Words,
  language: Language,
): HTMLElement =>
  table(
    words.verdict.views,
    [
      words.verdict.columns[0],
      words.verdict.columns[1],
      { number: words.verdict.columns[2] },
      words.verdict.columns[3],
    ],
    views.map((view) => [
      given(view.name),
      statusBadge(
        view.report.ok ? 'pass' : 'fail',
        view.report.ok ? words.verdict.goodShort : words.verdict.badShort,
      ),
      view.report.release === null ? '–' : number(view.report.release, language),
      button(words.verdict.show(isolated(view.name)), () => show(view), {
        'aria-pressed': view === shown ? 'true' : 'false',
      }),
    ]),
  )

/** Everything about one view, part by part. */
export function viewParts(
  view: VerifiedView,
  words: Words,
  language: Language,
): readonly (() => HTMLElement | null)[] {
  const { report, contents, older } = view
  const { checks, claims, totals, since } = report
  return [
    () => verdictView(report, words, language),
    () => reviewsWarning(view, words, language),
    () => checksView(checks, words, language),
    // A claim that failed is what was found; else nothing is shown of a file that failed.
    () =>
      report.ok || claims.some(({ status }) => status === 'fail')
        ? claimsView(claims, words, language)
        : null,
    () => (totals === null || !report.ok ? null : totalsView(totals, words, language)),
    () => (since === null || older === null ? null : sinceView(isolated(older), since, words, language)),
    () => reviewsView(view, words, language),
    () => (contents === null ? null : incidentsView(contents.incidents, words, language)),
    () => (contents === null ? null : crosstabView(contents, words, language)),
    () => (contents === null ? null : fieldsView(contents.kinds, words, language)),
    () => lineView(report, words),
    () => factsView(view, words, language),
  ]
}
