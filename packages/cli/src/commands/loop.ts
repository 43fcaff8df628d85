import {
  type Condition,
  newReviewerKey,
  openReviewerKey,
  type Purpose,
  personsWith,
  Reviewed,
  recordWithId,
  type Signer,
  type Subject,
  signAssessment,
  signRequest,
  verifyView,
} from '@amana/bundle'
import { writeFileSafely } from '@amana/bundle/node'
import { AmanaError, fromHex, toHex, utf8 } from '@amana/codec'
import { wipe } from '@amana/crypto'
import type { Checkpoint } from '@amana/log'
import { fieldIndex, PERSON } from '@amana/records'
import { EXIT } from '../exit.js'
import { bytesOf, keyOf, shownName, sourceOf } from '../input-file.js'
import { type Result, refuseExisting } from '../output.js'
import { Progress } from '../progress.js'
import { plain } from '../report-words.js'
import { protectionOf, type UnlockOptions, unlockOf } from '../unlock.js'

/** The time as documents state it: this computer's clock. */
export const now = (): string => `${new Date().toISOString().slice(0, 19)}Z`

/** Options of `amana reviewer-key`. */
export interface ReviewerKeyOptions {
  readonly name: string
  readonly passphraseFile?: string
  readonly recipient?: readonly string[]
}

/** Makes the key by which an investigator asks and assesses. */
export async function makeReviewerKey(path: string, options: ReviewerKeyOptions): Promise<Result> {
  const publicPath = `${path}.pub`
  refuseExisting(path, publicPath)
  const { key, file } = await newReviewerKey(options.name, await protectionOf(options))
  writeFileSafely(publicPath, utf8(`${key}\n`), 0o644)
  writeFileSafely(path, file)
  return {
    json: { ok: true, name: options.name, key, keyFile: path, publicKeyFile: publicPath },
    text: `Made the key ${path} of the reviewer ${options.name}. For documenters whom you will ask, and for readers of your findings:\n  ${key}`,
    exit: EXIT.good,
  }
}

/** A verified view, as what is asked or found is about it. */
interface About {
  readonly checkpoint: Checkpoint
  readonly reviewed: Reviewed
}

async function aboutOf(view: string, key: string): Promise<About> {
  const reviewed = new Reviewed()
  const report = await Progress.during(`Verifying ${shownName(view)}`, (onProgress) =>
    verifyView(sourceOf(view), keyOf(key), { onProgress, onRecord: reviewed.take }),
  )
  if (!report.ok)
    throw new AmanaError(
      'loop/not-verified',
      'The view fails a check: nothing is asked or found of it. See amana verify.',
    )
  const { origin, size, root } = report
  return { checkpoint: { origin: origin!, size: size!, root: fromHex(root!) }, reviewed }
}

async function signed(path: string, options: UnlockOptions, sign: (signer: Signer) => Uint8Array) {
  const signer = await openReviewerKey(await bytesOf(path), await unlockOf(options, 'the key'))
  try {
    return sign(signer)
  } finally {
    wipe(signer.seed)
  }
}

/** Options of `amana request`. */
export interface RequestOptions extends UnlockOptions {
  readonly key: string
  readonly record?: readonly string[]
  /** Each `field=value`. */
  readonly where?: readonly string[]
  /** Names of fields, with commas between them. */
  readonly fields: string
  readonly purpose: Purpose
  readonly text?: string
  readonly until: string
  readonly by: string
  readonly output: string
}

/** Asks for fields of persons. */
export async function request(view: string, options: RequestOptions): Promise<Result> {
  const { record = [], where = [] } = options
  if ((record.length === 0) === (where.length === 0))
    throw new AmanaError('cli/misuse', 'Say whom you ask for: --record ID, or --where FIELD=VALUE.')
  refuseExisting(options.output)
  const { checkpoint, reviewed } = await aboutOf(view, options.key)
  const persons = reviewed.listed('person')
  const labelOf = (id: string) => reviewed.of('incident', id).at(-1)?.get('label')
  const records =
    record.length > 0
      ? record.map((id) => recordWithId(persons, plain(id)))
      : personsWith(persons, where.map(conditionOf), labelOf)
  const fields = options.fields.split(',').map((name) => name.trim())
  const { purpose, until, text = '' } = options
  const asked = { checkpoint, records, fields, purpose, until, text }
  const bytes = await signed(options.by, options, (signer) => signRequest(asked, now(), signer))
  writeFileSafely(options.output, bytes, 0o644)
  return {
    json: { ok: true, request: options.output, records: records.map(toHex), fields, purpose, until },
    text: `Asked for ${fields.join(', ')} of ${records.length} persons, until ${until}, in ${options.output}. Give it to the documenter, with your public key if it is not known yet.`,
    exit: EXIT.good,
  }
}

/** A condition as it is typed. @throws {AmanaError} `cli/misuse` */
function conditionOf(text: string): Condition {
  const [, field = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  if (fieldIndex(PERSON, field) < 0)
    throw new AmanaError('cli/misuse', '--where is FIELD=VALUE, with a field of persons.')
  return { field, value }
}

/** Options of `amana assess`. */
export interface AssessOptions extends UnlockOptions {
  readonly key: string
  /** Each an id, or the words of the report. */
  readonly claim?: readonly string[]
  /** Each an id, or a label. */
  readonly incident?: readonly string[]
  readonly finding: string
  readonly reason: readonly string[]
  readonly grade?: string
  readonly text?: string
  readonly by: string
  readonly output: string
}

/** Records a reasoned finding about incidents or claims. */
export async function assess(view: string, options: AssessOptions): Promise<Result> {
  const { claim = [], incident = [], finding, reason: reasons, grade = null, text = '' } = options
  if ((claim.length === 0) === (incident.length === 0))
    throw new AmanaError('cli/misuse', 'Say what was assessed: --incident or --claim, one of the two.')
  refuseExisting(options.output)
  const { checkpoint, reviewed } = await aboutOf(view, options.key)
  const about: Subject = claim.length > 0 ? 'claim' : 'incident'
  const listed = reviewed.listed(about === 'claim' ? 'statement' : 'incident')
  const named = about === 'claim' ? ['text_en', 'text_ar'] : ['label']
  const records = [...claim, ...incident].map((subject) => {
    const found = listed.filter(({ get }) => named.some((name) => get(name) === subject))
    return found.length === 1 ? fromHex(found[0]!.id) : recordWithId(listed, plain(subject))
  })
  const assessed = { checkpoint, about, records, finding, reasons, grade, text }
  const bytes = await signed(options.by, options, (signer) => signAssessment(assessed, now(), signer))
  writeFileSafely(options.output, bytes, 0o644)
  return {
    json: {
      ok: true,
      assessment: options.output,
      about,
      records: records.map(toHex),
      finding,
      reasons,
      grade,
    },
    text: `Found ${records.length} ${about}${records.length === 1 ? '' : 's'} ${finding}, in ${options.output}: about the bundle of ${checkpoint.size} entries, and no later one.`,
    exit: EXIT.good,
  }
}
