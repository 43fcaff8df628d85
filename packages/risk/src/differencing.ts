// What published tables say together: tables of other categories, of other audiences and of other releases subtract. The least and the
// greatest that a cell can be are exact over whole numbers, which is sharper than Fréchet bounds or the shuttle algorithm (Dobra and
// Fienberg 2000; Hundepool et al. 2012, chapter 4): those can call a cell safe that is not.
import { AmanaError } from '@amana/codec'
import { type Least, solver } from './integers.js'
import { type Cell, countOf, type Field, type Joint, type Where } from './table.js'

/** What is known of one cell from the others. */
export interface Bounds {
  /** A table that fits everything published has so few there, and one so many. */
  readonly lower: number
  readonly upper: number
  /** Nothing outside is possible. Else it may be, and the cell is treated as if it were not. */
  readonly exact: boolean
}

/** A small cell that can be worked out, or nearly so. */
export interface Derived extends Bounds {
  readonly where: Where
  readonly count: number
}

/** Combinations of categories that a system may have. */
const MOST_COMBINATIONS = 250_000
/** Tables that fit what is published which are kept to look at. */
const MOST_TABLES = 64
/** Sets of categories of one field that are tried as the rows of a cell. */
const MOST_SETS = 64

/** Unknowns that a cell has whole, and all that it reaches into, ascending. */
interface Inside {
  readonly whole: readonly number[]
  readonly reached: readonly number[]
}

const keyOf = (where: Where) => where.map((set) => set?.join('.') ?? '*').join('|')

/**
 * Everything that is known of the joint table, as sums of unknowns. Combinations that no published cell tells apart are one unknown; those in
 * a cell of nought are nought.
 */
class Known {
  /** For each field, to which block of categories that are always together each category belongs. */
  readonly #blockOf: readonly (readonly number[])[] = []
  readonly #blocks: readonly (readonly (readonly number[])[])[] = []
  /** For each combination of blocks its unknown, or -1 for nought. */
  readonly #unknownOf: Int32Array
  readonly #least: (cost: Float64Array) => Least
  readonly #unknowns: number
  readonly #answers = new Map<string, Bounds>()
  /** Places of each unknown. */
  readonly #placesOf: readonly (readonly number[])[]
  /** Tables that fit everything published, the truth first. */
  readonly #tables: ArrayLike<number>[]

  constructor(joint: Joint, published: readonly Cell[]) {
    const all: Where = joint.fields.map(() => null)
    // How many records there are is open: the log says so.
    const cells = new Map<string, Cell>()
    for (const cell of [{ where: all, count: countOf(joint, all) }, ...published])
      cells.set(keyOf(cell.where), cell)
    const sums = [...cells.values()]

    this.#blockOf = joint.fields.map(({ categories }, f) => {
      const ids = new Map<string, number>()
      return categories.map((_, at) => {
        const told = sums.map(({ where }) => (where[f]?.includes(at) ? 1 : 0)).join('')
        if (!ids.has(told)) ids.set(told, ids.size)
        return ids.get(told)!
      })
    })
    this.#blocks = this.#blockOf.map((of) => {
      const blocks: number[][] = []
      of.forEach((block, at) => {
        blocks[block] = [...(blocks[block] ?? []), at]
      })
      return blocks
    })
    const combinations = this.#blocks.reduce((product, blocks) => product * blocks.length, 1)
    if (combinations > MOST_COMBINATIONS)
      throw new AmanaError(
        'risk/tables-too-large',
        'The tables tell too many combinations of categories apart to be judged: take fewer fields.',
        {
          combinations,
          most: MOST_COMBINATIONS,
        },
      )

    const signatures: string[][] = Array.from({ length: combinations }, () => [])
    const nought = new Uint8Array(combinations)
    sums.forEach(({ where, count }, s) => {
      for (const { index } of this.#touched(where)) {
        signatures[index]!.push(String(s))
        if (count === 0) nought[index] = 1
      }
    })
    const ids = new Map<string, number>()
    this.#unknownOf = Int32Array.from(signatures, (signature, i) => {
      if (nought[i] === 1) return -1
      const key = signature.join()
      if (!ids.has(key)) ids.set(key, ids.size)
      return ids.get(key)!
    })
    this.#unknowns = ids.size
    const placesOf: number[][] = Array.from(ids, () => [])
    this.#unknownOf.forEach((unknown, index) => {
      if (unknown >= 0) placesOf[unknown]!.push(index)
    })
    this.#placesOf = placesOf
    const of: number[][] = sums.map(() => [])
    for (const [signature, id] of ids) for (const s of signature.split(',')) of[Number(s)]!.push(id)
    const truth = new Float64Array(ids.size)
    for (const { at, count } of joint.cells) {
      const index = this.#blockOf.reduce(
        (sum, blocks, f) => sum * this.#blocks[f]!.length + blocks[at[f]!]!,
        0,
      )
      if (this.#unknownOf[index]! >= 0) truth[this.#unknownOf[index]!]! += count
    }
    this.#tables = [truth]
    this.#least = solver(
      {
        unknowns: ids.size,
        sums: sums.flatMap(({ count }, s) => (of[s]!.length === 0 ? [] : [{ of: of[s]!, total: count }])),
      },
      truth,
    )
  }

  /** Combinations of blocks that a cell reaches into, and whether it has them whole. */
  #touched(where: Where): readonly { readonly index: number; readonly whole: boolean }[] {
    let found = [{ index: 0, whole: true }]
    this.#blocks.forEach((blocks, f) => {
      const set = where[f] ?? null
      const here = blocks.flatMap((block, b) => {
        const inside = set === null ? block.length : block.filter((at) => set.includes(at)).length
        return inside === 0 ? [] : [{ b, whole: inside === block.length }]
      })
      found = found.flatMap(({ index, whole }) =>
        here.map((one) => ({ index: index * blocks.length + one.b, whole: whole && one.whole })),
      )
    })
    return found
  }

  /** The unknowns that a cell has whole, and all that it reaches into. One that it has in part can be all in it, or all outside. */
  #inside(where: Where): Inside {
    const reached = new Set<number>()
    const had = new Set<number>()
    const partly = new Set<number>()
    const touched = this.#touched(where)
    const seen = new Set(touched.map(({ index }) => index))
    for (const { index, whole } of touched) {
      const unknown = this.#unknownOf[index]!
      if (unknown < 0) continue
      reached.add(unknown)
      if (whole) had.add(unknown)
      else partly.add(unknown)
    }
    for (const unknown of had)
      if (!partly.has(unknown) && this.#placesOf[unknown]!.some((index) => !seen.has(index)))
        partly.add(unknown)
    return {
      whole: [...had].filter((unknown) => !partly.has(unknown)).sort((x, y) => x - y),
      reached: [...reached].sort((x, y) => x - y),
    }
  }

  bounds(where: Where): Bounds {
    return this.#boundsOf(this.#inside(where))
  }

  #boundsOf({ whole, reached }: Inside): Bounds {
    const key = `${whole}/${reached}`
    const before = this.#answers.get(key)
    if (before !== undefined) return before
    const cost = (of: readonly number[], each: number) => {
      const out = new Float64Array(this.#unknowns)
      for (const unknown of of) out[unknown] = each
      return out
    }
    const least = this.#least(cost(whole, 1))
    const most = this.#least(cost(reached, -1))
    this.#keep(least.at)
    this.#keep(most.at)
    const answer = { lower: least.value, upper: 0 - most.value, exact: least.exact && most.exact }
    this.#answers.set(key, answer)
    return answer
  }

  /** A table that fits everything published, for {@link boundsWithin} to look at first. */
  #keep(table: ArrayLike<number>): void {
    if (this.#tables.includes(table)) return
    this.#tables.push(table)
    // The oldest after the truth: new ones were found for what they could not tell.
    if (this.#tables.length > MOST_TABLES) this.#tables.splice(1, 1)
  }

  /** The bounds of a cell, or null where tables that were met already show that they lie `k` apart or more. */
  boundsWithin(where: Where, k: number): Bounds | null {
    const inside = this.#inside(where)
    const sum = (of: readonly number[], table: ArrayLike<number>) =>
      of.reduce((all, unknown) => all + table[unknown]!, 0)
    let lower = Number.POSITIVE_INFINITY
    let upper = 0
    for (const table of this.#tables) {
      lower = Math.min(lower, sum(inside.whole, table))
      upper = Math.max(upper, sum(inside.reached, table))
      if (upper - lower >= k) return null
    }
    const bounds = this.#boundsOf(inside)
    return bounds.upper - bounds.lower >= k ? null : bounds
  }
}

/**
 * The least and the greatest that cells can be to somebody who knows the published ones.
 * @param joint the truth: it only gives the number of records and a table that fits
 * @param published cells with their counts, which must be those of `joint`
 * @throws AmanaError `risk/tables-too-large`
 */
export function boundsOf(
  joint: Joint,
  published: readonly Cell[],
  targets: readonly Where[],
): readonly Bounds[] {
  const known = new Known(joint, published)
  return targets.map((where) => known.bounds(where))
}

/** Sets of a field's categories that somebody might ask about: each category, all that tables took together, and what these leave of one another. */
function setsOf(field: Field, published: readonly Cell[], f: number): readonly (readonly number[] | null)[] {
  const all = field.categories.map((_, at) => at)
  const sets = new Map<string, readonly number[]>(all.map((at) => [String(at), [at]]))
  const add = (set: readonly number[]) => {
    if (set.length > 0 && set.length < all.length && sets.size < MOST_SETS) sets.set(set.join(), set)
  }
  const told = new Map(
    published.flatMap(({ where }) => (where[f] ? [[where[f].join(), where[f]] as const] : [])),
  )
  for (const set of told.values()) add(set)
  for (const a of [all, ...told.values()])
    for (const b of told.values()) {
      add(a.filter((at) => !b.includes(at)))
      add(a.filter((at) => b.includes(at)))
    }
  return [null, ...sets.values()]
}

/**
 * The cells below a threshold that published tables give away: their count is from 1 to k - 1, and the greatest it can be is less than k
 * above the least. Looked at are all products of the categories, the sets that the tables took together, and their differences and
 * intersections.
 * @param published all that was ever published, of every audience and release
 * @returns none where nothing is given away
 * @throws AmanaError `risk/tables-too-large`
 *
 * @example
 * derivedCells(joint, [...tableOf(joint, [eachOf(incident)]), ...tableOf(joint, [[[0, 1], [2]]])], 5)
 */
export function derivedCells(joint: Joint, published: readonly Cell[], k: number): readonly Derived[] {
  const known = new Known(joint, published)
  const sets = joint.fields.map((field, f) => setsOf(field, published, f))
  const derived: Derived[] = []
  const look = (where: Where, cells: Joint['cells']): void => {
    const f = where.length
    if (f < sets.length) {
      for (const set of sets[f]!) {
        const inside = set === null ? cells : cells.filter(({ at }) => set.includes(at[f]!))
        if (inside.length > 0) look([...where, set], inside)
      }
      return
    }
    const count = cells.reduce((sum, cell) => sum + cell.count, 0)
    if (count === 0 || count >= k) return
    const bounds = known.boundsWithin(where, k)
    if (bounds !== null) derived.push({ where, count, ...bounds })
  }
  look([], joint.cells)
  return derived
}
