// What a candidate pair shows, as a few small numbers: the joint pattern of its tokens, the open fields, how rare the shared tokens are.
// Fellegi and Sunter (1969) call this the comparison vector. Its parts hang together (a brother has the family name, the day and
// the place in common by one cause), so they are kept joint and are not weighed one by one.
import { skeleton } from '@amana/names'
import type { Candidate, LinkRow } from './candidates.js'
import { dayRange } from './dates.js'
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

const FIELDS = ['governorate', 'place', 'cause'] as const

/** The sounds of a word without its vowels: `منبج` and `Manbij` are one place. */
function soundsOf(word: string): string {
  const key = skeleton(word)
  return key.replace(/[AWY]/g, '') || key || word
}

/** Two words of two lists are one where they stand together this often, and in most of the pairs that either stands in. */
const TOGETHER = 3

/** Counts by two keys. */
class Counts {
  readonly #of = new Map<string, number>()
  add(...key: readonly (string | number)[]): void {
    this.#of.set(key.join('\n'), this.get(...key) + 1)
  }
  get(...key: readonly (string | number)[]): number {
    return this.#of.get(key.join('\n')) ?? 0
  }
}

/**
 * A comparison of open fields: 0 differs, 1 not known, 2 agrees. Words are compared by sound, whatever script they are in. Lists may have words of their own
 * (`حلب`, `Aleppo`): two words that stand together in most pairs of one name and day are taken for one, and where two lists have no word of a field in
 * common a difference says nothing.
 */
function comparer(
  rows: readonly LinkRow[],
  pairs: readonly Candidate[],
): (field: number, a: number, b: number) => 0 | 1 | 2 {
  const known = new Map<string, string>([['', '']])
  const words = FIELDS.map((field) =>
    rows.map(({ open }) => {
      const text = open[field] ?? ''
      const sounds = known.get(text) ?? soundsOf(text)
      known.set(text, sounds)
      return sounds
    }),
  )
  const ofList = new Counts()
  const together = new Counts()
  const alone = new Counts()
  const common = new Set<string>()
  const lists = [...new Set(rows.map(({ source }) => source))]
  FIELDS.forEach((_, f) => {
    rows.forEach(({ source }, i) => {
      ofList.add(f, source, words[f]![i]!)
    })
    for (const word of new Set(words[f]))
      for (const x of lists)
        for (const y of lists)
          if (word !== '' && ofList.get(f, x, word) > 0 && ofList.get(f, y, word) > 0)
            common.add(`${f} ${x} ${y}`)
  })
  for (const { a, b, slots } of pairs) {
    const [x, y] = [rows[a]!, rows[b]!]
    if (!has(slots, 0) || x.source === y.source || dateLevel(x.open.date, y.open.date) !== 0) continue
    FIELDS.forEach((_, f) => {
      const [one, other] = [words[f]![a]!, words[f]![b]!]
      if (one === '' || other === '') return
      together.add(f, x.source, y.source, one, other)
      together.add(f, y.source, x.source, other, one)
      alone.add(f, x.source, y.source, one)
      alone.add(f, y.source, x.source, other)
    })
  }
  return (f, a, b) => {
    const [x, y] = [words[f]![a]!, words[f]![b]!]
    if (x === '' || y === '') return 1
    if (x === y) return 2
    const [s, t] = [rows[a]!.source, rows[b]!.source]
    if (s === t) return 0
    const times = together.get(f, s, t, x, y)
    if (times >= TOGETHER && 2 * times > alone.get(f, s, t, x) && 2 * times > alone.get(f, t, s, y)) return 2
    return common.has(`${f} ${s} ${t}`) ? 0 : 1
  }
}

/** The patterns of candidate pairs, in their order. */
export function patternsOf(rows: readonly LinkRow[], pairs: readonly Candidate[]): Pattern[] {
  const compared = comparer(rows, pairs)
  return pairs.map(({ a, b, slots, rarest }) => {
    const [x, y] = [rows[a]!, rows[b]!]
    const sameList = x.source === y.source ? 1 : 0
    return {
      name: slots & ((1 << NAME_SLOTS) - 1),
      detail: (ageLevel(slots) * 2 + sameList) * 5 + fatherLevel(slots),
      open: FIELDS.reduce((open, _, f) => open * 3 + compared(f, a, b), dateLevel(x.open.date, y.open.date)),
      frequency: Math.min(6, Math.floor(Math.log2(Math.max(1, rarest - 1)))),
    }
  })
}
