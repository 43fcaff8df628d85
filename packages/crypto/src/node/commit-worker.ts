/** A thread that commits to values: asked for some at a time, it answers with the commitments, or with what is wrong. */
import { parentPort } from 'node:worker_threads'
import { AmanaError, joined } from '@amana/codec'
import { useBackend } from '../backend.js'
import { nodeBackend } from '../node.js'
import { commitValues, type FieldOpening } from '../pedersen.js'
import type { Answer } from './commit-threads.js'

useBackend(nodeBackend)

const answerTo = (openings: readonly FieldOpening[]): Answer => {
  try {
    return { elements: joined(commitValues(openings)) }
  } catch (error) {
    if (!(error instanceof AmanaError)) throw error
    return { refused: { code: error.code, message: error.message } }
  }
}

parentPort?.on('message', (openings: readonly FieldOpening[]) => parentPort?.postMessage(answerTo(openings)))
