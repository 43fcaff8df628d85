/** The report of a verification: its checks, its claims, its totals. */
import type { Audience } from './audience.js'
import { CHECKS, type CheckId, type Language, NOT_PROVEN, PROVES, REASONS, type Reason } from './sentences.js'

/** `pass`: proven, in the words of the statement. `fail`: shown to be wrong. `not-checked`: neither; see the reason. */
export type Status = 'pass' | 'fail' | 'not-checked'

/** One check: what passing it proves, and where it did not pass, why. */
export interface Check {
  readonly id: CheckId
  readonly status: Status
  readonly statement: string
  readonly reason?: string
}

/** A claim beside what was counted; `counted` is null where the view does not let it be counted. */
export interface ClaimCheck {
  readonly text: string
  readonly stated: number
  readonly counted: number | null
  readonly status: Status
  readonly reason?: string
}

/** Records that stand, by kind; withdrawn ones are counted apart where their status is open. */
export interface Totals {
  readonly entries: number
  readonly incidents: number
  readonly persons: number
  readonly evidence: number
  readonly statements: number
  readonly withdrawn: number
}

/** What verification found. `ok`: no check and no claim failed. It says nothing of what was not checked. */
export interface Report {
  readonly ok: boolean
  readonly checks: readonly Check[]
  readonly claims: readonly ClaimCheck[]
  readonly totals: Totals | null
  readonly audience: Audience | null
  readonly origin: string | null
  readonly size: number | null
  /** Root of the log in hexadecimal: recipients who see the same one see the same log. */
  readonly root: string | null
  readonly release: number | null
  /** The time that the documenter states. */
  readonly time: string | null
  /** What was appended since the earlier view, where one was given. Re-issued records count as amended: they cannot be told apart. */
  readonly since: {
    readonly size: number
    readonly added: number
    readonly amended: number
    readonly withdrawn: number
  } | null
}

/** The checks so far. The first failure of a check stands. */
export class Findings {
  readonly #found = new Map<CheckId, { status: Status; reason?: string }>()
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

  skip(id: CheckId, reason: Reason): void {
    if (!this.#found.has(id))
      this.#found.set(id, { status: 'not-checked', reason: REASONS[reason][this.#language] })
  }

  statusOf(id: CheckId): Status | undefined {
    return this.#found.get(id)?.status
  }

  checks(): readonly Check[] {
    return CHECKS.map((id) => {
      const { status, reason } = this.#found.get(id) ?? {
        status: 'not-checked' as const,
        reason: REASONS.stopped[this.#language],
      }
      const proves = PROVES[id][this.#language]
      return {
        id,
        status,
        // A program may show the statement alone: it must not say what was not proven.
        statement: status === 'pass' ? proves : `${NOT_PROVEN[this.#language]} ${proves}`,
        ...(reason === undefined ? {} : { reason }),
      }
    })
  }
}
