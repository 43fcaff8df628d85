/** One process at a time in a case folder. */

import { randomBytes } from 'node:crypto'
import {
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { AmanaError } from '@amana/codec'

/** A lock left by a process that died in the few milliseconds of taking one over is void after this time. */
const TAKEOVER_MS = 10_000

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process started, where the system says so: a number that was given again to another process is seen. */
const startOf = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

/**
 * Takes the lock of a folder: a file that names this process. The lock of a process that is gone is taken over.
 * @returns how to let it go
 * @throws {AmanaError} `case/in-use`
 */
export function takeLock(folder: string): () => void {
  const path = join(folder, 'lock')
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), start: startOf(process.pid) })
  // Linked into place, so that the lock is never seen half written.
  const own = join(folder, `lock.${randomBytes(6).toString('hex')}`)
  const fd = openSync(own, 'wx', 0o600)
  writeSync(fd, mine)
  closeSync(fd)
  try {
    if (!place(own, path) && !(isStale(path) && takeOver(folder, path, own)))
      throw new AmanaError(
        'case/in-use',
        `Another process is working on this case. If you are sure that none is, delete its file "lock" and try again.`,
      )
  } finally {
    rmSync(own, { force: true })
  }
  return () => rmSync(path, { force: true })
}

const place = (own: string, path: string): boolean => {
  try {
    linkSync(own, path)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // Gone: whoever has the lock took it for the leftover of a killed process.
    if (code === 'EEXIST' || code === 'ENOENT') return false
    throw error
  }
}

function isStale(path: string): boolean {
  try {
    const { pid, host, start } = JSON.parse(readFileSync(path, 'utf8')) as {
      pid: number
      host: string
      start: string
    }
    if (host !== hostname()) return false
    return !isAlive(pid) || (start !== '' && startOf(pid) !== '' && startOf(pid) !== start)
  } catch (error) {
    // Gone in the meantime: the caller's next try decides.
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}

/** Only one process at a time may remove a stale lock, or a second would remove the first one's fresh one. */
function takeOver(folder: string, path: string, own: string): boolean {
  const guard = join(folder, 'lock.takeover')
  try {
    mkdirSync(guard)
  } catch {
    removeOldGuard(guard)
    return false
  }
  try {
    if (isStale(path)) rmSync(path, { force: true })
    return place(own, path)
  } finally {
    rmdirSync(guard)
  }
}

function removeOldGuard(guard: string): void {
  try {
    if (Date.now() - statSync(guard).mtimeMs > TAKEOVER_MS) rmdirSync(guard)
  } catch {
    // There is none, or somebody else was quicker.
  }
}

/** Removes what processes left that were killed while they took a lock; for the one that has the lock. */
export function removeLockParts(folder: string): void {
  for (const name of readdirSync(folder))
    if (/^lock\.[0-9a-f]{12}$/.test(name)) rmSync(join(folder, name), { force: true })
  removeOldGuard(join(folder, 'lock.takeover'))
}
