// A table of people as columns of small numbers: a million rows must not be a million objects.
import { AmanaError } from '@amana/codec'

/**
 * One open field of all records. Code 0 is a value that is closed or unknown, and `labels[0]` is null; what is absent can be seen to
 * be absent, so it is a category like any other, save where a function says otherwise.
 */
export interface Column {
  readonly name: string
  /** One code a row, an index into `labels`. */
  readonly codes: Uint32Array
  /** What each code stands for. Labels that no row has may stand here too: they are part of the domain. */
  readonly labels: readonly (string | null)[]
}

/**
 * Gives every value of a column a code, in the order of first appearance.
 * @param values one a row; null is closed or unknown
 * @param domain values that are possible although no row may have them
 *
 * @example
 * columnOf('sex', ['f', 'm', null]) // { name: 'sex', codes: [1, 2, 0], labels: [null, 'f', 'm'] }
 */
export function columnOf(
  name: string,
  values: readonly (string | number | null)[],
  domain: readonly string[] = [],
): Column {
  const labels: (string | null)[] = [null, ...domain]
  const codeOf = new Map<string | null, number>(labels.map((label, code) => [label, code]))
  const codes = new Uint32Array(values.length)
  values.forEach((value, row) => {
    const label = value === null ? null : String(value)
    let code = codeOf.get(label)
    if (code === undefined) {
      code = labels.length
      labels.push(label)
      codeOf.set(label, code)
    }
    codes[row] = code
  })
  return { name, codes, labels }
}

/** Number of rows. @throws AmanaError `risk/ragged-columns` where columns differ in length, `risk/no-columns` without one */
export function rowsOf(columns: readonly Column[]): number {
  const rows = columns[0]?.codes.length
  if (rows === undefined) throw new AmanaError('risk/no-columns', 'There is no column to judge.')
  if (columns.some(({ codes }) => codes.length !== rows))
    throw new AmanaError('risk/ragged-columns', 'The columns have different numbers of rows.', {
      lengths: columns.map(({ codes }) => codes.length),
    })
  return rows
}
