/** A thread that hashes chunks of a log. */
import { workerData } from 'node:worker_threads'
import { hashChunks, type SharedLog } from './node-chunks.js'

hashChunks(workerData as SharedLog)
