/**
 * The dictionary attack: somebody has an investigator's view, the code, every name of the dictionaries and a registry in
 * which all victims stand with their true names and dates among others. He has no key. What does he find?
 */
import { generator } from './chance.mjs'
import { attackCommitments } from './dictionary/commitments.mjs'
import { attackIds } from './dictionary/ids.mjs'
import { attackNaive } from './dictionary/naive.mjs'
import { attackOrder } from './dictionary/order.mjs'
import { NEEDS, population } from './dictionary/population.mjs'
import { target } from './dictionary/target.mjs'

export { NEEDS }
export const PERSONS = 300
export const SUMMARY = "every name of the dictionaries against an investigator's view, without a key"

/** What falls of the naive schemes to somebody with a registry, at least, or the attack is not worth its name. */
const NEARLY_EVERYBODY = 0.95

/**
 * @param options seed, persons, sample (every so manieth name and other person), data, progress
 * @returns ours: one line an attack, `better` where it found more than chance allows; naive: what the same adversary
 *   finds in hashes; ok: nothing of ours fell, and every attack was seen to work on a twin made weak for it
 */
export async function run({ seed, persons, sample = 1, data, progress = () => {} }) {
  const random = (label) => generator(seed, label)
  progress('reading the names')
  const people = population(data, persons, sample, random('victims'))
  progress('making the case')
  const made = await target(people.victims, random('case'))
  const parts = [
    ['closed commitments', () => attackCommitments(made, people, random('commitments'))],
    ['ids', () => attackIds(made)],
    ['order and sizes', () => attackOrder(made, random('order'))],
  ]
  const ours = parts.flatMap(([what, attack]) => {
    progress(what)
    return attack().map((line) => ({ ...line, better: line.judged !== false && line.hits > line.limit }))
  })
  progress('the naive alternative')
  const naive = attackNaive(people.victims, people)
  const blunt = ours.filter(({ control, limit }) => control !== undefined && control.hits <= limit)
  const weakNaive = naive.filter(({ by, hits, of }) => by === 'a registry' && hits < NEARLY_EVERYBODY * of)
  return {
    ok: !ours.some(({ better }) => better) && blunt.length === 0 && weakNaive.length === 0,
    seed,
    persons: people.victims.length,
    names: people.dictionary.length,
    registry: people.registry.length,
    ours,
    blunt: blunt.map(({ what }) => what),
    naive,
  }
}

const number = (value) =>
  Number.isInteger(value) ? value.toLocaleString('en') : value < 10 ? value.toFixed(3) : value.toFixed(1)
const percent = (hits, of) => `${((100 * hits) / of).toFixed(1)} %`

/** The result for people. */
export function inWords({ ok, seed, persons, names, registry, ours, blunt, naive }) {
  const lines = [
    `The adversary has an investigator's view of ${persons} persons, all code, ${names.toLocaleString('en')} names and a registry of`,
    `${registry.toLocaleString('en')} people with the victims in it, and no key. Seed ${seed}.`,
    '',
    'Amana. Found, beside what chance gives (and its limit); in brackets the same attack on a twin made weak for it.',
  ]
  for (const { what, measure, tried, hits, of, chance, limit, control, judged, better } of ours) {
    const verdict =
      judged === false ? 'told, not judged' : better ? 'BETTER THAN CHANCE' : 'no better than chance'
    const counted = measure === undefined ? `${number(hits)} of ${of}` : `${number(hits)} ${measure}`
    const tries = tried === undefined ? '' : `, ${number(tried)} tries`
    const weak =
      control === undefined ? '' : ` [${control.what}: ${number(control.hits)} of ${number(control.of)}]`
    lines.push(
      `  ${verdict}: ${what}: ${counted}; chance ${number(chance)} (${number(limit)})${tries}${weak}`,
    )
  }
  for (const what of blunt) lines.push(`  THE ATTACK ITSELF DOES NOT WORK on its twin: ${what}`)
  lines.push('', 'Hashes of names. Re-identified by the same adversary:')
  for (const { scheme, by, hits, of, chance } of naive) {
    const beside = chance === undefined ? '' : `, chance ${percent(chance, of)}`
    lines.push(`  ${percent(hits, of)} (${number(hits)} of ${number(of)}${beside}): ${scheme}, by ${by}`)
  }
  lines.push(
    '',
    ok ? 'Verdict: no better than chance.' : 'Verdict: the attack found something, or is broken. See above.',
  )
  return lines.join('\n')
}
