/**
 * Union-find (Tarjan 1975) with path halving and union towards the smaller index, so that a set's root is its first row
 * and the result does not depend on the order of the unions.
 */
export class Clusters {
  readonly #parent: Uint32Array

  /** @param size number of rows, each a cluster of its own at first */
  constructor(size: number) {
    this.#parent = Uint32Array.from({ length: size }, (_, i) => i)
  }

  /** The first row of the cluster that `row` is in. */
  rootOf(row: number): number {
    const parent = this.#parent
    let at = row
    while (parent[at]! !== at) {
      parent[at] = parent[parent[at]!]!
      at = parent[at]!
    }
    return at
  }

  union(a: number, b: number): void {
    const x = this.rootOf(a)
    const y = this.rootOf(b)
    if (x < y) this.#parent[y] = x
    else this.#parent[x] = y
  }

  /** How many clusters there are, those of one row counted too. */
  count(): number {
    let count = 0
    for (let i = 0; i < this.#parent.length; i++) if (this.#parent[i] === i) count++
    return count
  }

  /** The clusters of two rows or more: rows ascending in each, clusters by their first row. */
  shared(): number[][] {
    const members = new Map<number, number[]>()
    for (let i = 0; i < this.#parent.length; i++) {
      const root = this.rootOf(i)
      if (root === i) continue
      const list = members.get(root)
      if (list) list.push(i)
      else members.set(root, [root, i])
    }
    return [...members.values()].sort((a, b) => a[0]! - b[0]!)
  }
}
