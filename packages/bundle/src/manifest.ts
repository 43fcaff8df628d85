/** The manifest in a view: which files of evidence stand, as far as their hashes are open. */
import { toHex, type Value } from '@amana/codec'
import { type ManifestEntry, neutralName } from '@amana/evidence'
import { recordFacts, type ViewRecord } from './reader.js'

/** A file of a manifest, with the id of its record. */
export interface ListedEvidence extends ManifestEntry {
  readonly id: Uint8Array
  readonly neutral: string
}

interface Seen {
  readonly id: Uint8Array
  readonly get: (field: string) => Value | undefined
}

/**
 * Collects the manifest of a view while it is verified. What it holds is worth nothing before the verification has passed.
 *
 * @example
 * const manifest = new Manifest()
 * const report = await verifyView(source, key, { onRecord: (record) => manifest.take(record) })
 * if (report.ok) await auditFolder(folder, manifest.entries())
 */
export class Manifest {
  readonly #newest = new Map<string, Seen>()

  /** Takes in the records of a view, in their order. */
  take(record: ViewRecord): void {
    const { kind, id, get } = recordFacts(record)
    if (kind === 'evidence') this.#newest.set(toHex(id), { id, get })
  }

  /** Files that stand and whose hashes are open. A path that two records claim is nobody's: both are known by content. */
  entries(): readonly ListedEvidence[] {
    const paths = new Map<string, number>()
    const open = this.#open()
    for (const { get } of open) {
      const path = get('path')
      if (typeof path === 'string') paths.set(path, (paths.get(path) ?? 0) + 1)
    }
    return open.map(({ id, get }) => {
      const [path, size, sha256, chunkRoot, mediaType] = [
        'path',
        'size',
        'sha256',
        'chunk_root',
        'media_type',
      ].map(get)
      return {
        id,
        path: typeof path === 'string' && paths.get(path) === 1 ? path : null,
        neutral: neutralName(id, typeof mediaType === 'string' ? mediaType : ''),
        ...(typeof size === 'number' ? { size } : {}),
        ...(sha256 instanceof Uint8Array ? { sha256 } : {}),
        ...(chunkRoot instanceof Uint8Array ? { chunkRoot } : {}),
      }
    })
  }

  /** Records of evidence: those that were withdrawn, and those of which the view does not open status and hashes. */
  get others(): { readonly withdrawn: number; readonly closed: number } {
    const seen = [...this.#newest.values()]
    const withdrawn = seen.filter(({ get }) => get('status') === 'withdrawn').length
    return { withdrawn, closed: seen.length - withdrawn - this.#open().length }
  }

  #open(): readonly Seen[] {
    return [...this.#newest.values()].filter(
      ({ get }) =>
        get('status') === 'live' &&
        (get('sha256') instanceof Uint8Array || get('chunk_root') instanceof Uint8Array),
    )
  }
}
