/** The tallied fields of the persons of a view, as small numbers in typed columns: what claims are counted from. */
import { toHex, type Value } from '@amana/codec'
import { PERSON } from '@amana/records'
import type { Claim } from './claims.js'

const TALLIED = PERSON.fields.filter((field) => field.tallied === true).map((field) => field.name)
const STATUS = TALLIED.indexOf('status')
const INCIDENT = TALLIED.indexOf('incident')
const CLOSED = -1
const NULL = 0
/** A value that no person has. */
const ABSENT = -2

/** One row a person, its newest revision; 4 bytes a field. */
export class PersonTable {
  #size = 0
  readonly #numbers = new Map<string, number>()
  readonly #values: Value[] = [null]
  readonly #histograms = new Map<string, ReadonlyMap<string, number> | null>()
  #cells = new Int32Array(TALLIED.length * 64)

  /** Persons, withdrawn ones too. */
  get size(): number {
    return this.#size
  }

  /**
   * Takes the newest revision of a person; a field that is closed has the value undefined.
   * @param row the person's number, from 0 and without a gap
   */
  set(row: number, get: (field: string) => Value | undefined): void {
    this.#histograms.clear()
    this.#size = Math.max(this.#size, row + 1)
    if (this.#size * TALLIED.length > this.#cells.length) {
      const larger = new Int32Array(this.#cells.length * 2)
      larger.set(this.#cells)
      this.#cells = larger
    }
    for (const [i, field] of TALLIED.entries())
      this.#cells[row * TALLIED.length + i] = this.#number(get(field))
  }

  #number(value: Value | undefined): number {
    if (value === undefined) return CLOSED
    if (value === null) return NULL
    const key = keyOf(value)
    let number = this.#numbers.get(key)
    if (number === undefined) {
      number = this.#values.push(value instanceof Uint8Array ? value.slice() : value) - 1
      this.#numbers.set(key, number)
    }
    return number
  }

  /**
   * How many listed persons satisfy a claim; null where a field that is needed is closed for one of them. Persons are
   * gone through once for each set of fields that claims are about, however many claims there are.
   */
  count(claim: Claim): number | null {
    const columns = [...claim.where.keys()].map((field) => TALLIED.indexOf(field))
    const cells = this.#histogram(columns)
    if (cells === null) return null
    return countIn(
      cells,
      [...claim.where.values()].map((list) =>
        list.map((value) => String(this.#numbers.get(keyOf(value)) ?? ABSENT)),
      ),
    )
  }

  /** How many listed persons have each combination of values in some columns; null where one is closed. */
  #histogram(columns: readonly number[]): ReadonlyMap<string, number> | null {
    const name = columns.join(' ')
    const known = this.#histograms.get(name)
    if (known !== undefined) return known
    const made = this.#makeHistogram(columns)
    this.#histograms.set(name, made)
    return made
  }

  #makeHistogram(columns: readonly number[]): ReadonlyMap<string, number> | null {
    const live = this.#numbers.get(keyOf('live'))
    const histogram = new Map<string, number>()
    for (let row = 0; row < this.#size; row++) {
      const status = this.#cells[row * TALLIED.length + STATUS]!
      if (status === CLOSED) return null
      if (status !== live) continue
      const numbers = columns.map((column) => this.#cells[row * TALLIED.length + column]!)
      if (numbers.includes(CLOSED)) return null
      const cell = numbers.join(' ')
      histogram.set(cell, (histogram.get(cell) ?? 0) + 1)
    }
    return histogram
  }

  /** The different pairs of incident and status that occur; undefined where closed. */
  *incidents(): Generator<{ incident: Uint8Array | null | undefined; status: Value | undefined }, void> {
    const seen = new Set<string>()
    const value = (number: number) => (number === CLOSED ? undefined : this.#values[number]!)
    for (let row = 0; row < this.#size; row++) {
      const [status, incident] = [STATUS, INCIDENT].map(
        (column) => this.#cells[row * TALLIED.length + column]!,
      )
      const key = `${status} ${incident}`
      if (seen.has(key)) continue
      seen.add(key)
      yield { incident: value(incident!) as Uint8Array | null | undefined, status: value(status!) }
    }
  }
}

/** How many are in those cells of a histogram whose names are made of one word of each list, with a space between. */
export function countIn(cells: ReadonlyMap<string, number>, lists: readonly (readonly string[])[]): number {
  const sets = lists.map((list) => new Set(list))
  if (sets.reduce((product, { size }) => product * size, 1) <= cells.size)
    return combinations(sets).reduce((sum, cell) => sum + (cells.get(cell) ?? 0), 0)
  let count = 0
  for (const [cell, persons] of cells)
    if (cell.split(' ').every((word, i) => sets[i]!.has(word))) count += persons
  return count
}

/** Every way to take one word from each set, as the names of a histogram's cells. */
const combinations = (sets: readonly ReadonlySet<string>[]): readonly string[] =>
  sets
    .reduce<readonly (readonly string[])[]>(
      (all, set) => all.flatMap((taken) => [...set].map((word) => [...taken, word])),
      [[]],
    )
    .map((words) => words.join(' '))

/** A word for a value, another for each; null, which no claim asks for, has one as well. */
export const keyOf = (value: Value): string =>
  value instanceof Uint8Array ? `#${toHex(value)}` : value === null ? '-' : `=${String(value)}`
