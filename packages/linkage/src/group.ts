// What the neighbours of a pair say of it (collective linkage, after Bhattacharya and Getoor 2007): a third row that looks like both
// supports it; one that looks like the first but not like the second speaks against it, most of all when it stands in the second's
// own list, for then the list already tells the two apart.
import type { Candidate, LinkRow } from './candidates.js'

const step = (value: number): number => (value < 0.15 ? 0 : value < 0.5 ? 1 : value < 0.85 ? 2 : 3)

/** Rows with more likely partners than this give no neighbours' evidence: it would cost the square of their number. */
const MOST_NEIGHBOURS = 100

/**
 * For each pair one number below 64: support (0 to 3) × 16 + strongest contradiction (0 to 3) × 4 + the strongest from a rival
 * in one of the two lists (0 to 3).
 *
 * @param probability of each pair, as known so far
 */
export function groupLevels(
  rows: readonly LinkRow[],
  pairs: readonly Candidate[],
  probability: Float64Array,
): Uint8Array {
  const near: (Map<number, number> | undefined)[] = new Array(rows.length)
  const add = (from: number, to: number, p: number): void => {
    const known = near[from]
    if (known) known.set(to, p)
    else near[from] = new Map([[to, p]])
  }
  pairs.forEach(({ a, b }, i) => {
    const p = probability[i]!
    if (p <= 0.1) return
    add(a, b, p)
    add(b, a, p)
  })
  const nobody = new Map<number, number>()
  return Uint8Array.from(pairs, ({ a, b }) => {
    const ofA = near[a] ?? nobody
    const ofB = near[b] ?? nobody
    if (ofA.size + ofB.size > MOST_NEIGHBOURS) return 0
    let support = 0
    let against = 0
    let rival = 0
    for (const [x, p] of ofA) {
      if (x === b) continue
      const other = ofB.get(x) ?? 0
      support += p * other
      against = Math.max(against, p * (1 - other))
      if (rows[x]!.source === rows[b]!.source) rival = Math.max(rival, p * (1 - other))
    }
    for (const [x, p] of ofB) {
      if (x === a) continue
      const other = ofA.get(x) ?? 0
      against = Math.max(against, p * (1 - other))
      if (rows[x]!.source === rows[a]!.source) rival = Math.max(rival, p * (1 - other))
    }
    const supported = support < 0.3 ? 0 : support < 1.2 ? 1 : support < 2.5 ? 2 : 3
    return supported * 16 + step(against) * 4 + step(rival)
  })
}
