// What people have decided about pairs: kept in a small file, obeyed by the clustering, handed on with the result. A decision is about
// two records, not about rows of a file, so it holds for later releases too.
import { AmanaError } from '@amana/codec'
import type { Constraints } from './cluster.js'

/** One decision about two records. */
export interface Decision {
  /** Record id in hexadecimal, or its beginning, from {@link SHORTEST_ID} digits; what stands before a colon (a file's name) is not read. */
  readonly a: string
  readonly b: string
  readonly verdict: 'same' | 'different'
  /** Who decided. */
  readonly by: string
  readonly why: string
}

/** A decision as it stands in a file. */
export interface StatedDecision extends Decision {
  /** Line of the file on which it begins, from 1; 0 for one that stands in no file yet. */
  readonly line: number
}

/** How many hexadecimal digits of an id must be given at least. Where they fit two records, more are asked for. */
export const SHORTEST_ID = 8

const COLUMNS = ['a', 'b', 'verdict', 'by', 'why'] as const
const HEAD = COLUMNS.join(',')
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const bad = (line: number, what: string): AmanaError =>
  new AmanaError(
    'linkage/bad-decisions',
    `${line === 0 ? 'The new decision' : `Line ${line} of the decisions`}: ${what}.`,
    { line },
  )

/** The decisions as CSV with the header `a,b,verdict,by,why`, in a fixed order. */
export const formatDecisions = (decisions: readonly Decision[]): string =>
  `${[
    HEAD,
    ...decisions
      .map(({ a, b, verdict, by, why }) =>
        [...(a < b ? [a, b] : [b, a]), verdict, by, why].map(quoted).join(','),
      )
      .sort(),
  ].join('\n')}\n`

/** Rows of CSV text: quotes as in RFC 4180, each row with the line on which it begins. */
function* rowsOf(text: string, delimiter: string): Generator<{ cells: string[]; line: number }> {
  let cells: string[] = []
  let cell = ''
  let opened = 0
  let line = 1
  let first = 1
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]!
    if (letter === '\n') line++
    if (opened > 0) {
      if (letter !== '"') cell += letter
      else if (text[i + 1] === '"') {
        cell += '"'
        i++
      } else opened = 0
    } else if (letter === '"' && cell === '') opened = line
    else if (letter === delimiter) {
      cells.push(cell)
      cell = ''
    } else if (letter === '\n') {
      yield { cells: [...cells, cell], line: first }
      cells = []
      cell = ''
      first = line
    } else cell += letter
  }
  if (opened > 0) throw bad(opened, 'a quotation mark is opened and never closed')
  if (cell !== '' || cells.length > 0) yield { cells: [...cells, cell], line: first }
}

/** The delimiter that a spreadsheet program chose: what stands after the first header. */
const delimiterOf = (text: string): string => /^[^\n]*?"?[a-z]+"?([;\t])/i.exec(text)?.[1] ?? ','

/**
 * Reads a file of decisions: CSV, also with semicolons or tabs, with the columns `a`, `b`, `verdict` and, if wanted, `by` and `why`, in any
 * order and among others. A row without a verdict is not decided yet and is passed over, as is one that says again what was said.
 *
 * @throws {AmanaError} `linkage/bad-decisions` with the line; also where two decisions about one pair contradict each other
 */
export function parseDecisions(text: string): StatedDecision[] {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const delimiter = delimiterOf(plain)
  const seen = new Map<string, StatedDecision>()
  let at: readonly number[] | undefined
  for (const { cells, line } of rowsOf(plain, delimiter)) {
    if (cells.every((cell) => cell.trim() === '')) continue
    if (at === undefined) {
      const names = cells.map((cell) => cell.trim().toLowerCase())
      at = COLUMNS.map((column) => names.indexOf(column))
      const missing = COLUMNS.slice(0, 3).filter((_, i) => at![i] === -1)
      if (missing.length > 0) throw bad(line, `the header must name the columns ${HEAD}`)
      continue
    }
    const [a, b, verdict, by, why] = at.map((column) => (cells[column] ?? '').trim()) as [
      string,
      string,
      string,
      string,
      string,
    ]
    if (verdict === '') continue
    const said = verdict.toLowerCase()
    if (said !== 'same' && said !== 'different') throw bad(line, 'the verdict must be same or different')
    if (a === '' || b === '') throw bad(line, 'it must name two records')
    if (idOf(a) === idOf(b)) throw bad(line, 'it names one record twice')
    const pair = [idOf(a), idOf(b)].sort().join('\n')
    const before = seen.get(pair)
    if (before !== undefined && before.verdict !== said)
      throw bad(line, `it contradicts line ${before.line}, which says ${before.verdict}`)
    if (before === undefined) seen.set(pair, { a, b, verdict: said, by, why, line })
  }
  return [...seen.values()]
}

/** The id in a record's name: `file:id`, or the id alone. */
const idOf = (name: string): string => name.slice(name.lastIndexOf(':') + 1).toLowerCase()

/** A decision about records that are here, with their full ids. */
export interface HeldDecision extends StatedDecision {
  /** Indices of the rows of each record: several where one record was given in two views. */
  readonly rowsA: readonly number[]
  readonly rowsB: readonly number[]
}

/** What becomes of decisions among some rows. */
export interface ResolvedDecisions {
  readonly held: readonly HeldDecision[]
  /** Decisions about a record that is not among the rows: withdrawn since, of a list that was not given, or mistyped. */
  readonly unknown: readonly StatedDecision[]
  /** For `linkRows`: what was decided, and that the rows of one record are one person. */
  readonly constraints: Constraints
}

/**
 * Finds the rows that decisions are about.
 *
 * @param ids record id of each row, in hexadecimal
 * @throws {AmanaError} `linkage/bad-decisions` with the line, where a shortened id fits two records, and where decisions contradict each
 * other, also by way of others: a same as b, b same as c, a different from c
 */
export function resolveDecisions(
  decisions: readonly StatedDecision[],
  ids: readonly string[],
): ResolvedDecisions {
  const rows = new Map<string, number[]>()
  ids.forEach((id, row) => {
    const known = rows.get(id)
    if (known) known.push(row)
    else rows.set(id, [row])
  })
  const sorted = [...rows.keys()].sort()
  const full = (name: string, line: number): string | undefined => {
    const id = idOf(name)
    if (rows.has(id)) return id
    if (!/^[0-9a-f]*$/.test(id) || id.length < SHORTEST_ID) return undefined
    const first = firstFrom(sorted, id)
    if (sorted[first]?.startsWith(id) !== true) return undefined
    if (sorted[first + 1]?.startsWith(id) === true)
      throw bad(line, `${id} is the beginning of two records' ids: give more of it`)
    return sorted[first]
  }
  const unknown: StatedDecision[] = []
  const held: HeldDecision[] = []
  const already = new Set<string>()
  for (const decision of decisions) {
    const a = full(decision.a, decision.line)
    const b = full(decision.b, decision.line)
    if (a === undefined || b === undefined) {
      unknown.push(decision)
      continue
    }
    if (a === b) throw bad(decision.line, 'it names one record twice')
    const said = [[a, b].sort().join(' '), decision.verdict].join(' ')
    if (already.has(said)) continue
    already.add(said)
    held.push({ ...decision, a, b, rowsA: rows.get(a)!, rowsB: rows.get(b)! })
  }
  refuseContradictions(held)
  const pairs = (verdict: Decision['verdict']) =>
    held
      .filter((decision) => decision.verdict === verdict)
      .flatMap(({ rowsA, rowsB }) => rowsA.flatMap((a) => rowsB.map((b) => [a, b] as const)))
  // One record in two views (releases of one case) is one person, whatever its tokens say.
  const again = [...rows.values()].flatMap((of) => of.slice(1).map((row) => [of[0]!, row] as const))
  return { held, unknown, constraints: { same: [...again, ...pairs('same')], different: pairs('different') } }
}

/** Index of the first text that is not before the one given. */
function firstFrom(sorted: readonly string[], text: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < text) low = middle + 1
    else high = middle
  }
  return low
}

/** No two records may be different that a chain of decisions makes the same. */
function refuseContradictions(decisions: readonly HeldDecision[]): void {
  const next = new Map<string, { readonly to: string; readonly line: number }[]>()
  const add = (from: string, to: string, line: number): void => {
    const known = next.get(from)
    if (known) known.push({ to, line })
    else next.set(from, [{ to, line }])
  }
  const group = new Map<string, number>()
  for (const { a, b, verdict, line } of decisions)
    if (verdict === 'same') {
      add(a, b, line)
      add(b, a, line)
    }
  let groups = 0
  for (const start of next.keys()) {
    if (group.has(start)) continue
    const queue = [start]
    group.set(start, groups)
    for (const at of queue)
      for (const { to } of next.get(at)!)
        if (!group.has(to)) {
          group.set(to, groups)
          queue.push(to)
        }
    groups++
  }
  for (const { a, b, verdict, line } of decisions)
    if (verdict === 'different' && group.has(a) && group.get(a) === group.get(b)) {
      const lines = linesBetween(next, a, b)
      throw bad(
        line,
        `it says different, but by ${lines.map((at) => (at === 0 ? 'the new one' : `line ${at}`)).join(' and ')} the two are the same`,
      )
    }
}

/** Lines of the shortest chain of decisions from one record to another. */
function linesBetween(
  next: ReadonlyMap<string, readonly { readonly to: string; readonly line: number }[]>,
  from: string,
  to: string,
): readonly number[] {
  const cameBy = new Map<string, { readonly from: string; readonly line: number }>()
  const queue = [from]
  for (const at of queue) {
    if (at === to) break
    for (const step of next.get(at) ?? [])
      if (step.to !== from && !cameBy.has(step.to)) {
        cameBy.set(step.to, { from: at, line: step.line })
        queue.push(step.to)
      }
  }
  const lines: number[] = []
  for (let at = to; at !== from; at = cameBy.get(at)!.from) lines.push(cameBy.get(at)!.line)
  return lines.sort((x, y) => x - y)
}

/**
 * What decisions say of any two rows, also by way of others: 1 one person, 0 two, undefined where they say nothing. Where the decisions
 * contradict each other, the same wins.
 */
export function verdictOf(
  rows: number,
  { same, different }: Constraints,
): (a: number, b: number) => 0 | 1 | undefined {
  const root = Int32Array.from({ length: rows }, (_, i) => i)
  const rootOf = (row: number): number => {
    let at = row
    while (root[at] !== at) at = root[at] = root[root[at]!]!
    return at
  }
  for (const [a, b] of same) root[rootOf(a)] = rootOf(b)
  const key = (a: number, b: number): number => Math.min(a, b) * rows + Math.max(a, b)
  const apart = new Set(different.map(([a, b]) => key(rootOf(a), rootOf(b))))
  return (a, b) => {
    const [x, y] = [rootOf(a), rootOf(b)]
    if (x === y) return 1
    return apart.has(key(x, y)) ? 0 : undefined
  }
}
