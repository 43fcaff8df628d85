/** Six words of a list of 2,048: 60 random bits and 6 by which most wrong words are noticed. */
import { AmanaError, toHex } from '@amana/codec'
import { digest, randomBytes, TAG } from '@amana/crypto'
import { normalise } from '@amana/names'
import { wordlist as ENGLISH } from '@scure/bip39/wordlists/english.js'
import { ARABIC_WORDS } from './arabic-words.js'

/** Six numbers below 2,048. They are the secret; which list they are said in does not matter. */
export type ReceiptWords = readonly number[]

/** A list that words are said in. */
export type WordLanguage = 'en' | 'ar'

const LISTS: Readonly<Record<WordLanguage, readonly string[]>> = { en: ENGLISH, ar: ARABIC_WORDS }
const WORDS = 6
const CHECK_BITS = 6n

const plainLists = new Map<WordLanguage, ReadonlyMap<string, number>>()
/** The words of a list as they are compared, each with its number. */
function plainList(language: WordLanguage): ReadonlyMap<string, number> {
  const known = plainLists.get(language)
  if (known !== undefined) return known
  const made = new Map(LISTS[language].map((word, number) => [normalise(word), number]))
  plainLists.set(language, made)
  return made
}

const checkOf = (secret: bigint): bigint =>
  BigInt(digest(TAG.receiptWords, secret.toString(16).padStart(15, '0'))[0]! >> 2)

/**
 * Six new words.
 * @param random for tests; by default the system's
 */
export function newReceiptWords(random: (bytes: number) => Uint8Array = randomBytes): ReceiptWords {
  const secret = BigInt(`0x${toHex(random(8))}`) >> 4n
  const all = (secret << CHECK_BITS) | checkOf(secret)
  return Array.from({ length: WORDS }, (_, i) => Number((all >> BigInt(11 * (WORDS - 1 - i))) & 2047n))
}

/** The words as they are said. */
export const receiptText = (words: ReceiptWords, language: WordLanguage): string =>
  words.map((number) => LISTS[language][number]!).join(' ')

/** The words as they are hashed: 12 bytes, two a word, the higher first. */
export const bytesOfWords = (words: ReceiptWords): Uint8Array =>
  Uint8Array.from(words.flatMap((number) => [number >> 8, number & 255]))

/**
 * Reads six words, in either list, however they are typed: in any case, with or without vowel signs and hamza, with any spaces.
 * @throws {AmanaError} `receipt/not-six`, `receipt/unknown-word` with its position from 1, `receipt/wrong-word` where the words do
 * not belong together: one that is wrong passes once in 64 times. None of them says a word.
 *
 * @example
 * const { words, language } = readReceiptWords('Zebra  zone …')
 */
export function readReceiptWords(text: string): {
  readonly words: ReceiptWords
  readonly language: WordLanguage
} {
  const typed = normalise(text).split(' ')
  if (typed.length !== WORDS || typed[0] === '')
    throw new AmanaError(
      'receipt/not-six',
      `There are six words, and ${typed[0] === '' ? 0 : typed.length} were given.`,
      {
        given: typed[0] === '' ? 0 : typed.length,
      },
    )
  const language: WordLanguage = /\p{Script=Arabic}/u.test(typed.join('')) ? 'ar' : 'en'
  const words = typed.map((word, i) => {
    const number = plainList(language).get(word)
    if (number === undefined)
      throw new AmanaError(
        'receipt/unknown-word',
        `Word ${i + 1} is not in the list: it was misheard or mistyped.`,
        {
          position: i + 1,
        },
      )
    return number
  })
  const all = words.reduce((sum, number) => (sum << 11n) | BigInt(number), 0n)
  if (checkOf(all >> CHECK_BITS) !== (all & 63n))
    throw new AmanaError(
      'receipt/wrong-word',
      'One of the six words is another one, or they are in another order.',
    )
  return { words, language }
}
