/** The records of a case and their revisions in the log, as bytes in few arrays: there are as many as files of evidence. */
import { equal, fromUtf8, unitAt, utf8 } from '@amana/codec'
import { asRecordId, type Kind, type RecordId, SCHEMAS } from '@amana/records'
import { DenseValues } from './dense-values.js'
import { grown, Packed } from './packed.js'

/** A revision that stands in the log. */
export interface Logged {
  readonly revision: number
  /** Encoded values, a copy; null once the record was shredded. */
  readonly values: Uint8Array | null
  /** A copy; null once the record was shredded. */
  readonly secret: Uint8Array | null
  readonly root: Uint8Array
  /** The C of its tallied fields, one after the other; they take long to compute and say nothing. Empty where there are none. */
  readonly elements: Uint8Array
}

/** One record with its past, as the case is whenever it is looked at. Each asking makes another object: compare their rows. */
export interface CaseRecord {
  /** Its number among the records of the case: two are the same where this is. */
  readonly row: number
  readonly kind: Kind
  /** The organisation's own key of it: row id, incident key, claim. */
  readonly key: string
  readonly id: RecordId
  /** 32 random bytes, a copy; others after shredding. */
  readonly secret: Uint8Array
  /** Encoded values as they should be listed next, a copy. */
  readonly current: Uint8Array
  /** Whether an incident was made from its persons' rows, so that later rows may change it. */
  readonly derived: boolean
  /** What the words of the family's receipt give, 32 bytes; null where none were issued. */
  readonly receipt: Uint8Array | null
  readonly logged: readonly Logged[]
}

const KINDS = SCHEMAS.map(({ kind }) => kind)
/** Where the kind of a record is told, too. */
const DERIVED = 1 << 7
/** And whether the current values may be others than those of the last entry. */
const UNLISTED = 1 << 6
const KIND = UNLISTED - 1
const ID = 16
const SECRET = 32
const ROOT = 32
/** Roots in one array. */
const ROOTS = 1 << 15
const NOTHING = new Uint8Array(0)

/** A column with a number in it. */
function withNumber<T extends Uint32Array>(column: T, at: number, number: number): T {
  const wide = grown(column, at + 1)
  wide[at] = number
  return wide
}

/** Records by rows, and entries of the log by their places. */
export class RecordStore {
  readonly #bytes: Packed
  readonly #dense = new DenseValues()
  #size = 0
  #entries = 0
  /** Rows by kind and key, and one more; 0 where there is none. */
  #slots = new Uint32Array(64)
  readonly #factor: number

  // Of each record: its kind; the place of id, secret and key; that of its current values; its last entry, and one more.
  #kinds = new Uint8Array(64)
  #facts = new Uint32Array(64)
  #current = new Uint32Array(64)
  #last = new Uint32Array(64)
  readonly #receipts = new Map<number, Uint8Array>()

  // Of each entry: its record; the place of its values, 0 where they were shredded; its root.
  #rows = new Uint32Array(64)
  #values = new Uint32Array(64)
  readonly #roots: Uint8Array[] = []
  // And where there are any, which files of evidence have not that were listed once: how many revisions come before it, the entry of that
  // record before it and one more, and the place of its elements. As far as nothing is told it is 0.
  #earlier = new Uint32Array(0)
  #before = new Uint32Array(0)
  #elements = new Uint32Array(0)

  /** @param seed secret, so that nobody knows beforehand which keys meet in one slot */
  constructor(seed: Uint8Array, bytes: Packed = new Packed()) {
    this.#bytes = bytes
    this.#factor = new DataView(seed.buffer, seed.byteOffset).getUint32(0) | 1
  }

  /** Records. */
  get size(): number {
    return this.#size
  }

  /** Entries of the log. */
  get entries(): number {
    return this.#entries
  }

  /** The row of a record; −1 where there is none. */
  rowOf(kind: Kind, key: string): number {
    return this.#slots[this.#slotOf(KINDS.indexOf(kind), key)]! - 1
  }

  /** Adds a record that is not there. @returns its row */
  add(
    kind: Kind,
    key: string,
    id: RecordId,
    secret: Uint8Array,
    current: Uint8Array,
    derived: boolean,
  ): number {
    const row = this.#size++
    if (2 * this.#size > this.#slots.length) this.#widen()
    this.#kinds = grown(this.#kinds, this.#size)
    this.#facts = grown(this.#facts, this.#size)
    this.#current = grown(this.#current, this.#size)
    this.#last = grown(this.#last, this.#size)
    this.#kinds[row] = KINDS.indexOf(kind) | UNLISTED | (derived ? DERIVED : 0)
    this.#facts[row] = this.#bytes.add(id, secret, utf8(key))
    this.#current[row] = this.#bytes.add(this.#dense.pack(KINDS.indexOf(kind), current))
    this.#slots[this.#slotOf(KINDS.indexOf(kind), key)] = row + 1
    return row
  }

  /** Gives a record other values. Of those that it had nothing is left, unless an entry has them. */
  put(row: number, current: Uint8Array, derived: boolean): void {
    this.#kinds[row] = (this.#kinds[row]! & KIND) | UNLISTED | (derived ? DERIVED : 0)
    const before = this.#current[row]!
    const listed = this.#placesOf(row)
    const kind = this.#kinds[row]! & KIND
    const known = listed.find((place) => equal(this.#dense.unpack(kind, this.#bytes.at(place)), current))
    if (known !== undefined) {
      this.#current[row] = known
      if (!listed.includes(before)) this.#bytes.wipe(before)
    } else {
      const dense = this.#dense.pack(kind, current)
      this.#current[row] = listed.includes(before)
        ? this.#bytes.add(dense)
        : this.#bytes.replace(before, dense)
    }
  }

  /**
   * Wipes the secret of a record and all values that it ever had; it goes on with another secret, and with the current values. What many records
   * have alike stays until the case is closed: codes, ids, languages, media types.
   */
  shred(row: number, secret: Uint8Array): void {
    this.#factsAt(row).set(secret, ID)
    const current = this.#current[row]!
    for (const at of this.entriesOf(row)) {
      const place = this.#values[at]!
      if (place !== 0 && place !== current) this.#bytes.wipe(place)
      this.#values[at] = 0
    }
    this.setReceipt(row, null)
    this.#dense.clear()
  }

  setReceipt(row: number, receipt: Uint8Array | null): void {
    this.#receipts.get(row)?.fill(0)
    if (receipt === null) this.#receipts.delete(row)
    else this.#receipts.set(row, receipt.slice())
  }

  /**
   * Adds an entry to the log.
   * @param values null where they were shredded; the current ones where they are not given
   */
  append(
    row: number,
    revision: number,
    root: Uint8Array,
    elements: Uint8Array,
    values?: Uint8Array | null,
  ): void {
    const at = this.#entries++
    this.#rows = grown(this.#rows, this.#entries)
    this.#values = grown(this.#values, this.#entries)
    this.#rows[at] = row
    if (at % ROOTS === 0) this.#roots.push(new Uint8Array(ROOT * ROOTS))
    this.#roots.at(-1)!.set(root, ROOT * (at % ROOTS))
    if (revision !== 1) this.#earlier = withNumber(this.#earlier, at, revision - 1)
    if (this.#last[row] !== 0) this.#before = withNumber(this.#before, at, this.#last[row]!)
    if (elements.length > 0) this.#elements = withNumber(this.#elements, at, this.#bytes.add(elements))
    if (values === undefined || (values !== null && equal(values, this.currentAt(row))))
      this.#values[at] = this.#current[row]!
    else
      this.#values[at] =
        values === null ? 0 : this.#bytes.add(this.#dense.pack(this.#kinds[row]! & KIND, values))
    if (this.#values[at] === this.#current[row]) this.#kinds[row]! &= ~UNLISTED
    else this.unlist(row)
    this.#last[row] = at + 1
  }

  /** A record as it is whenever it is looked at. */
  record(row: number): CaseRecord {
    return new RecordAt(this, row)
  }

  /** A revision by its entry in the log. */
  logged(entry: number): Logged {
    return new LoggedAt(this, entry)
  }

  kindAt(row: number): Kind {
    return KINDS[this.#kinds[row]! & KIND]!
  }

  keyAt(row: number): string {
    return textOf(this.#factsAt(row).subarray(ID + SECRET))
  }

  idAt(row: number): RecordId {
    return asRecordId(this.#factsAt(row).subarray(0, ID))
  }

  /** A part of what is held, as the key of a record, its id, roots and elements are. */
  secretAt(row: number): Uint8Array {
    return this.#factsAt(row).subarray(ID, ID + SECRET)
  }

  /**
   * Bytes that hold until the next call, as those of {@link valuesAt}.
   * @param fields how many are needed, from the first on
   */
  currentAt(row: number, fields?: number): Uint8Array {
    return this.#dense.unpack(this.#kinds[row]! & KIND, this.#bytes.at(this.#current[row]!), fields)
  }

  isDerived(row: number): boolean {
    return (this.#kinds[row]! & DERIVED) !== 0
  }

  /** Whether a record was put since it was last listed: where not, a release need not look. */
  isUnlisted(row: number): boolean {
    return (this.#kinds[row]! & UNLISTED) !== 0
  }

  unlist(row: number): void {
    this.#kinds[row]! |= UNLISTED
  }

  receiptAt(row: number): Uint8Array | null {
    return this.#receipts.get(row) ?? null
  }

  /** The entries of a record, the first of them first. */
  entriesOf(row: number): readonly number[] {
    const out: number[] = []
    for (let at = this.#last[row]! - 1; at >= 0; at = (this.#before[at] ?? 0) - 1) out.push(at)
    return out.reverse()
  }

  /** The record of an entry. */
  rowAt(entry: number): number {
    return this.#rows[entry]!
  }

  revisionAt(entry: number): number {
    return 1 + (this.#earlier[entry] ?? 0)
  }

  valuesAt(entry: number): Uint8Array | null {
    const place = this.#values[entry]!
    return place === 0
      ? null
      : this.#dense.unpack(this.#kinds[this.#rows[entry]!]! & KIND, this.#bytes.at(place))
  }

  isShredded(entry: number): boolean {
    return this.#values[entry] === 0
  }

  rootAt(entry: number): Uint8Array {
    const at = ROOT * (entry % ROOTS)
    return this.#roots[Math.floor(entry / ROOTS)]!.subarray(at, at + ROOT)
  }

  elementsAt(entry: number): Uint8Array {
    const place = this.#elements[entry] ?? 0
    return place === 0 ? NOTHING : this.#bytes.at(place)
  }

  #factsAt(row: number): Uint8Array {
    return this.#bytes.at(this.#facts[row]!)
  }

  /** Where the values of a record's entries lie, as far as they are there. */
  #placesOf(row: number): readonly number[] {
    return this.entriesOf(row).flatMap((at) => (this.#values[at] === 0 ? [] : [this.#values[at]!]))
  }

  /** The slot of a record, or the free one where it would be. */
  #slotOf(kind: number, key: string): number {
    const mask = this.#slots.length - 1
    let hash = kind
    for (let i = 0; i < key.length; i++) {
      hash = Math.imul(hash ^ unitAt(key, i), this.#factor)
      hash ^= hash >>> 15
    }
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const row = this.#slots[slot]! - 1
      if (row < 0 || ((this.#kinds[row]! & KIND) === kind && this.#hasKey(row, key))) return slot
    }
  }

  #hasKey(row: number, key: string): boolean {
    const bytes = this.#factsAt(row)
    const length = bytes.length - ID - SECRET
    if (length < key.length) return false
    for (let i = 0; i < key.length; i++) {
      const unit = unitAt(key, i)
      if (unit > 0x7f) return this.keyAt(row) === key
      if (bytes[ID + SECRET + i] !== unit) return false
    }
    return length === key.length
  }

  #widen(): void {
    this.#slots = new Uint32Array(2 * this.#slots.length)
    for (let row = 0; row < this.#size - 1; row++)
      this.#slots[this.#slotOf(this.#kinds[row]! & KIND, this.keyAt(row))] = row + 1
  }
}

class RecordAt implements CaseRecord {
  readonly #store: RecordStore
  readonly row: number

  constructor(store: RecordStore, row: number) {
    this.#store = store
    this.row = row
  }

  get kind(): Kind {
    return this.#store.kindAt(this.row)
  }

  get key(): string {
    return this.#store.keyAt(this.row)
  }

  get id(): RecordId {
    return this.#store.idAt(this.row)
  }

  get secret(): Uint8Array {
    return this.#store.secretAt(this.row).slice()
  }

  get current(): Uint8Array {
    return this.#store.currentAt(this.row).slice()
  }

  get derived(): boolean {
    return this.#store.isDerived(this.row)
  }

  get receipt(): Uint8Array | null {
    return this.#store.receiptAt(this.row)?.slice() ?? null
  }

  get logged(): readonly Logged[] {
    return this.#store.entriesOf(this.row).map((entry) => this.#store.logged(entry))
  }
}

class LoggedAt implements Logged {
  readonly #store: RecordStore
  readonly #entry: number

  constructor(store: RecordStore, entry: number) {
    this.#store = store
    this.#entry = entry
  }

  get revision(): number {
    return this.#store.revisionAt(this.#entry)
  }

  get values(): Uint8Array | null {
    return this.#store.valuesAt(this.#entry)?.slice() ?? null
  }

  get secret(): Uint8Array | null {
    return this.#store.isShredded(this.#entry)
      ? null
      : this.#store.secretAt(this.#store.rowAt(this.#entry)).slice()
  }

  get root(): Uint8Array {
    return this.#store.rootAt(this.#entry)
  }

  get elements(): Uint8Array {
    return this.#store.elementsAt(this.#entry)
  }
}

/** Most keys are short, and ASCII. */
function textOf(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i]! > 0x7f) return fromUtf8(bytes)
    text += String.fromCharCode(bytes[i]!)
  }
  return text
}
