/** Checking a tally with several threads of Node: the same bytes, the same verdict, less waiting. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { joined } from '@amana/codec'
import { pointFromBytes } from '@amana/crypto'
import type { Stretch } from './node/sum-worker.js'
import { planSums } from './sums.js'
import { finishTallies, readTally, type Tally, type TallyResult, verifyTallies, whole } from './verify.js'

/** A thread takes a tenth of a second to start, which is as long as so many commitments take to check. */
const WORTH_A_THREAD = 1000

function inThread(stretch: Stretch): Promise<(Uint8Array | null)[][]> {
  return new Promise((done, failed) => {
    const worker = new Worker(new URL('./node/sum-worker.js', import.meta.url))
    worker.once('message', (sums: (Uint8Array | null)[][]) => {
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
 * `verifyTallies`, with the sums over the entries shared among threads. Few entries are checked without any.
 * @param tallies as for `verifyTallies`
 * @param threads how many at most; one a core where not given
 * @throws {Error} where a thread cannot be started or dies; never for bad evidence
 *
 * @example
 * import { verifyTalliesInThreads } from '@amana/tally/node'
 * const [result] = await verifyTalliesInThreads([{ statement, proof }])
 */
export async function verifyTalliesInThreads(
  tallies: readonly Tally[],
  threads: number = availableParallelism(),
): Promise<TallyResult[]> {
  const readings = tallies.map(({ statement, proof }) => readTally(statement, proof))
  const { states, uses, columns } = planSums(whole(readings))
  const all = columns.reduce((sum, column) => sum + column.length, 0)
  const parts = Math.min(threads, Math.floor(all / WORTH_A_THREAD))
  // Columns of several lists of entries have no stretches in common.
  const entries = columns[0]?.length ?? 0
  if (parts < 2 || columns.some((column) => column.length !== entries)) return verifyTallies(tallies)
  // Weights come in pairs, so a stretch begins at an even entry.
  const length = 2 * Math.ceil(entries / (2 * parts))
  const stretches: Stretch[] = []
  for (let from = 0; from < entries; from += length)
    stretches.push({
      states,
      uses,
      from,
      columns: columns.map((column) => joined(column.slice(from, from + length))),
    })
  const answers = await Promise.all(stretches.map(inThread))
  const sums = answers.map((rows) =>
    rows.map((row) => row.map((bytes) => (bytes === null ? null : pointFromBytes(bytes)))),
  )
  return finishTallies(readings, sums)
}
