/**
 * The gate: what a view would give away beside everything that was handed out before. Recipients pool what they have, joined by
 * entry, and nothing can be taken back; so a view is judged by the union, and refused where somebody could be singled out.
 */
import { AmanaError } from '@amana/codec'
import { fieldIndex, PERSON } from '@amana/records'
import {
  type Assessment,
  assess,
  classesOf,
  columnOf,
  type Derived,
  type Disclosure,
  INVESTIGATOR,
  type Joint,
  type Policy as Limits,
  measuresOf,
  PUBLIC,
  unionOf,
} from '@amana/risk'
import type { Audience } from './audience.js'
import type { Case } from './case.js'
import { firstListed } from './first-listed.js'
import { newlyDerived } from './gate-tables.js'
import { ANSWER, type Given, givenTo, wordOf } from './given.js'
import type { Release } from './history.js'
import { Past } from './past.js'
import type { ViewChoice } from './view-choice.js'
import { planView } from './view-plan.js'

/** Who has what: everybody has what is public, and named recipients are taken to pool theirs with each other and with that. */
export type Pool = 'public' | 'named'

/** What the gate says of a view to one pool of recipients. */
export interface Finding {
  readonly pool: Pool
  /** What has to be kept to: least class, and the global re-identification risk that must not be reached. */
  readonly limits: Limits
  readonly passes: boolean
  /** Fields of the view to close so that its rows pass; none where they do. What tables give away is in `derived`. */
  readonly close: readonly string[]
  /** Fields that say less exactly what is to be closed, and pass in its place. */
  readonly instead: readonly string[]
  /** Of all that the pool will have. */
  readonly assessment: Assessment
  /** Small counts that the tables and open fields of this view add to what is known, without those to close. */
  readonly derived: readonly Derived[]
  readonly fields: Joint['fields']
}

const POOLS: Readonly<Record<Pool, { readonly audiences: readonly string[]; readonly limits: Limits }>> = {
  public: { audiences: ['public'], limits: PUBLIC },
  named: { audiences: ['public', 'auditor', 'investigator', ANSWER], limits: INVESTIGATOR },
}

/** No value of a field: codes have no spaces around them, and texts no space in front. */
const NOT_OPENED = ' not opened'

/** What a view or an answer opens of each listed person. Tokens and receipts are there or not for all alike, and say no more without the key or the words. */
function disclosureOf(
  past: Past,
  { audience, release, plan, unopened }: Given,
  listed: ReadonlySet<string>,
): Disclosure {
  const rows = [...past.listedAt(release)].filter(([id]) => listed.has(id))
  const names = PERSON.fields.flatMap(({ name }, field) =>
    name !== 'status' &&
    name !== 'linkage' &&
    name !== 'receipt' &&
    plan.masks.some(({ schema, open }) => schema === PERSON && open.includes(field))
      ? [{ name, field }]
      : [],
  )
  return {
    audience,
    release: release.size,
    records: rows.map(([id]) => id),
    columns: names.map(({ name, field }) =>
      columnOf(
        name,
        rows.map(([id, { at, values }]) => {
          if (plan.masks[plan.maskOf[at]!]?.open.includes(field) === true) return wordOf(values[field]!)
          // Whoever has the request sees who was asked for in vain: that is known of a person, too.
          return unopened?.has(id) === true ? NOT_OPENED : null
        }),
      ),
    ),
  }
}

/** Of a person who is not listed any more in a later release that was handed out. */
const WITHDRAWN = ' withdrawn since'

/**
 * What later releases that were handed out say of persons whom an earlier one lists: that they are not listed any more. Of the others the earlier one
 * would tell what the later ones do not.
 */
const withdrawnSince = (
  past: Past,
  pooled: readonly Given[],
  { release }: Given,
  listed: readonly string[],
): readonly Disclosure[] =>
  [...new Map(pooled.map((given) => [given.release.size, given.release])).values()]
    .filter(({ size }) => size > release.size)
    .map((later) => {
      const still = past.listedAt(later)
      return {
        audience: 'log',
        release: later.size,
        records: listed,
        columns: [
          columnOf(
            `listed at release ${later.number}`,
            listed.map((id) => (still.has(id) ? null : WITHDRAWN)),
          ),
        ],
      }
    })

/** Whether two sets of disclosures tell the same of every record. */
function isSame(
  listed: readonly string[],
  some: readonly Disclosure[],
  others: readonly Disclosure[],
): boolean {
  const told = (disclosures: readonly Disclosure[]) =>
    JSON.stringify(
      unionOf(listed, disclosures)
        .map(({ name, codes, labels }) => [name, Array.from(codes, (code) => labels[code] ?? null)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  return told(some) === told(others)
}

/** Of whom anything is open in some disclosures. */
function openIn(disclosures: readonly Disclosure[]): ReadonlySet<string> {
  const out = new Set<string>()
  for (const { records, columns } of disclosures)
    for (const { codes, labels } of columns)
      for (const [i, id] of records.entries()) {
        const label = labels[codes[i]!]
        if (label != null && label !== NOT_OPENED && label !== WITHDRAWN) out.add(id)
      }
  return out
}

/**
 * Whether everybody looks like enough others who were listed first by the same release, where anything is open of anybody there. The log tells the persons
 * of each release from all others; among those of whom something is open, one who is closed stands out as well: that a family refused is known then.
 */
function isFirstListedWithMany(
  listed: readonly string[],
  disclosures: readonly Disclosure[],
  batchOf: ReadonlyMap<string, number>,
  k: number,
): boolean {
  const open = openIn(disclosures)
  const columns = unionOf(listed, disclosures)
  const keys = listed.map((id, i) => [batchOf.get(id), ...columns.map(({ codes }) => codes[i])].join(' '))
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  const isOpenIn = new Set(listed.filter((id) => open.has(id)).map((id) => batchOf.get(id)))
  return listed.every((id, i) => !isOpenIn.has(batchOf.get(id)) || counts.get(keys[i]!)! >= k)
}

/**
 * Whether rows may be shown. What recipients have already cannot be refused them; and where all look alike the guess is no better than
 * without the view, so only the least class counts.
 */
function doRowsPass(
  listed: readonly string[],
  before: readonly Disclosure[],
  added: Disclosure,
  batchOf: ReadonlyMap<string, number>,
  { k, globalRisk }: Limits,
): boolean {
  const columns = unionOf(listed, [...before, added])
  if (columns.length === 0) return true
  const measures = measuresOf(classesOf(columns), k)
  const isHidden = measures.classes === 1 || measures.prosecutor.average < globalRisk
  const isManifold = measures.k >= k && isFirstListedWithMany(listed, [...before, added], batchOf, k)
  return (isManifold && isHidden) || isSame(listed, before, [...before, added])
}

/** The fields to close so that rows pass, where no change keeps to the limits: each that cannot stay open beside those before it. */
function fieldsToClose(passes: (added: Disclosure) => boolean, added: Disclosure): readonly string[] {
  const open: Disclosure['columns'][number][] = []
  for (const column of added.columns) if (passes({ ...added, columns: [...open, column] })) open.push(column)
  return added.columns.filter((column) => !open.includes(column)).map(({ name }) => name)
}

/** Of the fields that say less exactly what is to be closed, each that passes beside those before it. */
function insteadOf(
  close: readonly string[],
  passes: (open: readonly string[]) => boolean,
): readonly string[] {
  const open: string[] = []
  for (const name of new Set(close.flatMap((each) => PERSON.fields[fieldIndex(PERSON, each)]?.coarse ?? [])))
    if (passes([...open, name])) open.push(name)
  return open
}

/**
 * What a view would give away to whom.
 * @returns a finding for each pool of recipients that it reaches; none for a custodian's, which stays in the house
 * @throws {AmanaError} `view/bad-field`, `view/bad-table`; `risk/tables-too-large` where tables tell too much apart to be judged
 * @example
 * const refused = assessView(amana, 'investigator', release, { open: ['sex'] }).some(({ passes }) => !passes)
 */
export function assessView(
  amana: Case,
  audience: Audience,
  release: Release,
  choice: ViewChoice = {},
): readonly Finding[] {
  if (audience === 'custodian') return []
  const past = new Past(amana)
  const planned = (asked: ViewChoice): Given => ({
    audience,
    release,
    choice: asked,
    plan: planView(amana, audience, release, asked, { past }),
  })
  return judge(
    past,
    planned(choice),
    audience === 'public' ? ['public', 'named'] : ['named'],
    (close, open) =>
      planned({
        ...choice,
        open: [...(choice.open ?? []), ...open],
        close: [...(choice.close ?? []), ...close],
      }),
  )
}

/**
 * What an answer to a request would give away to named recipients. Its open fields are counted as if they were open in all rows,
 * which is more than is told: so what totals leave over for the persons who are not opened is weighed, too.
 * @param narrowed the same answer with some fields closed
 * @returns null where nobody is listed
 * @throws {AmanaError} as {@link assessView}
 */
export const assessAnswer = (
  past: Past,
  proposed: Given,
  narrowed: (close: readonly string[]) => Given,
): Finding | null => judge(past, proposed, ['named'], narrowed)[0] ?? null

function judge(
  past: Past,
  proposed: Given,
  pools: readonly Pool[],
  changed: (close: readonly string[], open: readonly string[]) => Given,
): readonly Finding[] {
  const { release } = proposed
  const { amana } = past
  const people = [...past.listedAt(release).keys()]
  if (people.length === 0) return []
  const batchOf = firstListed(amana)
  const persons = new Map<number, number>()
  for (const id of people) persons.set(batchOf.get(id)!, (persons.get(batchOf.get(id)!) ?? 0) + 1)
  const ledger = givenTo(past, POOLS.named.audiences)
  return pools.map((pool) => {
    const { audiences, limits } = POOLS[pool]
    const pooled = ledger.filter(({ audience }) => audiences.includes(audience))
    // Of whom nothing is open, among few whom a release listed first: the log tells them apart, and no view can.
    const all = new Set(people)
    const open = openIn([...pooled, proposed].map((given) => disclosureOf(past, given, all)))
    const judged = new Set(people.filter((id) => open.has(id) || persons.get(batchOf.get(id)!)! >= limits.k))
    const listed = [...judged]
    const disclosed = [
      ...pooled.map((given) => disclosureOf(past, given, judged)),
      ...withdrawnSince(past, pooled, proposed, listed),
    ]
    const added = disclosureOf(past, proposed, judged)
    const assessment = assess({ listed, before: disclosed, proposed: added, policy: limits })
    const passes = (view: Disclosure) => doRowsPass(listed, disclosed, view, batchOf, limits)
    const least = assessment.changes?.changes.map(({ column }) => column) ?? []
    const suffices = (names: readonly string[]) =>
      passes({ ...added, columns: added.columns.filter(({ name }) => !names.includes(name)) })
    const close = passes(added)
      ? []
      : least.length > 0 && suffices(least)
        ? least
        : fieldsToClose(passes, added)
    // Where rows do not pass, what stays open once they do: else every small group would be a small count too.
    const { derived, fields } = newlyDerived(
      past,
      pooled,
      close.length === 0 ? proposed : changed(close, []),
      limits.k,
    )
    const known = added.columns.map(({ name }) => name)
    const isSafe = (open: readonly string[]) => {
      try {
        const coarser = changed(close, open)
        const view = disclosureOf(past, coarser, judged)
        return (
          open.every(
            (name) => !known.includes(name) && view.columns.some((column) => column.name === name),
          ) &&
          passes(view) &&
          newlyDerived(past, pooled, coarser, limits.k).derived.length === 0
        )
      } catch (error) {
        // What cannot be judged is not offered; that is no reason not to say what is wrong with what was asked for.
        if (error instanceof AmanaError) return false
        throw error
      }
    }
    const instead = derived.length > 0 ? [] : insteadOf(close, isSafe)
    return {
      pool,
      limits,
      passes: close.length + derived.length === 0,
      close,
      instead,
      assessment,
      derived,
      fields,
    }
  })
}
