/**
 * Side channels of what is handed out: the order of entries, sizes of records and files, which records came again, hashes of public
 * files, and what two proofs say that a table does not. Each is counted against chance and against the naive alternative.
 */
import { writeView } from '@amana/bundle'
import { generator } from './chance.mjs'
import { entriesOf, released, rowsOf, truthOf } from './sides/case.mjs'
import { attackIndex } from './sides/file-index.mjs'
import { attackOrder } from './sides/order.mjs'
import { attackRefusals, attackRevisions, attackTokensOfCorrected } from './sides/revisions.mjs'
import { attackRecords, attackSingles, attackTwins } from './sides/sizes.mjs'
import { attackTallies } from './sides/tallies.mjs'

export const NEEDS = []
export const SUMMARY = 'order, sizes, revisions, a hash index and proofs of views, beside three naive ways'
export const PERSONS = 400
const INDEX = 100_000

/**
 * @param options seed, persons, sample (every so manieth file of the index), progress
 * @returns lines, `better` where something that should not be was found; blunt: attacks that find nothing in the naive way either
 */
export async function run({ seed, persons, sample = 1, progress = () => {} }) {
  const random = (label) => generator(seed, `sides ${label}`)
  progress('making the case')
  const rows = rowsOf(persons, random('rows'))
  // The same case each time: every attack has its own to go on with.
  const fresh = () => released(rows, random('case'))
  const truth = truthOf(fresh(), rows)
  const views = {}
  for (const audience of ['investigator', 'public'])
    views[audience] = await entriesOf(writeView(fresh(), audience))
  const parts = [
    ['order', () => attackOrder(views, truth, random('order'))],
    ['sizes', () => attackRecords(views, truth, random('sizes'))],
    ['sizes of twins', () => attackTwins(rows, random)],
    ['files about one person', () => attackSingles(fresh(), rows, random('singles'))],
    ['revisions', () => attackRevisions(fresh(), rows, random('revisions'))],
    ['corrected names', async () => [await attackTokensOfCorrected(fresh(), rows, random('tokens'))]],
    ['refusals', async () => [await attackRefusals(fresh(), rows, random('refusals'))]],
    ['hash index', () => attackIndex(Math.floor(INDEX / sample), random('index'))],
    ['tallies', () => attackTallies(fresh(), truth, random('tallies'))],
  ]
  const lines = []
  for (const [what, attack] of parts) {
    progress(what)
    lines.push(...(await attack()))
  }
  const judged = lines.map((line) => ({
    ...line,
    better: line.judged !== false && line.hits > line.limit + 1e-9,
  }))
  const blunt = judged.filter(({ naive, limit, judged: is }) => is !== false && naive.hits <= limit)
  return {
    ok: !judged.some(({ better }) => better) && blunt.length === 0,
    seed,
    persons,
    lines: judged,
    blunt: blunt.map(({ what }) => what),
  }
}

const number = (value) => (Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(2))

/** The result for people. */
export function inWords({ ok, seed, persons, lines, blunt }) {
  const out = [
    `The adversary has views of ${persons} made-up persons and the files named, all code and no key. Seed ${seed}. In brackets the naive way.`,
    '',
  ]
  for (const { what, measure, hits, of, chance, limit, judged, better, naive } of lines) {
    const verdict =
      judged === false ? 'told, not judged' : better ? 'BETTER THAN CHANCE' : 'no better than chance'
    const counted = (found, all) =>
      measure === undefined ? `${number(found)} of ${number(all)}` : `${number(found)} ${measure}`
    const bound = judged === false ? '' : ` (${number(limit)})`
    out.push(
      `  ${verdict}: ${what}: ${counted(hits, of)}; chance ${number(chance)}${bound} [${naive.what}: ${counted(naive.hits, naive.of)}]`,
    )
  }
  for (const what of blunt) out.push(`  THE ATTACK ITSELF DOES NOT WORK on the naive way: ${what}`)
  out.push(
    '',
    ok ? 'Verdict: no better than chance.' : 'Verdict: the attack found something, or is broken. See above.',
  )
  return out.join('\n')
}
