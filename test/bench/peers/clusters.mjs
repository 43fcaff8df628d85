// Scored pairs to clusters, and the threshold that would have been best had one known the truth.

/** Rows of one person: unite, and count pairs of rows together and, with labels, those rightly so. */
class Groups {
  constructor(labels) {
    this.labels = labels
    this.of = labels.map((_, i) => i)
    this.members = labels.map((_, i) => [i])
    this.together = 0
    this.right = 0
  }
  unite(a, b) {
    let x = this.of[a]
    let y = this.of[b]
    if (x === y) return
    if (this.members[x].length < this.members[y].length) [x, y] = [y, x]
    const larger = this.members[x]
    const smaller = this.members[y]
    this.together += larger.length * smaller.length
    const seen = new Map()
    for (const i of smaller) seen.set(this.labels[i], (seen.get(this.labels[i]) ?? 0) + 1)
    for (const i of larger) this.right += seen.get(this.labels[i]) ?? 0
    for (const i of smaller) {
      this.of[i] = x
      larger.push(i)
    }
    this.members[y] = []
  }
}

/** Connected components: every pair that is seen joins. */
const components = (groups) => (a, b) => groups.unite(a, b)

/**
 * anonlink's greedy solver: two groups join once every pair of rows between them has been seen (so no two rows are put
 * together whose own similarity is below the threshold).
 */
const greedy = (groups) => {
  const seen = groups.labels.map(() => new Map())
  return (a, b) => {
    const x = groups.of[a]
    const y = groups.of[b]
    if (x === y) return
    const count = (seen[x].get(y) ?? 0) + 1
    seen[x].set(y, count)
    seen[y].set(x, count)
    if (count < groups.members[x].length * groups.members[y].length) return
    groups.unite(a, b)
    const kept = groups.of[a]
    const gone = kept === x ? y : x
    seen[kept].delete(gone)
    for (const [other, n] of seen[gone]) {
      if (other === kept) continue
      const sum = (seen[kept].get(other) ?? 0) + n
      seen[kept].set(other, sum)
      seen[other].set(kept, sum)
      seen[other].delete(gone)
    }
    seen[gone] = new Map()
  }
}
/** Splink's single best links: the likeliest first, never two rows of one list together. */
const bestLinks = (groups, lists) => (a, b) => {
  const x = groups.members[groups.of[a]],
    y = groups.members[groups.of[b]]
  if (x !== y && !x.some((i) => y.some((j) => lists[i] === lists[j]))) groups.unite(a, b)
}
const JOINS = { components, greedy, bestLinks }

/**
 * @param scored `{ a, b, score }`, any order
 * @param labels what each row truly is (strings); used for `best` only
 * @param join 'components', 'greedy' or 'bestLinks'
 * @param lists the list of each row, for 'bestLinks'
 * @returns `at(threshold)`: the cluster of each row; `best`: threshold with the highest pairwise F1 by the labels
 */
export function clustering(scored, labels, join, lists) {
  const order = [...scored].sort((x, y) => y.score - x.score)
  const counts = new Map()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  const truth = [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
  const run = (threshold, watch) => {
    const groups = new Groups(labels)
    const see = JOINS[join](groups, lists)
    for (let i = 0; i < order.length && order[i].score >= threshold; i++) {
      see(order[i].a, order[i].b)
      if (watch && order[i + 1]?.score !== order[i].score) watch(groups, order[i].score)
    }
    return groups.of
  }
  let f1 = 0
  let best = Number.POSITIVE_INFINITY
  run(Number.NEGATIVE_INFINITY, (groups, score) => {
    const now = (2 * groups.right) / (groups.together + truth)
    if (now > f1) {
      f1 = now
      best = score
    }
  })
  return { at: (threshold) => run(threshold), best, f1 }
}
