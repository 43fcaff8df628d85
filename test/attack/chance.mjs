/** What chance alone would do: a generator that repeats by its seed, shuffles, rank correlation. */
import { utf8 } from '@amana/codec'
import { keystream, sha256 } from '@amana/crypto'

/**
 * Pseudorandom bytes and numbers, the same for the same seed and label.
 * @returns fill(bytes) fills an array; below(n) is a whole number under n
 */
export function generator(seed, label) {
  let block = Buffer.alloc(0)
  let counter = 0
  const next = (count) => {
    if (block.length < count) {
      const more = keystream(sha256(utf8(`${seed}/${label}/${counter++}`)), count + 65_536)
      block = Buffer.concat([block, more])
    }
    const out = block.subarray(0, count)
    block = block.subarray(count)
    return out
  }
  return {
    fill(bytes) {
      bytes.set(next(bytes.length))
      return bytes
    },
    // 48 bits: the bias of the remainder is below 2^-28 for the lists here.
    below: (n) => next(6).readUIntBE(0, 6) % n,
  }
}

/** Runs `work` with the platform's random numbers replaced, so that a seed repeats the whole run. */
export function withRandom({ fill }, work) {
  const { crypto } = globalThis
  const own = Object.getOwnPropertyDescriptor(crypto, 'getRandomValues')
  Object.defineProperty(crypto, 'getRandomValues', { value: fill, configurable: true })
  try {
    return work()
  } finally {
    if (own === undefined) delete crypto.getRandomValues
    else Object.defineProperty(crypto, 'getRandomValues', own)
  }
}

/** How often each value occurs, the commonest first; ties by the value, so that the order is fixed. Null is not counted. */
export function ranked(values) {
  const counts = new Map()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}

/** A shuffled copy (Fisher and Yates). */
export function shuffled(list, { below }) {
  const out = [...list]
  for (let i = out.length - 1; i > 0; i--) {
    const j = below(i + 1)
    ;[out[i], out[j]] = [out[j], out[i]]
  }
  return out
}

/** Ranks from 1; equal values share the mean of their ranks. */
function ranks(values) {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b])
  const out = new Array(values.length)
  for (let i = 0; i < order.length; ) {
    let j = i
    while (j < order.length && values[order[j]] === values[order[i]]) j++
    for (let k = i; k < j; k++) out[order[k]] = (i + 1 + j) / 2
    i = j
  }
  return out
}

/** Spearman's rank correlation, ties shared; 0 where one side does not vary. */
export function rankCorrelation(a, b) {
  const x = ranks(a)
  const y = ranks(b)
  const mean = (a.length + 1) / 2
  let xy = 0
  let xx = 0
  let yy = 0
  for (let i = 0; i < a.length; i++) {
    xy += (x[i] - mean) * (y[i] - mean)
    xx += (x[i] - mean) ** 2
    yy += (y[i] - mean) ** 2
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy)
}

/** Four standard deviations: one false alarm in 30,000 where the statistic is near enough to normal. */
export const limitOf = ({ mean, variance }) => mean + 4 * Math.sqrt(variance)

/** Limit of a count. Few hits are not normally distributed: three more than four standard deviations are still luck. */
export const limitOfCount = (chance) => limitOf(chance) + 3

/**
 * What a statistic is over `rounds` random arrangements.
 * @param statistic takes a generator, gives a number
 */
export function byChance(statistic, rounds, random) {
  const values = Array.from({ length: rounds }, () => statistic(random))
  const mean = values.reduce((sum, value) => sum + value, 0) / rounds
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (rounds - 1)
  return { mean, variance }
}
