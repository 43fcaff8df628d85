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

export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

/** Refuses ends of messages that do not ascend, or that leave the bytes. @throws {RangeError} */
export function needEnds(data: Uint8Array, ends: Uint32Array, count: number): void {
  if (!isCount(count)) throw new RangeError('Messages are counted by whole numbers.')
  let before = 0
  for (let i = 0; i < count; i++) {
    const end = ends[i]
    if (end === undefined || end < before) throw new RangeError('Messages end one after the other.')
    before = end
  }
  if (before > data.length) throw new RangeError('Messages end within their bytes.')
}
