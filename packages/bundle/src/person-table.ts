/** The tallied fields of the persons of a view, as small numbers in typed columns: what claims are counted from. */
import { toHex, type Value } from '@amana/codec'
import { PERSON } from '@amana/records'
import type { Claim } from './claims.js'

const TALLIED = PERSON.fields.filter((field) => field.tallied === true).map((field) => field.name)
const STATUS = TALLIED.indexOf('status')
const INCIDENT = TALLIED.indexOf('incident')
const CLOSED = -1
const NULL = 0

/** One row a person, its newest revision; 4 bytes a field. */
export class PersonTable {
  readonly #rows = new Map<string, number>()
  readonly #numbers = new Map<string, number>()
  readonly #values: Value[] = [null]
  #cells = new Int32Array(TALLIED.length * 64)

  /** Persons, withdrawn ones too. */
  get size(): number {
    return this.#rows.size
  }

  /** Takes the newest revision of the person under `key`; a field that is closed has the value undefined. */
  set(key: string, get: (field: string) => Value | undefined): void {
    let row = this.#rows.get(key)
    if (row === undefined) {
      row = this.#rows.size
      this.#rows.set(key, row)
      if ((row + 1) * TALLIED.length > this.#cells.length) {
        const larger = new Int32Array(this.#cells.length * 2)
        larger.set(this.#cells)
        this.#cells = larger
      }
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

  /** How many listed persons satisfy a claim; null where a field that is needed is closed for one of them. */
  count(claim: Claim): number | null {
    const live = this.#numbers.get(keyOf('live'))
    const conditions = [...claim.where].map(([field, list]) => ({
      column: TALLIED.indexOf(field),
      numbers: new Set(list.map((value) => this.#numbers.get(keyOf(value)))),
    }))
    let count = 0
    for (let row = 0; row < this.#rows.size; row++) {
      const cell = (column: number) => this.#cells[row * TALLIED.length + column]!
      if (cell(STATUS) === CLOSED) return null
      if (cell(STATUS) !== live) continue
      if (conditions.some(({ column }) => cell(column) === CLOSED)) return null
      if (conditions.every(({ column, numbers }) => numbers.has(cell(column)))) count++
    }
    return count
  }

  /** The different pairs of incident and status that occur; undefined where closed. */
  *incidents(): Generator<{ incident: Uint8Array | null | undefined; status: Value | undefined }, void> {
    const seen = new Set<string>()
    const value = (number: number) => (number === CLOSED ? undefined : this.#values[number]!)
    for (let row = 0; row < this.#rows.size; row++) {
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

const keyOf = (value: Value): string =>
  value instanceof Uint8Array ? `#${toHex(value)}` : `=${String(value)}`
