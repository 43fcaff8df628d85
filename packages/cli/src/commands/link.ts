import { type ByteSource, readView, recordFacts, verifyView } from '@amana/bundle'
import { writeFileSafely } from '@amana/bundle/node'
import { AmanaError, toHex, utf8, type Value } from '@amana/codec'
import {
  type Constraints,
  type Decision,
  type LinkPair,
  type LinkRow,
  linkRows,
  type OpenFacts,
  overlapOf,
  overlapTable,
  parseDecisions,
  TOKEN_SLOTS,
  type Token,
  upsetSvg,
} from '@amana/linkage'
import { EXIT } from '../exit.js'
import { bytesOf, keyOf, readStdinOnce, shownName, sourceOf } from '../input-file.js'
import { type Result, say } from '../output.js'
import { Progress } from '../progress.js'

/** Options of `amana link`. */
export interface LinkOptions {
  readonly output?: string
  readonly pairs?: string
  readonly key?: readonly string[]
  /** CSV of decisions, `a,b,verdict,by,why`, where a record is `file:id`. */
  readonly decisions?: string
  readonly svg?: string
  readonly arabic?: boolean
}

interface Person extends LinkRow {
  readonly id: string
  readonly incident: string
}

interface List {
  readonly file: string
  readonly persons: readonly Person[]
  /** Listed persons whose tokens are closed in this view. */
  readonly closed: number
  readonly scope: string | null
}

/** Finds equal persons within and across views, by their tokens alone. */
export async function link(files: readonly string[], options: LinkOptions): Promise<Result> {
  readStdinOnce(...files)
  const keys = (options.key ?? []).map(keyOf)
  // Standard input is gone through several times, and so is held; files are not.
  const held = files.includes('-') ? [await bytesOf('-')] : []
  const open = (file: string): ByteSource => (file === '-' ? held : sourceOf(file))
  const names = namesOf(files)
  if (keys.length > 0) {
    for (const file of files) {
      let ok = false
      for (const key of keys) ok ||= (await verifyView(open(file), key)).ok
      if (!ok)
        return {
          json: {
            ok: false,
            error: {
              code: 'link/not-verified',
              message: `${shownName(file)} does not verify with any key given.`,
            },
          },
          text: '',
          exit: EXIT.failed,
        }
    }
  }
  const lists: List[] = []
  for (const [source, file] of files.entries())
    lists.push(await personsOf(open(file), names[source]!, source))
  requireOneScope(lists)
  if (keys.length === 0) say('No --key was given: the views are linked, but nothing says who signed them.')
  const persons = lists.flatMap((list) => list.persons)
  const decisions =
    options.decisions === undefined
      ? []
      : parseDecisions(new TextDecoder('utf-8', { fatal: true }).decode(await bytesOf(options.decisions)))
  const found = linkRows(persons, constraintsOf(decisions, lists, persons))
  const { pairs, clusters } = found

  const within = lists.map((_, source) =>
    clusters.reduce((sum, cluster) => sum + Math.max(0, fromSource(persons, cluster, source) - 1), 0),
  )
  const overlaps = lists.flatMap((_, a) =>
    lists.slice(a + 1).map((_, i) => {
      const b = a + 1 + i
      const both = clusters.filter(
        (cluster) => fromSource(persons, cluster, a) > 0 && fromSource(persons, cluster, b) > 0,
      )
      return { files: [lists[a]!.file, lists[b]!.file], persons: both.length }
    }),
  )
  const closed = lists.reduce((sum, list) => sum + list.closed, 0)
  const repeats = clusters.reduce((sum, cluster) => sum + cluster.length - 1, 0)
  const distinct = persons.length - repeats + closed
  const unique = found.unique + closed
  const [low, high] = [found.low + closed, found.high + closed]
  const sets = overlapOf(
    persons.map(({ source }) => source),
    clusters,
  )
  if (options.svg !== undefined) {
    const sizes = lists.map((list) => list.persons.length)
    writeFileSafely(options.svg, utf8(upsetSvg(names, sizes, sets, options.arabic ? 'ar' : 'en')), 0o644)
  }
  if (options.output !== undefined)
    writeFileSafely(options.output, utf8(clustersCsv(lists, persons, clusters)), 0o644)
  if (options.pairs !== undefined)
    writeFileSafely(options.pairs, utf8(pairsCsv(lists, persons, pairs)), 0o644)
  return {
    json: {
      ok: true,
      verified: keys.length > 0,
      files: lists.map((list, source) => ({
        file: list.file,
        persons: list.persons.length + list.closed,
        linkable: list.persons.length,
        repeated: within[source],
      })),
      distinct,
      unique,
      low,
      high,
      clusters: clusters.length,
      pairs: pairs.length,
      overlaps,
      sets: sets.map(({ lists: on, persons: count }) => ({
        files: on.map((at) => names[at]),
        persons: count,
      })),
      review: found.review.slice(0, REVIEWED).map((i) => shownPair(lists, persons, pairs[i]!)),
      decisions: decisions.length,
    },
    text: [
      ...lists.map(
        (list, source) =>
          `${list.file}: ${list.persons.length + list.closed} persons, ${within[source]} of them repeated${list.closed > 0 ? `, ${list.closed} without open tokens` : ''}.`,
      ),
      ...overlaps.map(({ files: [a, b], persons: both }) => `${both} persons stand in both ${a} and ${b}.`),
      'Persons by the lists they stand on:',
      overlapTable(names, sets),
      `Different persons in all: ${distinct} as linked; with what is in doubt about ${unique}, between ${low} and ${high} (95 %).`,
      ...(found.review.length === 0
        ? []
        : [`${found.review.length} pairs are in doubt; the first to look at (decide with --decisions):`]),
      ...found.review.slice(0, REVIEWED).map((i) => {
        const { a, b, probability, reason } = shownPair(lists, persons, pairs[i]!)
        return `  ${a} and ${b}: ${Math.round(probability * 100)} %, ${reason}`
      }),
      'All this holds if the tokens were computed honestly. A link is a reason to look, not a proof: one person spelled too',
      'differently counts twice, and brothers of one name can count once.',
    ].join('\n'),
    exit: EXIT.good,
  }
}

/** Pairs in doubt that are shown; `--pairs` has all. */
const REVIEWED = 20

const nameOfRecord = (lists: readonly List[], person: Person): string =>
  `${lists[person.source]!.file}:${person.id}`

const shownPair = (lists: readonly List[], persons: readonly Person[], pair: LinkPair) => ({
  a: nameOfRecord(lists, persons[pair.a]!),
  b: nameOfRecord(lists, persons[pair.b]!),
  probability: Number(pair.probability.toFixed(4)),
  reason: pair.reason,
})

/** Decisions by index; one about a record that is not here is an error, for it would be passed over in silence. */
function constraintsOf(
  decisions: readonly Decision[],
  lists: readonly List[],
  persons: readonly Person[],
): Constraints {
  const rowOf = new Map(persons.map((person, row) => [nameOfRecord(lists, person), row]))
  const row = (name: string): number => {
    const at = rowOf.get(name)
    if (at === undefined)
      throw new AmanaError(
        'link/no-such-record',
        `A decision names ${name}, which is not listed in these views.`,
      )
    return at
  }
  const of = (verdict: Decision['verdict']) =>
    decisions.filter((decision) => decision.verdict === verdict).map(({ a, b }) => [row(a), row(b)] as const)
  return { same: of('same'), different: of('different') }
}

const fromSource = (persons: readonly Person[], cluster: readonly number[], source: number): number =>
  cluster.filter((at) => persons[at]!.source === source).length

/** What each file is called in the results: by its own name, or where two have the same by its path. */
function namesOf(files: readonly string[]): readonly string[] {
  const names = files.map(shownName)
  return names.map((name, at) => (names.filter((other) => other === name).length > 1 ? files[at]! : name))
}

/** What a view shows of an incident. */
function openFacts(get: (name: string) => Value | undefined): OpenFacts {
  const known = (name: string): string | undefined => {
    const value = get(name)
    return typeof value === 'string' && value !== '' && value !== 'unknown' ? value : undefined
  }
  const facts = {
    date: known('date'),
    governorate: known('governorate'),
    place: known('place'),
    cause: known('cause'),
  }
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
}

/** The listed persons of a view with their tokens, and the open facts of their incidents. */
async function personsOf(bytes: ByteSource, file: string, source: number): Promise<List> {
  const newest = new Map<
    string,
    { status: Value | undefined; linkage: Value | undefined; incident: string }
  >()
  const incidents = new Map<string, OpenFacts>()
  const view = await readView(bytes)
  await Progress.during(`Reading ${file}`, async (update) => {
    let done = 0
    for await (const block of view.records) {
      for (const record of block) {
        const { kind, id, get } = recordFacts(record)
        if (kind === 'incident') incidents.set(toHex(id), openFacts(get))
        if (kind !== 'person') continue
        const linkage = get('linkage')
        const incident = get('incident')
        newest.set(toHex(id), {
          status: get('status'),
          linkage: Array.isArray(linkage)
            ? linkage.map((item) => (item instanceof Uint8Array ? item.slice() : item))
            : undefined,
          incident: incident instanceof Uint8Array ? toHex(incident) : '',
        })
      }
      done += block.length
      update(done, view.header.count)
    }
  })
  const persons: Person[] = []
  let closed = 0
  let scope: string | null = null
  for (const [id, { status, linkage, incident }] of newest) {
    if (status === 'withdrawn') continue
    if (!Array.isArray(linkage) || linkage.length !== 4 + TOKEN_SLOTS) {
      closed++
      continue
    }
    const own = linkage.slice(0, 4).join(' ')
    if (scope !== null && scope !== own)
      throw new AmanaError('link/two-scopes', `${file} holds tokens of two scopes.`)
    scope = own
    persons.push({
      source,
      open: incidents.get(incident) ?? {},
      id,
      incident,
      tokens: linkage.slice(4) as unknown as readonly Token[],
    })
  }
  if (persons.length === 0)
    throw new AmanaError(
      'link/no-tokens',
      `No linkage token is open in ${file}: it is not a view for those who share a scope.`,
    )
  return { file: file, persons, closed, scope }
}

function requireOneScope(lists: readonly List[]): void {
  const other = lists.find((list) => list.scope !== lists[0]!.scope)
  if (other !== undefined)
    throw new AmanaError(
      'link/other-scope',
      `${lists[0]!.file} and ${other.file} were made in different linkage scopes (or epochs, or by different normalisers): their tokens cannot be compared.`,
    )
}

/** A cell of a CSV file: file names may hold anything. */
const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

function clustersCsv(
  lists: readonly List[],
  persons: readonly Person[],
  clusters: readonly (readonly number[])[],
): string {
  const clusterOf = new Map(clusters.flatMap((cluster, number) => cluster.map((at) => [at, number] as const)))
  let next = clusters.length
  const rows = persons.map((person, at) => {
    const cluster = clusterOf.get(at) ?? next++
    return [`c${cluster}`, cell(lists[person.source]!.file), person.id, person.incident].join(',')
  })
  return `${['cluster,file,id,incident', ...rows].join('\n')}\n`
}

function pairsCsv(lists: readonly List[], persons: readonly Person[], pairs: readonly LinkPair[]): string {
  const of = (at: number) => [cell(lists[persons[at]!.source]!.file), persons[at]!.id]
  const rows = pairs.map(({ a, b, probability, reason }) =>
    [...of(a), ...of(b), probability.toFixed(6), cell(reason)].join(','),
  )
  return `${['file_a,id_a,file_b,id_b,probability,reason', ...rows].join('\n')}\n`
}
