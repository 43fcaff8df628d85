/** One line of the page where a task that runs shows how far it is and can be ended, and one where its end is told. */
import { AmanaError } from '@amana/codec'
import { Bench } from './bench.js'
import { isolated } from './catalogues.js'
import { button, h } from './dom.js'
import type { Progress } from './protocol.js'
import type { Words } from './words.js'

/** What went wrong, for people: the sentence and its code. */
export const messageOf = (error: unknown): string =>
  error instanceof AmanaError ? `${error.message} [${error.code}]` : String(error)

export class TaskBar {
  readonly bench = new Bench()
  readonly #message = h('p', { role: 'status', id: 'message' })
  readonly #running = h('div', { id: 'running' })
  readonly element = h('div', null, this.#message, this.#running)

  say(text: string): void {
    this.#message.textContent = text
  }

  /** Runs something in the worker, with progress and a way to end it; says how it ended. */
  async run(words: Words, work: (tell: (progress: Progress) => void) => Promise<void>): Promise<void> {
    const { run } = words
    const bar = h('progress', { 'aria-label': run.link })
    const text = h('span')
    const end = button(run.cancel, () => this.bench.cancel(), { id: 'cancel' })
    const line = h('p', { class: 'running' }, bar, text, end)
    this.say('')
    // A task that is under way ends with it, and takes its own line away.
    this.bench.cancel()
    this.#running.append(line)
    try {
      await work(({ step, name, done, all }) => {
        const told = {
          verify: run.verify(isolated(name)),
          hash: run.hash(isolated(name)),
          link: run.link,
          unlock: words.review.unlocking,
          receipt: words.receipts.searching,
          sample: words.samples.opening,
        }[step]
        if (text.textContent !== told) text.textContent = told
        bar.setAttribute('aria-label', told)
        if (all > 0) {
          bar.max = all
          bar.value = done
        } else bar.removeAttribute('value')
      })
      this.say(run.done)
    } catch (error) {
      const isCancelled = error instanceof AmanaError && error.code === 'web/cancelled'
      if (!isCancelled) this.say(`${run.failed} ${messageOf(error)}`)
      else if (this.#running.childElementCount === 1) this.say(run.cancelled)
    } finally {
      line.remove()
    }
  }
}
