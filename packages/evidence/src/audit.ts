/**
 * The closed world: what a manifest lists against what a folder holds, both ways. What is listed must be there with this
 * content under this path, and nothing else may be there.
 */
import { AmanaError, compare, equal, toHex, utf8 } from '@amana/codec'
import { caseKey, normalisationKey } from './same-name.js'

/** One file that a manifest lists. */
export interface ManifestEntry {
  /**
   * Relative, with `/` between folders; null where the path is sealed: such a file is known by its content alone, and
   * cannot be told to be renamed, unless the folder has neutral names ({@link withNames}).
   */
  readonly path: string | null
  /** Its neutral name: in copies for auditors it is called so, and in findings where its path is sealed. */
  readonly neutral?: string
  readonly size?: number
  /** At least one of the two, 32 bytes. */
  readonly sha256?: Uint8Array
  readonly chunkRoot?: Uint8Array
}

/** One file that is there and was read. */
export interface FoundFile {
  readonly path: string
  readonly kind: 'file'
  readonly size: number
  readonly sha256?: Uint8Array
  readonly chunkRoot?: Uint8Array
}

/** Something that is there and is not read as a file. */
export interface FoundOther {
  readonly path: string
  /**
   * `link`: a symbolic link, wherever it leads; `special`: neither file nor folder nor link; `unreadable`: refused by the
   * system, or a name that is not text; `changed-while-read`: another file before reading than after it.
   */
  readonly kind: 'link' | 'special' | 'unreadable' | 'changed-while-read'
}

/** What is found in a folder. Folders themselves are not listed: a manifest lists files. */
export type Found = FoundFile | FoundOther

/**
 * What can be wrong with a path.
 * - `missing`: listed, and its content is nowhere.
 * - `added`: there, and not listed.
 * - `renamed`, `moved`: its content stands under another name in the same folder, or in another folder; `other` says where.
 * - `swapped`: its path holds the content of another listed path, which holds a third's or its own; `other` says whose.
 * - `truncated`: shorter than listed. `changed`: other content (a manifest without sizes calls shorter ones so too).
 * - `case-twin`, `normalisation-twin`: a name that differs from a listed one (`other`) in case or Unicode form only.
 * - the kinds of {@link FoundOther}. Listed files below such a path, which could not be looked at, are of the same kind.
 */
export const FINDING_KINDS = [
  'missing',
  'added',
  'renamed',
  'moved',
  'swapped',
  'truncated',
  'changed',
  'case-twin',
  'normalisation-twin',
  'link',
  'special',
  'unreadable',
  'changed-while-read',
] as const

/** One of {@link FINDING_KINDS}. */
export type FindingKind = (typeof FINDING_KINDS)[number]

/** One thing that is wrong. */
export interface Finding {
  readonly path: string
  readonly kind: FindingKind
  /** The other path of a pair. */
  readonly other?: string
}

type Content = Pick<FoundFile, 'sha256' | 'chunkRoot'> & { readonly size?: number }

const keysOf = ({ sha256, chunkRoot }: Content): string[] => [
  ...(sha256 === undefined ? [] : [`sha256 ${toHex(sha256)}`]),
  ...(chunkRoot === undefined ? [] : [`chunks ${toHex(chunkRoot)}`]),
]

/** Whether two contents are one: at least one digest is known of both, and nothing known of both differs. */
function same(a: Content, b: Content): boolean {
  if (a.size !== undefined && b.size !== undefined && a.size !== b.size) return false
  const pairs = [
    [a.sha256, b.sha256],
    [a.chunkRoot, b.chunkRoot],
  ].filter((pair): pair is [Uint8Array, Uint8Array] => pair[0] !== undefined && pair[1] !== undefined)
  return pairs.length > 0 && pairs.every(([x, y]) => equal(x, y))
}

/** So many files of one content are compared for the likeliest; a folder of a million empty files must not cost 10^12. */
const CANDIDATES = 64

/** Things by their content; each can be taken out once. */
class ByContent<T extends Content> {
  readonly #sets = new Map<string, Set<T>>()

  constructor(items: Iterable<T>) {
    for (const item of items)
      for (const key of keysOf(item)) {
        const set = this.#sets.get(key)
        if (set === undefined) this.#sets.set(key, new Set([item]))
        else set.add(item)
      }
  }

  /** Those with this content that were not taken, in the order they were given. */
  *of(content: Content): Generator<T> {
    // Whatever matches at all matches in each digest that both have; so the first digest that finds anything will do.
    for (const key of keysOf(content)) {
      let left = CANDIDATES
      let any = false
      for (const item of this.#sets.get(key) ?? []) {
        if (left-- === 0) return
        if (!same(item, content)) continue
        any = true
        yield item
      }
      if (any) return
    }
  }

  take(item: T): T {
    for (const key of keysOf(item)) this.#sets.get(key)?.delete(item)
    return item
  }
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** `renamed` in one folder, `moved` from one to another. */
const wayTo = (from: string, to: string): 'renamed' | 'moved' =>
  folderOf(from) === folderOf(to) ? 'renamed' : 'moved'

const byBytes = (a: string, b: string): number => compare(utf8(a), utf8(b))

type Named = ManifestEntry & { readonly path: string }

/** How the files of a folder are called: as they were recorded, or by neutral names, as in a copy for auditors. */
export type Naming = 'recorded' | 'neutral'

/**
 * Finds out how a folder calls its files, and gives the manifest those names for paths. A folder has neutral names if more of them are there than
 * of the paths that were recorded: then each file is expected under its own. Otherwise files whose paths are sealed have no
 * name, and are known by content.
 */
export function withNames(
  manifest: readonly ManifestEntry[],
  found: readonly Found[],
): { readonly naming: Naming; readonly manifest: readonly ManifestEntry[] } {
  const there = new Set(found.map(({ path }) => path))
  const count = (name: (entry: ManifestEntry) => string | null | undefined) =>
    manifest.filter((entry) => there.has(name(entry) ?? '')).length
  if (count(({ neutral }) => neutral) <= count(({ path }) => path)) return { naming: 'recorded', manifest }
  return {
    naming: 'neutral',
    manifest: manifest.map((entry) => ({ ...entry, path: entry.neutral ?? entry.path })),
  }
}

function checkManifest(manifest: readonly ManifestEntry[]): {
  named: Map<string, Named>
  nameless: ManifestEntry[]
} {
  const named = new Map<string, Named>()
  const nameless: ManifestEntry[] = []
  for (const entry of manifest) {
    if (entry.sha256 === undefined && entry.chunkRoot === undefined)
      throw new AmanaError('evidence/bad-manifest', 'An entry of the manifest has no digest.')
    if (entry.path === null) nameless.push(entry)
    else if (named.has(entry.path))
      throw new AmanaError('evidence/bad-manifest', 'The manifest lists one path twice.')
    else named.set(entry.path, entry as Named)
  }
  return { named, nameless }
}

/** The path at or above `path` in `blocked`. */
function blockerOf(blocked: ReadonlyMap<string, FoundOther>, path: string): FoundOther | undefined {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const other = blocked.get(at)
    if (other !== undefined) return other
  }
  return blocked.get('')
}

/**
 * Every difference between a manifest and what a folder holds. No finding: exactly the listed files are there, and
 * nothing else. Every difference is found; the kind is the simplest story that explains it, and two stories can look the same.
 * @param manifest each path at most once
 * @param found each path at most once, as `hashFiles` of `@amana/evidence/node` gives it
 * @returns sorted by the bytes of the path
 * @throws {AmanaError} `evidence/bad-manifest` for a manifest that lists a path twice or an entry without a digest
 *
 * @example
 * compareWithManifest([{ path: 'a.mp4', size: 3, sha256 }], found) // []
 */
export function compareWithManifest(
  manifest: readonly ManifestEntry[],
  found: Iterable<Found>,
): readonly Finding[] {
  const { named, nameless } = checkManifest(manifest)
  const findings: Finding[] = []
  const report = (path: string, kind: FindingKind, other?: string) =>
    findings.push(other === undefined ? { path, kind } : { path, kind, other })

  const blocked = new Map<string, FoundOther>()
  const missing: Named[] = []
  const unlisted: FoundFile[] = []
  const wrong: { readonly listed: Named; readonly file: FoundFile }[] = []
  const files = new Map<string, FoundFile>()
  for (const item of found)
    if (item.kind === 'file') files.set(item.path, item)
    else {
      blocked.set(item.path, item)
      report(item.path, item.kind)
    }

  for (const [path, file] of files) {
    const listed = named.get(path)
    if (listed === undefined) unlisted.push(file)
    else if (!same(listed, file)) wrong.push({ listed, file })
  }
  for (const [path, listed] of named) {
    if (files.has(path)) continue
    const blocker = blockerOf(blocked, path)
    if (blocker === undefined) missing.push(listed)
    else if (blocker.path !== path) report(path, blocker.kind, blocker.path)
  }

  reportWrong(wrong, report)
  reportStrangers(missing, unlisted, nameless, named, report)
  return findings.sort((a, b) => byBytes(a.path, b.path) || byBytes(a.kind, b.kind))
}

type Report = (path: string, kind: FindingKind, other?: string) => void

/** Paths that are listed and there with another content. */
function reportWrong(
  wrong: readonly { readonly listed: Named; readonly file: FoundFile }[],
  report: Report,
): void {
  const listedAs = new ByContent(wrong.map(({ listed }) => listed))
  const standsAt = new ByContent(wrong.map(({ file }) => file))
  for (const { listed, file } of wrong) {
    const [owner] = listedAs.of(file)
    const [place] = standsAt.of(listed)
    if (owner !== undefined && place !== undefined) report(file.path, 'swapped', owner.path)
    else if (listed.size !== undefined && file.size < listed.size) report(file.path, 'truncated')
    else report(file.path, 'changed')
  }
}

/** Listed paths that are not there, and paths that are there and not listed: some of them belong together. */
function reportStrangers(
  missing: Named[],
  unlisted: FoundFile[],
  nameless: readonly ManifestEntry[],
  named: ReadonlyMap<string, Named>,
  report: Report,
): void {
  missing.sort((a, b) => byBytes(a.path, b.path))
  unlisted.sort((a, b) => byBytes(a.path, b.path))
  const pool = new ByContent(unlisted)
  const settled = new Set<FoundFile>()

  const forms = new Map<string, string>()
  const cases = new Map<string, string>()
  for (const path of named.keys()) {
    forms.set(normalisationKey(path), path)
    cases.set(caseKey(path), path)
  }
  const twinOf = (path: string): [FindingKind, string] | undefined => {
    const sameForm = forms.get(normalisationKey(path))
    if (sameForm !== undefined) return ['normalisation-twin', sameForm]
    const sameCase = cases.get(caseKey(path))
    return sameCase === undefined ? undefined : ['case-twin', sameCase]
  }

  // The likeliest story first: a listed file under a name that looks the same, then its own name elsewhere, then any.
  const looks = new Map(unlisted.map((file) => [file, caseKey(file.path)]))
  for (const listed of missing) {
    const [look, name, folder] = [caseKey(listed.path), nameOf(listed.path), folderOf(listed.path)]
    let best: FoundFile | undefined
    let rank = 4
    for (const file of pool.of(listed)) {
      const likely =
        looks.get(file) === look ? 0 : nameOf(file.path) === name ? 1 : folderOf(file.path) === folder ? 2 : 3
      if (likely < rank) [best, rank] = [file, likely]
      if (rank === 0) break
    }
    if (best === undefined) {
      report(listed.path, 'missing')
      continue
    }
    settled.add(pool.take(best))
    const twin = rank === 0 ? twinOf(best.path) : undefined
    if (twin === undefined) report(listed.path, wayTo(listed.path, best.path), best.path)
    else report(best.path, twin[0], listed.path)
  }

  for (const entry of nameless) {
    const [file] = pool.of(entry)
    if (file === undefined) {
      report(entry.neutral ?? '', 'missing')
      continue
    }
    settled.add(pool.take(file))
    // The name under which a sealed file stands is as good as listed: what looks like it is its twin.
    forms.set(normalisationKey(file.path), file.path)
    cases.set(caseKey(file.path), file.path)
  }

  for (const file of unlisted) {
    if (settled.has(file)) continue
    const twin = twinOf(file.path)
    if (twin === undefined) report(file.path, 'added')
    else report(file.path, twin[0], twin[1])
  }
}
