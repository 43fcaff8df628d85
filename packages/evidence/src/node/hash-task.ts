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
}

/** What a worker says while it works, and once when it is done. */
export type HashReply =
  | { readonly id: number; readonly kind: 'progress'; readonly bytes: number }
  | { readonly id: number; readonly kind: 'trouble'; readonly trouble: Trouble }
  | {
      readonly id: number
      readonly kind: 'done'
      /** Bytes since the last progress, twice where both kinds of hash were made of them. */
      readonly bytes: number
      /** 32 bytes for each chunk; empty where not asked for. */
      readonly leaves: Uint8Array
      readonly digests: readonly (readonly [DigestName, Uint8Array])[]
      /** The beginning of the file, where the stretch has it. */
      readonly head: Uint8Array | null
    }
