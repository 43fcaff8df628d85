/** The small view that bad ones are made from, and the tools to make them. */
import { writeView } from '@amana/bundle'
import { concat, encode, utf8 } from '@amana/codec'
import { signNote } from '@amana/log'
import { fieldIndex, openFields, PERSON, SCHEMAS } from '@amana/records'
import { assemble, disassemble, remasked, resign } from './assemble.mjs'
import { smallCase } from './cases.mjs'
import { fixed } from './fixed.mjs'

/** A view of a release of a case. */
export const view = (made, audience, release) =>
  concat(
    ...writeView(made, audience, made.releases[release - 1], { random: (bytes) => new Uint8Array(bytes) }),
  )

/** Claims as the testkit states them. */
export const claims = (...pairs) => pairs.map(([stated, counted]) => ({ stated, counted }))

export const SMALL = smallCase()
export const ORIGIN = SMALL.origin
export const KEY = SMALL.verificationKey
/** What an investigator sees, as it is cut: the incident of each person is closed. */
export const CUT = view(SMALL, 'investigator', 1)
/** What bad views are made from: more of each person is open, truly, and nothing is proven of what is closed. */
const OPEN = ['status', 'incident', 'linkage', 'receipt', 'sources', 'name_known', 'date_known', 'place_known']
  .map((name) => fieldIndex(PERSON, name))
export const WHOLE = assemble(cut((kind, open) => (kind === 'person' ? OPEN : open), CUT))
export const SEED = fixed('signing key')

const schemaOf = (p, record) => (record.length === 4 ? SCHEMAS[record[0]] : SCHEMAS[p.masks[record[0]][0]])

/** The kind of a record of a view. */
export const kindOf = (p, record) => schemaOf(p, record).kind

/** The first record of a kind for which `where` holds. */
export const find = (p, kind, where = () => true) =>
  p.blocks.flat().find((record) => kindOf(p, record) === kind && where(record))

const slot = (p, record, field) =>
  p.masks[record[0]][1].indexOf(schemaOf(p, record).fields.findIndex((known) => known.name === field))

/** The value of an open field. */
export const get = (p, record, field) => record[4][slot(p, record, field)]

/** Puts another value in an open field. */
export const set = (p, record, field, value) => {
  record[4][slot(p, record, field)] = value
}

/** The claim that states a number. */
export const claim = (p, count) => find(p, 'statement', (record) => get(p, record, 'count') === count)

/** Bytes with one bit flipped. */
export const flip = (bytes, at = 0) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))

/** Bytes with one piece replaced by another of the same length. */
export function replace(bytes, from, to) {
  const at = Buffer.from(bytes).indexOf(from)
  if (at < 0 || from.length !== to.length) throw new Error('There is nothing to replace.')
  return concat(bytes.subarray(0, at), to, bytes.subarray(at + from.length))
}

/** The small view with its parts changed (in place, or to those returned) and its digest made good. */
export function changed(change) {
  const p = disassemble(WHOLE)
  return assemble(change(p) ?? p)
}

/** The same with all records in one list, and the masks as they are then used. */
export const reordered = (change) => changed((p) => remasked({ ...p, blocks: [change(p.blocks.flat(), p)] }))

/** The same, signed anew by the documenter. */
export function signed(change, noRoot) {
  const p = disassemble(WHOLE)
  return assemble(resign(change(p) ?? p, ORIGIN, noRoot))
}

/**
 * The parts of the small view with other fields open, and every opening true: `openOf` gets the kind of a record, the
 * fields that are open and the record, and gives the fields to open, or null to close it.
 */
export function cut(openOf, from = WHOLE) {
  const p = disassemble(from)
  const masks = []
  const records = p.blocks.flat().map((record, at) => {
    const { record: known, logged } = SMALL.log[at]
    const usual = record.length === 6 ? p.masks[record[0]][1] : null
    const open = openOf(known.kind, usual, record, p)
    const number = SCHEMAS.findIndex(({ kind }) => kind === known.kind)
    if (open === null) return [number, known.id, logged.revision, logged.root]
    const { salts, values, siblings } = openFields(SMALL.committed(known, logged), open)
    const same = masks.findIndex(([schema, fields]) => schema === number && `${fields}` === `${open}`)
    const mask = same >= 0 ? same : masks.push([number, open, []]) - 1
    return [mask, known.id, logged.revision, salts, values, siblings]
  })
  return { ...p, masks, fields: [], blocks: [records], tallies: [] }
}

/** With one item of the first person's record changed: 0 mask, 1 id, 2 revision, 3 salts, 4 values, 5 siblings. */
export const person = (item, change) =>
  changed((p) => {
    const record = find(p, 'person')
    record[item] = change(record[item])
  })

/** With one value changed. */
export const value = (kind, field, bad) => changed((p) => set(p, find(p, kind), field, bad))

/** With a text that the encoder refuses: it stands first as letters of the same length. */
export function rawText(kind, field, bytes) {
  const letters = 'x'.repeat(bytes.length)
  return changed((p) => {
    set(p, find(p, kind), field, letters)
    return { ...p, blocks: [replace(encode(p.blocks.flat()), utf8(letters), bytes)] }
  })
}

/** With another note. */
export const note = (change) => changed((p) => ({ ...p, note: change(p.note) }))

/** The text of a note, with its last line feed. */
export const textOf = (old) => old.slice(0, old.lastIndexOf('\n\n') + 1)

/** A line that signs the text of a note under some key. */
export const signatureLine = (old, name, seed) =>
  signNote(textOf(old), name, seed).slice(textOf(old).length + 1)
