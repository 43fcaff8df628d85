/** What a spot check found, and what follows from it. */
import { AmanaError, toHex, type Value } from '@amana/codec'
import { type AnsweredRecord, opensAs, parseAnswer, type Refusal } from './answer-file.js'
import { drawFrom, isSameDraw, seedOf } from './draw.js'
import { badBound, type Draw, stratifiedBound } from './hypergeometric.js'
import { type Population, strataIn } from './population.js'
import type { SampleRequest } from './request.js'

/**
 * `opened`: fits the checkpoint; `withdrawn`: opened, and not listed any more; `refused`; `false`: the openings are not
 * those that were signed; `missing`: the answer says nothing of it; `judged-bad`: opened, and the auditor says it is bad.
 */
export type Outcome = 'opened' | 'withdrawn' | 'refused' | 'false' | 'missing' | 'judged-bad'

/** Outcomes that count as bad. */
const BAD: readonly Outcome[] = ['refused', 'false', 'missing', 'judged-bad']

/** One drawn record and what became of it. */
export interface CheckedRecord {
  /** In hexadecimal. */
  readonly id: string
  readonly outcome: Outcome
  readonly refusal?: Refusal
  /** Values of the fields asked for, where they fit the checkpoint. */
  readonly values?: Readonly<Record<string, Value>>
}

/** One stratum of a spot check. */
export interface CheckedStratum extends Draw {
  /** Encoding of its value in hexadecimal; empty without strata. */
  readonly value: string
}

/** What a spot check found. */
export interface SpotCheck extends Draw {
  /** Records by outcome. */
  readonly outcomes: Readonly<Record<Outcome, number>>
  readonly records: readonly CheckedRecord[]
  readonly strata: readonly CheckedStratum[]
  /** In percent. */
  readonly confidence: number
  /** With that confidence fewer than this many of the population are bad. */
  readonly fewerThan: number
}

/**
 * Checks an answer against the request and the verified view that was drawn from. Nothing of the answer or the request is
 * believed: the draw is made again and each opening is hashed.
 * @param bytes the opened answer
 * @param judgedBad ids in hexadecimal of opened records that the auditor found to be bad
 * @throws {AmanaError} `sample/other-checkpoint`, `sample/other-draw`, `sample/bad-answer`, `sample/not-drawn`
 */
export function checkAnswer(
  population: Population,
  request: SampleRequest,
  bytes: Uint8Array,
  judgedBad: readonly string[] = [],
): SpotCheck {
  const { plan, randomness } = request
  const { checkpoint, persons } = population
  if (
    plan.checkpoint.origin !== checkpoint.origin ||
    plan.checkpoint.size !== checkpoint.size ||
    toHex(plan.checkpoint.root) !== toHex(checkpoint.root)
  )
    throw new AmanaError(
      'sample/other-checkpoint',
      'The request is for another checkpoint than that of the view.',
    )
  const strata = strataIn(population, plan.by)
  const drawn = drawFrom(seedOf(checkpoint, randomness), strata, plan.count)
  if (!isSameDraw(drawn.flat(), request.records))
    throw new AmanaError('sample/other-draw', 'The records of the request are not those that its seed draws.')
  const answers = new Map<string, AnsweredRecord>()
  for (const answer of parseAnswer(bytes, request)) {
    const id = toHex(answer.id)
    if (answers.has(id)) throw new AmanaError('sample/bad-answer', 'The answer has a record twice.')
    answers.set(id, answer)
  }
  const bad = new Set(judgedBad)
  for (const id of bad)
    if (!request.records.some((each) => toHex(each) === id))
      throw new AmanaError('sample/not-drawn', 'A record judged bad is not among those that were drawn.')

  const outcomes = { opened: 0, withdrawn: 0, refused: 0, false: 0, missing: 0, 'judged-bad': 0 }
  const records: CheckedRecord[] = []
  const checked = strata.map(({ value, ids }, i): CheckedStratum => {
    let found = 0
    for (const id of drawn[i]!) {
      const record = outcomeOf(population, request, answers.get(toHex(id)), toHex(id), bad)
      if (BAD.includes(record.outcome)) found++
      outcomes[record.outcome]++
      records.push(record)
    }
    return { value, population: ids.length, sample: drawn[i]!.length, bad: found }
  })
  const sum = (of: (stratum: CheckedStratum) => number) =>
    checked.reduce((total, each) => total + of(each), 0)
  return {
    population: persons.size,
    sample: records.length,
    bad: sum(({ bad }) => bad),
    outcomes,
    records,
    strata: checked,
    confidence: plan.confidence,
    fewerThan:
      (checked.length === 1
        ? badBound(checked[0]!, plan.confidence)
        : stratifiedBound(checked, plan.confidence)) + 1,
  }
}

function outcomeOf(
  { checkpoint, persons }: Population,
  { plan }: SampleRequest,
  answer: AnsweredRecord | undefined,
  id: string,
  judgedBad: ReadonlySet<string>,
): CheckedRecord {
  if (answer === undefined) return { id, outcome: 'missing' }
  if ('refusal' in answer) return { id, outcome: 'refused', refusal: answer.refusal }
  if (!opensAs(checkpoint.origin, answer, plan.fields, persons.get(id)!)) return { id, outcome: 'false' }
  const values = Object.fromEntries(plan.fields.map((name, i) => [name, answer.values[i]!]))
  const outcome = judgedBad.has(id) ? 'judged-bad' : values.status === 'withdrawn' ? 'withdrawn' : 'opened'
  return { id, outcome, values }
}
