/**
 * Whether two listed persons share a linkage key: given and family name and the year of death alike, and neither the ages nor the
 * fathers, where both are known, say that they are two. Read off the open tokens, without the key of the scope.
 */
import { encode, toHex, type Value } from '@amana/codec'
import { SLOTS, TOKEN_BYTES } from '@amana/linkage'

const slot = (name: (typeof SLOTS)[number]): number => SLOTS.indexOf(name)
const KEY = slot('given, family')
/** Tokens that are equal where both records know a thing, and tokens one of which is equal where it agrees. */
const PARTS = [
  { known: slot('age known'), same: [slot('age'), slot('age, second window'), slot('age, third window')] },
  { known: slot('father known'), same: [slot('father')] },
]
/** What stands before the tokens: scheme, normaliser, scope, epoch. */
const HEAD = 4
/** More persons of one key than this are not compared one by one: they are taken to share it. */
const MOST = 64

/** The tokens that are compared, in an order of their own. */
const KEPT = [KEY, ...PARTS.flatMap(({ known, same }) => [known, ...same])]
const WIDTH = KEPT.length * TOKEN_BYTES

const CLOSED = 0
const WITHDRAWN = 1
/** And the number of what the tokens are comparable with. */
const OPEN = 2

/** The tokens of the persons of a view, as far as they are open, in typed arrays. */
export class Distinctness {
  #rows = 0
  #tokens = new Uint8Array(WIDTH * 64)
  #states = new Uint32Array(64)
  /** What stands before the tokens, by its bytes: its number. */
  readonly #heads = new Map<string, number>()

  /**
   * Takes the newest revision of a person.
   * @param row its number, from 0 and without a gap
   * @param linkage undefined where it is closed
   */
  set(row: number, status: Value | undefined, linkage: Value | undefined): void {
    if (row >= this.#states.length) this.#grow()
    this.#rows = Math.max(this.#rows, row + 1)
    if (status === 'withdrawn') {
      this.#states[row] = WITHDRAWN
      return
    }
    const list = Array.isArray(linkage) ? (linkage as readonly Value[]) : []
    if (list.length !== HEAD + SLOTS.length || status === undefined) {
      this.#states[row] = CLOSED
      return
    }
    const head = toHex(encode(list.slice(0, HEAD)))
    if (!this.#heads.has(head)) this.#heads.set(head, this.#heads.size)
    this.#states[row] = OPEN + this.#heads.get(head)!
    for (const [i, at] of KEPT.entries())
      this.#tokens.set(list[HEAD + at] as Uint8Array, WIDTH * row + TOKEN_BYTES * i)
  }

  #grow(): void {
    const tokens = new Uint8Array(2 * this.#tokens.length)
    tokens.set(this.#tokens)
    this.#tokens = tokens
    const states = new Uint32Array(2 * this.#states.length)
    states.set(this.#states)
    this.#states = states
  }

  /**
   * `closed` where some tokens cannot be seen, `unlike` where they are of several scopes or epochs, `shared` where some persons share a
   * key; null without a person. Fillers look like keys: who has no name or year, or refused, counts as distinct.
   */
  conclude(): 'distinct' | 'shared' | 'unlike' | 'closed' | null {
    const states = this.#states.subarray(0, this.#rows)
    const listed = states.reduce((count, state) => count + Number(state !== WITHDRAWN), 0)
    if (listed === 0) return null
    if (states.includes(CLOSED)) return 'closed'
    const rows = new Uint32Array(listed)
    let [next, first] = [0, 0]
    for (const [row, state] of states.entries()) {
      if (state === WITHDRAWN) continue
      first ||= state
      if (state !== first) return 'unlike'
      rows[next++] = row
    }
    rows.sort((a, b) => this.#order(a, b))
    for (let from = 0; from < listed; ) {
      let to = from + 1
      while (to < listed && this.#order(rows[from]!, rows[to]!) === 0) to++
      if (to - from > MOST) return 'shared'
      for (let a = from; a < to; a++)
        for (let b = a + 1; b < to; b++) if (!this.#areTwo(rows[a]!, rows[b]!)) return 'shared'
      from = to
    }
    return 'distinct'
  }

  /** Of two persons by their keys, the first of the tokens. */
  #order(a: number, b: number): number {
    for (let i = 0; i < TOKEN_BYTES; i++) {
      const difference = this.#tokens[WIDTH * a + i]! - this.#tokens[WIDTH * b + i]!
      if (difference !== 0) return difference
    }
    return 0
  }

  #areTwo(a: number, b: number): boolean {
    const agree = (at: number): boolean => {
      const from = TOKEN_BYTES * KEPT.indexOf(at)
      for (let i = from; i < from + TOKEN_BYTES; i++)
        if (this.#tokens[WIDTH * a + i] !== this.#tokens[WIDTH * b + i]) return false
      return true
    }
    return PARTS.some(({ known, same }) => agree(known) && !same.some(agree))
  }
}
