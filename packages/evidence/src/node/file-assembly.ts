/** One file on its way through the threads: which stretches of it are asked for, and what has come back. */
import { Appender } from '@amana/log'
import type { DigestName } from '../checksum-file.js'
import { CHUNK_BYTES } from '../chunk.js'
import { chunkCount } from '../chunk-tree.js'
import type { FinishedFile, KnownFile } from './hash-state.js'
import type { Trouble } from './identity.js'
import type { ListedFile } from './walk.js'

const HASH_BYTES = 32

/** Stretches of chunks, and digests of the whole, of one file. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly leaves: boolean
  readonly digests: readonly DigestName[]
}

/** What is wanted of every file. */
export interface Wanted {
  readonly chunks: boolean
  readonly digests: readonly DigestName[]
}

/** How many bytes are read for a file, as often as they are read. */
export const workOf = (size: number, { chunks, digests }: Wanted): number =>
  size * ((chunks ? 1 : 0) + (digests.length > 0 ? 1 : 0))

/**
 * A file's results as they come in, in whatever order. Of the chunk tree it holds the roots of complete subtrees, and hashes only
 * of stretches that came before their turn.
 */
export class FileAssembly {
  readonly file: ListedFile
  readonly known: KnownFile | null
  trouble: Trouble | null = null
  /** Whether its result was handed on. */
  finished = false
  head: Uint8Array | null = null
  digests: readonly (readonly [DigestName, Uint8Array])[] = []
  readonly #wanted: Wanted
  readonly #tree = new Appender()
  readonly #early = new Map<number, Uint8Array>()
  /** Stretches asked for and not come back. */
  #open = 0
  #allAsked = false

  constructor(file: ListedFile, wanted: Wanted, known: KnownFile | null) {
    this.file = file
    this.known = known
    this.#wanted = wanted
    for (const [from, leaves] of known?.stretches ?? []) this.#early.set(from, leaves)
    known?.stretches.clear()
    this.#grow()
  }

  /** Everything that is still to be done, at most `most` chunks at once except for digests, which take a file in one go. */
  *stretches(most: number): Generator<Stretch> {
    const { chunks, digests } = this.#wanted
    const count = chunkCount(this.file.size)
    const gaps = chunks ? [...this.#gaps(count)] : []
    const untouched = gaps.length === 1 && gaps[0]![0] === 0 && gaps[0]![1] === count
    if (digests.length > 0 && (!chunks || count === 0 || (untouched && count <= most))) {
      yield this.#ask({ from: 0, to: count, leaves: chunks, digests })
    } else {
      // The digests first: they take a thread the longest, and the others follow it through the file while it is in memory.
      if (digests.length > 0) yield this.#ask({ from: 0, to: count, leaves: false, digests })
      for (const [start, end] of gaps)
        for (let from = start; from < end; from += most)
          yield this.#ask({ from, to: Math.min(end, from + most), leaves: true, digests: [] })
    }
    this.#allAsked = true
  }

  /** Takes in the hashes of a stretch. */
  add(from: number, leaves: Uint8Array): void {
    if (leaves.length === 0) return
    this.#early.set(from, leaves)
    this.#grow()
  }

  /** One stretch has come back. */
  settled(): void {
    this.#open--
  }

  /** Whether nothing more will come. */
  get complete(): boolean {
    return this.#allAsked && this.#open === 0
  }

  /** Bytes whose hashes the run before has left. */
  get resumed(): number {
    let chunks = this.#tree.size
    for (const leaves of this.#early.values()) chunks += leaves.length / HASH_BYTES
    return Math.min(this.file.size, chunks * CHUNK_BYTES)
  }

  result(mediaType: string): FinishedFile {
    return { chunkRoot: this.#wanted.chunks ? this.#tree.root() : null, digests: this.digests, mediaType }
  }

  #ask(stretch: Stretch): Stretch {
    this.#open++
    return stretch
  }

  #grow(): void {
    for (
      let next = this.#early.get(this.#tree.size);
      next !== undefined;
      next = this.#early.get(this.#tree.size)
    ) {
      this.#early.delete(this.#tree.size)
      for (let at = 0; at < next.length; at += HASH_BYTES)
        this.#tree.append(next.subarray(at, at + HASH_BYTES))
    }
  }

  /** Runs of chunks without a hash. */
  *#gaps(count: number): Generator<readonly [number, number]> {
    let at = this.#tree.size
    for (const [from, leaves] of [...this.#early].sort(([a], [b]) => a - b)) {
      if (from > at) yield [at, from]
      at = Math.max(at, from + leaves.length / HASH_BYTES)
    }
    if (at < count) yield [at, count]
  }
}
