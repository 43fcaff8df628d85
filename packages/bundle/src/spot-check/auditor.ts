/** The auditor's steps before the answer: a plan over a verified view, a commitment, and the request for what was drawn. */
import { AmanaError, fromHex, toHex } from '@amana/codec'
import { randomBytes } from '@amana/crypto'
import { commitmentOf, drawFrom, type Plan, type Randomness, seedOf } from './draw.js'
import { sampleSize, stratifiedBound } from './hypergeometric.js'
import { type Population, strataIn } from './population.js'
import {
  checkedPlan,
  formatRequest,
  parseObject,
  planFromJson,
  planToJson,
  SAMPLE_DEFAULT,
} from './request.js'

const SECRET = 'amana-sample-secret 0'

/** What an auditor wishes to ask for. */
export interface Wish extends Pick<Plan, 'by' | 'purpose' | 'confidence'> {
  /** Records to draw, or the statement that is to follow if none of them is bad. */
  readonly size: { readonly count: number } | { readonly fewerThan: number }
  /** Names of the fields to open; {@link SAMPLE_DEFAULT} where left out. */
  readonly fields?: readonly string[]
}

/** A plan that can be drawn, and what it can say at best. */
export interface Planned {
  readonly plan: Plan
  /** If none of the drawn is bad, fewer than this many are. */
  readonly fewerThan: number
}

/**
 * Makes a plan over a population, before anything is written or sent.
 * @throws {AmanaError} `sample/bad-plan`, `sample/bad-numbers`, `sample/closed-field`, `sample/too-few`, `sample/too-many`,
 * `sample/too-large`
 */
export function planOver(population: Population, { size, ...wish }: Wish): Planned {
  const all = population.persons.size
  const count = 'count' in size ? size.count : sampleSize({ population: all, ...size }, wish.confidence)
  const { checkpoint } = population
  const plan = checkedPlan({ fields: SAMPLE_DEFAULT, ...wish, checkpoint, count })
  const strata = strataIn(population, plan.by)
  const drawn = drawFrom(new Uint8Array(32), strata, count)
  const draws = strata.map(({ ids }, i) => ({ population: ids.length, sample: drawn[i]!.length, bad: 0 }))
  return { plan, fewerThan: stratifiedBound(draws, plan.confidence) + 1 }
}

/** What an auditor sends, and what he keeps to himself until he has the answer. */
export interface Commitment {
  /** In hexadecimal. */
  readonly commitment: string
  /** The text of the file that {@link readSecret} reads. */
  readonly secret: string
}

/**
 * Commits to a plan and a random number.
 * @param nonce for tests; by default 32 bytes of the system's
 */
export const commitTo = (plan: Plan, nonce = randomBytes(32)): Commitment => ({
  commitment: toHex(commitmentOf(plan, nonce)),
  secret: `${JSON.stringify({ format: SECRET, ...planToJson(plan), nonce: toHex(nonce) }, null, 2)}\n`,
})

/**
 * Reads what {@link commitTo} wrote.
 * @throws {AmanaError} `sample/bad-secret`, `sample/bad-plan`, `sample/bad-number`
 */
export function readSecret(text: string): { readonly plan: Plan; readonly nonce: Uint8Array } {
  const kept = parseObject(
    text,
    SECRET,
    () => new AmanaError('sample/bad-secret', 'The file of your number was not made by a commitment.'),
  )
  return { plan: planFromJson(kept), nonce: sampleNumber(String(kept.nonce)) }
}

/**
 * A number or a commitment of one side, as the other side got it.
 * @throws {AmanaError} `sample/bad-number`
 */
export function sampleNumber(text: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new AmanaError(
      'sample/bad-number',
      'Expected 64 hexadecimal digits, as the other side printed them.',
    )
  return fromHex(text)
}

/**
 * Draws the records and writes the request for them.
 * @returns the text of the request's file, and the drawn ids
 * @throws {AmanaError} `sample/other-checkpoint` where the plan is for another checkpoint than that of the view
 */
export function requestFor(
  population: Population,
  plan: Plan,
  randomness: Randomness,
): { readonly request: string; readonly records: readonly Uint8Array[] } {
  const { origin, size, root } = population.checkpoint
  const its = plan.checkpoint
  if (its.origin !== origin || its.size !== size || toHex(its.root) !== toHex(root))
    throw new AmanaError(
      'sample/other-checkpoint',
      'The commitment was for another checkpoint than that of the view.',
    )
  const records = drawFrom(
    seedOf(plan.checkpoint, randomness),
    strataIn(population, plan.by),
    plan.count,
  ).flat()
  return { request: formatRequest({ plan, randomness, records }), records }
}
