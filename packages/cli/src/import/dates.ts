/**
 * Dates as people write them in tables. What can only be one date is read; what could be two (03/04/2014) is settled by
 * the column as a whole, or not at all: a guessed month would look as certain as a known one for ever after.
 */
import { plainDigits } from './digits.js'
import { quoted } from './problem.js'

/** Which of day and month comes first. */
export type DateOrder = 'day-first' | 'month-first'

/** What a column of dates shows about their order. */
export type ColumnOrder = DateOrder | 'mixed' | 'unknown'

/** A date that was read: ISO, no more precise than written. `time`: a time of day stood with it. */
export interface ReadDate {
  readonly date: string
  readonly time: boolean
  /** It was a bare day count of a spreadsheet. */
  readonly serial: boolean
}

/** A cell that is no date, or not surely one. */
export interface BadDate {
  readonly code: 'import/bad-date' | 'import/ambiguous-date' | 'import/future-date'
  readonly reason: string
}

/** What a date cell may be judged by. */
export interface DateRules {
  readonly order: ColumnOrder
  /** `YYYY-MM-DD`: nothing later is accepted. */
  readonly today: string
}

const EXPECTED = 'Expected YYYY-MM-DD (or YYYY-MM, or YYYY), for example 2014-12-28.'
const EARLIEST_YEAR = 1900

const MONTHS: ReadonlyMap<string, number> = new Map(
  [
    'january jan يناير كانون_الثاني جانفي',
    'february feb فبراير شباط فيفري',
    'march mar مارس اذار',
    'april apr ابريل نيسان افريل',
    'may مايو ايار ماي',
    'june jun يونيو حزيران جوان',
    'july jul يوليو تموز جويليه',
    'august aug اغسطس اب اوت',
    'september sep sept سبتمبر ايلول',
    'october oct اكتوبر تشرين_الاول',
    'november nov نوفمبر تشرين_الثاني',
    'december dec ديسمبر كانون_الاول',
  ].flatMap((names, index) => names.split(' ').map((name): [string, number] => [name, index + 1])),
)

const NUMERIC = /^(\d{1,2})([/.\-\\])(\d{1,2})\2(\d{4})$/
const YEAR_FIRST = /^(\d{4})([/.-])(\d{1,2})(?:\2(\d{1,2}))?$/
const MONTH_YEAR = /^(\d{1,2})[/.-](\d{4})$/
const YEAR = /^\d{4}$/
const SERIAL = /^\d{5}(?:\.0+)?$/
const TIME =
  /^(.*?\d)(?:T|\s+)(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]m|ص|م)?\s*(?:Z|[+-]\d{2}:?\d{2})?)$/i
const MIDNIGHT = /^0{1,2}:00(?::00(?:\.0+)?)?\s*(?:Z|\+00:?00)?$/i
const WORDS = /^(?:(\d{1,2})(?:st|nd|rd|th)?(?: of)? )?([\p{L}_]+)(?: (\d{1,2})(?:st|nd|rd|th)?)? (\d{4})$/u

const pad = (number: number): string => String(number).padStart(2, '0')
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const daysOf = (year: number, month: number): number =>
  [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0

/** Parts of a date as written; `either` is set where day and month could be swapped. */
interface Parts {
  readonly year: number
  readonly month?: number
  readonly day?: number
  readonly either?: true
}

function monthOf(name: string): number | undefined {
  const folded = name
    .toLowerCase()
    .replace(/[أإآ]/g, 'ا')
    .replace(/ة$/, 'ه')
    .replace(/[\u064b-\u0652ـ]/g, '')
  return MONTHS.get(folded)
}

function inWords(text: string): Parts | undefined {
  const spaced = text
    .replace(/[,،.\-/]+/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/(كانون|تشرين) (ال)/, '$1_$2')
    .trim()
  const match = WORDS.exec(spaced)
  if (match === null) return undefined
  const [, before, name, after, year] = match
  const month = monthOf(name!)
  if (month === undefined || (before !== undefined && after !== undefined)) return undefined
  const day = before ?? after
  return { year: Number(year), month, ...(day === undefined ? {} : { day: Number(day) }) }
}

function partsOf(text: string, order: ColumnOrder): Parts | undefined {
  let match = YEAR_FIRST.exec(text)
  if (match !== null) {
    const [, year, sign, month, day] = match
    // 2014.1 is what a spreadsheet makes of 2014.10.
    if (sign === '.' && day === undefined && month!.length === 1) return undefined
    return { year: Number(year), month: Number(month), ...(day === undefined ? {} : { day: Number(day) }) }
  }
  match = NUMERIC.exec(text)
  if (match !== null) {
    const [first, second, year] = [Number(match[1]), Number(match[3]), Number(match[4])]
    const dayFirst = { year, month: second, day: first }
    const monthFirst = { year, month: first, day: second }
    // Nobody writes a month first with points.
    if (match[2] === '.' || first === second || first > 12) return dayFirst
    if (second > 12) return monthFirst
    if (order === 'day-first') return dayFirst
    return order === 'month-first' ? monthFirst : { ...dayFirst, either: true }
  }
  match = MONTH_YEAR.exec(text)
  if (match !== null) return { year: Number(match[2]), month: Number(match[1]) }
  return YEAR.test(text) ? { year: Number(text) } : inWords(text)
}

const bad = (reason: string, code: BadDate['code'] = 'import/bad-date'): BadDate => ({ code, reason })

function whyNot(text: string): BadDate {
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(text))
    return bad(`${quoted(text)} has a year of two digits. ${EXPECTED}`)
  if (/^\d{8}$/.test(text))
    return bad(`${quoted(text)} can be read in more than one way. ${EXPECTED}`, 'import/ambiguous-date')
  return bad(`${quoted(text)} is no date that can be read. ${EXPECTED}`)
}

/** The day a spreadsheet counts to, with 30 December 1899 as day 0. */
const serialDate = (days: number): string =>
  new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10)

/**
 * A date cell.
 *
 * Read: `YYYY-MM-DD` and with `/` or `.`, `YYYY-MM`, `YYYY`, `dd/mm/yyyy` or `mm/dd/yyyy` with `/` or `-` as the column
 * settles, `dd.mm.yyyy`, `mm/yyyy`, month names in English and in the three Arabic fashions, day counts of spreadsheets,
 * Arabic and Persian digits, and a time of day behind any of these.
 * Refused: what could be two dates, days that do not exist, years before 1900, days after `today`, years of two digits.
 */
export function readDate(cell: string, rules: DateRules): ReadDate | BadDate {
  let text = plainDigits(cell)
  let time = false
  const timed = TIME.exec(text)
  if (timed !== null) {
    text = timed[1]!.trim()
    time = !MIDNIGHT.test(timed[2]!.trim())
  }
  const serial = SERIAL.test(text)
  if (serial) text = serialDate(Number(text))
  const parts = partsOf(text, rules.order)
  if (parts === undefined) return whyNot(text)
  if (parts.either) {
    const why =
      rules.order === 'mixed'
        ? 'the column has dates of both orders'
        : 'no other date of the column settles it'
    return bad(
      `${quoted(text)} may have the day or the month first, and ${why}. Expected YYYY-MM-DD, for example 2014-12-28.`,
      'import/ambiguous-date',
    )
  }
  const { year, month, day } = parts
  if (year >= 1300 && year < 1500)
    return bad(`${quoted(text)} looks like a year of the Hijri calendar. ${EXPECTED}`)
  if (year < EARLIEST_YEAR) return bad(`${quoted(text)} is before ${EARLIEST_YEAR}. ${EXPECTED}`)
  if (month !== undefined && (month < 1 || month > 12))
    return bad(`${quoted(text)} has no month that exists. ${EXPECTED}`)
  if (day !== undefined && (day < 1 || day > daysOf(year, month!)))
    return bad(`${quoted(text)} is a day that does not exist. ${EXPECTED}`)
  const date = `${year}${month === undefined ? '' : `-${pad(month)}`}${day === undefined ? '' : `-${pad(day)}`}`
  if (date > rules.today.slice(0, date.length))
    return bad(`${quoted(text)} is in the future. ${EXPECTED}`, 'import/future-date')
  return { date, time, serial }
}

/** Gathers, over a whole column, which of day and month its dates put first. */
export class OrderOfColumn {
  private dayFirst = 0
  private monthFirst = 0
  private open = 0

  /** Takes one more cell into account. */
  see(cell: string): void {
    const match = NUMERIC.exec(plainDigits(cell).replace(TIME, '$1').trim())
    if (match === null || match[2] === '.') return
    const [first, second] = [Number(match[1]), Number(match[3])]
    if (first > 12 && first <= 31 && second <= 12) this.dayFirst++
    else if (second > 12 && second <= 31 && first <= 12) this.monthFirst++
    else if (first !== second) this.open++
  }

  /** What the cells seen so far show. */
  get order(): ColumnOrder {
    if (this.dayFirst > 0 && this.monthFirst > 0) return 'mixed'
    if (this.dayFirst > 0) return 'day-first'
    return this.monthFirst > 0 ? 'month-first' : 'unknown'
  }

  /** Whether any cell depended on it. */
  get mattered(): boolean {
    return this.open > 0
  }
}

const DIGIT = '[0-9٠-٩۰-۹]'
const SIGN = String.raw`[\u061c\u200e\u200f\u202a-\u202e]*[/\-\\][\u061c\u200e\u200f\u202a-\u202e]*`
const NEEDS_ORDER = new RegExp(`(?<!${DIGIT})${DIGIT}{1,2}${SIGN}${DIGIT}{1,2}${SIGN}${DIGIT}{4}`)

/** Whether a text may hold a date whose order has to be settled at all. */
export const mayNeedOrder = (text: string): boolean => NEEDS_ORDER.test(text)

const LENGTHS: Readonly<Record<string, number>> = { day: 10, month: 7, year: 4 }

/** A date cut to a stated precision; `undefined` where the date is less precise than that. `unknown` leaves no date: ''. */
export function cutTo(date: string, precision: string): string | undefined {
  if (precision === 'unknown') return ''
  const length = LENGTHS[precision]!
  return date.length < length ? undefined : date.slice(0, length)
}
