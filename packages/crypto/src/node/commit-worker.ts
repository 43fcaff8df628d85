/** A thread that commits to values: asked for some at a time, it answers with the commitments, 32 bytes each. */
import { parentPort } from 'node:worker_threads'
import { joined } from '@amana/codec'
import { useBackend } from '../backend.js'
import { nodeBackend } from '../node.js'
import { commitValues, type FieldOpening } from '../pedersen.js'

useBackend(nodeBackend)

parentPort?.on('message', (openings: readonly FieldOpening[]) =>
  parentPort?.postMessage(joined(commitValues(openings))),
)
