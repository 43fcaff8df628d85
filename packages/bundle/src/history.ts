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
import { choiceOf, choiceValue, type ViewChoice } from './view-choice.js'

/** One change of a case, as it is kept: `[name, …]`. See {@link History.apply}. */
export type Operation = readonly Value[]

/** A revision that stands in the log. */
export interface Logged {
  readonly revision: number
  /** Encoded values; null once the record was shredded. */
  values: Uint8Array | null
  secret: Uint8Array | null
  readonly root: Uint8Array
  /** The C of its tallied fields, one after the other; they take long to compute and say nothing. Empty where there are none. */
  readonly elements: Uint8Array
}

/** One record with its past. */
export interface CaseRecord {
  readonly kind: Kind
  /** The organisation's own key of it: row id, incident key, claim. */
  readonly key: string
  readonly id: RecordId
  /** 32 random bytes; a new one after shredding. */
  secret: Uint8Array
  /** Encoded values as they should be listed next. */
  current: Uint8Array
  /** Whether an incident was made from its persons' rows, so that later rows may change it. */
  derived: boolean
  /** What the words of the family's receipt give, 32 bytes; null where none were issued. */
  receipt: Uint8Array | null
  readonly logged: Logged[]
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

const recordKey = (kind: string, key: string): string => `${kind}\n${key}`

/** Records, log, releases and ledger, and how an operation changes them. */
export class History {
  readonly #idKey: Uint8Array
  readonly #records = new Map<string, CaseRecord>()
  readonly #incidentKeys = new Map<string, string>()
  readonly #log: { readonly record: CaseRecord; readonly logged: Logged }[] = []
  readonly #tree = new Appender()
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

  /** The entries of the log, in order. */
  get log(): readonly { readonly record: CaseRecord; readonly logged: Logged }[] {
    return this.#log
  }

  /** The tree over the log, to grow on. Entries are hashed when they are first asked for: not where no release follows. */
  logTree(): Appender {
    for (const { record, logged } of this.#log.slice(this.#tree.size)) {
      const { revision, root } = logged
      this.#tree.append(entryLeafHash({ schema: schemaOf(record.kind), id: record.id, revision, root }))
    }
    return this.#tree.copy()
  }

  get records(): IterableIterator<CaseRecord> {
    return this.#records.values()
  }

  /** The record of a row, an incident or a claim, if the case has it. */
  record(kind: Kind, key: string): CaseRecord | undefined {
    return this.#records.get(recordKey(kind, key))
  }

  /** The values of a record as they should be listed next, by field name. */
  valuesByName(record: CaseRecord): Record<string, Value> {
    return namedValues(schemaOf(record.kind), decode(record.current) as readonly Value[])
  }

  /** One of these values: where few are asked for of many records. */
  valueOf(record: CaseRecord, field: string): Value {
    return itemAt(record.current, fieldIndex(schemaOf(record.kind), field))
  }

  /** Whether a record's current values are not those of its last revision in the log. */
  isChanged(record: CaseRecord): boolean {
    const last = record.logged.at(-1)
    return last === undefined || last.values === null || !equal(last.values, record.current)
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
   * values and secret, or null where shredded), `['handed', audience, size, file digest, choice]`, `['answered', size, request digest, file digest, fields, asked ids, opened ids]`,
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
        const known = this.record(kind, key)
        if (known !== undefined) {
          known.current = current
          known.derived = derived
        } else if (secret !== null) this.#add(kind, key, secret, current, derived)
        else throw new AmanaError('case/bad-operation', 'The store holds a change of an unknown record.')
        return
      }
      case 'withdraw': {
        const [kind, key, reason, secret] = rest as [Kind, string, string, Uint8Array]
        const known = this.record(kind, key)
        if (known === undefined)
          throw new AmanaError('case/bad-operation', 'The store withdraws an unknown record.')
        known.current = encode(valuesOf(schemaOf(kind), { status: 'withdrawn', withdrawal_reason: reason }))
        if (reason === 'consent') {
          known.secret = secret
          known.receipt = null
          for (const logged of known.logged) {
            logged.values = null
            logged.secret = null
          }
        }
        return
      }
      case 'release': {
        const [number, time, note, entries] = rest as [number, string | null, string, readonly Operation[]]
        for (const entry of entries) {
          const [kind, key, revision, root, elements, ...past] = entry as [
            Kind,
            string,
            number,
            Uint8Array,
            Uint8Array,
            ...(Uint8Array | null)[],
          ]
          const record = this.record(kind, key)
          if (record === undefined)
            throw new AmanaError('case/bad-operation', 'A release lists an unknown record.')
          const [values = record.current, secret = record.secret] = past
          const logged = { revision, values, secret, root, elements }
          record.logged.push(logged)
          this.#log.push({ record, logged })
        }
        const { size, root } = parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1))
        this.#releases.push({ number, size, root, note, time })
        return
      }
      case 'handed': {
        const [audience, size, file, choice] = rest as [string, number, Uint8Array, Value?]
        this.#handed.push({ audience, size, file, choice: choiceOf(choice) })
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
        this.#answers.push({ size, request, file, fields, asked, opened })
        return
      }
      case 'receipt': {
        const [key, receipt] = rest as [string, Uint8Array]
        const known = this.record('person', key)
        if (known === undefined)
          throw new AmanaError('case/bad-operation', 'The store holds a receipt of an unknown record.')
        known.receipt = receipt
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

  /** The fewest operations that make this case as it is now, without anything that was shredded. */
  snapshot(): readonly Operation[] {
    const operations: Operation[] = []
    for (const { kind, key, secret, current, derived, receipt } of this.#records.values()) {
      operations.push(['put', kind, key, secret, current, derived])
      if (receipt !== null) operations.push(['receipt', key, receipt])
    }
    let at = 0
    for (const { number, time, note, size } of this.#releases) {
      const entries = this.#log
        .slice(at, size)
        .map(({ record, logged }) => [
          record.kind,
          record.key,
          logged.revision,
          logged.root,
          logged.elements,
          logged.values,
          logged.secret,
        ])
      operations.push(['release', number, time, note, entries])
      at = size
    }
    for (const { audience, size, file, choice } of this.#handed)
      operations.push(['handed', audience, size, file, choiceValue(choice)])
    for (const { size, request, file, fields, asked, opened } of this.#answers)
      operations.push(['answered', size, request, file, fields, asked, opened])
    if (this.#scopeChanged) operations.push(['scope', encodeScope(this.#scope)])
    return operations
  }

  #add(kind: Kind, key: string, secret: Uint8Array, current: Uint8Array, derived: boolean): void {
    const id = recordId(this.#idKey, kind, key)
    if (kind === 'incident') this.#incidentKeys.set(toHex(id), key)
    this.#records.set(recordKey(kind, key), {
      kind,
      key,
      id,
      secret,
      current,
      derived,
      receipt: null,
      logged: [],
    })
  }
}
