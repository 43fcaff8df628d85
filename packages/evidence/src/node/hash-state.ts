/**
 * What a hashing run has done so far, in a file that a killed run leaves behind and the next one takes up. Frames are sealed
 * and numbered: the hashes of evidence are sensitive by themselves, and a forged hash that is taken up would be signed.
 */
import {
  closeSync,
  fdatasync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { AmanaError, concat, decode, encode, type Value } from '@amana/codec'
import { open, prf, randomBytes, seal, TAG } from '@amana/crypto'
import type { DigestName } from '../checksum-file.js'

/** Where a run keeps its state, and under which key (32 bytes; the case's store key, say). */
export interface HashStateOptions {
  /** Outside of the folder that is hashed. */
  readonly path: string
  readonly key: Uint8Array
  /** Leave it when the run has ended as well, for {@link removeHashState}: when its results are safe, say. */
  readonly keep?: boolean
}

/** Removes the state of a run that was told to keep it. */
export const removeHashState = ({ path }: HashStateOptions): void => rmSync(path, { force: true })

/** What was learnt of a finished file. */
export interface FinishedFile {
  readonly chunkRoot: Uint8Array | null
  readonly digests: readonly (readonly [DigestName, Uint8Array])[]
  readonly mediaType: string
}

/** What is known of a file from the run before. */
export interface KnownFile {
  readonly number: number
  readonly identity: string
  finished: FinishedFile | null
  /** Hashes of stretches of chunks, by the number of the first. Let go once the file is finished. */
  readonly stretches: Map<number, Uint8Array>
}

const MAX_FRAME = 1 << 24
const VERSION = 1
const NONCE = 24

/** Written to the disk this often at the latest, milliseconds. What a power cut takes is hashed again. */
const SYNC_EVERY = 2000

const bytes = new TextEncoder()

/** The state of one run. */
export class HashState {
  readonly #fd: number
  readonly #path: string
  readonly #key: Uint8Array
  readonly #files = new Map<string, KnownFile>()
  #frames = 0
  #length = 0
  #numbers = 0
  #synced = Date.now()
  #syncing = false

  private constructor(fd: number, path: string, key: Uint8Array) {
    this.#fd = fd
    this.#path = path
    this.#key = key
  }

  /**
   * Takes up the state at a path, or begins one.
   * @param purpose what is hashed and how: a state for anything else is refused, not overwritten
   * @throws {AmanaError} `evidence/other-state` where the file there is of another run, another key, or no state at all
   */
  static open({ path, key }: HashStateOptions, purpose: string): HashState {
    if (key.length !== 32)
      throw new AmanaError('evidence/bad-key', 'The key of a hashing state has 32 bytes.')
    const fd = openSync(path, 'a+', 0o600)
    closeSync(fd)
    const state = new HashState(openSync(path, 'r+'), path, prf(key, TAG.hashing))
    try {
      state.#load(purpose)
    } catch (error) {
      closeSync(state.#fd)
      throw error
    }
    return state
  }

  /** What is known of a file, if it is still the same one. */
  known(path: string, identity: string): KnownFile | undefined {
    const file = this.#files.get(path)
    return file?.identity === identity ? file : undefined
  }

  /** Begins a file that is not known, or no longer the same. */
  begin(path: string, identity: string): KnownFile {
    const file = {
      number: this.#numbers++,
      identity,
      finished: null,
      stretches: new Map<number, Uint8Array>(),
    }
    this.#files.set(path, file)
    this.#append([1, file.number, bytes.encode(path), identity])
    return file
  }

  /** Notes the hashes of a stretch of chunks. */
  stretch(file: KnownFile, from: number, leaves: Uint8Array): void {
    this.#append([2, file.number, from, leaves])
  }

  finish(file: KnownFile, done: FinishedFile): void {
    file.stretches.clear()
    const digests = done.digests.map(([name, digest]) => [name, digest])
    this.#append([3, file.number, done.chunkRoot, digests, done.mediaType])
  }

  /** Keeps the state for a next run. */
  close(): void {
    closeSync(this.#fd)
  }

  /** Ends the run: nothing is left of the state. */
  remove(): void {
    this.close()
    rmSync(this.#path, { force: true })
  }

  #load(purpose: string): void {
    const end = fstatSync(this.#fd).size
    const byNumber = new Map<number, KnownFile>()
    for (let frame = this.#read(end); frame !== null; frame = this.#read(end)) {
      if (this.#frames === 1) {
        if (frame[0] !== 0 || frame[1] !== VERSION || frame[2] !== purpose) throw otherState()
      } else this.#apply(frame, byNumber)
    }
    if (this.#frames === 0 && end > 0) throw otherState()
    // Whatever follows the last whole frame is what a kill or a power cut left of one.
    ftruncateSync(this.#fd, this.#length)
    if (this.#frames === 0) this.#append([0, VERSION, purpose])
  }

  /** The next frame, or null where no whole one follows. */
  #read(end: number): readonly Value[] | null {
    const prefix = this.#take(4, end)
    const size = prefix === null ? 0 : new DataView(prefix.buffer).getUint32(0)
    if (size < NONCE || size > MAX_FRAME) return null
    this.#length += 4
    const frame = this.#take(size, end)
    this.#length -= 4
    if (frame === null) return null
    try {
      const text = open(
        this.#key,
        frame.subarray(0, NONCE),
        frame.subarray(NONCE),
        encode([TAG.hashing, this.#frames]),
      )
      const value = decode(text) as readonly Value[]
      this.#length += 4 + size
      this.#frames++
      return value
    } catch {
      return null
    }
  }

  #take(count: number, end: number): Uint8Array | null {
    if (this.#length + count > end) return null
    const out = new Uint8Array(count)
    for (let at = 0; at < count; ) {
      const got = readSync(this.#fd, out, at, count - at, this.#length + at)
      if (got === 0) return null
      at += got
    }
    return out
  }

  #apply(frame: readonly Value[], byNumber: Map<number, KnownFile>): void {
    const [kind, number] = frame as readonly [number, number]
    if (kind === 1) {
      const [, , path, identity] = frame as readonly [number, number, Uint8Array, string]
      const file = { number, identity, finished: null, stretches: new Map<number, Uint8Array>() }
      this.#files.set(new TextDecoder('utf-8', { ignoreBOM: true }).decode(path), file)
      byNumber.set(number, file)
      this.#numbers = number + 1
      return
    }
    const file = byNumber.get(number)!
    if (kind === 2) {
      const [, , from, leaves] = frame as readonly [number, number, number, Uint8Array]
      file.stretches.set(from, leaves.slice())
      return
    }
    const [, , chunkRoot, digests, mediaType] = frame as readonly [
      number,
      number,
      Uint8Array | null,
      readonly (readonly [DigestName, Uint8Array])[],
      string,
    ]
    file.finished = {
      chunkRoot: chunkRoot?.slice() ?? null,
      digests: digests.map(([name, digest]) => [name, digest.slice()] as const),
      mediaType,
    }
    file.stretches.clear()
  }

  #append(value: readonly Value[]): void {
    const nonce = randomBytes(NONCE)
    const sealed = seal(this.#key, nonce, encode(value), encode([TAG.hashing, this.#frames]))
    const prefix = new Uint8Array(4)
    new DataView(prefix.buffer).setUint32(0, NONCE + sealed.length)
    const frame = concat(prefix, nonce, sealed)
    for (let at = 0; at < frame.length; )
      at += writeSync(this.#fd, frame, at, frame.length - at, this.#length + at)
    this.#frames++
    this.#length += frame.length
    this.#syncSoon()
  }

  #syncSoon(): void {
    const now = Date.now()
    if (this.#syncing || now - this.#synced < SYNC_EVERY) return
    this.#syncing = true
    this.#synced = now
    // A disk that refuses costs the resumption, not the result.
    fdatasync(this.#fd, () => {
      this.#syncing = false
    })
  }
}

const otherState = () =>
  new AmanaError(
    'evidence/other-state',
    'The state file is not of this run: another folder, other options, another key, or no state at all. Choose another path, or remove it.',
  )
