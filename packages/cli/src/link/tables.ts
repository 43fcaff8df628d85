/** The tables that `amana link` writes: clusters, pairs, and the working list of decisions. */
import { AmanaError } from '@amana/codec'
import type { Decision, LinkPair, StatedDecision } from '@amana/linkage'
import type { List, Person } from './views.js'

/** A cell of a CSV file: file names and reasons may hold anything. */
const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const lines = (head: string, rows: readonly (readonly string[])[]): string =>
  `${[head, ...rows.map((row) => row.map(cell).join(','))].join('\n')}\n`

/** A record's name in results and decisions: `file:id`. */
export const nameOf = (lists: readonly List[], person: Person): string =>
  `${lists[person.source]!.file}:${person.id}`

/** One row a person: its cluster, by number. */
export function clustersCsv(
  lists: readonly List[],
  persons: readonly Person[],
  clusters: readonly (readonly number[])[],
): string {
  const clusterOf = new Map(clusters.flatMap((cluster, number) => cluster.map((at) => [at, number] as const)))
  let next = clusters.length
  return lines(
    'cluster,file,id,incident',
    persons.map((person, at) => [
      `c${clusterOf.get(at) ?? next++}`,
      lists[person.source]!.file,
      person.id,
      person.incident,
    ]),
  )
}

/** All pairs that were looked at, with the decision about each where there is one. */
export function pairsCsv(
  lists: readonly List[],
  persons: readonly Person[],
  pairs: readonly LinkPair[],
  decisionOf: (a: number, b: number) => Decision | undefined,
): string {
  const of = (at: number) => [lists[persons[at]!.source]!.file, persons[at]!.id]
  return lines(
    'file_a,id_a,file_b,id_b,probability,reason,verdict,by,why',
    pairs.map(({ a, b, probability, reason }) => {
      const { verdict = '', by = '', why = '' } = decisionOf(a, b) ?? {}
      return [...of(a), ...of(b), probability.toFixed(6), reason, verdict, by, why]
    }),
  )
}

/** What is known of a pair in the working list. */
export interface Worked extends Partial<Decision> {
  readonly a: string
  readonly b: string
  readonly probability?: number
  readonly reason?: string
}

/**
 * The working list: decisions so far, then pairs in doubt with an empty verdict, the most telling first. It begins with a byte order mark, by which
 * spreadsheet programs know that it is UTF-8, and is read back as it is.
 */
export const worksheet = (rows: readonly Worked[]): string =>
  `\ufeff${lines(
    'a,b,verdict,by,why,probability,reason',
    rows.map(({ a, b, verdict = '', by = '', why = '', probability, reason = '' }) => [
      a,
      b,
      verdict,
      by,
      why,
      probability === undefined ? '' : probability.toFixed(4),
      reason,
    ]),
  )}`

/**
 * A decision given on the command line: two ids and a verdict.
 * @throws {AmanaError} `link/bad-decision`
 */
export function decisionFrom(text: string, by: string, why: string): StatedDecision {
  const [a = '', b = '', verdict, ...more] = text.trim().split(/\s+/)
  if ((verdict !== 'same' && verdict !== 'different') || more.length > 0)
    throw new AmanaError(
      'link/bad-decision',
      '--decide is two ids and a verdict, "ID ID same" or "ID ID different"; of an id the first eight digits or more.',
    )
  // Line 0: it stands in no file yet.
  return { a, b, verdict, by, why, line: 0 }
}
