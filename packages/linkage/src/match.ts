// Which rows of one or several lists are the same person, from tokens alone.
import { AmanaError } from '@amana/codec'
import { Clusters } from './cluster.js'
import { TOKEN_BYTES, TOKEN_SLOTS, type Token } from './token.js'

/** One record's tokens and where they come from. */
export interface TokenRow {
  /** Which list or bundle. */
  readonly source: number
  /** Which row of it. */
  readonly row: number
  /** {@link TOKEN_SLOTS} tokens in slot order, all of one scope and epoch. */
  readonly tokens: readonly Token[]
}

/** Two rows, as indices into the rows given (`a < b`), and the slots in which their tokens are equal, ascending. */
export interface TokenPair {
  readonly a: number
  readonly b: number
  readonly slots: readonly number[]
}

/** What {@link matchTokens} finds. */
export interface Matches {
  /** Pairs by `b`, then `a`. In a block of more than {@link NEIGHBOURS} + 1 equal tokens not all pairs are listed. */
  readonly pairs: readonly TokenPair[]
  /** Clusters of two rows or more, as indices into the rows given, ascending. Rows that match nothing stand in none. */
  readonly clusters: readonly (readonly number[])[]
  /** Number of persons: clusters, with every row that matches nothing as one. */
  readonly unique: number
}

/**
 * The rule: rows that agree in at least one slot are the same person, and so is whoever agrees with one of them. Every slot
 * was chosen to be evidence enough by itself (right in 83 to 95 of 100 pairs that agree in nothing else, docs/linkage.md);
 * asking for a second slot loses more true pairs than it saves false ones.
 *
 * Its limits: two namesakes who died in one month are one person to it; a name misspelled in more than its vowels in both given
 * and family name is two; brothers whose names differ in vowels alone (Hasan and Husayn) and who died in one month are
 * merged by slot 2; a row linked to two persons merges them. A link is a reason to look, not a proof.
 */
const isSame = (slots: readonly number[]): boolean => slots.length > 0

/** Each row is compared with this many rows before it in a block of equal tokens; so a block costs its size, not its square. */
export const NEIGHBOURS = 8

/** The rows of one slot by equal tokens. */
interface Blocks {
  /** For each row the first row with the same token. */
  readonly firsts: Int32Array
  /** For each row the last one before it with the same token, or -1. */
  readonly previous: Int32Array
}

function blocksOf(rows: readonly TokenRow[], slot: number): Blocks {
  const firsts = new Int32Array(rows.length)
  const previous = new Int32Array(rows.length)
  const newest = new Map<string, number>()
  for (let i = 0; i < rows.length; i++) {
    const key = textOf(rows[i]!, slot, i)
    const before = newest.get(key)
    firsts[i] = before === undefined ? i : firsts[before]!
    previous[i] = before ?? -1
    newest.set(key, i)
  }
  return { firsts, previous }
}

/** The rows before `row` that it is compared with, ascending. */
function neighbours(blocks: readonly Blocks[], row: number): number[] {
  const found = new Set<number>()
  for (const { previous } of blocks) {
    let at = previous[row]!
    for (let step = 0; at >= 0 && step < NEIGHBOURS; step++, at = previous[at]!) found.add(at)
  }
  return [...found].sort((a, b) => a - b)
}

/**
 * Finds equal tokens slot by slot and makes clusters of the rows that {@link isSame} joins. Time and memory grow with the
 * number of rows, also where a million rows share one token. The result depends on the rows and their order only.
 *
 * @param rows tokens of one scope and epoch
 * @throws {AmanaError} `linkage/bad-tokens` where a row has another number or length of tokens
 * @example
 * const { unique, clusters } = matchTokens([...rowsOfA, ...rowsOfB])
 */
export function matchTokens(rows: readonly TokenRow[]): Matches {
  const blocks = Array.from({ length: TOKEN_SLOTS }, (_, slot) => blocksOf(rows, slot))
  const clusters = new Clusters(rows.length)
  const pairs: TokenPair[] = []
  for (let b = 0; b < rows.length; b++) {
    for (const a of neighbours(blocks, b)) {
      const slots = blocks.flatMap(({ firsts }, slot) => (firsts[a] === firsts[b] ? [slot] : []))
      if (!isSame(slots)) continue
      clusters.union(a, b)
      pairs.push({ a, b, slots })
    }
  }
  return { pairs, clusters: clusters.shared(), unique: clusters.count() }
}

/** A token as a map key; one character a byte. */
function textOf(row: TokenRow, slot: number, index: number): string {
  const token = row.tokens[slot]
  if (row.tokens.length !== TOKEN_SLOTS || token?.length !== TOKEN_BYTES)
    throw new AmanaError(
      'linkage/bad-tokens',
      `Row ${index} must have ${TOKEN_SLOTS} tokens of ${TOKEN_BYTES} bytes each.`,
      { index, tokens: row.tokens.length },
    )
  return String.fromCharCode(...token)
}
