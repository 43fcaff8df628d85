/** A folder against a manifest. */
import {
  compareWithManifest,
  type Finding,
  type Found,
  type ManifestEntry,
  type Naming,
  withNames,
} from '../audit.js'
import { type HashOptions, hashFiles } from './hash-files.js'

/** What an audit of a folder found. */
export interface FolderAudit {
  /** Sorted by path; none where all is as listed. */
  readonly findings: readonly Finding[]
  /** Files that were read, and their bytes. */
  readonly files: number
  readonly bytes: number
  readonly naming: Naming
  /** Listed files that have no name in this folder and were known by content alone. */
  readonly byContent: number
}

/**
 * Reads a folder and compares it with a manifest, both ways: what is listed must be there unchanged, and nothing else may be.
 * Every digest that the manifest has is computed and compared. A file of a size that no entry has is none of them and is not
 * read: a sparse file of a terabyte costs a stranger nothing to make.
 * @param folder itself may be reached through links; nothing in it may be one
 * @throws {AmanaError} `evidence/no-folder`, `evidence/bad-manifest`, `evidence/other-state`
 *
 * @example
 * await auditFolder('/media/usb', [{ path: 'a.mp4', size: 3, sha256 }]) // { findings: [{ path: 'b.mp4', kind: 'added' }], … }
 */
export async function auditFolder(
  folder: string,
  manifest: readonly ManifestEntry[],
  options: Omit<HashOptions, 'chunks' | 'digests' | 'only'> = {},
): Promise<FolderAudit> {
  const found: Found[] = []
  let [files, bytes] = [0, 0]
  const sizes = new Set<number>()
  for (const { size } of manifest) if (size !== undefined) sizes.add(size)
  const other = (path: string, size: number) => void found.push({ path, kind: 'file', size })
  const only = manifest.every(({ size }) => size !== undefined) ? { only: { sizes, other } } : {}
  for await (const item of hashFiles(folder, { ...options, ...digestsOf(manifest), ...only })) {
    if (item.kind !== 'file') found.push(item)
    else {
      const { path, kind, size, sha256, chunkRoot } = item
      files++
      bytes += size
      found.push({
        path,
        kind,
        size,
        ...(sha256 === undefined ? {} : { sha256 }),
        ...(chunkRoot === undefined ? {} : { chunkRoot }),
      })
    }
  }
  const named = withNames(manifest, found)
  return {
    findings: compareWithManifest(named.manifest, found),
    files,
    bytes,
    naming: named.naming,
    byContent: named.manifest.filter(({ path }) => path === null).length,
  }
}

/** What the manifest's entries have at all; SHA-256 for an empty manifest, against which everything is added. */
function digestsOf(manifest: readonly ManifestEntry[]): Pick<HashOptions, 'chunks' | 'digests'> {
  const chunks = manifest.some(({ chunkRoot }) => chunkRoot !== undefined)
  const whole = manifest.some(({ sha256 }) => sha256 !== undefined)
  return { chunks, digests: whole || !chunks ? ['sha256'] : [] }
}
