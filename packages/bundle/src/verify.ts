/**
 * Verification of a view: every check, what each proves, and the claims beside what was counted. See `docs/format.md`,
 * section 7.
 */
import { AmanaError, toHex } from '@amana/codec'
import { type Checkpoint, openCheckpoint, parseVerifierKey } from '@amana/log'
import type { Audience } from './audience.js'
import { type ByteSource, readView, type ViewRecord } from './reader.js'
import { type ClaimCheck, Findings, type Report } from './report.js'
import type { Language } from './sentences.js'
import { ViewState } from './view-state.js'

/** What a verification may be told. */
export interface VerifyOptions {
  /** An earlier view of the same log, to check that nothing in it was removed or rewritten. */
  readonly since?: ByteSource
  readonly language?: Language
  readonly onProgress?: (done: number, all: number) => void
  /** Is given the records as they are read, block by block. Nothing of them may be relied on unless the report is `ok`. */
  readonly onRecords?: (records: readonly ViewRecord[]) => void
}

/**
 * Verifies a view against a public verification key. Bad evidence is reported, not thrown.
 * @param source the bytes of the view, in pieces of any size; held one block at a time
 * @param key the documenter's verification key (the content of `key.pub`)
 * @throws {AmanaError} `log/bad-key` for a key that cannot be read, and whatever the source itself throws
 *
 * @example
 * const report = await verifyView([bytes], key)
 * if (!report.ok) console.error(report.checks.filter((check) => check.status === 'fail'))
 */
export async function verifyView(
  source: ByteSource,
  key: string,
  options: VerifyOptions = {},
): Promise<Report> {
  const verifier = parseVerifierKey(key.trim())
  const { language = 'en' } = options
  const earlier = options.since === undefined ? undefined : await verifyView(options.since, key, { language })
  const findings = new Findings(language)
  const state = new ViewState(earlier?.size ?? null)
  let checkpoint: Checkpoint | null = null
  let audience: Audience | null = null
  let close = async (): Promise<void> => {}
  try {
    const view = await readView(source)
    close = view.close
    audience = view.header.audience
    try {
      checkpoint = openCheckpoint(view.header.note, verifier).checkpoint
      findings.pass('signature')
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
        for (const record of block) state.take(origin, record)
        options.onRecords?.(block)
        options.onProgress?.(state.size, size)
      }
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
  const claims = whole ? state.claims(language) : []
  if (whole) {
    concludeClaims(claims, state.claimFault(), findings)
    concludeHistory(earlier, state, findings)
    findings.skip('distinctness', 'useLink')
    findings.skip('witness', 'noWitness')
  }
  const checks = findings.checks()
  return {
    ok:
      checks.every((check) => check.status !== 'fail') &&
      claims.every((claim) => claim.status !== 'fail') &&
      whole,
    checks,
    claims,
    totals: whole ? state.totals() : null,
    audience,
    origin: checkpoint?.origin ?? null,
    size: checkpoint?.size ?? null,
    root: checkpoint === null ? null : toHex(checkpoint.root),
    release: whole ? state.release : null,
    time: whole ? state.time : null,
    since: whole && earlier?.size != null ? { size: earlier.size, ...state.sinceEarlier } : null,
  }
}

function concludeClaims(claims: readonly ClaimCheck[], fault: string | null, findings: Findings): void {
  const failed = claims.filter((claim) => claim.status === 'fail').length
  if (fault !== null) findings.fail('claims', fault)
  else if (failed > 0)
    findings.fail(
      'claims',
      `${failed} of ${claims.length} stated totals are not what the open fields add up to.`,
    )
  else if (claims.length === 0) findings.skip('claims', 'noClaims')
  else if (claims.every((claim) => claim.status === 'not-checked')) findings.skip('claims', 'noneCounted')
  else findings.pass('claims')
}

function concludeHistory(earlier: Report | undefined, state: ViewState, findings: Findings): void {
  if (earlier === undefined) findings.skip('history', 'noSince')
  else if (earlier.root === null || !earlier.ok)
    findings.fail('history', 'The earlier view does not verify with this key.')
  else if (state.earlierRoot === null)
    findings.fail(
      'history',
      `The earlier view has ${earlier.size} entries, this one only ${state.size}: it is older.`,
    )
  else if (toHex(state.earlierRoot) !== earlier.root)
    findings.fail('history', 'The first entries are not those of the earlier view: the log was rewritten.')
  else findings.pass('history')
}
