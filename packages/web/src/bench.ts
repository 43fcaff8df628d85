/** The page's side of the worker: one task at a time, with progress, and an end to it on demand. */
import { AmanaError } from '@amana/codec'
import type {
  Answer,
  Audited,
  Links,
  Progress,
  ReceiptAnswer,
  Sampled,
  Scanned,
  Task,
  VerifiedView,
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
  ? readonly VerifiedView[]
  : T extends { task: 'link' }
    ? Links
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

  /**
   * Does a task, after ending one that may still run.
   * @throws {AmanaError} of the task; `web/cancelled`
   */
  run<T extends Task>(task: T, onProgress: (progress: Progress) => void): Promise<ResultOf<T>> {
    this.cancel()
    this.#worker ??= newWorker()
    const worker = this.#worker
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#cancel = null
      }
      this.#cancel = () => {
        worker.terminate()
        this.#worker = null
        end()
        reject(new AmanaError('web/cancelled', 'Cancelled.'))
      }
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if ('progress' in data) return onProgress(data.progress)
        end()
        if ('error' in data) reject(new AmanaError(data.error.code, data.error.message))
        else resolve(data.result as ResultOf<T>)
      }
      worker.onerror = (event) => {
        worker.terminate()
        this.#worker = null
        end()
        reject(new AmanaError('web/worker', event.message))
      }
      worker.postMessage(task)
    })
  }

  /** Ends the task that runs, if one does. */
  cancel(): void {
    this.#cancel?.()
  }
}
