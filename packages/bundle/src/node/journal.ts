/**
 * The case store: one append-only encrypted journal of operations, and a head that says how much of it counts. What was
 * appended takes effect when the new head has its name, so a killed process leaves the case as it was before or after.
 */

import {
  type BigIntStats,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { AmanaError, concat, decode, encode, type Limits, type Value } from '@amana/codec'
import { open, openOver, randomBytes, seal, TAG } from '@amana/crypto'
import type { Operation } from '../history.js'
import { SafeFile, syncFolder, writeAll } from './safe-file.js'

/** A frame is closed once its operations hold this many bytes. */
const FRAME_TARGET = 1 << 20
/** No frame is longer: before, one operation could be a release of as many records as there are. */
const MAX_FRAME = 2 ** 30
const VERSION = 0
/** Of one operation. */
const LIMITS: Partial<Limits> = { maxBytes: MAX_FRAME, maxItems: 1 << 28 }

/**
 * What the head says: which journal, how many frames and bytes of it count, the chain's end, and where the head itself
 * lay when it was written. A head is never written to again, so an older one that was put back lies elsewhere, even
 * where the backup was copied into the files that were there.
 */
interface Head {
  readonly generation: number
  readonly frames: number
  readonly length: number
  /** Authentication tag of the last frame, 16 bytes. */
  readonly last: Uint8Array
  readonly place: string
}

const START = new Uint8Array(16)

/** Which file this is on its disk: a copy or a restored backup has another place. */
const placeOf = (stat: BigIntStats): string => `${stat.ino}/${stat.birthtimeNs}`

const damaged = (what: string) =>
  new AmanaError(
    'store/damaged',
    `The case store is damaged: ${what}. Restore a backup; nothing was changed.`,
  )

/** The journal of one case folder. */
export class Journal {
  readonly #folder: string
  readonly #key: Uint8Array
  readonly #origin: string
  #head: Head
  /** Whether the head lies elsewhere than where it was written: copied, or restored from a backup. */
  moved: boolean

  private constructor(folder: string, key: Uint8Array, origin: string, head: Head, moved: boolean) {
    this.#folder = folder
    this.#key = key
    this.#origin = origin
    this.#head = head
    this.moved = moved
  }

  /** An empty journal in a folder that has none. */
  static create(folder: string, key: Uint8Array, origin: string): Journal {
    const empty = { generation: 0, frames: 0, length: 0, last: START, place: '' }
    const journal = new Journal(folder, key, origin, empty, false)
    journal.rewrite([])
    return journal
  }

  /**
   * Opens the journal of a folder and replays it.
   * @param apply is given every operation in order, in its encoding, which is wiped after the frame that it is in, and how long it may be
   * @throws {AmanaError} `store/missing`, `store/damaged`, `store/wrong-key`
   */
  static open(
    folder: string,
    key: Uint8Array,
    origin: string,
    apply: (operation: Uint8Array, limits: Partial<Limits>) => void,
  ): Journal {
    const { head, moved } = readHead(folder, key, origin)
    const path = journalPath(folder, head.generation)
    if (!existsSync(path))
      throw new AmanaError('store/missing', 'The case folder has no journal of the head’s generation.')
    const fd = openSync(path, 'r')
    try {
      if (fstatSync(fd).size < head.length) throw damaged('the journal is shorter than its head says')
      replay(fd, head, key, origin, apply)
    } finally {
      closeSync(fd)
    }
    return new Journal(folder, key, origin, head, moved)
  }

  /** Appends operations, all or nothing. */
  append(operations: Iterable<Operation>): void {
    const path = journalPath(this.#folder, this.#head.generation)
    const fd = openSync(path, 'r+')
    try {
      // What lies after the head's length was never committed.
      ftruncateSync(fd, this.#head.length)
      this.#setHead(this.#write(fd, this.#head, operations))
    } finally {
      closeSync(fd)
    }
  }

  /** Replaces the journal by one with just these operations: what they leave out is gone from the folder. */
  rewrite(operations: Iterable<Operation>): void {
    const generation = this.#head.generation + 1
    const path = journalPath(this.#folder, generation)
    rmSync(path, { force: true })
    const fd = openSync(path, 'wx+', 0o600)
    try {
      const head = this.#write(fd, { generation, frames: 0, length: 0, last: START, place: '' }, operations)
      syncFolder(this.#folder)
      this.#setHead(head)
    } finally {
      closeSync(fd)
    }
    this.removeOthers()
  }

  /** Removes journals that a killed rewrite left behind. */
  removeOthers(): void {
    const own = journalName(this.#head.generation)
    for (const name of readdirSync(this.#folder))
      if (/^journal-\d+$/.test(name) && name !== own) rmSync(join(this.#folder, name), { force: true })
  }

  /** Accepts the place where the case lies now, after somebody has shown that it is not stale. */
  settle(): void {
    this.moved = false
    this.#setHead(this.#head)
  }

  /** Writes frames at the end of the open file and returns the head that would make them count. */
  #write(fd: number, head: Head, operations: Iterable<Operation>): Head {
    let { frames, length, last } = head
    const text = new FrameText()
    const flush = () => {
      const nonce = randomBytes(24)
      const sealed = seal(
        this.#key,
        nonce,
        text.bytes,
        frameContext(this.#origin, head.generation, frames, last),
      )
      text.clear()
      const size = new Uint8Array(4)
      new DataView(size.buffer).setUint32(0, nonce.length + sealed.length)
      writeAll(fd, concat(size, nonce), length)
      writeAll(fd, sealed, length + 28)
      last = sealed.slice(-16)
      frames++
      length += 28 + sealed.length
    }
    try {
      for (const operation of operations) {
        text.add(operation)
        if (text.size >= FRAME_TARGET) flush()
      }
      if (text.size > 0) flush()
    } finally {
      text.clear()
    }
    fsyncSync(fd)
    return { ...head, frames, length, last }
  }

  #setHead({ generation, frames, length, last }: Head): void {
    const file = new SafeFile(join(this.#folder, 'head'))
    try {
      const place = this.moved ? this.#head.place : placeOf(file.stat())
      const nonce = randomBytes(24)
      const sealed = seal(
        this.#key,
        nonce,
        encode([VERSION, generation, frames, length, last, place]),
        headContext(this.#origin),
      )
      file.write(concat(nonce, sealed))
      file.commit()
      this.#head = { generation, frames, length, last, place }
    } finally {
      file.discard()
    }
  }
}

/** The operations of a frame, each behind its length: in one array, which the next frame takes as well. */
class FrameText {
  #bytes = new Uint8Array(FRAME_TARGET + (1 << 17))
  #length = 0
  /** Bytes of the operations alone. */
  size = 0

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  add(operation: Operation): void {
    const start = this.#length
    this.#write(new Uint8Array(4))
    const encoded = encode(operation)
    this.#write(encoded)
    encoded.fill(0)
    const length = this.#length - start - 4
    new DataView(this.#bytes.buffer).setUint32(start, length)
    this.size += length
  }

  /** Leaves nothing of what was in it. */
  clear(): void {
    this.#bytes.fill(0, 0, this.#length)
    this.#length = 0
    this.size = 0
  }

  #write(part: Uint8Array): void {
    // Told before anything of it counts: a frame that is longer could not be read again.
    if (this.#length + part.length > MAX_FRAME - 64)
      throw new AmanaError(
        'store/too-large',
        'One change is too large for the case store. Nothing was changed.',
      )
    if (this.#length + part.length > this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#bytes.length + part.length)
      larger.set(this.bytes)
      this.#bytes.fill(0)
      this.#bytes = larger
    }
    this.#bytes.set(part, this.#length)
    this.#length += part.length
  }
}

const journalName = (generation: number): string => `journal-${generation}`
const journalPath = (folder: string, generation: number): string => join(folder, journalName(generation))
const headContext = (origin: string): Uint8Array => encode([TAG.storeHead, origin])
const frameContext = (origin: string, generation: number, frame: number, last: Uint8Array): Uint8Array =>
  encode([TAG.store, origin, generation, frame, last])

function readHead(folder: string, key: Uint8Array, origin: string): { head: Head; moved: boolean } {
  const path = join(folder, 'head')
  if (!existsSync(path))
    throw new AmanaError('store/missing', 'The case folder has no head: it is not whole.')
  const fd = openSync(path, 'r')
  let file: Uint8Array
  let here: string
  try {
    file = readFileSync(fd)
    here = placeOf(fstatSync(fd, { bigint: true }))
  } finally {
    closeSync(fd)
  }
  let value: Value
  try {
    value = decode(
      open(
        key,
        Uint8Array.from(file.subarray(0, 24)),
        Uint8Array.from(file.subarray(24)),
        headContext(origin),
      ),
    )
  } catch {
    throw damaged('its head does not open with the key of this case')
  }
  const [version, generation, frames, length, last, place] = value as [
    number,
    number,
    number,
    number,
    Uint8Array,
    string,
  ]
  if (version !== VERSION)
    throw new AmanaError('store/other-version', 'The case store is of another version of Amana.')
  return { head: { generation, frames, length, last: last.slice(), place }, moved: place !== here }
}

function replay(
  fd: number,
  head: Head,
  key: Uint8Array,
  origin: string,
  apply: (operation: Uint8Array, limits: Partial<Limits>) => void,
): void {
  let position = 0
  let last: Uint8Array = START
  // Each frame takes the place of the one before it, of which nothing is left by then.
  let place = new Uint8Array(2 * FRAME_TARGET)
  const take = (count: number): Uint8Array => {
    if (count > MAX_FRAME || position + count > head.length)
      throw damaged('a frame is longer than the journal')
    if (count > place.length) place = new Uint8Array(count)
    const bytes = place.subarray(0, count)
    for (let at = 0; at < count; ) {
      const got = readSync(fd, bytes, at, count - at, position + at)
      if (got === 0) throw damaged('the journal ends early')
      at += got
    }
    position += count
    return bytes
  }
  for (let frame = 0; frame < head.frames; frame++) {
    take(4)
    const size = new DataView(place.buffer).getUint32(0)
    if (size < 40) throw damaged('a frame is too short')
    const bytes = take(size)
    const tag = bytes.slice(-16)
    let text: Uint8Array
    try {
      text = openOver(
        key,
        bytes.subarray(0, 24),
        bytes.subarray(24),
        frameContext(origin, head.generation, frame, last),
      )
    } catch {
      throw damaged(`frame ${frame} does not open`)
    }
    last = tag
    try {
      for (let at = 0; at < text.length; ) {
        const length = new DataView(text.buffer, text.byteOffset + at).getUint32(0)
        apply(text.subarray(at + 4, at + 4 + length), LIMITS)
        at += 4 + length
      }
    } finally {
      text.fill(0)
    }
  }
  if (position !== head.length) throw damaged('the journal is longer than its frames')
}
