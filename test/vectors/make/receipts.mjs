/** Section 14: words, what they give in a log, and the code of a page. Random bytes are counted up from 0. */
import { newReceiptWords, pageCode, receiptField, receiptKey, receiptText } from '@amana/bundle'
import { fromHex, toHex } from '@amana/codec'

const ORIGIN = 'amana/00112233445566778899aabbccddeeff'
const ID = fromHex('0f0e0d0c0b0a09080706050403020100')

export function receipts() {
  let at = 0
  const counted = (length) => Uint8Array.from({ length }, () => at++)
  const [words, decoy] = [newReceiptWords(counted), newReceiptWords(counted)]
  const key = receiptKey(words, ORIGIN)
  const said = (list) => ({ numbers: list, en: receiptText(list, 'en'), ar: receiptText(list, 'ar') })
  return {
    origin: ORIGIN,
    id: toHex(ID),
    words: said(words),
    decoy: said(decoy),
    key: toHex(key),
    fields: [1, 2].map((revision) => ({ revision, field: toHex(receiptField(key, ID, revision)) })),
    note: 'spare key',
    page: pageCode([{ origin: ORIGIN, id: ID }, words], [{ note: 'spare key' }, decoy], counted),
  }
}
