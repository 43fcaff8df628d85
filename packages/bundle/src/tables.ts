/**
 * Tables of persons that a view publishes while rows are closed: their fields, and the cells that are shown. They are made here
 * and proven elsewhere, so that whoever decides what may be published can look at them first. See `docs/tally.md`.
 */
import { encode, toHex, type Value } from '@amana/codec'
import { fieldIndex, PERSON, type RecordId } from '@amana/records'
import type { TallyCell } from '@amana/tally'
import type { Where } from './claims.js'

/** A table. Its first field is `status`: withdrawn persons are counted too, apart. */
export interface Table {
  /** names of tallied fields of a person, in the order of the schema */
  readonly fields: readonly string[]
  readonly cells: readonly TallyCell[]
}

/** A joint table that the documenter asks for. */
export interface TableRequest {
  /** tallied fields other than `status` */
  readonly fields: readonly string[]
  /** a cell with fewer persons is merged with others */
  readonly least: number
}

/** Whom tables are of: the newest revision of every person of a release, and the incidents that it lists. */
export interface Population {
  readonly persons: readonly (readonly Value[])[]
  readonly incidents: readonly RecordId[]
}

/** A table with more tuples is not made; one with more that are merged neither, since each adds 32 bytes to the proof. */
const MOST_TUPLES = 1 << 15
const MOST_MERGED = 1 << 13

/** In all tables of one view together: more would be work for a reader that no signature covers. */
const MOST_TUPLES_OF_VIEW = 1 << 16
const MOST_MERGED_OF_VIEW = 1 << 14
const MOST_FIELDS_OF_VIEW = 256

/** How many tuples a table has beside one for each cell: the counts that its proof hides. */
export const hiddenIn = ({ cells }: Table): number =>
  cells.reduce((sum, { tuples }) => sum + tuples.length - 1, 0)

/** Whether one view can have these tables. */
export function fitInView(tables: readonly Table[]): boolean {
  const hidden = tables.reduce((sum, table) => sum + hiddenIn(table), 0)
  const cells = tables.reduce((sum, table) => sum + table.cells.length, 0)
  const fields = tables.flatMap((table) => table.fields).length
  return (
    hidden <= MOST_MERGED_OF_VIEW && hidden + cells <= MOST_TUPLES_OF_VIEW && fields <= MOST_FIELDS_OF_VIEW
  )
}

/** Names of the fields that claims and tables can count by. */
export const TALLIED: readonly string[] = PERSON.fields
  .filter(({ tallied }) => tallied === true)
  .map(({ name }) => name)

const keyOf = (values: readonly Value[]): string => toHex(encode(values))

const MONTH = fieldIndex(PERSON, 'month')

/** Every month of the years in which listed persons died, from the first to the last. */
function monthsOf(persons: Population['persons']): readonly string[] {
  const years = new Set<number>()
  for (const values of persons)
    if (values[MONTH] !== null) years.add(Number(String(values[MONTH]).slice(0, 4)))
  const first = Math.min(...years)
  return Array.from({ length: years.size === 0 ? 0 : 12 * (Math.max(...years) - first + 1) }, (_, i) =>
    [first + Math.floor(i / 12), 1 + (i % 12)]
      .map((part, j) => String(part).padStart(j === 0 ? 4 : 2, '0'))
      .join('-'),
  )
}

/**
 * Every value that a listed person can have in a field. All of them, so that a table does not tell which ones occur; of the
 * months it tells the first and the last year.
 */
function possible(name: string, { persons, incidents }: Population): readonly Value[] {
  const { type, vocabulary } = PERSON.fields[fieldIndex(PERSON, name)]!
  const values =
    type === 'id'
      ? incidents
      : type === 'month'
        ? monthsOf(persons)
        : vocabulary!.terms.map(({ code }) => code)
  return [...values, null]
}

/** Every tuple of a listed person over some fields; null where they are too many. */
function tuplesOver(fields: readonly string[], population: Population): (readonly Value[])[] | null {
  let tuples: (readonly Value[])[] = [['live']]
  for (const name of fields) {
    const values = possible(name, population)
    if (tuples.length * values.length > MOST_TUPLES) return null
    tuples = tuples.flatMap((tuple) => values.map((value) => [...tuple, value]))
  }
  return tuples
}

/** The tuples that persons have, and how many have each, by their keys. */
type Counts = ReadonlyMap<string, { readonly tuple: readonly Value[]; readonly count: number }>

function countsOf(persons: Population['persons'], fields: readonly string[]): Counts {
  const at = ['status', ...fields].map((name) => fieldIndex(PERSON, name))
  const counts = new Map<string, { tuple: readonly Value[]; count: number }>()
  for (const values of persons) {
    const tuple = at.map((i) => values[i]!)
    const known = counts.get(keyOf(tuple))
    if (known === undefined) counts.set(keyOf(tuple), { tuple, count: 1 })
    else known.count++
  }
  return counts
}

/**
 * The table of these lists of tuples, with a cell for the withdrawn, of whom nothing but the status is committed to. Were there
 * others all the same, they would have cells of their own: nobody is in none.
 */
function tableOf(
  fields: readonly string[],
  counts: Counts,
  lists: Iterable<readonly (readonly Value[])[]>,
): Table {
  const withdrawn: readonly Value[] = ['withdrawn', ...fields.map(() => null)]
  const left = new Map(counts)
  const cells = [...lists, [withdrawn]].map((tuples) => {
    let count = 0
    for (const tuple of tuples) {
      const key = keyOf(tuple)
      count += counts.get(key)?.count ?? 0
      left.delete(key)
    }
    return { tuples, count }
  })
  for (const { tuple, count } of left.values()) cells.push({ tuples: [tuple], count })
  return { fields: ['status', ...fields], cells }
}

const inOrder = (fields: Iterable<string>): readonly string[] => {
  const set = new Set(fields)
  return TALLIED.filter((name) => name !== 'status' && set.has(name))
}

/**
 * The tables that prove claims and show nothing else: one for each set of fields that claims count by, where tuples that the same
 * claims count are one cell. Claims that overlap without one holding the other show what they have in common, too. A claim whose
 * table would be too large has none.
 */
export function claimTables(population: Population, claims: readonly Where[]): readonly Table[] {
  const groups = new Map<string, { fields: readonly string[]; claims: Where[] }>()
  for (const claim of claims) {
    const fields = inOrder(claim.keys())
    const group = groups.get(fields.join()) ?? { fields, claims: [] }
    group.claims.push(claim)
    groups.set(fields.join(), group)
  }
  // Every table says how many persons there are in all.
  if (groups.size > 1) groups.delete('')
  return [...groups.values()].flatMap(({ fields, claims: own }) => {
    const tuples = tuplesOver(fields, population)
    if (tuples === null) return []
    const countedBy = new Map<string, string>()
    for (const [number, claim] of own.entries()) {
      let counted: readonly (readonly Value[])[] = [['live']]
      for (const name of fields)
        counted = counted.flatMap((tuple) => claim.get(name)!.map((value) => [...tuple, value]))
      for (const tuple of counted) {
        const key = keyOf(tuple)
        countedBy.set(key, `${countedBy.get(key) ?? ''} ${number}`)
      }
    }
    const lists = new Map<string, (readonly Value[])[]>()
    for (const tuple of tuples) {
      const by = countedBy.get(keyOf(tuple)) ?? ''
      const list = lists.get(by)
      if (list === undefined) lists.set(by, [tuple])
      else list.push(tuple)
    }
    return tuples.length - lists.size > MOST_MERGED
      ? []
      : [tableOf(fields, countsOf(population.persons, fields), lists.values())]
  })
}

/**
 * A joint table in which no cell is small: tuples of fewer than `least` persons, also those of none, share one cell, and with them
 * the smallest others until it is not small either. What other tables give away together with this one is not looked at.
 * @returns null where there are too many tuples
 */
export function jointTable(population: Population, request: TableRequest): Table | null {
  const fields = inOrder(request.fields)
  const tuples = tuplesOver(fields, population)
  if (tuples === null) return null
  const counts = countsOf(population.persons, fields)
  const ranked = tuples
    .map((tuple) => ({ tuple, count: counts.get(keyOf(tuple))?.count ?? 0 }))
    .sort((a, b) => a.count - b.count)
  let merged = 0
  let sum = 0
  for (const { count } of ranked) {
    const isSmall = count < request.least || (merged > 0 && sum < request.least)
    if (!isSmall) break
    merged++
    sum += count
  }
  if (merged > MOST_MERGED) return null
  const small = new Set(ranked.slice(0, merged).map(({ tuple }) => tuple))
  const rest = tuples.filter((tuple) => !small.has(tuple)).map((tuple) => [tuple])
  // In the order of the vocabularies, not in that of the counts, which would show what was merged.
  const hidden = tuples.filter((tuple) => small.has(tuple))
  return tableOf(fields, counts, hidden.length === 0 ? rest : [...rest, hidden])
}

/** Of the tuples that have some values in some fields, how many are in which cell. */
type Groups = ReadonlyMap<string, ReadonlyMap<TallyCell, number>>

function groupsOf({ fields, cells }: Table, names: readonly string[]): Groups {
  const at = names.map((name) => fields.indexOf(name))
  const groups = new Map<string, Map<TallyCell, number>>()
  for (const cell of cells)
    for (const tuple of cell.tuples) {
      if (tuple[0] !== 'live') continue
      const key = at.map((i) => keyOf([tuple[i]!])).join(' ')
      const group = groups.get(key) ?? new Map<TallyCell, number>()
      groups.set(key, group.set(cell, (group.get(cell) ?? 0) + 1))
    }
  return groups
}

/**
 * Counts claims by a table: how many listed persons each counts, null where the table does not tell. Its tuples are gone through
 * once for each set of fields that claims are about, for there are as many claims as incidents.
 */
export function counterOf(table: Table): (where: Where) => number | null {
  const known = new Map<string, Groups>()
  return (where) => {
    const names = [...where.keys()]
    if (!names.every((name) => table.fields.includes(name))) return null
    const groups = known.get(names.join()) ?? groupsOf(table, names)
    known.set(names.join(), groups)
    const lists = [...where.values()].map((list) => list.map((value) => keyOf([value])))
    const sets = lists.map((list) => new Set(list))
    const counted = new Map<TallyCell, number>()
    // Lists may be long, and their combinations more than there are groups.
    const keys =
      lists.reduce((product, list) => product * list.length, 1) <= groups.size
        ? lists.reduce<readonly (readonly string[])[]>(
            (all, list) => all.flatMap((taken) => list.map((key) => [...taken, key])),
            [[]],
          )
        : [...groups.keys()]
            .map((key) => key.split(' '))
            .filter((key) => key.every((k, i) => sets[i]!.has(k)))
    for (const key of keys)
      for (const [cell, tuples] of groups.get(key.join(' ')) ?? [])
        counted.set(cell, (counted.get(cell) ?? 0) + tuples)
    let sum = 0
    for (const [{ tuples, count }, own] of counted) {
      if (own < tuples.length && count > 0) return null
      sum += count
    }
    return sum
  }
}
