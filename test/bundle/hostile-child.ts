/**
 * Verifies hostile views in a process of its own, so that the memory they take can be seen. Prints one JSON object a
 * line and view. Not a test file: `hostile.test.ts` starts it.
 */
import { makeRelease, verifyView } from '@amana/bundle'
import { concat, encode, utf8, type Value } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { mostMemory } from '../most-memory.js'
import { pieces, sealed, sealedPieces, takeApart } from './forger.js'
import { persons, seededCase, seededRandom, viewOf } from './sample.js'

useBackend(nodeBackend)
const amana = seededCase('hostile')
amana.import(persons(3))
makeRelease(amana, { random: seededRandom('hostile') })
const honest = viewOf(amana, 'public')
const { magic, header } = pieces(honest)
const [note, audience, , masks] = takeApart(honest).header as readonly Value[]
const head = (count: number): Uint8Array => encode([note!, audience!, count, masks!, []])
const MIB = 1024 * 1024

const u32 = (value: number): Uint8Array => {
  const out = new Uint8Array(4)
  new DataView(out.buffer).setUint32(0, value)
  return out
}
/** The head of a list in the length that its count needs, up to 2^32 items. */
const listHead = (count: number): Uint8Array =>
  count < 24
    ? Uint8Array.of(0x80 + count)
    : count < 65_536
      ? concat(Uint8Array.of(0x99), u32(count).subarray(2))
      : concat(Uint8Array.of(0x9a), u32(count))
/** A list of `count` times the same item of one byte. */
const repeated = (item: number, count: number): Uint8Array =>
  concat(listHead(count), new Uint8Array(count).fill(item))

const closedRecord = (i: number): Uint8Array => {
  const id = new Uint8Array(16)
  new DataView(id.buffer).setUint32(0, i)
  return encode([1, id, 1, new Uint8Array(32)])
}

/** A million closed persons in blocks of so many. */
function* millionRecords(perBlock: number): Generator<Uint8Array, void> {
  for (let at = 0; at < 1_000_000; at += perBlock) {
    const count = Math.min(perBlock, 1_000_000 - at)
    yield concat(listHead(count), ...Array.from({ length: count }, (_, i) => closedRecord(at + i)))
  }
}

function* times(count: number, make: () => Uint8Array): Generator<Uint8Array, void> {
  for (let i = 0; i < count; i++) yield make()
}

const unsignedNote =
  'amana/test\n1000000\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\u2014 amana/test AAAAAAAA\n'
const many = encode([unsignedNote, 'public', 1_000_000, [], []])
const oneBlock = (block: Uint8Array): Uint8Array => sealed(magic, header, [block])
const beforeBlocks = sealed(magic, header, []).slice(0, -40)

const FILES: Readonly<Record<string, () => Iterable<Uint8Array>>> = {
  'the honest view': () => [honest],
  nothing: () => [],
  '10 MB of zeros': () => [new Uint8Array(10 * MIB)],
  '10 MB of zeros after the magic': () => [magic, new Uint8Array(10 * MIB)],
  '10 MB of zeros after the header': () => [beforeBlocks, new Uint8Array(10 * MIB)],
  '10 MB after the end': () => [honest, new Uint8Array(10 * MIB)],
  'a header of 4 GB': () => [magic, new Uint8Array(4).fill(0xff), new Uint8Array(MIB)],
  'a block of 4 GB': () => [beforeBlocks, new Uint8Array(4).fill(0xff), new Uint8Array(MIB)],
  'a header of 60,000 levels': () => [sealed(magic, new Uint8Array(60_000).fill(0x81), [])],
  'a header of 60,000 masks': () => [
    sealed(
      magic,
      concat(
        encode([note!, audience!, 1]).fill(0x85, 0, 1),
        listHead(60_000),
        new Uint8Array(60_000),
        Uint8Array.of(0x80),
      ),
      [],
    ),
  ],
  'a block of a million levels': () => [oneBlock(new Uint8Array(MIB).fill(0x81))],
  'a block of half a million levels of maps': () => [
    oneBlock(new Uint8Array(MIB).fill(0xa1).map((b, i) => (i % 2 ? 0 : b))),
  ],
  'a text of 2^53 bytes': () => [oneBlock(Uint8Array.of(0x81, 0x7b, 0, 0x1f, 255, 255, 255, 255, 255, 255))],
  'bytes of 2^64': () => [oneBlock(Uint8Array.of(0x81, 0x5b, 255, 255, 255, 255, 255, 255, 255, 255))],
  'a list of 2^32 items': () => [oneBlock(Uint8Array.of(0x9a, 0xff, 0xff, 0xff, 0xff))],
  'a map of 2^53 items': () => [oneBlock(Uint8Array.of(0x81, 0xbb, 0, 0x1f, 255, 255, 255, 255, 255, 255))],
  'a block of a million empty maps': () => [oneBlock(repeated(0xa0, MIB - 5))],
  'a block of a million empty lists': () => [oneBlock(repeated(0x80, MIB - 5))],
  'a block of a million empty byte strings': () => [oneBlock(repeated(0x40, MIB - 5))],
  'a block of as many empty maps as a block may hold items': () => [oneBlock(repeated(0xa0, 2 ** 17))],
  'a block of one map more': () => [oneBlock(repeated(0xa0, 2 ** 17 + 1))],
  'a hundred blocks of a million numbers': () =>
    sealedPieces(
      magic,
      header,
      times(100, () => repeated(0, MIB - 5)),
    ),
  'a million blocks without a record': () =>
    sealedPieces(
      magic,
      header,
      times(1_000_000, () => Uint8Array.of(0x80)),
    ),
  'a million records under a checkpoint of twelve': () =>
    sealedPieces(magic, head(1_000_000), millionRecords(16_384)),
  'a million records under the count of twelve': () => sealedPieces(magic, header, millionRecords(16_384)),
  'a million records without a signature': () => sealedPieces(magic, many, millionRecords(16_384)),
  'a million records in a block each, without a signature': () =>
    sealedPieces(magic, many, millionRecords(1)),
  '64 tables of 16 MiB of nothing': () => withTables(64, () => encode([[], new Uint8Array(16 * MIB - 16)])),
  '64 tables of as many empty lists as may be': () =>
    withTables(64, () => concat(Uint8Array.of(0x82), repeated(0x80, 2 ** 18 - 8), encode(noProof))),
  '64 tables of as many cells of no tuple as may be': () =>
    withTables(64, () => tableOf(80_000, concat(Uint8Array.of(0x82), repeated(0, 0), Uint8Array.of(0)))),
  '64 tables of as many hidden counts as one can have': () => withTables(64, () => merged(2 ** 14), [0, 1]),
  'a table of as many hidden counts as there can be': () => withTables(1, () => merged(2 ** 14), [0, 1]),
  'a note of 4,000 signatures': () => [
    sealed(magic, encode([`${note}${'\u2014 a AAAAAAA=\n'.repeat(4000)}`, 'public', 1, [], []]), []),
  ],
  'a text of 500,000 combining marks': () => {
    const text = utf8('\u0301\u0316'.repeat(250_000))
    return [oneBlock(concat(Uint8Array.of(0x81, 0x7a), u32(text.length), text))]
  },
  'the honest view in pieces of one byte': () => times(honest.length, takingTurns()),
  'a million empty pieces': () => times(1_000_000, () => new Uint8Array(0)),
}

const noProof = new Uint8Array(0)
const idOf = (i: number): Uint8Array => {
  const id = new Uint8Array(16)
  new DataView(id.buffer).setUint32(0, i)
  return id
}
/** The bytes of some element of the group: any that is canonical. */
const element = (
  (takeApart(honest).blocks.flat() as readonly (readonly Value[])[]).find(
    (record) => record.length === 6 && Array.isArray(record[4]) && record[4].length === 0,
  )![5] as Uint8Array
).slice(0, 32)
/** A tally of so many of the same cell, without a proof. */
const tableOf = (cells: number, cell: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(0x82), listHead(cells), ...Array<Uint8Array>(cells).fill(cell), encode(noProof))

/** A cell of the three persons with so many tuples beside one, and something that looks like its proof. */
const merged = (hidden: number): Uint8Array =>
  encode([
    [[[...Array(hidden + 1).keys()].map((i) => ['live', idOf(i)]), 3]],
    concat(...Array<Uint8Array>(10 + hidden).fill(element), new Uint8Array(32 * 7)),
  ])

/** The honest records under a header that anybody can write, with these tables. */
function withTables(
  count: number,
  make: () => Uint8Array,
  fields: readonly number[] = [0],
): Iterable<Uint8Array> {
  const [note, audience, size, masks] = takeApart(honest).header as readonly Value[]
  const facts = encode([note!, audience!, size!, masks!, Array<Value>(count).fill(fields)])
  return sealedPieces(magic, facts, pieces(honest).blocks, times(count, make))
}

function takingTurns(): () => Uint8Array {
  let at = 0
  return () => honest.subarray(at, ++at)
}

for (const [name, make] of Object.entries(FILES)) {
  const before = process.cpuUsage()
  const report = await verifyView(make(), amana.verificationKey)
  const { user, system } = process.cpuUsage(before)
  console.log(
    JSON.stringify({
      name,
      ok: report.ok,
      seconds: (user + system) / 1e6,
      // The most so far, so the first file beyond a bound is the one that took it there.
      megabytes: mostMemory() / MIB,
    }),
  )
}
