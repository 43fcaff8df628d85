/** One view, verified and read in one pass over its file. */
import {
  checkedJson,
  type Language,
  lineOf,
  type Report,
  readView,
  type VerifyOptions,
  verifyView,
} from '@amana/bundle'
import { AmanaError, equal } from '@amana/codec'
import { type Checkpoint, openCheckpoint, parseVerifierKey } from '@amana/log'
import { ContentsMaker } from './contents.js'
import type { GivenView, Progress, VerifiedView } from './protocol.js'
import type { Reviewing } from './reviewing.js'

/** Of so many changes since the older view each is listed on the page; the exported report has them all. */
const LISTED_CHANGES = 500

/** Pieces of a file that the worker holds at once, bytes. */
const PIECE = 1 << 20

/** The bytes of a file in pieces, so that none has to fit into memory as a whole. */
export async function* piecesOf(file: Blob): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < file.size; at += PIECE)
    yield new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer())
}

/** Whose signature a view carries, as far as one of the keys can tell. */
export interface Signed {
  readonly view: GivenView
  readonly key: string
  /** The checkpoint as it stands in the view; null where the view cannot be read. */
  readonly note: string | null
  readonly checkpoint: Checkpoint | null
}

/** Reads the header of a view, and finds the key that signed its checkpoint. */
export async function signedBy(view: GivenView, keys: readonly string[]): Promise<Signed> {
  const unsigned = { view, key: keys[0]!, note: null, checkpoint: null }
  let note: string
  try {
    const read = await readView(piecesOf(view.file))
    note = read.header.note
    await read.close()
  } catch (error) {
    if (error instanceof AmanaError) return unsigned
    throw error
  }
  for (const key of keys)
    try {
      return { view, key, note, checkpoint: openCheckpoint(note, parseVerifierKey(key)).checkpoint }
    } catch (error) {
      if (!(error instanceof AmanaError)) throw error
    }
  return unsigned
}

/** A view that another is held against. */
export interface Older {
  readonly view: GivenView
  readonly checkpoint: Checkpoint
  /** Whether the two cannot be of one history, whatever they hold: of one size, with two roots. */
  readonly isTwin: boolean
  /** Whether a fork is one from this view: it is of the history that was seen before, or none was. */
  readonly isFirm: boolean
}

/** The view of the same log under the same key that a view is held against: one that forks from it if there is one, else the latest older one. */
export function olderOf(
  { view, key, checkpoint }: Signed,
  all: readonly Signed[],
  isFirm: (older: GivenView) => boolean,
): Older | null {
  if (checkpoint === null) return null
  const { origin, size, root } = checkpoint
  const others = all.flatMap((other) =>
    other.view.id !== view.id && other.key === key && other.checkpoint?.origin === origin
      ? [{ view: other.view, checkpoint: other.checkpoint }]
      : [],
  )
  const twin = others.find((other) => other.checkpoint.size === size && !equal(other.checkpoint.root, root))
  if (twin !== undefined) return { ...twin, isTwin: true, isFirm: true }
  const [latest] = others
    .filter((other) => other.checkpoint.size < size)
    .sort((a, b) => b.checkpoint.size - a.checkpoint.size)
  return latest === undefined ? null : { ...latest, isTwin: false, isFirm: isFirm(latest.view) }
}

/** A view that was examined, with the records that were read on the way. */
export interface Examined {
  readonly verified: VerifiedView
  readonly records: ContentsMaker
}

/**
 * Verifies a view and collects what it shows.
 * @param older compared with, for what is new since
 * @param asked what it is asked beside
 * @param reviewing the documents that are checked against it, if there are any
 * @throws {AmanaError} `log/bad-key`; bad evidence is reported, not thrown
 */
export async function examine(
  { view, key }: Signed,
  older: Older | null,
  asked: VerifyOptions,
  language: Language,
  onProgress: (progress: Progress) => void,
  reviewing: Reviewing | null,
): Promise<Examined> {
  const records = new ContentsMaker()
  const { name } = view
  const report = await verifyView(piecesOf(view.file), key, {
    ...asked,
    language,
    onRecord: (record, root) => {
      records.take(record)
      reviewing?.reviewed.take(record, root)
    },
    ...(reviewing === null ? {} : { onEarlierRecord: reviewing.earlier.take }),
    onProgress: (done, all) => onProgress({ step: 'verify', name, done, all }),
    ...(older === null ? {} : { since: piecesOf(older.view.file) }),
  })
  const { since } = report
  const reviews = reviewing?.checked(report, key, language) ?? null
  const whole = {
    ...report,
    ok: report.ok && reviews?.ok !== false,
    file: name,
    ...(reviews === null ? {} : { documents: reviews.checked.map(checkedJson) }),
  }
  return {
    records,
    verified: {
      id: view.id,
      name,
      key,
      older: older?.view.name ?? null,
      fork: forkOf(report, older),
      report:
        since === null
          ? report
          : { ...report, since: { ...since, changes: since.changes.slice(0, LISTED_CHANGES) } },
      json: new Blob([JSON.stringify(whole)], { type: 'application/json' }),
      reviews,
      contents: report.ok && report.audience !== null ? records.made(report.audience) : null,
    },
  }
}

/** What the history of a view that is known to fork is not that of. */
function forkOf({ checks }: Report, older: Older | null): VerifiedView['fork'] {
  const isFork = checks.some(({ code }) => code === 'history/fork')
  if (!isFork && older?.isTwin !== true) return null
  return older?.isFirm !== true
    ? { other: null, line: null }
    : { other: older.view.name, line: lineOf(older.checkpoint) }
}
