// Trains the trees of src/trees.ts: gradient boosting for the logistic loss with Newton steps (Friedman 2001; Chen and Guestrin 2016), over features in
// at most 64 bins. No randomness: the same data give the same trees.

const BINS = 64

/** Bin borders of a feature: between the values that split it into parts of about one size. */
function bordersOf(items, width, feature, n) {
  const values = Float64Array.from({ length: n }, (_, i) => items[i * width + feature]).sort()
  const borders = []
  for (let k = 1; k < BINS; k++) {
    const value = values[Math.floor((k * n) / BINS)]
    if (value !== values[0] && value !== borders.at(-1)?.high) {
      let low = Math.floor((k * n) / BINS)
      while (low > 0 && values[low] === value) low--
      borders.push({ high: value, cut: Math.fround((values[low] + value) / 2) })
    }
  }
  // Values that are rare and stand at the ends, such as a bit set in few pairs.
  const last = values[n - 1]
  if (last !== values[0] && (borders.at(-1)?.cut ?? Number.NEGATIVE_INFINITY) < last) {
    let low = n - 1
    while (low > 0 && values[low] === last) low--
    const cut = Math.fround((values[low] + last) / 2)
    if (cut !== borders.at(-1)?.cut && values[low] !== last) borders.push({ high: last, cut })
  }
  return borders.map(({ cut }) => cut)
}

/**
 * @param items features, `width` a row
 * @param labels 0 or 1 for each row
 * @param weights of each row
 * @returns text for `parseTrees`
 */
export function boost(
  items,
  width,
  labels,
  weights,
  { trees = 150, depth = 4, rate = 0.1, least = 4, ridge = 2 } = {},
) {
  const n = labels.length
  const cuts = Array.from({ length: width }, (_, f) => bordersOf(items, width, f, n))
  const bins = Array.from({ length: width }, (_, f) => {
    const out = new Uint8Array(n)
    for (let i = 0; i < n; i++) {
      const value = items[i * width + f]
      let b = 0
      while (b < cuts[f].length && value > cuts[f][b]) b++
      out[i] = b
    }
    return out
  })
  let positive = 0
  let all = 0
  for (let i = 0; i < n; i++) {
    positive += labels[i] * weights[i]
    all += weights[i]
  }
  const base = Number(Math.log(positive / (all - positive)).toFixed(4))
  const score = new Float64Array(n).fill(base)
  const inner = 2 ** depth - 1
  const lines = [`${depth} ${base}`]
  const g = new Float64Array(n)
  const h = new Float64Array(n)
  const node = new Uint16Array(n)
  for (let tree = 0; tree < trees; tree++) {
    for (let i = 0; i < n; i++) {
      const p = 1 / (1 + Math.exp(-score[i]))
      g[i] = (labels[i] - p) * weights[i]
      h[i] = p * (1 - p) * weights[i]
    }
    node.fill(0)
    const splits = Array.from({ length: inner }, () => ({ feature: 0, cut: 1e30 }))
    for (let level = 0; level < depth; level++) {
      const first = 2 ** level - 1
      const count = 2 ** level
      const best = Array.from({ length: count }, () => ({ gain: 1e-6, feature: 0, bin: -1 }))
      for (let f = 0; f < width; f++) {
        if (cuts[f].length === 0) continue
        const G = new Float64Array(count * BINS)
        const H = new Float64Array(count * BINS)
        const of = bins[f]
        for (let i = 0; i < n; i++) {
          const at = (node[i] - first) * BINS + of[i]
          G[at] += g[i]
          H[at] += h[i]
        }
        for (let k = 0; k < count; k++) {
          let sumG = 0
          let sumH = 0
          for (let b = 0; b < BINS; b++) {
            sumG += G[k * BINS + b]
            sumH += H[k * BINS + b]
          }
          let leftG = 0
          let leftH = 0
          for (let b = 0; b < cuts[f].length; b++) {
            leftG += G[k * BINS + b]
            leftH += H[k * BINS + b]
            const rightH = sumH - leftH
            if (leftH < least || rightH < least) continue
            const rightG = sumG - leftG
            const gain =
              leftG ** 2 / (leftH + ridge) + rightG ** 2 / (rightH + ridge) - sumG ** 2 / (sumH + ridge)
            if (gain > best[k].gain) best[k] = { gain, feature: f, bin: b }
          }
        }
      }
      best.forEach(({ feature, bin }, k) => {
        if (bin >= 0) splits[first + k] = { feature, cut: cuts[feature][bin], bin }
      })
      for (let i = 0; i < n; i++) {
        const split = splits[node[i]]
        node[i] = 2 * node[i] + (split.bin !== undefined && bins[split.feature][i] > split.bin ? 2 : 1)
      }
    }
    const G = new Float64Array(inner + 1)
    const H = new Float64Array(inner + 1)
    for (let i = 0; i < n; i++) {
      G[node[i] - inner] += g[i]
      H[node[i] - inner] += h[i]
    }
    const leaves = Array.from(G, (sum, k) => Math.round((1000 * rate * sum) / (H[k] + ridge)))
    for (let i = 0; i < n; i++) score[i] += leaves[node[i] - inner] / 1000
    lines.push(
      [...splits.map(({ feature, cut }) => `${feature}:${Number(cut.toPrecision(6))}`), ...leaves].join(' '),
    )
  }
  return lines.join('\n')
}
