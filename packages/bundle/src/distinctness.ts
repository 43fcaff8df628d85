/**
 * Whether two listed persons share a linkage key: given and family name and the year of death alike, and neither the ages nor the
 * fathers, where both are known, say that they are two. Read off the open tokens, without the key of the scope.
 */
import { encode, equal, toHex, type Value } from '@amana/codec'
import { SLOTS } from '@amana/linkage'

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

/** The tokens of the persons of a view, as far as they are open; after each person's what they are comparable with. */
export class Distinctness {
  readonly #tokens = new Map<string, readonly Uint8Array[] | null>()

  /** Takes the newest revision of a person. @param linkage undefined where it is closed */
  set(key: string, status: Value | undefined, linkage: Value | undefined): void {
    this.#tokens.delete(key)
    if (status === 'withdrawn') return
    const value = Array.isArray(linkage) ? (linkage as readonly Value[]) : []
    const list = value.slice(HEAD)
    const isWhole = list.length === SLOTS.length && status !== undefined
    const head = encode(value.slice(0, HEAD))
    this.#tokens.set(key, isWhole ? [...KEPT.map((at) => (list[at] as Uint8Array).slice()), head] : null)
  }

  /**
   * `closed` where some tokens cannot be seen, `unlike` where they are of several scopes or epochs, `shared` where some persons share a
   * key; null without a person. Fillers look like keys: who has no name or year, or refused, counts as distinct.
   */
  conclude(): 'distinct' | 'shared' | 'unlike' | 'closed' | null {
    if (this.#tokens.size === 0) return null
    const groups = new Map<string, (readonly Uint8Array[])[]>()
    const heads = new Set<string>()
    for (const tokens of this.#tokens.values()) {
      if (tokens === null) return 'closed'
      heads.add(toHex(tokens.at(-1)!))
      const key = toHex(tokens[0]!)
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [tokens])
      else group.push(tokens)
    }
    if (heads.size > 1) return 'unlike'
    for (const group of groups.values())
      if (group.length > MOST || group.some((a, i) => group.slice(i + 1).some((b) => !areTwo(a, b))))
        return 'shared'
    return 'distinct'
  }
}

const areTwo = (a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean =>
  PARTS.some(({ known, same }) => {
    const agree = (at: number) => equal(a[KEPT.indexOf(at)]!, b[KEPT.indexOf(at)]!)
    return agree(known) && !same.some(agree)
  })
