/** A file of seen or cosigned checkpoints: read, used and written again by one process at a time. */
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { AmanaError, fromUtf8, utf8 } from '@amana/codec'
import { SeenCheckpoints } from '../seen.js'
import { writeFileSafely } from './safe-file.js'

/**
 * Lets `work` use the checkpoints of a file and keeps what it added. A missing file is never taken for an empty one unless
 * `isNew` says so: whoever could delete it, or mistyped its name, would have made the reader forget.
 * @param work gives its result and whether the file is to be written before it counts
 * @throws {AmanaError} `seen/missing`, `seen/exists`, `seen/in-use`, `seen/bad-file`
 */
export async function withSeenFile<T>(
  path: string,
  isNew: boolean,
  work: (seen: SeenCheckpoints) => Promise<T> | T,
): Promise<T> {
  const lock = `${path}.lock`
  let fd: number
  try {
    fd = openSync(lock, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new AmanaError(
      'seen/in-use',
      `Another process is using ${path}. If you are sure that none is, delete ${lock} and try again.`,
    )
  }
  try {
    if (!isNew && !existsSync(path))
      throw new AmanaError(
        'seen/missing',
        `There is no file ${path} of checkpoints seen before. If this is the first time, say so (--first); else find it: without it an older or a second history would not be noticed.`,
      )
    if (isNew && existsSync(path))
      throw new AmanaError('seen/exists', `${path} exists already: it is not the first time.`)
    const seen = isNew ? new SeenCheckpoints() : SeenCheckpoints.parse(fromUtf8(readFileSync(path)))
    const before = isNew ? null : seen.format()
    const result = await work(seen)
    const after = seen.format()
    if (after !== before) writeFileSafely(path, utf8(after))
    return result
  } finally {
    closeSync(fd)
    rmSync(lock, { force: true })
  }
}
