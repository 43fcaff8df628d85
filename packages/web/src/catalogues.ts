/** The languages of the page: its catalogues, and how they write numbers and names. */
import type { Language } from '@amana/bundle'
import { spelledOut } from './dom.js'
import type { Words } from './words.js'
import { ARABIC } from './words-ar.js'
import { ENGLISH } from './words-en.js'

/** The catalogues. */
export const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, ar: ARABIC }

const LOCALE: Readonly<Record<Language, string>> = { en: 'en', ar: 'ar-u-nu-latn' }

/** Made once: a page of numbers takes long where each makes its own. */
const formats = (options: Intl.NumberFormatOptions): Readonly<Record<Language, Intl.NumberFormat>> => ({
  en: new Intl.NumberFormat(LOCALE.en, options),
  ar: new Intl.NumberFormat(LOCALE.ar, options),
})
const NUMBERS = formats({})
const SHARES = formats({ style: 'percent', maximumFractionDigits: 1 })

/** A number in the digits that the reports use in both languages. */
export const number = (value: number, language: Language): string => NUMBERS[language].format(value)

/** A share in percent. */
export const percent = (share: number, language: Language): string => SHARES[language].format(share)

/** A name within a sentence: it does not turn what stands around it. */
export const isolated = (name: string): string => `\u2068${spelledOut(name)}\u2069`

/** A date or time within a sentence: without a letter in it, it would be turned around in Arabic. */
export const leftToRight = (time: string): string => `\u2066${spelledOut(time)}\u2069`
