/** Exit codes, the same for every command. */
export const EXIT = {
  /** All good. */
  good: 0,
  /** Evidence failed a check. */
  failed: 1,
  /** Misuse, or input that cannot be taken. */
  misuse: 2,
  /** Refused, because it would give too much away. */
  refused: 3,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
