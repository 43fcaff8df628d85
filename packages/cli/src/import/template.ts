/** The empty table to fill in. */
import { INCIDENT_COLUMNS, PERSON_COLUMNS, TEMPLATE_HEADERS } from './columns.js'

/**
 * An empty table as CSV: the template's headers in one line. It begins with a byte order mark, without which spreadsheet
 * programs take UTF-8 for an encoding of old and show Arabic as signs.
 *
 * @param kind `persons` (the headers of the template) or `incidents` (a table of incidents of its own).
 */
export function templateText(language: 'en' | 'ar', kind: 'persons' | 'incidents' = 'persons'): string {
  const { terms } = kind === 'persons' ? PERSON_COLUMNS : INCIDENT_COLUMNS
  const shown = terms.filter(({ code }) => kind === 'incidents' || TEMPLATE_HEADERS.includes(code))
  return `\ufeff${shown.map((term) => term[language]).join(',')}\r\n`
}
