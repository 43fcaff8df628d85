// What a candidate pair shows, as a few small numbers: the joint pattern of its tokens, the open fields, how rare the shared tokens are.
// Fellegi and Sunter (1969) call this the comparison vector. Its parts hang together (a brother has the family name, the day and
// the place in common by one cause), so they are kept joint and are not weighed one by one.
import type { Candidate, LinkRow } from './candidates.js'
import { dayRange } from './dates.js'
import { SLOTS } from './token.js'

/** The slots that compare the name, and the script of both; 10 to 16 refine slot 7. Blocks are made by the first ten and by the variants. */
export const NAME_SLOTS = 9
export const BLOCKING: readonly number[] = [...Array.from({ length: 8 }, (_, slot) => slot), 15, 16]

/** The slot that 8 to 14 refine. */
export const BASE = SLOTS.indexOf('start of given, family')
const FATHER = SLOTS.indexOf('given, father')
const AGE = SLOTS.indexOf('age')

/** Ages: cannot be told, at least one unknown, both known and apart, two years apart, one year, equal. */
export const AGE_LEVELS = ['?', 'unknown', 'apart', 'two years', 'one year', 'equal'] as const
/** Fathers: cannot be told, at least one unknown, both known and not alike, alike, alike although the family names are not. */
export const FATHER_LEVELS = ['?', 'unknown', 'apart', 'alike', 'alike, other family'] as const
/** Dates: one day, next day, up to three days, more; both vague in one month, one vague; other months; one of them unknown. */
export const DATE_LEVELS = [
  'same day',
  'next day',
  '2 to 3 days',
  'more',
  'same month',
  'within month',
  'other month',
  'unknown',
] as const

/** The pattern of a pair. Numbers are keys of the tables in prior.ts: a change here needs a new training. */
export interface Pattern {
  /** Which name slots agree, as bits. */
  readonly name: number
  /** Age × same list × father: `(age * 2 + sameList) * 5 + father`. */
  readonly detail: number
  /** Date × governorate × place × cause, each of the last three 0 differs, 1 unknown, 2 agrees. */
  readonly open: number
  /** Rarity of the rarest shared token: log₂ of the number of other rows, rounded down, at most 6. */
  readonly frequency: number
}

const has = (slots: number, slot: number): boolean => ((slots >> slot) & 1) === 1

function ageLevel(slots: number): number {
  if (!has(slots, BASE)) return 0
  if (!has(slots, AGE + 3)) return 1
  const shared = [0, 1, 2].filter((window) => has(slots, AGE + window)).length
  return 2 + shared
}

function fatherLevel(slots: number): number {
  if (!has(slots, BASE)) return has(slots, FATHER) ? 4 : 0
  if (!has(slots, AGE + 5)) return 1
  return has(slots, AGE + 4) ? 3 : 2
}

function dateLevel(a: string | undefined, b: string | undefined): number {
  const x = dayRange(a)
  const y = dayRange(b)
  if (x.to - x.from > 31 || y.to - y.from > 31) return 7
  const exact = (x.from === x.to ? 1 : 0) + (y.from === y.to ? 1 : 0)
  if (exact === 2) {
    const apart = Math.abs(x.from - y.from)
    return apart === 0 ? 0 : apart === 1 ? 1 : apart <= 3 ? 2 : 3
  }
  if (a!.slice(0, 7) !== b!.slice(0, 7)) return 6
  return exact === 0 ? 4 : 5
}

/** Which of {@link DATE_LEVELS} a pattern has. */
export const dateLevelOf = ({ open }: Pattern): number => Math.floor(open / 27)

const compared = (a: string | undefined, b: string | undefined): number =>
  a === undefined || a === '' || b === undefined || b === '' ? 1 : a === b ? 2 : 0

/** The pattern of one candidate pair. */
export function patternOf(rows: readonly LinkRow[], pair: Candidate): Pattern {
  const a = rows[pair.a]!
  const b = rows[pair.b]!
  const sameList = a.source === b.source ? 1 : 0
  return {
    name: pair.slots & ((1 << NAME_SLOTS) - 1),
    detail: (ageLevel(pair.slots) * 2 + sameList) * 5 + fatherLevel(pair.slots),
    open:
      ((dateLevel(a.open.date, b.open.date) * 3 + compared(a.open.governorate, b.open.governorate)) * 3 +
        compared(a.open.place, b.open.place)) *
        3 +
      compared(a.open.cause, b.open.cause),
    frequency: Math.min(6, Math.floor(Math.log2(Math.max(1, pair.rarest - 1)))),
  }
}
