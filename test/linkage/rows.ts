/** Rows and pairs for tests of the matching, made of numbers: nobody stands behind them. */
import { concat } from '@amana/codec'
import { type Candidate, type LinkRow, TOKEN_BYTES, type Token } from '@amana/linkage'

/** The token that stands for a number in a slot; equal numbers, equal tokens. */
export const token = (number: number): Token => {
  const bytes = new Uint8Array(TOKEN_BYTES)
  const view = new DataView(bytes.buffer)
  // In the bytes that the blocking looks at, and far from each other.
  view.setUint32(0, Math.imul(number + 1, 0x9e3779b1))
  view.setUint32(4, number)
  return bytes
}

export const row = (source: number, tokens: readonly number[]): LinkRow => ({
  source,
  tokens: concat(...tokens.map(token)),
})

/** Rows of one list each, with nothing but their number. */
export const rowsOf = (count: number, source: (i: number) => number = (i) => i): LinkRow[] =>
  Array.from({ length: count }, (_, i) => row(source(i), [i]))

export const pair = (a: number, b: number): Candidate => ({ a, b, slots: 0xff, rarest: 2 })
