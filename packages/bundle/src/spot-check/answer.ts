/**
 * The documenter's answer to a spot check: openings of the drawn records, each checked by the auditor against the signed
 * checkpoint; and for those that are refused, why. See `docs/spot-checks.md`.
 */
import { AmanaError, decode, encode, equal, toHex, type Value } from '@amana/codec'
import { TAG } from '@amana/crypto'
import { type CommittedRecord, fieldIndex, openFields, PERSON } from '@amana/records'
import type { Case } from '../case.js'
import { lineOf } from '../compare.js'
import type { CaseRecord, Logged, Release } from '../history.js'
import type { Refusal } from './answer-file.js'
import { commitmentOf, drawFrom, isSameDraw, type Plan, seedOf, shareOf, strataOf } from './draw.js'
import { stratumOf } from './population.js'
import type { SampleRequest } from './request.js'

/** In the ledger: a commitment that was answered with a share, and openings that were handed out. */
const SHARE = 'spot-check-share'
const ANSWER = 'spot-check'

/** The release that a checkpoint is of. @throws {AmanaError} `sample/other-checkpoint` */
function releaseOf(amana: Case, { checkpoint }: Pick<Plan, 'checkpoint'>): Release {
  const { origin, size, root } = checkpoint
  const release = amana.releases.find((each) => each.size === size && equal(each.root, root))
  if (origin !== amana.origin || release === undefined)
    throw new AmanaError('sample/other-checkpoint', 'This case has signed no such checkpoint.')
  return release
}

/**
 * The documenter's number for an auditor's commitment, entered in the ledger: what was answered once can be drawn from.
 * @param release the checkpoint that the draw is for
 * @returns the number, and how many other commitments were answered for this checkpoint before: many of them are a
 * sign that somebody looks for a draw that he likes
 */
export function answerCommitment(
  amana: Case,
  release: Release,
  commitment: Uint8Array,
): { readonly share: Uint8Array; readonly before: number } {
  if (commitment.length !== 32)
    throw new AmanaError('sample/bad-commitment', 'A commitment has 32 bytes, 64 hexadecimal digits.')
  const answered = sharesFor(amana, release)
  const isKnown = answered.some((other) => equal(other, commitment))
  if (!isKnown) amana.transact([['handed', SHARE, release.size, commitment.slice()]])
  const checkpoint = { origin: amana.origin, size: release.size, root: release.root }
  return {
    share: shareOf(amana.keys.master, checkpoint, commitment),
    before: answered.length - (isKnown ? 1 : 0),
  }
}

const sharesFor = (amana: Case, release: Release): readonly Uint8Array[] =>
  amana.ledger.flatMap(({ audience, size, file }) =>
    audience === SHARE && size === release.size ? [file] : [],
  )

/** What the documenter knows of a request beside its file. */
export interface AnswerOptions {
  /** The value of the beacon, as he read it himself: for requests that draw by one. */
  readonly beacon?: string
  /** Ids in hexadecimal of records that he will not open. */
  readonly heldBack?: readonly string[]
}

/** An answer before it is sealed for the auditor. */
export interface SampleAnswer {
  readonly bytes: Uint8Array
  readonly opened: number
  readonly refused: Readonly<Record<Refusal, number>>
}

/**
 * Answers a request: draws again, since the documenter must not open records that an auditor picked, and opens what
 * consent allows. Enter the sealed file with {@link noteAnswer} before it leaves.
 * @throws {AmanaError} `sample/other-checkpoint`, `sample/other-draw`, `sample/unknown-commitment`, `sample/beacon`,
 * `sample/not-drawn`
 */
export function answerRequest(
  amana: Case,
  request: SampleRequest,
  options: AnswerOptions = {},
): SampleAnswer {
  const { plan, randomness, records } = request
  const release = releaseOf(amana, plan)
  if ('beacon' in randomness) {
    if (options.beacon?.normalize('NFC') !== randomness.beacon)
      throw new AmanaError(
        'sample/beacon',
        'Read the value of the beacon yourself, for the time that was agreed on, and give it: it must be that of the request.',
      )
  } else {
    const commitment = commitmentOf(plan, randomness.nonce)
    if (
      !sharesFor(amana, release).some((known) => equal(known, commitment)) ||
      !equal(randomness.share, shareOf(amana.keys.master, plan.checkpoint, commitment))
    )
      throw new AmanaError(
        'sample/unknown-commitment',
        'The request does not follow from a commitment that this case has answered: another plan or another number.',
      )
  }

  const newest = new Map<string, { record: CaseRecord; logged: Logged }>()
  for (const entry of amana.entries(0, release.size))
    if (entry.record.kind === 'person') newest.set(toHex(entry.record.id), entry)
  const at = plan.by === null ? -1 : fieldIndex(PERSON, plan.by)
  const strata = strataOf(
    [...newest.values()].map(({ record, logged }) => {
      if (at >= 0 && logged.values === null)
        throw new AmanaError(
          'sample/closed-field',
          'A person was withdrawn for want of consent since the view was cut: cut a new view and draw again.',
        )
      return {
        id: record.id,
        value: at < 0 ? '' : stratumOf((decode(logged.values!) as readonly Value[])[at]!),
      }
    }),
  )
  const seed = seedOf(plan.checkpoint, randomness)
  const drawn = drawFrom(seed, strata, plan.count).flat()
  if (!isSameDraw(drawn, records))
    throw new AmanaError(
      'sample/other-draw',
      'The records asked for are not those that the seed draws: nothing is opened.',
    )

  const heldBack = new Set(options.heldBack)
  for (const id of heldBack)
    if (!drawn.some((each) => toHex(each) === id))
      throw new AmanaError('sample/not-drawn', 'A record to hold back is not among those asked for.')
  const open = plan.fields.map((name) => fieldIndex(PERSON, name))
  const refused = { consent: 0, withdrawn: 0, 'held-back': 0 }
  const items = drawn.map((id): Value => {
    const { record, logged } = newest.get(toHex(id))!
    const committed = amana.committed(record, logged)
    const why = heldBack.has(toHex(id)) ? 'held-back' : refusalOf(amana, record, committed, plan.purpose)
    if (why !== null || committed === null) {
      refused[why ?? 'withdrawn']++
      return [id, why ?? 'withdrawn']
    }
    const { salts, values, siblings } = openFields(committed, open)
    return [id, logged.revision, salts, values, siblings]
  })
  const bytes = encode([TAG.sampleAnswer, lineOf(plan.checkpoint), seed, open, items])
  return { bytes, opened: items.length - refused.consent - refused.withdrawn - refused['held-back'], refused }
}

/** Why a record is not opened for a purpose. The newest word of the family counts, not the one of the release that is looked at. */
export function refusalOf(
  amana: Case,
  record: CaseRecord,
  committed: CommittedRecord | null,
  purpose: string,
): Refusal | null {
  if (committed === null) return 'withdrawn'
  if (committed.values[0] === 'withdrawn') return null
  if (amana.isWithdrawn(record)) return 'withdrawn'
  const { consent } = amana.valuesByName(record)
  return Array.isArray(consent) && !consent.includes(purpose) ? 'consent' : null
}

/** Enters an answer in the ledger: call it before the file can be had. @param file digest of the sealed file */
export const noteAnswer = (amana: Case, plan: Plan, file: Uint8Array): void =>
  amana.transact([['handed', ANSWER, plan.checkpoint.size, file]])
