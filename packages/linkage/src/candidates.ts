// Which pairs of rows are looked at: those that share a token. Time and memory grow with the number of rows, also where a million rows
// share one.
import { AmanaError, joined } from '@amana/codec'
import { randomBytes } from '@amana/crypto'
import { TOKEN_BYTES, type Token } from './token.js'

/** One record to be linked. */
export interface LinkRow {
  /** Which list. Two rows of one list are less often the same person than two of different lists. */
  readonly source: number
  /** Tokens in slot order, one after the other ({@link packTokens}), all of one scope, epoch and plan. */
  readonly tokens: Uint8Array
}

/** Two rows by index (`a < b`) with the comparisons in which they share a token, as bits. */
export interface Candidate {
  readonly a: number
  readonly b: number
  readonly slots: number
  /** In how many rows the rarest token that the two share stands, of the comparisons that are asked for; at least 2, infinite where they share none of those. */
  readonly rarest: number
}

/** Each row is compared with at most this many rows before it in a block of equal tokens. */
export const NEIGHBOURS = 64

/** Tokens that are compared with one another, as numbers: equal numbers, equal tokens. */
interface Column {
  /** How many a row. */
  readonly width: number
  /** Rows × width. */
  readonly numbers: Int32Array
  /** In how many rows each stands. */
  readonly counts: Int32Array
}

/**
 * Numbers tokens in the order in which they are first met, by a table of places with a step to the next free one: among a million rows a Map took
 * more than twice as long. They are told apart by their first 52 bits; among 10⁶ rows two different ones fall together in a slot
 * with probability 10⁻⁴.
 */
class Numbering {
  readonly counts: Int32Array
  #length = 0
  /** A number plus one, or 0. At least half of the places stay free. */
  readonly #places: Int32Array
  readonly #shift: number
  readonly #heads: Float64Array
  /** Drawn anew each time: tokens that are made to fall on one place would have to know it. */
  readonly #odd = new Int32Array(randomBytes(8).buffer).map((value) => value | 1)

  /** @param most how many tokens will come at most */
  constructor(most: number) {
    const bits = Math.max(4, Math.ceil(Math.log2(2 * most + 1)))
    this.#places = new Int32Array(2 ** bits)
    this.#shift = 32 - bits
    this.#heads = new Float64Array(most)
    this.counts = new Int32Array(most)
  }

  numberOf(tokens: Uint8Array, from: number): number {
    const high =
      (tokens[from]! << 24) | (tokens[from + 1]! << 16) | (tokens[from + 2]! << 8) | tokens[from + 3]!
    const low = (tokens[from + 4]! << 12) | (tokens[from + 5]! << 4) | (tokens[from + 6]! >> 4)
    const head = (high >>> 0) * 2 ** 20 + low
    const mixed = Math.imul(high, this.#odd[0]!) + Math.imul(low, this.#odd[1]!)
    const places = this.#places
    for (
      let at = Math.imul(mixed ^ (mixed >>> 15), this.#odd[0]!) >>> this.#shift;
      ;
      at = (at + 1) % places.length
    ) {
      const number = places[at]! - 1
      if (number < 0) {
        places[at] = ++this.#length
        this.#heads[this.#length - 1] = head
        this.counts[this.#length - 1] = 1
        return this.#length - 1
      }
      if (this.#heads[number] === head) {
        this.counts[number]!++
        return number
      }
    }
  }
}

/** Numbers the tokens of some slots. */
function numbered(rows: readonly LinkRow[], slots: readonly number[]): Column {
  const width = slots.length
  const numbers = new Int32Array(rows.length * width)
  const numbering = new Numbering(numbers.length)
  rows.forEach(({ tokens }, i) => {
    for (let k = 0; k < width; k++)
      numbers[i * width + k] = numbering.numberOf(tokens, slots[k]! * TOKEN_BYTES)
  })
  return { width, numbers, counts: numbering.counts }
}

/** In how many rows the rarest token stands that two rows share in a column; 0 where they share none. */
function shared({ width, numbers, counts }: Column, a: number, b: number): number {
  if (width === 1) return numbers[a] === numbers[b] ? counts[numbers[a]!]! : 0
  let rarest = 0
  for (let i = a * width; i < (a + 1) * width; i++)
    for (let j = b * width; j < (b + 1) * width; j++)
      if (numbers[i] === numbers[j]) {
        const count = counts[numbers[i]!]!
        if (rarest === 0 || count < rarest) rarest = count
      }
  return rarest
}

function checked(rows: readonly LinkRow[]): number {
  const bytes = rows[0]?.tokens.length ?? 0
  rows.forEach(({ tokens }, index) => {
    if (tokens.length !== bytes || bytes === 0 || bytes % TOKEN_BYTES !== 0 || bytes > 64 * TOKEN_BYTES)
      throw new AmanaError(
        'linkage/bad-tokens',
        `Row ${index} must have as many tokens as the others (1 to 64), of ${TOKEN_BYTES} bytes each.`,
        { index, bytes: tokens.length },
      )
  })
  return bytes / TOKEN_BYTES
}

/**
 * The tokens of a row in one piece: a million rows with an object for each token would not fit.
 *
 * @throws {AmanaError} `linkage/bad-tokens` for one of another length than {@link TOKEN_BYTES}
 */
export function packTokens(tokens: readonly Token[]): Uint8Array {
  if (tokens.some(({ length }) => length !== TOKEN_BYTES))
    throw new AmanaError('linkage/bad-tokens', `A token must be ${TOKEN_BYTES} bytes long.`)
  return joined(tokens)
}

/** How {@link candidates} compares; what is left out stands in brackets. */
export interface Comparing {
  /** Comparisons that bring two rows together (all). */
  readonly blocking?: readonly number[]
  /** Slots that are compared together, at most 31 lists (each slot by itself). */
  readonly comparisons?: readonly (readonly number[])[]
  /** How many comparisons, from the first, `rarest` is counted over (all). */
  readonly named?: number
  /** A comparison whose equal tokens bring rows near each other in the order in which large blocks are gone through (the rows' own order). */
  readonly near?: number
}

/**
 * The candidate pairs of some rows: those that agree in one of the blocking comparisons, by `b`, then `a`.
 *
 * @throws {AmanaError} `linkage/bad-tokens`
 */
export function candidates(
  rows: readonly LinkRow[],
  { blocking, comparisons, named, near }: Comparing = {},
): Candidate[] {
  const slots = checked(rows)
  if ((comparisons?.length ?? slots) > 31)
    throw new AmanaError('linkage/bad-tokens', 'No more than 31 comparisons of tokens can be made.', {
      slots,
    })
  const columns = (comparisons ?? Array.from({ length: slots }, (_, slot) => [slot])).map((together) =>
    numbered(rows, together),
  )
  const order = orderBy(rows.length, near === undefined ? undefined : columns[near])
  const found = new PairList()
  for (const slot of blocking ?? columns.keys()) {
    const column = columns[slot]
    if (column === undefined) continue
    for (const [a, b] of pairsOf(column, order)) found.add(a, b)
  }
  return Array.from(found.sorted(), (key): Candidate => {
    const a = key % PairList.ROWS
    const b = Math.floor(key / PairList.ROWS)
    let slots = 0
    let rarest = Number.POSITIVE_INFINITY
    columns.forEach((column, i) => {
      const count = shared(column, a, b)
      if (count === 0) return
      slots |= 1 << i
      if (i < (named ?? columns.length)) rarest = Math.min(rarest, count)
    })
    return { a, b, slots, rarest }
  })
}

/** Pairs of rows as numbers, `b × ROWS + a`: millions of them fit where sets of them would not. */
class PairList {
  static readonly ROWS = 2 ** 26
  #keys = new Float64Array(1024)
  #length = 0

  add(x: number, y: number): void {
    if (this.#length === this.#keys.length) {
      const larger = new Float64Array(2 * this.#length)
      larger.set(this.#keys)
      this.#keys = larger
    }
    this.#keys[this.#length++] = Math.max(x, y) * PairList.ROWS + Math.min(x, y)
  }

  /** Each pair once, by `b`, then `a`. */
  sorted(): Float64Array {
    const keys = this.#keys.subarray(0, this.#length).sort()
    let kept = 0
    for (let i = 0; i < keys.length; i++) if (i === 0 || keys[i] !== keys[i - 1]) keys[kept++] = keys[i]!
    return keys.slice(0, kept)
  }
}

/** Row indices, rows with equal tokens in a column beside each other. */
function orderBy(rows: number, column: Column | undefined): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, row) => row)
  if (column === undefined) return order
  const { width, numbers } = column
  return order.sort((x, y) => numbers[x * width]! - numbers[y * width]! || x - y)
}

/** Pairs of rows with equal numbers; each row with at most {@link NEIGHBOURS} before it in the order given. */
function* pairsOf(
  { width, numbers, counts }: Column,
  order: Int32Array,
): Generator<readonly [number, number]> {
  const previous = new Int32Array(numbers.length).fill(-1)
  const newest = new Int32Array(counts.length).fill(-1)
  for (const row of order)
    for (let own = row * width; own < (row + 1) * width; own++) {
      const number = numbers[own]!
      if (counts[number] === 1) continue
      let at = newest[number]!
      for (let step = 0; at >= 0 && step < NEIGHBOURS; step++, at = previous[at]!) {
        const other = Math.floor(at / width)
        if (other !== row) yield [other, row]
      }
      previous[own] = newest[number]!
      newest[number] = own
    }
}
