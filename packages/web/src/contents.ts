/** Collects what a view shows while it is verified. It is worth nothing before the verification has passed. */
import { Manifest, recordFacts, type ViewRecord } from '@amana/bundle'
import { toHex, type Value } from '@amana/codec'
import { type Field, INCIDENT, type Kind, PERSON, SCHEMAS } from '@amana/records'
import { CLOSED, type Column, type Contents, EMPTY, type Incident, type KindContents } from './protocol.js'

type Get = (field: string) => Value | undefined

/** Fields that persons can be counted by, and how a value becomes one of few. */
const countable = (fields: readonly Field[]): readonly Field[] =>
  fields.filter(
    ({ name, type, identity }) =>
      identity !== true &&
      name !== 'status' &&
      name !== 'withdrawal_reason' &&
      (['code', 'flag', 'id', 'date'].includes(type) || name === 'governorate'),
  )

const OF_PERSON = countable(PERSON.fields)
const OF_INCIDENT = countable(INCIDENT.fields)

/** The value as text, days as months; null where it is empty. */
function textOf(value: Value, field: Field): string | null {
  if (value === null) return null
  if (value instanceof Uint8Array) return toHex(value)
  const text = String(value)
  return field.type === 'date' ? text.slice(0, 7) : text
}

/** One column in the making. */
class ColumnMaker {
  readonly #numbers = new Map<string, number>()
  readonly #codes: Int32Array
  readonly #of: 'person' | 'incident'
  readonly #field: Field
  #isOpen = false

  constructor(of: 'person' | 'incident', field: Field, rows: number) {
    this.#of = of
    this.#field = field
    this.#codes = new Int32Array(rows).fill(CLOSED)
  }

  set(row: number, value: Value | undefined): void {
    if (value === undefined) return
    this.#isOpen = true
    const text = textOf(value, this.#field)
    if (text === null) {
      this.#codes[row] = EMPTY
      return
    }
    let number = this.#numbers.get(text)
    if (number === undefined) {
      number = this.#numbers.size
      this.#numbers.set(text, number)
    }
    this.#codes[row] = number
  }

  /** Null where the field is closed in every record. */
  made(): Column | null {
    const { name: field } = this.#field
    return this.#isOpen
      ? { of: this.#of, field, values: [...this.#numbers.keys()], codes: this.#codes }
      : null
  }
}

interface Seen {
  readonly id: string
  readonly record: ViewRecord
  readonly get: Get
  readonly fields: readonly string[]
}

/** The newest revision of each record of a view, and what can be shown of them all. */
export class ContentsMaker {
  readonly manifest = new Manifest()
  readonly #newest = new Map<Kind, Map<string, Seen>>(SCHEMAS.map(({ kind }) => [kind, new Map()]))

  /** Takes in the records of a view, in their order. */
  take(record: ViewRecord): void {
    this.manifest.take(record)
    const { kind, id: bytes, get } = recordFacts(record)
    const id = toHex(bytes)
    const fields = record.open ? record.partial.open.map((at) => record.partial.schema.fields[at]!.name) : []
    this.#newest.get(kind)!.set(id, { id, record, get, fields })
  }

  /** The newest revision of a record. */
  newest(kind: Kind, id: string): Seen | undefined {
    return this.#newest.get(kind)!.get(id)
  }

  /** Records of a kind that are not known to be withdrawn, each with its id and open values. */
  standing(kind: Kind): readonly Seen[] {
    return [...this.#newest.get(kind)!.values()].filter(({ get }) => get('status') !== 'withdrawn')
  }

  /** The newest revision of each record of a kind, withdrawn or not, as it stands in the view. */
  records(kind: Kind): readonly ViewRecord[] {
    return [...this.#newest.get(kind)!.values()].map(({ record }) => record)
  }

  made(audience: Contents['audience']): Contents {
    const persons = this.standing('person')
    const incidents = new Map(this.standing('incident').map((incident) => [incident.id, incident]))
    const count = new Map<string, number>()
    const makers = [
      ...OF_PERSON.map((field) => ({ field, maker: new ColumnMaker('person', field, persons.length) })),
    ]
    const ofIncident = OF_INCIDENT.map((field) => ({
      field,
      maker: new ColumnMaker('incident', field, persons.length),
    }))
    persons.forEach(({ get }, row) => {
      for (const { field, maker } of makers) maker.set(row, get(field.name))
      const incident = get('incident')
      if (!(incident instanceof Uint8Array)) return
      const id = toHex(incident)
      count.set(id, (count.get(id) ?? 0) + 1)
      const its = incidents.get(id)?.get
      if (its !== undefined) for (const { field, maker } of ofIncident) maker.set(row, its(field.name))
    })
    return {
      audience,
      kinds: SCHEMAS.map(({ kind, fields }) => this.#kind(kind, fields)).filter(
        ({ records, withdrawn }) => records + withdrawn > 0,
      ),
      incidents: [...incidents.values()]
        .filter(({ fields }) => fields.length > 0)
        .map(({ id, get }) => incidentOf(id, get, count.get(id) ?? 0))
        .sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : (a.date ?? '') > (b.date ?? '') ? 1 : 0)),
      claims: this.standing('statement').flatMap(({ id, get }) => {
        const [en, ar] = [get('text_en'), get('text_ar')]
        return typeof en === 'string' && typeof ar === 'string' ? [{ id, text: { en, ar } }] : []
      }),
      columns: [...makers, ...ofIncident]
        .map(({ maker }) => maker.made())
        .filter((column) => column !== null),
      persons: persons.length,
      listed: this.manifest.entries().length,
      linkable: persons.some(({ get }) => Array.isArray(get('linkage'))),
    }
  }

  #kind(kind: Kind, fields: readonly Field[]): KindContents {
    const standing = this.standing(kind)
    const open = new Map<string, number>()
    for (const record of standing)
      for (const field of record.fields) open.set(field, (open.get(field) ?? 0) + 1)
    return {
      kind,
      records: standing.length,
      withdrawn: this.#newest.get(kind)!.size - standing.length,
      fields: fields.map(({ name, identity }) => ({
        name,
        open: open.get(name) ?? 0,
        sealed: identity === true,
      })),
    }
  }
}

function incidentOf(id: string, get: Get, persons: number): Incident {
  const text = (field: string): string | null => {
    const value = get(field)
    return typeof value === 'string' ? value : null
  }
  const degrees = (field: string): number | null => {
    const value = get(field)
    return typeof value === 'number' ? value / 1e6 : null
  }
  return {
    id,
    label: text('label'),
    date: text('date'),
    place: text('place'),
    governorate: text('governorate'),
    latitude: degrees('latitude'),
    longitude: degrees('longitude'),
    placePrecision: text('place_precision'),
    cause: text('cause'),
    party: text('party'),
    persons,
  }
}
