/** A family's receipt: made, put on paper, and looked for in a view. See `docs/receipts.md`. */
import { extname } from 'node:path'
import {
  isRecordOf,
  newReceiptWords,
  openPageCode,
  pageCode,
  pageInWords,
  ReceiptSearch,
  type ReceiptWords,
  readReceiptWords,
  receiptInWords,
  receiptKey,
  receiptText,
  verifyView,
  type WordLanguage,
} from '@amana/bundle'
import { writeFileSafely } from '@amana/bundle/node'
import { AmanaError, fromUtf8, toHex, utf8 } from '@amana/codec'
import { parseVerifierKey } from '@amana/log'
import { EXIT } from '../exit.js'
import { beginningOf, bytesOf, keyOf, shownName, sourceOf } from '../input-file.js'
import { type Result, refuseExisting } from '../output.js'
import { installedBrowser, printPage } from '../print-page.js'
import { Progress } from '../progress.js'
import { receiptPage } from '../receipt-page.js'
import { plain } from '../report-words.js'
import { type UnlockOptions, withCase } from '../unlock.js'

/** Options of `amana receipt CASE ROW`. */
export interface ReceiptOptions extends UnlockOptions {
  readonly paper?: string
  readonly note?: string
  readonly lang: WordLanguage
}

const TELL: Readonly<Record<WordLanguage, readonly string[]>> = {
  en: [
    'Tell the family: "With these six words, in this order, you can show later which record is your relative’s, to whom you choose.',
    'Learn them by heart and write them down nowhere. Whoever knows them can do the same. If you forget them, ask us for others."',
  ],
  ar: [
    'قل للعائلة: «بهذه الكلمات الست، بهذا الترتيب، تستطيعون لاحقا أن تبينوا لمن تختارون أي سجل هو سجل قريبكم.',
    'احفظوها غيبا ولا تكتبوها في أي مكان. من عرفها استطاع ذلك مثلكم. وإن نسيتموها فاطلبوا منا غيرها.»',
  ],
}

/** Issues a receipt and prints its words, this once. */
export const issueReceipt = (path: string, row: string, options: ReceiptOptions): Promise<Result> =>
  withCase(path, options, async ({ case: amana }) => {
    const { paper, note, lang } = options
    const words = newReceiptWords()
    const decoy = newReceiptWords()
    const isPdf = paper !== undefined && extname(paper).toLowerCase() === '.pdf'
    if (paper !== undefined) {
      refuseExisting(paper)
      if (isPdf) installedBrowser()
      else if (extname(paper).toLowerCase() !== '.html')
        throw new AmanaError('cli/misuse', 'A page is written as .html or .pdf.')
    }
    const id = amana.idOf('person', row)
    const harmless = note ?? String(10_000_000 + ((decoy[0]! << 11) | decoy[1]!))
    const page =
      paper === undefined
        ? undefined
        : receiptPage(pageCode([{ origin: amana.origin, id }, words], [{ note: harmless }, decoy]))
    const file = page === undefined ? undefined : isPdf ? await printPage(page) : utf8(page)
    // First, so that no words are said and no page exists that the case knows nothing of.
    const listed = (amana.record('person', row)?.logged.length ?? 0) > 0
    amana.issueReceipt(row, words)
    if (paper !== undefined) writeFileSafely(paper, file!, 0o600)
    const said = receiptText(words, lang)
    const other = receiptText(decoy, lang)
    return {
      json: { ok: true, words: said, ...(paper === undefined ? {} : { paper, decoyWords: other }) },
      text: [
        said,
        '',
        ...TELL[lang],
        ...(paper === undefined
          ? []
          : [
              '',
              `Wrote ${paper}. These words open its other part, which says "${harmless}":`,
              other,
              'Give the page by hand, delete the file, and read docs/receipts.md first: paper that is found is a question.',
            ]),
        '',
        'The words are shown this once and kept nowhere. Close this window when they were heard.',
        listed
          ? 'The record was released before: the words find it from the next release on, and earlier ones no longer do.'
          : 'The words find the record from its first release on.',
      ].join('\n'),
      exit: EXIT.good,
    }
  })

/** Options of `amana receipt --check VIEW`. */
export interface ReceiptCheckOptions {
  readonly key: string
  readonly scanned?: string
}

/** The words come from a terminal that does not show them, or from standard input. */
async function askWords(): Promise<ReceiptWords> {
  if (!process.stdin.isTTY) return readReceiptWords(fromUtf8(await bytesOf('-'))).words
  const { default: password } = await import('@inquirer/password')
  return readReceiptWords(
    await password({ message: 'The six words:', mask: true }, { output: process.stderr }),
  ).words
}

/** Looks for the record of six words in a view, after all checks of the view. */
export async function checkReceipt(view: string, { key, scanned }: ReceiptCheckOptions): Promise<Result> {
  if (view === '-')
    throw new AmanaError('cli/misuse', 'Standard input is for the words: name the file of the view.')
  const source = sourceOf(view)
  const verifier = keyOf(key)
  const origin = parseVerifierKey(verifier).name
  const words = await askWords()
  const content =
    scanned === undefined ? undefined : openPageCode(fromUtf8(beginningOf(scanned, 1024)), words)
  if (content !== undefined && 'note' in content)
    return {
      json: { ok: true, note: content.note },
      text: pageInWords({ note: plain(content.note) }, 'en'),
      exit: EXIT.good,
    }
  if (content !== undefined && content.origin !== origin)
    throw new AmanaError('receipt/other-log', 'The page is about another log than the one with this key.')
  const search = new ReceiptSearch(receiptKey(words, origin))
  const report = await Progress.during(`Verifying ${shownName(view)}`, (onProgress) =>
    verifyView(source, verifier, { onProgress, onRecord: search.take }),
  )
  if (!report.ok)
    return {
      json: { ok: false, valid: false },
      text: 'The view fails a check: nothing is looked for in it. See amana verify.',
      exit: EXIT.failed,
    }
  const { found, isOpen } = search
  const paper = content === undefined ? null : toHex(content.id)
  const one = found[0] ?? null
  const finding = { isOpen, found: one, paper }
  const shown = one === null ? null : { ...one, label: one.label === null ? null : plain(one.label) }
  const isSame = isRecordOf(finding)
  return {
    json: { ok: isSame, valid: true, isOpen, found, ...(paper === null ? {} : { paper }) },
    text: [
      'The view is valid: it is what the documenter signed.',
      ...(content === undefined ? [] : [pageInWords(content, 'en')]),
      ...receiptInWords({ ...finding, found: shown }, 'en'),
    ].join('\n'),
    exit: isSame ? EXIT.good : EXIT.failed,
  }
}
