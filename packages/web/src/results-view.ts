/** The results of a verification: the views, and of the one that is shown everything that is known. */
import type { Language } from '@amana/bundle'
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

/** Everything about one view. */
export function viewSection(view: VerifiedView, words: Words, language: Language): readonly HTMLElement[] {
  const { report, contents, older } = view
  return [
    verdictView(report, words, language),
    checksView(report.checks, words, language),
    claimsView(report.claims, words, language),
    ...(report.totals === null ? [] : [totalsView(report.totals, words, language)]),
    ...(report.since === null || older === null
      ? []
      : [sinceView(isolated(older), report.since, words, language)]),
    ...(contents === null
      ? []
      : [
          incidentsView(contents.incidents, words, language),
          crosstabView(contents, words, language),
          fieldsView(contents.kinds, words, language),
        ]),
    factsView(view, words, language),
  ]
}
