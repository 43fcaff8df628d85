/** A thread that sums a stretch of entries: Σ τ_i · C_i for each field of each table, encoded; null where a commitment is none. */

import { parentPort } from 'node:worker_threads'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { sumStretch } from '../sums.js'

/** What a thread is given. */
export interface Stretch {
  /** state 1 of the transcript of each table */
  readonly states: readonly Uint8Array[]
  /** for each table the number of the column of each field */
  readonly uses: readonly (readonly number[])[]
  /** number of the first entry, even */
  readonly from: number
  /** the commitments of the stretch one after the other, for each column */
  readonly columns: readonly Uint8Array[]
}

useBackend(nodeBackend)

parentPort?.once('message', ({ states, uses, from, columns }: Stretch) => {
  const split = columns.map((bytes) =>
    Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(32 * i, 32 * i + 32)),
  )
  const sums = sumStretch(states, uses, split, from)
  parentPort?.postMessage(sums.map((own) => own.map((point) => point?.toBytes() ?? null)))
})
