/** What a view opens of its records as tables: one of each kind, and one of linkage tokens. */
import { join } from 'node:path'
import { recordFacts, type ViewRecord } from '@amana/bundle'
import { AmanaError, toHex, type Value } from '@amana/codec'
import { packTokens, TOKEN_SLOTS, type Token } from '@amana/linkage'
import { type Field, type FieldType, type Kind, SCHEMAS, type Schema } from '@amana/records'
import { type Cell, type Column, ParquetFile } from './parquet.js'
import { TokenFile } from './tokens.js'

/** Kinds that are exported, with the names of their files. Statements are claims about a view as a whole. */
export const TABLES: readonly (readonly [Kind, string])[] = [
  ['incident', 'incidents.parquet'],
  ['person', 'persons.parquet'],
  ['evidence', 'evidence.parquet'],
]
/** The file of tokens. */
export const TOKENS = 'tokens.parquet'

/** Tokens stand in a file of their own; the rest is never open. */
const isColumn = ({ name, type, identity }: Field): boolean =>
  identity !== true && type !== 'linkage' && name !== 'status' && name !== 'withdrawal_reason'

const TYPES: Readonly<Partial<Record<FieldType, Column['type']>>> = { int: 'INT64', flag: 'BOOLEAN' }

/** A value as a cell: ids and hashes in hexadecimal, lists as JSON. */
function cellOf(value: Value | undefined): Cell {
  if (value === undefined || value === null) return null
  if (typeof value === 'number') return BigInt(value)
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (value instanceof Uint8Array) return toHex(value)
  return JSON.stringify(value, (_, item) => (item instanceof Uint8Array ? toHex(item) : item))
}

/** What a file came to hold. */
export interface Exported {
  readonly file: string
  readonly rows: number
  readonly columns: readonly string[]
}

/** What tokens can be compared with, as the view says it. */
export interface TokenScope {
  readonly scheme: string
  readonly normaliser: string
  readonly purpose: string
  readonly epoch: number
}

/** A first look at a view: which records were amended, and which fields stand open. */
export class Survey {
  /** Newest revision of the records that have more than one. */
  readonly #newest = new Map<string, number>()
  readonly #open = new Map<Kind, Set<string>>()

  take(record: ViewRecord): void {
    const { kind, id, revision } = recordFacts(record)
    if (revision > 1) this.#newest.set(`${kind} ${toHex(id)}`, revision)
    if (!record.open) return
    const { schema, open } = record.partial
    const names = this.#open.get(kind) ?? new Set()
    for (const at of open) names.add(schema.fields[at]!.name)
    this.#open.set(kind, names)
  }

  isNewest(kind: Kind, id: string, revision: number): boolean {
    return revision === (this.#newest.get(`${kind} ${id}`) ?? 1)
  }

  /** Fields that are open in some record, in the order of the schema. */
  fieldsOf({ kind, fields }: Schema): readonly Field[] {
    return fields.filter((field) => isColumn(field) && this.#open.get(kind)?.has(field.name) === true)
  }

  opens(kind: Kind, field: string): boolean {
    return this.#open.get(kind)?.has(field) === true
  }
}

/** Writes the tables of a view, record by record. Nothing has its name before {@link commit}. */
export class ViewTables {
  readonly #survey: Survey
  readonly #tables = new Map<Kind, { readonly fields: readonly Field[]; readonly file: ParquetFile }>()
  readonly #tokens: TokenFile | null
  #scope: TokenScope | null = null
  #closed = 0
  #withoutTokens = 0

  constructor(folder: string, survey: Survey) {
    this.#survey = survey
    for (const [kind, name] of TABLES) {
      const fields = survey.fieldsOf(SCHEMAS.find((schema) => schema.kind === kind)!)
      if (fields.length === 0) continue
      const columns = fields.map(
        (field): Column => ({ name: field.name, type: TYPES[field.type] ?? 'STRING' }),
      )
      const id: Column = { name: 'id', type: 'STRING', required: true }
      this.#tables.set(kind, { fields, file: new ParquetFile(join(folder, name), [id, ...columns]) })
    }
    this.#tokens = survey.opens('person', 'linkage') ? new TokenFile(join(folder, TOKENS)) : null
  }

  /** @throws {AmanaError} `link/two-scopes` */
  take(record: ViewRecord): void {
    const { kind, id, revision, get } = recordFacts(record)
    const name = toHex(id)
    const table = this.#tables.get(kind)
    if (!TABLES.some(([known]) => known === kind) || !this.#survey.isNewest(kind, name, revision)) return
    if (get('status') === 'withdrawn') return
    if (!record.open) this.#closed++
    else table?.file.add([name, ...table.fields.map((field) => cellOf(get(field.name)))])
    if (kind !== 'person') return
    const linkage = get('linkage')
    if (!Array.isArray(linkage) || linkage.length !== 4 + TOKEN_SLOTS) {
      this.#withoutTokens++
      return
    }
    const [scheme, normaliser, purpose, epoch] = linkage as [string, string, string, number]
    const own = { scheme, normaliser, purpose, epoch }
    if (this.#scope !== null && JSON.stringify(this.#scope) !== JSON.stringify(own))
      throw new AmanaError('link/two-scopes', 'The view holds tokens of two scopes or epochs.')
    this.#scope = own
    this.#tokens?.add(name, packTokens(linkage.slice(4) as unknown as readonly Token[]))
  }

  /** Writes what is left, still under temporary names. */
  finish(): void {
    for (const { file } of this.#tables.values()) file.finish()
    this.#tokens?.finish()
  }

  commit(): void {
    for (const { file } of this.#tables.values()) file.commit()
    this.#tokens?.commit()
  }

  /** Leaves nothing behind of what was not committed. */
  discard(): void {
    for (const { file } of this.#tables.values()) file.discard()
    this.#tokens?.discard()
  }

  /** Listed records of which the view opens nothing; they are in no file. */
  get closed(): number {
    return this.#closed
  }

  /** Listed persons who are not in the file of tokens. */
  get withoutTokens(): number {
    return this.#withoutTokens
  }

  get scope(): TokenScope | null {
    return this.#scope
  }

  get files(): readonly Exported[] {
    const tables = TABLES.flatMap(([kind, name]) => {
      const table = this.#tables.get(kind)
      return table === undefined
        ? []
        : [{ file: name, rows: table.file.rows, columns: ['id', ...table.fields.map((field) => field.name)] }]
    })
    const tokens = this.#tokens
    return tokens === null
      ? tables
      : [...tables, { file: TOKENS, rows: tokens.rows, columns: tokens.columns }]
  }
}
