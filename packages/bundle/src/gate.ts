/**
 * The gate: what a view would give away beside everything that was handed out before. Recipients pool what they have, joined by
 * entry, and nothing can be taken back; so a view is judged by the union, and refused where somebody could be singled out.
 */
import { decode, encode, fromHex, toHex, type Value } from '@amana/codec'
import { fieldIndex, PERSON } from '@amana/records'
import {
  type Assessment,
  assess,
  type Cell,
  columnOf,
  type Derived,
  type Disclosure,
  derivedCells,
  INVESTIGATOR,
  type Joint,
  type Policy as Limits,
  PUBLIC,
  unionOf,
} from '@amana/risk'
import type { Audience } from './audience.js'
import type { Case } from './case.js'
import type { Release } from './history.js'
import { TALLIED, type Table } from './tables.js'
import type { ViewChoice } from './view-choice.js'
import { planView, type ViewPlan } from './view-plan.js'

/** Who has what: everybody has what is public, and named recipients are taken to pool theirs with each other and with that. */
export type Pool = 'public' | 'named'

/** What the gate says of a view to one pool of recipients. */
export interface Finding {
  readonly pool: Pool
  /** What has to be kept to: least class, and the global re-identification risk that must not be reached. */
  readonly limits: Limits
  readonly passes: boolean
  /** Of all that the pool will have. */
  readonly assessment: Assessment
  /** Small counts that the tables of this view add to what is known. */
  readonly derived: readonly Derived[]
  readonly fields: Joint['fields']
}

const POOLS: Readonly<Record<Pool, { readonly audiences: readonly string[]; readonly limits: Limits }>> = {
  public: { audiences: ['public'], limits: PUBLIC },
  named: { audiences: ['public', 'auditor', 'investigator'], limits: INVESTIGATOR },
}

/** A plan of a view that was or will be handed out. */
interface Given {
  readonly audience: string
  readonly release: Release
  readonly plan: ViewPlan
}

/** A value as people look somebody up by it; tokens say that they are there, and no more without the key. */
function wordOf(name: string, value: Value): string | null {
  if (name === 'linkage') return 'open'
  if (value === null) return 'none stated'
  if (value instanceof Uint8Array) return toHex(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The newest revision of each listed person of a release, by id. */
function listedAt(
  amana: Case,
  { size }: Release,
): ReadonlyMap<string, { at: number; values: readonly Value[] }> {
  const out = new Map<string, { at: number; values: readonly Value[] }>()
  for (const [at, { record, logged }] of amana.log.slice(0, size).entries()) {
    if (record.kind !== 'person') continue
    const id = toHex(record.id)
    const values = logged.values === null ? null : (decode(logged.values) as readonly Value[])
    if (values === null || values[0] !== 'live') out.delete(id)
    else out.set(id, { at, values })
  }
  return out
}

/** What a view opens of each listed person. */
function disclosureOf(
  amana: Case,
  { audience, release, plan }: Given,
  listed: ReadonlySet<string>,
): Disclosure {
  const rows = [...listedAt(amana, release)].filter(([id]) => listed.has(id))
  const names = PERSON.fields.flatMap(({ name }, field) =>
    name !== 'status' && plan.masks.some(({ schema, open }) => schema === PERSON && open.includes(field))
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
        rows.map(([, { at, values }]) =>
          plan.masks[plan.maskOf[at]!]?.open.includes(field) === true ? wordOf(name, values[field]!) : null,
        ),
      ),
    ),
  }
}

const keyOf = (value: Value): string => toHex(encode(value))

/**
 * The persons of all releases as one table over the fields that were counted, and what the published tables say of it. Who is listed
 * from one release to another, with the same values, is one unit; two releases of one table subtract to those that only one of them has.
 */
class Counted {
  readonly #releases: readonly Release[]
  readonly #names: readonly string[]
  readonly #values: readonly Map<string, number>[]
  readonly #spans: readonly string[]
  readonly joint: Joint

  constructor(amana: Case, given: readonly Given[]) {
    const bySize = new Map(given.map(({ release }) => [release.size, release]))
    this.#releases = [...bySize.values()].sort((a, b) => a.size - b.size)
    const counted = new Set(given.flatMap(({ plan }) => plan.tables.flatMap(({ fields }) => fields)))
    this.#names = TALLIED.filter((name) => name !== 'status' && counted.has(name))
    const at = this.#names.map((name) => fieldIndex(PERSON, name))
    this.#values = this.#names.map(() => new Map<string, number>())
    for (const table of given.flatMap(({ plan }) => plan.tables))
      for (const { tuples } of table.cells) for (const tuple of tuples) this.#note(table.fields, tuple)

    const units = new Map<string, { tuple: readonly number[]; in: number[] }>()
    for (const [r, release] of this.#releases.entries())
      for (const [id, { values }] of listedAt(amana, release)) {
        const tuple = at.map((field, f) => this.#number(f, values[field]!))
        const key = `${id} ${tuple}`
        const unit = units.get(key) ?? { tuple, in: [] }
        unit.in.push(r)
        units.set(key, unit)
      }
    this.#spans = [...new Set([...units.values()].map((unit) => unit.in.join()))].sort()
    const counts = new Map<string, { at: readonly number[]; count: number }>()
    for (const unit of units.values()) {
      const where = [this.#spans.indexOf(unit.in.join()), ...unit.tuple]
      const cell = counts.get(where.join()) ?? { at: where, count: 0 }
      cell.count++
      counts.set(where.join(), cell)
    }
    this.joint = {
      fields: [
        { name: 'releases', categories: this.#spans },
        ...this.#names.map((name, f) => ({
          name,
          categories: [...this.#values[f]!.keys()].map((key) => {
            return wordOf(name, decode(fromHex(key))) ?? ''
          }),
        })),
      ],
      cells: [...counts.values()],
    }
  }

  #number(field: number, value: Value): number {
    const known = this.#values[field]!
    const key = keyOf(value)
    const number = known.get(key) ?? known.size
    known.set(key, number)
    return number
  }

  #note(fields: readonly string[], tuple: readonly Value[]): void {
    if (tuple[0] !== 'live') return
    this.#names.forEach((name, f) => {
      const at = fields.indexOf(name)
      if (at >= 0) this.#number(f, tuple[at]!)
    })
  }

  #spanOf(release: Release): readonly number[] | null {
    const r = this.#releases.findIndex(({ size }) => size === release.size)
    const inside = this.#spans.flatMap((span, i) => (span.split(',').includes(String(r)) ? [i] : []))
    return inside.length === this.#spans.length ? null : inside
  }

  /** A release says how many persons it lists. */
  total(release: Release): readonly Cell[] {
    return this.#cell(
      release,
      this.#names.map(() => null),
    )
  }

  #cell(release: Release, sets: readonly (readonly number[] | null)[]): readonly Cell[] {
    const span = this.#spanOf(release)
    if (span?.length === 0) return []
    const count = this.joint.cells.reduce(
      (sum, { at, count: n }) =>
        (span === null || span.includes(at[0]!)) &&
        sets.every((set, f) => set === null || set.includes(at[f + 1]!))
          ? sum + n
          : sum,
      0,
    )
    return [{ where: [span, ...sets], count }]
  }

  /**
   * A table's cells as products of sets. One that is none is what the total leaves of the others; of several such each tuple is taken
   * to be known, which is more than was told.
   */
  cellsOf({ fields, cells }: Table, release: Release): readonly Cell[] {
    const places = this.#names.map((name) => fields.indexOf(name))
    const listed = cells.filter(({ tuples }) => tuples.some(([status]) => status === 'live'))
    const products = listed.map(({ tuples }) => {
      const sets = places.map((at, f) =>
        at < 0
          ? null
          : [...new Set(tuples.map((tuple) => this.#number(f, tuple[at]!)))].sort((a, b) => a - b),
      )
      const size = sets.reduce((product, set) => product * (set?.length ?? 1), 1)
      return size === tuples.length ? sets : null
    })
    const odd = listed.filter((_, i) => products[i] === null)
    return listed.flatMap(({ tuples, count }, i) => {
      const sets = products[i]
      if (sets !== null && sets !== undefined) return this.#cell(release, sets)
      if (count > 0 && odd.length === 1) return []
      return tuples.flatMap((tuple) =>
        this.#cell(
          release,
          places.map((at, f) => (at < 0 ? null : [this.#number(f, tuple[at]!)])),
        ),
      )
    })
  }
}

/** Small counts that the tables of a view let somebody work out who could not before. */
function newlyDerived(
  amana: Case,
  before: readonly Given[],
  proposed: Given,
  k: number,
): { readonly derived: readonly Derived[]; readonly fields: Joint['fields'] } {
  const all = [...before, proposed]
  const counted = new Counted(amana, all)
  const cells = (given: readonly Given[], take: (plan: ViewPlan) => readonly Table[]) =>
    given.flatMap(({ release, plan }) => [
      ...counted.total(release),
      ...take(plan).flatMap((table) => counted.cellsOf(table, release)),
    ])
  // What a release claims it says to everybody, whether or not a table proves it.
  const known = [...cells(before, ({ tables }) => tables), ...cells([proposed], ({ claimed }) => claimed)]
  if (proposed.plan.tables.length === proposed.plan.claimed.length)
    return { derived: [], fields: counted.joint.fields }
  const width = ({ lower, upper }: Derived) => upper - lower
  const old = new Map(
    derivedCells(counted.joint, known, k).map((cell) => [JSON.stringify(cell.where), width(cell)]),
  )
  const derived = derivedCells(
    counted.joint,
    [...known, ...cells([proposed], ({ tables }) => tables)],
    k,
  ).filter((cell) => width(cell) < (old.get(JSON.stringify(cell.where)) ?? k))
  return { derived, fields: counted.joint.fields }
}

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

/** What was handed out to some audiences: each view as it was cut. */
function givenTo(amana: Case, audiences: readonly string[]): readonly Given[] {
  return amana.ledger.flatMap(({ audience, size, choice }) => {
    const release = amana.releases.find((each) => each.size === size)
    if (!audiences.includes(audience) || release === undefined) return []
    return [{ audience, release, plan: planView(amana, audience as Audience, release, choice) }]
  })
}

/**
 * What a view would give away to whom.
 * @returns a finding for each pool of recipients that it reaches; none for a custodian's, which stays in the house
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
  const proposed = { audience, release, plan: planView(amana, audience, release, choice) }
  const listed = new Set(listedAt(amana, release).keys())
  if (listed.size === 0) return []
  const pools: readonly Pool[] = audience === 'public' ? ['public', 'named'] : ['named']
  return pools.map((pool) => {
    const { audiences, limits } = POOLS[pool]
    const before = givenTo(amana, audiences)
    const disclosed = before.map((given) => disclosureOf(amana, given, listed))
    const added = disclosureOf(amana, proposed, listed)
    const assessment = assess({ listed: [...listed], before: disclosed, proposed: added, policy: limits })
    // Records that all look alike give nobody away, be they few; and what recipients have already cannot be refused them.
    const opens = assessment.measures.classes > 1 && !isSame([...listed], disclosed, [...disclosed, added])
    const { derived, fields } = newlyDerived(amana, before, proposed, limits.k)
    return {
      pool,
      limits,
      passes: (assessment.passes || !opens) && derived.length === 0,
      assessment,
      derived,
      fields,
    }
  })
}
