/**
 * A case in memory: what the organisation knows, the log it has signed, and what it has handed out. Every change is an
 * operation (a plain value); the same operations in the same order give the same case, so a store is a list of them.
 */
import { AmanaError, compare, decode, encode, equal, toHex, type Value } from '@amana/codec'
import { type CaseKeys, idKey, publicKeyOf, randomBytes } from '@amana/crypto'
import { type LinkageScope, tokensOf } from '@amana/linkage'
import { parseCheckpoint, verifierKey } from '@amana/log'
import { type NameParts, splitName, words } from '@amana/names'
import {
  ageRange,
  type CommittedRecord,
  commitRecord,
  type IncidentInput,
  incidentValues,
  type Kind,
  NAME_FIELDS,
  namedValues,
  type PersonInput,
  personValues,
  type RecordId,
  recordId,
  schemaOf,
  valuesOf,
} from '@amana/records'

/** One change of a case, as it is kept: `[name, …]`. See {@link Case.apply}. */
export type Operation = readonly Value[]

/** A revision that stands in the log. */
export interface Logged {
  readonly revision: number
  /** Encoded values; null once the record was shredded. */
  values: Uint8Array | null
  secret: Uint8Array | null
  readonly root: Uint8Array
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
}

/** What an import did, row by row numbers that add up. */
export interface ImportCount {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  /** Rows that were withdrawn earlier and stay so, unless `relist` asks for them. */
  readonly withdrawn: number
}

const recordKey = (kind: string, key: string): string => `${kind}\n${key}`

/** Says where a case keeps its operations; called with each change before it takes effect, all or nothing. */
export type Keep = (operations: readonly Operation[]) => void

/**
 * A case: records, log, releases and ledger.
 *
 * @example
 * const amana = new Case('amana/example', newCaseKeys(), newScope('example', 1))
 * amana.import([{ rowId: '1', given: 'سامي', family: 'الحلبي', incident: 'Market' }])
 * const release = makeRelease(amana, {})
 */
export class Case {
  readonly origin: string
  readonly keys: CaseKeys
  readonly scope: LinkageScope
  readonly #idKey: Uint8Array
  readonly #keep: Keep
  readonly #records = new Map<string, CaseRecord>()
  readonly #log: { readonly record: CaseRecord; readonly logged: Logged }[] = []
  readonly #releases: Release[] = []
  readonly #handed: Handed[] = []

  constructor(origin: string, keys: CaseKeys, scope: LinkageScope, keep: Keep = () => {}) {
    this.origin = origin
    this.keys = keys
    this.scope = scope
    this.#idKey = idKey(keys.master)
    this.#keep = keep
  }

  /** The public verification key, a C2SP verifier key: `origin+hash+base64`. */
  get verificationKey(): string {
    return verifierKey(this.origin, publicKeyOf(this.keys.signing))
  }

  get releases(): readonly Release[] {
    return this.#releases
  }

  /** Everything ever handed out. */
  get ledger(): readonly Handed[] {
    return this.#handed
  }

  /** The entries of the log, in order. */
  get log(): readonly { readonly record: CaseRecord; readonly logged: Logged }[] {
    return this.#log
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

  /** Whether a record's current values are not those of its last revision in the log. */
  isChanged(record: CaseRecord): boolean {
    const last = record.logged.at(-1)
    return last === undefined || last.values === null || !equal(last.values, record.current)
  }

  /** Whether a record was withdrawn. */
  isWithdrawn(record: CaseRecord): boolean {
    return (decode(record.current) as readonly Value[])[0] === 'withdrawn'
  }

  /** Keeps the operations and lets them take effect. */
  transact(operations: readonly Operation[]): void {
    if (operations.length === 0) return
    this.#keep(operations)
    for (const operation of operations) this.apply(operation)
  }

  /**
   * Takes in rows: new ones are added, changed ones updated. Incidents without a row of their own are made from their
   * persons' rows. Nothing happens unless all rows can be taken.
   * @param relist whether rows that were withdrawn are listed again
   * @throws {AmanaError} `case/too-long` for a row whose values exceed 64 KiB
   */
  import(
    persons: readonly PersonInput[],
    incidents: readonly IncidentInput[] = [],
    { relist = false }: { readonly relist?: boolean } = {},
  ): ImportCount {
    const count = { added: 0, updated: 0, unchanged: 0, withdrawn: 0 }
    const operations: Operation[] = []
    const put = (kind: Kind, key: string, values: readonly Value[], derived: boolean): keyof ImportCount => {
      const known = this.record(kind, key)
      if (known !== undefined && kind === 'person' && !relist && this.isWithdrawn(known)) return 'withdrawn'
      const current = encode(values)
      if (current.length > 65_536)
        throw new AmanaError('case/too-long', 'A row holds more than 64 KiB of text.')
      if (known === undefined) operations.push(['put', kind, key, randomBytes(32), current, derived])
      else if (!equal(known.current, current) || known.derived !== derived)
        operations.push(['put', kind, key, null, current, derived])
      return known === undefined ? 'added' : equal(known.current, current) ? 'unchanged' : 'updated'
    }

    const stated = new Map(incidents.map((incident) => [incident.key, incident]))
    for (const incident of incidents) {
      const outcome = put(
        'incident',
        incident.key,
        incidentValues(incident, incident.label ?? incident.key),
        false,
      )
      if (persons.length === 0) count[outcome]++
    }
    const ofIncident = this.#rowsByIncident(persons)
    const placeKnown = new Map<string, boolean>()
    for (const [key, rows] of ofIncident) {
      const known = this.record('incident', key)
      if (stated.has(key)) placeKnown.set(key, stated.get(key)!.place !== undefined)
      else if (known !== undefined && !known.derived)
        placeKnown.set(key, this.valuesByName(known).place !== undefined)
      else {
        const incident = incidentFromRows(key, rows)
        put('incident', key, incidentValues(incident, key), true)
        placeKnown.set(key, incident.place !== undefined)
      }
    }
    for (const person of persons) {
      const id = recordId(this.#idKey, 'person', person.rowId)
      const parts = namePartsOf(person)
      const values = personValues(person, {
        incident: recordId(this.#idKey, 'incident', person.incident),
        incidentPlaceKnown: placeKnown.get(person.incident) === true,
        nameKnown: parts.given !== undefined && parts.father !== undefined && parts.family !== undefined,
        linkage: this.#linkage(id, parts, person),
      })
      count[put('person', person.rowId, values, false)]++
    }
    this.transact(operations)
    return count
  }

  /** The rows of each incident that the given persons name, together with what the case already holds of it. */
  #rowsByIncident(persons: readonly PersonInput[]): ReadonlyMap<string, readonly IncidentFacts[]> {
    const rows = new Map<string, IncidentFacts[]>()
    const keyOf = new Map<string, string>()
    const given = new Set<string>()
    for (const person of persons) {
      given.add(person.rowId)
      const known = rows.get(person.incident)
      if (known !== undefined) known.push(person)
      else {
        rows.set(person.incident, [person])
        keyOf.set(toHex(recordId(this.#idKey, 'incident', person.incident)), person.incident)
      }
    }
    for (const record of this.#records.values()) {
      if (record.kind !== 'person' || given.has(record.key)) continue
      const values = this.valuesByName(record)
      const key = values.incident instanceof Uint8Array ? keyOf.get(toHex(values.incident)) : undefined
      if (key !== undefined) rows.get(key)!.push(factsOf(values))
    }
    return rows
  }

  #linkage(id: RecordId, parts: NameParts, person: PersonInput): readonly Value[] {
    const { scheme, normaliser, id: scope, epoch } = this.scope
    const { min, max } = ageRange(person)
    const tokens = tokensOf(this.scope, id, {
      parts,
      ...(person.sex === undefined ? {} : { sex: person.sex }),
      // A range of more than three years says too little: the windows of the tokens are six wide.
      ...(min === undefined || max === undefined || max - min > 3 ? {} : { age: Math.floor((min + max) / 2) }),
    })
    return [scheme, normaliser, scope, epoch, ...tokens]
  }

  /**
   * Withdraws records: the next release says so in a revision that holds nothing else; a record that was never released
   * never will be. With reason `consent` the record's secrets and values are deleted as well, past ones too.
   * @throws {AmanaError} `case/no-such-row` naming the row id
   */
  withdraw(kind: Kind, keys: readonly string[], reason: string): void {
    const operations = [...new Set(keys)].map((key): Operation => {
      if (this.record(kind, key) === undefined)
        throw new AmanaError('case/no-such-row', `The case has no ${kind} with the row id given.`, {
          row: key,
        })
      return ['withdraw', kind, key, reason, randomBytes(32)]
    })
    this.transact(operations)
  }

  /** How many listed incidents are shown by a number, since their label holds a word of a person's name. */
  get hiddenLabels(): number {
    return [...this.#records.values()].filter((record) => {
      if (record.kind !== 'incident' || this.isWithdrawn(record)) return false
      const { label, label_as_written: written } = this.valuesByName(record)
      return label !== written
    }).length
  }

  /** The id that a record of this kind and key has or would have. */
  idOf(kind: Kind, key: string): RecordId {
    return recordId(this.#idKey, kind, key)
  }

  /** The id of an incident by its key, if the case has it and it stands. */
  incidentId(key: string): RecordId | undefined {
    return this.record('incident', key)?.id
  }

  /**
   * Operations that put a neutral label in place of an incident's label where it holds a word of any person's name
   * (and not of its own place), so that no view can carry one.
   */
  guardLabels(): readonly Operation[] {
    const names = new Set<string>()
    for (const record of this.#records.values())
      if (record.kind === 'person') for (const word of nameWords(this.valuesByName(record))) names.add(word)
    const operations: Operation[] = []
    for (const record of this.#records.values()) {
      if (record.kind !== 'incident') continue
      const values = this.valuesByName(record)
      if (values.status !== 'live') continue
      const written = String(values.label_as_written)
      const place = new Set(words(`${values.place ?? ''} ${values.governorate ?? ''}`))
      const leaks = words(written).some((word) => names.has(word) && !place.has(word))
      const label = leaks ? `incident ${toHex(record.id.subarray(0, 3))}` : written
      if (values.label !== label)
        operations.push([
          'put',
          'incident',
          record.key,
          null,
          encode(valuesOf(schemaOf('incident'), { ...values, label })),
          record.derived,
        ])
    }
    return operations
  }

  /** A revision of the log with its commitments, salts and values; null where it was shredded. */
  committed(record: CaseRecord, logged: Logged): CommittedRecord | null {
    if (logged.values === null || logged.secret === null) return null
    const made = commitRecord(this.origin, logged.secret, {
      schema: schemaOf(record.kind),
      id: record.id,
      revision: logged.revision,
      values: decode(logged.values) as readonly Value[],
    })
    if (!equal(made.root, logged.root))
      throw new AmanaError('case/root-mismatch', 'A record does not rebuild to the root that was signed.')
    return made
  }

  /**
   * Lets one operation take effect; replaying all kept ones rebuilds the case.
   * `['put', kind, key, secret or null, values, derived]`, `['withdraw', kind, key, reason, new secret]`,
   * `['release', number, time, note, [[kind, key, revision, root]…]]` (in a compacted store each with its values and
   * secret, or null where shredded), `['handed', audience, size, file digest]`.
   * @throws {AmanaError} `case/bad-operation`
   */
  apply(operation: Operation): void {
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
          const [kind, key, revision, root, ...past] = entry as [
            Kind,
            string,
            number,
            Uint8Array,
            ...(Uint8Array | null)[],
          ]
          const record = this.record(kind, key)
          if (record === undefined)
            throw new AmanaError('case/bad-operation', 'A release lists an unknown record.')
          const [values = record.current, secret = record.secret] = past
          const logged = { revision, values, secret, root }
          record.logged.push(logged)
          this.#log.push({ record, logged })
        }
        const { size, root } = parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1))
        this.#releases.push({ number, size, root, note, time })
        return
      }
      case 'handed': {
        const [audience, size, file] = rest as [string, number, Uint8Array]
        this.#handed.push({ audience, size, file })
        return
      }
      default:
        throw new AmanaError('case/bad-operation', 'The store holds an operation of another version.')
    }
  }

  /** The fewest operations that make this case as it is now, without anything that was shredded. */
  snapshot(): readonly Operation[] {
    const operations: Operation[] = []
    for (const { kind, key, secret, current, derived } of this.#records.values())
      operations.push(['put', kind, key, secret, current, derived])
    let at = 0
    for (const { number, time, note, size } of this.#releases) {
      const entries = this.#log
        .slice(at, size)
        .map(({ record, logged }) => [
          record.kind,
          record.key,
          logged.revision,
          logged.root,
          logged.values,
          logged.secret,
        ])
      operations.push(['release', number, time, note, entries])
      at = size
    }
    for (const { audience, size, file } of this.#handed) operations.push(['handed', audience, size, file])
    return operations
  }

  #add(kind: Kind, key: string, secret: Uint8Array, current: Uint8Array, derived: boolean): void {
    this.#records.set(recordKey(kind, key), {
      kind,
      key,
      id: recordId(this.#idKey, kind, key),
      secret,
      current,
      derived,
      logged: [],
    })
  }
}

/** The parts of a person's name: as given, else split from the full name, else from the name in the second script. */
export function namePartsOf(person: PersonInput): NameParts {
  const stated: NameParts = Object.fromEntries(
    NAME_FIELDS.filter((name) => name !== 'full').flatMap((name) => {
      const value = person[name]
      return value === undefined || value.trim() === '' ? [] : [[name, value]]
    }),
  )
  if (stated.given !== undefined && stated.family !== undefined) return stated
  const whole = person.full ?? person.latin
  return whole === undefined ? stated : { ...splitName(whole), ...stated }
}

const nameWords = (values: Readonly<Record<string, Value>>): string[] =>
  NAME_FIELDS.flatMap((name) => [values[name], values[`${name}_2`]])
    .filter((value) => typeof value === 'string')
    .flatMap((value) => words(value as string))
    .filter((word) => word.length > 2)

/** What a person's row says of its incident. */
type IncidentFacts = Pick<
  PersonInput,
  | 'dateOfDeath'
  | 'place'
  | 'governorate'
  | 'latitude'
  | 'longitude'
  | 'placePrecision'
  | 'cause'
  | 'causeText'
  | 'party'
  | 'partyText'
>

/** The same, from the values of a person that the case holds. */
function factsOf(values: Readonly<Record<string, Value>>): IncidentFacts {
  const named = {
    dateOfDeath: values.date_of_death,
    place: values.place_of_death,
    governorate: values.governorate,
    latitude: values.latitude,
    longitude: values.longitude,
    placePrecision: values.place_precision,
    cause: values.cause,
    causeText: values.cause_text,
    party: values.party,
    partyText: values.party_text,
  }
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined))
}

/** An incident from the rows that name it: each fact is what most rows say, a finer date winning over a coarser. */
function incidentFromRows(key: string, rows: readonly IncidentFacts[]): IncidentInput {
  const most = <T>(of: (row: IncidentFacts) => T | undefined): T | undefined => {
    const times = new Map<T, number>()
    for (const row of rows) {
      const value = of(row)
      if (value !== undefined) times.set(value, (times.get(value) ?? 0) + 1)
    }
    return [...times].sort(
      (a, b) => b[1] - a[1] || compare(encode(String(a[0])), encode(String(b[0]))),
    )[0]?.[0]
  }
  const finest = rows.reduce((length, row) => Math.max(length, row.dateOfDeath?.length ?? 0), 0)
  const place = most((row) => row.place)
  const at = rows.find((row) => row.latitude !== undefined && (place === undefined || row.place === place))
  const facts: Record<keyof Omit<IncidentInput, 'key' | 'extra'>, string | number | undefined> = {
    label: undefined,
    date: most((row) => (row.dateOfDeath?.length === finest ? row.dateOfDeath : undefined)),
    place,
    governorate: most((row) => row.governorate),
    latitude: at?.latitude,
    longitude: at?.longitude,
    placePrecision: at?.placePrecision ?? most((row) => row.placePrecision),
    cause: most((row) => row.cause),
    causeText: most((row) => row.causeText),
    party: most((row) => row.party),
    partyText: most((row) => row.partyText),
    notes: undefined,
  }
  return { key, ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) }
}
