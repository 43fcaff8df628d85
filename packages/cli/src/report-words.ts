/** The report of a verification in words, English and Arabic. */
import type { Change, ChangeKind, ClaimCheck, Language, Report } from '@amana/bundle'
import { WITHDRAWAL_REASON } from '@amana/records'
import Table from 'cli-table3'
import type { TimeStamp } from './time-stamps.js'

/** Changes of one kind that are listed one by one; `--json` lists all. */
const LISTED = 50

const WORDS = {
  en: {
    good: 'No check failed. What each proves, and what was not checked:',
    bad: 'FAILED. Do not rely on this file.',
    statuses: { pass: 'pass', fail: 'FAIL', 'not-checked': 'not checked' },
    columns: ['Claim', 'Stated', 'Counted', ''],
    table: 'Table proven, its rows closed (--json shows its cells)',
    totals: 'Standing in this release',
    kinds: {
      persons: 'persons',
      incidents: 'incidents',
      evidence: 'items of evidence',
      withdrawn: 'withdrawn',
      closed: 'whose status is closed, counted as standing',
    },
    since: 'New since the earlier view',
    changes: {
      added: 'added',
      withdrawn: 'withdrawn',
      relisted: 'listed again',
      amended: 'amended or re-issued unchanged (they look alike)',
      revised: 'revised; what the revision says is closed in this view',
    },
    one: { person: 'person', incident: 'incident', evidence: 'item of evidence' },
    nothing: 'nothing',
    revision: 'revision',
    noReason: 'reason closed',
    more: (count: number) => `and ${count} more (--json lists them)`,
    witnessed: (by: string, time: string) => `Cosigned by ${by}; enough of them by ${time}.`,
    words: 'To compare by telephone, the root in words',
    line: 'To compare in writing, one line (the other reader gives it to --compare)',
    override: (reason: string) =>
      `The documenter's own check said that this view may single people out, and it was handed out all the same. Reason given: ${reason}`,
    time: (time: string) => `Time, as the documenter states it: ${time}`,
    closing: 'No check says that a person existed or who killed them. Pseudonymised, still sensitive.',
  },
  ar: {
    good: 'لم يفشل أي فحص. ما يثبته كل فحص، وما لم يفحص:',
    bad: 'فشل التحقق. لا تعتمد على هذا الملف.',
    statuses: { pass: 'ناجح', fail: 'فاشل', 'not-checked': 'لم يفحص' },
    columns: ['التصريح', 'المصرح به', 'المعدود', ''],
    table: 'جدول مثبت وصفوفه مغلقة (خلاياه في \u2066--json\u2069)',
    totals: 'القائم في هذا الإصدار',
    kinds: {
      persons: 'أشخاص',
      incidents: 'حوادث',
      evidence: 'أدلة',
      withdrawn: 'مسحوبة',
      closed: 'حالتها مغلقة وحسبت قائمة',
    },
    since: 'الجديد منذ النسخة السابقة',
    changes: {
      added: 'مضافة',
      withdrawn: 'مسحوبة',
      relisted: 'أعيد إدراجها',
      amended: 'معدلة أو أعيد إصدارها دون تغيير (لا فرق بينهما للقارئ)',
      revised: 'لها مراجعة محتواها مغلق في هذه النسخة',
    },
    one: { person: 'شخص', incident: 'حادثة', evidence: 'دليل' },
    nothing: 'لا شيء',
    revision: 'مراجعة',
    noReason: 'السبب مغلق',
    more: (count: number) => `و${count} غيرها (في \u2066--json\u2069)`,
    witnessed: (by: string, time: string) => `وقّع عليها ${by}؛ واكتمل العدد المطلوب في ${time}.`,
    words: 'للمقارنة بالهاتف، الجذر أرقاما',
    line: 'للمقارنة كتابة، سطر واحد (يقدمه القارئ الآخر إلى \u2066--compare\u2069)',
    override: (reason: string) =>
      `نبّه فحص الجهة الموثقة إلى أن هذه النسخة قد تكشف أشخاصا، ومع ذلك سُلّمت. السبب المذكور: ${reason}`,
    time: (time: string) => `الوقت كما تصرح به الجهة الموثقة: ${time}`,
    closing: 'لا يثبت أي فحص وجود شخص أو هوية من قتله. أسماء مستعارة، والمحتوى ما زال حساسا.',
  },
} as const

/** A report for people. */
export function reportInWords(
  file: string,
  report: Report,
  language: Language,
  stamps: readonly TimeStamp[] = [],
): string {
  const words = WORDS[language]
  const lines = [`${file}: ${report.ok ? words.good : words.bad}`]
  for (const { id, status, statement, reason, code } of report.checks) {
    // A statement says what passing proves: it is not printed as if it held where the check did not pass.
    const said = status === 'pass' ? statement : `${reason ?? ''}${code === undefined ? '' : ` [${code}]`}`
    lines.push(`  [${words.statuses[status]}] ${id}: ${said}`)
  }
  if (report.claims.length > 0) {
    const table = new Table({
      head: [...words.columns],
      style: { head: [], border: [], compact: true },
      colWidths: [72],
      wordWrap: true,
    })
    for (const claim of report.claims) table.push(claimRow(claim, words.statuses))
    lines.push(table.toString())
  }
  for (const { fields, cells } of report.tables)
    lines.push(`${words.table}: ${fields.join(' × ') || words.kinds.persons} (${cells.length})`)
  if (report.totals !== null) {
    const { totals } = report
    const kinds = ['persons', 'incidents', 'evidence', 'withdrawn', ...(totals.closed > 0 ? ['closed'] : [])]
    const counts = (kinds as (keyof typeof words.kinds)[]).map(
      (kind) => `${totals[kind]} ${words.kinds[kind]}`,
    )
    lines.push(`${words.totals}: ${counts.join(', ')}.`)
  }
  if (report.override !== null) lines.push(words.override(plain(report.override)))
  if (report.time !== null) lines.push(words.time(report.time))
  if (report.witnessed !== null)
    lines.push(words.witnessed(report.witnessed.by.map(plain).join(', '), report.witnessed.time))
  for (const stamp of stamps)
    lines.push(`  [${words.statuses[stamp.status]}] ${plain(stamp.file)}: ${plain(stamp.statement)}`)
  if (report.since !== null) lines.push(...changesInWords(report.since, language))
  if (report.words !== null && report.line !== null && report.ok)
    lines.push(`${words.words}:`, ...linesOf(report.words, language), `${words.line}:`, `  ${report.line}`)
  lines.push(words.closing)
  return lines.join('\n')
}

function changesInWords(since: NonNullable<Report['since']>, language: Language): string[] {
  const words = WORDS[language]
  const kinds = (Object.keys(words.changes) as ChangeKind[]).filter((kind) => since[kind] > 0)
  if (kinds.length === 0) return [`${words.since}: ${words.nothing}.`]
  return [
    `${words.since}:`,
    ...kinds.flatMap((kind) => {
      const changes = since.changes.filter(({ change }) => change === kind)
      return [
        `  ${since[kind]} ${words.changes[kind]}`,
        ...changes.slice(0, LISTED).map((change) => `    ${changeInWords(change, language)}`),
        ...(changes.length > LISTED ? [`    ${words.more(changes.length - LISTED)}`] : []),
      ]
    }),
  ]
}

function changeInWords({ change, kind, id, revision, reason }: Change, language: Language): string {
  const words = WORDS[language]
  const term = WITHDRAWAL_REASON.terms.find(({ code }) => code === reason)
  const why =
    change !== 'withdrawn'
      ? ''
      : `: ${reason === null ? words.noReason : `${reason} (${term?.[language] ?? ''})`}`
  return `${words.one[kind]} ${id}${language === 'ar' ? '،' : ','} ${words.revision} ${revision}${why}`
}

/** Words in lines of six, or numbers in lines that begin with their letter. */
function linesOf(words: string, language: Language): string[] {
  const items = words.split(' ')
  const each = language === 'ar' ? 5 : 6
  return Array.from(
    { length: Math.ceil(items.length / each) },
    (_, i) => `  ${items.slice(each * i, each * i + each).join(' ')}`,
  )
}

const claimRow = (claim: ClaimCheck, statuses: Record<ClaimCheck['status'], string>): string[] => [
  plain(claim.text),
  String(claim.stated),
  claim.counted === null ? '–' : String(claim.counted),
  statuses[claim.status],
]

/** Text from a file without control and direction characters: it cannot move the cursor or turn the line around. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
