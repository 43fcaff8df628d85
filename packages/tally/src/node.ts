/** Checking a tally with several threads of Node: the same bytes, the same verdict, less waiting. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { concat } from '@amana/codec'
import { type Point, pointFromBytes } from '@amana/crypto'
import type { Stretch } from './node/sum-worker.js'
import type { TallyStatement } from './statement.js'
import { badCommitment, finishTally, readTally, type TallyResult, verifyTally } from './verify.js'

/** A thread takes a tenth of a second to start, which is as long as so many commitments take to check. */
const WORTH_A_THREAD = 1000

function inThread(stretch: Stretch): Promise<(Uint8Array | null)[]> {
  return new Promise((done, failed) => {
    const worker = new Worker(new URL('./node/sum-worker.js', import.meta.url))
    worker.once('message', (sums: (Uint8Array | null)[]) => {
      done(sums)
      void worker.terminate()
    })
    worker.once('error', failed)
    // Nothing happens where the promise is settled already.
    worker.once('exit', (code) => failed(new Error(`A thread ended with code ${code} before it answered.`)))
    worker.postMessage(stretch)
  })
}

/**
 * `verifyTally`, with the sums over the entries shared among threads. Small statements are checked without any.
 * @param statement as for `verifyTally`
 * @param proof as for `verifyTally`
 * @param threads how many at most; one a core where not given
 * @throws {Error} where a thread cannot be started or dies; never for bad evidence
 *
 * @example
 * import { verifyTallyInThreads } from '@amana/tally/node'
 * const result = await verifyTallyInThreads(statement, proof)
 */
export async function verifyTallyInThreads(
  statement: TallyStatement,
  proof: Uint8Array,
  threads: number = availableParallelism(),
): Promise<TallyResult> {
  const { entries, fields } = statement
  const parts = Math.min(threads, Math.floor((entries.length * fields.length) / WORTH_A_THREAD))
  if (parts < 2) return verifyTally(statement, proof)
  const reading = readTally(statement, proof)
  if ('ok' in reading) return reading
  // Weights come in pairs, so a stretch begins at an even entry.
  const length = 2 * Math.ceil(entries.length / (2 * parts))
  const stretches: Stretch[] = []
  for (let from = 0; from < entries.length; from += length) {
    const some = entries.slice(from, from + length)
    const commitments = concat(...fields.flatMap((_, f) => some.map((entry) => entry.commitments[f]!)))
    stretches.push({ state: reading.states[1]!, fields: fields.length, from, commitments })
  }
  const answers = await Promise.all(stretches.map(inThread))
  const sums: Point[] = []
  for (let f = 0; f < fields.length; f++) {
    const encoded = answers.map((answer) => answer[f] ?? null)
    const points = encoded.map((bytes) => (bytes === null ? null : pointFromBytes(bytes)))
    if (points.includes(null)) return badCommitment()
    sums.push((points as Point[]).reduce((a, b) => a.add(b)))
  }
  return finishTally(reading, sums)
}
