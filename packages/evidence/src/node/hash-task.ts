/** What is asked of a hashing worker, and what it answers. Plain data, since it is copied between threads. */
import type { DigestName } from '../checksum-file.js'
import type { Trouble } from './identity.js'

/** A stretch of one file: its chunks' hashes, or digests of all of it, or both in one reading. */
export interface HashTask {
  readonly id: number
  readonly absolute: Uint8Array
  /** The file as it was listed; a worker reads no other. */
  readonly identity: string
  readonly size: number
  /** Numbers of chunks: from the first, up to but not including the second. */
  readonly from: number
  readonly to: number
  readonly leaves: boolean
  /** Only for a stretch that is the whole file. */
  readonly digests: readonly DigestName[]
  /** After so many chunks the worker tells what it has. What it has not told is lost when it is killed. */
  readonly every: number
}

/** Hashes of some chunks of a task, 32 bytes each (none where they are not asked for), from the chunk with this number on. */
export interface HashPart {
  readonly from: number
  readonly leaves: Uint8Array
  /** Bytes read for them, twice where both kinds of hash were made of them. */
  readonly bytes: number
}

/** What a worker says while it works, and once when it is done. */
export type HashReply =
  | { readonly id: number; readonly kind: 'part'; readonly part: HashPart }
  | { readonly id: number; readonly kind: 'trouble'; readonly trouble: Trouble }
  | {
      readonly id: number
      readonly kind: 'done'
      readonly digests: readonly (readonly [DigestName, Uint8Array])[]
      /** The beginning of the file, where the stretch has it. */
      readonly head: Uint8Array | null
    }
