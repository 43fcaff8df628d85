/** What the reader decided about pairs of records, until it is saved or the page is closed. */
import type { Decision, StatedDecision } from '@amana/linkage'
import type { Linked, Pair } from './protocol.js'

/** What was decided, on the page and in files that were given. */
export class Decided {
  readonly #pairs = new Map<string, { readonly decision: Decision; readonly isOwn: boolean }>()
  by = ''

  /** Decisions of a file; what is decided on the page wins over them. */
  take(decisions: readonly Decision[]): void {
    for (const decision of decisions) {
      const key = keyOf(decision.a, decision.b)
      if (this.#pairs.get(key)?.isOwn !== true) this.#pairs.set(key, { decision, isOwn: false })
    }
  }

  /** The decision about a pair; a file of decisions may name its records by the first digits of their ids. */
  of(pair: Pair): Decision | undefined {
    return this.#pairs.get(this.#keyOf(pair) ?? '')?.decision
  }

  #keyOf({ a, b }: Pair): string | undefined {
    const fit = (x: string, y: string) => a.id.startsWith(idOf(x)) && b.id.startsWith(idOf(y))
    return [...this.#pairs].find(([, { decision: one }]) => fit(one.a, one.b) || fit(one.b, one.a))?.[0]
  }

  decide(pair: Pair, verdict: Decision['verdict'] | '', why: string): void {
    this.#pairs.delete(this.#keyOf(pair) ?? '')
    if (verdict !== '')
      this.#pairs.set(keyOf(pair.a.id, pair.b.id), {
        decision: { a: nameOf(pair.a), b: nameOf(pair.b), verdict, by: '', why },
        isOwn: true,
      })
  }

  /** Forgets them all. */
  clear(): void {
    this.#pairs.clear()
    this.by = ''
  }

  /** Whether something was decided on the page, and nobody said who did. */
  get lacksName(): boolean {
    return this.by === '' && [...this.#pairs.values()].some(({ isOwn }) => isOwn)
  }

  /** All of them; those of the page are by whoever is named now. */
  all(): readonly Decision[] {
    return [...this.#pairs.values()].map(({ decision, isOwn }) =>
      isOwn ? { ...decision, by: this.by } : decision,
    )
  }

  /** All of them, numbered as lines. */
  stated(): readonly StatedDecision[] {
    return this.all().map((decision, i) => ({ ...decision, line: i + 1 }))
  }
}

/** A record is named by its id, as in a file of decisions: what stands before the colon is for people. */
const nameOf = ({ view, id }: Linked): string => `${view.replace(/\p{C}/gu, ' ')}:${id}`
const idOf = (name: string): string => name.slice(name.lastIndexOf(':') + 1).toLowerCase()
const keyOf = (a: string, b: string): string => [idOf(a), idOf(b)].sort().join(' ')
