/** Commitments by several threads of Node: the same bytes, less waiting. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { AmanaError, type ErrorCode } from '@amana/codec'
import { type Committing, commitValues, type FieldOpening } from '../pedersen.js'

/** A thread takes a tenth of a second to start, and as long again until it is warm: so many commitments take more. */
const WORTH_THREADS = 2000

/** What a thread answers: commitments, 32 bytes each, or why there are none. */
export type Answer =
  | { readonly elements: Uint8Array }
  | { readonly refused: { readonly code: ErrorCode; readonly message: string } }

interface Waiting {
  readonly done: (elements: Uint8Array) => void
  readonly failed: (error: Error) => void
}

/** One thread, which answers in the order in which it is asked. */
class Thread {
  readonly #worker = new Worker(new URL('./commit-worker.js', import.meta.url))
  readonly #waiting: Waiting[] = []
  #failure: Error | null = null

  constructor() {
    this.#worker.on('message', (answer: Answer) => {
      const waiting = this.#waiting.shift()
      if ('elements' in answer) waiting?.done(answer.elements)
      else waiting?.failed(new AmanaError(answer.refused.code, answer.refused.message))
    })
    this.#worker.on('error', (error: Error) => this.#fail(error))
    this.#worker.on('messageerror', (error: Error) => this.#fail(error))
    this.#worker.on('exit', (code) => this.#fail(new Error(`A thread ended with code ${code}.`)))
  }

  /** Nothing that is asked from now on is answered. */
  #fail(error: Error): void {
    this.#failure ??= error
    for (const { failed } of this.#waiting.splice(0)) failed(this.#failure)
  }

  commit(openings: readonly FieldOpening[]): Promise<Uint8Array> {
    return new Promise((done, failed) => {
      if (this.#failure !== null) {
        failed(this.#failure)
        return
      }
      this.#waiting.push({ done, failed })
      this.#worker.postMessage(openings)
    })
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}

/** Threads that are started once it pays; until then this thread does the work. */
class CommitThreads {
  readonly #count: number
  readonly #threads: Thread[] = []
  #before = 0
  #isEnded = false

  constructor(count: number) {
    this.#count = count
  }

  readonly commit = (openings: readonly FieldOpening[]): Promise<Uint8Array[]> => {
    const made = this.#commit(openings)
    // Whoever gives up before this is answered has no use for its failure.
    made.catch(() => {})
    return made
  }

  async #commit(openings: readonly FieldOpening[]): Promise<Uint8Array[]> {
    if (this.#isEnded) throw new Error('The threads were ended before this was asked of them.')
    this.#before += openings.length
    if (this.#count < 2 || this.#before < WORTH_THREADS) return commitValues(openings)
    while (this.#threads.length < this.#count) this.#threads.push(new Thread())
    const share = Math.ceil(openings.length / this.#count)
    const parts = await Promise.all(
      this.#threads.map((thread, i) => thread.commit(openings.slice(share * i, share * (i + 1)))),
    )
    return parts.flatMap((part) =>
      Array.from({ length: part.length / 32 }, (_, i) => part.subarray(32 * i, 32 * i + 32)),
    )
  }

  async end(): Promise<void> {
    this.#isEnded = true
    await Promise.all(this.#threads.splice(0).map((thread) => thread.end()))
  }
}

/**
 * Does some work with commitments made by threads: the values and blindings that it is asked for go to them. Few commitments are
 * made without any.
 * @param work is given what stands in for `commitValues`, and may call it until its promise is settled
 * @param threads how many; one a core where not given
 * @throws {Error} where a thread cannot be started or dies, or is asked after the end; what `work` and `commitValues` throw
 *
 * @example
 * const report = await withCommitThreads((commit) => verifyView(source, key, { commit }))
 */
export async function withCommitThreads<T>(
  work: (commit: Committing<Promise<Uint8Array[]>>) => Promise<T>,
  threads: number = availableParallelism(),
): Promise<T> {
  const started = new CommitThreads(threads)
  try {
    return await work(started.commit)
  } finally {
    await started.end()
  }
}
