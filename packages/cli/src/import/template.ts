/** The empty table to fill in. */
import { EVIDENCE_COLUMNS, INCIDENT_COLUMNS, PERSON_COLUMNS, TEMPLATE_HEADERS } from './columns.js'

/**
 * An empty table as CSV: the template's headers in one line. It begins with a byte order mark, without which spreadsheet
 * programs take UTF-8 for an encoding of old and show Arabic as signs.
 *
 * @param kind `persons` (the headers of the template), `incidents` or `evidence` (tables of their own).
 */
export function templateText(
  language: 'en' | 'ar',
  kind: 'persons' | 'incidents' | 'evidence' = 'persons',
): string {
  const { terms } = { persons: PERSON_COLUMNS, incidents: INCIDENT_COLUMNS, evidence: EVIDENCE_COLUMNS }[kind]
  const shown = terms.filter(({ code }) => kind !== 'persons' || TEMPLATE_HEADERS.includes(code))
  return `\ufeff${shown.map((term) => term[language]).join(',')}\r\n`
}
