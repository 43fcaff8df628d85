import {
  answerCommitment,
  answerRequest,
  checkAnswer,
  commitTo,
  drawnByInWords,
  type Language,
  noteAnswer,
  outcomeInWords,
  type Plan,
  type Population,
  parseRequest,
  planOver,
  type Randomness,
  readPopulation,
  readSecret,
  requestFor,
  sampleNumber,
  sampleSize,
  shownValue,
  sizeInWords,
  spotCheckInWords,
  spotCheckJson,
} from '@amana/bundle'
import { writeFileSafely } from '@amana/bundle/node'
import { AmanaError, fromUtf8, toHex, utf8, type Value } from '@amana/codec'
import { digest, TAG } from '@amana/crypto'
import { openForRecipient, sealForRecipients } from '@amana/records'
import { EXIT } from '../exit.js'
import { bytesOf, keyOf, shownName, sourceOf } from '../input-file.js'
import type { Result } from '../output.js'
import { Progress } from '../progress.js'
import { plain } from '../report-words.js'
import { protectionOf, type UnlockOptions, unlockOf, withCase } from '../unlock.js'

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
    text: sizeInWords({ population: of, sample: needed, bad: found }, fewerThan, confidence, 'en'),
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
  const { commitment, secret } = commitTo(plan)
  writeFileSafely(options.output, utf8(secret))
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
    const { share, before } = answerCommitment(folder.case, release, sampleNumber(commitment))
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
    const kept = readSecret(fromUtf8(await bytesOf(options.secret!)))
    plan = kept.plan
    randomness = { nonce: kept.nonce, share: sampleNumber(options.share!) }
    population = await populationOf(view, options.key, plan.by)
  } else {
    ;({ plan, population } = await planned(view, options))
    randomness = { beacon: options.beacon!.normalize('NFC') }
  }
  const { request, records } = requestFor(population, plan, randomness)
  writeFileSafely(options.output, utf8(request), 0o644)
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
  const { randomness } = asked
  return {
    json: spotCheckJson(found, population, randomness),
    text: [
      ...found.records.map((record) =>
        [record.id, outcomeInWords(record, options.lang), ...shown(record.values)].join(' '),
      ),
      drawnByInWords(
        'beacon' in randomness ? { beacon: plain(randomness.beacon) } : randomness,
        options.lang,
      ),
      ...spotCheckInWords(found, options.lang),
    ].join('\n'),
    exit: found.outcomes.false === 0 ? EXIT.good : EXIT.failed,
  }
}

/** Open values in one line; tokens and what is null are left to `--json`. */
const shown = (values: Readonly<Record<string, Value>> = {}): readonly string[] =>
  Object.entries(values)
    .filter(([name, value]) => value !== null && name !== 'linkage' && name !== 'status')
    .map(
      ([name, value]) =>
        `${name}=${plain(typeof value === 'string' ? value : JSON.stringify(shownValue(value)))}`,
    )

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
  const { count, fewerThan, confidence, for: purpose, fields } = options
  const { plan } = planOver(population, {
    size: count === undefined ? { fewerThan: fewerThan! } : { count },
    by,
    purpose,
    confidence,
    ...(fields === undefined ? {} : { fields: fields.split(',').map((name) => name.trim()) }),
  })
  return { plan, population }
}
