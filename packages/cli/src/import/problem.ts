/** Why a row was not taken. A problem never carries a name: it is printed, logged and pasted into mails. */
export interface Problem {
  /** The line of the file as an editor numbers it (where the row begins), or the row of the sheet. */
  readonly line: number
  /** The header of the column as it stands in the table; empty where the whole row is meant. */
  readonly column: string
  /** Stable. */
  readonly code: `import/${string}` | `evidence/${string}`
  /** A sentence: what was found, and the form that is expected. */
  readonly reason: string
}

const WITHOUT_LETTERS = /^[\p{N}\p{P}\p{S}\p{Zs}]{1,24}$/u

/**
 * A cell's value in quotation marks, or "this value". Only what holds no letter is ever quoted: in a table whose columns
 * have slipped, a name stands where the date should be.
 */
export const quoted = (value: string): string => (WITHOUT_LETTERS.test(value) ? `“${value}”` : 'this value')
