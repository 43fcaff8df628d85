// What the sizes of classes say. Prosecutor, journalist and marketer: El Emam and Dankar 2008, "Protecting privacy using k-anonymity";
// El Emam 2013, "Guide to the De-Identification of Personal Health Information", chapter 16.
import { byMissing, type Classes, classesOfDigits, distinctRows } from './classes.js'
import type { Column } from './column.js'

/** What one kind of adversary can do: he picks a record for a person, and the probabilities are that it is the right one. */
export interface Attack {
  /** For the person worst off. */
  readonly highest: number
  /** Mean over all records. */
  readonly average: number
  /** Share of records for which it is above 1/k. */
  readonly above: number
}

export interface Measures {
  readonly records: number
  readonly classes: number
  /** Size of the smallest class. */
  readonly k: number
  /** Classes by size, the smallest size first: `[size, classes of that size]`. */
  readonly histogram: readonly (readonly [number, number])[]
  /** Records alone in their class. */
  readonly uniques: number
  /** Records in classes smaller than the k asked for. */
  readonly below: number
  /** He knows that the person is listed: 1/f. Its average is the global risk (sdcMicro; HDX's rule: below 3 %). */
  readonly prosecutor: Attack
  /** He knows the population and not who is listed: 1/F, where F is at least f. */
  readonly journalist?: Attack
  /** He wants as many right as he can get of the population: the mean of 1/F, which is the journalist's average. */
  readonly marketer?: number
}

function attackOf({ sizes }: Classes, of: ArrayLike<number>, records: number, k: number): Attack {
  let highest = 0
  let average = 0
  let above = 0
  sizes.forEach((size, i) => {
    const risk = 1 / of[i]!
    highest = Math.max(highest, risk)
    average += (size * risk) / records
    if (of[i]! < k) above += size / records
  })
  return { highest, average, above }
}

/**
 * @param k the size that no class should be below
 * @param population per class, how many in the population look like it (`populationOf`, or an estimate)
 *
 * @example
 * measuresOf(classesOf([sex, ageGroup]), 5).prosecutor.average // global re-identification risk
 */
export function measuresOf(classes: Classes, k: number, population?: Float64Array): Measures {
  const { sizes, of } = classes
  const records = sizes.reduce((sum, size) => sum + size, 0)
  const histogram = new Map<number, number>()
  let below = 0
  for (const size of sizes) {
    histogram.set(size, (histogram.get(size) ?? 0) + 1)
    if (size < k) below += size
  }
  const ascending = [...histogram].sort(([a], [b]) => a - b)
  const journalist = population && attackOf(classes, population, records, k)
  return {
    records,
    classes: sizes.length,
    k: of.length === 0 ? 0 : ascending[0]![0],
    histogram: ascending,
    uniques: histogram.get(1) ?? 0,
    below,
    prosecutor: attackOf(classes, sizes, records, k),
    ...(journalist && { journalist, marketer: journalist.average }),
  }
}

/**
 * How many people of a register look like each class: what a civil registry of the place would add. A closed value fits everybody; a
 * column that the register lacks is left out. Who is listed lived there, so it is never less than the class.
 * @param registry its columns, matched by name and their values by label
 * @returns per class
 */
export function populationOf(
  columns: readonly Column[],
  classes: Classes,
  registry: readonly Column[],
): Float64Array {
  const known = columns.flatMap((ours) => {
    const theirs = registry.find(({ name }) => name === ours.name)
    return theirs === undefined ? [] : [{ ours, theirs }]
  })
  const { columns: distinct } = distinctRows(
    known.map(({ ours }) => ours),
    classes,
  )
  const people = registry[0]?.codes.length ?? 0
  const recoded = known.map(({ ours, theirs }) => {
    const codeOf = new Map(ours.labels.map((label, code) => [label, code]))
    // Somebody of a value that no record has is a stranger to every class: one code above all.
    const map = theirs.labels.map((label) => codeOf.get(label) ?? ours.labels.length)
    return theirs.codes.map((code) => map[code]!)
  })
  const sizes = Float64Array.from(classes.sizes)
  for (const [missing, group] of byMissing(distinct, classes.sizes.length)) {
    const open = distinct.map((_, c) => c).filter((c) => ((missing >>> c) & 1) === 0)
    const digits = open.map((c) => {
      const codes = new Uint32Array(group.length + people)
      group.forEach((i, at) => {
        codes[at] = distinct[c]!.codes[i]!
      })
      codes.set(recoded[c]!, group.length)
      return { codes, radix: distinct[c]!.labels.length + 1 }
    })
    const counts = new Uint32Array(group.length + people).fill(1, group.length)
    const { of, sizes: found } = classesOfDigits(digits, counts.length, counts)
    group.forEach((i, at) => {
      sizes[i] = Math.max(sizes[i]!, found[of[at]!]!)
    })
  }
  return sizes
}
