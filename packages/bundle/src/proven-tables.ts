/** The persons of a view as tallies count them, and the tables that are proven of all of them. */
import { toHex, type Value } from '@amana/codec'
import type { Checkpoint } from '@amana/log'
import { fieldIndex, PERSON } from '@amana/records'
import type { Tally, TallyResult, TallyStatement } from '@amana/tally'
import type { Where } from './claims.js'
import { counterOf, type Table } from './tables.js'
import { TALLY_CLAIM } from './view.js'
import type { ViewTally } from './view-head.js'

/** Which incident a person belongs to, and whether it is listed; undefined where closed. */
export interface Belonging {
  readonly incident: Uint8Array | null | undefined
  readonly status: Value | undefined
}

/** Checks proofs, each with its own verdict: `verifyTallies`, or one that shares the work among threads. */
export type TallyVerifier = (
  tallies: readonly Tally[],
) => readonly TallyResult[] | Promise<readonly TallyResult[]>

/**
 * Keeps of each person's newest revision the elements of the fields that are counted, whether these are open or only shown: 32
 * bytes a field. A table is believed once its proof holds of exactly these.
 */
export class ProvenTables {
  readonly #columns: ReadonlyMap<number, number>
  readonly #names: readonly string[]
  readonly #persons = new Map<
    string,
    { readonly id: Uint8Array; readonly elements: (Uint8Array | undefined)[] }
  >()
  readonly #proven: Table[] = []
  readonly #counters: ReturnType<typeof counterOf>[] = []

  /** @param counted names of the fields that tallies of the view count */
  constructor(counted: Iterable<string>) {
    this.#names = [...new Set(counted)]
    this.#columns = new Map(this.#names.map((name, column) => [fieldIndex(PERSON, name), column]))
  }

  /** Takes the next revision of a person; gives what takes its elements. */
  row(id: Uint8Array): ((field: number, element: Uint8Array) => void) | undefined {
    if (this.#names.length === 0) return undefined
    const key = toHex(id)
    const elements = new Array<Uint8Array | undefined>(this.#names.length)
    // Persons stand in the order of their newest revisions.
    this.#persons.delete(key)
    this.#persons.set(key, { id: id.slice(), elements })
    return (field, element) => {
      const column = this.#columns.get(field)
      if (column !== undefined) elements[column] = element.slice()
    }
  }

  /** Checks tables; what is wrong with one of them in words, or null. */
  async prove(
    { origin, size, root }: Checkpoint,
    tallies: readonly ViewTally[],
    verify: TallyVerifier,
  ): Promise<string | null> {
    let fault: string | null = null
    const made: { readonly table: Table; readonly tally: Tally }[] = []
    for (const { fields, cells, proof } of tallies) {
      const columns = fields.map((name) => this.#names.indexOf(name))
      const entries = [...this.#persons.values()].map(({ id, elements }) => ({
        id,
        commitments: columns.map((column) => elements[column]),
      }))
      if (entries.some(({ commitments }) => commitments.includes(undefined))) {
        fault ??= 'A table leaves out a person: the view does not show what is to be counted.'
        continue
      }
      const statement = { origin, release: { size, root }, claim: TALLY_CLAIM, fields, cells, entries }
      made.push({ table: { fields, cells }, tally: { statement: statement as TallyStatement, proof } })
    }
    const results = made.length === 0 ? [] : await verify(made.map(({ tally }) => tally))
    for (const [i, { table }] of made.entries()) {
      const result = results[i]
      if (result?.ok === true) {
        this.#proven.push(table)
        this.#counters.push(counterOf(table))
      } else fault ??= result?.reason ?? 'A table was not checked.'
    }
    return fault
  }

  /** The tables that hold. */
  get proven(): readonly Table[] {
    return this.#proven
  }

  /** How many listed persons a claim counts; null where no table tells. */
  count(where: Where): number | null {
    for (const countOf of this.#counters) {
      const count = countOf(where)
      if (count !== null) return count
    }
    return null
  }

  /** How many persons are withdrawn, or say anything else but that they are listed; null without a table. */
  get withdrawn(): number | null {
    const listed = this.count(new Map())
    return listed === null ? null : this.#persons.size - listed
  }

  /** Of each table over incidents, for each cell that is not empty, the pairs of incident and status, one of which its persons have. */
  incidents(): readonly (readonly (readonly Belonging[])[])[] {
    return this.#proven.flatMap(({ fields, cells }) => {
      const at = fields.indexOf('incident')
      if (at < 0) return []
      const full = cells.filter(({ count }) => count > 0)
      return [
        full.map(({ tuples }) =>
          tuples.map((tuple) => ({ incident: tuple[at] as Uint8Array | null, status: tuple[0]! })),
        ),
      ]
    })
  }
}
