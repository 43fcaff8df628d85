/** Hashing everything in a folder: streaming, on all processors, to be taken up again after a kill. */
import { closeSync, readSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve, sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AmanaError, toHex } from '@amana/codec'
import type { FoundOther } from '../audit.js'
import type { DigestName } from '../checksum-file.js'
import { CHUNK_BYTES } from '../chunk.js'
import type { EvidenceFile } from '../evidence-file.js'
import { MEDIA_TYPE_BYTES, mediaTypeOf } from '../media-type.js'
import { FileAssembly, type Stretch, type Wanted, workOf } from './file-assembly.js'
import { type FinishedFile, HashState, type HashStateOptions } from './hash-state.js'
import { identityOf, lstatOrNull, openExactly } from './identity.js'
import { type ListedFile, rootOfFolder, walk } from './walk.js'
import { HashThread } from './worker-pool.js'

/** How a run stands. Bytes count as often as they are hashed: twice where both kinds of hash are wanted. */
export interface HashProgress {
  readonly files: number
  readonly allFiles: number
  readonly bytes: number
  readonly allBytes: number
  /** Part of `bytes` that an earlier run has done. */
  readonly resumedBytes: number
  /** Of this run, since its start. */
  readonly bytesPerSecond: number
}

/** What to do with the files of a folder. */
export interface HashOptions {
  /** The chunk tree: both processors at one file, and to be resumed inside of it. On unless switched off. */
  readonly chunks?: boolean
  /** Digests of whole files: `['sha256']` unless told otherwise; `[]` for none. One file takes one processor. */
  readonly digests?: readonly DigestName[]
  /** Only files of these sizes are read; all others are told by path and size, and nothing more is given of them. */
  readonly only?: {
    readonly sizes: ReadonlySet<number>
    readonly other: (path: string, size: number) => void
  }
  /** Threads; as many as there are processors, unless told otherwise. */
  readonly threads?: number
  /** Where to note what is done, so that a killed run can be taken up. */
  readonly state?: HashStateOptions
  readonly onProgress?: (progress: HashProgress) => void
  /** Milliseconds; the system's clock unless given. */
  readonly now?: () => number
}

/** A file that was read from end to end, and was the same before and after. */
export interface HashedFile extends EvidenceFile {
  readonly kind: 'file'
  /** Everything that was asked for, SHA-256 among it. */
  readonly allDigests: ReadonlyMap<DigestName, Uint8Array>
}

/** UTC to the second, as records write times. */
const timeText = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`

/** A run that is killed loses at most this part of its work for each thread. */
const SMALLEST_PART = 400

/** Each thread gets its work in so many tasks at least, so that all of them end at about the same time, and a task is so many chunks at most. */
const TASKS = 8
const MOST_CHUNKS = 32

const between = (least: number, value: number, most: number): number =>
  Math.max(least, Math.min(most, Math.floor(value)))

/** So many results wait to be taken; then hashing waits. */
const MOST_READY = 1000

/** File systems note times in steps: a change within one step of the last one would not be seen. Milliseconds. */
const CLOCK_STEP = 50

/**
 * Hashes every file in a folder. Follows no links (except on the way to the folder itself), reads no special files, and
 * notices files that change while they are read: what is not a file, whole and still, comes as a {@link FoundOther}.
 *
 * Memory does not depend on the sizes of files; a state that is taken up costs some hundred bytes for each file.
 * @returns files in the order in which they are finished
 * @throws {AmanaError} `evidence/no-folder`, `evidence/other-state`, `evidence/state-inside`, `evidence/no-worker`
 *
 * @example
 * for await (const found of hashFiles('/media/usb', { state: { path: 'hashing.state', key } }))
 *   if (found.kind === 'file') files.push(found)
 */
export async function* hashFiles(
  folder: string,
  options: HashOptions = {},
): AsyncGenerator<HashedFile | FoundOther> {
  const root = rootOfFolder(folder)
  const run = new Run(root, options)
  try {
    yield* run.results()
    run.end()
  } finally {
    await run.stop()
  }
}

/** Sizes of all files first, so that progress has an end. */
function measure(root: Buffer, wanted: Wanted, only: HashOptions['only']): { files: number; bytes: number } {
  let files = 0
  let bytes = 0
  for (const item of walk(root))
    if (item.kind === 'file' && only?.sizes.has(item.size) !== false) {
      files++
      bytes += workOf(item.size, wanted)
    }
  return { files, bytes }
}

/** The state must not be among what is hashed: it changes while that is read. */
function checkOutside(root: Buffer, state: HashStateOptions): void {
  const place = resolve(state.path)
  if (`${place}${sep}`.startsWith(`${root.toString()}${sep}`))
    throw new AmanaError(
      'evidence/state-inside',
      'The state file of a hashing run lies outside of the hashed folder.',
    )
}

class Run {
  readonly #root: Buffer
  readonly #wanted: Wanted
  readonly #state: HashState | null
  readonly #keep: boolean
  readonly #threads: HashThread[] = []
  readonly #now: () => number
  readonly #onProgress: HashOptions['onProgress']
  readonly #only: HashOptions['only']
  readonly #all: { files: number; bytes: number }
  readonly #started: number
  /** Chunks of a task, and of what a thread tells at once. */
  readonly #most: number
  readonly #every: number
  #files = 0
  #bytes = 0
  #resumed = 0
  #id = 0
  #stopped = false
  // What is finished and not yet handed out, and who waits for it.
  readonly #ready: (HashedFile | FoundOther)[] = []
  #wake: (() => void) | null = null
  // Who waits for somebody to take what is finished.
  #room: (() => void) | null = null

  constructor(root: Buffer, options: HashOptions) {
    this.#root = root
    this.#wanted = { chunks: options.chunks ?? true, digests: options.digests ?? ['sha256'] }
    const { chunks, digests } = this.#wanted
    if (!chunks && digests.length === 0)
      throw new AmanaError('evidence/nothing-asked', 'Hashing needs the chunk tree or a digest.')
    this.#now = options.now ?? Date.now
    this.#onProgress = options.onProgress
    this.#only = options.only
    const threads = Math.max(1, options.threads ?? availableParallelism())
    if (options.state !== undefined) checkOutside(root, options.state)
    this.#all = measure(root, this.#wanted, options.only)
    const share = this.#all.bytes / CHUNK_BYTES / threads
    this.#most = between(1, share / TASKS, MOST_CHUNKS)
    this.#every = between(1, share / SMALLEST_PART, this.#most)
    const purpose = [chunks ? 'chunks' : '-', digests.join('+'), toHex(root)].join(' ')
    this.#state = options.state === undefined ? null : HashState.open(options.state, purpose)
    this.#keep = options.state?.keep === true
    this.#started = performance.now()
    for (let i = 0; i < threads; i++) this.#threads.push(new HashThread())
  }

  async *results(): AsyncGenerator<HashedFile | FoundOther> {
    const tasks = this.#tasks()
    // Two tasks a thread: the next one lies there when one is done. Only what a thread is at can be lost.
    let running = 0
    let failure: unknown
    for (const thread of this.#threads) {
      let long: Promise<void> | null = null
      const lane = async () => {
        for (;;) {
          // Nothing is put behind a task that takes minutes, while other threads could do it.
          while (long !== null) await long
          const next = await tasks.next()
          if (next.done || this.#stopped) return
          const [assembly, stretch] = next.value
          const work = this.#do(thread, assembly, stretch)
          if (!stretch.leaves && stretch.to - stretch.from > this.#most) long = work
          await work
          if (long === work) long = null
        }
      }
      for (let i = 0; i < 2; i++) {
        running++
        lane()
          .catch((error: unknown) => {
            failure ??= error
          })
          .finally(() => {
            running--
            this.#wake?.()
          })
      }
    }
    for (;;) {
      for (let item = this.#ready.shift(); item !== undefined; item = this.#ready.shift()) {
        if (this.#ready.length < MOST_READY) this.#room?.()
        yield item
      }
      if (failure !== undefined) throw failure
      if (running === 0 && this.#ready.length === 0) return
      await new Promise<void>((done) => {
        this.#wake = done
      })
      this.#wake = null
    }
  }

  /** All is done: the state has served. */
  end(): void {
    if (this.#keep) this.#state?.close()
    else this.#state?.remove()
    this.#stopped = true
  }

  async stop(): Promise<void> {
    const whole = this.#stopped
    this.#stopped = true
    this.#room?.()
    await Promise.all(this.#threads.map((thread) => thread.end()))
    if (!whole) this.#state?.close()
  }

  async *#tasks(): AsyncGenerator<readonly [FileAssembly, Stretch]> {
    for (const listed of walk(this.#root)) {
      while (this.#ready.length >= MOST_READY && !this.#stopped)
        await new Promise<void>((done) => {
          this.#room = done
        })
      if (this.#stopped) return
      if (listed.kind !== 'file') {
        this.#put({ path: listed.path, kind: listed.kind })
        continue
      }
      if (this.#only?.sizes.has(listed.size) === false) {
        this.#only.other(listed.path, listed.size)
        continue
      }
      const file = await settled(listed, this.#now)
      if (file === null) {
        this.#put({ path: listed.path, kind: 'changed-while-read' })
        continue
      }
      let known = this.#state?.known(file.path, file.identity) ?? null
      if (known?.finished) {
        this.#takeUp(workOf(file.size, this.#wanted))
        this.#deliver(file, known.finished)
        continue
      }
      known ??= this.#state?.begin(file.path, file.identity) ?? null
      const assembly = new FileAssembly(file, this.#wanted, known)
      this.#takeUp(assembly.resumed)
      for (const stretch of assembly.stretches(this.#most)) {
        yield [assembly, stretch]
        if (assembly.trouble !== null) break
      }
      // Nothing was left to ask for, or it has all come back before this was known to be the last of it.
      this.#finishIfComplete(assembly)
    }
  }

  async #do(thread: HashThread, assembly: FileAssembly, stretch: Stretch): Promise<void> {
    const { file } = assembly
    if (assembly.trouble === null) {
      const { absolute, identity, size } = file
      const task = { id: this.#id++, absolute, identity, size, every: this.#every, ...stretch }
      const reply = await thread.run(task, ({ from, leaves, bytes }) => {
        if (this.#stopped) return
        if (leaves.length > 0 && assembly.known !== null) this.#state?.stretch(assembly.known, from, leaves)
        assembly.add(from, leaves)
        this.#progress(bytes)
      })
      if (this.#stopped) return
      if (reply.kind === 'trouble') {
        if (assembly.trouble === null) {
          assembly.trouble = reply.trouble
          this.#files++
          this.#put({ path: file.path, kind: reply.trouble })
        }
      } else {
        if (reply.digests.length > 0) assembly.digests = reply.digests
        assembly.head ??= reply.head
      }
    }
    assembly.settled()
    this.#finishIfComplete(assembly)
  }

  #finishIfComplete(assembly: FileAssembly): void {
    if (!assembly.complete || assembly.finished || assembly.trouble !== null) return
    assembly.finished = true
    const { file, known } = assembly
    const head = assembly.head ?? readHead(file)
    const after = lstatOrNull(file.absolute)
    if (head === null || after === null || identityOf(after) !== file.identity) {
      this.#files++
      this.#put({ path: file.path, kind: 'changed-while-read' })
      return
    }
    const result = assembly.result(mediaTypeOf(head))
    if (known !== null) this.#state?.finish(known, result)
    this.#deliver(file, result)
  }

  #deliver(file: ListedFile, { chunkRoot, digests, mediaType }: FinishedFile): void {
    const allDigests = new Map(digests)
    const sha256 = allDigests.get('sha256')
    this.#files++
    this.#put({
      kind: 'file',
      path: file.path,
      size: file.size,
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(chunkRoot === null ? {} : { chunkRoot }),
      mediaType,
      modifiedAt: timeText(file.modified),
      hashedAt: timeText(this.#now()),
      allDigests,
    })
  }

  #put(item: HashedFile | FoundOther): void {
    this.#ready.push(item)
    this.#progress(0)
    this.#wake?.()
  }

  #takeUp(bytes: number): void {
    this.#resumed += bytes
    this.#progress(bytes)
  }

  #progress(bytes: number): void {
    this.#bytes += bytes
    if (this.#onProgress === undefined) return
    const seconds = (performance.now() - this.#started) / 1000
    this.#onProgress({
      files: this.#files,
      allFiles: this.#all.files,
      bytes: this.#bytes,
      allBytes: this.#all.bytes,
      resumedBytes: this.#resumed,
      bytesPerSecond: (this.#bytes - this.#resumed) / Math.max(seconds, 1e-3),
    })
  }
}

/**
 * A file that was changed just now could change again without its times showing it: waits until the clock has moved on.
 * Null where the file is another by then.
 */
async function settled(file: ListedFile, now: () => number): Promise<ListedFile | null> {
  if (Math.abs(now() - file.changed) > CLOCK_STEP) return file
  await sleep(CLOCK_STEP + 10)
  const stat = lstatOrNull(file.absolute)
  return stat !== null && identityOf(stat) === file.identity ? file : null
}

/** The beginning of a file whose first chunk an earlier run has hashed; null where it is no longer that file. */
function readHead(file: ListedFile): Uint8Array | null {
  const opened = openExactly(file.absolute, file.identity)
  if (typeof opened === 'string') return null
  try {
    const head = new Uint8Array(Math.min(file.size, MEDIA_TYPE_BYTES))
    return readSync(opened.fd, head, 0, head.length, 0) === head.length ? head : null
  } catch {
    return null
  } finally {
    closeSync(opened.fd)
  }
}
