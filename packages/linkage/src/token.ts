// From a person's name parts, age, day and governorate of death to a fixed number of keyed tokens. Equal tokens in one slot mean that the composites
// agree. What an agreement is worth stands in pattern.ts and model.ts.
import { AmanaError } from '@amana/codec'
import { hmacSha256, keystream, prf, TAG } from '@amana/crypto'
import type { NameParts } from '@amana/names'
import { keyedTexts } from './keyed-texts.js'
import { end, governorateKey, initial, type NameKeys, nameKeyMaker, remembering, start } from './keys.js'
import { LINKAGE_NORMALISER, type LinkageScope } from './scope.js'

/** {@link TOKEN_BYTES} bytes. In a slot that could not be made it is a filler, which nobody without the key can tell apart. */
export type Token = Uint8Array

/** Bytes of a token. Among 10⁷ records two different composites of one slot share one with probability below 10⁻¹⁴. */
export const TOKEN_BYTES = 12

/** What tokens are made of. Never leaves the case: tokens do. */
export interface LinkageFacts {
  readonly parts: NameParts
  /** Whole years. */
  readonly age?: number
  /** Day of death as stated: `YYYY-MM-DD` or `YYYY-MM`. Of a year alone no more than slot 0 can be made. */
  readonly date?: string
  /** Where the person died, as stated, in either script. */
  readonly governorate?: string
}

type Composite = readonly string[]

/** A composite, or null where one of its parts is missing. */
const composite = (...parts: readonly string[]): Composite | null => (parts.includes('') ? null : parts)

/**
 * Three windows of three years, a year apart: ages that differ by d years share 3 − d of them, so that "at most two years apart", which is how
 * far lists differ about one person, is told exactly.
 */
const AGE_WINDOW = 3
const ageWindow = (age: number | undefined, shift: number): string =>
  age === undefined ? '' : String(Math.floor((age + shift) / AGE_WINDOW))

/** Four windows of four days, a day apart: deaths that are d days apart share 4 − d of them, also across the border of a month. */
const DAY_WINDOW = 4

/** The windows of time that a date lies in; each is empty where the date does not say so much. */
interface Windows {
  readonly year: string
  /** Of quarters that begin in December, March, June and September. */
  readonly quarter: string
  readonly month: string
  readonly day: string
  readonly days: readonly string[]
}

function windowsOf(date: string): Windows {
  const [, year = '', month = '', day = ''] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(date) ?? []
  const at = day === '' ? 0 : Date.UTC(Number(year), Number(month) - 1, Number(day)) / 864e5
  return {
    year,
    quarter: month === '' ? '' : String(Math.floor((Number(year) * 12 + Number(month)) / 3)),
    month: month === '' ? '' : `${year}-${month}`,
    day: day === '' ? '' : `${year}-${month}-${day}`,
    days: Array.from({ length: DAY_WINDOW }, (_, shift) =>
      day === '' ? '' : String(Math.floor((at + shift) / DAY_WINDOW)),
    ),
  }
}

/**
 * The slots of plan 3, in order. Each holds a key of the given name, one of the family or father's name, and a window of time that the date of
 * death lies in: a name bound to no window can be counted over a whole list, and is read back by how common it is (docs/linkage.md). All that is compared
 * is in them, the day and the governorate too, so that a view may close everything else.
 *
 * - 0 to 7 compare the name: as split (within the year), by its first and last word, in coarse sounds (both within the quarter), by the
 *   ends of the words (which survive a slip elsewhere), with the father, and the first word as written (all within the month);
 * - 8 to 14 stand on the composite of slot 5. They compare the script, age and father's name, and say which of these both
 *   records know: "both know an age, and the ages differ" is what keeps brothers of one name apart, and equality of a value alone
 *   cannot say it. A record by itself shows nothing of this, for its fillers look like tokens;
 * - 15 to 20 and 21 to 26 hold the given or the family name's first five sounds, whole and with each one left out: two names
 *   share one of them where a slip of one sound lies between them (deletion neighbourhoods, as in SymSpell, Garbe 2012);
 * - 27 says that both know the month (with slot 0's names); 28 to 32 tell how many days apart, and that both know the day (with slot 5's names); 33 to 36
 *   compare the governorate, with three pairs of name keys, for where a slip spoils the one another holds;
 * - 37 to 39 say "the same day" of two whose names agree in little: on one day little is enough.
 */
export const SLOTS = [
  'given, family',
  'first and last word',
  'first and last word, coarse',
  'start of given, end of family',
  'end of given, end of family',
  'start of given, family',
  'given, father',
  'given as written, family',
  'script',
  'age',
  'age, second window',
  'age, third window',
  'age known',
  'father',
  'father known',
  ...Array.from({ length: 6 }, (_, i) => `given without a sound, family ${i}`),
  ...Array.from({ length: 6 }, (_, i) => `given, family without a sound ${i}`),
  'month known',
  ...Array.from({ length: DAY_WINDOW }, (_, i) => `day, window ${i}`),
  'day known',
  'governorate',
  'governorate; given, start of family',
  'governorate; ends of both',
  'governorate known',
  'day; given, initial of family',
  'day; end of given, last sound of family',
  'day; given, father',
] as const

/**
 * What is compared: a slot by itself, or a few together that hold the variants of one key, in which two records agree where any of
 * their tokens do. Bits of `Candidate.slots` are places in this list.
 */
export const COMPARISONS: readonly (readonly number[])[] = [
  ...Array.from({ length: 15 }, (_, slot) => [slot]),
  [15, 16, 17, 18, 19, 20],
  [21, 22, 23, 24, 25, 26],
  ...Array.from({ length: 6 }, (_, i) => [27 + i]),
  [33, 34, 35],
  [36],
  [37, 38, 39],
]

/** Variants of one key are made alike, with the first one's number, so that any of them can meet any; all other slots have their own. */
const LABELS: readonly string[] = SLOTS.map((_, slot) =>
  String(slot >= 15 && slot <= 20 ? 15 : slot >= 21 && slot <= 26 ? 21 : slot),
)

/** Tokens of every record, whether or not it has the parts for them. */
export const TOKEN_SLOTS = SLOTS.length

function compositesOf(
  { given, family, last, fatherLoose }: NameKeys,
  age: number | undefined,
  { year, quarter, month, day, days }: Windows,
  place: string,
): readonly (Composite | null)[] {
  const { firstCoarse } = given
  const names = start(firstCoarse)
  const base = composite(month, names, last.strict)
  const within = (value: string): Composite | null =>
    base && value !== '' ? [month, names, last.strict, value] : null
  return [
    composite(year, given.strict, family),
    composite(quarter, given.first, last.strict),
    composite(quarter, firstCoarse, last.coarse),
    composite(month, start(given.first), end(last.strict)),
    composite(month, end(firstCoarse), end(last.coarse)),
    base,
    composite(month, given.loose, fatherLoose),
    composite(month, given.firstWord, last.strict),
    within(given.script),
    within(ageWindow(age, 0)),
    within(ageWindow(age, 1)),
    within(ageWindow(age, 2)),
    within(age === undefined ? '' : 'known'),
    within(fatherLoose),
    within(fatherLoose === '' ? '' : 'known'),
    ...given.variants.map((variant) => composite(month, variant, last.coarse)),
    ...last.variants.map((variant) => composite(month, firstCoarse, variant)),
    month === '' ? null : composite(year, given.strict, family),
    ...days.map((window) => composite(window, names, last.strict)),
    day === '' ? null : base,
    within(place),
    composite(month, firstCoarse, start(last.coarse), place),
    composite(month, end(firstCoarse), end(last.coarse), place),
    place === '' ? null : base,
    composite(day, firstCoarse, initial(last.coarse)),
    composite(day, end(firstCoarse), last.coarse.slice(-1)),
    composite(day, given.loose, fatherLoose),
  ]
}

/** A maker of tokens: it derives the scope's own key once. */
export interface TokenMaker {
  /** {@link TOKEN_SLOTS} tokens of {@link TOKEN_BYTES} bytes in slot order. */
  tokensOf(recordId: Uint8Array, facts: LinkageFacts): Token[]
}

/**
 * The keys of a scope and epoch for its tokens and for fillers.
 *
 * @param version what the tokens are made by
 * @throws {AmanaError} `linkage/other-normaliser` where the scope was made for another version
 */
export function tokenKeys(
  scope: LinkageScope,
  version: string,
): { readonly token: Uint8Array; readonly filler: Uint8Array } {
  if (scope.normaliser !== version)
    throw new AmanaError(
      'linkage/other-normaliser',
      'The scope was made for another version or plan of the tokens; its members must agree on a new epoch.',
      { expected: version, found: scope.normaliser },
    )
  const context = [scope.id, scope.epoch, scope.normaliser]
  return { token: prf(scope.key, TAG.token, ...context), filler: prf(scope.key, TAG.filler, ...context) }
}

/**
 * Makes tokens in one scope and epoch: HMAC-SHA-256 under a key derived from the scope's key, its id, epoch and normaliser, over slot
 * and composite. What cannot be made is a filler, from a stream of the record's own: neither number nor form of the
 * tokens shows what is known of a person.
 *
 * @throws {AmanaError} `linkage/other-normaliser` where the scope was made for another version of the keys
 * @example
 * const maker = tokenMaker(scope)
 * maker.tokensOf(id, { parts: splitName('خالد محمود الخطيب'), age: 34, date: '2014-12-28', governorate: 'حلب' })
 */
export function tokenMaker(scope: LinkageScope): TokenMaker {
  const keys = tokenKeys(scope, LINKAGE_NORMALISER)
  // Clear names: held only as long as the maker is, and no more of them than `remembering` says.
  const keysOf = nameKeyMaker()
  const windows = remembering(windowsOf)
  const placeOf = remembering(governorateKey)
  return {
    tokensOf(recordId, { parts: name, age, date = '', governorate = '' }) {
      const composites = compositesOf(keysOf(name), age, windows(date), placeOf(governorate))
      // Keys hold no line feed: normalised words and ASCII.
      const made = keyedTexts(keys.token, LABELS, composites, TOKEN_BYTES)
      const fillers = composites.includes(null)
        ? keystream(hmacSha256(keys.filler, recordId), composites.length * TOKEN_BYTES)
        : made
      let next = 0
      return composites.map((parts, slot) => {
        const from = parts === null ? fillers : made
        const at = TOKEN_BYTES * (parts === null ? slot : next++)
        return from.subarray(at, at + TOKEN_BYTES)
      })
    },
  }
}

/**
 * The linkage tokens of one record, for callers that make few.
 *
 * @param scope the scope and epoch the tokens are for
 * @param recordId the record's id, which no other record of the scope may have
 * @param facts name parts in either script, age, day or month of death, governorate
 * @throws {AmanaError} `linkage/other-normaliser`
 */
export const tokensOf = (scope: LinkageScope, recordId: Uint8Array, facts: LinkageFacts): Token[] =>
  tokenMaker(scope).tokensOf(recordId, facts)
