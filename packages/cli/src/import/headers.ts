/** The header row: which column holds what, by the template's headers in English and Arabic, or by a map of the user's. */
import { AmanaError } from '@amana/codec'
import { codeOf, type Vocabulary } from '@amana/records'
import { column, INCIDENT_COLUMNS, PERSON_COLUMNS } from './columns.js'
import { cleaned } from './digits.js'

// Headers that mean one thing or another by what stands beside them.
const NAME: Vocabulary = {
  name: 'name-column',
  terms: [column('name', 'الاسم', 'names | victim', 'اسم | الضحية')],
}
const KUNYA: Vocabulary = { name: 'kunya-column', terms: [column('kunya', 'الكنية', '', 'كنية')] }

const canonical = ({ name, terms }: Vocabulary): Vocabulary => ({
  name,
  terms: terms.map(({ code, en, ar }) => ({ code, en, ar })),
})
const KINDS = [
  { kind: 'persons', columns: PERSON_COLUMNS, exact: canonical(PERSON_COLUMNS), key: 'row_id' },
  { kind: 'incidents', columns: INCIDENT_COLUMNS, exact: canonical(INCIDENT_COLUMNS), key: 'incident' },
] as const

// A table with one of these is of persons, whatever else it lacks.
const PERSONAL = new Set(
  'given_name father_name grandfather_name family_name full_name mother_name name_latin kunya sex age age_min age_max birth_year civilian civilian_basis consent'.split(
    ' ',
  ),
)

/** One column of a table. */
export interface Column {
  /** The header as written, trimmed; `column 5` where it has none. */
  readonly header: string
  /** Whether it has one. */
  readonly named: boolean
  /** The template's header for it; absent for a column nobody knows. */
  readonly field?: string
}

/** A header row that was understood. */
export interface Headers {
  readonly kind: 'persons' | 'incidents'
  readonly columns: readonly Column[]
  /** Sentences: which columns are unknown, which were read by what stands beside them. */
  readonly notes: readonly string[]
}

/** The user's own headers: `{"their header": "template header"}`; `extra` keeps a column sealed without reading it. */
export type HeaderMap = Readonly<Record<string, string>>

const squeezed = (header: string): string => cleaned(header).toLowerCase().replace(/\s+/g, ' ')

// Header to target; whether a kind of table has that field, the kind says.
function checked(map: HeaderMap): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [header, target] of Object.entries(map)) {
    const name = typeof target === 'string' ? squeezed(target) : ''
    if (name !== 'extra' && KINDS.every((kind) => codeOf(kind.exact, name) === undefined))
      throw new AmanaError(
        'import/bad-map',
        `The map sends a header to something that is no header of the template. Expected one of ${[...new Set(KINDS.flatMap((kind) => kind.columns.terms.map((term) => term.code))), 'extra'].join(', ')}.`,
      )
    found.set(squeezed(header), name)
  }
  return found
}

interface Match {
  readonly fields: readonly (string | undefined)[]
  readonly known: number
  readonly notes: readonly string[]
  /** Two columns that claim the same field. */
  readonly twice?: readonly [number, number]
}

function match(
  cells: readonly string[],
  kind: (typeof KINDS)[number],
  map: ReadonlyMap<string, string>,
): Match {
  const fields: (string | undefined)[] = cells.map(() => undefined)
  const claimed = new Map<string, number>()
  const notes: string[] = []
  let twice: readonly [number, number] | undefined
  const claim = (index: number, field: string): void => {
    fields[index] = field
    if (field === 'extra') return
    const other = claimed.get(field)
    if (other === undefined) claimed.set(field, index)
    else twice ??= [other, index]
  }
  const open = (): number[] => [...cells.keys()].filter((i) => fields[i] === undefined && cells[i] !== '')

  for (const [index, cell] of cells.entries()) {
    const target = map.get(squeezed(cell))
    // `date` is the date of death in a table of persons, and the other way round.
    if (target !== undefined) claim(index, codeOf(kind.columns, target) ?? 'extra')
  }
  for (const index of open()) {
    const field = codeOf(kind.exact, cells[index]!)
    if (field !== undefined) claim(index, field)
  }
  // A synonym gives way to the template's own header; it is then a column like any that is unknown.
  const taken = new Set(claimed.keys())
  for (const index of open()) {
    const field = codeOf(kind.columns, cells[index]!)
    if (field !== undefined && !taken.has(field)) claim(index, field)
  }
  if (kind.kind === 'persons') {
    for (const index of open()) {
      if (codeOf(KUNYA, cells[index]!) === undefined) continue
      const field = claimed.has('family_name') ? 'kunya' : 'family_name'
      if (claimed.has(field)) continue
      claim(index, field)
      notes.push(`The column “${cells[index]}” was read as ${field}. Map it where that is wrong.`)
    }
    for (const index of open()) {
      if (codeOf(NAME, cells[index]!) === undefined) continue
      const field = claimed.has('family_name') && !claimed.has('given_name') ? 'given_name' : 'full_name'
      if (claimed.has(field)) continue
      claim(index, field)
      notes.push(`The column “${cells[index]}” was read as ${field}. Map it where that is wrong.`)
    }
  }
  return { fields, known: claimed.size, notes, ...(twice === undefined ? {} : { twice }) }
}

/** Reads header rows; made once for a table, with the user's map. */
export class HeaderReader {
  private readonly map: ReadonlyMap<string, string>

  /** @throws {AmanaError} `import/bad-map` where the map names a template header that does not exist. */
  constructor(map: HeaderMap = {}) {
    this.map = checked(map)
  }

  /** How many cells of a row are headers somebody knows: what tells the header row from titles above it. */
  known(cells: readonly string[]): number {
    const clean = cells.map(cleaned)
    return Math.max(...KINDS.map((kind) => match(clean, kind, this.map).known))
  }

  /**
   * The columns of a header row.
   * @throws {AmanaError} `import/no-headers`, `import/no-row-id`, `import/no-incident-column`,
   * `import/duplicate-header`, each with the line. Unknown cells are not quoted: in a table without headers they are names.
   */
  read(row: readonly string[], line: number): Headers {
    const cells = row.map(cleaned)
    const [persons, incidents] = KINDS.map((kind) => match(cells, kind, this.map)) as [Match, Match]
    if (Math.max(persons.known, incidents.known) === 0)
      throw new AmanaError(
        'import/no-headers',
        'No row of the table holds headers that are known. Expected the headers of the template (“amana template” prints them) or a map from yours.',
        { line },
      )
    const isPersons =
      persons.fields.includes('row_id') ||
      !incidents.fields.includes('incident') ||
      persons.fields.some((field) => field !== undefined && PERSONAL.has(field))
    const kind = isPersons ? 'persons' : 'incidents'
    const chosen = isPersons ? persons : incidents
    if (chosen.twice !== undefined) {
      const [first, second] = chosen.twice.map((index) => index + 1) as [number, number]
      throw new AmanaError(
        'import/duplicate-header',
        `Line ${line}: columns ${first} and ${second} both hold ${chosen.fields[second - 1]}. Rename one, or map one to “extra”.`,
        { line, columns: [first, second] },
      )
    }
    if (isPersons && !chosen.fields.includes('row_id'))
      throw new AmanaError(
        'import/no-row-id',
        `Line ${line}: no column is row_id (رقم السطر), your own lasting key of each row. Without it a later import could not tell a correction from a new person. Add it, or map a column to it.`,
        { line },
      )
    if (isPersons && !chosen.fields.includes('incident') && !chosen.fields.includes('place'))
      throw new AmanaError(
        'import/no-incident-column',
        `Line ${line}: no column is incident (الحادثة) or place (المكان). Add one of them, or map a column to it.`,
        { line },
      )
    const unknown = new Map<string, number>()
    const columns = cells.map((cell, index): Column => {
      const field = chosen.fields[index]
      const header = cell === '' ? `column ${index + 1}` : cell
      if (field !== undefined && field !== 'extra') return { header, named: cell !== '', field }
      const first = unknown.get(header)
      if (first !== undefined)
        throw new AmanaError(
          'import/duplicate-header',
          `Line ${line}: columns ${first + 1} and ${index + 1} have the same header. Rename one.`,
          { line, columns: [first + 1, index + 1] },
        )
      unknown.set(header, index)
      return { header, named: cell !== '' }
    })
    const notes = [...chosen.notes]
    const named = [...unknown.values()]
      .filter((index) => cells[index] !== '')
      .map((index) => `“${cells[index]}”`)
    if (named.length > 0) notes.push(`Unknown columns, kept sealed as they are: ${named.join(', ')}.`)
    const present = new Set(cells.map(squeezed))
    const lacking = [...this.map.keys()].filter((header) => !present.has(header)).length
    if (lacking > 0)
      notes.push(`The map has ${lacking} ${lacking === 1 ? 'header' : 'headers'} that this table lacks.`)
    return { kind, columns, notes }
  }
}
