/** Documents of the review loop in words, English and Arabic. */
import {
  type Assessment,
  type CheckedFile,
  FINDING,
  GRADE,
  type Language,
  type LoopDocument,
  type NewSince,
  REASON,
  REFUSAL,
  type Reviewed,
  shownValue,
  sideBySide,
  VERDICTS,
} from '@amana/bundle'
import { toHex } from '@amana/codec'
import { parseVerifierKey } from '@amana/log'
import { labelOf } from '@amana/records'
import Table from 'cli-table3'
import { plain } from './report-words.js'

const WORDS = {
  en: {
    statuses: { pass: 'pass', fail: 'FAIL', 'not-checked': 'not checked' },
    kinds: { request: 'request', answer: 'answer', assessment: 'assessment' },
    about: { incident: 'incident', claim: 'claim' },
    signed: (by: string, time: string) => `signed by ${by}, who states the time ${time}`,
    asks: (count: number, fields: string, purpose: string, until: string) =>
      `asks for ${fields} of ${count} persons, for ${purpose}, until ${until}`,
    opens: (count: number) => `opens ${count} persons:`,
    unopened: (count: number) => `${count} who were asked for are not opened.`,
    columns: ['About', 'By', 'Finding', 'Grade', 'Reasons', 'Entries then', 'New since'],
    findings: 'Assessments, side by side (the words of those who signed them)',
    unknown: 'key not given',
    nothing: 'nothing',
    withdrawn: 'itself withdrawn',
    stated: (count: number) => `now ${count} stated`,
    changes: {
      added: 'added',
      amended: 'amended or re-issued',
      withdrawn: 'withdrawn',
      relisted: 'listed again',
      revised: 'revised',
    },
    closed: (count: number) => `${count} changed whose incident is closed here`,
    note: 'An assessment is what a body found, not what is proven. It is about the state of the bundle that it names.',
  },
  ar: {
    statuses: { pass: 'ناجح', fail: 'فاشل', 'not-checked': 'لم يفحص' },
    kinds: { request: 'طلب', answer: 'جواب', assessment: 'تقييم' },
    about: { incident: 'حادثة', claim: 'تصريح' },
    signed: (by: string, time: string) => `وقعها ${by} وذكر الوقت ${time}`,
    asks: (count: number, fields: string, purpose: string, until: string) =>
      `يطلب ${fields} لأشخاص عددهم ${count}، لغرض ${purpose}، حتى ${until}`,
    opens: (count: number) => `يفتح حقول أشخاص عددهم ${count}:`,
    unopened: (count: number) => `عدد من طُلبوا ولم تُفتح حقولهم: ${count}.`,
    columns: ['الموضوع', 'من', 'النتيجة', 'الدرجة', 'الأسباب', 'القيود حينها', 'الجديد منذئذ'],
    findings: 'التقييمات جنبا إلى جنب (بكلمات من وقعها)',
    unknown: 'لم تقدم مفتاحه',
    nothing: 'لا شيء',
    withdrawn: 'سُحب الموضوع نفسه',
    stated: (count: number) => `المصرح به الآن ${count}`,
    changes: {
      added: 'مضاف',
      amended: 'معدل أو معاد إصداره',
      withdrawn: 'مسحوب',
      relisted: 'معاد إدراجه',
      revised: 'له مراجعة',
    },
    closed: (count: number) => `${count} تغيرت وحادثتها مغلقة هنا`,
    note: 'التقييم ما توصلت إليه جهة، وليس شيئا مثبتا. وهو يخص حالة الحزمة التي يذكرها.',
  },
} as const

const isolated = (text: string): string => `\u2068${plain(text)}\u2069`
const nameOf = (by: string): string => parseVerifierKey(by).name

/** What a document says, in lines. */
export function documentInWords(document: LoopDocument, language: Language): readonly string[] {
  const words = WORDS[language]
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
  const words = WORDS[language]
  const lines: string[] = []
  for (const { file, status, verdict, document, unopened } of checked) {
    const kind = document === null ? '' : ` ${words.kinds[document.kind]},`
    const by = document === null ? '' : ` (${words.signed(isolated(nameOf(document.by)), document.time)})`
    const code = verdict === 'good' ? '' : ` [${verdict}]`
    lines.push(
      `[${words.statuses[status]}]${kind} ${plain(file)}: ${VERDICTS[verdict][language]}${code}${by}`,
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
  const kind = about === 'claim' ? 'statement' : 'incident'
  const name = about === 'claim' ? `text_${language}` : 'label'
  const label = reviewed.of(kind, id).at(-1)?.get(name)
  return `${WORDS[language].about[about]} ${typeof label === 'string' ? plain(label) : id.slice(0, 8)}`
}

function sinceInWords(since: NewSince, language: Language): string {
  const words = WORDS[language]
  const kinds = (['added', 'amended', 'withdrawn', 'relisted', 'revised'] as const).flatMap((kind) => {
    const count = since.changes.filter(({ change }) => change === kind).length
    return count === 0 ? [] : [`${count} ${words.changes[kind]}`]
  })
  const all = [
    ...(since.isWithdrawn ? [words.withdrawn] : []),
    ...kinds,
    ...(since.closed === 0 ? [] : [words.closed(since.closed)]),
    ...(since.stated === null ? [] : [words.stated(since.stated)]),
  ]
  return all.length === 0 ? words.nothing : all.join('; ')
}
