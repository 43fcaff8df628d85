/** A view of closed persons, whose roots are random: as many as one likes in a moment, for a verifier that has to remember them. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { concat, encode, utf8 } from '@amana/codec'
import { digest, publicKeyOf, randomBytes, TAG } from '@amana/crypto'
import { Appender, formatCheckpoint, signNote, verifierKey } from '@amana/log'
import { entryLeafHash, PERSON, SCHEMAS } from '@amana/records'

const ORIGIN = 'amana/bench'
const BLOCK = 1000

const u32 = (value) => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)

/** Writes the view (docs/format.md, section 6); gives the key that it verifies with. */
export function writeClosedView(path, count) {
  const secret = randomBytes(32)
  const number = SCHEMAS.indexOf(PERSON)
  // The header has the root, so the records are made twice, from a seed for each block.
  const seed = randomBytes(32)
  function* blocks() {
    for (let from = 0; from < count; from += BLOCK) {
      const records = []
      for (let i = from; i < Math.min(from + BLOCK, count); i++) {
        const random = digest(TAG.id, seed, i)
        records.push({ schema: PERSON, id: random.subarray(0, 16), revision: 1, root: random })
      }
      yield records
    }
  }
  const log = new Appender()
  for (const records of blocks()) for (const record of records) log.append(entryLeafHash(record))
  const note = signNote(formatCheckpoint({ origin: ORIGIN, size: count, root: log.root() }), ORIGIN, secret)
  const header = encode([note, 'custodian', count, [], []])
  const head = concat(utf8('amana-view 1\n'), u32(header.length), header)
  const file = openSync(path, 'w')
  let chain = digest(TAG.head, head)
  writeSync(file, head)
  const write = (bytes) => {
    chain = digest(TAG.file, chain, bytes)
    writeSync(file, concat(u32(bytes.length), bytes))
  }
  for (const records of blocks())
    write(encode(records.map(({ id, revision, root }) => [number, id, revision, root])))
  // The end of the records, and of the tallies, of which there are none.
  write(new Uint8Array(0))
  write(new Uint8Array(0))
  writeSync(file, chain)
  closeSync(file)
  return verifierKey(ORIGIN, publicKeyOf(secret))
}
