import { type Language, Manifest, verifyView } from '@amana/bundle'
import { writeFileSafely } from '@amana/bundle/node'
import { AmanaError, utf8 } from '@amana/codec'
import type { Finding } from '@amana/evidence'
import { auditFolder, type FolderAudit } from '@amana/evidence/node'
import { type Audit, auditPage } from '../audit-page.js'
import { FINDING_WORDS } from '../audit-words.js'
import { EXIT } from '../exit.js'
import { keyOf, shownName, sourceOf } from '../input-file.js'
import type { Result } from '../output.js'
import { installedBrowser, printPage } from '../print-page.js'
import { Progress } from '../progress.js'
import { plain } from '../report-words.js'
import { size } from './hash-result.js'

/** Options of `amana audit`. */
export interface AuditOptions {
  readonly key: string
  readonly lang: Language
  readonly report?: string
}

const SHOWN = 100

/** Verifies a view, and compares a folder with the manifest in it, both ways. */
export async function audit(file: string, folder: string, options: AuditOptions): Promise<Result> {
  const key = keyOf(options.key)
  // Before hours of hashing, not after.
  if (options.report !== undefined && isPdf(options.report)) installedBrowser()
  const manifest = new Manifest()
  const report = await Progress.during(`Verifying ${shownName(file)}`, (onProgress) =>
    verifyView(sourceOf(file), key, {
      language: options.lang,
      onProgress,
      onRecord: (record) => manifest.take(record),
    }),
  )
  const entries = report.ok ? manifest.entries() : []
  const { withdrawn, closed } = report.ok ? manifest.others : { withdrawn: 0, closed: 0 }
  if (report.ok && entries.length === 0 && closed > 0)
    throw new AmanaError(
      'audit/no-manifest',
      'This view opens no hashes of evidence. An audit needs a view for auditors: amana view CASE --for auditor.',
    )
  const found = report.ok ? await compare(folder, entries) : null
  const made: Audit = {
    ok: report.ok && found?.findings.length === 0,
    view: shownName(file),
    folder,
    key,
    report,
    listed: entries.length,
    withdrawn,
    closed,
    found,
    at: `${new Date().toISOString().slice(0, 19)}Z`,
  }
  if (options.report !== undefined) {
    const page = auditPage(made, options.lang)
    writeFileSafely(options.report, isPdf(options.report) ? await printPage(page) : utf8(page), 0o600)
  }
  return {
    json: asJson(made),
    text: inWords(made, options),
    exit: made.ok ? EXIT.good : EXIT.failed,
  }
}

const isPdf = (file: string): boolean => file.toLowerCase().endsWith('.pdf')

const compare = (folder: string, entries: Parameters<typeof auditFolder>[1]): Promise<FolderAudit> =>
  Progress.during('Hashing, MB', (update) =>
    auditFolder(folder, entries, {
      onProgress: ({ bytes, allBytes, bytesPerSecond, files, allFiles }) =>
        update(
          Math.floor(bytes / 1e6),
          Math.floor(allBytes / 1e6),
          `${size(bytesPerSecond)} a second, file ${files} of ${allFiles}`,
        ),
    }),
  )

const asJson = ({ ok, view, report, listed, withdrawn, closed, found, at }: Audit) => ({
  ok,
  findings: found?.findings ?? [],
  audited: found !== null,
  listed,
  withdrawn,
  closed,
  files: found?.files ?? 0,
  bytes: found?.bytes ?? 0,
  naming: found?.naming ?? null,
  byContent: found?.byContent ?? 0,
  at,
  file: view,
  verification: report,
})

const pathOf = (path: string): string => (path === '' ? '.' : plain(path))

function inWords(made: Audit, options: AuditOptions): string {
  const { report, found, listed, closed, folder } = made
  const words = FINDING_WORDS[options.lang]
  if (found === null) {
    const failed = report.checks.filter(({ status }) => status === 'fail')
    return [words.viewFails, ...failed.map(({ id, reason }) => `  [FAIL] ${id}: ${reason ?? ''}`)].join('\n')
  }
  const lines = [
    `${plain(folder)}: ${found.findings.length === 0 ? words.none : words.some(found.findings.length)}`,
    ...found.findings.slice(0, SHOWN).map((finding) => `  ${sentenceOf(finding, words)}`),
  ]
  if (found.findings.length > SHOWN) lines.push(`  ${words.more(found.findings.length - SHOWN)}`)
  lines.push(words.counted(listed, found.files, size(found.bytes)))
  lines.push(words.naming[found.naming])
  if (found.byContent > 0) lines.push(words.byContent(found.byContent))
  if (closed > 0) lines.push(words.closed(closed))
  lines.push(words.root(report.root ?? ''), words.closing)
  if (options.report !== undefined) lines.push(words.written(options.report))
  return lines.join('\n')
}

const sentenceOf = ({ kind, path, other }: Finding, words: (typeof FINDING_WORDS)[Language]): string =>
  `${words.kinds[kind]}: ${pathOf(path)}${other === undefined ? '' : ` (${pathOf(other)})`}`
