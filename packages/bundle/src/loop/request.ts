/** A request: an investigator asks for some fields of some persons, for one purpose, until a day. */
import type { Value } from '@amana/codec'
import type { Checkpoint } from '@amana/log'
import { fieldIndex, isDate, PERSON } from '@amana/records'
import type { Signer } from '../signer-key.js'
import { SAMPLE_FIELDS } from '../spot-check/request.js'
import { badDocument, idsOf, itemsOf, openSigned, type Signed, signDocument, textOf } from './signed.js'

/** Persons in one request. */
export const MAX_ASKED = 1000
const MAX_TEXT = 500

/**
 * What may be asked for: what a spot check may open, without the tokens, which say something only to whoever has the scope's key,
 * and to him of the name. Identity fields are in no answer: a grant gives them, to one recipient and encrypted.
 */
export const REQUEST_FIELDS: readonly string[] = SAMPLE_FIELDS.filter((name) => name !== 'linkage')

/** Purposes that an answer serves. To publish is for a public view, and who may be contacted no field says. */
export const PURPOSES = ['investigators', 'courts'] as const
export type Purpose = (typeof PURPOSES)[number]

/** What is asked for. */
export interface Asked {
  readonly checkpoint: Checkpoint
  /** Ids of persons, 16 bytes each. */
  readonly records: readonly Uint8Array[]
  /** Names of fields, `status` among them, in the order of the schema. */
  readonly fields: readonly string[]
  readonly purpose: Purpose
  /** The last day on which it may be answered, `YYYY-MM-DD`. */
  readonly until: string
  /** Why, in the asker's words; may be empty. */
  readonly text: string
}

/** A request, its signature verified under the key that it names. */
export interface OpeningRequest extends Signed, Asked {
  readonly kind: 'request'
}

const isDay = (value: Value | undefined): value is string =>
  typeof value === 'string' && value.length === 10 && isDate(value)

/**
 * Signs a request. `status` is asked for in any case: without it nobody could tell a person who stands from one who was withdrawn.
 * @param time stated, `YYYY-MM-DDThh:mm:ssZ`
 * @throws {AmanaError} `loop/bad-document` for what cannot be asked, `log/bad-key`
 * @example
 * const bytes = signRequest({ checkpoint, records, fields: ['sex'], purpose: 'investigators', until: '2016-01-31', text: '' }, time, signer)
 */
export function signRequest(asked: Asked, time: string, signer: Signer): Uint8Array {
  const fields = [...new Set(['status', ...asked.fields])]
  for (const name of fields)
    if (!REQUEST_FIELDS.includes(name))
      throw badDocument(`"${name.slice(0, 40)}" is not a field that can be asked for`)
  const numbers = fields.map((name) => fieldIndex(PERSON, name)).sort((a, b) => a - b)
  const text = asked.text.normalize('NFC').trim()
  const content = [[...asked.records], numbers, asked.purpose, asked.until, text]
  parseContent(content)
  return signDocument('request', asked.checkpoint, content, time, signer)
}

/**
 * Reads a request.
 * @throws {AmanaError} `loop/bad-document`, `loop/bad-signature`
 */
export function readRequest(bytes: Uint8Array): OpeningRequest {
  const { signed, content } = openSigned(bytes)
  if (signed.kind !== 'request') throw badDocument('it is not a request')
  return { ...signed, kind: 'request', ...parseContent(content) }
}

function parseContent(content: Value): Omit<Asked, 'checkpoint'> {
  const [records, numbers, purpose, until, text] = itemsOf(content, 5)
  const known = PURPOSES.find((each) => each === purpose)
  if (known === undefined) throw badDocument(`its purpose is one of ${PURPOSES.join(', ')}`)
  if (!isDay(until)) throw badDocument('a day is written YYYY-MM-DD')
  return {
    records: idsOf(records, MAX_ASKED),
    fields: fieldsOf(numbers),
    purpose: known,
    until,
    text: textOf(text, MAX_TEXT),
  }
}

/** The names of fields that may be asked for, by ascending numbers, `status` first. @throws {AmanaError} `loop/bad-document` */
export function fieldsOf(numbers: Value | undefined): readonly string[] {
  const list = Array.isArray(numbers) ? (numbers as readonly Value[]) : []
  const names = list.map((number) => PERSON.fields[number as number]?.name ?? '')
  const isGood =
    list[0] === 0 &&
    list.length > 1 &&
    list.every((number, i) => typeof number === 'number' && (i === 0 || number > Number(list[i - 1]))) &&
    names.every((name) => REQUEST_FIELDS.includes(name))
  if (!isGood) throw badDocument('its fields are not some that can be asked for, in order, after the status')
  return names
}
