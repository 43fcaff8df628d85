/** Writing files so that a killed process leaves the old file or the new one, never a part. */
import { randomBytes } from 'node:crypto'
import {
  type BigIntStats,
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Makes a rename or a new file in `folder` last. Windows cannot open folders and does not need it. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

const PART = /^\.[0-9a-f]{12}\.part$/

/** Removes what killed processes had begun to write under the name `path`. */
export function removePartsOf(path: string): void {
  const [folder, name] = [dirname(path), basename(path)]
  for (const other of readdirSync(folder))
    if (other.startsWith(name) && PART.test(other.slice(name.length)))
      rmSync(join(folder, other), { force: true })
}

/** Removes what killed processes had begun to write in a folder, whatever its name. */
export function removePartsIn(folder: string): void {
  for (const name of readdirSync(folder))
    if (PART.test(name.slice(-18))) rmSync(join(folder, name), { force: true })
}

/** Writes all of `bytes` to an open file, at `position` or where it stands. */
export function writeAll(fd: number, bytes: Uint8Array, position?: number): void {
  for (let at = 0; at < bytes.length; )
    at += writeSync(fd, bytes, at, bytes.length - at, position === undefined ? null : position + at)
}

/**
 * A file that appears under its name only once it is whole: written beside it under a random name, synced, renamed.
 * The temporary name begins like the file's own and says nothing else; nothing secret is written in clear by it that
 * would not be in the file.
 */
export class SafeFile {
  readonly #path: string
  readonly #temporary: string
  #fd: number | null

  constructor(path: string, mode = 0o600) {
    this.#path = path
    this.#temporary = `${path}.${randomBytes(6).toString('hex')}.part`
    this.#fd = openSync(this.#temporary, 'wx', mode)
  }

  write(bytes: Uint8Array): void {
    writeAll(this.#fd!, bytes)
  }

  /** What the system says of the file; its number and birth stay when it gets its name. */
  stat(): BigIntStats {
    return fstatSync(this.#fd!, { bigint: true })
  }

  /** Makes what was written last, still under the temporary name. */
  sync(): void {
    fsyncSync(this.#fd!)
  }

  /** Gives the file its name. */
  commit(): void {
    this.sync()
    closeSync(this.#fd!)
    this.#fd = null
    renameSync(this.#temporary, this.#path)
    syncFolder(dirname(this.#path))
  }

  /** Leaves nothing behind; after a commit it does nothing. */
  discard(): void {
    if (this.#fd === null) return
    closeSync(this.#fd)
    this.#fd = null
    rmSync(this.#temporary, { force: true })
  }
}

/** Writes a whole file safely. */
export const writeFileSafely = (path: string, bytes: Uint8Array, mode = 0o600): void =>
  writePiecesSafely(path, [bytes], mode)

/** The same piece by piece. */
export function writePiecesSafely(path: string, pieces: Iterable<Uint8Array>, mode = 0o600): void {
  const file = new SafeFile(path, mode)
  try {
    for (const piece of pieces) file.write(piece)
    file.commit()
  } finally {
    file.discard()
  }
}
