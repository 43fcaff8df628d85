import { readFileSync } from 'node:fs'
import { writeFileSafely } from '@amana/bundle/node'
import { toHex } from '@amana/codec'
import { sha256 } from '@amana/crypto'
import { EXIT } from '../exit.js'
import { type Result, refuseExisting } from '../output.js'

/** Options of `amana page`. */
export interface PageOptions {
  readonly output?: string
}

/** Tells the hash of the investigator's page that came with this command, and writes the page. */
export function page({ output }: PageOptions): Result {
  // The build puts it beside the program.
  const bytes = Uint8Array.from(readFileSync(new URL('amana.html', import.meta.url)))
  const digest = toHex(sha256(bytes))
  if (output !== undefined) {
    refuseExisting(output)
    writeFileSafely(output, bytes, 0o644)
  }
  return {
    json: {
      ok: true,
      sha256: digest,
      bytes: bytes.length,
      ...(output === undefined ? {} : { file: output }),
    },
    text: `${digest}  ${output ?? 'amana.html'}`,
    exit: EXIT.good,
  }
}
