/** What the gate found, in words and as JSON: who would stand out and why, and the least that has to change. */
import type { Finding, Pool } from '@amana/bundle'
import { cellInWords } from '@amana/risk'

const POOLS: Readonly<Record<Pool, string>> = {
  public: 'Everybody, with all public views',
  named: 'Investigators and auditors, who are taken to pool what they have',
}

/** Classes that are listed; the JSON has as many as the assessment. */
const SHOWN = 8

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`
const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** An id in hexadecimal is told by its beginning. */
const shown = (value: string | null): string =>
  value === null ? 'closed' : /^[0-9a-f]{32}$/.test(value) ? `#${value.slice(0, 8)}` : value

/** The same in the words of a cell. */
const cellShown = (words: string): string => words.replace(/\b([0-9a-f]{8})[0-9a-f]{24}\b/g, '#$1')

/** The finding as one object for programs. */
export const findingJson = (finding: Finding): Readonly<Record<string, unknown>> => {
  const { pool, limits, passes, close, instead, assessment, derived, fields } = finding
  const { measures, failures } = assessment
  return {
    pool,
    passes,
    limits: { k: limits.k, globalRisk: limits.globalRisk },
    persons: measures.records,
    classes: measures.classes,
    smallestClass: measures.k,
    alone: measures.uniques,
    globalRisk: measures.prosecutor.average,
    failing: failures.failing,
    who: failures.classes.map(({ values, records, because }) => ({
      records,
      values: Object.fromEntries(values.map(({ column, value }) => [column, value])),
      because,
    })),
    derived: derived.map(({ where, count, lower, upper }) => ({
      cell: cellInWords(fields, where),
      count,
      lower,
      upper,
    })),
    close,
    instead,
  }
}

/** The finding as a paragraph: what is known, who fails and why. */
export function findingInWords(finding: Finding): string {
  const { pool, limits, passes, assessment, derived, fields } = finding
  const { measures, failures } = assessment
  const lines = [
    `${POOLS[pool]}: ${plural(measures.classes, 'group')} of persons who look alike, the smallest of ${measures.k} (at least ${limits.k}); ` +
      `a guess is right for ${percent(measures.prosecutor.average)} of ${measures.records} persons (below ${percent(limits.globalRisk)}).`,
  ]
  for (const { values, records, because } of failures.classes.slice(0, SHOWN)) {
    const facts = values.filter(({ value }) => value !== null)
    lines.push(
      `  ${plural(records, 'person')}: ${facts.map(({ column, value }) => `${column} ${shown(value)}`).join(', ') || 'nothing open'}` +
        (because.length > 0
          ? `; told apart by ${because.map((names) => names.join(' + ')).join(', or by ')}`
          : ''),
    )
  }
  if (failures.failing > SHOWN) lines.push(`  and ${plural(failures.failing - SHOWN, 'more group')}`)
  for (const { where, count, lower, upper } of derived.slice(0, SHOWN))
    lines.push(
      `  The counts give away a small one: ${cellShown(cellInWords(fields, where))}: ${count}, ${lower === upper ? 'exactly' : `known to be ${lower} to ${upper}`}.`,
    )
  if (passes && !assessment.passes)
    lines.push('  It passes all the same: it tells them nothing new, or all persons look alike.')
  return lines.join('\n')
}

/** What would pass for all who would have the view; empty where it passes as it is. */
export function remedyInWords(findings: readonly Finding[]): readonly string[] {
  const close = [...new Set(findings.flatMap((finding) => finding.close))]
  // What one pool may not have nobody is offered.
  const refusing = findings.filter((finding) => finding.close.length > 0)
  const instead = (refusing[0]?.instead ?? []).filter((name) =>
    refusing.every((finding) => finding.instead.includes(name)),
  )
  const open = instead.length > 0 ? `; and --open ${instead.join(',')} passes in its place` : ''
  const tables = findings.some(({ derived }) => derived.length > 0)
  return [
    ...(tables ? ['Against small counts: leave out a table, take fewer fields in it, or open fewer.'] : []),
    ...(close.length > 0
      ? [
          `${tables ? 'Beside that' : 'The smallest change found that passes'}: --close ${close.join(',')}${open}. What is closed can be proven in totals: --table.`,
        ]
      : []),
  ]
}
