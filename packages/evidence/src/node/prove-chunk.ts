/** One chunk of a file and its proof, for somebody who has the file's record and not the file. */
import { closeSync, readSync } from 'node:fs'
import { AmanaError } from '@amana/codec'
import { rootOf } from '@amana/log'
import { CHUNK_BYTES, chunkLength } from '../chunk.js'
import { type ChunkProof, chunkCount, chunkProof } from '../chunk-tree.js'
import { identityOf, isStill, kindOf, lstatOrNull, openExactly } from './identity.js'
import { HASH_BYTES, newChunkBuffer, writeLeaf } from './leaf.js'

/** A chunk's bytes and what shows that they belong to the file. */
export interface ProvenChunk {
  readonly bytes: Uint8Array
  readonly proof: ChunkProof
}

const changed = () => new AmanaError('evidence/changed-while-read', 'The file changed while it was read.')

/**
 * Reads a file once and proves one chunk of it.
 * @param index of the chunk, from 0
 * @throws {AmanaError} `evidence/no-file` for what is no file (a link is none), `log/bad-index` where it has no such
 * chunk, `evidence/changed-while-read`
 *
 * @example
 * const { bytes, proof } = proveChunk('film.mp4', 512) // the 1 MiB from 512 MiB on
 * verifyChunk(bytes, { ...proof, size: record.size, root: record.chunkRoot })
 */
export function proveChunk(path: string, index: number): ProvenChunk {
  const stat = lstatOrNull(path)
  if (stat === null || kindOf(stat) !== 'file')
    throw new AmanaError('evidence/no-file', 'There is no such file.')
  const identity = identityOf(stat)
  const opened = openExactly(path, identity)
  if (typeof opened === 'string') throw opened === 'unreadable' ? unreadable() : changed()
  const size = Number(stat.size)
  const buffer = newChunkBuffer()
  const hashes: Uint8Array[] = []
  let bytes = new Uint8Array(0)
  try {
    for (let i = 0; i < chunkCount(size); i++) {
      const length = chunkLength(size, i)
      for (let at = 0; at < length; ) {
        const got = readSync(opened.fd, buffer, 1 + at, length - at, i * CHUNK_BYTES + at)
        if (got === 0) throw changed()
        at += got
      }
      const hash = new Uint8Array(HASH_BYTES)
      writeLeaf(buffer, length, hash, 0)
      hashes.push(hash)
      if (i === index) bytes = Uint8Array.from(buffer.subarray(1, 1 + length))
    }
    if (!isStill(opened.fd, identity)) throw changed()
  } finally {
    closeSync(opened.fd)
  }
  return { bytes, proof: chunkProof(hashes, size, rootOf(hashes), index) }
}

const unreadable = () => new AmanaError('evidence/no-file', 'The file cannot be read.')
