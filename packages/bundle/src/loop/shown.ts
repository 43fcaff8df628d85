/** Checked documents as both programs show them: for other programs, and assessments side by side. */
import { toHex } from '@amana/codec'
import type { Status } from '../report.js'
import type { Assessment } from './assessment.js'
import { type CheckedDocument, type LoopDocument, shownValue } from './check.js'
import type { NewSince } from './new-since.js'

/** A document and the file that it came in. */
export type CheckedFile = CheckedDocument & { readonly file: string }

/** One subject of one assessment. */
export interface AssessedSubject {
  /** Of the incident, or of the statement that makes the claim; in hexadecimal. */
  readonly id: string
  readonly document: Assessment
  readonly status: Status
  readonly file: string
  /** Null where the view does not reach to the state that was assessed. */
  readonly since: NewSince | null
}

/** Assessments by what they are about: bodies that assessed one thing stand together, each in the order in which it spoke. */
export function sideBySide(checked: readonly CheckedFile[]): readonly AssessedSubject[] {
  const rows = checked.flatMap(({ document, status, since, file }) =>
    document?.kind !== 'assessment' || status === 'fail'
      ? []
      : document.records.map((id, i) => ({ id: toHex(id), document, status, file, since: since[i] ?? null })),
  )
  const keyOf = ({ id, document: { by, checkpoint, time } }: AssessedSubject): string =>
    [id, by, String(checkpoint.size).padStart(16, '0'), time].join(' ')
  return rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

/** A document for programs; null where it could not be read. */
export function documentJson(document: LoopDocument | null): Readonly<Record<string, unknown>> | null {
  if (document === null) return null
  const { checkpoint, digest, ...rest } = document
  const { origin, size, root } = checkpoint
  return {
    ...rest,
    origin,
    size,
    root: toHex(root),
    digest: toHex(digest),
    ...('records' in document ? { records: document.records.map(toHex) } : {}),
    ...(document.kind === 'answer'
      ? {
          request: toHex(document.request),
          persons: document.persons.map(({ id, revision, values }) => ({
            id: toHex(id),
            revision,
            values: Object.fromEntries(
              Object.entries(values).map(([name, value]) => [name, shownValue(value)]),
            ),
          })),
        }
      : {}),
  }
}

/** A checked document for programs. */
export const checkedJson = ({ document, ...rest }: CheckedFile): Readonly<Record<string, unknown>> => ({
  ...rest,
  ...documentJson(document),
})
