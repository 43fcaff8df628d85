/** An assessment: what a body found of incidents or claims of a bundle, for which reasons, at which state of the bundle. */
import type { Value } from '@amana/codec'
import type { Checkpoint } from '@amana/log'
import type { Vocabulary } from '@amana/records'
import type { Signer } from '../signer-key.js'
import { badDocument, idsOf, itemsOf, openSigned, type Signed, signDocument, textOf } from './signed.js'
import { FINDING, GRADE, REASON } from './vocabularies.js'

const MAX_SUBJECTS = 100
const MAX_TEXT = 4000
const SUBJECTS = ['incident', 'claim'] as const

/** What an assessment is about. */
export type Subject = (typeof SUBJECTS)[number]

/** A finding about one or several subjects of one kind. */
export interface Assessed {
  readonly checkpoint: Checkpoint
  readonly about: Subject
  /** Ids of the incidents, or of the statements that make the claims: 16 bytes each. */
  readonly records: readonly Uint8Array[]
  /** A code of {@link FINDING}. */
  readonly finding: string
  /** Codes of {@link REASON}: at least one, in the order of that list. */
  readonly reasons: readonly string[]
  /** A code of {@link GRADE}, or null. */
  readonly grade: string | null
  /** In the assessor's words; may be empty. */
  readonly text: string
}

/** An assessment, its signature verified under the key that it names. */
export interface Assessment extends Signed, Assessed {
  readonly kind: 'assessment'
}

/**
 * Signs an assessment.
 * @param time stated, `YYYY-MM-DDThh:mm:ssZ`
 * @throws {AmanaError} `loop/bad-document` for codes that are none, no subject or no reason; `log/bad-key`
 */
export function signAssessment(assessed: Assessed, time: string, signer: Signer): Uint8Array {
  const { about, records, finding, grade } = assessed
  const given = new Set(assessed.reasons)
  const reasons = REASON.terms.map(({ code }) => code).filter((code) => given.delete(code))
  const [unknown] = given
  if (unknown !== undefined) throw badDocument(`"${unknown.slice(0, 40)}" is not a reason of the list`)
  const text = assessed.text.normalize('NFC').trim()
  const content = [about, [...records], finding, reasons, grade, text]
  parseContent(content)
  return signDocument('assessment', assessed.checkpoint, content, time, signer)
}

/**
 * Reads an assessment.
 * @throws {AmanaError} `loop/bad-document`, `loop/bad-signature`
 */
export function readAssessment(bytes: Uint8Array): Assessment {
  const { signed, content } = openSigned(bytes)
  if (signed.kind !== 'assessment') throw badDocument('it is not an assessment')
  return { ...signed, kind: 'assessment', ...parseContent(content) }
}

const placeIn = ({ terms }: Vocabulary, code: Value | undefined): number =>
  terms.findIndex((each) => each.code === code)

function parseContent(content: Value): Omit<Assessed, 'checkpoint'> {
  const [about, records, finding, reasons, grade, text] = itemsOf(content, 6)
  const subject = SUBJECTS.find((each) => each === about)
  if (subject === undefined) throw badDocument('it is about incidents or claims')
  if (placeIn(FINDING, finding) < 0) throw badDocument('its finding is not one of the list')
  if (grade !== null && placeIn(GRADE, grade) < 0) throw badDocument('its grade is not one of the list')
  const places = Array.isArray(reasons)
    ? (reasons as readonly Value[]).map((code) => placeIn(REASON, code))
    : []
  if (places.length === 0 || !places.every((place, i) => place > (places[i - 1] ?? -1)))
    throw badDocument('its reasons are not some of the list, in its order')
  return {
    about: subject,
    records: idsOf(records, MAX_SUBJECTS),
    finding: finding as string,
    reasons: reasons as readonly string[],
    grade: grade as string | null,
    text: textOf(text, MAX_TEXT),
  }
}
