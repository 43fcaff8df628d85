import { AmanaError } from '@amana/codec'

/**
 * Refuses bytes of another length than the primitive takes.
 * @throws {AmanaError} `crypto/bad-length`, with the lengths and nothing of the content
 */
export function needLength(what: string, bytes: Uint8Array, expected: number): void {
  if (bytes.length !== expected)
    throw new AmanaError('crypto/bad-length', `${what} has ${bytes.length} bytes; ${expected} are needed.`, {
      expected,
      found: bytes.length,
    })
}
