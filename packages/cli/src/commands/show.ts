import {
  counterOf,
  documentJson,
  documentKind,
  MAX_DOCUMENT,
  readDocument,
  readView,
  recordFacts,
  type ViewHeader,
  type ViewTally,
} from '@amana/bundle'
import { fromHex, toHex } from '@amana/codec'
import { parseCheckpoint } from '@amana/log'
import { type Kind, SCHEMAS } from '@amana/records'
import Table from 'cli-table3'
import { EXIT } from '../exit.js'
import { beginningOf, readStdinOnce, shownName, sourceOf } from '../input-file.js'
import { documentInWords } from '../loop-words.js'
import type { Result } from '../output.js'
import { Progress } from '../progress.js'
import { plain } from '../report-words.js'

interface Counts {
  /** Newest revisions whose status is not known to be withdrawn. */
  records: number
  withdrawn: number
  /** Of how many records each field is open. */
  readonly open: Map<string, number>
  /** Closed fields whose commitments are shown, so that tables can count them. */
  readonly counted: Set<string>
}

interface Incident {
  readonly label: string | null
  readonly date: string | null
  readonly place: string | null
  readonly cause: string | null
  /** Null where neither open fields nor a table tell. */
  persons: number | null
}

/** Shows what is inside a view, for people. It checks no signature: that is `verify`. */
export async function show(files: readonly string[]): Promise<Result> {
  readStdinOnce(...files)
  const shown = []
  for (const file of files) shown.push(await showFile(file))
  return {
    json: {
      ok: true,
      verified: false,
      ...(shown.length === 1 ? shown[0]!.json : { files: shown.map(({ json }) => json) }),
    },
    text: shown.map(({ text }) => text).join('\n\n'),
    exit: EXIT.good,
  }
}

/** A document of the review loop; null where the file is none. */
function showDocument(file: string): { json: Record<string, unknown>; text: string } | null {
  if (file === '-') return null
  const bytes = beginningOf(file, MAX_DOCUMENT + 1)
  if (documentKind(bytes) === null) return null
  const document = readDocument(bytes)
  const { kind, by, time, checkpoint } = document
  return {
    json: { file: shownName(file), ...documentJson(document) },
    text: [
      `${shownName(file)}: ${kind}, signed by ${plain(by)} at ${time} (stated). Whose key that is, and whether the bundle is so: amana verify --document.`,
      `About ${checkpoint.origin}, ${checkpoint.size} entries, root ${toHex(checkpoint.root)}`,
      ...documentInWords(document, 'en').map((line) => `  ${line}`),
    ].join('\n'),
  }
}

async function showFile(file: string): Promise<{ json: Record<string, unknown>; text: string }> {
  const document = showDocument(file)
  if (document !== null) return document
  const kinds = new Map<Kind, Counts>()
  const newest = new Map<
    string,
    {
      kind: Kind
      withdrawn: boolean
      fields: readonly string[]
      counted: readonly string[]
      incident?: string
    }
  >()
  const incidents = new Map<string, Incident>()
  const view = await readView(sourceOf(file))
  await Progress.during(`Reading ${shownName(file)}`, async (update) => {
    let done = 0
    for await (const block of view.records) {
      for (const record of block) {
        const { kind, id, get } = recordFacts(record)
        const key = toHex(id)
        const name = (i: number) => (record.open ? record.partial.schema.fields[i]!.name : '')
        const fields = record.open ? record.partial.open.map(name) : []
        const counted = record.open ? (record.partial.shown ?? []).map(({ field }) => name(field)) : []
        const incident = get('incident')
        newest.set(`${kind} ${key}`, {
          kind,
          withdrawn: get('status') === 'withdrawn',
          fields,
          counted,
          ...(incident instanceof Uint8Array ? { incident: toHex(incident) } : {}),
        })
        if (kind === 'incident' && record.open) {
          const text = (field: string) => {
            const value = get(field)
            return typeof value === 'string' ? value : null
          }
          incidents.set(key, {
            label: text('label'),
            date: text('date'),
            place: text('place'),
            cause: text('cause'),
            persons: 0,
          })
        }
      }
      done += block.length
      update(done, view.header.count)
    }
  })
  for (const { kind, withdrawn, fields, counted, incident } of newest.values()) {
    let counts = kinds.get(kind)
    if (counts === undefined) {
      counts = { records: 0, withdrawn: 0, open: new Map(), counted: new Set() }
      kinds.set(kind, counts)
    }
    if (withdrawn) {
      counts.withdrawn++
      continue
    }
    counts.records++
    for (const field of fields) counts.open.set(field, (counts.open.get(field) ?? 0) + 1)
    for (const field of counted) counts.counted.add(field)
    const of = incident === undefined ? undefined : incidents.get(incident)
    if (of !== undefined) of.persons = (of.persons ?? 0) + 1
  }
  if (kinds.get('person')?.open.has('incident') !== true) countBy(view.tallies, incidents)
  const list = [...incidents.values()].sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : 1))
  const { header, tallies } = view
  return {
    json: asJson(file, header, kinds, list, tallies),
    text: inWords(file, header, kinds, list, tallies),
  }
}

/** How many persons of each incident the view says there are, in a table. */
function countBy(tallies: readonly ViewTally[], incidents: ReadonlyMap<string, Incident>): void {
  const counters = tallies.map(counterOf)
  for (const [id, incident] of incidents) {
    const where = new Map([['incident', [fromHex(id)]]])
    incident.persons = counters.map((countOf) => countOf(where)).find((count) => count !== null) ?? null
  }
}

function asJson(
  file: string,
  header: ViewHeader,
  kinds: Map<Kind, Counts>,
  incidents: readonly Incident[],
  tallies: readonly ViewTally[],
) {
  const checkpoint = checkpointOf(header)
  return {
    file: shownName(file),
    audience: header.audience,
    ...checkpoint,
    records: Object.fromEntries(
      [...kinds].map(([kind, { records, withdrawn }]) => [kind, { records, withdrawn }]),
    ),
    open: Object.fromEntries([...kinds].map(([kind, { open }]) => [kind, Object.fromEntries(open)])),
    incidents,
    tables: tallies.map(({ fields, cells, proof }) => ({ fields, cells: cells.length, proof: proof.length })),
  }
}

function inWords(
  file: string,
  header: ViewHeader,
  kinds: Map<Kind, Counts>,
  incidents: readonly Incident[],
  tallies: readonly ViewTally[],
): string {
  const { origin, size, root } = checkpointOf(header)
  const style = { head: [], border: [], compact: true }
  const lines = [
    `${shownName(file)}: a view for the ${header.audience}, ${size} entries. Nothing here is verified: use amana verify.`,
    `Origin ${origin}, root ${root}`,
  ]
  for (const schema of SCHEMAS) {
    const counts = kinds.get(schema.kind)
    if (counts === undefined) continue
    const { records, withdrawn, open } = counts
    lines.push(`${schema.kind}: ${records} records${withdrawn > 0 ? `, ${withdrawn} withdrawn` : ''}`)
    const names = (test: (count: number) => boolean) =>
      schema.fields
        .filter((field) => test(open.get(field.name) ?? 0))
        .map((field) => field.name)
        .join(' ')
    const every = names((count) => count === records && count > 0)
    const some = schema.fields
      .filter((field) => (open.get(field.name) ?? 0) > 0 && open.get(field.name) !== records)
      .map((field) => `${field.name} (${open.get(field.name)})`)
      .join(' ')
    if (every !== '') lines.push(`  open:    ${every}`)
    if (some !== '') lines.push(`  in part: ${some}`)
    const counted = schema.fields.map(({ name }) => name).filter((name) => counts.counted.has(name))
    if (counted.length > 0) lines.push(`  counted: ${counted.join(' ')} (closed, but tables count them)`)
    const closed = schema.fields
      .map(({ name }) => name)
      .filter((name) => !counts.open.has(name) && !counts.counted.has(name))
      .join(' ')
    if (closed !== '') lines.push(`  closed:  ${closed}`)
  }
  if (incidents.length > 0) {
    const table = new Table({ head: ['Incident', 'Date', 'Place', 'Cause', 'Persons'], style })
    for (const { label, date, place, cause, persons } of incidents)
      table.push([label, date, place, cause].map((cell) => plain(cell ?? '–')).concat(String(persons ?? '–')))
    lines.push(table.toString())
  }
  for (const { fields, cells, proof } of tallies)
    lines.push(
      `Table of closed fields by ${fields.join(' × ')}: ${cells.length} cells, a proof of ${proof.length} bytes`,
    )
  lines.push('Pseudonymised, still sensitive.')
  return lines.join('\n')
}

/** What the checkpoint says, its signature unchecked. */
function checkpointOf(header: ViewHeader): { origin: string; size: number; root: string } {
  const end = header.note.indexOf('\n\n')
  const { origin, size, root } = parseCheckpoint(header.note.slice(0, end + 1))
  return { origin, size, root: toHex(root) }
}
