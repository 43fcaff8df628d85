/**
 * The report of an audit as one HTML page, in English or Arabic, for the screen and for printing on one sheet. It loads nothing and
 * runs nothing: a policy in the page forbids both, and every text that comes from a file or a view is escaped.
 */
import type { Check, Language, Report } from '@amana/bundle'
import type { Finding, FindingKind } from '@amana/evidence'
import type { FolderAudit } from '@amana/evidence/node'
import { FINDING_WORDS } from './audit-words.js'
import { size } from './commands/hash-result.js'
import { escaped, htmlPage } from './html-page.js'
import { plain } from './report-words.js'

/** What an audit found. */
export interface Audit {
  readonly ok: boolean
  /** File name of the view, and the folder as it was given. */
  readonly view: string
  readonly folder: string
  readonly key: string
  readonly report: Report
  /** Files that the view lists, that were withdrawn, and whose hashes it does not open. */
  readonly listed: number
  readonly withdrawn: number
  readonly closed: number
  /** Null where the view did not pass: then the folder was not looked at. */
  readonly found: FolderAudit | null
  /** When the audit was made, by this computer's clock. */
  readonly at: string
}

/** So many differences fit on the sheet, and so much of a path. */
const ROWS = 6
const PATH = 80

const LABELS = {
  en: {
    title: 'Audit of files of evidence',
    good: 'The folder is as listed',
    bad: 'The folder is not as listed',
    fails: 'The view does not verify: the folder was not compared',
    what: 'What was compared',
    view: 'View',
    key: 'Verification key',
    release: 'Release',
    stated: 'Time, as the documenter states it',
    entries: 'Entries in the log',
    rootOf: 'Root of the log',
    folder: 'Folder',
    at: 'Time of the audit',
    numbers: 'Numbers',
    differences: 'Differences',
    noDifference: 'None.',
    more: (count: number) => `… and ${count} more.`,
    difference: 'Difference',
    path: 'Path',
    other: 'Belongs to, or now stands at',
    checks: 'Checks of the view',
    statuses: { pass: 'pass', fail: 'FAIL', 'not-checked': 'not checked' },
    auditor: 'Auditor',
    date: 'Date and signature',
    closing: 'Pseudonymised, still sensitive. Compare the root with other recipients by telephone.',
  },
  ar: {
    title: 'تدقيق ملفات الأدلة',
    good: 'المجلد مطابق للقائمة',
    bad: 'المجلد غير مطابق للقائمة',
    fails: 'فشل التحقق من النسخة: لم يقارن المجلد',
    what: 'ما جرت مقارنته',
    view: 'النسخة',
    key: 'مفتاح التحقق',
    release: 'الإصدار',
    stated: 'الوقت كما تصرح به الجهة الموثقة',
    entries: 'عدد القيود في السجل',
    rootOf: 'جذر السجل',
    folder: 'المجلد',
    at: 'وقت التدقيق',
    numbers: 'الأعداد',
    differences: 'الاختلافات',
    noDifference: 'لا يوجد.',
    more: (count: number) => `… وغيرها ${count}.`,
    difference: 'الاختلاف',
    path: 'المسار',
    other: 'يعود إلى، أو مكانه الآن',
    checks: 'فحوص النسخة',
    statuses: { pass: 'ناجح', fail: 'فاشل', 'not-checked': 'لم يفحص' },
    auditor: 'المدقق',
    date: 'التاريخ والتوقيع',
    closing: 'أسماء مستعارة، والمحتوى ما زال حساسا. قارنوا الجذر مع المتلقين الآخرين بالهاتف.',
  },
} as const

const STYLE = `
:root { color-scheme: light; }
body { font: 9.5pt/1.35 "Noto Naskh Arabic", "Noto Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif;
  color: #111; background: #fff; max-width: 182mm; margin: 8mm auto; padding: 0 4mm; }
h1 { font-size: 15pt; margin: 0 0 2mm; }
h2 { font-size: 10pt; margin: 3mm 0 .8mm; border-bottom: .3mm solid #999; }
p { margin: .8mm 0; }
.verdict { font-weight: bold; font-size: 12pt; padding: 2mm 3mm; border: .6mm solid; margin: 0 0 2mm; }
.good { border-color: #1b6e33; } .bad { border-color: #a01818; background: #fbeaea; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .4mm 2mm .4mm 0; font-weight: normal; overflow-wrap: anywhere; }
thead th { border-bottom: .2mm solid #999; }
.facts th { width: 56mm; color: #444; }
.checks { font-size: 8pt; line-height: 1.3; }
.checks th { width: 22mm; }
.fail { color: #a01818; font-weight: bold; }
bdi { unicode-bidi: isolate; }
code { font: 8.5pt ui-monospace, "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: anywhere; }
.sign { display: flex; gap: 10mm; margin-top: 9mm; }
.sign div { flex: 1; border-top: .2mm solid #111; padding-top: 1mm; }
footer { margin-top: 2mm; font-size: 8.5pt; color: #444; }
@page { size: A4; margin: 10mm 14mm; }
@media print { body { max-width: none; margin: 0; padding: 0; } tr, .verdict, .sign { break-inside: avoid; } }
`

/** A text from outside, without marks that turn lines around, kept by itself, and no longer than there is room for. */
function isolated(text: string): string {
  const signs = [...plain(text)]
  const shown =
    signs.length > PATH
      ? [...signs.slice(0, PATH / 2), '…', ...signs.slice(-PATH / 2)].join('')
      : signs.join('')
  return `<bdi dir="auto">${escaped(shown)}</bdi>`
}
const code = (text: string): string => `<bdi dir="ltr"><code>${escaped(plain(text))}</code></bdi>`

const facts = (rows: readonly (readonly [string, string])[]): string =>
  `<table class="facts"><tbody>${rows.map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${value}</td></tr>`).join('')}</tbody></table>`

/**
 * The page. The same audit gives the same bytes.
 * @param made what the audit found
 */
export function auditPage(made: Audit, language: Language): string {
  const labels = LABELS[language]
  const words = FINDING_WORDS[language]
  const { report, found } = made
  const verdict = found === null ? labels.fails : made.ok ? labels.good : labels.bad
  const body = `<h1>${escaped(labels.title)}</h1>
<p class="verdict ${made.ok ? 'good' : 'bad'}">${escaped(verdict)}</p>
<h2>${escaped(labels.what)}</h2>
${facts([
  [labels.folder, isolated(made.folder)],
  [labels.view, isolated(made.view)],
  [labels.key, code(made.key)],
  [labels.release, escaped(report.release === null ? '–' : String(report.release))],
  [labels.stated, code(report.time ?? '–')],
  [labels.entries, escaped(report.size === null ? '–' : String(report.size))],
  [labels.rootOf, code((report.root ?? '–').replace(/.{8}(?=.)/g, '$& '))],
  [labels.at, code(made.at)],
])}
${found === null ? '' : numbersAndDifferences(made, labels, words)}
<h2>${escaped(labels.checks)}</h2>
<table class="checks"><tbody>${report.checks.map((check) => checkRow(check, labels.statuses)).join('')}</tbody></table>
<div class="sign"><div>${escaped(labels.auditor)}</div><div>${escaped(labels.date)}</div></div>
<footer><p>${escaped(words.closing)}</p><p>${escaped(labels.closing)}</p></footer>`
  return htmlPage(labels.title, STYLE, body, language)
}

function numbersAndDifferences(
  { found, listed, closed }: Audit,
  labels: (typeof LABELS)[Language],
  words: (typeof FINDING_WORDS)[Language],
): string {
  if (found === null) return ''
  const { findings, files, bytes, naming, byContent } = found
  const numbers = [
    words.counted(listed, files, size(bytes)),
    words.naming[naming],
    ...(byContent > 0 ? [words.byContent(byContent)] : []),
    ...(closed > 0 ? [words.closed(closed)] : []),
  ]
  const counts = new Map<FindingKind, number>()
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const byKind = [...counts].map(([kind, count]) => `${words.kinds[kind]}: ${count}`).join(' · ')
  const rows = oneOfEach(findings).map(
    ({ path, kind, other }) =>
      `<tr><td>${escaped(words.kinds[kind])}</td><td>${isolated(path === '' ? '.' : path)}</td><td>${other === undefined ? '' : isolated(other)}</td></tr>`,
  )
  const head = [labels.difference, labels.path, labels.other].map(
    (name) => `<th scope="col">${escaped(name)}</th>`,
  )
  const table = `<table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`
  return `<h2>${escaped(labels.numbers)}</h2>
${numbers.map((sentence) => `<p>${escaped(sentence)}</p>`).join('\n')}
<h2>${escaped(labels.differences)} (${findings.length})</h2>
${findings.length === 0 ? `<p>${escaped(labels.noDifference)}</p>` : `<p>${escaped(byKind)}</p>${table}`}
${findings.length > ROWS ? `<p>${escaped(labels.more(findings.length - ROWS))}</p>` : ''}`
}

/** As many differences as there is room for, one of each kind before a second of any. */
function oneOfEach(findings: readonly Finding[]): readonly Finding[] {
  const turns = new Map<FindingKind, number>()
  const ranked = findings.map((finding, at) => {
    const turn = turns.get(finding.kind) ?? 0
    turns.set(finding.kind, turn + 1)
    return { finding, turn, at }
  })
  ranked.sort((a, b) => a.turn - b.turn || a.at - b.at)
  return ranked.slice(0, ROWS).map(({ finding }) => finding)
}

const checkRow = (
  { status, statement, reason }: Check,
  statuses: Readonly<Record<Check['status'], string>>,
): string =>
  `<tr><th scope="row"${status === 'fail' ? ' class="fail"' : ''}>${escaped(statuses[status])}</th><td>${escaped(status === 'pass' ? statement : (reason ?? ''))}</td></tr>`
