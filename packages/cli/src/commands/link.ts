import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ByteSource, type Language, verifyView } from '@amana/bundle'
import { writeFileSafely } from '@amana/bundle/node'
import { AmanaError, utf8 } from '@amana/codec'
import { withCommitThreads } from '@amana/crypto/node'
import {
  type HeldDecision,
  type LinkPair,
  linkRows,
  overlapOf,
  overlapTable,
  parseDecisions,
  type ResolvedDecisions,
  resolveDecisions,
  type StatedDecision,
  upsetSvg,
} from '@amana/linkage'
import { verifyTalliesInThreads } from '@amana/tally/node'
import { EXIT } from '../exit.js'
import { decodeText } from '../import/encoding.js'
import { bytesOf, keyOf, readStdinOnce, shownName, sourceOf } from '../input-file.js'
import { clustersCsv, decisionFrom, nameOf, pairsCsv, type Worked, worksheet } from '../link/tables.js'
import { type List, type Person, readList, requireOneScope } from '../link/views.js'
import { WORDS } from '../link/words.js'
import { type Result, say } from '../output.js'
import { plain } from '../report-words.js'

/** Options of `amana link`. */
export interface LinkOptions {
  readonly output?: string
  readonly pairs?: string
  readonly key?: readonly string[]
  /** CSV of decisions, `a,b,verdict,by,why`, where a record is its id, with or without `file:` before it. */
  readonly decisions?: string
  /** Where the working list goes: decisions so far and pairs in doubt. */
  readonly review?: string
  /** `ID ID same|different`, written to the file of decisions. */
  readonly decide?: readonly string[]
  readonly by?: string
  readonly why?: string
  readonly svg?: string
  /** English where left out. */
  readonly lang?: Language
}

/** Pairs in doubt that are shown; `--review` and `--pairs` have all. */
const REVIEWED = 20
/** Digits of an id that are shown to people: enough to name it in a decision. */
const SHOWN_DIGITS = 12

/** Finds equal persons within and across views, by their tokens alone. */
export async function link(files: readonly string[], options: LinkOptions): Promise<Result> {
  readStdinOnce(...files, options.decisions)
  refuseLostWork(options)
  refuseOneFileTwice(files, options)
  const keys = (options.key ?? []).map(keyOf)
  // Standard input is gone through several times, and so is held; files are not.
  const held = files.includes('-') ? [await bytesOf('-')] : []
  const open = (file: string): ByteSource => (file === '-' ? held : sourceOf(file))
  const names = namesOf(files).map(plain)
  if (keys.length > 0) {
    for (const file of files) {
      let ok = false
      for (const key of keys)
        ok ||= await withCommitThreads(
          async (commit) => (await verifyView(open(file), key, { commit, tally: verifyTalliesInThreads })).ok,
        )
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
  for (const [source, file] of files.entries()) lists.push(await readList(open(file), names[source]!, source))
  requireOneScope(lists)
  const { lang = 'en' } = options
  const words = WORDS[lang]
  if (keys.length === 0) say(words.unverified)
  const persons = lists.flatMap((list) => list.persons)
  const decisions = await decisionsOf(options, persons)
  const found = linkRows(persons, decisions.constraints, lang)
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
      return { files: [lists[a]!.file, lists[b]!.file] as const, persons: both.length }
    }),
  )
  const strangers = strangersOf(lists, persons, pairs)
  const closed = lists.reduce((sum, list) => sum + list.closed, 0)
  const repeats = clusters.reduce((sum, cluster) => sum + cluster.length - 1, 0)
  const distinct = persons.length - repeats + closed
  const unique = found.unique + closed
  const [low, high] = [found.low + closed, found.high + closed]
  const sets = overlapOf(
    persons.map(({ source }) => source),
    clusters,
  )
  const doubted = found.review.map((i) => shownPair(lists, persons, pairs[i]!))
  const write = (path: string | undefined, text: () => string) => {
    if (path !== undefined) writeFileSafely(path, utf8(text()), 0o644)
  }
  write(options.svg, () =>
    upsetSvg(
      names,
      lists.map((list) => list.persons.length),
      sets,
      lang,
    ),
  )
  write(options.output, () => clustersCsv(lists, persons, clusters))
  write(options.pairs, () => pairsCsv(lists, persons, ...withDecided(pairs, decisions.held)))
  const list = () => worksheet([...workOf(decisions, lists, persons), ...doubted])
  write(options.review, list)
  if (options.decide !== undefined && options.decisions !== options.review) write(options.decisions, list)

  const unknown = decisions.unknown.map(({ line, a, b }) => ({ line, a, b }))
  const first = doubted.slice(0, REVIEWED)
  return {
    json: {
      ok: true,
      verified: keys.length > 0,
      scope: lists[0]!.scope,
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
      strangers,
      doubted: doubted.length,
      review: first,
      decisions: decisions.held.map(({ a, b, verdict, by, why }) => ({ a, b, verdict, by, why })),
      unknownDecisions: unknown,
    },
    text: [
      ...lists.map((list, source) =>
        words.list(list.file, list.persons.length + list.closed, within[source]!, list.closed),
      ),
      ...overlaps.map(({ files: [a, b], persons: both }) => words.both(a, b, both)),
      ...strangers.map(([a, b]) => words.strangers(a, b)),
      words.sets,
      overlapTable(names, sets),
      words.distinct(distinct, unique, low, high),
      ...(decisions.held.length > 0 ? [words.decided(decisions.held.length)] : []),
      ...(unknown.length > 0 ? [words.unknown(unknown.map(({ line }) => line))] : []),
      ...(first.length > 0 ? [words.doubt(doubted.length)] : []),
      ...first.map(
        ({ a, b, probability, reason }) =>
          `  ${words.pair(shortened(a), shortened(b), Math.round(probability * 100), reason)}`,
      ),
      ...(first.length > 0 ? [words.how] : []),
      words.closing,
    ].join('\n'),
    exit: EXIT.good,
  }
}

/** A working list is somebody's work: it is replaced only by one that holds what it held. */
function refuseLostWork({ review, decisions, decide, by, why }: LinkOptions): void {
  if (decide === undefined && (by ?? why) !== undefined)
    throw new AmanaError('link/bad-decision', '--by and --why belong to --decide.')
  if (decide !== undefined && (decisions === undefined || decisions === '-'))
    throw new AmanaError('link/bad-decision', '--decide needs --decisions FILE, where the decision is kept.')
  if (decide !== undefined && (by ?? '').trim() === '')
    throw new AmanaError('link/bad-decision', '--decide needs --by NAME: a decision is somebody’s.')
  if (
    review !== undefined &&
    existsSync(review) &&
    (decisions === undefined || resolve(review) !== resolve(decisions))
  )
    throw new AmanaError(
      'cli/exists',
      `${review} exists already and may hold decisions: give it as --decisions as well, or another file.`,
    )
}

/** What is written goes to files of its own, and to none that is read; the working list alone may be decisions and review at once. */
function refuseOneFileTwice(
  files: readonly string[],
  { output, pairs, svg, review, decisions }: LinkOptions,
): void {
  const taken = new Set(
    [...files, decisions, review].filter((path) => path !== undefined).map((path) => resolve(path)),
  )
  const read = new Set(files.map((path) => resolve(path)))
  for (const path of [review, decisions])
    if (path !== undefined && read.has(resolve(path))) throw oneFileTwice(path)
  for (const path of [output, pairs, svg]) {
    if (path === undefined) continue
    if (taken.has(resolve(path))) throw oneFileTwice(path)
    taken.add(resolve(path))
  }
}

const oneFileTwice = (path: string): AmanaError =>
  new AmanaError('cli/exists', `${path} is named twice, and one would be written over the other.`)

/** Decisions of the file and of the command line, about rows that are here. */
async function decisionsOf(
  { decisions: file, decide = [], by = '', why = '' }: LinkOptions,
  persons: readonly Person[],
): Promise<ResolvedDecisions> {
  const isNew = file !== undefined && decide.length > 0 && !existsSync(file)
  const stated = file === undefined || isNew ? [] : parseDecisions(decodeText(await bytesOf(file)).text)
  const given = decide.map((text) => decisionFrom(text, by, why))
  const ids = persons.map(({ id }) => id)
  const found = resolveDecisions([...stated, ...given], ids)
  const lost = found.unknown.find(({ line }) => line === 0)
  if (lost !== undefined)
    throw new AmanaError(
      'link/no-such-record',
      'The new decision names a record that is not listed in these views. Nothing was written.',
      { a: lost.a, b: lost.b },
    )
  return found
}

/** The pairs, with those added that were decided and are no candidates, and what was decided about each. */
function withDecided(
  pairs: readonly LinkPair[],
  decisions: readonly HeldDecision[],
): [LinkPair[], (a: number, b: number) => HeldDecision | undefined] {
  const key = (a: number, b: number): string => `${Math.min(a, b)} ${Math.max(a, b)}`
  const decided = new Map<string, HeldDecision>()
  for (const decision of decisions)
    for (const a of decision.rowsA) for (const b of decision.rowsB) decided.set(key(a, b), decision)
  if (decided.size === 0) return [[...pairs], () => undefined]
  const there = new Set(pairs.map(({ a, b }) => key(a, b)))
  const added = [...decided]
    .filter(([pair]) => !there.has(pair))
    .map(([pair, { verdict }]): LinkPair => {
      const [a, b] = pair.split(' ').map(Number) as [number, number]
      return { a, b, probability: verdict === 'same' ? 1 : 0, reason: '' }
    })
  return [[...pairs, ...added], (a, b) => decided.get(key(a, b))]
}

/** What was decided, for the working list, with full ids and the files they stand in; what is not here stays as it was. */
function workOf(
  { held, unknown }: ResolvedDecisions,
  lists: readonly List[],
  persons: readonly Person[],
): readonly Worked[] {
  const named = held.map(
    (decision): StatedDecision => ({
      ...decision,
      a: nameOf(lists, persons[decision.rowsA[0]!]!),
      b: nameOf(lists, persons[decision.rowsB[0]!]!),
    }),
  )
  // New ones, which have no line yet, come last.
  const order = ({ line }: StatedDecision): number => (line === 0 ? Number.POSITIVE_INFINITY : line)
  return [...named, ...unknown].sort((x, y) => (order(x) < order(y) ? -1 : order(x) > order(y) ? 1 : 0))
}

/** Lists of which no two records were even worth a look: nobody stands on both, or their keys differ. */
function strangersOf(
  lists: readonly List[],
  persons: readonly Person[],
  pairs: readonly LinkPair[],
): (readonly [string, string])[] {
  const met = new Set(pairs.map(({ a, b }) => persons[a]!.source * lists.length + persons[b]!.source))
  return lists.flatMap((one, a) =>
    lists
      .slice(a + 1)
      .filter((_, i) => !met.has(a * lists.length + a + 1 + i))
      .map((other) => [one.file, other.file] as const),
  )
}

const shownPair = (lists: readonly List[], persons: readonly Person[], pair: LinkPair) => ({
  a: nameOf(lists, persons[pair.a]!),
  b: nameOf(lists, persons[pair.b]!),
  probability: Number(pair.probability.toFixed(4)),
  reason: pair.reason,
})

const shortened = (name: string): string => {
  const id = name.lastIndexOf(':') + 1
  return name.slice(0, id + SHOWN_DIGITS)
}

const fromSource = (persons: readonly Person[], cluster: readonly number[], source: number): number =>
  cluster.filter((at) => persons[at]!.source === source).length

/** What each file is called in the results: by its own name, or where two have the same by its path. */
function namesOf(files: readonly string[]): readonly string[] {
  const names = files.map(shownName)
  return names.map((name, at) => (names.filter((other) => other === name).length > 1 ? files[at]! : name))
}
