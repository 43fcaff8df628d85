import { readFileSync } from 'node:fs'
import {
  type CheckedFile,
  checkDocuments,
  checkedJson,
  type Language,
  MAX_DOCUMENT,
  type VerifyOptions as Options,
  parseCompared,
  type Report,
  Reviewed,
  readDocuments,
  type SeenCheckpoints,
  verifyView,
} from '@amana/bundle'
import { withSeenFile } from '@amana/bundle/node'
import { AmanaError, fromHex, fromUtf8 } from '@amana/codec'
import { withCommitThreads } from '@amana/crypto/node'
import { parsePolicy } from '@amana/log'
import { verifyTalliesInThreads } from '@amana/tally/node'
import { EXIT } from '../exit.js'
import { beginningOf, keyOf, readStdinOnce, shownName, sourceOf } from '../input-file.js'
import { checkedInWords } from '../loop-words.js'
import type { Result } from '../output.js'
import { Progress } from '../progress.js'
import { reportInWords } from '../report-words.js'
import { checkTimeStamps, type TimeStamp, type TimeStampOptions } from '../time-stamps.js'

/** Options of `amana verify`. */
export interface VerifyOptions extends TimeStampOptions {
  readonly key: string
  readonly since?: string
  readonly seen?: string
  readonly first?: boolean
  readonly compare?: string
  readonly cosignature?: readonly string[]
  readonly policy?: string
  readonly document?: readonly string[]
  readonly reviewer?: readonly string[]
  readonly lang: Language
}

/** Runs every check on each file and prints what each proves. */
export async function verify(files: readonly string[], options: VerifyOptions): Promise<Result> {
  // The earlier view is read again for each file.
  readStdinOnce(...files, ...files.map(() => options.since))
  if (options.first === true && options.seen === undefined)
    throw new AmanaError('cli/misuse', '--first says that the file of --seen is new: give --seen FILE.')
  if (options.cosignature !== undefined && options.policy === undefined)
    throw new AmanaError('cli/misuse', 'Give --policy FILE: whose cosignatures count is for you to say.')
  if (
    options.timestamp === undefined &&
    (options.tsaRoots ?? options.tsaPolicy ?? options.tsaAt) !== undefined
  )
    throw new AmanaError(
      'cli/misuse',
      'Roots, policy and moment are for a time stamp: give --timestamp FILE.',
    )
  const key = keyOf(options.key)
  if (options.timestamp !== undefined && files.length > 1)
    throw new AmanaError('cli/one-view', 'A time stamp belongs to one view: name one file.')
  const { document: documents = [], reviewer: reviewers = [] } = options
  if (documents.length > 0 && files.length > 1)
    throw new AmanaError('cli/one-view', 'Documents are checked against one view: name one file.')
  const read = readDocuments(documents.map((path) => beginningOf(path, MAX_DOCUMENT + 1)))
  const [reviewed, earlier] = [new Reviewed(read), new Reviewed()]
  const stamps: TimeStamp[] = []
  const asked: Options = {
    language: options.lang,
    tally: verifyTalliesInThreads,
    ...(options.compare === undefined ? {} : { compare: parseCompared(options.compare) }),
    ...(options.policy === undefined ? {} : { witnesses: witnessesOf(options.policy, options.cosignature) }),
    timeStamps: (note) => {
      stamps.push(...checkTimeStamps(note, options, options.lang))
      return stamps.map(({ status }) => status)
    },
  }
  const reports: { file: string; report: Report }[] = []
  const verifyAll = (seen?: SeenCheckpoints): Promise<void> =>
    withCommitThreads(async (commit) => {
      for (const file of files) {
        const report = await Progress.during(`Verifying ${shownName(file)}`, (onProgress) =>
          verifyView(sourceOf(file), key, {
            ...asked,
            commit,
            onProgress,
            ...(documents.length === 0 ? {} : { onRecord: reviewed.take, onEarlierRecord: earlier.take }),
            ...(options.since === undefined ? {} : { since: sourceOf(options.since) }),
            ...(seen === undefined ? {} : { seen: seen.forReader(key) }),
          }),
        )
        if (report.ok) seen?.add(key, { size: report.size!, root: fromHex(report.root!) })
        reports.push({ file: shownName(file), report })
      }
    })
  if (options.seen === undefined) await verifyAll()
  else await withSeenFile(options.seen, options.first === true, verifyAll)

  const single = reports.length === 1 ? reports[0] : undefined
  const checked: readonly CheckedFile[] =
    documents.length === 0 || single?.report.ok !== true
      ? []
      : checkDocuments({ report: single.report, key, reviewed, earlier }, read, reviewers.map(keyOf)).map(
          (one, i) => ({ ...one, file: shownName(documents[i]!) }),
        )
  const ok = reports.every(({ report }) => report.ok) && checked.every(({ status }) => status !== 'fail')
  return {
    json:
      single !== undefined
        ? {
            ...single.report,
            ok,
            file: single.file,
            ...(stamps.length === 0 ? {} : { timestamps: stamps }),
            ...(documents.length === 0 ? {} : { documents: checked.map(checkedJson) }),
          }
        : { ok, reports: reports.map(({ file, report }) => ({ ...report, file })) },
    text: [
      ...reports.map(({ file, report }) => reportInWords(file, report, options.lang, stamps)),
      ...(checked.length === 0 ? [] : [checkedInWords(checked, reviewed, options.lang)]),
    ].join('\n\n'),
    exit: ok ? EXIT.good : EXIT.failed,
  }
}

/** Whose word counts, and what they said. */
const witnessesOf = (policy: string, notes: readonly string[] = []) => ({
  policy: parsePolicy(textOf(policy)),
  notes: notes.map(textOf),
})

/** A file that is text. */
function textOf(path: string): string {
  try {
    return fromUtf8(readFileSync(path))
  } catch (error) {
    if (!(error instanceof AmanaError)) throw error
    throw new AmanaError('cli/not-text', `${path} is not a file of text in UTF-8.`)
  }
}
