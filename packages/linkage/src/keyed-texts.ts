// Texts to tokens: all those of one record in one call.
import { hmacSha256Many } from '@amana/crypto'

const encoder = new TextEncoder()

/** What is keyed is made of names: it is written in here alone, and left zeroed. */
let buffer = new Uint8Array(4096)
let ends = new Uint32Array(64)

/**
 * HMAC-SHA-256 of each text in UTF-8, cut to `width` bytes.
 * @returns one after the other, `width` bytes each
 */
export function keyedTexts(key: Uint8Array, texts: readonly string[], width: number): Uint8Array {
  const needed = texts.reduce((sum, { length }) => sum + 3 * length, 0)
  if (needed > buffer.length) buffer = new Uint8Array(2 * needed)
  if (texts.length > ends.length) ends = new Uint32Array(2 * texts.length)
  let at = 0
  try {
    for (const [i, text] of texts.entries()) {
      at = write(text, at)
      ends[i] = at
    }
    return hmacSha256Many(key, buffer, ends, texts.length, width)
  } finally {
    buffer.fill(0, 0, at)
  }
}

/** Most are short and of ASCII: one unit after the other is sooner than a call. */
function write(text: string, start: number): number {
  let at = start
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 0x7f) return start + encoder.encodeInto(text, buffer.subarray(start)).written
    buffer[at++] = unit
  }
  return at
}
