// Texts to tokens: all those of one record in one call.
import { unitAt } from '@amana/codec'
import { hmacSha256Many } from '@amana/crypto'

const encoder = new TextEncoder()

/** What is keyed is made of names: it is written in here alone, and left zeroed. */
let buffer = new Uint8Array(4096)
let ends = new Uint32Array(64)

/**
 * HMAC-SHA-256 of some texts in UTF-8, cut to `width` bytes.
 * @param labels the first line of each text
 * @param parts the lines that follow it, with a line feed before each; null where there is no such text
 * @returns of those that there are, one after the other, `width` bytes each
 */
export function keyedTexts(
  key: Uint8Array,
  labels: readonly string[],
  parts: readonly (readonly string[] | null)[],
  width: number,
): Uint8Array {
  if (labels.length > ends.length) ends = new Uint32Array(2 * labels.length)
  let at = 0
  let count = 0
  try {
    for (let i = 0; i < labels.length; i++) {
      const lines = parts[i]!
      if (lines === null) continue
      at = write(labels[i]!, at)
      for (let k = 0; k < lines.length; k++) {
        buffer[at++] = LINE_FEED
        at = write(lines[k]!, at)
      }
      ends[count++] = at
    }
    return hmacSha256Many(key, buffer, ends, count, width)
  } finally {
    buffer.fill(0, 0, at)
  }
}

const LINE_FEED = 10

/** Most are short and of ASCII: one unit after the other is sooner than a call. */
function write(text: string, start: number): number {
  // Three bytes a unit, and the line feed behind it.
  const { length } = text
  const needed = start + 3 * length + 1
  if (needed > buffer.length) {
    const longer = new Uint8Array(2 * needed)
    longer.set(buffer)
    buffer.fill(0)
    buffer = longer
  }
  let at = start
  for (let i = 0; i < length; i++) {
    const unit = unitAt(text, i)
    if (unit > 0x7f) return start + encoder.encodeInto(text, buffer.subarray(start)).written
    buffer[at++] = unit
  }
  return at
}
