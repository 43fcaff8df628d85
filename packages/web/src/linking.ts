/** Who stands on several views, or twice on one: by tokens alone, of views that were verified. */
import type { Language } from '@amana/bundle'
import { AmanaError, toHex, type Value } from '@amana/codec'
import {
  type LinkPair,
  type LinkRow,
  linkRows,
  overlapOf,
  packTokens,
  resolveDecisions,
  type StatedDecision,
  TOKEN_SLOTS,
  type Token,
} from '@amana/linkage'
import type { ContentsMaker } from './contents.js'
import type { Linked, Links, Pair } from './protocol.js'

/** Pairs of each sort that the page gets. */
const SHOWN_PAIRS = 500

interface Person extends LinkRow, Linked {}

interface List {
  readonly view: string
  readonly persons: readonly Person[]
  readonly closed: number
  /** What its tokens can be compared with: scheme, normaliser, scope, epoch. */
  readonly scope: readonly Value[]
}

const known = (value: Value | undefined): string | undefined =>
  typeof value === 'string' && value !== '' && value !== 'unknown' ? value : undefined

/** The listed persons of a view that was read, with what is open of their incidents. */
function listOf(view: string, source: number, records: ContentsMaker): List {
  const incidents = new Map(records.standing('incident').map(({ id, get }) => [id, get]))
  const persons: Person[] = []
  let closed = 0
  let scope: readonly Value[] | null = null
  for (const { id, get } of records.standing('person')) {
    const linkage = get('linkage')
    if (!Array.isArray(linkage) || linkage.length !== 4 + TOKEN_SLOTS) {
      closed++
      continue
    }
    const [own, tokens] = [linkage.slice(0, 4), linkage.slice(4)]
    if (scope !== null && !isSame(scope, own))
      throw new AmanaError('link/two-scopes', `${view} holds tokens of two scopes or epochs.`)
    scope = own
    const incident = get('incident')
    const its = incident instanceof Uint8Array ? incidents.get(toHex(incident)) : undefined
    const label = known(its?.('label')) ?? null
    persons.push({
      source,
      tokens: packTokens(tokens as readonly Token[]),
      view,
      id,
      incident: label,
      date: known(its?.('date')) ?? null,
      place: known(its?.('place')) ?? null,
    })
  }
  if (scope === null)
    throw new AmanaError('link/no-tokens', `No linkage token is open in ${view}: it cannot be compared.`)
  return { view, persons, closed, scope }
}

const isSame = (x: readonly Value[], y: readonly Value[]): boolean => x.every((item, i) => item === y[i])

/**
 * Links the persons of some views.
 * @throws {AmanaError} `link/no-tokens`, `link/two-scopes`, `link/other-scope`; `linkage/bad-decisions`
 */
export function link(
  views: readonly { readonly name: string; readonly records: ContentsMaker }[],
  decisions: readonly StatedDecision[],
  language: Language,
): Links {
  const lists = views.map(({ name, records }, source) => listOf(name, source, records))
  const first = lists[0]!
  const other = lists.find(({ scope }) => !isSame(scope, first.scope))
  if (other !== undefined)
    throw new AmanaError(
      'link/other-scope',
      `The tokens of ${first.view} and ${other.view} were made under different keys (scope, epoch or version) and cannot be compared.`,
    )
  const persons = lists.flatMap((list) => list.persons)
  const resolved = resolveDecisions(
    decisions,
    persons.map(({ id }) => id),
  )
  const found = linkRows(persons, resolved.constraints, language)
  const { pairs, clusters, review } = found
  const clusterOf = new Map(clusters.flatMap((rows, at) => rows.map((row) => [row, at] as const)))
  const together = ({ a, b }: LinkPair): boolean =>
    clusterOf.has(a) && clusterOf.get(a) === clusterOf.get(b) && persons[a]!.id !== persons[b]!.id
  const shown = (pair: LinkPair): Pair => ({
    a: linked(persons[pair.a]!),
    b: linked(persons[pair.b]!),
    probability: pair.probability,
    reason: pair.reason,
  })
  const reasonOf = new Map(pairs.map(({ a, b, reason }) => [pairKey(a, b), reason]))
  const decided = resolved.held.map(({ rowsA, rowsB, verdict }): LinkPair => {
    const [a, b] = [rowsA[0]!, rowsB[0]!]
    return { a, b, probability: verdict === 'same' ? 1 : 0, reason: reasonOf.get(pairKey(a, b)) ?? '' }
  })
  const listed = new Set([
    ...review.map((at) => pairKey(pairs[at]!.a, pairs[at]!.b)),
    ...decided.map(({ a, b }) => pairKey(a, b)),
  ])
  const taken = pairs
    .filter((pair) => together(pair) && !listed.has(pairKey(pair.a, pair.b)))
    .sort((x, y) => y.probability - x.probability)
  const closed = lists.reduce((sum, list) => sum + list.closed, 0)
  const repeats = clusters.reduce((sum, rows) => sum + rows.length - 1, 0)
  return {
    lists: lists.map((list, source) => ({
      view: list.view,
      persons: list.persons.length + list.closed,
      repeated: clusters.reduce(
        (sum, rows) => sum + Math.max(0, rows.filter((row) => persons[row]!.source === source).length - 1),
        0,
      ),
    })),
    sets: overlapOf(
      persons.map(({ source }) => source),
      clusters,
    ).map((set) => ({ views: set.lists.map((at) => lists[at]!.view), persons: set.persons })),
    distinct: persons.length - repeats + closed,
    unique: found.unique + closed,
    low: found.low + closed,
    high: found.high + closed,
    strangers: strangersOf(lists, persons, pairs),
    held: resolved.held.length,
    unknown: resolved.unknown.map(({ line }) => line),
    doubted: review.slice(0, SHOWN_PAIRS).map((at) => shown(pairs[at]!)),
    taken: taken.slice(0, SHOWN_PAIRS).map(shown),
    decided: decided.map(shown),
    allDoubted: review.length,
    allTaken: taken.length,
  }
}

const linked = ({ view, id, incident, date, place }: Person): Linked => ({ view, id, incident, date, place })

const pairKey = (a: number, b: number): string => `${Math.min(a, b)} ${Math.max(a, b)}`

/** Lists of which no two records were even worth a look: nobody stands on both, or their keys differ. */
function strangersOf(
  lists: readonly List[],
  persons: readonly Person[],
  pairs: readonly LinkPair[],
): (readonly [string, string])[] {
  const met = new Set(pairs.map(({ a, b }) => `${persons[a]!.source} ${persons[b]!.source}`))
  return lists.flatMap((one, a) =>
    lists
      .slice(a + 1)
      .filter((_, i) => !met.has(`${a} ${a + 1 + i}`))
      .map((other) => [one.view, other.view] as const),
  )
}
