// From tokens to pairs of rows, and for each pair how each field compares: the strictest key under which the field was seen to agree.
import { AmanaError } from '@amana/codec'
import { NEIGHBOURS } from '../candidates.js'
import { TOKEN_BYTES } from '../token.js'
import { kindOf } from './kinds.js'
import type { Composite, GenericPlan } from './plan.js'

/** Levels of a field with k keys: 0 to k−1 agrees by that key, then these. */
export const LEVELS_BESIDE_KEYS = 5
/** Agrees with another field of its group, by the whole value; by another key. */
export const crossedLevel = (keys: number): number => keys
/** Known in both rows, and no key agrees; not known in one; cannot be told, for no two anchors agree. */
export const differsLevel = (keys: number): number => keys + 2
export const unknownLevel = (keys: number): number => keys + 3
export const untoldLevel = (keys: number): number => keys + 4

/** Rows that share a token, and what may be said of each two of them. */
export interface ComparedPairs {
  /** Row indices, `a[i] < b[i]`. */
  readonly a: Int32Array
  readonly b: Int32Array
  /** Level of each field of each pair, pairs × fields. */
  readonly levels: Uint8Array
  /** For each pair the commonest-by-kind whole composite that it shares: its index in the plan, or −1; and which of its values. */
  readonly whole: Int32Array
  readonly value: Int32Array
  /** In how many rows each value of a whole composite stands. */
  readonly rowsOf: readonly number[]
}

const NONE = 255

function checked(rows: readonly Uint8Array[], plan: GenericPlan): void {
  rows.forEach((tokens, index) => {
    if (tokens.length !== plan.slots * TOKEN_BYTES)
      throw new AmanaError(
        'linkage/bad-tokens',
        `Row ${index} must have ${plan.slots} tokens of ${TOKEN_BYTES} bytes.`,
        { index, bytes: tokens.length },
      )
  })
}

/** Calls `seen` for each two rows that share a token of one label, with the composite on each side and the number of the token. */
function eachShared(
  rows: readonly Uint8Array[],
  composites: readonly { readonly composite: number; readonly first: number; readonly slots: number }[],
  nextValue: number,
  seen: (a: number, b: number, ofA: number, ofB: number, value: number) => void,
): number[] {
  const width = composites.reduce((sum, { slots }) => sum + slots, 0)
  const newest = new Map<number, number>()
  const previous = new Int32Array(rows.length * width).fill(-1)
  const numberOf = new Int32Array(rows.length * width)
  const owner = composites.flatMap(({ composite, slots }) => new Array<number>(slots).fill(composite))
  const slotAt = composites.flatMap(({ first, slots }) => Array.from({ length: slots }, (_, i) => first + i))
  const counts: number[] = []
  rows.forEach((tokens, row) => {
    for (let k = 0; k < width; k++) {
      const entry = row * width + k
      const at = slotAt[k]! * TOKEN_BYTES
      // The first 52 bits tell tokens apart: among 10⁶ rows two different ones of one label fall together with probability 10⁻³.
      let head = 0
      for (let byte = 0; byte < 6; byte++) head = head * 256 + tokens[at + byte]!
      head = head * 16 + (tokens[at + 6]! >> 4)
      let other = newest.get(head) ?? -1
      if (other < 0) numberOf[entry] = counts.push(0) - 1
      else numberOf[entry] = numberOf[other]!
      counts[numberOf[entry]!]!++
      previous[entry] = other
      newest.set(head, entry)
      for (let step = 0; other >= 0 && step < NEIGHBOURS; step++, other = previous[other]!) {
        const before = Math.floor(other / width)
        if (before !== row) seen(before, row, owner[other % width]!, owner[k]!, nextValue + numberOf[entry]!)
      }
    }
  })
  return counts
}

/**
 * Compares all rows that share a token. Each row meets at most {@link NEIGHBOURS} before it that have one token.
 *
 * @param rows tokens of one scope and plan, as `genericTokenMaker` makes them
 * @throws {AmanaError} `linkage/bad-tokens`
 */
export function comparePairs(rows: readonly Uint8Array[], plan: GenericPlan): ComparedPairs {
  checked(rows, plan)
  const fields = plan.fields.length
  const keys = plan.fields.map(({ kind }) => kindOf(kind).keys.length)
  const isAnchor = plan.fields.map((_, field) => plan.anchors.includes(field))
  const known = (composite: Composite): boolean => composite.parts[0]!.key < 0
  const whole = (composite: Composite): boolean => composite.parts.every(({ key }) => key === 0)
  const anchored = (composite: Composite): boolean =>
    composite.parts.filter(({ field, key }) => key === 0 && isAnchor[field]).length > 1

  const byLabel = new Map<string, { composite: number; first: number; slots: number }[]>()
  let first = 0
  plan.composites.forEach(({ label, slots }, composite) => {
    const list = byLabel.get(label) ?? []
    list.push({ composite, first, slots })
    byLabel.set(label, list)
    first += slots
  })
  const leading = (list: readonly { composite: number }[]): Composite => plan.composites[list[0]!.composite]!
  // Whole composites first, the least surprising before; what only says "known" last, for it brings no pair into being.
  const rank = (composite: Composite): number =>
    composite.bits + (known(composite) ? 2000 : whole(composite) ? 0 : 1000)
  const labels = [...byLabel.values()].sort((x, y) => rank(leading(x)) - rank(leading(y)))

  const index = new Map<number, number>()
  const pairs: { a: number; b: number; whole: number; value: number; anchored: boolean; known: number }[] = []
  let levels = new Uint8Array(1024 * fields)
  const rowsOf: number[] = []
  for (const list of labels) {
    const onlyKnown = known(leading(list))
    const counts = eachShared(rows, list, rowsOf.length, (a, b, ofA, ofB, value) => {
      const joint = a * rows.length + b
      let at = index.get(joint)
      if (at === undefined) {
        if (onlyKnown) return
        at = pairs.push({ a, b, whole: -1, value: -1, anchored: false, known: 0 }) - 1
        index.set(joint, at)
        if (pairs.length * fields > levels.length) {
          const more = new Uint8Array(levels.length * 2)
          more.set(levels)
          levels = more
        }
        levels.fill(NONE, at * fields, (at + 1) * fields)
      }
      const pair = pairs[at]!
      const [x, y] = [plan.composites[ofA]!, plan.composites[ofB]!]
      if (onlyKnown) {
        pair.known |= 1 << x.parts[0]!.field
        return
      }
      if (pair.whole < 0 && whole(x) && whole(y)) {
        pair.whole = ofA
        pair.value = value
      }
      pair.anchored ||= anchored(x) && anchored(y)
      x.parts.forEach(({ field, key }, i) => {
        const other = y.parts[i]!.field
        const straight = other === field || (x.unordered >= 0 && y.parts.some((part) => part.field === field))
        const level = straight ? key : crossedLevel(keys[field]!) + (key === 0 ? 0 : 1)
        levels[at * fields + field] = Math.min(levels[at * fields + field]!, level)
      })
    })
    if (whole(leading(list))) for (const count of counts) rowsOf.push(count)
  }
  pairs.forEach((pair, at) => {
    keys.forEach((count, field) => {
      const cell = at * fields + field
      if (levels[cell] !== NONE) return
      levels[cell] = !pair.anchored
        ? untoldLevel(count)
        : (pair.known >> field) & 1
          ? differsLevel(count)
          : unknownLevel(count)
    })
  })
  return {
    a: Int32Array.from(pairs, ({ a }) => a),
    b: Int32Array.from(pairs, ({ b }) => b),
    levels: levels.slice(0, pairs.length * fields),
    whole: Int32Array.from(pairs, (pair) => pair.whole),
    value: Int32Array.from(pairs, ({ value }) => value),
    rowsOf,
  }
}
