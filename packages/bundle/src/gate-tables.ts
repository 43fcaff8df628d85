/** What the tables and open columns of views tell together: a table, a view and a release subtract from one another. */
import { AmanaError, decode, encode, fromHex, toHex, type Value } from '@amana/codec'
import { fieldIndex, PERSON } from '@amana/records'
import { type Cell, type Derived, derivedCells, type Joint } from '@amana/risk'
import type { Where } from './claims.js'
import { type Given, wordOf } from './given.js'
import type { Release } from './history.js'
import type { Past } from './past.js'
import { TALLIED, type Table } from './tables.js'

const keyOf = (value: Value): string => toHex(encode(value))

/** The fields that tell a tallied one: itself, and those that say it more exactly. */
const tellersOf = (name: string): readonly string[] =>
  PERSON.fields.filter((field) => field.name === name || field.coarse === name).map((field) => field.name)

/**
 * The persons of all releases as one table over the fields that were counted, and what the published tables say of it. Who is listed
 * from one release to another, with the same values, is one unit; two releases of one table subtract to those that only one of them has.
 */
class Counted {
  readonly #releases: readonly Release[]
  readonly #names: readonly string[]
  readonly #values: readonly Map<string, number>[]
  readonly #spans: readonly string[]
  readonly #tabled: ReadonlySet<string>
  readonly joint: Joint

  constructor(past: Past, given: readonly Given[]) {
    const bySize = new Map(given.map(({ release }) => [release.size, release]))
    this.#releases = [...bySize.values()].sort((a, b) => a.size - b.size)
    this.#tabled = tabledIn(given)
    const counted = new Set([
      ...this.#tabled,
      ...given.flatMap(({ plan }) => plan.unproven.flatMap((where) => [...where.keys()])),
      ...given.flatMap((each) => openTallied(each, this.#tabled)),
    ])
    this.#names = TALLIED.filter((name) => name !== 'status' && counted.has(name))
    const at = this.#names.map((name) => fieldIndex(PERSON, name))
    this.#values = this.#names.map(() => new Map<string, number>())
    for (const where of given.flatMap(({ plan }) => plan.unproven))
      for (const [name, values] of where) {
        const f = this.#names.indexOf(name)
        if (f >= 0) for (const value of values) this.#number(f, value)
      }
    for (const table of given.flatMap(({ plan }) => plan.tables))
      for (const { tuples } of table.cells) for (const tuple of tuples) this.#note(table.fields, tuple)

    const units = new Map<string, { tuple: readonly number[]; in: number[] }>()
    for (const [r, release] of this.#releases.entries())
      for (const [id, { values }] of past.listedAt(release)) {
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
        {
          name: 'releases',
          categories: this.#spans.map((span) => {
            const numbers = span.split(',').map((r) => this.#releases[Number(r)]!.number)
            return numbers.length === 1 ? `${numbers[0]} only` : numbers.join(' and ')
          }),
        },
        ...this.#names.map((name, f) => ({
          name,
          categories: [...this.#values[f]!.keys()].map((key) => wordOf(decode(fromHex(key)))),
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

  /** A claim whose count is told and by no table. */
  claimOf(where: Where, release: Release): readonly Cell[] {
    return this.#cell(
      release,
      this.#names.map(
        (name, f) =>
          where
            .get(name)
            ?.map((value) => this.#number(f, value))
            .sort((a, b) => a - b) ?? null,
      ),
    )
  }

  /**
   * A table's cells as products of sets. For one that is none: the least product around it, where other cells fill that up.
   * @param isSure whether to leave out what else there is; without it each tuple is taken to be known, which is more than was told
   */
  cellsOf({ fields, cells }: Table, release: Release, isSure: boolean): readonly Cell[] {
    const places = this.#names.map((name) => fields.indexOf(name))
    const listed = cells.filter(({ tuples }) => tuples.some(([status]) => status === 'live'))
    const setsOf = (tuples: Table['cells'][number]['tuples']) =>
      places.map((at, f) =>
        at < 0
          ? null
          : [...new Set(tuples.map((tuple) => this.#number(f, tuple[at]!)))].sort((a, b) => a - b),
      )
    return listed.flatMap(({ tuples }) => {
      const sets = setsOf(tuples)
      const size = sets.reduce((product, set) => product * (set?.length ?? 1), 1)
      const isInside = (tuple: readonly Value[]) =>
        places.every((at, f) => at < 0 || sets[f]!.includes(this.#number(f, tuple[at]!)))
      const isFilled =
        size === tuples.length ||
        listed.every((other) => {
          const inside = other.tuples.filter(isInside).length
          return inside === 0 || inside === other.tuples.length
        })
      if (isFilled) return this.#cell(release, sets)
      return isSure ? [] : tuples.flatMap((tuple) => this.#cell(release, setsOf([tuple])))
    })
  }

  /**
   * The open columns of a view, counted. Rows that are closed by consent are counted as if they were open, which is more than was told.
   * @param isSure whether to leave out a view with such rows
   */
  columnsOf(past: Past, given: Given, isSure: boolean): readonly Cell[] {
    const { release, plan } = given
    const masks = plan.masks.filter(({ schema }) => schema === PERSON)
    const told = openTallied(given, this.#tabled)
    const isOpen = (name: string, mask: (typeof masks)[number]) =>
      told.includes(name) && isToldBy(name, mask.open)
    const opened = this.#names.map((name) => masks.some((mask) => isOpen(name, mask)))
    const rows = [...past.listedAt(release).values()]
    const isPartly = rows.some(({ at }) => {
      const mask = plan.masks[plan.maskOf[at]!]
      return this.#names.some((name, f) => opened[f] && (mask === undefined || !isOpen(name, mask)))
    })
    if (!opened.includes(true) || (isSure && isPartly)) return []
    const wheres = new Map<string, readonly (readonly number[] | null)[]>()
    for (const { values } of rows) {
      const sets = this.#names.map((name, f) =>
        opened[f] ? [this.#number(f, values[fieldIndex(PERSON, name)]!)] : null,
      )
      wheres.set(JSON.stringify(sets), sets)
    }
    return [...wheres.values()].flatMap((sets) => this.#cell(release, sets))
  }
}

/** Whether open fields of a person tell a tallied one. */
const isToldBy = (name: string, open: readonly number[]): boolean =>
  tellersOf(name).some((each) => open.includes(fieldIndex(PERSON, each)))

/** Fields that tables which somebody asked for count by. */
const tabledIn = (given: readonly Given[]): ReadonlySet<string> =>
  new Set(given.flatMap(({ plan }) => plan.tables.flatMap(({ fields }) => fields)))

/** Tallied fields that are told by a field which somebody chose to open. */
const chosenTallied = ({ choice }: Given): readonly string[] =>
  TALLIED.filter((name) =>
    tellersOf(name).some(
      (each) => choice.open?.includes(each) === true && choice.close?.includes(each) !== true,
    ),
  )

/**
 * Tallied fields that a view tells of persons, open themselves or told by others that are. Of those told by what every view opens, only what some
 * table counts by: else they subtract from nothing.
 */
function openTallied(given: Given, tabled: ReadonlySet<string>): readonly string[] {
  const chosen = chosenTallied(given)
  const isOpen = (name: string) =>
    given.plan.masks.some(({ schema, open }) => schema === PERSON && open.includes(fieldIndex(PERSON, name)))
  const isTold = (name: string) =>
    given.plan.masks.some(({ schema, open }) => schema === PERSON && isToldBy(name, open))
  return TALLIED.filter(
    (name) =>
      name !== 'status' && (isOpen(name) || ((chosen.includes(name) || tabled.has(name)) && isTold(name))),
  )
}

/** Tables beside those that claims need. */
const asked = ({ plan }: Given): readonly Table[] => plan.tables.slice(plan.claimed.length)

/**
 * Small counts that the tables and open columns of a view let somebody work out who could not before.
 * @throws {AmanaError} `view/bad-table` where a table handed out before, over some of the same fields, counts somebody whose values were deleted since; `risk/tables-too-large`
 */
export function newlyDerived(
  past: Past,
  before: readonly Given[],
  proposed: Given,
  k: number,
): { readonly derived: readonly Derived[]; readonly fields: Joint['fields'] } {
  const tabled = tabledIn([...before, proposed])
  if (asked(proposed).length + openTallied(proposed, tabled).length === 0) return { derived: [], fields: [] }
  // What the policy opens of itself, claims tell in every release.
  const asks = new Set([
    ...asked(proposed).flatMap(({ fields }) => fields.slice(1)),
    ...chosenTallied(proposed),
  ])
  const keyOfClaim = (where: Where) =>
    [...where]
      .map(([name, values]) => `${name} ${values.map(keyOf).sort()}`)
      .sort()
      .join()
  const restated = new Set(proposed.plan.stated.map(keyOfClaim))
  const isLost = before.some(
    (given) =>
      (given.choice.tables ?? [])
        .slice(asked(given).length)
        .some(({ fields }) => fields.some((name) => asks.has(name))) ||
      (!given.plan.isWhole &&
        given.plan.unproven.some(
          (where) => [...where.keys()].some((name) => asks.has(name)) && !restated.has(keyOfClaim(where)),
        )),
  )
  if (isLost)
    throw new AmanaError(
      'view/bad-table',
      'A table or a claim over the same fields was handed out when it still counted a person who was withdrawn for want of consent since: what this view counts, less that one, would tell of this person. Take other fields.',
    )
  const counted = new Counted(past, [...before, proposed])
  // What a release claims it says to everybody, whether or not a table proves it.
  const known = (isSure: boolean): readonly Cell[] => [
    ...[...before, proposed].flatMap(({ release, plan }) => [
      ...counted.total(release),
      ...plan.claimed.flatMap((table) => counted.cellsOf(table, release, isSure)),
      // With values deleted the count that was told is not known any more.
      ...(plan.isWhole ? plan.unproven.flatMap((where) => counted.claimOf(where, release)) : []),
    ]),
    ...before.flatMap((given) => [
      ...asked(given).flatMap((table) => counted.cellsOf(table, given.release, isSure)),
      ...counted.columnsOf(past, given, isSure),
    ]),
  ]
  const keyOfCell = ({ where }: { readonly where: Cell['where'] }) => JSON.stringify(where)
  const sure = known(true)
  const told = new Set(sure.map(keyOfCell))
  const added = [
    ...asked(proposed).flatMap((table) => counted.cellsOf(table, proposed.release, false)),
    ...counted.columnsOf(past, proposed, false),
  ]
  if (added.every((cell) => told.has(keyOfCell(cell)))) return { derived: [], fields: counted.joint.fields }
  const width = ({ lower, upper }: Derived) => upper - lower
  const old = new Map(derivedCells(counted.joint, sure, k).map((cell) => [keyOfCell(cell), width(cell)]))
  const derived = derivedCells(counted.joint, [...known(false), ...added], k).filter(
    (cell) => width(cell) < (old.get(keyOfCell(cell)) ?? k),
  )
  return { derived, fields: counted.joint.fields }
}
