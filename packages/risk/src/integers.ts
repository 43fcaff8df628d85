// The least that a sum of unknown counts can be, given other sums: a linear program over whole numbers from nought up, by the simplex
// method (Dantzig; Bland's rule against going in circles) and branching where a corner is not whole.

/** Sums that are known: each a set of unknowns and what they add up to. Every unknown is a whole number, not negative, and in some sum. */
export interface Sums {
  readonly unknowns: number
  readonly sums: readonly { readonly of: readonly number[]; readonly total: number }[]
}

/** Rounding in the pivots of a table of some hundred sums stays well below this. */
const NEAR = 1e-7
/** Branches until an answer is given as not exact. */
const BRANCHES = 200

/** A further condition on one unknown: at most (sign 1) or at least (sign -1) a limit. */
interface Branch {
  readonly of: number
  readonly sign: 1 | -1
  readonly limit: number
}

/** Equations solved for the basic unknowns; the right side stands last in each row. */
interface Tableau {
  readonly rows: Float64Array[]
  readonly basis: number[]
}

function pivot({ rows, basis }: Tableau, at: number, enters: number): void {
  const row = rows[at]!
  const by = row[enters]!
  for (let j = 0; j < row.length; j++) row[j]! /= by
  for (const other of rows) {
    const factor = other[enters]!
    if (other === row || factor === 0) continue
    for (let j = 0; j < row.length; j++) other[j]! -= factor * row[j]!
    other[enters] = 0
  }
  basis[at] = enters
}

/** Goes to the corner of least cost. */
function minimise(tableau: Tableau, cost: Float64Array): void {
  const { rows, basis } = tableau
  const reduced = Float64Array.from(cost)
  rows.forEach((row, i) => {
    const c = cost[basis[i]!]!
    if (c !== 0) for (let j = 0; j < reduced.length; j++) reduced[j]! -= c * row[j]!
  })
  for (;;) {
    const enters = reduced.findIndex((d) => d < -NEAR)
    if (enters < 0) return
    let leaves = -1
    let least = Number.POSITIVE_INFINITY
    rows.forEach((row, i) => {
      if (row[enters]! <= NEAR) return
      const ratio = row.at(-1)! / row[enters]!
      if (ratio < least - NEAR || (ratio < least + NEAR && basis[i]! < basis[leaves]!)) {
        least = Math.min(ratio, least)
        leaves = i
      }
    })
    // Nothing holds it back: cannot be, for every unknown is in a sum.
    if (leaves < 0) return
    pivot(tableau, leaves, enters)
    const factor = reduced[enters]!
    const row = rows[leaves]!
    for (let j = 0; j < reduced.length; j++) reduced[j]! -= factor * row[j]!
  }
}

/** A first corner, found by making artificial unknowns nought; null where there is none. */
function firstCorner({ unknowns, sums }: Sums, branches: readonly Branch[] = []): Tableau | null {
  const real = unknowns + branches.length
  const height = sums.length + branches.length
  const rows = Array.from({ length: height }, (_, i) => {
    const row = new Float64Array(real + height + 1)
    const sum = sums[i]
    if (sum !== undefined) {
      for (const of of sum.of) row[of] = 1
      row[row.length - 1] = sum.total
    } else {
      const { of, sign, limit } = branches[i - sums.length]!
      row[of] = sign
      row[unknowns + i - sums.length] = 1
      row[row.length - 1] = sign * limit
    }
    if (row.at(-1)! < 0) for (let j = 0; j < row.length; j++) row[j] = -row[j]!
    row[real + i] = 1
    return row
  })
  const tableau = { rows, basis: rows.map((_, i) => real + i) }
  minimise(tableau, new Float64Array(real + height).fill(1, real))
  if (rows.some((row, i) => tableau.basis[i]! >= real && row.at(-1)! > NEAR)) return null
  for (let i = rows.length - 1; i >= 0; i--) {
    if (tableau.basis[i]! < real) continue
    const enters = rows[i]!.subarray(0, real).findIndex((x) => Math.abs(x) > NEAR)
    if (enters >= 0) pivot(tableau, i, enters)
    else {
      // It follows from the others.
      rows.splice(i, 1)
      tableau.basis.splice(i, 1)
    }
  }
  rows.forEach((row, i) => {
    const short = row.slice(0, real + 1)
    short[real] = row.at(-1)!
    rows[i] = short
  })
  return tableau
}

export interface Least {
  /** Attained by whole numbers that fit all sums. */
  readonly value: number
  /** Nothing smaller is possible. Else the branching was cut short, and less may be. */
  readonly exact: boolean
  /** Whole numbers that fit all sums and attain it. */
  readonly at: ArrayLike<number>
}

/**
 * Answers for one system of sums, one after the other.
 * @param known whole numbers that fit: where the branching is cut short the answer is never worse than these
 */
export function solver(system: Sums, known: ArrayLike<number>): (cost: Float64Array) => Least {
  const shared = firstCorner(system)
  const solve = (tableau: Tableau, cost: Float64Array): Float64Array => {
    const wide = new Float64Array((tableau.rows[0]?.length ?? 1) - 1)
    wide.set(cost)
    minimise(tableau, wide)
    const x = new Float64Array(system.unknowns)
    tableau.rows.forEach((row, i) => {
      if (tableau.basis[i]! < x.length) x[tableau.basis[i]!] = row.at(-1)!
    })
    return x
  }
  const costOf = (cost: Float64Array, x: ArrayLike<number>) =>
    cost.reduce((sum, c, i) => (c === 0 ? sum : sum + c * x[i]!), 0)
  /** In whole numbers, so that no rounding makes something possible that is not. */
  const fits = (x: Float64Array) =>
    system.sums.every(({ of, total }) => of.reduce((sum, i) => sum + x[i]!, 0) === total)

  return (cost) => {
    let best = costOf(cost, known)
    let at = known
    let exact = true
    let branchesLeft = BRANCHES
    const search = (tableau: Tableau | null, branches: readonly Branch[]): void => {
      if (tableau === null) return
      const x = solve(tableau, cost)
      if (Math.ceil(costOf(cost, x) - NEAR * 10) >= best) return
      const whole = x.map(Math.round)
      const of = x.findIndex((value, i) => Math.abs(value - whole[i]!) > NEAR * 10)
      if (of < 0) {
        if (!whole.every((value) => value >= 0) || !fits(whole)) exact = false
        else if (costOf(cost, whole) < best) {
          best = costOf(cost, whole)
          at = whole
        }
        return
      }
      for (const branch of [
        { of, sign: 1, limit: Math.floor(x[of]!) },
        { of, sign: -1, limit: Math.ceil(x[of]!) },
      ] as const) {
        if (branchesLeft-- <= 0) {
          exact = false
          return
        }
        search(firstCorner(system, [...branches, branch]), [...branches, branch])
      }
    }
    if (shared === null) return { value: best, exact: false, at }
    search(shared, [])
    return { value: best, exact, at }
  }
}
