/**
 * Verification of a view: every check, what each proves, and the claims beside what was counted. See `docs/format.md`,
 * section 7.
 */
import { AmanaError, equal, fromHex, toHex } from '@amana/codec'
import type { Committing } from '@amana/crypto'
import { type Checkpoint, openCheckpoint, parseVerifierKey, type VerifierKey } from '@amana/log'
import { openOpenings } from '@amana/records'
import { verifyTallies } from '@amana/tally'
import type { Audience } from './audience.js'
import { type Compared, lineOf } from './compare.js'
import { isOverrideValid } from './override.js'
import type { TallyVerifier } from './proven-tables.js'
import { type ByteSource, readView, type ViewRecord } from './reader.js'
import {
  type Change,
  type ChangeKind,
  type ClaimCheck,
  Findings,
  type ProvenTable,
  type Report,
  type Status,
  type Witnessed,
} from './report.js'
import { rootWords } from './root-words.js'
import type { Language } from './sentences.js'
import type { Table } from './tables.js'
import type { ViewTally } from './view-head.js'
import { ViewState } from './view-state.js'
import { concludeTime, concludeWitnesses, type Witnesses } from './witness.js'

/** What a verification may be told. */
export interface VerifyOptions {
  /** An earlier view of the same log, to check that nothing in it was removed or rewritten. */
  readonly since?: ByteSource
  /** Checkpoints of this key that the reader saw before: the view must continue each. Empty: none was seen yet. */
  readonly seen?: readonly Pick<Checkpoint, 'size' | 'root'>[]
  /** What another reader was shown of this log. */
  readonly compare?: Compared
  /** Who other than the signer must have seen the checkpoint. */
  readonly witnesses?: Witnesses
  /** Makes the commitments of open tallied fields; by default `commitValues` of @amana/crypto, and its `/node` has `withCommitThreads`. */
  readonly commit?: Committing<Promise<readonly Uint8Array[]>>
  /** Checks the proofs of tables; by default `verifyTallies` of @amana/tally, and its `/node` has one for threads. */
  readonly tally?: TallyVerifier
  readonly language?: Language
  readonly onProgress?: (done: number, all: number) => void
  /** Told each record of the view with its root, in order. To be relied on only if the report is `ok` in the end. */
  readonly onRecord?: (record: ViewRecord, root: Uint8Array) => void
  /** The same of the records of `since`. */
  readonly onEarlierRecord?: (record: ViewRecord, root: Uint8Array) => void
  /**
   * Given the checkpoint whose signature holds, as the view carries it, and says what came of each time stamp over it: for
   * the check `time`. Certificates are no matter for a browser, so whoever has the means does the checking.
   */
  readonly timeStamps?: (note: string) => readonly Status[]
}

/**
 * Verifies a view against a public verification key. Bad evidence is reported, not thrown.
 * @param source the bytes of the view, in pieces of any size; held one block at a time
 * @param key the documenter's verification key (the content of `key.pub`)
 * @throws {AmanaError} `log/bad-key` for a key that cannot be read, and whatever the source itself, `commit` or `timeStamps` throws
 *
 * @example
 * const report = await verifyView([bytes], key)
 * if (!report.ok) console.error(report.checks.filter((check) => check.status === 'fail'))
 */
export const verifyView = async (
  source: ByteSource,
  key: string,
  options: VerifyOptions = {},
): Promise<Report> => (await examine(source, parseVerifierKey(key.trim()), options)).report

interface Examined {
  readonly report: Report
  readonly state: ViewState
}

async function examine(source: ByteSource, verifier: VerifierKey, options: VerifyOptions): Promise<Examined> {
  const { language = 'en', seen, compare } = options
  const earlier =
    options.since === undefined
      ? undefined
      : await examine(options.since, verifier, {
          language,
          ...(options.tally === undefined ? {} : { tally: options.tally }),
          ...(options.commit === undefined ? {} : { commit: options.commit }),
          ...(options.onEarlierRecord === undefined ? {} : { onRecord: options.onEarlierRecord }),
        })
  const earlierSize = earlier?.report.size ?? null
  const findings = new Findings(language)
  const before = earlierSize === null ? null : { size: earlierSize, withdrawn: earlier!.state.withdrawn }
  const compareSize = compare !== undefined && 'size' in compare ? compare.size : null
  const marks = [earlierSize, compareSize, ...(seen ?? []).map(({ size }) => size)].filter(
    (size) => size != null,
  )
  let state = new ViewState(before, marks, [])
  let tallies: readonly ViewTally[] = []
  let note = ''
  let checkpoint: Checkpoint | null = null
  let audience: Audience | null = null
  let reason: string | null = null
  let close = async (): Promise<void> => {}
  try {
    const view = await readView(source)
    close = view.close
    audience = view.header.audience
    state = new ViewState(before, marks, view.header.tallies.flat())
    note = view.header.note
    try {
      checkpoint = openCheckpoint(view.header.note, verifier).checkpoint
      const { override, facts } = view.header
      if (override === null) findings.pass('signature')
      else if (isOverrideValid(facts, override, verifier.publicKey)) {
        findings.pass('signature')
        reason = override.reason
      } else {
        findings.fault('signature', 'override/bad-signature')
        checkpoint = null
      }
    } catch (error) {
      if (!(error instanceof AmanaError)) throw error
      findings.fail('signature', error.message)
    }
    // What no signature covers is not read: whoever sends it could make it as long as he likes.
    if (checkpoint !== null && checkpoint.size !== view.header.count)
      findings.fail(
        'log',
        `The checkpoint fixes ${checkpoint.size} entries, the view has ${view.header.count}.`,
      )
    else if (checkpoint !== null) {
      const { size, origin } = checkpoint
      for await (const block of view.records) {
        const elements = await elementsOf(origin, block, options.commit)
        for (const [i, record] of block.entries()) {
          const root = state.take(origin, record, elements?.[i])
          options.onRecord?.(record, root)
        }
        options.onProgress?.(state.size, size)
      }
      tallies = view.tallies
      findings.pass('format')
      state.conclude(checkpoint, findings)
    }
  } catch (error) {
    if (!(error instanceof AmanaError)) throw error
    findings.fail('format', error.message)
  } finally {
    await close()
  }

  const whole = findings.statusOf('format') === 'pass' && findings.statusOf('log') === 'pass'
  if (whole && checkpoint !== null)
    await concludeTallies(tallies, state, checkpoint, options.tally ?? verifyTallies, findings)
  if (findings.statusOf('format') === 'pass') state.concludeReferences(findings)
  const claims = whole ? state.claims(language) : []
  let witnessed: Witnessed | null = null
  if (whole && checkpoint !== null) {
    concludeClaims(claims, state.claimFault(), findings)
    concludeHistory(earlier?.report, seen, state, findings)
    concludeCompare(compare, checkpoint, state, findings)
    state.concludeDistinctness(findings)
    witnessed = concludeWitnesses(options.witnesses, note, verifier, findings)
    concludeTime(witnessed, options.timeStamps?.(note) ?? [], findings)
  }
  const checks = findings.checks()
  const report: Report = {
    ok:
      checks.every((check) => check.status !== 'fail') &&
      claims.every((claim) => claim.status !== 'fail') &&
      whole,
    checks,
    claims,
    tables: state.tables.proven.map(tableInReport),
    totals: whole ? state.totals() : null,
    audience,
    override: reason,
    origin: checkpoint?.origin ?? null,
    size: checkpoint?.size ?? null,
    root: checkpoint === null ? null : toHex(checkpoint.root),
    words: checkpoint === null ? null : rootWords(checkpoint.root, language),
    line: checkpoint === null ? null : lineOf(checkpoint),
    release: whole ? state.release : null,
    time: whole ? state.time : null,
    witnessed,
    since:
      earlierSize !== null && findings.statusOf('history') === 'pass'
        ? { size: earlierSize, ...countOf(state.changes), changes: state.changes }
        : null,
  }
  return { report, state }
}

/** The commitments of the open tallied fields of each record of a block; undefined where they are made one by one. */
async function elementsOf(
  origin: string,
  block: readonly ViewRecord[],
  commit: VerifyOptions['commit'],
): Promise<readonly (readonly Uint8Array[])[] | undefined> {
  if (commit === undefined) return undefined
  const openings = block.map((record) => (record.open ? openOpenings(origin, record.partial) : []))
  const all = openings.flat()
  if (all.length === 0) return undefined
  const elements = await commit(all)
  let next = 0
  return openings.map(({ length }) => {
    next += length
    return elements.slice(next - length, next)
  })
}

async function concludeTallies(
  tallies: readonly ViewTally[],
  { tables }: ViewState,
  checkpoint: Checkpoint,
  verify: TallyVerifier,
  findings: Findings,
): Promise<void> {
  const fault = await tables.prove(checkpoint, tallies, verify)
  if (fault !== null) findings.fail('tallies', fault)
  if (tallies.length > 0) findings.pass('tallies')
  else findings.skip('tallies', 'noTallies')
}

/** A table for a report: the listed persons alone, ids in hexadecimal. */
const tableInReport = ({ fields, cells }: Table): ProvenTable => ({
  fields: fields.slice(1),
  cells: cells
    .filter(({ tuples }) => tuples[0]![0] === 'live')
    .map(({ tuples, count }) => ({
      count,
      values: tuples.map((tuple) =>
        tuple
          .slice(1)
          .map((value) => (value instanceof Uint8Array ? toHex(value) : (value as string | null))),
      ),
    })),
})

function countOf(changes: readonly Change[]): Record<ChangeKind, number> {
  const count = { added: 0, amended: 0, withdrawn: 0, relisted: 0, revised: 0 }
  for (const { change } of changes) count[change]++
  return count
}

function concludeClaims(claims: readonly ClaimCheck[], fault: string | null, findings: Findings): void {
  const failed = claims.filter((claim) => claim.status === 'fail').length
  if (fault !== null) findings.fail('claims', fault)
  else if (failed > 0)
    findings.fail('claims', `${failed} of ${claims.length} stated totals are not what the records add up to.`)
  else if (claims.length === 0) findings.skip('claims', 'noClaims')
  else if (claims.every((claim) => claim.status === 'not-checked')) findings.skip('claims', 'noneCounted')
  else if (claims.some((claim) => claim.status === 'not-checked')) findings.skip('claims', 'someCounted')
  else findings.pass('claims')
}

function concludeHistory(
  earlier: Report | undefined,
  seen: VerifyOptions['seen'],
  state: ViewState,
  findings: Findings,
): void {
  const known = [...(seen ?? [])]
  if (earlier !== undefined) {
    if (earlier.root === null || earlier.size === null || !earlier.ok) {
      findings.fault('history', 'history/bad-earlier')
      return
    }
    known.push({ size: earlier.size, root: fromHex(earlier.root) })
  }
  // A fork is told first: it is proof against the signer, where an older view may be an honest slip.
  const isOther = ({ size, root }: Pick<Checkpoint, 'size' | 'root'>) =>
    size <= state.size && !equal(state.rootAt.get(size) ?? new Uint8Array(0), root)
  if (known.some(isOther)) findings.fault('history', 'history/fork')
  else if (known.some(({ size }) => size > state.size)) findings.fault('history', 'history/rollback')
  else if (known.length > 0) findings.pass('history')
  else findings.skip('history', seen === undefined ? 'noSince' : 'firstSeen')
}

function concludeCompare(
  line: Compared | undefined,
  checkpoint: Checkpoint,
  state: ViewState,
  findings: Findings,
): void {
  if (line === undefined) findings.skip('compare', 'noLine')
  else if (!('size' in line)) {
    // Words of another root may be those of another release. That is for the two readers to find out, before either relies on this.
    if (equal(line.root, checkpoint.root)) findings.pass('compare')
    else findings.fault('compare', 'compare/other-words')
  } else if (line.origin !== checkpoint.origin) findings.fault('compare', 'compare/other-log')
  else if (line.size > state.size) findings.skip('compare', 'lineIsLater')
  else if (equal(state.rootAt.get(line.size) ?? new Uint8Array(0), line.root)) findings.pass('compare')
  else findings.fault('compare', 'compare/fork')
}
