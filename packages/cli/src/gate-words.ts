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

const changesOf = ({ assessment: { changes } }: Finding) =>
  changes?.changes.map(({ column }) => column) ?? null

/** The finding as one object for programs. */
export const findingJson = (finding: Finding): Readonly<Record<string, unknown>> => {
  const { pool, limits, passes, assessment, derived, fields } = finding
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
    close: changesOf(finding),
  }
}

/** The finding as a paragraph: what is known, who fails and why, what would pass. */
export function findingInWords(finding: Finding): string {
  const { pool, limits, assessment, derived, fields } = finding
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
      `  The tables give away a small count: ${cellInWords(fields, where)}: ${count}, ${lower === upper ? 'exactly' : `known to be ${lower} to ${upper}`}.`,
    )
  const close = changesOf(finding)
  if (derived.length > 0) lines.push('  Leave out a table, or take fewer fields.')
  if (close !== null && close.length > 0)
    lines.push(
      `  The least that passes: --close ${close.join(',')}. What is closed can be proven in totals: --table.`,
    )
  if (close === null) lines.push('  No field of this view would help: what was handed out before is enough.')
  return lines.join('\n')
}
