// The finest table that gives no small cell away: categories are merged until it does not.
import { derivedCells } from './differencing.js'
import { type Cell, eachOf, type Field, type Groups, type Joint, tableOf } from './table.js'

export interface Merged {
  /** For each field what is still told apart; null where the table does not have it. */
  readonly groups: Groups
  readonly cells: readonly Cell[]
  /** What was merged, in the order in which it was: a field, and the categories that became one. */
  readonly merges: readonly { readonly field: string; readonly categories: readonly string[] }[]
}

const smallRecords = (cells: readonly Cell[], k: number) =>
  cells.reduce((sum, { count }) => (count < k ? sum + count : sum), 0)

/** Bits that the cells tell of a record: what merging loses. */
function entropy(cells: readonly Cell[]): number {
  const records = cells.reduce((sum, { count }) => sum + count, 0)
  return cells.reduce(
    (bits, { count }) => (count === 0 ? bits : bits - (count / records) * Math.log2(count / records)),
    0,
  )
}

const passes = (joint: Joint, cells: readonly Cell[], k: number, before: readonly Cell[]) =>
  smallRecords(cells, k) === 0 && derivedCells(joint, [...before, ...cells], k).length === 0

/** Pairs of groups of a field that may become one. */
function pairsOf({ ordered }: Field, groups: readonly (readonly number[])[]): (readonly [number, number])[] {
  return groups.flatMap((_, a) =>
    groups.flatMap((__, b) => (b > a && (ordered !== true || b === a + 1) ? [[a, b] as const] : [])),
  )
}

function merge(groups: Groups, field: number, [a, b]: readonly [number, number]): Groups {
  return groups.map((sets, f) => {
    if (f !== field || sets === null) return sets
    const one = [...sets[a]!, ...sets[b]!].sort((x, y) => x - y)
    const rest = sets.filter((_, i) => i !== a && i !== b)
    if (rest.length === 0) return null
    return [...rest.slice(0, a), one, ...rest.slice(a)]
  })
}

/**
 * Merges categories until every cell that is not nought has at least k people and nothing smaller can be worked out from this table and
 * those published before. Each time the pair is merged that frees most people from small cells for the bits it loses; at the end, every
 * group that can be taken apart again is, so that no single merge is in vain. A field that has become one group is left out.
 * Deterministic; not always the best of all tables.
 * @param before cells published earlier, to anybody, over the fields of `joint`
 * @param wished the table wished for: what it tells apart in each field; every category of every field if not given
 * @returns null where not even the total may be published beside what was before
 * @throws AmanaError `risk/tables-too-large`
 */
export function mergeSmallCells(
  joint: Joint,
  k: number,
  before: readonly Cell[] = [],
  wished: Groups = joint.fields.map(eachOf),
): Merged | null {
  let groups: Groups = wished.map((sets) => (sets === null || sets.length < 2 ? null : sets))
  let cells = tableOf(joint, groups)
  const steps: { field: number; from: Groups }[] = []
  while (!passes(joint, cells, k, before)) {
    const small = smallRecords(cells, k)
    const bits = entropy(cells)
    let best: { groups: Groups; cells: readonly Cell[]; field: number; worth: number } | undefined
    joint.fields.forEach((field, f) => {
      for (const pair of pairsOf(field, groups[f] ?? [])) {
        const next = merge(groups, f, pair)
        const table = tableOf(joint, next)
        const worth = (1 + small - smallRecords(table, k)) / (1e-6 + bits - entropy(table))
        if (best === undefined || worth > best.worth) best = { groups: next, cells: table, field: f, worth }
      }
    })
    if (best === undefined) return null
    steps.push({ field: best.field, from: groups })
    ;({ groups, cells } = best)
  }
  // A merge that later ones have made needless is undone, the last first.
  for (const { field, from } of steps.reverse()) {
    const restored = groups.map((sets, f) => (f === field ? from[f]! : sets))
    const table = tableOf(joint, restored)
    if (passes(joint, table, k, before)) {
      groups = restored
      cells = table
    }
  }
  return {
    groups,
    cells,
    merges: joint.fields.flatMap(({ name, categories }, f) => {
      const before = wished[f] ?? []
      const after = groups[f] ?? [before.flat().sort((x, y) => x - y)]
      return after
        .filter(
          (set) => set.length > 1 && !before.some((one) => one.length === set.length && one[0] === set[0]),
        )
        .map((set) => ({ field: name, categories: set.map((at) => categories[at]!) }))
    }),
  }
}
