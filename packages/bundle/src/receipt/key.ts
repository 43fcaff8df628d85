/**
 * A family's receipt: six words by which a relative shows later which record of a log is their person's. What is made of the words and
 * what a page holds is in `docs/format.md`, section 14; what it cannot hide in `docs/receipts.md`.
 */
import { encode } from '@amana/codec'
import { digest, slowKey, TAG } from '@amana/crypto'
import { bytesOfWords, type ReceiptWords } from './words.js'

export type { ReceiptWords }

/**
 * What six words give in one log; slow on purpose, once for a whole log.
 * @param origin of the log, as its checkpoints name it
 * @returns 32 secret bytes
 */
export const receiptKey = (words: ReceiptWords, origin: string): Uint8Array =>
  slowKey(bytesOfWords(words), encode([TAG.receiptWords, origin]))

/** The field `receipt` of a revision of a record, 32 bytes: another one in each, so that a field that stays tells nothing. */
export const receiptField = (key: Uint8Array, id: Uint8Array, revision: number): Uint8Array =>
  digest(TAG.receipt, key, id, revision)
