/** A case in memory: its history, its keys, and what an organisation does with it before it releases. */
import { AmanaError, decode, encode, equal, toHex, type Value } from '@amana/codec'
import { type CaseKeys, idKey, prf, publicKeyOf, randomBytes, TAG } from '@amana/crypto'
import {
  encodeScope,
  isOwnScope,
  type LinkageFacts,
  type LinkageScope,
  type TokenMaker,
  tokenMaker,
} from '@amana/linkage'
import { verifierKey } from '@amana/log'
import type { NameParts } from '@amana/names'
import {
  ageRange,
  type CommittedRecord,
  commitRecord,
  fieldIndex,
  type IncidentInput,
  incidentInputOf,
  incidentValues,
  type Kind,
  monthOf,
  namedValues,
  PERSON,
  type PersonInput,
  personInputOf,
  personValues,
  type RecordId,
  schemaOf,
  valuesOf,
} from '@amana/records'
import type { Claim } from './claims.js'
import { type CaseRecord, History, type Logged, type Operation } from './history.js'
import type { NameGuard } from './name-guard.js'
import { sealPaths } from './open-path.js'
import { People } from './people.js'
import { type ReceiptWords, receiptField, receiptKey } from './receipt/key.js'
import { type IncidentFacts, incidentFromRows, mergeRows, namePartsOf } from './rows.js'

/** What an import did, row by row numbers that add up. */
export interface ImportCount {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  /** Rows that were withdrawn earlier and stay so, unless `relist` asks for them. */
  readonly withdrawn: number
}

/** Says where a case keeps its operations; called with each change before it takes effect, all or nothing. It goes through them once, at once. */
export type Keep = (operations: Iterable<Operation>) => void

/**
 * A case: records, log, releases and ledger.
 *
 * @example
 * const amana = new Case('amana/example', newCaseKeys(), newScope('example', 1))
 * amana.import([{ rowId: '1', given: 'سامي', family: 'الحلبي', incident: 'Market' }])
 * const release = makeRelease(amana, {})
 */
export class Case extends History {
  readonly origin: string
  readonly keys: CaseKeys
  readonly #keep: Keep
  /** Made when it is first needed; then all persons are gone through, and never again. */
  #people: People | undefined
  /** What the guard had learned when all labels and paths were last compared with it. */
  #compared = -1

  constructor(origin: string, keys: CaseKeys, scope: LinkageScope, keep: Keep = () => {}) {
    super(idKey(keys.master), scope)
    this.origin = origin
    this.keys = keys
    this.#keep = keep
  }

  /** The public verification key, a C2SP verifier key: `origin+hash+base64`. */
  get verificationKey(): string {
    return verifierKey(this.origin, publicKeyOf(this.keys.signing))
  }

  /**
   * Keeps the operations and lets them take effect.
   * @param operations where they are not a list they are made twice, the same: to be kept, and each again just before it takes effect
   */
  transact(operations: Iterable<Operation>): void {
    if (Array.isArray(operations) && operations.length === 0) return
    // One that can be gone through once would be kept and have no effect.
    if ((operations[Symbol.iterator]() as unknown) === operations)
      throw new TypeError(
        'Operations must be such as can be made twice: a list, or an object that makes them anew.',
      )
    this.#keep(operations)
    for (const operation of operations) this.apply(operation)
  }

  /** As in a {@link History}; what is known of all persons follows. */
  override apply(operation: Operation): void {
    const [name, kind, key] = operation
    const isOfPerson = kind === 'person' && (name === 'put' || name === 'withdraw')
    if (this.#people === undefined || !isOfPerson) {
      super.apply(operation)
      return
    }
    const before = this.record(kind, key as string)?.current
    super.apply(operation)
    this.#people.replace(before, this.record(kind, key as string)!.current)
    before?.fill(0)
  }

  #persons(): People {
    this.#people ??= new People(() => this.#currentPersons())
    return this.#people
  }

  *#currentPersons(): Generator<Uint8Array, void> {
    for (const { current } of this.recordsOf('person')) yield current
  }

  /** How many listed persons satisfy each of these claims. */
  countPersons(claims: readonly Pick<Claim, 'where'>[]): readonly number[] {
    return this.#persons().count(claims)
  }

  /**
   * Takes in rows: new ones are added, changed ones updated. Incidents without a row of their own are made from their
   * persons' rows. Nothing happens unless all rows can be taken.
   * @param relist whether rows that were withdrawn are listed again
   * @throws {AmanaError} `case/too-long` for a row whose values exceed 64 KiB, `case/repeated-row` where two rows of this
   * import have one row id or two incidents one key: the numbers would not add up, and it is unclear which of them holds
   */
  import(
    persons: readonly PersonInput[],
    incidents: readonly IncidentInput[] = [],
    { relist = false }: { readonly relist?: boolean } = {},
  ): ImportCount {
    refuseRepeated(persons.map(({ rowId }) => rowId))
    refuseRepeated(incidents.map(({ key }) => key))
    const count = { added: 0, updated: 0, unchanged: 0, withdrawn: 0 }
    const operations: Operation[] = []
    const put = (kind: Kind, key: string, values: readonly Value[], derived: boolean): keyof ImportCount => {
      const known = this.record(kind, key)
      if (known !== undefined && kind === 'person' && !relist && this.isWithdrawn(known)) return 'withdrawn'
      const current = encode(values)
      if (current.length > 65_536)
        throw new AmanaError('case/too-long', 'A row holds more than 64 KiB of text.')
      if (known === undefined) {
        operations.push(['put', kind, key, randomBytes(32), current, derived])
        return 'added'
      }
      const isSame = equal(known.current, current)
      if (!isSame || known.derived !== derived) operations.push(['put', kind, key, null, current, derived])
      return isSame ? 'unchanged' : 'updated'
    }

    const stated = new Map(incidents.map((incident) => [incident.key, incident]))
    for (const incident of incidents) {
      const outcome = put('incident', incident.key, this.#incidentValues(incident), false)
      if (persons.length === 0) count[outcome]++
    }
    const ofIncident = this.#rowsByIncident(persons)
    const told = new Map<string, ToldOfIncident>(stated)
    for (const [key, rows] of ofIncident) {
      const known = this.record('incident', key)
      if (stated.has(key)) continue
      if (known !== undefined && !known.derived) told.set(key, this.valuesByName(known))
      else if (rows.length > 0) {
        const incident = incidentFromRows(key, rows)
        put('incident', key, this.#incidentValues(incident), true)
        told.set(key, incident)
      }
    }
    // Where nothing of an incident that its persons follow is told anew, theirs are as they should be.
    const moved = new Map(
      [...told].filter(([key, incident]) => {
        const known = this.record('incident', key)
        // One that was withdrawn says nothing by now, and its persons still follow what it said.
        if (known !== undefined && this.isWithdrawn(known)) return true
        const held = known === undefined ? {} : this.valuesByName(known)
        return (
          dayOf(undefined, held.date) !== dayOf(undefined, incident.date) ||
          governorateOf(undefined, held.governorate) !== governorateOf(undefined, incident.governorate)
        )
      }),
    )
    const maker = tokenMaker(this.scope)
    for (const person of persons) {
      const id = this.idOf('person', person.rowId)
      const parts = namePartsOf(person)
      const date = dayOf(person.dateOfDeath, told.get(person.incident)?.date)
      const values = personValues(person, {
        incident: this.idOf('incident', person.incident),
        incidentPlaceKnown: told.get(person.incident)?.place !== undefined,
        nameKnown: parts.given !== undefined && parts.father !== undefined && parts.family !== undefined,
        linkage: linkageOf(
          this.scope,
          maker,
          id,
          factsOf(parts, {
            ...ageRange(person),
            date,
            governorate: governorateOf(person.governorate, told.get(person.incident)?.governorate),
          }),
          person.consent,
        ),
        receipt: this.#receiptFor(person.rowId),
        date,
      })
      count[put('person', person.rowId, values, false)]++
    }
    // Persons of earlier imports whose day or governorate is their incident's: their tokens and their month follow it.
    const given = new Set(persons.map(({ rowId }) => rowId))
    for (const record of moved.size === 0 ? [] : this.records) {
      if (record.kind !== 'person' || given.has(record.key) || this.isWithdrawn(record)) continue
      const values = decode(record.current) as readonly Value[]
      const key = this.incidentKey(values[INCIDENT] as Uint8Array)
      const incident = key === undefined ? undefined : moved.get(key)
      if (incident === undefined || (isDay(values[DATE_OF_DEATH]) && isStated(values[GOVERNORATE]))) continue
      const facts = factsHeld(values, incident)
      const linkage = linkageOf(this.scope, maker, record.id, facts, values[CONSENT])
      const month = monthOf(dayOf(values[DATE_OF_DEATH], incident.date)) ?? null
      put('person', record.key, values.with(LINKAGE, linkage).with(MONTH, month), record.derived)
    }
    this.transact(operations)
    return count
  }

  /**
   * The rows of each incident that the given persons name or named before, together with what the case already holds
   * of it.
   */
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
        keyOf.set(toHex(this.idOf('incident', person.incident)), person.incident)
      }
    }
    // A row that moves leaves its incident to the rows that stay.
    for (const rowId of given) {
      const record = this.record('person', rowId)
      const id = record === undefined ? undefined : this.valueOf(record, 'incident')
      const key = id instanceof Uint8Array ? this.incidentKey(id) : undefined
      if (id instanceof Uint8Array && key !== undefined && !rows.has(key)) {
        rows.set(key, [])
        keyOf.set(toHex(id), key)
      }
    }
    for (const record of this.records) {
      if (record.kind !== 'person' || given.has(record.key)) continue
      const incident = this.valueOf(record, 'incident')
      const key = incident instanceof Uint8Array ? keyOf.get(toHex(incident)) : undefined
      if (key !== undefined)
        rows.get(key)!.push(personInputOf(decode(record.current) as readonly Value[], key))
    }
    return rows
  }

  /**
   * A row as it is after an update in part: what its table has no column for is kept as the case holds it.
   * @param stated the facts that the table has columns for; an empty cell of theirs clears the fact
   */
  mergePerson(row: PersonInput, stated: ReadonlySet<string>): PersonInput {
    const record = this.record('person', row.rowId)
    if (record === undefined || this.isWithdrawn(record)) return row
    const values = decode(record.current) as readonly Value[]
    const id = values[fieldIndex(schemaOf('person'), 'incident')]
    const older = personInputOf(
      values,
      (id instanceof Uint8Array ? this.incidentKey(id) : null) ?? row.incident,
    )
    // An incident that was named by nothing but its place moves with it.
    const byPlace =
      older.place !== undefined &&
      (older.incident === older.place || older.incident.startsWith(`${older.place} `))
    const incident = stated.has('incident') || byPlace ? row.incident : older.incident
    return { ...mergeRows(older, row, stated), incident }
  }

  /** The same for the row of an incident. */
  mergeIncident(row: IncidentInput, stated: ReadonlySet<string>): IncidentInput {
    const record = this.record('incident', row.key)
    if (record === undefined || this.isWithdrawn(record)) return row
    return mergeRows(incidentInputOf(decode(record.current) as readonly Value[]), row, stated)
  }

  /**
   * Changes to another epoch of the case's linkage scope, or from the case's own scope to a coalition's. The tokens of all listed persons
   * are made anew, so the next release re-issues each of them; past releases keep theirs, and no key is needed to rebuild them.
   * @param scope it is copied
   * @returns how many persons have new tokens
   * @throws {AmanaError} `case/other-purpose`, `case/old-epoch` where the epoch is not newer than the case's, `case/forked-epoch` where it is the
   * case's but has another key, `linkage/other-normaliser`
   */
  useScope(scope: LinkageScope): number {
    const { id, epoch } = this.scope
    if (scope.id !== id && !isOwnScope(this.scope))
      throw new AmanaError(
        'case/other-purpose',
        'The scope given was made for another purpose than the scope of this case.',
        { expected: id, found: scope.id },
      )
    if (scope.id === id && scope.epoch === epoch && !equal(scope.key, this.scope.key))
      throw new AmanaError(
        'case/forked-epoch',
        `The case is in epoch ${epoch} of this scope, under another key than the one given: two members made this epoch apart from each other. Agree on one of the two, let its holder make the next epoch, and use that.`,
        { epoch },
      )
    if (scope.id === id && scope.epoch <= epoch)
      throw new AmanaError(
        'case/old-epoch',
        `The case is in epoch ${epoch} of this scope; the one given is epoch ${scope.epoch}, and must be a later one.`,
        { current: epoch, given: scope.epoch },
      )
    const maker = tokenMaker(scope)
    const operations: Operation[] = [['scope', encodeScope(scope)]]
    for (const record of this.records) {
      if (record.kind !== 'person' || this.isWithdrawn(record)) continue
      const values = decode(record.current) as readonly Value[]
      const linkage = linkageOf(scope, maker, record.id, this.linkageFactsOf(record), values[CONSENT])
      const current = encode(values.with(LINKAGE, linkage))
      operations.push(['put', 'person', record.key, null, current, record.derived])
    }
    this.transact(operations)
    return operations.length - 1
  }

  /** The field `receipt` of a row: what stands there, until the row is listed again. */
  #receiptFor(rowId: string): Uint8Array {
    const record = this.record('person', rowId)
    const current = record === undefined ? null : this.valueOf(record, 'receipt')
    return current instanceof Uint8Array ? current : this.#receiptAt(this.idOf('person', rowId), record)
  }

  /** The field of the next revision. Where no words were issued a key stands in: nobody without the master secret can tell. */
  #receiptAt(id: RecordId, record: CaseRecord | undefined): Uint8Array {
    const key = record?.receipt ?? prf(this.keys.master, TAG.noReceipt, id)
    return receiptField(key, id, (record?.logged.length ?? 0) + 1)
  }

  /**
   * The values of a record as its next revision lists them. The field `receipt` is another one in each, issued or not: else those that
   * are re-issued with an amended record would show, by a field that stays, for whom words were made.
   */
  listedValues(record: CaseRecord, current: Uint8Array): Uint8Array {
    if (record.kind !== 'person') return current
    const values = decode(current) as readonly Value[]
    if (values[0] !== 'live') return current
    return encode(values.with(RECEIPT, this.#receiptAt(record.id, record)))
  }

  /**
   * Issues a receipt: from the next release on the record is found by these words, and by no earlier ones.
   * @param words made by {@link newReceiptWords}; they are not kept
   * @throws {AmanaError} `case/no-such-row`, `case/withdrawn`
   */
  issueReceipt(rowId: string, words: ReceiptWords): void {
    const record = this.record('person', rowId)
    if (record === undefined)
      throw new AmanaError('case/no-such-row', 'The case has no person with the row id given.', {
        row: rowId,
      })
    if (this.isWithdrawn(record))
      throw new AmanaError('case/withdrawn', 'The row was withdrawn: there is nothing that words could find.')
    const key = receiptKey(words, this.origin)
    const field = receiptField(key, record.id, record.logged.length + 1)
    const current = encode((decode(record.current) as readonly Value[]).with(RECEIPT, field))
    this.transact([
      ['receipt', rowId, key],
      ['put', 'person', rowId, null, current, record.derived],
    ])
  }

  /** What the tokens of a person are made of: the row's own facts, and where it states none its incident's. */
  linkageFactsOf(record: CaseRecord): LinkageFacts {
    const values = decode(record.current) as readonly Value[]
    const key = this.incidentKey(values[INCIDENT] as Uint8Array)
    const incident = key === undefined ? undefined : this.record('incident', key)
    return factsHeld(values, incident === undefined ? {} : this.valuesByName(incident))
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
    // First, as long as the case knows the names: a label that was not looked at yet could hold one of these.
    this.transact([...this.guardLabels(), ...operations])
  }

  /** How many listed incidents are shown by a number, since their label holds a word of a person's name. */
  get hiddenLabels(): number {
    return [...this.recordsOf('incident')].filter((record) => {
      if (this.isWithdrawn(record)) return false
      const { label, label_as_written: written } = this.valuesByName(record)
      return label !== written
    }).length
  }

  /** The id of an incident by its key, if the case has it and it stands. */
  incidentId(key: string): RecordId | undefined {
    return this.record('incident', key)?.id
  }

  /** Whether the label written was hidden before, in the record as it stands or in any revision of it. */
  #wasHidden(record: CaseRecord, written: Value | undefined): boolean {
    return [record.current, ...record.logged.map(({ values }) => values)].some((values) => {
      if (values === null) return false
      const past = namedValues(schemaOf('incident'), decode(values) as readonly Value[])
      return past.label_as_written === written && past.label !== written
    })
  }

  /** The values of an incident's row; a label that is hidden stays so. */
  #incidentValues(incident: IncidentInput): readonly Value[] {
    const values = incidentValues(incident, incident.label ?? incident.key)
    const known = this.record('incident', incident.key)
    if (known === undefined) return values
    const before = this.valuesByName(known)
    const { label_as_written: written } = namedValues(schemaOf('incident'), values)
    return before.label_as_written === written && before.label !== written
      ? incidentValues(incident, String(before.label))
      : values
  }

  /** A guard that knows the name of every person in the case, as the case is at any time. */
  nameGuard(): NameGuard {
    return this.#persons().names
  }

  /**
   * Operations that put a neutral label in place of an incident's label where it holds a word of any person's name
   * (and not of its own place), so that no view can carry one. What was hidden once stays hidden: were it shown again when
   * its person is withdrawn or corrected, it would say whose name that was. Open paths of evidence are sealed likewise.
   */
  guardLabels(): readonly Operation[] {
    const guard = this.nameGuard()
    // Where no name came since all were compared, only what was put since its last listing can hold one.
    const due = (kind: Kind) =>
      guard.learned === this.#compared ? this.unlistedOf(kind) : this.recordsOf(kind)
    const operations: Operation[] = [...sealPaths(this, guard, due('evidence'))]
    for (const record of due('incident')) {
      const values = this.valuesByName(record)
      if (values.status !== 'live') continue
      const written = String(values.label_as_written)
      const place = [values.place, values.governorate].filter((text) => typeof text === 'string')
      const hide = guard.holdsName(written, place) || this.#wasHidden(record, written)
      const label = hide ? `incident ${toHex(record.id.subarray(0, 3))}` : written
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
    // Whoever asked may not keep them: these are compared again until it is done.
    for (const [, kind, key] of operations) this.unlist(this.record(kind as Kind, key as string)!)
    this.#compared = guard.learned
    return operations
  }

  /** A revision of the log with its commitments, salts and values; null where it was shredded. */
  committed(record: CaseRecord, logged: Logged): CommittedRecord | null {
    const { values, secret } = logged
    if (values === null || secret === null) return null
    const revision = {
      schema: schemaOf(record.kind),
      id: record.id,
      revision: logged.revision,
      values: decode(values) as readonly Value[],
    }
    const made = commitRecord(this.origin, secret, revision, logged.elements)
    if (!equal(made.root, logged.root))
      throw new AmanaError('case/root-mismatch', 'A record does not rebuild to the root that was signed.')
    return made
  }
}

const LINKAGE = fieldIndex(PERSON, 'linkage')
const INCIDENT = fieldIndex(PERSON, 'incident')
const RECEIPT = fieldIndex(PERSON, 'receipt')
const MONTH = fieldIndex(PERSON, 'month')
const CONSENT = fieldIndex(PERSON, 'consent')
const DATE_OF_DEATH = fieldIndex(PERSON, 'date_of_death')

const GOVERNORATE = fieldIndex(PERSON, 'governorate')

/** What the fields of a person follow where the person's row does not say it. */
interface ToldOfIncident {
  readonly place?: unknown
  readonly date?: unknown
  readonly governorate?: unknown
}

const isStated = (value: unknown): value is string =>
  typeof value === 'string' && !['', 'unknown'].includes(value.trim())
const isDate = (date: unknown): date is string => typeof date === 'string' && date !== ''
/** Whether a date is told to the day or the month. */
const isDay = (date: unknown): date is string => isDate(date) && date.length >= 7

/** When a person died: the person's own date where it is told to the month, else the incident's, else what is told of the year. */
const dayOf = (own: unknown, incident: unknown): string | undefined =>
  [own, incident].find(isDay) ?? [own, incident].find(isDate)

/** Where a person died: the governorate of the person's own row, else the incident's. */
const governorateOf = (own: unknown, incident: unknown): string | undefined => [own, incident].find(isStated)

/** What tokens are made of, from facts as they are stated. A range of ages wider than two years says too little: the windows of the tokens are three years wide. */
function factsOf(
  parts: NameParts,
  {
    min,
    max,
    date,
    governorate,
  }: { readonly [K in 'min' | 'max']?: number | undefined } & {
    readonly date?: string | undefined
    readonly governorate?: string | undefined
  },
): LinkageFacts {
  return {
    parts,
    ...(min === undefined || max === undefined || max - min > 2 ? {} : { age: Math.floor((min + max) / 2) }),
    ...(date === undefined ? {} : { date }),
    ...(governorate === undefined ? {} : { governorate }),
  }
}

/** {@link factsOf} a person whom the case holds. */
function factsHeld(values: readonly Value[], incident: ToldOfIncident): LinkageFacts {
  const person = personInputOf(values, '')
  const [min, max] = ['age_min', 'age_max'].map((name) => values[fieldIndex(PERSON, name)] ?? undefined)
  return factsOf(namePartsOf(person), {
    min: min as number | undefined,
    max: max as number | undefined,
    date: dayOf(person.dateOfDeath, incident.date),
    governorate: governorateOf(person.governorate, incident.governorate),
  })
}

/**
 * The value of the field `linkage`: what the tokens are comparable with, and the tokens. Where the family refused to share with
 * investigators all tokens are fillers: they equal nobody's, and nobody can see that they were refused.
 */
function linkageOf(
  { scheme, normaliser, id: scope, epoch }: LinkageScope,
  maker: TokenMaker,
  id: RecordId,
  facts: LinkageFacts,
  consent: unknown,
): readonly Value[] {
  const isRefused = Array.isArray(consent) && !consent.includes('investigators')
  return [
    scheme,
    normaliser,
    scope,
    epoch,
    ...maker.tokensOf(id, isRefused ? { ...facts, parts: {} } : facts),
  ]
}

function refuseRepeated(keys: readonly string[]): void {
  const seen = new Set<string>()
  for (const key of keys) {
    if (seen.has(key))
      throw new AmanaError('case/repeated-row', 'Two rows of one import have the same key.', { row: key })
    seen.add(key)
  }
}
