// Ladders of coarser versions of a column (date, month, year, closed): generalisation hierarchies, full-domain (Samarati 2001).
import { AmanaError } from '@amana/codec'
import type { Column } from './column.js'

/** A version of a column. */
export interface Rung {
  /** As people call it: 'month', 'closed'. */
  readonly name: string
  /** For each code of the column, the code at this rung; below `labels.length`. */
  readonly map: Uint32Array
  readonly labels: readonly (string | null)[]
}

/** A column's versions, from as it is to closed, each coarser than the one before. */
export interface Ladder {
  readonly column: Column
  readonly rungs: readonly Rung[]
}

/** A rung by its name, and what each label becomes (null: closed). */
export type Coarser = readonly [name: string, of: (label: string) => string | null]

/** The name of the last rung, if no other is given. */
const CLOSED = 'closed'

/**
 * @param coarser the versions in between
 * @param last what closing the column is called: 'closed', or 'tally' where its totals are proven instead
 * @throws AmanaError `risk/ladder-not-nested` where a rung tells apart what the one before does not
 *
 * @example
 * ladderOf(date, [['month', (day) => day.slice(0, 7)], ['year', (day) => day.slice(0, 4)]])
 */
export function ladderOf(column: Column, coarser: readonly Coarser[] = [], last = CLOSED): Ladder {
  const rungs: Rung[] = [
    { name: 'as it is', map: Uint32Array.from(column.labels.keys()), labels: column.labels },
  ]
  for (const [name, of] of [...coarser, [last, () => null] as const]) {
    const labels: (string | null)[] = [null]
    const codeOf = new Map<string | null, number>([[null, 0]])
    const map = Uint32Array.from(column.labels, (label) => {
      const value = label === null ? null : of(label)
      let code = codeOf.get(value)
      if (code === undefined) {
        code = labels.length
        labels.push(value)
        codeOf.set(value, code)
      }
      return code
    })
    const before = rungs.at(-1)!.map
    const became = new Map<number, number>()
    before.forEach((code, i) => {
      if (became.has(code) && became.get(code) !== map[i])
        throw new AmanaError(
          'risk/ladder-not-nested',
          `"${name}" tells apart what the rung before it does not.`,
          {
            column: column.name,
            rung: name,
          },
        )
      became.set(code, map[i]!)
    })
    rungs.push({ name, map, labels })
  }
  return { column, rungs }
}

/** The column at a rung of its ladder. */
export function atRung({ column, rungs }: Ladder, rung: number): Column {
  const { map, labels } = rungs[rung]!
  return { name: column.name, codes: column.codes.map((code) => map[code]!), labels }
}

/**
 * What a rung loses of the column, 0 (as it is) to 1 (closed): for every record the share of the domain that it can no longer be told
 * apart from (LM of Iyengar 2002, scaled as ARX does). A record that was closed anyway loses nothing.
 * @param counts records of each row
 */
export function lossOf(column: Column, { map, labels }: Rung, counts: Uint32Array): number {
  const domain = column.labels.length - 1
  const members = new Uint32Array(labels.length)
  map.forEach((code) => {
    members[code]!++
  })
  const shares = Float64Array.from(map, (code, of) => {
    if (of === 0) return 0
    return code === 0 ? 1 : (members[code]! - 1) / Math.max(1, domain - 1)
  })
  let loss = 0
  let records = 0
  column.codes.forEach((code, row) => {
    loss += shares[code]! * counts[row]!
    records += counts[row]!
  })
  return records === 0 ? 0 : loss / records
}
