/** The gate on a case: what it takes to judge a view when others were handed out before. The log is made up: roots and proofs are not needed. */
import { parseArgs } from 'node:util'
import { assessView, Case } from '@amana/bundle'
import { newCaseKeys, randomBytes, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { newScope } from '@amana/linkage'
import { formatCheckpoint } from '@amana/log'

/** A made-up person: one of forty incidents, sex, age and cause as a seed of its own number gives them. */
const person = (i) => ({
  rowId: `row-${i}`,
  given: 'سامي',
  family: 'القاسم',
  incident: `event ${i % 40}`,
  dateOfDeath: `2014-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`,
  sex: i % 5 === 0 ? 'female' : 'male',
  ageMin: (i * 7) % 80,
  ageMax: (i * 7) % 80,
  cause: i % 3 === 0 ? 'shelling' : 'airstrike',
  party: i % 4 === 0 ? 'russia' : 'coalition',
})

/** Enters everything that is not in the log as a release, without committing to it. */
function enter(amana) {
  const entries = [...amana.records]
    .filter(({ logged }) => logged.length === 0)
    .map(({ kind, key }) => [kind, key, 1, new Uint8Array(32), new Uint8Array(0)])
  const size = amana.log.length + entries.length
  const note = `${formatCheckpoint({ origin: amana.origin, size, root: new Uint8Array(32) })}\n— x\n`
  amana.apply(['release', amana.releases.length + 1, null, note, entries])
}

const hand = (amana, audience, open) =>
  amana.apply(['handed', audience, amana.releases.at(-1).size, randomBytes(32), [open, [], []]])

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: { records: { type: 'string', default: '10000' }, json: { type: 'boolean' } },
  })
  useBackend(nodeBackend)
  const count = Number(values.records)
  const amana = new Case('amana/bench', newCaseKeys(), newScope('bench', 1))
  for (const [from, to] of [
    [0, Math.floor(count * 0.9)],
    [Math.floor(count * 0.9), count],
  ]) {
    amana.import(Array.from({ length: to - from }, (_, i) => person(from + i)))
    enter(amana)
    for (const audience of ['public', 'auditor', 'investigator']) hand(amana, audience, [])
    hand(amana, 'investigator', ['sex'])
  }
  const begun = process.cpuUsage()
  const [finding] = assessView(amana, 'investigator', amana.releases.at(-1), {
    open: ['sex', 'cause', 'age_min'],
  })
  const { user, system } = process.cpuUsage(begun)
  const seconds = (user + system) / 1e6
  const memory = process.resourceUsage().maxRSS / 1024
  const result = { records: count, seconds, memoryMb: memory, passes: finding.passes, close: finding.close }
  console.log(
    values.json
      ? JSON.stringify(result)
      : `${count} persons, two releases, eight views handed out: judged in ${seconds.toFixed(1)} s of processor, ${memory.toFixed(0)} MB; ${finding.passes ? 'passes' : `to close: ${finding.close}`}`,
  )
}
