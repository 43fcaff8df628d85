/** What documents of the loop are checked against: the records of a view while it is verified, and the log's root at the sizes that they name. */
import { toHex, type Value } from '@amana/codec'
import { Appender, type Checkpoint } from '@amana/log'
import { entryLeafHash, type Kind } from '@amana/records'
import { recordFacts, type ViewRecord } from '../reader.js'

/** One revision of a record in the log. */
export interface ReviewedRevision {
  readonly kind: Kind
  /** In hexadecimal. */
  readonly id: string
  readonly revision: number
  /** Its place in the log, from 0. */
  readonly at: number
  readonly root: Uint8Array
  /** Undefined where the field is closed. */
  readonly get: (field: string) => Value | undefined
}

/**
 * Takes the records of a view: give {@link take} to `verifyView` as `onRecord`, and rely on it only if the report is `ok`.
 *
 * @example
 * const documents = readDocuments(files)
 * const reviewed = new Reviewed(documents)
 * const report = await verifyView(source, key, { onRecord: reviewed.take })
 */
export class Reviewed {
  readonly #log = new Appender()
  readonly #marks: ReadonlySet<number>
  readonly #rootAt = new Map<number, Uint8Array>()
  readonly #revisions = new Map<string, ReviewedRevision[]>()

  /** @param documents those that are to be checked; what could not be read of them does not matter here */
  constructor(documents: readonly ({ readonly checkpoint: Checkpoint } | string)[] = []) {
    this.#marks = new Set(documents.flatMap((one) => (typeof one === 'string' ? [] : [one.checkpoint.size])))
  }

  readonly take = (record: ViewRecord, root: Uint8Array): void => {
    const at = this.#log.size
    const { kind, id, revision, get } = recordFacts(record)
    const { schema } = record.open ? record.partial : record
    this.#log.append(entryLeafHash({ schema, id, revision, root }))
    const one = { kind, id: toHex(id), revision, at, root, get }
    const known = this.#revisions.get(`${kind} ${one.id}`)
    if (known === undefined) this.#revisions.set(`${kind} ${one.id}`, [one])
    else known.push(one)
    if (this.#marks.has(at + 1)) this.#rootAt.set(at + 1, this.#log.root())
  }

  get size(): number {
    return this.#log.size
  }

  /** The root of the first `size` entries, where it was asked for. */
  rootAt(size: number): Uint8Array | undefined {
    return this.#rootAt.get(size)
  }

  /** The revisions of a record, in order; none where the log does not have it. */
  of(kind: Kind, id: string): readonly ReviewedRevision[] {
    return this.#revisions.get(`${kind} ${id}`) ?? []
  }

  /** The revisions of every record. */
  get all(): Iterable<readonly ReviewedRevision[]> {
    return this.#revisions.values()
  }

  /** The newest revisions of the records of a kind that are not known to be withdrawn. */
  listed(kind: Kind): readonly ReviewedRevision[] {
    return [...this.#revisions.values()]
      .map((revisions) => revisions.at(-1)!)
      .filter((one) => one.kind === kind && one.get('status') !== 'withdrawn')
  }
}
