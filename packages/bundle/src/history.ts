/**
 * What a case has been through: its records with their revisions, the log, the releases and the ledger. Every change is
 * an operation, a plain value: the same operations in the same order give the same history, so a store is a list of them.
 */
import { AmanaError, decode, encode, equal, itemAt, toHex, type Value } from '@amana/codec'
import { wipe } from '@amana/crypto'
import { decodeScope, encodeScope, type LinkageScope } from '@amana/linkage'
import { Appender, parseCheckpoint } from '@amana/log'
import {
  entryLeafHash,
  fieldIndex,
  type Kind,
  namedValues,
  type RecordId,
  recordId,
  schemaOf,
  valuesOf,
} from '@amana/records'
import { type CaseRecord, type Logged, RecordStore } from './record-store.js'
import { choiceOf, choiceValue, type ViewChoice } from './view-choice.js'

export type { CaseRecord, Logged } from './record-store.js'

/** One change of a case, as it is kept: `[name, …]`. See {@link History.apply}. */
export type Operation = readonly Value[]

/** One entry of the log. */
export interface LogEntry {
  /** Its place in the log. */
  readonly at: number
  readonly record: CaseRecord
  readonly logged: Logged
}

/** One signed release. */
export interface Release {
  readonly number: number
  /** Entries in the log after it. */
  readonly size: number
  readonly root: Uint8Array
  /** The signed checkpoint. */
  readonly note: string
  /** The stated time, or null. */
  readonly time: string | null
}

/** One thing that was handed out: to whom, at which log size, and the digest of the file. */
export interface Handed {
  readonly audience: string
  readonly size: number
  readonly file: Uint8Array
  /** What was asked for beside the audience's policy. */
  readonly choice: ViewChoice
}

/** An answer to a request, as the ledger remembers it. */
export interface Answered {
  /** Of the log that it is about. */
  readonly size: number
  /** Digest of the request. */
  readonly request: Uint8Array
  /** Digest of the file. */
  readonly file: Uint8Array
  readonly fields: readonly string[]
  /** Ids of the persons who were asked for, and of those who were opened: none in a refusal. */
  readonly asked: readonly Uint8Array[]
  readonly opened: readonly Uint8Array[]
}

/** Records, log, releases and ledger, and how an operation changes them. */
export class History {
  readonly #idKey: Uint8Array
  readonly #store: RecordStore
  readonly #incidentKeys = new Map<string, string>()
  #tree = new Appender()
  readonly #releases: Release[] = []
  readonly #handed: Handed[] = []
  readonly #answers: Answered[] = []
  #scope: LinkageScope
  #scopeChanged = false
  #changes = 0

  /**
   * @param idKey the key under which rows become ids, 32 bytes
   * @param scope the linkage scope to begin with; it is copied
   */
  constructor(idKey: Uint8Array, scope: LinkageScope) {
    this.#idKey = idKey
    this.#store = new RecordStore(idKey)
    this.#scope = decodeScope(encodeScope(scope))
  }

  /** The linkage scope and epoch in which tokens are made now. Past releases keep the tokens that they have. */
  get scope(): LinkageScope {
    return this.#scope
  }

  /** How many operations have taken effect. */
  get changes(): number {
    return this.#changes
  }

  get releases(): readonly Release[] {
    return this.#releases
  }

  /** Everything ever handed out, but answers to requests. */
  get ledger(): readonly Handed[] {
    return this.#handed
  }

  /** Every answer to a request: the ledger's other part. */
  get answers(): readonly Answered[] {
    return this.#answers
  }

  /** The entries of the log, in order: all of them at once. */
  get log(): readonly LogEntry[] {
    return [...this.entries()]
  }

  /** How many entries the log has. */
  get logSize(): number {
    return this.#store.entries
  }

  /** The entries of the log from one place to before another, each made when its turn comes. */
  *entries(from = 0, to = this.logSize): Generator<LogEntry, void> {
    for (let at = from; at < to; at++)
      yield { at, record: this.#store.record(this.#store.rowAt(at)), logged: this.#store.logged(at) }
  }

  /** Of the first `size` entries of the log, in their order, which are the newest of their records: 1, and 0 for the others. */
  newestOf(size: number): Uint8Array {
    const newest = new Uint8Array(size)
    const seen = new Uint8Array(this.#store.size)
    for (let at = size - 1; at >= 0; at--) {
      const row = this.#store.rowAt(at)
      newest[at] = 1 - seen[row]!
      seen[row] = 1
    }
    return newest
  }

  /** The tree over the log, to grow on. Entries are hashed when they are first asked for: not where no release follows. */
  logTree(): Appender {
    for (const { record, logged } of this.entries(this.#tree.size)) {
      const { revision, root } = logged
      this.#tree.append(entryLeafHash({ schema: schemaOf(record.kind), id: record.id, revision, root }))
    }
    return this.#tree.copy()
  }

  /** Keeps what {@link logTree} gave and a release has grown: the next one need not hash these entries again. */
  keepTree(tree: Appender): void {
    if (tree.size === this.logSize) this.#tree = tree
  }

  get records(): IterableIterator<CaseRecord> {
    return this.#records()
  }

  *#records(): Generator<CaseRecord, void> {
    for (let row = 0; row < this.#store.size; row++) yield this.#store.record(row)
  }

  /** The records of a kind, in the order in which they came. */
  *recordsOf(kind: Kind): Generator<CaseRecord, void> {
    for (let row = 0; row < this.#store.size; row++)
      if (this.#store.kindAt(row) === kind) yield this.#store.record(row)
  }

  /** Those of them whose values may be others than those of their last revision in the log. */
  *unlistedOf(kind: Kind): Generator<CaseRecord, void> {
    for (let row = 0; row < this.#store.size; row++)
      if (this.#store.isUnlisted(row) && this.#store.kindAt(row) === kind) yield this.#store.record(row)
  }

  /** Lets a record be looked at by the next release, whether or not it was put. */
  unlist(record: CaseRecord): void {
    this.#store.unlist(record.row)
  }

  /** The record of a row, an incident or a claim, if the case has it. */
  record(kind: Kind, key: string): CaseRecord | undefined {
    const row = this.#store.rowOf(kind, key)
    return row < 0 ? undefined : this.#store.record(row)
  }

  /** The values of a record as they should be listed next, by field name. */
  valuesByName(record: CaseRecord): Record<string, Value> {
    return namedValues(schemaOf(record.kind), decode(record.current) as readonly Value[])
  }

  /** One of these values: where few are asked for of many records. */
  valueOf(record: CaseRecord, field: string): Value {
    const place = fieldIndex(schemaOf(record.kind), field)
    return itemAt(this.#store.currentAt(record.row, place + 1), place)
  }

  /** Whether a record's current values are not those of its last revision in the log. */
  isChanged(record: CaseRecord): boolean {
    const last = record.logged.at(-1)
    const values = last?.values ?? null
    return values === null || !equal(values, this.#store.currentAt(record.row))
  }

  /** Whether a record was withdrawn. */
  isWithdrawn(record: CaseRecord): boolean {
    return this.valueOf(record, 'status') === 'withdrawn'
  }

  /** The id that a record of this kind and key has or would have. */
  idOf(kind: Kind, key: string): RecordId {
    return recordId(this.#idKey, kind, key)
  }

  /** The key of the incident with an id, if the case has it. */
  incidentKey(id: Uint8Array): string | undefined {
    return this.#incidentKeys.get(toHex(id))
  }

  /**
   * Lets one operation take effect; replaying all kept ones rebuilds the case.
   * `['put', kind, key, secret or null, values, derived]`, `['withdraw', kind, key, reason, new secret]`,
   * `['release', number, time, note, [[kind, key, revision, root, elements]…]]` (in a compacted store each with its
   * values and secret, or null where shredded), `['listed', [[kind, …]…]]` of entries that are listed before those of the release that
   * follows, `['handed', audience, size, file digest, choice]`, `['answered', size, request digest, file digest, fields, asked ids, opened ids]`,
   * `['scope', encoded scope]`, `['receipt', row id, what the words give]`.
   * @throws {AmanaError} `case/bad-operation`
   */
  apply(operation: Operation): void {
    this.#changes++
    const [name, ...rest] = operation
    switch (name) {
      case 'put': {
        const [kind, key, secret, current, derived] = rest as [
          Kind,
          string,
          Uint8Array | null,
          Uint8Array,
          boolean,
        ]
        const row = this.#store.rowOf(kind, key)
        if (row >= 0) this.#store.put(row, current, derived)
        else if (secret !== null) this.#add(kind, key, secret, current, derived)
        else throw new AmanaError('case/bad-operation', 'The store holds a change of an unknown record.')
        return
      }
      case 'withdraw': {
        const [kind, key, reason, secret] = rest as [Kind, string, string, Uint8Array]
        const row = this.#store.rowOf(kind, key)
        if (row < 0) throw new AmanaError('case/bad-operation', 'The store withdraws an unknown record.')
        this.#store.put(
          row,
          encode(valuesOf(schemaOf(kind), { status: 'withdrawn', withdrawal_reason: reason })),
          this.#store.isDerived(row),
        )
        if (reason === 'consent') this.#store.shred(row, checkedSecret(secret))
        return
      }
      case 'listed': {
        this.#list(rest[0] as readonly Value[])
        return
      }
      case 'release': {
        const [number, time, note, entries] = rest as [number, string | null, string, readonly Value[]]
        this.#list(entries)
        const { size, root } = parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1))
        this.#releases.push({ number, size, root, note, time })
        return
      }
      case 'handed': {
        const [audience, size, file, choice] = rest as [string, number, Uint8Array, Value?]
        this.#handed.push({ audience, size, file: file.slice(), choice: choiceOf(choice) })
        return
      }
      case 'answered': {
        const [size, request, file, fields, asked, opened] = rest as [
          number,
          Uint8Array,
          Uint8Array,
          readonly string[],
          readonly Uint8Array[],
          readonly Uint8Array[],
        ]
        this.#answers.push({
          size,
          request: request.slice(),
          file: file.slice(),
          fields,
          asked: asked.map((id) => id.slice()),
          opened: opened.map((id) => id.slice()),
        })
        return
      }
      case 'receipt': {
        const [key, receipt] = rest as [string, Uint8Array]
        const row = this.#store.rowOf('person', key)
        if (row < 0)
          throw new AmanaError('case/bad-operation', 'The store holds a receipt of an unknown record.')
        this.#store.setReceipt(row, receipt)
        return
      }
      case 'scope': {
        const next = decodeScope(rest[0] as Uint8Array)
        wipe(this.#scope.key)
        this.#scope = next
        this.#scopeChanged = true
        return
      }
      default:
        throw new AmanaError('case/bad-operation', 'The store holds an operation of another version.')
    }
  }

  #list(entries: readonly Value[]): void {
    for (const entry of entries) {
      const [kind, key, revision, root, elements, values] = entry as [
        Kind,
        string,
        number,
        Uint8Array,
        Uint8Array,
        (Uint8Array | null)?,
      ]
      const row = this.#store.rowOf(kind, key)
      if (row < 0 || root.length !== 32)
        throw new AmanaError('case/bad-operation', 'A release lists an unknown record, or no root.')
      this.#store.append(row, revision, root, elements, values)
    }
  }

  /** The fewest operations that make this case as it is now, without anything that was shredded. */
  snapshot(): readonly Operation[] {
    return [...this.operations()]
  }

  /** {@link History.snapshot}, one by one: to be gone through before the case changes. */
  *operations(): Generator<Operation, void> {
    for (const { kind, key, secret, current, derived, receipt } of this.records) {
      yield ['put', kind, key, secret, current, derived]
      if (receipt !== null) yield ['receipt', key, receipt]
    }
    let at = 0
    for (const { number, time, note, size } of this.#releases) {
      const from = at
      yield* releaseOperations(number, time, note, this.#listed(from, size))
      at = size
    }
    for (const { audience, size, file, choice } of this.#handed)
      yield ['handed', audience, size, file, choiceValue(choice)]
    for (const { size, request, file, fields, asked, opened } of this.#answers)
      yield ['answered', size, request, file, fields, asked, opened]
    if (this.#scopeChanged) yield ['scope', encodeScope(this.#scope)]
  }

  *#listed(from: number, to: number): Generator<Value, void> {
    for (const { record, logged } of this.entries(from, to)) {
      const { revision, root, elements, values, secret } = logged
      yield [record.kind, record.key, revision, root, elements, values, secret]
    }
  }

  #add(kind: Kind, key: string, secret: Uint8Array, current: Uint8Array, derived: boolean): void {
    const id = recordId(this.#idKey, kind, key)
    if (kind === 'incident') this.#incidentKeys.set(toHex(id), key)
    this.#store.add(kind, key, id, checkedSecret(secret), current, derived)
  }
}

function checkedSecret(secret: Uint8Array): Uint8Array {
  if (secret.length !== 32)
    throw new AmanaError('case/bad-operation', 'The store holds a secret that is none.')
  return secret
}

/** Entries of a release in one operation, which stands whole in memory and in the store. */
const ENTRIES_AT_ONCE = 4096

/** The operations that add a release to the log: its entries, and with the last of them itself. */
export function* releaseOperations(
  number: number,
  time: string | null,
  note: string,
  entries: Iterable<Value>,
): Generator<Operation, void> {
  let part: Value[] = []
  for (const entry of entries) {
    if (part.length === ENTRIES_AT_ONCE) {
      yield ['listed', part]
      part = []
    }
    part.push(entry)
  }
  yield ['release', number, time, note, part]
}
