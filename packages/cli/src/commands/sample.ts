import {
  answerCommitment,
  answerRequest,
  checkAnswer,
  checkedPlan,
  commitmentOf,
  drawFrom,
  formatRequest,
  type Language,
  noteAnswer,
  outcomeInWords,
  type Plan,
  type Population,
  parseObject,
  parseRequest,
  planFromJson,
  planToJson,
  type Randomness,
  readPopulation,
  SAMPLE_DEFAULT,
  sampleSize,
  seedOf,
  spotCheckInWords,
  strataIn,
} from '@amana/bundle'
import { writeFileSafely } from '@amana/bundle/node'
import { AmanaError, fromHex, fromUtf8, toHex, utf8, type Value } from '@amana/codec'
import { digest, randomBytes, TAG } from '@amana/crypto'
import { openForRecipient, sealForRecipients } from '@amana/records'
import { EXIT } from '../exit.js'
import { bytesOf, keyOf, shownName, sourceOf } from '../input-file.js'
import type { Result } from '../output.js'
import { Progress } from '../progress.js'
import { plain } from '../report-words.js'
import { protectionOf, type UnlockOptions, unlockOf, withCase } from '../unlock.js'

const SECRET = 'amana-sample-secret 0'

/** Options of `amana sample size`. */
export interface SizeOptions {
  readonly of: number
  readonly fewerThan: number
  readonly found: number
  readonly confidence: number
}

/** How many records to draw for a statement. */
export function size({ of, fewerThan, found, confidence }: SizeOptions): Result {
  const needed = sampleSize({ population: of, fewerThan, found }, confidence)
  return {
    json: { ok: true, population: of, fewerThan, found, confidence, sample: needed },
    text: `Draw ${needed} of ${of}: if at most ${found} of them are bad, then with ${confidence} % confidence fewer than ${fewerThan} of the ${of} are.`,
    exit: EXIT.good,
  }
}

/** What an auditor plans to ask for. */
export interface PlanOptions {
  readonly key: string
  readonly count?: number
  readonly fewerThan?: number
  readonly confidence: number
  readonly by?: string
  readonly fields?: string
  readonly for: string
}

/** Options of `amana sample commit`. */
export interface CommitOptions extends PlanOptions {
  readonly output: string
}

/** Commits to a plan and a random number, before the other side's number is known. */
export async function commit(view: string, options: CommitOptions): Promise<Result> {
  const { plan } = await planned(view, options)
  const nonce = randomBytes(32)
  const secret = { format: SECRET, ...planToJson(plan), nonce: toHex(nonce) }
  writeFileSafely(options.output, utf8(`${JSON.stringify(secret, null, 2)}\n`))
  const commitment = toHex(commitmentOf(plan, nonce))
  return {
    json: { ok: true, commitment, count: plan.count, secret: options.output },
    text: [
      `Commitment, for the documenter (amana sample share CASE ${commitment}):`,
      `  ${commitment}`,
      `Your number is in ${options.output}. Show it to nobody until you have the documenter's.`,
    ].join('\n'),
    exit: EXIT.good,
  }
}

/** Options of `amana sample share`. */
export interface ShareOptions extends UnlockOptions {
  readonly release?: number
}

/** Gives the documenter's number for a commitment. */
export const share = (path: string, commitment: string, options: ShareOptions): Promise<Result> =>
  withCase(path, options, (folder) => {
    const { releases } = folder.case
    const release = releases[(options.release ?? releases.length) - 1]
    if (release === undefined)
      throw new AmanaError('view/no-release', `There are ${releases.length} releases.`)
    const { share, before } = answerCommitment(folder.case, release, hexOf(commitment))
    return {
      json: { ok: true, share: toHex(share), release: release.number, before },
      text: [
        `Your number for this commitment, for the auditor (--share): ${toHex(share)}`,
        ...(before === 0
          ? []
          : [
              `${before} other commitments were answered for this release before. Who asks often can pick among draws.`,
            ]),
      ].join('\n'),
      exit: EXIT.good,
    }
  })

/** Options of `amana sample draw`. */
export interface DrawOptions extends PlanOptions {
  readonly beacon?: string
  readonly secret?: string
  readonly share?: string
  readonly output: string
}

/** Draws the records and writes the request for them. */
export async function draw(view: string, options: DrawOptions): Promise<Result> {
  const isByShares = options.secret !== undefined && options.share !== undefined
  if ((options.beacon === undefined) === !isByShares || options.beacon?.trim() === '')
    throw new AmanaError('cli/misuse', 'Give --beacon TEXT, or --secret FILE and --share NUMBER.')
  let plan: Plan
  let population: Population
  let randomness: Randomness
  if (isByShares) {
    const bad = () =>
      new AmanaError('sample/bad-secret', `${options.secret} was not made by amana sample commit.`)
    const kept = parseObject(fromUtf8(await bytesOf(options.secret!)), SECRET, bad)
    plan = planFromJson(kept)
    randomness = { nonce: hexOf(String(kept.nonce)), share: hexOf(options.share!) }
    population = await populationOf(view, options.key, plan.by)
    const { checkpoint } = population
    if (plan.checkpoint.size !== checkpoint.size || toHex(plan.checkpoint.root) !== toHex(checkpoint.root))
      throw new AmanaError(
        'sample/other-checkpoint',
        'The commitment was for another checkpoint than that of the view.',
      )
  } else {
    ;({ plan, population } = await planned(view, options))
    randomness = { beacon: options.beacon!.normalize('NFC') }
  }
  const records = drawFrom(
    seedOf(plan.checkpoint, randomness),
    strataIn(population, plan.by),
    plan.count,
  ).flat()
  writeFileSafely(options.output, utf8(formatRequest({ plan, randomness, records })), 0o644)
  return {
    json: {
      ok: true,
      request: options.output,
      population: population.persons.size,
      drawn: records.map(toHex),
    },
    text: `Drew ${records.length} of ${population.persons.size} records; the request is ${options.output}.`,
    exit: EXIT.good,
  }
}

/** Options of `amana sample answer`. */
export interface AnswerOptions extends UnlockOptions {
  readonly beacon?: string
  readonly holdBack?: readonly string[]
  readonly to?: readonly string[]
  readonly toPassphraseFile?: string
  readonly output: string
}

/** Opens the drawn records for the auditor, as far as consent goes. */
export const answer = (path: string, file: string, options: AnswerOptions): Promise<Result> =>
  withCase(path, options, async (folder) => {
    const request = parseRequest(fromUtf8(await bytesOf(file)))
    const { bytes, opened, refused } = answerRequest(folder.case, request, {
      ...(options.beacon === undefined ? {} : { beacon: options.beacon }),
      ...(options.holdBack === undefined ? {} : { heldBack: options.holdBack }),
    })
    const sealed = await sealForRecipients(
      bytes,
      await protectionOf({
        ...(options.to === undefined ? {} : { recipient: options.to }),
        ...(options.toPassphraseFile === undefined ? {} : { passphraseFile: options.toPassphraseFile }),
      }),
    )
    bytes.fill(0)
    noteAnswer(folder.case, request.plan, digest(TAG.file, sealed))
    writeFileSafely(options.output, sealed)
    const all = refused.consent + refused.withdrawn + refused['held-back']
    return {
      json: {
        ok: true,
        file: options.output,
        opened,
        refused,
        fields: request.plan.fields,
        purpose: request.plan.purpose,
      },
      text: [
        `Opened ${opened} records (${request.plan.fields.join(', ')}) in ${options.output}.`,
        `Refused ${all}: ${refused.consent} for want of consent (${request.plan.purpose}), ${refused.withdrawn} withdrawn since, ${refused['held-back']} held back. The auditor counts each as bad.`,
        'It cannot be taken back. Pseudonymised, still sensitive.',
      ].join('\n'),
      exit: EXIT.good,
    }
  })

/** Options of `amana sample check`. */
export interface CheckOptions extends UnlockOptions {
  readonly key: string
  readonly bad?: readonly string[]
  readonly lang: Language
}

/** Checks an answer and says what follows. Exit 1 where an opening is not what was signed. */
export async function check(
  view: string,
  request: string,
  answered: string,
  options: CheckOptions,
): Promise<Result> {
  const asked = parseRequest(fromUtf8(await bytesOf(request)))
  const population = await populationOf(view, options.key, asked.plan.by)
  const bytes = await openForRecipient(await bytesOf(answered), await unlockOf(options))
  const found = checkAnswer(population, asked, bytes, options.bad)
  const isTrue = found.outcomes.false === 0
  const { root } = population.report
  return {
    json: {
      ok: isTrue,
      ...found,
      records: found.records.map(({ values, ...record }) => ({
        ...record,
        ...(values === undefined ? {} : { values: asJson(new Map(Object.entries(values))) }),
      })),
      origin: population.checkpoint.origin,
      size: population.checkpoint.size,
      root,
      randomness:
        'beacon' in asked.randomness
          ? asked.randomness
          : { nonce: toHex(asked.randomness.nonce), share: toHex(asked.randomness.share) },
    },
    text: [
      ...found.records.map((record) =>
        [record.id, outcomeInWords(record, options.lang), ...shown(record.values)].join(' '),
      ),
      drawnBy(asked.randomness, options.lang),
      ...spotCheckInWords(found, options.lang),
    ].join('\n'),
    exit: isTrue ? EXIT.good : EXIT.failed,
  }
}

/** What the draw hangs on, for whoever reads the report: a draw is worth what its randomness is. */
function drawnBy(randomness: Randomness, language: Language): string {
  const isArabic = language === 'ar'
  if ('beacon' in randomness) {
    const value = `\u2068${plain(randomness.beacon)}\u2069`
    return isArabic
      ? `سحبت بقيمة المنارة ${value}: على القارئ أن يقرأها بنفسه للوقت المتفق عليه.`
      : `Drawn by the beacon value ${value}: read it yourself, for the time that was agreed on.`
  }
  const [nonce, share] = [toHex(randomness.nonce), toHex(randomness.share)]
  return isArabic
    ? `سحبت برقم المدقق \u2066${nonce}\u2069 وبرقم الموثق \u2066${share}\u2069.`
    : `Drawn by the auditor's number ${nonce} and the documenter's number ${share}.`
}

/** Open values in one line; tokens and what is null are left to `--json`. */
const shown = (values: Readonly<Record<string, Value>> = {}): readonly string[] =>
  Object.entries(values)
    .filter(([name, value]) => value !== null && name !== 'linkage' && name !== 'status')
    .map(
      ([name, value]) =>
        `${name}=${plain(typeof value === 'string' ? value : JSON.stringify(asJson(value)))}`,
    )

/** A value for JSON: bytes in hexadecimal. */
function asJson(value: Value): unknown {
  if (value instanceof Uint8Array) return toHex(value)
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [key, asJson(item as Value)]))
  return Array.isArray(value) ? (value as readonly Value[]).map(asJson) : value
}

const populationOf = (view: string, key: string, by: string | null): Promise<Population> =>
  Progress.during(`Verifying ${shownName(view)}`, (onProgress) =>
    readPopulation(sourceOf(view), keyOf(key), by, { onProgress }),
  )

/** The plan that options describe, over a verified view. */
async function planned(view: string, options: PlanOptions): Promise<{ plan: Plan; population: Population }> {
  if ((options.count === undefined) === (options.fewerThan === undefined))
    throw new AmanaError(
      'cli/misuse',
      'Give --count N, or --fewer-than F to draw as many as that statement needs.',
    )
  const by = options.by ?? null
  const population = await populationOf(view, options.key, by)
  const { confidence } = options
  const count =
    options.count ??
    sampleSize({ population: population.persons.size, fewerThan: options.fewerThan! }, confidence)
  const fields = options.fields?.split(',').map((name) => name.trim()) ?? SAMPLE_DEFAULT
  const plan = checkedPlan({
    checkpoint: population.checkpoint,
    count,
    by,
    fields,
    purpose: options.for,
    confidence,
  })
  // Before anything is written or sent: fields that are closed and numbers that do not fit.
  drawFrom(new Uint8Array(32), strataIn(population, by), count)
  return { plan, population }
}

function hexOf(text: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new AmanaError(
      'sample/bad-number',
      'Expected 64 hexadecimal digits, as the other side printed them.',
    )
  return fromHex(text)
}
