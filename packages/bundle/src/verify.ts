/** Verification of a view: every check, what each proves, and the claims beside what was counted. */
import { AmanaError, equal, toHex } from '@amana/codec'
import { Appender, type Checkpoint, leafHash, openNote, parseCheckpoint, parseVerifierKey } from '@amana/log'
import { entryBytes, PERSON, rootOfPartial, SCHEMAS } from '@amana/records'
import type { Audience } from './audience.js'
import { type Claim, claimText, type StatedClaim, statedClaim } from './claims.js'
import { PersonTable } from './person-table.js'
import { type ByteSource, readView, recordFacts, type ViewRecord } from './reader.js'
import { CHECKS, type CheckId, type Language, PROVES, REASONS, type Reason } from './sentences.js'

/** `pass`: proven, in the words of the statement. `fail`: shown to be wrong. `not-checked`: neither; see the reason. */
export type Status = 'pass' | 'fail' | 'not-checked'

/** One check: what passing it proves, and where it did not pass, why. */
export interface Check {
  readonly id: CheckId
  readonly status: Status
  readonly statement: string
  readonly reason?: string
}

/** A claim beside what was counted; `counted` is null where the view does not let it be counted. */
export interface ClaimCheck {
  readonly text: string
  readonly stated: number
  readonly counted: number | null
  readonly status: Status
  readonly reason?: string
}

/** Records that stand, by kind; withdrawn ones are counted apart where their status is open. */
export interface Totals {
  readonly entries: number
  readonly incidents: number
  readonly persons: number
  readonly evidence: number
  readonly statements: number
  readonly withdrawn: number
}

/** What verification found. `ok`: no check and no claim failed. It says nothing of what was not checked. */
export interface Report {
  readonly ok: boolean
  readonly checks: readonly Check[]
  readonly claims: readonly ClaimCheck[]
  readonly totals: Totals | null
  readonly audience: Audience | null
  readonly origin: string | null
  readonly size: number | null
  /** Root of the log in hexadecimal: recipients who see the same one see the same log. */
  readonly root: string | null
  readonly release: number | null
  /** The time that the documenter states. */
  readonly time: string | null
  /** What was appended since the earlier view, where one was given. Re-issued records count as amended: they cannot be told apart. */
  readonly since: {
    readonly size: number
    readonly added: number
    readonly amended: number
    readonly withdrawn: number
  } | null
}

/** What a verification may be told. */
export interface VerifyOptions {
  /** An earlier view of the same log, to check that nothing in it was removed or rewritten. */
  readonly since?: ByteSource
  readonly language?: Language
  readonly onProgress?: (done: number, all: number) => void
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
    let text: string
    try {
      text = openNote(view.header.note, [verifier]).text
      checkpoint = parseCheckpoint(text)
      if (checkpoint.origin !== verifier.name)
        throw new AmanaError('log/bad-note', 'The key belongs to another origin.')
      findings.pass('signature')
    } catch (error) {
      if (!(error instanceof AmanaError)) throw error
      findings.fail('signature', error.message)
    }
    if (checkpoint !== null) {
      const { size, origin } = checkpoint
      if (size !== view.header.count)
        findings.fail('log', `The checkpoint fixes ${size} entries, the view has ${view.header.count}.`)
      for await (const block of view.records) {
        for (const record of block) state.take(origin, record)
        options.onProgress?.(state.size, size)
      }
      findings.pass('format')
      state.conclude(checkpoint, findings)
    } else {
      // The rest is read only to say whether the file is whole: without a signature nothing in it can be believed.
      for await (const _ of view.records);
      findings.pass('format')
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
    concludeClaims(claims, findings)
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

function concludeClaims(claims: readonly ClaimCheck[], findings: Findings): void {
  const failed = claims.filter((claim) => claim.status === 'fail').length
  if (failed > 0)
    findings.fail(
      'claims',
      `${failed} of ${claims.length} stated totals are not what the open fields add up to.`,
    )
  else if (claims.length === 0) findings.skip('claims', 'noClaims')
  else if (claims.every((claim) => claim.status === 'not-checked')) findings.skip('claims', 'noneCounted')
  else findings.pass('claims')
}

function concludeHistory(earlier: Report | undefined, state: ViewState, findings: Findings): void {
  if (earlier === undefined) return findings.skip('history', 'noSince')
  if (earlier.root === null || !earlier.ok)
    return findings.fail('history', 'The earlier view does not verify with this key.')
  if (state.earlierRoot === null)
    return findings.fail(
      'history',
      `The earlier view has ${earlier.size} entries, this one only ${state.size}: it is older.`,
    )
  if (toHex(state.earlierRoot) !== earlier.root)
    return findings.fail(
      'history',
      'The first entries are not those of the earlier view: the log was rewritten.',
    )
  findings.pass('history')
}

/** The checks so far. The first failure of a check stands. */
class Findings {
  readonly #found = new Map<CheckId, { status: Status; reason?: string }>()
  readonly #language: Language

  constructor(language: Language) {
    this.#language = language
  }

  pass(id: CheckId): void {
    if (!this.#found.has(id)) this.#found.set(id, { status: 'pass' })
  }

  fail(id: CheckId, reason: string): void {
    if (this.statusOf(id) !== 'fail') this.#found.set(id, { status: 'fail', reason })
  }

  skip(id: CheckId, reason: Reason): void {
    if (!this.#found.has(id))
      this.#found.set(id, { status: 'not-checked', reason: REASONS[reason][this.#language] })
  }

  statusOf(id: CheckId): Status | undefined {
    return this.#found.get(id)?.status
  }

  checks(): readonly Check[] {
    return CHECKS.map((id) => {
      const { status, reason } = this.#found.get(id) ?? {
        status: 'not-checked' as const,
        reason: REASONS.stopped[this.#language],
      }
      return {
        id,
        status,
        statement: PROVES[id][this.#language],
        ...(reason === undefined ? {} : { reason }),
      }
    })
  }
}

/** What is remembered of a view while it streams by: a few numbers a record. */
class ViewState {
  readonly #log = new Appender()
  readonly #revisions = new Map<string, number>()
  readonly #persons = new PersonTable()
  readonly #labels = new Map<string, string>()
  readonly #incidents = new Map<string, boolean | null>()
  readonly #statements = new Map<string, StatedClaim | null>()
  readonly #others = { evidence: 0, statement: 0 }
  readonly #earlierSize: number | null
  #withdrawn = new Set<string>()
  #badRevision: string | null = null
  #badOpening: string | null = null
  earlierRoot: Uint8Array | null = null
  readonly sinceEarlier = { added: 0, amended: 0, withdrawn: 0 }
  release: number | null = null
  time: string | null = null

  constructor(earlierSize: number | null) {
    this.#earlierSize = earlierSize
  }

  get size(): number {
    return this.#log.size
  }

  take(origin: string, record: ViewRecord): void {
    const position = this.#log.size
    const facts = recordFacts(record)
    const key = SCHEMAS.findIndex((schema) => schema.kind === facts.kind) + String.fromCharCode(...facts.id)
    let root: Uint8Array | null
    if (record.open) {
      root = rootOfPartial(origin, record.partial)
      if (root === null) {
        this.#badOpening ??= `The openings of entry ${position} do not fit its schema.`
        root = new Uint8Array(32)
      }
    } else root = record.root
    const { schema, id, revision } = record.open ? record.partial : record
    this.#log.append(leafHash(entryBytes({ schema, id, revision, root })))

    const before = this.#revisions.get(key) ?? 0
    if (revision !== before + 1)
      this.#badRevision ??= `Entry ${position} is revision ${revision} of a record that is at revision ${before}.`
    this.#revisions.set(key, revision)
    this.#remember(key, facts, before === 0)

    const earlier = this.#earlierSize
    if (earlier !== null) {
      if (position >= earlier && facts.kind !== 'statement') {
        if (facts.valueOf('status') === 'withdrawn') this.sinceEarlier.withdrawn++
        else if (before === 0) this.sinceEarlier.added++
        else this.sinceEarlier.amended++
      }
      if (this.#log.size === earlier) this.earlierRoot = this.#log.root()
    }
  }

  #remember(key: string, facts: ReturnType<typeof recordFacts>, isNew: boolean): void {
    const { kind, id, valueOf } = facts
    if (valueOf('status') === 'withdrawn') this.#withdrawn.add(key)
    else this.#withdrawn.delete(key)
    if (kind === 'person') this.#persons.set(key, valueOf)
    else if (kind === 'incident') {
      const status = valueOf('status')
      this.#incidents.set(toHex(id), status === undefined ? null : status === 'live')
      const label = valueOf('label')
      if (typeof label === 'string') this.#labels.set(toHex(id), label)
    } else {
      if (isNew) this.#others[kind]++
      if (kind === 'statement') this.#takeStatement(key, facts)
    }
  }

  #takeStatement(key: string, { valueOf }: ReturnType<typeof recordFacts>): void {
    const values = SCHEMAS.find((schema) => schema.kind === 'statement')!.fields.map(
      (field) => valueOf(field.name) ?? null,
    )
    if (valueOf('status') !== 'live') {
      this.#statements.delete(key)
      return
    }
    const claim = statedClaim(values)
    if (claim !== null) this.#statements.set(key, claim)
    else if (typeof valueOf('release') === 'number' && valueOf('claim') === null) {
      this.release = valueOf('release') as number
      const time = valueOf('time')
      this.time = typeof time === 'string' ? time : null
    }
  }

  conclude(checkpoint: Checkpoint, findings: Findings): void {
    if (this.#badOpening !== null) findings.fail('openings', this.#badOpening)
    if (equal(this.#log.root(), checkpoint.root) && this.#log.size === checkpoint.size) {
      findings.pass('log')
      findings.pass('openings')
    } else {
      const reason =
        'The entries do not hash to the root that was signed: an entry or an open value was altered, added, removed or moved.'
      findings.fail('log', reason)
      findings.fail('openings', reason)
    }
    if (this.#badRevision === null) findings.pass('revisions')
    else findings.fail('revisions', this.#badRevision)
    this.#concludeReferences(findings)
  }

  #concludeReferences(findings: Findings): void {
    let closed = this.#incidents.size > 0 && [...this.#incidents.values()].includes(null)
    for (const { incident, status } of this.#persons.incidents()) {
      if (status === 'withdrawn') continue
      if (incident === undefined) closed = true
      else if (
        incident === null ||
        !this.#incidents.has(toHex(incident)) ||
        this.#incidents.get(toHex(incident)) === false
      )
        return findings.fail('references', 'A listed person belongs to no listed incident.')
    }
    if (closed) findings.skip('references', 'personsClosed')
    else findings.pass('references')
  }

  claims(language: Language): readonly ClaimCheck[] {
    const labelOf = (id: Uint8Array) => this.#labels.get(toHex(id))
    return [...this.#statements.values()]
      .filter((claim) => claim !== null)
      .map((claim) => ({ claim, text: claimText(claim, labelOf, language) }))
      .sort(
        (a, b) => claimRank(a.claim) - claimRank(b.claim) || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0),
      )
      .map(({ claim, text }) => {
        const counted = this.#persons.count(claim)
        const status = counted === null ? 'not-checked' : counted === claim.count ? 'pass' : 'fail'
        const reason = counted === null ? { reason: REASONS.closed[language] } : {}
        return { text, stated: claim.count, counted, status, ...reason }
      })
  }

  totals(): Totals {
    const withdrawn = (schema: number) =>
      [...this.#withdrawn].filter((key) => key.startsWith(String(schema))).length
    return {
      entries: this.#log.size,
      incidents: this.#incidents.size - withdrawn(0),
      persons: this.#persons.size - withdrawn(1),
      evidence: this.#others.evidence - withdrawn(2),
      statements: this.#others.statement - withdrawn(3),
      withdrawn: this.#withdrawn.size - withdrawn(3),
    }
  }
}

/** Persons in all come first, then incidents, then the documenter's own claims, then sex and age. */
function claimRank(claim: Claim): number {
  if (claim.where.size === 0) return 0
  if (claim.where.has('incident')) return claim.where.get('incident')!.length === 1 ? 1 : 2
  return (
    3 + PERSON.fields.findIndex((field) => claim.where.has(field.name)) + (claim.where.size > 1 ? 100 : 0)
  )
}
