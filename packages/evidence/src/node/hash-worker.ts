/** The hashing thread: reads a stretch of a file chunk by chunk into one buffer that it keeps. */

import { createHash } from 'node:crypto'
import { closeSync, readSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { CHUNK_BYTES, chunkLength } from '../chunk.js'
import { MEDIA_TYPE_BYTES } from '../media-type.js'
import type { HashReply, HashTask } from './hash-task.js'
import { isStill, openExactly, type Trouble } from './identity.js'
import { HASH_BYTES, newChunkBuffer, writeLeaf } from './leaf.js'

const buffer = newChunkBuffer()

const say = (reply: HashReply) => parentPort!.postMessage(reply)

function work(task: HashTask, fd: number): HashReply | Trouble {
  const { id, size, to } = task
  const digests = task.digests.map((name) => [name, createHash(name)] as const)
  const passes = (task.leaves ? 1 : 0) + (digests.length > 0 ? 1 : 0)
  let head: Uint8Array | null = size === 0 ? new Uint8Array(0) : null
  for (let from = task.from; from < to; from += task.every) {
    const end = Math.min(to, from + task.every)
    const leaves = new Uint8Array(task.leaves ? HASH_BYTES * (end - from) : 0)
    let bytes = 0
    for (let index = from; index < end; index++) {
      const length = chunkLength(size, index)
      for (let at = 0; at < length; ) {
        const got = readSync(fd, buffer, 1 + at, length - at, index * CHUNK_BYTES + at)
        if (got === 0) return 'changed-while-read'
        at += got
      }
      if (task.leaves) writeLeaf(buffer, length, leaves, HASH_BYTES * (index - from))
      for (const [, state] of digests) state.update(buffer.subarray(1, 1 + length))
      if (index === 0) head = Uint8Array.from(buffer.subarray(1, 1 + Math.min(length, MEDIA_TYPE_BYTES)))
      bytes += length * passes
    }
    say({ id, kind: 'part', part: { from, leaves, bytes } })
  }
  return {
    id,
    kind: 'done',
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
