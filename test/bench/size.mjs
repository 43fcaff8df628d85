/**
 * `bench size [--records N] [--json]`: bytes of a record in a view, closed and open, beside what must be there and beside SD-JWT and
 * JCS + JWS of the same content. What views take is the slope between one of N records and one of 2 N, so that headers do not count.
 */
import { parseArgs } from 'node:util'
import { makeRelease, openIn, POLICIES, writeView } from '@amana/bundle'
import { decode, encode } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { commitRecord, EVIDENCE, openFields, recordId } from '@amana/records'
import * as jws from './peers/jws.mjs'
import * as sdJwt from './peers/sd-jwt.mjs'
import { addFiles, emptyCase } from './scale/cases.mjs'
import { fixed, median, numbers, table } from './scale/measure.mjs'
import { claimsOf, key, ORIGIN } from './scale/records.mjs'

const SALT = 16
const ROOT = 32

/** 20 fields whose values are texts of eight bytes. */
const FIELDS = 20
const EIGHT = {
  name: 'bench-8@1',
  kind: 'person',
  fields: Array.from({ length: FIELDS }, (_, i) => ({ name: `field_${i}`, type: 'text' })),
}
const eight = (i) => Array.from({ length: FIELDS }, (_, f) => `${f % 10}${String(i).padStart(7, '0')}`)
const OPEN = 6

/** A record of a view, as `writeView` has it (docs/format.md, section 6), of number `mask` among the header's masks. */
function open(committed, fields, mask) {
  const { salts, values, siblings } = openFields(committed, fields)
  return encode([mask, committed.id, committed.revision, salts, values, siblings])
}

/** Bytes a record of the views that a case of so many files gives, by audience. */
function views(count) {
  const sizeOf = (files) => {
    const amana = emptyCase()
    addFiles(amana, 0, files)
    makeRelease(amana, {})
    const sizes = Object.keys(POLICIES).map((audience) => {
      let size = 0
      for (const piece of writeView(amana, audience)) size += piece.length
      return [audience, size]
    })
    return { amana, sizes: Object.fromEntries(sizes) }
  }
  const [one, two] = [sizeOf(count), sizeOf(2 * count)]
  const slopes = Object.keys(POLICIES).map((audience) => [
    audience,
    (two.sizes[audience] - one.sizes[audience]) / count,
  ])
  const { amana } = one
  const of = Object.fromEntries(slopes)
  // That a record of a view is what it is taken for below.
  const made = mean(
    [...amana.records].filter(isFile).map((record) => openOf(amana, record, 'auditor').length),
  )
  if (Math.abs(of.auditor / made - 1) > 0.03)
    throw new Error('records of views are not as this bench has them')
  return { amana, slopes: of }
}

const isFile = ({ kind }) => kind === 'evidence'

/** A listed record as a view for an audience has it. */
function openOf(amana, record, audience) {
  const committed = amana.committed(record, record.logged[0])
  return open(committed, openIn(POLICIES[audience], EVIDENCE, committed.values), 1)
}

const mean = (list) => list.reduce((sum, each) => sum + each, 0) / list.length

/** What must be there for each open field: its salt and its value. */
const needOf = (values, fields) => fields.reduce((sum, i) => sum + SALT + encode(values[i]).length, 0)

/** Six neighbouring fields of eight bytes, wherever they begin. */
async function six() {
  const values = eight(1)
  const id = recordId(key('ids'), EIGHT.kind, 'row-1')
  const committed = commitRecord(ORIGIN, key('secret'), { schema: EIGHT, id, revision: 1, values })
  const sizes = Array.from(
    { length: FIELDS - OPEN + 1 },
    (_, from) =>
      open(
        committed,
        Array.from({ length: OPEN }, (_, i) => from + i),
        1,
      ).length,
  )
  const fields = Array.from({ length: OPEN }, (_, i) => i)
  const token = await sdJwt.issue(claimsOf(EIGHT, values))
  return {
    first: sizes[0],
    least: Math.min(...sizes),
    median: median(sizes),
    most: Math.max(...sizes),
    need: OPEN * (SALT + 8),
    sdJwt: (
      await sdJwt.present(
        token,
        fields.map((i) => EIGHT.fields[i].name),
      )
    ).length,
    jws: jws.issue(claimsOf(EIGHT, values, fields)).length,
    closed: (await sdJwt.present(token, [])).length,
  }
}

/** Peers for the files of a case, with what an audience's policy opens. */
async function peers(amana, audience) {
  const records = [...amana.records].filter(isFile).slice(0, 50)
  const sizes = { sdJwt: [], jws: [], need: [] }
  for (const { current } of records) {
    const values = decode(current)
    const fields = openIn(POLICIES[audience], EVIDENCE, values)
    const token = await sdJwt.issue(claimsOf(EVIDENCE, values))
    sizes.sdJwt.push(
      (
        await sdJwt.present(
          token,
          fields.map((i) => EVIDENCE.fields[i].name),
        )
      ).length,
    )
    sizes.jws.push(jws.issue(claimsOf(EVIDENCE, values, fields)).length)
    sizes.need.push(fields.length === 0 ? ROOT : needOf(values, fields))
  }
  return { sdJwt: mean(sizes.sdJwt), jws: mean(sizes.jws), need: mean(sizes.need) }
}

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: { records: { type: 'string', default: '2000' }, json: { type: 'boolean', default: false } },
  })
  const [count] = numbers(values.records, 'records')
  useBackend(nodeBackend)
  const { amana, slopes } = views(count)
  const result = { records: count, six: await six(), views: {} }
  for (const [audience, bytes] of Object.entries(slopes))
    result.views[audience] = { bytes, ...(await peers(amana, audience)) }
  if (!values.json) print(result)
  const { public: closed, custodian } = result.views
  console.log(
    JSON.stringify({
      ...result,
      closedBytes: closed.bytes,
      sixOpenBytes: result.six.first,
      custodianBytes: custodian.bytes,
    }),
  )
}

function print({ six: of, views: { public: closed, ...views } }) {
  const row = (name, { bytes, need, sdJwt: other, jws: plain }) => [
    name,
    ...[bytes, need, other].map((each) => fixed(each, 0)),
    plain === null ? 'cannot' : fixed(plain, 0),
  ]
  console.log(
    table(
      ['bytes a record', 'ours', 'needed', 'SD-JWT', 'JCS + JWS'],
      [
        row('closed', { ...closed, jws: null }),
        row(`six neighbouring fields of ${FIELDS} open, the first ones, values of eight bytes`, {
          ...of,
          bytes: of.first,
        }),
        ...Object.entries(views).map(([audience, one]) => row(`a file of evidence, ${audience}’s view`, one)),
      ],
    ),
  )
  console.log(
    `\nSix fields that begin elsewhere take ${of.least} to ${of.most} bytes, median ${of.median}. Needed: 32 bytes for a closed record; for each open field its salt (16) and its value. JCS + JWS can withhold nothing: its figures are of an object of the open fields alone, signed anew for each reader. Gordian Envelope: see docs/performance.md.`,
  )
}
