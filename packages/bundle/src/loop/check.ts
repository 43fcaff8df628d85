/** Requests, answers and assessments beside a verified view: whose they are, whether they are about this bundle, and what is new since. */
import { AmanaError, equal, toHex, type Value } from '@amana/codec'
import { parseVerifierKey } from '@amana/log'
import type { Report, Status } from '../report.js'
import { type OpeningAnswer, readAnswer } from './answer-file.js'
import { type Assessment, readAssessment } from './assessment.js'
import { type NewSince, newSince } from './new-since.js'
import { type OpeningRequest, readRequest } from './request.js'
import type { Reviewed } from './reviewed.js'
import { badDocument, documentKind } from './signed.js'

/** A document of the loop, its form and signature verified. */
export type LoopDocument = OpeningRequest | OpeningAnswer | Assessment

/**
 * Reads a document of any kind.
 * @throws {AmanaError} `loop/bad-document`, `loop/bad-signature`
 */
export function readDocument(bytes: Uint8Array): LoopDocument {
  switch (documentKind(bytes)) {
    case 'request':
      return readRequest(bytes)
    case 'answer':
      return readAnswer(bytes)
    case 'assessment':
      return readAssessment(bytes)
    case null:
      throw badDocument('it does not begin like one of version 1')
  }
}

/** What came of one document, in words for people. */
export const VERDICTS = {
  good: {
    en: 'Signed by the key named, and about this bundle.',
    ar: 'موقعة بالمفتاح المذكور وتخص هذه الحزمة.',
  },
  'loop/unknown-signer': {
    en: 'Signed by a key that you did not give: whose it is, is not checked.',
    ar: 'موقعة بمفتاح لم تقدمه: لم يفحص لمن هو.',
  },
  'loop/later-bundle': {
    en: 'About a later state of this bundle than the view shows: get a newer view.',
    ar: 'تخص حالة لاحقة من هذه الحزمة غير الظاهرة هنا: اطلب نسخة أحدث.',
  },
  'loop/other-key': {
    en: 'Signed under the name of a key that you gave, by another key: somebody may be posing as its holder.',
    ar: 'موقعة باسم مفتاح قدمته ولكن بمفتاح آخر: قد يكون هناك من ينتحل صفة صاحبه.',
  },
  'loop/not-the-documenter': {
    en: 'An answer that the documenter of this bundle did not sign.',
    ar: 'جواب لم توقعه الجهة الموثقة لهذه الحزمة.',
  },
  'loop/other-bundle': { en: 'About another bundle.', ar: 'تخص حزمة أخرى.' },
  'loop/fork': {
    en: 'About a state of this bundle that the view does not continue: two histories were shown under one key.',
    ar: 'تخص حالة من هذه الحزمة لا تكملها هذه النسخة: عُرض تاريخان بمفتاح واحد.',
  },
  'loop/unknown-record': {
    en: 'Names a record that the bundle did not have in that state.',
    ar: 'تذكر سجلا لم يكن في الحزمة في تلك الحالة.',
  },
  'loop/false-opening': {
    en: 'Opens values that are not those fixed when the checkpoint was signed.',
    ar: 'تفتح قيما ليست القيم المثبتة عند توقيع نقطة التحقق.',
  },
  'loop/other-request': {
    en: 'Opens what the request did not ask for.',
    ar: 'تفتح ما لم يطلبه الطلب.',
  },
  'loop/bad-document': {
    en: 'Not a whole document of the review loop.',
    ar: 'ليست وثيقة كاملة من وثائق المراجعة.',
  },
  'loop/bad-signature': {
    en: 'Not signed by the key that it names: altered, or damaged.',
    ar: 'غير موقعة بالمفتاح الذي تذكره: غُيرت أو تلفت.',
  },
} as const satisfies Readonly<Record<string, { readonly en: string; readonly ar: string }>>

export type Verdict = keyof typeof VERDICTS

/** Verdicts that are neither good nor bad. */
const OPEN: readonly Verdict[] = ['loop/unknown-signer', 'loop/later-bundle']

/** One document and what came of it. */
export interface CheckedDocument {
  readonly status: Status
  readonly verdict: Verdict
  /** Null where it could not be read. */
  readonly document: LoopDocument | null
  /** Of an assessment about this bundle: what is new of each of its subjects, in their order. */
  readonly since: readonly NewSince[]
  /** Of an answer whose request is among the documents: who was asked for and is not opened, ids in hexadecimal. */
  readonly unopened: readonly string[] | null
}

/** What documents are checked against. */
export interface Bundle {
  /** Of the verified view; it must be `ok`. */
  readonly report: Report
  /** Verification key of the documenter. */
  readonly key: string
  /** The view's records, with the roots at the sizes that the documents name. */
  readonly reviewed: Reviewed
  /** The records of an older view of the same log. */
  readonly earlier?: Reviewed
}

/** Reads documents of any kinds; where one cannot be read, why. */
export const readDocuments = (files: readonly Uint8Array[]): readonly (LoopDocument | Verdict)[] =>
  files.map((bytes) => {
    try {
      return readDocument(bytes)
    } catch (error) {
      if (!(error instanceof AmanaError)) throw error
      return error.code === 'loop/bad-signature' ? 'loop/bad-signature' : 'loop/bad-document'
    }
  })

/**
 * Checks documents against a bundle.
 * @param read what {@link readDocuments} gave, and the {@link Reviewed} of the bundle was told
 * @param reviewers verification keys of those whose requests and assessments are expected, had by another way than the documents
 * @returns what came of each, in their order
 * @throws {AmanaError} `loop/not-verified` where the view fails a check; `log/bad-key`
 */
export function checkDocuments(
  bundle: Bundle,
  read: readonly (LoopDocument | Verdict)[],
  reviewers: readonly string[] = [],
): readonly CheckedDocument[] {
  if (!bundle.report.ok)
    throw new AmanaError('loop/not-verified', 'The view fails a check: nothing can be checked against it.')
  const known = reviewers.map((key) => key.trim())
  const requests = new Map(
    read.flatMap((one) =>
      typeof one !== 'string' && one.kind === 'request' ? [[toHex(one.digest), one] as const] : [],
    ),
  )
  return read.map((document): CheckedDocument => {
    if (typeof document === 'string')
      return { status: 'fail', verdict: document, document: null, since: [], unopened: null }
    const request = document.kind === 'answer' ? requests.get(toHex(document.request)) : undefined
    const verdict = verdictOf(bundle, document, request, known)
    const status = verdict === 'good' ? 'pass' : OPEN.includes(verdict) ? 'not-checked' : 'fail'
    const { reviewed, earlier } = bundle
    return {
      status,
      verdict,
      document,
      since:
        document.kind === 'assessment' && status !== 'fail' && verdict !== 'loop/later-bundle'
          ? document.records.map((id) =>
              newSince(document.about, toHex(id), document.checkpoint.size, reviewed, earlier),
            )
          : [],
      unopened:
        document.kind === 'answer' && request !== undefined && status !== 'fail'
          ? request.records.map(toHex).filter((id) => !document.persons.some((one) => toHex(one.id) === id))
          : null,
    }
  })
}

function verdictOf(
  { report, key, reviewed }: Bundle,
  document: LoopDocument,
  request: OpeningRequest | undefined,
  known: readonly string[],
): Verdict {
  const { checkpoint, by, kind } = document
  const isKnown = known.includes(by)
  const isNamed = () => known.some((each) => parseVerifierKey(each).name === parseVerifierKey(by).name)
  if (kind === 'answer' && by !== key.trim()) return 'loop/not-the-documenter'
  if (kind !== 'answer' && !isKnown && isNamed()) return 'loop/other-key'
  if (checkpoint.origin !== report.origin) return 'loop/other-bundle'
  if (checkpoint.size > reviewed.size) return 'loop/later-bundle'
  if (!equal(reviewed.rootAt(checkpoint.size) ?? new Uint8Array(0), checkpoint.root)) return 'loop/fork'
  const isThere = (recordKind: 'person' | 'incident' | 'statement', id: Uint8Array) =>
    reviewed.of(recordKind, toHex(id)).some(({ at }) => at < checkpoint.size)
  switch (document.kind) {
    case 'answer':
      if (!document.persons.every((one) => isSignedAs(reviewed, one, checkpoint.size)))
        return 'loop/false-opening'
      return request === undefined || isAnswerTo(document, request) ? 'good' : 'loop/other-request'
    case 'request':
      if (!document.records.every((id) => isThere('person', id))) return 'loop/unknown-record'
      break
    case 'assessment': {
      const about = document.about === 'claim' ? 'statement' : 'incident'
      if (!document.records.every((id) => isThere(about, id))) return 'loop/unknown-record'
    }
  }
  return isKnown ? 'good' : 'loop/unknown-signer'
}

/** Whether an opened person is the newest revision that the log had of it, with the root that was signed. */
function isSignedAs(
  reviewed: Reviewed,
  { id, revision, root }: OpeningAnswer['persons'][number],
  size: number,
): boolean {
  const entry = reviewed
    .of('person', toHex(id))
    .filter(({ at }) => at < size)
    .at(-1)
  return entry?.revision === revision && equal(entry.root, root)
}

const isAnswerTo = ({ checkpoint, fields, persons }: OpeningAnswer, request: OpeningRequest): boolean =>
  checkpoint.size === request.checkpoint.size &&
  (fields.length === 0 || fields.join() === request.fields.join()) &&
  persons.every(({ id }) => request.records.some((asked) => equal(asked, id)))

/** An opened value for people and for JSON: bytes in hexadecimal. */
export function shownValue(value: Value): unknown {
  if (value instanceof Uint8Array) return toHex(value)
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [key, shownValue(item as Value)]))
  return Array.isArray(value) ? (value as readonly Value[]).map(shownValue) : value
}
