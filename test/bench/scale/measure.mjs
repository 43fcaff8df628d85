/** What the benches of speed share: seconds of processor, medians, and tables. */
import { loadavg } from 'node:os'

export const median = (list) => {
  const sorted = list.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Median of ratios with the smallest and the largest, or null where there are none. */
export const spread = (ratios) =>
  ratios.length === 0 ? null : { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) }

/** Microseconds of processor of this process, all threads together, that some work takes, and what it gives. */
export async function cpu(work) {
  const from = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(from)
  return { microseconds: user + system, result }
}

/** The same for work that is not async. */
export function cpuSync(work) {
  const from = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(from)
  return { microseconds: user + system, result }
}

/** Whole numbers from an option, as `1000,10000`. */
export function numbers(text, name) {
  const list = String(text).split(',').map(Number)
  if (list.some((n) => !Number.isSafeInteger(n) || n < 1)) {
    console.error(`bench: --${name} is a whole number from 1, or several with commas`)
    process.exit(2)
  }
  return list
}

/** A table in Markdown. */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

export const fixed = (value, digits = 1) => (value === null ? '–' : value.toFixed(digits))

/** `2.31 (2.20–2.60)`. */
export const ratio = (of, digits = 2) =>
  of === null ? '–' : `${fixed(of.median, digits)} (${fixed(of.min, digits)}–${fixed(of.max, digits)})`

export const machine = () => `Node ${process.versions.node}, load ${loadavg()[0].toFixed(1)}`
