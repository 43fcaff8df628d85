/** Who may see which fields: data, not code. Identity fields are in no list, and {@link openIn} refuses them besides. */
import type { Value } from '@amana/codec'
import { fieldIndex, type Kind, PERSON, type Schema } from '@amana/records'

/** For whom a view is cut. */
export type Audience = 'custodian' | 'investigator' | 'auditor' | 'public'

/** The open fields of each kind of record; `'*'` is every field but the identity fields. */
export interface Policy {
  readonly open: Readonly<Partial<Record<Kind, readonly string[] | '*'>>>
  /** Person fields that stay closed where the person (or the family) refused to share with investigators. */
  readonly byConsent: readonly string[]
  /**
   * Reasons of a withdrawal that are open where they are the reason. Where it stays closed a reader knows that it is one of
   * the others, so whoever opens some of those that could endanger a person opens all of them.
   */
  readonly reasons: readonly string[]
  /** Person fields that are open only where they single nobody out: see {@link singlesOut}. */
  readonly ifMany: readonly string[]
}

/** In a class of persons with the same open fields there are at least so many. */
const LEAST_CLASS = 5
/** Of all persons, on average over guesses, no more than this share is picked out rightly. */
const MOST_RISK = 0.03

/** How many persons that stand have each value of a field. */
function countsOf(name: string, persons: readonly (readonly Value[])[]): ReadonlyMap<string, number> {
  const at = fieldIndex(PERSON, name)
  const counts = new Map<string, number>()
  for (const values of persons) {
    if (values[0] !== 'live') continue
    const key = String(values[at])
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** Whether fewer than five of some persons have a value that any of them has. */
export const isAnyRare = (name: string, persons: readonly (readonly Value[])[]): boolean =>
  [...countsOf(name, persons).values()].some((count) => count < LEAST_CLASS)

/**
 * Whether a field singles listed persons out: a value that fewer than five have, or so many values that whoever knows every
 * person's picks the right record for 3 % of them or more.
 * @param persons the newest revision of each
 */
export function singlesOut(name: string, persons: readonly (readonly Value[])[]): boolean {
  const classes = countsOf(name, persons)
  const listed = [...classes.values()].reduce((sum, count) => sum + count, 0)
  return isAnyRare(name, persons) || (listed > 0 && classes.size / listed >= MOST_RISK)
}

/** That a record was a slip says nothing of a person; that somebody lives, or that a family drew back, does. */
const OF_LISTING = ['duplicate', 'error']

/**
 * The default policies. What singles a person out (sex, age, own date and place, kinds of sources; the incident, where it does) is
 * closed to all but the custodian: what claims say of it is proven by tallies.
 */
export const POLICIES: Readonly<Record<Audience, Policy>> = {
  custodian: {
    open: { incident: '*', person: '*', evidence: '*', statement: '*' },
    byConsent: [],
    reasons: [],
    ifMany: [],
  },
  investigator: {
    open: {
      incident: [
        'status',
        'label',
        'date',
        'date_precision',
        'place',
        'governorate',
        'latitude',
        'longitude',
        'place_precision',
        'cause',
        'party',
      ],
      person: ['status', 'incident', 'linkage', 'receipt'],
      evidence: ['status', 'kind'],
      statement: '*',
    },
    byConsent: [],
    reasons: OF_LISTING,
    ifMany: ['incident'],
  },
  auditor: {
    open: {
      evidence: [
        'status',
        'kind',
        'sha256',
        'chunk_root',
        'size',
        'media_type',
        'path',
        'captured_at',
        'received_at',
        'modified_at',
        'hashed_at',
      ],
      statement: '*',
    },
    byConsent: [],
    reasons: [],
    ifMany: [],
  },
  public: { open: { statement: '*' }, byConsent: [], reasons: [], ifMany: [] },
}

/** The four audiences. */
export const AUDIENCES = Object.keys(POLICIES) as readonly Audience[]

/**
 * The numbers of the fields that a policy opens in one record, ascending. Depends on the record's values by consent and by the
 * reason of a withdrawal alone.
 * @param closed person fields that stay closed all the same
 */
export function openIn(
  policy: Policy,
  schema: Schema,
  values: readonly Value[],
  closed: readonly string[] = [],
): readonly number[] {
  const open = policy.open[schema.kind]
  if (open === undefined) return []
  const refused =
    schema.kind === 'person' && policy.byConsent.length > 0 && refusesInvestigators(schema, values)
  return schema.fields.flatMap((field, i) => {
    if (field.identity === true || (schema.kind === 'person' && closed.includes(field.name))) return []
    const isOpenReason = field.name === 'withdrawal_reason' && policy.reasons.includes(String(values[i]))
    if (open !== '*' && !open.includes(field.name) && !isOpenReason) return []
    return refused && policy.byConsent.includes(field.name) ? [] : [i]
  })
}

function refusesInvestigators(schema: Schema, values: readonly Value[]): boolean {
  const consent = values[fieldIndex(schema, 'consent')]
  return Array.isArray(consent) && !consent.includes('investigators')
}
