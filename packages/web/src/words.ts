/** The words of the page. Two catalogues of one type, so that neither language can miss a sentence. */
import type { ChangeKind, Purpose, Status } from '@amana/bundle'
import type { FindingKind, Naming } from '@amana/evidence'
import type { Kind } from '@amana/records'
import type { ReceiptTexts } from './receipt-words.js'
import type { SampleTexts } from './sample-words.js'

/** Every text of the page in one language. Texts of checks and claims stand in the report. */
export interface Words {
  readonly title: string
  readonly tagline: string
  readonly language: string
  readonly more: (count: string) => string
  readonly give: {
    readonly title: string
    readonly help: string
    readonly files: string
    readonly drop: string
    readonly given: string
    readonly remove: (name: string) => string
    readonly key: string
    readonly keyHelp: string
    readonly verify: string
    readonly clear: string
    readonly noFile: string
    readonly noKey: string
    readonly badKey: string
    readonly tookKey: (name: string) => string
    readonly tookDecisions: (name: string, count: number) => string
    readonly tookViews: (count: number) => string
  }
  readonly beside: {
    readonly title: string
    readonly help: string
    readonly files: string
    readonly kinds: Readonly<Record<'seen' | 'policy' | 'cosignature', string>>
    readonly took: Readonly<Record<'seen' | 'policy' | 'cosignature', (name: string) => string>>
    readonly first: string
    readonly said: string
    readonly saidHelp: string
    readonly noPolicy: string
    readonly forks: {
      readonly title: string
      readonly both: (name: string, other: string) => string
      readonly seen: (name: string) => string
      readonly keep: string
    }
    readonly seen: {
      readonly title: string
      readonly changed: string
      readonly same: string
      readonly save: string
    }
    readonly line: { readonly title: string; readonly help: string; readonly words: string }
  }
  readonly run: {
    readonly cancel: string
    readonly cancelled: string
    readonly failed: string
    readonly verify: (name: string) => string
    readonly link: string
    readonly hash: (name: string) => string
    readonly done: string
  }
  readonly verdict: {
    readonly title: string
    readonly views: string
    readonly columns: readonly [string, string, string, string]
    readonly show: (name: string) => string
    readonly good: string
    readonly bad: string
    readonly goodShort: string
    readonly badShort: string
    readonly counts: (pass: string, fail: string, unchecked: string) => string
    readonly hidden: string
    readonly closing: string
  }
  readonly checks: {
    readonly title: string
    readonly help: string
    readonly statuses: Readonly<Record<Status, string>>
    readonly what: string
    readonly found: string
    readonly how: string
    readonly why: string
  }
  readonly facts: {
    readonly title: string
    readonly file: string
    readonly audience: string
    readonly audiences: Readonly<Record<string, string>>
    readonly release: string
    readonly time: string
    readonly witnessed: string
    readonly origin: string
    readonly size: string
    readonly key: string
    readonly root: string
    readonly rest: string
    readonly none: string
  }
  readonly claims: {
    readonly title: string
    readonly help: string
    readonly columns: readonly [string, string, string, string]
    readonly reason: string
    readonly none: string
  }
  readonly totals: {
    readonly title: string
    readonly names: Readonly<Record<string, string>>
  }
  readonly since: {
    readonly title: (older: string) => string
    readonly none: string
    readonly kinds: Readonly<Record<ChangeKind, string>>
    readonly columns: readonly [string, string, string, string, string]
    readonly list: string
  }
  readonly incidents: {
    readonly title: string
    readonly none: string
    readonly timeLine: string
    readonly timeHelp: string
    readonly map: string
    readonly mapHelp: string
    readonly noPlace: (count: string) => string
    readonly noDate: (count: string) => string
    readonly notDrawn: (count: string) => string
    readonly columns: readonly [string, string, string, string, string, string, string]
    readonly persons: (count: string) => string
    readonly unnamed: string
  }
  readonly crosstab: {
    readonly title: string
    readonly help: string
    readonly none: string
    readonly rows: string
    readonly columns: string
    readonly nothing: string
    readonly ofIncident: (field: string) => string
    readonly closed: string
    readonly empty: string
    readonly others: (count: string) => string
    readonly all: string
    readonly share: string
    readonly bar: string
    readonly yes: string
    readonly no: string
  }
  readonly fields: {
    readonly title: string
    readonly help: string
    readonly columns: readonly [string, string]
    readonly kinds: Readonly<Record<Kind, string>>
    readonly one: Readonly<Record<Kind, string>>
    readonly open: string
    readonly part: (count: string, all: string) => string
    readonly closed: string
    readonly sealed: string
    readonly withdrawn: (count: string) => string
  }
  readonly link: {
    readonly title: string
    readonly help: string
    readonly start: string
    readonly again: string
    readonly lists: string
    readonly listColumns: readonly [string, string, string]
    readonly sets: string
    readonly setColumns: readonly [string, string]
    readonly distinct: (distinct: string, unique: string, low: string, high: string) => string
    readonly strangers: (a: string, b: string) => string
    readonly held: (count: string) => string
    readonly unknown: (count: string) => string
    readonly doubted: (count: string) => string
    readonly taken: (count: string) => string
    readonly decided: (count: string) => string
    readonly none: string
    readonly probability: (percent: string) => string
    readonly record: string
    readonly decide: string
    readonly verdicts: { readonly same: string; readonly different: string; readonly open: string }
    readonly why: string
    readonly by: string
    readonly byHelp: string
    readonly closing: string
  }
  readonly audit: {
    readonly title: string
    readonly help: (listed: string) => string
    readonly files: string
    readonly folder: string
    readonly drop: string
    readonly none: string
    readonly some: (count: string) => string
    readonly counted: (listed: string, read: string, bytes: string) => string
    readonly naming: Readonly<Record<Naming, string>>
    readonly closed: (count: string) => string
    readonly kinds: Readonly<Record<FindingKind, string>>
    readonly columns: readonly [string, string, string]
    readonly sealedName: string
    readonly closing: string
  }
  /** Documents of the review loop; their own words are the library's. */
  readonly review: {
    readonly hint: string
    readonly given: string
    readonly took: (name: string) => string
    readonly tookKey: (name: string) => string
    readonly secret: (name: string) => string
    readonly title: string
    readonly unchecked: (count: string) => string
    readonly failed: (count: string) => string
    readonly comma: string
    readonly purposes: Readonly<Record<Purpose, string>>
    readonly openedTitle: string
    readonly opened: (count: string, closed: string | null) => string
    readonly notOpened: string
    readonly unlocking: string
  }
  readonly reviewMaking: {
    readonly title: string
    readonly help: string
    readonly keyTitle: string
    readonly keyFiles: string
    readonly keyTaken: (names: string) => string
    readonly passphrase: string
    readonly keyHelp: string
    readonly openKey: string
    readonly opened: (name: string) => string
    readonly forget: string
    readonly forgotten: string
    readonly ask: string
    readonly askHelp: string
    readonly whom: string
    readonly any: string
    readonly ids: string
    readonly idsHelp: string
    readonly chosen: (count: string) => string
    readonly closed: (fields: string) => string
    readonly fields: string
    readonly isOpen: (field: string) => string
    readonly purpose: string
    readonly until: string
    readonly text: string
    readonly assess: string
    readonly assessHelp: string
    readonly about: string
    readonly finding: string
    readonly reasons: string
    readonly grade: string
    readonly noGrade: string
    readonly sign: string
    readonly signed: (records: string) => string
    readonly needKey: string
    readonly needPersons: string
    readonly idsOrValues: string
    readonly needFields: string
    readonly needDay: string
    readonly needReason: string
    readonly nothing: string
    /** By the code of an error. */
    readonly errors: Readonly<Record<string, string>>
  }
  readonly receipts: ReceiptTexts
  readonly samples: SampleTexts
  readonly exports: {
    readonly title: string
    readonly help: string
    readonly json: string
    readonly html: string
    readonly print: string
    readonly decisions: string
    readonly noDecision: string
    readonly needName: string
    readonly report: string
  }
}
