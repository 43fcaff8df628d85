/** A few hashing threads, each with what it was asked and has not answered. */
import { Worker } from 'node:worker_threads'
import { AmanaError } from '@amana/codec'
import type { HashReply, HashTask } from './hash-task.js'

type Done = Extract<HashReply, { kind: 'done' | 'trouble' }>

interface Waiting {
  readonly resolve: (reply: Done) => void
  readonly reject: (error: Error) => void
}

/** One thread. */
export class HashThread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #onBytes: (bytes: number) => void
  #failed: Error | null = null

  constructor(onBytes: (bytes: number) => void) {
    this.#onBytes = onBytes
    // Little of it is JavaScript: a small heap keeps a run under its bound of memory.
    this.#worker = new Worker(new URL('./hash-worker.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 },
    })
    this.#worker.on('message', (reply: HashReply) => this.#take(reply))
    this.#worker.on('error', () => this.#fail())
    this.#worker.on('exit', () => this.#fail())
  }

  /** Asks for a task and waits for the answer. @throws {AmanaError} `evidence/no-worker` where the thread has ended */
  run(task: HashTask): Promise<Done> {
    if (this.#failed !== null) return Promise.reject(this.#failed)
    return new Promise((resolve, reject) => {
      this.#waiting.set(task.id, { resolve, reject })
      this.#worker.postMessage(task)
    })
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #take(reply: HashReply): void {
    if (reply.kind !== 'trouble') this.#onBytes(reply.bytes)
    if (reply.kind === 'progress') return
    this.#waiting.get(reply.id)?.resolve(reply)
    this.#waiting.delete(reply.id)
  }

  #fail(): void {
    this.#failed = new AmanaError('evidence/no-worker', 'A hashing thread ended before its work.')
    for (const { reject } of this.#waiting.values()) reject(this.#failed)
    this.#waiting.clear()
  }
}
