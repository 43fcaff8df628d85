/** The file by which an auditor asks for the drawn records: JSON, so that whoever answers it can read what is asked. */
import { AmanaError, fromHex, toHex } from '@amana/codec'
import { CONSENT, fieldIndex, PERSON } from '@amana/records'
import { lineOf, parseLine } from '../compare.js'
import type { Plan, Randomness } from './draw.js'

const FORMAT = 'amana-sample 0'
const MAX_TEXT = 50_000_000

/** What an auditor asks for. */
export interface SampleRequest {
  readonly plan: Plan
  readonly randomness: Randomness
  /** Ids of the drawn records. */
  readonly records: readonly Uint8Array[]
}

/** Never asked for: names, what the family agreed to, and why a record was withdrawn. */
const NEVER = ['consent', 'receipt', 'withdrawal_reason']

/** The fields that a spot check may open. */
export const SAMPLE_FIELDS: readonly string[] = PERSON.fields
  .filter(({ name, identity }) => identity !== true && !NEVER.includes(name))
  .map(({ name }) => name)

/** What is asked for unless the auditor names fields: what claims count by, and the kinds of sources. */
export const SAMPLE_DEFAULT: readonly string[] = PERSON.fields
  .filter(({ name, tallied }) => tallied === true || name === 'sources')
  .map(({ name }) => name)

const PURPOSES = CONSENT.terms.map(({ code }) => code)

/**
 * A plan whose parts are possible: known fields, `status` among them, each once and in the order of the schema; a
 * purpose that consent is given for.
 * @throws {AmanaError} `sample/bad-plan`
 */
export function checkedPlan(plan: Plan): Plan {
  const bad = (what: string) => new AmanaError('sample/bad-plan', what)
  if (!Number.isSafeInteger(plan.count) || plan.count < 1)
    throw bad('The number of records to draw is a whole number from 1.')
  const unknown = [...plan.fields, ...(plan.by === null ? [] : [plan.by])].find(
    (name) => !SAMPLE_FIELDS.includes(name),
  )
  if (unknown !== undefined)
    throw bad(`"${unknown.slice(0, 40)}" is not a field of persons that a spot check may open.`)
  if (!PURPOSES.includes(plan.purpose)) throw bad(`The purpose is one of ${PURPOSES.join(', ')}.`)
  if (!(plan.confidence > 0 && plan.confidence < 100))
    throw bad('The confidence is a percentage between 0 and 100.')
  // Without it nobody could tell a withdrawn record from one that says nothing.
  const fields = [...new Set(['status', ...plan.fields])].sort(
    (a, b) => fieldIndex(PERSON, a) - fieldIndex(PERSON, b),
  )
  return { ...plan, fields }
}

/** A plan as plain values for a JSON file. */
export const planToJson = ({ checkpoint, ...rest }: Plan): Record<string, unknown> => ({
  checkpoint: lineOf(checkpoint),
  ...rest,
})

/** @throws {AmanaError} `sample/bad-plan`, `compare/bad-line` */
export function planFromJson(value: Readonly<Record<string, unknown>>): Plan {
  const { checkpoint, count, by, fields, purpose, confidence } = value
  if (
    typeof checkpoint !== 'string' ||
    typeof count !== 'number' ||
    (by !== null && typeof by !== 'string') ||
    !isTexts(fields) ||
    typeof purpose !== 'string' ||
    typeof confidence !== 'number'
  )
    throw new AmanaError('sample/bad-plan', 'The file states no whole plan of a spot check.')
  return checkedPlan({ checkpoint: parseLine(checkpoint), count, by, fields, purpose, confidence })
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

/** The text of a request. */
export function formatRequest({ plan, randomness, records }: SampleRequest): string {
  const random =
    'beacon' in randomness ? randomness : { nonce: toHex(randomness.nonce), share: toHex(randomness.share) }
  return `${JSON.stringify({ format: FORMAT, ...planToJson(plan), randomness: random, records: records.map(toHex) }, null, 2)}\n`
}

/**
 * The request in a text.
 * @throws {AmanaError} `sample/bad-request`, `sample/bad-plan`
 */
export function parseRequest(text: string): SampleRequest {
  const bad = () => new AmanaError('sample/bad-request', 'The file is not a request of a spot check.')
  const value = parseObject(text, FORMAT, bad)
  const { randomness, records } = value
  if (!isTexts(records) || !isObject(randomness)) throw bad()
  const bytes = (hex: unknown, length: number): Uint8Array => {
    if (typeof hex !== 'string' || !/^[0-9a-f]*$/.test(hex) || hex.length !== 2 * length) throw bad()
    return fromHex(hex)
  }
  const { beacon, nonce, share } = randomness
  // Nothing drawn from nothing: whoever signs could have known it.
  if (beacon !== undefined && (typeof beacon !== 'string' || beacon.trim() === '')) throw bad()
  return {
    plan: planFromJson(value),
    randomness:
      beacon === undefined
        ? { nonce: bytes(nonce, 32), share: bytes(share, 32) }
        : { beacon: beacon.normalize('NFC') },
    records: records.map((hex) => bytes(hex, 16)),
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object in a JSON text that states a format. */
export function parseObject(
  text: string,
  format: string,
  bad: () => AmanaError,
): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = text.length > MAX_TEXT ? null : JSON.parse(text)
  } catch {
    throw bad()
  }
  if (!isObject(value) || value.format !== format) throw bad()
  return value
}
