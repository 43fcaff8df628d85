/** The languages of the page: its catalogues, and how they write numbers and names. */
import type { Language } from '@amana/bundle'
import { spelledOut } from './dom.js'
import type { Words } from './words.js'
import { ARABIC } from './words-ar.js'
import { ENGLISH } from './words-en.js'

/** The catalogues. */
export const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, ar: ARABIC }

/** A number in the digits that the reports use in both languages. */
export const number = (value: number, language: Language): string =>
  new Intl.NumberFormat(language === 'ar' ? 'ar-u-nu-latn' : 'en').format(value)

/** A share in percent. */
export const percent = (share: number, language: Language): string =>
  new Intl.NumberFormat(language === 'ar' ? 'ar-u-nu-latn' : 'en', {
    style: 'percent',
    maximumFractionDigits: 1,
  }).format(share)

/** A name within a sentence: it does not turn what stands around it. */
export const isolated = (name: string): string => `\u2068${spelledOut(name)}\u2069`

/** A date or time within a sentence: without a letter in it, it would be turned around in Arabic. */
export const leftToRight = (time: string): string => `\u2066${spelledOut(time)}\u2069`
