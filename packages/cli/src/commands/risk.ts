import { assessView, type Language } from '@amana/bundle'
import { writeFileSafely } from '@amana/bundle/node'
import { utf8 } from '@amana/codec'
import { EXIT } from '../exit.js'
import { findingInWords, findingJson, remedyInWords } from '../gate-words.js'
import type { Result } from '../output.js'
import { riskPage } from '../risk-page.js'
import { withCase } from '../unlock.js'
import { choiceOf, releaseOf, type ViewOptions } from './view.js'

/** Options of `amana risk`: those of a view, and where the page goes. */
export interface RiskOptions extends Omit<ViewOptions, 'output' | 'override' | 'reason'> {
  readonly report?: string
  readonly lang: Language
}

/** Says what a view would give away with everything that was handed out before; writes no view. */
export const risk = (path: string, options: RiskOptions): Promise<Result> =>
  withCase(path, options, async ({ case: amana }) => {
    const release = releaseOf(amana, options.release)
    const findings = assessView(amana, options.for, release, choiceOf(options))
    const ok = findings.every(({ passes }) => passes)
    if (options.report !== undefined)
      writeFileSafely(
        options.report,
        utf8(riskPage({ audience: options.for, release: release.number, findings }, options.lang)),
        0o600,
      )
    return {
      json: { ok, audience: options.for, release: release.number, gate: findings.map(findingJson) },
      text: [
        ...findings.map(
          (finding) => `${finding.passes ? 'Passes. ' : 'Refused. '}${findingInWords(finding)}`,
        ),
        ...remedyInWords(findings),
        ...(findings.length === 0
          ? ['Nothing to judge: this view is handed to nobody, or nobody is listed.']
          : []),
        ...(options.report === undefined ? [] : [`Report: ${options.report}`]),
      ].join('\n'),
      exit: ok ? EXIT.good : EXIT.refused,
    }
  })
