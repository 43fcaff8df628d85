/** The report of a verification: its checks, its claims, its totals. */
import type { Kind } from '@amana/records'
import type { Audience } from './audience.js'
import {
  CHECKS,
  type CheckId,
  FAULTS,
  type Fault,
  type Language,
  NOT_PROVEN,
  PROVES,
  REASONS,
  type Reason,
} from './sentences.js'

/** `pass`: proven, in the words of the statement. `fail`: shown to be wrong. `not-checked`: neither; see the reason. */
export type Status = 'pass' | 'fail' | 'not-checked'

/** One check: what passing it proves, and where it did not pass, why. */
export interface Check {
  readonly id: CheckId
  readonly status: Status
  readonly statement: string
  readonly reason?: string
  /** Of some failures: what went wrong, for programs. */
  readonly code?: Fault
}

/**
 * What a revision after the earlier view says of its record. `amended`: also where it was only issued again beside an
 * amended one, which looks the same; `revised`: that there is one, for what it says is closed in this view.
 */
export type ChangeKind = 'added' | 'amended' | 'withdrawn' | 'relisted' | 'revised'

/** One revision that an earlier view did not have. */
export interface Change {
  readonly change: ChangeKind
  readonly kind: Exclude<Kind, 'statement'>
  /** Id of the record in hexadecimal. */
  readonly id: string
  readonly revision: number
  /** Why it was withdrawn, a code of the vocabulary; null where it was not, or where the reason is closed. */
  readonly reason: string | null
}

/** What witnesses say of a checkpoint. */
export interface Witnessed {
  /** Names of the keys that cosigned, as far as the policy knows them. */
  readonly by: readonly string[]
  /** The time by which a quorum of them had seen it, `YYYY-MM-DDThh:mm:ssZ`. */
  readonly time: string
}

/** A claim beside what was counted or proven; `counted` is null where the view allows neither. */
export interface ClaimCheck {
  readonly text: string
  readonly stated: number
  readonly counted: number | null
  readonly status: Status
  readonly reason?: string
}

/** A table of listed persons that is proven though what it counts is closed. */
export interface ProvenTable {
  readonly fields: readonly string[]
  /** `values`: of each tuple of the cell, one for each field, ids in hexadecimal. All tuples of a cell share its count. */
  readonly cells: readonly {
    readonly values: readonly (readonly (string | null)[])[]
    readonly count: number
  }[]
}

/**
 * Records that stand, by kind; withdrawn ones are counted apart where their status is open or proven. Of `closed` incidents, persons and files nothing
 * tells whether they stand: they are counted as standing, and so many may be withdrawn.
 */
export interface Totals {
  readonly entries: number
  readonly incidents: number
  readonly persons: number
  readonly evidence: number
  readonly statements: number
  readonly withdrawn: number
  readonly closed: number
}

/** What verification found. `ok`: no check and no claim failed. It says nothing of what was not checked. */
export interface Report {
  readonly ok: boolean
  readonly checks: readonly Check[]
  readonly claims: readonly ClaimCheck[]
  /** Tables over closed fields whose proofs hold. */
  readonly tables: readonly ProvenTable[]
  readonly totals: Totals | null
  readonly audience: Audience | null
  /** Why the documenter handed the view out although it may single people out; null where the gate let it pass, or was not asked. */
  readonly override: string | null
  readonly origin: string | null
  readonly size: number | null
  /** Root of the log in hexadecimal: recipients who see the same one see the same log. */
  readonly root: string | null
  /** The root for comparing by telephone: English words, or digits in Arabic. */
  readonly words: string | null
  /** The checkpoint in one line of text, for somebody else to compare with. */
  readonly line: string | null
  readonly release: number | null
  /** The time that the documenter states. */
  readonly time: string | null
  /** Which witnesses the policy asks for saw this checkpoint; null where they are not enough. */
  readonly witnessed: Witnessed | null
  /** What was appended since the earlier view, where one was given and `history` passes: how much, and each
   * revision in the order of the log. */
  readonly since:
    | ({ readonly size: number; readonly changes: readonly Change[] } & Readonly<Record<ChangeKind, number>>)
    | null
}

/** The checks so far. The first failure of a check stands. */
export class Findings {
  readonly #found = new Map<CheckId, { status: Status; reason?: string; code?: Fault }>()
  readonly #language: Language

  constructor(language: Language) {
    this.#language = language
  }

  pass(id: CheckId): void {
    if (!this.#found.has(id)) this.#found.set(id, { status: 'pass' })
  }

  fail(id: CheckId, reason: string): void {
    if (this.statusOf(id) !== 'fail') this.#found.set(id, { status: 'fail', reason })
  }

  /** A failure that has a code, and a sentence in each language. */
  fault(id: CheckId, code: Fault): void {
    if (this.statusOf(id) !== 'fail')
      this.#found.set(id, { status: 'fail', reason: FAULTS[code][this.#language], code })
  }

  skip(id: CheckId, reason: Reason): void {
    if (!this.#found.has(id))
      this.#found.set(id, { status: 'not-checked', reason: REASONS[reason][this.#language] })
  }

  statusOf(id: CheckId): Status | undefined {
    return this.#found.get(id)?.status
  }

  checks(): readonly Check[] {
    return CHECKS.map((id) => {
      const { status, reason, code } = this.#found.get(id) ?? {
        status: 'not-checked' as const,
        reason: REASONS.stopped[this.#language],
        code: undefined,
      }
      const proves = PROVES[id][this.#language]
      return {
        id,
        status,
        // A program may show the statement alone: it must not say what was not proven.
        statement: status === 'pass' ? proves : `${NOT_PROVEN[this.#language]} ${proves}`,
        ...(reason === undefined ? {} : { reason }),
        ...(code === undefined ? {} : { code }),
      }
    })
  }
}
