/** Which file it is that is read: opened without following links, and compared with what it was before and after. */
import { type BigIntStats, closeSync, constants, fstatSync, lstatSync, openSync } from 'node:fs'
import type { FoundOther } from '../audit.js'

/** Why a file could not be read as one. */
export type Trouble = FoundOther['kind']

/**
 * Device, number, size, and times of content and of attributes: what changes when anybody writes to a file. The last cannot
 * be set at will. Who writes through a memory map may be noticed late.
 */
export const identityOf = (stat: BigIntStats): string =>
  `${stat.dev}:${stat.ino}:${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}`

/** What stands at a path, itself and not what it points to; null where the system refuses. */
export function lstatOrNull(path: string | Buffer): BigIntStats | null {
  try {
    return lstatSync(path, { bigint: true })
  } catch {
    return null
  }
}

/** What a directory entry is, by its kind alone. */
export const kindOf = (stat: BigIntStats): 'file' | 'folder' | 'link' | 'special' =>
  stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : stat.isSymbolicLink() ? 'link' : 'special'

// Windows has none of these flags, and no FIFO that opening could wait for.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code

/**
 * Opens exactly the file that `identity` describes, and nothing else that may have taken its place.
 * @returns an open file, or why there is none
 */
export function openExactly(path: string | Buffer, identity: string): { readonly fd: number } | Trouble {
  let fd: number
  try {
    fd = openSync(path, FLAGS)
  } catch (error) {
    // A link where the file was (ELOOP), or nothing at all: it was there when the folder was listed.
    return codeOf(error) === 'ELOOP' || codeOf(error) === 'ENOENT' ? 'changed-while-read' : 'unreadable'
  }
  if (isStill(fd, identity)) return { fd }
  closeSync(fd)
  return 'changed-while-read'
}

/** Whether the open file is still as it was. */
export const isStill = (fd: number, identity: string): boolean =>
  identityOf(fstatSync(fd, { bigint: true })) === identity
