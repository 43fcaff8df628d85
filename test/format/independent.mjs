/**
 * A second verifier, written from `docs/format.md` as a stranger would write it: nothing of our packages, only node:crypto, and for
 * tallies the group of @noble/curves and the second verifier of their proofs, written from `docs/tally.md`. It shows that the page is enough, and two programs that must agree find where it is not.
 * Schemas and vocabularies are read out of the page itself.
 *
 *     node test/format/independent.mjs VIEW KEY-FILE [EARLIER-VIEW]
 */
import { createHash, createPublicKey, verify as verifyEd25519 } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as tally from '../tally/second-verifier.mjs'

class Refusal extends Error {}

const refuse = (what) => {
  throw new Refusal(what)
}
const need = (holds, what) => holds || refuse(what)

// Section 1. One pass: what is read is put together and checked as it is read.

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The value of exactly these bytes. Maps are lists of pairs under `map`, so that integer and text keys stay apart. */
export function decode(bytes, { depth: maxDepth = 16, items: maxItems = 1 << 18, size = 1 << 24 } = {}) {
  need(bytes.length <= size, 'too long')
  let at = 0
  let items = 0
  const take = (count) => {
    need(count <= bytes.length - at, 'ends inside an item')
    at += count
    return bytes.subarray(at - count, at)
  }
  const argument = (info) => {
    if (info < 24) return info
    need(info < 28, 'indefinite length or reserved')
    let value = 0n
    for (const byte of take(2 ** (info - 24))) value = value * 256n + BigInt(byte)
    need(value >= [24n, 2n ** 8n, 2n ** 16n, 2n ** 32n][info - 24], 'not the shortest form')
    need(value <= 2n ** 53n - 1n, 'beyond 2^53 - 1')
    return Number(value)
  }
  const item = (depth) => {
    const [initial] = take(1)
    const major = initial >> 5
    if (major === 7) {
      need(initial >= 0xf4 && initial <= 0xf6, 'a float or simple value')
      return initial === 0xf6 ? null : initial === 0xf5
    }
    need(major !== 6, 'a tag')
    const n = argument(initial & 31)
    if (major === 0) return n
    if (major === 1) return need(n < 2 ** 53 - 1, 'beyond -(2^53 - 1)') && -1 - n
    if (major === 2) return take(n)
    if (major === 3) return text(take(n))
    need(depth < maxDepth, 'nested too deep')
    items += major === 5 ? 2 * n : n
    need(items <= maxItems, 'too many items')
    if (major === 4) {
      const list = []
      for (let i = 0; i < n; i++) list.push(item(depth + 1))
      return list
    }
    const map = []
    let before = null
    for (let i = 0; i < n; i++) {
      const start = at
      const key = item(depth + 1)
      need(typeof key === 'number' || typeof key === 'string', 'a key that is no integer or text')
      const encoded = bytes.subarray(start, at)
      need(before === null || Buffer.compare(before, encoded) < 0, 'keys out of order')
      before = encoded
      map.push([key, item(depth + 1)])
    }
    return { map }
  }
  const value = item(0)
  need(at === bytes.length, 'bytes after the item')
  return value
}

function text(bytes) {
  let read
  try {
    read = utf8.decode(bytes)
  } catch {
    refuse('not UTF-8')
  }
  need(!read.startsWith('\ufeff'), 'begins with U+FEFF')
  let marks = 0
  for (const c of read) {
    marks = /^\p{M}$/u.test(c) ? marks + 1 : 0
    need(marks <= 30, 'more than 30 marks in a row')
  }
  need(read.normalize('NFC') === read, 'not NFC')
  return read
}

function head(major, n) {
  if (n < 24) return Buffer.of((major << 5) | n)
  const width = n < 2 ** 8 ? 1 : n < 2 ** 16 ? 2 : n < 2 ** 32 ? 4 : 8
  const out = Buffer.alloc(1 + width)
  out[0] = (major << 5) | (24 + Math.log2(width))
  for (let i = 0, rest = BigInt(n); i < width; i++, rest >>= 8n) out[width - i] = Number(rest & 255n)
  return out
}

export function encode(value) {
  if (value === null) return Buffer.of(0xf6)
  if (typeof value === 'boolean') return Buffer.of(value ? 0xf5 : 0xf4)
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(encode)])
  const pairs = value.map.map(([key, item]) => [encode(key), encode(item)])
  pairs.sort(([a], [b]) => Buffer.compare(a, b))
  return Buffer.concat([head(5, pairs.length), ...pairs.flat()])
}

// Section 2.

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest()
export const digest = (tag, ...parts) => sha256(encode([tag, ...parts]))

// Section 3.

export const commitment = (origin, id, revision, salt, name, value) =>
  digest('amana/1/field', origin, id, revision, salt, name, value)
/** The element of a tallied field, from its opening. */
export const element = (origin, id, revision, salt, name, value) => {
  const blinding = tally.scalar('tally-blinding', origin, id, revision, salt, name, value)
  const point = tally.times(tally.G, tally.valueScalar(name, value)).add(tally.times(tally.H, blinding))
  return Buffer.from(point.toBytes())
}
export const talliedCommitment = (origin, id, revision, name, bytes) =>
  digest('amana/1/pedersen', origin, id, revision, name, bytes)
export const leaf = (bytes) => sha256(Buffer.of(0), bytes)
const node = (left, right) => sha256(Buffer.of(1), left, right)

const split = (n) => {
  let k = 1
  while (2 * k < n) k *= 2
  return k
}

/** The root over `size` leaves of which those at `open` are given; null where the shape does not fit. */
export function partialRoot(size, open, leaves, siblings) {
  if (open.some((p, i) => p >= size || (i > 0 && p <= open[i - 1]))) return null
  const rest = [...siblings]
  const walk = (from, to) => {
    if (!open.some((p) => from <= p && p < to)) return rest.shift() ?? refuse('a sibling is missing')
    if (to - from === 1) return leaves[open.indexOf(from)]
    const k = split(to - from)
    const left = walk(from, from + k)
    return node(left, walk(from + k, to))
  }
  try {
    const root = walk(0, size)
    return rest.length === 0 ? root : null
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

// Section 4. Schemas and vocabularies as the page has them.

const page = readFileSync(new URL('../../docs/format.md', import.meta.url), 'utf8')
const blockOf = (name) => page.split(`\`\`\`${name}\n`)[1].split('\n```')[0]

const vocabularies = new Map(
  blockOf('vocabularies')
    .split('\n')
    .map((line) => line.split(': '))
    .map(([name, codes]) => [name, codes.split(' ')]),
)

const MARKS = ['identity', 'tallied', 'required']

export const schemas = blockOf('schemas')
  .split('\n\n')
  .map((block) => {
    const [first, ...rows] = block.split('\n')
    const [, name, kind, stated] = first.split(' ')
    const fields = rows.map((row) => {
      const [, field, type, ...marks] = row.trim().split(/ +/)
      const [base, vocabulary] = type.split(':')
      const [identity, tallied, required] = MARKS.map((mark) => marks.includes(mark))
      return { name: field, type: base, vocabulary, identity, tallied, required }
    })
    const described = fields.map((field) => [
      field.name,
      field.type,
      field.vocabulary === undefined ? null : vocabularies.get(field.vocabulary),
      field.identity,
      field.tallied,
      field.required,
    ])
    return { name, kind, fields, digest: digest('amana/1/schema', [name, kind, described]), stated }
  })
const [INCIDENT, PERSON, , STATEMENT] = schemas

export const entry = (schema, id, revision, root) =>
  encode(['amana/1/entry', schema.kind, id, revision, schema.digest, root])

const isBytes = (value, length) => value instanceof Uint8Array && value.length === length
const isText = (value) => typeof value === 'string'
const ascending = (list) =>
  list.every((item, i) => i === 0 || Buffer.compare(encode(list[i - 1]), encode(item)) < 0)

function isDate(value) {
  const [, year, month = '01', day = '01'] = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$/.exec(value) ?? []
  if (year === undefined) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  return days !== undefined && day >= 1 && day <= days
}

export function fits({ type, vocabulary, required }, value) {
  if (value === null) return !required
  const isCode = (item) => isText(item) && vocabularies.get(vocabulary).includes(item)
  const isPair = (item) => Array.isArray(item) && item.length === 2
  const list = Array.isArray(value) ? value : null
  switch (type) {
    case 'text':
      return isText(value) && value !== ''
    case 'int':
      return typeof value === 'number'
    case 'flag':
      return typeof value === 'boolean'
    case 'date':
      return isText(value) && isDate(value)
    case 'month':
      return isText(value) && value.length === 7 && isDate(value)
    case 'time':
      return (
        isText(value) &&
        isDate(value.slice(0, 10)) &&
        /^.{10}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$/.test(value)
      )
    case 'code':
      return isCode(value)
    case 'codes':
      return list?.every(isCode) === true && ascending(list)
    case 'counts':
      return (
        list?.every(
          (item) => isPair(item) && isCode(item[0]) && typeof item[1] === 'number' && item[1] >= 1,
        ) === true && ascending(list.map(([code]) => code))
      )
    case 'id':
      return isBytes(value, 16)
    case 'ids':
      return list?.every((item) => isBytes(item, 16)) === true && ascending(list)
    case 'hash':
      return isBytes(value, 32)
    case 'linkage':
      return (
        list !== null &&
        list.length >= 5 &&
        list.slice(0, 3).every(isText) &&
        typeof list[3] === 'number' &&
        list.slice(4).every((item) => isBytes(item, 12))
      )
    case 'pairs':
      return list?.every((item) => isPair(item) && item.every(isText)) === true
    case 'where':
      return (
        value.map?.every?.(([name, items]) => {
          const field = PERSON.fields.find(
            (known) => known.tallied && name !== 'status' && known.name === name,
          )
          return (
            field !== undefined &&
            Array.isArray(items) &&
            items.length > 0 &&
            items.every((item) => item !== null && fits(field, item)) &&
            ascending(items)
          )
        }) === true
      )
    default:
      return refuse(`the page has no type ${type}`)
  }
}

// Section 5.

function base64(spelled) {
  const bytes = Buffer.from(spelled, 'base64')
  need(bytes.toString('base64') === spelled, 'not canonical base64')
  return bytes
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const isKeyName = (name) => name !== '' && !/[\p{White_Space}+\0-\x1f]/u.test(name)

export function parseKey(line) {
  const [, name, id, rest] = /^([^+]*)\+([^+]*)\+(.*)$/s.exec(line.trim()) ?? refuse('not a key')
  need(isKeyName(name), 'not a key name')
  const bytes = base64(rest)
  need(bytes.length === 33 && bytes[0] === 1, 'not an Ed25519 key')
  need(sha256(Buffer.from(`${name}\n`), bytes).toString('hex', 0, 4) === id, 'the key id is another')
  return { name, id, publicKey: bytes.subarray(1) }
}

const littleEndian = (bytes) => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
const P = 2n ** 255n - 19n
const L = 2n ** 252n + 27742317777372353535851937790883648493n
const D = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n

export function verifySignature(publicKey, message, signature) {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const y = (point) => littleEndian(point) % 2n ** 255n
  for (const point of [publicKey, signature.subarray(0, 32)])
    if (y(point) >= P || [0n, 1n, P - 1n, D, P - D].includes(y(point))) return false
  if (littleEndian(signature.subarray(32)) >= L) return false
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey])
  return verifyEd25519(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature)
}

/** `{ origin, size, root }` of a note that the key signed. */
export function openCheckpoint(note, key) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
  need(note.endsWith('\n') && !/[\0-\x09\x0b-\x1f]/.test(note), 'not lines')
  const at = note.lastIndexOf('\n\n')
  need(at >= 0, 'no empty line')
  const signed = note.slice(0, at + 1)
  const lines = note.slice(at + 2, -1).split('\n')
  need(note.length > at + 2 && lines.length <= 100, 'no signature, or more than 100')
  let ours = 0
  for (const line of lines) {
    const [, name, spelled] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? refuse('not a signature line')
    need(isKeyName(name), 'not a key name')
    const bytes = base64(spelled)
    need(bytes.length >= 5, 'a signature too short')
    if (name !== key.name || bytes.toString('hex', 0, 4) !== key.id) continue
    need(
      verifySignature(key.publicKey, Buffer.from(signed), bytes.subarray(4)),
      'a signature that does not verify',
    )
    ours++
  }
  need(ours > 0, 'not signed by the key')
  const [, origin, size, root] =
    /^([^\n]*)\n(0|[1-9][0-9]*)\n([^\n]*)\n$/.exec(signed) ?? refuse('not three lines')
  need(isKeyName(origin) && origin.normalize('NFC') === origin, 'not an origin')
  need(BigInt(size) <= 2n ** 53n - 1n && base64(root).length === 32, 'size or root out of range')
  need(origin === key.name, 'the origin is not the name of the key')
  return { origin, size: Number(size), root: base64(root) }
}

/** Root of the log, from its leaf hashes (section 5, as in section 3). */
const rootOf = (leaves) => {
  if (leaves.length === 1) return leaves[0]
  const k = split(leaves.length)
  return node(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)))
}

// Section 6.

const isPositive = (value) => typeof value === 'number' && value >= 1

/** The header, and a function that reads the rest (so that the note can be looked at although the rest is bad). */
function openView(view) {
  let at = 0
  const take = (count) => {
    need(count <= view.length - at, 'the file ends early')
    at += count
    return view.subarray(at - count, at)
  }
  need(take(13).equals(Buffer.from('amana-view 1\n')), 'another magic')
  const length = take(4).readUInt32BE()
  need(length >= 1 && length <= 65536, 'length of the header')
  const header = decode(take(length))
  need(Array.isArray(header) && [5, 6].includes(header.length), 'not a header')
  const [note, audience, count, masks, tables] = header
  const override = header[5]
  if (header.length === 6) {
    need(Array.isArray(override) && override.length === 2 && isText(override[0]), 'not an override')
    need(override[0].length >= 1 && override[0].length <= 500 && isBytes(override[1], 64), 'not an override')
  }
  need(isText(note) && isPositive(count) && Array.isArray(masks), 'not a header')
  need(Array.isArray(tables) && tables.length <= 64, 'not a header')
  need(['custodian', 'investigator', 'auditor', 'public'].includes(audience), 'audience')
  const opened = masks.map((mask) => {
    need(Array.isArray(mask) && mask.length === 3, 'not a mask')
    const schema = schemas[mask[0]] ?? refuse('not a schema')
    const [, open, shown] = mask
    for (const list of [open, shown]) need(isFieldList(schema, list), 'a mask out of order')
    need(open.length + shown.length > 0, 'an empty mask')
    need(!open.some((p) => schema.fields[p].identity), 'a mask that opens an identity field')
    need(
      shown.every((p) => schema.fields[p].tallied && !open.includes(p)),
      'a mask that shows another field',
    )
    return { schema, open, shown }
  })
  for (const fields of tables)
    need(
      isFieldList(PERSON, fields) && fields[0] === 0 && fields.every((p) => PERSON.fields[p].tallied),
      'not the fields of a tally',
    )
  need(tables.flat().length <= 256, 'too many fields of tallies')
  const spelled = new Set(masks.map((mask) => encode(mask).toString('hex')))
  need(spelled.size === masks.length, 'a mask twice')
  let chain = digest('amana/1/head', view.subarray(0, at))
  const rest = () => {
    const records = []
    const used = new Set()
    for (;;) {
      const size = take(4).readUInt32BE()
      need(size <= 1048576, 'length of a block')
      if (size === 0) break
      const block = take(size)
      chain = digest('amana/1/file', chain, block)
      const list = decode(block, { depth: 8, items: 131072 })
      need(Array.isArray(list) && list.length > 0, 'not a block')
      for (const item of list) {
        records.push(parseRecord(item, opened))
        if (item.length === 6) used.add(item[0])
        need(item.length === 4 || item[0] < used.size, 'a mask before one that stands before it')
      }
    }
    need(used.size === masks.length, 'a mask that no record uses')
    need(records.length === count, 'another number of records than the header says')
    chain = digest('amana/1/file', chain, Buffer.alloc(0))
    let [tuples, merged] = [0, 0]
    const tallies = tables.map((fields) => {
      const size = take(4).readUInt32BE()
      need(size >= 1 && size <= 1 << 24, 'length of a tally')
      const bytes = take(size)
      chain = digest('amana/1/file', chain, bytes)
      const tally = parseTally(decode(bytes, { depth: 8, items: 524288 }), fields)
      const own = tally.cells.reduce((sum, cell) => sum + cell.tuples.length, 0)
      const beside = own - tally.cells.length
      tuples += own
      merged += beside
      need(tuples <= 65536 && merged <= 16384, 'too many tuples')
      need(tally.proof.length <= 2 * count + 32 * beside + 8192, 'a proof that is too long')
      return tally
    })
    need(take(4).readUInt32BE() === 0, 'more tallies than the header says')
    need(take(32).equals(digest('amana/1/file', chain, Buffer.alloc(0))), 'another final digest')
    need(at === view.length, 'bytes after the end')
    return { records, tallies }
  }
  const isSigned = (key) =>
    override === undefined ||
    verifySignature(
      key.publicKey,
      digest('amana/1/override', encode(header.slice(0, 5)), override[0]),
      Buffer.from(override[1]),
    )
  return { note, count, isSigned, rest }
}

const isFieldList = (schema, list) =>
  Array.isArray(list) &&
  list.every(
    (p, i) => typeof p === 'number' && p >= 0 && p < schema.fields.length && (i === 0 || p > list[i - 1]),
  )

function parseTally(item, numbers) {
  need(Array.isArray(item) && item.length === 2, 'not a tally')
  const [list, proof] = item
  need(Array.isArray(list) && proof instanceof Uint8Array, 'not a tally')
  const fields = numbers.map((p) => PERSON.fields[p])
  const cells = list.map((cell) => {
    need(Array.isArray(cell) && cell.length === 2 && Array.isArray(cell[0]), 'not a cell')
    const [tuples, count] = cell
    need(tuples.length > 0, 'a cell without a tuple')
    need(new Set(tuples.map((tuple) => tuple?.[0])).size === 1, 'two statuses in a cell')
    need(typeof count === 'number' && count >= 0, 'not a count')
    for (const tuple of tuples)
      need(
        Array.isArray(tuple) &&
          tuple.length === fields.length &&
          fields.every((field, i) => fits(field, tuple[i])),
        'not a tuple',
      )
    return { tuples, count }
  })
  return { numbers, fields: fields.map(({ name }) => name), cells, proof }
}

function parseRecord(item, masks) {
  need(Array.isArray(item) && (item.length === 4 || item.length === 6), 'not a record')
  const [number, id, revision, fourth, values, siblings] = item
  need(typeof number === 'number' && isBytes(id, 16) && isPositive(revision), 'not a record')
  need(revision < 2 ** 32, 'a revision of more than 32 bits')
  if (item.length === 4) {
    const schema = schemas[number] ?? refuse('not a schema')
    need(isBytes(fourth, 32), 'not a root')
    return { schema, id, revision, root: fourth, values: new Map() }
  }
  const { schema, open, shown } = masks[number] ?? refuse('not a mask of the header')
  need(fourth instanceof Uint8Array && fourth.length === 16 * open.length, 'salts')
  need(Array.isArray(values) && values.length === open.length, 'values')
  need(siblings instanceof Uint8Array && siblings.length % 32 === 0, 'siblings')
  need(siblings.length >= 32 * shown.length, 'siblings')
  for (const [i, p] of open.entries())
    need(fits(schema.fields[p], values[i]), 'a value that its field cannot hold')
  const named = new Map(open.map((p, i) => [schema.fields[p].name, values[i]]))
  return { schema, id, revision, values: named, open, shown, salts: fourth, siblings }
}

/** The root of a record, and `elements`, by the numbers of the tallied fields that are open or shown. */
function rootOfRecord(origin, { schema, id, revision, root, values, open, shown, salts, siblings }) {
  const elements = new Map()
  if (root !== undefined) return { root, elements }
  const hashes = []
  for (let i = 0; i < siblings.length; i += 32) hashes.push(siblings.subarray(i, i + 32))
  for (const p of shown) elements.set(p, hashes.shift())
  const leaves = new Map()
  for (const [i, p] of open.entries()) {
    const { name, tallied } = schema.fields[p]
    const opening = [origin, id, revision, salts.subarray(16 * i, 16 * i + 16), name, values.get(name)]
    if (tallied) elements.set(p, element(...opening))
    else leaves.set(p, leaf(commitment(...opening)))
  }
  for (const [p, bytes] of elements)
    leaves.set(p, leaf(talliedCommitment(origin, id, revision, schema.fields[p].name, bytes)))
  const places = [...leaves.keys()].sort((a, b) => a - b)
  const inOrder = places.map((p) => leaves.get(p))
  return { root: partialRoot(schema.fields.length, places, inOrder, hashes), elements }
}

// Section 7.

/** `{ valid, failed, claims: [{ stated, counted }], size, root }` of a view under a key. */
export function verify(view, keyLine, since) {
  const key = parseKey(keyLine)
  const earlier = since === undefined ? undefined : verify(since, keyLine)
  const failed = []
  const attempt = (check, what) => {
    try {
      return what()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      failed.push(check)
      return null
    }
  }
  const opened = attempt('format', () => openView(Buffer.from(view)))
  const checkpoint =
    opened &&
    attempt('signature', () => {
      const found = openCheckpoint(opened.note, key)
      need(opened.isSigned(key), 'an override that the key did not sign')
      return found
    })
  const result = (claims) => ({
    valid: failed.length === 0,
    failed: CHECKS.filter((check) => failed.includes(check)),
    claims,
    size: checkpoint?.size ?? null,
    root: checkpoint === null ? null : checkpoint.root.toString('hex'),
  })
  if (checkpoint && opened.count !== checkpoint.size) failed.push('log')
  if (failed.length > 0) return result([])
  const read = attempt('format', opened.rest)
  if (read === null) return result([])

  const { records, tallies } = read
  const rooted = records.map((record) => rootOfRecord(checkpoint.origin, record))
  const roots = rooted.map(({ root }) => root)
  if (roots.includes(null)) failed.push('openings', 'log')
  const leaves = records.map(({ schema, id, revision }, i) =>
    leaf(entry(schema, id, revision, roots[i] ?? Buffer.alloc(32))),
  )
  if (!rootOf(leaves).equals(checkpoint.root)) failed.push('log')
  if (failed.includes('log')) failed.push('openings')

  const newest = new Map()
  for (const [i, record] of records.entries()) {
    const name = `${record.schema.kind} ${Buffer.from(record.id).toString('hex')}`
    if (record.revision !== (newest.get(name)?.revision ?? 0) + 1) failed.push('revisions')
    // In the order of the newest revisions.
    newest.delete(name)
    newest.set(name, { ...record, elements: rooted[i].elements })
  }
  const of = (schema) =>
    [...newest.values()].filter((record) => record.schema === schema).map(({ values }) => values)
  const proven = []
  if (!failed.includes('log')) {
    const persons = [...newest.values()].filter(({ schema }) => schema === PERSON)
    for (const { numbers, fields, cells, proof } of tallies) {
      const entries = persons.map(({ id, elements }) => ({
        id,
        commitments: numbers.map((p) => elements.get(p)),
      }))
      const { origin, size, root } = checkpoint
      const statement = { origin, release: { size, root }, claim: 'persons', fields, cells, entries }
      const isWhole = entries.every(({ commitments }) => !commitments.includes(undefined))
      if (isWhole && tally.verify(statement, proof)) proven.push({ fields, cells })
      else failed.push('tallies')
    }
  }
  const isListed = (id) => {
    const incident =
      id === null ? undefined : newest.get(`${INCIDENT.kind} ${Buffer.from(id).toString('hex')}`)?.values
    return incident !== undefined && !(incident.has('status') && incident.get('status') !== 'live')
  }
  for (const person of of(PERSON)) {
    const id = person.get('incident')
    const isUntold = id === undefined || (id === null && !person.has('status'))
    if (person.get('status') !== 'withdrawn' && !isUntold && !isListed(id)) failed.push('references')
  }
  for (const { fields, cells } of proven)
    if (
      fields[1] === 'incident' &&
      cells.some(
        ({ tuples, count }) =>
          count > 0 && tuples.every(([status, id]) => status !== 'withdrawn' && !isListed(id)),
      )
    )
      failed.push('references')
  if (failed.includes('log')) return result([])

  const statements = of(STATEMENT)
  const live = statements.filter((values) => values.get('status') === 'live')
  const isClaim = (values) =>
    values.get('claim') === 'persons' &&
    (values.get('where') ?? null) !== null &&
    (values.get('count') ?? null) !== null
  const claims = live.filter(isClaim).map((values) => ({
    stated: values.get('count'),
    counted: countAll(of(PERSON), proven, values.get('where').map),
  }))
  const sound =
    statements.every((values) => STATEMENT.fields.every(({ name }) => values.has(name))) &&
    live.every((values) => values.get('claim') === null || isClaim(values)) &&
    live.every((values) => values.get('release') !== null) &&
    new Set(live.map((values) => values.get('release'))).size <= 1 &&
    claims.every(({ stated, counted }) => counted === null || counted === stated)
  if (!sound) failed.push('claims')
  if (earlier !== undefined) {
    const continues =
      earlier.valid &&
      earlier.size <= leaves.length &&
      rootOf(leaves.slice(0, earlier.size)).toString('hex') === earlier.root
    if (!continues) failed.push('history')
  }
  return result(claims.sort((a, b) => a.stated - b.stated || (a.counted ?? -1) - (b.counted ?? -1)))
}

const CHECKS = [
  'format',
  'signature',
  'log',
  'revisions',
  'openings',
  'tallies',
  'references',
  'claims',
  'history',
]

const same = (a, b) =>
  isText(a) || isText(b) ? a === b : a !== null && b !== null && Buffer.compare(a, b) === 0

/** How many persons satisfy a condition, by open fields or else by a table; null where neither tells. */
function countAll(persons, tables, where) {
  const counted = count(persons, where)
  if (counted !== null) return counted
  for (const { fields, cells } of tables) {
    if (where.some(([name]) => !fields.includes(name))) continue
    const fit = (tuple) =>
      tuple[0] === 'live' &&
      where.every(([name, list]) => list.some((item) => same(item, tuple[fields.indexOf(name)])))
    const told = cells.every(({ tuples, count: n }) => n === 0 || tuples.every(fit) || !tuples.some(fit))
    if (told) return cells.reduce((sum, { tuples, count: n }) => sum + (tuples.some(fit) ? n : 0), 0)
  }
  return null
}

/** How many persons satisfy a condition; null where that is not known. */
function count(persons, where) {
  if (persons.some((values) => !values.has('status'))) return null
  const live = persons.filter((values) => values.get('status') === 'live')
  if (live.some((values) => where.some(([name]) => !values.has(name)))) return null
  return live.filter((values) =>
    where.every(([name, list]) => list.some((item) => same(item, values.get(name)))),
  ).length
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [view, key, since] = process.argv.slice(2)
  const report = verify(readFileSync(view), readFileSync(key, 'utf8'), since && readFileSync(since))
  console.log(JSON.stringify(report, null, 2))
  process.exitCode = report.valid ? 0 : 1
}

// Section 12.

const loopVocabularies = new Map(
  blockOf('loop-vocabularies')
    .split('\n')
    .map((line) => line.split(': '))
    .map(([name, codes]) => [name, codes.split(' ')]),
)
const NEVER_ASKED = ['linkage', 'receipt', 'consent', 'withdrawal_reason']
const personSchema = schemas.find(({ kind }) => kind === 'person')

/** `{ kind, by, time, signed, content }` of a document of the review loop. */
export function openDocument(bytes) {
  need(bytes.length <= 2_097_152, 'too large')
  const kinds = ['request', 'answer', 'assessment']
  const kind =
    kinds.find((each) => Buffer.from(`amana-${each} 1\n`).compare(bytes, 0, each.length + 9) === 0) ??
    refuse('another magic')
  const value = decode(bytes.subarray(kind.length + 9))
  need(Array.isArray(value) && value.length === 5, 'not five items')
  const [by, time, checkpoint, content, signature] = value
  need(isText(by) && by.trim() === by && isText(time) && isText(checkpoint), 'not texts')
  need(fits({ type: 'time' }, time), 'not a time')
  const [, origin, size, root] = /^(\S+) ([1-9][0-9]*) (\S+)$/.exec(checkpoint) ?? refuse('not a checkpoint')
  need(isKeyName(origin) && BigInt(size) <= 2n ** 53n - 1n && base64(root).length === 32, 'not a checkpoint')
  const signed = digest(`amana/1/${kind}`, by, time, checkpoint, content)
  need(signature instanceof Uint8Array, 'not a signature')
  need(verifySignature(parseKey(by).publicKey, signed, signature), 'a signature that does not verify')
  need(Array.isArray(content), 'not a list')
  const check = { request: checkRequest, answer: checkAnswer, assessment: checkAssessment }[kind]
  check(content, origin)
  return { kind, by, time, signed, content }
}

function checkIds(ids, most) {
  need(Array.isArray(ids) && ids.length > 0 && ids.length <= most, 'not so many ids')
  need(
    ids.every((id) => isBytes(id, 16)),
    'not ids',
  )
  need(new Set(ids.map((id) => Buffer.from(id).toString('hex'))).size === ids.length, 'an id twice')
}

function checkFields(numbers) {
  need(Array.isArray(numbers) && numbers[0] === 0 && numbers.length > 1, 'not the status and another field')
  for (const [i, at] of numbers.entries()) {
    const field = typeof at === 'number' ? personSchema.fields[at] : undefined
    need(field !== undefined && (i === 0 || at > numbers[i - 1]), 'not ascending field numbers')
    need(!field.identity && !NEVER_ASKED.includes(field.name), 'a field that is never asked for')
  }
}

function checkRequest(content) {
  need(content.length === 5, 'not five items')
  const [records, fields, purpose, until, text] = content
  checkIds(records, 1000)
  checkFields(fields)
  need(['investigators', 'courts'].includes(purpose), 'not a purpose')
  need(isText(until) && until.length === 10 && isDate(until), 'not a day')
  need(isText(text) && text.length <= 500, 'not a text')
}

function checkAnswer(content, origin) {
  need(content.length === 3, 'not three items')
  const [request, fields, openings] = content
  need(isBytes(request, 32) && Array.isArray(fields) && Array.isArray(openings), 'not an answer')
  if (fields.length + openings.length === 0) return
  checkFields(fields)
  need(
    openings.every((opening) => Array.isArray(opening) && opening.length === 5),
    'not openings',
  )
  checkIds(
    openings.map(([id]) => id),
    1000,
  )
  for (const [id, revision, salts, values, siblings] of openings) {
    need(isPositive(revision) && revision <= 4294967295, 'not a revision')
    need(isBytes(salts, 16 * fields.length), 'not salts')
    need(Array.isArray(values) && values.length === fields.length, 'not values')
    need(siblings instanceof Uint8Array && siblings.length % 32 === 0, 'not siblings')
    const named = new Map(fields.map((at, i) => [personSchema.fields[at].name, values[i]]))
    for (const [i, at] of fields.entries())
      need(fits(personSchema.fields[at], values[i]), 'a value of another type')
    const record = {
      schema: personSchema,
      id,
      revision,
      values: named,
      open: fields,
      shown: [],
      salts,
      siblings,
    }
    need(rootOfRecord(origin, record).root !== null, 'openings that lead to no root')
  }
}

function checkAssessment(content) {
  need(content.length === 6, 'not six items')
  const [about, records, finding, reasons, grade, text] = content
  need(['incident', 'claim'].includes(about), 'about something else')
  checkIds(records, 100)
  const codes = (name) => loopVocabularies.get(name)
  need(codes('finding').includes(finding), 'not a finding')
  need(Array.isArray(reasons) && reasons.length > 0, 'no reason')
  const places = reasons.map((code) => codes('assessment-reason').indexOf(code))
  need(
    places.every((place, i) => place > (i === 0 ? -1 : places[i - 1])),
    'not reasons, in order',
  )
  need(grade === null || codes('airwars-style-grade').includes(grade), 'not a grade')
  need(isText(text) && text.length <= 4000, 'not a text')
}
