// Disjoint sets with path halving (Tarjan and van Leeuwen 1984).

/** Disjoint sets of rows, each named by one of its own. */
export class Parts {
  readonly #up: Int32Array
  constructor(rows: number) {
    this.#up = Int32Array.from({ length: rows }, (_, row) => row)
  }
  of(row: number): number {
    const up = this.#up
    let at = row
    while (up[at] !== at) at = up[at] = up[up[at]!]!
    return at
  }
  /** Makes one set of two, named as that of `a` was. @returns false where they were one */
  join(a: number, b: number): boolean {
    const [x, y] = [this.of(a), this.of(b)]
    this.#up[y] = x
    return x !== y
  }
}
