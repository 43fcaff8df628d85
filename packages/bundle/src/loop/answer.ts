/**
 * The documenter's side: a request is answered with openings as far as consent and the gate allow, or with the one refusal. Why is told to
 * the documenter alone. See `docs/loop.md`.
 */
import { AmanaError, decode, equal, toHex, type Value } from '@amana/codec'
import { digest, TAG } from '@amana/crypto'
import { fieldIndex, openFields, type PartialRecord, PERSON } from '@amana/records'
import type { Case } from '../case.js'
import { assessAnswer, type Finding } from '../gate.js'
import { givenAnswer } from '../given.js'
import type { Release } from '../history.js'
import { Past } from '../past.js'
import { refusalOf } from '../spot-check/answer.js'
import { signAnswer } from './answer-file.js'
import type { OpeningRequest } from './request.js'

/** Why a person is not opened, for the documenter: in the file there is no reason. */
export interface Unopened {
  /** In hexadecimal. */
  readonly id: string
  readonly why: 'consent' | 'withdrawn' | 'held-back' | 'not-listed'
}

/** An answer, and what the documenter alone learns of it. */
export interface GivenAnswer {
  readonly bytes: Uint8Array
  /** Persons whose fields it opens; none in a refusal. */
  readonly opened: number
  /** Who could not be opened whatever the gate says. */
  readonly unopened: readonly Unopened[]
  /** What the gate says of opening the others; null where there are none. Where it does not pass, nobody is opened. */
  readonly gate: Finding | null
  /** Requests that were refused before, of anybody: whoever asks in many ways learns something from which are refused. */
  readonly refusedBefore: number
}

/** What the documenter says beside the request. */
export interface AnswerTerms {
  /** Verification keys of those who are answered, had by another way than the request. */
  readonly known: readonly string[]
  /** When, `YYYY-MM-DDThh:mm:ssZ`: stated in the answer, and held against the day until which the request holds. */
  readonly time: string
  /** Ids in hexadecimal of persons whom the documenter will not open. */
  readonly heldBack?: readonly string[]
}

/** The release that a request is about. @throws {AmanaError} `loop/other-bundle` */
function releaseOf(amana: Case, { checkpoint: { origin, size, root } }: OpeningRequest): Release {
  const release = amana.releases.find((each) => each.size === size && equal(each.root, root))
  if (origin !== amana.origin || release === undefined)
    throw new AmanaError('loop/other-bundle', 'The request is about a bundle that this case did not sign.')
  return release
}

/**
 * Answers a request. Whoever the family's newest word, a withdrawal or the documenter keeps closed is left out; the rest is opened if,
 * with everything ever handed out, nobody is singled out by it, those left out neither; else nobody is opened. The answer stands in the
 * ledger before the bytes are given back.
 * @throws {AmanaError} `loop/unknown-signer`, `loop/other-bundle`, `loop/expired`, `loop/not-asked` for a held back person who is not asked for
 */
export function answerOpenings(amana: Case, request: OpeningRequest, terms: AnswerTerms): GivenAnswer {
  const { known, time, heldBack = [] } = terms
  if (!known.includes(request.by))
    throw new AmanaError(
      'loop/unknown-signer',
      'The request is signed by a key that is not among those you answer.',
    )
  const release = releaseOf(amana, request)
  if (time.slice(0, 10) > request.until)
    throw new AmanaError('loop/expired', `The request was to be answered until ${request.until}.`)
  const ids = request.records.map(toHex)
  if (!heldBack.every((id) => ids.includes(id)))
    throw new AmanaError('loop/not-asked', 'A person to hold back is not among those asked for.')

  const newest = new Map<string, Case['log'][number]>()
  for (const entry of amana.entries(0, release.size))
    if (entry.record.kind === 'person') newest.set(toHex(entry.record.id), entry)
  const open = request.fields.map((name) => fieldIndex(PERSON, name))
  const unopened: Unopened[] = []
  const opened: PartialRecord[] = []
  for (const id of ids) {
    const entry = newest.get(id)
    const why = entry === undefined ? 'not-listed' : closedBy(amana, entry, request.purpose)
    const reason = heldBack.includes(id) ? 'held-back' : why
    if (reason !== null) unopened.push({ id, why: reason })
    else opened.push(openFields(amana.committed(entry!.record, entry!.logged)!, open))
  }
  const past = new Past(amana)
  const told = (fields: readonly string[]) =>
    givenAnswer(past, release, { fields, asked: request.records, opened: opened.map(({ id }) => id) })
  const gate =
    opened.length === 0
      ? null
      : assessAnswer(past, told(request.fields), (close) =>
          told(request.fields.filter((name) => !close.includes(name))),
        )
  const given = gate?.passes === true ? opened : []
  const bytes = signAnswer(request.checkpoint, request.digest, given, time, {
    name: amana.origin,
    seed: amana.keys.signing,
  })
  const refusedBefore = amana.answers.filter((one) => one.opened.length === 0).length
  amana.transact([
    [
      'answered',
      release.size,
      request.digest,
      digest(TAG.file, bytes),
      request.fields,
      request.records,
      given.map(({ id }) => id),
    ],
  ])
  return { bytes, opened: given.length, unopened, gate, refusedBefore }
}

/** Why a listed person stays closed for a purpose; null where nothing keeps it so. */
function closedBy(
  amana: Case,
  { record, logged }: Case['log'][number],
  purpose: string,
): Unopened['why'] | null {
  if (logged.values === null || (decode(logged.values) as readonly Value[])[0] !== 'live') return 'withdrawn'
  return refusalOf(amana, record, amana.committed(record, logged), purpose)
}
