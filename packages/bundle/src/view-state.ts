/** What is remembered of a view while it streams by, and what follows from it at its end. */
import { equal, toHex, type Value } from '@amana/codec'
import { Appender, type Checkpoint } from '@amana/log'
import { entryLeafHash, PERSON, rootOfPartial, SCHEMAS, STATEMENT } from '@amana/records'
import { type Claim, claimText, type StatedClaim, statedClaim } from './claims.js'
import { Distinctness } from './distinctness.js'
import { IdIndex } from './id-index.js'
import { PersonTable } from './person-table.js'
import { type Belonging, ProvenTables } from './proven-tables.js'
import { recordFacts, type ViewRecord } from './reader.js'
import type { Change, ChangeKind, ClaimCheck, Findings, Totals } from './report.js'
import { type Language, REASONS } from './sentences.js'

/** What is remembered of an earlier view. */
export interface Earlier {
  readonly size: number
  /** Records that it said were withdrawn. */
  readonly withdrawn: ReadonlySet<string>
}

/** Rows of records, and what a view says of them. */
class Seen {
  readonly index = new IdIndex()
  /** Of each record its newest revision. */
  revisions = new Uint32Array(64)
  /** Whether the status of that is closed. */
  closed = new Uint8Array(64)

  /** The row of a record, with room for it. */
  rowOf(id: Uint8Array): number {
    const row = this.index.rowOf(id)
    if (row >= this.revisions.length) {
      const { revisions, closed } = this
      this.revisions = new Uint32Array(2 * revisions.length)
      this.revisions.set(revisions)
      this.closed = new Uint8Array(2 * closed.length)
      this.closed.set(closed)
    }
    return row
  }
}

/** What is remembered of a view while it streams by: a few numbers a record. */
export class ViewState {
  readonly #log = new Appender()
  readonly #seen = { incident: new Seen(), person: new Seen(), evidence: new Seen(), statement: new Seen() }
  readonly #closed = { incident: 0, person: 0, evidence: 0, statement: 0 }
  readonly #persons = new PersonTable()
  readonly #distinctness = new Distinctness()
  readonly #labels = new Map<string, string>()
  readonly #incidents = new Map<string, boolean | null>()
  readonly #statements = new Map<string, StatedClaim | null>()
  /** Persons as tallies count them, and the tables that hold of them. */
  readonly tables: ProvenTables
  readonly #others = { evidence: 0, statement: 0 }
  readonly #earlier: Earlier | null
  readonly #marks: ReadonlySet<number>
  #withdrawn = new Set<string>()
  /** Key of the statement about the release itself. */
  #aboutRelease: string | null = null
  #badRevision: string | null = null
  /** Whether the openings of some entry lead to no root at all: then no root of the log can be right. */
  #isBroken = false
  readonly #hidden = new Set<string>()
  /** The release that each live statement names. */
  readonly #releases = new Map<string, Value>()
  #badOpening: string | null = null
  /** Roots of the log when it had the sizes that were asked for. */
  readonly rootAt = new Map<number, Uint8Array>()
  /** Revisions after the earlier view. */
  readonly changes: Change[] = []
  release: number | null = null
  time: string | null = null

  /**
   * @param earlier what an earlier view of the log said, to tell what is new since
   * @param marks sizes of the log at which its root is asked for
   * @param counted fields that tallies of the view count
   */
  constructor(earlier: Earlier | null, marks: Iterable<number>, counted: Iterable<string>) {
    this.#earlier = earlier
    this.tables = new ProvenTables(counted)
    this.#marks = new Set(marks)
  }

  /** Records that are known to be withdrawn. */
  get withdrawn(): ReadonlySet<string> {
    return this.#withdrawn
  }

  get size(): number {
    return this.#log.size
  }

  /**
   * Takes the next record; gives the root of its fields.
   * @param known the commitments of its open tallied fields, where they were made before
   */
  take(origin: string, record: ViewRecord, known?: readonly Uint8Array[]): Uint8Array {
    const position = this.#log.size
    const facts = recordFacts(record)
    let root: Uint8Array | null
    const elements = facts.kind === 'person' ? this.tables.row(facts.id) : undefined
    if (record.open) {
      root = rootOfPartial(origin, record.partial, elements, known)
      if (root === null) {
        this.#badOpening ??= `The openings of entry ${position} do not fit its schema.`
        root = new Uint8Array(32)
        this.#isBroken = true
      }
    } else root = record.root
    const { schema, id, revision } = record.open ? record.partial : record
    this.#log.append(entryLeafHash({ schema, id, revision, root }))

    const seen = this.#seen[facts.kind]
    const row = seen.rowOf(id)
    const before = seen.revisions[row]!
    if (revision !== before + 1)
      this.#badRevision ??= `Entry ${position} is revision ${revision} of a record that is at revision ${before}.`
    const isClosed = Number(facts.get('status') === undefined)
    this.#closed[facts.kind] += isClosed - seen.closed[row]!
    seen.revisions[row] = revision
    seen.closed[row] = isClosed
    this.#remember(row, facts, before === 0)

    if (this.#earlier !== null && position >= this.#earlier.size) this.#noteChange(this.#earlier, facts)
    if (this.#marks.has(this.#log.size)) this.rootAt.set(this.#log.size, this.#log.root())
    return root
  }

  #noteChange(earlier: Earlier, facts: ReturnType<typeof recordFacts>): void {
    const { kind, id, revision, get } = facts
    if (kind === 'statement') return
    const status = get('status')
    const reason = get('withdrawal_reason')
    let change: ChangeKind
    if (status === 'withdrawn') change = 'withdrawn'
    else if (revision === 1) change = 'added'
    else if (status === undefined) change = 'revised'
    else change = earlier.withdrawn.has(keyOf(facts)) ? 'relisted' : 'amended'
    this.changes.push({
      change,
      kind,
      id: toHex(id),
      revision,
      reason: typeof reason === 'string' ? reason : null,
    })
  }

  #remember(row: number, facts: ReturnType<typeof recordFacts>, isNew: boolean): void {
    const { kind, id, get } = facts
    if (get('status') === 'withdrawn') this.#withdrawn.add(keyOf(facts))
    else if (!isNew) this.#withdrawn.delete(keyOf(facts))
    if (kind === 'person') {
      this.#persons.set(row, get)
      this.#distinctness.set(row, get('status'), get('linkage'))
    } else if (kind === 'incident') {
      const status = get('status')
      this.#incidents.set(toHex(id), status === undefined ? null : status === 'live')
      const label = get('label')
      if (typeof label === 'string') this.#labels.set(toHex(id), label)
      else this.#labels.delete(toHex(id))
    } else {
      if (isNew) this.#others[kind]++
      if (kind === 'statement') this.#takeStatement(keyOf(facts), facts)
    }
  }

  #takeStatement(key: string, { get }: ReturnType<typeof recordFacts>): void {
    const values = STATEMENT.fields.map((field) => get(field.name) ?? null)
    const isOpen = STATEMENT.fields.every((field) => get(field.name) !== undefined)
    if (isOpen) this.#hidden.delete(key)
    else this.#hidden.add(key)
    // Only the newest revision speaks. Where it is closed, one that was opened in an older view says nothing either.
    this.#statements.delete(key)
    this.#releases.delete(key)
    if (key === this.#aboutRelease) {
      this.release = null
      this.time = null
    }
    if (get('status') !== 'live') return
    this.#releases.set(key, get('release') ?? null)
    const claim = statedClaim(values)
    if (claim !== null || get('claim') !== null) this.#statements.set(key, claim)
    else if (typeof get('release') === 'number') {
      this.#aboutRelease = key
      this.release = get('release') as number
      const time = get('time')
      this.time = typeof time === 'string' ? time : null
    }
  }

  conclude(checkpoint: Checkpoint, findings: Findings): void {
    if (this.#badOpening !== null) findings.fail('openings', this.#badOpening)
    if (!this.#isBroken && equal(this.#log.root(), checkpoint.root) && this.#log.size === checkpoint.size) {
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
  }

  /** Whether every listed person's incident is listed: by open fields, and by every table over status and incident. */
  concludeReferences(findings: Findings): void {
    const accounts = [[...this.#persons.incidents()].map((one) => [one]), ...this.tables.incidents()].map(
      (cells) => cells.map((possible) => new Set(possible.map((one) => this.#belongs(one)))),
    )
    // What one account leaves open another may tell; what one shows to be wrong no other makes good.
    if (accounts.some((cells) => cells.some((verdicts) => verdicts.size === 1 && verdicts.has(false))))
      findings.fail('references', 'A listed person belongs to no listed incident.')
    else if (
      [...this.#incidents.values()].includes(null) ||
      !accounts.some((cells) => cells.every((verdicts) => verdicts.size === 1 && verdicts.has(true)))
    )
      findings.skip('references', 'personsClosed')
    else findings.pass('references')
  }

  /** Whether a person is withdrawn or belongs to an incident that is listed; null where that is closed. */
  #belongs({ incident, status }: Belonging): boolean | null {
    if (status === 'withdrawn') return true
    // One that is withdrawn has null, too.
    if (incident === undefined || (incident === null && status === undefined)) return null
    if (incident === null || !this.#incidents.has(toHex(incident))) return false
    return this.#incidents.get(toHex(incident)) !== false
  }

  concludeDistinctness(findings: Findings): void {
    const found = this.#distinctness.conclude()
    if (found === 'distinct') findings.pass('distinctness')
    else
      findings.skip(
        'distinctness',
        found === 'shared' ? 'keysShared' : found === 'unlike' ? 'tokensUnlike' : 'tokensClosed',
      )
  }

  /** What is wrong with the statements as a whole, so that no claim of them can stand; null where nothing is. */
  claimFault(): string | null {
    if (this.#hidden.size > 0)
      return 'A statement is closed in this view: what it claims is hidden, though every view must show it.'
    if ([...this.#statements.values()].includes(null))
      return 'A claim is of a kind that this version does not know.'
    const releases = new Set(this.#releases.values())
    if (releases.has(null)) return 'A statement does not say of which release it is.'
    if (releases.size > 1)
      return 'A claim of an earlier release stands among those of a later one, neither stated again nor withdrawn.'
    return null
  }

  claims(language: Language): readonly ClaimCheck[] {
    return [...this.#statements.values()]
      .filter((claim) => claim !== null)
      .map((claim) => {
        const counted = this.#persons.count(claim) ?? this.tables.count(claim.where)
        // What was counted is never left to the documenter's words, also where the label of an incident is closed.
        const labelOf = (id: Uint8Array) =>
          this.#labels.get(toHex(id)) ?? (counted === null ? undefined : `#${toHex(id.subarray(0, 4))}`)
        return { claim, counted, text: claimText(claim, labelOf, language) }
      })
      .sort(
        (a, b) => claimRank(a.claim) - claimRank(b.claim) || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0),
      )
      .map(({ claim, counted, text }) => {
        const status = counted === null ? 'not-checked' : counted === claim.count ? 'pass' : 'fail'
        const reason = counted === null ? { reason: REASONS.closed[language] } : {}
        return { text, stated: claim.count, counted, status, ...reason }
      })
  }

  totals(): Totals {
    const withdrawn = (schema: number) =>
      [...this.#withdrawn].filter((key) => key.startsWith(String(schema))).length
    const proven = this.tables.withdrawn
    const persons = proven ?? withdrawn(1)
    return {
      entries: this.#log.size,
      incidents: this.#incidents.size - withdrawn(0),
      persons: this.#persons.size - persons,
      evidence: this.#others.evidence - withdrawn(2),
      statements: this.#others.statement - withdrawn(3),
      withdrawn: withdrawn(0) + persons + withdrawn(2),
      closed: this.#closed.incident + this.#closed.evidence + (proven === null ? this.#closed.person : 0),
    }
  }
}

const KINDS = SCHEMAS.map(({ kind }) => kind)

/** A record as a text: the number of its kind, and its id. */
const keyOf = ({ kind, id }: ReturnType<typeof recordFacts>): string =>
  KINDS.indexOf(kind) + String.fromCharCode(...id)

/** Persons in all come first, then incidents, then the documenter's own claims, then sex and age. */
function claimRank(claim: Claim): number {
  if (claim.where.size === 0) return 0
  if (claim.where.has('incident')) return claim.where.get('incident')!.length === 1 ? 1 : 2
  return (
    3 + PERSON.fields.findIndex((field) => claim.where.has(field.name)) + (claim.where.size > 1 ? 100 : 0)
  )
}
