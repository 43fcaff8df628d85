/** Writing a bag: a copy of a folder's files with manifests, for archives and whoever works with BagIt. */
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { AmanaError, equal } from '@amana/codec'
import { DECLARATION_TEXT, formatBagInfo, formatManifest, isInside } from '../bagit.js'
import type { NamedDigest } from '../checksum-file.js'
import { isStill, openExactly } from './identity.js'
import { type ListedFile, rootOfFolder, walk } from './walk.js'

/** What goes into a bag beside the files. */
export interface BagOptions {
  /** Lines of `bag-info.txt`; `Payload-Oxum` is added. Names of persons have no place here. */
  readonly info?: readonly (readonly [label: string, value: string])[]
  /** Name of a file in the bag, from its path in the folder: `neutralName`, say. Its path unless given; null leaves it out. */
  readonly nameOf?: (path: string) => string | null
  /** What a file is known to hold, SHA-256: a file that holds anything else is refused. */
  readonly sha256Of?: (path: string) => Uint8Array | undefined
}

/** What was written. */
export interface WrittenBag {
  readonly files: number
  readonly bytes: number
}

const ALGORITHMS = ['sha256', 'sha512'] as const
const BUFFER = 1 << 20

/** Files and folders of a bag have no times of their own: who copied when is nobody's business. */
const clearTimes = (path: string) => utimesSync(path, 0, 0)

function writeNew(path: string, bytes: Uint8Array): void {
  const fd = openSync(path, 'wx', 0o644)
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  clearTimes(path)
}

/** Copies a file and hashes what is written. */
function copy(file: ListedFile, target: string): Map<string, Uint8Array> {
  const opened = openExactly(file.absolute, file.identity)
  if (typeof opened === 'string') throw notWhole(opened)
  const states = ALGORITHMS.map((name) => [name, createHash(name)] as const)
  const buffer = Buffer.alloc(BUFFER)
  const out = openSync(target, 'wx', 0o644)
  try {
    for (;;) {
      const got = readSync(opened.fd, buffer, 0, BUFFER, null)
      if (got === 0) break
      for (const [, state] of states) state.update(buffer.subarray(0, got))
      for (let at = 0; at < got; ) at += writeSync(out, buffer, at, got - at)
    }
    if (!isStill(opened.fd, file.identity)) throw notWhole('changed-while-read')
    fsyncSync(out)
  } finally {
    closeSync(out)
    closeSync(opened.fd)
  }
  clearTimes(target)
  return new Map(states.map(([name, state]) => [name, new Uint8Array(state.digest())]))
}

const notWhole = (kind: string) =>
  new AmanaError(
    'evidence/not-whole',
    `The folder has something that cannot be put into a bag (${kind}). Audit it first.`,
    {
      kind,
    },
  )

/**
 * Writes a BagIt 1.0 bag (RFC 8493) with SHA-256 and SHA-512 manifests and tag manifests. It appears under its name when it is whole.
 * @param folder with files and folders only
 * @param target does not exist yet, and lies outside of the folder
 * @throws {AmanaError} `evidence/no-folder`, `evidence/exists`, `evidence/inside`, `evidence/not-whole` where the folder has links, special
 * or unreadable files or changes, `evidence/bad-path` for a name that cannot be in a bag or is given twice, `evidence/bad-bag-info`
 *
 * @example
 * await writeBag('files', 'bag', { info: [['Bagging-Date', '2016-11-24']] })
 */
export function writeBag(folder: string, target: string, options: BagOptions = {}): WrittenBag {
  const root = rootOfFolder(folder)
  const place = resolve(target)
  if (`${place}${sep}`.startsWith(`${root.toString()}${sep}`))
    throw new AmanaError('evidence/inside', 'A bag of a folder lies outside of it.')
  if (existsSync(place))
    throw new AmanaError('evidence/exists', 'There is something where the bag should go.')
  const part = `${place}.part`
  rmSync(part, { recursive: true, force: true })
  try {
    mkdirSync(join(part, 'data'), { recursive: true })
    const written = fill(root, part, options)
    renameSync(part, place)
    return written
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    throw error
  }
}

function fill(root: Buffer, part: string, options: BagOptions): WrittenBag {
  const { info = [], nameOf = (path: string) => path, sha256Of = () => undefined } = options
  const payload = new Map<string, NamedDigest[]>(ALGORITHMS.map((name) => [name, []]))
  const taken = new Set<string>()
  let bytes = 0
  for (const item of walk(root)) {
    if (item.kind !== 'file') throw notWhole(item.kind)
    const name = nameOf(item.path)
    if (name === null) continue
    const path = `data/${name}`
    if (!isInside(path) || path.includes('\0') || taken.has(path))
      throw new AmanaError('evidence/bad-path', 'A name cannot be in a bag, or is given to two files.')
    taken.add(path)
    const target = join(part, path)
    mkdirSync(dirname(target), { recursive: true })
    const digests = copy(item, target)
    const known = sha256Of(item.path)
    if (known !== undefined && !equal(known, digests.get('sha256')!)) throw notWhole('changed-while-read')
    for (const [name, digest] of digests) payload.get(name)!.push({ path, digest })
    bytes += item.size
  }

  const tags = new Map<string, Uint8Array>()
  const tag = (path: string, text: string) => tags.set(path, new TextEncoder().encode(text))
  tag('bagit.txt', DECLARATION_TEXT)
  tag('bag-info.txt', formatBagInfo([...info, ['Payload-Oxum', `${bytes}.${taken.size}`]]))
  for (const [name, files] of payload) tag(`manifest-${name}.txt`, formatManifest(files))
  const listed = [...tags]
  for (const name of ALGORITHMS)
    tag(
      `tagmanifest-${name}.txt`,
      formatManifest(
        listed.map(([path, text]) => ({
          path,
          digest: new Uint8Array(createHash(name).update(text).digest()),
        })),
      ),
    )
  for (const [path, text] of tags) writeNew(join(part, path), text)
  return { files: taken.size, bytes }
}
