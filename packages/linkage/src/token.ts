// From a person's name parts, sex and age to a fixed number of keyed tokens. Equal tokens in one slot mean that the composites
// agree. What an agreement is worth stands in pattern.ts and model.ts.
import { AmanaError, utf8 } from '@amana/codec'
import { hmacSha256, keystream, prf, TAG } from '@amana/crypto'
import { type NameParts, skeleton } from '@amana/names'
import { end, nameKeys, start } from './keys.js'
import { LINKAGE_NORMALISER, type LinkageScope } from './scope.js'

/** 16 bytes. In a slot that could not be made it is a filler, which nobody without the key can tell apart. */
export type Token = Uint8Array

/** Bytes of a token. At 10⁷ records two different composites share one with probability below 10⁻²⁴. */
export const TOKEN_BYTES = 16

/** What tokens are made of. Never leaves the case: tokens do. */
export interface LinkageFacts {
  readonly parts: NameParts
  /** A code; `unknown` and the empty text count as absent. */
  readonly sex?: string
  /** Whole years. */
  readonly age?: number
}

type Composite = readonly string[]

/** A composite, or null where one of its parts is missing. */
const composite = (...parts: readonly string[]): Composite | null => (parts.includes('') ? null : parts)

/** Two windows of six years, half a window apart: ages that differ by three years at most share at least one. */
const AGE_WINDOW = 6
const ageWindow = (age: number | undefined, shift: number): string =>
  age === undefined ? '' : String(Math.floor((age + shift) / AGE_WINDOW))

/**
 * The slots of plan 1, in order. Each holds a key of the given name and one of the family or father's name: a keyed single name
 * is read back by how common it is. Dates and places are not in them, since they are compared openly.
 *
 * - 0 to 9 compare the name: as split, by its first and last word, in coarse sounds, by the ends of the words (which
 *   survive a slip elsewhere), with one of the two cut to its initial and narrowed by the sex, with the father, and the first word as written;
 * - 10 to 15 stand on the composite of slot 7. They compare the script, age and father's name, and say which of these both
 *   records know: "both know an age, and the ages differ" is what keeps brothers of one name apart, and equality of a value alone
 *   cannot say it. A record by itself shows nothing of this, for its fillers look like tokens.
 */
export const SLOTS = [
  'given, family',
  'first and last word',
  'first and last word, coarse',
  'start of given, end of family',
  'end of given, end of family',
  'initial of given, family, sex',
  'given, initial of family, sex',
  'start of given, family',
  'given, father',
  'given as written, family',
  'script',
  'age',
  'age, second window',
  'age known',
  'father',
  'father known',
] as const

/** Tokens of every record, whether or not it has the parts for them. */
export const TOKEN_SLOTS = SLOTS.length

function compositesOf(
  { parts, sex: stated, age }: LinkageFacts,
  skeletonOf: (part: string) => string,
): readonly (Composite | null)[] {
  const key = nameKeys(parts, skeletonOf)
  const sex = stated === undefined || stated === 'unknown' ? '' : stated
  const base = composite(start(key.firstCoarse), key.last)
  const within = (value: string): Composite | null => (base && value !== '' ? [...base, value] : null)
  return [
    composite(key.given, key.family),
    composite(key.first, key.last),
    composite(key.firstCoarse, key.lastCoarse),
    composite(start(key.first), end(key.last)),
    composite(end(key.firstCoarse), end(key.lastCoarse)),
    composite(key.firstCoarse.slice(0, 1), key.lastCoarse, sex),
    composite(key.firstCoarse, key.lastCoarse.slice(0, 1), sex),
    base,
    composite(key.givenLoose, key.fatherLoose),
    composite(key.firstWord, key.last),
    within(key.script),
    within(ageWindow(age, 0)),
    within(ageWindow(age, AGE_WINDOW / 2)),
    within(age === undefined ? '' : 'known'),
    within(key.fatherLoose),
    within(key.fatherLoose === '' ? '' : 'known'),
  ]
}

/** A maker of tokens: it derives the scope's own key once. */
export interface TokenMaker {
  /** {@link TOKEN_SLOTS} tokens of {@link TOKEN_BYTES} bytes in slot order. */
  tokensOf(recordId: Uint8Array, facts: LinkageFacts): Token[]
  /** Tokens of composites of the caller's own, for another plan (see docs/linkage.md); null makes a filler. */
  tokensOfComposites(recordId: Uint8Array, composites: readonly (readonly string[] | null)[]): Token[]
}

/**
 * Makes tokens in one scope and epoch: HMAC-SHA-256 under a key derived from the scope's key, its id, epoch and normaliser, over slot
 * and composite. What cannot be made is a filler, from a stream of the record's own: neither number nor form of the
 * tokens shows what is known of a person.
 *
 * @throws {AmanaError} `linkage/other-normaliser` where the scope was made for another version of the keys
 * @example
 * const maker = tokenMaker(scope)
 * maker.tokensOf(id, { parts: splitName('خالد محمود الخطيب'), sex: 'male', age: 34 })
 */
export function tokenMaker(scope: LinkageScope, plan: string = LINKAGE_NORMALISER): TokenMaker {
  if (scope.normaliser !== plan)
    throw new AmanaError(
      'linkage/other-normaliser',
      'The scope was made for another version of the name keys; its members must agree on a new epoch.',
      { expected: plan, found: scope.normaliser },
    )
  const context = [scope.id, scope.epoch, scope.normaliser]
  const tokenKey = prf(scope.key, TAG.token, ...context)
  const fillerKey = prf(scope.key, TAG.filler, ...context)
  // Clear names: held only as long as the maker is, and never more than this many.
  const known = new Map<string, string>()
  const skeletonOf = (part: string): string => {
    let key = known.get(part)
    if (key === undefined) {
      key = skeleton(part)
      if (known.size >= 20_000) known.clear()
      known.set(part, key)
    }
    return key
  }
  const tokensOfComposites: TokenMaker['tokensOfComposites'] = (recordId, composites) => {
    const fillers = composites.includes(null)
      ? keystream(hmacSha256(fillerKey, recordId), composites.length * TOKEN_BYTES)
      : new Uint8Array(0)
    return composites.map((parts, slot) =>
      // Keys hold no line feed: normalised words and ASCII.
      parts
        ? hmacSha256(tokenKey, utf8([slot, ...parts].join('\n'))).slice(0, TOKEN_BYTES)
        : fillers.slice(slot * TOKEN_BYTES, (slot + 1) * TOKEN_BYTES),
    )
  }
  return {
    tokensOf: (recordId, facts) => tokensOfComposites(recordId, compositesOf(facts, skeletonOf)),
    tokensOfComposites,
  }
}

/**
 * The linkage tokens of one record, for callers that make few.
 *
 * @param scope the scope and epoch the tokens are for
 * @param recordId the record's id, which no other record of the scope may have
 * @param facts name parts in either script, sex, age
 * @throws {AmanaError} `linkage/other-normaliser`
 */
export const tokensOf = (scope: LinkageScope, recordId: Uint8Array, facts: LinkageFacts): Token[] =>
  tokenMaker(scope).tokensOf(recordId, facts)
