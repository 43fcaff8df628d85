/** Views whose tables are not so, or not of this release: name, about, checks that fail, bytes, key, claims. */
import { concat } from '@amana/codec'
import { blindingOf } from '@amana/crypto'
import { parseCheckpoint } from '@amana/log'
import { fieldIndex, PERSON, saltAt, talliedElement } from '@amana/records'
import { proveTally } from '@amana/tally'
import { assemble, disassemble, resign } from './assemble.mjs'
import { fixed } from './fixed.mjs'
import { CUT, claims, find, flip, get, KEY, kindOf, ORIGIN, SMALL, set, textOf, view, WHOLE } from './small.mjs'

const TALLIES = ['tallies']
const PUBLIC = view(SMALL, 'public', 1)
/** The first table of the public view is by sex, the second by incident. What they do not prove is stated. */
const SEX = 0

/** The public view with its parts changed, in place or to those returned. */
const changed = (change, from = PUBLIC) => {
  const p = disassemble(from)
  return assemble(change(p) ?? p)
}
/** With one table changed. */
const table = (which, change) =>
  changed((p) => {
    p.tallies[which] = change(p.tallies[which])
  })
const person = (p, at = 0) => p.blocks.flat().filter((record) => record[4]?.length === 0)[at]
const counts = (changes) => (tally) => [
  tally[0].map(([tuples, count], c) => [tuples, count + (changes[c] ?? 0)]),
  tally[1],
]
const proof = (change) => ([cells, bytes]) => [cells, change(bytes)]

/** A person of no listed incident, signed by the documenter; and a true table over incidents, in which all who stand share one cell. */
function hiddenBehindTable() {
  const nowhere = fixed('incident', 16)
  const p = disassemble(WHOLE)
  set(p, find(p, 'person'), 'incident', nowhere)
  const { size, root } = parseCheckpoint(textOf(resign(p, ORIGIN).note))
  const fields = ['status', 'incident']
  const openings = []
  const entries = []
  for (const record of p.blocks.flat().filter((each) => kindOf(p, each) === 'person')) {
    const [mask, id, revision, salts] = record
    const own = fields.map((name) => {
      const salt = saltAt(salts, p.masks[mask][1].indexOf(fieldIndex(PERSON, name)))
      return [ORIGIN, id, revision, salt, name, get(p, record, name)]
    })
    entries.push({ id, commitments: own.map((opening) => talliedElement(...opening)) })
    openings.push(own.map((opening) => ({ value: opening.at(-1), blinding: blindingOf(...opening) })))
  }
  const ids = [SMALL.idOf('incident', 'market'), SMALL.idOf('incident', 'bridge'), nowhere]
  const cells = [{ tuples: ids.map((id) => ['live', id]), count: entries.length }]
  const statement = { origin: ORIGIN, release: { size, root }, claim: 'persons', fields, cells, entries }
  const tally = [cells.map(({ tuples, count }) => [tuples, count]), proveTally(statement, openings, fixed('fresh'))]
  return assemble({ ...resign(p, ORIGIN), fields: [[0, 1]], tallies: [tally] })
}

const STATED_SEX = claims([1, null], [2, 2], [3, 3])
const STATED = claims([1, null], [2, null], [3, null])

export const badTallies = () => [
  ['tally-over-open', 'A person of an incident that is not listed, seen in its row, and a table with one cell that does not tell.', ['references'], hiddenBehindTable(), KEY, claims([1, null], [2, 2], [3, 3])],
  ['tally-cell-moved', 'One person more in a cell, one less in another.', TALLIES, table(SEX, counts([1, -1])), KEY, STATED_SEX],
  ['tally-cell-more', 'One person more in a cell than there are.', TALLIES, table(SEX, counts([1])), KEY, STATED_SEX],
  ['tally-cell-negative', 'A cell of −1.', ['format'], table(SEX, counts([-10, 10]))],
  ['tally-proof', 'A bit of a proof flipped.', TALLIES, table(SEX, proof((bytes) => flip(bytes, 40))), KEY, STATED_SEX],
  ['tally-proof-short', 'A proof without its last scalar.', TALLIES, table(SEX, proof((bytes) => bytes.slice(0, -32))), KEY, STATED_SEX],
  ['tally-swapped', 'Two proofs, each for the other table.', TALLIES, changed((p) => {
    const [a, b] = p.tallies
    p.tallies = [[a[0], b[1]], [b[0], a[1]]]
  }), KEY, STATED],
  ['tally-split', 'A merged cell as two, with the proof as it is.', TALLIES, table(SEX, ([cells, bytes]) => [
    cells.flatMap(([tuples, count]) =>
      tuples.length > 1 ? [[tuples.slice(1), count], [tuples.slice(0, 1), 0]] : [[tuples, count]],
    ),
    bytes,
  ]), KEY, STATED_SEX],
  ['tally-cell-without-tuple', 'A cell of no tuple.', ['format'], table(SEX, ([cells, bytes]) => [[...cells, [[], 0]], bytes])],
  ['tally-proof-long', 'A proof of more bytes than any proof over so many records has.', ['format'], table(SEX, proof((bytes) => concat(bytes, new Uint8Array(16384))))],
  ['tally-other-order', 'The cells in another order.', TALLIES, table(SEX, ([cells, bytes]) => [cells.toReversed(), bytes]), KEY, STATED_SEX],
  ['tally-tuple-twice', 'A tuple in two cells.', TALLIES, table(SEX, ([cells, bytes]) => [[...cells, [cells[0][0], 0]], bytes]), KEY, STATED_SEX],
  ['tally-two-statuses', 'A cell that counts listed and withdrawn persons together.', ['format'], table(SEX, ([[first, ...rest], bytes]) => {
    const at = rest.findIndex(([[tuple]]) => tuple[0] === 'withdrawn')
    const [tuples, count] = rest[at]
    return [[[[...first[0], ...tuples], first[1] + count], ...rest.toSpliced(at, 1)], bytes]
  })],
  ['tally-person-closed', 'A person of whom nothing is shown.', TALLIES, changed((p) => {
    const { record, logged } = SMALL.log.find((each) => each.record.kind === 'person')
    const blocks = p.blocks.map((records) =>
      records.map((each) =>
        Buffer.compare(each[1], record.id) === 0 ? [1, record.id, logged.revision, logged.root] : each,
      ),
    )
    return { ...p, blocks }
  }), KEY, STATED],
  ['tally-element-altered', 'A bit of an element flipped.', ['log', 'openings'], changed((p) => {
    const record = person(p)
    record[5] = flip(record[5])
  })],
  ['tally-elements-swapped', 'The elements of two fields of a person swapped.', ['log', 'openings'], changed((p) => {
    const record = person(p)
    record[5] = concat(record[5].subarray(32, 64), record[5].subarray(0, 32), record[5].subarray(64))
  })],
  ['tally-persons-swapped', 'The elements of two persons swapped.', ['log', 'openings'], changed((p) => {
    const [a, b] = [person(p, 0), person(p, 1)]
    ;[a[5], b[5]] = [concat(b[5].subarray(0, 64), a[5].subarray(64)), concat(a[5].subarray(0, 64), b[5].subarray(64))]
  })],
  ['tally-missing', 'A table less than the header says.', ['format'], changed((p) => ({ ...p, tallies: p.tallies.slice(1) }))],
  ['tally-more', 'A table more than the header says.', ['format'], changed((p) => ({ ...p, tallies: [...p.tallies, p.tallies[0]] }))],
  ['tally-no-status', 'A table without the status of persons.', ['format'], changed((p) => ({ ...p, fields: p.fields.map(([, ...rest]) => rest) }))],
  ['tally-other-fields', 'A table over other fields than it says, of the same number.', ['format'], changed((p) => ({ ...p, fields: [[0, 3], p.fields[1]] }))],
  ['tally-not-tallied', 'A table over a field that is not tallied.', ['format'], changed((p) => ({ ...p, fields: [p.fields[SEX], [0, 12]] }))],
  ['tally-not-shown', 'A table over a field that the view does not show.', TALLIES, changed((p) => ({ ...p, fields: [...p.fields, [0, 3]], tallies: [...p.tallies, [[[[['live', 'child']], 3]], fixed('proof')]] })), KEY, claims([1, 1], [2, 2], [3, 3])],
  ['tally-tuple-code', 'A tuple with a code that the vocabulary does not have.', ['format'], table(SEX, ([cells, bytes]) => [[[[['live', 'woman']], 0], ...cells], bytes])],
  ['mask-shows-open', 'A mask that shows a field that it opens.', ['format'], changed((p) => ({ ...p, masks: p.masks.map(([schema, open, shown]) => [schema, schema === 1 ? [...open, 1] : open, shown]) }), CUT)],
  ['mask-shows-hash', 'A mask that shows a field that is not tallied.', ['format'], changed((p) => ({ ...p, masks: p.masks.map(([schema, open, shown]) => [schema, open, schema === 1 ? [...shown, 12] : shown]) }))],
]
