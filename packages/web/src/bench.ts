/** The page's side of the worker: one task at a time, with progress, and an end to it on demand. */
import { AmanaError } from '@amana/codec'
import type {
  Answer,
  Audited,
  Links,
  Made,
  Opened,
  Progress,
  ReceiptAnswer,
  Sampled,
  Scanned,
  Task,
  Verified,
} from './protocol.js'

/** The worker's program, put in by the build. */
declare const WORKER_SOURCE: string

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string }
}

// The page's policy lets no text become HTML or script. The one thing it lets through is this address, made of our own program.
const trusted = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('amana-worker', {
  createScriptURL: (url) => url,
})

function newWorker(): Worker {
  const url = URL.createObjectURL(new Blob([WORKER_SOURCE], { type: 'text/javascript' }))
  const worker = new Worker(trusted === undefined ? url : trusted.createScriptURL(url))
  return worker
}

type ResultOf<T extends Task> = T extends { task: 'verify' }
  ? Verified
  : T extends { task: 'link' }
    ? Links
    : T extends { task: 'unlock' }
      ? Opened
      : T extends { task: 'sign' }
        ? Made
        : T extends { task: 'receipt' }
          ? ReceiptAnswer
          : T extends { task: 'scan' }
            ? Scanned
            : T extends { task: 'sample' }
              ? Sampled
              : Audited

/** Runs tasks in a worker of its own. */
export class Bench {
  #worker: Worker | null = null
  #cancel: (() => void) | null = null
  /** Called when a worker has ended, and all that it held is gone. */
  ended: () => void = () => {}

  /**
   * Does a task, after ending one that may still run.
   * @throws {AmanaError} of the task; `web/cancelled`
   */
  run<T extends Task>(task: T, onProgress: (progress: Progress) => void): Promise<ResultOf<T>> {
    this.cancel()
    this.#worker ??= newWorker()
    const worker = this.#worker
    return new Promise((resolve, reject) => {
      this.#cancel = () => {
        this.#terminate()
        reject(new AmanaError('web/cancelled', 'Cancelled.'))
      }
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if ('progress' in data) return onProgress(data.progress)
        this.#cancel = null
        if ('error' in data) reject(new AmanaError(data.error.code, data.error.message))
        else resolve(data.result as ResultOf<T>)
      }
      worker.onerror = (event) => {
        this.#terminate()
        reject(new AmanaError('web/worker', event.message))
      }
      worker.postMessage(task)
    })
  }

  /** Ends the task that runs, if one does, and the worker with it. */
  cancel(): void {
    this.#cancel?.()
  }

  /** Ends the worker, whether a task runs or not: what it holds is gone, a reviewer's key too. */
  end(): void {
    this.cancel()
    this.#terminate()
  }

  #terminate(): void {
    this.#cancel = null
    this.#worker?.terminate()
    this.#worker = null
    this.ended()
  }
}
