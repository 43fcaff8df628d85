/** Documents of the review loop beside verified views: which view each belongs to, and what comes of it. */
import {
  type CheckedFile,
  checkDocuments,
  type Language,
  type LoopDocument,
  MAX_DOCUMENT,
  type Report,
  Reviewed,
  readDocuments,
  subjectLabel,
  type Verdict,
} from '@amana/bundle'
import { toHex } from '@amana/codec'
import type { Checkpoint } from '@amana/log'
import type { GivenView, Reviews } from './protocol.js'

/** A document that was given, read. */
export interface ReadFile {
  readonly name: string
  readonly read: LoopDocument | Verdict
}

/** Reads documents; what is larger than any is held in part. */
export async function readFiles(files: readonly GivenView[]): Promise<readonly ReadFile[]> {
  const bytes: Uint8Array[] = []
  for (const { file } of files)
    bytes.push(new Uint8Array(await file.slice(0, MAX_DOCUMENT + 1).arrayBuffer()))
  return readDocuments(bytes).map((read, i) => ({ name: files[i]!.name, read }))
}

/**
 * The view that a document is checked against: the newest of the log that it names. One that names none of those given, or cannot be
 * read, fails beside the newest view of all.
 */
export function viewFor<View extends { readonly checkpoint: Checkpoint | null }>(
  { read }: ReadFile,
  views: readonly View[],
): View {
  const sizeOf = ({ checkpoint }: View): number => checkpoint?.size ?? -1
  const newest = (some: readonly View[]) => some.reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a))
  const own = views.filter(
    ({ checkpoint }) => typeof read !== 'string' && checkpoint?.origin === read.checkpoint.origin,
  )
  return newest(own.length > 0 ? own : views)
}

/** The documents of one view, and what they are checked against while it is verified. */
export class Reviewing {
  readonly reviewed: Reviewed
  readonly earlier = new Reviewed()
  readonly #files: readonly ReadFile[]
  readonly #reviewers: readonly string[]

  constructor(files: readonly ReadFile[], reviewers: readonly string[]) {
    this.#files = files
    this.#reviewers = reviewers
    this.reviewed = new Reviewed(files.map(({ read }) => read))
  }

  /** What came of each document; nothing is said of any beside a view that fails a check. */
  checked(report: Report, key: string, language: Language): Reviews {
    const { reviewed, earlier } = this
    const read = this.#files.map((file) => file.read)
    const checked: readonly CheckedFile[] = report.ok
      ? checkDocuments({ report, key, reviewed, earlier }, read, this.#reviewers).map((one, i) => ({
          ...one,
          file: this.#files[i]!.name,
        }))
      : []
    return {
      ok: checked.every(({ status }) => status !== 'fail'),
      checked,
      given: this.#files.length,
      labels: labelsOf(checked, reviewed, language),
    }
  }
}

/** What the incidents and claims that documents name are called in the view, by id. */
function labelsOf(checked: readonly CheckedFile[], reviewed: Reviewed, language: Language) {
  const labels = new Map<string, string>()
  const note = (about: 'incident' | 'claim', id: string): void => {
    const label = subjectLabel(reviewed, about, id, language)
    if (label !== null) labels.set(id, label)
  }
  for (const { document } of checked) {
    if (document?.kind === 'assessment') for (const id of document.records) note(document.about, toHex(id))
    if (document?.kind === 'answer')
      for (const { values } of document.persons)
        if (values.incident instanceof Uint8Array) note('incident', toHex(values.incident))
  }
  return labels
}
