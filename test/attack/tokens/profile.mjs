/** Profiles: what the pattern of equal tokens around a record says of it, learned from people whose names are known. */
import { columnsOf, componentsOf, countsOf, numbered } from './seen.mjs'

/** The logarithm of each count that a column of numbers points at. */
function log2(ids, counts) {
  const out = new Float32Array(ids.length)
  for (let i = 0; i < ids.length; i++) out[i] = Math.log2(counts[ids[i]])
  return out
}

/**
 * Numbers that anybody can read off a set of records without a key. No slot is named: what a slot holds shows in them.
 * @returns open: by open fields alone; tokens: how often each token occurs, beside how many different tokens of each
 *   other slot, in the same event, and in components over two slots
 */
export function featuresOf(seen) {
  const { size, event, open } = seen
  // Numbered anew: each column from 0.
  const tokens = columnsOf(seen).map((ids) => numbered(ids))
  const counts = tokens.map((ids) => countsOf(ids))
  const features = seen.crossed.flatMap(({ sharers }) => sharers.map((column) => column.map(Math.log2)))
  for (const [s, ids] of tokens.entries()) {
    features.push(log2(ids, counts[s]))
    const together = pairIds(ids, event)
    const alike = countsOf(together)
    features.push(log2(together, alike))
    for (const [t, others] of tokens.entries()) {
      if (t === s) continue
      const seen = new Set()
      const different = new Uint32Array(counts[s].length)
      for (let i = 0; i < size; i++) {
        const pair = ids[i] * 0x1000000 + others[i]
        if (!seen.has(pair)) {
          seen.add(pair)
          different[ids[i]]++
        }
      }
      features.push(log2(ids, different))
      if (t > s) {
        const component = componentsOf(size, [ids, others])
        const sizes = countsOf(component)
        features.push(log2(component, sizes))
      }
    }
  }
  return { open, tokens: [...open, ...features] }
}

const pairIds = (a, b) => numbered(Array.from(a, (id, i) => id * 0x1000000 + b[i]))

/** Trees that grow on random splits (Geurts, Ernst, Wehenkel 2006), each on all records. */
const TREES = 30
const TRIES = 30
const LEAF = 5

/**
 * Learns a label from features and says how likely each is for other records.
 * @param labels whole numbers under `kinds`
 * @returns for each record of `others` a weight for each label
 */
export function learn(features, labels, kinds, others, random) {
  const size = others[0].length
  const votes = Array.from({ length: size }, () => new Float32Array(kinds))
  const unit = () => random.below(0x1000000) / 0x1000000
  const gini = (histogram, all) => {
    let sum = 0
    for (let k = 0; k < histogram.length; k++) sum += histogram[k] * histogram[k]
    return sum / all
  }
  function grow(rows, asked) {
    if (asked.length === 0) return
    const histogram = new Float32Array(kinds)
    for (const row of rows) histogram[labels[row]]++
    const split = rows.length < 2 * LEAF ? null : bestSplit(rows, histogram)
    if (split === null) {
      for (const at of asked) for (let k = 0; k < kinds; k++) votes[at][k] += histogram[k] / rows.length
      return
    }
    const { feature, cut } = split
    const side = (list, column, low) => list.filter((i) => column[i] < cut === low)
    grow(side(rows, features[feature], true), side(asked, others[feature], true))
    grow(side(rows, features[feature], false), side(asked, others[feature], false))
  }
  function bestSplit(rows, histogram) {
    let best = null
    let most = gini(histogram, rows.length) + 1e-6
    for (let trial = 0; trial < TRIES; trial++) {
      const feature = random.below(features.length)
      const column = features[feature]
      let low = Infinity
      let high = -Infinity
      for (let i = 0; i < rows.length; i++) {
        const value = column[rows[i]]
        if (value < low) low = value
        if (value > high) high = value
      }
      if (low === high) continue
      const cut = low + (high - low) * unit()
      const left = new Float32Array(kinds)
      let n = 0
      for (let i = 0; i < rows.length; i++)
        if (column[rows[i]] < cut) {
          left[labels[rows[i]]]++
          n++
        }
      if (n < LEAF || rows.length - n < LEAF) continue
      const right = new Float32Array(kinds)
      for (let k = 0; k < kinds; k++) right[k] = histogram[k] - left[k]
      const gain = gini(left, n) + gini(right, rows.length - n)
      if (gain > most) {
        most = gain
        best = { feature, cut }
      }
    }
    return best
  }
  const rows = Array.from(labels, (_, i) => i)
  const asked = Array.from({ length: size }, (_, i) => i)
  for (let tree = 0; tree < TREES; tree++) grow(rows, asked)
  return votes
}
