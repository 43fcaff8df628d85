/** A thread that sums a stretch of entries: Σ τ_i · C_i for each field, encoded; null where a commitment is none. */

import { parentPort } from 'node:worker_threads'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { weights } from '../transcript.js'
import { weightedSum } from '../verify.js'

/** What a thread is given. */
export interface Stretch {
  /** state 1 of the transcript */
  readonly state: Uint8Array
  readonly fields: number
  /** index of the first entry, even */
  readonly from: number
  /** field by field, the commitments of the stretch one after the other */
  readonly commitments: Uint8Array
}

useBackend(nodeBackend)

parentPort?.once('message', ({ state, fields, from, commitments }: Stretch) => {
  const entries = commitments.length / (32 * fields)
  const tau = weights(state, from, from + entries)
  const sums: (Uint8Array | null)[] = []
  for (let f = 0; f < fields; f++) {
    const column = Array.from({ length: entries }, (_, i) => {
      const at = 32 * (f * entries + i)
      return commitments.subarray(at, at + 32)
    })
    sums.push(weightedSum(column, tau)?.toBytes() ?? null)
  }
  parentPort?.postMessage(sums)
})
