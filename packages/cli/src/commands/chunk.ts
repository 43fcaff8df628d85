import { readFileSync, statSync } from 'node:fs'
import { type ListedEvidence, Manifest, verifyView } from '@amana/bundle'
import { writeFileSafely } from '@amana/bundle/node'
import { AmanaError, equal, fromBase64, toBase64, toHex, utf8 } from '@amana/codec'
import { CHUNK_BYTES, chunkLength, verifyChunk } from '@amana/evidence'
import { proveChunk } from '@amana/evidence/node'
import { EXIT } from '../exit.js'
import { keyOf, shownName, sourceOf } from '../input-file.js'
import type { Result } from '../output.js'
import { Progress } from '../progress.js'

/** Options of `amana chunk`. */
export interface ChunkOptions {
  readonly key: string
  readonly output?: string
}

const FORMAT = 'amana-chunk 0'
/** A chunk in base64 and 53 hashes stay below. */
const MAX_PROOF = 2 * CHUNK_BYTES

/** A piece of a file with what shows that it is one; size and root come from the view. */
interface Proof {
  readonly id: string
  readonly index: number
  readonly chunk: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** Proves one piece of a file that a view lists, or checks such a proof, without the rest of the file. */
export async function chunk(
  view: string,
  file: string,
  index: number | undefined,
  options: ChunkOptions,
): Promise<Result> {
  const manifest = new Manifest()
  const report = await Progress.during(`Verifying ${shownName(view)}`, (onProgress) =>
    verifyView(sourceOf(view), keyOf(options.key), {
      onProgress,
      onRecord: (record) => manifest.take(record),
    }),
  )
  if (!report.ok) return failed('The view does not verify.')
  const entries = entriesOf(manifest)
  return index === undefined ? check(entries, file, options) : prove(entries, file, index, options)
}

/** A view for somebody else is a slip of whoever checks, not evidence that fails. */
function entriesOf(manifest: Manifest): readonly ListedEvidence[] {
  const entries = manifest.entries()
  if (entries.length === 0 && manifest.others.closed > 0)
    throw new AmanaError(
      'audit/no-manifest',
      'This view opens no hashes of evidence. A proof needs a view for auditors: amana view CASE --for auditor.',
    )
  return entries
}

const failed = (reason: string): Result => ({
  json: { ok: false, reason },
  text: `FAILED. ${reason}`,
  exit: EXIT.failed,
})

function prove(
  entries: readonly ListedEvidence[],
  file: string,
  index: number,
  { output }: ChunkOptions,
): Result {
  if (output === undefined)
    throw new AmanaError('cli/no-output', 'A proof is written to a file: give -o FILE.')
  const { bytes, proof } = proveChunk(file, index)
  const entry = entries.find(
    ({ size, chunkRoot }) => size === proof.size && chunkRoot !== undefined && equal(chunkRoot, proof.root),
  )
  if (entry === undefined) return failed('The view lists no file with these bytes.')
  const id = toHex(entry.id)
  const json = { format: FORMAT, id, index, chunk: toBase64(bytes), proof: proof.proof.map(toBase64) }
  writeFileSafely(output, utf8(`${JSON.stringify(json)}\n`))
  return {
    json: { ok: true, id, index, bytes: bytes.length, hashes: proof.proof.length, file: output },
    text: `Wrote ${output}: ${place(index, bytes.length)} of file ${id}, proven by ${proof.proof.length} hashes.`,
    exit: EXIT.good,
  }
}

const place = (index: number, length: number): string =>
  `bytes ${index * CHUNK_BYTES} to ${index * CHUNK_BYTES + length - 1}`

function check(entries: readonly ListedEvidence[], file: string, { output }: ChunkOptions): Result {
  const { id, index, chunk: bytes, proof } = readProof(file)
  const entry = entries.find((other) => toHex(other.id) === id)
  if (entry?.size === undefined || entry.chunkRoot === undefined)
    return failed('The view lists no such file, or does not open its size and chunk root.')
  const { size, chunkRoot: root } = entry
  if (!verifyChunk(bytes, { index, size, root, proof }))
    return failed('The bytes are not that piece of the file that was recorded.')
  if (output !== undefined) writeFileSafely(output, bytes)
  const of = Math.ceil(size / CHUNK_BYTES)
  return {
    json: { ok: true, id, index, bytes: chunkLength(size, index), size, chunks: of },
    text: `These are ${place(index, bytes.length)} of the ${size} bytes of file ${id}, as it was recorded (piece ${index} of 0 to ${of - 1}).`,
    exit: EXIT.good,
  }
}

function readProof(file: string): Proof {
  const bad = () =>
    new AmanaError(
      'evidence/bad-proof',
      'This is no proof of a piece of a file. To make one, say which: amana chunk VIEW FILE NUMBER -o PROOF.',
    )
  if (statSync(file).size > MAX_PROOF) throw bad()
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    const { format, id, index, chunk: bytes, proof } = value
    if (format !== FORMAT || typeof id !== 'string' || typeof index !== 'number') throw bad()
    if (typeof bytes !== 'string' || !Array.isArray(proof) || proof.length > 64) throw bad()
    return { id, index, chunk: fromBase64(bytes), proof: proof.map((hash) => fromBase64(String(hash))) }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof AmanaError) throw bad()
    throw error
  }
}
