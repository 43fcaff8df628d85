/** The hashing thread: reads a stretch of a file chunk by chunk into one buffer that it keeps. */

import { createHash } from 'node:crypto'
import { closeSync, readSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { CHUNK_BYTES, chunkLength } from '../chunk.js'
import { MEDIA_TYPE_BYTES } from '../media-type.js'
import type { HashReply, HashTask } from './hash-task.js'
import { isStill, openExactly, type Trouble } from './identity.js'
import { HASH_BYTES, newChunkBuffer, writeLeaf } from './leaf.js'

/** Chunks between two reports of progress: often enough for a bar, rarely enough to cost nothing. */
const REPORT_EVERY = 32

const buffer = newChunkBuffer()

const say = (reply: HashReply) => parentPort!.postMessage(reply)

function work(task: HashTask, fd: number): HashReply | Trouble {
  const leaves = new Uint8Array(task.leaves ? HASH_BYTES * (task.to - task.from) : 0)
  const digests = task.digests.map((name) => [name, createHash(name)] as const)
  let head: Uint8Array | null = task.from === 0 && task.size === 0 ? new Uint8Array(0) : null
  const passes = (task.leaves ? 1 : 0) + (digests.length > 0 ? 1 : 0)
  let unreported = 0
  for (let index = task.from; index < task.to; index++) {
    const length = chunkLength(task.size, index)
    for (let at = 0; at < length; ) {
      const got = readSync(fd, buffer, 1 + at, length - at, index * CHUNK_BYTES + at)
      if (got === 0) return 'changed-while-read'
      at += got
    }
    if (task.leaves) writeLeaf(buffer, length, leaves, HASH_BYTES * (index - task.from))
    for (const [, state] of digests) state.update(buffer.subarray(1, 1 + length))
    if (index === 0) head = Uint8Array.prototype.slice.call(buffer, 1, 1 + Math.min(length, MEDIA_TYPE_BYTES))
    unreported += length * passes
    if (index % REPORT_EVERY === REPORT_EVERY - 1) {
      say({ id: task.id, kind: 'progress', bytes: unreported })
      unreported = 0
    }
  }
  return {
    id: task.id,
    kind: 'done',
    bytes: unreported,
    leaves,
    digests: digests.map(([name, state]) => [name, new Uint8Array(state.digest())] as const),
    head,
  }
}

function answer(task: HashTask): HashReply {
  const opened = openExactly(Buffer.from(task.absolute), task.identity)
  if (typeof opened === 'string') return { id: task.id, kind: 'trouble', trouble: opened }
  const { fd } = opened
  try {
    const result = work(task, fd)
    // What was read is the file only if the file is what it was: else some of it may be of before and some of after.
    const trouble =
      typeof result === 'string' ? result : isStill(fd, task.identity) ? null : 'changed-while-read'
    return trouble === null ? (result as HashReply) : { id: task.id, kind: 'trouble', trouble }
  } catch {
    // A bad sector, a disk that was pulled: the cause names the path, which is not for messages.
    return { id: task.id, kind: 'trouble', trouble: 'unreadable' }
  } finally {
    closeSync(fd)
  }
}

parentPort!.on('message', (task: HashTask) => say(answer(task)))
