/** Looking for the record of six words in verified views, and under them on a page. Runs in the worker; keeps nothing. */
import { openPageCode, ReceiptSearch, type ReceiptWords, readReceiptWords, receiptKey } from '@amana/bundle'
import { AmanaError, toHex } from '@amana/codec'
import type { Examined } from './examine.js'
import type { ReceiptAnswer } from './protocol.js'
import type { ReceiptProblem } from './receipt-words.js'

const PROBLEMS: ReadonlySet<string> = new Set<ReceiptProblem>([
  'receipt/not-six',
  'receipt/unknown-word',
  'receipt/wrong-word',
  'receipt/not-a-code',
  'receipt/not-these-words',
])

/**
 * Looks for the record of words.
 * @param text the words as they were typed
 * @param code the text of a page's code, if there is a page
 * @param views that verified
 */
export function searchReceipt(text: string, code: string | null, views: readonly Examined[]): ReceiptAnswer {
  try {
    return searched(readReceiptWords(text).words, code, views)
  } catch (error) {
    if (!(error instanceof AmanaError) || !PROBLEMS.has(error.code)) throw error
    const { position, given = position } = error.details
    return { problem: error.code as ReceiptProblem, at: Number(given ?? 0) }
  }
}

function searched(words: ReceiptWords, code: string | null, views: readonly Examined[]): ReceiptAnswer {
  const page = code === null ? null : openPageCode(code, words)
  if (page !== null && 'note' in page) return { page, views: [] }
  // Slow on purpose, so once for each log.
  const keys = new Map<string, Uint8Array>()
  const keyFor = (origin: string): Uint8Array => {
    const known = keys.get(origin)
    if (known !== undefined) return known
    const made = receiptKey(words, origin)
    keys.set(origin, made)
    return made
  }
  return {
    page,
    views: views.map(({ verified: { name, report }, records }) => {
      const origin = report.origin!
      if (page !== null && page.origin !== origin) return { name, finding: null }
      const search = new ReceiptSearch(keyFor(origin))
      for (const kind of ['incident', 'person'] as const)
        for (const record of records.records(kind)) search.take(record)
      const { isOpen, found } = search
      return {
        name,
        finding: { isOpen, found: found[0] ?? null, paper: page === null ? null : toHex(page.id) },
      }
    }),
  }
}
