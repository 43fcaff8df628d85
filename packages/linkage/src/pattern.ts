// What a candidate pair shows, as a few small numbers: the joint pattern of its tokens, how far apart the deaths are in time and place, how rare the shared names
// are. Fellegi and Sunter (1969) call this the comparison vector. Its parts hang together (a brother has the family name, the day and
// the place in common by one cause), so they are kept joint and are not weighed one by one.
import type { Candidate, LinkRow } from './candidates.js'
import { COMPARISONS, SLOTS } from './token.js'

/** The slots that compare the name, and the script of both. */
export const NAME_SLOTS = 9
/** Comparisons that make blocks: of the name, and of its variants. */
export const BLOCKING: readonly number[] = [...Array.from({ length: 8 }, (_, slot) => slot), 15, 16]

/** Comparisons that hold names and a window of a month or more: how rare a name is, is counted over these. */
export const NAMED = 17

/** The comparison that holds a slot. */
const comparisonOf = (name: (typeof SLOTS)[number]): number =>
  COMPARISONS.findIndex((slots) => slots.includes(SLOTS.indexOf(name)))

/** The comparison that 8 to 14 refine. */
export const BASE = comparisonOf('start of given, family')
const FATHER = comparisonOf('given, father')
const AGE = comparisonOf('age')
const QUARTER = comparisonOf('first and last word')
const MONTH_KNOWN = comparisonOf('month known')
/** The comparison that brings those who died near each other together. */
export const DAYS = comparisonOf('day, window 0')
const DAY_KNOWN = comparisonOf('day known')
const GOVERNORATE = comparisonOf('governorate')
const GOVERNORATE_KNOWN = comparisonOf('governorate known')
const ONE_DAY = comparisonOf('day; given, father')
/** Comparisons within the month that need not agree in slot 5. */
const IN_MONTH = [3, 4, FATHER, 7, 15, 16]

/**
 * How far apart two deaths are. "Within month": more cannot be told, since the names agree too little or a day is not known. "Other month": two whole names, the months
 * known. Else it cannot be told.
 */
export const DATE_LEVELS = [
  'same day',
  'next day',
  '2 to 3 days',
  'more',
  'a day unknown',
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
  /** Date × governorate: `date * 3 + governorate`, the governorate 0 differs, 1 unknown, 2 agrees. */
  readonly event: number
  /** Rarity of the rarest shared name: log₂ of the number of other rows, rounded down, at most 6. */
  readonly frequency: number
}

/** Patterns of many pairs: few differ, so each stands once. */
export interface Patterns {
  readonly distinct: readonly Pattern[]
  /** For each pair the index of its pattern. */
  readonly of: Int32Array
}

const has = (slots: number, slot: number): boolean => ((slots >> slot) & 1) === 1

/** 0 cannot be told, 1 at least one unknown, 2 both known and three years apart or more, 3 two years, 4 one year, 5 equal. */
function ageLevel(slots: number): number {
  if (!has(slots, BASE)) return 0
  if (!has(slots, AGE + 3)) return 1
  const shared = [0, 1, 2].filter((window) => has(slots, AGE + window)).length
  return 2 + shared
}

/** 0 cannot be told, 1 at least one unknown, 2 both known and not alike, 3 alike, 4 alike although the family names are not. */
function fatherLevel(slots: number): number {
  if (!has(slots, BASE)) return has(slots, FATHER) ? 4 : 0
  if (!has(slots, AGE + 5)) return 1
  return has(slots, AGE + 4) ? 3 : 2
}

const DAY_WINDOWS = [0, 1, 2, 3]

function dateLevel(slots: number): number {
  const shared = DAY_WINDOWS.filter((window) => has(slots, DAYS + window)).length
  if (shared > 0) return shared === 4 ? 0 : shared === 3 ? 1 : 2
  if (has(slots, DAY_KNOWN)) return 3
  if (has(slots, BASE)) return 4
  if (has(slots, ONE_DAY)) return 0
  if (IN_MONTH.some((comparison) => has(slots, comparison))) return 5
  return has(slots, QUARTER) || (has(slots, 0) && has(slots, MONTH_KNOWN)) ? 6 : 7
}

const governorateLevel = (slots: number): number =>
  has(slots, GOVERNORATE) ? 2 : has(slots, GOVERNORATE_KNOWN) ? 0 : 1

/** Which of {@link DATE_LEVELS} a pattern has. */
export const dateLevelOf = ({ event }: Pattern): number => Math.floor(event / 3)

/** The patterns of candidate pairs, in their order. */
export function patternsOf(rows: readonly LinkRow[], pairs: readonly Candidate[]): Patterns {
  const placed = namesPlacesAlike(rows, pairs)
  const distinct: Pattern[] = []
  const known = new Map<number, number>()
  const of = Int32Array.from(pairs, ({ a, b, slots, rarest }) => {
    const [s, t] = [rows[a]!.source, rows[b]!.source]
    const name = slots & ((1 << NAME_SLOTS) - 1)
    const detail = (ageLevel(slots) * 2 + (s === t ? 1 : 0)) * 5 + fatherLevel(slots)
    const event = dateLevel(slots) * 3 + (placed(s, t) ? governorateLevel(slots) : 1)
    const frequency = Math.min(6, Math.floor(Math.log2(Math.max(1, rarest - 1))))
    const key = ((name * 60 + detail) * 24 + event) * 8 + frequency
    let index = known.get(key)
    if (index === undefined) {
      index = distinct.push({ name, detail, event, frequency }) - 1
      known.set(key, index)
    }
    return index
  })
  return { distinct, of }
}

/** So many pairs of one name and day must be there before two lists are said to write places in different ways. */
const ENOUGH = 10

/**
 * Whether two lists name governorates alike. Where lists write them each in its own way (codes here, names there), hardly any two records of one name and day agree in
 * theirs, and that they differ says nothing.
 */
function namesPlacesAlike(
  rows: readonly LinkRow[],
  pairs: readonly Candidate[],
): (s: number, t: number) => boolean {
  const counts = new Map<string, [agree: number, known: number]>()
  const keyOf = (s: number, t: number): string => `${Math.min(s, t)} ${Math.max(s, t)}`
  for (const { a, b, slots } of pairs) {
    if (!has(slots, 0) || dateLevel(slots) !== 0 || governorateLevel(slots) === 1) continue
    const key = keyOf(rows[a]!.source, rows[b]!.source)
    const count = counts.get(key) ?? [0, 0]
    if (has(slots, GOVERNORATE)) count[0]++
    count[1]++
    counts.set(key, count)
  }
  const apart = new Set(
    [...counts].filter(([, [agree, known]]) => known >= ENOUGH && 4 * agree < known).map(([key]) => key),
  )
  return (s, t) => apart.size === 0 || !apart.has(keyOf(s, t))
}
