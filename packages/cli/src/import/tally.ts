/** Counts what was taken with a remark, so that a million such cells make one sentence. */
export class Tally {
  private readonly seen = new Map<string, { count: number; readonly line: number }>()

  /** One more case of what `sentence` says, on a line. */
  add(sentence: string, line: number): void {
    const known = this.seen.get(sentence)
    if (known === undefined) this.seen.set(sentence, { count: 1, line })
    else known.count++
  }

  /** One sentence a remark, with its number and first line. */
  notes(): string[] {
    return [...this.seen].map(
      ([sentence, { count, line }]) =>
        `${sentence} (${count} ${count === 1 ? `row, on line ${line}` : `rows, first on line ${line}`}).`,
    )
  }
}
