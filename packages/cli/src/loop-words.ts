/** Documents of the review loop in words, English and Arabic. */
import {
  type Assessment,
  type CheckedFile,
  FINDING,
  GRADE,
  type Language,
  LOOP_WORDS,
  type LoopDocument,
  REASON,
  REFUSAL,
  type Reviewed,
  shownValue,
  sideBySide,
  sinceInWords,
  subjectLabel,
  VERDICTS,
} from '@amana/bundle'
import { toHex } from '@amana/codec'
import { parseVerifierKey } from '@amana/log'
import { labelOf } from '@amana/records'
import Table from 'cli-table3'
import { plain } from './report-words.js'

const STATUSES = {
  en: { pass: 'pass', fail: 'FAIL', 'not-checked': 'not checked' },
  ar: { pass: 'ناجح', fail: 'فاشل', 'not-checked': 'لم يفحص' },
} as const

const isolated = (text: string): string => `\u2068${plain(text)}\u2069`
const nameOf = (by: string): string => parseVerifierKey(by).name

/** What a document says, in lines. */
export function documentInWords(document: LoopDocument, language: Language): readonly string[] {
  const words = LOOP_WORDS[language]
  switch (document.kind) {
    case 'request': {
      const { records, fields, purpose, until, text } = document
      const asked = fields.filter((name) => name !== 'status').join(', ')
      return [words.asks(records.length, asked, purpose, until), ...(text === '' ? [] : [isolated(text)])]
    }
    case 'answer': {
      if (document.persons.length === 0) return [REFUSAL[language]]
      return [
        words.opens(document.persons.length),
        ...document.persons.map(({ id, values }) =>
          [
            toHex(id),
            ...Object.entries(values)
              .filter(([name, value]) => name !== 'status' && value !== null)
              .map(([name, value]) => `${name}=${plain(textOf(shownValue(value)))}`),
          ].join(' '),
        ),
      ]
    }
    case 'assessment': {
      const { about, records, text } = document
      return [
        `${words.about[about]} ${records.map(toHex).join(', ')}: ${findingOf(document, language)}`,
        ...document.reasons.map((code) => `- ${labelOf(REASON, code, language)}`),
        ...(text === '' ? [] : [isolated(text)]),
      ]
    }
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const findingOf = ({ finding, grade }: Assessment, language: Language): string =>
  [labelOf(FINDING, finding, language), ...(grade === null ? [] : [labelOf(GRADE, grade, language)])].join(
    '; ',
  )

/** Checked documents for people: each, and the assessments side by side. */
export function checkedInWords(
  checked: readonly CheckedFile[],
  reviewed: Reviewed,
  language: Language,
): string {
  const words = LOOP_WORDS[language]
  const lines: string[] = []
  for (const { file, status, verdict, document, unopened } of checked) {
    const kind = document === null ? '' : ` ${words.kinds[document.kind]},`
    const by = document === null ? '' : ` (${words.signed(isolated(nameOf(document.by)), document.time)})`
    const code = verdict === 'good' ? '' : ` [${verdict}]`
    lines.push(
      `[${STATUSES[language][status]}]${kind} ${plain(file)}: ${VERDICTS[verdict][language]}${code}${by}`,
    )
    if (document === null || status === 'fail') continue
    if (document.kind !== 'assessment')
      lines.push(...documentInWords(document, language).map((line) => `  ${line}`))
    if (unopened !== null && unopened.length > 0) lines.push(`  ${words.unopened(unopened.length)}`)
  }
  const rows = sideBySide(checked)
  if (rows.length > 0) {
    const table = new Table({ head: [...words.columns], style: { head: [], border: [], compact: true } })
    for (const { id, document, status, since } of rows)
      table.push([
        subjectIn(reviewed, document, id, language),
        `${plain(nameOf(document.by))}${status === 'pass' ? '' : ` (${words.unknown})`}`,
        labelOf(FINDING, document.finding, language),
        document.grade === null ? '–' : labelOf(GRADE, document.grade, language).split(':')[0]!,
        document.reasons.join(', '),
        String(document.checkpoint.size),
        since === null ? '–' : sinceInWords(since, language),
      ])
    lines.push(`${words.findings}:`, table.toString())
    for (const { document, file } of rows.filter(({ document }, i) => document !== rows[i - 1]?.document))
      if (document.text !== '') lines.push(`  ${plain(file)}: ${isolated(document.text)}`)
    lines.push(words.note)
  }
  return lines.join('\n')
}

function subjectIn(reviewed: Reviewed, { about }: Assessment, id: string, language: Language): string {
  const label = subjectLabel(reviewed, about, id, language)
  return `${LOOP_WORDS[language].about[about]} ${label === null ? id.slice(0, 8) : plain(label)}`
}
