/** The persons of a case as its releases listed them: read once, however many views are judged together. */
import { decode, toHex, type Value } from '@amana/codec'
import { fieldIndex, PERSON } from '@amana/records'
import type { Case } from './case.js'
import type { LogEntry, Release } from './history.js'

const LINKAGE = fieldIndex(PERSON, 'linkage')

/** The newest revision of a person in a release. */
export interface Listed {
  /** Its place in the log. */
  readonly at: number
  readonly values: readonly Value[]
}

/** Values of past revisions, decoded when they are asked for the first time. */
export class Past {
  readonly amana: Case
  readonly #values = new Map<number, readonly Value[] | null>()
  readonly #listed = new Map<number, ReadonlyMap<string, Listed>>()

  constructor(amana: Case) {
    this.amana = amana
  }

  /**
   * The values of an entry of the log, without the tokens of persons, which take most of the memory; null where they were deleted. Those of
   * files of evidence are not remembered: there are many, and few ask for them.
   */
  valuesOf({ at, record, logged }: LogEntry): readonly Value[] | null {
    let values = this.#values.get(at)
    if (values === undefined) {
      const encoded = logged.values
      values = encoded === null ? null : (decode(encoded) as readonly Value[])
      if (record.kind === 'evidence') return values
      if (values !== null && record.kind === 'person') values = values.with(LINKAGE, null)
      this.#values.set(at, values)
    }
    return values
  }

  /** The newest revision of each listed person of a release, by id in hexadecimal. */
  listedAt({ size }: Release): ReadonlyMap<string, Listed> {
    const known = this.#listed.get(size)
    if (known !== undefined) return known
    const out = new Map<string, Listed>()
    for (const entry of this.amana.entries(0, size)) {
      if (entry.record.kind !== 'person') continue
      const id = toHex(entry.record.id)
      const values = this.valuesOf(entry)
      if (values === null || values[0] !== 'live') out.delete(id)
      else out.set(id, { at: entry.at, values })
    }
    this.#listed.set(size, out)
    return out
  }
}
