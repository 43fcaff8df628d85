/** What page and worker say to each other. All of it is plain data that can be cloned; rows by the hundred thousand go as columns. */
import type {
  Asked,
  Assessed,
  Audience,
  CheckedFile,
  Commitment,
  Condition,
  Draw,
  Language,
  PageContent,
  Randomness,
  ReceiptFinding,
  Report,
  SpotCheck,
  Wish,
} from '@amana/bundle'
import type { ErrorCode } from '@amana/codec'
import type { Finding, Naming } from '@amana/evidence'
import type { StatedDecision } from '@amana/linkage'
import type { Kind } from '@amana/records'
import type { ReceiptProblem, Unscanned } from './receipt-words.js'

/** A view that the reader gave, numbered by the page. */
export interface GivenView {
  readonly id: number
  readonly name: string
  readonly file: Blob
}

/** A file of evidence; `path` is relative to the folder that was given. */
export interface GivenFile {
  readonly path: string
  readonly file: File
}

/** What the reader gives beside views and keys: texts, as they stand in the files. */
export interface GivenBeside {
  /** A file of seen checkpoints, as `amana verify --seen` reads and writes it; a new one where it is the first time. */
  readonly seen: string | null
  /** Whose cosignatures count, and cosignatures. */
  readonly policy: string | null
  readonly cosignatures: readonly string[]
  /** The line of another reader, or the words of his root; empty where there is none. */
  readonly said: string
}

/** What the worker is asked to do. */
export type Task =
  | {
      readonly task: 'verify'
      readonly views: readonly GivenView[]
      readonly keys: readonly string[]
      readonly beside: GivenBeside
      readonly language: Language
      /** Of the review loop. */
      readonly documents: readonly GivenView[]
      /** Verification keys of reviewers. */
      readonly reviewers: readonly string[]
    }
  | UnlockTask
  | SignTask
  | {
      readonly task: 'link'
      readonly views: readonly GivenView[]
      readonly keys: readonly string[]
      readonly language: Language
      readonly decisions: readonly StatedDecision[]
    }
  | {
      readonly task: 'audit'
      readonly view: GivenView
      readonly keys: readonly string[]
      readonly language: Language
      readonly files: readonly GivenFile[]
    }
  | ReceiptTask
  | ScanTask
  | SampleTask

/** A step of the auditor's side of a spot check. */
export interface SampleTask {
  readonly task: 'sample'
  readonly view: GivenView
  readonly keys: readonly string[]
  readonly language: Language
  readonly asked: SampleAsked
}

/** Numbers and requests are the texts of their files. */
export type SampleAsked =
  | { readonly step: 'plan' | 'commit'; readonly wish: Wish }
  | { readonly step: 'draw'; readonly wish: Wish; readonly beacon: string }
  | { readonly step: 'draw'; readonly secret: string; readonly share: string }
  | ({ readonly step: 'check'; readonly request: string; readonly bad: readonly string[] } & (
      | { readonly answer: Blob; readonly unlock: string; readonly opened?: undefined }
      | { readonly opened: Uint8Array }
    ))

/** To look for the record of a family's six words. */
export interface ReceiptTask {
  readonly task: 'receipt'
  readonly views: readonly GivenView[]
  readonly keys: readonly string[]
  readonly language: Language
  readonly words: string
  /** The text of the code of a page, where there is one. */
  readonly code: string | null
}

/** To read the code of a page from a picture. */
export interface ScanTask {
  readonly task: 'scan'
  readonly image: Blob | ImageBitmap
}

/** A reviewer's key file and what opens it. The worker keeps the key until it is told otherwise, or ends. */
export interface UnlockTask {
  readonly task: 'unlock'
  /** The key file, and identity files. */
  readonly files: readonly Blob[]
  /** Empty where identities open it. */
  readonly passphrase: string
}

/** A document to be signed by the key that was opened, about a view. */
export interface SignTask {
  readonly task: 'sign'
  readonly view: GivenView
  readonly keys: readonly string[]
  readonly language: Language
  readonly make: Requesting | Assessing
  /** Stated: `YYYY-MM-DDThh:mm:ssZ`. */
  readonly time: string
}

/** What is asked for: persons by their ids, or else by what is open of them. */
export interface Requesting extends Omit<Asked, 'checkpoint' | 'records'> {
  readonly kind: 'request'
  /** Beginnings of ids, in hexadecimal. */
  readonly ids: readonly string[]
  readonly where: readonly Condition[]
}

/** What was found of one incident or claim; `id` in hexadecimal. */
export interface Assessing extends Omit<Assessed, 'checkpoint' | 'records'> {
  readonly kind: 'assessment'
  readonly id: string
}

/** Who signs: the public part of an opened key. */
export interface Opened {
  readonly name: string
  readonly key: string
}

/** A document that was signed. */
export interface Made {
  readonly bytes: Uint8Array
  /** The records that it is about. */
  readonly records: number
}

/** How far a task has come. `all` is 0 where that is not known. */
export interface Progress {
  readonly step: 'verify' | 'link' | 'hash' | 'unlock' | 'receipt' | 'sample'
  readonly name: string
  readonly done: number
  readonly all: number
}

/** What the worker answers. */
export type Answer =
  | { readonly progress: Progress }
  | { readonly result: unknown }
  | { readonly error: { readonly code: ErrorCode; readonly message: string } }

/** All views, verified, and the file of seen checkpoints as it is then; null where none was given. */
export interface Verified {
  readonly views: readonly VerifiedView[]
  readonly seen: string | null
}

/** One view, verified. */
export interface VerifiedView {
  readonly id: number
  readonly name: string
  /** The key it was verified with: the first that signed it, or else the first given. */
  readonly key: string
  /** The view it was compared with: one of the same size and another root, or the latest older one of the same log. */
  readonly older: string | null
  /** What is not of the same history under the same key; `other` is null where it is what was seen before. */
  readonly fork: { readonly other: string | null; readonly line: string | null } | null
  /** As `verifyView` gives it, save that of very many changes only the first are listed. */
  readonly report: Report
  /** The whole report with the file's name, as `amana verify --json` prints it. */
  readonly json: Blob
  /** Null where the report is not ok: what does not verify is not shown. */
  readonly contents: Contents | null
  /** What came of the documents that are checked against it; null where there are none. */
  readonly reviews: Reviews | null
}

/** Documents of the review loop beside a view. */
export interface Reviews {
  /** Whether none failed. */
  readonly ok: boolean
  readonly checked: readonly CheckedFile[]
  /** How many were given: where the view fails a check, none is checked. */
  readonly given: number
  /** What incidents and claims that they name are called in the view, by id in hexadecimal. */
  readonly labels: ReadonlyMap<string, string>
}

/** What is inside a verified view. */
export interface Contents {
  readonly audience: Audience
  readonly kinds: readonly KindContents[]
  /** Incidents that stand, by date. */
  readonly incidents: readonly Incident[]
  /** What is known of the persons that stand, one column a field. */
  readonly columns: readonly Column[]
  readonly persons: number
  /** Claims that stand and whose words are open. */
  readonly claims: readonly { readonly id: string; readonly text: Readonly<Record<Language, string>> }[]
  /** Files of evidence that stand and whose hashes are open. */
  readonly listed: number
  readonly linkable: boolean
}

/** The records of one kind, and in how many of those that stand each field is open. */
export interface KindContents {
  readonly kind: Kind
  readonly records: number
  readonly withdrawn: number
  readonly fields: readonly { readonly name: string; readonly open: number; readonly sealed: boolean }[]
}

/** An incident as far as it is open. */
export interface Incident {
  readonly id: string
  readonly label: string | null
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date: string | null
  readonly place: string | null
  readonly governorate: string | null
  /** Degrees, WGS 84. */
  readonly latitude: number | null
  readonly longitude: number | null
  readonly placePrecision: string | null
  readonly cause: string | null
  readonly party: string | null
  /** Listed persons whose incident is open and is this one. */
  readonly persons: number
}

/** In a column: the field is closed in this record. */
export const CLOSED = -1
/** In a column: the field is open and empty. */
export const EMPTY = -2

/** One field of all persons: of their own record, or of their incident's. */
export interface Column {
  readonly of: 'person' | 'incident'
  readonly field: string
  /** Codes, ids in hexadecimal, texts, or months. */
  readonly values: readonly string[]
  /** Of each person the number of the value, {@link CLOSED} or {@link EMPTY}. */
  readonly codes: Int32Array
}

/** A record of a pair. */
export interface Linked {
  readonly view: string
  readonly id: string
  readonly incident: string | null
  readonly date: string | null
  readonly place: string | null
}

/** Two records that may be one person. */
export interface Pair {
  readonly a: Linked
  readonly b: Linked
  readonly probability: number
  /** Empty for a pair that nobody would have looked at, had it not been decided. */
  readonly reason: string
}

/** What linking found. The numbers are those of `amana link`. */
export interface Links {
  readonly lists: readonly { readonly view: string; readonly persons: number; readonly repeated: number }[]
  readonly sets: readonly { readonly views: readonly string[]; readonly persons: number }[]
  readonly distinct: number
  readonly unique: number
  readonly low: number
  readonly high: number
  /** Lists of which no two records resemble each other. */
  readonly strangers: readonly (readonly [string, string])[]
  /** Decisions obeyed, and lines of those that name no record listed here. */
  readonly held: number
  readonly unknown: readonly number[]
  /** In doubt, the most telling first, then those taken for one person, the likeliest first. */
  readonly doubted: readonly Pair[]
  readonly taken: readonly Pair[]
  /** About which somebody decided. */
  readonly decided: readonly Pair[]
  readonly allDoubted: number
  readonly allTaken: number
}

/** What comparing files with a manifest found. The words are those of `amana audit`. */
export interface Audited {
  readonly findings: readonly Finding[]
  readonly allFindings: number
  readonly listed: number
  readonly closed: number
  readonly files: number
  readonly bytes: number
  readonly naming: Naming
}

/** What the words of a receipt led to, or what is wrong with them; the words themselves are in none of it. */
export type ReceiptAnswer =
  | { readonly problem: ReceiptProblem; readonly at: number }
  | {
      /** What the page says; null where there is none. */
      readonly page: PageContent | null
      /** Views that verified; nothing is looked for in one of another log than the page names. */
      readonly views: readonly { readonly name: string; readonly finding: ReceiptFinding | null }[]
    }

/** The code of a page as text, or what was seen instead. */
export type Scanned = { readonly code: string } | { readonly code: null; readonly saw: Unscanned }

/** What a step of a spot check led to. */
export type Sampled =
  | ({
      readonly step: 'plan'
      /** What would be drawn, with none of it bad. */
      readonly draw: Draw
      readonly fewerThan: number
      readonly confidence: number
    } & Partial<Commitment>)
  | {
      readonly step: 'draw'
      /** The text of the request's file. */
      readonly request: string
      readonly drawn: number
      readonly population: number
    }
  | {
      readonly step: 'check'
      readonly found: SpotCheck
      readonly randomness: Randomness
      /** What `amana sample check --json` prints. */
      readonly json: string
      /** The opened answer, to be checked again when a record is found to be bad. */
      readonly opened: Uint8Array
    }
