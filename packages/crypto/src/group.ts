/**
 * The group: ristretto255 (RFC 9496) of @noble/curves, its generators, and sums of many multiples in it. Nobody knows
 * a relation between the generators: all but the standard one are hashed to.
 */
import { ed25519, ristretto255_hasher } from '@noble/curves/ed25519.js'
import { type Edwards, Element, type Point } from './element.js'
import { digest64, mod } from './scalar.js'
import { TAG } from './tags.js'

/** The neutral element. */
export const ZERO: Point = new Element(ed25519.Point.ZERO)

/**
 * H, what blindings are multiplied by: the standard generator (RFC 9496 section 4), since libraries multiply it
 * faster than any other and a commitment needs a fresh multiple of H, but one of few multiples of G.
 */
export const H: Point = new Element(ed25519.Point.BASE)

/** An element hashed to (RFC 9496 section 4.3.4). */
const hashedTo = (name: string, index: number): Point =>
  Element.of(ristretto255_hasher.deriveToCurve!(digest64(TAG.tallyBase, name, index)) as Point)

let valueBase: Point | undefined
const rowBases: Point[] = []

/** G, what values are multiplied by. */
export function baseOfValues(): Point {
  valueBase ??= hashedTo('value', 0)
  return valueBase
}

/** The first `count` generators of row commitments, G_0, G_1, …; kept, for each takes a third of a millisecond. */
export function basesOfRow(count: number): readonly Point[] {
  for (let j = rowBases.length; j < count; j++) rowBases.push(hashedTo('row', j))
  return rowBases.slice(0, count)
}

/** The window that makes the fewest additions of `count` points with scalars of `bits`. */
function windowFor(count: number, bits: number): number {
  let best = 2
  let least = Number.POSITIVE_INFINITY
  for (let width = 2; width <= 16; width++) {
    const additions = (Math.floor(bits / width) + 1) * (count + 2 ** width)
    if (additions < least) {
      least = additions
      best = width
    }
  }
  return best
}

/**
 * Sum of scalar times point over all: the bucket method (Pippenger 1976) with signed digits, which halves the buckets.
 * Faster than the one of noble by what it skips: empty buckets, and the windows above the longest scalar. The time
 * depends on the scalars.
 * @param bits no scalar has more; 253 for any
 */
export function sumOfProducts(points: readonly Point[], scalars: readonly bigint[], bits = 253): Point {
  if (points.length === 0) return ZERO
  const width = windowFor(points.length, bits)
  const windows = Math.floor(bits / width) + 1
  const half = 2 ** (width - 1)
  const digits = digitsOf(scalars, width, windows)
  // Half the digits are negative.
  const positive = points.map(Element.edwardsOf)
  const negative = new Array<Edwards | undefined>(points.length)
  let total: Edwards | undefined
  for (let w = windows - 1; w >= 0; w--) {
    if (total !== undefined) for (let d = 0; d < width; d++) total = total.double()
    const buckets = new Array<Edwards | undefined>(half + 1)
    let top = 0
    for (let i = 0; i < points.length; i++) {
      const digit = digits[i * windows + w]!
      if (digit === 0) continue
      const at = Math.abs(digit)
      let point = positive[i]!
      if (digit < 0) {
        negative[i] ??= point.negate()
        point = negative[i]!
      }
      const held = buckets[at]
      buckets[at] = held === undefined ? point : held.add(point)
      if (at > top) top = at
    }
    let running: Edwards | undefined
    let sum: Edwards | undefined
    for (let at = top; at > 0; at--) {
      const held = buckets[at]
      if (held !== undefined) running = running === undefined ? held : running.add(held)
      sum = sum === undefined ? running : sum.add(running!)
    }
    if (sum !== undefined) total = total === undefined ? sum : total.add(sum)
  }
  return total === undefined ? ZERO : new Element(total)
}

/** The signed digits of scalars, the lowest first: each from −2^(width − 1) + 1 to 2^(width − 1). */
function digitsOf(scalars: readonly bigint[], width: number, windows: number): Int32Array {
  const digits = new Int32Array(scalars.length * windows)
  // The bits of one scalar, and some more that are 0.
  const bits = new BigUint64Array(5)
  const words = new Uint32Array(bits.buffer)
  const full = 2 ** width
  for (const [i, scalar] of scalars.entries()) {
    for (let k = 0, rest = scalar; k < 4; k++, rest >>= 64n) bits[k] = BigInt.asUintN(64, rest)
    let carry = 0
    for (let w = 0; w < windows; w++) {
      const [word, shift] = [(w * width) >>> 5, (w * width) & 31]
      const above = shift === 0 ? 0 : words[word + 1]! << (32 - shift)
      let digit = (((words[word]! >>> shift) | above) & (full - 1)) + carry
      carry = digit > full / 2 ? 1 : 0
      if (carry === 1) digit -= full
      digits[i * windows + w] = digit
    }
  }
  return digits
}

/**
 * A function that multiplies one point many times: a table of all signed digits in all places, so a product is one addition a
 * place. Digits have 8 bits (4,096 points, 25 ms to make), and after so many products that it pays, 12 (45,000 points, 0.3 s).
 */
function multiplierOf(base: Point): (scalar: bigint) => Point {
  let multiply = tableMultiplier(base, 8)
  let uses = 0
  return (scalar) => {
    if (++uses === 4096) multiply = tableMultiplier(base, 12)
    return multiply(scalar)
  }
}

function tableMultiplier(base: Point, width: number): (scalar: bigint) => Point {
  const half = 2 ** (width - 1)
  const full = 2 * half
  // The last place carries nothing on: q has 253 bits, so there its digit is small.
  const windows = Math.ceil(254 / width)
  const tables: Edwards[][] = []
  let place = Element.edwardsOf(base)
  for (let w = 0; w < windows; w++) {
    const table = [ed25519.Point.ZERO, place]
    for (let d = 2; d <= half; d++) table.push(table[d - 1]!.add(place))
    tables.push(table)
    place = table[half]!.double()
  }
  const [mask, shift] = [BigInt(full - 1), BigInt(width)]
  return (scalar) => {
    let rest = mod(scalar)
    let carry = 0
    let sum: Edwards | undefined
    for (let w = 0; w < windows; w++) {
      let digit = Number(rest & mask) + carry
      rest >>= shift
      carry = digit > half ? 1 : 0
      if (carry === 1) digit -= full
      if (digit === 0) continue
      const point = tables[w]![Math.abs(digit)]!
      const signed = digit > 0 ? point : point.negate()
      sum = sum === undefined ? signed : sum.add(signed)
    }
    return sum === undefined ? ZERO : new Element(sum)
  }
}

let onG: ((scalar: bigint) => Point) | undefined
let onH: ((scalar: bigint) => Point) | undefined

/** r·H, with a table that is made at the first call. */
export function blinded(blinding: bigint): Point {
  onH ??= multiplierOf(H)
  return onH(blinding)
}

/** v·G + r·H, with tables that are made at the first call. */
export function pedersen(value: bigint, blinding: bigint): Point {
  onG ??= multiplierOf(baseOfValues())
  return onG(value).add(blinded(blinding))
}
