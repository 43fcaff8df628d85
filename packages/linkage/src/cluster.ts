// From pairs with probabilities to groups of rows: correlation clustering (Bansal, Blum and Chawla 2004) by greedy agglomeration with
// average linkage. Two groups are joined while the mean log-odds over all pairs between them is above nought, so a chain of
// likely pairs does not join two ends that look nothing like each other.
import type { Candidate, LinkRow } from './candidates.js'
import { Parts } from './parts.js'

/** Log-odds of a pair that is no candidate: its tokens have nothing in common. */
const APART = -3
/** A single pair never counts for more than this, in either direction. */
const MOST = 8
/** Rows of one list in one cluster, at most: more repeats of one person are not believed without a decision. */
export const MOST_OF_ONE_LIST = 4

/** Pairs about which somebody has decided, by index. */
export interface Constraints {
  readonly same: readonly (readonly [number, number])[]
  readonly different: readonly (readonly [number, number])[]
}

interface Edge {
  sum: number
  pairs: number
  barred: boolean
}

interface Merge {
  readonly value: number
  readonly x: number
  readonly y: number
  readonly stampX: number
  readonly stampY: number
}

/** A binary heap of merges, the highest value first; ties by the first rows, so that the result is repeatable. */
class Merges {
  readonly #items: Merge[] = []
  #before(a: Merge, b: Merge): boolean {
    return a.value > b.value || (a.value === b.value && (a.x < b.x || (a.x === b.x && a.y < b.y)))
  }
  push(merge: Merge): void {
    const items = this.#items
    let at = items.push(merge) - 1
    while (at > 0) {
      const up = (at - 1) >> 1
      if (!this.#before(merge, items[up]!)) break
      items[at] = items[up]!
      at = up
    }
    items[at] = merge
  }
  pop(): Merge | undefined {
    const items = this.#items
    const top = items[0]
    const last = items.pop()
    if (last === undefined || items.length === 0) return top
    let at = 0
    for (;;) {
      let down = 2 * at + 1
      if (down >= items.length) break
      if (down + 1 < items.length && this.#before(items[down + 1]!, items[down]!)) down++
      if (!this.#before(items[down]!, last)) break
      items[at] = items[down]!
      at = down
    }
    items[at] = last
    return top
  }
}

/**
 * Groups rows. Time is that of the pairs times the logarithm of their number.
 *
 * @param probability of each pair that its rows are one person
 * @param constraints decisions; `same` wins over what the pairs say, and no group holds two rows that are `different`
 * @returns clusters of two rows or more: rows ascending, clusters by first row
 */
export function clusterRows(
  rows: readonly LinkRow[],
  pairs: readonly Candidate[],
  probability: Float64Array,
  constraints: Constraints = { same: [], different: [] },
): number[][] {
  const members = new Map<number, number[]>()
  const edges = new Map<number, Map<number, Edge>>()
  const stamp = new Int32Array(rows.length)
  const group = (row: number): number[] => members.get(row) ?? [row]
  const edgesOf = (row: number): Map<number, Edge> => {
    const known = edges.get(row)
    if (known) return known
    const made = new Map<number, Edge>()
    edges.set(row, made)
    return made
  }
  const link = (a: number, b: number, edge: Edge): void => {
    edgesOf(a).set(b, edge)
    edgesOf(b).set(a, edge)
  }
  // Groups grow along likely pairs and decisions only: a pair between two parts that none of these join decides nothing.
  const parts = new Parts(rows.length)
  pairs.forEach(({ a, b }, i) => {
    if (probability[i]! > 0.5) parts.join(a, b)
  })
  for (const [a, b] of constraints.same) parts.join(a, b)
  pairs.forEach(({ a, b }, i) => {
    if (parts.of(a) !== parts.of(b)) return
    const p = Math.min(1 - 1e-9, Math.max(1e-9, probability[i]!))
    const odds = Math.max(-MOST, Math.min(MOST, Math.log(p / (1 - p))))
    link(a, b, { sum: odds, pairs: 1, barred: false })
  })
  for (const [a, b] of constraints.different)
    if (parts.of(a) === parts.of(b))
      link(a, b, { ...(edgesOf(a).get(b) ?? { sum: APART, pairs: 1 }), barred: true })

  const groups = new Parts(rows.length)
  const join = (x: number, y: number): void => {
    members.set(x, [...group(x), ...group(y)])
    members.delete(y)
    groups.join(x, y)
    stamp[x]!++
    stamp[y]!++
    edgesOf(x).delete(y)
    for (const [z, edge] of edgesOf(y)) {
      if (z === x) continue
      edgesOf(z).delete(y)
      const own = edgesOf(x).get(z)
      link(
        x,
        z,
        own
          ? { sum: own.sum + edge.sum, pairs: own.pairs + edge.pairs, barred: own.barred || edge.barred }
          : edge,
      )
    }
    edges.delete(y)
  }
  for (const [a, b] of constraints.same) {
    const [x, y] = [groups.of(a), groups.of(b)].sort((p, q) => p - q) as [number, number]
    if (x !== y && edgesOf(x).get(y)?.barred !== true) join(x, y)
  }

  const heap = new Merges()
  const offer = (x: number, y: number, edge: Edge): void => {
    if (edge.barred) return
    const all = group(x).length * group(y).length
    const value = (edge.sum + (all - edge.pairs) * APART) / all
    if (value > 0)
      heap.push({
        value,
        x: Math.min(x, y),
        y: Math.max(x, y),
        stampX: stamp[Math.min(x, y)]!,
        stampY: stamp[Math.max(x, y)]!,
      })
  }
  for (const [x, map] of edges) for (const [y, edge] of map) if (x < y) offer(x, y, edge)
  for (let merge = heap.pop(); merge !== undefined; merge = heap.pop()) {
    const { x, y } = merge
    if (stamp[x] !== merge.stampX || stamp[y] !== merge.stampY) continue
    if (tooManyOfOneList(rows, group(x), group(y))) continue
    join(x, y)
    for (const [z, edge] of edgesOf(x)) offer(x, z, edge)
  }
  return [...members.values()].map((list) => list.sort((a, b) => a - b)).sort((a, b) => a[0]! - b[0]!)
}

function tooManyOfOneList(rows: readonly LinkRow[], a: readonly number[], b: readonly number[]): boolean {
  if (a.length + b.length <= MOST_OF_ONE_LIST) return false
  const count = new Map<number, number>()
  for (const row of [...a, ...b]) {
    const of = (count.get(rows[row]!.source) ?? 0) + 1
    if (of > MOST_OF_ONE_LIST) return true
    count.set(rows[row]!.source, of)
  }
  return false
}
