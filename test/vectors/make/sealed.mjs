/** Sections 8 and 9: escrow files and grants. */
import { escrowOf } from '@amana/bundle'
import { concat, encode, toHex, utf8 } from '@amana/codec'
import { prf, seal, TAG } from '@amana/crypto'
import { leafHash, rootOf } from '@amana/log'
import { entryBytes, fieldCommitment, openFields, openIdentities, SCHEMAS } from '@amana/records'
import { u32 } from './assemble.mjs'
import { exampleCase, twoReleaseCase } from './cases.mjs'
import { fixed, toJson } from './fixed.mjs'

/** The example and its one person, committed. */
function examplePerson() {
  const amana = exampleCase()
  const { record, logged } = amana.log.find(({ record: { kind } }) => kind === 'person')
  return { amana, made: amana.committed(record, logged) }
}

const at = (schema, name) => schema.fields.findIndex((field) => field.name === name)

/** A committed record that commits to another value, whether the field can hold it or not. */
function recommitted(origin, made, name, value) {
  const { schema, id, revision, salts } = made
  const i = at(schema, name)
  const leaf = leafHash(
    fieldCommitment(origin, id, revision, salts.subarray(16 * i, 16 * i + 16), name, value),
  )
  const leaves = made.leaves.slice()
  leaves.set(leaf, 32 * i)
  return {
    ...made,
    values: made.values.map((known, j) => (j === i ? value : known)),
    leaves,
    root: rootOf(schema.fields.map((_, j) => leaves.subarray(32 * j, 32 * j + 32))),
  }
}

/**
 * An escrow file of the example's person, put together here so that any part of it can be wrong: `made` is what its
 * openings say, `entry` what they are sealed for.
 */
function escrowFile(change = {}) {
  const { amana, made: person } = examplePerson()
  const { made = person, magic = 'amana-escrow 1\n', schema = 1, count = 1, more = 0, short = 0 } = change
  const {
    key = amana.keys.escrow,
    opened = (fields) => fields,
    length = (n) => n,
    padding = 0,
    drop = 0,
  } = change
  const entry = change.entry ?? made
  const identity = made.schema.fields.flatMap((field, i) => (field.identity === true ? [i] : []))
  const { salts, values, siblings } = openFields(made, opened(identity))
  const text = encode([salts, values.slice(drop), siblings])
  const padded = new Uint8Array(64 * Math.ceil((text.length + 4) / 64))
  padded.fill(padding)
  padded.set(u32(length(text.length)))
  padded.set(text, 4)
  const ownKey = prf(key, TAG.sealedKey, amana.origin, entry.id, entry.revision, entry.root)
  const sealed = seal(ownKey, new Uint8Array(24), padded, entryBytes(entry))
  const header = encode([amana.origin, count, change.size ?? sealed.length])
  const head = concat(Uint8Array.of(schema), entry.id, u32(entry.revision), entry.root)
  return concat(utf8(magic), header, head, sealed.slice(short), new Uint8Array(more))
}

function badEscrow() {
  const { amana, made } = examplePerson()
  const other = (name, value) => recommitted(amana.origin, made, name, value)
  const files = {
    'the magic of another version': { magic: 'amana-escrow 0\n' },
    'an unknown schema': { schema: 4 },
    'a count of one record more': { count: 2 },
    'a size that is not that of the records': { size: 20 },
    'a byte missing': { short: 1 },
    'a byte more': { more: 1 },
    'another key': { key: fixed('another key') },
    'padding that is not zero': { padding: 1 },
    'a length beyond the plaintext': { length: () => 2 ** 32 - 1 },
    'a length that cuts the text short': { length: (n) => n - 1 },
    'a length that takes in a byte of padding': { length: (n) => n + 1 },
    'one identity field is not opened': { opened: (fields) => fields.slice(0, -1) },
    'one value is missing': { drop: 1 },
    'another name than was committed to': { made: other('given', 'هدى'), entry: made },
    'a field that cannot hold its value: an empty text': { made: other('given', '') },
    'a field that cannot hold its value: a number': { made: other('family', 1) },
    'a field that cannot hold its value: pairs that are none': { made: other('extra', [['a']]) },
  }
  return Object.entries(files).map(([why, change]) => ({ why, file: toHex(escrowFile(change)) }))
}

/** Section 8: the escrow file of the first release of the case of two, and what it holds. */
export function escrow() {
  const amana = twoReleaseCase()
  const file = escrowOf(amana, amana.releases[0])
  const { escrow: key } = amana.keys
  return {
    key: toHex(key),
    file: toHex(file),
    one: toHex(escrowFile()),
    bad: badEscrow(),
    records: openIdentities(key, file).map(({ entry, identity }) => ({
      schema: entry.schema.name,
      id: toHex(entry.id),
      revision: entry.revision,
      root: toHex(entry.root),
      sealedKey: toHex(prf(key, TAG.sealedKey, amana.origin, entry.id, entry.revision, entry.root)),
      identity: Object.fromEntries(
        identity.open
          .map((i, at) => [entry.schema.fields[i].name, toJson(identity.values[at])])
          .filter(([, value]) => value !== null),
      ),
    })),
  }
}

/** Section 9: the plaintext of a grant of three fields of the example's person. */
export function grants() {
  const { amana, made } = examplePerson()
  const open = ['sex', 'given', 'family'].map((name) => at(made.schema, name)).sort((a, b) => a - b)
  const items = (record) => {
    const { salts, values, siblings } = openFields(record, open)
    const { schema, id, revision } = record
    return [TAG.grant, amana.origin, schema.name, id, revision, open, salts, values, siblings]
  }
  const good = items(made)
  /** The plaintext with one item changed: 0 tag, 1 origin, 2 schema, 3 id, 4 revision, 5 open, 6 salts, 7 values, 8 siblings. */
  const changed = (item, change) => good.map((value, i) => (i === item ? change(value) : value))
  const last = SCHEMAS[1].fields.length
  const bad = {
    'another tag': changed(0, () => 'amana/1/entry'),
    'an unknown schema': changed(2, () => 'person@2'),
    'an id of 15 bytes': changed(3, (id) => id.slice(1)),
    'a revision that is no number': changed(4, String),
    'a field number that the schema does not have': [
      ...good.slice(0, 5),
      [...open, last],
      concat(good[6], fixed('salt', 16)),
      [...good[7], null],
      good[8],
    ],
    'field numbers out of order': changed(5, ([a, b, c]) => [a, c, b]),
    'a field twice': changed(5, ([a, , c]) => [a, a, c]),
    'a byte of salt missing': changed(6, (salts) => salts.slice(1)),
    'a value missing': changed(7, (values) => values.slice(1)),
    'siblings of a length that is no multiple of 32': changed(8, (siblings) => siblings.slice(1)),
    'a sibling missing': changed(8, (siblings) => siblings.slice(32)),
    'ten items': [...good, null],
    'a code that the vocabulary does not have': items(recommitted(amana.origin, made, 'sex', 'women')),
    'an empty text': items(recommitted(amana.origin, made, 'given', '')),
  }
  return {
    cases: [
      {
        plaintext: toHex(encode(good)),
        origin: amana.origin,
        id: toHex(made.id),
        revision: 1,
        root: toHex(made.root),
        open: { sex: 'unknown', given: 'سامي', family: null },
      },
    ],
    bad: Object.entries(bad).map(([why, list]) => ({ why, plaintext: toHex(encode(list)) })),
  }
}
