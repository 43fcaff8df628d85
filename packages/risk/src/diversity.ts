// What a class tells of a sensitive field although nobody is picked out. l-diversity: Machanavajjhala et al. 2007; t-closeness: Li, Li
// and Venkatasubramanian 2007, with equal distances, where the earth mover's distance is half the sum of differences.
import { type Classes, classesOfDigits } from './classes.js'
import type { Column } from './column.js'

/** Each per class. */
export interface Diversity {
  /** Different values. A closed one counts as one more; where all are closed nothing can be learnt, and it is infinite. */
  readonly distinct: Float64Array
  /** e to the entropy of the values: the number of equally frequent values that would be as hard to guess. */
  readonly entropy: Float64Array
  /** How far the class is from the whole, 0 to 1. */
  readonly closeness: Float64Array
}

/**
 * @param classes over the open columns
 * @param sensitive the column to be kept from being inferred
 * @param counts records of each row, one each if not given
 */
export function diversityOf(classes: Classes, sensitive: Column, counts?: Uint32Array): Diversity {
  const radix = sensitive.labels.length
  const pairs = classesOfDigits(
    [
      { codes: classes.of, radix: classes.sizes.length },
      { codes: sensitive.codes, radix },
    ],
    classes.of.length,
    counts,
  )
  const whole = new Float64Array(radix)
  pairs.first.forEach((row, i) => {
    whole[sensitive.codes[row]!]! += pairs.sizes[i]!
  })
  const records = whole.reduce((sum, n) => sum + n, 0)
  const distinct = new Float64Array(classes.sizes.length)
  const entropy = new Float64Array(classes.sizes.length)
  const closeness = new Float64Array(classes.sizes.length).fill(1)
  pairs.first.forEach((row, i) => {
    const of = classes.of[row]!
    const code = sensitive.codes[row]!
    const share = pairs.sizes[i]! / classes.sizes[of]!
    distinct[of] = code === 0 && share === 1 ? Number.POSITIVE_INFINITY : distinct[of]! + 1
    entropy[of]! -= share * Math.log(share)
    // 1 - Σ min(p, q) is half of Σ |p - q|.
    closeness[of]! -= Math.min(share, whole[code]! / records)
  })
  return { distinct, entropy: entropy.map(Math.exp), closeness: closeness.map((t) => Math.max(0, t)) }
}
