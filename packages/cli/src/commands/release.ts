import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClaimRequest, readView, type SmallClaim, smallClaims } from '@amana/bundle'
import { AmanaError, toHex } from '@amana/codec'
import { isTime } from '@amana/records'
import { INVESTIGATOR, PUBLIC } from '@amana/risk'
import { EXIT } from '../exit.js'
import { sourceOf } from '../input-file.js'
import type { Result } from '../output.js'
import { Progress } from '../progress.js'
import { type UnlockOptions, withCase } from '../unlock.js'

/** Options of `amana release`. */
export interface ReleaseOptions extends UnlockOptions {
  readonly time?: string
  readonly claims?: string
  readonly latest?: string
}

/** Appends what changed and signs a checkpoint. */
export async function release(path: string, options: ReleaseOptions): Promise<Result> {
  const time = timeOf(options.time)
  const claims = options.claims === undefined ? [] : claimsOf(options.claims)
  const latest = options.latest === undefined ? undefined : await noteOf(options.latest)
  return withCase(path, options, async (folder) => {
    if (latest !== undefined) folder.confirmLatest(latest)
    const before = folder.case.releases.at(-1)?.size ?? 0
    const made = await Progress.during('Committing', (onProgress) =>
      folder.releaseInThreads({ time, claims, onProgress }),
    )
    const of = (kind: string, test: (revision: number) => boolean) => {
      let count = 0
      for (const { record, logged } of folder.case.entries(before, made.size))
        if (record.kind === kind && test(logged.revision)) count++
      return count
    }
    const persons = { added: of('person', (n) => n === 1), reissued: of('person', (n) => n > 1) }
    const incidents = { added: of('incident', (n) => n === 1), reissued: of('incident', (n) => n > 1) }
    const evidence = { added: of('evidence', (n) => n === 1), reissued: of('evidence', (n) => n > 1) }
    const hidden = folder.case.hiddenLabels
    const small = smallClaims(folder.case, made)
    const published = join(path, 'releases', String(made.number))
    const root = toHex(made.root)
    return {
      json: {
        ok: true,
        release: made.number,
        size: made.size,
        root,
        time,
        persons,
        incidents,
        evidence,
        hiddenLabels: hidden,
        smallClaims: small,
        checkpoint: join(published, 'checkpoint'),
        escrow: join(published, 'escrow'),
      },
      text: [
        `Release ${made.number}: ${made.size} entries, root ${root}.`,
        `Persons: ${persons.added} added, ${persons.reissued} re-issued. Incidents: ${incidents.added} added, ${incidents.reissued} re-issued.`,
        ...(evidence.added + evidence.reissued > 0
          ? [`Evidence: ${evidence.added} files added, ${evidence.reissued} re-issued.`]
          : []),
        ...(hidden > 0
          ? [`${hidden} incident labels hold a word of a person's name and are shown as a number instead.`]
          : []),
        ...(persons.added > 0 && persons.added < INVESTIGATOR.k && made.number > 1
          ? [
              `Fewer than ${INVESTIGATOR.k} persons were added: everybody sees that they are new, so views keep them closed. Add persons in larger batches.`,
            ]
          : []),
        ...smallInWords(small),
        `Checkpoint: ${join(published, 'checkpoint')}`,
        `Sealed identities, for the holders of the escrow key only: ${join(published, 'escrow')}`,
      ].join('\n'),
      exit: EXIT.good,
    }
  })
}

/** Claims that are listed in words. */
const SHOWN = 5

function smallInWords(small: readonly SmallClaim[]): readonly string[] {
  if (small.length === 0) return []
  const words = ({ text, count, more }: SmallClaim) =>
    `  ${text}: ${count}${more === null || more === 0 ? '' : ` (${more > 0 ? '+' : ''}${more})`}`
  return [
    `${small.length} claim${small.length === 1 ? ' tells' : 's tell'} every reader of fewer than ${PUBLIC.k} persons, or of fewer than ${PUBLIC.k} more or less than before:`,
    ...small.slice(0, SHOWN).map(words),
    ...(small.length > SHOWN ? [`  and ${small.length - SHOWN} more (--json lists them)`] : []),
  ]
}

/** The stated time: as given, or this machine's clock. */
function timeOf(given: string | undefined): string {
  if (given === undefined) return `${new Date().toISOString().slice(0, 19)}Z`
  const full = /^\d{4}-\d{2}-\d{2}$/.test(given) ? `${given}T00:00:00Z` : inUtc(given)
  if (full === null || !isTime(full))
    throw new AmanaError(
      'release/bad-time',
      '--time is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ; an offset such as +03:00 may stand for the Z.',
    )
  return full
}

/** A time with an offset, in UTC to the second. */
function inUtc(given: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(given)) return null
  const time = new Date(given)
  return Number.isNaN(time.getTime()) ? null : `${time.toISOString().slice(0, 19)}Z`
}

function claimsOf(path: string): readonly ClaimRequest[] {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw new AmanaError('claims/bad-file', `${path} is not JSON.`)
    throw error
  }
  const isClaim = (item: unknown): item is ClaimRequest =>
    typeof item === 'object' &&
    item !== null &&
    typeof (item as ClaimRequest).en === 'string' &&
    typeof (item as ClaimRequest).where === 'object' &&
    (item as ClaimRequest).where !== null
  if (!Array.isArray(value) || !value.every(isClaim))
    throw new AmanaError(
      'claims/bad-file',
      `${path} is not a list of {"en": text, "ar": text, "where": {"incident": [keys]}}.`,
    )
  return value
}

/** The signed checkpoint in a file: a checkpoint, or a view that begins with one. */
async function noteOf(path: string): Promise<string> {
  try {
    const view = await readView(sourceOf(path))
    await view.close()
    return view.header.note
  } catch (error) {
    if (!(error instanceof AmanaError) || error.code !== 'view/not-a-view') throw error
    return readFileSync(path, 'utf8')
  }
}
