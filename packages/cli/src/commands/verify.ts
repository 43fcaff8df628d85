import { type ClaimCheck, type Language, type Report, verifyView } from '@amana/bundle'
import { AmanaError } from '@amana/codec'
import Table from 'cli-table3'
import { EXIT } from '../exit.js'
import { keyOf, readStdinOnce, shownName, sourceOf } from '../input-file.js'
import type { Result } from '../output.js'
import { Progress } from '../progress.js'
import { checkTimeStamps, type TimeStamp, type TimeStampOptions } from '../time-stamps.js'

/** Options of `amana verify`. */
export interface VerifyOptions extends TimeStampOptions {
  readonly key: string
  readonly since?: string
  readonly lang: Language
}

/** Runs every check on each file and prints what each proves. */
export async function verify(files: readonly string[], options: VerifyOptions): Promise<Result> {
  // The earlier view is read again for each file.
  readStdinOnce(...files, ...files.map(() => options.since))
  const key = keyOf(options.key)
  if (options.timestamp !== undefined && (files.length > 1 || files[0] === '-'))
    throw new AmanaError('cli/one-view', 'A time stamp belongs to one view: name one file.')
  const reports: { file: string; report: Report; stamps: readonly TimeStamp[] }[] = []
  for (const file of files) {
    const report = await Progress.during(`Verifying ${shownName(file)}`, (onProgress) =>
      verifyView(sourceOf(file), key, {
        language: options.lang,
        onProgress,
        ...(options.since === undefined ? {} : { since: sourceOf(options.since) }),
      }),
    )
    const stamps = report.ok ? await checkTimeStamps(file, report, options, options.lang) : []
    reports.push({ file: shownName(file), report, stamps })
  }
  const ok = reports.every(
    ({ report, stamps }) => report.ok && stamps.every(({ status }) => status !== 'fail'),
  )
  const single = reports.length === 1 ? reports[0] : undefined
  return {
    json:
      single !== undefined
        ? { ...single.report, ok, file: single.file, ...stampsIn(single.stamps) }
        : { ok, reports: reports.map(({ file, report }) => ({ ...report, file })) },
    text: reports.map(({ file, report, stamps }) => inWords(file, report, stamps, options.lang)).join('\n\n'),
    exit: ok ? EXIT.good : EXIT.failed,
  }
}

const WORDS = {
  en: {
    good: 'No check failed. What each proves, and what was not checked:',
    bad: 'FAILED. Do not rely on this file.',
    statuses: { pass: 'pass', fail: 'FAIL', 'not-checked': 'not checked' },
    columns: ['Claim', 'Stated', 'Counted', ''],
    totals: 'Standing in this release',
    kinds: {
      persons: 'persons',
      incidents: 'incidents',
      evidence: 'items of evidence',
      withdrawn: 'withdrawn',
    },
    since: (since: NonNullable<Report['since']>) =>
      `Since the earlier view: ${since.added} added, ${since.amended} amended or re-issued, ${since.withdrawn} withdrawn.`,
    time: (time: string) => `Time, as the documenter states it: ${time}`,
    closing: 'No check says that a person existed or who killed them. Pseudonymised, still sensitive.',
  },
  ar: {
    good: 'لم يفشل أي فحص. ما يثبته كل فحص، وما لم يفحص:',
    bad: 'فشل التحقق. لا تعتمد على هذا الملف.',
    statuses: { pass: 'ناجح', fail: 'فاشل', 'not-checked': 'لم يفحص' },
    columns: ['التصريح', 'المصرح به', 'المعدود', ''],
    totals: 'القائم في هذا الإصدار',
    kinds: { persons: 'أشخاص', incidents: 'حوادث', evidence: 'أدلة', withdrawn: 'مسحوبة' },
    since: (since: NonNullable<Report['since']>) =>
      `منذ النسخة السابقة: أضيف ${since.added}، وعُدّل أو أعيد إصدار ${since.amended}، وسُحب ${since.withdrawn}.`,
    time: (time: string) => `الوقت كما تصرح به الجهة الموثقة: ${time}`,
    closing: 'لا يثبت أي فحص وجود شخص أو هوية من قتله. أسماء مستعارة، والمحتوى ما زال حساسا.',
  },
} as const

const stampsIn = (stamps: readonly TimeStamp[]) => (stamps.length === 0 ? {} : { timestamps: stamps })

function inWords(file: string, report: Report, stamps: readonly TimeStamp[], language: Language): string {
  const words = WORDS[language]
  const ok = report.ok && stamps.every(({ status }) => status !== 'fail')
  const lines = [`${file}: ${ok ? words.good : words.bad}`]
  for (const { id, status, statement, reason } of report.checks) {
    // A statement says what passing proves: it is not printed as if it held where the check did not pass.
    lines.push(`  [${words.statuses[status]}] ${id}: ${status === 'pass' ? statement : (reason ?? '')}`)
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
  if (report.totals !== null) {
    const { totals } = report
    const counts = (['persons', 'incidents', 'evidence', 'withdrawn'] as const).map(
      (kind) => `${totals[kind]} ${words.kinds[kind]}`,
    )
    lines.push(`${words.totals}: ${counts.join(', ')}.`)
  }
  if (report.time !== null) lines.push(words.time(report.time))
  for (const stamp of stamps)
    lines.push(`  [${words.statuses[stamp.status]}] ${plain(stamp.file)}: ${plain(stamp.statement)}`)
  if (report.since !== null) lines.push(words.since(report.since))
  lines.push(words.closing)
  return lines.join('\n')
}

const claimRow = (claim: ClaimCheck, statuses: Record<ClaimCheck['status'], string>): string[] => [
  plain(claim.text),
  String(claim.stated),
  claim.counted === null ? '–' : String(claim.counted),
  statuses[claim.status],
]

/** Text from a file without control and direction characters: it cannot move the cursor or turn the line around. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
