/** Checking a tally with several threads of Node: the same bytes, the same verdict, less waiting. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { joined } from '@amana/codec'
import { pointFromBytes } from '@amana/crypto'
import type { Stretch } from './node/sum-worker.js'
import { planSums, sumStretch } from './sums.js'
import { finishTallies, readTally, type Tally, type TallyResult, verifyTallies, whole } from './verify.js'

/** A thread takes a tenth of a second to start, which is as long as so many commitments take to check. */
const WORTH_A_THREAD = 1000

/** What a thread sums beside what this one does: it is cold when it begins, and this one reads the proofs meanwhile. */
const SHARE_OF_A_THREAD = 0.85

type Encoded = readonly (readonly (Uint8Array | null)[])[]

/** A thread that is started before it is known what it will be given. */
class Summing {
  readonly #worker = new Worker(new URL('./node/sum-worker.js', import.meta.url))

  sum(stretch: Stretch): Promise<Encoded> {
    return new Promise((done, failed) => {
      this.#worker.once('message', (sums: Encoded) => {
        done(sums)
        this.end()
      })
      this.#worker.once('error', failed)
      // Nothing happens where the promise is settled already.
      this.#worker.once('exit', (code) =>
        failed(new Error(`A thread ended with code ${code} before it answered.`)),
      )
      this.#worker.postMessage(stretch)
    })
  }

  end(): void {
    void this.#worker.terminate()
  }
}

/** Where stretches begin and end: the first for this thread. Weights come in pairs, so each begins at an even entry. */
function boundaries(entries: number, others: number): readonly number[] {
  const whole = 1 + others * SHARE_OF_A_THREAD
  const ends = Array.from(
    { length: others },
    (_, i) => 2 * Math.ceil((entries * (1 + i * SHARE_OF_A_THREAD)) / (2 * whole)),
  )
  return [0, ...ends.map((end) => Math.min(end, entries)), entries]
}

/**
 * `verifyTallies`, with the sums over the entries shared among threads. Few entries are checked without any.
 * @param tallies as for `verifyTallies`
 * @param threads how many at most, this one counted; one a core where not given
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
  const most = tallies.reduce(
    (sum, { statement: { entries, fields } }) => sum + entries.length * fields.length,
    0,
  )
  const others = Array.from(
    { length: Math.max(0, Math.min(threads, Math.floor(most / WORTH_A_THREAD)) - 1) },
    () => new Summing(),
  )
  try {
    const readings = tallies.map(({ statement, proof }) => readTally(statement, proof))
    const { states, uses, columns } = planSums(whole(readings))
    const entries = columns[0]?.length ?? 0
    // Columns of several lists of entries have no stretches in common.
    if (others.length === 0 || entries === 0 || columns.some((column) => column.length !== entries))
      return verifyTallies(tallies)
    const at = boundaries(entries, others.length)
    const answers = others.flatMap((other, i) => {
      const [from, to] = [at[i + 1]!, at[i + 2]!]
      // Few entries of many tables: not every thread has something to sum.
      if (from === to) return []
      return other.sum({
        states,
        uses,
        from,
        columns: columns.map((column) => joined(column.slice(from, to))),
      })
    })
    const own = sumStretch(
      states,
      uses,
      columns.map((column) => column.slice(0, at[1])),
      0,
    )
    const sums = (await Promise.all(answers)).map((rows) =>
      rows.map((row) => row.map((bytes) => (bytes === null ? null : pointFromBytes(bytes)))),
    )
    return finishTallies(readings, [own, ...sums])
  } finally {
    for (const other of others) other.end()
  }
}
