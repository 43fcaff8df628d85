/** A folder against a manifest. */
import { compareWithManifest, type Finding, type Found, type ManifestEntry } from '../audit.js'
import { type HashOptions, hashFiles } from './hash-files.js'

/**
 * Reads a folder and compares it with a manifest, both ways: what is listed must be there unchanged, and nothing else may be.
 * Every digest that the manifest has is computed and compared.
 * @param folder itself may be reached through links; nothing in it may be one
 * @returns no finding where all is as listed
 * @throws {AmanaError} `evidence/no-folder`, `evidence/bad-manifest`, `evidence/other-state`
 *
 * @example
 * await auditFolder('/media/usb', [{ path: 'a.mp4', size: 3, sha256 }]) // [{ path: 'b.mp4', kind: 'added' }]
 */
export async function auditFolder(
  folder: string,
  manifest: readonly ManifestEntry[],
  options: Omit<HashOptions, 'chunks' | 'digests'> = {},
): Promise<readonly Finding[]> {
  const found: Found[] = []
  for await (const item of hashFiles(folder, { ...options, ...digestsOf(manifest) })) {
    if (item.kind !== 'file') found.push(item)
    else {
      const { path, kind, size, sha256, chunkRoot } = item
      found.push({
        path,
        kind,
        size,
        ...(sha256 === undefined ? {} : { sha256 }),
        ...(chunkRoot === undefined ? {} : { chunkRoot }),
      })
    }
  }
  return compareWithManifest(manifest, found)
}

/** What the manifest's entries have at all; SHA-256 for an empty manifest, against which everything is added. */
function digestsOf(manifest: readonly ManifestEntry[]): Pick<HashOptions, 'chunks' | 'digests'> {
  const chunks = manifest.some(({ chunkRoot }) => chunkRoot !== undefined)
  const whole = manifest.some(({ sha256 }) => sha256 !== undefined)
  return { chunks, digests: whole || !chunks ? ['sha256'] : [] }
}
