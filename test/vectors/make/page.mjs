/** The blocks of `docs/format.md` that are made from the code, so that the page cannot say another thing. */
import { FINDING, GRADE, REASON } from '@amana/bundle'
import { toHex } from '@amana/codec'
import { SCHEMAS, schemaDigest } from '@amana/records'
import { disassemble } from './assemble.mjs'
import { checkpoints } from './checkpoints.mjs'
import { entries } from './tables.mjs'

const block = (lines, language = '') => [`\`\`\`${language}`, ...lines, '```'].join('\n')

function wrapHex(bytes, width = 64) {
  const hex = toHex(bytes)
  return Array.from({ length: Math.ceil(hex.length / (2 * width)) }, (_, i) =>
    hex.slice(2 * width * i, 2 * width * (i + 1)),
  )
}

function schemas() {
  const lines = SCHEMAS.flatMap((schema, number) => [
    `${number} ${schema.name} ${schema.kind} ${toHex(schemaDigest(schema))}`,
    ...schema.fields.map((field, i) => {
      const { name, type, vocabulary } = field
      const full = vocabulary === undefined ? type : `${type}:${vocabulary.name}`
      const marks = ['identity', 'tallied', 'required']
        .filter((mark) => field[mark] === true)
        .map((mark) => ` ${mark}`)
        .join('')
      return `  ${String(i).padStart(2)} ${name.padEnd(20)} ${marks === '' ? full : full.padEnd(22) + marks}`
    }),
    '',
  ])
  return block(lines.slice(0, -1), 'schemas')
}

function vocabularies() {
  const all = new Map(
    SCHEMAS.flatMap((schema) => schema.fields).flatMap(({ vocabulary }) =>
      vocabulary === undefined ? [] : [[vocabulary.name, vocabulary]],
    ),
  )
  const lines = [...all.values()].map(
    ({ name, terms }) => `${name}: ${terms.map(({ code }) => code).join(' ')}`,
  )
  return block(lines.sort(), 'vocabularies')
}

const loopVocabularies = () =>
  block(
    [FINDING, REASON, GRADE].map(({ name, terms }) => `${name}: ${terms.map(({ code }) => code).join(' ')}`),
    'loop-vocabularies',
  )

/** A CBOR value in diagnostic notation (RFC 8949 section 8), long byte strings shortened. */
function diagnostic(value) {
  if (value instanceof Uint8Array)
    return value.length > 20
      ? `h'${toHex(value.subarray(0, 4))}…' (${value.length} bytes)`
      : `h'${toHex(value)}'`
  if (Array.isArray(value)) return `[${value.map(diagnostic).join(', ')}]`
  if (value instanceof Map)
    return `{${[...value].map(([key, item]) => `${diagnostic(key)}: ${diagnostic(item)}`).join(', ')}}`
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

function example(view) {
  const u32 = (at) => new DataView(view.buffer, view.byteOffset + at).getUint32(0)
  const row = (at, length, meaning) =>
    `${String(at).padStart(5)}  ${toHex(view.slice(at, at + Math.min(length, 8)))}${length > 8 ? '…' : ''}`.padEnd(
      26,
    ) + meaning
  const { note, audience, count, masks, fields, blocks, tallies } = disassemble(view)
  const headerAt = 13
  const blockAt = headerAt + 4 + u32(headerAt)
  let at = blockAt + 4 + u32(blockAt) + 4
  const tallyRows = tallies.flatMap(([cells]) => {
    const length = u32(at)
    at += 4 + length
    return [
      row(at - length - 4, 4, `length of a tally: ${length}`),
      row(at - length, length, '[cells, proof]'),
      ...cells.map(([tuples, n]) => `         ${n}: ${shortened(tuples)}`),
    ]
  })
  const [first, ...rest] = note.split('\n').slice(0, -1)
  return block([
    row(0, 13, 'magic'),
    row(headerAt, 4, `length of the header: ${u32(headerAt)}`),
    row(headerAt + 4, u32(headerAt), `[checkpoint, ${diagnostic(audience)}, ${count}, ${diagnostic(masks)}, ${diagnostic(fields)}]`),
    `         checkpoint: ${first}`,
    ...rest.map((line) => `                     ${line}`.trimEnd()),
    row(blockAt, 4, `length of the block: ${u32(blockAt)}`),
    row(blockAt + 4, u32(blockAt), `[${blocks[0].length} records]`),
    ...blocks[0].flatMap((record) =>
      record.length === 4
        ? [`         ${diagnostic(record)}`]
        : [
            `         [${record.slice(0, 4).map(diagnostic).join(', ')},`,
            `           ${diagnostic(record[4])}, ${diagnostic(record[5])}]`,
          ],
    ),
    row(blockAt + 4 + u32(blockAt), 4, 'end mark'),
    ...tallyRows,
    row(at, 4, 'end mark'),
    row(at + 4, 32, `final: ${toHex(view.slice(at + 4)).slice(0, 32)}…`),
    row(view.length, 0, 'end of the file'),
  ])
}

/** Tuples of a cell, the first three of many. */
const shortened = (tuples) =>
  tuples.length <= 3
    ? diagnostic(tuples)
    : `${diagnostic(tuples.slice(0, 3)).slice(0, -1)}, … ${tuples.length} in all]`

/** The page with its made blocks put in. */
export function madePage(page, exampleView) {
  const { schemas: digests, entries: made } = entries()
  const [good] = checkpoints().good
  const blocks = {
    entry: block(
      [...wrapHex(Buffer.from(made[0].entry, 'hex')).map((line) => line), '']
        .filter((line) => line !== '')
        .concat(`leaf hash (section 5): ${made[0].leaf}`),
    ),
    'schema-input': block([...wrapHex(Buffer.from(digests[3].input, 'hex')), `digest: ${digests[3].digest}`]),
    schemas: schemas(),
    vocabularies: vocabularies(),
    'loop-vocabularies': loopVocabularies(),
    checkpoint: block([...good.note.split('\n').slice(0, -1), '', `key: ${good.key}`]),
    example: example(exampleView),
  }
  let out = page
  for (const [name, text] of Object.entries(blocks)) {
    const pattern = new RegExp(`(<!-- made: ${name} -->\n)[^]*?(<!-- end -->)`)
    if (!pattern.test(out)) throw new Error(`The page has no block "${name}".`)
    out = out.replace(pattern, (_, start, end) => `${start}${text}\n${end}`)
  }
  return out
}
