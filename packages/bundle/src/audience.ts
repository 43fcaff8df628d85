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
}

/**
 * The default policies. What singles a person out (sex, age, own date and place) is closed to all but the custodian:
 * until totals over closed rows can be proven they are stated, and reported as not checked.
 */
export const POLICIES: Readonly<Record<Audience, Policy>> = {
  custodian: { open: { incident: '*', person: '*', evidence: '*', statement: '*' }, byConsent: [] },
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
  },
  public: { open: { statement: '*' }, byConsent: [] },
}

/** The four audiences. */
export const AUDIENCES = Object.keys(POLICIES) as readonly Audience[]

/**
 * The numbers of the fields that a policy opens in one record, ascending. Depends on the record's values by consent alone.
 */
export function openIn(policy: Policy, schema: Schema, values: readonly Value[]): readonly number[] {
  const open = policy.open[schema.kind]
  if (open === undefined) return []
  const refused =
    schema.kind === 'person' && policy.byConsent.length > 0 && refusesInvestigators(schema, values)
  return schema.fields.flatMap((field, i) => {
    if (field.identity === true) return []
    if (open !== '*' && !open.includes(field.name)) return []
    return refused && policy.byConsent.includes(field.name) ? [] : [i]
  })
}

function refusesInvestigators(schema: Schema, values: readonly Value[]): boolean {
  const consent = values[fieldIndex(schema, 'consent')]
  return Array.isArray(consent) && !consent.includes('investigators')
}
