// The shipped tables as text, one line a value: key in base 36, then how many pairs of each class.
import type { Classes, Counts } from './model.js'

/** Reads `key same event other` lines. */
export function parseCounts(text: string): Counts {
  const out = new Map<number, Classes>()
  for (const line of text.trim().split('\n')) {
    if (line === '') continue
    const [key, ...counts] = line.trim().split(' ')
    out.set(Number.parseInt(key!, 36), counts.map(Number) as unknown as Classes)
  }
  return out
}

/** Writes what {@link parseCounts} reads, keys ascending. */
export const formatCounts = (counts: Counts): string =>
  [...counts]
    .sort((x, y) => x[0] - y[0])
    .map(
      ([key, classes]) =>
        `${key.toString(36)} ${classes.map((count) => Math.round(count * 10) / 10).join(' ')}`,
    )
    .join('\n')
