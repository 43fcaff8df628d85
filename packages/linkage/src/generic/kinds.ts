// What a column may hold, and the keys by which two values of it are compared: from the whole value to what survives a slip of the pen.
// Equality of hashes is all a linker has, so each key is one way in which two spellings of one thing may still be equal.
import { normalise, skeleton } from '@amana/names'

/** One way to compare two values of a field. */
export interface Key {
  readonly name: string
  /** In words, for the reason of a pair: "given name …". */
  readonly words: string
  /** Bits of surprise that this key has less than the whole value. */
  readonly less: number
  /** Values one record can have under this key, at most; each has a slot. */
  readonly most: number
  /** The values of a normalised value: the record agrees with another where they share one. */
  readonly of: (value: string) => readonly string[]
}

/** A kind of column. */
export interface Kind {
  /** Bits of surprise in an agreement: −log₂ of the probability that two strangers agree. Rough, and on the low side for names. */
  readonly bits: number
  /** From the strictest to the loosest; the first is the whole value. */
  readonly keys: readonly Key[]
  /** Empty where nothing is known. */
  readonly normalise: (cell: string) => string
  /** Kinds of one group stand in each other's column by mistake, and are compared crosswise too. */
  readonly group?: string
}

/** Arabic and Persian digits as ASCII: the low four bits of all three blocks are the digit. */
const asciiDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.codePointAt(0)! & 15))

const folded = (cell: string): string =>
  asciiDigits(cell)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
const foldedName = (cell: string): string => folded(normalise(cell))

const chars = (text: string): string[] => [...text]
const sorted = (text: string): string => chars(text).sort().join('')

/** Longest stretch of a value whose characters are left out one by one. */
const VARIANTS = 11

/** A value and what is left of it without one of its letters: two spellings one slip apart share one of these. */
function withoutOne(value: string): string[] {
  const letters = chars(value)
  if (letters.length < 3) return []
  const at = letters.slice(0, VARIANTS).keys()
  return [value, ...Array.from(at, (i) => letters.filter((_, j) => j !== i).join(''))]
}

/** A number with one digit masked: two numbers with one digit different share one of these. */
const masked = (most: number, value: string): string[] => {
  const digits = chars(value).slice(0, most)
  return digits.map((_, i) => digits.map((digit, j) => (i === j ? '?' : digit)).join(''))
}

const exact: Key = { name: 'exact', words: 'agrees', less: 0, most: 1, of: (value) => [value] }
const letters: Key = {
  name: 'letters',
  words: 'has the same letters',
  less: 1,
  most: 1,
  of: (value) => [[...new Set(chars(value))].sort().join('')],
}
const start: Key = {
  name: 'start',
  words: 'begins alike',
  less: 3,
  most: 1,
  of: (value) => [chars(value).slice(0, 3).join('')],
}
const digits: Key = {
  name: 'digits',
  words: 'has the same digits in another order',
  less: 1,
  most: 1,
  of: (value) => [sorted(value)],
}

const NAME: readonly Key[] = [
  exact,
  {
    name: 'slip',
    words: 'agrees but for a letter or two',
    less: 2,
    most: VARIANTS + 1,
    of: withoutOne,
  },
  { name: 'sound', words: 'sounds alike', less: 1, most: 1, of: (value) => [skeleton(value) || value] },
  letters,
  start,
]
const PLACE: readonly Key[] = [exact, letters, start]
const NUMBER: readonly Key[] = [
  exact,
  { ...digits },
  {
    name: 'digit',
    words: 'agrees but for a digit',
    less: 3,
    most: 12,
    of: (value) => masked(12, value),
  },
]

/** A date normalised to year, month and day, of any number of digits, between hyphens. */
const dateParts = (value: string): [string, string, string] => {
  const [year = '', month = '', day = ''] = value.split('-')
  return [year, month, day]
}
const DATE: readonly Key[] = [
  exact,
  {
    name: 'digit',
    words: 'agrees but for a digit',
    less: 3,
    most: 8,
    of: (value) => masked(8, value.replaceAll('-', '')),
  },
  { ...digits, less: 3, of: (value) => [sorted(value.replaceAll('-', ''))] },
  {
    name: 'month and day',
    words: 'agrees in month and day',
    less: 5.5,
    most: 1,
    of: (value) => [dateParts(value).slice(1).join('-')],
  },
  {
    name: 'year and month',
    words: 'agrees in year and month',
    less: 4.5,
    most: 1,
    of: (value) => [dateParts(value).slice(0, 2).join('-')],
  },
  {
    name: 'year and day',
    words: 'agrees in year and day',
    less: 3,
    most: 1,
    of: (value) => {
      const [year, , day] = dateParts(value)
      return [`${year}-${day}`]
    },
  },
  { name: 'year', words: 'agrees in the year', less: 8, most: 1, of: (value) => [dateParts(value)[0]] },
]

const EMAIL: readonly Key[] = [
  exact,
  {
    name: 'user',
    words: 'agrees before the @',
    less: 2,
    most: 1,
    of: (value) => [folded(value.split('@')[0]!) || value],
  },
  { ...letters, less: 2 },
  // Half of a population may be with one provider.
  {
    name: 'domain',
    words: 'agrees after the @',
    less: 13,
    most: 1,
    of: (value) => value.split('@').slice(1, 2),
  },
]

/** Orders in which a date's parts are written. */
export const DATE_ORDERS = ['ymd', 'dmy', 'mdy'] as const
export type DateOrder = (typeof DATE_ORDERS)[number]

/**
 * A date as year, month and day with hyphens, whatever stands in them: a typing error is a value like any other.
 *
 * @param cell three groups of digits, or eight digits in a row
 * @param order of the parts; a first group of four digits is a year all the same
 */
export function normaliseDate(cell: string, order: DateOrder): string {
  const groups = asciiDigits(cell).match(/\d+/g) ?? []
  let parts: readonly string[] = groups
  if (groups.length === 1) {
    const all = groups[0]!
    const year = order === 'ymd' ? 0 : all.length - 4
    const rest = all.slice(0, year) + all.slice(year + 4)
    const pair = [rest.slice(0, 2), rest.slice(2)]
    parts = order === 'ymd' ? [all.slice(0, 4), ...pair] : [...pair, all.slice(year)]
  }
  if (parts.length < 3) return parts.join('-')
  const year = parts[0]!.length === 4 ? 0 : order.indexOf('y')
  const [first, second] = parts.slice(0, 3).filter((_, i) => i !== year) as [string, string]
  const [month, day] = order === 'dmy' && year !== 0 ? [second, first] : [first, second]
  return `${parts[year]!.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** The kinds of columns, by the name they have in a mapping. */
export const KINDS = {
  given: { bits: 7, keys: NAME, normalise: foldedName, group: 'name' },
  family: { bits: 9, keys: NAME, normalise: foldedName, group: 'name' },
  date: { bits: 14, keys: DATE, normalise: (cell: string) => cell },
  id: { bits: 20, keys: NUMBER, normalise: folded },
  phone: { bits: 18, keys: NUMBER, normalise: folded },
  email: { bits: 16, keys: EMAIL, normalise: (cell: string) => cell.trim().toLowerCase() },
  street: { bits: 10, keys: PLACE, normalise: folded },
  house: { bits: 6, keys: [exact], normalise: folded },
  suburb: { bits: 10, keys: PLACE, normalise: folded },
  city: { bits: 5, keys: PLACE, normalise: folded },
  postcode: { bits: 10, keys: [exact, digits], normalise: folded },
  region: { bits: 2.5, keys: [exact], normalise: folded },
  sex: { bits: 1, keys: [exact], normalise: folded },
} as const satisfies Readonly<Record<string, Kind>>

export type KindName = keyof typeof KINDS

export const kindOf = (name: KindName): Kind => KINDS[name]
