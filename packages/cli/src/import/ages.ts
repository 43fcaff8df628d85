/** Ages as people write them: whole years, ranges, bounds, months of infants, or just child or adult. */
import { AGE_GROUP, codeOf } from '@amana/records'
import { plainDigits } from './digits.js'
import { quoted } from './problem.js'

/** Whole years, inclusive; a side that is not known is absent. */
export interface AgeRange {
  readonly min?: number
  readonly max?: number
  /** Whether the cell said more than this (months, days, fractions of a year). */
  readonly shortened?: true
}

/** Nobody older is accepted. */
export const OLDEST = 120

const EXPECTED = 'Expected whole years (34), a range (20-30), or months of an infant (6 months).'
const YEARS = String.raw`\s*(?:years? old|years?|yrs?\.?|y\.?o\.?|y|سنوات|سنه|سنة|سنين|عاما|عام|أعوام|اعوام)?`
const EXACT = new RegExp(`^(\\d{1,3})(\\.\\d+)?${YEARS}$`, 'i')
const RANGE = new RegExp(`^(\\d{1,3})${YEARS}\\s*(?:-|–|—|to|إلى|الى)\\s*(\\d{1,3})${YEARS}$`, 'i')
const BELOW = new RegExp(`^(?:<|under|below|less than|أقل من|اقل من|دون|تحت)\\s*(\\d{1,3})${YEARS}$`, 'i')
const ABOVE = new RegExp(
  `^(?:(>|over|above|more than|أكثر من|اكثر من|فوق)\\s*(\\d{1,3})${YEARS}|(\\d{1,3})\\s*\\+)$`,
  'i',
)
const MONTHS = /^(\d{1,3})\s*(?:months?|mos?\.?|m|أشهر|اشهر|شهور|شهرا|شهر)(?: old)?$/i
const WEEKS = /^(\d{1,2})\s*(?:weeks?|wks?\.?|w|أسابيع|اسابيع|أسبوعا|أسبوع|اسبوع)(?: old)?$/i
const DAYS = /^(\d{1,3})\s*(?:days?|d|أيام|ايام|يوما|يوم)(?: old)?$/i
const IN_WORDS: Readonly<Record<string, number>> = {
  newborn: 0,
  'under 1': 0,
  'less than a year': 0,
  'حديث الولادة': 0,
  'حديثة الولادة': 0,
  'أقل من سنة': 0,
  'اقل من سنة': 0,
  يوم: 0,
  يومين: 0,
  يومان: 0,
  أسبوع: 0,
  أسبوعين: 0,
  أسبوعان: 0,
  شهر: 0,
  شهرين: 0,
  شهران: 0,
  سنة: 1,
  عام: 1,
  سنتين: 2,
  سنتان: 2,
  عامين: 2,
  عامان: 2,
}

const VAGUE = /^(?:~|≈|about|around|approx|circa|c\.|ca\.|حوالي|تقريبا|نحو|قرابة)|(?:تقريبا|~)$/i

// Completed years of an age that is told in other units or in a word.
function completedYears(text: string): number | undefined {
  let match = MONTHS.exec(text)
  if (match !== null) return Math.floor(Number(match[1]) / 12)
  match = WEEKS.exec(text)
  if (match !== null) return Math.floor(Number(match[1]) / 52.2)
  match = DAYS.exec(text)
  if (match !== null) return Math.floor(Number(match[1]) / 365.25)
  return IN_WORDS[text.toLowerCase()]
}

function rangeOf(text: string): AgeRange | undefined {
  const exact = EXACT.exec(text)
  if (exact !== null) {
    const years = Number(exact[1])
    return { min: years, max: years, ...(Number(exact[2] ?? 0) > 0 ? { shortened: true as const } : {}) }
  }
  const range = RANGE.exec(text)
  if (range !== null) return { min: Number(range[1]), max: Number(range[2]) }
  const below = BELOW.exec(text)
  if (below !== null) return { min: 0, max: Number(below[1]) - 1 }
  const above = ABOVE.exec(text)
  if (above !== null) return { min: above[1] === undefined ? Number(above[3]) : Number(above[2]) + 1 }
  const years = completedYears(text)
  return years === undefined ? undefined : { min: years, max: years, shortened: true }
}

const GROUPS: Readonly<Record<string, AgeRange | null>> = {
  child: { min: 0, max: 17 },
  adult: { min: 18 },
  unknown: null,
}

/**
 * An age cell. Read: `34`, `34 years`, `٣٤`, `20-30`, `under 18`, `60+`, `6 months`, `34.0`, `child`, `طفل`.
 * "About 30" is refused: how wide "about" is, only the documenter can say (as a range).
 *
 * @returns the range, `null` where the cell says that the age is not known, or the reason it was refused.
 */
export function readAge(cell: string): AgeRange | null | string {
  const text = plainDigits(cell).replace(/[\u064b-\u0652]/g, '')
  const range = rangeOf(text)
  if (range === undefined) {
    const group = codeOf(AGE_GROUP, text)
    if (group !== undefined) return GROUPS[group]!
    return VAGUE.test(text)
      ? `${quoted(text)} is an age without bounds. Expected a range, for example 25-35.`
      : `${quoted(text)} is no age that can be read. ${EXPECTED}`
  }
  const { min = 0, max = min } = range
  if (min > OLDEST || max > OLDEST) return `${quoted(text)} is over ${OLDEST}. ${EXPECTED}`
  if (max < min) return `${quoted(text)} has its higher age first. ${EXPECTED}`
  return range
}
