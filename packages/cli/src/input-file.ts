/** Files that a command reads: a path, or `-` for standard input. */
import { closeSync, createReadStream, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { ByteSource } from '@amana/bundle'
import { AmanaError } from '@amana/codec'

async function* streamOf(path: string): AsyncGenerator<Uint8Array, void> {
  const stream = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 256 * 1024 })
  for await (const chunk of stream) yield new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length)
}

/**
 * Standard input can be read once.
 * @throws {AmanaError} `cli/stdin-twice`
 */
export function readStdinOnce(...paths: readonly (string | undefined)[]): void {
  if (paths.filter((path) => path === '-').length > 1)
    throw new AmanaError('cli/stdin-twice', 'Standard input ("-") can be read only once.')
}

function refuseFolder(path: string): void {
  if (statSync(path).isDirectory()) throw new AmanaError('cli/not-a-file', `${path} is a folder, not a file.`)
}

/** The bytes of a file as a stream. A missing file is noticed at once. */
export function sourceOf(path: string): ByteSource {
  if (path !== '-') refuseFolder(path)
  return streamOf(path)
}

/** All bytes of a file. */
export async function bytesOf(path: string): Promise<Uint8Array> {
  if (path !== '-') return Uint8Array.from(readFileSync(path))
  const parts: Uint8Array[] = []
  for await (const part of streamOf('-')) parts.push(part)
  return Uint8Array.from(Buffer.concat(parts))
}

/** At most so many bytes of a file, from its beginning: for one that may be something large. */
export function beginningOf(path: string, length: number): Uint8Array {
  refuseFolder(path)
  const fd = openSync(path, 'r')
  try {
    const bytes = new Uint8Array(length)
    let size = 0
    for (let read = -1; read !== 0; size += read) read = readSync(fd, bytes, size, length - size, null)
    return bytes.slice(0, size)
  } finally {
    closeSync(fd)
  }
}

/** The name under which a file is shown. */
export const shownName = (path: string): string => (path === '-' ? 'standard input' : basename(path))

/**
 * A verification key: the path of a `key.pub` file, or the key itself.
 * @throws {AmanaError} `cli/no-key`
 */
export function keyOf(given: string): string {
  if (/^[^\s+]+\+[0-9a-f]{8}\+/.test(given)) return given
  try {
    return readFileSync(given, 'utf8').trim()
  } catch {
    throw new AmanaError(
      'cli/no-key',
      `${given}: neither a readable key file nor a verification key (name+hash+base64).`,
    )
  }
}
