/** Who may see which fields: data, not code. Identity fields are in no list, and {@link openIn} refuses them besides. */
import type { Value } from '@amana/codec'
import { fieldIndex, type Kind, type Schema } from '@amana/records'

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
}

/** That a record was a slip says nothing of a person; that somebody lives, or that a family drew back, does. */
const OF_LISTING = ['duplicate', 'error']

/**
 * The default policies. What singles a person out (sex, age, own date and place) is closed to all but the custodian:
 * until totals over closed rows can be proven they are stated, and reported as not checked.
 */
export const POLICIES: Readonly<Record<Audience, Policy>> = {
  custodian: {
    open: { incident: '*', person: '*', evidence: '*', statement: '*' },
    byConsent: [],
    reasons: [],
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
      person: ['status', 'incident', 'sources', 'name_known', 'date_known', 'place_known', 'linkage'],
      evidence: ['status', 'kind'],
      statement: '*',
    },
    byConsent: ['sources', 'name_known', 'date_known', 'place_known', 'linkage'],
    reasons: OF_LISTING,
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
  },
  public: { open: { statement: '*' }, byConsent: [], reasons: [] },
}

/** The four audiences. */
export const AUDIENCES = Object.keys(POLICIES) as readonly Audience[]

/**
 * The numbers of the fields that a policy opens in one record, ascending. Depends on the record's values by consent and by the
 * reason of a withdrawal alone.
 */
export function openIn(policy: Policy, schema: Schema, values: readonly Value[]): readonly number[] {
  const open = policy.open[schema.kind]
  if (open === undefined) return []
  const refused =
    schema.kind === 'person' && policy.byConsent.length > 0 && refusesInvestigators(schema, values)
  return schema.fields.flatMap((field, i) => {
    if (field.identity === true) return []
    const isOpenReason = field.name === 'withdrawal_reason' && policy.reasons.includes(String(values[i]))
    if (open !== '*' && !open.includes(field.name) && !isOpenReason) return []
    return refused && policy.byConsent.includes(field.name) ? [] : [i]
  })
}

function refusesInvestigators(schema: Schema, values: readonly Value[]): boolean {
  const consent = values[fieldIndex(schema, 'consent')]
  return Array.isArray(consent) && !consent.includes('investigators')
}
