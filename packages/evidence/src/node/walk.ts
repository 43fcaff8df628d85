/** Everything below a folder, in the order of the bytes of the names, without following a single link. */
import { readdirSync, realpathSync } from 'node:fs'
import { sep } from 'node:path'
import { AmanaError } from '@amana/codec'
import type { FoundOther } from '../audit.js'
import { identityOf, kindOf, lstatOrNull } from './identity.js'

/** A file as it was when its folder was listed. */
export interface ListedFile {
  readonly kind: 'file'
  /** Relative, `/` between folders. */
  readonly path: string
  /** For the system, in its own bytes. */
  readonly absolute: Buffer
  readonly identity: string
  readonly size: number
  readonly modified: number
  /** When anything of the file last changed, by the system's clock; milliseconds. */
  readonly changed: number
}

const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The name as text, or null where its bytes are none. */
function textOf(name: Buffer): string | null {
  try {
    return text.decode(name)
  } catch {
    return null
  }
}

const SEPARATOR = Buffer.from(sep)

/** The folder itself: links above it and it itself are followed, for whoever names it chose it. @throws {AmanaError} `evidence/no-folder` */
export function rootOfFolder(folder: string): Buffer {
  try {
    const real = Buffer.from(realpathSync(folder))
    const stat = lstatOrNull(real)
    if (stat?.isDirectory()) return real
  } catch {
    // Said below.
  }
  throw new AmanaError('evidence/no-folder', 'There is no such folder, or it cannot be read.')
}

interface Folder {
  readonly path: string
  readonly absolute: Buffer
  readonly identity: string
}

/**
 * Lists files and everything that is none. A folder that changes between its listing and the end of the walk is
 * reported: something may have come or gone unseen.
 */
export function* walk(root: Buffer): Generator<ListedFile | FoundOther> {
  const visited: Folder[] = []
  const top = lstatOrNull(root)
  if (top === null) return yield { path: '', kind: 'unreadable' }
  const stack: Folder[] = [{ path: '', absolute: root, identity: identityOf(top) }]
  for (let folder = stack.pop(); folder !== undefined; folder = stack.pop()) {
    visited.push(folder)
    let names: Buffer[]
    try {
      names = readdirSync(folder.absolute, { encoding: 'buffer' })
    } catch {
      yield { path: folder.path, kind: 'unreadable' }
      continue
    }
    const inner: Folder[] = []
    for (const name of names.sort(Buffer.compare)) {
      const absolute = Buffer.concat([folder.absolute, SEPARATOR, name])
      const known = textOf(name)
      const path = `${folder.path === '' ? '' : `${folder.path}/`}${known ?? name.toString()}`
      const stat = lstatOrNull(absolute)
      // A name that is not text can be neither recorded nor listed, whatever it names.
      if (known === null || stat === null) {
        yield { path, kind: 'unreadable' }
        continue
      }
      const kind = kindOf(stat)
      const identity = identityOf(stat)
      if (kind === 'folder') inner.push({ path, absolute, identity })
      else if (kind !== 'file') yield { path, kind }
      else
        yield {
          kind,
          path,
          absolute,
          identity,
          size: Number(stat.size),
          modified: Number(stat.mtimeMs),
          changed: Number(stat.ctimeMs),
        }
    }
    // One by one: a call has no room for more than some 100,000 arguments.
    for (const folder of inner.reverse()) stack.push(folder)
  }
  for (const { path, absolute, identity } of visited) {
    const now = lstatOrNull(absolute)
    if (now === null || identityOf(now) !== identity) yield { path, kind: 'changed-while-read' }
  }
}
