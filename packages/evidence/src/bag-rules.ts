/** What makes a bag complete and valid (RFC 8493 section 3), over what was read of it. Nothing is fetched, no path is followed. */
import { equal } from '@amana/codec'
import type { FoundOther } from './audit.js'
import {
  type BagDeclaration,
  type BagEntry,
  decodeTagFile,
  isFinal,
  isInside,
  parseBagInfo,
  parseDeclaration,
  parseFetch,
  parseManifest,
} from './bagit.js'
import { DIGEST_HEX, type DigestName } from './checksum-file.js'
import { caseKey } from './same-name.js'

/** A file of a bag with the digests that its manifests need. */
export interface BagFile {
  readonly kind: 'file'
  readonly path: string
  readonly size: number
  readonly allDigests: ReadonlyMap<DigestName, Uint8Array>
}

/** Everything that was read of a bag. */
export interface BagContents {
  readonly found: readonly (BagFile | FoundOther)[]
  /** Whether there is a folder `data`. */
  readonly payload: boolean
  /** Bytes of the text files at the top that {@link isTagText} names. */
  readonly texts: ReadonlyMap<string, Uint8Array>
}

/** What can be wrong with a bag, or odd about it. */
export type BagFindingKind =
  | 'no-declaration'
  | 'bad-declaration'
  | 'unknown-encoding'
  | 'no-payload'
  | 'no-manifest'
  | 'unknown-algorithm'
  | 'unreadable-line'
  | 'out-of-scope'
  | 'listed-twice'
  | 'missing'
  | 'changed'
  | 'unlisted'
  | 'wrong-oxum'
  | 'case-twin'
  | 'normalisation-twin'
  | 'system-file'
  | 'dotted-path'
  | 'binary-mark'
  | FoundOther['kind']

/** One of them, with the path it is about: a file, or the tag file that says it. */
export interface BagFinding {
  readonly path: string
  readonly kind: BagFindingKind
}

/** The verdict on a bag. */
export interface BagReport {
  /** Complete and every digest right. */
  readonly valid: boolean
  readonly version: string | null
  /** Digests of the payload manifests. Where MD5 and SHA-1 are all, the bag shows accidents and no forgery. */
  readonly algorithms: readonly DigestName[]
  readonly faults: readonly BagFinding[]
  readonly warnings: readonly BagFinding[]
}

const MANIFEST = /^(tag)?manifest-([A-Za-z0-9]+)\.txt$/

/** Whether a file at the top of a bag is one of the texts that the rules read. */
export const isTagText = (path: string): boolean =>
  MANIFEST.test(path) || ['bagit.txt', 'bag-info.txt', 'package-info.txt', 'fetch.txt'].includes(path)

/** The digests that the manifests among these names ask for. */
export const digestsFor = (paths: Iterable<string>): readonly DigestName[] => [
  ...new Set([...paths].map((path) => MANIFEST.exec(path)?.[2]).filter(isDigestName)),
]

const isDigestName = (name: string | undefined): name is DigestName =>
  name !== undefined && Object.hasOwn(DIGEST_HEX, name)

/** What systems drop into folders and other systems leave behind. */
const SYSTEM_FILE = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$/i

const isPayload = (path: string): boolean => path.startsWith('data/')

/**
 * Checks a bag by what was read of it. A listed file that is not there is no fault but a warning where the manifest shows why: the
 * same line a second time in another case or Unicode form, for a file system to which these are one; a folder file of macOS or Windows.
 */
export function judgeBag(contents: BagContents): BagReport {
  return new Judge(contents).report()
}

class Judge {
  readonly #contents: BagContents
  readonly #faults: BagFinding[] = []
  readonly #warnings: BagFinding[] = []
  readonly #files = new Map<string, BagFile>()
  readonly #algorithms: DigestName[] = []
  #declaration: BagDeclaration | null = null

  constructor(contents: BagContents) {
    this.#contents = contents
    for (const item of contents.found)
      if (item.kind === 'file') this.#files.set(item.path, item)
      else this.#fault(item.path, item.kind)
  }

  report(): BagReport {
    this.#declare()
    if (!this.#contents.payload) this.#fault('data', 'no-payload')
    if (this.#declaration !== null) this.#judge(this.#declaration)
    const { major, minor } = this.#declaration ?? {}
    return {
      valid: this.#faults.length === 0,
      version: major === undefined ? null : `${major}.${minor}`,
      algorithms: this.#algorithms,
      faults: this.#faults,
      warnings: this.#warnings,
    }
  }

  #fault(path: string, kind: BagFindingKind): void {
    this.#faults.push({ path, kind })
  }

  #warn(path: string, kind: BagFindingKind): void {
    this.#warnings.push({ path, kind })
  }

  #declare(): void {
    const bytes = this.#contents.texts.get('bagit.txt')
    this.#declaration = bytes === undefined ? null : parseDeclaration(bytes)
    if (this.#declaration === null)
      this.#fault('bagit.txt', bytes === undefined ? 'no-declaration' : 'bad-declaration')
  }

  #text(path: string, { encoding }: BagDeclaration): string | null {
    const bytes = this.#contents.texts.get(path)
    if (bytes === undefined) return null
    const text = decodeTagFile(bytes, encoding)
    if (text === null) this.#fault(path, 'unknown-encoding')
    return text
  }

  #judge(declaration: BagDeclaration): void {
    const final = isFinal(declaration)
    const manifests: ReadonlySet<string>[] = []
    for (const path of [...this.#contents.texts.keys()].sort()) {
      const [, tag, algorithm] = MANIFEST.exec(path) ?? []
      if (algorithm === undefined) continue
      if (!isDigestName(algorithm)) {
        this.#warn(path, 'unknown-algorithm')
        continue
      }
      const text = this.#text(path, declaration)
      if (text === null) continue
      const { entries, unreadable } = parseManifest(text, algorithm, final)
      if (unreadable > 0) this.#fault(path, 'unreadable-line')
      const listed = this.#manifest(path, algorithm, entries, final, tag === undefined)
      if (tag !== undefined) continue
      this.#algorithms.push(algorithm)
      manifests.push(listed)
    }
    if (manifests.length === 0) this.#fault('manifest-sha256.txt', 'no-manifest')
    else this.#complete(manifests, final)
    this.#fetch(declaration, manifests)
    this.#oxum(declaration)
  }

  /** One manifest. Returns the paths it accounts for. */
  #manifest(
    manifest: string,
    algorithm: DigestName,
    entries: readonly BagEntry[],
    final: boolean,
    payload: boolean,
  ): ReadonlySet<string> {
    const listed = new Map<string, BagEntry>()
    const twins = new Map<string, BagEntry>()
    for (const entry of entries) {
      const { path } = entry
      if (entry.dotted) this.#warn(path, 'dotted-path')
      if (entry.starred) this.#warn(path, 'binary-mark')
      if (!isInside(path) || isPayload(path) !== payload) {
        this.#fault(manifest, 'out-of-scope')
        continue
      }
      const before = listed.get(path)
      if (before !== undefined) {
        if (final || !equal(before.digest, entry.digest)) this.#fault(path, 'listed-twice')
        else this.#warn(path, 'listed-twice')
        continue
      }
      listed.set(path, entry)
      if (this.#files.has(path)) twins.set(caseKey(path), entry)
    }
    const accounted = new Set(listed.keys())
    for (const entry of listed.values()) {
      const file = this.#files.get(entry.path)
      if (file === undefined) {
        const stand = this.#standIn(entry, twins, accounted, algorithm)
        if (stand === null) this.#fault(entry.path, 'missing')
        else this.#warn(entry.path, stand)
        continue
      }
      const digest = file.allDigests.get(algorithm)
      if (digest === undefined || !equal(digest, entry.digest)) this.#fault(entry.path, 'changed')
      const twin = twins.get(caseKey(entry.path))
      if (twin !== undefined && twin !== entry) this.#warn(entry.path, twinKind(entry.path, twin.path))
    }
    return accounted
  }

  /** Why a listed file that is not there may yet not be missing. */
  #standIn(
    entry: BagEntry,
    twins: ReadonlyMap<string, BagEntry>,
    accounted: Set<string>,
    algorithm: DigestName,
  ): BagFindingKind | null {
    if (SYSTEM_FILE.test(entry.path)) return 'system-file'
    const twin = twins.get(caseKey(entry.path))
    if (twin !== undefined && equal(twin.digest, entry.digest)) return twinKind(entry.path, twin.path)
    // A bag that went through a file system that writes names in the other form: the file is there, under its own name there.
    for (const form of ['NFC', 'NFD'] as const) {
      const other = entry.path.normalize(form)
      const digest = this.#files.get(other)?.allDigests.get(algorithm)
      if (digest === undefined || !equal(digest, entry.digest)) continue
      accounted.add(other)
      return 'normalisation-twin'
    }
    return null
  }

  /** Every file of the payload is in every manifest; in the drafts, in one of them. */
  #complete(manifests: readonly ReadonlySet<string>[], final: boolean): void {
    for (const path of this.#files.keys()) {
      if (!isPayload(path)) continue
      const times = manifests.filter((listed) => listed.has(path)).length
      if (times === 0 || (final && times < manifests.length)) this.#fault(path, 'unlisted')
    }
  }

  /** Where to fetch from is not our business; what would be fetched must be listed and stay in the payload. */
  #fetch(declaration: BagDeclaration, manifests: readonly ReadonlySet<string>[]): void {
    const text = this.#text('fetch.txt', declaration)
    if (text === null) return
    for (const path of parseFetch(text, isFinal(declaration)))
      if (path === null) this.#fault('fetch.txt', 'unreadable-line')
      else if (!isInside(path) || !isPayload(path)) this.#fault('fetch.txt', 'out-of-scope')
      else if (!manifests.some((listed) => listed.has(path))) this.#fault(path, 'unlisted')
  }

  /** Payload-Oxum: bytes and number of the payload's files (section 2.2.2). */
  #oxum(declaration: BagDeclaration): void {
    const text = this.#text('bag-info.txt', declaration)
    const oxum =
      text === null ? undefined : parseBagInfo(text).find(([label]) => /^payload-oxum$/i.test(label))?.[1]
    if (oxum === undefined) return
    let bytes = 0
    let count = 0
    for (const { path, size } of this.#files.values())
      if (isPayload(path)) {
        bytes += size
        count++
      }
    if (oxum === `${bytes}.${count}`) return
    // Folder files that stayed behind were counted, and nobody knows how long they were.
    const odd = this.#warnings.some(({ path, kind }) => kind === 'system-file' && isPayload(path))
    if (odd) this.#warn('bag-info.txt', 'wrong-oxum')
    else this.#fault('bag-info.txt', 'wrong-oxum')
  }
}

const twinKind = (a: string, b: string): 'case-twin' | 'normalisation-twin' =>
  a.normalize('NFC') === b.normalize('NFC') ? 'normalisation-twin' : 'case-twin'
