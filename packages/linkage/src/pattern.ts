// What a candidate pair shows, as a few small numbers: the joint pattern of its tokens, the open fields, how rare the shared tokens are.
// Fellegi and Sunter (1969) call this the comparison vector. Its parts hang together (a brother has the family name, the day and
// the place in common by one cause), so they are kept joint and are not weighed one by one.
import { skeleton } from '@amana/names'
import type { Candidate, LinkRow } from './candidates.js'
import { type DayRange, dayRanges } from './dates.js'
import { SLOTS } from './token.js'

/** The slots that compare the name, and the script of both. */
export const NAME_SLOTS = 9
/** Comparisons that make blocks: of the name, and of its variants. */
export const BLOCKING: readonly number[] = [...Array.from({ length: 8 }, (_, slot) => slot), 15, 16]

/** The slot that 8 to 14 refine. */
export const BASE = SLOTS.indexOf('start of given, family')
const FATHER = SLOTS.indexOf('given, father')
const AGE = SLOTS.indexOf('age')

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

const monthOf = (day: number): number => {
  const date = new Date(day * 864e5)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

function dateLevel(x: DayRange, y: DayRange): number {
  if (x.to - x.from > 31 || y.to - y.from > 31) return 7
  const exact = (x.from === x.to ? 1 : 0) + (y.from === y.to ? 1 : 0)
  if (exact === 2) {
    const apart = Math.abs(x.from - y.from)
    return apart === 0 ? 0 : apart === 1 ? 1 : apart <= 3 ? 2 : 3
  }
  if (monthOf(x.from) !== monthOf(y.from)) return 6
  return exact === 0 ? 4 : 5
}

/** Which of {@link DATE_LEVELS} a pattern has. */
export const dateLevelOf = ({ open }: Pattern): number => Math.floor(open / 27)

const FIELDS = ['governorate', 'place', 'cause'] as const

/** The sounds of a word without its vowels: `منبج` and `Manbij` are one place. */
function soundsOf(word: string): string {
  const key = skeleton(word)
  return key.replace(/[AWY]/g, '') || key || word
}

/** Two words of two lists are one where they stand together this often, and in most of the pairs that either stands in. */
const TOGETHER = 3

type Compared = (field: number, a: number, b: number) => 0 | 1 | 2

/** How often two words stand in a pair of two lists, each word by its number in {@link wordsOf}. */
class Together {
  readonly #pairs = new Map<number, number>()
  readonly #words = [new Map<number, number>(), new Map<number, number>()] as const
  readonly #count: number
  /** @param count of words */
  constructor(count: number) {
    this.#count = count
  }
  add(one: number, other: number): void {
    const key = one * this.#count + other
    this.#pairs.set(key, (this.#pairs.get(key) ?? 0) + 1)
    this.#words[0].set(one, (this.#words[0].get(one) ?? 0) + 1)
    this.#words[1].set(other, (this.#words[1].get(other) ?? 0) + 1)
  }
  areOne(one: number, other: number): boolean {
    const times = this.#pairs.get(one * this.#count + other) ?? 0
    return (
      times >= TOGETHER &&
      2 * times > (this.#words[0].get(one) ?? 0) &&
      2 * times > (this.#words[1].get(other) ?? 0)
    )
  }
}

/** The words of a field as numbers: one number, one sound, whatever the script; 0 is not known. */
function wordsOf(
  rows: readonly LinkRow[],
  field: (typeof FIELDS)[number],
): { words: Int32Array; count: number } {
  const bySound = new Map<string, number>([['', 0]])
  const byText = new Map<string, number>([['', 0]])
  const words = Int32Array.from(rows, ({ open }) => {
    const text = open[field] ?? ''
    let word = byText.get(text)
    if (word === undefined) {
      const sounds = soundsOf(text)
      word = bySound.get(sounds) ?? bySound.size
      bySound.set(sounds, word)
      byText.set(text, word)
    }
    return word
  })
  return { words, count: bySound.size }
}

/**
 * A comparison of open fields: 0 differs, 1 not known, 2 agrees. Words are compared by sound, whatever script they are in. Lists may have words of their own
 * (`حلب`, `Aleppo`): two words that stand together in most pairs of one name and day are taken for one, and where two lists have no word of a field in
 * common a difference says nothing.
 */
function comparer(
  rows: readonly LinkRow[],
  pairs: readonly Candidate[],
  ranges: readonly DayRange[],
): Compared {
  const lists = [...new Set(rows.map(({ source }) => source))].sort((x, y) => x - y)
  const place = new Map(lists.map((source, i) => [source, i]))
  const listOf = Int32Array.from(rows, ({ source }) => place.get(source)!)
  const fields = FIELDS.map((field) => {
    const { words, count } = wordsOf(rows, field)
    const ofList = lists.map(() => new Set<number>())
    words.forEach((word, i) => {
      if (word !== 0) ofList[listOf[i]!]!.add(word)
    })
    // By the two lists, the earlier first.
    const between = lists.map((_, y) =>
      lists.slice(0, y).map((_, x) => ({
        together: new Together(count),
        haveCommon: [...ofList[x]!].some((word) => ofList[y]!.has(word)),
      })),
    )
    return { words, between }
  })
  for (const { a, b, slots } of pairs) {
    const [s, t] = [listOf[a]!, listOf[b]!]
    if (!has(slots, 0) || s === t || dateLevel(ranges[a]!, ranges[b]!) !== 0) continue
    const [x, y] = s < t ? [a, b] : [b, a]
    for (const { words, between } of fields)
      if (words[x] !== 0 && words[y] !== 0)
        between[Math.max(s, t)]![Math.min(s, t)]!.together.add(words[x]!, words[y]!)
  }
  return (f, a, b) => {
    const { words, between } = fields[f]!
    if (words[a] === 0 || words[b] === 0) return 1
    if (words[a] === words[b]) return 2
    const [s, t] = [listOf[a]!, listOf[b]!]
    if (s === t) return 0
    const { together, haveCommon } = between[Math.max(s, t)]![Math.min(s, t)]!
    if (together.areOne(words[s < t ? a : b]!, words[s < t ? b : a]!)) return 2
    return haveCommon ? 0 : 1
  }
}

/** The patterns of candidate pairs, in their order. */
export function patternsOf(rows: readonly LinkRow[], pairs: readonly Candidate[]): Patterns {
  const ranges = dayRanges(rows.map(({ open }) => open.date))
  const compared = comparer(rows, pairs, ranges)
  const distinct: Pattern[] = []
  const known = new Map<number, number>()
  const of = Int32Array.from(pairs, ({ a, b, slots, rarest }) => {
    const name = slots & ((1 << NAME_SLOTS) - 1)
    const sameList = rows[a]!.source === rows[b]!.source ? 1 : 0
    const detail = (ageLevel(slots) * 2 + sameList) * 5 + fatherLevel(slots)
    let open = dateLevel(ranges[a]!, ranges[b]!)
    for (let f = 0; f < FIELDS.length; f++) open = open * 3 + compared(f, a, b)
    const frequency = Math.min(6, Math.floor(Math.log2(Math.max(1, rarest - 1))))
    const key = ((name * 60 + detail) * 216 + open) * 8 + frequency
    let index = known.get(key)
    if (index === undefined) {
      index = distinct.push({ name, detail, open, frequency }) - 1
      known.set(key, index)
    }
    return index
  })
  return { distinct, of }
}
