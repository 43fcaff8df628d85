import { readFileSync } from 'node:fs'
import { type Column, columnOf } from '@amana/risk'

/** A table of text, as the reference data sets are. */
export interface TextTable {
  readonly rows: number
  readonly column: (name: string, domain?: readonly string[]) => Column
  readonly numbers: (name: string) => Float64Array
}

export const linesOf = (path: string, separator: string): readonly (readonly string[])[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.replaceAll('"', '').split(separator))

export function readTable(path: string, separator: string): TextTable {
  const [names, ...rows] = linesOf(path, separator)
  const at = (name: string) => names!.indexOf(name)
  return {
    rows: rows.length,
    column: (name, domain) =>
      columnOf(
        name,
        rows.map((row) => row[at(name)]!),
        domain,
      ),
    numbers: (name) => Float64Array.from(rows, (row) => Number(row[at(name)])),
  }
}

/** A small repeatable generator, for tables of made-up people. */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
