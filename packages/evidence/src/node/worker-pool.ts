/** A few hashing threads, each with what it was asked and has not answered. */
import { Worker } from 'node:worker_threads'
import { AmanaError } from '@amana/codec'
import type { HashPart, HashReply, HashTask } from './hash-task.js'

type Done = Extract<HashReply, { kind: 'done' | 'trouble' }>

interface Waiting {
  readonly onPart: (part: HashPart) => void
  readonly resolve: (reply: Done) => void
  readonly reject: (error: Error) => void
}

/** One thread. */
export class HashThread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #failed: Error | null = null

  constructor() {
    // Little of it is JavaScript: a small heap keeps a run under its bound of memory.
    this.#worker = new Worker(new URL('./hash-worker.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 },
    })
    this.#worker.on('message', (reply: HashReply) => this.#take(reply))
    this.#worker.on('error', () => this.#fail())
    this.#worker.on('exit', () => this.#fail())
  }

  /** Asks for a task and waits for the answer; parts come before it. @throws {AmanaError} `evidence/no-worker` where the thread has ended */
  run(task: HashTask, onPart: (part: HashPart) => void): Promise<Done> {
    if (this.#failed !== null) return Promise.reject(this.#failed)
    return new Promise((resolve, reject) => {
      this.#waiting.set(task.id, { onPart, resolve, reject })
      this.#worker.postMessage(task)
    })
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #take(reply: HashReply): void {
    const waiting = this.#waiting.get(reply.id)
    if (reply.kind !== 'part') {
      this.#waiting.delete(reply.id)
      waiting?.resolve(reply)
      return
    }
    try {
      waiting?.onPart(reply.part)
    } catch (error) {
      // A full disk under the state, say. It belongs to who asked for the task, not to the thread's events.
      waiting?.reject(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #fail(): void {
    this.#failed = new AmanaError('evidence/no-worker', 'A hashing thread ended before its work.')
    for (const { reject } of this.#waiting.values()) reject(this.#failed)
    this.#waiting.clear()
  }
}
