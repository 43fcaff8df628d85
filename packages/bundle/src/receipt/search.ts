/** Looking for the record of a receipt's words in a view. */
import { equal, toHex } from '@amana/codec'
import { recordFacts, type ViewRecord } from '../reader.js'
import { receiptField } from './key.js'

/** A record that the words belong to. */
export interface FoundRecord {
  /** In hexadecimal. */
  readonly id: string
  readonly revision: number
  /** The id of its incident, in hexadecimal; null where it is closed. */
  readonly incident: string | null
  /** What the view calls that incident; null where that is closed. */
  readonly label: string | null
}

/**
 * Looks for the record of six words in a view: give {@link take} to `verifyView` as `onRecord`, and rely on it only if the report is `ok`.
 *
 * @example
 * const search = new ReceiptSearch(receiptKey(readReceiptWords(text).words, origin))
 * const report = await verifyView(source, key, { onRecord: search.take })
 * if (report.ok) search.found
 */
export class ReceiptSearch {
  readonly #key: Uint8Array
  readonly #found = new Map<string, Omit<FoundRecord, 'label'>>()
  readonly #labels = new Map<string, string>()
  #open = 0

  /** @param key of {@link receiptKey}, for the origin of the view */
  constructor(key: Uint8Array) {
    this.#key = key
  }

  readonly take = (record: ViewRecord): void => {
    const { kind, id, revision, get } = recordFacts(record)
    const name = toHex(id)
    const label = kind === 'incident' ? get('label') : undefined
    if (typeof label === 'string') this.#labels.set(name, label)
    if (kind !== 'person') return
    // A later revision takes the place of an earlier one: words that were replaced, and the withdrawn, are not found.
    this.#found.delete(name)
    const field = get('receipt')
    if (!(field instanceof Uint8Array)) return
    this.#open++
    if (!equal(field, receiptField(this.#key, id, revision))) return
    const incident = get('incident')
    this.#found.set(name, {
      id: name,
      revision,
      incident: incident instanceof Uint8Array ? toHex(incident) : null,
    })
  }

  /** Whether the view opens receipts: where it does not, nothing can be found in it. */
  get isOpen(): boolean {
    return this.#open > 0
  }

  /** One record, or none. Two records would need one SHA-256 value from two inputs. */
  get found(): readonly FoundRecord[] {
    return [...this.#found.values()].map((one) => ({
      ...one,
      label: this.#labels.get(one.incident ?? '') ?? null,
    }))
  }
}
