/** Progress of long work on stderr: a bar at a terminal, a line now and then elsewhere; silent for the first second. */
import progress, { type SingleBar } from 'cli-progress'

const SILENT_MS = 1000
const LINE_MS = 5000

/** Tells how far a piece of work is. */
export class Progress {
  readonly #what: string
  readonly #begun = Date.now()
  #bar: SingleBar | null = null
  #lastLine = 0

  constructor(what: string) {
    this.#what = what
  }

  /** To be called as often as is convenient; the note, if any, stands behind the numbers. */
  readonly update = (done: number, all: number, note = ''): void => {
    const now = Date.now()
    if (now - this.#begun < SILENT_MS) return
    if (!process.stderr.isTTY) {
      if (now - Math.max(this.#lastLine, this.#begun) < (this.#lastLine === 0 ? SILENT_MS : LINE_MS)) return
      this.#lastLine = now
      process.stderr.write(
        `${this.#what}: ${done}${all > 0 ? ` of ${all} (${Math.floor((100 * done) / all)} %)` : ''}${note === '' ? '' : `, ${note}`}\n`,
      )
      return
    }
    if (this.#bar === null) {
      const format = `${this.#what} {bar} {percentage} %  {value} of {total}  {eta_formatted} left  {note}`
      this.#bar = new progress.SingleBar({
        format,
        stream: process.stderr,
        clearOnComplete: true,
        hideCursor: true,
        formatBar: progress.Format.BarFormat,
      })
      this.#bar.start(all, done, { note })
    } else {
      this.#bar.setTotal(all)
      this.#bar.update(done, { note })
    }
  }

  /** Clears the bar. */
  readonly stop = (): void => {
    this.#bar?.stop()
    this.#bar = null
  }

  /** Runs a piece of work with its progress. */
  static async during<T>(what: string, work: (update: Progress['update']) => T | Promise<T>): Promise<T> {
    const progress = new Progress(what)
    try {
      return await work(progress.update)
    } finally {
      progress.stop()
    }
  }
}
