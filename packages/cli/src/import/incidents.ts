/** A row of a table of incidents into an {@link IncidentInput}. */
import type { IncidentInput } from '@amana/records'
import { readCircumstances, readRowDate, stated } from './circumstances.js'
import type { ReadingRules } from './persons.js'
import type { Row } from './row.js'

/** Reads one row. What is wrong with it is in `row.problems`; where there is anything, the result is not to be used. */
export function readIncident(row: Row, rules: ReadingRules): IncidentInput {
  const key = row.cell('incident')
  if (key === '')
    row.refuse(
      'incident',
      'import/no-incident',
      'The row names no incident. Expected the name that the persons’ rows use.',
    )
  return {
    key,
    ...stated<Partial<IncidentInput>>({
      label: row.cell('label') || undefined,
      date: readRowDate(row, 'date', rules),
      notes: row.cell('notes') || undefined,
    }),
    ...readCircumstances(row, rules.commaSplits),
    ...(row.extra.length === 0 ? {} : { extra: row.extra }),
  }
}
