/** What a view will show, before anything is written or proven: which fields of which record, and which tables. */
import { AmanaError, toHex, type Value } from '@amana/codec'
import {
  asRecordId,
  fieldIndex,
  PERSON,
  type RecordId,
  type Schema,
  STATEMENT,
  schemaOf,
} from '@amana/records'
import { INVESTIGATOR, PUBLIC } from '@amana/risk'
import { type Audience, isAnyRare, openIn, POLICIES, type Policy, singlesOut } from './audience.js'
import type { Case } from './case.js'
import { statedClaim, type Where } from './claims.js'
import { firstListed } from './first-listed.js'
import type { CaseRecord, LogEntry, Release } from './history.js'
import { Past } from './past.js'
import { claimTables, fitInView, jointTable, TALLIED, type Table } from './tables.js'
import type { ViewChoice } from './view-choice.js'

/** A combination of fields: open, or closed with the element shown that a tally counts. */
export interface Mask {
  readonly schema: Schema
  readonly open: readonly number[]
  readonly shown: readonly number[]
}

/** What a view will show. */
export interface ViewPlan {
  /** In the order in which records first use them. */
  readonly masks: readonly Mask[]
  /** For each entry of the log, the number of its mask; −1 where the record is closed. */
  readonly maskOf: readonly number[]
  /** Tables that are published and proven. */
  readonly tables: readonly Table[]
  /** Those of them that claims need. */
  readonly claimed: readonly Table[]
  /** What the release claims. */
  readonly stated: readonly Where[]
  /** Claims that no table proves, since it would be too large or values were deleted: their counts are told all the same. */
  readonly unproven: readonly Where[]
  /** The values of everybody listed are known. Else nothing can be proven, and what was told before cannot be known in full. */
  readonly isWhole: boolean
  /** Fields that are closed in the persons whom a release listed first, by its number. */
  readonly closedIn: ReadonlyMap<number, readonly string[]>
}

/** A policy with a documenter's choice. */
function policyWith(audience: Audience, { open = [], close = [] }: ViewChoice): Policy {
  const policy = POLICIES[audience]
  for (const name of [...open, ...close]) {
    const field = PERSON.fields.find((each) => each.name === name)
    if (field === undefined || field.identity === true || field.required === true)
      throw new AmanaError(
        'view/bad-field',
        `"${name}" is not a field of a person that can be opened or closed.`,
      )
  }
  const { person = [] } = policy.open
  if (person === '*') return policy
  return {
    ...policy,
    open: { ...policy.open, person: [...person, ...open].filter((name) => !close.includes(name)) },
    // Tokens are fillers where the family refused: were they closed there, everybody could see who refused.
    byConsent: [...policy.byConsent, ...open.filter((name) => name !== 'linkage')],
  }
}

/** Open in all persons alike, or in none: who was listed when makes no difference to them. */
const ALIKE = ['status', 'linkage', 'receipt', 'withdrawal_reason']

/**
 * The fields to close in the persons that one release listed first, by its number: the log tells them from all others. All that differ
 * where there are too few persons to hide among and another release listed enough; of those that are open only where they single nobody
 * out, what singles one out there. Where no release listed enough nothing is closed that was asked for: the gate refuses it.
 * @param batches the persons that stand, by the release that listed them first
 * @param deleted how many more may have stood when the view was handed out, by the same
 */
function closedInBatches(
  batches: ReadonlyMap<number, readonly (readonly Value[])[]>,
  audience: Audience,
  open: readonly string[],
  ifMany: readonly string[],
  deleted: ReadonlyMap<number, number>,
): ReadonlyMap<number, readonly string[]> {
  const { k } = audience === 'public' ? PUBLIC : INVESTIGATOR
  const isLarge = ([number, { length }]: readonly [number, readonly unknown[]]) =>
    length + (deleted.get(number) ?? 0) >= k
  const out = new Map<number, readonly string[]>()
  const isAnyLarge = [...batches].some(isLarge)
  for (const batch of batches) {
    const [number, persons] = batch
    const close = isAnyLarge && !isLarge(batch) ? open : ifMany.filter((name) => isAnyRare(name, persons))
    if (close.length > 0) out.set(number, close)
  }
  return out
}

/**
 * Plans a view. Claims that open fields do not let anybody recount are proven by tables, and joint tables are added that the
 * documenter asks for. Where a person's secret was deleted since the release nothing can be proven of it, and no table is made.
 * @param options.past what is known of the case's past already
 * @param options.isPast whether it was handed out already. Where values were deleted since, it cannot be known in full: then fields are taken to
 * be open that may have been closed for singling people out, and tables are left out
 * @throws {AmanaError} `view/bad-field` for one that no choice opens or closes; `view/bad-table` for a table over fields that are not tallied, or that is too large
 */
export function planView(
  amana: Case,
  audience: Audience,
  release: Release,
  choice: ViewChoice = {},
  { isPast = false, past = new Past(amana) }: { readonly isPast?: boolean; readonly past?: Past } = {},
): ViewPlan {
  const { tables: requests = [] } = choice
  const policy = policyWith(audience, choice)
  const newest = amana.newestOf(release.size)
  // The log is gone through several times: files of evidence can be so many that their values, all at once, would fill the memory.
  const entries = () => amana.entries(0, release.size)
  const valuesOf = (entry: LogEntry) => (newest[entry.at] === 1 ? past.valuesOf(entry) : null)

  const persons: (readonly Value[])[] = []
  const incidents = new Map<string, RecordId>()
  const incidentAt = fieldIndex(PERSON, 'incident')
  const claims: Where[] = []
  let isWhole = true
  for (const entry of entries()) {
    const { at, record } = entry
    if (record.kind === 'evidence') continue
    const values = valuesOf(entry)
    if (record.kind === 'incident') incidents.set(toHex(record.id), record.id)
    if (record.kind === 'person' && newest[at] === 1) {
      if (values === null) isWhole = false
      else persons.push(values)
      // One that is not listed is counted all the same, and noticed by whoever verifies.
      const incident = values?.[incidentAt]
      if (incident instanceof Uint8Array) incidents.set(toHex(incident), asRecordId(incident))
    }
    if (record.kind === 'statement' && values?.[fieldIndex(STATEMENT, 'status')] === 'live') {
      const claim = statedClaim(values)
      if (claim !== null) claims.push(claim.where)
    }
  }

  const closed = policy.ifMany.filter(
    (name) => choice.open?.includes(name) !== true && !(isPast && !isWhole) && singlesOut(name, persons),
  )
  const { person: opened = [] } = policy.open
  const listedIn = firstListed(amana)
  const batchOf = ({ kind, id }: CaseRecord) => (kind === 'person' ? (listedIn.get(toHex(id)) ?? 0) : 0)
  const batches = new Map<number, (readonly Value[])[]>()
  // Of a view that is out already: who was deleted since may have made a batch large enough to be open.
  const deleted = new Map<number, number>()
  for (const entry of entries()) {
    if (entry.record.kind !== 'person' || newest[entry.at] !== 1) continue
    const values = past.valuesOf(entry)
    const number = batchOf(entry.record)
    if (values?.[0] === 'live' && number > 0) {
      const batch = batches.get(number) ?? []
      batch.push(values)
      batches.set(number, batch)
    }
    if (isPast && values === null && number > 0) deleted.set(number, (deleted.get(number) ?? 0) + 1)
  }
  const closedBy =
    opened === '*'
      ? new Map<number, readonly string[]>()
      : closedInBatches(
          batches,
          audience,
          opened.filter((name) => !ALIKE.includes(name) && !closed.includes(name)),
          isPast && !isWhole
            ? []
            : policy.ifMany.filter((name) => choice.open?.includes(name) !== true && !closed.includes(name)),
          deleted,
        )
  const closedSomewhere = new Set([...closedBy.values()].flat())
  const isOpen = (name: string) =>
    !closed.includes(name) &&
    !closedSomewhere.has(name) &&
    !policy.byConsent.includes(name) &&
    (opened === '*' || opened.includes(name))
  const population = { persons, incidents: [...incidents.values()] }
  const hidden = claims.filter((where) => !isOpen('status') || ![...where.keys()].every(isOpen))
  const tables: Table[] = []
  if (isWhole && persons.length > 0)
    for (const table of claimTables(population, hidden)) if (fitInView([...tables, table])) tables.push(table)
  const claimed = [...tables]
  const unproven = hidden.filter(
    (where) =>
      !claimed.some(
        ({ fields }) =>
          fields.length === where.size + 1 && [...where.keys()].every((name) => fields.includes(name)),
      ),
  )
  for (const request of isPast && !isWhole ? [] : requests) {
    const bad = (what: string) => new AmanaError('view/bad-table', what)
    if (
      request.fields.length === 0 ||
      request.fields.some((name) => name === 'status' || !TALLIED.includes(name))
    )
      throw bad(`A table is over some of ${TALLIED.slice(1).join(', ')}.`)
    if (!isWhole)
      throw bad('A person of this release was withdrawn for want of consent since: make a release first.')
    const table = jointTable(population, request)
    if (table === null) throw bad('The table has too many cells: take fewer fields.')
    if (persons.length > 0) tables.push(table)
    if (!fitInView(tables))
      throw bad('The tables of the view have too many cells together: take fewer of them.')
  }
  const counted = new Set(tables.flatMap(({ fields }) => fields))

  // Which combinations of fields are open is known only after a look at every record: a refusal of consent closes some.
  const masks: Mask[] = []
  const numbers = new Map<string, number>()
  const maskOf = Array<number>(release.size).fill(-1)
  for (const entry of entries()) {
    const values = valuesOf(entry)
    if (values === null) continue
    const { at, record } = entry
    const schema = schemaOf(record.kind)
    const open = openIn(policy, schema, values, [...closed, ...(closedBy.get(batchOf(record)) ?? [])])
    const shown =
      schema === PERSON
        ? PERSON.fields.flatMap(({ name }, i) => (counted.has(name) && !open.includes(i) ? [i] : []))
        : []
    if (open.length + shown.length === 0) continue
    const key = `${schema.name}:${open}:${shown}`
    const known = numbers.get(key) ?? masks.push({ schema, open, shown }) - 1
    numbers.set(key, known)
    maskOf[at] = known
  }
  return { masks, maskOf, tables, claimed, stated: claims, unproven, isWhole, closedIn: closedBy }
}
