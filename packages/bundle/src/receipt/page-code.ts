/**
 * What the code on a page of paper holds: two slots that look alike, in random order. One opens under the words of a receipt and says
 * which record of which log; the other opens under words of its own and says something harmless.
 */
import { AmanaError, concat, decode, encode, utf8, type Value } from '@amana/codec'
import { open, randomBytes, seal, slowKey, TAG } from '@amana/crypto'
import { base32nopad } from '@scure/base'
import { bytesOfWords, type ReceiptWords } from './words.js'

/** What a slot says. */
export type PageContent = { readonly origin: string; readonly id: Uint8Array } | { readonly note: string }

const SALT = 16
/** Bytes of a slot's content: a length, and then zeros after it. */
const CONTENT = 80
const SLOT = CONTENT + 16
// Each key is made for one page and seals one slot: the nonce may be fixed.
const NONCE = new Uint8Array(24)
const AAD = utf8(TAG.receiptPage)

const keyOf = (words: ReceiptWords, salt: Uint8Array): Uint8Array =>
  slowKey(bytesOfWords(words), encode([TAG.receiptPage, salt]))

function slotOf(content: PageContent, words: ReceiptWords, salt: Uint8Array): Uint8Array {
  const plain = encode('note' in content ? [content.note] : [content.origin, content.id])
  if (plain.length >= CONTENT)
    throw new AmanaError(
      'receipt/too-long',
      `A slot holds at most ${CONTENT - 1} bytes, and this is ${plain.length}: say less.`,
    )
  const padded = new Uint8Array(CONTENT)
  padded[0] = plain.length
  padded.set(plain, 1)
  return seal(keyOf(words, salt), NONCE, padded, AAD)
}

/**
 * The text of a page's code: 333 capital letters and digits.
 * @param real what the receipt's words open, and those words
 * @param decoy what the other words open
 * @throws {AmanaError} `receipt/too-long`
 */
export function pageCode(
  real: readonly [PageContent, ReceiptWords],
  decoy: readonly [PageContent, ReceiptWords],
  random: (bytes: number) => Uint8Array = randomBytes,
): string {
  const salt = random(SALT)
  const slots = [real, decoy].map(([content, words]) => slotOf(content, words, salt))
  if ((random(1)[0]! & 1) === 1) slots.reverse()
  return base32nopad.encode(concat(salt, ...slots))
}

/** Whether a text has the form of a page's code. */
export const isPageCode = (text: string): boolean => /^[A-Z2-7]{333}$/.test(text)

/**
 * Opens the slot of these words.
 * @param text of a page's code, as a scanner gives it
 * @throws {AmanaError} `receipt/not-a-code`, `receipt/not-these-words`
 */
export function openPageCode(text: string, words: ReceiptWords): PageContent {
  let bytes: Uint8Array
  try {
    bytes = base32nopad.decode(text.trim().toUpperCase())
  } catch {
    bytes = new Uint8Array(0)
  }
  if (bytes.length !== SALT + 2 * SLOT)
    throw new AmanaError('receipt/not-a-code', 'This is not the text of such a page’s code.')
  const key = keyOf(words, bytes.subarray(0, SALT))
  for (const at of [SALT, SALT + SLOT])
    try {
      return contentOf(open(key, NONCE, bytes.subarray(at, at + SLOT), AAD))
    } catch (error) {
      if (!(error instanceof AmanaError) || error.code !== 'crypto/not-authentic') throw error
    }
  throw new AmanaError('receipt/not-these-words', 'These words open nothing on this page.')
}

function contentOf(padded: Uint8Array): PageContent {
  const value: Value = decode(padded.subarray(1, 1 + padded[0]!))
  const [first, id] = Array.isArray(value) ? (value as readonly Value[]) : []
  if (typeof first === 'string' && id instanceof Uint8Array) return { origin: first, id }
  if (typeof first === 'string') return { note: first }
  throw new AmanaError('receipt/not-a-code', 'What the words open is not of this form.')
}
