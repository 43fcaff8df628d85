/**
 * Writes down what is hashed, in a process of its own: where a second backend was in force, every call of the first one takes half as long again,
 * and that is no time of a program that has one. `record-child.mjs OUT build RECORDS`, `record-child.mjs OUT verify VIEW KEY HASHES`.
 */
import { execFileSync } from 'node:child_process'
import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deserialize, serialize } from 'node:v8'
import { verifyView } from '@amana/bundle'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { record, recordedOf } from './recording.mjs'
import { Build, LEAST_OF_ENTRY, LEAST_OF_RECORD } from './stages.mjs'

const HERE = fileURLToPath(import.meta.url)

/** What the first records of a build hash, on the way into the log and in it. */
async function ofBuild(count) {
  let build
  const times = (least) => ({ hashes: least.hashes * count, hmacs: least.hmacs * count })
  const records = await record(() => {
    // In here, for the maker of tokens holds on to a backend.
    build = new Build(count)
    build.commit(count)
  }, times(LEAST_OF_RECORD))
  build.sort()
  const log = await record(() => {
    build.append(count)
    build.sign()
  }, times(LEAST_OF_ENTRY))
  return { records, log }
}

/** What the verification of a view hashes. */
const ofView = async (file, key, hashes) => ({
  view: await record(
    async () => {
      const { ok } = await verifyView(createReadStream(file), key)
      if (!ok) throw new Error('a view of the bench does not verify')
    },
    { hashes, hmacs: 0 },
  ),
})

/** What was recorded by a child: by `build`, `records` and `log`; by `verify`, `view`. */
export function recordedBy(folder, what, ...args) {
  const out = join(folder, `recorded-${what}`)
  execFileSync(process.execPath, [HERE, out, what, ...args.map(String)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const all = deserialize(readFileSync(out))
  return Object.fromEntries(Object.entries(all).map(([name, plain]) => [name, recordedOf(plain)]))
}

if (process.argv[1] === HERE) {
  const [, , out, what, ...args] = process.argv
  useBackend(nodeBackend)
  const all =
    what === 'build' ? await ofBuild(Number(args[0])) : await ofView(args[0], args[1], Number(args[2]))
  const plain = Object.entries(all).map(([name, { messages, keys, bytes, hashes, hmacs }]) => [
    name,
    { messages, keys, bytes, hashes, hmacs },
  ])
  writeFileSync(out, serialize(Object.fromEntries(plain)), { mode: 0o600 })
}
