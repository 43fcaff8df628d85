/** The auditor's side of a spot check. Runs in the worker; of what it opens it keeps nothing. */
import {
  checkAnswer,
  commitTo,
  type Population,
  parseRequest,
  planOver,
  type Randomness,
  readPopulation,
  readSecret,
  requestFor,
  sampleNumber,
  spotCheckJson,
} from '@amana/bundle'
import { AmanaError } from '@amana/codec'
import { openForRecipient, type Unlock } from '@amana/records'
import { piecesOf } from './examine.js'
import type { GivenView, Progress, SampleAsked, Sampled } from './protocol.js'

/** The persons of the view that was asked about last: marking records as bad asks again and again. */
let last: { readonly of: string; readonly population: Population } | null = null

async function populationOf(
  view: GivenView,
  key: string,
  by: string | null,
  tell: (progress: Progress) => void,
): Promise<Population> {
  const of = JSON.stringify([view.id, key, by])
  if (last?.of !== of) {
    last = null
    const { name } = view
    const onProgress = (done: number, all: number) => tell({ step: 'verify', name, done, all })
    last = { of, population: await readPopulation(piecesOf(view.file), key, by, { onProgress }) }
  }
  return last.population
}

/** What opens an answer: age identities, one a line with comments between them, or else the first line as a passphrase. */
function unlockOf(text: string): Unlock {
  const lines = text.split(/\r?\n/)
  const identities = lines.map((line) => line.trim()).filter((line) => line.startsWith('AGE-SECRET-KEY-'))
  return identities.length > 0 ? { identities } : { passphrase: lines[0]! }
}

/**
 * Does one step.
 * @param key that the view was verified with
 * @throws {AmanaError} `sample/…` as the library says them; `grant/locked`
 */
export async function sample(
  view: GivenView,
  key: string,
  asked: SampleAsked,
  tell: (progress: Progress) => void,
): Promise<Sampled> {
  if (asked.step === 'check') {
    const request = parseRequest(asked.request)
    const population = await populationOf(view, key, request.plan.by, tell)
    tell({ step: 'sample', name: '', done: 0, all: 0 })
    const opened =
      asked.opened ??
      (await openForRecipient(new Uint8Array(await asked.answer.arrayBuffer()), unlockOf(asked.unlock)))
    const found = checkAnswer(population, request, opened, asked.bad)
    const { randomness } = request
    const json = `${JSON.stringify(spotCheckJson(found, population, randomness))}\n`
    return { step: 'check', found, randomness, json, opened }
  }
  if (asked.step === 'draw' && 'secret' in asked) {
    const { plan, nonce } = readSecret(asked.secret)
    const share = sampleNumber(asked.share.trim())
    return drawn(await populationOf(view, key, plan.by, tell), plan, { nonce, share })
  }
  const population = await populationOf(view, key, asked.wish.by, tell)
  const { plan, fewerThan } = planOver(population, asked.wish)
  if (asked.step === 'draw') {
    const beacon = asked.beacon.normalize('NFC')
    if (beacon.trim() === '') throw new AmanaError('sample/bad-request', 'Give the value of the beacon.')
    return drawn(population, plan, { beacon })
  }
  const { confidence, count } = plan
  const draw = { population: population.persons.size, sample: count, bad: 0 }
  return { step: 'plan', draw, fewerThan, confidence, ...(asked.step === 'commit' ? commitTo(plan) : {}) }
}

function drawn(
  population: Population,
  plan: Parameters<typeof requestFor>[1],
  randomness: Randomness,
): Sampled {
  const { request, records } = requestFor(population, plan, randomness)
  return { step: 'draw', request, drawn: records.length, population: population.persons.size }
}
