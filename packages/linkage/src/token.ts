// From a person's name parts, date and sex to a fixed number of keyed tokens. Equal tokens in one slot mean that the
// composites agree; which agreement means "the same person" stands in match.ts.
import { AmanaError, type Value } from '@amana/codec'
import { prf, TAG } from '@amana/crypto'
import { looseSkeleton, type NameParts, NORMALISER, skeleton } from '@amana/names'
import type { LinkageScope } from './scope.js'

/** Tokens of every record, whether or not it has the parts for them. */
export const TOKEN_SLOTS = 4

/** Bytes of a token. At 10⁷ records two different composites share one with probability below 10⁻²⁴. */
export const TOKEN_BYTES = 16

/** 16 bytes. In a slot that could not be made it is a filler, which nobody without the key can tell apart. */
export type Token = Uint8Array

/** What tokens are made of. Never leaves the case: tokens do. */
export interface LinkageFacts {
  readonly parts: NameParts
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
  readonly dateOfDeath?: string
  /** A code; `unknown` and the empty text count as absent. */
  readonly sex?: string
}

type Composite = readonly string[]

/** A composite, or null where one of its parts is missing. The first word names the form, so no two forms ever meet. */
const composite = (form: string, ...parts: readonly string[]): Composite | null =>
  parts.includes('') ? null : [form, ...parts]

/**
 * The composite of each slot. Each holds the given name and another name part: a keyed single name is read back by how
 * common it is, and a family name alone shows who is related. Chosen by measurement, see docs/linkage.md:
 *
 * 0. given, family (vowels out), month: carries most of the matches, since fathers are often left out;
 * 1. given, father, day: where the family name is spelled another way or left out;
 * 2. given (vowels out), family, month, sex: where the given name is spelled another way; the sex keeps brother and sister apart;
 * 3. given, father, family, year: where the month differs, as at the turn of a month.
 *
 * Slot 0 has a second form for those without a month, so that a person of whom only given and family name are known can
 * be found: given, family, sex, and the year if there is one. Slot 3 has one without a year. Forms do not meet.
 */
function compositesOf(facts: LinkageFacts): readonly (Composite | null)[] {
  const { parts } = facts
  const date = dateParts(facts.dateOfDeath)
  const sex = facts.sex === undefined || facts.sex === 'unknown' ? '' : facts.sex
  const given = skeleton(parts.given ?? '')
  const father = skeleton(parts.father ?? '')
  const family = skeleton(parts.family ?? '')
  const familyLoose = looseSkeleton(parts.family ?? '')
  return [
    date.month === ''
      ? composite('given family sex', given, familyLoose, sex, date.year || 'no year')
      : composite('given family month', given, familyLoose, date.month),
    composite('given father day', given, father, date.day),
    composite('given family month sex', looseSkeleton(parts.given ?? ''), family, date.month, sex),
    composite('given father family year', given, father, family, date.year || 'no year'),
  ]
}

function dateParts(iso: string | undefined): { year: string; month: string; day: string } {
  if (iso === undefined || iso === '') return { year: '', month: '', day: '' }
  if (!/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(iso))
    throw new AmanaError('linkage/bad-date', 'A date of death must be YYYY, YYYY-MM or YYYY-MM-DD.')
  return {
    year: iso.slice(0, 4),
    month: iso.length >= 7 ? iso.slice(0, 7) : '',
    day: iso.length === 10 ? iso : '',
  }
}

/**
 * The linkage tokens of one record: always {@link TOKEN_SLOTS}, each {@link TOKEN_BYTES} long, in slot order. A slot that
 * cannot be made holds a filler of the record's own, so that neither number nor form shows what is known of a person.
 *
 * @param scope the scope and epoch the tokens are for
 * @param recordId the record's id, which no other record of the scope may have
 * @param facts name parts in either script, date of death, sex
 * @throws {AmanaError} `linkage/other-normaliser` where the scope was made for another version of the skeletons;
 *   `linkage/bad-date`. Neither carries a name.
 * @example
 * tokensOf(scope, id, { parts: splitName('خالد محمود الخطيب'), dateOfDeath: '2014-12-28', sex: 'male' })
 */
export function tokensOf(scope: LinkageScope, recordId: Uint8Array, facts: LinkageFacts): Token[] {
  if (scope.normaliser !== NORMALISER)
    throw new AmanaError(
      'linkage/other-normaliser',
      'The scope was made for another version of the name normaliser; its members must agree on a new epoch.',
      { expected: NORMALISER, found: scope.normaliser },
    )
  const context: Value[] = [scope.id, scope.epoch, scope.normaliser]
  return compositesOf(facts).map((parts, slot) =>
    (parts
      ? prf(scope.key, TAG.token, ...context, slot, parts)
      : prf(scope.key, TAG.filler, ...context, recordId, slot)
    ).slice(0, TOKEN_BYTES),
  )
}
