/** A release: what changed is appended to the log, and the new checkpoint is signed. */
import { AmanaError, compare, decode, encode, equal, joined, type Value } from '@amana/codec'
import { type Committing, commitValues, type FieldOpening, randomBytes } from '@amana/crypto'
import { type Checkpoint, formatCheckpoint, signNote } from '@amana/log'
import {
  type CommittedRecord,
  commitRecord,
  entryLeafHash,
  idOrder,
  isTime,
  type Kind,
  type RecordRevision,
  STATEMENT,
  schemaOf,
  sealedIdentities,
  sealedLength,
  talliedOpenings,
  valuesOf,
} from '@amana/records'
import type { Case } from './case.js'
import { type Claim, type ClaimRequest, claimFrom, claimKey, defaultClaims } from './claims.js'
import { companions } from './companions.js'
import { type CaseRecord, type Operation, type Release, releaseOperations } from './history.js'
import { Packed } from './packed.js'

/** What a release may be told. */
export interface ReleaseOptions {
  /** The stated time, `YYYY-MM-DDThh:mm:ssZ`; a claim of the documenter like any other. */
  readonly time?: string
  /** Claims beside the default ones. */
  readonly claims?: readonly ClaimRequest[]
  /** Source of randomness for secrets of statements and for what is re-issued besides; by default the system's. */
  readonly random?: (bytes: number) => Uint8Array
  readonly onProgress?: (done: number, all: number) => void
}

/**
 * Appends everything that changed to the log, with the claims, and signs the new checkpoint.
 * @returns the release; the same call on a case without changes throws
 * @throws {AmanaError} `release/nothing-new`, `release/bad-time`, `release/name-in-claim`, `claims/bad-claim`, `release/would-fork`
 *
 * @example
 * const { note, size } = makeRelease(amana, { time: '2015-02-01T12:00:00Z' })
 */
export function makeRelease(amana: Case, options: ReleaseOptions = {}): Release {
  const steps = releaseSteps(amana, options)
  let step = steps.next()
  while (step.done !== true) step = steps.next(commitValues(step.value))
  return step.value
}

/**
 * {@link makeRelease}, with the commitments made elsewhere: by threads, say. The same bytes.
 * @param commit what `withCommitThreads` of `@amana/crypto/node` gives
 * @throws {AmanaError} as {@link makeRelease}; `release/case-changed` where the case was changed before this was done,
 * `release/bad-commitments` where what `commit` gives is not what was asked for
 * @throws whatever `commit` throws
 */
export async function makeReleaseBy(
  commit: Committing<Promise<readonly Uint8Array[]>>,
  amana: Case,
  options: ReleaseOptions = {},
): Promise<Release> {
  const steps = releaseSteps(amana, options)
  let step = steps.next()
  while (step.done !== true) step = steps.next(await commit(step.value))
  return step.value
}

const NOTHING = new Uint8Array(0)

/** Records whose commitments are asked for at a time. */
const STRETCH = 512

/** The steps of a release: it asks for the commitments of openings, and for none before what can be refused is. */
function* releaseSteps(
  amana: Case,
  options: ReleaseOptions,
): Generator<readonly FieldOpening[], Release, readonly Uint8Array[]> {
  const { time = null, random = randomBytes } = options
  const before = amana.changes
  const refuseChanged = () => {
    if (amana.changes !== before)
      throw new AmanaError(
        'release/case-changed',
        'The case was changed while its release was made. Nothing is released: make it again.',
      )
  }
  if (time !== null && !isTime(time))
    throw new AmanaError('release/bad-time', 'The time is not of the form YYYY-MM-DDThh:mm:ssZ.')
  refuseNames(amana, options.claims ?? [])
  const number = amana.releases.length + 1
  const preparation = [...amana.guardLabels(), ...withdrawEmptyIncidents(amana, random)]
  const prepared = new Map(
    preparation.map((operation) => [
      amana.record(operation[1] as Kind, operation[2] as string)!.row,
      operation,
    ]),
  )
  // The operations that precede the entries take effect on a copy of what they touch: nothing is kept until all is made.
  const currentOf = (record: CaseRecord): { values: Uint8Array; secret: Uint8Array } => {
    const operation = prepared.get(record.row)
    if (operation?.[0] === 'put') return { values: operation[4] as Uint8Array, secret: record.secret }
    if (operation?.[0] === 'withdraw')
      return {
        values: encode(
          valuesOf(schemaOf(record.kind), { status: 'withdrawn', withdrawal_reason: operation[3] as string }),
        ),
        secret: record.secret,
      }
    return { values: record.current, secret: record.secret }
  }
  const willChange = (record: CaseRecord) => {
    const last = record.logged.at(-1)?.values ?? null
    return last === null || !equal(last, currentOf(record).values)
  }
  // One that is withdrawn before it was ever listed never will be; nor an incident whose rows all were.
  const isListed = (record: CaseRecord) =>
    record.logged.length > 0 || !(amana.isWithdrawn(record) || prepared.get(record.row)?.[0] === 'withdraw')
  for (const [, kind, key] of preparation) amana.unlist(amana.record(kind as Kind, key as string)!)
  const changed = (['person', 'incident', 'evidence'] as const)
    .flatMap((kind) => [...amana.unlistedOf(kind)])
    .filter((record) => isListed(record) && willChange(record))
  if (changed.length === 0)
    throw new AmanaError(
      'release/nothing-new',
      number === 1
        ? 'There is nothing to release: the case is empty.'
        : 'Nothing has changed since the last release.',
    )

  const entering = [...changed, ...companions(amana, changed, options.random)]

  const statements = statementsOf(amana, number, time, options.claims ?? [], currentOf, random)
  const count = entering.length + statements.length
  // What a record lists is made when its turn comes: of all at once it would fill the memory. Values that are not those it has are kept as
  // bytes until all is.
  const fresh = new Packed()
  const freshAt = new Uint32Array(entering.length)
  const revisionOf = (i: number): Revision => {
    const record = entering[i]
    if (record === undefined) return statements[i - entering.length]!
    const { kind, key, id, logged } = record
    const { secret, values: current } = currentOf(record)
    const values = amana.listedValues(record, current)
    if (values !== current && !equal(values, current)) freshAt[i] = fresh.add(values)
    return { kind, key, id, revision: logged.length + 1, secret, values }
  }
  const elementsMade = new Packed()
  const roots = new Uint8Array(32 * count)
  const ids = new Uint8Array(16 * count)
  const places = new Uint32Array(count)
  const revisions = new Uint32Array(count)
  for (let from = 0; from < count; from += STRETCH) {
    const stretch = Array.from({ length: Math.min(STRETCH, count - from) }, (_, i) => {
      const { kind, id, revision, secret, values } = revisionOf(from + i)
      const record: RecordRevision = {
        schema: schemaOf(kind),
        id,
        revision,
        values: decode(values) as readonly Value[],
      }
      return { secret, record }
    })
    const openings = stretch.map(({ secret, record }) => talliedOpenings(amana.origin, secret, record))
    const asked = openings.flat()
    const elements = yield asked
    refuseChanged()
    refuseWrong(asked, elements)
    let next = 0
    for (const [i, { secret, record }] of stretch.entries()) {
      const own = joined(elements.slice(next, next + openings[i]!.length))
      next += openings[i]!.length
      roots.set(commitRecord(amana.origin, secret, record, own).root, 32 * (from + i))
      if (own.length > 0) places[from + i] = elementsMade.add(own)
      ids.set(record.id, 16 * (from + i))
      revisions[from + i] = record.revision
      options.onProgress?.(from + i + 1, count)
    }
  }
  // Sorted by id: the documenter's own order, which groups families, never shows.
  const order = idOrder(ids)
  const enteringAt = (i: number) => entering[i] ?? statements[i - entering.length]!
  const rootAt = (i: number) => roots.subarray(32 * i, 32 * (i + 1))

  const appender = amana.logTree()
  for (const i of order) {
    const { kind, id } = enteringAt(i)
    appender.append(entryLeafHash({ schema: schemaOf(kind), id, revision: revisions[i]!, root: rootAt(i) }))
  }
  const note = signCheckpoint(amana, { origin: amana.origin, size: appender.size, root: appender.root() })
  refuseChanged()
  const entries = function* (): Generator<Value, void> {
    for (const i of order) {
      const { kind, key } = enteringAt(i)
      yield [kind, key, revisions[i]!, rootAt(i), places[i] === 0 ? NOTHING : elementsMade.at(places[i]!)]
    }
  }
  amana.transact({
    *[Symbol.iterator](): Generator<Operation, void> {
      yield* preparation
      for (const [i, { kind, key, derived }] of entering.entries())
        if (freshAt[i] !== 0) yield ['put', kind, key, null, fresh.at(freshAt[i]!), derived]
      for (const { key, secret, isNew, values } of statements)
        yield ['put', 'statement', key, isNew ? secret : null, values, false]
      yield* releaseOperations(number, time, note, entries())
    },
  })
  amana.keepTree(appender)
  return amana.releases.at(-1)!
}

/** What is signed is forever: the number and length of commitments, and one of them made again. */
function refuseWrong(openings: readonly FieldOpening[], elements: readonly Uint8Array[]): void {
  const sample = openings.length >> 1
  if (
    elements.length !== openings.length ||
    elements.some(({ length }) => length !== 32) ||
    (openings.length > 0 && !equal(commitValues([openings[sample]!])[0]!, elements[sample]!))
  )
    throw new AmanaError(
      'release/bad-commitments',
      'The commitments that were made are not those of the records. Nothing is released.',
    )
}

/** Every view shows the texts of claims: they must not hold a name. Words of the places of incidents are allowed. */
function refuseNames(amana: Case, claims: readonly ClaimRequest[]): void {
  if (claims.length === 0) return
  const guard = amana.nameGuard()
  const places = [...amana.recordsOf('incident')]
    .map((record) => amana.valuesByName(record))
    .flatMap(({ place, governorate }) => [place, governorate])
    .filter((text) => typeof text === 'string')
  for (const [i, { en, ar }] of claims.entries())
    if (guard.holdsName(en, places) || (ar !== undefined && guard.holdsName(ar, places)))
      throw new AmanaError(
        'release/name-in-claim',
        `The text of claim ${i + 1} holds a word that is a person's name in this case. Every view would show it: put it in other words.`,
        { claim: i + 1 },
      )
}

/**
 * Signs a checkpoint, unless that would fork the log.
 * @throws {AmanaError} `release/would-fork` for a size that was signed with another root, or a log that shrinks
 */
export function signCheckpoint(amana: Case, checkpoint: Checkpoint): string {
  for (const { size, root } of amana.releases)
    if (checkpoint.size < size || (checkpoint.size === size && !equal(checkpoint.root, root)))
      throw new AmanaError(
        'release/would-fork',
        `A log of ${size} entries has been signed with another root.`,
        { size },
      )
  return signNote(formatCheckpoint(checkpoint), amana.origin, amana.keys.signing)
}

/** Incidents made from rows that no listed person names any more. */
function withdrawEmptyIncidents(amana: Case, random: (bytes: number) => Uint8Array): readonly Operation[] {
  const incidents = [...amana.recordsOf('incident')].filter(
    (record) => record.derived && !amana.isWithdrawn(record),
  )
  const persons = amana.countPersons(incidents.map(({ id }) => ({ where: new Map([['incident', [id]]]) })))
  return incidents
    .filter((_, i) => persons[i] === 0)
    .map(({ key }): Operation => ['withdraw', 'incident', key, 'error', random(32)])
}

/** What a release enters in the log. */
interface Revision {
  readonly kind: Kind
  readonly key: string
  readonly id: CaseRecord['id']
  readonly revision: number
  readonly secret: Uint8Array
  readonly values: Uint8Array
}

interface Statement extends Revision {
  readonly isNew: boolean
}

/** The statements of a release: one about itself, one a claim, and those of the last release that are no longer made. */
function statementsOf(
  amana: Case,
  number: number,
  time: string | null,
  requests: readonly ClaimRequest[],
  currentOf: (record: CaseRecord) => { values: Uint8Array },
  random: (bytes: number) => Uint8Array,
): readonly Statement[] {
  const incidents: { id: CaseRecord['id']; label: string }[] = []
  for (const record of amana.recordsOf('incident')) {
    const values = decode(currentOf(record).values) as readonly Value[]
    if (values[0] === 'live') incidents.push({ id: record.id, label: String(values[1]) })
  }
  incidents.sort((a, b) => compare(a.id, b.id))
  const claims = new Map<string, Claim>()
  for (const claim of [
    ...defaultClaims(incidents),
    ...requests.map((request) => claimFrom(request, (key) => amana.incidentId(key))),
  ])
    claims.set(claimKey(claim), claim)

  const wanted = new Map<string, readonly Value[]>()
  wanted.set('release', valuesOf(STATEMENT, { status: 'live', release: number, time: time ?? undefined }))
  const counts = amana.countPersons([...claims.values()])
  for (const [i, [key, claim]] of [...claims].entries())
    wanted.set(
      `persons\n${key}`,
      valuesOf(STATEMENT, {
        status: 'live',
        release: number,
        time: time ?? undefined,
        claim: 'persons',
        where: claim.where,
        count: counts[i]!,
        text_en: claim.en,
        text_ar: claim.ar,
      }),
    )
  for (const record of amana.recordsOf('statement'))
    if (!wanted.has(record.key) && !amana.isWithdrawn(record))
      wanted.set(
        record.key,
        valuesOf(STATEMENT, { status: 'withdrawn', release: number, time: time ?? undefined }),
      )
  return [...wanted].map(([key, values]) => {
    const known = amana.record('statement', key)
    return {
      kind: 'statement',
      key,
      id: known?.id ?? amana.idOf('statement', key),
      secret: known?.secret ?? random(32),
      isNew: known === undefined,
      values: encode(values),
      revision: (known?.logged.length ?? 0) + 1,
    }
  })
}

/** The escrow file of one release: the sealed identities of the persons and incidents that it lists. */
export const escrowOf = (amana: Case, release: Release): Uint8Array =>
  joined([...escrowPieces(amana, release)])

/** {@link escrowOf}, piece by piece. */
export function escrowPieces(amana: Case, release: Release): Generator<Uint8Array, void> {
  const entries = () => amana.entries(amana.releases[release.number - 2]?.size ?? 0, release.size)
  let count = 0
  let longest = 0
  for (const { record, logged } of entries()) {
    const values = record.kind === 'statement' ? null : logged.values
    if (values === null) continue
    count++
    longest = Math.max(longest, sealedLength(schemaOf(record.kind), values))
  }
  const records = function* (): Generator<CommittedRecord, void> {
    for (const { record, logged } of entries()) {
      const committed = record.kind === 'statement' ? null : amana.committed(record, logged)
      if (committed !== null) yield committed
    }
  }
  return sealedIdentities(amana.origin, amana.keys.escrow, { count, longest, records: records() })
}
